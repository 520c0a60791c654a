import { settingOf, textOf } from "@groundplan/model";
import { adr, isOpen } from "../decisions.ts";
import type { Rule } from "../rule.ts";

export const decisionReview: Rule = {
  code: "decision/review",
  severity: "warning",
  title: "Decision whose review is due",
  what: "The day on which a decision was to be looked at again has passed, and it still stands.",
  why: "Whoever set the day expected something to have changed by then.",
  fix: "Look at it again; then set the next day, or supersede it.",
  good: adr("0001-queue", { review: "2099-02-11" }),
  bad: adr("0001-queue", { review: "2021-02-11" }),
  scope: "element",
  kinds: ["decision"],
  check(element, { asOf, report }) {
    const review = textOf(settingOf(element, "review"));
    if (review !== undefined && review < asOf && isOpen(element)) report({ element: element.id, setting: "review" }, `${element.title} was to be looked at again on ${review}.`, { hint: "Look at it again; then set the next day, or supersede it." });
  },
};
