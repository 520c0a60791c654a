import { settingOf } from "@groundplan/model";
import { adr, statusOf } from "../decisions.ts";
import type { Rule } from "../rule.ts";

export const decisionDate: Rule = {
  code: "decision/date",
  severity: "warning",
  title: "Decision without a date",
  what: "A decision that is no draft does not say when its status was last changed.",
  why: "What was known and possible on that day is part of the reason.",
  fix: "Write date: 2026-02-11 in its front matter.",
  good: adr("0001-queue", { date: "2026-02-11" }),
  bad: adr("0001-queue", { date: undefined }),
  scope: "element",
  missing: ["here"],
  kinds: ["decision"],
  check(element, { report }) {
    if (statusOf(element) !== "draft" && !settingOf(element, "date")) report({ element: element.id }, `${element.title} does not say when it was decided.`, { hint: "Write date: 2026-02-11 in its front matter." });
  },
};
