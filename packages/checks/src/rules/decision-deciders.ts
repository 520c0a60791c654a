import { settingOf } from "@groundplan/model";
import { adr, statusOf } from "../decisions.ts";
import type { Rule } from "../rule.ts";

export const decisionDeciders: Rule = {
  code: "decision/deciders",
  severity: "warning",
  title: "Decision that nobody decided",
  what: "A decision that is no draft does not say who decided, or who is to.",
  why: "Whoever doubts it later, or needs it changed, does not know whom to ask.",
  fix: "Write deciders: and the teams or roles in its front matter.",
  good: adr("0001-queue", { deciders: "[Ordering]" }),
  bad: adr("0001-queue", { deciders: undefined }),
  scope: "element",
  missing: ["here"],
  kinds: ["decision"],
  check(element, { report }) {
    if (statusOf(element) !== "draft" && !settingOf(element, "deciders")) report({ element: element.id }, `${element.title} does not say who decided.`, { hint: "Write deciders: [ordering] in its front matter." });
  },
};
