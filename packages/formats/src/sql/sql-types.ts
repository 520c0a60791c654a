import type { SqlType } from "../tables.ts";
import { accept, acceptSymbol, expectSymbol, fail, isSymbol, isWord, peek, qualifiedName, skipParentheses, textOf, type Cursor } from "./cursor.ts";
import type { Span } from "../reading.ts";

/** A type as it stands in a statement. */
export interface ParsedType {
  readonly type: SqlType;
  /** One of the `serial` types, or a column that counts itself up in another dialect. */
  readonly serial?: boolean;
  /** It is neither built in nor of a known extension: the name of a type that must be defined. */
  readonly named?: { readonly schema?: string; readonly name: string };
  /** The values of an enum in the place of a type (MySQL, MariaDB). */
  readonly values?: readonly string[];
  readonly at: Span;
}

/** Spellings that are one word, and what `format_type` makes of them (PostgreSQL 15, table 8.1). */
const aliases: Readonly<Record<string, string>> = {
  int: "integer", int2: "smallint", int4: "integer", int8: "bigint", bool: "boolean", decimal: "numeric", dec: "numeric", float4: "real",
  float8: "double precision", varchar: "character varying", timestamptz: "timestamp with time zone", timetz: "time with time zone", varbit: "bit varying",
  nchar: "character", char: "character",
};

const serials: Readonly<Record<string, string>> = {
  serial: "integer", serial2: "smallint", serial4: "integer", serial8: "bigint", smallserial: "smallint", bigserial: "bigint",
};

const builtIn = new Set(
  `integer smallint bigint numeric real boolean text bytea date uuid json jsonb xml money inet cidr macaddr macaddr8 point line lseg box path
  polygon circle tsvector tsquery bpchar name oid xid xid8 cid tid pg_lsn regclass regproc regprocedure regoper regoperator regtype regrole
  regnamespace regconfig regdictionary int4range int8range numrange tsrange tstzrange daterange int4multirange int8multirange nummultirange
  tsmultirange tstzmultirange datemultirange txid_snapshot pg_snapshot jsonpath refcursor int2vector oidvector aclitem void record trigger`.split(/\s+/),
);

/** Types of other dialects: whose they are, and what they are read as. */
const foreignTypes: Readonly<Record<string, readonly [dialect: string, name: string]>> = {
  tinyint: ["MySQL, MariaDB or SQL Server", "smallint"], mediumint: ["MySQL or MariaDB", "integer"], datetime: ["MySQL, MariaDB, SQLite or SQL Server", "timestamp without time zone"],
  datetime2: ["SQL Server", "timestamp without time zone"], smalldatetime: ["SQL Server", "timestamp without time zone"], datetimeoffset: ["SQL Server", "timestamp with time zone"],
  double: ["MySQL, MariaDB or SQLite", "double precision"], tinytext: ["MySQL or MariaDB", "text"], mediumtext: ["MySQL or MariaDB", "text"], longtext: ["MySQL or MariaDB", "text"],
  blob: ["MySQL, MariaDB, SQLite or Oracle", "bytea"], tinyblob: ["MySQL or MariaDB", "bytea"], mediumblob: ["MySQL or MariaDB", "bytea"], longblob: ["MySQL or MariaDB", "bytea"],
  varbinary: ["MySQL, MariaDB or SQL Server", "bytea"], binary: ["MySQL, MariaDB or SQL Server", "bytea"], year: ["MySQL or MariaDB", "smallint"],
  nvarchar: ["SQL Server", "character varying"], ntext: ["SQL Server", "text"], uniqueidentifier: ["SQL Server", "uuid"], smallmoney: ["SQL Server", "money"], image: ["SQL Server", "bytea"],
  rowversion: ["SQL Server", "bytea"], varchar2: ["Oracle", "character varying"], nvarchar2: ["Oracle", "character varying"], number: ["Oracle", "numeric"], clob: ["Oracle", "text"], nclob: ["Oracle", "text"],
};

/** Reads a type name (`Typename` of PostgreSQL's grammar) with its arguments and dimensions. */
export const parseType = (cursor: Cursor): ParsedType => {
  const start = cursor.at;
  const first = peek(cursor);
  accept(cursor, "setof");
  const simple = simpleType(cursor);
  let array = 0;
  while (isSymbol(cursor, "[")) {
    cursor.at++;
    if (peek(cursor)?.kind === "number") cursor.at++;
    expectSymbol(cursor, "]");
    array++;
  }
  if (array === 0 && accept(cursor, "array")) {
    array = 1;
    if (acceptSymbol(cursor, "[")) {
      cursor.at++;
      expectSymbol(cursor, "]");
    }
  }
  const last = cursor.tokens[Math.max(start, cursor.at - 1)]!;
  return { ...simple, type: array > 0 ? { ...simple.type, array } : simple.type, at: { from: first?.from ?? last.from, to: last.to } };
};

const simpleType = (cursor: Cursor): Omit<ParsedType, "at"> => {
  const token = peek(cursor);
  if (token === undefined || (token.kind !== "word" && token.kind !== "quoted" && !isSymbol(cursor, "["))) return fail(cursor, "a type");
  const name = qualifiedName(cursor, "a type");
  if (token.kind === "quoted" && name.schema === undefined) {
    if (name.name === "char") return { type: { name: '"char"' } };
    return userType(cursor, undefined, name.name);
  }
  if (name.schema !== undefined && name.schema !== "pg_catalog") return userType(cursor, name.schema, name.name);
  const word = name.name;
  switch (word) {
    case "timestamp":
    case "time":
      return timeType(cursor, word);
    case "double":
      if (accept(cursor, "precision")) return { type: { name: "double precision" } };
      break;
    case "character":
    case "char":
    case "nchar":
      return characterType(cursor, name.schema !== undefined);
    case "national":
      if (!accept(cursor, "character") && !accept(cursor, "char")) return fail(cursor, "CHARACTER");
      return characterType(cursor, false);
    case "bit":
      if (accept(cursor, "varying")) return { type: withArgs("bit varying", numbers(cursor)) };
      return { type: { name: "bit", args: numbers(cursor) ?? [1] } };
    case "float": {
      const digits = numbers(cursor)?.[0];
      return { type: { name: digits !== undefined && digits <= 24 ? "real" : "double precision" } };
    }
    case "interval":
      return intervalType(cursor);
    case "numeric":
    case "decimal":
    case "dec": {
      const args = numbers(cursor);
      skipUnsigned(cursor);
      return { type: withArgs("numeric", args?.length === 1 ? [args[0]!, 0] : args) };
    }
    case "enum":
      if (isSymbol(cursor, "(")) return inlineEnum(cursor, name.at);
      break;
    default:
  }
  const serial = serials[word];
  if (serial !== undefined && Object.hasOwn(serials, word)) return { type: { name: serial }, serial: true };
  const alias = Object.hasOwn(aliases, word) ? aliases[word]! : word;
  if (alias !== word || builtIn.has(word)) {
    if (alias === "character varying" && isSymbol(cursor, "(") && isWord(cursor, "max", 1)) {
      skipParentheses(cursor);
      cursor.foreign("SQL Server", "`MAX` as a length", name.at);
      return { type: { name: "text" } };
    }
    if ((alias === "integer" || alias === "bigint" || alias === "smallint") && isSymbol(cursor, "(")) {
      cursor.foreign("MySQL or MariaDB", "a width of an integer type", name.at);
      skipParentheses(cursor);
    }
    const args = isSymbol(cursor, "(") ? numbers(cursor) : undefined;
    skipUnsigned(cursor);
    return { type: withArgs(alias, args) };
  }
  if (Object.hasOwn(foreignTypes, word)) {
    const [dialect, known] = foreignTypes[word]!;
    cursor.foreign(dialect, `the type ${word.toUpperCase()}`, name.at);
    const bounded = isSymbol(cursor, "(");
    const args = bounded && !isWord(cursor, "max", 1) ? numbers(cursor) : undefined;
    if (args === undefined) skipParentheses(cursor);
    skipUnsigned(cursor);
    if (known === "character varying") return { type: args === undefined ? { name: bounded ? "text" : known } : withArgs(known, [args[0]!]) };
    if (known === "numeric") return { type: withArgs(known, args?.length === 1 ? [args[0]!, 0] : args) };
    return { type: { name: known } };
  }
  return userType(cursor, name.schema, name.name);
};

const userType = (cursor: Cursor, schema: string | undefined, name: string): Omit<ParsedType, "at"> => {
  // Arguments of an extension's type, as of geometry(Point,4326), may be anything; format_type spells them behind the name.
  const from = cursor.at;
  if (skipParentheses(cursor)) {
    const args = textOf(cursor, from, cursor.at).replaceAll(/\s+/g, "");
    const plain = /^\((\d{1,9}(?:,\d{1,9})*)\)$/.exec(args)?.[1];
    if (plain !== undefined) return { type: { name, args: plain.split(",").map(Number) }, named: { ...(schema === undefined ? {} : { schema }), name } };
    return { type: { name: name + args }, named: { ...(schema === undefined ? {} : { schema }), name } };
  }
  return { type: { name }, named: { ...(schema === undefined ? {} : { schema }), name } };
};

const withArgs = (name: string, args: readonly number[] | undefined): SqlType => (args === undefined ? { name } : { name, args });

/** Numbers in parentheses, if they come next; `VARCHAR(20 CHAR)` of Oracle is told. */
const numbers = (cursor: Cursor): number[] | undefined => {
  if (!acceptSymbol(cursor, "(")) return undefined;
  const found: number[] = [];
  do {
    const negative = acceptSymbol(cursor, "-");
    const token = peek(cursor);
    if (token?.kind !== "number" || !/^\d{1,9}$/.test(token.value)) return fail(cursor, "a number");
    found.push(Number(token.value) * (negative ? -1 : 1));
    cursor.at++;
    const unit = peek(cursor);
    if (unit?.kind === "word" && (unit.value === "char" || unit.value === "byte")) {
      cursor.foreign("Oracle", `a length in ${unit.value.toUpperCase()}`, unit);
      cursor.at++;
    }
  } while (acceptSymbol(cursor, ","));
  expectSymbol(cursor, ")");
  return found;
};

const skipUnsigned = (cursor: Cursor): void => {
  for (let token = peek(cursor); token?.kind === "word" && (token.value === "unsigned" || token.value === "zerofill" || token.value === "signed"); token = peek(cursor)) {
    cursor.foreign("MySQL or MariaDB", `\`${token.value.toUpperCase()}\``, token);
    cursor.at++;
  }
};

const characterType = (cursor: Cursor, internal: boolean): Omit<ParsedType, "at"> => {
  const varying = accept(cursor, "varying");
  const args = numbers(cursor);
  if (varying) return { type: withArgs("character varying", args) };
  // pg_catalog.char is the one-byte type of the system catalogues.
  if (internal && args === undefined) return { type: { name: '"char"' } };
  return { type: { name: "character", args: args ?? [1] } };
};

const timeType = (cursor: Cursor, word: string): Omit<ParsedType, "at"> => {
  const args = numbers(cursor);
  let zone = "without";
  if (accept(cursor, "with", "time", "zone")) zone = "with";
  else accept(cursor, "without", "time", "zone");
  return { type: withArgs(`${word} ${zone} time zone`, args) };
};

const intervalFields = new Set(["year", "month", "day", "hour", "minute", "second"]);

const intervalType = (cursor: Cursor): Omit<ParsedType, "at"> => {
  let args = numbers(cursor);
  let name = "interval";
  const field = peek(cursor);
  if (field?.kind === "word" && intervalFields.has(field.value)) {
    cursor.at++;
    name += ` ${field.value}`;
    const last = peek(cursor, 1);
    if (isWord(cursor, "to") && last?.kind === "word" && intervalFields.has(last.value)) {
      cursor.at += 2;
      name += ` to ${last.value}`;
    }
    args = numbers(cursor) ?? args;
  }
  return { type: withArgs(name, args) };
};

const inlineEnum = (cursor: Cursor, at: Span): Omit<ParsedType, "at"> => {
  cursor.foreign("MySQL or MariaDB", "an ENUM in the place of a type", at);
  expectSymbol(cursor, "(");
  const values: string[] = [];
  do {
    const token = peek(cursor);
    if (token?.kind !== "string") return fail(cursor, "a string");
    values.push(token.value);
    cursor.at++;
  } while (acceptSymbol(cursor, ","));
  expectSymbol(cursor, ")");
  return { type: { name: "text" }, values };
};
