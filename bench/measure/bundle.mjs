// Modules of the workspace's packages, bundled from source, for what is measured or tried in process.
import { pathToFileURL, fileURLToPath } from "node:url";
import { join } from "node:path";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Bundles TypeScript that imports `@groundplan/…` into one module in `folder`, and gives the module's address. */
export async function bundleModule(source, folder, name) {
  const outfile = join(folder, `${name}.mjs`);
  await build({
    stdin: { contents: source, resolveDir: join(root, "packages/cli"), loader: "ts" },
    outfile, bundle: true, format: "esm", platform: "node", target: "node20", logLevel: "error", external: ["@resvg/resvg-js", "pdfkit"],
    banner: { js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);' },
  });
  return pathToFileURL(outfile).href;
}
