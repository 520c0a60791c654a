import { settingOf } from "@groundplan/model";
import type { Rule } from "../rule.ts";
import { knowing, skillsOf, takesSkill } from "../skills.ts";

/** One person can be ill, on holiday or gone. */
const ENOUGH = 2;

export const technologyFewKnow: Rule = {
  code: "technology/few-know",
  severity: "warning",
  title: "Technology that too few people know",
  what: "Fewer than two people, over all teams that state their skills, know a language, framework, store or broker that a container uses. Who knows a framework's language counts for the framework.",
  why: "When the one who knows it is away, nobody can mend it.",
  fix: "Let somebody learn it, hire, or choose what the team knows. If more people know it, say so in the skills of their team.",
  good: 'team ordering "Ordering" { people: 5; skills: go 3 }\nservice cart "Cart" { tech: go; owner: ordering }',
  bad: 'team ordering "Ordering" { people: 5; skills: go 1 }\nservice cart "Cart" { tech: go; owner: ordering }',
  scope: "model",
  missing: ["here", "team"],
  reads: ["team", "container", "technology"],
  check({ lookup, technologies, report }) {
    const skills = lookup.of("team").flatMap((team) => skillsOf(team, technologies) ?? []);
    if (skills.length === 0) return;
    const told = new Set<string>();
    for (const id of lookup.technologies()) {
      const technology = technologies.find(id);
      if (!technology || told.has(technology.id) || !takesSkill(technology)) continue;
      const users = lookup.using(id).filter((element) => element.kind.group === "container");
      const first = users[0];
      if (!first) continue;
      const people = skills.reduce((sum, each) => sum + knowing(each, technology), 0);
      if (people >= ENOUGH) continue;
      told.add(technology.id);
      const value = settingOf(first, "tech")!.values.findIndex((each) => each.type === "technology" && each.id === id);
      report({ element: first.id, setting: "tech", value }, `${people === 0 ? "Nobody knows" : "Only one person knows"} ${technology.name}, which ${users.length === 1 ? `${first.title} is` : `${users.length} containers are`} built with.`, { hint: `If more do, say so in the skills of their team: ${technology.id} 2.`, related: users.slice(1, 5).map((element) => ({ at: { element: element.id }, message: "also built with it" })) });
    }
  },
};
