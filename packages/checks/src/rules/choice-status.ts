import { candidatesOf, finalOf } from "../choices.ts";
import type { Rule } from "../rule.ts";

export const choiceStatus: Rule = {
  code: "choice/status",
  severity: "warning",
  title: "Candidate whose status speaks against the final",
  what: "The candidate that was taken is marked as rejected or on hold, or another one is marked as chosen.",
  why: "The radar shows the statuses, the stack the final: a reader finds two answers.",
  fix: "Mark the one that was taken as chosen, and the others as rejected.",
  good: 'choice messaging "How orders travel" {\n  final: kafka\n  candidate kafka "Kafka" { status: chosen }\n  candidate rabbitmq "RabbitMQ" { status: rejected }\n}',
  bad: 'choice messaging "How orders travel" {\n  final: kafka\n  candidate kafka "Kafka" { status: rejected }\n  candidate rabbitmq "RabbitMQ" { status: rejected }\n}',
  scope: "element",
  kinds: ["choice"],
  check(element, { model, technologies, report }) {
    const final = finalOf(element, technologies);
    if (!final) return;
    const candidates = candidatesOf(element, model, technologies);
    const taken = candidates.filter((candidate) => candidate.technologies.has(final.id));
    if (taken.length === 0) return;
    for (const { element: candidate, status } of candidates) {
      const isTaken = taken.some((each) => each.element.id === candidate.id);
      // Two candidates may hold the final, one of them with something else beside it.
      const wrong = isTaken ? (status === "rejected" || status === "hold") && taken.length === 1 : status === "chosen";
      if (wrong) report({ element: candidate.id, setting: "status" }, `${candidate.title} is ${status === "hold" ? "on hold" : status}, and the final is ${technologies.title(final.id)}.`, { hint: isTaken ? "Write status: chosen, or correct the final." : "Write status: rejected, or correct the final.", related: [{ at: { element: element.id, setting: "final" }, message: "the final" }] });
    }
  },
};
