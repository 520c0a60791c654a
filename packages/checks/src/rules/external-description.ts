import type { Rule } from "../rule.ts";

export const externalDescription: Rule = {
  code: "external/description",
  severity: "info",
  title: "External system without a description",
  what: "An external system does not say what it is and who runs it.",
  why: "Nobody on the team can look into it: what is not written here, nobody knows when it fails.",
  fix: "Put one sentence in quotes into its block: what it does for this system, and who runs it.",
  good: 'external cards "Card processor" { "Charges cards; run by the bank." }',
  bad: 'external cards "Card processor"',
  scope: "element",
  missing: ["here"],
  kinds: ["@external"],
  check(element, { report }) {
    if (element.description === undefined) report({ element: element.id }, `${element.title} does not say what it is.`, { hint: "Put a sentence into its block: what it does here, and who runs it." });
  },
};
