/** The static site and the live server of a workspace, as the command line makes them, for trying the application. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInput, emitSite, siteData, statusOf } from "@groundplan/artifacts";
import { createChecker } from "@groundplan/checks";
import { readWorkspace } from "@groundplan/disk";
import { createWorkspace } from "@groundplan/model";

export { startWorkbench } from "@groundplan/server";

/** Writes the site of the workspace at `root` into the folder `out`, with the application from `dist`. */
export function writeSite(root: string, out: string, dist: string): void {
  const { files, config } = readWorkspace(root);
  const workspace = createWorkspace();
  workspace.update([...files].map(([file, text]) => ({ file, text })));
  const checker = createChecker(workspace, { asOf: "2026-11-23" });
  checker.configure(config);
  const input = createInput(workspace, checker, { asOf: "2026-11-23" });
  const data = siteData(input, { version: "0.1.0", revision: 0, status: statusOf(input, () => []) });
  const assets = new Map(readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).map((path) => [path.slice(dist.length + 1).replaceAll("\\", "/"), readFileSync(path)]));
  rmSync(out, { recursive: true, force: true });
  for (const file of emitSite(input, data, assets)) {
    const path = join(out, file.path.replace(/^site\//, ""));
    const content: unknown = typeof file.content === "function" ? (file.content as () => string | Uint8Array)() : file.content;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content as string | Uint8Array);
  }
}
