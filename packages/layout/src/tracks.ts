import type { Jog } from "./channels.ts";
import { SAME_X } from "./constants.ts";
import { strongComponents } from "./cycles.ts";

/** A jog in its place: every earlier track of the channel that `touches` it must lie above it. */
export interface Track {
  readonly jog: Jog;
  /** Which piece of its link this is: a link that had to be split (a dogleg) has two. */
  readonly part: number;
  /** For each earlier track, whether the two share some x. */
  readonly touches: Uint8Array;
}

interface Piece {
  readonly jog: Jog;
  readonly part: number;
  readonly left: number;
  readonly right: number;
}

const FORBIDDEN = 10_000;

/**
 * Orders the jogs of one channel from top to bottom with few crossings, so that no two edges lie on each other:
 * a leg that goes up from one track may share its x with a leg that goes down from another only if the first track
 * lies above the second. Where such demands form a cycle, a jog is split in two (a dogleg).
 * `busy` lists the x of edges that run straight through the channel.
 */
export function orderTracks(jogs: readonly Jog[], busy: readonly number[] = []): Track[] {
  let pieces: Piece[] = jogs.map((jog) => piece(jog, 0));
  if (pieces.length === 0) return [];
  let cost = pairCosts(pieces);
  for (let attempt = 0; attempt < 40; attempt++) {
    const split = dogleg(pieces, cyclic(pieces.length, cost), busy);
    if (!split) break;
    pieces = split;
    cost = pairCosts(pieces);
  }
  const order = insertionOrder(pieces, cost);
  const sequence = order.map((i) => pieces[i]!);
  return sequence.map((p, i) => {
    const touches = new Uint8Array(i);
    for (let j = 0; j < i; j++) if (meet(p, sequence[j]!)) touches[j] = 1;
    return { jog: p.jog, part: p.part, touches };
  });
}

function piece(jog: Jog, part: number): Piece {
  return { jog, part, left: Math.min(jog.x1, jog.x2), right: Math.max(jog.x1, jog.x2) };
}

/** Tracks that come closer than this must not share a y. */
function meet(a: Piece, b: Piece): boolean {
  return a.left < b.right + 2 * SAME_X && b.left < a.right + 2 * SAME_X;
}

/** cost[i * k + j]: crossings when i lies above j; FORBIDDEN where the two would lie on each other. */
function pairCosts(pieces: readonly Piece[]): Float64Array {
  const k = pieces.length;
  const cost = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) if (i !== j && meet(pieces[i]!, pieces[j]!)) cost[i * k + j] = above(pieces[i]!, pieces[j]!);
  }
  return cost;
}

function above(i: Piece, j: Piece): number {
  let cost = 0;
  const a = i.jog;
  const b = j.jog;
  if (a.link === b.link && Math.abs(i.part - j.part) === 1) {
    // Two pieces of one dogleg: the one whose joining leg goes down is the upper one.
    const down = i.part < j.part ? !a.up2 : !a.up1;
    return down ? 0 : FORBIDDEN;
  }
  const inside = (x: number, p: Piece): boolean => x > p.left && x < p.right;
  // Legs of i that go down pass j; legs of j that go up pass i.
  if (!a.up1 && inside(a.x1, j)) cost++;
  if (!a.up2 && inside(a.x2, j)) cost++;
  if (b.up1 && inside(b.x1, i)) cost++;
  if (b.up2 && inside(b.x2, i)) cost++;
  const clash = (downX: number, upX: number): boolean => Math.abs(downX - upX) < SAME_X;
  for (const [down, x] of [
    [!a.up1, a.x1],
    [!a.up2, a.x2],
  ] as const) {
    if (!down) continue;
    if (b.up1 && clash(x, b.x1)) cost += FORBIDDEN;
    if (b.up2 && clash(x, b.x2)) cost += FORBIDDEN;
  }
  return cost;
}

/** Pieces that lie on cycles of demands. */
function cyclic(k: number, cost: Float64Array): number[] {
  const from: number[] = [];
  const to: number[] = [];
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      if (cost[j * k + i]! < FORBIDDEN) continue;
      from.push(i);
      to.push(j);
    }
  }
  if (from.length < 2) return [];
  const component = strongComponents(k, from, to);
  const size = new Int32Array(k);
  for (let i = 0; i < k; i++) size[component[i]!]!++;
  return Array.from({ length: k }, (_, i) => i).filter((i) => size[component[i]!]! > 1);
}

/** Inserts the jogs one by one at the cheapest place that no demand forbids, then moves single ones while that helps. */
function insertionOrder(pieces: readonly Piece[], cost: Float64Array): number[] {
  const k = pieces.length;
  const demands = closure(k, cost);
  const start = Array.from({ length: k }, (_, i) => i).sort(
    (a, b) => pieces[b]!.right - pieces[b]!.left - (pieces[a]!.right - pieces[a]!.left) || a - b,
  );
  const order: number[] = [];
  for (const i of start) order.splice(bestPlace(order, i, cost, demands, k), 0, i);
  for (let round = 0; round < 4; round++) {
    let moved = false;
    for (const i of start) {
      const at = order.indexOf(i);
      order.splice(at, 1);
      const to = bestPlace(order, i, cost, demands, k, at);
      order.splice(to, 0, i);
      if (to !== at) moved = true;
    }
    if (!moved) break;
  }
  return order;
}

/** demands[i * k + j]: i must lie above j, directly or by way of others. Undefined when there are no demands. */
function closure(k: number, cost: Float64Array): Uint8Array | undefined {
  const above: number[][] = Array.from({ length: k }, () => []);
  let any = false;
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      if (cost[j * k + i]! < FORBIDDEN) continue;
      above[i]!.push(j);
      any = true;
    }
  }
  if (!any) return undefined;
  const result = new Uint8Array(k * k);
  for (let i = 0; i < k; i++) {
    if (above[i]!.length === 0) continue;
    const stack = [...above[i]!];
    while (stack.length > 0) {
      const j = stack.pop()!;
      if (result[i * k + j]) continue;
      result[i * k + j] = 1;
      stack.push(...above[j]!);
    }
  }
  return result;
}

function bestPlace(order: readonly number[], i: number, cost: Float64Array, demands: Uint8Array | undefined, k: number, stay = -1): number {
  let low = 0;
  let high = order.length;
  if (demands) {
    order.forEach((j, p) => {
      if (demands[j * k + i]) low = p + 1;
      if (demands[i * k + j] && p < high) high = p;
    });
  }
  // At place 0 the new track lies above all others.
  let value = 0;
  for (const j of order) value += cost[i * k + j]!;
  let best = Infinity;
  let place = low;
  let atStay = Infinity;
  for (let p = 0; p <= high; p++) {
    if (p > 0) value += cost[order[p - 1]! * k + i]! - cost[i * k + order[p - 1]!]!;
    if (p < low) continue;
    if (value < best) {
      best = value;
      place = p;
    }
    if (p === stay) atStay = value;
  }
  return atStay <= best ? stay : place;
}

/** Splits one of the pieces, the one with the most room, at an x between its ends that no leg uses. */
function dogleg(pieces: readonly Piece[], candidates: readonly number[], busy: readonly number[]): Piece[] | undefined {
  if (candidates.length === 0) return undefined;
  const legs = [...pieces.flatMap((q) => [q.jog.x1, q.jog.x2]), ...busy].sort((a, b) => a - b);
  let best = NaN;
  let widest = SAME_X + 0.5;
  let index = -1;
  for (const c of candidates) {
    const p = pieces[c]!;
    const inside = [p.left, ...legs.filter((v) => v > p.left && v < p.right), p.right];
    for (let i = 0; i + 1 < inside.length; i++) {
      const room = (inside[i + 1]! - inside[i]!) / 2;
      if (room > widest) {
        widest = room;
        best = inside[i]! + Math.min(room, 24);
        index = c;
      }
    }
  }
  if (index < 0) {
    // No room between the ends: a little beyond one of them.
    let nearest = Infinity;
    for (const c of candidates) {
      const p = pieces[c]!;
      for (let d = SAME_X + 1; d < 60 && d < nearest; d++) {
        const at = [p.right + d, p.left - d].find((v) => legs.every((leg) => Math.abs(leg - v) > SAME_X));
        if (at === undefined) continue;
        nearest = d;
        best = at;
        index = c;
      }
    }
  }
  if (index < 0) return undefined;
  const p = pieces[index]!;
  const middle = Math.round(best * 2) / 2;
  const { jog } = p;
  // The middle leg joins the two tracks: which of them is the upper one follows from the legs at the ends.
  const flip = !jog.up1 && jog.up2;
  const first: Jog = { link: jog.link, x1: jog.x1, x2: middle, up1: jog.up1, up2: flip };
  const second: Jog = { link: jog.link, x1: middle, x2: jog.x2, up1: !flip, up2: jog.up2 };
  const shift = pieces.map((q) => (q.jog.link === jog.link && q.part > p.part ? { ...q, part: q.part + 1 } : q));
  return [...shift.slice(0, index), piece(first, p.part), piece(second, p.part + 1), ...shift.slice(index + 1)];
}
