import { adr } from "../decisions.ts";
import type { Rule } from "../rule.ts";

export const decisionGap: Rule = {
  code: "decision/gap",
  severity: "info",
  title: "Gap in the numbers of the decisions",
  what: "Between two decisions one or more numbers are missing.",
  why: "A log whose entries can vanish is none: a decision that no longer holds is superseded or deprecated, and stays.",
  fix: "Bring the missing file back; if there never was one, there is nothing to do but to know it.",
  good: `${adr("0001-queue", {})}\n${adr("0002-log", {})}`,
  bad: `${adr("0001-queue", {})}\n${adr("0004-log", {})}`,
  scope: "model",
  missing: ["here", "decision"],
  reads: ["decision"],
  check({ lookup, report }) {
    const numbered = lookup.of("decision").flatMap((decision) => {
      const number = Number(/^adr-(\d+)$/.exec(decision.name)?.[1] ?? "0");
      return number > 0 ? [{ decision, number }] : [];
    }).sort((a, b) => a.number - b.number);
    for (const [index, { decision, number }] of numbered.entries()) {
      const before = numbered[index - 1];
      if (!before || number <= before.number + 1) continue;
      const missing = number === before.number + 2 ? `Decision ${before.number + 1} is` : `Decisions ${before.number + 1} to ${number - 1} are`;
      report({ element: decision.id }, `${missing} missing before ${decision.title}.`, { hint: "A decision that no longer holds stays in the log, superseded or deprecated." });
    }
  },
};
