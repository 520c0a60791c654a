import type { Writing } from "../reading.ts";
import { qualified } from "../sql/keywords.ts";
import { planTables } from "../sqlalchemy/plan.ts";
import type { Python } from "../sqlalchemy/python.ts";
import type { TableDocument } from "../tables.ts";
import { migrationContext, migrationText } from "./context.ts";
import { behindTable, createForeignKey, createPartition, createTable, dropConstraint, dropTable, execute, sqlOf, statement } from "./operations.ts";

/** Settings of a first migration. */
export interface WriteAlembicOptions {
  readonly revision: string;
  /** What it does, in one line. */
  readonly message: string;
}

/**
 * Writes the first migration of Alembic 1.13 or newer, for PostgreSQL: extensions, schemas, types and sequences, then each table with its
 * indexes in the order of references, foreign keys that close a circle, partitions, views. `downgrade` takes all away in the opposite order,
 * but for extensions, which may have been there before.
 */
export const writeAlembic = (document: TableDocument, options: WriteAlembicOptions): Writing => {
  const context = migrationContext([document]);
  const up: Python[][] = [];
  const down: Python[][] = [];
  const { schemas, extensions, enums, domains, sequences = [], views } = document;
  up.push([...sqlOf({ extensions }), ...sqlOf({ schemas }), ...sqlOf({ enums }), ...sqlOf({ domains }), ...sqlOf({ sequences })]);
  down.push([
    ...sequences.map((one) => execute(`DROP SEQUENCE ${qualified(one.schema, one.name)}`)).toReversed(), ...domains.map((one) => execute(`DROP DOMAIN ${qualified(one.schema, one.name)}`)).toReversed(),
    ...enums.map((one) => execute(`DROP TYPE ${qualified(one.schema, one.name)}`)).toReversed(), ...schemas.map((one) => execute(`DROP SCHEMA ${qualified(undefined, one.name)}`)).toReversed(),
  ]);
  const plans = planTables(document, context.losses);
  const late: Python[] = [];
  const early: Python[] = [];
  for (const plan of plans) {
    if (plan.table.partitionOf === undefined) up.push([createTable(plan, context), ...behindTable(plan)]);
    else up.push([...createPartition(plan.table, context), ...behindTable(plan)]);
    down.push([dropTable(plan.table)]);
    for (const { key, name, later } of plan.foreignKeys) {
      if (!later) continue;
      late.push(createForeignKey(plan.table, key, name));
      early.push(dropConstraint(plan.table, name, "foreignkey"));
    }
  }
  up.push(late, [...sqlOf({ views })]);
  down.push(early.toReversed(), views.map((one) => execute(`DROP ${one.materialized ? "MATERIALIZED VIEW" : "VIEW"} ${qualified(one.schema, one.name)}`)).toReversed());
  const lines = (groups: readonly (readonly Python[])[]): string[] => groups.flat().map(statement);
  return { text: migrationText(options, context, lines(up), lines(down.toReversed())), losses: context.losses };
};
