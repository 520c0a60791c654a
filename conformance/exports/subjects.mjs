// Makes the files that the judges read, from the examples, our own plan and the fixtures.
import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { must } from "../judges/tool.mjs";
import { bundle } from "./bundle.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));

/** Writes the exports into `out` and returns the paths of all of them. */
export async function writeExports(out) {
  mkdirSync(out, { recursive: true });
  const program = join(out, "write.mjs");
  await bundle("write.ts", program);
  const examples = readdirSync(join(root, "examples")).sort().map((name) => join(root, "examples", name)).filter((path) => statSync(path).isDirectory());
  const workspaces = [...examples, join(root, "architecture"), join(here, "hostile.plan"), join(dirname(here), "fixtures/market")].filter((path) => existsSync(path));
  const { stderr } = await must(process.execPath, [program, join(out, "files"), join(dirname(here), "fixtures/migrations"), ...workspaces]);
  if (stderr !== "") process.stderr.write(stderr);
  return filesIn(join(out, "files"));
}

/** Every file in a folder and those in it, in the order of their names; what is expected of them is left out. */
export function filesIn(folder) {
  const found = [];
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...filesIn(path));
    else if (!/\.(?:expected|tables)\.json$/.test(entry.name)) found.push(path);
  }
  return found;
}
