import type { Rule } from "../rule.ts";

export const choiceCandidates: Rule = {
  code: "choice/candidates",
  severity: "warning",
  title: "Choice without an alternative",
  what: "A technology choice has fewer than two candidates.",
  why: "With one candidate nothing was chosen; later nobody can tell what else there was and why it was not taken.",
  fix: "Add what was or could be considered, the way it is done today included.",
  good: 'choice messaging "How orders travel" {\n  candidate kafka "Kafka"\n  candidate rabbitmq "RabbitMQ"\n}',
  bad: 'choice messaging "How orders travel" {\n  candidate kafka "Kafka"\n}',
  scope: "element",
  missing: ["here"],
  kinds: ["choice"],
  check(element, { model, report }) {
    const count = model.children(element.id).filter((child) => child.kind.group === "candidate").length;
    if (count < 2) report({ element: element.id }, `${element.title} has ${count === 0 ? "no candidate" : "one candidate only"}.`, { hint: "Add what else was considered: candidate rabbitmq { pros: …; cons: … }." });
  },
};
