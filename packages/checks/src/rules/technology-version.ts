import { settingOf, type Element } from "@groundplan/model";
import type { TechnologyCategory } from "@groundplan/vocabulary";
import type { Rule } from "../rule.ts";
import { technologiesIn } from "../uses.ts";

/** Where the version decides what works together and how long it lives. */
const MATTERS: ReadonlySet<TechnologyCategory> = new Set<TechnologyCategory>(["language", "database", "cache", "search", "broker"]);

export const technologyVersion: Rule = {
  code: "technology/version",
  severity: "info",
  title: "Technology without its version",
  what: "A language, a store or a broker whose lines of release end is named without a version. It is told once for each technology.",
  why: "Without the version no one can tell when its support ends, and the artifacts of the later phases have to guess it.",
  fix: "Write the version behind @: tech: postgresql@18.",
  good: 'database orders "Orders" { tech: postgresql@18 }',
  bad: 'database orders "Orders" { tech: postgresql }',
  scope: "model",
  missing: ["here"],
  reads: ["system", "group", "container", "component", "technology"],
  check({ lookup, technologies, report }) {
    for (const id of lookup.technologies()) {
      const technology = technologies.find(id);
      if (!technology || !MATTERS.has(technology.category) || !technology.support?.cycles.some(({ cycle }) => cycle !== "")) continue;
      const bare = lookup.using(id).filter((element) => element.kind.group !== "external" && isBare(element, id));
      const [first, ...rest] = bare;
      if (!first) continue;
      const value = settingOf(first, "tech")!.values.findIndex((each) => each.type === "technology" && each.id === id);
      report({ element: first.id, setting: "tech", value }, `Nothing says which ${technology.name} it is${rest.length === 0 ? "" : `, here and in ${rest.length} more`}.`, { hint: `Write ${id}@${technology.support.cycles[0]!.cycle}, or the version that you run.`, related: rest.slice(0, 4).map((element) => ({ at: { element: element.id }, message: "also here" })) });
    }
  },
};

function isBare(element: Element, id: string): boolean {
  return technologiesIn(settingOf(element, "tech")).some((named) => named.id === id && named.version === undefined);
}
