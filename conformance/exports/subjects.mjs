// Makes the files that the judges of the text exports read, from the examples and the hostile fixtures.
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { must } from "../judges/tool.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));

/** Writes the exports into `out` and returns the paths of all of them. */
export async function writeExports(out) {
  const { build } = await import("esbuild");
  mkdirSync(out, { recursive: true });
  const bundle = join(out, "write.mjs");
  const alias = Object.fromEntries(readdirSync(join(root, "packages")).map((name) => [`@groundplan/${name}`, join(root, "packages", name, "src/index.ts")]));
  const banner = 'import { createRequire as __c } from "node:module"; const require = __c(import.meta.url);';
  await build({ entryPoints: [join(here, "write.ts")], outfile: bundle, bundle: true, format: "esm", platform: "node", alias, logLevel: "error", nodePaths: [join(root, "node_modules")], banner: { js: banner } });
  const workspaces = [join(root, "examples/astronomy-shop"), join(root, "architecture"), join(here, "hostile.plan")].filter((path) => existsSync(path));
  const { stderr } = await must(process.execPath, [bundle, join(out, "files"), ...workspaces]);
  if (stderr !== "") process.stderr.write(stderr);
  return filesIn(join(out, "files"));
}

/** Every file in a folder and those in it, in the order of their names; what is expected of them is left out. */
export function filesIn(folder) {
  const found = [];
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...filesIn(path));
    else if (!entry.name.endsWith(".expected.json")) found.push(path);
  }
  return found;
}
