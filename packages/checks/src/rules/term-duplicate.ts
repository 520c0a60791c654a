import { settingOf, textsOf } from "@groundplan/model";
import type { Rule } from "../rule.ts";

export const termDuplicate: Rule = {
  code: "term/duplicate",
  severity: "warning",
  title: "Word that the glossary explains twice",
  what: "Two terms have the same title, or one has the other's title as a synonym.",
  why: "A reader finds the one explanation or the other.",
  fix: "Join them; where a word means two things in two places, say so in the titles.",
  good: 'term sku "SKU" { "What is sold and counted."; synonyms: "article number" }\nterm lot "Lot" { "What is delivered together." }',
  bad: 'term sku "SKU" { "What is sold and counted."; synonyms: "article" }\nterm article "Article" { "What is sold." }',
  scope: "model",
  reads: ["term"],
  check({ model, lookup, report }) {
    const first = new Map<string, string>();
    for (const term of lookup.of("term")) {
      for (const word of new Set([term.title, ...textsOf(settingOf(term, "synonyms"))].map((text) => text.trim().toLowerCase()))) {
        const other = first.get(word);
        if (other === undefined) first.set(word, term.id);
        else report({ element: term.id }, `${model.element(other)!.title} explains the word ${JSON.stringify(word)} too.`, { hint: "Join them, or say in the titles where each is meant.", related: [{ at: { element: other }, message: "the other one" }] });
      }
    }
  },
};
