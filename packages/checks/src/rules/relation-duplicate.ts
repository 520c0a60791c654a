import type { Relation } from "@groundplan/model";
import type { Rule } from "../rule.ts";

export const relationDuplicate: Rule = {
  code: "relation/duplicate",
  severity: "warning",
  title: "The same relation twice",
  what: "Two relations have the same ends, the same arrow and the same label.",
  why: "The second adds nothing, is drawn on top of the first, and one of them will be forgotten when the other changes.",
  fix: "Remove one of them, or give them labels that tell them apart.",
  good: 'service cart "Cart" {\n  -> prices "asks for prices"\n  -> prices "asks for discounts"\n}\nservice prices "Prices"',
  bad: 'service cart "Cart" {\n  -> prices "asks for prices"\n  -> prices "asks for prices"\n}\nservice prices "Prices"',
  scope: "element",
  kinds: ["@system", "@group", "@container", "@component", "@external", "@actor", "@interface", "@operation", "@topic"],
  outgoing: true,
  check(element, { model, report }) {
    const outgoing = model.outgoing(element.id);
    if (leadElsewhere(outgoing)) return;
    const counts = new Map<string, number>();
    for (const relation of outgoing) {
      const nth = counts.get(relation.id) ?? 0;
      counts.set(relation.id, nth + 1);
      if (nth === 0) continue;
      report({ relation: relation.id, source: element.id, nth }, `This relation from ${element.title} to ${model.element(relation.target)!.title} stands twice.`, {
        hint: "Remove one of them, or give them labels that tell them apart.",
        related: [{ at: { relation: relation.id, source: element.id }, message: "the first time" }],
      });
    }
  },
};

/** Among so many, to compare each with each takes less than to put them into a map. */
const FEW = 8;

/** Whether no two of few relations have one target: then none stands twice, and no id need be read. */
function leadElsewhere(relations: readonly Relation[]): boolean {
  if (relations.length > FEW) return false;
  for (let at = 1; at < relations.length; at++) for (let before = 0; before < at; before++) if (relations[at]!.target === relations[before]!.target) return false;
  return true;
}
