// The layout engine beside elkjs, as bench/layout.mjs measures it.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runProcess } from "../measure/process.mjs";

const PROGRAM = fileURLToPath(new URL("../layout.mjs", import.meta.url));
/** Warm times in milliseconds that a layout may take, and how its crossings and bends may stand to those of elkjs. */
const TARGETS = { "c4-real": { ms: 3 }, "c4-50": { ms: 8, crossings: 0.6, bends: 1 }, "c4-200": { ms: 50, crossings: 0.8, bends: 1 }, "c4-1000": { ms: 400 } };

export const pictures = {
  id: "pictures",
  title: "layout beside elkjs",
  async run({ shared, say }) {
    const graphs = join(shared, "layout");
    const { printed } = await runProcess(process.execPath, [PROGRAM, "--cold", "--fuzz", "1000", ...(existsSync(graphs) ? ["--graphs", graphs] : [])]);
    say("layout", 0);
    return [...rowsOf(printed)];
  },
};

function* rowsOf(printed) {
  const of = (graph, who) => {
    const match = new RegExp(`^${graph} ${who}\\s+([\\d.]+) ms\\s+crossings\\s+(\\d+)\\s+bends\\s+(\\d+).*?(\\{.*\\})\\s*$`, "m").exec(printed);
    return match && { ms: Number(match[1]), crossings: Number(match[2]), bends: Number(match[3]), faults: JSON.parse(match[4]) };
  };
  const only = (value) => ({ median: value });
  for (const graph of ["c4-10", "c4-real", "c4-50", "c4-200", "c4-1000"]) {
    const ours = of(graph, "ours");
    const theirs = of(graph, "elkjs");
    if (!ours) continue;
    const target = TARGETS[graph] ?? {};
    yield { name: `layout of ${graph}, warm`, unit: "ms", ours: only(ours.ms), peer: theirs && only(theirs.ms), ...(target.ms === undefined ? {} : { target: { most: target.ms } }) };
    yield { name: `layout of ${graph}, crossings`, unit: "", ours: only(ours.crossings), peer: theirs && only(theirs.crossings), ...(target.crossings === undefined ? {} : { target: { ratio: target.crossings } }) };
    yield { name: `layout of ${graph}, bends`, unit: "", ours: only(ours.bends), peer: theirs && only(theirs.bends), ...(target.bends === undefined ? {} : { target: { ratio: target.bends } }) };
    yield { name: `layout of ${graph}, faults`, unit: "", ours: only(sum(ours.faults)), peer: theirs && only(sum(theirs.faults)), target: { most: 0 } };
  }
  const cold = /^cold process, c4-50: ([\d.]+) ms/m.exec(printed);
  if (cold) yield { name: "layout of c4-50, first in a cold process", unit: "ms", ours: only(Number(cold[1])), target: { most: 60 } };
  const fuzz = /^fuzz: (\d+) graphs, (\d+) with faults/m.exec(printed);
  if (fuzz) yield { name: `layout of ${fuzz[1]} random graphs, with faults`, unit: "", ours: only(Number(fuzz[2])), target: { most: 0 } };
}

function sum(counts) {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
