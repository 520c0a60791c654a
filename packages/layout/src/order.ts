import type { Chains } from "./chains.ts";
import { LABEL_GAP, NODE_GAP, PORT_PITCH } from "./constants.ts";
import { adjacency, collectChannels, crossCost } from "./crossings.ts";
import type { Adjacency } from "./crossings.ts";
import type { Problem } from "./problem.ts";
import { rerouteEdges } from "./reroute.ts";
import { renumber, sift, siftBundles } from "./sift.ts";

/**
 * One total order from left to right of the children of every group, wires included, with few crossings: barycentre
 * sweeps over the rows (the hierarchy keeps groups together), then sifting of every block among its siblings.
 * The order is written into `chains.children`.
 */
export function orderBlocks(
  problem: Problem,
  chains: Chains,
  half: Uint8Array,
  check: (pos: Float64Array) => boolean,
): boolean {
  const links = adjacency(chains, problem, half);
  const widths = blockWidths(problem, chains);
  const channels = collectChannels(chains);
  const large = chains.count > 250;
  const starts = large ? 1 : chains.count < 40 ? 4 : 2;
  const rounds = large ? 4 : 8;
  const shakes = large ? 0 : chains.count < 70 ? 4 : 2;
  let best = Infinity;
  let bestOrder: number[][] = [];
  for (let start = 0; start < starts && best > 0; start++) {
    const key = initialKeys(problem, chains, start);
    for (const rows of links.rowLists) for (const row of rows) (row as number[]).sort((a, b) => key[a]! - key[b]! || a - b);
    for (let g = chains.nodeCount; g <= chains.root; g++) chains.children[g - chains.nodeCount]!.sort((a, b) => key[a]! - key[b]! || a - b);
    renumber(chains, links.pos);
    let quiet = 0;
    let local = Infinity;
    let localOrder: number[][] = [];
    for (let round = 0; round < rounds && quiet < 3; round++) {
      sweep(chains, links, key, widths, round % 2 === start % 2);
      const cost = crossCost(chains, channels, links.pos);
      if (cost < local) {
        local = cost;
        localOrder = chains.children.map((list) => [...list]);
        quiet = 0;
      } else quiet++;
    }
    restore(chains, localOrder);
    sift(chains, links, large ? 1 : 6);
    // Before more is spent: is there an order at all in which no edge runs through a foreign group?
    if (start === 0 && !check(links.pos)) return false;
    improve(large ? 1 : 2);
    let cost = crossCost(chains, channels, links.pos);
    let current = chains.children.map((list) => [...list]);
    for (let again = 0; again < shakes && cost > 0; again++) {
      // Shake: a sweep or two from where we are, then sift again.
      sweep(chains, links, key, widths, again % 2 === 0);
      if (again % 4 > 1) sweep(chains, links, key, widths, again % 2 === 1);
      sift(chains, links, 4);
      improve(1);
      const trial = crossCost(chains, channels, links.pos);
      if (trial < cost) {
        cost = trial;
        current = chains.children.map((list) => [...list]);
      } else {
        restore(chains, current);
        renumber(chains, links.pos);
      }
    }
    if (cost < best) {
      best = cost;
      bestOrder = current;
    }
  }
  restore(chains, bestOrder);
  renumber(chains, links.pos);
  return check(links.pos);

  /** Whole edges find their best ways, then single blocks; in small problems also blocks with all their wires. */
  function improve(rounds: number): void {
    for (let k = 0; k < rounds; k++) {
      const gain = rerouteEdges(chains, links);
      if (gain === 0 && k > 0) break;
      sift(chains, links, 2);
      if (gain === 0) break;
    }
    if (large) return;
    if (siftBundles(chains, links)) sift(chains, links, 2);
  }
}

function restore(chains: Chains, order: readonly (readonly number[])[]): void {
  order.forEach((list, i) => {
    chains.children[i] = [...list];
  });
}

/** Width that each block takes in a row, for the sweeps' rough x. */
function blockWidths(problem: Problem, chains: Chains): Float64Array {
  const width = new Float64Array(chains.count);
  for (let b = 0; b < chains.count; b++) {
    if (b < chains.nodeCount) width[b] = problem.nodes[b]!.width + NODE_GAP;
    else if (b > chains.root) width[b] = PORT_PITCH;
  }
  for (let e = 0; e < problem.edges.length; e++) {
    const w = chains.labelWire[e]!;
    if (w >= 0) width[w] = Math.max(width[w]!, problem.edges[e]!.labelWidth * 0.6 + LABEL_GAP);
  }
  return width;
}

/** Nodes and groups in the order of the input; wires beside the end of their edge that has fewer edges. */
function initialKeys(problem: Problem, chains: Chains, start: number): Float64Array {
  const key = new Float64Array(chains.count);
  let counter = 0;
  const walk = (p: number): void => {
    for (const b of chains.children[p - chains.nodeCount]!) {
      if (b > chains.root) continue;
      key[b] = start % 2 === 0 ? counter++ : -counter++;
      if (b >= chains.nodeCount && b < chains.root) walk(b);
    }
  };
  walk(chains.root);
  const degree = new Int32Array(chains.root + 1);
  for (const { source, target } of problem.edges) {
    degree[source]!++;
    degree[target]!++;
  }
  for (let b = chains.root + 1; b < chains.count; b++) {
    const { source, target } = problem.edges[chains.edgeOf[b]!]!;
    key[b] = key[degree[source]! < degree[target]! ? source : target]!;
  }
  return key;
}

/** One sweep over the rows, downwards or upwards; leaves the children sorted by their keys. */
function sweep(chains: Chains, links: Adjacency, key: Float64Array, widths: Float64Array, down: boolean): void {
  const { nodeCount: n, root, lo, hi } = chains;
  const rows = hi[root]! + 1;
  const est = links.estimate;
  const lists = links.rowLists;
  let cursor = 0;
  const place = (p: number, r: number): void => {
    const items = lists[p - n]![r - lo[p]!];
    if (!items) return;
    for (const b of items) {
      if ((down ? lo[b]! : hi[b]!) !== r) continue;
      const near = down ? links.up[b]! : links.down[b]!;
      let sum = 0;
      for (const v of near) sum += est[v]!;
      if (near.length > 0) key[b] = sum / near.length;
    }
    for (let i = 1; i < items.length; i++) {
      const b = items[i]!;
      const k = key[b]!;
      let j = i - 1;
      while (j >= 0 && key[items[j]!]! > k) {
        items[j + 1] = items[j]!;
        j--;
      }
      items[j + 1] = b;
    }
    for (const b of items) {
      if (b >= n && b < root) {
        const from = cursor;
        place(b, r);
        est[b] = (from + cursor) / 2;
      } else {
        est[b] = cursor + widths[b]! / 2;
        cursor += widths[b]!;
      }
    }
  };
  for (let i = 0; i < rows; i++) {
    const r = down ? i : rows - 1 - i;
    cursor = 0;
    place(root, r);
    const half = cursor / 2;
    centre(root, r, half);
  }
  for (let g = n; g <= root; g++) {
    const list = chains.children[g - n]!;
    list.sort((a, b) => key[a]! - key[b]! || links.pos[a]! - links.pos[b]!);
    // Blocks that the next sweep finds no neighbours for keep their place.
    for (const b of list) key[b] = est[b]!;
  }
  renumber(chains, links.pos);

  function centre(p: number, r: number, half: number): void {
    const items = lists[p - n]![r - lo[p]!];
    if (!items) return;
    for (const b of items) {
      est[b] = est[b]! - half;
      if (b >= n && b < root) centre(b, r, half);
    }
  }
}

/** Gives the wires that `reduceChains` left out their best place; everything else stays. */
export function settleWires(problem: Problem, chains: Chains, movable: Uint8Array, only = false): void {
  const links = adjacency(chains, problem);
  sift(chains, links, 2, movable);
  if (!only) sift(chains, links, 2);
}

/**
 * What was in the previous picture keeps its order; new blocks start next to their neighbours and are sifted to their best place,
 * the wires among them, if `firm`, where they push the least aside.
 */
export function orderSeeded(problem: Problem, chains: Chains, oldX: (block: number) => number | undefined, oldNumber: (block: number) => { readonly problem: number; readonly order: number | undefined } | undefined, oldSpan: (block: number) => readonly [number, number] | undefined, firm: boolean): void {
  const { nodeCount: n, root } = chains;
  const key = new Float64Array(chains.count).fill(NaN);
  const fresh = new Uint8Array(chains.count);
  for (let b = 0; b < chains.count; b++) {
    const x = oldX(b);
    if (x === undefined) fresh[b] = 1;
    else key[b] = x;
  }
  const links = adjacency(chains, problem);
  for (let pass = 0; pass < 4; pass++) {
    for (let b = 0; b < chains.count; b++) {
      if (!fresh[b] || b === root) continue;
      let sum = 0;
      let count = 0;
      for (const v of [...links.up[b]!, ...links.down[b]!]) {
        if (Number.isNaN(key[v]!)) continue;
        sum += key[v]!;
        count++;
      }
      if (count > 0) key[b] = sum / count;
    }
  }
  for (let b = 0; b < chains.count; b++) if (Number.isNaN(key[b]!)) key[b] = 1e9;
  for (let g = n; g <= root; g++) {
    const list = chains.children[g - n]!;
    inOldOrder(list.filter((b) => !fresh[b]));
    list.sort((a, b) => key[a]! - key[b]! || a - b);
  }
  if (firm) {
    for (let g = n; g <= root; g++) squeezeIn(chains.children[g - n]!);
    fresh.fill(0, root + 1);
  }
  sift(chains, links, 3, fresh);

  /**
   * Puts each new wire where it pushes the least aside: where what stands left of it in its rows reaches the least over what
   * stands right of it, and near to its neighbours. By crossings alone it might push all else aside.
   */
  function squeezeIn(list: number[]): void {
    for (const wire of list.filter((b) => b > root && fresh[b])) {
      list.splice(list.indexOf(wire), 1);
      const spans = list.map((b) => (chains.lo[b]! <= chains.hi[wire]! && chains.hi[b]! >= chains.lo[wire]! ? oldSpan(b) : undefined));
      const least = new Float64Array(list.length + 1).fill(Infinity);
      for (let i = list.length - 1; i >= 0; i--) least[i] = Math.min(least[i + 1]!, spans[i]?.[0] ?? Infinity);
      let most = -Infinity;
      let best = Infinity;
      let at = 0;
      for (let i = 0; i <= list.length; i++) {
        if (i > 0) most = Math.max(most, spans[i - 1]?.[1] ?? -Infinity);
        const cost = Math.max(0, most - least[i]!) + Math.max(0, most - key[wire]!, key[wire]! - least[i]!);
        if (cost >= best) continue;
        best = cost;
        at = i;
      }
      list.splice(at, 0, wire);
    }
  }

  /** Siblings that were so in one problem keep the order they had there, which their middles need not show: keys must rise. */
  function inOldOrder(known: number[]): void {
    const numbers = new Map(known.map((b) => [b, oldNumber(b)]));
    const first = known.length > 0 ? numbers.get(known[0]!) : undefined;
    if (!first || known.some((b) => numbers.get(b)?.problem !== first.problem || numbers.get(b)?.order === undefined)) return;
    known.sort((a, c) => numbers.get(a)!.order! - numbers.get(c)!.order! || key[a]! - key[c]!);
    // Between the greatest key up to a block and the least from it on; a little is added so that no two are equal.
    const least = new Float64Array(known.length + 1).fill(Infinity);
    for (let i = known.length - 1; i >= 0; i--) least[i] = Math.min(least[i + 1]!, key[known[i]!]!);
    let most = -Infinity;
    known.forEach((b, i) => {
      most = Math.max(most, key[b]!);
      key[b] = (most + least[i]!) / 2 + i * 1e-6;
    });
  }
}
