import { settingOf } from "@groundplan/model";
import { adr, statusOf } from "../decisions.ts";
import type { Rule } from "../rule.ts";

export const decisionAffects: Rule = {
  code: "decision/affects",
  severity: "info",
  title: "Accepted decision that affects nothing",
  what: "An accepted decision names neither elements that it shapes nor a decision that it refines or supersedes.",
  why: "Whoever changes an element looks for the decisions behind it, and does not find this one.",
  fix: "Write affects: and the elements in its front matter.",
  good: `system shop "Shop"\n${adr("0001-queue", { affects: "[shop]" })}`,
  bad: adr("0001-queue", { affects: undefined }),
  scope: "element",
  missing: ["here"],
  kinds: ["decision"],
  check(element, { report }) {
    if (statusOf(element) !== "accepted" || ["affects", "refines", "supersedes"].some((name) => settingOf(element, name))) return;
    report({ element: element.id }, `${element.title} affects nothing.`, { hint: "Write affects: [shop.events] in its front matter, with the elements that it shapes." });
  },
};
