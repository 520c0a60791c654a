import { accept, acceptSymbol, fail, name, peek, qualifiedName, type Cursor, type QualifiedName } from "./cursor.ts";
import { parseType } from "./sql-types.ts";

/** Options of a sequence: what differs from one of `bigint` that begins at 1 and goes up by 1, and the column that owns it. */
export interface SequenceOptions {
  readonly options: string;
  /** A column as `table.column`; `none` where the owner is taken away. */
  readonly owner?: readonly string[] | "none";
  readonly restart: boolean;
}

/** Reads the options of CREATE and ALTER SEQUENCE and of identity columns, up to what is none. */
export const sequenceOptions = (cursor: Cursor): SequenceOptions => {
  let type = "";
  let increment = 1n;
  let minimum = "";
  let maximum = "";
  let start = "";
  let cache = "";
  let cycle = "";
  let owner: readonly string[] | "none" | undefined;
  let restart = false;
  for (;;) {
    if (accept(cursor, "as")) {
      const { name: spelled } = parseType(cursor).type;
      type = spelled === "bigint" ? "" : `AS ${spelled}`;
    } else if (accept(cursor, "increment")) {
      accept(cursor, "by");
      increment = BigInt(integer(cursor));
    } else if (accept(cursor, "no", "minvalue") || accept(cursor, "no", "maxvalue") || accept(cursor, "no", "cycle") || accept(cursor, "logged")) continue;
    else if (accept(cursor, "minvalue")) minimum = `MINVALUE ${integer(cursor)}`;
    else if (accept(cursor, "maxvalue")) maximum = `MAXVALUE ${integer(cursor)}`;
    else if (accept(cursor, "start")) {
      accept(cursor, "with");
      start = integer(cursor);
    } else if (accept(cursor, "restart")) {
      restart = true;
      accept(cursor, "with");
      if (peek(cursor)?.kind === "number") integer(cursor);
    } else if (accept(cursor, "cache")) {
      const count = integer(cursor);
      cache = count === "1" ? "" : `CACHE ${count}`;
    } else if (accept(cursor, "cycle")) cycle = "CYCLE";
    else if (accept(cursor, "sequence", "name")) qualifiedName(cursor);
    else if (accept(cursor, "owned", "by")) owner = ownedBy(cursor);
    else if (acceptSymbol(cursor, ",")) continue;
    else break;
  }
  const begins = start === (increment > 0n ? "1" : "-1") ? "" : start;
  const options = [type, increment === 1n ? "" : `INCREMENT BY ${increment}`, minimum, maximum, begins === "" ? "" : `START WITH ${begins}`, cache, cycle];
  return { options: options.filter((option) => option !== "").join(" "), ...(owner === undefined ? {} : { owner }), restart };
};

const integer = (cursor: Cursor): string => {
  const sign = acceptSymbol(cursor, "-") ? "-" : "";
  if (sign === "") acceptSymbol(cursor, "+");
  const token = peek(cursor);
  if (token?.kind !== "number" || !/^\d{1,19}$/.test(token.value)) return fail(cursor, "a whole number");
  cursor.at++;
  return sign + BigInt(token.value).toString();
};

const ownedBy = (cursor: Cursor): readonly string[] | "none" => {
  const parts = [name(cursor, "a column").value];
  while (acceptSymbol(cursor, ".")) parts.push(name(cursor, "a column").value);
  return parts.length === 1 && parts[0] === "none" ? "none" : parts;
};

/** The column that `OWNED BY` names, with its table. */
export const ownerName = (parts: readonly string[], at: QualifiedName["at"]): { readonly table: QualifiedName; readonly column: string } => ({
  table: { ...(parts.length > 2 ? { schema: parts.at(-3)! } : {}), name: parts.at(-2) ?? "", at },
  column: parts.at(-1)!,
});
