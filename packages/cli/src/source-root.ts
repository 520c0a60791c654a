import { realpathSync } from "node:fs";
import { relative, sep } from "node:path";
import { readRootOf, staysWithin } from "@groundplan/disk";

/**
 * Where a workspace stands below the root of its sources: `examples/shop/`, empty where it is that root itself. The root is
 * the folder that GitHub Actions checked out, where that holds the workspace, else the enclosing git repository.
 */
export function folderInSources(workspace: string, checkout: string | undefined = process.env["GITHUB_WORKSPACE"]): string {
  const root = checkout !== undefined && checkout !== "" && staysWithin(checkout, workspace) ? realpathSync(checkout) : readRootOf(workspace);
  const folder = relative(root, realpathSync(workspace)).split(sep).join("/");
  return folder === "" ? "" : `${folder}/`;
}
