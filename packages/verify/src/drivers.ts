import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { BrokenTool, troubleOf } from "./process.ts";
import type { Bench, Said, Subject, Tool } from "./judge.ts";

/** A script that has a tool read files, in a process of its own: beside the program when it is installed, in this package when it runs from source. */
export function driverFile(name: string): string {
  const found = [`./drivers/${name}`, `../drivers/${name}`].map((path) => fileURLToPath(new URL(path, import.meta.url))).find((path) => existsSync(path));
  if (found === undefined) throw new BrokenTool(`${name} is missing beside the program`);
  return found;
}

/**
 * Has a driver read the files. It is given the tool's folder as its argument and paths on standard input, one a line, and
 * answers each with a line of JSON: `{file, error?}`. A file without an answer, or an answer that is none, breaks it.
 */
export async function drive(driver: string, subjects: readonly Subject[], tool: Tool, bench: Bench): Promise<readonly Said[]> {
  const result = await bench.run(tool.command, [driverFile(driver), ...(tool.folder === undefined ? [] : [tool.folder])], { cwd: bench.folder, input: `${subjects.map(({ file }) => file).join("\n")}\n` });
  const answers = new Map<string, string>();
  for (const line of result.stdout.split("\n")) {
    const answer = readAnswer(line);
    if (answer) answers.set(answer.file, answer.error);
  }
  if (result.status !== 0 || subjects.some(({ file }) => !answers.has(file))) throw new BrokenTool(`it did not answer for every file (${troubleOf(result)})`);
  return subjects.map(({ file, path }) => {
    const error = answers.get(file)!;
    return { path, result: error === "" ? "passed" : "failed", detail: error };
  });
}

function readAnswer(line: string): { readonly file: string; readonly error: string } | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    const { file, error } = JSON.parse(line) as { readonly file?: unknown; readonly error?: unknown };
    return typeof file === "string" ? { file, error: error === undefined ? "" : String(error) } : undefined;
  } catch {
    return undefined;
  }
}
