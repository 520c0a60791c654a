import { isWithin } from "@groundplan/model";
import { someWithin } from "../calls.ts";
import type { Rule } from "../rule.ts";

export const elementOrphan: Rule = {
  code: "element/orphan",
  severity: "warning",
  title: "Element without any relation",
  what: "A container or an external system has no relation to anything, nor has anything in it. (A component: an info.)",
  why: "What nothing uses and what uses nothing either does not belong here, or its relations were forgotten.",
  fix: "Say who uses it and what it uses, or remove it.",
  good: 'webapp storefront "Storefront" { -> cart "adds" }\nservice cart "Cart"',
  bad: 'webapp storefront "Storefront" { -> cart "adds" }\nservice cart "Cart"\nservice prices "Prices"',
  scope: "element",
  missing: ["here"],
  kinds: ["@container", "@external", "@component"],
  check(element, { model, report }) {
    const related = someWithin(model, element.id, (inner) => model.outgoing(inner).some((relation) => !isWithin(relation.target, element.id)) || model.incoming(inner).some((relation) => !isWithin(relation.source, element.id)));
    if (related) return;
    const component = element.kind.group === "component";
    // Components of a container that is not drawn in detail yet: their container's relations stand for all of them.
    const { parent } = element;
    if (component && parent !== undefined && !someWithin(model, parent, (inner) => inner !== parent && model.element(inner)?.kind.group === "component" && (model.outgoing(inner).length > 0 || model.incoming(inner).length > 0))) return;
    report({ element: element.id }, `${element.title} has no relation to anything.`, { hint: "Say who uses it and what it uses, or remove it.", ...(component ? { severity: "info" as const } : {}) });
  },
};
