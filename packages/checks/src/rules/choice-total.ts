import { settingOf } from "@groundplan/model";
import { candidatesOf, finalOf } from "../choices.ts";
import type { Rule } from "../rule.ts";

export const choiceTotal: Rule = {
  code: "choice/total",
  severity: "warning",
  title: "Another candidate scores higher than what was taken",
  what: "By the weights and scores another candidate has a higher total than the final, and no decision says why it was not taken.",
  why: "Either the weights do not say what really counted, or there was a reason that stands nowhere.",
  fix: "Link the decision that gives the reason (decision: adr-0003), or correct weights and scores.",
  good: 'driver no-loss "No order is lost" quality reliability.faultTolerance\nchoice messaging "How orders travel" {\n  weights: no-loss 5\n  final: kafka\n  candidate kafka "Kafka" { scores: no-loss 5 }\n  candidate rabbitmq "RabbitMQ" { scores: no-loss 3 }\n}',
  bad: 'driver no-loss "No order is lost" quality reliability.faultTolerance\nchoice messaging "How orders travel" {\n  weights: no-loss 5\n  final: rabbitmq\n  candidate kafka "Kafka" { scores: no-loss 5 }\n  candidate rabbitmq "RabbitMQ" { scores: no-loss 3 }\n}',
  scope: "element",
  kinds: ["choice"],
  reads: ["decision"],
  check(element, { model, lookup, technologies, report }) {
    const final = finalOf(element, technologies);
    if (!final || settingOf(element, "decision") || lookup.naming("affects", element.id).some((by) => by.kind.group === "decision")) return;
    const candidates = candidatesOf(element, model, technologies);
    const taken = candidates.find((candidate) => candidate.technologies.has(final.id));
    const best = candidates.reduce((top, candidate) => ((candidate.total ?? -1) > (top?.total ?? -1) ? candidate : top), taken);
    if (taken?.total === undefined || best?.total === undefined || best.total <= taken.total) return;
    report({ element: element.id, setting: "final" }, `${best.element.title} has ${best.total} points, ${taken.element.title} only ${taken.total}; no decision says why it was taken all the same.`, { hint: "Link the decision: decision: adr-0003; or correct weights and scores.", related: [{ at: { element: best.element.id, setting: "scores" }, message: `${best.total} points` }, { at: { element: taken.element.id, setting: "scores" }, message: `${taken.total} points` }] });
  },
};
