import { adr, statusOf } from "../decisions.ts";
import type { Rule } from "../rule.ts";

export const decisionSuperseded: Rule = {
  code: "decision/superseded",
  severity: "warning",
  title: "Superseded by nothing",
  what: "A decision has the status superseded, and no decision supersedes it.",
  why: "A reader who finds it learns that it no longer holds, and not what does.",
  fix: "Write supersedes: [1] in the front matter of the one that takes its place; or deprecated, if nothing does.",
  good: `${adr("0001-queue", { status: "superseded" })}\n${adr("0002-log", { supersedes: "[1]" })}`,
  bad: adr("0001-queue", { status: "superseded" }),
  scope: "model",
  missing: ["here", "decision"],
  reads: ["decision"],
  check({ lookup, report }) {
    for (const decision of lookup.of("decision")) {
      if (statusOf(decision) !== "superseded" || lookup.naming("supersedes", decision.id).length > 0) continue;
      report({ element: decision.id, setting: "status" }, `Nothing supersedes ${decision.title}.`, { hint: "Write supersedes: and its number in the one that takes its place; or status: deprecated." });
    }
  },
};
