import { missingField, isWhole } from "../fields.ts";
import type { Rule } from "../rule.ts";
import { queryOf } from "../serving.ts";

export const accessUnknownField: Rule = {
  code: "access/unknown-field",
  severity: "error",
  title: "Access pattern over a field that is not there",
  what: "The query of an access pattern names a field that its entity does not have.",
  why: "Nobody can ask that question, and nothing can be said of the index that serves it.",
  fix: "Write the field as the entity declares it, or declare it there.",
  good: 'database orders "Orders" {\n  entity Order { id: uuid key; status: string; index (status) }\n  access open { query: Order where status = "open"; rate: 5/s; time: p95 <= 20ms }\n}',
  bad: 'database orders "Orders" {\n  entity Order { id: uuid key; status: string; index (status) }\n  access open { query: Order where state = "open"; rate: 5/s; time: p95 <= 20ms }\n}',
  scope: "element",
  kinds: ["access"],
  reads: ["type", "field"],
  check(element, { model, report }) {
    const asked = queryOf(model, element);
    if (!asked || !isWhole(model, asked.entity.id)) return;
    const { entity, query } = asked;
    const aggregated = query.aggregate?.split(" ")[1];
    const names = [...query.where.map(({ field }) => field), ...query.orderBy.map(({ field }) => field), ...query.groupBy, ...(aggregated === undefined || aggregated === "" ? [] : [aggregated])];
    for (const name of new Set(names)) {
      const missing = missingField(model, entity, name);
      if (missing) report({ element: element.id, setting: "query" }, `${missing.of.title ?? missing.of.name} has no field ${missing.name}.`, { hint: missing.near === undefined ? `Declare it in ${missing.of.name}, or ask by another.` : `Did you mean ${missing.near}?`, related: [{ at: { element: missing.of.id }, message: "declared here" }] });
    }
  },
};
