import { settingOf } from "@groundplan/model";
import type { Rule } from "../rule.ts";

export const candidateReasons: Rule = {
  code: "candidate/reasons",
  severity: "warning",
  title: "Candidate with one side only",
  what: "A candidate does not say what speaks for it, or not what speaks against it.",
  why: "Whatever was taken has a price; where none is written down, it was not looked for.",
  fix: "Add pros and cons, a few words each.",
  good: 'choice store "Where orders are kept" {\n  candidate postgresql "PostgreSQL" { pros: "Known to all"; cons: "One writer" }\n}',
  bad: 'choice store "Where orders are kept" {\n  candidate postgresql "PostgreSQL" { pros: "Known to all" }\n}',
  scope: "element",
  missing: ["here"],
  kinds: ["candidate"],
  check(element, { report }) {
    const missing = (["pros", "cons"] as const).filter((name) => !settingOf(element, name));
    if (missing.length === 0) return;
    const sides = missing.map((name) => (name === "pros" ? "for" : "against")).join(" and ");
    report({ element: element.id }, `${element.title} does not say what speaks ${sides} it.`, { hint: `Add ${missing.map((name) => `${name}: "…"`).join(" and ")}.` });
  },
};
