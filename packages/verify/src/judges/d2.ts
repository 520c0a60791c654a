import { join } from "node:path";
import { collector, saidOf, type FieldJudge } from "../judge.ts";
import { BrokenTool, troubleOf } from "../process.ts";
import { commandTool } from "./command.ts";

/** D2's compiler, with the layouts that are built into it; its `validate` alone does not look where a name leads. */
export const d2: FieldJudge = {
  id: "d2", title: "D2", formats: ["d2"], install: "go install oss.terrastruct.com/d2@latest",
  find: (place, run) => commandTool(place, run, "d2"),
  async judge(subjects, tool, bench) {
    const { faults, add } = collector();
    for (const subject of subjects) {
      const compile = (layout: string) => bench.run(tool.command, ["--layout", layout, subject.file, join(bench.folder, "out.svg")], { cwd: bench.folder });
      const first = await compile("dagre");
      // The quick layout does not draw an arrow from a box into itself; the slow one does.
      const result = first.status !== 0 && /layout engine "dagre" does not support/.test(first.stderr) ? await compile("elk") : first;
      if (result.status === 0) continue;
      const placed = result.stderr.split("\n").flatMap((line) => /\.d2:(\d+(?::\d+)?: .*)$/.exec(line)?.[1] ?? []);
      const refused = /err: failed to compile .*?\.d2: (.*)/.exec(result.stderr)?.[1];
      if (placed.length === 0 && refused === undefined) throw new BrokenTool(troubleOf(result));
      for (const error of placed) add(subject.path, `line ${error}`);
      if (placed.length === 0) add(subject.path, refused!);
    }
    return saidOf(subjects, faults);
  },
};
