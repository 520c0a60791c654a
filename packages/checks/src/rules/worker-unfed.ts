import { settingOf, textsOf } from "@groundplan/model";
import { subtree } from "../calls.ts";
import { isBroker } from "../kinds.ts";
import type { Rule } from "../rule.ts";

/** Tags that say that a worker works by the clock. */
const CLOCK: readonly string[] = ["scheduled", "cron", "batch", "nightly", "timer", "periodic"];

export const workerUnfed: Rule = {
  code: "worker/unfed",
  severity: "info",
  title: "Worker that nobody feeds",
  what: "A worker consumes nothing and nothing leads to it, nor does it fetch from a topic or broker; and no tag (scheduled, cron, batch, nightly, timer, periodic) says that it works by the clock.",
  why: "A worker works because of something: without it nobody knows what starts it, and what stops when that does.",
  fix: "Say what it consumes, or tag it: tags: scheduled.",
  good: 'worker books "Books" { consumes: events.orders }\nbroker events "Events" { topic orders "Placed orders" }\nworker sweep "Sweeper" { tags: scheduled }',
  bad: 'worker books "Books" { -> ledger "writes" }\ndatabase ledger "Ledger"',
  scope: "element",
  kinds: ["worker"],
  check(element, { model, report }) {
    if (textsOf(settingOf(element, "tags")).some((tag) => CLOCK.includes(tag))) return;
    for (const inner of subtree(model, element.id)) {
      if (model.incoming(inner).length > 0) return;
      for (const relation of model.outgoing(inner)) {
        const target = model.element(relation.target);
        if (target && (target.kind.group === "topic" || isBroker(model, target)) && relation.style === "call") return;
      }
    }
    report({ element: element.id }, `Nothing feeds ${element.title}.`, { hint: "Say what it consumes; if it works by the clock, write tags: scheduled." });
  },
};
