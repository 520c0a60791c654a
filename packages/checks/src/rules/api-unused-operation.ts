import type { Rule, RuleContext } from "../rule.ts";

export const apiUnusedOperation: Rule = {
  code: "api/unused-operation",
  severity: "info",
  title: "Operation that nobody calls",
  what: "No relation, no flow and no screen leads to an operation, and none leads to its interface as a whole. Not meant are interfaces of external systems, which offer more than anybody needs, and those of which no operation is named anywhere while something calls their holder: there nobody says which one is called.",
  why: "Either a caller is missing from the design, or it is built, tested and kept safe for nobody.",
  fix: "Name it where it is called: -> cart.Carts.find \"reads the cart\"; or take it out.",
  good: 'service cart "Cart" { api Carts rest { find: GET /carts/{id} -> 200 Cart; clear: DELETE /carts/{id} -> 204 } }\nwebapp shop "Shop" { -> cart.Carts.find "reads the cart"; -> cart.Carts.clear "empties it" }',
  bad: 'service cart "Cart" { api Carts rest { find: GET /carts/{id} -> 200 Cart; clear: DELETE /carts/{id} -> 204 } }\nwebapp shop "Shop" { -> cart.Carts.find "reads the cart" }',
  scope: "element",
  missing: ["here", "step", "widget"],
  kinds: ["api"],
  reads: ["step", "widget"],
  check(element, context) {
    const { model, report } = context;
    const operations = model.children(element.id).filter(({ kind }) => kind.group === "operation");
    if (operations.length === 0 || isUsed(element.id, context)) return;
    const unused = operations.filter(({ id }) => !isUsed(id, context));
    if (unused.length === 0) return;
    const holders = model.ancestors(element.id);
    if (holders.some(({ kind }) => kind.group === "external")) return;
    if (unused.length === operations.length && holders.some(({ id, kind }) => (kind.group === "container" || kind.group === "component") && isUsed(id, context))) return;
    for (const operation of unused) report({ element: operation.id }, `Nobody calls ${operation.title}.`, { hint: `Name it where it is called, as in -> ${element.name}.${operation.name} "…".` });
  },
};

function isUsed(id: string, { model, lookup }: RuleContext): boolean {
  return model.incoming(id).length > 0 || ["to", "sends", "calls"].some((setting) => lookup.naming(setting, id).some(({ kind }) => kind.group === "step" || kind.group === "widget"));
}
