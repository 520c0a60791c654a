import { createCircleIndex, type Circle, type CircleIndex } from "@groundplan/analysis";
import { parentOf, type Model, type Relation } from "@groundplan/model";

/** A set of elements that call each other in a circle, with a shortest circle through the first of them. */
export interface Cycle {
  /** How many elements are tangled so: all that can reach each other. */
  readonly size: number;
  /** The elements along the circle, beginning with the first one by name of all that are tangled. */
  readonly path: readonly string[];
  /** The relation from each of them to the next, the last one leading back. */
  readonly relations: readonly Relation[];
}

/** The levels at which calls are followed. */
export type Level = "container" | "component";

/** The calls between containers and those between components, kept up to date edit by edit. */
export interface CallGraphs {
  build(relations: readonly Relation[]): void;
  /** Takes up that the relations of these elements changed; `regrouped` are those that came, went or changed their group. */
  update(ids: ReadonlySet<string>, regrouped: ReadonlySet<string>): void;
  /** In the order of the names; the same list, and the same cycles, as long as nothing of them changes. */
  cycles(level: Level): readonly Cycle[];
}

/** The number of what is and lies in no element of the level. */
const NOWHERE = -1;

/** For each level, the number of the element of it that something is or lies in. */
type Lifted = Readonly<Record<Level, number>>;

const OUTSIDE: Lifted = { container: NOWHERE, component: NOWHERE };

/** Messages do not wait, and make no cycle: only calls count. A relation of a part counts for what it is a part of. */
export function createCallGraphs(model: Model): CallGraphs {
  const graphs = { container: createGraph(), component: createGraph() };
  const levels = ["container", "component"] as const;
  // Each end of a relation is looked up here, once for both levels.
  const known = new Map<string, Lifted>();

  return {
    build(relations) {
      known.clear();
      for (const level of levels) graphs[level].clear();
      for (const relation of relations) {
        if (relation.style !== "call") continue;
        const source = lift(relation.source);
        const target = lift(relation.target);
        for (const level of levels) if (source[level] !== NOWHERE && target[level] !== NOWHERE && source[level] !== target[level]) graphs[level].add(source[level], target[level], relation);
      }
      for (const level of levels) graphs[level].settle();
    },
    update(ids, regrouped) {
      for (const level of levels) graphs[level].settle();
      // Whatever lies in them may belong to another element of a level now, as target and as source.
      for (const id of regrouped) for (const inner of subtree(model, id)) known.delete(inner);
      for (const level of levels) {
        const stale = new Set<string>();
        const mark = (id: string): void => {
          const number = lift(id)[level];
          if (number !== NOWHERE) stale.add(graphs[level].names[number]!);
        };
        for (const id of regrouped) {
          for (const inner of subtree(model, id)) {
            mark(inner);
            stale.add(inner);
            for (const relation of model.incoming(inner)) mark(relation.source);
          }
        }
        for (const id of ids) mark(id);
        for (const source of stale) refresh(level, source);
      }
    },
    cycles: (level) => graphs[level].cycles(),
  };

  /** The nearest element of each level, from this one upwards. */
  function lift(id: string): Lifted {
    const found = known.get(id);
    if (found) return found;
    const element = model.element(id);
    // The element's own word for its parent is found faster than one that is cut out of its name.
    const parent = element?.parent ?? parentOf(id);
    const above = parent === undefined ? OUTSIDE : lift(parent);
    const group = element?.kind.group;
    const own = group === "container" ? { container: graphs.container.numberOf(id), component: above.component } : group === "component" ? { container: above.container, component: graphs.component.numberOf(id) } : above;
    known.set(id, own);
    return own;
  }

  /** Looks the calls of one element up anew. */
  function refresh(level: Level, source: string): void {
    const lies = lift(source)[level];
    const own = graphs[level].known(source);
    // What never was of the level calls nobody.
    if (own === undefined) return;
    const found: Call[] = [];
    if (lies === own) {
      for (const inner of subtree(model, source)) {
        if (lift(inner)[level] !== own) continue;
        for (const relation of model.outgoing(inner)) {
          if (relation.style !== "call") continue;
          const target = lift(relation.target)[level];
          if (target !== NOWHERE && target !== own) found.push({ target, relation });
        }
      }
    }
    graphs[level].replace(own, found);
  }
}

/** That an element calls another, by its number, and the relation that stands for it: of several the first one by its id. */
interface Call {
  readonly target: number;
  readonly relation: Relation;
}

const NO_CALLS: readonly Call[] = [];

/** The calls between the elements of one level. */
interface Graph {
  /** Of the elements, by number. A name keeps its number as long as the graph is not built anew. */
  readonly names: readonly string[];
  clear(): void;
  /** The number of a name; it is given one where it has none. */
  numberOf(name: string): number;
  known(name: string): number | undefined;
  add(source: number, target: number, relation: Relation): void;
  /** To be called when all are added, before anything is read or replaced. */
  settle(): void;
  replace(source: number, calls: readonly Call[]): void;
  cycles(): readonly Cycle[];
}

function createGraph(): Graph {
  const names: string[] = [];
  /** Made when a number is first looked for: of a graph that is only built none is. */
  let numbers: Map<string, number> | undefined;
  /** The calls as they were built, each side by side with the others of its source: those of source `n` begin at `starts[n]`. */
  let starts = new Int32Array(1);
  let targets = new Int32Array(0);
  let relations: readonly Relation[] = [];
  /** What was replaced since. */
  let replaced = new Map<number, readonly Call[]>();
  /** What was added and is not settled. */
  let added: { readonly sources: number[]; readonly targets: number[]; readonly relations: Relation[] } | undefined;
  let index: CircleIndex | undefined;
  let circles: readonly Circle[] | undefined;
  let cycles: readonly Cycle[] | undefined;
  let cycleOf = new WeakMap<Circle, Cycle>();
  const edges = {
    count: (node: number) => replaced.get(node)?.length ?? (node + 1 < starts.length ? starts[node + 1]! - starts[node]! : 0),
    target: (node: number, nth: number) => replaced.get(node)?.[nth]!.target ?? targets[starts[node]! + nth]!,
  };

  return {
    names, settle,
    clear() {
      names.length = 0;
      numbers = index = circles = cycles = undefined;
      starts = new Int32Array(1);
      targets = new Int32Array(0);
      relations = [];
      replaced = new Map();
      added = { sources: [], targets: [], relations: [] };
      cycleOf = new WeakMap();
    },
    known,
    numberOf(name) {
      // While the graph is built each name is asked for once.
      const found = added ? undefined : known(name);
      if (found !== undefined) return found;
      numbers?.set(name, names.length);
      return names.push(name) - 1;
    },
    add(source, target, relation) {
      added!.sources.push(source);
      added!.targets.push(target);
      added!.relations.push(relation);
    },
    replace(source, found) {
      const before = callsOf(source);
      const now = unite(found);
      replaced.set(source, now);
      index?.changed(source, before.map(({ target }) => target), now.map(({ target }) => target));
      // A circle that leads by another relation now is another one to those who tell of it.
      const ids = new Map(before.map(({ target, relation }) => [target, relation.id]));
      if (now.every(({ target, relation }) => (ids.get(target) ?? relation.id) === relation.id)) return;
      for (const circle of circles ?? []) if (circle.path.includes(source)) cycleOf.delete(circle);
      cycles = undefined;
    },
    cycles() {
      settle();
      index ??= createCircleIndex(names, edges);
      const found = index.circles();
      if (!cycles || circles !== found) {
        circles = found;
        cycles = found.map((circle) => {
          let cycle = cycleOf.get(circle);
          if (!cycle) cycleOf.set(circle, (cycle = along(circle)));
          return cycle;
        });
      }
      return cycles;
    },
  };

  function known(name: string): number | undefined {
    numbers ??= new Map(names.map((each, number) => [each, number]));
    return numbers.get(name);
  }

  /** Sorts what was added by its source (a counting sort), each target of it once. */
  function settle(): void {
    if (!added) return;
    const all = added;
    added = undefined;
    const ends = new Int32Array(names.length + 1);
    for (const source of all.sources) ends[source + 1]!++;
    for (let node = 0; node < names.length; node++) ends[node + 1]! += ends[node]!;
    const order = new Int32Array(all.sources.length);
    const next = ends.slice();
    for (let at = 0; at < order.length; at++) order[next[all.sources[at]!]!++] = at;
    starts = new Int32Array(names.length + 1);
    targets = new Int32Array(order.length);
    const kept: Relation[] = [];
    for (let node = 0; node < names.length; node++) {
      const from = kept.length;
      for (let at = ends[node]!; at < ends[node + 1]!; at++) {
        const target = all.targets[order[at]!]!;
        const relation = all.relations[order[at]!]!;
        let same = from;
        while (same < kept.length && targets[same] !== target) same++;
        if (same === kept.length) {
          targets[same] = target;
          kept.push(relation);
        } else if (relation.id < kept[same]!.id) kept[same] = relation;
      }
      starts[node + 1] = kept.length;
    }
    relations = kept;
  }

  function callsOf(source: number): readonly Call[] {
    const known = replaced.get(source);
    if (known) return known;
    if (source + 1 >= starts.length) return NO_CALLS;
    const found: Call[] = [];
    for (let at = starts[source]!; at < starts[source + 1]!; at++) found.push({ target: targets[at]!, relation: relations[at]! });
    return found;
  }

  function along({ size, path }: Circle): Cycle {
    return {
      size, path: path.map((node) => names[node]!),
      relations: path.map((node, at) => callsOf(node).find(({ target }) => target === path[(at + 1) % path.length])!.relation),
    };
  }
}

/** Each target once: of several relations to it the first one by its id stands for them. */
function unite(calls: readonly Call[]): readonly Call[] {
  if (calls.length < 2) return calls;
  const first = new Map<number, Call>();
  for (const call of calls) {
    const other = first.get(call.target);
    if (other === undefined || call.relation.id < other.relation.id) first.set(call.target, call);
  }
  return first.size === calls.length ? calls : [...first.values()];
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
