import type { SyntaxProblem } from "./diagnostic.ts";

/**
 * The tree of a file: items of terms and blocks, with no idea of what any word means. Offsets are UTF-16 code units
 * into the text, `to` exclusive.
 */
export interface Tree {
  readonly text: string;
  readonly items: readonly Item[];
  /** Start and end of every comment, in pairs: `[from0, to0, from1, to1, …]`. A comment belongs to the item that follows. */
  readonly comments: readonly number[];
  /** In the order of their places. A tree is there whatever the problems. */
  readonly problems: readonly SyntaxProblem[];
}

/** One item: `label: header { block }`. A bare string is an item whose header is one string. */
export interface Item {
  readonly from: number;
  readonly to: number;
  /** The terms before the colon; empty where there is none. */
  readonly label: readonly Term[];
  /** The terms after the colon, or all of them; arrows stand among them. */
  readonly header: readonly Term[];
  readonly block: Block | undefined;
}

export interface Block {
  /** Offset of `{`. */
  readonly from: number;
  /** Offset after `}`, or where the block was taken to end. */
  readonly to: number;
  readonly items: readonly Item[];
}

export type TermKind =
  /** A name, a dotted name, or a version-like word: `cart`, `shop.cart`, `postgresql@18.4`. Quoted segments keep their backquotes only where they need them. */
  | "word"
  /** A name that began with a backquote; it is never taken for a kind or a key. */
  | "raw"
  | "string"
  /** A string in triple quotes: Markdown, with the common indentation removed. */
  | "markdown"
  /** Whatever begins with a digit: a number with its unit, a range, a date, a version. */
  | "number"
  /** A URL path: `/orders/{id: uuid}`. */
  | "path"
  | "operator"
  /** `->` or `->>`. */
  | "arrow"
  | "parens"
  | "brackets";

export interface Term {
  readonly kind: TermKind;
  readonly from: number;
  readonly to: number;
  /** The value: decoded for strings and names, the source text otherwise; empty for groups. */
  readonly text: string;
  /** What stands inside `( )` or `[ ]`; a colon in there is an operator. */
  readonly terms?: readonly Term[];
}
