import type { Levels, Lifted } from "./levels.ts";
import { rootOf } from "./problem.ts";
import type { Problem } from "./problem.ts";

/**
 * Every edge becomes a chain: vertical wires, one for each group that it runs through, joined by links.
 * A link lies in the channel between two rows; there the edge may jog from one x to another.
 */
export interface Chains {
  readonly nodeCount: number;
  readonly root: number;
  /** All blocks: nodes, groups, the root, wires. */
  readonly count: number;
  readonly parent: Int32Array;
  readonly lo: Int32Array;
  readonly hi: Int32Array;
  /** Edge of a wire; -1 for other blocks. */
  readonly edgeOf: Int32Array;
  /** Row in which a wire carries its edge's label; -1 without one. */
  readonly labelRow: Int32Array;
  /** Label wire of each edge; -1 without one. */
  readonly labelWire: Int32Array;
  /** Children of each group and of the root, at index block - nodeCount. */
  readonly children: number[][];
  readonly links: Links;
  /** Per edge: its links from source to target; a link walked from its second to its first end is stored as ~link. */
  readonly path: readonly (readonly number[])[];
  /** Per edge: wire that starts at the inner side of the border of the edge's own endpoint (a group), or -1. */
  readonly innerStart: Int32Array;
  readonly innerEnd: Int32Array;
}

export interface Links {
  readonly count: number;
  readonly a: Int32Array;
  readonly b: Int32Array;
  /** The channel: between row `boundary` and the next. */
  readonly boundary: Int32Array;
  /** Whether the end is reached from the channel upwards (the block lies above) or downwards. */
  readonly aAbove: Uint8Array;
  readonly bAbove: Uint8Array;
  readonly edge: Int32Array;
  /** Fixed port offsets at the ends; NaN where free. */
  readonly aPort: Float64Array;
  readonly bPort: Float64Array;
}

/** `beside` names the edges that run straight from side to side of two neighbours: they need no wires. */
export function buildChains(problem: Problem, lifted: Lifted, levels: Levels, children: readonly (readonly number[])[], beside?: ReadonlySet<number>): Chains {
  const n = problem.nodes.length;
  const root = rootOf(problem);
  const m = problem.edges.length;
  const parent: number[] = [];
  const lo: number[] = [];
  const hi: number[] = [];
  const edgeOf: number[] = [];
  const labelRow: number[] = [];
  for (let b = 0; b <= root; b++) {
    parent.push(b === root ? -1 : b < n ? problem.nodes[b]!.parent : problem.groups[b - n]!.parent);
    lo.push(levels.lo[b]!);
    hi.push(levels.hi[b]!);
    edgeOf.push(-1);
    labelRow.push(-1);
  }
  const all = children.map((list) => [...list]);
  const labelWire = new Int32Array(m).fill(-1);
  const innerStart = new Int32Array(m).fill(-1);
  const innerEnd = new Int32Array(m).fill(-1);
  const path: number[][] = [];
  const la: number[] = [];
  const lb: number[] = [];
  const boundary: number[] = [];
  const aAbove: number[] = [];
  const bAbove: number[] = [];
  const linkEdge: number[] = [];
  const aPort: number[] = [];
  const bPort: number[] = [];
  /** Label widths already placed in each odd row: labels go where there is room. */
  const crowd = new Float64Array(levels.hi[root]! + 3);

  const degree = new Int32Array(root + 1);
  for (const { source, target } of problem.edges) {
    degree[source]!++;
    degree[target]!++;
  }
  for (let e = 0; e < m; e++) path.push(beside?.has(e) ? [] : chain(e));
  return {
    nodeCount: n,
    root,
    count: parent.length,
    parent: Int32Array.from(parent),
    lo: Int32Array.from(lo),
    hi: Int32Array.from(hi),
    edgeOf: Int32Array.from(edgeOf),
    labelRow: Int32Array.from(labelRow),
    labelWire,
    children: all,
    links: {
      count: la.length,
      a: Int32Array.from(la),
      b: Int32Array.from(lb),
      boundary: Int32Array.from(boundary),
      aAbove: Uint8Array.from(aAbove),
      bAbove: Uint8Array.from(bAbove),
      edge: Int32Array.from(linkEdge),
      aPort: Float64Array.from(aPort),
      bPort: Float64Array.from(bPort),
    },
    path,
    innerStart,
    innerEnd,
  };

  function wire(e: number, group: number, from: number, to: number): number {
    const b = parent.length;
    parent.push(group);
    lo.push(from);
    hi.push(to);
    edgeOf.push(e);
    labelRow.push(-1);
    all[group - n]!.push(b);
    return b;
  }

  /** Wires from a block outwards to the border of `top`, innermost first. */
  function leave(e: number, block: number, top: number, upwards: boolean): number[] {
    const result: number[] = [];
    for (let b = block; b !== top; ) {
      const g = parent[b]!;
      if (upwards ? lo[b]! > lo[g]! : hi[b]! < hi[g]!) {
        result.push(upwards ? wire(e, g, lo[g]!, lo[b]! - 1) : wire(e, g, hi[b]! + 1, hi[g]!));
      }
      b = g;
    }
    return result;
  }

  function chain(e: number): number[] {
    const edge = problem.edges[e]!;
    const s = edge.source;
    const t = edge.target;
    const p = lifted.common[e]!;
    const a = lifted.sourceTop[e]!;
    const b = lifted.targetTop[e]!;
    if (a < 0) {
      // From the group's own border, at the top, down to a member.
      const inside = leave(e, t, b, true);
      const own = wire(e, p, lo[p]!, lo[b]! - 1);
      innerStart[e] = own;
      label(e, own, true);
      return connect(e, [own, ...inside.reverse(), t], () => true);
    }
    if (b < 0) {
      const inside = leave(e, s, a, false);
      const own = wire(e, p, hi[a]! + 1, hi[p]!);
      innerEnd[e] = own;
      label(e, own, true);
      return connect(e, [s, ...inside, own], () => true);
    }
    if (hi[a]! < lo[b]!) {
      const blocks = [s, ...leave(e, s, a, false)];
      const middle = wire(e, p, hi[a]! + 1, lo[b]! - 1);
      label(e, middle, true);
      return connect(e, [...blocks, middle, ...leave(e, t, b, true).reverse(), t], () => true);
    }
    if (hi[b]! < lo[a]!) {
      const blocks = [s, ...leave(e, s, a, true)];
      const middle = wire(e, p, hi[b]! + 1, lo[a]! - 1);
      label(e, middle, false);
      return connect(e, [...blocks, middle, ...leave(e, t, b, false).reverse(), t], () => false);
    }
    const upwards = levels.turn[e] === 2;
    const first = [s, ...leave(e, s, a, upwards)];
    const second = leave(e, t, b, upwards).reverse();
    let wa: number;
    let wb: number;
    if (upwards) {
      const row = Math.min(lo[a]!, lo[b]!) - 1;
      wa = wire(e, p, row, lo[a]! - 1);
      wb = wire(e, p, row, lo[b]! - 1);
    } else {
      const row = Math.max(hi[a]!, hi[b]!) + 1;
      wa = wire(e, p, hi[a]! + 1, row);
      wb = wire(e, p, hi[b]! + 1, row);
    }
    label(e, wa, !upwards);
    const turnAt = first.length;
    const blocks = [...first, wa, wb, ...second, t];
    return connect(e, blocks, (i) => (i < turnAt ? !upwards : upwards), turnAt, upwards);
  }

  /**
   * Chooses the label's row on its wire: near the end that has fewer edges (there it is clear whose label it is),
   * farther away only where the rows are crowded. `downwards` says that the wire leads down from the source.
   */
  function label(e: number, w: number, downwards: boolean): void {
    const edge = problem.edges[e]!;
    if (!edge.labelled) return;
    const nearSource = degree[edge.source]! <= degree[edge.target]!;
    const fromTop = nearSource === downwards;
    const first = lo[w]! % 2 === 0 ? lo[w]! + 1 : lo[w]!;
    let best = lo[w]!;
    let least = Infinity;
    for (let r = first; r <= hi[w]!; r += 2) {
      const cost = crowd[r]! + 100 * (fromTop ? r - first : hi[w]! - r);
      if (cost >= least) continue;
      least = cost;
      best = r;
    }
    crowd[best]! += edge.labelWidth;
    labelRow[w] = best;
    labelWire[e] = w;
  }

  /** Links consecutive blocks; `down(i)` says whether step i goes downwards, step `turnAt` turns round. */
  function connect(e: number, blocks: readonly number[], down: (i: number) => boolean, turnAt = -1, turnUp = false): number[] {
    const result: number[] = [];
    for (let i = 0; i + 1 < blocks.length; i++) {
      const u = blocks[i]!;
      const v = blocks[i + 1]!;
      const up = i === 0 && u <= root ? problem.edges[e]!.sourcePort : NaN;
      const vp = i + 2 === blocks.length && v <= root ? problem.edges[e]!.targetPort : NaN;
      const id = la.length;
      linkEdge.push(e);
      if (i === turnAt) {
        la.push(u);
        lb.push(v);
        aPort.push(up);
        bPort.push(vp);
        boundary.push(turnUp ? lo[u]! - 1 : hi[u]!);
        aAbove.push(turnUp ? 0 : 1);
        bAbove.push(turnUp ? 0 : 1);
        result.push(id);
      } else if (down(i)) {
        la.push(u);
        lb.push(v);
        aPort.push(up);
        bPort.push(vp);
        boundary.push(hi[u]!);
        aAbove.push(1);
        bAbove.push(0);
        result.push(id);
      } else {
        la.push(v);
        lb.push(u);
        aPort.push(vp);
        bPort.push(up);
        boundary.push(hi[v]!);
        aAbove.push(1);
        bAbove.push(0);
        result.push(~id);
      }
    }
    return result;
  }
}
