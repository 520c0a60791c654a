// Builds what is published: the workbench, and the command line with everything that it needs in packages/cli/dist.
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureInstalled } from "./ensure-installed.mjs";
import { lazyPackage } from "./lazy-package.mjs";
import { literalsAsJson } from "./literals-as-json.mjs";
import { pastEntries } from "./past-entries.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

export async function build({ quiet = false } = {}) {
  ensureInstalled();
  const say = (text) => quiet || process.stderr.write(`${text}\n`);
  const { build: bundle } = await import("esbuild");
  const { thirdParty, workbenchMetafile } = await import("./third-party.mjs");
  const cli = join(root, "packages/cli");
  const target = join(cli, "dist");
  // Everything is made beside and put in place at the end: an interrupted build leaves what was there.
  const dist = join(cli, `.dist-${process.pid}`);
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  try {
    const workbench = join(root, "packages/workbench");
    const made = spawnSync(process.execPath, [join(workbench, "scripts/build.mjs")], { cwd: workbench, stdio: ["ignore", quiet ? "ignore" : "inherit", "inherit"] });
    if (made.status !== 0) throw new Error("the workbench could not be built");
    cpSync(join(workbench, "dist"), join(dist, "workbench"), { recursive: true });

    const { version } = JSON.parse(readFileSync(join(cli, "package.json"), "utf8"));
    const { metafile } = await bundle({
      entryPoints: { main: join(cli, "src/entry.ts") }, absWorkingDir: root,
      outdir: dist, outExtension: { ".js": ".mjs" }, bundle: true, splitting: true, format: "esm", platform: "node", target: "node20", minify: true, legalComments: "none", logLevel: "warning", metafile: true,
      chunkNames: "[name]-[hash]",
      external: ["@resvg/resvg-js", "pdfkit"],
      plugins: [lazyPackage("yaml"), pastEntries(join(root, "packages")), literalsAsJson(/packages[\\/]vocabulary[\\/]src[\\/]catalogue[\\/](?:data[\\/][^\\/]+|icons)\.ts$/)],
      define: { GROUNDPLAN_VERSION: JSON.stringify(version), GROUNDPLAN_SOURCES: JSON.stringify(digestOfSources()) },
      // CommonJS packages inside the bundle ask for Node's own modules with require.
      banner: { js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);' },
    });
    const assets = join(root, "packages/diagrams/assets");
    cpSync(assets, join(dist, "assets"), { recursive: true });
    const page = await workbenchMetafile(root);
    writeFileSync(join(cli, "THIRD_PARTY.md"), await thirdParty(root, [metafile, page], assets));
    // Every site that is written carries the notices for what it carries.
    writeFileSync(join(dist, "workbench/THIRD_PARTY.txt"), await thirdParty(root, [page], assets));
    for (const name of ["LICENSE"]) if (existsSync(join(root, name))) cpSync(join(root, name), join(cli, name));
    // What has a tool of the field read files runs in a process of its own, and so is a file of its own.
    cpSync(join(root, "packages/verify/drivers"), join(dist, "drivers"), { recursive: true });
    const old = `${dist}-old`;
    if (existsSync(target)) renameSync(target, old);
    renameSync(dist, target);
    rmSync(old, { recursive: true, force: true });
  } finally {
    rmSync(dist, { recursive: true, force: true });
  }
  say(`built packages/cli/dist (main.mjs ${Math.round(statSync(join(target, "main.mjs")).size / 1024)} kB)`);
}

/** One digest of all that may change how something is laid out, painted or written: the sources, and the packages in use. */
function digestOfSources() {
  const hash = createHash("sha256");
  const add = (path) => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name));
    else hash.update(path.slice(root.length)).update("\0").update(readFileSync(path));
  };
  for (const name of ["syntax", "vocabulary", "formats", "sources", "model", "design", "checks", "analysis", "layout", "diagrams", "artifacts"]) add(join(root, "packages", name, "src"));
  add(join(root, "packages/diagrams/assets"));
  add(join(root, "package-lock.json"));
  return hash.digest("hex").slice(0, 16);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build().catch((error) => {
    process.stderr.write(`build failed: ${error.message}\n`);
    process.exit(1);
  });
}
