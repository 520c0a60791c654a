import { isUntouchedPrompt } from "@groundplan/sources";
import { adr, statusOf } from "../decisions.ts";
import type { Rule } from "../rule.ts";
import { listed } from "../words.ts";

const GOOD = adr("0001-queue", {});
/** A question as `groundplan decide` asks it. */
const PROMPT = "_By what will we see that it is followed: which test, rule, review or measurement?_";

export const decisionUntouched: Rule = {
  code: "decision/untouched",
  severity: "warning",
  title: "Accepted decision with unanswered questions",
  what: "An accepted decision still holds questions of its template that nobody has answered.",
  why: "What was not answered was not thought of, or is known to one person only.",
  fix: "Answer them, or take the section away where it has nothing to say.",
  good: GOOD,
  bad: `${GOOD}\n\n### Confirmation\n\n${PROMPT}\n`,
  scope: "element",
  kinds: ["decision"],
  check(element, { decision, report }) {
    const document = decision(element.id);
    if (!document || statusOf(element) !== "accepted") return;
    const untouched = document.sections.filter((section) => isUntouchedPrompt(section.content)).map((section) => section.text);
    if (untouched.length > 0) report({ element: element.id }, `${element.title} is accepted, and leaves the question under ${listed(untouched)} open.`, { hint: "Answer it, or take the section away." });
  },
};
