import type { Chains } from "./chains.ts";
import { ARRIVE_GAP, BORDER_TRACK_GAP, GROUP_GAP, LABEL_ROW_GAP, LABEL_TRACK_GAP, LEAVE_GAP, ROW_GAP, SAME_X, TRACK_PITCH } from "./constants.ts";
import type { Tie } from "./beside.ts";
import type { Problem } from "./problem.ts";
import type { Spacing } from "./spacing.ts";
import type { Track } from "./tracks.ts";

/**
 * The vertical variables and their separation constraints. Nodes of one group that stand in one row share a variable (the
 * middle of the row); every label, every track and every group border has its own. Variables are numbered in a
 * topological order: the order in which a reader meets things from top to bottom.
 */
export interface Stacking {
  readonly count: number;
  /** Constraints `y[to] - y[from] >= gap`, in the order of `to`. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly gap: readonly number[];
  /** Variables: per node, per edge (its label; -1 without one), per group the two borders, per channel the tracks. */
  readonly ofNode: Int32Array;
  readonly ofLabel: Int32Array;
  readonly ofTop: Int32Array;
  readonly ofBottom: Int32Array;
  readonly ofTrack: readonly (readonly number[])[];
}

const NODE = 0;
const LABEL = 1;
const TRACK = 2;
const TOP = 3;
const BOTTOM = 4;
type Kind = typeof NODE | typeof LABEL | typeof TRACK | typeof TOP | typeof BOTTOM;

/** Something that takes a piece of the x axis and that others must stay above or below of. */
interface Item {
  readonly kind: Kind;
  readonly variable: number;
  readonly left: number;
  readonly right: number;
  /** From the variable up to the item's top, and down to its bottom. */
  readonly up: number;
  readonly down: number;
  /** The block of a node or group, the edge of a label, the link of a track. */
  readonly of: number;
  readonly pitch: number;
}

/** How far beside its box each kind of thing still keeps others above or below it; less than half of their distance in a row. */
const MARGIN: Record<Kind, number> = { [NODE]: 9, [LABEL]: 4.5, [TRACK]: SAME_X, [TOP]: 4.5, [BOTTOM]: 4.5 };

/**
 * Nothing passes anything that it shares some x with: each item is kept below those that are seen when one looks up from
 * it. What shares no x is free to slide past each other, so that short things stand beside tall ones.
 */
export function buildStacking(problem: Problem, chains: Chains, spacing: Spacing, x: Float64Array, channels: readonly (readonly Track[])[], pitches: readonly number[], ties: readonly Tie[]): Stacking {
  const { nodeCount: n, root, lo, hi, links, parent } = chains;
  const from: number[] = [];
  const to: number[] = [];
  const gap: number[] = [];
  const ofNode = new Int32Array(n).fill(-1);
  const ofLabel = new Int32Array(problem.edges.length).fill(-1);
  const ofTop = new Int32Array(root - n).fill(-1);
  const ofBottom = new Int32Array(root - n).fill(-1);
  const ofTrack: number[][] = [];
  const rows = channels.length;
  const nodesIn: number[][] = Array.from({ length: rows }, () => []);
  const labelsIn: number[][] = Array.from({ length: rows }, () => []);
  const opening: number[][] = Array.from({ length: rows }, () => []);
  const closing: number[][] = Array.from({ length: rows }, () => []);
  for (let v = 0; v < n; v++) nodesIn[lo[v]!]!.push(v);
  problem.edges.forEach((_, e) => {
    const w = chains.labelWire[e]!;
    if (w >= 0) labelsIn[chains.labelRow[w]!]!.push(e);
  });
  // Parents have smaller numbers than their children.
  for (let g = n; g < root; g++) opening[lo[g]!]!.push(g);
  for (let g = root - 1; g >= n; g--) closing[hi[g]! + 1]!.push(g);
  const skyline = createSkyline();
  let count = 0;
  for (let r = 0; r < rows; r++) {
    for (const g of closing[r]!) {
      ofBottom[g - n] = count;
      const { insets, minHeight } = problem.groups[g - n]!;
      constrain(ofTop[g - n]!, count, Math.max(minHeight, insets.top + insets.bottom));
      stack([{ kind: BOTTOM, variable: count++, left: x[g]!, right: rightOf(g), up: 0, down: 0, of: g, pitch: 0 }]);
    }
    ofTrack.push([]);
    for (const { jog } of channels[r]!) {
      ofTrack[r]!.push(count);
      stack([{ kind: TRACK, variable: count++, left: Math.min(jog.x1, jog.x2), right: Math.max(jog.x1, jog.x2), up: 0, down: 0, of: jog.link, pitch: pitches[r]! }]);
    }
    for (const g of opening[r]!) {
      ofTop[g - n] = count;
      stack([{ kind: TOP, variable: count++, left: x[g]!, right: rightOf(g), up: 0, down: 0, of: g, pitch: 0 }]);
    }
    const row: Item[] = [];
    const shared = new Map<number, number>();
    for (const v of nodesIn[r]!) {
      const { width, room } = problem.nodes[v]!;
      let variable = shared.get(parent[v]!);
      if (variable === undefined) shared.set(parent[v]!, (variable = count++));
      ofNode[v] = variable;
      row.push({ kind: NODE, variable, left: x[v]! - width / 2, right: x[v]! + width / 2, up: room / 2, down: room / 2, of: v, pitch: 0 });
    }
    // The edges from side to side are covered by their nodes where these reach over them: so the nodes come later.
    for (const tie of ties) {
      if (lo[tie.left] !== r) continue;
      const l = problem.nodes[tie.left]!;
      const half = Math.min(l.height, problem.nodes[tie.right]!.height) / 2;
      row.unshift({ kind: NODE, variable: ofNode[tie.left]!, left: x[tie.left]! + l.width / 2, right: x[tie.right]! - problem.nodes[tie.right]!.width / 2, up: half, down: half, of: tie.left, pitch: 0 });
    }
    for (const e of labelsIn[r]!) {
      const { labelWidth, labelHeight } = problem.edges[e]!;
      const middle = x[chains.labelWire[e]!]!;
      ofLabel[e] = count;
      row.push({ kind: LABEL, variable: count++, left: middle - labelWidth / 2, right: middle + labelWidth / 2, up: labelHeight / 2, down: labelHeight / 2, of: e, pitch: 0 });
    }
    stack(row);
  }
  return { count, from, to, gap, ofNode, ofLabel, ofTop, ofBottom, ofTrack };

  /** The right end of a group, its self-loops included. */
  function rightOf(g: number): number {
    return x[spacing.right(g)]! + problem.groups[g - n]!.outer;
  }

  function constrain(u: number, v: number, d: number): void {
    from.push(u);
    to.push(v);
    gap.push(Math.ceil(d * 2 - 1e-6) / 2);
  }

  /** Puts items that stand beside each other below whatever is seen above them. */
  function stack(items: readonly Item[]): void {
    for (const item of items) {
      const margin = MARGIN[item.kind];
      skyline.look(item.left - margin, item.right + margin, (above) => {
        if (above.variable !== item.variable) constrain(above.variable, item.variable, above.down + item.up + distance(above, item) + (above.kind === NODE || item.kind === NODE ? problem.air : 0));
      });
    }
    for (const item of items) skyline.cover(item.left - MARGIN[item.kind], item.right + MARGIN[item.kind], item);
  }

  function distance(u: Item, v: Item): number {
    if (v.kind === BOTTOM) {
      // The border of the group that holds the upper one.
      const inset = problem.groups[v.of - n]!.insets.bottom;
      return u.kind === NODE || u.kind === BOTTOM ? inset : u.kind === TOP ? inset : BORDER_TRACK_GAP;
    }
    if (u.kind === TOP) {
      const inset = problem.groups[u.of - n]!.insets.top;
      return v.kind === NODE || v.kind === TOP ? inset : inset - 4;
    }
    if (v.kind === NODE) {
      if (u.kind === NODE) return ROW_GAP;
      if (u.kind === BOTTOM) return ROW_GAP;
      return u.kind === TRACK ? (endsAt(u.of, v.of) ? ARRIVE_GAP : LEAVE_GAP) : ARRIVE_GAP;
    }
    if (v.kind === TOP) {
      if (u.kind === NODE) return ROW_GAP;
      if (u.kind === BOTTOM) return GROUP_GAP;
      const own = u.kind === TRACK ? endsAt(u.of, v.of) : problem.edges[u.of]!.source === v.of || problem.edges[u.of]!.target === v.of;
      return own ? ARRIVE_GAP : BORDER_TRACK_GAP;
    }
    if (u.kind === NODE) {
      if (v.kind === LABEL) return problem.edges[v.of]!.target === u.of ? ARRIVE_GAP : LEAVE_GAP + 2;
      return problem.edges[links.edge[v.of]!]!.target === u.of ? ARRIVE_GAP : LEAVE_GAP;
    }
    if (u.kind === BOTTOM) {
      const own = v.kind === TRACK ? endsAt(v.of, u.of) : problem.edges[v.of]!.source === u.of || problem.edges[v.of]!.target === u.of;
      return own ? ARRIVE_GAP : BORDER_TRACK_GAP;
    }
    if (u.kind === TRACK && v.kind === TRACK) return Math.min(u.pitch, v.pitch, TRACK_PITCH);
    return u.kind === LABEL && v.kind === LABEL ? LABEL_ROW_GAP : LABEL_TRACK_GAP;
  }

  function endsAt(link: number, block: number): boolean {
    return links.a[link] === block || links.b[link] === block;
  }
}

/** What is seen from below: pieces of the x axis from left to right, each with the lowest item that covers it. */
function createSkyline(): { look(left: number, right: number, see: (item: Item) => void): void; cover(left: number, right: number, item: Item): void } {
  const start: number[] = [];
  const end: number[] = [];
  const items: Item[] = [];
  /** The first piece that ends right of x. */
  const find = (x: number): number => {
    let low = 0;
    let high = end.length;
    while (low < high) {
      const mid = (low + high) >> 1;
      if (end[mid]! <= x) low = mid + 1;
      else high = mid;
    }
    return low;
  };
  return {
    look(left, right, see) {
      let last: Item | undefined;
      for (let i = find(left); i < start.length && start[i]! < right; i++) {
        if (items[i] !== last) see(items[i]!);
        last = items[i]!;
      }
    },
    cover(left, right, item) {
      if (right <= left) return;
      const first = find(left);
      let after = first;
      while (after < start.length && start[after]! < right) after++;
      const newStart: number[] = [];
      const newEnd: number[] = [];
      const newItems: Item[] = [];
      if (after > first && start[first]! < left) {
        newStart.push(start[first]!);
        newEnd.push(left);
        newItems.push(items[first]!);
      }
      newStart.push(left);
      newEnd.push(right);
      newItems.push(item);
      if (after > first && end[after - 1]! > right) {
        newStart.push(right);
        newEnd.push(end[after - 1]!);
        newItems.push(items[after - 1]!);
      }
      start.splice(first, after - first, ...newStart);
      end.splice(first, after - first, ...newEnd);
      items.splice(first, after - first, ...newItems);
    },
  };
}
