import type { SqlType } from "../../tables.ts";
import { typeText } from "../write-postgresql.ts";

/** How a value of one type becomes one of another without anybody saying how. */
export type Cast =
  | { readonly is: "same" }
  /** Nothing is lost; `type` is what stands behind `::`. */
  | { readonly is: "lossless"; readonly type: string }
  /** It may lose something, or PostgreSQL has no such cast. */
  | { readonly is: "none"; readonly why: string };

const WHOLE = ["smallint", "integer", "bigint"];
const DIGITS: Readonly<Record<string, number>> = { smallint: 5, integer: 10, bigint: 19 };
const TEXTS = new Set(["text", "character varying", "character", "citext", "bpchar", "name"]);
/** Types of which each value has one text, whatever a session has set. */
const STEADY = new Set(["smallint", "integer", "bigint", "numeric", "boolean", "uuid", "inet", "cidr", "macaddr", "json", "jsonb", "xml"]);

const LOSSY = "PostgreSQL would cut, round or refuse values that do not fit";

/**
 * Which cast PostgreSQL has for which no value is lost (PostgreSQL 18, 10.4 "Value Storage" and `pg_cast`): wider whole numbers and
 * numerics, longer strings, texts of what has one. `isEnum` tells names of enums.
 */
export const castBetween = (from: SqlType, to: SqlType, isEnum: (name: string) => boolean): Cast => {
  if (typeText(from) === typeText(to)) return { is: "same" };
  const lossless: Cast = { is: "lossless", type: typeText(to) };
  const lossy: Cast = { is: "none", why: LOSSY };
  if ((from.array ?? 0) !== (to.array ?? 0)) return { is: "none", why: "PostgreSQL has no cast between a value and a list" };
  const length = (type: SqlType): number => (type.name === "text" || type.name === "citext" ? Infinity : (type.args?.[0] ?? (type.name === "character" ? 1 : Infinity)));
  if (TEXTS.has(from.name) && TEXTS.has(to.name)) return length(from) <= length(to) && to.name !== "character" ? lossless : lossy;
  if (TEXTS.has(to.name) && length(to) === Infinity && (STEADY.has(from.name) || isEnum(from.name))) return lossless;
  if (WHOLE.includes(from.name)) {
    if (WHOLE.includes(to.name)) return WHOLE.indexOf(from.name) < WHOLE.indexOf(to.name) ? lossless : lossy;
    if (to.name === "numeric") return to.args === undefined || to.args[0]! - (to.args[1] ?? 0) >= DIGITS[from.name]! ? lossless : lossy;
    if (to.name === "double precision") return from.name === "bigint" ? lossy : lossless;
    if (to.name === "real") return from.name === "smallint" ? lossless : lossy;
  }
  if (from.name === "numeric" && to.name === "numeric") {
    if (to.args === undefined) return lossless;
    if (from.args === undefined) return lossy;
    const [scale, wider] = [from.args[1] ?? 0, to.args[1] ?? 0];
    return wider >= scale && to.args[0]! - wider >= from.args[0]! - scale ? lossless : lossy;
  }
  if (from.name === "numeric" && (WHOLE.includes(to.name) || to.name === "real" || to.name === "double precision")) return lossy;
  if (from.name === "real" && to.name === "double precision") return lossless;
  if (from.name === "double precision" && (to.name === "real" || WHOLE.includes(to.name) || to.name === "numeric")) return lossy;
  if (from.name === "date" && to.name === "timestamp without time zone") return lossless;
  if (from.name.startsWith("timestamp") && to.name === from.name) return to.args === undefined || (from.args !== undefined && from.args[0]! <= to.args[0]!) ? lossless : lossy;
  if (from.name.startsWith("timestamp") && to.name.startsWith("timestamp")) return { is: "none", why: "what it becomes depends on the time zone of the session; say AT TIME ZONE" };
  if ((from.name === "json" && to.name === "jsonb") || (from.name === "jsonb" && to.name === "json")) return lossless;
  if (from.name === "cidr" && to.name === "inet") return lossless;
  return { is: "none", why: "PostgreSQL has no cast between them that keeps every value" };
};
