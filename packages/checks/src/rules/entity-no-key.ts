import { readDataType, type DataType } from "@groundplan/design";
import type { Model } from "@groundplan/model";
import { isWhole } from "../fields.ts";
import type { Rule } from "../rule.ts";

export const entityNoKey: Rule = {
  code: "entity/no-key",
  severity: "warning",
  title: "Entity without a key",
  what: "An entity of a store has fields, and none of them is its key; neither has it one from what it extends.",
  why: "Nobody can name one of them: not to change it, not to refer to it, not to tell whether it was written twice.",
  fix: "Mark the key (id: uuid key), or name its fields together: key (order, line).",
  good: 'database orders "Orders" { entity Order { id: uuid key; placedAt: datetime } }',
  bad: 'database orders "Orders" { entity Order { id: uuid; placedAt: datetime } }',
  scope: "element",
  missing: ["here"],
  kinds: ["entity"],
  reads: ["type", "field"],
  check(element, { model, report }) {
    const entity = readDataType(model, element.id);
    if (!entity || entity.store === undefined || !isWhole(model, element.id) || hasKey(model, entity)) return;
    report({ element: element.id }, `${element.title} has no key.`, { hint: "Mark it, as in id: uuid key, or write key (order, line)." });
  },
};

function hasKey(model: Model, entity: DataType, depth = 0): boolean {
  if (entity.keys.length > 0) return true;
  return depth < 8 && entity.extends.some((id) => {
    const above = readDataType(model, id);
    return above !== undefined && hasKey(model, above, depth + 1);
  });
}
