/** What the tests of the examples share: an example opened as a workspace, and how a failure names elements. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createWorkspace, type Element, type Workspace } from "@groundplan/model";

export function openExample(folder: string): Workspace {
  const workspace = createWorkspace();
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /\.(plan|md|sql)$/.test(file));
  workspace.update(files.map((file) => ({ file: file.replaceAll("\\", "/"), text: readFileSync(join(folder, file), "utf8") })));
  return workspace;
}

/** Elements of which a condition does not hold, by name: what a failure shows. */
export function without(elements: readonly Element[], holds: (element: Element) => boolean): string[] {
  return elements.filter((element) => !holds(element)).map((element) => element.id);
}
