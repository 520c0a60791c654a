import type { Relation } from "./model.ts";

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
  /** At which element relations were asked for last, and its ends: one rule after the other asks for those of the same one. */
  let lastId: string | undefined;
  let lastEnds: Ends | undefined;
  let size = 0;
  return {
    add(relation) {
      lastId = undefined;
      push(relation.source, "outgoing", relation);
      push(relation.target, "incoming", relation);
      size++;
      changed(relation, 1);
    },
    remove(relation) {
      lastId = undefined;
      drop(relation.source, "outgoing", relation);
      drop(relation.target, "incoming", relation);
      size--;
      changed(relation, -1);
    },
    outgoing: (id) => sorted(endsOf(id)?.outgoing),
    incoming: (id) => sorted(endsOf(id)?.incoming),
    get size() {
      return size;
    },
  };

  function endsOf(id: string): Ends | undefined {
    if (id !== lastId) {
      lastId = id;
      lastEnds = ends.get(id);
    }
    return lastEnds;
  }

  function push(id: string, side: Side, relation: Relation): void {
    let own = ends.get(id);
    if (!own) ends.set(id, (own = { outgoing: undefined, incoming: undefined }));
    const list = own[side];
    if (!list) {
      own[side] = [relation];
      return;
    }
    if (list.length > 0 && comesBefore(relation, list[list.length - 1]!)) unsorted.add(list);
    list.push(relation);
  }

  function drop(id: string, side: Side, relation: Relation): void {
    const own = ends.get(id);
    const list = own?.[side];
    if (!own || !list) return;
    const at = list.indexOf(relation);
    if (at >= 0) list.splice(at, 1);
    if (list.length > 0) return;
    unsorted.delete(list);
    own[side] = undefined;
    if (!own.outgoing && !own.incoming) ends.delete(id);
  }

  function sorted(list: Relation[] | undefined): readonly Relation[] {
    if (!list) return NONE;
    if (unsorted.size > 0 && unsorted.delete(list)) list.sort((a, b) => (comesBefore(a, b) ? -1 : comesBefore(b, a) ? 1 : 0));
    return list;
  }
}

function comesBefore(a: Relation, b: Relation): boolean {
  return a.at.file === b.at.file ? a.at.from < b.at.from : a.at.file < b.at.file;
}
