import { settingOf, targetsOf, textOf } from "@groundplan/model";
import { subtree } from "../calls.ts";
import { constraintsOf } from "../constraints.ts";
import { ELEMENTS, type Rule } from "../rule.ts";
import { technologiesIn } from "../uses.ts";
import { listed, sentence } from "../words.ts";

export const constraintMissing: Rule = {
  code: "constraint/missing",
  severity: "error",
  title: "Technology that a constraint requires and nothing uses",
  what: "A constraint requires one of some technologies, and an element in its on, with all inside it, uses none; or nothing in the workspace does, where it names no element. An error for strength must or none, a warning for should.",
  why: "A constraint is what the team may not decide otherwise.",
  fix: "Use one of them where it is required; or, if the constraint no longer holds, change it.",
  good: 'constraint house "On the house\'s platform" strength must { requires: kubernetes; on: shop }\nsystem shop "Shop" { service cart "Cart" { tech: go, kubernetes } }',
  bad: 'constraint house "On the house\'s platform" strength must { requires: kubernetes; on: shop }\nsystem shop "Shop" { service cart "Cart" { tech: go } }',
  scope: "model",
  missing: ["here"],
  reads: ["requirement", "technology", ...ELEMENTS],
  check(context) {
    const { model, lookup, technologies, report } = context;
    const name = (id: string): string => technologies.find(id)?.id ?? id;
    for (const { constraint, severity } of constraintsOf("requires", context)) {
      const required = new Set(technologiesIn(settingOf(constraint, "requires")).map(({ id }) => name(id)));
      const titles = [...required].map((id) => technologies.title(id));
      const because = sentence(textOf(settingOf(constraint, "because")));
      const on = settingOf(constraint, "on");
      if (!on) {
        if (lookup.technologies().some((id) => required.has(name(id)))) continue;
        report({ element: constraint.id, setting: "requires" }, `Nothing uses ${listed(titles).replace(/ and ([^,]+)$/, " or $1")}.${because}`, { severity, hint: "Name it in the tech of what it runs or is built with." });
        continue;
      }
      for (const target of targetsOf(on)) {
        const uses = [target, ...model.ancestors(target).map(({ id }) => id), ...subtree(model, target)].some((id) => technologiesIn(settingOf(model.element(id)!, "tech")).some((named) => required.has(name(named.id))));
        if (!uses) report({ element: target }, `${model.element(target)!.title} uses no ${listed(titles).replace(/ and ([^,]+)$/, " or $1")}.${because}`, { severity, hint: "Name it in the tech of what it runs or is built with.", related: [{ at: { element: constraint.id, setting: "requires" }, message: constraint.title }] });
      }
    }
  },
};
