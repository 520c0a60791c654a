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

const NO_CALLS: Calls = { targets: [], relations: [] };
/** The number of what is and lies in no element of the level. */
const NOWHERE = -1;

/** Messages do not wait, and make no cycle: only calls count. A relation of a part counts for what it is a part of. */
export function createCallGraph(model: Model, level: "container" | "component"): CallGraph {
  const groups: ReadonlySet<string> = new Set([level]);
  // Elements of the level are numbered: a name keeps its number as long as the graph is not built anew.
  const names: string[] = [];
  const numbers = new Map<string, number>();
  /** For each element, the number of the one of the level that it is or lies in. */
  const lifted = new Map<string, number>();
  /** By number. */
  const callsOf: Calls[] = [];
  let circles: readonly { readonly size: number; readonly path: readonly number[] }[] | undefined;
  let known: readonly Cycle[] | undefined;

  return {
    build(relations) {
      for (const map of [lifted, numbers]) map.clear();
      names.length = callsOf.length = 0;
      circles = known = undefined;
      for (const relation of relations) {
        if (relation.style !== "call") continue;
        const source = lift(relation.source);
        if (source === NOWHERE) continue;
        const target = lift(relation.target);
        if (target === NOWHERE || source === target) continue;
        if (callsOf[source] === NO_CALLS) callsOf[source] = { targets: [], relations: [] };
        callsOf[source]!.targets.push(target);
        callsOf[source]!.relations.push(relation);
      }
      for (const [source, calls] of callsOf.entries()) if (calls.targets.length > 1) callsOf[source] = unite(calls);
    },
    update(ids, regrouped) {
      const stale = new Set<string>();
      const mark = (id: string): void => {
        const source = lift(id);
        if (source !== NOWHERE) stale.add(names[source]!);
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
      circles ??= findCircles(names, callsOf.map(({ targets }) => targets));
      return (known ??= circles.map(({ size, path }) => ({
        size, path: path.map((node) => names[node]!),
        relations: path.map((node, index) => callsOf[node]!.relations[callsOf[node]!.targets.indexOf(path[(index + 1) % path.length]!)]!),
      })));
    },
  };

  function lift(id: string): number {
    let found = lifted.get(id);
    if (found === undefined) {
      const name = enclosing(model, id, groups);
      found = name === undefined ? NOWHERE : numberOf(name);
      lifted.set(id, found);
    }
    return found;
  }

  function numberOf(name: string): number {
    let found = numbers.get(name);
    if (found === undefined) {
      found = names.length;
      numbers.set(name, found);
      names.push(name);
      callsOf.push(NO_CALLS);
    }
    return found;
  }

  /** Looks the calls of one element up anew. */
  function refresh(source: string): void {
    const lies = lift(source);
    const own = numbers.get(source);
    // What never was of the level calls nobody.
    if (own === undefined) return;
    const found: Calls = { targets: [], relations: [] };
    if (lies === own) {
      for (const inner of subtree(model, source)) {
        if (lift(inner) !== own) continue;
        for (const relation of model.outgoing(inner)) {
          if (relation.style !== "call") continue;
          const target = lift(relation.target);
          if (target === NOWHERE || target === own) continue;
          found.targets.push(target);
          found.relations.push(relation);
        }
      }
    }
    const old = callsOf[own]!;
    const before = new Map(old.targets.map((target, index) => [target, old.relations[index]!]));
    const now = unite(found);
    callsOf[own] = now;
    const sameTargets = now.targets.length === before.size && now.targets.every((target) => before.has(target));
    if (!sameTargets) circles = undefined;
    if (!sameTargets || now.targets.some((target, index) => before.get(target)!.id !== now.relations[index]!.id)) known = undefined;
  }
}

/** Whom an element calls, by number and each once, and beside each the relation that stands for it. */
interface Calls {
  readonly targets: number[];
  readonly relations: Relation[];
}

/** Each target once: of several relations to it the first one by its id stands for them. */
function unite(calls: Calls): Calls {
  if (calls.targets.length < 2) return calls;
  const first = new Map<number, Relation>();
  for (const [index, target] of calls.targets.entries()) {
    const relation = calls.relations[index]!;
    const other = first.get(target);
    if (other === undefined || relation.id < other.id) first.set(target, relation);
  }
  return first.size === calls.targets.length ? calls : { targets: [...first.keys()], relations: [...first.values()] };
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
