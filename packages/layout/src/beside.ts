import type { Chains } from "./chains.ts";
import { ARRIVE_GAP } from "./constants.ts";
import type { Levels } from "./levels.ts";
import type { Problem } from "./problem.ts";

/** Two neighbouring nodes of a row whose edges run straight from side to side, the left one first. */
export interface Tie {
  readonly left: number;
  readonly right: number;
  readonly edges: number[];
  /** Room between the two: for the widest label and an arrow head on either side. */
  readonly gap: number;
  /** Distance of the edges. */
  readonly lane: number;
}

/** Least distance of two such edges, and of an edge from the nodes' corners. */
const LANE = 14;

/**
 * Finds the edges between siblings that ended up next to each other in a row. Instead of turning round below the row they
 * take the short way, from one's right side to the other's left side.
 */
export function findTies(problem: Problem, chains: Chains, levels: Levels): Tie[] {
  const { nodeCount: n, root } = chains;
  const between = new Map<number, number[]>();
  problem.edges.forEach((edge, e) => {
    if (levels.turn[e] === 0 || edge.source >= n || edge.target >= n) return;
    if (!Number.isNaN(edge.sourcePort) || !Number.isNaN(edge.targetPort)) return;
    const a = Math.min(edge.source, edge.target);
    const b = Math.max(edge.source, edge.target);
    if (chains.parent[a] !== chains.parent[b] || chains.lo[a] !== chains.lo[b]) return;
    const key = a * root + b;
    const list = between.get(key);
    if (list) list.push(e);
    else between.set(key, [e]);
  });
  const ties: Tie[] = [];
  for (const [key, edges] of between) {
    const a = Math.floor(key / root);
    const b = key % root;
    const row = chains.lo[a]!;
    const inRow = chains.children[chains.parent[a]! - n]!.filter((c) => chains.lo[c]! <= row && chains.hi[c]! >= row);
    const at = inRow.indexOf(a);
    const [left, right] = inRow[at + 1] === b ? [a, b] : [b, a];
    if (inRow[at + 1] !== b && inRow[at - 1] !== b) continue;
    const l = problem.nodes[left]!;
    const r = problem.nodes[right]!;
    if (l.to !== l.width || r.from !== 0) continue;
    let gap = 44;
    let lane = LANE;
    for (const e of edges) {
      if (!problem.edges[e]!.labelled) continue;
      gap = Math.max(gap, problem.edges[e]!.labelWidth + 2 * ARRIVE_GAP);
      lane = Math.max(lane, problem.edges[e]!.labelHeight + 4);
    }
    if (Math.min(l.height, r.height) < edges.length * lane) continue;
    ties.push({ left, right, edges, gap, lane });
  }
  return ties;
}
