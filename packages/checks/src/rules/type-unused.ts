import { READS_OF_TYPE_USES, typeUses } from "../named.ts";
import type { Rule } from "../rule.ts";

export const typeUnused: Rule = {
  code: "type/unused",
  severity: "info",
  title: "Type that nothing names",
  what: "No operation, topic, field, entity or flow names a type or an enum.",
  why: "It stands in no document of an interface and in no table; whoever reads it looks for what it is for.",
  fix: "Name it where its data flows, or take it out.",
  good: 'type Cart { id: uuid }\nservice cart "Cart" { api Carts rest { find: GET /carts/{id} -> 200 Cart } }',
  bad: 'type Cart { id: uuid }\nservice cart "Cart" { api Carts rest { find: GET /carts/{id} -> 200 Basket } }',
  scope: "element",
  missing: ["here", "operation", "topic", "field", "type"],
  kinds: ["type", "enum"],
  reads: READS_OF_TYPE_USES,
  check(element, context) {
    if (!typeUses(context).has(element.id)) context.report({ element: element.id }, `Nothing names ${element.title}.`, { hint: "Name it in a signature, a topic or a field, or take it out." });
  },
};
