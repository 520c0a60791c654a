import { typeText } from "../sql/write-postgresql.ts";
import type { SqlType } from "../tables.ts";
import { call, keyword, pythonString, type Python } from "./python.ts";

/** A type of a column in SQLAlchemy, and the type of its values in Python. */
export interface PythonType {
  readonly sql: Python;
  readonly annotation: string;
  /** SQLAlchemy takes this type for the annotation by itself (`type_annotation_map`, 2.0). */
  readonly usual?: boolean;
}

/** What the types of one file need of it. */
export interface TypeContext {
  /** Enums and domains by their qualified SQL name. */
  readonly named: (name: string) => PythonType | undefined;
  /** Told for every name that the file must import or define: `dt`, `Decimal`, `UUID`, `Any`, `postgresql`, `PostgresType`. */
  readonly use: (name: string) => void;
}

const simple: Readonly<Record<string, readonly [sql: string, annotation: string, usual?: true]>> = {
  integer: ["sa.Integer", "int", true], smallint: ["sa.SmallInteger", "int"], bigint: ["sa.BigInteger", "int"], boolean: ["sa.Boolean", "bool", true],
  real: ["sa.REAL", "float"], "double precision": ["sa.Double", "float"], text: ["sa.Text", "str"], bytea: ["sa.LargeBinary", "bytes", true],
  date: ["sa.Date", "dt.date", true], uuid: ["sa.Uuid", "UUID", true], json: ["postgresql.JSON", "Any"], jsonb: ["postgresql.JSONB", "Any"],
  money: ["postgresql.MONEY", "str"], inet: ["postgresql.INET", "str"], cidr: ["postgresql.CIDR", "str"], macaddr: ["postgresql.MACADDR", "str"], macaddr8: ["postgresql.MACADDR8", "str"],
  tsvector: ["postgresql.TSVECTOR", "str"], tsquery: ["postgresql.TSQUERY", "str"], oid: ["postgresql.OID", "int"], regclass: ["postgresql.REGCLASS", "str"],
  regconfig: ["postgresql.REGCONFIG", "str"], citext: ["postgresql.CITEXT", "str"], hstore: ["postgresql.HSTORE", "dict[str, str | None]"],
  int4range: ["postgresql.INT4RANGE", "postgresql.Range[int]"], int8range: ["postgresql.INT8RANGE", "postgresql.Range[int]"], numrange: ["postgresql.NUMRANGE", "postgresql.Range[Decimal]"],
  daterange: ["postgresql.DATERANGE", "postgresql.Range[dt.date]"], tsrange: ["postgresql.TSRANGE", "postgresql.Range[dt.datetime]"], tstzrange: ["postgresql.TSTZRANGE", "postgresql.Range[dt.datetime]"],
  int4multirange: ["postgresql.INT4MULTIRANGE", "list[postgresql.Range[int]]"], int8multirange: ["postgresql.INT8MULTIRANGE", "list[postgresql.Range[int]]"],
  nummultirange: ["postgresql.NUMMULTIRANGE", "list[postgresql.Range[Decimal]]"], datemultirange: ["postgresql.DATEMULTIRANGE", "list[postgresql.Range[dt.date]]"],
  tsmultirange: ["postgresql.TSMULTIRANGE", "list[postgresql.Range[dt.datetime]]"], tstzmultirange: ["postgresql.TSTZMULTIRANGE", "list[postgresql.Range[dt.datetime]]"],
};

/**
 * The type of a column. Types that SQLAlchemy does not know are written with a `PostgresType` of the file's own, which spells the type as
 * PostgreSQL does.
 */
export const pythonType = (type: SqlType, collation: string | undefined, context: TypeContext): PythonType => {
  const dimensions = type.array ?? 0;
  const item = itemType(type, collation, context);
  for (const word of ["dt", "Decimal", "UUID", "Any"]) if (new RegExp(`\\b${word}\\b`).test(item.annotation)) context.use(word);
  const begins = typeof item.sql === "string" ? item.sql : item.sql.is === "group" ? item.sql.open : "";
  if (dimensions > 0 || begins.startsWith("postgresql.")) context.use("postgresql");
  if (dimensions === 0) return item;
  return {
    sql: call("postgresql.ARRAY", [item.sql, ...(dimensions > 1 ? [keyword("dimensions", String(dimensions))] : [])]),
    annotation: `${"list[".repeat(dimensions)}${item.annotation}${"]".repeat(dimensions)}`,
  };
};

/** A type of times, with its zone and its digits behind the second. */
const timeType = (type: SqlType, plain: string, exact: string, annotation: string): PythonType => {
  const zone: readonly Python[] = type.name.includes("without") ? [] : [keyword("timezone", "True")];
  const [digits] = type.args ?? [];
  if (digits !== undefined) return { sql: call(exact, [...zone, keyword("precision", String(digits))]), annotation };
  return zone.length === 0 ? { sql: plain, annotation, usual: true } : { sql: call(plain, zone), annotation };
};

const itemType = (type: SqlType, collation: string | undefined, context: TypeContext): PythonType => {
  const collated: readonly Python[] = collation === undefined ? [] : [keyword("collation", pythonString(collation))];
  const args: readonly Python[] = (type.args ?? []).map(String);
  if (Object.hasOwn(simple, type.name) && args.length === 0) {
    const [sql, annotation, usual] = simple[type.name]!;
    return { sql: collated.length > 0 && type.name === "text" ? call(sql, collated) : sql, annotation, ...(usual === true ? { usual } : {}) };
  }
  switch (type.name) {
    case "character varying":
      return args.length === 0 && collated.length === 0 ? { sql: "sa.String", annotation: "str", usual: true } : { sql: call("sa.String", [...args, ...collated]), annotation: "str" };
    case "character":
      return { sql: call("sa.CHAR", [...(args.length === 0 ? ["1"] : args), ...collated]), annotation: "str" };
    case "numeric":
      return args.length === 0 ? { sql: "sa.Numeric", annotation: "Decimal", usual: true } : { sql: call("sa.Numeric", args.length === 1 ? [...args, "0"] : args), annotation: "Decimal" };
    case "timestamp with time zone":
    case "timestamp without time zone":
      return timeType(type, "sa.DateTime", "postgresql.TIMESTAMP", "dt.datetime");
    case "time with time zone":
    case "time without time zone":
      return timeType(type, "sa.Time", "postgresql.TIME", "dt.time");
    case "bit":
    case "bit varying":
      return { sql: call("postgresql.BIT", [...args, ...(type.name === "bit" ? [] : [keyword("varying", "True")])]), annotation: "str" };
    default:
  }
  if (type.name === "interval" && args.length === 0) return { sql: "sa.Interval", annotation: "dt.timedelta", usual: true };
  if (/^interval\b/.test(type.name)) {
    const fields = type.name.slice("interval".length).trim().toUpperCase();
    return { sql: call("postgresql.INTERVAL", [...(fields === "" ? [] : [keyword("fields", pythonString(fields))]), ...args.map((digits) => keyword("precision", digits))]), annotation: "dt.timedelta" };
  }
  const named = context.named(type.name);
  if (named !== undefined) return named;
  context.use("PostgresType");
  return { sql: call("PostgresType", [pythonString(typeText({ name: type.name, ...(type.args === undefined ? {} : { args: type.args }) }))]), annotation: "Any" };
};

/** Whether the type can carry a collation. */
export const carriesCollation = (type: SqlType): boolean => ["text", "character varying", "character"].includes(type.name);

/** The class for types that SQLAlchemy does not know, as it stands in a file. */
export const postgresType = `class PostgresType(sa.types.UserDefinedType[Any]):
    """A type of PostgreSQL that SQLAlchemy does not know, by its name in SQL."""

    cache_ok = True

    def __init__(self, name: str) -> None:
        self.name = name

    def get_col_spec(self, **_: Any) -> str:
        return self.name`;
