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

/** The nodes of the paths in one row, as near as that is to the places of the nodes that have one. */
function inLine(paths: readonly (readonly number[])[], place: (v: number) => number | undefined): number[] {
  const lines = paths.map((path) => {
    const known = path.flatMap((v) => place(v) ?? []);
    let rising = 0;
    for (let i = 0; i < known.length; i++) for (let j = 0; j < i; j++) rising += known[i]! > known[j]! ? 1 : -1;
    return { path: rising < 0 ? [...path].reverse() : path, middle: known.reduce((sum, at) => sum + at, 0) / Math.max(1, known.length) };
  });
  return lines.sort((a, b) => a.middle - b.middle).flatMap(({ path }) => path);
}

/** Whether the nodes of a group can stand in the order of its paths without any two of the previous picture changing places. */
export function keepsOrder(problem: Problem, items: readonly number[], edges: readonly number[], oldX: (v: number) => number | undefined): boolean {
  const paths = pathsOf(problem, items, edges);
  if (!paths) return false;
  const known = inLine(paths, oldX).flatMap((v) => oldX(v) ?? []);
  return known.every((at, i) => i === 0 || at >= known[i - 1]!);
}

/**
 * Brings the nodes of flat groups into the order of their paths, as near as that is to the order they have; returns whether
 * anything has moved. Where some nodes of a path are `new`, the others decide.
 */
export function linePaths(problem: Problem, chains: Chains, flat: ReadonlySet<number>, pos: Float64Array, isNew: (v: number) => boolean): boolean {
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
    const allNew = new Set(paths.filter((path) => path.every(isNew)).flat());
    const next = inLine(paths, (v) => (isNew(v) && !allNew.has(v) ? undefined : pos[v]!));
    if (next.some((v, i) => v !== list[i])) moved = true;
    chains.children[g - chains.nodeCount] = next;
  }
  return moved;
}
