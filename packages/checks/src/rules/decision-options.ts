import { adr, isOpen } from "../decisions.ts";
import type { Rule } from "../rule.ts";

export const decisionOptions: Rule = {
  code: "decision/options",
  severity: "warning",
  title: "Decision without an alternative",
  what: "A proposed or accepted decision lists fewer than two considered options.",
  why: "A decision is a choice among options; without them nobody can tell later whether the others were seen.",
  fix: "List them under ## Considered Options, what it would be to do nothing included.",
  good: adr("0001-queue", { options: ["Kafka", "A table as queue"] }),
  bad: adr("0001-queue", { options: ["Kafka"] }),
  scope: "element",
  missing: ["here"],
  kinds: ["decision"],
  check(element, { decision, report }) {
    const document = decision(element.id);
    if (!document || !isOpen(element) || document.options.length >= 2) return;
    report({ element: element.id }, `${element.title} considers ${document.options.length === 0 ? "no options" : "one option only"}.`, { hint: "List what was considered under ## Considered Options, one entry each." });
  },
};
