import type { Term } from "@groundplan/syntax";
import type { Dimension, Quantity } from "./units.ts";

/**
 * The shared value grammars. A slot of a header and a setting name one of them; parsing, completion, hover, formatting
 * and the language reference all read it from here.
 */
export type Grammar =
  /** A text in quotes; where `words`, plain words may stand without them. */
  | { readonly type: "text"; readonly words?: true }
  /** A word, from a fixed list where there is one. */
  | { readonly type: "word"; readonly values?: readonly string[] }
  /**
   * The name of something declared elsewhere whose kind or group is among `to`; the text of a free description may stand instead where `orText`.
   * Where `in`, it is the name of a part of what that setting names, on the element around: a column of the table that a mapping is from.
   */
  | { readonly type: "reference"; readonly to: readonly string[]; readonly orText?: boolean; readonly in?: string }
  /** A technology of the catalogue or of the workspace, with `@version` where it matters. */
  | { readonly type: "technology" }
  /** A number with its unit. Shares lie between 0% and 100%, and nothing is below zero; where `positive`, it is more than zero too. */
  | { readonly type: "quantity"; readonly dimension: Dimension; readonly positive?: true }
  /** A whole number, or a range of them: `3`, `3..12`. */
  | { readonly type: "range" }
  | { readonly type: "date" }
  /** Stands for yes by being there. */
  | { readonly type: "flag" }
  /** An estimate of a duration: `p50 3ms, p99 12ms`, `mean 5ms`, `exactly 5ms`. */
  | { readonly type: "distribution"; readonly dimension: Dimension }
  /** A requirement: `p95 <= 400ms`, `availability >= 99.9% over 30d`. Where there are `metrics`, it is of one of these and a bare number or a share. */
  | { readonly type: "bound"; readonly metrics?: readonly string[] }
  /** Something with a number behind it: `go 3`, `always-open 5`. */
  | { readonly type: "weighted"; readonly of: Grammar; readonly min: number; readonly max: number }
  /** A licence: an SPDX identifier, `proprietary`, `service` or `standard`. */
  | { readonly type: "licence" }
  /** What an operation takes and gives: `POST /orders (NewOrder) -> 201 Order | 409 OutOfStock`. */
  | { readonly type: "signature" }
  /** A type where it is used: `string(16)`, `list<Item>?`, `Card | Voucher`. Names may stand for what `to` covers; where `orText`, a name that is found nowhere is taken for a free word. */
  | { readonly type: "type"; readonly to: readonly string[]; readonly orText?: boolean }
  /** A value as it stands in data: `pending`, `"none"`, `12.5`, `[]`, `now()`. */
  | { readonly type: "literal" }
  /** Fields that are kept in order for finding: `(status, placedAt desc) where "total > 0"`. */
  | { readonly type: "index" }
  /** How many there are, and how many come: `40M growing 2M/month`, `3 per Order`. */
  | { readonly type: "volume" }
  /** Names in the order in which they are passed through: `Home -> Cart -> Confirmation`. */
  | { readonly type: "path"; readonly to: readonly string[] }
  /** What is asked of a store: `Order where customer = ? and status = pending order by placedAt desc limit 20`. */
  | { readonly type: "query" }
  /** Words kept as they were written. */
  | { readonly type: "phrase" };

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
  | { readonly type: "signature"; readonly text: string; readonly signature: Signature }
  | { readonly type: "type"; readonly text: string; readonly expression: TypeNode; readonly grammar: Extract<Grammar, { type: "type" }> }
  | { readonly type: "literal"; readonly text: string; readonly literal: Literal }
  | { readonly type: "index"; readonly text: string; readonly fields: readonly IndexField[]; readonly where?: string; readonly method?: string; readonly unique: boolean }
  | { readonly type: "volume"; readonly text: string; readonly amount: Quantity; readonly growing?: Quantity; readonly per?: NameNode }
  | { readonly type: "path"; readonly text: string; readonly stops: readonly NameNode[]; readonly grammar: Extract<Grammar, { type: "path" }> }
  | { readonly type: "query"; readonly text: string; readonly query: StoreQuery }
  | { readonly type: "phrase"; readonly text: string }
);

/** A name inside a value. `target` is the qualified name that the linker found. */
export interface NameNode {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly target?: string;
}

/** A type where it is used. What is no scalar of the language is a name. */
export type TypeNode =
  | { readonly is: "scalar"; readonly scalar: string; readonly args: readonly number[] }
  | ({ readonly is: "name" } & NameNode)
  /** `list`, `set`, `page`, `map` and the like, with what they are of; a map from texts has one argument. */
  | { readonly is: "of"; readonly container: Container; readonly of: readonly TypeNode[] }
  | { readonly is: "union"; readonly of: readonly TypeNode[] }
  /** It may be null, or left out. */
  | { readonly is: "optional"; readonly of: TypeNode };

export type Container = "list" | "set" | "map" | "page" | "stream";

/** What an operation takes and gives. */
export interface Signature {
  /** In capitals: `POST`. */
  readonly method?: string;
  /** `query`, `mutation`, `subscription` of GraphQL; `send`, `receive` of events. */
  readonly root?: string;
  /** As written, parameters with their braces and without their types: `/orders/{id}`. */
  readonly path?: string;
  readonly takes: readonly SignaturePart[];
  readonly gives: readonly SignatureResult[];
}

/** Something that an operation takes: a body without a name, or a parameter with one. */
export interface SignaturePart {
  readonly name?: string;
  readonly type: TypeNode;
  /** `path`, `query`, `header`, `cookie`; `body` where it has no name; `argument` otherwise. */
  readonly in: string;
  readonly default?: Literal;
}

/** Something that it gives back: a status, a type, or both; `error` where the status says so or only the type's name could. */
export interface SignatureResult {
  readonly status?: string;
  readonly type?: TypeNode;
}

export type Literal = null | boolean | number | string | readonly Literal[] | { readonly call: string; readonly args: readonly Literal[] } | { readonly word: string };

export interface IndexField extends NameNode {
  readonly descending: boolean;
}

/** A question to a store, in the terms of its entities. */
export interface StoreQuery {
  readonly entity: NameNode;
  /** `field operator operand`, all of which must hold; an operand `?` is given when it is asked. */
  readonly where: readonly { readonly field: string; readonly operator: string; readonly operand: string; readonly from: number; readonly to: number }[];
  readonly orderBy: readonly { readonly field: string; readonly descending: boolean; readonly from: number; readonly to: number }[];
  readonly limit?: number;
  /** `count`, `sum total` and the like instead of rows. */
  readonly aggregate?: string;
  readonly groupBy: readonly string[];
  /** Entities that are read with it, by the field that leads there. */
  readonly with: readonly NameNode[];
}

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

/** Whether a value is kept as it was written, whatever else it was read as. */
export function isTextual(value: Value): value is Extract<Value, { readonly text: string }> {
  return "text" in value;
}
