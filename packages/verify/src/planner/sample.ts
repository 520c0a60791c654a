import { tableKey } from "@groundplan/artifacts";
import type { Column, ForeignKey, Table, TableDocument } from "@groundplan/formats";
import { identifier, literal, tableName } from "./names.ts";

/** What fills one table. */
export interface TableSample {
  readonly table: Table;
  readonly key: string;
  /** How many rows are made; fewer stand in the table where some of them broke a unique constraint. */
  readonly count: number;
  /** Says of columns how many values they have in the whole table, where a sample cannot show it. */
  readonly distinct: readonly string[];
  readonly insert: string;
}

/** The most rows that are made for a table: enough for the statistics that a planner reads, and quick to make. */
const MOST = 2000;
/** All tables together have about so many. */
const TOGETHER = 60_000;
/** Of a table of which nobody says how many rows it has. */
const UNSAID = 1000;
/** Every tenth value of a column that may be empty is. */
const EMPTY = 10;
/** Values of dates and times are spread over this year, in the order of the rows: a sample reads no clock. */
const YEAR_BEGINS = "2024-01-01";
const YEAR = 365 * 86_400;
/** Primes, so that references of a table do not go in step. */
const STEPS = [7919, 6271, 4909, 3541, 2879];

/**
 * Statements that fill the tables with rows that honour types, lengths, keys, references, enums, uniques and simple conditions, the
 * same for the same document. A value is an expression of its row's number, made by the database; so a reference is the key of
 * another row, by the same expression. In the order in which tables refer to each other, as far as they have one.
 */
export function sampleOf(document: TableDocument, rows: ReadonlyMap<string, number>): readonly TableSample[] {
  const tables = new Map(document.tables.map((table) => [tableKey(table), table]));
  const most = Math.max(100, Math.min(MOST, Math.floor(TOGETHER / Math.max(1, tables.size))));
  const countOf = (key: string): number => Math.max(1, Math.min(most, rows.get(key) ?? UNSAID));
  return inOrder(document.tables).map((table): TableSample => {
    const key = tableKey(table);
    const count = countOf(key);
    const columns = table.columns.filter((column) => column.generated === undefined);
    const values = columns.map((column) => valueOf(table, column, "g", 0));
    const name = tableName(table);
    return {
      table, key, count,
      distinct: distinctOf(table),
      insert: `INSERT INTO ${name} (${columns.map((column) => identifier(column.name)).join(", ")}) OVERRIDING SYSTEM VALUE SELECT ${values.join(", ")} FROM generate_series(1, ${count}) AS g ON CONFLICT DO NOTHING`,
    };
  });

  /** The value of a column in row `row`, an SQL expression. */
  function valueOf(table: Table, column: Column, row: string, depth: number): string {
    const nullable = column.nullable && !table.primaryKey?.columns.includes(column.name);
    const value = filled(table, column, row, depth);
    return nullable && depth === 0 ? `CASE WHEN ${row} % ${EMPTY} = 0 THEN NULL ELSE ${value} END` : value;
  }

  function filled(table: Table, column: Column, row: string, depth: number): string {
    const at = table.foreignKeys.findIndex(({ columns }) => columns.includes(column.name));
    const reference = table.foreignKeys[at];
    const target = reference && tables.get(tableKey({ schema: reference.target.schema, name: reference.target.table }));
    const held = target?.columns.find(({ name }) => name === reference!.target.columns[reference!.columns.indexOf(column.name)]);
    if (target && held && depth < 6) return filled(target, held, rowOf(table, at, row), depth + 1);
    return plain(table, column, row, document);
  }

  /** Which row of the target a row refers to: spread evenly, and no pair of references twice while there are others. */
  function rowOf(table: Table, at: number, row: string): string {
    let before = 1;
    for (const each of table.foreignKeys.slice(0, at)) before *= countOf(keyOf(each));
    const count = countOf(keyOf(table.foreignKeys[at]!));
    const step = STEPS[at % STEPS.length]!;
    // A product that is larger than the table says the same as its number of rows.
    const spread = Math.min(before, 1_000_000_000);
    return spread === 1 ? `((${row}::bigint * ${step}) % ${count} + 1)` : `(((${row} - 1)::bigint / ${spread} + ${row}::bigint % ${spread} * ${step}) % ${count} + 1)`;
  }

  /** A reference has as many values as its target has rows; nothing of that shows in a sample. */
  function distinctOf(table: Table): readonly string[] {
    const own = rows.get(tableKey(table));
    return table.foreignKeys.flatMap((key) => {
      const target = rows.get(keyOf(key));
      if (key.columns.length !== 1 || own === undefined || target === undefined || own === 0) return [];
      const share = Math.min(1, target / own);
      // A fraction is of the rows, and grows with them.
      return [`ALTER TABLE ${tableName(table)} ALTER COLUMN ${identifier(key.columns[0]!)} SET (n_distinct = ${share >= 0.0001 ? -Number(share.toPrecision(6)) : Math.max(1, target)})`];
    });
  }
}

function keyOf({ target }: ForeignKey): string {
  return tableKey({ schema: target.schema, name: target.table });
}

/** Tables behind those that they refer to; what goes in a circle in the order of the document. */
function inOrder(tables: readonly Table[]): readonly Table[] {
  const done = new Set<string>();
  const found: Table[] = [];
  const byKey = new Map(tables.map((table) => [tableKey(table), table]));
  const visit = (table: Table): void => {
    const key = tableKey(table);
    if (done.has(key)) return;
    done.add(key);
    for (const each of table.foreignKeys) {
      const target = byKey.get(keyOf(each));
      if (target) visit(target);
    }
    found.push(table);
  };
  for (const table of tables) visit(table);
  return found;
}

/** A value that refers to nothing. */
function plain(table: Table, column: Column, row: string, document: TableDocument): string {
  const { type } = column;
  const labels = document.enums.find((each) => (each.schema === undefined ? each.name : `${each.schema}.${each.name}`) === type.name)?.values;
  const domain = document.domains.find((each) => (each.schema === undefined ? each.name : `${each.schema}.${each.name}`) === type.name);
  const base = domain?.type ?? type;
  const one = labels ? `(ARRAY[${labels.map(literal).join(", ")}])[(${row}) % ${labels.length} + 1]::${typeName(document, type.name)}` : ofType(base.name, base.args ?? [], row, `${table.name}.${column.name}`, limitsOf(table, column.name));
  if (type.array === undefined) return one;
  return `ARRAY[${[0, 1, 2, 3, 4].map((at) => (labels ? one.replace(`[(${row}) %`, `[(${row} + ${at}) %`) : ofType(base.name, base.args ?? [], `(${row} + ${at})`, `${table.name}.${column.name}`, {}))).join(", ")}]${labels ? `::${typeName(document, type.name)}[]` : ""}`;
}

function typeName(document: TableDocument, name: string): string {
  const found = document.enums.find((each) => (each.schema === undefined ? each.name : `${each.schema}.${each.name}`) === name);
  return found ? tableName(found) : identifier(name);
}

interface Range {
  readonly low?: number;
  readonly high?: number;
}

/** What simple conditions of a table say of a column's values, or of the length of its texts. */
function limitsOf(table: Table, column: string): Range {
  let [low, high]: [number | undefined, number | undefined] = [undefined, undefined];
  for (const { expression } of table.checks) {
    const plain = expression.replaceAll('"', "").trim();
    const subject = [column, `char_length(${column})`, `length(${column})`].find((each) => plain.startsWith(`${each} `));
    if (subject === undefined) continue;
    const rest = plain.slice(subject.length).trim();
    const between = /^BETWEEN\s+(-?[\d.]+)\s+AND\s+(-?[\d.]+)$/i.exec(rest);
    const compared = /^(>=|>|<=|<)\s*(-?[\d.]+)$/.exec(rest);
    if (between) [low, high] = [Number(between[1]), Number(between[2])];
    else if (compared?.[1]?.startsWith(">")) low = Number(compared[2]) + (compared[1] === ">" ? 1 : 0);
    else if (compared) high = Number(compared[2]) - (compared[1] === "<" ? 1 : 0);
  }
  return { ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) };
}

/** An expression of a type's name in the spelling of `format_type`; sizes as those that volumes are estimated by. */
function ofType(name: string, args: readonly number[], row: string, about: string, { low, high }: Range): string {
  const number = (most: number): string => {
    const from = Math.ceil(low ?? (high === undefined ? 1 : Math.min(1, high)));
    const to = Math.floor(Math.min(high ?? most, most));
    return `(${from} + (${row}) % ${Math.max(1, to - from + 1)})`;
  };
  const text = (length: number): string => `left(repeat(md5(${literal(`${about}.`)} || (${row})::text), ${Math.ceil(length / 32)}), ${length})`;
  switch (name) {
    case "boolean":
      return `((${row}) % 2 = 0)`;
    case "smallint":
      return `${number(30_000)}::smallint`;
    case "integer":
      return `${number(2_000_000_000)}::integer`;
    case "bigint":
      return `${number(9_000_000_000_000)}::bigint`;
    case "numeric":
      return `${number(10 ** Math.min(12, Math.max(1, (args[0] ?? 12) - (args[1] ?? 0))) - 1)}::numeric`;
    case "real":
      return `${number(16_000_000)}::real`;
    case "double precision":
      return `${number(1_000_000_000)}::double precision`;
    case "character varying":
    case "character":
    case "text": {
      const most = Math.min(args[0] ?? Infinity, high ?? Infinity);
      const usual = most === Infinity ? 32 : Math.min(256, Math.ceil(most / 2));
      return text(Math.max(1, Math.min(most, Math.max(usual, low ?? 0, name === "character" ? most : 0))));
    }
    case "uuid":
      return `md5(${literal(`${about}.`)} || (${row})::text)::uuid`;
    case "date":
      return `(DATE '${YEAR_BEGINS}' + ((${row}) % 365)::integer)`;
    case "timestamp with time zone":
    case "timestamp without time zone":
      return `(TIMESTAMP '${YEAR_BEGINS}' + ((${row})::bigint * ${Math.floor(YEAR / MOST)} % ${YEAR}) * INTERVAL '1 second')${name.endsWith("with time zone") ? " AT TIME ZONE 'UTC'" : ""}`;
    case "time without time zone":
    case "time with time zone":
      return `(TIME '00:00' + ((${row}) * 37 % 86400) * INTERVAL '1 second')::${name}`;
    case "interval":
      return `((${row}) * INTERVAL '1 second')`;
    case "bytea":
      return `decode(repeat(md5(${literal(`${about}.`)} || (${row})::text), 12), 'hex')`;
    case "json":
    case "jsonb":
      return `json_build_object('number', ${row}, 'text', ${text(160)})::${name}`;
    case "inet":
      return `('10.0.0.0'::inet + (${row})::bigint)`;
    default:
      // What else there is has no values that could be made up: it stays empty, or the table without rows.
      return "NULL";
  }
}
