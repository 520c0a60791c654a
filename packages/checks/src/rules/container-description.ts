import { settingOf } from "@groundplan/model";
import type { Rule } from "../rule.ts";

export const containerDescription: Rule = {
  code: "container/description",
  severity: "info",
  title: "Container without a description",
  what: "A container says neither in a sentence what it is for nor what its responsibilities are.",
  why: "The title names it; the description is what a newcomer and a reviewer read to know what belongs in it and what does not.",
  fix: "Put one sentence in quotes into its block.",
  good: 'service cart "Cart" { "Keeps the open cart." }',
  bad: 'service cart "Cart"',
  scope: "element",
  missing: ["here"],
  kinds: ["@container"],
  check(element, { report }) {
    if (element.description === undefined && !settingOf(element, "responsibilities")) report({ element: element.id }, `${element.title} does not say what it is for.`, { hint: `Put a sentence into its block: "Keeps the open cart."` });
  },
};
