import type { Rule, RuleContext } from "../rule.ts";

export const apiUnusedOperation: Rule = {
  code: "api/unused-operation",
  severity: "info",
  title: "Operation that nobody calls",
  what: "No relation, no flow and no screen leads to an operation, and none leads to its interface as a whole. Operations of external systems are not meant: they offer more than anybody needs.",
  why: "Either a caller is missing from the design, or it is built, tested and kept safe for nobody.",
  fix: "Name it where it is called: -> cart.Carts.find \"reads the cart\"; or take it out.",
  good: 'service cart "Cart" { api Carts rest { find: GET /carts/{id} -> 200 Cart } }\nwebapp shop "Shop" { -> cart.Carts.find "reads the cart" }',
  bad: 'service cart "Cart" { api Carts rest { find: GET /carts/{id} -> 200 Cart } }\nwebapp shop "Shop" { -> cart "reads the cart" }',
  scope: "element",
  missing: ["here", "step", "widget"],
  kinds: ["@operation"],
  reads: ["step", "widget"],
  check(element, context) {
    const { model, report } = context;
    const api = element.parent === undefined ? undefined : model.element(element.parent);
    if (!api || isUsed(element.id, context) || isUsed(api.id, context)) return;
    if (model.ancestors(api.id).some(({ kind }) => kind.group === "external")) return;
    report({ element: element.id }, `Nobody calls ${element.title}.`, { hint: `Name it where it is called, as in -> ${api.name}.${element.name} "…".` });
  },
};

function isUsed(id: string, { model, lookup }: RuleContext): boolean {
  return model.incoming(id).length > 0 || ["to", "sends", "calls"].some((setting) => lookup.naming(setting, id).some(({ kind }) => kind.group === "step" || kind.group === "widget"));
}
