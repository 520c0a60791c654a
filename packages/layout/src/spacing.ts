import type { Tie } from "./beside.ts";
import type { Chains } from "./chains.ts";
import { GROUP_PADDING, LABEL_GAP, NODE_GAP, PORT_MARGIN, PORT_PITCH, PORT_PITCH_CLOSE, RUN_BOX_GAP } from "./constants.ts";
import { oldOrder } from "./old-order.ts";
import type { Problem } from "./problem.ts";

/**
 * The horizontal variables and their separation constraints. A leaf (node or wire) has its middle as its variable,
 * numbered as the block; a group has its left border (numbered as the block) and its right border (`right(g)`).
 * `order` is a topological order: a depth-first walk from left to right.
 */
export interface Spacing {
  readonly count: number;
  readonly order: Int32Array;
  /** Constraints by their right variable: `x[v] - x[inFrom[i]] >= inGap[i]` for i in inStart[v] .. inStart[v + 1]. */
  readonly inStart: Int32Array;
  readonly inFrom: Int32Array;
  readonly inGap: Float64Array;
  readonly outStart: Int32Array;
  readonly outTo: Int32Array;
  readonly outGap: Float64Array;
  /** 0 leaf, 1 left border, 2 right border. */
  readonly kind: Uint8Array;
  right(group: number): number;
}

/** Ports of one side of a node (or of a group that is an endpoint), from left to right. */
export interface Side {
  readonly block: number;
  readonly top: boolean;
  /** Links from left to right. */
  readonly links: readonly number[];
}

/** The neighbour of a link's end. */
export const otherEnd = (chains: Chains, link: number, block: number): number =>
  chains.links.a[link] === block ? chains.links.b[link]! : chains.links.a[link]!;

export function collectSides(problem: Problem, chains: Chains, pos: Float64Array): Side[] {
  const { links, root } = chains;
  const below = new Map<number, number[]>();
  const above = new Map<number, number[]>();
  const add = (map: Map<number, number[]>, block: number, link: number): void => {
    const list = map.get(block);
    if (list) list.push(link);
    else map.set(block, [link]);
  };
  for (let l = 0; l < links.count; l++) {
    if (links.a[l]! < root) add(links.aAbove[l] ? below : above, links.a[l]!, l);
    if (links.b[l]! < root) add(links.bAbove[l] ? below : above, links.b[l]!, l);
  }
  const sides: Side[] = [];
  const port = (block: number, l: number): number => (links.a[l] === block ? links.aPort[l]! : links.bPort[l]!);
  for (const [map, top] of [
    [above, true],
    [below, false],
  ] as const) {
    for (const [block, list] of map) {
      list.sort((k, l) => {
        const pk = port(block, k);
        const pl = port(block, l);
        if (!Number.isNaN(pk) && !Number.isNaN(pl) && pk !== pl) return pk - pl;
        return pos[otherEnd(chains, k, block)]! - pos[otherEnd(chains, l, block)]! || k - l;
      });
      spreadEqualPorts(list, block);
      sides.push({ block, top, links: list });
    }
  }
  return sides;

  /** Several edges at one fixed port are drawn side by side. */
  function spreadEqualPorts(list: readonly number[], block: number): void {
    for (let i = 0; i < list.length; ) {
      const base = port(block, list[i]!);
      let j = i + 1;
      while (j < list.length && port(block, list[j]!) === base) j++;
      const k = j - i;
      if (k > 1 && !Number.isNaN(base)) {
        const { from, to } = problem.nodes[block]!;
        const pitch = Math.min(6, 16 / (k - 1), (to - from - 4) / (k - 1));
        const half = ((k - 1) * pitch) / 2;
        const tail = base < from || base > to;
        const middle = tail ? base : Math.max(from + 2 + half, Math.min(to - 2 - half, base));
        for (let m = i; m < j; m++) {
          const l = list[m]!;
          const at = middle + (m - i - (k - 1) / 2) * pitch;
          if (links.a[l] === block) links.aPort[l] = at;
          else links.bPort[l] = at;
        }
      }
      i = j;
    }
    // Ports of neighbouring rows may have come too close.
    if (block >= chains.nodeCount) return;
    const { from, to } = problem.nodes[block]!;
    const inner = list.filter((l) => port(block, l) >= from && port(block, l) <= to);
    const least = Math.min(4, (to - from - 4) / inner.length);
    const set = (l: number, at: number): void => {
      if (links.a[l] === block) links.aPort[l] = at;
      else links.bPort[l] = at;
    };
    for (let i = 1; i < inner.length; i++) set(inner[i]!, Math.max(port(block, inner[i]!), port(block, inner[i - 1]!) + least));
    let limit = to - 2;
    for (let i = inner.length - 1; i >= 0; i--) {
      set(inner[i]!, Math.min(port(block, inner[i]!), limit));
      limit = port(block, inner[i]!) - least;
    }
  }
}

/** Margin and pitch of `k` ports on a side of the given length. */
export function portPitch(length: number, k: number): { margin: number; pitch: number } {
  const margin = Math.min(PORT_MARGIN, length / 5);
  const pitch = k > 1 ? Math.min(PORT_PITCH_CLOSE, (length - 2 * margin) / (k - 1)) : 0;
  // A short side with many edges uses its corners too.
  if (k > 1 && pitch < 2.5) return { margin: Math.min(margin, 1.5), pitch: (length - 2 * Math.min(margin, 1.5)) / (k - 1) };
  return { margin, pitch };
}

export function buildSpacing(problem: Problem, chains: Chains, sides: readonly Side[], ties: readonly Tie[], oldX: (block: number) => number | undefined, firm: boolean): Spacing {
  const { nodeCount: n, root, count, lo, hi, parent } = chains;
  const total = count + root - n + 1;
  const right = (g: number): number => count + g - n;
  const isGroup = (b: number): boolean => b >= n && b < root;
  const labelHalf = new Float64Array(count);
  problem.edges.forEach((edge, e) => {
    const w = chains.labelWire[e]!;
    if (w >= 0) labelHalf[w] = edge.labelWidth / 2;
  });
  const from: number[] = [];
  const to: number[] = [];
  const gap: number[] = [];
  const known = new Map<number, number>();
  const constrain = (u: number, v: number, d: number): void => {
    const key = u * total + v;
    const i = known.get(key);
    if (i === undefined) {
      known.set(key, from.length);
      from.push(u);
      to.push(v);
      gap.push(d);
    } else if (gap[i]! < d) gap[i] = d;
  };
  /** How far a block reaches from its variable in a row, and how much air it wants. */
  const half = (b: number, r: number): number => {
    if (b < n) return problem.nodes[b]!.width / 2;
    if (b < root) return 0;
    return chains.labelRow[b] === r ? labelHalf[b]! : 0;
  };
  const kindAt = (b: number, r: number): number => (b < n ? 0 : b < root ? 1 : chains.labelRow[b] === r ? 2 : 3);
  for (let p = n; p <= root; p++) {
    const list = chains.children[p - n]!;
    const last = new Int32Array(hi[p]! - lo[p]! + (p === root ? 4 : 1)).fill(-1);
    const insets = p === root ? undefined : problem.groups[p - n]!.insets;
    for (const b of list) {
      for (let r = lo[b]!; r <= hi[b]!; r++) {
        const a = last[r - lo[p]!]!;
        last[r - lo[p]!] = b;
        if (a < 0) {
          if (insets) constrain(p, b, border(b, r, insets.left));
          continue;
        }
        const outer = isGroup(a) ? problem.groups[a - n]!.outer : 0;
        constrain(isGroup(a) ? right(a) : a, b, half(a, r) + half(b, r) + between(kindAt(a, r), kindAt(b, r)) + outer);
      }
    }
    if (!insets) continue;
    for (let i = 0; i < last.length; i++) {
      const a = last[i]!;
      if (a < 0) continue;
      const outer = isGroup(a) ? problem.groups[a - n]!.outer : 0;
      constrain(isGroup(a) ? right(a) : a, right(p), border(a, i + lo[p]!, insets.right) + outer);
    }
    constrain(p, right(p), problem.groups[p - n]!.minWidth);
  }
  entries();
  for (const { left, right: r, gap: air } of ties) constrain(left, r, problem.nodes[left]!.width / 2 + problem.nodes[r]!.width / 2 + air);
  let order: number[] = [];
  const walk = (b: number): void => {
    if (b !== root) order.push(b);
    if (b < n || b > root) return;
    for (const c of chains.children[b - n]!) walk(c);
    if (b !== root) order.push(right(b));
  };
  walk(root);
  keepOldOrder();
  const kind = new Uint8Array(total);
  for (let g = n; g < root; g++) {
    kind[g] = 1;
    kind[right(g)] = 2;
  }
  const { start: inStart, other: inFrom, gap: inGap } = csr(total, to, from, gap);
  const { start: outStart, other: outTo, gap: outGap } = csr(total, from, to, gap);
  return { count: total, order: Int32Array.from(order), inStart, inFrom, inGap, outStart, outTo, outGap, kind, right };

  /** Nodes of the previous picture do not pass each other sideways as far as the constraints allow that; if `firm`, they do not come nearer either. */
  function keepOldOrder(): void {
    const old = new Map<number, number>();
    for (let v = 0; v < n; v++) {
      const at = oldX(v);
      if (at !== undefined) old.set(v, at);
    }
    if (old.size < 2) return;
    const kept = oldOrder(total, from, to, order, old);
    for (const [u, v] of kept.pairs) constrain(u, v, firm ? old.get(v)! - old.get(u)! : 0);
    order = kept.order;
  }

  function border(b: number, r: number, inset: number): number {
    const k = kindAt(b, r);
    return half(b, r) + (k < 2 ? inset : inset - GROUP_PADDING + (k === 2 ? LABEL_GAP : RUN_BOX_GAP));
  }

  /** Edges that come into a group from above pass its title on the right. */
  function entries(): void {
    const inside = (b: number, g: number): boolean => {
      for (let x = b; x >= 0; x = parent[x]!) if (x === g) return true;
      return false;
    };
    const L = chains.links;
    for (const side of sides) {
      if (!side.top) continue;
      const v = side.block;
      // Of a node the middle is the variable, of a group that is an endpoint its right border.
      const { width, from, to } = v < n ? problem.nodes[v]! : { width: 0, from: 0, to: 0 };
      const { margin, pitch } = portPitch(v < n ? to - from : Infinity, side.links.length);
      for (let g = parent[v]!; g !== root && lo[g] === lo[v]; g = parent[g]!) {
        const entry = problem.groups[g - n]!.entry;
        if (entry === 0) continue;
        let i = 0;
        let first = -1;
        for (const l of side.links) {
          const fixed = L.a[l] === v ? L.aPort[l]! : L.bPort[l]!;
          const outside = !inside(otherEnd(chains, l, v), g);
          if (!Number.isNaN(fixed)) {
            if (outside) constrain(g, v, entry - (fixed - width / 2));
            continue;
          }
          if (outside && first < 0) first = i;
          i++;
        }
        if (first >= 0) constrain(g, v < n ? v : right(v), entry - (to - width / 2 - margin - (i - 1 - first) * pitch));
      }
    }
    for (let l = 0; l < L.count; l++) {
      for (const [v, u, above] of [
        [L.a[l]!, L.b[l]!, L.aAbove[l]!],
        [L.b[l]!, L.a[l]!, L.bAbove[l]!],
      ] as const) {
        if (above === 1 || v < root) continue;
        for (let g = parent[v]!; g !== root && lo[g] === lo[v]; g = parent[g]!) {
          const entry = problem.groups[g - n]!.entry;
          if (entry > 0 && !inside(u, g)) constrain(g, v, entry);
        }
      }
    }
    for (const w of chains.innerStart) {
      if (w >= 0) constrain(parent[w]!, w, Math.max(problem.groups[parent[w]! - n]!.entry, PORT_PITCH));
    }
  }

  function between(a: number, b: number): number {
    if (a < 2 && b < 2) return NODE_GAP;
    if (a < 2 || b < 2) return RUN_BOX_GAP;
    if (a === 2 || b === 2) return LABEL_GAP;
    return PORT_PITCH;
  }
}

function csr(
  total: number,
  key: readonly number[],
  value: readonly number[],
  gap: readonly number[],
): { start: Int32Array; other: Int32Array; gap: Float64Array } {
  const start = new Int32Array(total + 1);
  for (const k of key) start[k + 1]!++;
  for (let i = 0; i < total; i++) start[i + 1] = start[i + 1]! + start[i]!;
  const fill = start.slice();
  const other = new Int32Array(key.length);
  const gaps = new Float64Array(key.length);
  for (let i = 0; i < key.length; i++) {
    const at = fill[key[i]!]!++;
    other[at] = value[i]!;
    gaps[at] = gap[i]!;
  }
  return { start, other, gap: gaps };
}
