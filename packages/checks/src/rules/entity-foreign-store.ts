import { entityOf, readDataType } from "@groundplan/design";
import type { Rule } from "../rule.ts";

export const entityForeignStore: Rule = {
  code: "entity/foreign-store",
  severity: "info",
  title: "Reference into another store",
  what: "A field of an entity refers to an entity that another store keeps.",
  why: "No foreign key reaches from one store into another: that what it refers to is there, and stays there, is up to the programs. Nor can the two change in one transaction.",
  fix: "Keep the two in one store, or keep what is needed of the other and say how it is brought up to date (an event, a saga, an outbox). Where the key alone is kept, give the field the type of the key.",
  good: 'database shop "Shop" {\n  entity Order { id: uuid key; customer: Customer }\n  entity Customer { id: uuid key }\n}',
  bad: 'database shop "Shop" { entity Order { id: uuid key; customer: Customer } }\ndatabase people "People" { entity Customer { id: uuid key } }',
  scope: "element",
  kinds: ["entity"],
  reads: ["type", "container"],
  check(element, { model, report }) {
    const entity = readDataType(model, element.id);
    if (entity?.store === undefined) return;
    for (const field of entity.fields) {
      if (field.from !== element.id) continue;
      const link = entityOf(model, field.type);
      const target = link && readDataType(model, link.id);
      if (target?.store === undefined || target.store === entity.store) continue;
      report({ element: field.id, setting: "type" }, `${target.title ?? target.name} is kept in ${model.element(target.store)!.title}; no foreign key reaches there from ${model.element(entity.store)!.title}.`, { hint: "Keep its key alone, and say how the two are kept in step.", related: [{ at: { element: target.id }, message: "kept there" }] });
    }
  },
};
