import type { Chains } from "./chains.ts";
import type { Problem } from "./problem.ts";

/** Weight of an edge that would have to run through a foreign group: more than any number of crossings is worth. */
const BARRIER = 1_000_000;

/** Who is joined to whom across the channels above and below a block, seen from every level of the hierarchy. */
export interface Adjacency {
  /** Neighbours across the channel above (below) a node, wire or group, turns included. */
  readonly up: readonly (readonly number[])[];
  readonly down: readonly (readonly number[])[];
  /** Depth-first number of each block in the current order. */
  readonly pos: Float64Array;
  /** Rough x of each block, used by the sweeps. */
  readonly estimate: Float64Array;
  /** Per group (block - nodeCount) and row (relative to its first): the children that stand in that row. */
  readonly rowLists: readonly (readonly number[][])[];
  /** Crossings with `a` before `b` minus crossings with `b` before `a`; both are children of one group. */
  pairDelta(a: number, b: number): number;
  /** Must be told when a block has changed its place. */
  moved(block: number): void;
  readonly turnsUp: readonly (readonly number[])[];
  readonly turnsDown: readonly (readonly number[])[];
}

interface Side {
  /** Neighbours with their port offsets (0..1), sorted by current position when `clean`. */
  readonly block: number[];
  readonly frac: number[];
  clean: boolean;
}

const emptyList: number[] = [];

/** `half` marks the wires of reduced chains that begin (1) or end (2) in a label row. */
export function adjacency(chains: Chains, problem: Problem, half?: Uint8Array): Adjacency {
  const { nodeCount: n, root, count, parent, lo, hi, links } = chains;
  const pos = new Float64Array(count);
  const upSide: (Side | undefined)[] = new Array<Side | undefined>(count);
  const downSide: (Side | undefined)[] = new Array<Side | undefined>(count);
  const turnsUp: number[][] = new Array<number[]>(count).fill(emptyList);
  const turnsDown: number[][] = new Array<number[]>(count).fill(emptyList);
  const up: number[][] = new Array<number[]>(count).fill(emptyList);
  const down: number[][] = new Array<number[]>(count).fill(emptyList);
  const depth = new Int32Array(count);
  const depthOf = (b: number): number => {
    if (b === root) return 0;
    if (depth[b] === 0) depth[b] = depthOf(parent[b]!) + 1;
    return depth[b]!;
  };
  const push = (lists: number[][], b: number, v: number): void => {
    if (lists[b] === emptyList) lists[b] = [v];
    else lists[b]!.push(v);
  };
  const addTo = (sides: (Side | undefined)[], b: number, v: number, frac: number): void => {
    let side = sides[b];
    if (!side) sides[b] = side = { block: [], frac: [], clean: false };
    side.block.push(v);
    side.frac.push(frac);
  };
  const fraction = (b: number, port: number): number => (Number.isNaN(port) || b >= n ? 0 : 0.02 + (0.96 * port) / Math.max(1, problem.nodes[b]!.width));
  for (let l = 0; l < links.count; l++) {
    const a = links.a[l]!;
    const b = links.b[l]!;
    if (links.aAbove[l] === links.bAbove[l]) {
      const turns = links.aAbove[l] ? turnsDown : turnsUp;
      const all = links.aAbove[l] ? down : up;
      push(turns, a, b);
      push(turns, b, a);
      push(all, a, b);
      push(all, b, a);
      continue;
    }
    let x = a;
    let y = b;
    const chainA: number[] = [];
    const chainB: number[] = [];
    while (x !== y) {
      if (depthOf(x) >= depthOf(y)) {
        chainA.push(x);
        x = parent[x]!;
      } else {
        chainB.push(y);
        y = parent[y]!;
      }
    }
    const fa = fraction(a, links.aPort[l]!);
    const fb = fraction(b, links.bPort[l]!);
    for (const item of chainA) {
      addTo(downSide, item, b, fb);
      push(down, item, b);
    }
    for (const item of chainB) {
      addTo(upSide, item, a, fa);
      push(up, item, a);
    }
  }
  const rowLists: number[][][] = [];
  for (let g = n; g <= root; g++) {
    const rows: number[][] = [];
    for (let r = lo[g]!; r <= hi[g]! + (g === root ? 2 : 0); r++) rows.push([]);
    for (const b of chains.children[g - n]!) for (let r = lo[b]!; r <= hi[b]!; r++) rows[r - lo[g]!]!.push(b);
    rowLists.push(rows);
  }

  const weightOf = (b: number): number => (b < n ? 0 : b < root ? BARRIER : 1);

  /** Sorts a side's neighbours by position; the lists are short and nearly sorted. */
  const sorted = (side: Side): Side => {
    if (side.clean) return side;
    const { block, frac } = side;
    for (let i = 1; i < block.length; i++) {
      const b = block[i]!;
      const f = frac[i]!;
      const k = pos[b]! + f;
      let j = i - 1;
      while (j >= 0 && pos[block[j]!]! + frac[j]! > k) {
        block[j + 1] = block[j]!;
        frac[j + 1] = frac[j]!;
        j--;
      }
      block[j + 1] = b;
      frac[j + 1] = f;
    }
    side.clean = true;
    return side;
  };

  /** Pairs (u of A, v of B) with u right of v minus pairs with u left of v. */
  const inversions = (sideA: Side | undefined, sideB: Side | undefined): number => {
    if (!sideA || !sideB) return 0;
    const A = sideA.block;
    const B = sideB.block;
    if (A.length === 1 && B.length === 1) {
      const k = pos[A[0]!]! + sideA.frac[0]! - pos[B[0]!]! - sideB.frac[0]!;
      return k > 0 ? 1 : k < 0 ? -1 : 0;
    }
    sorted(sideA);
    sorted(sideB);
    let result = 0;
    let left = 0;
    let same = 0;
    for (let i = 0; i < A.length; i++) {
      const k = pos[A[i]!]! + sideA.frac[i]!;
      while (left < B.length && pos[B[left]!]! + sideB.frac[left]! < k) left++;
      if (same < left) same = left;
      while (same < B.length && pos[B[same]!]! + sideB.frac[same]! <= k) same++;
      result += left - (B.length - same);
    }
    return result;
  };

  /** Neighbours right of `p` minus neighbours left of `p`. */
  const beyond = (side: Side | undefined, turns: readonly number[], p: number): number => {
    let result = 0;
    if (side) for (const v of side.block) result += pos[v]! > p ? 1 : -1;
    for (const v of turns) result += pos[v]! > p ? 1 : -1;
    return result;
  };

  /** The part of one channel: above (`starts` = lo) or below (`starts` = hi) the two blocks. */
  const channel = (
    a: number,
    b: number,
    row: Int32Array,
    sides: readonly (Side | undefined)[],
    turns: readonly (readonly number[])[],
    upper: boolean,
  ): number => {
    const ra = row[a]!;
    const rb = row[b]!;
    let d = 0;
    if (ra === rb) {
      d += inversions(sides[a], sides[b]);
      const ta = turns[a]!;
      const tb = turns[b]!;
      if (ta.length > 0 || tb.length > 0) {
        const ka = sides[a]?.block.length ?? 0;
        const kb = sides[b]?.block.length ?? 0;
        for (const t of ta) if (t !== b) d += kb * (pos[t]! > pos[b]! ? 1 : -1);
        for (const t of tb) if (t !== a) d += ka * (pos[t]! < pos[a]! ? 1 : -1);
        for (const s of ta) for (const t of tb) if (s !== b && t !== a) d += interleaved(s, t, a, b);
      }
    } else if (upper ? rb < ra && ra <= hi[b]! : lo[b]! <= ra && ra < rb) d += weightOf(b) * beyond(sides[a], turns[a]!, pos[b]!);
    else if (upper ? ra < rb && rb <= hi[a]! : lo[a]! <= rb && rb < ra) d -= weightOf(a) * beyond(sides[b], turns[b]!, pos[a]!);
    return d;
  };

  /** Two turns a–s and b–t cross when their ends alternate: cost with a before b minus cost with b before a. */
  const interleaved = (s: number, t: number, a: number, b: number): number => {
    const here = Math.min(pos[a]!, pos[b]!);
    const ps = pos[s]! > here ? 1 : -1;
    const pt = pos[t]! > here ? 1 : -1;
    if (ps !== pt) return ps > pt ? 1 : -1;
    const order = pos[s]! < pos[t]! ? 1 : -1;
    return order;
  };

  // Most blocks are wires with one neighbour above and one below: those are told apart without any lists.
  const single = new Uint8Array(count);
  const above = new Int32Array(count);
  const below = new Int32Array(count);
  const aboveFrac = new Float64Array(count);
  const belowFrac = new Float64Array(count);
  for (let b = root + 1; b < count; b++) {
    const u = upSide[b];
    const d = downSide[b];
    if (u?.block.length !== 1 || d?.block.length !== 1 || up[b]!.length !== 1 || down[b]!.length !== 1) continue;
    single[b] = 1;
    above[b] = u.block[0]!;
    below[b] = d.block[0]!;
    aboveFrac[b] = u.frac[0]!;
    belowFrac[b] = d.frac[0]!;
  }
  const wireDelta = (a: number, b: number): number => {
    let d = 0;
    const la = lo[a]!;
    const lb = lo[b]!;
    const ha = hi[a]!;
    const hb = hi[b]!;
    if (la === lb) {
      const k = pos[above[a]!]! + aboveFrac[a]! - pos[above[b]!]! - aboveFrac[b]!;
      d += k > 0 ? 1 : k < 0 ? -1 : 0;
    } else if (lb < la) {
      if (la <= hb) d += pos[above[a]!]! > pos[b]! ? 1 : -1;
    } else if (lb <= ha) d -= pos[above[b]!]! > pos[a]! ? 1 : -1;
    if (ha === hb) {
      const k = pos[below[a]!]! + belowFrac[a]! - pos[below[b]!]! - belowFrac[b]!;
      d += k > 0 ? 1 : k < 0 ? -1 : 0;
    } else if (ha < hb) {
      if (lb <= ha) d += pos[below[a]!]! > pos[b]! ? 1 : -1;
    } else if (la <= hb) d -= pos[below[b]!]! > pos[a]! ? 1 : -1;
    return d;
  };

  const pairDelta = (a: number, b: number): number => {
    if (hi[a]! + 1 < lo[b]! || hi[b]! + 1 < lo[a]!) return 0;
    let d = single[a] === 1 && single[b] === 1 ? wireDelta(a, b) : channel(a, b, lo, upSide, turnsUp, true) + channel(a, b, hi, downSide, turnsDown, false);
    if (half) {
      if (half[a]! & 1 && half[b]! & 2 && lo[a]! === hi[b]! + 1) d += passing(a, b, true);
      else if (half[a]! & 2 && half[b]! & 1 && lo[b]! === hi[a]! + 1) d += passing(b, a, false);
    }
    return d;
  };

  /**
   * Wire `x` begins in the label row in which wire `y` ends. Where both ends of `x`'s first jog and of `y`'s last jog
   * agree on a side, `x` should stand on that side of `y`: else the two cross twice.
   */
  const passing = (x: number, y: number, xFirst: boolean): number => {
    const u = up[x]![0];
    const v = down[y]![0];
    if (u === undefined || v === undefined) return 0;
    const right = pos[u]! > pos[y]! && pos[v]! < pos[x]!;
    const left = pos[u]! < pos[y]! && pos[v]! > pos[x]!;
    const d = right ? 2 : left ? -2 : 0;
    return xFirst ? d : -d;
  };

  const dirty = (b: number): void => {
    for (const v of down[b]!) for (let x = v; x !== root && upSide[x]; x = parent[x]!) upSide[x]!.clean = false;
    for (const v of up[b]!) for (let x = v; x !== root && downSide[x]; x = parent[x]!) downSide[x]!.clean = false;
  };

  return { up, down, pos, estimate: new Float64Array(count), rowLists, pairDelta, moved: dirty, turnsUp, turnsDown };
}

/** The segments of each channel, for counting crossings again and again. */
export interface Channels {
  /** Upper and lower ends of each channel's links and of the wires that run straight through it. */
  readonly top: readonly Int32Array[];
  readonly bottom: readonly Int32Array[];
  readonly topShift: readonly Float64Array[];
  readonly bottomShift: readonly Float64Array[];
  /** Links that turn, per channel. */
  readonly turns: readonly (readonly number[])[];
}

export function collectChannels(chains: Chains): Channels {
  const { root, lo, hi, links: L } = chains;
  const rows = hi[root]! + 4;
  const top: number[][] = Array.from({ length: rows + 1 }, () => []);
  const bottom: number[][] = Array.from({ length: rows + 1 }, () => []);
  const topShift: number[][] = Array.from({ length: rows + 1 }, () => []);
  const bottomShift: number[][] = Array.from({ length: rows + 1 }, () => []);
  const turns: number[][] = Array.from({ length: rows + 1 }, () => []);
  const shift = (port: number): number => (Number.isNaN(port) ? 0 : Math.min(0.9, 0.001 * port));
  for (let l = 0; l < L.count; l++) {
    const r = L.boundary[l]! + 1;
    if (L.aAbove[l] === L.bAbove[l]) {
      turns[r]!.push(l);
      continue;
    }
    top[r]!.push(L.a[l]!);
    bottom[r]!.push(L.b[l]!);
    topShift[r]!.push(shift(L.aPort[l]!));
    bottomShift[r]!.push(shift(L.bPort[l]!));
  }
  for (let b = root + 1; b < chains.count; b++) {
    for (let r = lo[b]!; r < hi[b]!; r++) {
      if (top[r + 1]!.length === 0 && turns[r + 1]!.length === 0) continue;
      top[r + 1]!.push(b);
      bottom[r + 1]!.push(b);
      topShift[r + 1]!.push(0);
      bottomShift[r + 1]!.push(0);
    }
  }
  return {
    top: top.map((list) => Int32Array.from(list)),
    bottom: bottom.map((list) => Int32Array.from(list)),
    topShift: topShift.map((list) => Float64Array.from(list)),
    bottomShift: bottomShift.map((list) => Float64Array.from(list)),
    turns,
  };
}

const PART = 2 ** 26;

/** All crossings of the current order, foreign groups at their own weight. */
export function crossCost(chains: Chains, channels: Channels, pos: Float64Array): number {
  const L = chains.links;
  let cost = 0;
  for (let r = 0; r < channels.top.length; r++) {
    const top = channels.top[r]!;
    const bottom = channels.bottom[r]!;
    const k = top.length;
    const ts = channels.topShift[r]!;
    const bs = channels.bottomShift[r]!;
    if (k > 1) {
      // Both ends in one number: sorting it sorts by the upper end, then by the lower.
      const keys = new Float64Array(k);
      for (let i = 0; i < k; i++) keys[i] = Math.round((pos[top[i]!]! + ts[i]!) * 1024) * PART + Math.round((pos[bottom[i]!]! + bs[i]!) * 1024);
      keys.sort();
      const values = new Int32Array(k);
      for (let i = 0; i < k; i++) values[i] = keys[i]! % PART;
      cost += mergeCount(values, new Int32Array(k), 0, k);
    }
    for (const l of channels.turns[r]!) {
      const x = Math.min(pos[L.a[l]!]!, pos[L.b[l]!]!);
      const y = Math.max(pos[L.a[l]!]!, pos[L.b[l]!]!);
      const ends = L.aAbove[l] ? top : bottom;
      for (let i = 0; i < k; i++) if (pos[ends[i]!]! > x && pos[ends[i]!]! < y) cost++;
    }
  }
  return cost + BARRIER * foreignGroups(chains, pos).length;
}

/** Links that would have to run through a group which holds neither of their ends. */
export function foreignGroups(chains: Chains, pos: Float64Array): { link: number; group: number }[] {
  const { nodeCount: n, root, parent, lo, hi, links: L } = chains;
  const result: { link: number; group: number }[] = [];
  const groupsOf: number[][] = [];
  let any = false;
  for (let g = n; g <= root; g++) {
    const list = chains.children[g - n]!.filter((b) => b >= n && b < root && hi[b]! > lo[b]!);
    if (list.length > 0) any = true;
    groupsOf.push(list);
  }
  if (!any) return result;
  for (let l = 0; l < L.count; l++) {
    const a = L.a[l]!;
    const b = L.b[l]!;
    // The common ancestor of the two ends: the jog lies in its area.
    let p = parent[a]!;
    for (; p !== root; p = parent[p]!) {
      let q = parent[b]!;
      while (q !== p && q !== root) q = parent[q]!;
      if (q === p) break;
    }
    const x = Math.min(pos[a]!, pos[b]!);
    const y = Math.max(pos[a]!, pos[b]!);
    const r = L.boundary[l]!;
    for (const g of groupsOf[p - n]!) {
      if (lo[g]! <= r && hi[g]! > r && pos[g]! > x && pos[g]! < y) result.push({ link: l, group: g });
    }
  }
  return result;
}

/** Inversions of a sequence, which comes out sorted. */
function mergeCount(values: Int32Array, buffer: Int32Array, from: number, to: number): number {
  if (to - from < 12) {
    let count = 0;
    for (let i = from + 1; i < to; i++) {
      const v = values[i]!;
      let j = i - 1;
      while (j >= from && values[j]! > v) {
        values[j + 1] = values[j]!;
        j--;
      }
      values[j + 1] = v;
      count += i - 1 - j;
    }
    return count;
  }
  const middle = (from + to) >> 1;
  let result = mergeCount(values, buffer, from, middle) + mergeCount(values, buffer, middle, to);
  let i = from;
  let j = middle;
  let k = from;
  while (i < middle && j < to) {
    if (values[i]! <= values[j]!) buffer[k++] = values[i++]!;
    else {
      buffer[k++] = values[j++]!;
      result += middle - i;
    }
  }
  while (i < middle) buffer[k++] = values[i++]!;
  while (j < to) buffer[k++] = values[j++]!;
  values.set(buffer.subarray(from, to), from);
  return result;
}
