import type { Diagnostic } from "@groundplan/syntax";
import type { KindDeclaration, Setting, SettingDeclaration, Value } from "@groundplan/vocabulary";

/**
 * A unit is what one file says, bound to the vocabulary and not yet linked: it holds names and no pointers to other
 * files, so that an edit elsewhere never makes it stale. Offsets are those of its own text.
 */
export interface Unit {
  readonly file: string;
  readonly extensions: readonly Extension[];
  readonly declarations: readonly Declaration[];
  readonly relations: readonly RelationDeclaration[];
  /** Names in settings, to be looked up by the linker; relations hold theirs themselves. */
  readonly references: readonly SettingReference[];
  readonly problems: readonly Diagnostic[];
}

/** `extend a.b { … }`. */
export interface Extension {
  readonly name: string;
  /** The extension that this one stands in, or -1. */
  readonly base: number;
  /** The path of the block that it stands in, below `base`; empty at the top. */
  readonly scope: string;
  readonly from: number;
  readonly to: number;
}

/** An element as declared, or (without a kind) a part that an `extend` adds to one. */
export interface Declaration {
  /** The extension that it stands in, or -1 at the top level of the workspace. */
  readonly base: number;
  /** The name below the base, dotted: `shop.cart`; empty for the part that an extension adds. */
  readonly path: string;
  /** `?` where the kind is unknown: the name exists then, and nothing is said of it. */
  readonly kind: string | undefined;
  readonly name: string;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly settings: readonly SettingValue[];
  /** The place of the name. */
  readonly from: number;
  readonly to: number;
  /** The place of the whole item. */
  readonly itemFrom: number;
  readonly itemTo: number;
  /** Index of the relation that bears this name, or -1. */
  readonly relation: number;
}

export interface SettingValue {
  readonly name: string;
  readonly setting: Setting;
  readonly values: readonly Value[];
  /** The place of the key. */
  readonly from: number;
  readonly to: number;
}

export type RelationStyle = "call" | "message";

export interface RelationDeclaration {
  readonly base: number;
  /** Path of the block that it stands in, below the base. */
  readonly scope: string;
  /** Undefined: the element whose block it stands in. */
  readonly source: string | undefined;
  readonly sourceFrom: number;
  readonly sourceTo: number;
  readonly target: string | undefined;
  readonly targetFrom: number;
  readonly targetTo: number;
  readonly style: RelationStyle;
  readonly label: string | undefined;
  readonly description: string | undefined;
  readonly settings: readonly SettingValue[];
  /** Follows from a `consumes`, rather than from an arrow. */
  readonly implied: boolean;
  readonly from: number;
  readonly to: number;
}

export interface SettingReference {
  readonly base: number;
  readonly scope: string;
  readonly name: string;
  /** Kinds and groups that may stand there. */
  readonly accepts: readonly string[];
  /** A free text may stand there too: what is found nowhere is taken for one. */
  readonly optional: boolean;
  /** Names in full that are looked up in its place, the first one that is found; `name` is how it is written. */
  readonly candidates?: readonly string[];
  /** Something of another kind may bear the name as well. */
  readonly free?: boolean;
  readonly from: number;
  readonly to: number;
}

/** What the files of a workspace add to the vocabulary; found before anything is bound. */
export interface VocabularyDeclarations {
  readonly kinds: readonly KindDeclaration[];
  readonly settings: readonly SettingDeclaration[];
  /** Where these stand, in the same order. An edit that only moves them changes no vocabulary. */
  readonly places: { readonly kinds: readonly KindPlaces[]; readonly settings: readonly SettingPlaces[] };
  /** What is wrong whatever else the workspace declares; the rest is told by `settleDeclarations`. */
  readonly problems: readonly Diagnostic[];
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface KindPlaces {
  readonly name: Span;
  /** The name of the kind that it is like. */
  readonly like: Span;
  /** The names of its settings. */
  readonly settings: readonly Span[];
}

export interface SettingPlaces {
  readonly name: Span;
  /** The kinds on which it may stand. */
  readonly on: readonly Span[];
}
