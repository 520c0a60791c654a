import { dependencyOf } from "@groundplan/analysis";
import { settingOf, textOf } from "@groundplan/model";
import { dependencyRulesOf, MEMBERSHIP, memberOf } from "../layering.ts";
import { at, type Rule } from "../rule.ts";
import { sentence } from "../words.ts";

const GOOD = `forbid shortcut "The storefront keeps away from stores" { from: storefront; to: orders; because: "Prices are computed in one place." }
webapp storefront "Storefront" { -> checkout "places orders" }
service checkout "Checkout" { -> orders "writes" }
database orders "Orders"`;

export const ruleForbidden: Rule = {
  code: "rule/forbidden",
  severity: "error",
  title: "Forbidden dependency",
  what: "A relation leads from something that a forbid names in from to something that it names in to.",
  why: "The team declared that this may not be, and most often why.",
  fix: "Go another way; or change the rule, if it no longer holds.",
  good: GOOD,
  bad: GOOD.replace('-> checkout "places orders"', '-> orders "reads prices"'),
  scope: "element",
  kinds: ["@actor", "@external", "@system", "@group", "@container", "@component", "@interface", "@operation", "@topic"],
  reads: MEMBERSHIP,
  applies: (context) => dependencyRulesOf("forbid", context).length > 0,
  outgoing: true,
  check(element, context) {
    const { model, report } = context;
    const rules = dependencyRulesOf("forbid", context);
    for (const relation of model.outgoing(element.id)) {
      const dependency = dependencyOf(model, relation);
      for (const { rule, from, to } of rules) {
        if (!memberOf(model, dependency.from, from) || !memberOf(model, dependency.to, to)) continue;
        report(at(relation), `${model.element(dependency.from)!.title} may not depend on ${model.element(dependency.to)!.title}.${sentence(textOf(settingOf(rule, "because")))}`, { hint: "Go another way; or change the rule, if it no longer holds.", related: [{ at: { element: rule.id }, message: rule.title }] });
      }
    }
  },
};
