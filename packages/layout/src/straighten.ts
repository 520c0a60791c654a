import type { Chains } from "./chains.ts";
import { PORT_MARGIN } from "./constants.ts";
import type { Attachment } from "./coordinates.ts";
import type { Spacing } from "./spacing.ts";

const SAME = 0.01;

/**
 * Straightens vertical runs: blocks that already stand exactly in line form a cluster, and every cluster moves to the
 * x that costs least (the sum over its links of weight × horizontal distance, a convex function with kinks, so a
 * weighted median) as far as its neighbours leave room. Groups' borders give way.
 */
export function straighten(chains: Chains, spacing: Spacing, attach: Attachment, x: Float64Array, rounds: number): void {
  const { links, nodeCount: n, root, count } = chains;
  const { inStart, inFrom, inGap, outStart, outTo, outGap, kind, order } = spacing;
  const start = new Int32Array(count + 1);
  for (let l = 0; l < links.count; l++) {
    start[links.a[l]! + 1]!++;
    start[links.b[l]! + 1]!++;
  }
  for (let b = 0; b < count; b++) start[b + 1] = start[b + 1]! + start[b]!;
  const fill = start.slice();
  const incident = new Int32Array(2 * links.count);
  for (let l = 0; l < links.count; l++) {
    incident[fill[links.a[l]!]!++] = l;
    incident[fill[links.b[l]!]!++] = l;
  }
  const cluster = new Int32Array(count);
  const eventAt: number[] = [];
  const eventBy: number[] = [];
  const leaves = order.filter((v) => kind[v] === 0);

  for (let round = 0; round < rounds; round++) {
    tighten();
    const single = round % 3 === 2;
    const members = formClusters(single);
    const list = [...members.keys()];
    if (round % 2 === 1) list.reverse();
    for (const c of list) move(members.get(c)!, c);
  }
  tighten();

  /** Group borders hug their content. */
  function tighten(): void {
    for (let i = order.length - 1; i >= 0; i--) {
      const v = order[i]!;
      if (kind[v] !== 1) continue;
      let value = Infinity;
      for (let c = outStart[v]!; c < outStart[v + 1]!; c++) if (kind[outTo[c]!] !== 2 || outTo[c] !== spacing.right(v)) value = Math.min(value, x[outTo[c]!]! - outGap[c]!);
      x[v] = value;
    }
    for (let i = 0; i < order.length; i++) {
      const v = order[i]!;
      if (kind[v] !== 2) continue;
      const left = v - count + n;
      let value = -Infinity;
      let least = -Infinity;
      for (let c = inStart[v]!; c < inStart[v + 1]!; c++) {
        if (inFrom[c] === left) least = inGap[c]!;
        else value = Math.max(value, x[inFrom[c]!]! + inGap[c]!);
      }
      const lack = least - (value - x[left]!);
      if (lack > 0) {
        // The title is wider than the content: the room is shared as far as the neighbours allow.
        const toLeft = Math.min(lack / 2, x[left]! - lowest(left));
        const roomRight = highest(v) - value;
        const rightPart = Math.min(lack - toLeft, roomRight);
        drag(left, x[left]! - (lack - rightPart), true);
        value = x[left]! + least;
      }
      x[v] = value;
    }
  }

  /** How far a left border could move left, whatever it drags along being only outer left borders. */
  function lowest(v: number): number {
    let value = -1e12;
    for (let c = inStart[v]!; c < inStart[v + 1]!; c++) {
      const u = inFrom[c]!;
      value = Math.max(value, (kind[u] === 1 ? lowest(u) : x[u]!) + inGap[c]!);
    }
    return value;
  }

  function highest(v: number): number {
    let value = 1e12;
    for (let c = outStart[v]!; c < outStart[v + 1]!; c++) {
      const u = outTo[c]!;
      value = Math.min(value, (kind[u] === 2 ? highest(u) : x[u]!) - outGap[c]!);
    }
    return value;
  }

  function formClusters(single: boolean): Map<number, number[]> {
    for (let b = 0; b < count; b++) cluster[b] = b;
    const find = (b: number): number => {
      while (cluster[b] !== b) b = cluster[b] = cluster[cluster[b]!]!;
      return b;
    };
    if (!single) {
      for (let l = 0; l < links.count; l++) {
        const a = links.a[l]!;
        const b = links.b[l]!;
        if ((a >= n && a <= root) || (b >= n && b <= root)) continue;
        if (attach.aLow[l] !== attach.aHigh[l] || attach.bLow[l] !== attach.bHigh[l]) continue;
        if (Math.abs(x[a]! + attach.aLow[l]! - x[b]! - attach.bLow[l]!) < SAME) cluster[find(a)] = find(b);
      }
    }
    const members = new Map<number, number[]>();
    for (const b of leaves) {
      const c = find(b);
      cluster[b] = c;
      const list = members.get(c);
      if (list) list.push(b);
      else members.set(c, [b]);
    }
    for (const b of leaves) cluster[b] = find(b);
    return members;
  }

  function move(list: readonly number[], c: number): void {
    let low = -1e12;
    let high = 1e12;
    for (const v of list) {
      for (let i = inStart[v]!; i < inStart[v + 1]!; i++) {
        const u = inFrom[i]!;
        if (kind[u] === 0 && cluster[u] === c) continue;
        low = Math.max(low, (kind[u] === 1 ? lowest(u) : x[u]!) + inGap[i]! - x[v]!);
      }
      for (let i = outStart[v]!; i < outStart[v + 1]!; i++) {
        const u = outTo[i]!;
        if (kind[u] === 0 && cluster[u] === c) continue;
        high = Math.min(high, (kind[u] === 2 ? highest(u) : x[u]!) - outGap[i]! - x[v]!);
      }
    }
    if (low > 0) low = 0;
    if (high < 0) high = 0;
    if (low === 0 && high === 0) return;
    const shift = bestShift(list, c);
    const d = Math.max(low, Math.min(high, shift));
    if (Math.abs(d) < 1e-6) return;
    for (const v of list) x[v] = x[v]! + d;
    for (const v of list) {
      for (let i = inStart[v]!; i < inStart[v + 1]!; i++) if (kind[inFrom[i]!] === 1) drag(inFrom[i]!, x[v]! - inGap[i]!, true);
      for (let i = outStart[v]!; i < outStart[v + 1]!; i++) if (kind[outTo[i]!] === 2) drag(outTo[i]!, x[v]! + outGap[i]!, false);
    }
  }

  function drag(border: number, to: number, left: boolean): void {
    if (left ? x[border]! <= to : x[border]! >= to) return;
    x[border] = to;
    if (left) {
      for (let i = inStart[border]!; i < inStart[border + 1]!; i++) if (kind[inFrom[i]!] === 1) drag(inFrom[i]!, to - inGap[i]!, true);
    } else {
      for (let i = outStart[border]!; i < outStart[border + 1]!; i++) if (kind[outTo[i]!] === 2) drag(outTo[i]!, to + outGap[i]!, false);
    }
  }

  /** The shift of the cluster that costs least; 0 when it costs nothing to stay. */
  function bestShift(list: readonly number[], c: number): number {
    eventAt.length = 0;
    eventBy.length = 0;
    let slope = 0;
    const zone = (from: number, to: number, weight: number): void => {
      // Cost: weight × distance of the shift from the interval [from, to].
      slope -= weight;
      eventAt.push(from, to);
      eventBy.push(weight, weight);
    };
    for (const v of list) {
      for (let i = start[v]!; i < start[v + 1]!; i++) {
        const l = incident[i]!;
        const a = links.a[l]!;
        const b = links.b[l]!;
        const mine = a === v;
        const o = mine ? b : a;
        if (o > root || o < n ? cluster[o] === c : false) continue;
        const ownLow = mine ? attach.aLow[l]! : attach.bLow[l]!;
        const ownHigh = mine ? attach.aHigh[l]! : attach.bHigh[l]!;
        let from: number;
        let to: number;
        if (o >= n && o < root) {
          from = x[o]! + PORT_MARGIN;
          to = x[spacing.right(o)]! - PORT_MARGIN;
        } else {
          from = x[o]! + (mine ? attach.bLow[l]! : attach.aLow[l]!);
          to = x[o]! + (mine ? attach.bHigh[l]! : attach.aHigh[l]!);
        }
        const w = a > root && b > root ? 2 : 1.5;
        zone(from - ownHigh - x[v]!, to - ownLow - x[v]!, w);
        // A weak pull towards the middle of the side.
        const middle = (from + to) / 2 - (ownLow + ownHigh) / 2 - x[v]!;
        if (from !== to || ownLow !== ownHigh) zone(middle, middle, 0.12);
      }
    }
    if (eventAt.length === 0) return 0;
    const index = eventAt.map((_, i) => i).sort((i, j) => eventAt[i]! - eventAt[j]!);
    let before = -Infinity;
    for (const i of index) {
      if (slope >= -1e-9) {
        // Flat stretch [before, here]: stay if inside it.
        if (slope <= 1e-9) return Math.max(before, Math.min(eventAt[i]!, 0));
        return before;
      }
      slope += eventBy[i]!;
      before = eventAt[i]!;
    }
    return before;
  }
}
