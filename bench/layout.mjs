#!/usr/bin/env node
// The layout engine against elkjs (layered, orthogonal) on the same graphs in the same run.
//   node bench/layout.mjs [--graphs DIR] [--only c4-50] [--no-elk] [--fuzz 1000] [--cold] [--stability [--random 100]]
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { generate, toLayoutGraph } from "./layout/graphs.mjs";
import { measure } from "./layout/measure.mjs";
import { edit, KINDS } from "./layout/edits.mjs";
import { runElk } from "./layout/elk.mjs";
import { stability, viewGraphs } from "./layout/stability.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const args = process.argv.slice(2);
const option = (name, fallback) => (args.includes(name) ? args[args.indexOf(name) + 1] : fallback);
const directory = resolve(option("--graphs", join(here, "../../shared/bench/layout")));
const only = option("--only", "");
const bundle = await build({
  entryPoints: [join(here, "../packages/layout/src/index.ts")],
  bundle: true,
  format: "esm",
  write: false,
  platform: "neutral",
});
const code = bundle.outputFiles[0].text;
const { layout, findGeometryFaults } = await import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);

const graphs = [];
for (const name of ["c4-10", "c4-real", "c4-50", "c4-200", "c4-1000"]) {
  if (only && !name.includes(only)) continue;
  const file = join(directory, `${name}.json`);
  const raw = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : generate({ "c4-10": 10, "c4-real": 19, "c4-50": 50, "c4-200": 200, "c4-1000": 1000 }[name]);
  graphs.push({ name, raw, graph: toLayoutGraph(raw) });
}

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
for (const { name, raw, graph } of graphs) {
  const times = [];
  let result;
  const runs = raw.nodes.length > 500 ? 7 : raw.nodes.length > 100 ? 25 : 80;
  for (let i = 0; i < runs; i++) {
    const t = performance.now();
    result = layout(graph);
    times.push(performance.now() - t);
  }
  const faults = findGeometryFaults(graph, result);
  const ours = measure(graph, result);
  const kinds = {};
  for (const f of faults) kinds[f.kind] = (kinds[f.kind] ?? 0) + 1;
  const row = (label, ms, m, extra) =>
    console.log(
      `${label.padEnd(16)} ${ms.toFixed(1).padStart(8)} ms  crossings ${String(m.crossings).padStart(6)}  bends ${String(m.bends).padStart(6)}  length ${String(Math.round(m.length)).padStart(9)}  ${m.width}×${m.height} (${m.aspect.toFixed(2)}) fill ${(100 * m.fill).toFixed(1)} %  ${extra}`,
    );
  row(`${name} ours`, median(times.slice(runs >> 1)), ours, JSON.stringify(kinds));
  if (!args.includes("--no-elk")) {
    const elk = await runElk(graph, raw.nodes.length > 500 ? 1 : 4);
    const theirs = measure(graph, elk.result);
    const elkKinds = {};
    for (const f of findGeometryFaults(graph, elk.result)) elkKinds[f.kind] = (elkKinds[f.kind] ?? 0) + 1;
    row(`${name} elkjs`, elk.ms, theirs, JSON.stringify(elkKinds));
    const ratio = (a, b) => (b === 0 ? "-" : (a / b).toFixed(2));
    console.log(
      `${name} ratio     time ${ratio(median(times), elk.ms)}  crossings ${ratio(ours.crossings, theirs.crossings)}  bends ${ratio(ours.bends, theirs.bends)}  length ${ratio(ours.length, theirs.length)}`,
    );
  }
}

if (args.includes("--cold")) {
  const target = graphs.find((g) => g.name === "c4-50") ?? graphs[0];
  const script = `${code}\n;const g=${JSON.stringify(target.graph)};const t=performance.now();layout(g);console.log((performance.now()-t).toFixed(1))`;
  const samples = [];
  for (let i = 0; i < 7; i++) {
    const run = spawnSync(process.execPath, ["--input-type=module", "-"], { encoding: "utf8", input: script });
    samples.push(Number(run.stdout.trim()));
  }
  console.log(`cold process, ${target.name}: ${median(samples).toFixed(1)} ms for the first layout`);
}

if (args.includes("--stability")) {
  // Seeded, after one edit of each kind: the share of the pairs of nodes whose order is another than before.
  const views = [];
  for (const plan of ["examples/astronomy-shop", "architecture"]) for (const view of await viewGraphs(join(here, "..", plan))) views.push({ ...view, name: `${plan} ${view.name}` });
  const { randomGraph } = await import("./layout/fuzz.mjs");
  const wild = Array.from({ length: Number(option("--random", "100")) }, (_, i) => ({ name: `random ${i + 1}`, ...randomGraph(i + 1) })).filter((g) => g.graph.nodes.length > 2);
  const percent = (share) => `${(100 * share).toFixed(1)} %`;
  const mean = (shares) => percent(shares.reduce((sum, { share }) => sum + share, 0) / Math.max(1, shares.length));
  const most = (shares) => percent(shares.reduce((worst, { share }) => Math.max(worst, share), 0));
  for (const [of, pictures] of [["pictures", [...graphs.filter((g) => g.graph.nodes.length <= 200), ...views]], ["random graphs", wild]]) {
    const results = pictures.map(({ name, graph, options }) => ({ name, ...stability(layout, graph, options) }));
    results.sort((a, b) => b.worst - a.worst);
    const all = results.flatMap((r) => r.shares);
    console.log(`flipped after one edit, ${results.length} ${of}: ${mean(all)} on average, ${most(all)} at most; more than 5 %: ${all.filter(({ share }) => share > 0.05).length} of ${all.length} edits`);
    for (const kind of KINDS) console.log(`   ${kind}: ${mean(all.filter((s) => s.kind === kind))} on average, ${most(all.filter((s) => s.kind === kind))} at most`);
    for (const { name, shares, worst, by } of results.slice(0, Number(option("--show", "5")))) if (worst > 0.02) console.log(`   ${name}: ${mean(shares)} on average, ${percent(worst)} at most (${by})`);
  }
}

const fuzz = Number(option("--fuzz", "0"));
if (fuzz > 0) {
  const { randomGraph } = await import("./layout/fuzz.mjs");
  const kinds = {};
  const bad = [];
  let slowest = 0;
  const from = Number(option("--from", "1"));
  for (let seed = from; seed < from + fuzz; seed++) {
    const { graph, options } = randomGraph(seed);
    const t = performance.now();
    let faults;
    try {
      const result = layout(graph, options);
      faults = findGeometryFaults(graph, result);
      if (graph.nodes.length > 2 && graph.edges.length > 0) {
        const edited = edit(graph, seed).graph;
        for (const f of findGeometryFaults(edited, layout(edited, { ...options, seed: result.seed }))) faults.push({ kind: `edited:${f.kind}`, ids: f.ids });
      }
    } catch (error) {
      faults = [{ kind: "threw", ids: [String(error?.stack ?? error).slice(0, 300)] }];
    }
    slowest = Math.max(slowest, performance.now() - t);
    for (const f of faults) kinds[f.kind] = (kinds[f.kind] ?? 0) + 1;
    if (faults.length > 0) bad.push(`${seed}: ${faults.slice(0, 3).map((f) => `${f.kind} ${f.ids.join(" ")}`).join("; ")}`);
  }
  console.log(`fuzz: ${fuzz} graphs, ${bad.length} with faults, slowest ${slowest.toFixed(0)} ms`, JSON.stringify(kinds));
  for (const line of bad.slice(0, Number(option("--show", "12")))) console.log("  ", line);
}
