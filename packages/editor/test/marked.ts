import { createWorkspace, type Workspace } from "@groundplan/model";

export interface Marked {
  readonly workspace: Workspace;
  readonly file: string;
  /** Where `|` stood, or where `|cursor|` began. */
  readonly from: number;
  readonly to: number;
}

/**
 * Opens files of which one holds a mark: `ca¦rt` is a cursor, `¦cart¦` a stretch. The mark is a broken bar, for the
 * language has a bar of its own.
 */
export function marked(files: Readonly<Record<string, string>> | string): Marked {
  const all = typeof files === "string" ? { "a.plan": files } : files;
  const found = Object.entries(all).find(([, text]) => text.includes("¦"));
  if (!found) throw new Error("No file holds a mark.");
  const [file, text] = found;
  const from = text.indexOf("¦");
  const second = text.indexOf("¦", from + 1);
  const workspace = createWorkspace();
  workspace.update(Object.entries(all).map(([name, each]) => ({ file: name, text: each.replaceAll("¦", "") })));
  return { workspace, file, from, to: second < 0 ? from : second - 1 };
}

/** The text of a place. */
export function slice(workspace: Workspace, place: { readonly file: string; readonly from: number; readonly to: number } | undefined): string | undefined {
  return place && workspace.text(place.file)!.slice(place.from, place.to);
}
