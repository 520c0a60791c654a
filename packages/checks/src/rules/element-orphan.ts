import { isWithin, type Element, type Model } from "@groundplan/model";
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
  missing: ["here", "named"],
  kinds: ["@system", "@group", "@container", "@external", "@component"],
  check(element, { model, report }) {
    const { group } = element.kind;
    if (group === "container" || group === "external" || (group === "component" && element.parent === undefined)) {
      if (!isRelated(model, element)) report({ element: element.id }, `${element.title} has no relation to anything.`, { hint: HINT, ...(group === "component" ? { severity: "info" as const } : {}) });
    }
    // Components are judged with what holds them: whether one is missing something depends on what stands beside it.
    const components = model.children(element.id).filter((child) => child.kind.group === "component");
    // Those of a container that is not drawn in detail yet: their container's relations stand for all of them.
    if (components.length === 0 || !someWithin(model, element.id, (inner) => inner !== element.id && model.element(inner)?.kind.group === "component" && (model.outgoing(inner).length > 0 || model.incoming(inner).length > 0))) return;
    for (const component of components) if (!isRelated(model, component)) report({ element: component.id }, `${component.title} has no relation to anything.`, { hint: HINT, severity: "info" });
  },
};

const HINT = "Say who uses it and what it uses, or remove it.";

/** Whether a relation leads out of an element or into it, be it by way of one of its parts. */
function isRelated(model: Model, { id }: Element): boolean {
  return someWithin(model, id, (inner) => model.outgoing(inner).some((relation) => !isWithin(relation.target, id)) || model.incoming(inner).some((relation) => !isWithin(relation.source, id)));
}
