import { settingOf } from "@groundplan/model";
import type { Rule } from "../rule.ts";
import { technologyUses } from "../uses.ts";

export const teamSkills: Rule = {
  code: "team/skills",
  severity: "warning",
  title: "Skills that a team cannot have",
  what: "More people of a team know a technology than there are in it, or a technology stands twice among its skills.",
  why: "Who knows what decides whether a technology is in good hands; a number that cannot be right hides that it is not.",
  fix: "Count the people who know it, once for each technology.",
  good: 'team ordering "Ordering" { people: 5; skills: go 3, kafka 1 }\nservice cart "Cart" { owner: ordering }',
  bad: 'team ordering "Ordering" { people: 5; skills: go 30, kafka 1, kafka 2 }\nservice cart "Cart" { owner: ordering }',
  scope: "element",
  kinds: ["team"],
  check(element, { technologies, report }) {
    const skills = settingOf(element, "skills");
    if (!skills) return;
    const [people] = settingOf(element, "people")?.values ?? [];
    const seen = new Set<string>();
    for (const { id, value, weight } of technologyUses({ settings: [skills] })) {
      const known = technologies.idOf(id);
      const at = { element: element.id, setting: "skills", value };
      if (seen.has(known)) report(at, `${technologies.title(known)} stands twice among the skills of ${element.title}.`, { hint: "Keep one of them." });
      else if (people?.type === "range" && (weight ?? 0) > people.high) report(at, `${weight} people of ${element.title} know ${technologies.title(known)}, and it has ${people.high}.`, { hint: "Count those who know it." });
      seen.add(known);
    }
  },
};
