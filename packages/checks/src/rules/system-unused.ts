import { isWithin } from "@groundplan/model";
import { someWithin } from "../calls.ts";
import type { Rule } from "../rule.ts";

export const systemUnused: Rule = {
  code: "system/unused",
  severity: "info",
  title: "System that nobody uses",
  what: "No actor, no external system and no other system has a relation to the system or to anything in it.",
  why: "A context diagram without anybody around the system leaves open for whom it is built.",
  fix: "Say who uses it: shopper -> storefront \"buys\".",
  good: 'actor shopper "Shopper" { -> storefront "buys" }\nsystem shop "Shop" { webapp storefront "Storefront" }',
  bad: 'actor shopper "Shopper"\nsystem shop "Shop" { webapp storefront "Storefront" }',
  scope: "element",
  missing: ["here", "named"],
  kinds: ["@system"],
  check(element, { model, report }) {
    if (model.children(element.id).every((child) => child.kind.group !== "container")) return;
    const used = someWithin(model, element.id, (inner) =>
      model.incoming(inner).some((relation) => {
        // People and externals may be declared in the system's block; they are outside of it all the same.
        const group = model.element(relation.source)?.kind.group;
        return group === "actor" || group === "external" || !isWithin(relation.source, element.id);
      }),
    );
    if (used) return;
    report({ element: element.id }, `Nobody uses ${element.title}.`, { hint: 'Say who does: shopper -> storefront "buys".' });
  },
};
