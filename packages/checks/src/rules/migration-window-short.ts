import { estimateBackfill, readMigration } from "@groundplan/design";
import { writeQuantity } from "@groundplan/vocabulary";
import { READS_OF_MIGRATIONS } from "../migrations.ts";
import type { Rule } from "../rule.ts";

export const migrationWindowShort: Rule = {
  code: "migration/window-short",
  severity: "warning",
  title: "Window that is too short for the backfill",
  what: "Moving the rows of a migration takes longer than its window: rows, by count or by the volume of the entity, divided by the rate; where no rate is said, 2000 rows a second.",
  why: "The backfill is broken off, or runs on into the hours in which everybody else needs the database.",
  fix: "Measure the rate on a copy and say it (rate: 5k/s; measured: 2026-10-01), widen the window, or spread the backfill over several: begun anew, it passes over what is there.",
  good: 'database orders "Orders" {\n  entity Purchase { id: int64 key; total: int64; table purchase }\n  entity Order { id: int64 key; total: int64 }\n}\nmigration move-orders "Orders under a new name" {\n  mapping Purchase -> Order { id -> id }\n  rows: 10M; rate: 5k/s; window: 2h\n  rollback: "Until contract."\n}',
  bad: 'database orders "Orders" {\n  entity Purchase { id: int64 key; total: int64; table purchase }\n  entity Order { id: int64 key; total: int64 }\n}\nmigration move-orders "Orders under a new name" {\n  mapping Purchase -> Order { id -> id }\n  rows: 100M; rate: 5k/s; window: 2h\n  rollback: "Until contract."\n}',
  scope: "element",
  kinds: ["migration"],
  reads: READS_OF_MIGRATIONS,
  check(element, { model, report }) {
    const migration = readMigration(model, element.id);
    if (migration?.window === undefined) return;
    const { seconds, rate, rateIs } = estimateBackfill(model, migration, () => true);
    if (seconds <= migration.window.base) return;
    report({ element: element.id, setting: "window" }, `The backfill takes ${(seconds / 3600).toFixed(1)} h at ${rate} rows a second, as is ${rateIs}; the window has ${writeQuantity(migration.window)}.`, { hint: "Widen it, measure the rate, or let the backfill go on over several windows." });
  },
};
