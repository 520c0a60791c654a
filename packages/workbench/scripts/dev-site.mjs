/** `node scripts/dev-site.mjs [WORKSPACE] [OUT]`: the static site of a workspace, to try the application. Build first. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** The development modules, bundled for Node and loaded. */
export async function loadDev() {
  mkdirSync(join(root, "dist"), { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), "groundplan-dev-"));
  try {
    const outfile = join(folder, "dev.mjs");
    await build({ entryPoints: [join(root, "dev/make-site.ts")], bundle: true, platform: "node", format: "esm", outfile, logLevel: "error", banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' } });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const workspace = resolve(process.argv[2] ?? join(root, "../../examples/astronomy-shop"));
  const out = resolve(process.argv[3] ?? join(root, ".cache/site"));
  const dev = await loadDev();
  dev.writeSite(workspace, out, join(root, "dist"));
  process.stderr.write(`${pathToFileURL(join(out, "index.html")).href}\n`);
}
