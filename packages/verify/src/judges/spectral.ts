import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { collector, saidOf, type FieldJudge } from "../judge.ts";
import { BrokenTool, troubleOf } from "../process.ts";
import { commandTool, readJson } from "./command.ts";

interface Problem {
  readonly code?: string | number;
  /** 0 is an error. */
  readonly severity?: number;
  readonly message?: string;
  readonly source?: string;
  readonly path?: readonly (string | number)[];
}

/** Spectral with its rules for OpenAPI; what they call an error refuses a file. */
export const spectral: FieldJudge = {
  id: "spectral", title: "Spectral", formats: ["openapi"], install: "npm install --save-dev @stoplight/spectral-cli",
  find: (place, run) => commandTool(place, run, "spectral", "@stoplight/spectral-cli"),
  async judge(subjects, tool, bench) {
    const ruleset = join(bench.folder, "ruleset.yaml");
    writeFileSync(ruleset, 'extends: [["spectral:oas", recommended]]\n');
    const result = await bench.run(tool.command, ["lint", ...subjects.map(({ file }) => file), "--ruleset", ruleset, "--format", "json", "--quiet"], { cwd: bench.folder });
    if (result.status > 1) throw new BrokenTool(troubleOf(result));
    const { faults, add } = collector();
    for (const { code, severity, message, source, path } of readJson(result.stdout, "[", troubleOf(result)) as readonly Problem[]) {
      const subject = subjects.find(({ file }) => file === source);
      if (severity === 0 && subject) add(subject.path, `${code ?? "error"} at ${(path ?? []).join(".")}: ${message ?? ""}`);
    }
    return saidOf(subjects, faults);
  },
};
