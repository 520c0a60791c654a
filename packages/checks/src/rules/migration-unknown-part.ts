import { nearest } from "@groundplan/vocabulary";
import { migrationCoverage, nameOf, READS_OF_MIGRATIONS } from "../migrations.ts";
import type { Rule } from "../rule.ts";

export const migrationUnknownPart: Rule = {
  code: "migration/unknown-part",
  severity: "error",
  title: "Mapping to a part of a field that is not there",
  what: "A line of a mapping names a part of a record behind a dot, and the record has no such part.",
  why: "The column that is meant is not there, so that nothing is moved into it.",
  fix: "Write the part as its type declares it.",
  good: 'database orders "Orders" {\n  entity Purchase { id: int64 key; total: int64; table purchase }\n  entity Order { id: int64 key; total: Price }\n  type Price { amount: int64; currency: string(3) = "EUR" }\n}\nmigration move-orders "Orders under a new name" {\n  mapping Purchase -> Order { total -> total.amount }\n  rollback: "Until contract."\n}',
  bad: 'database orders "Orders" {\n  entity Purchase { id: int64 key; total: int64; table purchase }\n  entity Order { id: int64 key; total: Price }\n  type Price { amount: int64; currency: string(3) = "EUR" }\n}\nmigration move-orders "Orders under a new name" {\n  mapping Purchase -> Order { total -> total.amuont }\n  rollback: "Until contract."\n}',
  scope: "element",
  kinds: ["migration"],
  reads: READS_OF_MIGRATIONS,
  check(element, { model, report }) {
    for (const { coverage } of migrationCoverage(model, element.id)) {
      for (const line of coverage.unknownParts) {
        const columns = coverage.columns.filter(({ field }) => field === line.to).map(({ column }) => column.slice(column.indexOf("_") + 1));
        const near = nearest(line.part!, columns);
        report({ element: line.id, setting: "to" }, `The field ${nameOf(model, line.to!)} has no part ${line.part}.`, { hint: near === undefined ? "Name a part of its type, or the field alone." : `Did you mean ${near}?` });
      }
    }
  },
};
