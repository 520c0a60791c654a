import type { Stacking } from "./stacking.ts";

/** Constraints by their lower variable (`before`) and by their upper one (`after`). */
interface Net {
  readonly order: Int32Array;
  readonly inStart: Int32Array;
  readonly inFrom: Int32Array;
  readonly inGap: Float64Array;
  readonly outStart: Int32Array;
  readonly outTo: Int32Array;
  readonly outGap: Float64Array;
}

/** Where a node was in the previous picture: its middle, and where in it there were other boxes. */
export interface OldY {
  readonly first: number;
  readonly middle: number;
  readonly last: number;
}

/** So many rows of the previous picture above a row are looked at for one that it can be kept below of. */
const REACH = 12;

/**
 * Vertical positions that hold all constraints of `stacking`, in a picture that is no higher than it must be; with `firm`
 * whatever was in the previous picture keeps its distances from what was above it, or gets more.
 */
export function settle(stacking: Stacking, oldY: (node: number) => OldY | undefined, firm: boolean): Float64Array {
  const old = oldVariables(stacking, oldY);
  const net = withOldOrder(stacking, old);
  const { count } = stacking;
  const soft = new Uint8Array(count);
  for (const v of stacking.ofLabel) if (v >= 0) soft[v] = 1;
  for (const list of stacking.ofTrack) for (const v of list) soft[v] = 1;
  const y = new Float64Array(count);
  const least = new Float64Array(count);
  rise(net, y, least);
  if (firm) spread(net, y, least, old);
  const late = Float64Array.from(y);
  let bottom = 0;
  for (const v of y) bottom = Math.max(bottom, v);
  sink(net, late, soft, bottom);
  for (let v = 0; v < count; v++) if (soft[v]) y[v] = Math.floor(y[v]! + late[v]!) / 2;
  return y;
}

/** So often what is pushed down takes what was below it along. */
const SPREADS = 2;

/** Moves everything down by at least as much as what was above it in the previous picture has moved. */
function spread(net: Net, y: Float64Array, least: Float64Array, old: ReadonlyMap<number, OldY>): void {
  const moved = (v: number): number => y[v]! - old.get(v)!.middle;
  const upper = [...old.keys()].sort((a, b) => old.get(a)!.first - old.get(b)!.first || a - b);
  const lower = [...old.keys()].sort((a, b) => old.get(a)!.last - old.get(b)!.last || a - b);
  for (let k = 0; k < SPREADS; k++) {
    let by = -Infinity;
    let i = 0;
    let again = false;
    for (const v of lower) {
      for (; i < upper.length && old.get(upper[i]!)!.first <= old.get(v)!.last; i++) by = Math.max(by, moved(upper[i]!));
      least[v] = Math.max(least[v]!, Math.ceil(2 * (old.get(v)!.middle + by)) / 2);
      if (least[v]! > y[v]!) again = true;
    }
    if (!again) return;
    rise(net, y, least);
  }
}

/** Everything as high as it can be, but not higher than `least`. */
function rise(net: Net, y: Float64Array, least: Float64Array): void {
  const { order, inStart, inFrom, inGap } = net;
  for (const v of order) {
    let value = least[v]!;
    for (let i = inStart[v]!; i < inStart[v + 1]!; i++) value = Math.max(value, y[inFrom[i]!]! + inGap[i]!);
    y[v] = value;
  }
}

/** Everything that is movable as low as it can be. */
function sink(net: Net, y: Float64Array, movable: Uint8Array, bottom: number): void {
  const { order, outStart, outTo, outGap } = net;
  for (let k = order.length - 1; k >= 0; k--) {
    const v = order[k]!;
    if (!movable[v]) continue;
    let value = bottom;
    for (let i = outStart[v]!; i < outStart[v + 1]!; i++) value = Math.min(value, y[outTo[i]!]! - outGap[i]!);
    y[v] = value;
  }
}

/** Where the variables of nodes were in the previous picture. */
function oldVariables({ ofNode }: Stacking, oldY: (node: number) => OldY | undefined): Map<number, OldY> {
  const old = new Map<number, OldY>();
  ofNode.forEach((v, node) => {
    const y = oldY(node);
    if (y !== undefined && !old.has(v)) old.set(v, y);
  });
  return old;
}

/** The constraints, and that rows of the previous picture do not pass each other as far as these allow that. */
function withOldOrder(stacking: Stacking, old: ReadonlyMap<number, OldY>): Net {
  const { count } = stacking;
  const from = [...stacking.from];
  const to = [...stacking.to];
  const gap = [...stacking.gap];
  if (old.size > 1) keepOrder();
  const ins = byKey(count, to, from, gap);
  const outs = byKey(count, from, to, gap);
  const order = old.size > 1 ? sorted(count, ins.start, outs.start, outs.other) : Int32Array.from({ length: count }, (_, v) => v);
  return { order, inStart: ins.start, inFrom: ins.other, inGap: ins.gap, outStart: outs.start, outTo: outs.other, outGap: outs.gap };

  function keepOrder(): void {
    const outs: number[][] = Array.from({ length: count }, () => []);
    from.forEach((u, i) => outs[u]!.push(to[i]!));
    const seen = new Int32Array(count).fill(-1);
    let stamp = 0;
    const reaches = (u: number, v: number): boolean => {
      stamp++;
      const stack = [u];
      while (stack.length > 0) {
        const w = stack.pop()!;
        if (w === v) return true;
        if (seen[w] === stamp) continue;
        seen[w] = stamp;
        for (const next of outs[w]!) stack.push(next);
      }
      return false;
    };
    const rows = [...old.keys()].sort((a, b) => old.get(a)!.middle - old.get(b)!.middle || a - b);
    for (let j = 1; j < rows.length; j++) {
      let kept = 0;
      for (let i = j - 1; i >= 0 && i >= j - REACH && kept < 2; i--) {
        const u = rows[i]!;
        const v = rows[j]!;
        if (old.get(v)!.middle - old.get(u)!.middle <= 1 || reaches(v, u)) continue;
        kept++;
        from.push(u);
        to.push(v);
        gap.push(0);
        outs[u]!.push(v);
      }
    }
  }
}

/** A topological order. */
function sorted(count: number, inStart: Int32Array, outStart: Int32Array, outTo: Int32Array): Int32Array {
  const waiting = Int32Array.from({ length: count }, (_, v) => inStart[v + 1]! - inStart[v]!);
  const order = new Int32Array(count);
  let filled = 0;
  for (let v = 0; v < count; v++) if (waiting[v] === 0) order[filled++] = v;
  for (let k = 0; k < filled; k++) {
    const v = order[k]!;
    for (let i = outStart[v]!; i < outStart[v + 1]!; i++) if (--waiting[outTo[i]!]! === 0) order[filled++] = outTo[i]!;
  }
  return order;
}

function byKey(count: number, key: readonly number[], value: readonly number[], gap: readonly number[]): { start: Int32Array; other: Int32Array; gap: Float64Array } {
  const start = new Int32Array(count + 1);
  for (const k of key) start[k + 1]!++;
  for (let i = 0; i < count; i++) start[i + 1] = start[i + 1]! + start[i]!;
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
