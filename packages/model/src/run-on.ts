import type { Item, Term } from "@groundplan/syntax";
import type { Terms } from "@groundplan/vocabulary";

/** What may begin at the start of a line: a relation, or a declaration. */
export interface Beginnings {
  /** Whether these terms begin a declaration that may stand where the item stands. */
  declaration(terms: Terms): boolean;
  /** Whether this word is the key of a setting there: before an arrow it would name the relation otherwise. */
  setting(key: Term): boolean;
}

/**
 * Parts an item whose line ends with a colon or a comma, and whose next line is an item of its own: by the syntax the two are
 * one, and only the kinds tell that the value is what is missing. Undefined where the item is one.
 */
export function partRunOn({ from, to, label, header, block }: Item, text: string, begins: Beginnings): readonly [Item, Item] | undefined {
  const key = label.length === 1 ? label[0]! : undefined;
  if (key && header.length > 0 && isLineEndBetween(text, key, header[0]!) && (header[0]!.kind === "arrow" ? begins.setting(key) : begins.declaration(header))) {
    return [{ from, to: key.to, label, header: [], block: undefined }, { from: header[0]!.from, to, label: [], header, block }];
  }
  for (let at = 1; at < header.length; at++) {
    const comma = header[at - 1]!;
    if (comma.kind !== "operator" || comma.text !== "," || !isLineEndBetween(text, comma, header[at]!)) continue;
    const rest = header.slice(at, at + MOST_TERMS);
    if (begins.declaration(rest)) return [{ from, to: comma.to, label, header: header.slice(0, at), block: undefined }, { from: rest[0]!.from, to, label: [], header: header.slice(at), block }];
  }
  return undefined;
}

/** So many terms show whether a declaration begins. */
const MOST_TERMS = 2;

function isLineEndBetween(text: string, before: Term, behind: Term): boolean {
  return text.slice(before.to, behind.from).includes("\n");
}
