import type { Scalar, TypeExpression } from "../types.ts";

/** Primitive and logical types of Avro 1.12 (specification, "Primitive Types" and "Logical Types"). Instants and times of day are of microseconds unless a precision says otherwise. */
export interface AvroForm {
  readonly type: "boolean" | "int" | "long" | "float" | "double" | "bytes" | "string";
  readonly logicalType?: string;
  /** What it cannot say, as a noun phrase. */
  readonly lost?: string;
}

const PRIMITIVES: ReadonlyMap<string, Scalar> = new Map<string, Scalar>([
  ["boolean", "boolean"], ["int", "int32"], ["long", "int64"], ["float", "float"], ["double", "double"], ["bytes", "bytes"], ["string", "string"],
]);
const LOGICAL: ReadonlyMap<string, TypeExpression> = new Map<string, TypeExpression>([
  ["int date", { is: "scalar", scalar: "date" }],
  ["int time-millis", { is: "scalar", scalar: "time", precision: 3 }],
  ["long time-micros", { is: "scalar", scalar: "time" }],
  ["long timestamp-millis", { is: "scalar", scalar: "datetime", precision: 3 }],
  ["long timestamp-micros", { is: "scalar", scalar: "datetime" }],
  ["long timestamp-nanos", { is: "scalar", scalar: "datetime", precision: 9 }],
  ["string uuid", { is: "scalar", scalar: "uuid" }],
]);
const WRITTEN: ReadonlyMap<Scalar, AvroForm> = new Map<Scalar, AvroForm>([
  ["string", { type: "string" }],
  ["boolean", { type: "boolean" }],
  ["int32", { type: "int" }],
  ["int64", { type: "long" }],
  ["float", { type: "float" }],
  ["double", { type: "double" }],
  ["bytes", { type: "bytes" }],
  ["date", { type: "int", logicalType: "date" }],
  ["uuid", { type: "string", logicalType: "uuid" }],
  ["integer", { type: "long", lost: "integers of no stated width (written as long)" }],
  ["number", { type: "double", lost: "numbers of no stated width (written as double)" }],
  ["uint32", { type: "long", lost: "unsigned integers of 32 bits (written as long)" }],
  ["uint64", { type: "long", lost: "unsigned integers of 64 bits (written as long)" }],
  ["decimal", { type: "string", lost: "decimals of no stated precision (written as string)" }],
  ["duration", { type: "string", lost: "durations (written as string, in the form of ISO 8601)" }],
  ["email", { type: "string", lost: "that texts are e-mail addresses" }],
  ["uri", { type: "string", lost: "that texts are URIs" }],
  ["json", { type: "string", lost: "values of any type (written as string, the JSON of the value)" }],
]);

/** The type that a primitive with this logical type is; undefined where the pair has no meaning. */
export function scalarOf(primitive: string, logicalType: string | undefined): TypeExpression | undefined {
  if (logicalType !== undefined) return LOGICAL.get(`${primitive} ${logicalType}`);
  const scalar = PRIMITIVES.get(primitive);
  return scalar === undefined ? undefined : { is: "scalar", scalar };
}

export function isPrimitive(word: string): boolean {
  return PRIMITIVES.has(word) || word === "null";
}

/** How a scalar is written, decimals with a precision aside. */
export function formOf(scalar: Scalar, precision: number | undefined): AvroForm {
  if (scalar === "time") return precision !== undefined && precision <= 3 ? { type: "int", logicalType: "time-millis" } : { type: "long", logicalType: "time-micros" };
  if (scalar === "datetime") return { type: "long", logicalType: `timestamp-${precision === undefined || (precision > 3 && precision <= 6) ? "micros" : precision <= 3 ? "millis" : "nanos"}` };
  return WRITTEN.get(scalar)!;
}
