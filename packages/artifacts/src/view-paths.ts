import type { ViewSummary } from "@groundplan/diagrams";
import { filePaths } from "./file-names.ts";
import { folderOf } from "./folders.ts";

/** The path of each view's files below the output folder, without an ending: `1-architecture/1.2-containers/containers/shop`. */
export function viewPaths(views: readonly ViewSummary[]): (view: ViewSummary) => string {
  const paths = filePaths(views.map((view) => view.id), partsOf);
  return (view) => `${folderOf(view.artifact)}/${paths(view.id)}`;
}

/** The kind, which is a folder, and what the view is of: names of people, in which a slash is no folder. */
function partsOf(id: string): readonly string[] {
  const slash = id.indexOf("/");
  return slash < 0 ? [id] : [id.slice(0, slash), id.slice(slash + 1)];
}
