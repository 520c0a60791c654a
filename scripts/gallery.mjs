// `npm run gallery [-- --base REVISION]`: a page with every fixture's pictures, as the base revision's code draws them
// beside those of the working tree. Both draw the same workspaces: the examples and the gallery's own fixtures.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureInstalled } from "./ensure-installed.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const args = process.argv.slice(2);
if (args.includes("--help")) {
  process.stdout.write("npm run gallery [-- --base REVISION]\n\nDraws every fixture with the code of the working tree and, beside it, of REVISION (default HEAD); writes gallery/index.html.\n\nExample:\n  $ npm run gallery -- --base HEAD~5\n");
  process.exit(0);
}
ensureInstalled();
const base = args.includes("--base") ? args[args.indexOf("--base") + 1] : "HEAD";
const scratch = mkdtempSync(join(tmpdir(), "groundplan-gallery-"));
const workspaces = [join(root, "architecture"), ...foldersIn(join(root, "examples")), ...foldersIn(join(root, "packages/diagrams/test/gallery"))].filter((folder) => existsSync(folder));

try {
  const now = await draw(root, "new");
  const old = await drawBase();
  const page = render(old, now);
  mkdirSync(join(root, "gallery"), { recursive: true });
  writeFileSync(join(root, "gallery/index.html"), page);
  process.stdout.write(`${now.length} pictures in gallery/index.html${old ? `, beside those of ${base}` : ""}\n`);
} finally {
  spawnSync("git", ["worktree", "remove", "--force", join(scratch, "base")], { cwd: root, stdio: "ignore" });
  rmSync(scratch, { recursive: true, force: true });
}

function foldersIn(folder) {
  return existsSync(folder) ? readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name)) : [];
}

/** Draws with the packages of one checkout. */
async function draw(checkout, name) {
  const { build } = await import("esbuild");
  // The bundle stands where the renderers find their fonts.
  const bundle = join(root, "packages/diagrams/src/render", `.gallery-${name}.mjs`);
  const alias = Object.fromEntries(readdirSync(join(checkout, "packages")).map((pkg) => [`@groundplan/${pkg}`, join(checkout, "packages", pkg, "src/index.ts")]));
  alias["@groundplan/vocabulary/icons"] = join(checkout, "packages/vocabulary/src/catalogue/icons.ts");
  alias["@groundplan/formats/readers"] = join(checkout, "packages/formats/src/readers.ts");
  try {
    await build({ entryPoints: [join(root, "scripts/gallery/draw.ts")], outfile: bundle, bundle: true, format: "esm", platform: "node", alias, logLevel: "error", nodePaths: [join(root, "node_modules")], banner: { js: 'import { createRequire as __c } from "node:module"; const require = __c(import.meta.url);' } });
    const output = join(scratch, `${name}.json`);
    const { status, stderr } = spawnSync(process.execPath, [bundle, output, ...workspaces], { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(readFileSync(output, "utf8"));
  } finally {
    rmSync(bundle, { force: true });
  }
}

/** The pictures of the base revision; undefined where it cannot draw these fixtures. */
async function drawBase() {
  if (spawnSync("git", ["worktree", "add", "--detach", join(scratch, "base"), base], { cwd: root, stdio: "ignore" }).status !== 0) {
    process.stderr.write(`${base} is no revision here; only the working tree is drawn.\n`);
    return undefined;
  }
  try {
    return await draw(join(scratch, "base"), "old");
  } catch (error) {
    process.stderr.write(`${base} cannot draw these fixtures: ${String(error.message).split("\n")[0]}\n`);
    return undefined;
  }
}

function render(old, now) {
  const before = new Map((old ?? []).map((picture) => [`${picture.workspace} ${picture.id}`, picture]));
  const rows = now.map((picture) => ({ picture, old: before.get(`${picture.workspace} ${picture.id}`) })).map((row) => ({ ...row, changed: row.old !== undefined && row.old.light !== row.picture.light }));
  rows.sort((a, b) => Number(b.changed) - Number(a.changed));
  const figures = (picture) => (picture ? `${picture.nodes} nodes, ${picture.edges} edges, ${Math.round(picture.width)} × ${Math.round(picture.height)}, ${picture.bends} bends, ${picture.faults} faults, ${picture.milliseconds.toFixed(1)} ms` : "not there");
  const image = (picture) => (picture ? `<img loading="lazy" alt="" class="light" src="data:image/svg+xml;base64,${Buffer.from(picture.light).toString("base64")}"><img loading="lazy" alt="" class="dark" src="data:image/svg+xml;base64,${Buffer.from(picture.dark).toString("base64")}">` : "");
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Groundplan: gallery</title><meta name="viewport" content="width=device-width">
<style>body{font:13px/1.45 Inter,system-ui,sans-serif;margin:24px;background:#fbfaf6;color:#1b2430}h1{font-size:17px}h2{font-size:13px;margin:28px 0 4px}p{margin:0 0 8px;color:#58626f}
.row{display:grid;grid-template-columns:1fr 1fr;gap:16px;align-items:start}.row>div{border:1px solid #e3e1d8;border-radius:8px;padding:8px;background:#fff;overflow:auto}img{max-width:100%;max-height:80vh}
.dark{display:none}body.night{background:#0d1726;color:#e6edf7}body.night .dark{display:inline}body.night .light{display:none}body.night .row>div{background:#101d30;border-color:#22324b}.tag{color:#b7471b;font-weight:600}</style>
<h1>Gallery: ${rows.length} pictures, ${rows.filter((row) => row.changed).length} changed since ${escape(base)}</h1><p><label><input type="checkbox" onchange="document.body.classList.toggle('night',this.checked)"> dark theme</label></p>
${rows.map(({ picture, old: earlier, changed }) => `<h2>${escape(picture.workspace)} · ${escape(picture.id)} ${changed ? '<span class="tag">changed</span>' : ""}</h2><div class="row"><div><p>before: ${figures(earlier)}</p>${changed ? image(earlier) : "<p>the same</p>"}</div><div><p>now: ${figures(picture)}</p>${image(picture)}</div></div>`).join("\n")}`;
}

function escape(text) {
  return String(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
