import type { Relation } from "./model.ts";
import { inOrderOfText } from "./order.ts";

/** Relations by their ends. */
export interface RelationIndex {
  add(relation: Relation): void;
  remove(relation: Relation): void;
  outgoing(id: string): readonly Relation[];
  incoming(id: string): readonly Relation[];
  readonly size: number;
}

const NONE: readonly Relation[] = [];

/** The relations at one element. */
interface Ends {
  outgoing: Relation[] | undefined;
  incoming: Relation[] | undefined;
}

type Side = keyof Ends;

export function createRelationIndex(changed: (relation: Relation, by: 1 | -1) => void): RelationIndex {
  const ends = new Map<string, Ends>();
  /** Lists that edits have brought out of the order of the text; each is sorted when it is next read. */
  const unsorted = new Set<Relation[]>();
  let size = 0;
  return {
    add(relation) {
      push(relation.source, "outgoing", relation);
      push(relation.target, "incoming", relation);
      size++;
      changed(relation, 1);
    },
    remove(relation) {
      drop(relation.source, "outgoing", relation);
      drop(relation.target, "incoming", relation);
      size--;
      changed(relation, -1);
    },
    outgoing: (id) => sorted(ends.get(id)?.outgoing),
    incoming: (id) => sorted(ends.get(id)?.incoming),
    get size() {
      return size;
    },
  };

  function push(id: string, side: Side, relation: Relation): void {
    let own = ends.get(id);
    if (!own) ends.set(id, (own = { outgoing: undefined, incoming: undefined }));
    const list = own[side];
    if (!list) {
      own[side] = [relation];
      return;
    }
    if (!continues(list, relation)) unsorted.add(list);
    list.push(relation);
  }

  function drop(id: string, side: Side, relation: Relation): void {
    const own = ends.get(id);
    const list = own?.[side];
    if (!own || !list) return;
    const at = list.indexOf(relation);
    if (at >= 0) list.splice(at, 1);
    if (list.length > 0) {
      // Where several files speak, which one comes first may depend on what has gone.
      if (list[0]!.at.file !== list[list.length - 1]!.at.file) unsorted.add(list);
      return;
    }
    unsorted.delete(list);
    own[side] = undefined;
    if (!own.outgoing && !own.incoming) ends.delete(id);
  }

  function sorted(list: Relation[] | undefined): readonly Relation[] {
    if (!list) return NONE;
    if (unsorted.size > 0 && unsorted.delete(list)) for (const [index, relation] of inOrderOfText(list, ({ id }) => id).entries()) list[index] = relation;
    return list;
  }
}

/** Whether a relation stands in the one file that a sorted list is of, behind all of it. */
function continues(list: readonly Relation[], { at }: Relation): boolean {
  const first = list[0];
  const last = list[list.length - 1];
  return !first || !last || (first.at.file === at.file && last.at.file === at.file && last.at.from <= at.from);
}
