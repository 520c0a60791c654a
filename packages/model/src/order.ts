import type { Place } from "@groundplan/syntax";
import { byText } from "./table.ts";

/**
 * The order in which a workspace says something. Within one file that is the order of the text. Between files the text gives
 * none, and what files are called means nothing: they come in the order of the least name among what each of them says here.
 */
export function inOrderOfText<T extends { readonly at: Place }>(items: readonly T[], nameOf: (item: T) => string): T[] {
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
  const parts = [...byFile].map(([file, part]) => ({ file, part: part.sort((a, b) => a.at.from - b.at.from), least: "" }));
  for (const each of parts) each.least = each.part.map(nameOf).reduce((least, name) => (name < least ? name : least));
  // Two files of one least name say the same of it: then their names are all that is left.
  return parts.sort((a, b) => byText(a.least, b.least) || byText(a.file, b.file)).flatMap(({ part }) => part);
}
