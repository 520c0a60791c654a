import { literal, qualified } from "../sql/keywords.ts";
import { writePostgresql } from "../sql/write-postgresql.ts";
import type { ForeignKey, Index, Table, TableDocument } from "../tables.ts";
import { call, exploded, keyword, layout, list, pythonString, text, type Python } from "../sqlalchemy/python.ts";
import type { PlannedTable } from "../sqlalchemy/plan.ts";
import { checkItem, exclusionItem, foreignKeyItem, foreignKeyOptions, indexParts, names, primaryKeyItem, rawSql, tableOptions, uniqueItem } from "../sqlalchemy/schema-items.ts";
import { migrationColumn, type MigrationContext } from "./context.ts";

/** A statement of SQL that Alembic has no operation for. `op.execute` reads a string with `sa.text`. */
export const execute = (sql: string): Python => call("op.execute", [rawSql(sql)]);

/** One operation as a statement of a migration. */
export const statement = (operation: Python): string => layout(operation, 4);

/** A name that no convention may change (`Operations.f`). */
export const fixed = (name: string): Python => call("op.f", [pythonString(name)]);

export const schemaOf = (thing: { readonly schema?: string }, key = "schema"): readonly Python[] => (thing.schema === undefined ? [] : [keyword(key, pythonString(thing.schema))]);

/** The table with its keys and checks; foreign keys that close a circle and indexes are left to operations of their own. */
export const createTable = (plan: PlannedTable, context: MigrationContext): Python => {
  const { table, names: own } = plan;
  const constraints: Python[] = [];
  if (table.primaryKey !== undefined) constraints.push(primaryKeyItem(table.primaryKey.columns, fixed(own.primaryKey!)));
  table.uniques.forEach((key, at) => constraints.push(uniqueItem(key.columns, fixed(own.uniques[at]!))));
  for (const { key, name, later } of plan.foreignKeys) if (!later) constraints.push(foreignKeyItem(key, fixed(name)));
  table.checks.forEach((check, at) => constraints.push(checkItem(check.expression, fixed(own.checks[at]!))));
  (table.exclusions ?? []).forEach((exclusion, at) => {
    const item = exclusionItem(exclusion.definition, fixed(own.exclusions[at]!));
    // What ExcludeConstraint cannot say is added with SQL behind the table.
    if (item !== undefined) constraints.push(item);
  });
  return exploded(call("op.create_table", [pythonString(table.name), ...table.columns.map((column) => migrationColumn(table, column, context)), ...constraints, ...tableOptions(table).map(([key, value]) => keyword(key, value))]));
};

/** What a table needs beyond `op.create_table`: exclusions in SQL, indexes. */
export const behindTable = (plan: PlannedTable): readonly Python[] => [
  ...(plan.table.exclusions ?? []).flatMap((exclusion, at) => (exclusionItem(exclusion.definition, "") === undefined ? [execute(`ALTER TABLE ${qualified(plan.table.schema, plan.table.name)} ADD CONSTRAINT ${qualified(undefined, plan.names.exclusions[at]!)} EXCLUDE ${exclusion.definition}`)] : [])),
  ...plan.indexes.map(({ index, name }) => createIndex(plan.table, index, name)),
];

export const createIndex = (table: Table, index: Index, name: string, more: readonly Python[] = []): Python => {
  const { parts, options } = indexParts(index);
  return call("op.create_index", [fixed(name), pythonString(table.name), list(parts), ...schemaOf(table), ...options, ...more]);
};

export const createForeignKey = (table: Table, key: ForeignKey, name: string, more: readonly Python[] = []): Python =>
  call("op.create_foreign_key", [fixed(name), pythonString(table.name), pythonString(key.target.table), list(names(key.columns)), list(names(key.target.columns)), ...foreignKeyOptions(key), ...schemaOf(table, "source_schema"), ...schemaOf(key.target, "referent_schema"), ...more]);

export const dropConstraint = (table: Table, name: string, type: string): Python => call("op.drop_constraint", [fixed(name), pythonString(table.name), ...schemaOf(table), keyword("type_", pythonString(type))]);

export const dropTable = (table: Table): Python => call("op.drop_table", [pythonString(table.name), ...schemaOf(table)]);

/** What `writePostgresql` writes for a part of a document, each statement an operation. */
export const sqlOf = (part: Partial<TableDocument>): readonly Python[] => {
  const nothing: TableDocument = { dialect: "postgresql", schemas: [], extensions: [], enums: [], domains: [], tables: [], views: [] };
  const counts = [...(part.schemas ?? []), ...(part.extensions ?? []), ...(part.enums ?? []), ...(part.domains ?? []), ...(part.sequences ?? []), ...(part.views ?? [])];
  return counts.flatMap((one) => {
    const found = Object.entries(part).find(([, things]) => Array.isArray(things) && things.includes(one as never))![0];
    const described = typeof one === "object" && "doc" in one && one.doc !== undefined;
    const sql = writePostgresql({ ...nothing, [found]: [one] }).text.trim().replace(/;$/, "");
    if (!described) return [execute(sql)];
    const at = sql.lastIndexOf("COMMENT ON ");
    return [execute(sql.slice(0, at).trim().replace(/;$/, "")), execute(sql.slice(at))];
  });
};

/** A partition: what it has of its own beyond its bounds is a loss. */
export const createPartition = (table: Table, context: MigrationContext): readonly Python[] => {
  const { partitionOf } = table;
  if (partitionOf === undefined) return [];
  const own = [...(table.primaryKey === undefined ? [] : [table.primaryKey]), ...table.uniques, ...table.foreignKeys, ...table.checks, ...(table.exclusions ?? [])];
  if (own.length > 0) context.lost(`the constraints of the partition ${table.name}`, table.at);
  const name = qualified(table.schema, table.name);
  return [
    execute(`CREATE TABLE ${name} PARTITION OF ${qualified(partitionOf.schema, partitionOf.table)} ${partitionOf.bounds}${table.partitionBy === undefined ? "" : ` PARTITION BY ${table.partitionBy}`}`),
    ...(table.doc === undefined ? [] : [execute(`COMMENT ON TABLE ${name} IS ${literal(table.doc)}`)]),
  ];
};

/** A comment on a table or a column; no operation for a column touches nothing else. */
export const tableComment = (table: Table): Python => (table.doc === undefined ? call("op.drop_table_comment", [pythonString(table.name), ...schemaOf(table)]) : call("op.create_table_comment", [pythonString(table.name), text(table.doc), ...schemaOf(table)]));
