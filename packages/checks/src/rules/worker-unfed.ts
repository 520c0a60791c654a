import { settingOf, textsOf } from "@groundplan/model";
import { someWithin } from "../calls.ts";
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
  missing: ["here", "named"],
  kinds: ["worker"],
  check(element, { model, report }) {
    if (textsOf(settingOf(element, "tags")).some((tag) => CLOCK.includes(tag))) return;
    const fed = someWithin(model, element.id, (inner) =>
      model.incoming(inner).length > 0 ||
      model.outgoing(inner).some((relation) => {
        const target = model.element(relation.target);
        return relation.style === "call" && target !== undefined && (target.kind.group === "topic" || isBroker(model, target));
      }),
    );
    if (fed) return;
    report({ element: element.id }, `Nothing feeds ${element.title}.`, { hint: "Say what it consumes; if it works by the clock, write tags: scheduled." });
  },
};
