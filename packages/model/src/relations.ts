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

export function createRelationIndex(changed: (relation: Relation, by: 1 | -1) => void): RelationIndex {
  const from = new Map<string, Relation[]>();
  const to = new Map<string, Relation[]>();
  let size = 0;
  return {
    add(relation) {
      push(from, relation.source, relation);
      push(to, relation.target, relation);
      size++;
      changed(relation, 1);
    },
    remove(relation) {
      drop(from, relation.source, relation);
      drop(to, relation.target, relation);
      size--;
      changed(relation, -1);
    },
    outgoing: (id) => sorted(from.get(id)),
    incoming: (id) => sorted(to.get(id)),
    get size() {
      return size;
    },
  };
}

function push(map: Map<string, Relation[]>, id: string, relation: Relation): void {
  const list = map.get(id);
  if (list) list.push(relation);
  else map.set(id, [relation]);
}

function drop(map: Map<string, Relation[]>, id: string, relation: Relation): void {
  const list = map.get(id);
  if (!list) return;
  const at = list.indexOf(relation);
  if (at >= 0) list.splice(at, 1);
  if (list.length === 0) map.delete(id);
}

/** Lists are put in the order of the text when they are read, for updates append to them in the order of the edits. */
function sorted(list: Relation[] | undefined): readonly Relation[] {
  if (!list) return NONE;
  for (let at = 1; at < list.length; at++) {
    if (!comesBefore(list[at]!, list[at - 1]!)) continue;
    list.sort((a, b) => (comesBefore(a, b) ? -1 : comesBefore(b, a) ? 1 : 0));
    break;
  }
  return list;
}

function comesBefore(a: Relation, b: Relation): boolean {
  return a.at.file === b.at.file ? a.at.from < b.at.from : a.at.file < b.at.file;
}
