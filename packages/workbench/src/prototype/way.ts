/** How far a person has come on a journey: what was seen, held against the way that is described. */
import type { JourneyData } from "@groundplan/artifacts";

export interface Progress {
  /** How many stops of the way have been reached, the first one included. */
  readonly reached: number;
  /** The screen that comes next; undefined at the end, and where the way has not been entered. */
  readonly next: string | undefined;
  /** Steps taken from the first stop on. */
  readonly steps: number;
  readonly arrived: boolean;
}

/** `trail`: the screens as they were seen, the one at hand last. Ways round count as steps; the stops are reached in their order. */
export function progressOf({ way }: JourneyData, trail: readonly string[]): Progress {
  let reached = 0;
  let begun = -1;
  let ended = -1;
  for (const [at, screen] of trail.entries()) {
    if (reached === way.length || screen !== way[reached]) continue;
    if (reached === 0) begun = at;
    reached++;
    if (reached === way.length) ended = at;
  }
  const arrived = reached === way.length;
  return { reached, next: arrived ? undefined : way[reached], steps: begun < 0 ? 0 : (arrived ? ended : trail.length - 1) - begun, arrived };
}
