import type { Chains } from "./chains.ts";
import type { Lifted } from "./levels.ts";
import { rootOf } from "./problem.ts";
import type { Problem } from "./problem.ts";

/** Least distance of two edges from side to side. */
const LANE = 14;
/**
 * In pictures with more nodes than this nothing is put beside its neighbour: they are too large to be read as a whole, and
 * the freedom to move things sideways saves more crossings than rows.
 */
export const COMPACT_BELOW = 60;
/** A row of more nodes than this is a strip, not a group. */
export const FLAT_MOST = 5;

/**
 * Groups that may be drawn as one row: all they hold are a few nodes, and the edges between these make paths, so that
 * every edge can run straight from side to side. That makes a picture lower and wider.
 */
export function flatGroups(problem: Problem, lifted: Lifted, children: readonly (readonly number[])[]): Set<number> {
  const n = problem.nodes.length;
  const root = rootOf(problem);
  const inner = new Map<number, number[]>();
  const result = new Set<number>();
  if (n > COMPACT_BELOW) return result;
  problem.edges.forEach((_, e) => {
    const list = inner.get(lifted.common[e]!);
    if (list) list.push(e);
    else inner.set(lifted.common[e]!, [e]);
  });
  for (let g = n; g < root; g++) {
    const items = children[g - n]!;
    const edges = inner.get(g);
    if (!edges || items.length > FLAT_MOST || items.some((b) => b >= n)) continue;
    if (pathsOf(problem, items, edges)) result.add(g);
  }
  return result;
}

/** The nodes in paths, each path from one end to the other; undefined if the edges make something else. */
function pathsOf(problem: Problem, items: readonly number[], edges: readonly number[]): number[][] | undefined {
  const near = new Map<number, Set<number>>();
  const load = new Map<string, number>();
  for (const v of items) near.set(v, new Set());
  for (const e of edges) {
    const { source, target, sourcePort, targetPort, labelled, labelHeight } = problem.edges[e]!;
    if (!near.has(source) || !near.has(target) || !Number.isNaN(sourcePort) || !Number.isNaN(targetPort)) return undefined;
    near.get(source)!.add(target);
    near.get(target)!.add(source);
    const key = source < target ? `${source} ${target}` : `${target} ${source}`;
    load.set(key, (load.get(key) ?? 0) + (labelled ? Math.max(LANE, labelHeight + 4) : LANE));
    if (load.get(key)! > Math.min(problem.nodes[source]!.height, problem.nodes[target]!.height)) return undefined;
  }
  for (const [v, list] of near) {
    const { from, to, width } = problem.nodes[v]!;
    if (list.size > 2 || (list.size > 0 && (from !== 0 || to !== width))) return undefined;
  }
  const seen = new Set<number>();
  const paths: number[][] = [];
  for (const v of items) {
    if (seen.has(v) || near.get(v)!.size > 1) continue;
    const path: number[] = [];
    for (let at: number | undefined = v; at !== undefined; at = [...near.get(at)!].find((u) => !seen.has(u))) {
      seen.add(at);
      path.push(at);
    }
    paths.push(path);
  }
  return seen.size === items.length ? paths : undefined;
}

/**
 * Brings the nodes of flat groups into the order of their paths, as near as that is to the order they have; returns whether
 * anything has moved.
 */
export function linePaths(problem: Problem, chains: Chains, flat: ReadonlySet<number>, pos: Float64Array): boolean {
  const byGroup = new Map<number, number[]>();
  for (const e of flat) {
    const g = chains.parent[problem.edges[e]!.source]!;
    const list = byGroup.get(g);
    if (list) list.push(e);
    else byGroup.set(g, [e]);
  }
  let moved = false;
  for (const [g, edges] of byGroup) {
    const list = chains.children[g - chains.nodeCount]!;
    const paths = pathsOf(problem, list, edges);
    if (!paths) continue;
    const middle = (path: readonly number[]): number => path.reduce((sum, v) => sum + pos[v]!, 0) / path.length;
    const lines = paths.map((path) => {
      let rising = 0;
      for (let i = 0; i < path.length; i++) for (let j = 0; j < i; j++) rising += pos[path[i]!]! > pos[path[j]!]! ? 1 : -1;
      return rising < 0 ? [...path].reverse() : path;
    });
    lines.sort((a, b) => middle(a) - middle(b));
    const next = lines.flat();
    if (next.some((v, i) => v !== list[i])) moved = true;
    chains.children[g - chains.nodeCount] = next;
  }
  return moved;
}
