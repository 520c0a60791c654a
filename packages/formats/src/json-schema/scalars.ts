import type { Scalar } from "../types.ts";

/** The formats of JSON Schema (2020-12, validation 7.3) and of OpenAPI's registry that are scalars of their own; `byte` is base64. */
const TEXTS: Readonly<Record<string, Scalar>> = { date: "date", time: "time", "date-time": "datetime", duration: "duration", uuid: "uuid", email: "email", uri: "uri", byte: "bytes" };
const INTEGERS: Readonly<Record<string, Scalar>> = { int32: "int32", int64: "int64", uint32: "uint32", uint64: "uint64" };
const NUMBERS: Readonly<Record<string, Scalar>> = { float: "float", double: "double", decimal: "decimal" };

/** The scalar of a `type` and a `format`; `form` is the format that no scalar names. */
export function scalarOf(type: string, format: string | undefined): { readonly scalar: Scalar; readonly form?: string } | undefined {
  const known = type === "string" ? TEXTS : type === "integer" ? INTEGERS : type === "number" ? NUMBERS : type === "boolean" ? {} : undefined;
  if (known === undefined) return undefined;
  const plain = type as "string" | "integer" | "number" | "boolean";
  if (format === undefined) return { scalar: plain };
  if (type === "string" && format === "binary") return { scalar: "bytes", form: "binary" };
  // Integers are written as numbers of an integer's format, too.
  const scalar = Object.hasOwn(known, format) ? (known as Record<string, Scalar>)[format] : type === "number" && Object.hasOwn(INTEGERS, format) ? INTEGERS[format] : undefined;
  return scalar === undefined ? { scalar: plain, form: format } : { scalar };
}

/** The `type` of JSON of a scalar; undefined for `json`, which is any. */
export function jsonTypeOf(scalar: Scalar): "string" | "integer" | "number" | "boolean" | undefined {
  switch (scalar) {
    case "json": return undefined;
    case "boolean": return "boolean";
    case "integer": case "int32": case "int64": case "uint32": case "uint64": return "integer";
    case "number": case "float": case "double": case "decimal": return "number";
    case "string": case "bytes": case "date": case "time": case "datetime": case "duration": case "uuid": case "email": case "uri": return "string";
  }
}

/** The `format` of a scalar. */
export function formatOf(scalar: Scalar): string | undefined {
  switch (scalar) {
    case "datetime": return "date-time";
    case "string": case "boolean": case "integer": case "number": case "bytes": case "json": return undefined;
    case "int32": case "int64": case "uint32": case "uint64": case "float": case "double": case "decimal":
    case "date": case "time": case "duration": case "uuid": case "email": case "uri": return scalar;
  }
}
