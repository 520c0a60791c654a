import type { Rule } from "../rule.ts";

export const actorIdle: Rule = {
  code: "actor/idle",
  severity: "warning",
  title: "Actor who uses nothing",
  what: "An actor has no relation to anything.",
  why: "A role that has nothing to do with the system does not belong into its context; or what it does was forgotten.",
  fix: "Say what the actor uses, or remove it.",
  good: 'actor shopper "Shopper" { -> storefront "buys" }\nwebapp storefront "Storefront"',
  bad: 'actor shopper "Shopper"\nwebapp storefront "Storefront"',
  scope: "element",
  missing: ["here", "named"],
  kinds: ["@actor"],
  check(element, { model, report }) {
    if (model.outgoing(element.id).length === 0 && model.incoming(element.id).length === 0) report({ element: element.id }, `${element.title} uses nothing.`, { hint: `Say what: ${element.name} -> storefront "buys".` });
  },
};
