import type { Loss } from "@groundplan/formats";
import { inline } from "./markdown.ts";

/** So many things that a format cannot say are named; the rest is counted. */
const MOST_NAMED = 25;

/** What several writings lost, each thing once, in the order in which it was told. */
export function lossesOf(writings: Iterable<{ readonly losses: readonly Loss[] }>): readonly string[] {
  const found = new Set<string>();
  for (const { losses } of writings) for (const { what } of losses) found.add(what);
  return [...found];
}

/** What is lost as a list of Markdown, its end counted: `the header X of Y; … and 312 more`. */
export function namedLosses(losses: readonly string[]): string {
  const named = losses.slice(0, MOST_NAMED).map(inline).join("; ");
  return losses.length <= MOST_NAMED ? named : `${named}; and ${losses.length - MOST_NAMED} more`;
}
