import type { Rule } from "../rule.ts";
import { answerAccess } from "../serving.ts";

export const accessUnindexed: Rule = {
  code: "access/unindexed",
  severity: "warning",
  title: "Access pattern that no index serves",
  what: "No key, unique or index of an entity begins with a field that an access pattern asks by, or orders by where it takes the first few only. Entities of a thousand or fewer, search indexes and buckets are not meant.",
  why: "The store reads all there is for each question: quick with the data of a test, and slower every month after.",
  fix: "Add an index that begins with what is compared for equality, and goes on with the order: index (customer, placedAt desc).",
  good: 'database orders "Orders" {\n  entity Order { id: uuid key; status: string; placedAt: datetime; index (status, placedAt desc) }\n  access open { query: Order where status = "open" order by placedAt desc limit 20; rate: 5/s; time: p95 <= 20ms }\n}',
  bad: 'database orders "Orders" {\n  entity Order { id: uuid key; status: string; placedAt: datetime; index (placedAt desc) }\n  access open { query: Order where status = "open"; rate: 5/s; time: p95 <= 20ms }\n}',
  scope: "element",
  missing: ["here", "type"],
  kinds: ["access"],
  reads: ["type", "field", "container"],
  check(element, { model, report }) {
    const answer = answerAccess(model, element);
    if (!answer || answer.serving || answer.need !== "index" || answer.entity.is !== "entity") return;
    const store = answer.entity.store === undefined ? undefined : model.element(answer.entity.store);
    if (store && model.vocabulary.covers(["searchindex", "bucket"], store.kind)) return;
    const title = answer.entity.title ?? answer.entity.name;
    const fields = answer.wanted?.map(({ name, descending }) => `${name}${descending ? " desc" : ""}`).join(", ");
    report({ element: element.id, setting: "query" }, `No index of ${title} serves it: all are read for each question.`, { hint: fields === undefined ? "No index in order helps here: ask by equality or by a range, or keep it in a search index." : `Add index (${fields}) to ${answer.entity.name}.`, related: [{ at: { element: answer.entity.id }, message: "the entity" }] });
  },
};
