import { lossyChange } from "@groundplan/design";
import { migrationCoverage, nameOf, READS_OF_MIGRATIONS } from "../migrations.ts";
import type { Rule } from "../rule.ts";

export const migrationLossyType: Rule = {
  code: "migration/lossy-type",
  severity: "error",
  title: "Type that a migration changes without saying how",
  what: "A column goes from one type to another in which not every value has a place, and no via says how.",
  why: "PostgreSQL would cut, round or refuse values, and which of these is found out in the middle of the backfill.",
  fix: "Say how, over the old columns: units, nanos -> total via \"units + nanos / 1e9\". Wider numbers, longer strings and texts of what has one need nothing.",
  good: 'database orders "Orders" {\n  entity Purchase { id: int64 key; total: string; table purchase }\n  entity Order { id: int64 key; total: int64 }\n}\nmigration move-orders "Orders under a new name" {\n  mapping Purchase -> Order { total -> total via "total::bigint" }\n  rollback: "Until contract."\n}',
  bad: 'database orders "Orders" {\n  entity Purchase { id: int64 key; total: string; table purchase }\n  entity Order { id: int64 key; total: int64 }\n}\nmigration move-orders "Orders under a new name" {\n  mapping Purchase -> Order { total -> total }\n  rollback: "Until contract."\n}',
  scope: "element",
  kinds: ["migration"],
  reads: READS_OF_MIGRATIONS,
  check(element, { model, report }) {
    for (const { mapping, coverage } of migrationCoverage(model, element.id)) {
      for (const column of coverage.columns) {
        const change = lossyChange(model, column);
        const { field, line, from } = column;
        if (change) report({ element: line?.id ?? mapping.id }, `The column ${nameOf(model, from[0]!)} is ${change.before} and ${nameOf(model, field)} is ${change.after}: ${change.why}.`, { hint: `Say how: ${nameOf(model, from[0]!)} -> ${nameOf(model, field)} via "…".`, related: [{ at: { element: field }, message: "declared here" }] });
      }
    }
  },
};
