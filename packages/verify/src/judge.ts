import type { Place } from "./place.ts";
import type { Run } from "./process.ts";

/** A file that is judged, as a copy of its own in a scratch folder. */
export interface Subject {
  readonly artifact: string;
  readonly format: string;
  /** Below the output folder, forward slashes. */
  readonly path: string;
  /** Where its copy lies, absolute. */
  readonly file: string;
  readonly text: string;
}

/** A tool as it was found on this machine. */
export interface Tool {
  readonly version: string;
  /** Where it comes from, in a word or two: `PATH`, `node_modules`. Never a path, which would differ from machine to machine. */
  readonly from: string;
  /** The program and its first arguments. */
  readonly command: readonly [string, ...string[]];
  /** For tools that are packages: the folder from which they are required. */
  readonly folder?: string;
}

/** What a judge may use: children with limits, and an empty folder of its own that is removed behind it. */
export interface Bench {
  readonly run: Run;
  readonly folder: string;
}

/** What a judge says of one file. A file of which it says nothing was not judged. */
export interface Said {
  readonly path: string;
  readonly result: "passed" | "failed";
  readonly detail: string;
}

/** A tool of the field that judges files: one file in `judges/` each. */
export interface FieldJudge {
  readonly id: string;
  readonly title: string;
  /** The formats that it judges, as in the manifest. */
  readonly formats: readonly string[];
  /** How to get it, as a command or in words. */
  readonly install: string;
  /** Undefined where it is not on this machine. Throws where it is there and cannot be used. */
  find(place: Place, run: Run): Promise<Tool | undefined>;
  /** `subjects` are files of its formats, with those that are read beside them (see `judgedTogether`). Throws where it breaks down. */
  judge(subjects: readonly Subject[], tool: Tool, bench: Bench): Promise<readonly Said[]>;
}

/** Verdicts of what was found, as lists of faults by path: a file without any has passed. */
export function saidOf(subjects: readonly Subject[], faults: ReadonlyMap<string, readonly string[]>): readonly Said[] {
  return subjects.map(({ path }) => {
    const own = faults.get(path) ?? [];
    if (own.length === 0) return { path, result: "passed", detail: "" };
    const more = own.length > SHOWN ? `; and ${own.length - SHOWN} more` : "";
    return { path, result: "failed", detail: `${own.slice(0, SHOWN).join("; ")}${more}` };
  });
}

const SHOWN = 5;

/** Faults by path, one after the other. */
export function collector(): { readonly faults: ReadonlyMap<string, readonly string[]>; add(path: string, fault: string): void } {
  const faults = new Map<string, string[]>();
  return { faults, add: (path, fault) => void (faults.has(path) ? faults.get(path)!.push(fault) : faults.set(path, [fault])) };
}
