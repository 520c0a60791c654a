import type { Anchor, Rule, RuleContext } from "../rule.ts";
import { at } from "../rule.ts";
import { technologyUses, type TechnologyUse } from "../uses.ts";

export const technologyUnknown: Rule = {
  code: "technology/unknown",
  severity: "warning",
  title: "Technology that the catalogue does not know",
  what: "A setting names a technology that neither the catalogue nor the workspace's own entries know.",
  why: "What is unknown has no licence, no end of support and no icon; most often it is a slip of the pen.",
  fix: "Write it as the catalogue does, or describe it: technology ledgerdb \"LedgerDB\" { category: database; licence: proprietary }.",
  good: 'database orders "Orders" { tech: postgresql }',
  bad: 'database orders "Orders" { tech: postgrsql }',
  scope: "element",
  kinds: ["@actor", "@external", "@system", "@group", "@container", "@component", "@interface", "@operation", "@topic", "choice", "candidate", "constraint", "team", "technology"],
  check(element, context) {
    if (element.settings.length > 0) for (const use of technologyUses(element)) tell(use, { element: element.id, setting: use.setting.name, value: use.value }, context);
    for (const relation of context.model.outgoing(element.id)) {
      if (relation.settings.length > 0) for (const use of technologyUses(relation)) tell(use, { ...at(relation, use.setting.name), value: use.value }, context);
    }
  },
};

function tell({ id, version, weight }: TechnologyUse, anchor: Anchor, { technologies, report }: RuleContext): void {
  if (technologies.find(id)) return;
  const near = technologies.suggest(id);
  report(anchor, `No technology is known as ${id}.`, {
    hint: near === undefined ? `If it is right, describe it: technology ${id} "…" { category: …; licence: … }.` : `Did you mean ${near}?`,
    ...(near === undefined ? {} : { replace: `${near}${version === undefined ? "" : `@${version}`}${weight === undefined ? "" : ` ${weight}`}` }),
  });
}
