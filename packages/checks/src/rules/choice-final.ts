import { candidatesOf, finalOf } from "../choices.ts";
import type { Rule } from "../rule.ts";
import { listed } from "../words.ts";

export const choiceFinal: Rule = {
  code: "choice/final",
  severity: "error",
  title: "What was taken is none of the candidates",
  what: "The final of a choice names a technology that none of its candidates is or holds.",
  why: "Then it was never weighed against the others, or the choice no longer tells what happened.",
  fix: "Add it as a candidate with what speaks for and against it, or correct the final.",
  good: 'choice messaging "How orders travel" {\n  final: kafka\n  candidate kafka "Kafka"\n  candidate rabbitmq "RabbitMQ"\n}',
  bad: 'choice messaging "How orders travel" {\n  final: nats\n  candidate kafka "Kafka"\n  candidate rabbitmq "RabbitMQ"\n}',
  scope: "element",
  missing: ["here"],
  kinds: ["choice"],
  check(element, { model, technologies, report }) {
    const final = finalOf(element, technologies);
    const candidates = candidatesOf(element, model, technologies);
    if (!final || candidates.length === 0 || candidates.some((candidate) => candidate.technologies.has(final.id))) return;
    report({ element: element.id, setting: "final" }, `${technologies.title(final.id)} is none of the candidates.`, { hint: `They are ${listed(candidates.map((candidate) => candidate.element.title))}. Add it as a candidate, or correct the final.` });
  },
};
