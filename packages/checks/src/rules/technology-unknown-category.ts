import { settingOf } from "@groundplan/model";
import { nearest, oneOf, technologyCategories } from "@groundplan/vocabulary";
import type { Rule } from "../rule.ts";

const KNOWN: ReadonlySet<string> = new Set(technologyCategories);

export const technologyUnknownCategory: Rule = {
  code: "technology/unknown-category",
  severity: "warning",
  title: "Category that the catalogue does not have",
  what: "An entry of the workspace's own catalogue stands in a category that there is none of.",
  why: "Categories are the sectors of the radar, and rules ask for them: an entry of none is in no picture, and is never told to be of the wrong sort.",
  fix: "Write one of the catalogue's categories.",
  good: 'technology ledgerdb "LedgerDB" { category: database; licence: proprietary }\ndatabase ledger "Ledger" { tech: ledgerdb }',
  bad: 'technology ledgerdb "LedgerDB" { category: databse; licence: proprietary }\ndatabase ledger "Ledger" { tech: ledgerdb }',
  scope: "element",
  kinds: ["technology"],
  check(element, { report }) {
    const said = settingOf(element, "category")?.values[0];
    if (said?.type !== "word" || KNOWN.has(said.word)) return;
    const near = nearest(said.word, technologyCategories);
    report({ element: element.id, setting: "category", value: 0 }, `The catalogue has no category ${said.word}.`, near === undefined ? { hint: `It has ${oneOf(technologyCategories)}.` } : { hint: `Did you mean ${near}?`, replace: near });
  },
};
