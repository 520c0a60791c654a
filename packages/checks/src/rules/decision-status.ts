import { settingOf } from "@groundplan/model";
import { adr } from "../decisions.ts";
import type { Rule } from "../rule.ts";

export const decisionStatus: Rule = {
  code: "decision/status",
  severity: "warning",
  title: "Decision without a status",
  what: "The front matter of a decision has no status.",
  why: "Nobody can tell whether it holds, is still talked about, or was given up.",
  fix: "Write status: draft, proposed, accepted, rejected, deprecated or superseded.",
  good: adr("0001-queue", { status: "accepted" }),
  bad: adr("0001-queue", { status: undefined }),
  scope: "element",
  missing: ["here"],
  kinds: ["decision"],
  check(element, { report }) {
    if (!settingOf(element, "status")) report({ element: element.id }, `${element.title} has no status.`, { hint: "Write status: proposed, or accepted, in its front matter." });
  },
};
