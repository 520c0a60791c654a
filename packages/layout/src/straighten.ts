import type { Chains } from "./chains.ts";
import { PORT_MARGIN } from "./constants.ts";
import type { Attachment } from "./coordinates.ts";
import type { Spacing } from "./spacing.ts";

const SAME = 0.01;
const TINY = 1e-6;
/** Weights of the distance between an edge and the middle of a box, and of a group's width. */
const MIDDLE = 0.12;
const WIDTH = 1.2;
/** ... and from where a block stood in the previous picture. */
const ANCHOR = 6;
/** At most so many variables are pushed along by one move. */
const CROWD = 80;

/**
 * Straightens vertical runs. Leaves that already stand in line form a cluster. Every cluster (and every group border)
 * moves to where it costs least — the sum over its links of weight × horizontal distance, a convex function with
 * kinks — and pushes along what stands in its way for as long as all of them together gain.
 */
export function straighten(chains: Chains, spacing: Spacing, attach: Attachment, x: Float64Array, rounds: number, anchor?: Float64Array): void {
  const { links, nodeCount: n, root, count } = chains;
  const { inStart, inFrom, inGap, outStart, outTo, outGap, kind, order } = spacing;
  const total = spacing.count;
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
  const head = new Int32Array(total);
  const next = new Int32Array(total);
  const leader = new Int32Array(total);
  const mark = new Int32Array(total).fill(-1);
  let stamp = 0;
  const set: number[] = [];
  const eventAt: number[] = [];
  const eventBy: number[] = [];

  // Only what has moved, or has lost or gained room, is worth another try.
  const awake = new Uint8Array(total).fill(1);
  for (let round = 0; round < rounds; round++) {
    tighten();
    formClusters(round % 3 === 2);
    for (let i = 0; i < order.length; i++) {
      const v = order[round % 2 === 0 ? i : order.length - 1 - i]!;
      if (leader[v] !== v) continue;
      let due = false;
      for (let m = head[v]!; m >= 0; m = next[m]!) {
        if (awake[m]) due = true;
        awake[m] = 0;
      }
      if (due && push(v)) for (const m of set) rouse(m);
    }
  }
  for (let round = 0; round < 2; round++) {
    tighten();
    formClusters(false);
    for (let i = 0; i < order.length; i++) {
      const v = order[round === 0 ? i : order.length - 1 - i]!;
      if (leader[v] === v && kind[v] === 0) snap(v);
    }
  }
  tighten();

  function rouse(v: number): void {
    awake[v] = 1;
    for (let i = inStart[v]!; i < inStart[v + 1]!; i++) awake[inFrom[i]!] = 1;
    for (let i = outStart[v]!; i < outStart[v + 1]!; i++) awake[outTo[i]!] = 1;
    if (v >= count) return;
    for (let i = start[v]!; i < start[v + 1]!; i++) {
      const l = incident[i]!;
      awake[links.a[l] === v ? links.b[l]! : links.a[l]!] = 1;
    }
  }

  /** Group borders hug their content; where the title is wider than the content the room is shared. */
  function tighten(): void {
    for (let i = order.length - 1; i >= 0; i--) {
      const v = order[i]!;
      if (kind[v] !== 1) continue;
      let value = Infinity;
      for (let c = outStart[v]!; c < outStart[v + 1]!; c++) if (outTo[c] !== spacing.right(v)) value = Math.min(value, x[outTo[c]!]! - outGap[c]!);
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
        const toLeft = Math.min(lack / 2, x[left]! - lowest(left));
        const rightPart = Math.min(lack - toLeft, highest(v) - value);
        dragLeft(left, x[left]! - (lack - rightPart));
        value = x[left]! + least;
      }
      x[v] = value;
    }
  }

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

  function dragLeft(border: number, to: number): void {
    if (x[border]! <= to) return;
    x[border] = to;
    for (let i = inStart[border]!; i < inStart[border + 1]!; i++) if (kind[inFrom[i]!] === 1) dragLeft(inFrom[i]!, to - inGap[i]!);
  }

  function formClusters(single: boolean): void {
    for (let v = 0; v < total; v++) leader[v] = v;
    const find = (b: number): number => {
      while (leader[b] !== b) b = leader[b] = leader[leader[b]!]!;
      return b;
    };
    if (!single) {
      for (let l = 0; l < links.count; l++) {
        const a = links.a[l]!;
        const b = links.b[l]!;
        if ((a >= n && a <= root) || (b >= n && b <= root)) continue;
        if (attach.aLow[l] !== attach.aHigh[l] || attach.bLow[l] !== attach.bHigh[l]) continue;
        if (Math.abs(x[a]! + attach.aLow[l]! - x[b]! - attach.bLow[l]!) < SAME) leader[find(a)] = find(b);
      }
    }
    head.fill(-1);
    for (let v = total - 1; v >= 0; v--) {
      const c = find(v);
      leader[v] = c;
      next[v] = head[c]!;
      head[c] = v;
    }
  }

  function include(v: number): void {
    for (let m = head[leader[v]!]!; m >= 0; m = next[m]!) {
      mark[m] = stamp;
      set.push(m);
    }
  }

  /** Moves a cluster to its best place, pushing others as long as that pays. */
  function push(c: number): boolean {
    stamp++;
    set.length = 0;
    include(c);
    const way = bestShift();
    if (Math.abs(way) < 0.2) return false;
    const right = way > 0;
    let moved = false;
    let rest = Math.abs(way);
    for (let step = 0; step < 80; step++) {
      const room = slack(right);
      if (room > TINY) {
        const d = Math.min(rest, room);
        for (const v of set) x[v] = right ? x[v]! + d : x[v]! - d;
        moved = true;
      } else if (!grow(right) || set.length > CROWD) break;
      rest = nextKink(right);
      if (rest <= 0) break;
    }
    return moved;
  }

  /** If it pays to move the set on in this direction: how far until the gain changes; else 0. */
  function nextKink(right: boolean): number {
    let gain = 0;
    let kink = 1e9;
    const sign = right ? 1 : -1;
    const see = (from: number, to: number, weight: number): void => {
      // Seen in the direction of the move.
      const near = right ? from : -to;
      const far = right ? to : -from;
      if (near > TINY) {
        gain += weight;
        if (near < kink) kink = near;
      } else if (far > TINY) {
        if (far < kink) kink = far;
      } else gain -= weight;
    };
    for (const v of set) {
      if (v >= count) {
        if (mark[v - count + n] !== stamp) gain -= sign * WIDTH;
        continue;
      }
      if (kind[v] === 1 && mark[spacing.right(v)] !== stamp) gain += sign * WIDTH;
      if (anchor && !Number.isNaN(anchor[v]!)) see(anchor[v]! - x[v]!, anchor[v]! - x[v]!, ANCHOR);
      for (let i = start[v]!; i < start[v + 1]!; i++) visitLink(incident[i]!, v, see);
    }
    return gain > 0.02 ? kink : 0;
  }

  /** Tells the interval of shifts of `v` at which a link to something outside the set costs nothing, and its weight. */
  function visitLink(l: number, v: number, see: (from: number, to: number, weight: number) => void): void {
    const mine = links.a[l] === v;
    const o = mine ? links.b[l]! : links.a[l]!;
    if (mark[o] === stamp) return;
    const otherGroup = o >= n && o < root;
    if (v >= n && v < root) {
      // Of an edge that ends at a group's border only the corner counts that it has to stay inside of.
      if (!otherGroup) see(-1e9, x[o]! - x[v]! - PORT_MARGIN, attach.weight[l]!);
      return;
    }
    const ownLow = mine ? attach.aLow[l]! : attach.bLow[l]!;
    const ownHigh = mine ? attach.aHigh[l]! : attach.bHigh[l]!;
    let from: number;
    let to: number;
    if (otherGroup) {
      from = x[o]! + PORT_MARGIN;
      to = x[spacing.right(o)]! - PORT_MARGIN;
    } else {
      from = x[o]! + (mine ? attach.bLow[l]! : attach.aLow[l]!);
      to = x[o]! + (mine ? attach.bHigh[l]! : attach.aHigh[l]!);
    }
    see(from - ownHigh - x[v]!, to - ownLow - x[v]!, attach.weight[l]!);
    if (from !== to || ownLow !== ownHigh) {
      const middle = (from + to) / 2 - (ownLow + ownHigh) / 2 - x[v]!;
      see(middle, middle, MIDDLE);
    }
  }

  /**
   * Where a wire costs the same anywhere between its two ends, it takes the place that is in line with one of them:
   * that saves two bends.
   */
  function snap(c: number): void {
    stamp++;
    set.length = 0;
    include(c);
    const spans: number[] = [];
    const weights: number[] = [];
    for (const v of set) {
      if (v <= root) return;
      for (let i = start[v]!; i < start[v + 1]!; i++) {
        const l = incident[i]!;
        const mine = links.a[l] === v;
        const o = mine ? links.b[l]! : links.a[l]!;
        if (mark[o] === stamp) continue;
        weights.push(attach.weight[l]!);
        if (o >= n && o < root) spans.push(x[o]! + PORT_MARGIN - x[v]!, x[spacing.right(o)]! - PORT_MARGIN - x[v]!);
        else spans.push(x[o]! + (mine ? attach.bLow[l]! : attach.aLow[l]!) - x[v]!, x[o]! + (mine ? attach.bHigh[l]! : attach.aHigh[l]!) - x[v]!);
      }
    }
    const low = -slack(false);
    const high = slack(true);
    let best = 0;
    let bestValue = Infinity;
    for (let i = -1; i < spans.length; i++) {
      const s = i < 0 ? 0 : spans[i]!;
      if (s < low - TINY || s > high + TINY) continue;
      let value = Math.abs(s) * 0.01;
      for (let j = 0; j < spans.length; j += 2) {
        const off = Math.max(spans[j]! - s, s - spans[j + 1]!, 0);
        if (off > SAME) value += 36 + weights[j / 2]! * off;
      }
      if (value < bestValue - 1e-9) {
        bestValue = value;
        best = s;
      }
    }
    if (best !== 0) for (const v of set) x[v] = x[v]! + best;
  }

  /** How far the set can move before it meets something. */
  function slack(right: boolean): number {
    let room = Infinity;
    for (const v of set) {
      if (right) {
        for (let i = outStart[v]!; i < outStart[v + 1]!; i++) {
          const u = outTo[i]!;
          if (mark[u] !== stamp) room = Math.min(room, x[u]! - outGap[i]! - x[v]!);
        }
      } else {
        for (let i = inStart[v]!; i < inStart[v + 1]!; i++) {
          const u = inFrom[i]!;
          if (mark[u] !== stamp) room = Math.min(room, x[v]! - inGap[i]! - x[u]!);
        }
      }
    }
    return room;
  }

  /** Takes in whatever touches the set on that side. */
  function grow(right: boolean): boolean {
    const before = set.length;
    for (let k = 0; k < set.length; k++) {
      const v = set[k]!;
      if (right) {
        for (let i = outStart[v]!; i < outStart[v + 1]!; i++) {
          const u = outTo[i]!;
          if (mark[u] !== stamp && x[u]! - outGap[i]! - x[v]! <= TINY) include(u);
        }
      } else {
        for (let i = inStart[v]!; i < inStart[v + 1]!; i++) {
          const u = inFrom[i]!;
          if (mark[u] !== stamp && x[v]! - inGap[i]! - x[u]! <= TINY) include(u);
        }
      }
      if (set.length > CROWD) return true;
    }
    return set.length > before;
  }

  /** The shift of the set that costs least; 0 when it costs nothing to stay. */
  function bestShift(): number {
    eventAt.length = 0;
    eventBy.length = 0;
    let slope = 0;
    const see = (from: number, to: number, weight: number): void => {
      slope -= weight;
      eventAt.push(from, to);
      eventBy.push(weight, weight);
    };
    for (const v of set) {
      if (v >= count) {
        if (mark[v - count + n] !== stamp) slope += WIDTH;
        continue;
      }
      if (kind[v] === 1 && mark[spacing.right(v)] !== stamp) slope -= WIDTH;
      if (anchor && !Number.isNaN(anchor[v]!)) see(anchor[v]! - x[v]!, anchor[v]! - x[v]!, ANCHOR);
      for (let i = start[v]!; i < start[v + 1]!; i++) visitLink(incident[i]!, v, see);
    }
    const k = eventAt.length;
    if (k === 0) return slope > 0 ? -1e9 : slope < 0 ? 1e9 : 0;
    // Insertion sort: there are few events, and most sets are small.
    for (let i = 1; i < k; i++) {
      const at = eventAt[i]!;
      const by = eventBy[i]!;
      let j = i - 1;
      while (j >= 0 && eventAt[j]! > at) {
        eventAt[j + 1] = eventAt[j]!;
        eventBy[j + 1] = eventBy[j]!;
        j--;
      }
      eventAt[j + 1] = at;
      eventBy[j + 1] = by;
    }
    let before = -1e9;
    for (let i = 0; i < k; i++) {
      if (slope >= -1e-9) {
        if (slope <= 1e-9) return Math.max(before, Math.min(eventAt[i]!, 0));
        return before;
      }
      slope += eventBy[i]!;
      before = eventAt[i]!;
    }
    return slope < -1e-9 ? 1e9 : before;
  }
}
