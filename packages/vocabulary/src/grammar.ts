import type { Term } from "@groundplan/syntax";
import type { Dimension, Quantity } from "./units.ts";

/**
 * The shared value grammars. A slot of a header and a setting name one of them; parsing, completion, hover, formatting
 * and the language reference all read it from here.
 */
export type Grammar =
  /** A text in quotes. */
  | { readonly type: "text" }
  /** A word, from a fixed list where there is one. */
  | { readonly type: "word"; readonly values?: readonly string[] }
  /** The name of something declared elsewhere whose kind or group is among `to`; the text of a free description may stand instead where `orText`. */
  | { readonly type: "reference"; readonly to: readonly string[]; readonly orText?: boolean }
  /** A technology of the catalogue or of the workspace, with `@version` where it matters. */
  | { readonly type: "technology" }
  | { readonly type: "quantity"; readonly dimension: Dimension }
  /** A whole number, or a range of them: `3`, `3..12`. */
  | { readonly type: "range" }
  | { readonly type: "date" }
  /** Stands for yes by being there. */
  | { readonly type: "flag" }
  /** An estimate of a duration: `p50 3ms, p99 12ms`, `mean 5ms`, `exactly 5ms`. */
  | { readonly type: "distribution"; readonly dimension: Dimension }
  /** A requirement: `p95 <= 400ms`, `availability >= 99.9% over 30d`. */
  | { readonly type: "bound" }
  /** Something with a number behind it: `go 3`, `always-open 5`. */
  | { readonly type: "weighted"; readonly of: Grammar; readonly min: number; readonly max: number }
  /** A licence: an SPDX identifier, `proprietary`, `service` or `standard`. */
  | { readonly type: "licence" }
  /** What an operation takes and gives: `(NewOrder) -> 201 Order | 409 OutOfStock`. Kept as written. */
  | { readonly type: "signature" };

/** A value as bound: `from` and `to` are offsets into its file. */
export type Value = { readonly from: number; readonly to: number } & (
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "word"; readonly word: string }
  /** `target` is the qualified name that the linker found. */
  | { readonly type: "reference"; readonly name: string; readonly grammar: Extract<Grammar, { type: "reference" }> }
  | { readonly type: "technology"; readonly id: string; readonly version?: string }
  | { readonly type: "quantity"; readonly quantity: Quantity }
  | { readonly type: "range"; readonly low: number; readonly high: number }
  | { readonly type: "date"; readonly date: string }
  | { readonly type: "flag" }
  | { readonly type: "distribution"; readonly points: readonly { readonly at: "mean" | "exactly" | number; readonly quantity: Quantity }[] }
  | { readonly type: "bound"; readonly metric: string; readonly comparator: Comparator; readonly quantity: Quantity; readonly over?: Quantity }
  | { readonly type: "weighted"; readonly value: Value; readonly weight: number }
  | { readonly type: "signature"; readonly text: string }
);

export type Comparator = "<" | "<=" | ">" | ">=" | "=";

/** A fault of a value, told in words; the binder adds the code and the file. */
export interface ValueProblem {
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly hint?: string;
  /** Text that would stand rightly in place of what is there. */
  readonly replace?: string;
}

/** The terms of one value, without the commas of a list. */
export type Terms = readonly Term[];
