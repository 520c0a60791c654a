import { readDataType } from "@groundplan/design";
import { settingOf } from "@groundplan/model";
import { isWhole, missingField } from "../fields.ts";
import type { Rule } from "../rule.ts";

export const entityUnknownIndexField: Rule = {
  code: "entity/unknown-index-field",
  severity: "error",
  title: "Index over a field that is not there",
  what: "An index, a unique or a key of an entity names a field that the entity does not have.",
  why: "The schema that is made of it cannot have that index; and whoever counts on it waits.",
  fix: "Write the field as it is declared, or declare it.",
  good: 'database orders "Orders" { entity Order { id: uuid key; placedAt: datetime; index (placedAt desc) } }',
  bad: 'database orders "Orders" { entity Order { id: uuid key; placedAt: datetime; index (placedOn desc) } }',
  scope: "element",
  kinds: ["entity"],
  reads: ["type", "field"],
  check(element, { model, report }) {
    const said = ["key", "unique", "index"].flatMap((name) => settingOf(element, name) ?? []);
    const entity = said.length === 0 || !isWhole(model, element.id) ? undefined : readDataType(model, element.id);
    if (!entity) return;
    for (const setting of said) {
      for (const [at, value] of setting.values.entries()) {
        for (const field of value.type === "index" ? value.fields : []) {
          const missing = missingField(model, entity, field.name);
          if (!missing) continue;
          report({ element: element.id, setting: setting.name, value: at }, `${titleOf(missing.of)} has no field ${missing.name}.`, { hint: missing.near === undefined ? "Declare it, or take it out of the list." : `Did you mean ${missing.near}?` });
        }
      }
    }
  },
};

function titleOf({ title, name }: { readonly title: string | undefined; readonly name: string }): string {
  return title ?? name;
}
