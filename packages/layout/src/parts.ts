import type { Input } from "./input.ts";
import type { Box } from "./types.ts";
import { oldBounds } from "./seed.ts";
import type { Memory } from "./seed.ts";

/**
 * How the picture falls into layered problems. A group whose members have no edges across its border, or whose
 * direction is another than its surroundings', is *boxed*: it is laid out by itself and stands as one box in the
 * problem around it. An edge across the border of a boxed group is cut there into segments, one for each problem.
 * What was drawn together in the previous picture stays together, also where the edge that joined it is gone.
 */
export interface Parts {
  /** Per item: whether it is a boxed group. */
  readonly boxed: Uint8Array;
  /** Per item: whether the content of the group (or the group the node is in) runs to the right. */
  readonly right: Uint8Array;
  readonly segments: readonly Segment[];
  /** Segments by their source item. */
  readonly bySource: readonly (readonly number[])[];
  /** Representative of the connected set of siblings that an item belongs to. */
  readonly set: Int32Array;
  /** Per representative: whether an edge leads from the set out of the parent, or to the parent itself. */
  readonly tied: Uint8Array;
}

export interface Segment {
  readonly edge: number;
  readonly source: number;
  readonly target: number;
  /** Whether the segment has the edge's own end, or ends at the border of a boxed group that the edge crosses. */
  readonly ownSource: boolean;
  readonly ownTarget: boolean;
  /** Whether the segment carries the label: the one in the innermost problem that holds both ends. */
  readonly main: boolean;
}

export function findParts(input: Input, memory: Memory): Parts {
  const { parent, nodes, groups, source, target } = input;
  const n = nodes.length;
  const total = n + groups.length;
  const depth = depths(parent);
  const crossed = new Uint8Array(total);
  for (let e = 0; e < source.length; e++) {
    let a = source[e]!;
    let b = target[e]!;
    let fromA = -1;
    let fromB = -1;
    // Groups left on the way up from either end are crossed, unless they are the end itself.
    while (a !== b) {
      if (b < 0 || (a >= 0 && depth[a]! >= depth[b]!)) {
        if (fromA >= 0) crossed[a] = 1;
        fromA = a;
        a = parent[a]!;
      } else {
        if (fromB >= 0) crossed[b] = 1;
        fromB = b;
        b = parent[b]!;
      }
    }
  }
  const right = new Uint8Array(total);
  const boxed = new Uint8Array(total);
  const byDepth = Array.from({ length: groups.length }, (_, g) => n + g).sort((a, b) => depth[a]! - depth[b]! || a - b);
  for (const g of byDepth) {
    const around = parent[g]! >= 0 ? right[parent[g]!]! : input.direction === "right" ? 1 : 0;
    const own = groups[g - n]!.direction;
    right[g] = own === "right" ? 1 : own === "down" ? 0 : around;
    boxed[g] = (crossed[g] === 0 && !(memory.wasOpen(g) && input.children[g]!.length > 0)) || right[g] !== around ? 1 : 0;
  }
  const segments = cutEdges(input, boxed);
  const bySource: number[][] = Array.from({ length: total }, () => []);
  segments.forEach((s, i) => bySource[s.source]!.push(i));
  const { set, tied } = siblingSets(input, memory, depth, segments, boxed);
  return { boxed, right, segments, bySource, set, tied };
}

function depths(parent: Int32Array): Int32Array {
  const depth = new Int32Array(parent.length).fill(-1);
  const of = (i: number): number => {
    if (i < 0) return -1;
    if (depth[i]! < 0) depth[i] = of(parent[i]!) + 1;
    return depth[i]!;
  };
  for (let i = 0; i < parent.length; i++) of(i);
  return depth;
}

function cutEdges(input: Input, boxed: Uint8Array): Segment[] {
  const { parent, source, target } = input;
  const segments: Segment[] = [];
  const boxesAround = (item: number): number[] => {
    const list: number[] = [];
    for (let p = parent[item]!; p >= 0; p = parent[p]!) if (boxed[p]) list.push(p);
    return list.reverse();
  };
  for (let e = 0; e < source.length; e++) {
    const s = source[e]!;
    const t = target[e]!;
    if (s === t) continue;
    const sBoxes = boxesAround(s);
    const tBoxes = boxesAround(t);
    let k = 0;
    while (k < sBoxes.length && k < tBoxes.length && sBoxes[k] === tBoxes[k]) k++;
    let from = k < sBoxes.length ? sBoxes[k]! : s;
    let to = k < tBoxes.length ? tBoxes[k]! : t;
    // A boxed group and its own member: the problem is the group's own.
    let sStart = k;
    let tStart = k;
    if (from === to && from === s) {
      tStart = k + 1;
      to = tStart < tBoxes.length ? tBoxes[tStart]! : t;
    } else if (from === to) {
      sStart = k + 1;
      from = sStart < sBoxes.length ? sBoxes[sStart]! : s;
    }
    segments.push({ edge: e, source: from, target: to, ownSource: from === s, ownTarget: to === t, main: true });
    for (let i = sStart; i < sBoxes.length; i++) {
      const inner = i + 1 < sBoxes.length ? sBoxes[i + 1]! : s;
      segments.push({ edge: e, source: inner, target: sBoxes[i]!, ownSource: inner === s, ownTarget: false, main: false });
    }
    for (let i = tStart; i < tBoxes.length; i++) {
      const inner = i + 1 < tBoxes.length ? tBoxes[i + 1]! : t;
      segments.push({ edge: e, source: tBoxes[i]!, target: inner, ownSource: false, ownTarget: inner === t, main: false });
    }
  }
  return segments;
}

/**
 * Where a new edge joins two pieces that stood apart, what stood between them would be in their way: sets of siblings that
 * reach into each other's old bounds are drawn together.
 */
function joinBetween(input: Input, oldPlace: ReturnType<typeof oldBounds>, find: (i: number) => number, set: Int32Array): void {
  for (const siblings of [input.topLevel, ...input.children]) {
    const pieces = new Map<number, Box>();
    for (const i of siblings) {
      const place = oldPlace([i]);
      if (!place) continue;
      const known = pieces.get(find(i));
      pieces.set(find(i), known ? around(known, place) : place);
    }
    for (let joined = true; joined; ) {
      joined = false;
      const list = [...pieces];
      for (let a = 0; a < list.length && !joined; a++) {
        for (let b = 0; b < a; b++) {
          const [i, p] = list[a]!;
          const [j, q] = list[b]!;
          if (Math.min(p.x + p.width, q.x + q.width) - Math.max(p.x, q.x) <= 1 || Math.min(p.y + p.height, q.y + q.height) - Math.max(p.y, q.y) <= 1) continue;
          set[Math.max(i, j)] = Math.min(i, j);
          pieces.delete(Math.max(i, j));
          pieces.set(Math.min(i, j), around(p, q));
          joined = true;
          break;
        }
      }
    }
  }
}

const around = (p: Box, q: Box): Box => {
  const x = Math.min(p.x, q.x);
  const y = Math.min(p.y, q.y);
  return { x, y, width: Math.max(p.x + p.width, q.x + q.width) - x, height: Math.max(p.y + p.height, q.y + q.height) - y };
};

function siblingSets(input: Input, memory: Memory, depth: Int32Array, segments: readonly Segment[], boxed: Uint8Array): { set: Int32Array; tied: Uint8Array } {
  const { parent } = input;
  const set = Int32Array.from(parent, (_, i) => i);
  const find = (i: number): number => {
    while (set[i] !== i) i = set[i] = set[set[i]!]!;
    return i;
  };
  const mark: number[] = [];
  for (const s of segments) {
    let a = s.source;
    let b = s.target;
    let fromA = -1;
    let fromB = -1;
    while (a !== b) {
      if (b < 0 || (a >= 0 && depth[a]! >= depth[b]!)) {
        if (fromA >= 0) mark.push(fromA);
        fromA = a;
        a = parent[a]!;
      } else {
        if (fromB >= 0) mark.push(fromB);
        fromB = b;
        b = parent[b]!;
      }
    }
    if (fromA >= 0 && fromB >= 0) {
      const x = find(fromA);
      const y = find(fromB);
      set[Math.max(x, y)] = Math.min(x, y);
    } else mark.push(fromA >= 0 ? fromA : fromB);
  }
  const first = new Map<string, number>();
  for (let i = 0; i < parent.length && memory.any; i++) {
    const problem = memory.rows(i)?.problem;
    if (problem === undefined) continue;
    const g = parent[i]!;
    if (g >= 0 && problem === (boxed[g] ? memory.within(g) : memory.rows(g)?.problem)) mark.push(i);
    const key = `${g} ${problem}`;
    const other = first.get(key);
    if (other === undefined) first.set(key, i);
    else {
      const x = find(i);
      const y = find(other);
      set[Math.max(x, y)] = Math.min(x, y);
    }
  }
  if (memory.any) joinBetween(input, oldBounds(input, memory), find, set);
  const tied = new Uint8Array(parent.length);
  for (const i of mark) tied[find(i)] = 1;
  for (let i = 0; i < set.length; i++) set[i] = find(i);
  return { set, tied };
}
