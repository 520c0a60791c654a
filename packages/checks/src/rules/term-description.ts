import type { Rule } from "../rule.ts";

export const termDescription: Rule = {
  code: "term/description",
  severity: "warning",
  title: "Term that explains nothing",
  what: "A term of the glossary has no description.",
  why: "The explanation is all that a term is for.",
  fix: "Put what it means here into its block, in quotes.",
  good: 'term sku "SKU" { "The smallest thing that is sold and counted." }',
  bad: 'term sku "SKU"',
  scope: "element",
  missing: ["here"],
  kinds: ["term"],
  check(element, { report }) {
    if (element.description === undefined) report({ element: element.id }, `${element.title} is not explained.`, { hint: 'Put what it means into its block: "The smallest thing that is sold."' });
  },
};
