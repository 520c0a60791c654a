import { PHASE_ORDER, readMigration } from "@groundplan/design";
import type { Rule } from "../rule.ts";

export const migrationPhaseOrder: Rule = {
  code: "migration/phase-order",
  severity: "error",
  title: "Phases of a migration in the wrong order",
  what: "A migration names its phases, and one of them comes before another that must come first, or is left out though a later one counts on it: expand, sync, backfill, validate, switch, contract. Only sync may be left out.",
  why: "What is taken away before it was proved that nothing is lost is gone; a switch to tables that are not filled shows empty pages.",
  fix: "Name the phases in their order, or name none: then all six are gone through.",
  good: 'database orders "Orders" {\n  entity Purchase { id: int64 key; total: int64; table purchase }\n  entity Order { id: int64 key; total: int64 }\n}\nmigration move-orders "Orders under a new name" {\n  mapping Purchase -> Order { }\n  phase expand; phase backfill; phase validate; phase switch; phase contract\n  rollback: "Until contract."\n}',
  bad: 'database orders "Orders" {\n  entity Purchase { id: int64 key; total: int64; table purchase }\n  entity Order { id: int64 key; total: int64 }\n}\nmigration move-orders "Orders under a new name" {\n  mapping Purchase -> Order { }\n  phase expand; phase backfill; phase switch; phase contract; phase validate\n  rollback: "Until contract."\n}',
  scope: "element",
  kinds: ["migration"],
  check(element, { model, report }) {
    const phases = readMigration(model, element.id)?.phases ?? [];
    for (const [at, phase] of phases.entries()) {
      const before = phases.slice(0, at).map(({ name }) => name);
      if (before.includes(phase.name)) report({ element: phase.id }, `The phase ${phase.name} comes twice.`);
      const lacking = PHASE_ORDER.slice(0, PHASE_ORDER.indexOf(phase.name)).filter((name) => name !== "sync" && !before.includes(name));
      const late = before.includes("sync") || phase.name !== "backfill" ? undefined : phases.slice(at).find(({ name }) => name === "sync");
      if (lacking.length > 0) report({ element: phase.id }, `The phase ${phase.name} comes before ${lacking.join(" and ")}.`, { hint: `The order is ${PHASE_ORDER.join(", ")}.` });
      else if (late) report({ element: late.id }, "The phase sync comes behind backfill: what is written in between is lost.", { hint: `The order is ${PHASE_ORDER.join(", ")}.` });
    }
  },
};
