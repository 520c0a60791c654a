import { settingOf } from "@groundplan/model";
import type { Rule } from "../rule.ts";

export const choiceOpen: Rule = {
  code: "choice/open",
  severity: "info",
  title: "Choice without a final",
  what: "A technology choice does not say what was taken.",
  why: "An open question is no fault; but what depends on it waits, and nobody is reminded.",
  fix: "Decide, and write final: with the technology and its version.",
  good: 'choice messaging "How orders travel" {\n  final: kafka@4.1\n  candidate kafka "Kafka"\n  candidate rabbitmq "RabbitMQ"\n}',
  bad: 'choice messaging "How orders travel" {\n  candidate kafka "Kafka"\n  candidate rabbitmq "RabbitMQ"\n}',
  scope: "element",
  missing: ["here"],
  kinds: ["choice"],
  check(element, { report }) {
    if (!settingOf(element, "final")) report({ element: element.id }, `${element.title} is not decided yet.`, { hint: "When it is, write final: kafka@4.1." });
  },
};
