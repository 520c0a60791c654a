import { settingOf } from "@groundplan/model";
import type { Rule } from "../rule.ts";

export const teamPeople: Rule = {
  code: "team/people",
  severity: "info",
  title: "Team without people",
  what: "A team does not say how many people it has.",
  why: "Load, skills and the duty to answer alarms are all judged by that number.",
  fix: "Write people: 5.",
  good: 'team ordering "Ordering" { people: 5 }\nservice cart "Cart" { owner: ordering }',
  bad: 'team ordering "Ordering"\nservice cart "Cart" { owner: ordering }',
  scope: "element",
  missing: ["here"],
  kinds: ["team"],
  check(element, { report }) {
    if (!settingOf(element, "people")) report({ element: element.id }, `${element.title} does not say how many people it has.`, { hint: "Write people: 5." });
  },
};
