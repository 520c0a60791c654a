// Writes syntaxes/groundplan.tmLanguage.json from the vocabulary and the scanner's classes of characters.
import { build } from "esbuild";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const bundle = here("dist/write-grammar.mjs");

await build({
  stdin: { contents: 'export { writeGrammar } from "./src/grammar.ts"; export { kinds } from "@groundplan/vocabulary";', resolveDir: here("."), loader: "ts" },
  bundle: true, format: "esm", platform: "node", target: "node20", outfile: bundle, logLevel: "warning",
});
const { writeGrammar, kinds } = await import(pathToFileURL(bundle).href);
await rm(bundle);
await mkdir(here("syntaxes"), { recursive: true });
await writeFile(here("syntaxes/groundplan.tmLanguage.json"), writeGrammar(kinds));
console.log(`syntaxes/groundplan.tmLanguage.json: ${kinds.length} kinds`);
