// `npm run docs [-- --check | --screenshot]`: writes the pages and pictures of docs/ that are made from the program itself.
// The modules under scripts/docs are bundled first, since the oldest supported Node runs no TypeScript.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureInstalled } from "./ensure-installed.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const HELP = `npm run docs [-- --check | --screenshot]

Writes docs/*.md and docs/pictures/*.svg from the vocabulary, the rules, the catalogue, the verbs and the examples.
--check       writes nothing; tells what is out of date and exits with 1
--screenshot  takes docs/pictures/workbench.png too, which needs Chromium (CHROMIUM names one) and a build
`;

const args = process.argv.slice(2);
const unknown = args.find((arg) => !["--check", "--screenshot", "--help"].includes(arg));
if (unknown !== undefined || args.includes("--help")) {
  (unknown === undefined ? process.stdout : process.stderr).write(unknown === undefined ? HELP : `docs: there is no option ${unknown}\n\n${HELP}`);
  process.exit(unknown === undefined ? 0 : 2);
}
ensureInstalled();
const folder = mkdtempSync(join(tmpdir(), "groundplan-docs-"));
try {
  const { build } = await import("esbuild");
  const bundle = join(folder, "docs.mjs");
  await build({
    entryPoints: [join(root, "scripts/docs/main.ts")], outfile: bundle, bundle: true, format: "esm", platform: "node", target: "node20", logLevel: "error",
    // The verbs are told of, not run: what they do stays out of the bundle.
    external: ["./verbs/*"],
    banner: { js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);' },
  });
  const { status } = spawnSync(process.execPath, [bundle, root, ...args.filter((arg) => arg === "--check")], { stdio: "inherit" });
  process.exitCode = status ?? 1;
  if (args.includes("--screenshot") && process.exitCode === 0) await (await import("./docs/screenshot.mjs")).takeScreenshot(root);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
