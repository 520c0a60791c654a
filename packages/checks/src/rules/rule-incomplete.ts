import { settingOf, targetsOf } from "@groundplan/model";
import type { Rule } from "../rule.ts";

export const ruleIncomplete: Rule = {
  code: "rule/incomplete",
  severity: "warning",
  title: "Rule of the team that can never speak",
  what: "A forbid or an only lacks its from or its to, a layer has no members, or layers hold fewer than two layers.",
  why: "The team believes that something is watched, and nothing is.",
  fix: "Say from what to what it speaks, or remove it.",
  good: 'forbid shortcut "No shortcuts" { from: storefront; to: orders }\nwebapp storefront "Storefront"\ndatabase orders "Orders"',
  bad: 'forbid shortcut "No shortcuts" { from: storefront }\nwebapp storefront "Storefront"',
  scope: "element",
  missing: ["here"],
  kinds: ["@rule", "@layer"],
  check(element, { model, report }) {
    if (element.kind.name === "layers") {
      const count = model.children(element.id).filter((child) => child.kind.group === "layer").length;
      if (count < 2) report({ element: element.id }, `${element.title} holds ${count === 0 ? "no layer" : "one layer only"}; nothing can break it.`, { hint: "Declare its layers from top to bottom: layer edge { members: … }." });
      return;
    }
    const missing = (element.kind.group === "layer" ? ["members"] : ["from", "to"]).filter((name) => targetsOf(settingOf(element, name)).length === 0);
    // A name that was not found was told of already.
    if (missing.length === 0 || missing.some((name) => settingOf(element, name))) return;
    report({ element: element.id }, `${element.title} has no ${missing.join(" and no ")}; nothing can break it.`, { hint: `Add ${missing.map((name) => `${name}: …`).join(" and ")}.` });
  },
};
