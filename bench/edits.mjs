#!/usr/bin/env node
// Edits of one file in process: how long until the diagnostics are complete, and whether they are those of a fresh start.
//   node bench/edits.mjs [--elements 10000] [--edits 400] [--compared 1000] [--seed 1] [--json]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { generateModel, writePlan } from "./generate.mjs";
import { bundleModule } from "./measure/bundle.mjs";
import { createRandom } from "./measure/random.mjs";
import { summarize } from "./measure/statistics.mjs";

const { values } = parseArgs({ options: { elements: { type: "string", default: "10000" }, edits: { type: "string", default: "400" }, compared: { type: "string", default: "1000" }, seed: { type: "string", default: "1" }, json: { type: "boolean" } } });
const AS_OF = "2026-11-23";
const folder = mkdtempSync(join(tmpdir(), "groundplan-edits-"));
const { createWorkspace, createChecker } = await import(await bundleModule('export { createWorkspace } from "@groundplan/model";\nexport { createChecker } from "@groundplan/checks";', folder, "edits"));
rmSync(folder, { recursive: true, force: true });

const random = createRandom(Number(values.seed));
const measured = time(Number(values.elements), Number(values.edits));
const { differences, compared } = compare(Number(values.compared));
const result = { times: summarize(measured.map(({ ms }) => ms)), byKind: Object.fromEntries(KINDS_OF_EDITS().map((kind) => [kind, summarize(measured.filter((edit) => edit.kind === kind).map(({ ms }) => ms))])), compared, differences };
if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
else {
  const line = (name, { median, p95, max, count }) => process.stdout.write(`${name.padEnd(22)} ${median.toFixed(2).padStart(8)} ${p95.toFixed(2).padStart(8)} ${max.toFixed(2).padStart(8)} ${String(count).padStart(6)}\n`);
  process.stdout.write(`edit, in ms               median      p95      max  count\n`);
  line("all", result.times);
  for (const [kind, summary] of Object.entries(result.byKind)) line(`  ${kind}`, summary);
  process.stdout.write(`${compared} edits compared with a fresh start, ${differences.length} differ\n${differences.map((difference) => `  ${difference}\n`).join("")}`);
}
process.exitCode = differences.length > 0 ? 1 : 0;

/** Times edits of one file after another, and each taken back: the model stays the one that was generated. */
function time(elements, edits) {
  const files = new Map(writePlan(generateModel(elements)).map(({ path, text }) => [path, text]));
  const { workspace, checker } = open(files);
  checker.diagnostics();
  const names = [...files.keys()];
  const found = [];
  // The first edits warm the engine up, as the first seconds of a session do.
  for (let edit = -40; edit < edits; edit += 2) {
    const file = random.pick(names);
    const { kind, text } = randomEdit(files.get(file));
    for (const next of [text, files.get(file)]) {
      const started = process.hrtime.bigint();
      workspace.update([{ file, text: next }]);
      checker.diagnostics();
      const ms = Number(process.hrtime.bigint() - started) / 1e6;
      if (edit >= 0) found.push({ kind, ms });
    }
  }
  return found;
}

/** Compares what incremental edits give with what a fresh workspace gives, all diagnostics included. */
function compare(edits) {
  const differences = [];
  let files = new Map();
  let opened;
  for (let edit = 0; edit < edits && differences.length < 10; edit++) {
    // A new model now and then, so that the edits do not grind one down to rubble.
    if (edit % 100 === 0) {
      files = new Map(writePlan(generateModel(160, edit + 1)).map(({ path, text }) => [path, text]));
      opened = open(files);
      opened.checker.diagnostics();
    }
    const file = random.pick([...files.keys()]);
    const { kind, text } = randomEdit(files.get(file));
    files.set(file, text);
    opened.workspace.update([{ file, text }]);
    const now = stateOf(opened);
    const fresh = stateOf(open(files));
    if (now !== fresh) differences.push(`edit ${edit} (${kind}) of ${file}: ${firstDifference(now, fresh)}`);
  }
  return { differences, compared: edits };
}

function open(files) {
  const workspace = createWorkspace();
  workspace.update([...files].map(([file, text]) => ({ file, text })));
  return { workspace, checker: createChecker(workspace, { asOf: AS_OF }) };
}

function stateOf({ workspace, checker }) {
  const { model } = workspace;
  return [
    ...model.elements().map(({ id, kind, title, description, settings, at }) => JSON.stringify({ id, kind: kind.name, title, description, settings: settings.map(({ name, values }) => [name, values]), at })),
    ...model.relations().map(({ id, at, label }) => JSON.stringify({ id, at, label })),
    ...[...checker.diagnostics()].sort((a, b) => (a[0] < b[0] ? -1 : 1)).flatMap(([, list]) => list.map((diagnostic) => JSON.stringify(diagnostic))),
  ].join("\n");
}

function firstDifference(a, b) {
  const [left, right] = [a.split("\n"), b.split("\n")];
  const at = left.findIndex((line, index) => line !== right[index]);
  return `incremental ${(left[at] ?? "nothing").slice(0, 300)} | from scratch ${(right[at] ?? "nothing").slice(0, 300)}`;
}

function KINDS_OF_EDITS() {
  return ["title", "description", "technology", "relation added", "relation removed", "renamed", "component added", "component removed", "letter typed", "brace removed"];
}

/** What people do at a keyboard: mostly words, now and then a name, and half-written text in between. */
function randomEdit(text) {
  const lines = text.split("\n");
  const where = (pattern) => {
    const found = [...lines.keys()].filter((index) => pattern.test(lines[index]));
    return found.length === 0 ? undefined : random.pick(found);
  };
  const kind = random.pick(KINDS_OF_EDITS());
  const component = where(/^ {4}component /);
  const relation = where(/^sys\S+ ->/);
  const nth = random.below(100000);
  switch (kind) {
    case "title":
      if (component !== undefined) lines[component] = lines[component].replace(/"[^"]*"/, `"Title ${nth}"`);
      break;
    case "description": {
      const at = where(/^ {6}"/);
      if (at !== undefined) lines[at] = `      "Does thing ${nth}"`;
      break;
    }
    case "technology": {
      const at = where(/^ {4}tech:/);
      if (at !== undefined) lines[at] = `    tech: ${random.pick(["nodejs", "python, fastapi", "go", "rust", "java, spring-boot", "nonsense"])}`;
      break;
    }
    case "relation added":
      lines.push(relation === undefined ? 'sys0 -> sys0.cont0 "calls"' : `${lines[relation].split(" ")[0]} -> ${lines[where(/^sys\S+ ->/)].split(" ")[2]} "asks ${nth}"`);
      break;
    case "relation removed":
      if (relation !== undefined) lines.splice(relation, 1);
      break;
    case "renamed":
      if (component !== undefined) lines[component] = lines[component].replace(/component \S+/, `component renamed${nth}`);
      break;
    case "component added":
      if (component !== undefined) lines.splice(component, 0, `    component added${nth} "Added" {`, '      "New"', "    }");
      break;
    case "component removed": {
      if (component === undefined) break;
      const end = lines.findIndex((line, index) => index > component && /^ {4}\}/.test(line));
      if (end > 0) lines.splice(component, end - component + 1);
      break;
    }
    case "letter typed": {
      const at = random.below(text.length);
      return { kind, text: text.slice(0, at) + random.pick([..."abc .:\"{}-\n"]) + text.slice(at) };
    }
    case "brace removed": {
      const at = where(/^ +\}/);
      if (at !== undefined) lines.splice(at, 1);
    }
  }
  return { kind, text: lines.join("\n") };
}
