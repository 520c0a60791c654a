import { dependencyOf } from "@groundplan/analysis";
import { settingOf, textOf } from "@groundplan/model";
import { dependencyRulesOf, MEMBERSHIP, memberOf } from "../layering.ts";
import { at, type Rule } from "../rule.ts";
import { sentence } from "../words.ts";

const GOOD = `only writer "One writer of orders" { from: checkout; to: orders }
service checkout "Checkout" { -> orders "writes" }
service reports "Reports" { -> checkout "asks" }
database orders "Orders"`;

export const ruleOnly: Rule = {
  code: "rule/only",
  severity: "error",
  title: "Dependency that others have to themselves",
  what: "A relation leads to something that an only keeps for others.",
  why: "The team declared who may depend on it, and most often why.",
  fix: "Ask one of those that may; or add the element to the rule's from.",
  good: GOOD,
  bad: GOOD.replace('-> checkout "asks"', '-> orders "reads"'),
  scope: "element",
  kinds: ["@actor", "@external", "@system", "@group", "@container", "@component", "@interface", "@operation", "@topic"],
  reads: MEMBERSHIP,
  applies: (context) => dependencyRulesOf("only", context).length > 0,
  outgoing: true,
  check(element, context) {
    const { model, report } = context;
    const rules = dependencyRulesOf("only", context);
    for (const relation of model.outgoing(element.id)) {
      const dependency = dependencyOf(model, relation);
      for (const { rule, from, to } of rules) {
        if (!memberOf(model, dependency.to, to) || memberOf(model, dependency.from, from) || memberOf(model, dependency.from, to)) continue;
        report(at(relation), `${model.element(dependency.from)!.title} is none of those that may depend on ${model.element(dependency.to)!.title}.${sentence(textOf(settingOf(rule, "because")))}`, { hint: "Ask one of those that may; or add it to the rule's from.", related: [{ at: { element: rule.id, setting: "from" }, message: rule.title }] });
      }
    }
  },
};
