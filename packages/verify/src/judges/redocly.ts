import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { collector, saidOf, type FieldJudge } from "../judge.ts";
import { BrokenTool, troubleOf } from "../process.ts";
import { commandTool } from "./command.ts";

/** Whether a path ends with a slash is said by the system that is described. */
const PASSED_OVER = "no-path-trailing-slash";

interface Problem {
  readonly ruleId?: string;
  readonly severity?: string;
  readonly message?: string;
  readonly location?: readonly { readonly source?: { readonly ref?: string }; readonly pointer?: string }[];
}

/** Redocly's own command with its recommended rules; what they call an error refuses a file. */
export const redocly: FieldJudge = {
  id: "redocly", title: "Redocly", formats: ["openapi"], install: "npm install --save-dev @redocly/cli",
  find: (place, run) => commandTool(place, run, "redocly", "@redocly/cli"),
  async judge(subjects, tool, bench) {
    const config = join(bench.folder, "redocly.yaml");
    writeFileSync(config, "extends:\n  - recommended\n");
    const { faults, add } = collector();
    for (const subject of subjects) {
      const result = await bench.run(tool.command, ["lint", subject.file, "--config", config, "--format", "json", "--max-problems", "1000"], { cwd: bench.folder });
      for (const problem of readProblems(result.stdout) ?? fail(troubleOf(result))) {
        if (problem.severity === "error" && problem.ruleId !== PASSED_OVER) add(subject.path, `${problem.ruleId ?? "error"} at ${problem.location?.[0]?.pointer ?? "#"}: ${(problem.message ?? "").split("\n")[0]!}`);
      }
    }
    return saidOf(subjects, faults);
  },
};

function readProblems(text: string): readonly Problem[] | undefined {
  try {
    const { problems } = JSON.parse(text) as { readonly problems?: unknown };
    return Array.isArray(problems) ? (problems as readonly Problem[]) : undefined;
  } catch {
    return undefined;
  }
}

function fail(trouble: string): never {
  throw new BrokenTool(`its report cannot be read (${trouble})`);
}
