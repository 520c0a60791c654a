import type { Json, Span } from "../reading.ts";

/** The syntax tree of a schema document, as far as its meaning goes (specification of September 2025, section 3). */
export interface Named {
  readonly text: string;
  readonly at: Span;
}

export interface DirectiveUse {
  readonly name: Named;
  /** What stands between the parentheses, as written. */
  readonly text: string;
  /** Arguments whose values are read as data; enum values are texts. */
  readonly values: ReadonlyMap<string, Json>;
}

/** `[[Order!]!]` is `Order` with two lists around it, the innermost first. */
export interface TypeUse {
  readonly name: Named;
  readonly required: boolean;
  /** For every list around it: whether that list may not be null. */
  readonly lists: readonly boolean[];
}

export interface InputValue {
  readonly doc?: string;
  readonly name: Named;
  readonly type: TypeUse;
  readonly default?: Json;
  readonly directives: readonly DirectiveUse[];
}

export interface FieldSyntax extends InputValue {
  readonly arguments: readonly InputValue[];
}

export interface ValueSyntax {
  readonly doc?: string;
  readonly name: Named;
  readonly directives: readonly DirectiveUse[];
}

export type DefinitionKind = "schema" | "scalar" | "type" | "interface" | "union" | "enum" | "input" | "directive";

/** One definition or extension; what its kind does not have is empty. */
export interface Definition {
  readonly kind: DefinitionKind;
  readonly extend: boolean;
  readonly doc?: string;
  /** `schema` for the schema. */
  readonly name: Named;
  readonly directives: readonly DirectiveUse[];
  readonly interfaces: readonly Named[];
  readonly fields: readonly FieldSyntax[];
  readonly values: readonly ValueSyntax[];
  readonly members: readonly Named[];
  readonly roots: readonly { readonly root: "query" | "mutation" | "subscription"; readonly type: Named }[];
  /** A directive's definition without its description, as written. */
  readonly text: string;
}
