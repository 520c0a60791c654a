import { ELEMENTS, type Rule } from "../rule.ts";

export const teamIdle: Rule = {
  code: "team/idle",
  severity: "info",
  title: "Team that owns nothing",
  what: "Nothing names a team as its owner, and no decision names it among its deciders.",
  why: "Either what it owns was forgotten, or the team is no part of this design.",
  fix: "Name it as the owner of what it answers for, or remove it.",
  good: 'team ordering "Ordering" { people: 5 }\nservice cart "Cart" { owner: ordering }',
  bad: 'team ordering "Ordering" { people: 5 }\nservice cart "Cart"',
  scope: "model",
  missing: ["here", "named"],
  reads: ["team", "requirement", "choice", "decision", "domain", "capability", ...ELEMENTS],
  check({ lookup, report }) {
    for (const team of lookup.of("team")) {
      if (lookup.naming("owner", team.id).length === 0 && lookup.naming("deciders", team.id).length === 0) report({ element: team.id }, `${team.title} owns nothing.`, { hint: `Write owner: ${team.name} in what it answers for.` });
    }
  },
};
