import { isBroker } from "../kinds.ts";
import type { Rule } from "../rule.ts";

export const topicUnpublished: Rule = {
  code: "topic/unpublished",
  severity: "warning",
  title: "Topic to which nobody publishes",
  what: "No relation leads to a topic, nor to its broker as a whole. Topics of external systems do not count.",
  why: "Whoever listens to it waits for ever; or its publisher was forgotten, and with it the dependency.",
  fix: "Say who publishes: ->> events.orders \"announces the order\".",
  good: 'service checkout "Checkout" { ->> events.orders "announces" }\nbroker events "Events" { topic orders "Placed orders" }\nworker books "Books" { consumes: events.orders }',
  bad: 'broker events "Events" { topic orders "Placed orders" }\nworker books "Books" { consumes: events.orders }',
  scope: "element",
  missing: ["here", "named"],
  kinds: ["@topic"],
  check(element, { model, report }) {
    const holder = element.parent === undefined ? undefined : model.element(element.parent);
    if (!holder || !isBroker(model, holder)) return;
    if (model.incoming(element.id).length > 0 || model.incoming(holder.id).length > 0) return;
    // A call may be a poll or a publication; only the messages out of a topic are surely none.
    report({ element: element.id }, `Nobody publishes to ${element.title}.`, { hint: `Say who does: ->> ${holder.name}.${element.name} "announces".` });
  },
};
