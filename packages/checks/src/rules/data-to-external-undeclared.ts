import { dataFlows, placeOf, READS_OF_DATA_FLOWS, titleOf } from "../data-flows.ts";
import type { Rule } from "../rule.ts";
import { listed } from "../words.ts";

export const dataToExternalUndeclared: Rule = {
  code: "data/to-external-undeclared",
  severity: "info",
  title: "Classified data may go outside, and nothing says so",
  what: "What goes to an external system has no type, and what sends it holds classified data: it may be sent that, and no type says that it is, or is not.",
  why: "Whoever else processes personal data has to be known, and what they are given (GDPR, articles 28 and 30). A flow that says nothing can be neither allowed nor forbidden.",
  fix: "Name the types that travel: data: Receipt. Where classes are taken away on the way, say so: declassifies: personal per hash.",
  good: 'type Order { email: email personal }\ntype Line { text: string }\nactor shopper "Shopper" { -> shop "orders" { data: Order } }\nservice shop "Shop" { -> logs "logs" { data: Line } }\nexternal logs "Logs"',
  bad: 'type Order { email: email personal }\nactor shopper "Shopper" { -> shop "orders" { data: Order } }\nservice shop "Shop" { -> logs "logs" { data: "lines" } }\nexternal logs "Logs"',
  scope: "model",
  missing: ["here", "type", "operation"],
  reads: READS_OF_DATA_FLOWS,
  check(context) {
    const { model, report } = context;
    const flows = dataFlows(context);
    if (!flows) return;
    const told = new Set<string>();
    for (const flow of flows.flows) {
      const target = flows.nodes.get(flow.to)!.element;
      if (target.kind.group !== "external" || flow.part) continue;
      const held = flows.held(flow.to);
      // What another flow declares is known to be there.
      const classes = flows.classes.filter((name) => flows.carried(flow).get(name) === "assumed" && held.get(name) === "assumed");
      const key = JSON.stringify(placeOf(flow));
      if (classes.length === 0 || told.has(key)) continue;
      told.add(key);
      const way = flows.way(flow.from, classes[0]!) ?? [];
      const origin = way[0]?.from;
      const through = origin === undefined ? "" : ` ${titleOf(model, flow.from)} has it from ${listed([...new Set(way.map(({ from }) => titleOf(model, from)))])}.`;
      report(placeOf(flow), `${titleOf(model, flow.to)} may be sent ${listed(classes)} data by ${titleOf(model, flow.from)}: nothing says in types what goes there.${through}`, { hint: "Name the types in data, or say what is taken away in declassifies." });
    }
  },
};
