import type { Scalar } from "../types.ts";

/** The scalars of the specification, section 3.5. `ID` is a name for texts, and read as an alias of `string`. */
export const BUILT_IN: ReadonlyMap<string, Scalar> = new Map<string, Scalar>([["String", "string"], ["Boolean", "boolean"], ["Int", "int32"], ["Float", "double"]]);

export interface CustomScalar {
  readonly name: string;
  /** What `@specifiedBy` gives: where the form of its values is laid down. */
  readonly url: string;
}

/** The custom scalars by which the types of the document are written. A text that declares one of these names means this type. */
export const CUSTOM: ReadonlyMap<Scalar, CustomScalar> = new Map<Scalar, CustomScalar>([
  ["datetime", { name: "DateTime", url: "https://scalars.graphql.org/andimarek/date-time.html" }],
  ["date", { name: "Date", url: "https://www.rfc-editor.org/rfc/rfc3339#section-5.6" }],
  ["time", { name: "Time", url: "https://www.rfc-editor.org/rfc/rfc3339#section-5.6" }],
  ["duration", { name: "Duration", url: "https://www.rfc-editor.org/rfc/rfc3339#appendix-A" }],
  ["uuid", { name: "UUID", url: "https://www.rfc-editor.org/rfc/rfc9562" }],
  ["int64", { name: "BigInt", url: "https://www.w3.org/TR/xmlschema11-2/#integer" }],
  ["decimal", { name: "Decimal", url: "https://www.w3.org/TR/xmlschema11-2/#decimal" }],
  ["uri", { name: "URL", url: "https://url.spec.whatwg.org/" }],
  ["email", { name: "EmailAddress", url: "https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address" }],
  ["bytes", { name: "Base64", url: "https://www.rfc-editor.org/rfc/rfc4648#section-4" }],
  ["json", { name: "JSON", url: "https://www.rfc-editor.org/rfc/rfc8259" }],
]);

export const BY_NAME: ReadonlyMap<string, Scalar> = new Map([...CUSTOM].map(([scalar, { name }]) => [name, scalar]));

/** Names in wide use for the same; each stays the name of an alias, so that it is written as it was. */
export const SYNONYMS: ReadonlyMap<string, Scalar> = new Map<string, Scalar>([
  ["ID", "string"],
  ["URI", "uri"],
  ["Email", "email"],
  ["Timestamp", "datetime"],
  ["Instant", "datetime"],
  ["LocalDate", "date"],
  ["LocalTime", "time"],
  ["Long", "int64"],
  ["BigDecimal", "decimal"],
  ["JSONObject", "json"],
  ["Byte", "bytes"],
]);

/** What a scalar is written as where it differs, and what of it cannot be said then. */
export const NEAREST: ReadonlyMap<Scalar, { readonly as: Scalar; readonly lost: string }> = new Map<Scalar, { as: Scalar; lost: string }>([
  ["integer", { as: "int32", lost: "integers of no stated width (written as Int, of 32 bits)" }],
  ["number", { as: "double", lost: "numbers of no stated width (written as Float)" }],
  ["float", { as: "double", lost: "floating-point numbers of 32 bits (written as Float, of 64 bits)" }],
  ["uint32", { as: "int64", lost: "unsigned integers of 32 bits (written as BigInt)" }],
  ["uint64", { as: "int64", lost: "unsigned integers of 64 bits (written as BigInt)" }],
]);
