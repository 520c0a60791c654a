/**
 * Builds the application into `dist/`: `app.js` (one classic script), `app.css`, the fonts, `index.html` (a template).
 * `--watch` builds again at each change. Prints the sizes, and fails when the script grows past its budget.
 */
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { build, context } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const dist = join(root, "dist");
/** Bytes of `app.js` after gzip. */
const BUDGET = 160_000;

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });

/** The palette of the drawings is the palette of the page: its style sheet is made by the diagrams' own function. */
async function themeCss() {
  const { outputFiles } = await build({
    stdin: { contents: 'export { themeCss } from "@groundplan/diagrams";', resolveDir: root, loader: "ts" },
    bundle: true, format: "esm", platform: "neutral", write: false, logLevel: "error",
  });
  const file = join(dist, "theme.mjs");
  writeFileSync(file, outputFiles[0].contents);
  const module = await import(pathToFileURL(file).href);
  rmSync(file);
  return module.themeCss();
}

const theme = await themeCss();
const options = {
  entryPoints: { app: join(root, "src/main.tsx") },
  outdir: dist, bundle: true, format: "iife", platform: "browser", minify: true, legalComments: "none", metafile: true,
  target: ["chrome129", "edge129", "firefox131", "safari18"],
  jsx: "automatic", define: { "process.env.NODE_ENV": '"production"' },
  loader: { ".woff2": "file" }, assetNames: "fonts/[name]", charset: "utf8", logLevel: "warning",
  plugins: [{
    name: "theme",
    setup(builder) {
      builder.onResolve({ filter: /^theme\.css$/ }, () => ({ path: "theme.css", namespace: "theme" }));
      builder.onLoad({ filter: /.*/, namespace: "theme" }, () => ({ contents: theme, loader: "css" }));
    },
  }],
};

if (process.argv.includes("--watch")) {
  const watching = await context(options);
  await watching.watch();
  copyFileSync(join(root, "index.html"), join(dist, "index.html"));
} else {
  await build(options);
  copyFileSync(join(root, "index.html"), join(dist, "index.html"));
  for (const name of ["app.js", "app.css"]) {
    const bytes = readFileSync(join(dist, name));
    const packed = gzipSync(bytes, { level: 9 }).length;
    process.stderr.write(`${name} ${Math.round(bytes.length / 1000)} kB, ${(packed / 1000).toFixed(1)} kB after gzip\n`);
    if (name === "app.js" && packed > BUDGET) {
      process.stderr.write(`app.js is larger than its budget of ${BUDGET / 1000} kB.\n`);
      process.exitCode = 1;
    }
  }
}
