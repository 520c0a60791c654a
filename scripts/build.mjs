// Builds what is published: the workbench, and the command line with everything that it needs in packages/cli/dist.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureInstalled } from "./ensure-installed.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

export async function build({ quiet = false } = {}) {
  ensureInstalled();
  const say = (text) => quiet || process.stderr.write(`${text}\n`);
  const { build: bundle } = await import("esbuild");
  const cli = join(root, "packages/cli");
  const dist = join(cli, "dist");
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });

  const workbench = join(root, "packages/workbench");
  const made = spawnSync(process.execPath, [join(workbench, "scripts/build.mjs")], { cwd: workbench, stdio: ["ignore", quiet ? "ignore" : "inherit", "inherit"] });
  if (made.status !== 0) throw new Error("the workbench could not be built");
  cpSync(join(workbench, "dist"), join(dist, "workbench"), { recursive: true });

  const { version } = JSON.parse(readFileSync(join(cli, "package.json"), "utf8"));
  await bundle({
    entryPoints: { main: join(cli, "src/entry.ts") },
    outdir: dist, outExtension: { ".js": ".mjs" }, bundle: true, splitting: true, format: "esm", platform: "node", target: "node20", minify: true, legalComments: "none", logLevel: "warning",
    chunkNames: "[name]-[hash]",
    external: ["@resvg/resvg-js", "pdfkit"],
    define: { GROUNDPLAN_VERSION: JSON.stringify(version) },
    // CommonJS packages inside the bundle ask for Node's own modules with require.
    banner: { js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);' },
  });
  cpSync(join(root, "packages/diagrams/assets"), join(dist, "assets"), { recursive: true });
  for (const name of ["README.md", "LICENSE"]) if (existsSync(join(root, name))) cpSync(join(root, name), join(cli, name));
  say(`built packages/cli/dist (main.mjs ${Math.round(statSync(join(dist, "main.mjs")).size / 1024)} kB)`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build().catch((error) => {
    process.stderr.write(`build failed: ${error.message}\n`);
    process.exit(1);
  });
}
