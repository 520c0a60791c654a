import { inheritedSetting } from "@groundplan/model";
import type { Rule } from "../rule.ts";
import { knowing, ownerOf, skillsOf, takesSkill, technologiesOfElement } from "../skills.ts";
import { listed } from "../words.ts";

export const technologyTeamKnows: Rule = {
  code: "technology/team-knows",
  severity: "info",
  title: "Technology that the owning team does not know",
  what: "A team states its skills, and none of it knows a language, framework, store or broker of a container that it owns.",
  why: "Who answers for it cannot mend it without help from elsewhere.",
  fix: "Give it to the team that knows it, let somebody learn it, or complete the team's skills.",
  good: 'team ordering "Ordering" { people: 5; skills: go 3, rust 2 }\nservice shipping "Shipping" { tech: rust; owner: ordering }',
  bad: 'team ordering "Ordering" { people: 5; skills: go 3 }\nservice shipping "Shipping" { tech: rust; owner: ordering }',
  scope: "element",
  missing: ["here", "team"],
  kinds: ["@container"],
  reads: ["team"],
  applies: ({ lookup }) => lookup.has("team"),
  check(element, context) {
    const owner = ownerOf(element, context);
    const skills = owner && skillsOf(owner, context.technologies);
    if (!owner || !skills) return;
    const foreign = technologiesOfElement(element, context).filter((technology) => takesSkill(technology) && knowing(skills, technology) === 0);
    if (foreign.length === 0) return;
    const own = inheritedSetting(context.model, element, "tech") !== undefined && element.settings.some((setting) => setting.name === "tech");
    context.report(own ? { element: element.id, setting: "tech" } : { element: element.id }, `Nobody of ${owner.title} knows ${listed(foreign.map(({ name }) => name))}.`, { hint: `If somebody does, say so: skills: ${foreign[0]!.id} 1.`, related: [{ at: { element: owner.id, setting: "skills" }, message: "what the team knows" }] });
  },
};
