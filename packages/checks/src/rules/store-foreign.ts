import { containerOf, systemOf } from "../graph.ts";
import { isStore } from "../kinds.ts";
import { at, type Rule } from "../rule.ts";

export const storeForeign: Rule = {
  code: "store/foreign",
  severity: "warning",
  title: "Store of another system used directly",
  what: "A container of one system uses a store that belongs to another system.",
  why: "The tables become an interface that nobody declared: the other system cannot change them without breaking this one, and does not know it.",
  fix: "Ask the other system through an interface of its own, or let it send what is needed.",
  good: 'system shop "Shop" { service cart "Cart" { -> stock.counts "asks" } }\nsystem stock "Stock" {\n  service counts "Counts" { -> shelf "reads" }\n  database shelf "Shelf"\n}',
  bad: 'system shop "Shop" { service cart "Cart" { -> stock.shelf "reads" } }\nsystem stock "Stock" { database shelf "Shelf" }',
  scope: "element",
  kinds: ["@container", "@component"],
  applies: ({ lookup }) => lookup.has("store"),
  outgoing: true,
  check(element, { model, report }) {
    for (const relation of model.outgoing(element.id)) {
      const target = containerOf(model, relation.target);
      if (!target || !isStore(model, target)) continue;
      const own = systemOf(model, element.id);
      const other = systemOf(model, target.id);
      if (own === undefined || other === undefined || own === other) continue;
      report(at(relation), `${element.title} uses ${target.title}, a store of ${model.element(other)!.title}, past its interfaces.`, { hint: `Ask ${model.element(other)!.title} through a service of its own.`, related: [{ at: { element: target.id }, message: "the store" }] });
    }
  },
};
