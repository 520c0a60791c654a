import { inheritedSetting, settingOf, textOf } from "@groundplan/model";
import type { Rule } from "../rule.ts";

export const riskOwner: Rule = {
  code: "risk/owner",
  severity: "warning",
  title: "Open risk without an owner",
  what: "A risk is open, or says nothing of its status, and no team owns it.",
  why: "A risk that nobody watches is found out when it has happened.",
  fix: "Set owner to the team that watches it.",
  good: 'team ordering "Ordering" { people: 5 }\nrisk loss "Orders are lost" likelihood low impact high { owner: ordering; status: open }',
  bad: 'risk loss "Orders are lost" likelihood low impact high { status: open }',
  scope: "element",
  missing: ["here", "above"],
  kinds: ["risk"],
  check(element, { model, report }) {
    const status = textOf(settingOf(element, "status"));
    if ((status === undefined || status === "open") && !inheritedSetting(model, element, "owner")) report({ element: element.id }, `Nobody watches the risk ${element.title}.`, { hint: "Write owner: and the team that watches it." });
  },
};
