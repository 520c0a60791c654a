import type { Tool } from "../judge.ts";
import { BrokenTool, troubleOf, type Run } from "../process.ts";
import type { Place } from "../place.ts";

/** A command of npm: the script of a package in a `node_modules`, else a program on PATH, which is asked for its version by `--version`. */
export async function commandTool(place: Place, run: Run, command: string, packageName?: string): Promise<Tool | undefined> {
  const found = packageName === undefined ? undefined : place.package(packageName);
  const script = found?.bin(command);
  if (found && script !== undefined) return { version: found.version, from: found.from, command: [process.execPath, script] };
  const program = place.program(command);
  return program === undefined ? undefined : { version: await versionOf(run, [program], ["--version"]), from: "PATH", command: [program] };
}

/** The first number with a dot in what a program says of its version. Throws BrokenTool where it says none. */
export async function versionOf(run: Run, command: readonly [string, ...string[]], args: readonly string[]): Promise<string> {
  const result = await run(command, args, { cwd: "/", seconds: 30 });
  const version = /\d+(?:\.\d+)+/.exec(`${result.stdout}\n${result.stderr}`)?.[0];
  if (version === undefined) throw new BrokenTool(`it does not say its version (${troubleOf(result)})`);
  return version;
}

/** The first JSON value in what a tool wrote. Throws BrokenTool where there is none. */
export function readJson(text: string, begin: "[" | "{", trouble: string): unknown {
  const at = text.indexOf(begin);
  try {
    if (at >= 0) return JSON.parse(text.slice(at));
  } catch {
    // Told below.
  }
  throw new BrokenTool(`its report cannot be read (${trouble})`);
}
