// `groundplan check` as a whole process: beside `likec4 validate` on the same model, on a large model, and from a cold start.
import { interleave, runProcess } from "../measure/process.mjs";
import { makeModel } from "../measure/models.mjs";
import { summarize } from "../measure/statistics.mjs";

export const checkModel = {
  id: "check-10k",
  title: "check of 10,000 elements",
  async run({ node, program, peer, runs, folder, shared, say }) {
    const model = makeModel(10_000, { folder, shared });
    const programs = [{ name: "groundplan check", run: () => runProcess(node, [program, "check", model.plan], { expect: [0] }) }];
    if (peer) programs.push({ name: "likec4 validate", runs: Math.min(runs, 3), run: () => runProcess(peer.node, [peer.program, "validate", "--no-layout", model.likec4]) });
    const [ours, theirs] = await interleave(programs, runs, say);
    return [
      { name: "check of 10,000 elements, time", unit: "ms", ours: times(ours), peer: theirs && times(theirs), target: { ratio: 1 / 30 } },
      { name: "check of 10,000 elements, CPU time", unit: "ms", ours: cpu(ours), peer: theirs && cpu(theirs) },
      { name: "check of 10,000 elements, memory", unit: "MB", ours: memory(ours), peer: theirs && memory(theirs) },
    ];
  },
};

export const checkLarge = {
  id: "check-100k",
  title: "check of 100,000 elements",
  async run({ node, program, runs, folder, shared, say }) {
    const model = makeModel(100_000, { folder, shared });
    const [ours] = await interleave([{ name: "groundplan check", run: () => runProcess(node, [program, "check", model.plan], { expect: [0] }) }], runs, say);
    return [
      { name: "check of 100,000 elements, time", unit: "ms", ours: times(ours), target: { most: 2500 } },
      { name: "check of 100,000 elements, CPU time", unit: "ms", ours: cpu(ours) },
      { name: "check of 100,000 elements, memory", unit: "MB", ours: memory(ours), target: { most: 700 } },
    ];
  },
};

export const coldStart = {
  id: "cold-start",
  title: "check of the astronomy shop from a cold start",
  async run({ node, program, runs, example, say }) {
    const programs = [
      { name: "groundplan check", run: () => runProcess(node, [program, "check", example], { expect: [0, 1] }) },
      { name: "empty Node program", run: () => runProcess(node, ["-e", "0"]) },
    ];
    const [ours, empty] = await interleave(programs, Math.max(runs, 9), say);
    return [
      { name: "check of the astronomy shop, time", unit: "ms", ours: times(ours), target: { most: 300 } },
      { name: "check of the astronomy shop, CPU time", unit: "ms", ours: cpu(ours) },
      { name: "  of that, Node alone", unit: "ms", ours: times(empty) },
    ];
  },
};

export const times = (runs) => summarize(runs.map((run) => run.ms));
export const cpu = (runs) => summarize(runs.map((run) => run.cpu ?? Number.NaN));
export const memory = (runs) => summarize(runs.map((run) => run.megabytes ?? Number.NaN));
