import { parentOf, type Model, type Relation } from "@groundplan/model";

/** The nearest element, from this one upwards, whose kind's group is one of these. */
export function enclosing(model: Model, id: string, groups: ReadonlySet<string>): string | undefined {
  for (let at: string | undefined = id; at !== undefined; at = parentOf(at)) {
    const element = model.element(at);
    if (element && groups.has(element.kind.group)) return at;
  }
  return undefined;
}

const CONTAINERS: ReadonlySet<string> = new Set(["container"]);
const COMPONENTS: ReadonlySet<string> = new Set(["component"]);

/** Calls between elements of one level, by source and target, with the first relation that each stands for. Messages do not wait, and make no cycle. */
export type CallGraph = ReadonlyMap<string, ReadonlyMap<string, Relation>>;

export function callsBetween(model: Model, level: "container" | "component"): CallGraph {
  const groups = level === "container" ? CONTAINERS : COMPONENTS;
  const lifted = new Map<string, string | undefined>();
  const lift = (id: string): string | undefined => {
    if (lifted.has(id)) return lifted.get(id);
    const found = enclosing(model, id, groups);
    lifted.set(id, found);
    return found;
  };
  const graph = new Map<string, Map<string, Relation>>();
  for (const relation of model.relations()) {
    if (relation.style !== "call") continue;
    const source = lift(relation.source);
    const target = lift(relation.target);
    if (source === undefined || target === undefined || source === target) continue;
    let targets = graph.get(source);
    if (!targets) graph.set(source, (targets = new Map()));
    if (!targets.has(target)) targets.set(target, relation);
  }
  return graph;
}

/**
 * The strongly connected components with more than one member (Tarjan 1972, without recursion), each with a shortest
 * cycle through its first member. Sorted by name.
 */
export function cyclesOf(graph: CallGraph): readonly { readonly members: readonly string[]; readonly cycle: readonly string[] }[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const onStack = new Set<string>();
  const stack: string[] = [];
  const found: string[][] = [];
  for (const start of graph.keys()) {
    if (index.has(start)) continue;
    const work: { node: string; targets: Iterator<string> }[] = [];
    const enter = (node: string): void => {
      index.set(node, index.size);
      low.set(node, index.get(node)!);
      stack.push(node);
      onStack.add(node);
      work.push({ node, targets: (graph.get(node) ?? EMPTY).keys() });
    };
    enter(start);
    while (work.length > 0) {
      const { node, targets } = work[work.length - 1]!;
      const next = targets.next();
      if (!next.done) {
        if (!index.has(next.value)) enter(next.value);
        else if (onStack.has(next.value)) low.set(node, Math.min(low.get(node)!, index.get(next.value)!));
        continue;
      }
      work.pop();
      const parent = work[work.length - 1]?.node;
      if (parent !== undefined) low.set(parent, Math.min(low.get(parent)!, low.get(node)!));
      if (low.get(node) !== index.get(node)) continue;
      const members: string[] = [];
      for (let member = ""; member !== node; ) {
        member = stack.pop()!;
        onStack.delete(member);
        members.push(member);
      }
      if (members.length > 1) found.push(members.sort());
    }
  }
  return found.sort((a, b) => (a[0]! < b[0]! ? -1 : 1)).map((members) => ({ members, cycle: shortestCycle(graph, new Set(members), members[0]!) }));
}

const EMPTY: ReadonlyMap<string, Relation> = new Map();

function shortestCycle(graph: CallGraph, within: ReadonlySet<string>, start: string): readonly string[] {
  const from = new Map<string, string>();
  let frontier = [start];
  while (frontier.length > 0) {
    const next: string[] = [];
    for (const node of frontier) {
      for (const target of [...(graph.get(node) ?? EMPTY).keys()].sort()) {
        if (target === start) {
          const cycle = [node];
          for (let at = node; at !== start; ) cycle.unshift((at = from.get(at)!));
          return cycle;
        }
        if (!within.has(target) || from.has(target)) continue;
        from.set(target, node);
        next.push(target);
      }
    }
    frontier = next;
  }
  return [start];
}
