import { DAYS_AHEAD, lifeOf, newestLine } from "../life.ts";
import type { Rule } from "../rule.ts";
import { technologyUses } from "../uses.ts";

export const technologyEnding: Rule = {
  code: "technology/ending",
  severity: "info",
  title: "Version that ends soon",
  what: `The security fixes of a version end within ${DAYS_AHEAD} days of the day for which is checked.`,
  why: "A move to another line takes planning; half a year is little for a database.",
  fix: "Plan the move to a line that lives longer.",
  good: 'service quotes "Quotes" { tech: python@3.14 }',
  bad: 'technology ledgerdb "LedgerDB" { category: database; licence: proprietary; ends: 2027-01-31 }\ndatabase ledger "Ledger" { tech: ledgerdb@3 }',
  scope: "element",
  kinds: ["@external", "@system", "@group", "@container", "@component", "choice"],
  check(element, { technologies, report, asOf }) {
    if (element.settings.length === 0) return;
    for (const { setting, value, id, version } of technologyUses(element)) {
      const technology = technologies.find(id);
      if (!technology) continue;
      const life = lifeOf(technology, version, asOf);
      if (life.state !== "ending") continue;
      const newest = newestLine(technology, asOf);
      report({ element: element.id, setting: setting.name, value }, `The security fixes of ${technologies.title(id, version)} end on ${life.on}.`, { hint: newest === undefined || version?.startsWith(newest) ? "Plan what takes its place." : `Plan the move to ${technologies.title(id, newest)}.` });
    }
  },
};
