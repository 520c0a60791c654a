import { cycleOf, endedEarlier, type ReleaseCycle, type Technology } from "@groundplan/vocabulary";

/** Where a version of a technology stands in its life on a day. */
export type Life =
  /** Nothing is known: the catalogue has no dates, no version is given, or the version says too little. */
  | { readonly state: "unknown" }
  /** The catalogue has dates, and none for this version. */
  | { readonly state: "unknown-version" }
  | { readonly state: "supported" }
  /** No security fix comes any more; `on` is absent where only that it ended is known. */
  | { readonly state: "ended"; readonly on?: string }
  | { readonly state: "ending"; readonly on: string };

/** An end of life is told this many days ahead. */
export const DAYS_AHEAD = 180;

export function lifeOf(technology: Technology, version: string | undefined, asOf: string): Life {
  const cycles = technology.support?.cycles ?? [];
  const only = cycles.length === 1 && cycles[0]!.cycle === "" ? cycles[0]! : undefined;
  if (only) return standing(only, asOf);
  if (cycles.length === 0 || version === undefined) return { state: "unknown" };
  const cycle = cycleOf(technology, version);
  if (cycle) return standing(cycle, asOf);
  if (cycles.some((each) => each.cycle.startsWith(`${version}.`))) return { state: "unknown" };
  if (endedEarlier(technology, version)) return { state: "ended" };
  return { state: "unknown-version" };
}

/** The newest line that is still supported, for a hint. */
export function newestLine(technology: Technology, asOf: string): string | undefined {
  return technology.support?.cycles.find((each) => each.cycle !== "" && !hasEnded(each, asOf))?.cycle;
}

function standing(cycle: ReleaseCycle, asOf: string): Life {
  const { endOfLife } = cycle;
  if (hasEnded(cycle, asOf)) return endOfLife === undefined ? { state: "ended" } : { state: "ended", on: endOfLife };
  if (endOfLife !== undefined && endOfLife !== "never" && endOfLife <= later(asOf, DAYS_AHEAD)) return { state: "ending", on: endOfLife };
  return { state: "supported" };
}

function hasEnded(cycle: ReleaseCycle, asOf: string): boolean {
  return cycle.ended === true || (cycle.endOfLife !== undefined && cycle.endOfLife < asOf);
}

function later(date: string, days: number): string {
  const at = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(at) ? date : new Date(at + days * 86_400_000).toISOString().slice(0, 10);
}
