import type { Model, Relation } from "@groundplan/model";
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
  cycles(): readonly Cycle[];
}

/** Messages do not wait, and make no cycle: only calls count. A relation of a part counts for what it is a part of. */
export function createCallGraph(model: Model, level: "container" | "component"): CallGraph {
  const groups: ReadonlySet<string> = new Set([level]);
  /** For each element of the level the relations to others of the level, by target. */
  const edges = new Map<string, ReadonlyMap<string, Relation>>();
  const lifted = new Map<string, string | undefined>();
  /** The circles, without their relations: those may change while the circles stay. */
  let known: readonly Circle[] | undefined;

  return {
    build(relations) {
      known = undefined;
      edges.clear();
      lifted.clear();
      for (const relation of relations) {
        if (relation.style !== "call") continue;
        const source = lift(relation.source);
        if (source === undefined) continue;
        const target = lift(relation.target);
        if (target === undefined || source === target) continue;
        let targets = edges.get(source) as Map<string, Relation> | undefined;
        if (!targets) edges.set(source, (targets = new Map()));
        put(targets, target, relation);
      }
    },
    update(ids, regrouped) {
      const stale = new Set<string>();
      const mark = (id: string): void => {
        const source = lift(id);
        if (source !== undefined) stale.add(source);
      };
      for (const id of regrouped) {
        // Whatever lies in it may belong to another element of the level now, as target and as source.
        for (const inner of subtree(model, id)) lifted.delete(inner);
        lifted.delete(id);
        stale.add(id);
      }
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
    cycles: () => (known ??= findCircles(edges)).map(({ size, path }) => ({ size, path, relations: path.map((from, index) => edges.get(from)!.get(path[(index + 1) % path.length]!)!) })),
  };

  function lift(id: string): string | undefined {
    if (lifted.has(id)) return lifted.get(id);
    const found = enclosing(model, id, groups);
    lifted.set(id, found);
    return found;
  }

  function put(targets: Map<string, Relation>, target: string, relation: Relation): void {
    const other = targets.get(target);
    if (other === undefined || relation.id < other.id) targets.set(target, relation);
  }

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
    if (!sameTargets(old, targets)) known = undefined;
    if (targets) edges.set(source, targets);
    else edges.delete(source);
  }
}

interface Circle {
  readonly size: number;
  readonly path: readonly string[];
}

function findCircles(edges: Edges): readonly Circle[] {
  return stronglyConnected(edges)
    .map((members) => ({ size: members.length, path: shortestCycle(edges, new Set(members), least(members)) }))
    .sort((a, b) => (a.path[0]! < b.path[0]! ? -1 : 1));
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

function sameTargets(a: ReadonlyMap<string, Relation> | undefined, b: ReadonlyMap<string, Relation> | undefined): boolean {
  if ((a?.size ?? 0) !== (b?.size ?? 0)) return false;
  if (a && b) for (const target of a.keys()) if (!b.has(target)) return false;
  return true;
}

function least(names: readonly string[]): string {
  let first = names[0]!;
  for (const name of names) if (name < first) first = name;
  return first;
}

type Edges = ReadonlyMap<string, ReadonlyMap<string, Relation>>;

/** The strongly connected components with more than one member (Tarjan 1972, without recursion). */
function stronglyConnected(edges: Edges): readonly (readonly string[])[] {
  const names = [...edges.keys()];
  const number = new Map<string, number>();
  for (const [at, name] of names.entries()) number.set(name, at);
  // What calls nobody lies on no cycle, so that only sources are nodes. Targets as numbers, in one array.
  const begin = new Int32Array(names.length + 1);
  const targets: number[] = [];
  for (const [at, name] of names.entries()) {
    for (const target of edges.get(name)!.keys()) {
      const found = number.get(target);
      if (found !== undefined) targets.push(found);
    }
    begin[at + 1] = targets.length;
  }
  const index = new Int32Array(names.length).fill(-1);
  const low = new Int32Array(names.length);
  const onStack = new Uint8Array(names.length);
  const next = begin.slice(0, names.length);
  const stack: number[] = [];
  const work: number[] = [];
  const found: string[][] = [];
  let count = 0;
  for (let start = 0; start < names.length; start++) {
    if (index[start] !== -1) continue;
    enter(start);
    while (work.length > 0) {
      const node = work[work.length - 1]!;
      if (next[node]! < begin[node + 1]!) {
        const target = targets[next[node]!++]!;
        if (index[target] === -1) enter(target);
        else if (onStack[target]) low[node] = Math.min(low[node]!, index[target]!);
        continue;
      }
      work.pop();
      const above = work[work.length - 1];
      if (above !== undefined) low[above] = Math.min(low[above]!, low[node]!);
      if (low[node] !== index[node]) continue;
      const members: string[] = [];
      for (let member = -1; member !== node; ) {
        member = stack.pop()!;
        onStack[member] = 0;
        members.push(names[member]!);
      }
      if (members.length > 1) found.push(members);
    }
  }
  return found;

  function enter(node: number): void {
    index[node] = low[node] = count++;
    stack.push(node);
    onStack[node] = 1;
    work.push(node);
  }
}

/** A shortest cycle through `start`; of several the one whose names come first, read backwards. */
function shortestCycle(edges: Edges, within: ReadonlySet<string>, start: string): readonly string[] {
  const from = new Map<string, string>();
  const depth = new Map<string, number>([[start, 0]]);
  let frontier = [start];
  for (let level = 1; frontier.length > 0; level++) {
    const next: string[] = [];
    let last: string | undefined;
    for (const node of frontier) {
      for (const target of edges.get(node)?.keys() ?? []) {
        if (target === start) {
          if (last === undefined || node < last) last = node;
          continue;
        }
        if (!within.has(target)) continue;
        const reached = depth.get(target);
        if (reached === undefined) {
          depth.set(target, level);
          from.set(target, node);
          next.push(target);
        } else if (reached === level && node < from.get(target)!) from.set(target, node);
      }
    }
    if (last !== undefined) {
      const path = [last];
      while (path[0] !== start) path.unshift(from.get(path[0]!)!);
      return path;
    }
    frontier = next;
  }
  return [start];
}
