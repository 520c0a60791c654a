import type { Direction, LayoutEdge, LayoutGraph, LayoutGroup, LayoutNode, LayoutOptions } from "./types.ts";

/**
 * The graph as the engine works with it: sorted by id (so that the order of the input does not matter), numbered, and
 * cleaned of whatever a caller got wrong. Items are numbered through: first the nodes, then the groups.
 */
export interface Input {
  readonly nodes: readonly LayoutNode[];
  readonly groups: readonly LayoutGroup[];
  readonly edges: readonly LayoutEdge[];
  /** Parent group of each item, as an item number; -1 at the top level. */
  readonly parent: Int32Array;
  /** Items at the ends of each edge. */
  readonly source: Int32Array;
  readonly target: Int32Array;
  readonly children: readonly (readonly number[])[];
  readonly topLevel: readonly number[];
  /** Ids of edges that could not be drawn: an endpoint is unknown, or the id was taken already. */
  readonly dropped: readonly string[];
  readonly direction: Direction;
  readonly aspect: number;
}

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
const length = (value: number | undefined): number => (value !== undefined && Number.isFinite(value) && value > 0 ? value : 0);

export function readInput(graph: LayoutGraph, options: LayoutOptions): Input {
  const nodes = unique(graph.nodes)
    .map((n) => ({ ...n, width: length(n.width), height: length(n.height) }))
    .sort(byId);
  const groups = unique(graph.groups)
    .map((g) => ({ ...g, title: { width: length(g.title?.width), height: length(g.title?.height) } }))
    .sort(byId);
  const item = new Map<string, number>();
  const groupItem = new Map<string, number>();
  groups.forEach((g, i) => {
    groupItem.set(g.id, nodes.length + i);
    item.set(g.id, nodes.length + i);
  });
  nodes.forEach((n, i) => item.set(n.id, i));
  const parent = new Int32Array(nodes.length + groups.length).fill(-1);
  [...nodes, ...groups].forEach((x, i) => {
    if (x.parent !== undefined && x.parent !== null) parent[i] = groupItem.get(x.parent) ?? -1;
  });
  breakCycles(parent, nodes.length);
  const dropped: string[] = [];
  const seen = new Set<string>();
  const edges: LayoutEdge[] = [];
  for (const e of graph.edges) {
    if (seen.has(e.id) || !item.has(e.source) || !item.has(e.target)) {
      dropped.push(e.id);
      continue;
    }
    seen.add(e.id);
    edges.push(e.label ? { ...e, label: { width: length(e.label.width), height: length(e.label.height) } } : e);
  }
  edges.sort(byId);
  const children: number[][] = Array.from({ length: nodes.length + groups.length }, () => []);
  const topLevel: number[] = [];
  for (let i = 0; i < parent.length; i++) (parent[i]! < 0 ? topLevel : children[parent[i]!]!).push(i);
  const aspect = options.aspect !== undefined && Number.isFinite(options.aspect) && options.aspect > 0 ? options.aspect : 1.6;
  return {
    nodes,
    groups,
    edges,
    parent,
    source: Int32Array.from(edges, (e) => item.get(e.source)!),
    target: Int32Array.from(edges, (e) => item.get(e.target)!),
    children,
    topLevel,
    dropped,
    direction: options.direction === "right" ? "right" : "down",
    aspect,
  };
}

/** The first of several with the same id counts. */
function unique<T extends { readonly id: string }>(list: readonly T[]): T[] {
  const seen = new Set<string>();
  return list.filter((x) => !seen.has(x.id) && seen.add(x.id));
}

/** A group that contains itself comes to the top level: of each cycle the one with the smallest id. */
function breakCycles(parent: Int32Array, firstGroup: number): void {
  const state = new Uint8Array(parent.length);
  for (let g = firstGroup; g < parent.length; g++) {
    const trail: number[] = [];
    let x = g;
    while (x >= 0 && state[x] === 0) {
      state[x] = 1;
      trail.push(x);
      x = parent[x]!;
    }
    if (x >= 0 && state[x] === 1) {
      let least = x;
      for (let y = parent[x]!; y !== x; y = parent[y]!) least = Math.min(least, y);
      parent[least] = -1;
    }
    for (const y of trail) state[y] = 2;
  }
}
