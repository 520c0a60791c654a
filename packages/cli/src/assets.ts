import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SiteAssets } from "@groundplan/artifacts";

/** The folder of the workbench as built: beside the program when it is installed, in its package when it runs from source. */
export function workbenchFolder(): string | undefined {
  for (const candidate of ["./workbench", "../../workbench/dist", "../../../workbench/dist"]) {
    const folder = fileURLToPath(new URL(candidate, import.meta.url));
    if (existsSync(join(folder, "index.html"))) return folder;
  }
  return undefined;
}

/** The files of the workbench, by their path; text as text. */
export function readAssets(folder: string): SiteAssets {
  const assets = new Map<string, string | Uint8Array>();
  const open = [""];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const name of readdirSync(join(folder, at)).sort()) {
      const path = at === "" ? name : `${at}/${name}`;
      if (statSync(join(folder, path)).isDirectory()) open.push(path);
      else assets.set(path, /\.(?:html|js|css|svg|json|txt)$/.test(name) ? readFileSync(join(folder, path), "utf8") : readFileSync(join(folder, path)));
    }
  }
  return new Map([...assets].sort((a, b) => (a[0] < b[0] ? -1 : 1)));
}
