import { lifeOf } from "../life.ts";
import type { Rule } from "../rule.ts";
import { technologyUses } from "../uses.ts";
import { listed } from "../words.ts";

export const technologyUnknownVersion: Rule = {
  code: "technology/unknown-version",
  severity: "info",
  title: "Version that the catalogue does not know",
  what: "The catalogue has release lines of a technology, and the version belongs to none of them: it is misspelt, or newer than the catalogue.",
  why: "Nobody can say when its support ends.",
  fix: "Correct the version; if it is right and new, there is nothing to do but to know it.",
  good: 'database orders "Orders" { tech: postgresql@18.4 }',
  bad: 'database orders "Orders" { tech: postgresql@81 }',
  scope: "element",
  kinds: ["@external", "@system", "@group", "@container", "@component", "choice"],
  check(element, { technologies, report, asOf }) {
    if (element.settings.length === 0) return;
    for (const { setting, value, id, version } of technologyUses(element)) {
      const technology = technologies.find(id);
      if (!technology || version === undefined || lifeOf(technology, version, asOf).state !== "unknown-version") continue;
      const lines = technology.support!.cycles.map(({ cycle }) => cycle);
      report({ element: element.id, setting: setting.name, value }, `The catalogue knows no ${technologies.title(id, version)}.`, { hint: `It knows ${listed(lines, 5)}, as of ${technology.support!.asOf}.` });
    }
  },
};
