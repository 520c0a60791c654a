import { parentOf, type Element, type Model } from "@groundplan/model";
import { retirementOf } from "../retirement.ts";
import { at, type Rule } from "../rule.ts";

export const relationRetired: Rule = {
  code: "relation/retired",
  severity: "warning",
  title: "Something deprecated or removed is still used",
  what: "A relation leads to an element, or to a part of one, whose status is removed (a warning) or deprecated (an info), from one whose status is neither.",
  why: "What is to go cannot go as long as somebody uses it; what has gone is used by nobody, so that the model is not true.",
  fix: "Lead the relation to what takes its place, remove it, or correct the status.",
  good: 'service cart "Cart" { -> prices "asks" }\nservice prices "Prices"\nservice old-prices "Old prices" { status: removed }',
  bad: 'service cart "Cart" { -> old-prices "asks" }\nservice old-prices "Old prices" { status: removed }',
  scope: "element",
  kinds: ["@system", "@group", "@container", "@component", "@external", "@actor"],
  applies: ({ lookup }) => lookup.has("retired"),
  outgoing: true,
  check(element, { model, report }) {
    const outgoing = model.outgoing(element.id);
    if (outgoing.length === 0 || retired(model, element.id)) return;
    for (const relation of outgoing) {
      const found = retired(model, relation.target);
      if (!found) continue;
      report(at(relation), `${element.title} uses ${found.element.title}, which is ${found.status}.`, {
        hint: "Lead it to what takes its place, or correct the status.", related: [{ at: { element: found.element.id, setting: "status" }, message: `${found.status} here` }],
        ...(found.status === "deprecated" ? { severity: "info" as const } : {}),
      });
    }
  },
};

function retired(model: Model, id: string): { readonly element: Element; readonly status: string } | undefined {
  for (let at: string | undefined = id; at !== undefined; ) {
    const element = model.element(at);
    const status = element && retirementOf(element);
    if (status) return { element, status };
    at = element?.parent ?? parentOf(at);
  }
  return undefined;
}
