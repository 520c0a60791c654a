import { createHeap } from "./heap.ts";

/** So many of those before one are looked at for some that it can be kept behind of. */
const REACH = 24;
const KEPT = 3;

/** Pairs of variables, the first before the second, and a topological order of all variables with them. */
export interface OldOrder {
  readonly pairs: readonly (readonly [number, number])[];
  readonly order: number[];
}

/**
 * What can be kept of the order of the previous picture: pairs that are acyclic together with the constraints (`from`
 * before `to`), whose variables are given. `old` is where a variable was; those no further than a pixel from each other
 * had no order.
 */
export function oldOrder(count: number, from: readonly number[], to: readonly number[], variables: readonly number[], old: ReadonlyMap<number, number>): OldOrder {
  const outs: number[][] = Array.from({ length: count }, () => []);
  const waiting = new Int32Array(count);
  from.forEach((u, i) => {
    outs[u]!.push(to[i]!);
    waiting[to[i]!]!++;
  });
  // A topological order that follows the old one as far as the constraints allow; what has no place in it holds nothing up.
  const ready = createHeap();
  const push = (v: number): void => ready.push(v, old.get(v) ?? -Infinity);
  for (const v of variables) if (waiting[v] === 0) push(v);
  const order: number[] = [];
  while (ready.size() > 0) {
    const v = ready.pop();
    order.push(v);
    for (const next of outs[v]!) if (--waiting[next]! === 0) push(next);
  }
  const pairs: [number, number][] = [];
  const known = order.filter((v) => old.has(v));
  known.forEach((v, j) => {
    let kept = 0;
    for (let i = j - 1; i >= 0 && i >= j - REACH && kept < KEPT; i--) {
      if (old.get(v)! - old.get(known[i]!)! <= 1) continue;
      kept++;
      pairs.push([known[i]!, v]);
    }
  });
  return { pairs, order };
}
