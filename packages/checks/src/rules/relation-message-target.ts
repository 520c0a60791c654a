import { containerOf } from "../graph.ts";
import { isStore } from "../kinds.ts";
import { at, type Rule } from "../rule.ts";

export const relationMessageTarget: Rule = {
  code: "relation/message-target",
  severity: "warning",
  title: "Message to a store",
  what: "A message (->>) leads to a database, a cache, a bucket or a search index.",
  why: "A store takes writes, and its caller waits for them; nothing in it picks a message up. Drawn as a message, the wait is missing from every computation.",
  fix: "Write -> for a write, or name the worker or topic that takes the message.",
  good: 'service checkout "Checkout" { -> orders "writes" }\ndatabase orders "Orders"',
  bad: 'service checkout "Checkout" { ->> orders "writes" }\ndatabase orders "Orders"',
  scope: "element",
  kinds: ["@system", "@group", "@container", "@component", "@external", "@actor", "@topic"],
  applies: ({ lookup }) => lookup.has("store"),
  outgoing: true,
  check(element, { model, report }) {
    for (const relation of model.outgoing(element.id)) {
      if (relation.style !== "message" || relation.implied) continue;
      const target = containerOf(model, relation.target);
      if (target && isStore(model, target)) report(at(relation), `${target.title} is a ${target.kind.title.toLowerCase()}, and takes no messages.`, { hint: "Write -> for a write, or name the worker or topic that takes the message." });
    }
  },
};
