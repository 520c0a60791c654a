import type { Grammar } from "./grammar.ts";

/** What a kind is, for the places where kinds stand together: containers, requirements … References and `within` may name a group as `@container`. */
export type KindGroup =
  | "actor" | "external" | "system" | "group" | "container" | "component" | "interface" | "operation" | "topic"
  | "requirement" | "decision" | "choice" | "candidate" | "domain" | "capability" | "team" | "term" | "view" | "rule" | "layer" | "technology" | "relation"
  | "type" | "field" | "access" | "flow" | "step" | "screen" | "widget" | "journey" | "source" | "migration" | "mapping";

/** The form of a kind in pictures: see `Scene` of the diagrams. */
export interface KindStyle {
  readonly shape: "card" | "person" | "cylinder" | "capsule" | "bucket" | "browser" | "external" | "document";
  readonly swatch: "service" | "web" | "data" | "bus" | "external" | "actor" | "system" | "component" | "neutral";
}

export interface Setting {
  readonly name: string;
  readonly grammar: Grammar;
  /** A list, separated by commas; lists of several `extend` unite. A single value set twice is an error. */
  readonly many?: boolean;
  /** The order of its list means something: the first technology is the main one. */
  readonly ordered?: boolean;
  /** What it says, in a sentence. */
  readonly doc: string;
  /** As it stands in plan text. */
  readonly example: string;
  /** An element without it takes it from its nearest ancestor that has it. */
  readonly inherited?: boolean;
  /** What it names is taken from an adopted file: its parts and settings are those of the element too. */
  readonly takes?: boolean;
  /** May be written without its colon: `include a, b` in a view. */
  readonly bare?: boolean;
}

/** A clause of a header behind the name and the title: `quality performance.timeBehaviour`, `of shop`. It is a setting once bound. */
export interface Clause {
  /**
   * The word or sign before it: `of`, `=`, `->`; a flag is its own keyword and stands alone. A clause without one is found by its
   * place: the style of `api Orders rest`. It takes one word, or all up to the next keyword where its grammar is of several terms.
   */
  readonly keyword?: string;
  readonly setting: Setting;
  readonly required?: boolean;
  /** The keyword may stand without a value, and then sets nothing: `on charge fails`. */
  readonly mayBeEmpty?: boolean;
}

export interface Kind {
  readonly name: string;
  readonly group: KindGroup;
  /** In words, as pictures and tables say it: `Web app`. */
  readonly title: string;
  readonly plural: string;
  readonly summary: string;
  /** More about it, Markdown. */
  readonly doc?: string;
  /** A plan text that shows it; it is parsed and checked by the tests. */
  readonly example: string;
  /** Kinds and groups (`@container`) in whose block it may stand; `workspace` is the top level. */
  readonly within: readonly string[];
  readonly clauses?: readonly Clause[];
  readonly settings?: readonly Setting[];
  /** It may begin and end relations. */
  readonly relates?: boolean;
  /** Items of its block that are no kind and no setting are members of this kind: the operations of an API. */
  readonly members?: string;
  /** Items with an arrow that begin with no kind of their own are members of this kind, found by their place: the steps of a flow. */
  readonly arrows?: string;
  /** Items whose second sign is `=` are members of this kind, found by their place: what a mapping fills in. */
  readonly assigns?: string;
  /** The name may be left out: a title is enough. */
  readonly anonymous?: boolean;
  /** It bears no name: it is found by its place among its siblings, as `#1`; with a label, `charge: a -> b`, by that. */
  readonly unnamed?: boolean;
  readonly style?: KindStyle;
  /** The kind that a workspace's own kind was declared to be like. */
  readonly like?: string;
  /** An icon of the technology catalogue, for a workspace's own kind. */
  readonly icon?: string;
}
