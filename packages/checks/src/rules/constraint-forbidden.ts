import { settingOf, textOf } from "@groundplan/model";
import { constraintsOf, governs } from "../constraints.ts";
import type { Rule } from "../rule.ts";
import { technologiesIn, technologyUses } from "../uses.ts";
import { sentence } from "../words.ts";

export const constraintForbidden: Rule = {
  code: "constraint/forbidden",
  severity: "error",
  title: "Technology that a constraint forbids",
  what: "An element where a constraint holds uses a technology that it forbids: an error for a constraint with strength must or none, a warning for one with should.",
  why: "A constraint is what the team may not decide otherwise.",
  fix: "Use something else; or, if the constraint no longer holds, change it.",
  good: 'constraint house "The house\'s databases" strength must { forbids: mongodb }\ndatabase orders "Orders" { tech: postgresql }',
  bad: 'constraint house "The house\'s databases" strength must { forbids: mongodb }\ndatabase orders "Orders" { tech: mongodb }',
  scope: "element",
  kinds: ["@system", "@group", "@container", "@component"],
  reads: ["requirement"],
  applies: (context) => constraintsOf("forbids", context).length > 0,
  check(element, context) {
    const { technologies, report } = context;
    const constraints = constraintsOf("forbids", context);
    if (element.settings.length === 0) return;
    const name = (id: string): string => technologies.find(id)?.id ?? id;
    for (const { constraint, on, severity } of constraints) {
      if (!governs(on, element.id)) continue;
      const forbidden = new Set(technologiesIn(settingOf(constraint, "forbids")).map(({ id }) => name(id)));
      for (const { setting, value, id, version } of technologyUses(element)) {
        if (setting.name !== "tech" || !forbidden.has(name(id))) continue;
        report({ element: element.id, setting: "tech", value }, `${technologies.title(id, version)} may not be used here.${sentence(textOf(settingOf(constraint, "because")))}`, { severity, hint: severity === "error" ? "Use something else." : "Better use something else.", related: [{ at: { element: constraint.id, setting: "forbids" }, message: constraint.title }] });
      }
    }
  },
};
