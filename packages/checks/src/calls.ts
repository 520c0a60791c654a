import { findCircles } from "@groundplan/analysis";
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
  /** In the order of the names; the same list as long as nothing changes. */
  cycles(level: Level): readonly Cycle[];
}

/** The number of what is and lies in no element of the level. */
const NOWHERE = -1;

/** For each level, the number of the element of it that something is or lies in. */
type Lifted = Readonly<Record<Level, number>>;

/** Messages do not wait, and make no cycle: only calls count. A relation of a part counts for what it is a part of. */
export function createCallGraphs(model: Model): CallGraphs {
  const graphs = { container: createGraph("container"), component: createGraph("component") };
  const levels = [graphs.container, graphs.component];
  // Each end of a relation is looked up here, once for both levels.
  const known = new Map<string, Lifted>();

  return {
    build(relations) {
      known.clear();
      for (const graph of levels) graph.clear();
      for (const relation of relations) {
        if (relation.style !== "call") continue;
        const source = lift(relation.source);
        const target = lift(relation.target);
        graphs.container.add(source.container, target.container, relation);
        graphs.component.add(source.component, target.component, relation);
      }
      for (const graph of levels) graph.settle();
    },
    update(ids, regrouped) {
      // Whatever lies in them may belong to another element of a level now, as target and as source.
      for (const id of regrouped) for (const inner of subtree(model, id)) known.delete(inner);
      for (const { level, names, refresh } of levels) {
        const stale = new Set<string>();
        const mark = (id: string): void => {
          const number = lift(id)[level];
          if (number !== NOWHERE) stale.add(names[number]!);
        };
        for (const id of regrouped) {
          for (const inner of subtree(model, id)) {
            mark(inner);
            stale.add(inner);
            for (const relation of model.incoming(inner)) mark(relation.source);
          }
        }
        for (const id of ids) mark(id);
        for (const source of stale) refresh(source);
      }
    },
    cycles: (level) => graphs[level].cycles(),
  };

  function lift(id: string): Lifted {
    let found = known.get(id);
    if (!found) known.set(id, (found = rise(id)));
    return found;
  }

  /** Walks up to the nearest element of each level. */
  function rise(id: string): Lifted {
    let container = NOWHERE;
    let component = NOWHERE;
    for (let at: string | undefined = id; at !== undefined && (container === NOWHERE || component === NOWHERE); ) {
      const element = model.element(at);
      if (element?.kind.group === "container" && container === NOWHERE) container = graphs.container.numberOf(element.id);
      if (element?.kind.group === "component" && component === NOWHERE) component = graphs.component.numberOf(element.id);
      // The element's own word for its parent is found faster than one that is cut out of its name.
      at = element?.parent ?? parentOf(at);
    }
    return { container, component };
  }

  /** The calls between elements of one level. */
  function createGraph(level: Level): Graph {
    // Elements of the level are numbered: a name keeps its number as long as the graph is not built anew.
    const names: string[] = [];
    const numbers = new Map<string, number>();
    /** By number. */
    const callsOf: Calls[] = [];
    let circles: readonly { readonly size: number; readonly path: readonly number[] }[] | undefined;
    let cycles: readonly Cycle[] | undefined;

    return {
      level, names, refresh,
      clear() {
        numbers.clear();
        names.length = callsOf.length = 0;
        circles = cycles = undefined;
      },
      numberOf(name) {
        let found = numbers.get(name);
        if (found === undefined) {
          found = names.length;
          numbers.set(name, found);
          names.push(name);
          callsOf.push(NO_CALLS);
        }
        return found;
      },
      add(source, target, relation) {
        if (source === NOWHERE || target === NOWHERE || source === target) return;
        const calls = callsOf[source]!;
        if (calls === NO_CALLS) {
          callsOf[source] = { targets: [target], relations: [relation] };
          return;
        }
        calls.targets.push(target);
        calls.relations.push(relation);
      },
      settle() {
        for (const [source, calls] of callsOf.entries()) if (calls.targets.length > 1) callsOf[source] = unite(calls);
      },
      cycles() {
        circles ??= findCircles(names, callsOf.map(({ targets }) => targets));
        return (cycles ??= circles.map(({ size, path }) => ({
          size, path: path.map((node) => names[node]!),
          relations: path.map((node, index) => callsOf[node]!.relations[callsOf[node]!.targets.indexOf(path[(index + 1) % path.length]!)]!),
        })));
      },
    };

    /** Looks the calls of one element up anew. */
    function refresh(source: string): void {
      const lies = lift(source)[level];
      const own = numbers.get(source);
      // What never was of the level calls nobody.
      if (own === undefined) return;
      const found: Calls = { targets: [], relations: [] };
      if (lies === own) {
        for (const inner of subtree(model, source)) {
          if (lift(inner)[level] !== own) continue;
          for (const relation of model.outgoing(inner)) {
            if (relation.style !== "call") continue;
            const target = lift(relation.target)[level];
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
      if (!sameTargets || now.targets.some((target, index) => before.get(target)!.id !== now.relations[index]!.id)) cycles = undefined;
    }
  }
}

interface Graph {
  readonly level: Level;
  /** Of the elements, by number. */
  readonly names: readonly string[];
  clear(): void;
  numberOf(name: string): number;
  add(source: number, target: number, relation: Relation): void;
  /** To be called when all are added. */
  settle(): void;
  refresh(source: string): void;
  cycles(): readonly Cycle[];
}

const NO_CALLS: Calls = { targets: [], relations: [] };

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
