import { settingOf, type Element } from "@groundplan/model";
import { findTechnology } from "@groundplan/vocabulary";
import type { Rule } from "../rule.ts";

export const technologyAliasTaken: Rule = {
  code: "technology/alias-taken",
  severity: "error",
  title: "Alias that hides another technology",
  what: "An entry of the workspace's own catalogue has an alias that is the name or an alias of another technology, of the workspace or of the catalogue that comes with Groundplan.",
  why: "Whoever names the other one gets this one, with its licence and its dates, and is never told.",
  fix: "Take the alias away, or choose another one. An entry that is to replace one of the catalogue has its name.",
  good: 'technology ledgerdb "LedgerDB" { category: database; licence: proprietary; aliases: ldb }\ndatabase ledger "Ledger" { tech: ldb }',
  bad: 'technology ledgerdb "LedgerDB" { category: database; licence: proprietary; aliases: postgres }\ndatabase ledger "Ledger" { tech: ledgerdb }',
  scope: "model",
  reads: ["technology"],
  check({ lookup, report }) {
    const entries = lookup.of("technology");
    /** The entry that has a name; of an alias the first one. */
    const owners = new Map<string, Element>();
    for (const entry of entries) owners.set(entry.name.toLowerCase(), entry);
    for (const entry of entries) {
      for (const [value, said] of (settingOf(entry, "aliases")?.values ?? []).entries()) {
        if (said.type !== "word") continue;
        const alias = said.word.toLowerCase();
        const at = { element: entry.id, setting: "aliases", value };
        const owner = owners.get(alias);
        if (owner !== undefined && owner !== entry) {
          report(at, `The alias ${said.word} is a name of ${owner.title} already.`, { hint: "Choose another alias.", related: [{ at: { element: owner.id }, message: owner.title }] });
          continue;
        }
        owners.set(alias, entry);
        const listed = findTechnology(alias);
        // One that is described anew may keep the aliases that it has in the catalogue; of one that the workspace replaces nothing is hidden.
        if (listed !== undefined && listed.id !== entry.name.toLowerCase()) report(at, `The alias ${said.word} means ${listed.name} in the catalogue.`, { hint: `Choose another alias; to replace the entry of ${listed.name} write technology ${listed.id}.` });
      }
    }
  },
};
