import type { Writing } from "../reading.ts";
import { compareTables, type TableChange } from "../sql/compare.ts";
import { literal, qualified, quotePostgresql as quote } from "../sql/keywords.ts";
import { typeText } from "../sql/write-postgresql.ts";
import { planTables, type PlannedTable } from "../sqlalchemy/plan.ts";
import { call, keyword, pythonString, text, type Python } from "../sqlalchemy/python.ts";
import { defaultValue } from "../sqlalchemy/schema-items.ts";
import { columnType } from "../sqlalchemy/tables.ts";
import type { Column, Table, TableDocument } from "../tables.ts";
import { migrationColumn, migrationContext, migrationText, type MigrationContext } from "./context.ts";
import { behindTable, createForeignKey, createIndex, createPartition, createTable, dropConstraint, dropTable, execute, schemaOf, sqlOf, statement, tableComment } from "./operations.ts";

/** Settings of a migration from one state to the next. */
export interface WriteAlembicChangeOptions {
  readonly revision: string;
  /** The migration before it. */
  readonly downRevision: string;
  readonly message: string;
}

/**
 * Writes the migration that makes the second document of the first: what is added comes first and what is taken away last, so that programs
 * of both states work in between. New columns that may not be null are so at once only with a default; otherwise NOT NULL is set behind
 * them, and fails where rows have no value. Keys and checks of tables that were there are added `NOT VALID` and validated then. `downgrade`
 * is the same the other way round; rows that were lost do not come back. `changes`: of `compareTables(before, after)`.
 */
export const writeAlembicChange = (before: TableDocument, after: TableDocument, changes: readonly TableChange[], options: WriteAlembicChangeOptions): Writing => {
  const context = migrationContext([before, after]);
  const up = direction(before, after, changes, context);
  const down = direction(after, before, compareTables(after, before), { ...context, losses: [], lost: () => undefined });
  return { text: migrationText(options, context, up, down), losses: context.losses };
};

const keyOf = (thing: { readonly schema?: string; readonly name: string }): string => qualified(thing.schema, thing.name);

const direction = (before: TableDocument, after: TableDocument, changes: readonly TableChange[], context: MigrationContext): readonly string[] => {
  const expand: Python[] = [];
  const contract: Python[] = [];
  const untold = (change: TableChange): void => context.lost(`the change of ${change.property ?? change.kind} of ${change.name ?? change.of}`);
  const of = (kind: TableChange["kind"], change: TableChange["change"]): readonly TableChange[] => changes.filter((one) => one.kind === kind && one.change === change);
  const named = <Thing extends { readonly schema?: string; readonly name: string }>(things: readonly Thing[], found: readonly TableChange[]): readonly Thing[] => things.filter((thing) => found.some((one) => one.of === keyOf(thing)));
  const [oldPlans, newPlans] = [planTables(before, []), planTables(after, context.losses)];
  const planOf = (plans: readonly PlannedTable[], name: string): PlannedTable | undefined => plans.find((plan) => keyOf(plan.table) === name);

  expand.push(...sqlOf({ extensions: after.extensions.filter((one) => of("extension", "added").some((change) => change.of === one)) }), ...sqlOf({ schemas: after.schemas.filter((one) => of("schema", "added").some((change) => change.of === one.name)) }));
  expand.push(...sqlOf({ enums: named(after.enums, of("enum", "added")) }));
  for (const change of of("enum value", "added")) {
    const type = after.enums.find((one) => keyOf(one) === change.of)!;
    const at = type.values.indexOf(change.name!);
    expand.push(execute(`ALTER TYPE ${change.of} ADD VALUE IF NOT EXISTS ${literal(change.name!)}${at + 1 < type.values.length && at > 0 ? ` AFTER ${literal(type.values[at - 1]!)}` : at === 0 && type.values.length > 1 ? ` BEFORE ${literal(type.values[1]!)}` : ""}`));
  }
  for (const change of [...of("enum value", "dropped"), ...of("enum", "changed"), ...of("domain", "changed"), ...of("sequence", "changed"), ...of("schema", "changed")]) untold(change);
  expand.push(...sqlOf({ domains: named(after.domains, of("domain", "added")) }), ...sqlOf({ sequences: named(after.sequences ?? [], of("sequence", "added")) }));
  const views = [...named(before.views, of("view", "dropped")), ...named(before.views, of("view", "changed"))];
  const dropView = (view: TableDocument["views"][number]): Python => execute(`DROP ${view.materialized ? "MATERIALIZED VIEW" : "VIEW"} ${keyOf(view)}`);
  expand.push(...views.toReversed().map(dropView));

  const addedTables = new Set(of("table", "added").map((change) => change.of));
  for (const plan of newPlans) {
    if (!addedTables.has(keyOf(plan.table))) continue;
    expand.push(...(plan.table.partitionOf === undefined ? [createTable(plan, context)] : createPartition(plan.table, context)), ...behindTable(plan));
  }
  for (const plan of newPlans) for (const { key, name, later } of plan.foreignKeys) if (later && addedTables.has(keyOf(plan.table))) expand.push(createForeignKey(plan.table, key, name));

  for (const plan of newPlans) {
    const old = planOf(oldPlans, keyOf(plan.table));
    if (old !== undefined) changeTable(old, plan, changes.filter((change) => change.of === keyOf(plan.table)), expand, contract, context, untold);
  }
  const goneTables = new Set(of("table", "dropped").map((change) => change.of));
  const gone = oldPlans.filter((plan) => goneTables.has(keyOf(plan.table))).toReversed();
  for (const plan of gone) for (const { name, later } of plan.foreignKeys) if (later) contract.push(dropConstraint(plan.table, name, "foreignkey"));
  contract.push(...gone.map((plan) => dropTable(plan.table)));
  contract.push(
    ...named(before.sequences ?? [], of("sequence", "dropped")).map((one) => execute(`DROP SEQUENCE ${keyOf(one)}`)), ...named(before.domains, of("domain", "dropped")).map((one) => execute(`DROP DOMAIN ${keyOf(one)}`)),
    ...named(before.enums, of("enum", "dropped")).map((one) => execute(`DROP TYPE ${keyOf(one)}`)), ...before.schemas.filter((one) => of("schema", "dropped").some((change) => change.of === one.name)).map((one) => execute(`DROP SCHEMA ${quote(one.name)}`)),
    ...sqlOf({ views: [...named(after.views, of("view", "changed")), ...named(after.views, of("view", "added"))] }),
  );
  return [...expand, ...contract].map(statement);
};

type Untold = (change: TableChange) => void;

const changeTable = (old: PlannedTable, plan: PlannedTable, changes: readonly TableChange[], expand: Python[], contract: Python[], context: MigrationContext, untold: Untold): void => {
  const { table } = plan;
  const name = keyOf(table);
  const notNull: Python[] = [];
  for (const change of changes) {
    const column = table.columns.find((one) => one.name === change.name);
    if (change.kind === "table" && change.property === "doc") expand.push(tableComment(table));
    else if (change.kind === "table") untold(change);
    else if (change.kind === "column" && change.change === "added") {
      const waits = !column!.nullable && column!.default === undefined && column!.identity === undefined && column!.generated === undefined;
      expand.push(call("op.add_column", [pythonString(table.name), migrationColumn({ ...table, primaryKey: undefined }, column!, context, waits || (column!.nullable && column!.identity === undefined)), ...schemaOf(table)]));
      if (waits) notNull.push(call("op.alter_column", [pythonString(table.name), pythonString(column!.name), keyword("nullable", "False"), ...schemaOf(table)]));
    } else if (change.kind === "column" && change.change === "dropped") contract.push(call("op.drop_column", [pythonString(table.name), pythonString(change.name!), ...schemaOf(table)]));
    else if (change.kind === "column") alterColumn(table, old.table.columns.find((one) => one.name === change.name)!, column!, change, expand, notNull, context, untold);
  }
  // What is dropped goes before what takes its name; the rest waits until all is there.
  const [gone, came] = [constraintsOf(old), constraintsOf(plan)];
  for (const [text, one] of gone) {
    const columnGone = changes.some((change) => change.kind === "column" && change.change === "dropped");
    const other = came.get(text);
    if (other === undefined) (columnGone ? contract : expand).push(one.drop);
    else if (other.name !== one.name) expand.push(execute(one.kind === "index" ? `ALTER INDEX ${qualified(table.schema, one.name)} RENAME TO ${quote(other.name)}` : `ALTER TABLE ${name} RENAME CONSTRAINT ${quote(one.name)} TO ${quote(other.name)}`));
  }
  // A constraint of a column that is dropped goes with it, so that it has to be dropped before.
  const drops = new Set([...gone].filter(([text]) => !came.has(text)).map(([, one]) => one.drop));
  const early = contract.filter((operation) => drops.has(operation));
  if (early.length > 0) contract.splice(0, contract.length, ...early, ...contract.filter((operation) => !drops.has(operation)));
  expand.push(...notNull);
  for (const [text, one] of came) if (!gone.has(text)) expand.push(...one.add);
};

interface Constraint {
  readonly kind: "constraint" | "index";
  readonly name: string;
  readonly add: readonly Python[];
  readonly drop: Python;
}

/** The constraints and indexes of a table by what they say. */
const constraintsOf = (plan: PlannedTable): ReadonlyMap<string, Constraint> => {
  const { table, names } = plan;
  const found = new Map<string, Constraint>();
  const name = keyOf(table);
  const columns = (all: readonly string[]): Python => ({ is: "group", open: "[", items: all.map(pythonString), close: "]" });
  const fixed = (one: string): Python => call("op.f", [pythonString(one)]);
  const validate = (one: string): Python => execute(`ALTER TABLE ${name} VALIDATE CONSTRAINT ${quote(one)}`);
  const put = (text: unknown, kind: Constraint["kind"], one: string, add: readonly Python[], drop: Python): void => void found.set(JSON.stringify(text, (key, value: unknown) => (key === "at" || key === "name" ? undefined : value)), { kind, name: one, add, drop });
  if (table.primaryKey !== undefined) put(["pk", table.primaryKey], "constraint", names.primaryKey!, [call("op.create_primary_key", [fixed(names.primaryKey!), pythonString(table.name), columns(table.primaryKey.columns), ...schemaOf(table)])], dropConstraint(table, names.primaryKey!, "primary"));
  table.uniques.forEach((key, at) => put(["uq", key], "constraint", names.uniques[at]!, [call("op.create_unique_constraint", [fixed(names.uniques[at]!), pythonString(table.name), columns(key.columns), ...schemaOf(table)])], dropConstraint(table, names.uniques[at]!, "unique")));
  for (const { key, name: one } of plan.foreignKeys) put(["fk", key], "constraint", one, [createForeignKey(table, key, one, [keyword("postgresql_not_valid", "True")]), validate(one)], dropConstraint(table, one, "foreignkey"));
  table.checks.forEach((check, at) => put(["ck", check], "constraint", names.checks[at]!, [execute(`ALTER TABLE ${name} ADD CONSTRAINT ${quote(names.checks[at]!)} CHECK (${check.expression}) NOT VALID`), validate(names.checks[at]!)], dropConstraint(table, names.checks[at]!, "check")));
  (table.exclusions ?? []).forEach((one, at) => put(["ex", one], "constraint", names.exclusions[at]!, [execute(`ALTER TABLE ${name} ADD CONSTRAINT ${quote(names.exclusions[at]!)} EXCLUDE ${one.definition}`)], execute(`ALTER TABLE ${name} DROP CONSTRAINT ${quote(names.exclusions[at]!)}`)));
  for (const { index, name: one } of plan.indexes) put(["ix", index], "index", one, [createIndex(table, index, one)], call("op.drop_index", [fixed(one), keyword("table_name", pythonString(table.name)), ...schemaOf(table)]));
  return found;
};

const alterColumn = (table: Table, old: Column, column: Column, change: TableChange, expand: Python[], notNull: Python[], context: MigrationContext, untold: Untold): void => {
  const alter = (...more: readonly Python[]): Python => call("op.alter_column", [pythonString(table.name), pythonString(column.name), ...more, ...schemaOf(table)]);
  const where = `ALTER TABLE ${keyOf(table)} ALTER COLUMN ${quote(column.name)}`;
  switch (change.property) {
    case "type":
    case "collation": {
      const type = columnType(table, column, context);
      expand.push(alter(keyword("type_", type.sql), keyword("postgresql_using", text(`${quote(column.name)}::${typeText(column.type)}`))));
      return;
    }
    case "nullable":
      if (column.nullable) expand.push(alter(keyword("nullable", "True")));
      else notNull.push(alter(keyword("nullable", "False")));
      return;
    case "default":
      expand.push(alter(keyword("server_default", column.default === undefined ? "None" : defaultValue(column.default))));
      return;
    case "doc":
      expand.push(alter(keyword("comment", column.doc === undefined ? "None" : text(column.doc))));
      return;
    case "identity":
      expand.push(execute(column.identity === undefined ? `${where} DROP IDENTITY` : old.identity === undefined ? `${where} ADD GENERATED ${column.identity.toUpperCase()} AS IDENTITY` : `${where} SET GENERATED ${column.identity.toUpperCase()}`));
      return;
    case "generated":
      if (column.generated === undefined) expand.push(execute(`${where} DROP EXPRESSION`));
      else untold(change);
      return;
    default:
      untold(change);
  }
};
