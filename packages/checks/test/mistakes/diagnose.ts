import type { Diagnostic } from "@groundplan/syntax";
import { open } from "../open.ts";

export interface Diagnosis {
  /** Errors and warnings that were not there before the mistake, in the order of the text. */
  readonly found: readonly (Diagnostic & { readonly line: number })[];
  /** The same with what is only noted. */
  readonly noted: readonly (Diagnostic & { readonly line: number })[];
  /** The first line that the mistake changed. */
  readonly line: number;
}

/** What one mistake in a good text causes: findings are new when none of the same code and message was there before. */
export function diagnose(good: string, right: string, wrong: string): Diagnosis {
  const at = good.indexOf(right);
  if (at < 0 || good.indexOf(right, at + 1) >= 0) throw new Error(`This does not stand once in the good text: ${right}`);
  const text = good.slice(0, at) + wrong + good.slice(at + right.length);
  let same = 0;
  while (same < Math.min(right.length, wrong.length) && right[same] === wrong[same]) same++;
  // What was put on a line of its own stands there, not where the line before it ends.
  while (wrong.length > right.length && /\s/.test(wrong[same] ?? "")) same++;
  const lineOf = (offset: number): number => text.slice(0, offset).split("\n").length;
  const before = new Map<string, number>();
  for (const key of open(good).diagnostics.map(keyOf)) before.set(key, (before.get(key) ?? 0) + 1);
  const noted = open(text).diagnostics.filter((diagnostic) => {
    const left = before.get(keyOf(diagnostic)) ?? 0;
    before.set(keyOf(diagnostic), left - 1);
    return left <= 0;
  }).map((diagnostic) => ({ ...diagnostic, line: lineOf(diagnostic.from) }));
  return { found: noted.filter(({ severity }) => severity !== "info"), noted, line: lineOf(at + same) };
}

function keyOf(diagnostic: Diagnostic): string {
  return `${diagnostic.code} ${diagnostic.message}`;
}
