import type { Chains } from "./chains.ts";
import { PORT_MARGIN } from "./constants.ts";
import type { Attachment } from "./coordinates.ts";
import { networkSimplex } from "./network-simplex.ts";
import type { Spacing } from "./spacing.ts";

/** What a pixel of a group's width costs, beside the weights of the links. */
const WIDTH = 1.2;
/** ... and of the picture's. */
const PICTURE = 1;
/** Positions are whole numbers here: half pixels. */
const UNIT = 2;

/**
 * The best positions of all: the least sum of weight × horizontal distance over the links, plus the widths of the groups, by
 * network simplex. A hinge `max(0, p - q)` becomes a vertex that is right of both p and q, and costs its distance from q.
 */
export function shorten(chains: Chains, spacing: Spacing, attach: Attachment, x: Float64Array): void {
  const { links, nodeCount: n, root } = chains;
  const { order, inStart, inFrom, inGap } = spacing;
  const number = new Int32Array(spacing.count).fill(-1);
  order.forEach((v, i) => (number[v] = i));
  let count = order.length;
  const from: number[] = [];
  const to: number[] = [];
  const length: number[] = [];
  const weight: number[] = [];
  const start: number[] = Array.from(order, (v) => Math.round(x[v]! * UNIT));
  const add = (u: number, v: number, d: number, w: number): void => {
    from.push(u);
    to.push(v);
    length.push(Math.ceil(d * UNIT - 1e-6));
    weight.push(w);
  };
  for (const v of order) for (let i = inStart[v]!; i < inStart[v + 1]!; i++) add(number[inFrom[i]!]!, number[v]!, inGap[i]!, 0);
  for (let g = n; g < root; g++) add(number[g]!, number[spacing.right(g)]!, 0, WIDTH);
  const hinge = (p: number, pAt: number, q: number, qAt: number, w: number): void => {
    add(p, count, pAt, 0);
    add(q, count, qAt, w);
    start.push(0);
    count++;
  };
  for (let l = 0; l < links.count; l++) {
    const a = links.a[l]!;
    const b = links.b[l]!;
    const w = attach.weight[l]!;
    const aGroup = a >= n && a < root;
    const bGroup = b >= n && b < root;
    if (a === root || b === root) continue;
    const aLeft = number[a]!;
    const aRight = aGroup ? number[spacing.right(a)]! : aLeft;
    const bLeft = number[b]!;
    const bRight = bGroup ? number[spacing.right(b)]! : bLeft;
    const aLow = aGroup ? PORT_MARGIN : attach.aLow[l]!;
    const aHigh = aGroup ? -PORT_MARGIN : attach.aHigh[l]!;
    const bLow = bGroup ? PORT_MARGIN : attach.bLow[l]!;
    const bHigh = bGroup ? -PORT_MARGIN : attach.bHigh[l]!;
    hinge(aLeft, aLow, bRight, bHigh, w);
    hinge(bLeft, bLow, aRight, aHigh, w);
  }
  // The picture has a width too: from a vertex left of everything to one right of everything.
  const leftmost = count++;
  const rightmost = count++;
  start.push(order.reduce((least, v) => Math.min(least, Math.round(x[v]! * UNIT)), 0), 0);
  for (let i = 0; i < order.length; i++) {
    add(leftmost, i, 0, 0);
    add(i, rightmost, 0, 0);
  }
  add(leftmost, rightmost, 0, PICTURE);
  // A vertex left of all keeps the graph connected.
  for (let v = 0; v < count; v++) add(count, v, -1e6, 0);
  const least = start.reduce((a, b) => Math.min(a, b), 0);
  const given = Int32Array.from({ length: count + 1 }, (_, v) => (v === count ? 0 : Math.max(0, start[v]! - least)));
  const rank = networkSimplex(count + 1, { from, to, length, weight }, 4 * count, given);
  const off = rank[0]! - given[0]!;
  order.forEach((v, i) => (x[v] = (rank[i]! - off + least) / UNIT));
}
