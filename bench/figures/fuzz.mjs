// Twenty thousand mutated inputs through everything that reads a stranger's text.
import { fileURLToPath } from "node:url";
import { runProcess } from "../measure/process.mjs";

const PROGRAM = fileURLToPath(new URL("../fuzz.mjs", import.meta.url));

export const fuzz = {
  id: "fuzz",
  title: "mutated inputs",
  async run({ say }) {
    const { printed } = await runProcess(process.execPath, [PROGRAM, "--json"], { expect: [0, 1], timeout: 3_600_000 });
    say("fuzz", 0);
    const result = JSON.parse(printed.trim().split("\n").at(-1));
    return [
      { name: "mutated inputs that threw, hung or escaped", unit: "", ours: { median: result.faults.length }, target: { most: 0 }, note: `${result.count} inputs, the slowest ${result.slowest} ms` },
    ];
  },
};
