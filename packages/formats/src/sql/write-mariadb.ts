import type { Loss, Writing } from "../reading.ts";
import type { Column, ForeignKey, Table, TableDocument } from "../tables.ts";
import { constraintNames, type TableNames } from "./constraint-names.ts";
import { literal, qualified, quoteMariadb as quote } from "./keywords.ts";
import { cut } from "./scan.ts";
import { tableOrder } from "./table-order.ts";
import { translate } from "./translate.ts";
import { baseType } from "./write-sqlite.ts";
import { typeText } from "./write-postgresql.ts";

/** What types of PostgreSQL are in MariaDB 10.11; undefined behind a type that has no counterpart and is kept as text. */
const types: Readonly<Record<string, string>> = {
  smallint: "smallint", integer: "int", bigint: "bigint", real: "float", "double precision": "double", boolean: "boolean", text: "longtext", bytea: "longblob",
  date: "date", uuid: "uuid", json: "json", jsonb: "json", "time without time zone": "time(6)", "timestamp without time zone": "datetime(6)", "timestamp with time zone": "datetime(6)", inet: "inet6",
};

/**
 * Writes tables for MariaDB 10.11: InnoDB, utf8mb4, one database for each schema. Enums stand in their columns, points in time are
 * `datetime(6)`; texts that are keys are cut to what an index holds. What MariaDB has not is a loss.
 */
export const writeMariadb = (document: TableDocument): Writing => {
  const losses: Loss[] = [];
  const lost = (what: string): void => void losses.push({ what });
  const blocks: string[] = [];
  for (const schema of document.schemas) {
    blocks.push(`CREATE DATABASE ${quote(schema.name)} CHARACTER SET utf8mb4${schema.doc === undefined ? "" : ` COMMENT ${text(schema.doc)}`};`);
    lost(`the schema ${schema.name}: it is a database`);
  }
  for (const extension of document.extensions) lost(`the extension ${extension}`);
  for (const sequence of document.sequences ?? []) lost(`the sequence ${sequence.name}`);
  for (const view of document.views) lost(`the view ${view.name}`);
  for (const one of [...document.enums, ...document.domains]) if (one.doc !== undefined) lost(`the description of ${one.name}`);
  const namesOf = constraintNames(document.tables, 64);
  const late: string[] = [];
  for (const { table, later } of tableOrder(document.tables)) {
    const names = namesOf(table);
    const keyed = keyedColumns(document, table);
    blocks.push(tableText(document, table, names, later, keyed, lost));
    table.foreignKeys.forEach((key, at) => {
      if (later.has(key)) late.push(`ALTER TABLE ${tableName(table.schema, table.name)}\n    ADD ${foreignKey(key, names.foreignKeys[at]!, table, lost)};`);
    });
  }
  blocks.push(...late);
  return { text: blocks.length > 0 ? `${blocks.join("\n\n")}\n` : "", losses };
};

const tableName = (schema: string | undefined, name: string): string => (schema === undefined ? quote(name) : `${quote(schema)}.${quote(name)}`);
const text = (value: string): string => literal(value.replaceAll("\\", "\\\\"));

/** Texts of keys and indexes, also those that other tables refer to, with the number of characters that an index of 3072 bytes leaves each. */
const keyedColumns = (document: TableDocument, table: Table): ReadonlyMap<string, number> => {
  const room = new Map<string, number>();
  for (const one of document.tables) {
    const referring = one.foreignKeys.filter((key) => key.target.schema === table.schema && key.target.table === table.name).map((key) => key.target.columns);
    const own = one === table ? [...(table.primaryKey === undefined ? [] : [table.primaryKey.columns]), ...table.uniques.map((key) => key.columns), ...table.foreignKeys.map((key) => key.columns), ...table.indexes.map((index) => index.parts.flatMap((part) => part.column ?? []))] : [];
    for (const columns of [...referring, ...own]) for (const column of columns) room.set(column, Math.min(room.get(column) ?? 255, Math.floor(740 / columns.length)));
  }
  return room;
};

const foreignKey = (key: ForeignKey, name: string, table: Table, lost: (what: string) => void): string => {
  const columns = (names: readonly string[]): string => names.map(quote).join(", ");
  const action = (event: string, what: ForeignKey["onDelete"]): string => {
    if (what !== "SET DEFAULT") return what === undefined ? "" : ` ON ${event} ${what}`;
    lost(`ON ${event} SET DEFAULT of ${name}`);
    return "";
  };
  if (key.deferrable !== undefined) lost(`DEFERRABLE of ${name} of ${table.name}`);
  const target = key.target.columns.length > 0 ? ` (${columns(key.target.columns)})` : "";
  return `CONSTRAINT ${quote(cut(name, 64))} FOREIGN KEY (${columns(key.columns)}) REFERENCES ${tableName(key.target.schema, key.target.table)}${target}${action("DELETE", key.onDelete)}${action("UPDATE", key.onUpdate)}`;
};

const tableText = (document: TableDocument, table: Table, names: TableNames, later: ReadonlySet<ForeignKey>, keyed: ReadonlyMap<string, number>, lost: (what: string) => void): string => {
  const columns = new Set(table.columns.map((column) => column.name));
  const list = (keys: readonly string[]): string => keys.map(quote).join(", ");
  const lines = table.columns.map((column) => columnText(document, table, column, columns, keyed, lost));
  if (table.primaryKey !== undefined) lines.push(`PRIMARY KEY (${list(table.primaryKey.columns)})`);
  table.uniques.forEach((key, at) => lines.push(`CONSTRAINT ${quote(names.uniques[at]!)} UNIQUE (${list(key.columns)})`));
  // A column that counts itself up must begin a key.
  const counting = table.columns.find((column) => column.identity !== undefined);
  if (counting !== undefined && ![table.primaryKey?.columns[0], ...table.uniques.map((key) => key.columns[0])].includes(counting.name)) lines.push(`KEY ${quote(names.choose("ix", [counting.name]))} (${quote(counting.name)})`);
  table.foreignKeys.forEach((key, at) => {
    if (!later.has(key)) lines.push(foreignKey(key, names.foreignKeys[at]!, table, lost));
  });
  table.checks.forEach((check, at) => {
    const expression = translate(check.expression, "mariadb", columns);
    // A check may not speak of a column that counts itself up.
    if (expression === undefined || (counting !== undefined && new RegExp(`\\b${counting.name.replaceAll(/\W/g, "\\$&")}\\b`).test(expression))) lost(`the check ${names.checks[at]!} of ${table.name}: ${check.expression}`);
    else lines.push(`CONSTRAINT ${quote(names.checks[at]!)} CHECK (${expression})`);
  });
  table.indexes.forEach((index, at) => {
    const name = names.indexes[at]!;
    if (index.method !== "btree" || index.parts.some((part) => part.column === undefined) || (index.unique && index.where !== undefined)) return lost(`the index ${name} of ${table.name}`);
    if (index.where !== undefined) lost(`the condition of the index ${name}: it is of all rows`);
    if ((index.include ?? []).length > 0) lost(`INCLUDE of the index ${name}`);
    for (const part of index.parts) if (part.nulls !== undefined || part.operatorClass !== undefined) lost(`the order of nulls or the operator class of the index ${name}`);
    lines.push(`${index.unique ? "UNIQUE KEY" : "KEY"} ${quote(cut(name, 64))} (${index.parts.map((part) => `${quote(part.column!)}${part.descending === true ? " DESC" : ""}`).join(", ")})`);
  });
  for (const exclusion of table.exclusions ?? []) lost(`the exclusion ${exclusion.name ?? exclusion.definition} of ${table.name}`);
  if (table.primaryKey?.name !== undefined) lost(`the name ${table.primaryKey.name} of a primary key`);
  if ((table.inherits ?? []).length > 0) lost(`that ${table.name} inherits from ${table.inherits!.join(", ")}`);
  if (table.partitionBy !== undefined) lost(`that ${table.name} is partitioned by ${table.partitionBy}`);
  if (table.partitionOf !== undefined) lost(`that ${table.name} is a partition of ${table.partitionOf.table}`);
  return `CREATE TABLE ${tableName(table.schema, table.name)} (\n    ${lines.join(",\n    ")}\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4${table.doc === undefined ? "" : ` COMMENT=${text(table.doc)}`};`;
};

/** The type in MariaDB; what it cannot hold is told. */
const columnType = (document: TableDocument, column: Column, where: string, keyed: ReadonlyMap<string, number>, lost: (what: string) => void): string => {
  const type = baseType(document, column);
  const room = keyed.get(column.name);
  if ((type.array ?? column.type.array ?? 0) > 0) {
    lost(`${typeText(column.type)} of ${where}: JSON`);
    return "json";
  }
  const values = document.enums.find((one) => qualified(one.schema, one.name) === type.name)?.values;
  if (values !== undefined) return `enum(${values.map(text).join(", ")})`;
  if (type.name === "numeric") {
    const [precision, scale] = type.args ?? [];
    if (precision !== undefined && precision <= 65 && (scale ?? 0) >= 0 && (scale ?? 0) <= 38 && (scale ?? 0) <= precision) return `decimal(${precision}, ${scale ?? 0})`;
    lost(`${typeText(type)} of ${where}: decimal(65, 30)`);
    return "decimal(65, 30)";
  }
  if (type.name === "character varying" || type.name === "character") {
    const length = type.args?.[0];
    if (length !== undefined && length <= (room === undefined ? 16383 : Math.max(room, length <= 740 ? Math.min(length, room) : 0))) return type.name === "character" && length <= 255 ? `char(${length})` : `varchar(${length})`;
  }
  const known = Object.hasOwn(types, type.name) ? types[type.name] : undefined;
  if (room !== undefined && (known === undefined || known === "longtext" || known === "longblob")) {
    lost(`${typeText(type)} of ${where}: ${room} characters, for it is a key`);
    return known === "longblob" ? `varbinary(${room})` : `varchar(${room})`;
  }
  if (type.name === "timestamp with time zone") lost(`the time zone of ${where}`);
  if (known === undefined && type.name !== "character varying") lost(`${typeText(type)} of ${where}: a text`);
  return known ?? "longtext";
};

const columnText = (document: TableDocument, table: Table, column: Column, columns: ReadonlySet<string>, keyed: ReadonlyMap<string, number>, lost: (what: string) => void): string => {
  const where = `${table.name}.${column.name}`;
  const domain = document.domains.find((one) => qualified(one.schema, one.name) === column.type.name);
  let line = `${quote(column.name)} ${columnType(document, column, where, keyed, lost)}`;
  const generated = column.generated === undefined ? undefined : translate(column.generated, "mariadb", columns);
  if (column.generated !== undefined && generated === undefined) lost(`the expression of the generated column ${where}`);
  if (generated !== undefined) {
    line += ` GENERATED ALWAYS AS (${generated}) STORED`;
    if (!column.nullable) lost(`NOT NULL of the generated column ${where}`);
  } else {
    if (!column.nullable || domain?.nullable === false) line += " NOT NULL";
    const first = table.columns.find((one) => one.identity !== undefined);
    if (column.identity !== undefined && column === first) line += " AUTO_INCREMENT";
    else if (column.identity !== undefined) lost(`that ${where} counts itself up`);
    if (column.identity === "always") lost(`ALWAYS of the identity column ${where}`);
    if (column.default !== undefined && column.identity === undefined) {
      const value = translate(column.default, "mariadb", new Set());
      if (value === undefined) lost(`the default of ${where}: ${column.default}`);
      else line += ` DEFAULT ${/^(?:-?[\d.]+|'(?:[^']|'')*'|[A-Z_]+(?:\(6\))?)$/.test(value) ? value : `(${value})`}`;
    }
  }
  if (column.collation !== undefined) lost(`the collation ${column.collation} of ${where}`);
  if (domain?.check !== undefined) {
    const check = translate(domain.check.replace(/\bVALUE\b/gi, `"${column.name.replaceAll('"', '""')}"`), "mariadb", columns);
    if (check === undefined) lost(`the check of the domain ${domain.name} on ${where}`);
    else line += ` CHECK (${check})`;
  }
  return `${line}${column.doc === undefined ? "" : ` COMMENT ${text(column.doc)}`}`;
};
