import { settingOf, textOf, textsOf } from "@groundplan/model";
import { constraintsOf, governs, isUnderOneOf } from "../constraints.ts";
import type { Rule } from "../rule.ts";
import { technologyUses } from "../uses.ts";
import { sentence } from "../words.ts";

export const constraintLicence: Rule = {
  code: "constraint/licence",
  severity: "error",
  title: "Technology under a licence that a constraint rules out",
  what: "An element where a constraint holds uses a technology that is licensed under one of the licences that may not be used. Where there is a choice of licences, all of them must be ruled out.",
  why: "A licence binds whoever ships or runs the software.",
  fix: "Use something under another licence; the catalogue names what may stand in.",
  good: 'constraint free "Only free software" strength must { licences: SSPL-1.0 }\ndatabase orders "Orders" { tech: postgresql }',
  bad: 'constraint free "Only free software" strength must { licences: SSPL-1.0 }\ndatabase orders "Orders" { tech: mongodb }',
  scope: "element",
  kinds: ["@system", "@group", "@container", "@component"],
  reads: ["requirement"],
  applies: (context) => constraintsOf("licences", context).length > 0,
  check(element, context) {
    const { technologies, report } = context;
    const constraints = constraintsOf("licences", context);
    if (element.settings.length === 0) return;
    for (const { constraint, on, severity } of constraints) {
      if (!governs(on, element.id)) continue;
      const ruledOut = textsOf(settingOf(constraint, "licences"));
      for (const { setting, value, id } of technologyUses(element)) {
        const technology = setting.name === "tech" ? technologies.find(id) : undefined;
        if (!technology || !isUnderOneOf(technology.licence, ruledOut)) continue;
        const instead = standIns(technology.id, context.technologies.all(), ruledOut);
        report({ element: element.id, setting: "tech", value }, `${technology.name} is licensed under ${technology.licence}, which may not be used here.${sentence(textOf(settingOf(constraint, "because")))}`, { severity, hint: instead.length > 0 ? `${instead.join(" or ")} may stand in for it.` : "Use something under another licence.", related: [{ at: { element: constraint.id, setting: "licences" }, message: constraint.title }] });
      }
    }
  },
};

function standIns(id: string, all: readonly { readonly name: string; readonly licence: string; readonly standsInFor?: readonly string[] }[], ruledOut: readonly string[]): readonly string[] {
  return all.filter((technology) => technology.standsInFor?.includes(id) && !isUnderOneOf(technology.licence, ruledOut)).map(({ name }) => name).slice(0, 3);
}
