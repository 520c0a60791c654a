import { writeName, type Place } from "@groundplan/syntax";
import { createWorkspace, parentOf, qualify, type Workspace } from "@groundplan/model";
import { occurrencesOf } from "./definition.ts";
import { namesOf, occurrenceAt, occurrencesIn, type Occurrence } from "./names.ts";

export interface Edit extends Place {
  readonly text: string;
}

export type Renaming = { readonly edits: readonly Edit[]; readonly problem?: undefined } | { readonly problem: string };

/** The segment that a rename at an offset would change, and its text; undefined where nothing can be renamed. */
export function prepareRename(workspace: Workspace, file: string, offset: number): { readonly from: number; readonly to: number; readonly text: string } | undefined {
  const occurrence = occurrenceAt(workspace, file, offset);
  if (!occurrence || isFixed(workspace, occurrence.id)) return undefined;
  return { from: occurrence.from, to: occurrence.to, text: workspace.text(file)!.slice(occurrence.from, occurrence.to).replaceAll("`", "") };
}

/**
 * The edits that give an element or a named relation a new name, in all files, decisions included. A name that would no
 * longer find what it found, because the new name hides it or is hidden, is written in full. Refuses a name that is
 * taken, and one under which the element could not be named everywhere.
 */
export function rename(workspace: Workspace, file: string, offset: number, newName: string): Renaming {
  const occurrence = occurrenceAt(workspace, file, offset);
  if (!occurrence) return { problem: "Nothing that can be renamed stands here." };
  const { id } = occurrence;
  if (isFixed(workspace, id)) return { problem: "A decision is named by its file's number." };
  const bare = newName.trim().replace(/^`|`$/g, "");
  if (bare === "" || /[`\n]/.test(bare)) return { problem: "A name is one word, or several in backquotes." };
  const written = writeName(bare);
  const renamed = qualify(parentOf(id), written);
  if (renamed === id) return { edits: [] };
  if (namesOf(workspace.model).kindOf(renamed)) return { problem: `${renamed} is declared already.` };

  const edits = occurrencesOf(workspace, id).map((each): Edit => ({ file: each.file, from: each.from, to: each.to, text: written }));
  const after = (name: string): string => (name === id ? renamed : name.startsWith(`${id}.`) ? renamed + name.slice(id.length) : name);
  return mend(workspace, edits, after);
}

function isFixed(workspace: Workspace, id: string): boolean {
  return workspace.model.element(id)?.kind.group === "decision";
}

/** Tries the edits on a copy of the workspace, and writes the names in full that mean something else there. */
function mend(workspace: Workspace, edits: readonly Edit[], after: (id: string) => string): Renaming {
  const strays = straying(workspace, edits, after);
  if (strays.length === 0) return { edits };
  const whole = strays.map((stray): Edit => ({ file: stray.file, from: stray.wholeFrom, to: stray.wholeTo, text: after(stray.wholeId) }));
  const kept = edits.filter((edit) => !whole.some((each) => each.file === edit.file && each.from <= edit.from && edit.to <= each.to));
  const mended = [...kept, ...whole].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.from - b.from));
  // A name at the top cannot be reached from where an inner element bears it too.
  const lost = straying(workspace, mended, after)[0];
  return lost ? { problem: `${after(lost.wholeId)} would be hidden by another element where ${lost.file} names it. Choose another name.` } : { edits: mended };
}

/** The names that after some edits would mean something else than they should. */
function straying(workspace: Workspace, edits: readonly Edit[], after: (id: string) => string): readonly Occurrence[] {
  const byFile = new Map<string, Edit[]>();
  for (const edit of edits) byFile.set(edit.file, [...(byFile.get(edit.file) ?? []), edit]);
  const copy = createWorkspace();
  copy.update(workspace.model.files.map((file) => ({ file, text: applyEdits(workspace.text(file)!, byFile.get(file) ?? []) })));
  const found: Occurrence[] = [];
  for (const file of workspace.model.files) {
    const then = new Map<number, string>();
    for (const occurrence of occurrencesIn(copy, file)) if (occurrence.id === occurrence.wholeId) then.set(occurrence.wholeFrom, occurrence.id);
    const own = byFile.get(file) ?? [];
    let [next, shift] = [0, 0];
    // Both lists are in the order of the text.
    for (const occurrence of occurrencesIn(workspace, file).filter((each) => each.id === each.wholeId).sort((a, b) => a.wholeFrom - b.wholeFrom)) {
      for (; next < own.length && own[next]!.to <= occurrence.wholeFrom; next++) shift += own[next]!.text.length - (own[next]!.to - own[next]!.from);
      if (occurrence.role === "declaration" || isFixed(workspace, occurrence.wholeId)) continue;
      if (then.get(occurrence.wholeFrom + shift) !== after(occurrence.wholeId)) found.push(occurrence);
    }
  }
  return found;
}

/** A text after edits of it; they do not overlap. */
export function applyEdits(text: string, edits: readonly { readonly from: number; readonly to: number; readonly text: string }[]): string {
  let result = "";
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.from - b.from || a.to - b.to)) {
    result += text.slice(at, edit.from) + edit.text;
    at = edit.to;
  }
  return result + text.slice(at);
}
