import type { Model, Relation } from "@groundplan/model";
import { findCircles } from "./circles.ts";
import { enclosing } from "./graph.ts";

/** A set of elements that call each other in a circle, with a shortest circle through the first of them. */
export interface Cycle {
  /** How many elements are tangled so: all that can reach each other. */
  readonly size: number;
  /** The elements along the circle, beginning with the first one by name of all that are tangled. */
  readonly path: readonly string[];
  /** The relation from each of them to the next, the last one leading back. */
  readonly relations: readonly Relation[];
}

/** The calls between elements of one level, kept up to date edit by edit. */
export interface CallGraph {
  build(relations: readonly Relation[]): void;
  /** Takes up that the relations of these elements changed; `regrouped` are those that came, went or changed their group. */
  update(ids: Iterable<string>, regrouped: ReadonlySet<string>): void;
  /** In the order of the names; the same list as long as nothing changes. */
  cycles(): readonly Cycle[];
}

const NO_TARGETS: readonly number[] = [];

/** Messages do not wait, and make no cycle: only calls count. A relation of a part counts for what it is a part of. */
export function createCallGraph(model: Model, level: "container" | "component"): CallGraph {
  const groups: ReadonlySet<string> = new Set([level]);
  /** For each element of the level the relations to others of the level, by target. */
  const edges = new Map<string, Map<string, Relation>>();
  const lifted = new Map<string, string | undefined>();
  // The same edges as numbers, for the search: a name keeps its number as long as the graph is not built anew.
  const names: string[] = [];
  const numbers = new Map<string, number>();
  const targetsOf: (readonly number[])[] = [];
  let circles: readonly { readonly size: number; readonly path: readonly number[] }[] | undefined;
  let known: readonly Cycle[] | undefined;

  return {
    build(relations) {
      for (const map of [edges, lifted, numbers]) map.clear();
      names.length = targetsOf.length = 0;
      circles = known = undefined;
      for (const relation of relations) {
        if (relation.style !== "call") continue;
        const source = lift(relation.source);
        if (source === undefined) continue;
        const target = lift(relation.target);
        if (target === undefined || source === target) continue;
        let targets = edges.get(source);
        if (!targets) edges.set(source, (targets = new Map()));
        put(targets, target, relation);
      }
      for (const [source, targets] of edges) number(source, targets);
    },
    update(ids, regrouped) {
      const stale = new Set<string>();
      const mark = (id: string): void => {
        const source = lift(id);
        if (source !== undefined) stale.add(source);
      };
      // Whatever lies in them may belong to another element of the level now, as target and as source.
      for (const id of regrouped) for (const inner of subtree(model, id)) lifted.delete(inner);
      for (const id of regrouped) {
        const above = enclosing(model, id, groups);
        if (above !== undefined) stale.add(above);
        for (const inner of subtree(model, id)) {
          mark(inner);
          stale.add(inner);
          for (const relation of model.incoming(inner)) mark(relation.source);
        }
      }
      for (const id of ids) mark(id);
      for (const source of stale) refresh(source);
    },
    cycles() {
      circles ??= findCircles(names, targetsOf);
      return (known ??= circles.map(({ size, path }) => {
        const members = path.map((node) => names[node]!);
        return { size, path: members, relations: members.map((from, index) => edges.get(from)!.get(members[(index + 1) % members.length]!)!) };
      }));
    },
  };

  function lift(id: string): string | undefined {
    const before = lifted.get(id);
    if (before !== undefined || lifted.has(id)) return before;
    const found = enclosing(model, id, groups);
    lifted.set(id, found);
    return found;
  }

  /** Of several relations the first one by its id stands for them. */
  function put(targets: Map<string, Relation>, target: string, relation: Relation): void {
    const other = targets.get(target);
    if (other === undefined || relation.id < other.id) targets.set(target, relation);
  }

  function numberOf(name: string): number {
    let found = numbers.get(name);
    if (found === undefined) {
      found = names.length;
      numbers.set(name, found);
      names.push(name);
      targetsOf.push(NO_TARGETS);
    }
    return found;
  }

  function number(source: string, targets: ReadonlyMap<string, Relation>): void {
    const own = numberOf(source);
    const list: number[] = [];
    for (const target of targets.keys()) list.push(numberOf(target));
    targetsOf[own] = list;
  }

  /** Looks the calls of one element up anew. */
  function refresh(source: string): void {
    const old = edges.get(source);
    let targets: Map<string, Relation> | undefined;
    if (lift(source) === source) {
      for (const inner of subtree(model, source)) {
        if (lift(inner) !== source) continue;
        for (const relation of model.outgoing(inner)) {
          if (relation.style !== "call") continue;
          const target = lift(relation.target);
          if (target !== undefined && target !== source) put((targets ??= new Map()), target, relation);
        }
      }
    }
    if (!old && !targets) return;
    if (targets) edges.set(source, targets);
    else edges.delete(source);
    if (!sameRelations(old, targets)) known = undefined;
    if (sameTargets(old, targets)) return;
    circles = known = undefined;
    if (targets) number(source, targets);
    else targetsOf[numberOf(source)] = NO_TARGETS;
  }
}

/** Whether an element or anything in it answers yes; it goes no further then. */
export function someWithin(model: Model, id: string, test: (id: string) => boolean): boolean {
  const open = [id];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (test(at)) return true;
    for (const child of model.children(at)) open.push(child.id);
  }
  return false;
}

/** An element and all that lies in it. */
export function subtree(model: Model, id: string): readonly string[] {
  const found = [id];
  for (let at = 0; at < found.length; at++) for (const child of model.children(found[at]!)) found.push(child.id);
  return found;
}

type Targets = ReadonlyMap<string, Relation> | undefined;

function sameTargets(a: Targets, b: Targets): boolean {
  if ((a?.size ?? 0) !== (b?.size ?? 0)) return false;
  if (a && b) for (const target of a.keys()) if (!b.has(target)) return false;
  return true;
}

function sameRelations(a: Targets, b: Targets): boolean {
  if ((a?.size ?? 0) !== (b?.size ?? 0)) return false;
  if (a && b) for (const [target, relation] of a) if (b.get(target)?.id !== relation.id) return false;
  return true;
}
