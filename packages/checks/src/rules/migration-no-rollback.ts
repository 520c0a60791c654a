import { readMigration } from "@groundplan/design";
import type { Rule } from "../rule.ts";

export const migrationNoRollback: Rule = {
  code: "migration/no-rollback",
  severity: "warning",
  title: "Migration that says nothing of the way back",
  what: "A migration does not say until when there is a way back, and how it is gone.",
  why: "In the hour of the cut-over nobody has the time to work it out.",
  fix: "Add rollback: \"Until contract: \u2026\", and say what becomes of what was written since the switch.",
  good: 'database orders "Orders" {\n  entity Purchase { id: int64 key; total: int64; table purchase }\n  entity Order { id: int64 key; total: int64 }\n}\nmigration move-orders "Orders under a new name" {\n  mapping Purchase -> Order { }\n  rollback: "Until contract."\n}',
  bad: 'database orders "Orders" {\n  entity Purchase { id: int64 key; total: int64; table purchase }\n  entity Order { id: int64 key; total: int64 }\n}\nmigration move-orders "Orders under a new name" {\n  mapping Purchase -> Order { }\n}',
  scope: "element",
  missing: ["here"],
  kinds: ["migration"],
  check(element, { model, report }) {
    if (readMigration(model, element.id)?.rollback === undefined) report({ element: element.id }, `${element.title} does not say how there is a way back.`, { hint: 'Add rollback: "Until contract: …".' });
  },
};
