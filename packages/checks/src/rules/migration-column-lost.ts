import { migrationCoverage, nameOf, READS_OF_MIGRATIONS } from "../migrations.ts";
import type { Rule } from "../rule.ts";

export const migrationColumnLost: Rule = {
  code: "migration/column-lost",
  severity: "error",
  title: "Old column that is neither mapped nor dropped",
  what: "A mapping takes nothing from a column of its old table, and does not say that it is dropped. A column that has one name on both sides is taken without a line.",
  why: "Once the old side is gone, so is what stood in that column, and nobody decided it.",
  fix: "Add a line, old -> new, or say why nothing is lost: drop note \"Nobody reads it.\"",
  good: 'database orders "Orders" {\n  entity Purchase { id: int64 key; total: int64; note: string?; table purchase }\n  entity Order { id: int64 key; total: int64 }\n}\nmigration move-orders "Orders under a new name" {\n  mapping Purchase -> Order { drop note "Empty since 2019." }\n  rollback: "Until contract."\n}',
  bad: 'database orders "Orders" {\n  entity Purchase { id: int64 key; total: int64; note: string?; table purchase }\n  entity Order { id: int64 key; total: int64 }\n}\nmigration move-orders "Orders under a new name" {\n  mapping Purchase -> Order { }\n  rollback: "Until contract."\n}',
  scope: "element",
  missing: ["here"],
  kinds: ["migration"],
  reads: READS_OF_MIGRATIONS,
  check(element, { model, report }) {
    // A table may give some of its columns to one entity and the rest to another.
    const all = migrationCoverage(model, element.id);
    const left = new Map<string, string>();
    for (const { mapping, coverage } of all) if (!mapping.keep) for (const field of coverage.left) left.set(field, mapping.id);
    for (const { mapping, coverage } of all) for (const field of [...coverage.columns.flatMap(({ from }) => from), ...mapping.drops.flatMap(({ fields }) => fields)]) left.delete(field);
    for (const [field, mapping] of left) report({ element: mapping }, `The column ${nameOf(model, field)} of ${nameOf(model, field.slice(0, field.lastIndexOf(".")))} is neither mapped nor dropped.`, { hint: `Write ${nameOf(model, field)} -> …, or drop ${nameOf(model, field)} "why".` });
  },
};
