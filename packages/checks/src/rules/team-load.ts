import { inheritedSetting, settingOf, targetsOf } from "@groundplan/model";
import { ELEMENTS, type Rule } from "../rule.ts";

/** More than these to look after, and a person knows none of them well. */
const MOST_PER_PERSON = 3;

export const teamLoad: Rule = {
  code: "team/load",
  severity: "info",
  title: "Team that owns much for its size",
  what: `A team owns more than ${MOST_PER_PERSON} containers for each of its people.`,
  why: "Each container has alarms, updates and questions; with too many of them none is looked after.",
  fix: "Share them with another team, join containers, or let the team grow.",
  good: 'team ordering "Ordering" { people: 2 }\nsystem shop "Shop" {\n  owner: ordering\n  service a "A"\n  service b "B"\n  service c "C"\n  service d "D"\n}',
  bad: 'team ordering "Ordering" { people: 1 }\nsystem shop "Shop" {\n  owner: ordering\n  service a "A"\n  service b "B"\n  service c "C"\n  service d "D"\n}',
  scope: "model",
  reads: ["team", ...ELEMENTS],
  check({ model, lookup, report }) {
    if (!lookup.has("team")) return;
    const owned = new Map<string, number>();
    for (const container of lookup.of("container")) {
      const owner = targetsOf(inheritedSetting(model, container, "owner"))[0];
      if (owner !== undefined) owned.set(owner, (owned.get(owner) ?? 0) + 1);
    }
    for (const team of lookup.of("team")) {
      const people = settingOf(team, "people")?.values[0];
      const count = owned.get(team.id) ?? 0;
      if (people?.type !== "range" || people.high === 0 || count <= MOST_PER_PERSON * people.high) continue;
      report({ element: team.id, setting: "people" }, `${team.title} owns ${count} containers with ${people.high === 1 ? "one person" : `${people.high} people`}.`, { hint: `More than ${MOST_PER_PERSON} for each is much to look after.` });
    }
  },
};
