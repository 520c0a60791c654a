import type { Json, Span } from "./reading.ts";

/**
 * The scalar types that all formats share. `integer` and `number` have no stated width; `json` is any value.
 * Each format's folder says how it writes each of them, and what it cannot tell apart.
 */
export type Scalar =
  | "string" | "boolean" | "integer" | "number" | "int32" | "int64" | "uint32" | "uint64" | "float" | "double" | "decimal"
  | "bytes" | "date" | "time" | "datetime" | "duration" | "uuid" | "email" | "uri" | "json";

/** A type where it is used. Names are those of `TypeDescription`s of the same document; a name with a dot may be another document's. */
export type TypeExpression =
  | { readonly is: "scalar"; readonly scalar: Scalar; readonly precision?: number; readonly scale?: number }
  | { readonly is: "named"; readonly name: string }
  /** `nullable`: its members may be null. */
  | { readonly is: "list"; readonly of: TypeExpression; readonly nullable?: boolean }
  /** A map from texts, or from another scalar where the format has such (proto). `nullable`: its values may be null. */
  | { readonly is: "map"; readonly key?: Scalar; readonly of: TypeExpression; readonly nullable?: boolean }
  | { readonly is: "union"; readonly of: readonly TypeExpression[] };

/** What a value must keep to beyond its type; the words and meanings of JSON Schema 2020-12 (draft-bhutton-json-schema-validation-01). */
export interface Constraints {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** An ECMA-262 regular expression. */
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  /** The only values that may stand there. */
  readonly values?: readonly Json[];
  /** The format's own word for a form of text that no scalar names: `ipv4`, `hostname`. */
  readonly form?: string;
}

/** Settings of a format's own: `x-…` of OpenAPI, options of proto, directives of GraphQL; kept and written back by that format. */
export type Extensions = Readonly<Record<string, Json>>;

/** A place for a value: a field of a record, a parameter, a header. */
export interface Field {
  readonly name: string;
  readonly type: TypeExpression;
  /** It must be there. */
  readonly required: boolean;
  /** It may be null. */
  readonly nullable?: boolean;
  readonly doc?: string;
  readonly deprecated?: boolean;
  readonly default?: Json;
  readonly examples?: readonly Json[];
  readonly constraints?: Constraints;
  /** `read`: only in what is given back; `write`: only in what is sent. */
  readonly access?: "read" | "write";
  /** The field's number in Protocol Buffers. */
  readonly number?: number;
  /** The `oneof` that it belongs to. */
  readonly choice?: string;
  readonly extensions?: Extensions;
  readonly at?: Span;
}

interface Described {
  /** Unique in its document; nested types of proto are dotted: `Outer.Inner`. */
  readonly name: string;
  readonly doc?: string;
  readonly deprecated?: boolean;
  readonly examples?: readonly Json[];
  readonly extensions?: Extensions;
  /** The place of its name. */
  readonly at?: Span;
}

/** A type that has a name of its own. */
export type TypeDescription =
  | (Described & {
      readonly kind: "record";
      readonly fields: readonly Field[];
      /** Records whose fields it has as well. */
      readonly extends?: readonly string[];
      /** Further fields may stand in it: of any type, or of this one. */
      readonly open?: true | TypeExpression;
      /** Of GraphQL, `input` types and `interface`s; of proto, numbers and names that must not be used again. */
      readonly role?: "input" | "interface";
      readonly reserved?: { readonly numbers: readonly (readonly [number, number])[]; readonly names: readonly string[] };
    })
  | (Described & { readonly kind: "enum"; readonly values: readonly EnumValue[]; readonly reserved?: { readonly numbers: readonly (readonly [number, number])[]; readonly names: readonly string[] } })
  | (Described & { readonly kind: "union"; readonly of: readonly TypeExpression[]; readonly discriminator?: { readonly field: string; readonly mapping?: Readonly<Record<string, string>> } })
  /** Another name for a type, with constraints of its own. */
  | (Described & { readonly kind: "alias"; readonly type: TypeExpression; readonly nullable?: boolean; readonly constraints?: Constraints });

export interface EnumValue {
  readonly name: string;
  /** The number of a proto enum, or the value on the wire where it is not the name. */
  readonly value?: number | string;
  readonly doc?: string;
  readonly deprecated?: boolean;
  readonly at?: Span;
}
