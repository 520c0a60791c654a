import { adr, isOpen } from "../decisions.ts";
import type { Rule } from "../rule.ts";

export const decisionConsequences: Rule = {
  code: "decision/consequences",
  severity: "warning",
  title: "Decision without consequences",
  what: "A proposed or accepted decision lists no consequence, good or bad.",
  why: "The consequences are what the next team lives with; without them the decision looks free.",
  fix: "List them under ### Consequences: * Good, because …; * Bad, because ….",
  good: adr("0001-queue", { consequences: ["Good, because the checkout does not wait"] }),
  bad: adr("0001-queue", { consequences: [] }),
  scope: "element",
  missing: ["here"],
  kinds: ["decision"],
  check(element, { decision, report }) {
    const document = decision(element.id);
    if (document && isOpen(element) && document.consequences.length === 0) report({ element: element.id }, `${element.title} does not say what follows from it.`, { hint: "List under ### Consequences what becomes better by it, and what worse." });
  },
};
