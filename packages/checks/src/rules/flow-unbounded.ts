import { callsOf, readFlow } from "@groundplan/design";
import { settingOf } from "@groundplan/model";
import { READS_OF_FLOWS } from "../follows.ts";
import type { Rule } from "../rule.ts";

export const flowUnbounded: Rule = {
  code: "flow/unbounded",
  severity: "warning",
  title: "Flow that waits for another's system without a limit",
  what: "A step of a flow calls an external system, and neither the step nor the relation that it follows says how long the caller waits.",
  why: "Nobody here can mend what others run. When it hangs, every step before this one hangs with it, up to the person who began the flow.",
  fix: "Say how long the caller waits, in the step or in the relation: timeout: 2s.",
  good: 'service payment "Payment" { -> cards "charges" { timeout: 2s } }\nexternal cards "Cards"\nflow Pay { payment -> cards }',
  bad: 'service payment "Payment" { -> cards "charges" }\nexternal cards "Cards"\nflow Pay { payment -> cards }',
  scope: "element",
  missing: ["here"],
  kinds: ["flow"],
  reads: READS_OF_FLOWS,
  check(element, { model, report }) {
    const flow = readFlow(model, element.id);
    for (const call of callsOf(flow?.steps ?? [])) {
      const [from, to] = [model.element(call.from), model.element(call.to)];
      if (call.is !== "call" || to?.kind.group !== "external" || from === undefined || from.kind.group === "actor" || from.kind.group === "external") continue;
      const step = model.element(call.id);
      if ((step && settingOf(step, "timeout")) || call.relations.some((relation) => settingOf(relation, "timeout"))) continue;
      report({ element: call.id }, `Nothing says how long ${from.title} waits for ${to.title}.`, { hint: "Add { timeout: 2s } to the step or to the relation." });
    }
  },
};
