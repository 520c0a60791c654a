// Makes one file of a program in this folder and the packages that it uses.
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));

export async function bundle(name, outfile) {
  const { build } = await import("esbuild");
  const alias = Object.fromEntries(readdirSync(join(root, "packages")).map((each) => [`@groundplan/${each}`, join(root, "packages", each, "src/index.ts")]));
  alias["@groundplan/formats/readers"] = join(root, "packages/formats/src/readers.ts");
  alias["@groundplan/vocabulary/icons"] = join(root, "packages/vocabulary/src/catalogue/icons.ts");
  alias["@groundplan/formats/readers"] = join(root, "packages/formats/src/readers.ts");
  const banner = 'import { createRequire as __c } from "node:module"; const require = __c(import.meta.url);';
  await build({ entryPoints: [join(here, name)], outfile, bundle: true, format: "esm", platform: "node", alias, logLevel: "error", nodePaths: [join(root, "node_modules")], banner: { js: banner } });
}
