import { ARRIVE_GAP, GROUP_PADDING, ISLAND_GAP, LABEL_GAP, NODE_GAP, PORT_PITCH } from "./constants.ts";
import { feedbackEdges } from "./cycles.ts";
import { networkSimplex } from "./network-simplex.ts";
import { rootOf } from "./problem.ts";
import type { Problem, Was } from "./problem.ts";

/**
 * Which row every block stands in. A node takes one row, a group the rows of its content. Each group is solved by
 * itself, the innermost first: its children, with the edges between them, are layered by network simplex; then rows
 * are joined where the picture would grow too tall and split where it would grow too wide.
 * Any assignment is drawable: an edge between blocks that share rows turns round below or above them.
 */
export interface Levels {
  /** First and last row of each node, group and the root; nodes and groups begin and end on even rows. */
  readonly lo: Int32Array;
  readonly hi: Int32Array;
  /** Per edge: 0 runs from top to bottom (or bottom to top), 1 turns below both of its ends, 2 above. */
  readonly turn: Uint8Array;
  /** Edges that run from side to side within a row, and in a group all of whose nodes stand in one row. */
  readonly flat: ReadonlySet<number>;
  /** How bad the picture would be, by a rough estimate of its shape and size. */
  readonly cost: number;
}

/** For each edge: the children of the lowest common ancestor on either side (block numbers), and that ancestor. */
export interface Lifted {
  readonly common: Int32Array;
  readonly sourceTop: Int32Array;
  readonly targetTop: Int32Array;
}

/** From where to where something reaches downwards. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** A shape this near to the wanted aspect (as a logarithm) is as good as the wanted one. */
const GOOD_SHAPE = 0.4;
/** ... where variants of the whole picture are compared. */
const NICE_SHAPE = 0.2;
/** What an edge between nodes that come to stand in one row costs, compared with one between groups. */
const BESIDE = 0.25;

export function liftEdges(problem: Problem): Lifted {
  const root = rootOf(problem);
  const n = problem.nodes.length;
  const parent = (b: number): number => (b < n ? problem.nodes[b]!.parent : problem.groups[b - n]!.parent);
  const depth = new Int32Array(root + 1);
  for (let g = n; g < root; g++) depth[g] = depth[parent(g)]! + 1;
  for (let v = 0; v < n; v++) depth[v] = depth[parent(v)]! + 1;
  const m = problem.edges.length;
  const common = new Int32Array(m);
  const sourceTop = new Int32Array(m);
  const targetTop = new Int32Array(m);
  for (let e = 0; e < m; e++) {
    let a = problem.edges[e]!.source;
    let b = problem.edges[e]!.target;
    let fromA = -1;
    let fromB = -1;
    while (a !== b) {
      if (depth[a]! >= depth[b]!) {
        fromA = a;
        a = parent(a);
      } else {
        fromB = b;
        b = parent(b);
      }
    }
    common[e] = a;
    sourceTop[e] = fromA;
    targetTop[e] = fromB;
  }
  return { common, sourceTop, targetTop };
}

export function assignLevels(problem: Problem, lifted: Lifted, children: readonly (readonly number[])[], old: (block: number) => Was | undefined, strict: ReadonlySet<number> = new Set(), flatten: ReadonlySet<number> = new Set()): Levels {
  const n = problem.nodes.length;
  const root = rootOf(problem);
  const m = problem.edges.length;
  // Rows are counted in whole units here and relative to the parent; at the end they are doubled for the label rows.
  const at = new Int32Array(root + 1);
  const rows = new Int32Array(root + 1).fill(1);
  const width = new Float64Array(root + 1);
  const height = new Float64Array(root + 1);
  const turn = new Uint8Array(m);
  const flat = new Set<number>();
  const sizeW = new Float64Array(root + 1);
  const sizeH = new Float64Array(root + 1);
  for (let v = 0; v < n; v++) {
    width[v] = problem.nodes[v]!.width;
    height[v] = problem.nodes[v]!.height;
  }
  const within: number[][] = Array.from({ length: root + 1 }, () => []);
  for (let e = 0; e < m; e++) within[lifted.common[e]!]!.push(e);
  const outside = externalEnds(problem, lifted);

  for (let g = root; g >= n; g--) if (g !== root) solve(g);
  solve(root);
  return absolute();

  function solve(p: number): void {
    const items = children[p - n]!;
    const local = new Map<number, number>();
    items.forEach((b, i) => local.set(b, i));
    const graph = quotient(p, items, local);
    const known = spans(items);
    if (flatten.has(p)) for (const e of within[p]!) flat.add(e);
    const place = flatten.has(p) ? new Int32Array(items.length) : known ? (strict.has(p) ? seededStoreys : seededRows)(items, known, graph) : freeRows(p, items, graph);
    let first = Infinity;
    for (const r of place) first = Math.min(first, r);
    items.forEach((b, i) => (at[b] = place[i]! - first));
    finish(p, items);
  }

  /**
   * From where to where the blocks reached in the previous picture: in rows, if all were drawn in one problem, else in
   * pixels. Undefined if all are new.
   */
  function spans(items: readonly number[]): (Span | undefined)[] | undefined {
    const was = items.map(old);
    const first = was.find((w) => w !== undefined);
    if (!first) return undefined;
    const inRows = was.every((w) => !w || (w.rows && w.rows.problem === first.rows?.problem));
    return was.map((w) => w && (inRows ? { start: w.rows!.lo, end: w.rows!.hi + 1 } : { start: w.top, end: w.bottom }));
  }

  interface Quotient {
    readonly from: number[];
    readonly to: number[];
    readonly weight: number[];
    readonly labels: number[];
    readonly into: Float64Array;
    readonly out: Float64Array;
  }

  function quotient(p: number, items: readonly number[], local: ReadonlyMap<number, number>): Quotient {
    const index = new Map<number, number>();
    const q: Quotient = { from: [], to: [], weight: [], labels: [], into: new Float64Array(items.length), out: new Float64Array(items.length) };
    for (const e of within[p]!) {
      const a = lifted.sourceTop[e]!;
      const b = lifted.targetTop[e]!;
      const w = problem.edges[e]!.weight;
      if (a < 0 || b < 0) {
        // An edge between the group itself and one of its members comes in at the top or leaves at the bottom.
        if (a < 0 && b >= 0) q.into[local.get(b)!]! += w;
        if (b < 0 && a >= 0) q.out[local.get(a)!]! += w;
        continue;
      }
      const i = local.get(a)!;
      const j = local.get(b)!;
      const key = i * items.length + j;
      const known = index.get(key);
      if (known === undefined) {
        index.set(key, q.from.length);
        q.from.push(i);
        q.to.push(j);
        q.weight.push(w);
        q.labels.push(problem.edges[e]!.labelWidth);
      } else {
        q.weight[known]! += w;
        q.labels[known]! += problem.edges[e]!.labelWidth + LABEL_GAP;
      }
    }
    items.forEach((b, i) => {
      q.into[i]! += outside.into[b]!;
      q.out[i]! += outside.out[b]!;
    });
    return q;
  }

  function freeRows(p: number, items: readonly number[], q: Quotient): Int32Array {
    const k = items.length;
    const turned = feedbackEdges(k, q.from, q.to, q.weight);
    const from: number[] = [];
    const to: number[] = [];
    const length: number[] = [];
    const weight: number[] = [];
    const tops: number[] = [];
    const add = (a: number, b: number, l: number, w: number): void => {
      from.push(a);
      to.push(b);
      length.push(l);
      weight.push(w);
    };
    q.from.forEach((a, e) => {
      const b = q.to[e]!;
      if (turned[e]) add(b, a, rows[items[b]!]!, q.weight[e]!);
      else add(a, b, rows[items[a]!]!, q.weight[e]!);
    });
    for (let i = 0; i < k; i++) {
      add(k, i, 0, q.into[i]! * 0.5 + 0.01);
      add(i, k + 1, rows[items[i]!]!, q.out[i]! * 0.5);
      tops.push(i);
    }
    if (strict.has(p)) return strictRows(items, from, to);
    const ranks = networkSimplex(k + 2, { from, to, length, weight });
    return fold(p, items, q, ranks.slice(0, k));
  }

  /**
   * Rows in storeys: all items of a storey begin in the same row, and the next storey begins below all of them. Such
   * rows can always be ordered so that no edge runs through a foreign group.
   */
  function strictRows(items: readonly number[], from: readonly number[], to: readonly number[]): Int32Array {
    const k = items.length;
    const edges: [number, number][] = [];
    from.forEach((a, e) => {
      if (a < k && to[e]! < k) edges.push([a, to[e]!]);
    });
    const storey = new Int32Array(k);
    for (let changed = true; changed; ) {
      changed = false;
      for (const [a, b] of edges) {
        if (storey[b]! > storey[a]!) continue;
        storey[b] = storey[a]! + 1;
        changed = true;
      }
    }
    return stacked(items, storey);
  }

  /** First rows of items in storeys; the numbers of the storeys may begin below 0. */
  function stacked(items: readonly number[], storey: Int32Array): Int32Array {
    const numbers = [...new Set(storey)].sort((a, b) => a - b);
    const tall = new Map<number, number>();
    items.forEach((b, i) => tall.set(storey[i]!, Math.max(tall.get(storey[i]!) ?? 0, rows[b]!)));
    const start = new Map<number, number>();
    let row = 0;
    for (const s of numbers) {
      start.set(s, row);
      row += tall.get(s)!;
    }
    return Int32Array.from(items, (_, i) => start.get(storey[i]!)!);
  }

  /** Joins rows where the group would be too tall, splits them where it would be too wide. */
  function fold(p: number, items: readonly number[], q: Quotient, ranks: Int32Array): Int32Array {
    const goal = problem.aspect;
    let sections = cut(items, ranks);
    sections = sections.flatMap((s) => split(s, items, ranks, q, goal));
    const total = q.weight.reduce((s, w) => s + w, 0) || 1;
    // At the top level, where the parts are large, turning edges cost the least compared with a badly shaped picture.
    const turning = p !== root ? 9 : items.some((b) => b >= n) ? 0.8 : 2;
    const sectionOf = new Int32Array(items.length);
    let best = sections;
    let bestCost = Infinity;
    for (;;) {
      sections.forEach((s, i) => s.forEach((v) => (sectionOf[v] = i)));
      const size = estimate(p, items, q, ranks, sections, sectionOf);
      let inside = 0;
      q.from.forEach((a, e) => {
        if (!upset(items, ranks, sections, sectionOf, a, q.to[e]!)) return;
        // Nodes may become neighbours, whose edge runs straight from side to side.
        inside += q.weight[e]! * (items[a]! < n && items[q.to[e]!]! < n ? BESIDE : 1);
      });
      const shape = Math.max(0, Math.abs(Math.log(size.w / size.h / goal)) - GOOD_SHAPE) * Math.max(0, Math.min(1, (Math.max(size.w, size.h) - 600) / 1000));
      const cost = shape + (turning * inside) / total + 0.35 * Math.log(Math.max(1, (size.w * size.h) / 1e4));
      if (cost < bestCost - 1e-9) {
        bestCost = cost;
        best = sections;
      }
      if (sections.length < 2 || size.w / size.h > goal * 1.3) break;
      sections = joinBest(items, q, sections, sectionOf);
    }
    const result = new Int32Array(items.length);
    let row = 0;
    for (const section of best) {
      let first = Infinity;
      let last = 0;
      const starts = subStart(section, ranks, items);
      section.forEach((v, i) => {
        result[v] = row + starts[i]!;
        first = Math.min(first, starts[i]!);
        last = Math.max(last, starts[i]! + rows[items[v]!]!);
      });
      row += last;
    }
    return result;
  }

  /** Rows of a (possibly joined) section, relative to its start: each original section starts at 0. */
  function subStart(section: Section, ranks: Int32Array, _items: readonly number[]): number[] {
    return section.map((v) => ranks[v]! - section.base.get(v)!);
  }

  interface Section extends Array<number> {
    base: Map<number, number>;
  }

  function makeSection(list: readonly number[], base: ReadonlyMap<number, number>): Section {
    const s = [...list] as unknown as Section;
    s.base = new Map(base);
    return s;
  }

  /** Cuts the ranks where no item spans the cut. */
  function cut(items: readonly number[], ranks: Int32Array): Section[] {
    const order = items.map((_, i) => i).sort((a, b) => ranks[a]! - ranks[b]! || a - b);
    const sections: Section[] = [];
    let list: number[] = [];
    let end = -1;
    let start = 0;
    for (const i of order) {
      if (list.length > 0 && ranks[i]! >= end) {
        sections.push(makeSection(list, new Map(list.map((v) => [v, start]))));
        list = [];
      }
      if (list.length === 0) start = ranks[i]!;
      list.push(i);
      end = Math.max(end, ranks[i]! + rows[items[i]!]!);
    }
    if (list.length > 0) sections.push(makeSection(list, new Map(list.map((v) => [v, start]))));
    return sections;
  }

  function split(section: Section, items: readonly number[], ranks: Int32Array, q: Quotient, goal: number): Section[] {
    if (section.length < 4 || section.some((v) => ranks[v] !== ranks[section[0]!])) return [section];
    let area = 0;
    let wide = 0;
    for (const v of section) {
      area += (width[items[v]!]! + NODE_GAP) * (height[items[v]!]! + 80);
      wide += width[items[v]!]! + NODE_GAP;
    }
    const limit = Math.max(1400, Math.sqrt(area * goal) * 1.35);
    const parts = Math.ceil(wide / limit);
    if (parts < 2) return [section];
    const inside = new Set<number>(section);
    const degree = new Float64Array(items.length);
    q.from.forEach((a, e) => {
      if (inside.has(a)) degree[a]! += q.weight[e]!;
      if (inside.has(q.to[e]!)) degree[q.to[e]!]! -= q.weight[e]!;
    });
    const order = [...section].sort((a, b) => degree[a]! - degree[b]! || a - b);
    const result: Section[] = [];
    if (order.every((v) => (degree[v]! > 0) === (degree[order[0]!]! > 0)) && degree[order[0]!] !== 0) {
      // Only leaves: deal them out in turn, so that their edges find their way down between them.
      const hands: number[][] = Array.from({ length: parts }, () => []);
      [...section].sort((a, b) => a - b).forEach((v, i) => hands[i % parts]!.push(v));
      return hands.map((hand) => makeSection(hand, section.base));
    }
    let list: number[] = [];
    let used = 0;
    for (const v of order) {
      const w = width[items[v]!]! + NODE_GAP;
      if (list.length > 0 && used + w > wide / parts + w / 2) {
        result.push(makeSection(list, section.base));
        list = [];
        used = 0;
      }
      list.push(v);
      used += w;
    }
    if (list.length > 0) result.push(makeSection(list, section.base));
    return result;
  }

  function joinBest(items: readonly number[], q: Quotient, sections: readonly Section[], sectionOf: Int32Array): Section[] {
    const between = new Float64Array(sections.length);
    q.from.forEach((a, e) => {
      const i = Math.min(sectionOf[a]!, sectionOf[q.to[e]!]!);
      const j = Math.max(sectionOf[a]!, sectionOf[q.to[e]!]!);
      if (j === i + 1) between[i]! += q.weight[e]!;
    });
    const wide = sections.map((s) => s.reduce((w, v) => w + width[items[v]!]! + NODE_GAP, 0));
    let best = 0;
    let least = Infinity;
    for (let i = 0; i + 1 < sections.length; i++) {
      const cost = (wide[i]! + wide[i + 1]!) * (1 + between[i]!);
      if (cost < least) {
        least = cost;
        best = i;
      }
    }
    const joined = makeSection([...sections[best]!, ...sections[best + 1]!], new Map([...sections[best]!.base, ...sections[best + 1]!.base]));
    return [...sections.slice(0, best), joined, ...sections.slice(best + 2)];
  }

  /** Whether an edge from a to b, which led downwards, does so no longer. */
  function upset(items: readonly number[], ranks: Int32Array, sections: readonly Section[], sectionOf: Int32Array, a: number, b: number): boolean {
    if (sectionOf[a] !== sectionOf[b]) return false;
    const base = sections[sectionOf[a]!]!.base;
    const [upper, lower] = ranks[a]! < ranks[b]! ? [a, b] : [b, a];
    return ranks[lower]! - base.get(lower)! < ranks[upper]! - base.get(upper)! + rows[items[upper]!]!;
  }

  /** A rough size of the group with these sections: boxes with gaps, and room for labels and passing edges. */
  function estimate(
    p: number,
    items: readonly number[],
    q: Quotient,
    ranks: Int32Array,
    sections: readonly Section[],
    sectionOf: Int32Array,
  ): { w: number; h: number } {
    const wide = new Float64Array(sections.length);
    let h = 0;
    let w = 0;
    sections.forEach((section, i) => {
      let lanes = new Map<number, number>();
      let tall = 0;
      for (const v of section) {
        const start = ranks[v]! - section.base.get(v)!;
        for (let r = start; r < start + rows[items[v]!]!; r++) lanes.set(r, (lanes.get(r) ?? 0) + width[items[v]!]! + NODE_GAP);
        tall = Math.max(tall, height[items[v]!]!);
      }
      let rowsHeight = 0;
      const perRow = new Map<number, number>();
      for (const v of section) {
        const r = ranks[v]! - section.base.get(v)!;
        perRow.set(r, Math.max(perRow.get(r) ?? 0, height[items[v]!]!));
      }
      if (section.every((v) => rows[items[v]!] === 1)) for (const t of perRow.values()) rowsHeight += t + 70;
      wide[i] = Math.max(...lanes.values());
      h += Math.max(tall + 70, rowsHeight);
      lanes = new Map();
    });
    const labels = new Float64Array(sections.length + 1);
    q.from.forEach((a, e) => {
      const i = Math.min(sectionOf[a]!, sectionOf[q.to[e]!]!);
      const j = Math.max(sectionOf[a]!, sectionOf[q.to[e]!]!);
      for (let s = i + 1; s < j; s++) wide[s]! += 16 * q.weight[e]!;
      labels[j]! += q.labels[e]! + LABEL_GAP;
    });
    for (let i = 0; i < sections.length; i++) w = Math.max(w, wide[i]!, labels[i]!);
    const insets = p === root ? undefined : problem.groups[p - n]!.insets;
    w += (insets ? insets.left + insets.right : ISLAND_GAP) - NODE_GAP;
    h += (insets ? insets.top + insets.bottom : 0) - 40;
    return { w: Math.max(w, 40), h: Math.max(h, 40) };
  }

  /**
   * Rows after an edit: whatever stood below something else in the seed still does; new blocks go next to their
   * neighbours without moving anything.
   */
  function seededRows(items: readonly number[], known: readonly (Span | undefined)[], q: Quotient): Int32Array {
    const place = new Int32Array(items.length);
    const placed: number[] = [];
    for (const i of fromTheTop(known)) {
      for (const j of placed) if (known[j]!.end <= known[i]!.start) place[i] = Math.max(place[i]!, place[j]! + rows[items[j]!]!);
      placed.push(i);
    }
    placeNew(known, q, place, (i) => rows[items[i]!]!);
    return place;
  }

  /** The same in storeys (see `strictRows`). */
  function seededStoreys(items: readonly number[], known: readonly (Span | undefined)[], q: Quotient): Int32Array {
    const storey = new Int32Array(items.length);
    let current = 0;
    let end = Infinity;
    for (const i of fromTheTop(known)) {
      if (known[i]!.start >= end) {
        current++;
        end = Infinity;
      }
      end = Math.min(end, known[i]!.end);
      storey[i] = current;
    }
    placeNew(known, q, storey, () => 1);
    return stacked(items, storey);
  }

  function fromTheTop(known: readonly (Span | undefined)[]): number[] {
    const list = known.flatMap((span, i) => (span ? [i] : []));
    return list.sort((a, b) => known[a]!.start - known[b]!.start || a - b);
  }

  /** New blocks go below those that lead to them, else above those that they lead to; `tall` is how many rows a block takes. */
  function placeNew(known: readonly (Span | undefined)[], q: Quotient, place: Int32Array, tall: (i: number) => number): void {
    const done = Uint8Array.from(known, (span) => (span ? 1 : 0));
    let pending = known.flatMap((span, i) => (span ? [] : [i]));
    while (pending.length > 0) {
      // The new block with the most placed neighbours goes first.
      let pick = pending[0]!;
      let most = -1;
      for (const i of pending) {
        let links = 0;
        q.from.forEach((a, e) => {
          if (a === i && done[q.to[e]!]) links += q.weight[e]!;
          if (q.to[e] === i && done[a]) links += q.weight[e]!;
        });
        if (links > most) {
          most = links;
          pick = i;
        }
      }
      let after = -Infinity;
      let before = Infinity;
      q.from.forEach((a, e) => {
        const b = q.to[e]!;
        if (b === pick && done[a]) after = Math.max(after, place[a]! + tall(a));
        if (a === pick && done[b]) before = Math.min(before, place[b]! - tall(pick));
      });
      place[pick] = after > -Infinity ? after : before < Infinity ? before : 0;
      done[pick] = 1;
      pending = pending.filter((i) => i !== pick);
    }
  }

  /** Chooses the side of the edges that turn, and adds rows for edges that run along the group's own border. */
  function finish(p: number, items: readonly number[]): void {
    let last = 0;
    let wide = 0;
    for (const b of items) last = Math.max(last, at[b]! + rows[b]!);
    let above = 0;
    let below = 0;
    for (const e of within[p]!) {
      const a = lifted.sourceTop[e]!;
      const b = lifted.targetTop[e]!;
      if (a < 0 || b < 0) {
        if (a < 0 && b >= 0 && at[b] === 0) above = 1;
        if (b < 0 && a >= 0 && at[a]! + rows[a]! === last) below = 1;
        continue;
      }
      if (at[a]! + rows[a]! <= at[b]! || at[b]! + rows[b]! <= at[a]!) continue;
      if (flat.has(e)) {
        turn[e] = 1;
        continue;
      }
      const top = inner(problem.edges[e]!.source, a, true) + inner(problem.edges[e]!.target, b, true) + Math.abs(at[a]! - at[b]!);
      const endA = at[a]! + rows[a]!;
      const endB = at[b]! + rows[b]!;
      const bottom = inner(problem.edges[e]!.source, a, false) + inner(problem.edges[e]!.target, b, false) + Math.abs(endA - endB);
      turn[e] = top < bottom ? 2 : 1;
      if (turn[e] === 2 && Math.min(at[a]!, at[b]!) === 0) above = 1;
      if (turn[e] === 1 && Math.max(endA, endB) === last) below = 1;
    }
    for (const b of items) at[b] = at[b]! + above;
    rows[p] = Math.max(1, last + above + below);
    // Size estimate for the parent: the widest row, and the sum of the rows' heights.
    const perRow = new Map<number, { w: number; h: number }>();
    let tallest = 0;
    for (const b of items) {
      for (let r = at[b]!; r < at[b]! + rows[b]!; r++) {
        const s = perRow.get(r) ?? { w: 0, h: 0 };
        s.w += width[b]! + NODE_GAP;
        if (rows[b] === 1) s.h = Math.max(s.h, height[b]! + 70);
        perRow.set(r, s);
      }
      tallest = Math.max(tallest, height[b]! + 70);
    }
    let tall = 0;
    for (const s of perRow.values()) {
      wide = Math.max(wide, s.w);
      tall += s.h || 100;
    }
    estimateSize(p, items);
    if (p === root) return;
    const group = problem.groups[p - n]!;
    width[p] = Math.max(group.minWidth, wide - NODE_GAP + group.insets.left + group.insets.right) + group.outer;
    height[p] = Math.max(tallest, tall) - 70 + group.insets.top + group.insets.bottom + 2 * GROUP_PADDING;
  }

  /** A finer estimate than the parent's rows are chosen by: it counts the lines that pass, and what their labels keep free. */
  function estimateSize(p: number, items: readonly number[]): void {
    const wide = new Float64Array(rows[p]!);
    const tall = new Float64Array(rows[p]!);
    for (const b of items) {
      for (let r = at[b]!; r < at[b]! + rows[b]!; r++) {
        wide[r] = wide[r]! + (b < n ? width[b]! : sizeW[b]!) + NODE_GAP;
        tall[r] = Math.max(tall[r]!, ((b < n ? height[b]! : sizeH[b]!) + 64) / rows[b]!);
      }
    }
    for (const e of within[p]!) {
      const a = lifted.sourceTop[e]!;
      const b = lifted.targetTop[e]!;
      if (a < 0 || b < 0) continue;
      const label = problem.edges[e]!.labelWidth;
      if (flat.has(e)) {
        wide[0] = wide[0]! + label + 2 * ARRIVE_GAP - NODE_GAP;
        continue;
      }
      const [upper, lower] = at[a]! < at[b]! ? [a, b] : [b, a];
      for (let r = at[upper]! + rows[upper]!; r < at[lower]!; r++) wide[r] = wide[r]! + (label > 0 ? 0.6 * label + LABEL_GAP : PORT_PITCH);
    }
    let w = 0;
    let h = 0;
    for (let r = 0; r < rows[p]!; r++) {
      w = Math.max(w, wide[r]!);
      h += tall[r]!;
    }
    const group = p === root ? undefined : problem.groups[p - n]!;
    sizeW[p] = Math.max(group?.minWidth ?? 0, w - NODE_GAP + (group ? group.insets.left + group.insets.right : 0));
    sizeH[p] = h - 64 + (group ? group.insets.top + group.insets.bottom : 0);
  }

  /** How many rows an edge runs through between a block and the border of the block `top` around it. */
  function inner(block: number, top: number, upwards: boolean): number {
    let r = 0;
    for (let b = block; b !== top; ) {
      const p = b < n ? problem.nodes[b]!.parent : problem.groups[b - n]!.parent;
      r += upwards ? at[b]! : rows[p]! - at[b]! - rows[b]!;
      b = p;
    }
    return r;
  }

  function absolute(): Levels {
    const lo = new Int32Array(root + 1);
    const hi = new Int32Array(root + 1);
    const base = new Int32Array(root + 1);
    hi[root] = 2 * (rows[root]! - 1);
    for (let g = n; g < root; g++) {
      const p = problem.groups[g - n]!.parent;
      base[g] = base[p]! + at[g]!;
      lo[g] = 2 * base[g]!;
      hi[g] = 2 * (base[g]! + rows[g]! - 1);
    }
    for (let v = 0; v < n; v++) {
      lo[v] = 2 * (base[problem.nodes[v]!.parent]! + at[v]!);
      hi[v] = lo[v]!;
    }
    const off = Math.log(sizeW[root]! / sizeH[root]! / problem.aspect);
    // Lines make a picture wider than boxes tell: too wide is worse than too tall.
    const shape = Math.max(0, Math.abs(off) - NICE_SHAPE) * (off > 0 ? 1.2 : 0.4);
    return { lo, hi, turn, flat, cost: shape + 0.35 * Math.log(Math.max(1, sizeW[root]! * sizeH[root]!)) };
  }
}

/** Weight of the edges that come into and go out of each block's parent, by their end inside it. */
function externalEnds(problem: Problem, lifted: Lifted): { into: Float64Array; out: Float64Array } {
  const root = rootOf(problem);
  const n = problem.nodes.length;
  const into = new Float64Array(root + 1);
  const out = new Float64Array(root + 1);
  const parent = (b: number): number => (b < n ? problem.nodes[b]!.parent : problem.groups[b - n]!.parent);
  problem.edges.forEach((edge, e) => {
    const { common } = lifted;
    for (let b = edge.source; b !== common[e] && parent(b) !== common[e]; b = parent(b)) out[b]! += edge.weight;
    for (let b = edge.target; b !== common[e] && parent(b) !== common[e]; b = parent(b)) into[b]! += edge.weight;
  });
  return { into, out };
}
