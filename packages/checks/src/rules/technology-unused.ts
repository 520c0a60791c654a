import { settingOf } from "@groundplan/model";
import type { Element } from "@groundplan/model";
import { ELEMENTS, type Rule } from "../rule.ts";
import { technologyUses } from "../uses.ts";

export const technologyUnused: Rule = {
  code: "technology/unused",
  severity: "info",
  title: "Entry of the workspace's catalogue that nobody uses",
  what: "The workspace describes a technology that no element, relation, choice, team or constraint names.",
  why: "It ages unseen, and hides the catalogue's own entry of that name if there is one.",
  fix: "Remove it, or use it.",
  good: 'technology ledgerdb "LedgerDB" { category: database; licence: proprietary }\ndatabase ledger "Ledger" { tech: ledgerdb }',
  bad: 'technology ledgerdb "LedgerDB" { category: database; licence: proprietary }',
  scope: "model",
  missing: ["here"],
  reads: ["technology", "relations", "choice", "candidate", "requirement", "team", ...ELEMENTS],
  check({ model, lookup, report }) {
    const entries = lookup.of("technology");
    if (entries.length === 0) return;
    const named = new Set(lookup.technologies());
    for (const group of ["choice", "candidate", "requirement", "team", "technology"] as const) {
      for (const element of lookup.of(group)) {
        for (const { id } of technologyUses(element)) named.add(id);
        if (group === "candidate") named.add(element.name.toLowerCase());
      }
    }
    const unnamed = entries.filter((entry) => !namesOf(entry).some((name) => named.has(name)));
    if (unnamed.length === 0) return;
    for (const relation of model.relations()) if (relation.settings.length > 0) for (const { id } of technologyUses(relation)) named.add(id);
    for (const entry of unnamed) if (!namesOf(entry).some((name) => named.has(name))) report({ element: entry.id }, `Nothing uses ${entry.title}.`, { hint: "Remove it, or name it where it is used." });
  },
};

function namesOf(entry: Element): readonly string[] {
  const aliases = settingOf(entry, "aliases")?.values ?? [];
  return [entry.name.toLowerCase(), ...aliases.flatMap((value) => (value.type === "word" ? value.word.toLowerCase() : []))];
}
