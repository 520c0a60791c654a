// One file edited, to complete diagnostics, in process; and a thousand random edits, incremental against from scratch.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runProcess } from "../measure/process.mjs";

const PROGRAM = fileURLToPath(new URL("../edits.mjs", import.meta.url));

export const edits = {
  id: "edits",
  title: "edit of one file to complete diagnostics, 10,000 elements",
  async run({ say }) {
    if (!existsSync(PROGRAM)) throw new Error("bench/edits.mjs is missing");
    const { printed, code } = await runProcess(process.execPath, [PROGRAM, "--json"], { expect: [0, 1], keep: 64 * 1024 });
    say("edits", 0);
    const result = JSON.parse(printed.trim().split("\n").at(-1));
    if (code !== 0) throw new Error(`incremental and from scratch differ: ${result.differences.join("; ")}`);
    return [
      { name: "edit to complete diagnostics, median", unit: "ms", ours: { ...result.times, median: result.times.median }, target: { most: 2 } },
      { name: "edit to complete diagnostics, 95th percentile", unit: "ms", ours: { ...result.times, median: result.times.p95 }, target: { most: 15 } },
      { name: "random edits, incremental unlike from scratch", unit: "", ours: { median: result.differences.length }, target: { most: 0 }, note: `${result.compared} edits compared` },
    ];
  },
};
