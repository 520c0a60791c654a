import { migrationCoverage, nameOf, READS_OF_MIGRATIONS } from "../migrations.ts";
import type { Rule } from "../rule.ts";

export const migrationFieldUnfilled: Rule = {
  code: "migration/field-unfilled",
  severity: "error",
  title: "Required field that a migration never fills",
  what: "An entity that a migration fills has a field that may not be missing and has no default, and no line of the mapping fills it.",
  why: "The rows that are there cannot become rows of the new table: the backfill stops at the first of them.",
  fix: "Map an old column to it, fill it in (placed_at = \"now()\"), give it a default, or let it be missing.",
  good: 'database orders "Orders" {\n  entity Purchase { id: int64 key; total: int64; table purchase }\n  entity Order { id: int64 key; total: int64; placed_at: datetime }\n}\nmigration move-orders "Orders under a new name" {\n  mapping Purchase -> Order { placed_at = "now()" }\n  rollback: "Until contract."\n}',
  bad: 'database orders "Orders" {\n  entity Purchase { id: int64 key; total: int64; table purchase }\n  entity Order { id: int64 key; total: int64; placed_at: datetime }\n}\nmigration move-orders "Orders under a new name" {\n  mapping Purchase -> Order { }\n  rollback: "Until contract."\n}',
  scope: "element",
  missing: ["here"],
  kinds: ["migration"],
  reads: READS_OF_MIGRATIONS,
  check(element, { model, report }) {
    for (const { mapping, coverage } of migrationCoverage(model, element.id)) {
      const empty = new Set(coverage.columns.filter(({ line, from, nullable, falls }) => !line && from.length === 0 && !nullable && !falls).map(({ field }) => field));
      for (const field of empty) report({ element: mapping.id }, `Nothing fills ${nameOf(model, field)} of ${nameOf(model, mapping.to!)}, which may not be missing.`, { hint: `Write old -> ${nameOf(model, field)}, or ${nameOf(model, field)} = "…".`, related: [{ at: { element: field }, message: "declared here" }] });
    }
  },
};
