import type { Certainty } from "./types.ts";

/** Between two nodes; the classes that its typed data bears are given, those that it passes on follow. */
export interface ClassFlow {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Classes of the typed data on it. */
  readonly carries: ReadonlyMap<string, Certainty>;
  /** It has data without a type, which may be anything that its source holds. */
  readonly passes: boolean;
  /** Classes that are taken away from what it passes on. */
  readonly stops: { has(name: string): boolean };
}

export interface ClassNode {
  readonly id: string;
  /** Classes of the data that it keeps. */
  readonly keeps: ReadonlySet<string>;
  /** Where nothing else tells which of several is the origin of a class, the one with the least rank; rank 0 is outside of the system, where data comes from. */
  readonly rank: number;
}

/** What follows of a graph of flows. */
export interface Propagation {
  /** The classes that a node holds: has received, sends or keeps. */
  held(node: string): ReadonlyMap<string, Certainty>;
  /** The classes on a flow. */
  carried(flow: string): ReadonlyMap<string, Certainty>;
  /** The nodes where a class comes from, sorted. */
  origins(name: string): readonly string[];
  /** The shortest way of a class from an origin to a node: ids of flows, stated ones before assumed ones. Empty where the node is an origin, undefined where it does not hold the class. */
  way(node: string, name: string): readonly string[] | undefined;
}

/**
 * Follows classes of data along flows to the least fixpoint.
 *
 * The lattice: for each node and class, *absent* < *assumed* < *stated*; over all of them component by component. Its height is
 * twice the number of nodes times classes, and all that is computed only rises, so it ends on cycles too.
 *
 * The transfer functions:
 * - A node holds what it keeps (stated), what the typed data on its flows bears, sent or received (as certain as the flow
 *   says: who sends it must have it), and what flows pass on to it.
 * - Typed data bears the classes of its own fields, whatever its sender holds besides: `carries` is a constant.
 * - A flow that passes on carries each class that its source holds and that it does not stop, as assumed.
 *
 * So the fixpoint is reachability along the flows that pass on, from where a class stands in typed data or in a store: linear
 * in flows × classes. It is monotone in flows and in classes, and does not depend on any order.
 */
export function propagate(nodes: readonly ClassNode[], flows: readonly ClassFlow[]): Propagation {
  const holdings = new Map<string, Map<string, Certainty>>(nodes.map(({ id }) => [id, new Map()]));
  const passing = new Map<string, ClassFlow[]>();
  const waiting: [node: string, name: string][] = [];
  const raise = (node: string, name: string, to: Certainty): void => {
    let own = holdings.get(node);
    if (!own) holdings.set(node, (own = new Map()));
    const before = own.get(name);
    if (before === undefined) waiting.push([node, name]);
    if (before === undefined || (before === "assumed" && to === "stated")) own.set(name, to);
  };
  for (const { id, keeps } of nodes) for (const name of keeps) raise(id, name, "stated");
  for (const flow of flows) {
    for (const [name, certainty] of flow.carries) {
      raise(flow.from, name, certainty);
      raise(flow.to, name, certainty);
    }
    if (!flow.passes) continue;
    const list = passing.get(flow.from);
    if (list) list.push(flow);
    else passing.set(flow.from, [flow]);
  }
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [node, name] = next;
    for (const flow of passing.get(node) ?? []) if (!flow.stops.has(name)) raise(flow.to, name, "assumed");
  }

  const carriedBy = new Map<string, ReadonlyMap<string, Certainty>>();
  for (const flow of flows) {
    const all = new Map(flow.carries);
    if (flow.passes) for (const name of holdings.get(flow.from)?.keys() ?? []) if (!flow.stops.has(name) && !all.has(name)) all.set(name, "assumed");
    carriedBy.set(flow.id, all);
  }
  const sorted = [...flows].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const ranks = new Map(nodes.map(({ id, rank }) => [id, rank]));
  const ways = new Map<string, Ways>();
  const waysOf = (name: string): Ways => {
    let found = ways.get(name);
    if (!found) ways.set(name, (found = findWays(name, holdings, sorted, carriedBy, ranks)));
    return found;
  };
  return {
    held: (node) => holdings.get(node) ?? NOTHING,
    carried: (flow) => carriedBy.get(flow) ?? NOTHING,
    origins: (name) => waysOf(name).origins,
    way(node, name) {
      if (!holdings.get(node)?.has(name)) return undefined;
      const { by } = waysOf(name);
      const way: string[] = [];
      for (let step = by.get(node); step !== undefined; step = by.get(step.from)) way.unshift(step.id);
      return way;
    },
  };
}

const NOTHING: ReadonlyMap<string, Certainty> = new Map();

interface Ways {
  readonly origins: readonly string[];
  /** The flow by which each node that is no origin got the class first. */
  readonly by: ReadonlyMap<string, ClassFlow>;
}

/**
 * Breadth first from the origins of a class: over what is stated first, then over all that carries it. Origins are nodes of
 * rank 0 that send it, and nodes that hold it and get it from nobody; where a circle has neither, its node of the least rank.
 */
function findWays(name: string, holdings: ReadonlyMap<string, ReadonlyMap<string, Certainty>>, flows: readonly ClassFlow[], carriedBy: ReadonlyMap<string, ReadonlyMap<string, Certainty>>, ranks: ReadonlyMap<string, number>): Ways {
  const by = new Map<string, ClassFlow>();
  const reached = new Set<string>();
  const origins: string[] = [];
  const stated = new Map<string, ClassFlow[]>();
  const all = new Map<string, ClassFlow[]>();
  const fed = new Set<string>();
  for (const flow of flows) {
    const certainty = carriedBy.get(flow.id)!.get(name);
    if (certainty === undefined || flow.from === flow.to) continue;
    for (const leaving of certainty === "stated" ? [stated, all] : [all]) {
      const list = leaving.get(flow.from);
      if (list) list.push(flow);
      else leaving.set(flow.from, [flow]);
    }
    fed.add(flow.to);
  }
  const spread = (from: readonly string[], leaving: ReadonlyMap<string, readonly ClassFlow[]>): readonly string[] => {
    const queue = [...from];
    for (let at = 0; at < queue.length; at++) {
      for (const flow of leaving.get(queue[at]!) ?? []) {
        if (reached.has(flow.to)) continue;
        reached.add(flow.to);
        by.set(flow.to, flow);
        queue.push(flow.to);
      }
    }
    return queue;
  };
  const rank = (node: string): number => ranks.get(node) ?? 0;
  const begin = (nodes: readonly string[]): void => {
    const fresh = nodes.filter((node) => !reached.has(node)).sort((a, b) => rank(a) - rank(b));
    for (const node of fresh) reached.add(node);
    origins.push(...fresh);
    spread(spread(fresh, stated), all);
  };
  const holders = [...holdings].flatMap(([node, held]) => (held.has(name) ? [node] : [])).sort();
  const isStated = (node: string): boolean => holdings.get(node)!.get(name) === "stated";
  begin(holders.filter((node) => isStated(node) && (!fed.has(node) || (rank(node) === 0 && stated.has(node)))));
  begin(holders.filter((node) => !fed.has(node)));
  for (const node of [...holders].sort((a, b) => Number(isStated(b)) - Number(isStated(a)) || rank(a) - rank(b))) begin([node]);
  return { origins: origins.sort(), by };
}
