import type { Loss, Writing } from "../reading.ts";
import type { Column, Table, TableDocument } from "../tables.ts";
import { constraintNames } from "./constraint-names.ts";
import { literal, qualified, quoteSqlite as quote } from "./keywords.ts";
import { tableOrder } from "./table-order.ts";
import { translate } from "./translate.ts";
import { typeText, unindexed } from "./write-postgresql.ts";

/** Types of PostgreSQL that have a storage class of SQLite; all others are kept as texts (sqlite.org/datatype3.html). */
const storage: Readonly<Record<string, string>> = {
  smallint: "INTEGER", integer: "INTEGER", bigint: "INTEGER", boolean: "INTEGER", real: "REAL", "double precision": "REAL", bytea: "BLOB", text: "TEXT", oid: "INTEGER",
};

/** Types that are texts without losing anything but their form. */
const texts = new Set(["character varying", "character", "text", "bpchar", "citext", "name"]);

/**
 * Writes tables for SQLite 3.37 or newer. Tables are STRICT but for those with exact decimals, which only NUMERIC affinity compares as
 * numbers; foreign keys stand in their tables, enums and lengths become checks, schemas a part of the name (`shop_order`). What SQLite
 * has not, and every type that is kept as another, is a loss.
 */
export const writeSqlite = (document: TableDocument): Writing => {
  const losses: Loss[] = [];
  const lost = (what: string): void => void losses.push({ what });
  const blocks: string[] = ["PRAGMA foreign_keys = ON;"];
  for (const schema of document.schemas) lost(`the schema ${schema.name}: its name begins the names of its tables`);
  for (const extension of document.extensions) lost(`the extension ${extension}`);
  for (const sequence of document.sequences ?? []) lost(`the sequence ${sequence.name}`);
  for (const view of document.views) lost(`the view ${view.name}`);
  for (const one of [...document.schemas, ...document.enums, ...document.domains, ...document.tables]) if (one.doc !== undefined && !document.tables.includes(one as Table)) lost(`the description of ${one.name}`);
  const namesOf = constraintNames(document.tables, 200);
  const taken = new Set<string>();
  for (const { table } of tableOrder(document.tables)) blocks.push(tableText(document, table, namesOf(table), taken, lost));
  return { text: `${blocks.join("\n\n")}\n`, losses };
};

/** The name of a table: that of its schema before it. */
const tableName = (schema: string | undefined, name: string): string => quote(schema === undefined ? name : `${schema}_${name}`);

const tableText = (document: TableDocument, table: Table, names: ReturnType<ReturnType<typeof constraintNames>>, taken: Set<string>, lost: (what: string) => void): string => {
  const columns = new Set(table.columns.map((column) => column.name));
  const rowid = rowidColumn(table);
  const lines: string[] = [];
  const checks: string[] = [];
  const strict = table.columns.every((column) => baseType(document, column).name !== "numeric" || (column.type.array ?? 0) > 0);
  for (const column of table.columns) lines.push(columnText(document, table, column, rowid, columns, checks, lost));
  const list = (keys: readonly string[]): string => keys.map(quote).join(", ");
  if (table.primaryKey !== undefined && rowid === undefined) lines.push(`CONSTRAINT ${quote(names.primaryKey!)} PRIMARY KEY (${list(table.primaryKey.columns)})`);
  table.uniques.forEach((key, at) => lines.push(`CONSTRAINT ${quote(names.uniques[at]!)} UNIQUE (${list(key.columns)})`));
  table.foreignKeys.forEach((key, at) => {
    const actions = `${key.onDelete === undefined ? "" : ` ON DELETE ${key.onDelete}`}${key.onUpdate === undefined ? "" : ` ON UPDATE ${key.onUpdate}`}`;
    const deferrable = key.deferrable === undefined ? "" : ` DEFERRABLE INITIALLY ${key.deferrable.toUpperCase()}`;
    const target = key.target.columns.length > 0 ? ` (${list(key.target.columns)})` : "";
    lines.push(`CONSTRAINT ${quote(names.foreignKeys[at]!)} FOREIGN KEY (${list(key.columns)}) REFERENCES ${tableName(key.target.schema, key.target.table)}${target}${actions}${deferrable}`);
  });
  table.checks.forEach((check, at) => {
    const expression = translate(check.expression, "sqlite", columns);
    if (expression === undefined) lost(`the check ${names.checks[at]!} of ${table.name}: ${check.expression}`);
    else lines.push(`CONSTRAINT ${quote(names.checks[at]!)} CHECK (${expression})`);
  });
  lines.push(...checks);
  for (const exclusion of table.exclusions ?? []) lost(`the exclusion ${exclusion.name ?? exclusion.definition} of ${table.name}`);
  if ((table.inherits ?? []).length > 0) lost(`that ${table.name} inherits from ${table.inherits!.join(", ")}`);
  if (table.partitionBy !== undefined) lost(`that ${table.name} is partitioned by ${table.partitionBy}`);
  if (table.partitionOf !== undefined) lost(`that ${table.name} is a partition of ${table.partitionOf.table}`);
  const name = tableName(table.schema, table.name);
  const texts = [`${docText(table.doc, "")}CREATE TABLE ${name} (\n    ${lines.join(",\n    ")}\n)${strict ? " STRICT" : ""};`];
  const index = (given: string, unique: boolean, parts: string, where: string): void => {
    // Names of indexes are those of the whole database, not of one schema.
    let own = given;
    for (let number = 2; taken.has(own); number++) own = `${given}_${number}`;
    taken.add(own);
    texts.push(`CREATE ${unique ? "UNIQUE " : ""}INDEX ${quote(own)} ON ${name} (${parts})${where};`);
  };
  table.indexes.forEach((one, at) => {
    const parts = one.parts.map((part) => {
      const what = part.column === undefined ? translate(part.expression ?? "", "sqlite", columns) : quote(part.column);
      return what === undefined ? undefined : `${what}${part.descending === true ? " DESC" : ""}`;
    });
    const where = one.where === undefined ? "" : translate(one.where, "sqlite", columns);
    if (one.method !== "btree" || parts.includes(undefined) || where === undefined) return lost(`the index ${names.indexes[at]!} of ${table.name}`);
    for (const part of one.parts) if (part.nulls !== undefined || part.operatorClass !== undefined) lost(`the order of nulls or the operator class of the index ${names.indexes[at]!}`);
    if ((one.include ?? []).length > 0) lost(`INCLUDE of the index ${names.indexes[at]!}`);
    index(names.indexes[at]!, one.unique, parts.join(", "), where === "" ? "" : ` WHERE ${where}`);
  });
  for (const missing of unindexed(table)) index(names.choose("ix", missing), false, list(missing), "");
  return texts.join("\n");
};

const docText = (doc: string | undefined, indent: string): string => (doc === undefined ? "" : doc.split(/\r\n|[\n\r]/).map((line) => `${indent}-- ${line}`.trimEnd() + "\n").join(""));

/** The column that SQLite counts up itself: an identity that alone is the key. */
const rowidColumn = (table: Table): string | undefined => {
  const only = table.primaryKey?.columns.length === 1 ? table.primaryKey.columns[0] : undefined;
  return only !== undefined && table.columns.some((column) => column.name === only && column.identity !== undefined) ? only : undefined;
};

/** The type behind a domain. */
export const baseType = (document: TableDocument, column: Column): Column["type"] => document.domains.find((domain) => qualified(domain.schema, domain.name) === column.type.name)?.type ?? column.type;

const columnText = (document: TableDocument, table: Table, column: Column, rowid: string | undefined, columns: ReadonlySet<string>, checks: string[], lost: (what: string) => void): string => {
  const where = `${table.name}.${column.name}`;
  const type = baseType(document, column);
  const domain = document.domains.find((one) => qualified(one.schema, one.name) === column.type.name);
  const values = document.enums.find((one) => qualified(one.schema, one.name) === type.name)?.values;
  const array = (type.array ?? column.type.array ?? 0) > 0;
  const name = quote(column.name);
  const numeric = type.name === "numeric" && !array;
  const stored = array ? "TEXT" : numeric ? `NUMERIC${type.args === undefined ? "" : `(${type.args.join(", ")})`}` : (Object.hasOwn(storage, type.name) ? storage[type.name]! : "TEXT");
  let text = `${docText(column.doc, "").replaceAll("\n", "\n    ")}${name} ${stored}`;
  if (column.name === rowid) text += column.identity === "always" ? " PRIMARY KEY AUTOINCREMENT" : " PRIMARY KEY";
  else {
    if (column.identity !== undefined) lost(`that ${where} counts itself up`);
    if (!column.nullable || domain?.nullable === false) text += " NOT NULL";
  }
  if (column.generated !== undefined) {
    const expression = translate(column.generated, "sqlite", columns);
    if (expression === undefined) lost(`the expression of the generated column ${where}`);
    else text += ` GENERATED ALWAYS AS (${expression}) STORED`;
  } else if (column.default !== undefined) {
    const expression = translate(column.default, "sqlite", new Set());
    if (expression === undefined) lost(`the default of ${where}: ${column.default}`);
    else text += ` DEFAULT ${/^(?:-?[\d.]+|'(?:[^']|'')*'|[A-Z_]+)$/.test(expression) ? expression : `(${expression})`}`;
  }
  if (column.collation !== undefined) lost(`the collation ${column.collation} of ${where}`);
  if (array) lost(`${typeText(column.type)} of ${where}: a text`);
  else if (values !== undefined) checks.push(`CHECK (${name} IN (${values.map(literal).join(", ")}))`);
  else if (type.name === "boolean") checks.push(`CHECK (${name} IN (0, 1))`);
  else if ((type.name === "character varying" || type.name === "character") && type.args !== undefined) checks.push(`CHECK (length(${name}) <= ${type.args[0]})`);
  else if (numeric) lost(`${typeText(type)} of ${where}: exact only as far as a floating-point number is`);
  else if (!Object.hasOwn(storage, type.name) && !texts.has(type.name)) lost(`${typeText(type)} of ${where}: a text`);
  if (domain?.check !== undefined) {
    const expression = translate(domain.check.replace(/\bVALUE\b/gi, `"${column.name.replaceAll('"', '""')}"`), "sqlite", columns);
    if (expression === undefined) lost(`the check of the domain ${domain.name} on ${where}`);
    else checks.push(`CHECK (${expression})`);
  }
  return text;
};
