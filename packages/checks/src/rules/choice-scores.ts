import { settingOf } from "@groundplan/model";
import type { Rule } from "../rule.ts";
import { weightsIn } from "../uses.ts";
import { listed } from "../words.ts";

export const choiceScores: Rule = {
  code: "choice/scores",
  severity: "warning",
  title: "Candidate that is not scored on everything that counts",
  what: "A candidate of a choice lacks a score for one of the weights, or has one for what is not weighed.",
  why: "Totals of candidates that were not asked the same questions cannot be compared.",
  fix: "Score each candidate on each weight from 0 to 5; take away the others.",
  good: 'driver no-loss "No order is lost" quality reliability.faultTolerance\nchoice messaging "How orders travel" {\n  weights: no-loss 5\n  candidate kafka "Kafka" { scores: no-loss 5 }\n  candidate rabbitmq "RabbitMQ" { scores: no-loss 3 }\n}',
  bad: 'driver no-loss "No order is lost" quality reliability.faultTolerance\nchoice messaging "How orders travel" {\n  weights: no-loss 5\n  candidate kafka "Kafka" { scores: no-loss 5 }\n  candidate rabbitmq "RabbitMQ"\n}',
  scope: "element",
  missing: ["here"],
  kinds: ["candidate"],
  reads: ["requirement"],
  check(element, { model, report }) {
    const choice = element.parent === undefined ? undefined : model.element(element.parent);
    if (choice?.kind.group !== "choice") return;
    const weights = weightsIn(settingOf(choice, "weights"));
    const scores = weightsIn(settingOf(element, "scores"));
    const title = (name: string): string => model.element(name)!.name;
    const missing = [...weights.keys()].filter((name) => !scores.has(name)).map(title);
    const extra = [...scores.keys()].filter((name) => !weights.has(name)).map(title);
    if (missing.length > 0) report({ element: element.id, setting: "scores" }, `${element.title} has no score for ${listed(missing)}.`, { hint: `Add scores: ${missing.map((name) => `${name} 3`).join(", ")}, each from 0 to 5.`, related: [{ at: { element: choice.id, setting: "weights" }, message: "what counts" }] });
    if (extra.length > 0 && weights.size > 0) report({ element: element.id, setting: "scores" }, `${element.title} is scored on ${listed(extra)}, which the choice does not weigh.`, { severity: "info", hint: "Add it to the weights, or take the score away.", related: [{ at: { element: choice.id, setting: "weights" }, message: "what counts" }] });
  },
};
