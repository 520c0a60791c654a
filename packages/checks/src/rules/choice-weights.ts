import { settingOf } from "@groundplan/model";
import type { Rule } from "../rule.ts";

export const choiceWeights: Rule = {
  code: "choice/weights",
  severity: "info",
  title: "Choice that weighs nothing",
  what: "A technology choice has several candidates and no weights.",
  why: "Without weights nobody can see what counted, and whether it would count the same today.",
  fix: "Name the drivers, goals or constraints that count, each with a number from 1 to 5.",
  good: 'driver no-loss "No order is lost" quality reliability.faultTolerance\nchoice messaging "How orders travel" {\n  weights: no-loss 5\n  candidate kafka "Kafka"\n  candidate rabbitmq "RabbitMQ"\n}',
  bad: 'choice messaging "How orders travel" {\n  candidate kafka "Kafka"\n  candidate rabbitmq "RabbitMQ"\n}',
  scope: "element",
  missing: ["here"],
  kinds: ["choice"],
  check(element, { model, report }) {
    if (settingOf(element, "weights") || model.children(element.id).filter((child) => child.kind.group === "candidate").length < 2) return;
    report({ element: element.id }, `${element.title} does not say what counts.`, { hint: "Write weights: and the drivers with a number from 1 to 5: weights: no-loss 5, low-cost 2." });
  },
};
