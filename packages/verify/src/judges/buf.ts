import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { collector, saidOf, type FieldJudge, type Subject } from "../judge.ts";
import { BrokenTool, troubleOf } from "../process.ts";
import { commandTool } from "./command.ts";

/** Buf: builds and lints proto files by its standard rules, but for what the `buf.yaml` beside them excepts. */
export const buf: FieldJudge = {
  id: "buf", title: "Buf", formats: ["proto"], install: "npm install --save-dev @bufbuild/buf",
  find: (place, run) => commandTool(place, run, "buf", "@bufbuild/buf"),
  async judge(subjects, tool, bench) {
    const { faults, add } = collector();
    let count = 0;
    for (const [module, files] of modulesOf(subjects.filter(({ format }) => format === "proto"))) {
      const copy = join(bench.folder, String(++count));
      mkdirSync(copy);
      for (const { file, path } of files) put(file, join(copy, posix.relative(module, path)));
      const settings = subjects.find(({ format, path }) => format === "buf" && posix.dirname(path) === module);
      if (settings) put(settings.file, join(copy, "buf.yaml"));
      else writeFileSync(join(copy, "buf.yaml"), "version: v2\nlint:\n  use:\n    - STANDARD\n");
      for (const action of ["build", "lint"]) {
        const result = await bench.run(tool.command, [action, "--error-format", "json"], { cwd: copy });
        if (result.status === 0) continue;
        const lines = `${result.stdout}\n${result.stderr}`.split("\n").flatMap((line) => readLine(line) ?? []);
        if (lines.length === 0) throw new BrokenTool(troubleOf(result));
        for (const { path, start_line: line, type, message } of lines) add(posix.join(module, path), `${type ?? "error"} at ${line ?? 1}: ${message ?? ""}`);
        break;
      }
    }
    return saidOf(subjects.filter(({ format }) => format === "proto"), faults);
  },
};

/** Files by the module that they are in: the folder `proto` around them, or their own where there is none. */
function modulesOf(subjects: readonly Subject[]): ReadonlyMap<string, readonly Subject[]> {
  const found = new Map<string, Subject[]>();
  for (const subject of subjects) {
    const at = `/${subject.path}`.lastIndexOf("/proto/");
    const module = at < 0 ? posix.dirname(subject.path) : subject.path.slice(0, at + "proto".length);
    found.set(module, [...(found.get(module) ?? []), subject]);
  }
  return found;
}

function put(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

interface Line {
  readonly path: string;
  readonly start_line?: number;
  readonly type?: string;
  readonly message?: string;
}

function readLine(text: string): Line | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    const line = JSON.parse(text) as Partial<Line>;
    return typeof line.path === "string" ? (line as Line) : undefined;
  } catch {
    return undefined;
  }
}
