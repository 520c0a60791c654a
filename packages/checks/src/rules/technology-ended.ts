import { lifeOf, newestLine } from "../life.ts";
import type { Rule } from "../rule.ts";
import { technologyUses } from "../uses.ts";

export const technologyEnded: Rule = {
  code: "technology/ended",
  severity: "warning",
  title: "Version past its end of life",
  what: "A version gets no security fixes any more on the day for which is checked.",
  why: "From then on each hole that is found stays open.",
  fix: "Move to a line that is supported; until then, say in an exception why and until when.",
  good: 'database orders "Orders" { tech: postgresql@18 }',
  bad: 'database orders "Orders" { tech: postgresql@12 }',
  scope: "element",
  kinds: ["@external", "@system", "@group", "@container", "@component", "choice"],
  check(element, { technologies, report, asOf }) {
    if (element.settings.length === 0) return;
    for (const { setting, value, id, version } of technologyUses(element)) {
      const technology = technologies.find(id);
      if (!technology) continue;
      const life = lifeOf(technology, version, asOf);
      if (life.state !== "ended") continue;
      const newest = newestLine(technology, asOf);
      report({ element: element.id, setting: setting.name, value }, `${technologies.title(id, version)} has had no security fixes ${life.on === undefined ? "for some time" : `since ${life.on}`}.`, newest === undefined ? {} : { hint: `${technologies.title(id, newest)} is the newest line that is supported.` });
    }
  },
};
