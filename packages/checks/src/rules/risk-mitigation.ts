import { settingOf, textOf } from "@groundplan/model";
import type { Rule } from "../rule.ts";

export const riskMitigation: Rule = {
  code: "risk/mitigation",
  severity: "warning",
  title: "Grave risk against which nothing is done",
  what: "A risk is likely and its impact high, it is neither accepted nor closed, and no mitigation is named.",
  why: "It is going to happen, and it is going to hurt.",
  fix: "Say what is done about it; or accept it openly: status: accepted.",
  good: 'risk loss "Orders are lost" likelihood high impact high { mitigation: "An outbox." }',
  bad: 'risk loss "Orders are lost" likelihood high impact high',
  scope: "element",
  missing: ["here"],
  kinds: ["risk"],
  check(element, { report }) {
    const word = (name: string): string | undefined => textOf(settingOf(element, name));
    if (word("likelihood") !== "high" || word("impact") !== "high" || settingOf(element, "mitigation")) return;
    if (word("status") !== "accepted" && word("status") !== "closed") report({ element: element.id }, `Nothing is done about ${element.title}, which is likely and grave.`, { hint: 'Write mitigation: "…"; or accept it openly: status: accepted.' });
  },
};
