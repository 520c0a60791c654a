import type { Chains } from "./chains.ts";
import type { Adjacency } from "./crossings.ts";

/** Numbers all blocks through in depth-first order. */
export function renumber(chains: Chains, pos: Float64Array): void {
  let counter = 0;
  const walk = (b: number): void => {
    pos[b] = counter++;
    if (b < chains.nodeCount || b > chains.root) return;
    for (const c of chains.children[b - chains.nodeCount]!) walk(c);
  };
  walk(chains.root);
}

/** Moves every block to the best place among its siblings, until nothing improves. `only` restricts what may move. */
export function sift(chains: Chains, links: Adjacency, rounds: number, only?: Uint8Array): void {
  const { nodeCount: n, root } = chains;
  renumber(chains, links.pos);
  // After the first round only blocks whose neighbours have moved are worth another try.
  const awake = only ? only.slice() : new Uint8Array(chains.count).fill(1);
  for (let round = 0; round < rounds; round++) {
    let improved = 0;
    for (let g = root; g >= n; g--) {
      const list = chains.children[g - n]!;
      if (list.length < 2) continue;
      const reach = list.length > 300 ? 50 : list.length;
      for (const b of list.slice()) {
        if (!awake[b]) continue;
        awake[b] = 0;
        const gain = siftOne(chains, links, list, b, reach);
        if (gain === 0) continue;
        improved += gain;
        for (const v of links.up[b]!) wake(v);
        for (const v of links.down[b]!) wake(v);
      }
    }
    if (improved === 0) break;
  }

  function wake(v: number): void {
    for (let x = v; x !== root; x = chains.parent[x]!) if (!only || only[x]) awake[x] = 1;
  }
}

function siftOne(chains: Chains, links: Adjacency, list: number[], b: number, reach: number): number {
  const at = list.indexOf(b);
  let best = 0;
  let bestAt = at;
  let delta = 0;
  for (let i = at + 1; i < list.length && i <= at + reach; i++) {
    delta -= links.pairDelta(b, list[i]!);
    if (delta < best - 1e-9) {
      best = delta;
      bestAt = i;
    }
  }
  delta = 0;
  for (let i = at - 1; i >= 0 && i >= at - reach; i--) {
    delta += links.pairDelta(b, list[i]!);
    if (delta < best - 1e-9) {
      best = delta;
      bestAt = i;
    }
  }
  if (bestAt === at) return 0;
  list.splice(at, 1);
  list.splice(bestAt, 0, b);
  renumberRange(chains, links.pos, list, Math.min(at, bestAt), Math.max(at, bestAt));
  links.moved(b);
  return -best;
}

/** Renumbers the subtrees of list[from..to], which together keep their range of numbers. */
function renumberRange(chains: Chains, pos: Float64Array, list: readonly number[], from: number, to: number): void {
  let counter = Infinity;
  for (let i = from; i <= to; i++) counter = Math.min(counter, pos[list[i]!]!);
  const walk = (b: number): void => {
    pos[b] = counter++;
    if (b < chains.nodeCount || b > chains.root) return;
    for (const c of chains.children[b - chains.nodeCount]!) walk(c);
  };
  for (let i = from; i <= to; i++) walk(list[i]!);
}


/**
 * Moves nodes and groups together with the wires beside them that they are joined to: a single block often cannot move
 * because its wires would stay behind. Returns whether anything improved.
 */
export function siftBundles(chains: Chains, links: Adjacency): boolean {
  const { nodeCount: n, root, parent } = chains;
  let any = false;
  for (let g = root; g >= n; g--) {
    const list = chains.children[g - n]!;
    if (list.length < 3 || list.length > 400) continue;
    for (const b of list.slice()) {
      if (b > root) continue;
      const wires: number[] = [];
      for (const side of [links.up[b]!, links.down[b]!]) for (const w of side) if (w > root && parent[w] === g && !wires.includes(w)) wires.push(w);
      if (wires.length === 0 || wires.length > 40) continue;
      const at = bundlePlace(links, list, b, wires);
      if (at < 0) continue;
      const saved = [...list];
      let delta = moveTo(chains, links, list, b, list.indexOf(saved[at]!));
      for (const w of wires) {
        const home = list.indexOf(b);
        const from = list.indexOf(w);
        delta += moveTo(chains, links, list, w, from < home ? home - 1 : home);
      }
      for (const w of wires) delta -= siftOne(chains, links, list, w, list.length);
      if (delta < -1e-9) {
        any = true;
        continue;
      }
      for (let i = 0; i < list.length; i++) list[i] = saved[i]!;
      renumberRange(chains, links.pos, list, 0, list.length - 1);
      for (const w of wires) links.moved(w);
      links.moved(b);
    }
  }
  return any;
}

/** The index in `list` next to which the bundle of `b` and its wires would stand best; -1 to stay. */
function bundlePlace(links: Adjacency, list: readonly number[], b: number, wires: readonly number[]): number {
  const at = list.indexOf(b);
  const own = new Set(wires);
  const weigh = (c: number): number => {
    let d = links.pairDelta(b, c);
    for (const w of wires) d += links.pairDelta(w, c);
    return d;
  };
  let best = -0.5;
  let place = -1;
  let delta = 0;
  for (let i = at + 1; i < list.length; i++) {
    if (own.has(list[i]!)) continue;
    delta -= weigh(list[i]!);
    if (delta < best) {
      best = delta;
      place = i;
    }
  }
  delta = 0;
  for (let i = at - 1; i >= 0; i--) {
    if (own.has(list[i]!)) continue;
    delta += weigh(list[i]!);
    if (delta < best) {
      best = delta;
      place = i;
    }
  }
  return place;
}

/** Moves a block to an index of its list; returns the change of the crossings. */
function moveTo(chains: Chains, links: Adjacency, list: number[], b: number, to: number): number {
  const at = list.indexOf(b);
  if (at === to) return 0;
  let delta = 0;
  if (to > at) for (let i = at + 1; i <= to; i++) delta -= links.pairDelta(b, list[i]!);
  else for (let i = at - 1; i >= to; i--) delta += links.pairDelta(b, list[i]!);
  list.splice(at, 1);
  list.splice(to, 0, b);
  renumberRange(chains, links.pos, list, Math.min(at, to), Math.max(at, to));
  links.moved(b);
  return delta;
}
