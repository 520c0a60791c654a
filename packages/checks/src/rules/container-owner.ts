import { inheritedSetting } from "@groundplan/model";
import type { Rule } from "../rule.ts";

export const containerOwner: Rule = {
  code: "container/owner",
  severity: "warning",
  title: "Container without an owner",
  what: "A container has no owner, and nothing that holds it has one.",
  why: "Nobody answers for what nobody owns: its alarms wake no one and its decisions are made by whoever passes.",
  fix: "Set owner to the team that answers for it, on the container or on its system.",
  good: 'team ordering { people: 5 }\nsystem shop "Shop" {\n  "Sells."\n  owner: ordering\n  service cart "Cart" { "Keeps the cart."; tech: go }\n}',
  bad: 'system shop "Shop" {\n  "Sells."\n  service cart "Cart" { "Keeps the cart."; tech: go }\n}',
  scope: "element",
  missing: ["here", "above"],
  kinds: ["@container"],
  check(element, { model, report }) {
    if (!inheritedSetting(model, element, "owner")) report({ element: element.id }, `${element.title} has no owner.`, { hint: "Write owner: and the team's name, here or on the system." });
  },
};
