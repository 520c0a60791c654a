import { findTies } from "./beside.ts";
import type { Tie } from "./beside.ts";
import { buildChains } from "./chains.ts";
import type { Chains } from "./chains.ts";
import { assignY } from "./channels.ts";
import type { Heights } from "./channels.ts";
import { assignPorts, assignX } from "./coordinates.ts";
import { foreignGroups } from "./crossings.ts";
import { flatGroups, keepsOrder, linePaths } from "./flat.ts";
import { assignLevels, liftEdges } from "./levels.ts";
import type { Levels } from "./levels.ts";
import { orderBlocks, orderSeeded, settleWires } from "./order.ts";
import { expandOrder, reduceChains } from "./reduce.ts";
import { oldMiddle, rootOf, wasOf } from "./problem.ts";
import type { Problem } from "./problem.ts";
import type { Memory } from "./seed.ts";
import { renumber } from "./sift.ts";
import type { OldY } from "./settle.ts";
import { buildSpacing, collectSides } from "./spacing.ts";

/** A drawn problem: coordinates relative to the top left corner of its bounding box. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** Top left corners of the nodes. */
  readonly nodeX: Float64Array;
  readonly nodeY: Float64Array;
  /** Boxes of the groups: x, y, width, height, four numbers each. */
  readonly groups: Float64Array;
  /** Per edge: x, y, x, y, ... from source to target. */
  readonly edges: readonly number[][];
  /** Per edge: the middle of the label; NaN without one. */
  readonly labelX: Float64Array;
  readonly labelY: Float64Array;
  /** First and last row of each node and group and its number among its siblings, three numbers each, and the wires, for the seed. */
  readonly rows: Int32Array;
  readonly wires: readonly { readonly key: string; readonly x: number; readonly order: number }[];
}

/**
 * In problems with more nodes than this the top level is laid out in storeys from the start (see `assignLevels`): there
 * looser rows nearly always fail, because some edge would have to run through a foreign group.
 */
const STRICT_FROM = 120;
/** ... and so is every level. */
const STRICT_THROUGHOUT_FROM = 500;

/** Lays out one connected problem from top to bottom. Of `memory` it takes what the problem does not hold. */
export function drawLayered(problem: Problem, memory: Pick<Memory, "wire" | "firm">, mayFlatten = true): Drawing {
  const n = problem.nodes.length;
  const root = rootOf(problem);
  const children: number[][] = Array.from({ length: problem.groups.length + 1 }, () => []);
  problem.nodes.forEach((node, v) => children[node.parent - n]!.push(v));
  problem.groups.forEach((group, g) => children[group.parent - n]!.push(n + g));
  const lifted = liftEdges(problem);
  const flattable = mayFlatten ? flatGroups(problem, lifted, children) : new Set<number>();
  const strict = new Set<number>();
  if (n > STRICT_FROM) strict.add(root);
  if (n > STRICT_THROUGHOUT_FROM) problem.groups.forEach((_, g) => strict.add(n + g));
  /** Groups whose members get new rows, although they had some. */
  const fresh = new Set<number>();
  let exhausted = false;
  /** Whether what was in the previous picture stays where it was. */
  let seeded = [...problem.nodes, ...problem.groups].some(({ was }) => was);
  let chains: Chains;
  let pos: Float64Array;
  const blockKey = (b: number): string => {
    if (b < n) return problem.nodes[b]!.key;
    if (b < root) return problem.groups[b - n]!.key;
    const p = chains.parent[b]!;
    // An edge that turns has two wires in one group.
    const second = b > root + 1 && chains.edgeOf[b - 1] === chains.edgeOf[b] && chains.parent[b - 1] === p ? "'" : "";
    return `${second}${problem.edges[chains.edgeOf[b]!]!.key}@${p === root ? "" : problem.groups[p - n]!.key}`;
  };
  /** Where the middle of a block was in the previous picture. */
  const oldX = (b: number): number | undefined => {
    if (!seeded || b === root) return undefined;
    if (b < n) return oldMiddle(problem.nodes[b]!);
    const was = wasOf(problem, b);
    return b > root ? memory.wire(blockKey(b))?.x : was && (was.left + was.right) / 2;
  };
  const oldNumber = (b: number): { readonly problem: number; readonly order: number | undefined } | undefined => (b > root ? memory.wire(blockKey(b)) : wasOf(problem, b)?.rows);
  /** From where to where a block reached from left to right. */
  const oldSpan = (b: number): readonly [number, number] | undefined => {
    const was = wasOf(problem, b);
    const at = b > root ? oldX(b) : undefined;
    return was ? [was.left, was.right] : at === undefined ? undefined : [at, at];
  };
  let levels: Levels;
  for (;;) {
    levels = chooseLevels();
    chains = buildChains(problem, lifted, levels, children, levels.flat);
    const bad: { group: number }[] = [];
    if (seeded) {
      orderSeeded(problem, chains, oldX, oldNumber, oldSpan, memory.firm);
      lineUp();
    }
    if (seeded || orderFresh(bad)) {
      pos = new Float64Array(chains.count);
      renumber(chains, pos);
      bad.push(...foreignGroups(chains, pos));
      if (bad.length > 0 && seeded) {
        // An edit has shut an edge in.
        if (freed()) break;
        if (!stricter(bad) && !anew(bad)) seeded = false;
        continue;
      }
      if (bad.length === 0 || exhausted) break;
    }
    if (!stricter(bad)) exhausted = true;
  }
  const ties = findTies(problem, chains, levels);
  const beside = new Map<number, Tie>();
  for (const tie of ties) for (const e of tie.edges) beside.set(e, tie);
  // Whatever shut two neighbours off from each other: their edges have no wires to go another way.
  for (const e of levels.flat) if (!beside.has(e)) return drawLayered(problem, memory, false);
  if (ties.length > 0) dropWires();
  const sides = collectSides(problem, chains, pos);
  const spacing = buildSpacing(problem, chains, sides, ties, oldX, memory.firm);
  const x = assignX(problem, chains, spacing, sides, ties, oldX);
  roundX();
  const { ax, bx } = assignPorts(problem, chains, spacing, sides, x);
  const heights = assignY(problem, chains, spacing, x, ax, bx, ties, oldY, memory.firm);
  return emit(heights);

  /**
   * Looks for a way out for edges that would have to run through a foreign group: first the wires may move, then the
   * groups that are in the way, then everything.
   */
  function freed(): boolean {
    const before = chains.children.map((list) => [...list]);
    const wires = Uint8Array.from({ length: chains.count }, (_, b) => (b > root ? 1 : 0));
    const obstacles = wires.slice();
    for (const { group } of foreignGroups(chains, pos)) obstacles[group] = 1;
    for (const movable of [wires, obstacles, new Uint8Array(chains.count).fill(1)]) {
      chains.children.forEach((_, i) => (chains.children[i] = [...before[i]!]));
      settleWires(problem, chains, movable, true);
      lineUp();
      renumber(chains, pos);
      if (foreignGroups(chains, pos).length === 0) return true;
    }
    return false;
  }

  /** Marks the surroundings of groups that are in the way; false if all were marked before. */
  function stricter(bad: readonly { group: number }[]): boolean {
    const before = strict.size;
    for (const { group } of bad) strict.add(chains.parent[group]!);
    return strict.size > before;
  }

  /** Lets the members of the surroundings of groups that are in the way change their rows; false if all were let before. */
  function anew(bad: readonly { group: number }[]): boolean {
    const before = fresh.size;
    for (const { group } of bad) fresh.add(chains.parent[group]!);
    return fresh.size > before;
  }

  function parentOf(b: number): number {
    return b < n ? problem.nodes[b]!.parent : problem.groups[b - n]!.parent;
  }

  function oldY(v: number): OldY | undefined {
    const was = seeded ? problem.nodes[v]!.was : undefined;
    if (!was) return undefined;
    const middle = (was.top + was.bottom) / 2;
    return was.solid ? { first: middle, middle, last: middle } : { first: was.top, middle, last: was.bottom };
  }

  /** Rows with the groups flat that make the better picture: all that may be, or none, and then one after the other. */
  function chooseLevels(): Levels {
    const withFlat = (flat: ReadonlySet<number>): Levels => assignLevels(problem, lifted, children, (b) => (seeded && !fresh.has(parentOf(b)) ? wasOf(problem, b) : undefined), strict, flat);
    if (flattable.size === 0) return withFlat(flattable);
    if (seeded) return withFlat(new Set([...flattable].filter(wasFlat)));
    let best = withFlat(new Set());
    let flat = new Set<number>();
    const consider = (next: Set<number>): boolean => {
      const trial = withFlat(next);
      if (trial.cost >= best.cost - 1e-6) return false;
      best = trial;
      flat = next;
      return true;
    };
    consider(flattable);
    if (flattable.size > 8) return best;
    for (let round = 0; round < 2; round++) {
      let better = false;
      for (const g of flattable) {
        const next = new Set(flat);
        if (!next.delete(g)) next.add(g);
        if (consider(next)) better = true;
      }
      if (!better) break;
    }
    return best;
  }

  /** Whether all of a group that was in the previous picture stood in one row and can do so in the same order. */
  function wasFlat(g: number): boolean {
    if (!keepsOrder(problem, children[g - n]!, problem.edges.flatMap((_, e) => (lifted.common[e] === g ? [e] : [])), oldX)) return false;
    const rows = children[g - n]!.flatMap((v) => problem.nodes[v]!.was?.rows ?? []);
    return rows.length > 1 && rows.every((r) => r.lo === rows[0]!.lo && r.problem === rows[0]!.problem);
  }

  /** Brings the nodes of flat groups into line; the wires follow. */
  function lineUp(): void {
    if (levels.flat.size === 0) return;
    const order = new Float64Array(chains.count);
    renumber(chains, order);
    if (linePaths(problem, chains, levels.flat, order, (v) => seeded && !problem.nodes[v]!.was)) settleWires(problem, chains, Uint8Array.from(order, (_, b) => (b > root ? 1 : 0)), true);
  }

  /** Orders the blocks from scratch; false if no order avoids foreign groups, which `bad` then lists. */
  function orderFresh(bad: { group: number }[]): boolean {
    const reduced = reduceChains(chains);
    const check = (order: Float64Array): boolean => {
      bad.length = 0;
      bad.push(...foreignGroups(reduced.chains, order));
      return bad.length === 0 || exhausted;
    };
    if (!orderBlocks(problem, reduced.chains, reduced.half, check)) return false;
    bad.length = 0;
    const order = new Float64Array(reduced.chains.count);
    renumber(reduced.chains, order);
    const movable = expandOrder(chains, reduced, order);
    settleWires(problem, chains, movable);
    lineUp();
    return true;
  }

  /** Builds the chains anew without the wires of the edges that run from side to side; the order stays. */
  function dropWires(): void {
    const old = chains;
    chains = buildChains(problem, lifted, levels, children, new Set(beside.keys()));
    const key = new Float64Array(chains.count);
    let next = 0;
    for (let b = 0; b < old.count; b++) if (b <= root || !beside.has(old.edgeOf[b]!)) key[next++] = pos[b]!;
    for (const list of chains.children) list.sort((a, b) => key[a]! - key[b]!);
    pos = new Float64Array(chains.count);
    renumber(chains, pos);
  }

  function roundX(): void {
    for (let b = 0; b < chains.count; b++) {
      if (b < n) {
        const half = problem.nodes[b]!.width / 2;
        x[b] = Math.round((x[b]! - half) * 2) / 2 + half;
      } else if (b > root) x[b] = Math.round(x[b]! * 2) / 2;
      else if (b < root) {
        x[b] = Math.round(x[b]! * 2) / 2;
        x[spacing.right(b)] = Math.round(x[spacing.right(b)]! * 2) / 2;
      }
    }
  }

  function emit(h: Heights): Drawing {
    const nodeX = new Float64Array(n);
    const nodeY = new Float64Array(n);
    const groups = new Float64Array(4 * problem.groups.length);
    let left = Infinity;
    let top = Infinity;
    let right = -Infinity;
    let bottom = -Infinity;
    const grow = (x0: number, y0: number, x1: number, y1: number): void => {
      left = Math.min(left, x0);
      top = Math.min(top, y0);
      right = Math.max(right, x1);
      bottom = Math.max(bottom, y1);
    };
    for (let v = 0; v < n; v++) {
      const { width, height, room } = problem.nodes[v]!;
      nodeX[v] = x[v]! - width / 2;
      nodeY[v] = Math.round(2 * h.nodeY[v]! - height) / 2;
      grow(nodeX[v]!, nodeY[v]! - (room - height) / 2, nodeX[v]! + width, nodeY[v]! + (room + height) / 2);
    }
    for (let g = 0; g < problem.groups.length; g++) {
      const x0 = x[n + g]!;
      const x1 = x[spacing.right(n + g)]!;
      groups.set([x0, h.groupTop[g]!, x1 - x0, h.groupBottom[g]! - h.groupTop[g]!], 4 * g);
      grow(x0, h.groupTop[g]!, x1 + problem.groups[g]!.outer, h.groupBottom[g]!);
    }
    const labelX = new Float64Array(problem.edges.length).fill(NaN);
    const labelY = new Float64Array(problem.edges.length).fill(NaN);
    const edges: number[][] = [];
    problem.edges.forEach((edge, e) => {
      const points = route(e, h, nodeY);
      for (let i = 0; i < points.length; i += 2) grow(points[i]!, points[i + 1]!, points[i]!, points[i + 1]!);
      edges.push(points);
      if (beside.has(e) && edge.labelled) {
        labelX[e] = (points[0]! + points[2]!) / 2;
        labelY[e] = points[1]!;
        return;
      }
      const w = chains.labelWire[e]!;
      if (w < 0) return;
      labelX[e] = x[w]!;
      labelY[e] = h.labelY[e]!;
      grow(labelX[e]! - edge.labelWidth / 2, labelY[e]!, labelX[e]! + edge.labelWidth / 2, labelY[e]!);
    });
    if (left === Infinity) left = top = right = bottom = 0;
    for (let v = 0; v < n; v++) {
      nodeX[v] = nodeX[v]! - left;
      nodeY[v] = nodeY[v]! - top;
    }
    for (let g = 0; g < problem.groups.length; g++) {
      groups[4 * g] = groups[4 * g]! - left;
      groups[4 * g + 1] = groups[4 * g + 1]! - top;
    }
    for (const points of edges) {
      for (let i = 0; i < points.length; i += 2) {
        points[i] = points[i]! - left;
        points[i + 1] = points[i + 1]! - top;
      }
    }
    for (let e = 0; e < labelX.length; e++) {
      labelX[e] = labelX[e]! - left;
      labelY[e] = labelY[e]! - top;
    }
    const order = new Int32Array(chains.count);
    for (const list of chains.children) list.forEach((b, i) => (order[b] = i));
    const rows = new Int32Array(3 * root);
    for (let b = 0; b < root; b++) rows.set([chains.lo[b]! / 2, chains.hi[b]! / 2, order[b]!], 3 * b);
    const wires: { key: string; x: number; order: number }[] = [];
    for (let b = root + 1; b < chains.count; b++) wires.push({ key: blockKey(b), x: x[b]! - left, order: order[b]! });
    return { width: right - left, height: bottom - top, nodeX, nodeY, groups, edges, labelX, labelY, rows, wires };
  }

  /** A straight line between neighbours; several share the height that the two have in common. */
  function besideRoute(e: number, tie: Tie, nodeY: Float64Array): number[] {
    const l = problem.nodes[tie.left]!;
    const r = problem.nodes[tie.right]!;
    const top = Math.max(nodeY[tie.left]!, nodeY[tie.right]!);
    const bottom = Math.min(nodeY[tie.left]! + l.height, nodeY[tie.right]! + r.height);
    const lane = Math.min(Math.max(28, tie.lane), (bottom - top) / tie.edges.length);
    const y = Math.round(top + bottom + (2 * tie.edges.indexOf(e) - tie.edges.length + 1) * lane) / 2;
    const from = x[tie.left]! + l.width / 2;
    const to = x[tie.right]! - r.width / 2;
    return problem.edges[e]!.source === tie.left ? [from, y, to, y] : [to, y, from, y];
  }

  function route(e: number, h: Heights, nodeY: Float64Array): number[] {
    const points: number[] = [];
    const tie = beside.get(e);
    if (tie) return besideRoute(e, tie, nodeY);
    const path = chains.path[e]!;
    const L = chains.links;
    const terminal = (block: number, above: boolean): number => {
      // `above`: the block lies above the channel, the edge meets its bottom.
      if (block < n) return above ? nodeY[block]! + problem.nodes[block]!.height : nodeY[block]!;
      return above ? h.groupBottom[block - n]! : h.groupTop[block - n]!;
    };
    for (let i = 0; i < path.length; i++) {
      const forwards = path[i]! >= 0;
      const l = forwards ? path[i]! : ~path[i]!;
      const first = forwards ? L.a[l]! : L.b[l]!;
      const second = forwards ? L.b[l]! : L.a[l]!;
      const firstAbove = (forwards ? L.aAbove[l] : L.bAbove[l]) === 1;
      const secondAbove = (forwards ? L.bAbove[l] : L.aAbove[l]) === 1;
      const from = forwards ? ax[l]! : bx[l]!;
      const to = forwards ? bx[l]! : ax[l]!;
      if (i === 0) {
        const w = chains.innerStart[e]!;
        points.push(from, w >= 0 ? h.groupTop[chains.parent[w]! - n]! : terminal(first, firstAbove));
      }
      const jogs = h.jogs[l]!;
      for (let j = 0; j < jogs.length; j++) {
        const jog = forwards ? jogs[j]! : jogs[jogs.length - 1 - j]!;
        points.push(forwards ? jog.x1 : jog.x2, jog.y, forwards ? jog.x2 : jog.x1, jog.y);
      }
      if (i + 1 === path.length) {
        const w = chains.innerEnd[e]!;
        points.push(to, w >= 0 ? h.groupBottom[chains.parent[w]! - n]! : terminal(second, secondAbove));
      }
    }
    return points;
  }
}


