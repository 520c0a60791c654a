import { isBroker } from "../kinds.ts";
import type { Rule } from "../rule.ts";

export const topicUnconsumed: Rule = {
  code: "topic/unconsumed",
  severity: "warning",
  title: "Topic that nobody consumes",
  what: "Nothing consumes a topic: no consumes names it or its broker, and no relation leads out of it.",
  why: "What is announced and heard by nobody costs and does nothing; or a listener was forgotten, who will break with the next change.",
  fix: "Name it in the consumes of whoever listens, or remove it.",
  good: 'service checkout "Checkout" { ->> events.orders "announces" }\nbroker events "Events" { topic orders "Placed orders" }\nworker books "Books" { consumes: events.orders }',
  bad: 'service checkout "Checkout" { ->> events.orders "announces" }\nbroker events "Events" { topic orders "Placed orders" }',
  scope: "element",
  missing: ["here", "named"],
  kinds: ["@topic"],
  check(element, { model, report }) {
    const holder = element.parent === undefined ? undefined : model.element(element.parent);
    if (!holder || !isBroker(model, holder)) return;
    if (model.outgoing(element.id).length > 0 || model.outgoing(holder.id).length > 0) return;
    // Whoever calls a topic rather than sending to it may well be polling it.
    if (model.incoming(element.id).some((relation) => relation.style === "call")) return;
    report({ element: element.id }, `Nobody consumes ${element.title}.`, { hint: `Write consumes: ${holder.name}.${element.name} in the element that listens.` });
  },
};
