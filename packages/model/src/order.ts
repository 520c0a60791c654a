import type { Place } from "@groundplan/syntax";
import type { Relation } from "./model.ts";
import { byText } from "./table.ts";

/**
 * The order in which a workspace says something. Within one file that is the order of the text. Between files the text gives
 * none, and what files are called means nothing: they come in the order of the least name among what each of them says here,
 * which `leastOf` finds.
 */
export function inOrderOfText<T extends { readonly at: Place }>(items: readonly T[], leastOf: (items: readonly T[]) => string): T[] {
  // Most lists are of one file, and most of those are in order already.
  const file = items[0]?.at.file;
  if (items.every((item) => item.at.file === file)) {
    for (let at = 1; at < items.length; at++) if (items[at]!.at.from < items[at - 1]!.at.from) return [...items].sort((a, b) => a.at.from - b.at.from);
    return [...items];
  }
  const byFile = new Map<string, T[]>();
  for (const item of items) {
    const others = byFile.get(item.at.file);
    if (others) others.push(item);
    else byFile.set(item.at.file, [item]);
  }
  return joinFiles([...byFile].map(([file, part]) => ({ file, items: part.sort((a, b) => a.at.from - b.at.from), least: leastOf(part) })));
}

/** What one file says, in the order of its text, with the least name in it. */
export interface FilePart<T> {
  readonly file: string;
  readonly items: readonly T[];
  readonly least: string;
}

/** The parts of all files as one list, in the order of `inOrderOfText`. */
export function joinFiles<T>(parts: FilePart<T>[]): T[] {
  // Two files of one least name say the same of it: then their names are all that is left.
  return parts.sort((a, b) => byText(a.least, b.least) || byText(a.file, b.file)).flatMap(({ items }) => items);
}

/** The least of the ids. */
export function leastId(items: readonly { readonly id: string }[]): string {
  let least = items[0]!.id;
  for (const { id } of items) if (id < least) least = id;
  return least;
}

/** The least id of those relations that lead out of the least source: ids of other relations need not be made. */
export function leastRelation(items: readonly Relation[]): string {
  let source = items[0]!.source;
  for (const item of items) if (item.source < source) source = item.source;
  return leastId(items.filter((item) => item.source === source));
}
