import type { Element } from "@groundplan/model";
import { signatureOf } from "../named.ts";
import type { Rule } from "../rule.ts";

export const apiDuplicateOperation: Rule = {
  code: "api/duplicate-operation",
  severity: "error",
  title: "Two operations with one method and path",
  what: "Two operations of an interface have the same method and the same path; what parameters are called makes no difference.",
  why: "A request cannot tell which of them it means, and a description in OpenAPI can hold one of them only.",
  fix: "Give one of them another path or another method, or make one of the two.",
  good: 'service cart "Cart" { api Carts rest { find: GET /carts/{id} -> 200 Cart; list: GET /carts -> 200 Carts } }',
  bad: 'service cart "Cart" { api Carts rest { find: GET /carts/{id} -> 200 Cart; read: GET /carts/{cart} -> 200 Cart } }',
  scope: "element",
  kinds: ["api"],
  check(element, { model, report }) {
    const known = new Map<string, Element>();
    for (const operation of [...model.children(element.id)].sort((a, b) => (a.id < b.id ? -1 : 1))) {
      const signature = operation.kind.group === "operation" ? signatureOf(operation) : undefined;
      if (signature?.method === undefined || signature.path === undefined) continue;
      const key = `${signature.method} ${signature.path.replace(/\{[^{}]*\}/g, "{}").replace(/(?<=.)\/$/, "")}`;
      const other = known.get(key);
      if (other) report({ element: operation.id, setting: "signature" }, `${signature.method} ${signature.path.replace(/\{[^{}]*\}/g, "{…}")} is ${other.title} already.`, { hint: "Give one of them another path or another method.", related: [{ at: { element: other.id, setting: "signature" }, message: "the other one" }] });
      else known.set(key, operation);
    }
  },
};
