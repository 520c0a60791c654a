import type { Place } from "@groundplan/syntax";
import { lastOf, type Workspace } from "@groundplan/model";
import { namesOf, occurrenceAt, occurrencesIn, type Occurrence } from "./names.ts";

/** Where the name at an offset is declared: its own place, or that of the relation that bears the name. */
export function definition(workspace: Workspace, file: string, offset: number): Place | undefined {
  const occurrence = occurrenceAt(workspace, file, offset);
  if (!occurrence) return undefined;
  const { model } = workspace;
  return model.element(occurrence.id)?.at ?? references(workspace, file, offset).find((each) => each.role === "declaration") ?? namesOf(model).relationNamed(occurrence.id)?.at;
}

/** Every place that names what is named at an offset, its declaration included, in the order of the files. */
export function references(workspace: Workspace, file: string, offset: number): readonly Occurrence[] {
  const occurrence = occurrenceAt(workspace, file, offset);
  return occurrence ? occurrencesOf(workspace, occurrence.id) : [];
}

/** Every place of the workspace that names an element or a named relation. */
export function occurrencesOf(workspace: Workspace, id: string): readonly Occurrence[] {
  const last = lastOf(id).replaceAll("`", "");
  const found: Occurrence[] = [];
  for (const file of workspace.model.files) {
    // A decision is named by its number alone, in any spelling.
    if (!/^adr-\d+$/.test(id) && !workspace.text(file)?.includes(last)) continue;
    for (const occurrence of occurrencesIn(workspace, file)) if (occurrence.id === id) found.push(occurrence);
  }
  return found;
}
