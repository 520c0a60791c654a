#!/usr/bin/env node
// The rules on synthetic models, in one warm process: all of them from scratch, and after edits of one file.
//   node bench/check.mjs [--elements 10000,100000] [--edits 200] [--likec4 FOLDER] [--rules] [--cpu]
// Times are those of the clock; with --cpu those that the process itself computed, on a machine that does other things too.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { generateModel, writePlan } from "./generate.mjs";
import { transliterate } from "./transliterate.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const args = process.argv.slice(2);
const option = (name, fallback) => (args.includes(name) ? args[args.indexOf(name) + 1] : fallback);
const { createWorkspace, createChecker, rules } = await load();

if (args.includes("--likec4")) {
  const folder = option("--likec4", "");
  const texts = readdirSync(folder).filter((name) => name.endsWith(".c4")).sort().flatMap((name) => transliterate(readFileSync(join(folder, name), "utf8")) ?? []);
  measure(texts);
} else for (const count of option("--elements", "10000,100000").split(",").map(Number)) measure(writePlan(generateModel(count)).map(({ text }) => text));

/** Milliseconds. */
function now() {
  if (!args.includes("--cpu")) return performance.now();
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function measure(texts) {
  const files = texts.map((text, index) => ({ file: `sys${index}.plan`, text }));
  // Warm: the whole is read and checked a few times before it is measured.
  const loads = [];
  const checks = [];
  let workspace;
  let checker;
  for (let round = 0; round < 5; round++) {
    workspace = createWorkspace();
    const start = now();
    workspace.update(files);
    workspace.model.elements();
    const loaded = now();
    checker = createChecker(workspace, { asOf: "2026-11-23" });
    checker.diagnostics();
    loads.push(loaded - start);
    checks.push(now() - loaded);
  }
  const { elementCount, relationCount } = workspace.model;
  const found = [...checker.diagnostics().values()].reduce((sum, list) => sum + list.length, 0);
  console.log(`${elementCount} elements, ${relationCount} relations, ${files.length} files, ${rules.length} rules, ${found} findings`);
  console.log(`  read and link ${row(loads.slice(1))}`);
  console.log(`  all rules     ${row(checks.slice(1))}`);
  if (args.includes("--rules")) eachRule(workspace);
  const byEdit = edits(workspace, checker, files, Number(option("--edits", "200")));
  const all = [...byEdit.values()].flat();
  console.log(`  one edit, text to diagnostics ${row(all)}`);
  for (const [name, times] of byEdit) console.log(`    ${name.padEnd(22)} ${row(times)}`);
}

/** The edits that an author makes, spread over the files; each is taken back by another one. */
function edits(workspace, checker, files, count) {
  const kinds = {
    "a character of a text": (text) => text.replace("Does thing 3", "Does thing 3 well"),
    "a title": (text) => text.replace(/"Component (\d+\.\d+\.4)"/, '"Part $1"'),
    "a label": (text) => text.replace('"calls"', '"asks"'),
    "a relation more": (text) => `${text}\n${/system (\w+)/.exec(text)[1]}.cont1.comp1 -> ${/system (\w+)/.exec(text)[1]}.cont2.comp2 "also calls"\n`,
    "a component renamed": (text) => text.replaceAll("cont3.comp3", "cont3.comp3b").replace(/(service cont3 [^]*?)component comp3 /, "$1component comp3b "),
    "a component more": (text) => text.replace(/(service cont2 [^\n]*\n)/, '$1    component extra "Extra" { "New." }\n'),
    "a brace missing": (text) => text.replace("}\n", "\n"),
    "a technology": (text) => text.replace("tech: nodejs", "tech: go"),
  };
  const times = new Map(Object.keys(kinds).map((name) => [name, []]));
  for (let round = 0; round < count; round++) {
    const { file, text } = files[(round * 37) % files.length];
    for (const [name, edit] of Object.entries(kinds)) {
      for (const next of [edit(text), text]) {
        const start = now();
        workspace.update([{ file, text: next }]);
        checker.diagnostics();
        if (round >= 20) times.get(name).push(now() - start);
      }
    }
  }
  return times;
}

/** What each rule costs by itself, from scratch; what all rules share is counted for the first row. */
function eachRule(workspace) {
  const time = (some) => {
    const runs = [];
    for (let run = 0; run < 5; run++) {
      const start = now();
      createChecker(new Proxy(workspace, { get: (target, name) => (name === "takeChange" ? () => ({ all: true, elements: new Set(), groups: new Set(), relations: true, files: new Set() }) : target[name]) }), { asOf: "2026-11-23", rules: some }).diagnostics();
      runs.push(now() - start);
    }
    return runs.sort((a, b) => a - b)[2];
  };
  const none = time([]);
  console.log(`    no rule            ${none.toFixed(2)} ms`);
  const costs = rules.map((rule) => [rule.code, time([rule]) - none]).sort((a, b) => b[1] - a[1]).slice(0, 12);
  for (const [code, cost] of costs) console.log(`    ${code.padEnd(26)} ${cost.toFixed(2)} ms`);
}

function row(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(2);
  return `median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms, most ${at(1)} ms`;
}

async function load() {
  const folder = mkdtempSync(join(tmpdir(), "groundplan-bench-"));
  const outfile = join(folder, "checks.mjs");
  const bundle = await build({
    stdin: { contents: 'export { createWorkspace } from "@groundplan/model"; export { createChecker, rules } from "@groundplan/checks";', resolveDir: join(here, "../packages/checks"), loader: "ts" },
    bundle: true, format: "esm", platform: "node", write: false, banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  });
  writeFileSync(outfile, bundle.outputFiles[0].text);
  const loaded = await import(pathToFileURL(outfile).href);
  rmSync(folder, { recursive: true, force: true });
  return loaded;
}
