import { cleanText } from "../text/clean.ts";

/**
 * Identifiers for other tools' texts: ASCII letters, digits and `_`, beginning with a letter, unlike each other even where
 * case does not count, and none of the tool's own words. The same ids in the same order give the same identifiers.
 */
export function identifiers(ids: Iterable<string>, reserved: ReadonlySet<string> = NONE): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const id of ids) {
    if (names.has(id)) continue;
    const plain = id.replace(/[^A-Za-z0-9]+/g, "_").replace(/^_+|_+$/g, "");
    const base = (plain === "" || !/^[A-Za-z]/.test(plain) || reserved.has(plain.toLowerCase()) ? `n_${plain}`.replace(/_$/, "") : plain).slice(0, LONGEST);
    let name = base;
    for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${base}_${number}`;
    taken.add(name.toLowerCase());
    names.set(id, name);
  }
  return names;
}

/** Some tools limit names, and paths of names (D2: 518 characters). */
const LONGEST = 60;

const NONE: ReadonlySet<string> = new Set();

/** A text on one line, without what no tool can draw. */
export function oneLine(text: string): string {
  return cleanText(text);
}
