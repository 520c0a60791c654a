import type { Model, Relation } from "@groundplan/model";

/** Who depends on whom: the source on the target, but for messages out of a broker, where the one that listens depends. */
export function dependencyOf(model: Model, relation: Relation): { readonly from: string; readonly to: string } {
  const source = model.element(relation.source);
  const listens = relation.style === "message" && source !== undefined && (source.kind.group === "topic" || (source.kind.group === "container" && model.vocabulary.covers(["broker"], source.kind)));
  return listens ? { from: relation.target, to: relation.source } : { from: relation.source, to: relation.target };
}
