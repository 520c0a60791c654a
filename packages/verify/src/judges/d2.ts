import { join } from "node:path";
import { collector, saidOf, type FieldJudge } from "../judge.ts";
import { BrokenTool, troubleOf } from "../process.ts";
import { commandTool } from "./command.ts";

/** D2's compiler, with the layout that is built into it; its `validate` alone does not look where a name leads. */
export const d2: FieldJudge = {
  id: "d2", title: "D2", formats: ["d2"], install: "go install oss.terrastruct.com/d2@latest",
  find: (place, run) => commandTool(place, run, "d2"),
  async judge(subjects, tool, bench) {
    const { faults, add } = collector();
    for (const subject of subjects) {
      const result = await bench.run(tool.command, ["--layout", "dagre", subject.file, join(bench.folder, "out.svg")], { cwd: bench.folder });
      if (result.status === 0) continue;
      const errors = result.stderr.split("\n").flatMap((line) => /\.d2:(\d+(?::\d+)?: .*)$/.exec(line)?.[1] ?? []);
      if (errors.length === 0) throw new BrokenTool(troubleOf(result));
      for (const error of errors) add(subject.path, `line ${error}`);
    }
    return saidOf(subjects, faults);
  },
};
