import type { LinkedUnit } from "./link.ts";
import { lastOf, parentOf } from "./names.ts";

/** One place that names something: a setting's reference, or an end of a relation. */
export interface Use {
  readonly path: string;
  readonly index: number;
  readonly relation: boolean;
}

/** Where each name is used, in the units of a workspace. */
export interface UseIndex {
  /** Takes a unit up. It is read when a name is next looked for: most edits leave all names as they were. */
  note(linked: LinkedUnit): void;
  forget(linked: LinkedUnit): void;
  /** What uses names that end in this segment. */
  of(last: string): Iterable<readonly [LinkedUnit, readonly Use[]]>;
}

export function createUseIndex(): UseIndex {
  const unread = new Set<LinkedUnit>();
  const known = new Map<LinkedUnit, ReadonlyMap<string, readonly Use[]>>();
  const byLast = new Map<string, Map<LinkedUnit, readonly Use[]>>();
  return {
    note(linked) {
      if (!known.has(linked)) unread.add(linked);
    },
    forget(linked) {
      unread.delete(linked);
      for (const last of known.get(linked)?.keys() ?? []) byLast.get(last)!.delete(linked);
      known.delete(linked);
    },
    of(last) {
      for (const linked of unread) {
        const uses = usesOf(linked);
        known.set(linked, uses);
        for (const [name, list] of uses) {
          const others = byLast.get(name);
          if (others) others.set(linked, list);
          else byLast.set(name, new Map([[linked, list]]));
        }
      }
      unread.clear();
      return byLast.get(last) ?? NO_USES;
    },
  };
}

const NO_USES: ReadonlyMap<LinkedUnit, readonly Use[]> = new Map();

/**
 * The names that a unit uses, by their last segment: whatever such a name may find ends in that segment, hit or miss. What
 * would own it counts as used too, for it may be found in its place.
 */
function usesOf(linked: LinkedUnit): ReadonlyMap<string, readonly Use[]> {
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
