import type { Chains, Links } from "./chains.ts";

/**
 * The chains as the ordering sees them: only node rows, no label rows. A wire that exists in a label row alone is left
 * out, its two links become one: it can be put back without new crossings, and a node is free to move without it.
 */
export interface Reduced {
  readonly chains: Chains;
  /** Block of the full chains for each block of the reduced ones. */
  readonly full: Int32Array;
  /** Per block: 1 if it begins, 2 if it ends in a label row, 3 for both. */
  readonly half: Uint8Array;
}

export function reduceChains(chains: Chains): Reduced {
  const { root, lo, hi } = chains;
  const full: number[] = [];
  const reduced = new Int32Array(chains.count).fill(-1);
  for (let b = 0; b < chains.count; b++) {
    if (b > root && lo[b] === hi[b] && lo[b]! % 2 === 1) continue;
    reduced[b] = full.length;
    full.push(b);
  }
  const a: number[] = [];
  const b: number[] = [];
  const boundary: number[] = [];
  const aAbove: number[] = [];
  const bAbove: number[] = [];
  const edge: number[] = [];
  const aPort: number[] = [];
  const bPort: number[] = [];
  const L = chains.links;
  const evenHi = (block: number): number => Math.floor(hi[block]! / 2);
  chains.path.forEach((path, e) => {
    // Walk the chain and join the links on either side of a left-out wire.
    let from = -1;
    let fromPort = NaN;
    let fromAbove = false;
    let turns = false;
    path.forEach((step, i) => {
      const l = step >= 0 ? step : ~step;
      const first = step >= 0 ? L.a[l]! : L.b[l]!;
      const second = step >= 0 ? L.b[l]! : L.a[l]!;
      if (reduced[first]! >= 0) {
        from = first;
        fromPort = step >= 0 ? L.aPort[l]! : L.bPort[l]!;
        fromAbove = (step >= 0 ? L.aAbove[l] : L.bAbove[l]) === 1;
        turns = false;
      } else if (i === 0) return;
      if (L.aAbove[l] === L.bAbove[l]) turns = true;
      if (reduced[second]! < 0 || from < 0) return;
      const toPort = step >= 0 ? L.bPort[l]! : L.aPort[l]!;
      const down = fromAbove;
      const swap = !turns && !down;
      const [x, y] = swap ? [second, from] : [from, second];
      a.push(reduced[x]!);
      b.push(reduced[y]!);
      aPort.push(swap ? toPort : fromPort);
      bPort.push(swap ? fromPort : toPort);
      aAbove.push(turns ? (fromAbove ? 1 : 0) : 1);
      bAbove.push(turns ? (fromAbove ? 1 : 0) : 0);
      boundary.push(turns && !fromAbove ? Math.ceil(lo[x]! / 2) - 1 : evenHi(x));
      edge.push(e);
    });
  });
  const links: Links = {
    count: a.length,
    a: Int32Array.from(a),
    b: Int32Array.from(b),
    boundary: Int32Array.from(boundary),
    aAbove: Uint8Array.from(aAbove),
    bAbove: Uint8Array.from(bAbove),
    edge: Int32Array.from(edge),
    aPort: Float64Array.from(aPort),
    bPort: Float64Array.from(bPort),
  };
  const result: Chains = {
    nodeCount: chains.nodeCount,
    root,
    count: full.length,
    parent: Int32Array.from(full, (block) => chains.parent[block]!),
    lo: Int32Array.from(full, (block) => Math.ceil(lo[block]! / 2)),
    hi: Int32Array.from(full, evenHi),
    edgeOf: Int32Array.from(full, (block) => chains.edgeOf[block]!),
    labelRow: Int32Array.from(full, () => -1),
    labelWire: Int32Array.from(chains.labelWire, (w) => (w >= 0 ? reduced[w]! : -1)),
    children: chains.children.map((list) => list.flatMap((block) => (reduced[block]! >= 0 ? [reduced[block]!] : []))),
    links,
    path: [],
    innerStart: chains.innerStart,
    innerEnd: chains.innerEnd,
  };
  const half = Uint8Array.from(full, (block) => (block > root ? (lo[block]! % 2) + 2 * (hi[block]! % 2) : 0));
  return { chains: result, full: Int32Array.from(full), half };
}

/** Puts the order of the reduced chains into the full ones; left-out wires go between their ends. Returns which they are. */
export function expandOrder(chains: Chains, reduced: Reduced, pos: Float64Array): Uint8Array {
  const key = new Float64Array(chains.count).fill(NaN);
  reduced.full.forEach((block, i) => (key[block] = pos[i]!));
  const L = chains.links;
  // Where edges turn below a row, the label row keeps the order of the row above it; above a row, of the row below.
  const turnsAt = new Uint8Array(chains.hi[chains.root]! + 4);
  for (let l = 0; l < L.count; l++) if (L.aAbove[l] === L.bAbove[l]) turnsAt[L.aAbove[l] ? L.boundary[l]! : L.boundary[l]! + 1]! |= L.aAbove[l] ? 1 : 2;
  chains.path.forEach((path) => {
    path.forEach((step, i) => {
      const l = step >= 0 ? step : ~step;
      const wire = step >= 0 ? L.b[l]! : L.a[l]!;
      if (!Number.isNaN(key[wire]!)) return;
      const before = key[step >= 0 ? L.a[l]! : L.b[l]!]!;
      const next = path[i + 1]!;
      const m = next >= 0 ? next : ~next;
      const turns = L.aAbove[m] === L.bAbove[m];
      const after = next >= 0 ? L.b[m]! : L.a[m]!;
      if (turns) {
        // The label stands by the near end, the way back by the far end.
        const beyond = path[i + 2] === undefined ? undefined : path[i + 2]!;
        const far = !Number.isNaN(key[after]!) ? key[after]! : beyond === undefined ? before : key[beyond >= 0 ? L.b[beyond]! : L.a[~beyond]!]!;
        key[wire] = before + 0.1 * Math.sign(far - before);
      } else if (L.aAbove[l] === L.bAbove[l]) {
        const far = key[after]!;
        key[wire] = far + 0.1 * Math.sign(before - far);
      } else {
        const share = turnsAt[chains.lo[wire]!] === 1 ? 0.001 : turnsAt[chains.lo[wire]!] === 2 ? 0.999 : 0.5;
        const [upper, lower] = step >= 0 ? [before, key[after]!] : [key[after]!, before];
        key[wire] = upper + share * (lower - upper);
      }
    });
  });
  // Wires along a group's own border start nowhere: they stand over their first neighbour.
  for (const w of [...chains.innerStart, ...chains.innerEnd]) if (w >= 0 && Number.isNaN(key[w]!)) key[w] = 0;
  for (const list of chains.children) list.sort((x, y) => key[x]! - key[y]! || x - y);
  const added = new Uint8Array(chains.count).fill(1);
  for (const block of reduced.full) added[block] = 0;
  return added;
}
