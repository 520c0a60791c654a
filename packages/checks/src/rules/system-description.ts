import type { Rule } from "../rule.ts";

export const systemDescription: Rule = {
  code: "system/description",
  severity: "info",
  title: "System without a description",
  what: "A system does not say in a sentence what it is for.",
  why: "It is the first sentence of the architecture document, and what the boundary of the context diagram stands for.",
  fix: "Put one sentence in quotes into its block.",
  good: 'system shop "Shop" { "Sells telescopes." }',
  bad: 'system shop "Shop"',
  scope: "element",
  missing: ["here"],
  kinds: ["@system"],
  check(element, { report }) {
    if (element.description === undefined) report({ element: element.id }, `${element.title} does not say what it is for.`, { hint: 'Put a sentence into its block: "Sells telescopes."' });
  },
};
