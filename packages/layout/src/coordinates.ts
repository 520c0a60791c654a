import type { Tie } from "./beside.ts";
import type { Chains } from "./chains.ts";
import { PORT_MARGIN } from "./constants.ts";
import type { Problem } from "./problem.ts";
import { otherEnd, portPitch } from "./spacing.ts";
import type { Side, Spacing } from "./spacing.ts";
import { shorten } from "./shorten.ts";
import { straighten } from "./straighten.ts";

/** In larger problems the exact positions cost more time than they are worth. */
const SHORTEN_BELOW = 160;

/** Where a link may be attached to a box without a jog, as offsets from the box's middle. */
export interface Attachment {
  /** Per link end: least and greatest offset; the same value for a fixed port. 0 for wires. */
  readonly aLow: Float64Array;
  readonly aHigh: Float64Array;
  readonly bLow: Float64Array;
  readonly bHigh: Float64Array;
  /** How much a pixel of horizontal distance between the link's ends costs. */
  readonly weight: Float64Array;
}

/**
 * Horizontal positions: the variables of `spacing`, so that edges are short and straight. First every block moves
 * towards its neighbours' average and the result is projected onto the constraints (the mean of the tightest
 * placements to the right and to the left of what is wished, both of which hold all constraints); then runs are straightened.
 */
export function assignX(
  problem: Problem,
  given: Chains,
  spacing: Spacing,
  sides: readonly Side[],
  ties: readonly Tie[],
  start: (block: number) => number | undefined,
): Float64Array {
  const { chains, attach } = withTies(problem, given, attachments(problem, given, sides), ties);
  const { links, root, nodeCount: n } = chains;
  const x = new Float64Array(spacing.count);
  const wish = new Float64Array(spacing.count);
  let seeded = 0;
  for (let b = 0; b < chains.count; b++) {
    const s = start(b);
    if (s !== undefined && (b < n || b > root)) {
      wish[b] = s;
      seeded++;
    } else wish[b] = NaN;
  }
  const forward = new Float64Array(spacing.count);
  const backward = new Float64Array(spacing.count);
  if (seeded > 0) fillWishes();
  else wish.fill(0);
  project();
  const rounds = seeded > 0 ? 0 : chains.count < 1500 ? 24 : 14;
  const weight = new Float64Array(spacing.count);
  // After an edit the boxes hold on to their places; the wires may straighten themselves.
  const anchor = new Float64Array(spacing.count).fill(NaN);
  if (seeded > 0) for (let b = 0; b < n; b++) anchor[b] = start(b) ?? NaN;
  for (let round = 0; round < rounds; round++) {
    relax();
    project();
  }
  straighten(chains, spacing, attach, x, seeded > 0 ? 3 : chains.count < 1500 ? 8 : 4, seeded > 0 ? anchor : undefined);
  if (seeded === 0 && chains.count < SHORTEN_BELOW) {
    shorten(chains, spacing, attach, x);
    straighten(chains, spacing, attach, x, 3, undefined);
  }
  return x;

  /** New blocks start between their neighbours. */
  function fillWishes(): void {
    for (let pass = 0; pass < 3; pass++) {
      for (let l = 0; l < links.count; l++) {
        const a = links.a[l]!;
        const b = links.b[l]!;
        if (Number.isNaN(wish[a]!) && !Number.isNaN(wish[b]!)) wish[a] = wish[b]!;
        else if (Number.isNaN(wish[b]!) && !Number.isNaN(wish[a]!)) wish[b] = wish[a]!;
      }
    }
    for (let b = 0; b < spacing.count; b++) if (Number.isNaN(wish[b]!)) wish[b] = 0;
  }

  function relax(): void {
    weight.fill(0);
    wish.fill(0);
    for (let l = 0; l < links.count; l++) {
      const a = links.a[l]!;
      const b = links.b[l]!;
      const middleA = a >= n && a < root ? clampGroup(a, x[b]!) : x[a]! + (attach.aLow[l]! + attach.aHigh[l]!) / 2;
      const middleB = b >= n && b < root ? clampGroup(b, x[a]!) : x[b]! + (attach.bLow[l]! + attach.bHigh[l]!) / 2;
      const d = middleB - middleA;
      const w = a > root && b > root ? (chains.parent[a] === chains.parent[b] ? 3 : 0.4) : 1;
      wish[a]! += w * (x[a]! + d);
      weight[a]! += w;
      wish[b]! += w * (x[b]! - d);
      weight[b]! += w;
    }
    for (let b = 0; b < chains.count; b++) {
      if (weight[b]! > 0) wish[b] = wish[b]! / weight[b]!;
      else wish[b] = x[b]!;
    }
  }

  function clampGroup(g: number, at: number): number {
    return Math.max(x[g]! + PORT_MARGIN, Math.min(x[spacing.right(g)]! - PORT_MARGIN, at));
  }

  function project(): void {
    const { order, kind, inStart, inFrom, inGap, outStart, outTo, outGap } = spacing;
    const k = order.length;
    for (let i = 0; i < k; i++) {
      const v = order[i]!;
      let value = kind[v] === 0 ? wish[v]! : -1e12;
      for (let c = inStart[v]!; c < inStart[v + 1]!; c++) value = Math.max(value, forward[inFrom[c]!]! + inGap[c]!);
      forward[v] = value;
    }
    for (let i = k - 1; i >= 0; i--) {
      const v = order[i]!;
      if (kind[v] === 1) {
        let value = 1e12;
        for (let c = outStart[v]!; c < outStart[v + 1]!; c++) value = Math.min(value, forward[outTo[c]!]! - outGap[c]!);
        forward[v] = value;
      }
    }
    for (let i = k - 1; i >= 0; i--) {
      const v = order[i]!;
      let value = kind[v] === 0 ? wish[v]! : 1e12;
      for (let c = outStart[v]!; c < outStart[v + 1]!; c++) value = Math.min(value, backward[outTo[c]!]! - outGap[c]!);
      backward[v] = value;
    }
    for (let i = 0; i < k; i++) {
      const v = order[i]!;
      if (kind[v] === 2) {
        let value = -1e12;
        for (let c = inStart[v]!; c < inStart[v + 1]!; c++) value = Math.max(value, backward[inFrom[c]!]! + inGap[c]!);
        backward[v] = value;
      }
    }
    for (let i = 0; i < k; i++) {
      const v = order[i]!;
      x[v] = (forward[v]! + backward[v]!) / 2;
    }
  }
}

/** Nodes that are joined from side to side attract each other like the ends of a link. */
function withTies(problem: Problem, chains: Chains, attach: Attachment, ties: readonly Tie[]): { chains: Chains; attach: Attachment } {
  if (ties.length === 0) return { chains, attach };
  const count = chains.links.count + ties.length;
  const ints = (old: Int32Array, more: (tie: Tie) => number): Int32Array => Int32Array.from({ length: count }, (_, l) => (l < old.length ? old[l]! : more(ties[l - old.length]!)));
  const floats = (old: Float64Array, more: (tie: Tie) => number): Float64Array =>
    Float64Array.from({ length: count }, (_, l) => (l < old.length ? old[l]! : more(ties[l - old.length]!)));
  const reach = (tie: Tie): number => problem.nodes[tie.left]!.width / 2 + tie.gap / 2;
  const back = (tie: Tie): number => -problem.nodes[tie.right]!.width / 2 - tie.gap / 2;
  return {
    chains: { ...chains, links: { ...chains.links, count, a: ints(chains.links.a, (t) => t.left), b: ints(chains.links.b, (t) => t.right) } },
    attach: {
      aLow: floats(attach.aLow, reach),
      aHigh: floats(attach.aHigh, reach),
      bLow: floats(attach.bLow, back),
      bHigh: floats(attach.bHigh, back),
      weight: floats(attach.weight, () => 1),
    },
  };
}

/** Distances between two wires and between a wire and a box. */
const WIRE = 2;
const PORT = 1.5;
/** Where an edge leaves or enters a group it may jog: it runs sideways outside rather than inside, which would make the group wide. */
const BORDER = 0.9;
/** A box with more edges than this is a hub: its edges rather bend at their other ends than make the picture wide. */
const HUB = 24;

function linkWeights(problem: Problem, chains: Chains): Float64Array {
  const { links, root } = chains;
  const degree = new Int32Array(root + 1);
  for (const { source, target } of problem.edges) {
    degree[source]!++;
    degree[target]!++;
  }
  return Float64Array.from({ length: links.count }, (_, l) => {
    const a = links.a[l]!;
    const b = links.b[l]!;
    if (a > root && b > root) return chains.parent[a] === chains.parent[b] ? WIRE : BORDER;
    const { source, target } = problem.edges[links.edge[l]!]!;
    const end = a <= root ? a : b;
    const other = end === source ? target : source;
    return degree[other]! > HUB && degree[end]! <= HUB ? PORT / 2 : PORT;
  });
}

/** Offsets at which each link may meet its boxes. */
export function attachments(problem: Problem, chains: Chains, sides: readonly Side[]): Attachment {
  const { links, nodeCount: n } = chains;
  const result: Attachment = {
    aLow: new Float64Array(links.count),
    aHigh: new Float64Array(links.count),
    bLow: new Float64Array(links.count),
    bHigh: new Float64Array(links.count),
    weight: linkWeights(problem, chains),
  };
  for (const side of sides) {
    if (side.block >= n) continue;
    const { width, from, to } = problem.nodes[side.block]!;
    const fixedPort = (l: number): number =>
      links.a[l] === side.block && (links.aAbove[l] === 1) === !side.top ? links.aPort[l]! : links.bPort[l]!;
    const k = side.links.filter((l) => Number.isNaN(fixedPort(l))).length;
    const { margin, pitch } = portPitch(to - from, k);
    let i = -1;
    side.links.forEach((l) => {
      const atA = links.a[l] === side.block && (links.aAbove[l] === 1) === !side.top;
      const fixed = fixedPort(l);
      if (Number.isNaN(fixed)) i++;
      const low = Number.isNaN(fixed) ? from - width / 2 + margin + i * pitch : fixed - width / 2;
      const high = Number.isNaN(fixed) ? to - width / 2 - margin - (k - 1 - i) * pitch : low;
      if (atA) {
        result.aLow[l] = low;
        result.aHigh[l] = high;
      } else {
        result.bLow[l] = low;
        result.bHigh[l] = high;
      }
    });
  }
  return result;
}

/**
 * Final x of every link's two ends: ports slide along their side to where their wires are, in order and at a distance.
 * Group borders accept any x between their corners that no edge uses to get in or out.
 */
export function assignPorts(
  problem: Problem,
  chains: Chains,
  spacing: Spacing,
  sides: readonly Side[],
  x: Float64Array,
): { ax: Float64Array; bx: Float64Array } {
  const { links, nodeCount: n, root, parent, lo } = chains;
  const ax = new Float64Array(links.count);
  const bx = new Float64Array(links.count);
  for (let l = 0; l < links.count; l++) {
    ax[l] = x[links.a[l]!]!;
    bx[l] = x[links.b[l]!]!;
  }
  const isA = (side: Side, l: number): boolean => links.a[l] === side.block && (links.aAbove[l] === 1) === !side.top;
  const setPort = (side: Side, l: number, value: number): void => {
    if (isA(side, l)) ax[l] = Math.round(value * 2) / 2;
    else bx[l] = Math.round(value * 2) / 2;
  };
  for (const side of sides) if (side.block < n) nodeSide(side);
  // Inner groups first: what enters or leaves them passes the borders of the outer ones.
  for (const side of [...sides].sort((a, b) => b.block - a.block)) if (side.block >= n) groupSide(side);
  return { ax, bx };

  /** Where the titles of the groups that begin with this block end: edges from outside stay right of that. */
  function entryLimit(v: number, top: boolean): number {
    let least = -Infinity;
    if (top) {
      for (let g = parent[v]!; g !== root && lo[g] === lo[v]; g = parent[g]!) {
        const entry = problem.groups[g - n]!.entry;
        if (entry > 0) least = Math.max(least, x[g]! + entry);
      }
    }
    return least;
  }

  function nodeSide(side: Side): void {
    const v = side.block;
    const { width, from, to } = problem.nodes[v]!;
    const blockLeft = x[v]! - width / 2;
    const taken: number[] = [];
    const free: number[] = [];
    for (const l of side.links) {
      const fixed = isA(side, l) ? links.aPort[l]! : links.bPort[l]!;
      if (Number.isNaN(fixed)) {
        free.push(l);
        continue;
      }
      setPort(side, l, blockLeft + fixed);
      if (fixed > from - 6 && fixed < to + 6) taken.push(blockLeft + fixed);
    }
    const k = free.length;
    const { margin, pitch } = portPitch(to - from, k);
    const right = blockLeft + to - margin;
    const left = Math.max(blockLeft + from + margin, Math.min(entryLimit(v, side.top), right - (k - 1) * pitch));
    const crowded = taken.length > 0;
    const wished = free.map((l) => x[otherEnd(chains, l, v)]!);
    const at: number[] = [];
    wished.forEach((w, i) => at.push(Math.max(left + i * pitch, (at[i - 1] ?? -Infinity) + pitch, Math.min(right - (k - 1 - i) * pitch, w))));
    // A port gives way a little where that saves its edge a small jog.
    for (let i = 0; i < k; i++) {
      const w = wished[i]!;
      if (w === at[i] || Math.abs(w - at[i]!) > 12 || w < Math.max(blockLeft + from + 8, entryLimit(v, side.top)) || w > blockLeft + to - 8) continue;
      if (w - (at[i - 1] ?? -Infinity) >= 5 && (at[i + 1] ?? Infinity) - w >= 5) at[i] = w;
    }
    free.forEach((l, i) => {
      if (!crowded) return setPort(side, l, at[i]!);
      const spot = avoid(at[i]!, taken, Math.min(8, pitch || 8), blockLeft + from + 2, blockLeft + to - 2);
      taken.push(spot);
      setPort(side, l, spot);
    });
  }

  function groupSide(side: Side): void {
    const v = side.block;
    const inside = (b: number): boolean => {
      for (let y = b; y !== root; y = parent[y]!) if (y === v) return true;
      return false;
    };
    const taken: number[] = [];
    const boundary = side.top ? lo[v]! - 1 : chains.hi[v]!;
    for (let l = 0; l < links.count; l++) {
      if (links.boundary[l] !== boundary) continue;
      const a = links.a[l]!;
      const b = links.b[l]!;
      if (a !== v && inside(a) && (links.aAbove[l] === 1) === !side.top) taken.push(ax[l]!);
      if (b !== v && inside(b) && (links.bAbove[l] === 1) === !side.top) taken.push(bx[l]!);
    }
    const k = side.links.length;
    const { margin, pitch } = portPitch(x[spacing.right(v)]! - x[v]!, k);
    const right = x[spacing.right(v)]! - margin;
    const left = Math.max(x[v]! + margin, Math.min(entryLimit(v, side.top), right - (k - 1) * pitch));
    let last = -Infinity;
    side.links.forEach((l, i) => {
      const wished = x[otherEnd(chains, l, v)]!;
      const value = Math.max(left + i * pitch, last + pitch, Math.min(right - (k - 1 - i) * pitch, wished));
      last = value;
      const at = avoid(value, taken, Math.min(8, pitch || 8), left - margin / 2, right + margin / 2);
      taken.push(at);
      setPort(side, l, at);
    });
  }
}

/** The nearest place to `value` that keeps its distance from what is taken, between the limits. */
function avoid(value: number, taken: readonly number[], distance: number, low: number, high: number): number {
  const fits = (v: number): boolean => v >= low && v <= high && taken.every((t) => Math.abs(t - v) >= distance - 0.01);
  if (fits(value)) return value;
  for (let d = distance; d >= 1; d /= 2) {
    let best = NaN;
    for (const t of taken) {
      for (const v of [t - d, t + d]) {
        if (v < low || v > high || taken.some((u) => Math.abs(u - v) < d - 0.01)) continue;
        if (Number.isNaN(best) || Math.abs(v - value) < Math.abs(best - value)) best = v;
      }
    }
    if (!Number.isNaN(best)) return best;
  }
  return value;
}
