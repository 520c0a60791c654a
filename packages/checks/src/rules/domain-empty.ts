import type { Rule } from "../rule.ts";

export const domainEmpty: Rule = {
  code: "domain/empty",
  severity: "info",
  title: "Domain without capabilities",
  what: "A domain holds neither capabilities nor other domains.",
  why: "Its name alone does not say what the business does there, and nothing can be traced to it.",
  fix: "Name what the business can do in it: capability take-orders \"Take orders\".",
  good: 'domain ordering "Ordering" { capability take-orders "Take orders" }\nservice checkout "Checkout" { realises: take-orders }',
  bad: 'domain ordering "Ordering"\nservice checkout "Checkout" { domain: ordering }',
  scope: "element",
  missing: ["here", "named"],
  kinds: ["domain"],
  check(element, { model, report }) {
    if (model.children(element.id).some((child) => child.kind.group === "capability" || child.kind.group === "domain")) return;
    report({ element: element.id }, `${element.title} names no capabilities.`, { hint: 'Say what the business can do there: capability take-orders "Take orders".' });
  },
};
