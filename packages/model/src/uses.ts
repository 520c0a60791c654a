import type { LinkedUnit } from "./link.ts";
import { lastOf, parentOf } from "./names.ts";

/** One place that names something: a setting's reference, or an end of a relation. */
export interface Use {
  readonly path: string;
  readonly index: number;
  readonly relation: boolean;
}

/**
 * The names that a unit uses, by their last segment: whatever such a name may find ends in that segment, hit or miss. What
 * would own it counts as used too, for it may be found in its place.
 */
export function usesOf(linked: LinkedUnit): Map<string, Use[]> {
  const uses = new Map<string, Use[]>();
  const put = (path: string, index: number, relation: boolean): void => {
    const last = lastOf(path);
    const list = uses.get(last);
    const use = { path, index, relation };
    if (list) list.push(use);
    else uses.set(last, [use]);
  };
  const putBoth = (path: string, index: number, relation: boolean): void => {
    put(path, index, relation);
    const owner = parentOf(path);
    if (owner !== undefined) put(owner, index, relation);
  };
  for (const [index, reference] of linked.unit.references.entries()) for (const name of reference.candidates ?? [reference.name]) putBoth(name, index, false);
  for (const [index, relation] of linked.unit.relations.entries()) {
    if (relation.source !== undefined) putBoth(relation.source, index, true);
    if (relation.target !== undefined) putBoth(relation.target, index, true);
  }
  return uses;
}
