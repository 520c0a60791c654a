import { collector, saidOf, type FieldJudge } from "../judge.ts";
import { BrokenTool, troubleOf } from "../process.ts";
import { versionOf } from "./command.ts";

/** What PlantUML's command says by its exit status where a description has errors. */
const REFUSED = 200;

/** PlantUML's syntax checker, in its sandbox, where a description reaches neither files nor the network. */
export const plantuml: FieldJudge = {
  id: "plantuml", title: "PlantUML", formats: ["plantuml"], install: "apt-get install plantuml, or a program plantuml on PATH that runs its archive",
  async find(place, run) {
    const program = place.program("plantuml");
    if (program === undefined) return undefined;
    // Debian's wrapper knows -version alone.
    return { version: await versionOf(run, [program], ["-version"]), from: "PATH", command: [program] };
  },
  async judge(subjects, tool, bench) {
    const { faults, add } = collector();
    // One start for all tells whether there is anything to tell; then each is asked by itself.
    const all = await bench.run(tool.command, ["-checkonly", ...subjects.map(({ file }) => file)], { cwd: bench.folder });
    if (all.status === 0) return saidOf(subjects, faults);
    if (all.status !== REFUSED) throw new BrokenTool(troubleOf(all));
    for (const subject of subjects) {
      const result = await bench.run(tool.command, ["-syntax"], { cwd: bench.folder, input: subject.text });
      const lines = result.stdout.trim().split("\n");
      if (lines[0] === "ERROR") add(subject.path, `line ${lines[1] ?? "?"}: ${lines.slice(2, 4).join(" ")}`);
      else if (result.status !== 0) throw new BrokenTool(troubleOf(result));
    }
    return saidOf(subjects, faults);
  },
};
