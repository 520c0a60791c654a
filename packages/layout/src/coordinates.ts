import type { Chains } from "./chains.ts";
import { PORT_MARGIN } from "./constants.ts";
import type { Problem } from "./problem.ts";
import { otherEnd, portPitch } from "./spacing.ts";
import type { Side, Spacing } from "./spacing.ts";
import { straighten } from "./straighten.ts";

/** Where a link may be attached to a box without a jog, as offsets from the box's middle. */
export interface Attachment {
  /** Per link end: least and greatest offset; the same value for a fixed port. 0 for wires. */
  readonly aLow: Float64Array;
  readonly aHigh: Float64Array;
  readonly bLow: Float64Array;
  readonly bHigh: Float64Array;
}

/**
 * Horizontal positions: the variables of `spacing`, so that edges are short and straight. First every block moves
 * towards its neighbours' average and the result is projected onto the constraints (the mean of the tightest
 * placements to the right and to the left of what is wished, both of which hold all constraints); then runs are straightened.
 */
export function assignX(problem: Problem, chains: Chains, spacing: Spacing, sides: readonly Side[], start: (block: number) => number | undefined): Float64Array {
  const { links, root, nodeCount: n } = chains;
  const attach = attachments(problem, chains, sides);
  const x = new Float64Array(spacing.count);
  const wish = new Float64Array(spacing.count);
  let seeded = 0;
  for (let b = 0; b < chains.count; b++) {
    const s = start(b);
    if (s !== undefined && (b < n || b > root)) {
      wish[b] = s;
      seeded++;
    } else wish[b] = NaN;
  }
  const forward = new Float64Array(spacing.count);
  const backward = new Float64Array(spacing.count);
  if (seeded > 0) fillWishes();
  else wish.fill(0);
  project();
  const rounds = seeded > 0 ? 4 : chains.count < 1500 ? 24 : 14;
  const weight = new Float64Array(spacing.count);
  const anchor = Float64Array.from(wish);
  for (let round = 0; round < rounds; round++) {
    relax(round);
    project();
  }
  straighten(chains, spacing, attach, x, seeded > 0 ? 3 : chains.count < 1500 ? 8 : 4);
  return x;

  /** New blocks start between their neighbours. */
  function fillWishes(): void {
    for (let pass = 0; pass < 3; pass++) {
      for (let b = 0; b < chains.count; b++) if (Number.isNaN(wish[b]!)) wish[b] = NaN;
      for (let l = 0; l < links.count; l++) {
        const a = links.a[l]!;
        const b = links.b[l]!;
        if (Number.isNaN(wish[a]!) && !Number.isNaN(wish[b]!)) wish[a] = wish[b]!;
        else if (Number.isNaN(wish[b]!) && !Number.isNaN(wish[a]!)) wish[b] = wish[a]!;
      }
    }
    for (let b = 0; b < spacing.count; b++) if (Number.isNaN(wish[b]!)) wish[b] = 0;
  }

  function relax(round: number): void {
    weight.fill(0);
    wish.fill(0);
    for (let l = 0; l < links.count; l++) {
      const a = links.a[l]!;
      const b = links.b[l]!;
      const middleA = a >= n && a < root ? clampGroup(a, x[b]!) : x[a]! + (attach.aLow[l]! + attach.aHigh[l]!) / 2;
      const middleB = b >= n && b < root ? clampGroup(b, x[a]!) : x[b]! + (attach.bLow[l]! + attach.bHigh[l]!) / 2;
      const d = middleB - middleA;
      const w = a > root && b > root ? 3 : 1;
      wish[a]! += w * (x[a]! + d);
      weight[a]! += w;
      wish[b]! += w * (x[b]! - d);
      weight[b]! += w;
    }
    for (let b = 0; b < chains.count; b++) {
      if (weight[b]! > 0) wish[b] = wish[b]! / weight[b]!;
      else wish[b] = x[b]!;
      if (seeded > 0 && round >= 0) wish[b] = (wish[b]! + 3 * anchor[b]!) / 4;
    }
  }

  function clampGroup(g: number, at: number): number {
    return Math.max(x[g]! + PORT_MARGIN, Math.min(x[spacing.right(g)]! - PORT_MARGIN, at));
  }

  function project(): void {
    const { order, kind, inStart, inFrom, inGap, outStart, outTo, outGap } = spacing;
    const k = order.length;
    for (let i = 0; i < k; i++) {
      const v = order[i]!;
      let value = kind[v] === 0 ? wish[v]! : -1e12;
      for (let c = inStart[v]!; c < inStart[v + 1]!; c++) value = Math.max(value, forward[inFrom[c]!]! + inGap[c]!);
      forward[v] = value;
    }
    for (let i = k - 1; i >= 0; i--) {
      const v = order[i]!;
      if (kind[v] === 1) {
        let value = 1e12;
        for (let c = outStart[v]!; c < outStart[v + 1]!; c++) value = Math.min(value, forward[outTo[c]!]! - outGap[c]!);
        forward[v] = value;
      }
    }
    for (let i = k - 1; i >= 0; i--) {
      const v = order[i]!;
      let value = kind[v] === 0 ? wish[v]! : 1e12;
      for (let c = outStart[v]!; c < outStart[v + 1]!; c++) value = Math.min(value, backward[outTo[c]!]! - outGap[c]!);
      backward[v] = value;
    }
    for (let i = 0; i < k; i++) {
      const v = order[i]!;
      if (kind[v] === 2) {
        let value = -1e12;
        for (let c = inStart[v]!; c < inStart[v + 1]!; c++) value = Math.max(value, backward[inFrom[c]!]! + inGap[c]!);
        backward[v] = value;
      }
    }
    for (let i = 0; i < k; i++) {
      const v = order[i]!;
      x[v] = (forward[v]! + backward[v]!) / 2;
    }
  }
}

/** Offsets at which each link may meet its boxes. */
export function attachments(problem: Problem, chains: Chains, sides: readonly Side[]): Attachment {
  const { links, nodeCount: n } = chains;
  const result: Attachment = {
    aLow: new Float64Array(links.count),
    aHigh: new Float64Array(links.count),
    bLow: new Float64Array(links.count),
    bHigh: new Float64Array(links.count),
  };
  for (const side of sides) {
    if (side.block >= n) continue;
    const size = problem.nodes[side.block]!.width;
    const k = side.links.length;
    const { margin, pitch } = portPitch(size, k);
    side.links.forEach((l, i) => {
      const atA = links.a[l] === side.block && (links.aAbove[l] === 1) === !side.top;
      const fixed = atA ? links.aPort[l]! : links.bPort[l]!;
      const low = Number.isNaN(fixed) ? -size / 2 + margin + i * pitch : fixed - size / 2;
      const high = Number.isNaN(fixed) ? size / 2 - margin - (k - 1 - i) * pitch : low;
      if (atA) {
        result.aLow[l] = low;
        result.aHigh[l] = high;
      } else {
        result.bLow[l] = low;
        result.bHigh[l] = high;
      }
    });
  }
  return result;
}

/**
 * Final x of every link's two ends: ports slide along their side to where their wires are, in order and at a distance.
 * Group borders accept any x between their corners.
 */
export function assignPorts(
  problem: Problem,
  chains: Chains,
  spacing: Spacing,
  sides: readonly Side[],
  x: Float64Array,
): { ax: Float64Array; bx: Float64Array } {
  const { links, nodeCount: n, root, parent, lo } = chains;
  const ax = new Float64Array(links.count);
  const bx = new Float64Array(links.count);
  for (let l = 0; l < links.count; l++) {
    ax[l] = x[links.a[l]!]!;
    bx[l] = x[links.b[l]!]!;
  }
  for (const side of sides) {
    const v = side.block;
    const k = side.links.length;
    const group = v >= n;
    const left = group ? x[v]! : x[v]! - problem.nodes[v]!.width / 2;
    const size = group ? x[spacing.right(v)]! - left : problem.nodes[v]!.width;
    const { margin, pitch } = portPitch(size, k);
    const at = new Float64Array(k);
    let least = left + margin;
    if (side.top && !group) {
      for (let g = parent[v]!; g !== root && lo[g] === lo[v]; g = parent[g]!) {
        const entry = problem.groups[g - n]!.entry;
        if (entry > 0) least = Math.max(least, Math.min(x[g]! + entry, left + size - margin - (k - 1) * pitch));
      }
    }
    for (let i = 0; i < k; i++) {
      const l = side.links[i]!;
      const atA = links.a[l] === v && (links.aAbove[l] === 1) === !side.top;
      const fixed = atA ? links.aPort[l]! : links.bPort[l]!;
      const wished = x[otherEnd(chains, l, v)]!;
      let value = Math.max(least + i * pitch, Math.min(left + size - margin - (k - 1 - i) * pitch, wished));
      if (i > 0) value = Math.max(value, at[i - 1]! + pitch);
      at[i] = Number.isNaN(fixed) ? value : left + fixed;
      const rounded = Math.round(at[i]! * 2) / 2;
      if (atA) ax[l] = rounded;
      else bx[l] = rounded;
    }
  }
  return { ax, bx };
}
