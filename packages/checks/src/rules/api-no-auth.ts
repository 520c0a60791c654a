import { settingOf, textOf, textsOf, type Element, type Model } from "@groundplan/model";
import type { Rule } from "../rule.ts";
import { listed } from "../words.ts";

export const apiNoAuth: Rule = {
  code: "api/no-auth",
  severity: "warning",
  title: "Interface to the outside that does not say who may call",
  what: "An actor or an external system has a relation to a REST interface or one of its operations, and neither the interface nor each operation says how a caller shows who it is.",
  why: "What stands open by oversight is found by others first. And what is meant to be open should say so.",
  fix: "Write auth with the interface: auth oauth2; where everybody may call, auth none.",
  good: 'external partner "Partner" { -> shop.Orders "orders" }\nservice shop "Shop" { api Orders rest { auth oauth2; place: POST /orders -> 201 } }',
  bad: 'external partner "Partner" { -> shop.Orders "orders" }\nservice shop "Shop" { api Orders rest { place: POST /orders -> 201 } }',
  scope: "element",
  missing: ["here"],
  kinds: ["api"],
  check(element, { model, report }) {
    if (textOf(settingOf(element, "style")) !== "rest" || saysWho(element) || model.ancestors(element.id).some(({ kind }) => kind.group === "external")) return;
    const open = model.children(element.id).filter((child) => child.kind.group === "operation" && !saysWho(child));
    if (open.length === 0) return;
    const callers = new Set([element.id, ...open.map(({ id }) => id)].flatMap((id) => model.incoming(id)).flatMap(({ source }) => outsider(model, source)?.title ?? []));
    if (callers.size === 0) return;
    report({ element: element.id }, `${listed([...callers].sort())} may call ${element.title}, and nothing says how they show who they are.`, { hint: "Add auth oauth2, or another of its ways; auth none where everybody may call." });
  },
};

function saysWho(holder: Element): boolean {
  return textsOf(settingOf(holder, "auth")).length > 0;
}

function outsider(model: Model, id: string): Element | undefined {
  return [model.element(id), ...model.ancestors(id)].find((element) => element?.kind.group === "actor" || element?.kind.group === "external");
}
