import type { Relation } from "./model.ts";
import { inOrderOfText, leastRelation } from "./order.ts";
import type { Entry, NameTable } from "./table.ts";

/** Relations by their ends. */
export interface RelationIndex {
  /** The entries are those of its ends. */
  add(relation: Relation, source: Entry, target: Entry): void;
  remove(relation: Relation): void;
  outgoing(id: string): readonly Relation[];
  incoming(id: string): readonly Relation[];
  readonly size: number;
}

const NONE: readonly Relation[] = [];

type Side = "outgoing" | "incoming";

/** Keeps the relations at the entries of their ends. */
export function createRelationIndex(table: NameTable, changed: (relation: Relation, by: 1 | -1) => void): RelationIndex {
  /** Lists that edits have brought out of the order of the text; each is sorted when it is next read. */
  const unsorted = new Set<Relation[]>();
  let size = 0;
  return {
    add(relation, source, target) {
      push(source, "outgoing", relation);
      push(target, "incoming", relation);
      size++;
      changed(relation, 1);
    },
    remove(relation) {
      drop(relation.source, "outgoing", relation);
      drop(relation.target, "incoming", relation);
      size--;
      changed(relation, -1);
    },
    outgoing: (id) => sorted(table.find(id)?.outgoing),
    incoming: (id) => sorted(table.find(id)?.incoming),
    get size() {
      return size;
    },
  };

  function push(entry: Entry, side: Side, relation: Relation): void {
    const list = entry[side];
    if (!list) {
      entry[side] = [relation];
      return;
    }
    const follows = continues(list, relation);
    if (list.length === 1) {
      // Most elements have one or two: a list made of them takes a fraction of the room that one takes which grows.
      unsorted.delete(list);
      const both = (entry[side] = [list[0]!, relation]);
      if (!follows) unsorted.add(both);
      return;
    }
    if (!follows) unsorted.add(list);
    list.push(relation);
  }

  function drop(id: string, side: Side, relation: Relation): void {
    const entry = table.entries.get(id);
    const list = entry?.[side];
    if (!entry || !list) return;
    const at = list.indexOf(relation);
    if (at >= 0) list.splice(at, 1);
    if (list.length > 0) {
      // Where several files speak, which one comes first may depend on what has gone.
      if (list[0]!.at.file !== list[list.length - 1]!.at.file) unsorted.add(list);
      return;
    }
    unsorted.delete(list);
    entry[side] = undefined;
    table.release(entry);
  }

  function sorted(list: Relation[] | undefined): readonly Relation[] {
    if (!list) return NONE;
    if (unsorted.size > 0 && unsorted.delete(list)) for (const [index, relation] of inOrderOfText(list, leastRelation).entries()) list[index] = relation;
    return list;
  }
}

/** Whether a relation stands in the one file that a sorted list is of, behind all of it. */
function continues(list: readonly Relation[], { at }: Relation): boolean {
  const first = list[0];
  const last = list[list.length - 1];
  return !first || !last || (first.at.file === at.file && last.at.file === at.file && last.at.from <= at.from);
}
