import type { SqlType } from "@groundplan/formats";
import type { TypeNode } from "@groundplan/vocabulary";

const SCALARS: Readonly<Record<string, string>> = {
  boolean: "boolean", smallint: "int32", integer: "int32", bigint: "int64", real: "float", "double precision": "double", numeric: "decimal", money: "money", text: "text", "character varying": "string", character: "string",
  citext: "text", bytea: "bytes", date: "date", "time without time zone": "time", "time with time zone": "time", "timestamp without time zone": "datetime", "timestamp with time zone": "datetime", interval: "duration", uuid: "uuid", json: "json", jsonb: "json",
};

/** The type of the language that a column's type is; a name where it is an enum of the document. What has no like is `text`. */
export function fieldTypeOf(type: SqlType, enums: ReadonlyMap<string, unknown>): TypeNode {
  const scalar = SCALARS[type.name];
  const plain: TypeNode = scalar !== undefined ? { is: "scalar", scalar, args: scalar === "string" || scalar === "decimal" ? (type.args ?? []) : [] } : enums.has(type.name) ? { is: "name", name: type.name.slice(type.name.lastIndexOf(".") + 1), from: 0, to: 0 } : { is: "scalar", scalar: "text", args: [] };
  return type.array === undefined ? plain : { is: "of", container: "list", of: [plain] };
}

/** The types that are written back as they were: others stand for a wider or another type. */
const KEPT: ReadonlySet<string> = new Set(["boolean", "integer", "bigint", "real", "double precision", "numeric", "text", "character varying", "bytea", "date", "time without time zone", "timestamp with time zone", "interval", "uuid", "jsonb"]);

/** Whether the type of the language says all that a column's type says. */
export function isKept(type: SqlType, enums: { has(name: string): boolean }): boolean {
  return KEPT.has(type.name) || enums.has(type.name);
}
