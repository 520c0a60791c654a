import type { Placed } from "./compose.ts";
import { ARRIVE_GAP } from "./constants.ts";
import { COMPACT_BELOW, FLAT_MOST } from "./flat.ts";
import type { Input } from "./input.ts";
import type { Parts } from "./parts.ts";
import type { Memory } from "./seed.ts";

/**
 * A node of a group whose edges all lead to one of its siblings is that sibling's *companion*: it stands beside it,
 * joined by a straight line, and takes no row of its own. A node has at most one companion on either side.
 */
export interface Companions {
  /** Companions of a node, in the order of their ids. */
  readonly of: ReadonlyMap<number, readonly number[]>;
  /** Per item whether it is a companion. */
  readonly is: Uint8Array;
}

/** A node and its companions as one box. */
export interface Company {
  readonly placed: Placed;
  /** Where the node itself lies in the box, in the frame of the drawing: its left and right end, and the air above and below it. */
  readonly from: number;
  readonly to: number;
  readonly above: number;
  readonly below: number;
}

/** Least distance of two edges between a node and its companion. */
const LANE = 14;
/** Least distance of a node and its companion. */
const LEAST_GAP = 44;
/** A node with more leaves than this has them below it, all alike. */
const MOST = 2;

/** What had a place of its own in the previous picture keeps one; what was a companion stays one if it can. */
export function findCompanions(input: Input, parts: Parts, memory: Memory): Companions {
  const { nodes, parent, source, target, edges } = input;
  const n = nodes.length;
  const rightOf = (v: number): boolean => (parent[v]! < 0 ? input.direction === "right" : parts.right[parent[v]!] === 1);
  const host = new Int32Array(n).fill(-1);
  const degree = new Int32Array(n);
  /** Height that the edges between a node and its companion take, side by side. */
  const between = new Float64Array(n);
  const unfit = new Uint8Array(n);
  for (let e = 0; e < edges.length; e++) {
    for (const [v, o] of [
      [source[e]!, target[e]!],
      [target[e]!, source[e]!],
    ] as const) {
      if (v >= n) continue;
      degree[v]!++;
      if (v === o) unfit[v] = 1;
      if (o < n && v !== o && parent[v] === parent[o] && (host[v]! < 0 || host[v] === o)) {
        host[v] = o;
        const label = edges[e]!.label;
        between[v]! += Math.max(LANE, label ? (rightOf(v) ? label.width : label.height) + 4 : 0);
      } else unfit[v] = 1;
    }
  }
  const rowLike = new Map<number, boolean>();
  /** Whether a group may become one row as a whole (see flat.ts): there the rows are chosen together. */
  const isRowLike = (g: number): boolean => {
    const known = rowLike.get(g);
    if (known !== undefined) return known;
    const members = input.children[g]!;
    const near = new Map<number, Set<number>>();
    let result = members.length <= FLAT_MOST && members.every((v) => v < n);
    if (result) {
      for (let e = 0; e < edges.length; e++) {
        const a = source[e]!;
        const b = target[e]!;
        if (a === b || parent[a] !== g || parent[b] !== g) continue;
        near.set(a, (near.get(a) ?? new Set()).add(b));
        near.set(b, (near.get(b) ?? new Set()).add(a));
      }
      for (const list of near.values()) if (list.size > 2) result = false;
    }
    rowLike.set(g, result);
    return result;
  };
  const of = new Map<number, number[]>();
  const is = new Uint8Array(n + input.groups.length);
  for (let v = 0; v < n && (n <= COMPACT_BELOW || memory.any); v++) {
    if (n > COMPACT_BELOW && !memory.wasCompanion(v)) continue;
    const h = host[v]!;
    if (h < 0 || unfit[v] || parent[v]! < 0 || nodes[v]!.rows || nodes[h]!.rows || nodes[v]!.pinned || nodes[h]!.pinned) continue;
    // Of two that have only each other neither is a companion: one below the other shows who uses whom.
    if (host[h] === v && !unfit[h]) continue;
    if (memory.wasCompanion(v) ? false : memory.place(v) !== undefined || isRowLike(parent[v]!)) continue;
    if (source.some((s, e) => s === h && target[e] === h)) continue;
    if (Math.min(...[v, h].map((i) => (rightOf(v) ? nodes[i]!.width : nodes[i]!.height))) < between[v]!) continue;
    const list = of.get(h);
    if (list) list.push(v);
    else of.set(h, [v]);
  }
  for (const [h, found] of of) {
    // A new leaf beside a node that has its companions does not drive them away.
    const old = found.filter((v) => memory.wasCompanion(v));
    const list = found.length > MOST && old.length > 0 ? old : found;
    of.set(h, list);
    if (list.length > MOST) of.delete(h);
    else for (const v of list) is[v] = 1;
  }
  return { of, is };
}

/**
 * Puts the companions at the right, then at the left of their node (in a picture that runs right: below, then above); each stays on
 * the side on which it was.
 */
export function keepCompany(input: Input, parts: Parts, host: number, companions: readonly number[], right: boolean, memory: Memory): Company {
  const wide = (v: number): number => (right ? input.nodes[v]!.height : input.nodes[v]!.width);
  const tall = (v: number): number => (right ? input.nodes[v]!.width : input.nodes[v]!.height);
  const wasLeft = (v: number): boolean | undefined => {
    const own = memory.place(v);
    const other = memory.place(host);
    return own && other && memory.wasCompanion(v) ? (right ? own.y < other.y : own.x < other.x) : undefined;
  };
  const [first, second] = companions;
  const swap = wasLeft(first!) === true || (second !== undefined && wasLeft(first!) === undefined && wasLeft(second) === false);
  const members = [swap ? first : second, host, swap ? second : first].filter((v) => v !== undefined);
  const height = members.reduce((most, v) => Math.max(most, tall(v)), 0);
  const result: Placed = { width: 0, height: 0, nodes: [], groups: [], lines: [], loops: [], labels: [] };
  const lines: { segment: number; points: number[] }[] = [];
  const put = (v: number, at: number): void => {
    const y = Math.round(height - tall(v)) / 2;
    result.nodes.push(right ? { item: v, x: y, y: at } : { item: v, x: at, y });
  };
  let x = 0;
  let from = 0;
  members.forEach((v, i) => {
    if (i > 0) {
      const u = members[i - 1]!;
      const segments = [...parts.bySource[u]!.filter((s) => parts.segments[s]!.target === v), ...parts.bySource[v]!.filter((s) => parts.segments[s]!.target === u)];
      let gap = LEAST_GAP;
      let lane = LANE;
      for (const s of segments) {
        const label = input.edges[parts.segments[s]!.edge]!.label;
        if (!label) continue;
        gap = Math.max(gap, (right ? label.height : label.width) + 2 * ARRIVE_GAP);
        lane = Math.max(lane, (right ? label.width : label.height) + 4);
      }
      const room = Math.min(tall(u), tall(v));
      lane = Math.min(Math.max(28, lane), room / segments.length);
      segments.forEach((s, k) => {
        const at = Math.round(height + (2 * k - segments.length + 1) * lane) / 2;
        const [a, b] = parts.segments[s]!.source === u ? [x, x + gap] : [x + gap, x];
        lines.push({ segment: s, points: right ? [at, a, at, b] : [a, at, b, at] });
        const middle = x + gap / 2;
        if (input.edges[parts.segments[s]!.edge]!.label) result.labels.push({ edge: parts.segments[s]!.edge, x: right ? at : middle, y: right ? middle : at });
      });
      x += gap;
    }
    if (v === host) from = x;
    put(v, x);
    x += wide(v);
  });
  const above = Math.round(height - tall(host)) / 2;
  const placed: Placed = { ...result, lines, width: right ? height : x, height: right ? x : height };
  return { placed, from, to: from + wide(host), above, below: height - tall(host) - above };
}
