import type { Loss, Writing } from "../reading.ts";
import type { Column, ForeignKey, Index, SqlType, Table, TableDocument } from "../tables.ts";
import { constraintNames, type TableNames } from "./constraint-names.ts";
import { expressionTokens } from "./expression.ts";
import { literal, qualified, quotePostgresql as quote } from "./keywords.ts";
import { tableOrder } from "./table-order.ts";

/** Settings of the writer. */
export interface WritePostgresqlOptions {
  /** An index for every foreign key whose columns no key and no index begins with; true where nothing is said. */
  readonly foreignKeyIndexes?: boolean;
}

/**
 * Writes what creates the tables on an empty database of PostgreSQL 15 or newer: extensions, schemas, types, sequences, then each table
 * with its indexes and comments, in the order of their references; foreign keys that go in a circle come behind all tables, views last.
 *
 * Constraints and indexes that have no name get one: `pk_`, `uq_`, `fk_`, `ck_`, `ex_` or `ix_` with table and columns, 63 bytes at
 * most, never twice in a schema.
 */
export const writePostgresql = (document: TableDocument, options: WritePostgresqlOptions = {}): Writing => {
  const losses: Loss[] = [];
  const blocks: string[] = [];
  const group = (lines: readonly string[]): void => void (lines.length > 0 && blocks.push(lines.join("\n")));
  const on = (what: string, name: string, doc: string | undefined): readonly string[] => (doc === undefined ? [] : [`COMMENT ON ${what} ${name} IS ${literal(doc)};`]);

  group(document.extensions.map((extension) => `CREATE EXTENSION IF NOT EXISTS ${quote(extension)};`));
  group(document.schemas.flatMap((schema) => [`CREATE SCHEMA ${quote(schema.name)};`, ...on("SCHEMA", quote(schema.name), schema.doc)]));
  for (const type of document.enums) {
    const name = qualified(type.schema, type.name);
    const values = type.values.map(literal);
    const short = `CREATE TYPE ${name} AS ENUM (${values.join(", ")});`;
    group([short.length <= 100 ? short : `CREATE TYPE ${name} AS ENUM (\n    ${values.join(",\n    ")}\n);`, ...on("TYPE", name, type.doc)]);
  }
  for (const domain of document.domains) {
    const name = qualified(domain.schema, domain.name);
    const check = domain.check === undefined ? "" : ` CHECK (${domain.check})`;
    group([`CREATE DOMAIN ${name} AS ${typeText(domain.type)}${domain.nullable ? "" : " NOT NULL"}${check};`, ...on("DOMAIN", name, domain.doc)]);
  }
  for (const sequence of document.sequences ?? []) {
    const name = qualified(sequence.schema, sequence.name);
    group([`CREATE SEQUENCE ${name}${sequence.options === undefined ? "" : ` ${sequence.options}`};`, ...on("SEQUENCE", name, sequence.doc)]);
  }

  const namesOf = constraintNames(document.tables);
  const names = new Map(document.tables.map((table) => [table, namesOf(table)]));
  const byName = new Map(document.tables.map((table) => [qualified(table.schema, table.name), table]));
  const late: string[] = [];
  for (const { table, later } of tableOrder(document.tables)) {
    const own = names.get(table)!;
    const parents = [...(table.inherits ?? []), ...(table.partitionOf === undefined ? [] : [qualified(table.partitionOf.schema, table.partitionOf.table)])].flatMap((parent) => byName.get(parent) ?? []);
    const name = qualified(table.schema, table.name);
    const lines = [createTable(table, own, later, parents, losses)];
    table.foreignKeys.forEach((key, at) => {
      if (later.has(key)) late.push(`ALTER TABLE ${name}\n    ADD ${foreignKey(key, own.foreignKeys[at]!)};`);
    });
    table.indexes.forEach((index, at) => lines.push(createIndex(table, index, own.indexes[at]!)));
    if (options.foreignKeyIndexes !== false) for (const columns of unindexed(table)) lines.push(`CREATE INDEX ${quote(own.choose("ix", columns))} ON ${name} (${columns.map(quote).join(", ")});`);
    lines.push(...on("TABLE", name, table.doc));
    for (const column of table.columns) lines.push(...on("COLUMN", `${name}.${quote(column.name)}`, column.doc));
    group(lines);
  }
  for (const line of late) group([line]);
  for (const view of document.views) {
    const name = qualified(view.schema, view.name);
    group([`CREATE ${view.materialized ? "MATERIALIZED VIEW" : "VIEW"} ${name} AS\n${view.query};`, ...on(view.materialized ? "MATERIALIZED VIEW" : "VIEW", name, view.doc)]);
  }
  return { text: blocks.length > 0 ? `${blocks.join("\n\n")}\n` : "", losses };
};

const shortNames: Readonly<Record<string, string>> = {
  "timestamp with time zone": "timestamptz", "timestamp without time zone": "timestamp", "time with time zone": "timetz", "time without time zone": "time",
  "character varying": "varchar", character: "char", "bit varying": "varbit",
};

/** A type in the spelling that people write: `varchar(40)`, `timestamptz`. */
export const typeText = (type: SqlType): string => {
  const args = type.args === undefined || (type.args.length === 1 && type.args[0] === 1 && (type.name === "character" || type.name === "bit")) ? "" : `(${type.args.join(", ")})`;
  const plain = type.args?.length === 2 && type.args[1] === 0 && type.name === "numeric" ? `(${type.args[0]})` : args;
  return `${Object.hasOwn(shortNames, type.name) ? shortNames[type.name]! : type.name}${plain}${"[]".repeat(type.array ?? 0)}`;
};

const createTable = (table: Table, names: TableNames, later: ReadonlySet<ForeignKey>, parents: readonly Table[], losses: Loss[]): string => {
  const name = qualified(table.schema, table.name);
  // A column that is inherited and says nothing else is not written; identities and keys are not inherited.
  const plain = (column: Column): string => columnText({ ...column, identity: undefined, nullable: column.nullable && column.identity === undefined }, { ...table, primaryKey: undefined }, []);
  const inherited = new Map(parents.flatMap((parent) => parent.columns.map((column) => [column.name, plain(column)] as const)));
  const columns = parents.length === 0 ? table.columns : table.columns.filter((column) => inherited.get(column.name) !== plain(column) || (column.identity !== undefined && table.partitionOf === undefined));
  const checks = new Set(parents.flatMap((parent) => parent.checks.map((check) => check.expression)));
  const constraints: string[] = [];
  if (table.primaryKey !== undefined) constraints.push(`CONSTRAINT ${quote(names.primaryKey!)} PRIMARY KEY (${list(table.primaryKey.columns)})`);
  table.uniques.forEach((key, at) => constraints.push(`CONSTRAINT ${quote(names.uniques[at]!)} UNIQUE (${list(key.columns)})`));
  table.foreignKeys.forEach((key, at) => {
    if (!later.has(key)) constraints.push(foreignKey(key, names.foreignKeys[at]!));
  });
  table.checks.forEach((check, at) => {
    if (!checks.has(check.expression)) constraints.push(`CONSTRAINT ${quote(names.checks[at]!)} CHECK (${check.expression})`);
  });
  (table.exclusions ?? []).forEach((exclusion, at) => constraints.push(`CONSTRAINT ${quote(names.exclusions[at]!)} EXCLUDE ${exclusion.definition}`));
  const partitionBy = table.partitionBy === undefined ? "" : ` PARTITION BY ${table.partitionBy}`;
  if (table.partitionOf !== undefined) {
    // A partition's columns are those of its table; what it says otherwise follows the name.
    const own = columns.map((column) => columnText(column, table, losses).replace(typeAndCollation(column), ""));
    const said = own.filter((text, at) => text !== quote(columns[at]!.name));
    const elements = [...said, ...constraints];
    return `CREATE TABLE ${name} PARTITION OF ${qualified(table.partitionOf.schema, table.partitionOf.table)}${elements.length > 0 ? ` (\n    ${elements.join(",\n    ")}\n)` : ""} ${table.partitionOf.bounds}${partitionBy};`;
  }
  const elements = [...columns.map((column) => columnText(column, table, losses)), ...constraints];
  const inherits = table.inherits === undefined || table.inherits.length === 0 ? "" : ` INHERITS (${table.inherits.join(", ")})`;
  return `CREATE TABLE ${name} (${elements.length > 0 ? `\n    ${elements.join(",\n    ")}\n` : ""})${inherits}${partitionBy};`;
};

const list = (columns: readonly string[]): string => columns.map(quote).join(", ");

const collation = (column: Column): string => (column.collation === undefined ? "" : ` COLLATE ${column.collation.split(".").map(quote).join(".")}`);
const typeAndCollation = (column: Column): string => ` ${typeText(column.type)}${collation(column)}`;

export const columnText = (column: Column, table: Table, losses: Loss[]): string => {
  let text = `${quote(column.name)}${typeAndCollation(column)}`;
  if (column.identity !== undefined) text += ` GENERATED ${column.identity.toUpperCase()} AS IDENTITY`;
  else if (column.generated !== undefined) text += ` GENERATED ALWAYS AS (${column.generated}) STORED`;
  else if (column.default !== undefined) text += ` DEFAULT ${column.default}`;
  if (column.identity !== undefined && (column.generated !== undefined || column.default !== undefined)) losses.push({ what: `the expression of the identity column ${table.name}.${column.name}` });
  if (column.nullable && (column.identity !== undefined || table.primaryKey?.columns.includes(column.name) === true)) losses.push({ what: `that ${table.name}.${column.name} may be null` });
  // An identity is not null of itself.
  return column.nullable || column.identity !== undefined ? text : `${text} NOT NULL`;
};

export const foreignKey = (key: ForeignKey, name: string): string => {
  const actions = `${key.onDelete === undefined ? "" : ` ON DELETE ${key.onDelete}`}${key.onUpdate === undefined ? "" : ` ON UPDATE ${key.onUpdate}`}`;
  const deferrable = key.deferrable === undefined ? "" : key.deferrable === "deferred" ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE";
  const columns = key.target.columns.length > 0 ? ` (${list(key.target.columns)})` : "";
  return `CONSTRAINT ${quote(name)} FOREIGN KEY (${list(key.columns)}) REFERENCES ${qualified(key.target.schema, key.target.table)}${columns}${actions}${deferrable}`;
};

/** A single call of a function, which needs no parentheses in an index. */
const isCall = (expression: string): boolean => {
  const tokens = expressionTokens(expression);
  const open = tokens.findIndex((token) => token.value === "(");
  if (open < 1 || tokens.slice(0, open).some((token, at) => (at % 2 === 0 ? token.kind !== "word" && token.kind !== "quoted" : token.value !== "."))) return false;
  if (tokens[0]!.kind === "word" && quote(tokens[0]!.value) !== tokens[0]!.value) return false;
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (token.kind !== "symbol") continue;
    if (token.value === "(") depth++;
    else if (token.value === ")" && --depth === 0) return at === tokens.length - 1;
  }
  return false;
};

export const createIndex = (table: Table, index: Index, name: string): string => {
  const parts = index.parts.map((part) => {
    const what = part.column === undefined ? (isCall(part.expression ?? "") ? part.expression! : `(${part.expression ?? ""})`) : quote(part.column);
    const opclass = part.operatorClass === undefined ? "" : ` ${part.operatorClass.split(".").map(quote).join(".")}`;
    return `${what}${opclass}${part.descending === true ? " DESC" : ""}${part.nulls === undefined ? "" : ` NULLS ${part.nulls.toUpperCase()}`}`;
  });
  const method = index.method === "btree" ? "" : ` USING ${quote(index.method)}`;
  const include = index.include === undefined || index.include.length === 0 ? "" : ` INCLUDE (${list(index.include)})`;
  return `CREATE ${index.unique ? "UNIQUE " : ""}INDEX ${quote(name)} ON ${qualified(table.schema, table.name)}${method} (${parts.join(", ")})${include}${index.where === undefined ? "" : ` WHERE ${index.where}`};`;
};

/**
 * The columns of foreign keys that no key and no index begins with, in whatever order: finding the rows that refer to one would read the
 * whole table. Only btree indexes without condition serve.
 */
export const unindexed = (table: Table): readonly (readonly string[])[] => {
  const indexes: (readonly (string | undefined)[])[] = [
    ...(table.primaryKey === undefined ? [] : [table.primaryKey.columns]), ...table.uniques.map((key) => key.columns),
    ...table.indexes.filter((index) => index.method === "btree" && index.where === undefined).map((index) => index.parts.map((part) => part.column)),
  ];
  const missing: (readonly string[])[] = [];
  for (const { columns } of table.foreignKeys) {
    const served = indexes.some((index) => columns.length <= index.length && index.slice(0, columns.length).every((column) => column !== undefined && columns.includes(column)));
    if (served || columns.length === 0) continue;
    indexes.push(columns);
    missing.push(columns);
  }
  return missing;
};
