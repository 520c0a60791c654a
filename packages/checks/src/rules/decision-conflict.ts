import { settingOf, targetsOf } from "@groundplan/model";
import { adr, statusOf } from "../decisions.ts";
import type { Rule } from "../rule.ts";

export const decisionConflict: Rule = {
  code: "decision/conflict",
  severity: "error",
  title: "Two accepted decisions that conflict",
  what: "A decision names another one in conflicts, and both are accepted.",
  why: "Whoever follows the one breaks the other.",
  fix: "Supersede one of them, or say in both where each holds and take the conflict away.",
  good: `${adr("0001-queue", { status: "rejected" })}\n${adr("0002-log", { conflicts: "[1]" })}`,
  bad: `${adr("0001-queue", {})}\n${adr("0002-log", { conflicts: "[1]" })}`,
  scope: "model",
  reads: ["decision"],
  check({ model, lookup, report }) {
    for (const decision of lookup.of("decision")) {
      if (statusOf(decision) !== "accepted") continue;
      for (const [value, name] of targetsOf(settingOf(decision, "conflicts")).entries()) {
        const other = model.element(name)!;
        if (name === decision.id || statusOf(other) !== "accepted") continue;
        // Where each names the other it is told once.
        if (name < decision.id && targetsOf(settingOf(other, "conflicts")).includes(decision.id)) continue;
        report({ element: decision.id, setting: "conflicts", value }, `${decision.title} cannot stand beside ${other.title}, and both are accepted.`, { hint: "Supersede one of them.", related: [{ at: { element: name }, message: "the other one" }] });
      }
    }
  },
};
