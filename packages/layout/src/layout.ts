import { compose } from "./compose.ts";
import type { Placed } from "./compose.ts";
import { TITLE_INDENT, TITLE_PADDING } from "./constants.ts";
import { fingerprint } from "./fingerprint.ts";
import { readInput } from "./input.ts";
import type { Input } from "./input.ts";
import { findParts } from "./parts.ts";
import { drawPinned, pinOf, pinShift } from "./pinned.ts";
import { originOf, readSeed, writeSeed } from "./seed.ts";
import type { Memory } from "./seed.ts";
import type { Box, LayoutGraph, LayoutOptions, LayoutResult, PlacedGroup, Point, RoutedEdge } from "./types.ts";

/** Where more of the pairs of nodes would change their order, things keep their distances, although that takes more room. */
const STEADY = 0.02;
/** ... but not more than so many times the room. */
const MORE_ROOM = 1.8;

/**
 * Lays out a graph of boxes in nested groups with orthogonal edges. Pure and deterministic: the same graph gives the
 * same picture to the last half pixel, whatever the order of its parts.
 *
 * It never throws. What a caller got wrong is mended the same way every time: an unknown parent means the top level;
 * a cycle of groups is opened at the group with the smallest id; of several nodes, groups or edges with one id the first counts;
 * where a node and a group share an id, edges mean the node; sizes that are no positive numbers count as 0. An edge with
 * an unknown endpoint or a repeated id cannot be drawn; its id is listed in the result's `dropped`.
 */
export function layout(graph: LayoutGraph, options: LayoutOptions = {}): LayoutResult {
  const input = readInput(graph, options);
  const of = fingerprint(input);
  // A picture of the graph that the seed is of is that same picture: it is drawn again from what it was drawn from.
  const seed = options.seed?.of === of ? originOf(options.seed) : options.seed;
  const memory = readSeed(input, seed);
  const parts = findParts(input, memory);
  let { placed, content } = compose(input, parts, memory);
  const upset = flippedShare(input, memory, placed);
  if (upset > STEADY) {
    const firm = compose(input, parts, { ...memory, firm: true });
    const room = (p: Placed): number => p.width * p.height;
    if (flippedShare(input, memory, firm.placed) < upset && room(firm.placed) <= MORE_ROOM * room(placed)) ({ placed, content } = firm);
  }
  const n = input.nodes.length;
  const boxes = new Array<Box>(n + input.groups.length);
  for (const { item, x, y } of placed.nodes) boxes[item] = { x, y, width: input.nodes[item]!.width, height: input.nodes[item]!.height };
  for (const { item, x, y, width, height } of placed.groups) boxes[item] = { x, y, width, height };
  const next = writeSeed(content, of, memory.any ? seed : undefined);
  if (input.nodes.some((_, v) => pinOf(input, v) !== undefined)) {
    const by = pinShift(input, boxes);
    if (by) {
      const moved = boxes.map((b) => shifted(b, by));
      const drawn = routedEdges(input, parts.segments, placed).map((e) => {
        const points = e.points.map((p) => ({ x: p.x + by.x, y: p.y + by.y }));
        return e.label ? { id: e.id, points, label: shifted(e.label, by) } : { id: e.id, points };
      });
      return { ...bounds(moved, drawn), ...named(input, moved), edges: inOrder(graph, drawn), seed: next, dropped: input.dropped };
    }
    const { boxes: moved, routes } = drawPinned(input, boxes);
    const drawn = routes.map((r, e) => routedEdge(input, e, r.points.flatMap((p) => [p.x, p.y]), r.label));
    return { ...bounds(moved, drawn), ...named(input, moved), edges: inOrder(graph, drawn), seed: next, dropped: input.dropped };
  }
  const edges = inOrder(graph, routedEdges(input, parts.segments, placed));
  return { width: placed.width, height: placed.height, ...named(input, boxes), edges, seed: next, dropped: input.dropped };
}

/** Share of the pairs of nodes that have changed their order from left to right or from top to bottom since the previous picture. */
function flippedShare(input: Input, memory: Memory, placed: Placed): number {
  const known: { readonly x: number; readonly y: number; readonly oldX: number; readonly oldY: number }[] = [];
  for (const { item, x, y } of placed.nodes) {
    const old = memory.place(item);
    if (!old) continue;
    const { width, height } = input.nodes[item]!;
    known.push({ x: x + width / 2, y: y + height / 2, oldX: old.x + (old.width || width) / 2, oldY: old.y + (old.height || height) / 2 });
  }
  const flips = (now: number, before: number): number => (now * before < 0 && Math.abs(now) > 1 && Math.abs(before) > 1 ? 1 : 0);
  let flipped = 0;
  for (let i = 0; i < known.length; i++) {
    const a = known[i]!;
    for (let j = 0; j < i; j++) {
      const b = known[j]!;
      flipped += flips(a.x - b.x, a.oldX - b.oldX) + flips(a.y - b.y, a.oldY - b.oldY);
    }
  }
  return flipped / Math.max(1, known.length * (known.length - 1));
}

function named(input: Input, boxes: readonly Box[]): Pick<LayoutResult, "nodes" | "groups"> {
  const n = input.nodes.length;
  const nodes = new Map<string, Box>();
  input.nodes.forEach((node, v) => nodes.set(node.id, boxes[v]!));
  const groups = new Map<string, PlacedGroup>();
  input.groups.forEach((group, g) => {
    const box = boxes[n + g]!;
    groups.set(group.id, { ...box, title: { x: box.x + TITLE_INDENT, y: box.y + TITLE_PADDING, ...group.title } });
  });
  return { nodes, groups };
}

const shifted = (b: Box, by: Point): Box => ({ x: b.x + by.x, y: b.y + by.y, width: b.width, height: b.height });

/** The bounding box of everything and of 0, 0. */
function bounds(boxes: readonly Box[], edges: readonly RoutedEdge[]): Pick<LayoutResult, "width" | "height" | "origin"> {
  let left = 0;
  let top = 0;
  let right = 0;
  let bottom = 0;
  const grow = (x: number, y: number): void => {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  };
  for (const b of [...boxes, ...edges.flatMap((e) => (e.label ? [e.label] : []))]) {
    grow(b.x, b.y);
    grow(b.x + b.width, b.y + b.height);
  }
  for (const e of edges) for (const p of e.points) grow(p.x, p.y);
  const size = { width: right - left, height: bottom - top };
  return left < 0 || top < 0 ? { ...size, origin: { x: left, y: top } } : size;
}

function routedEdge(input: Input, e: number, flat: readonly number[], label: Box | undefined): RoutedEdge {
  const points = simplify(flat);
  const { id } = input.edges[e]!;
  return label ? { id, points, label: { ...label, x: half(label.x), y: half(label.y) } } : { id, points };
}

/** The edges in the order of the input. */
function inOrder(graph: LayoutGraph, edges: readonly RoutedEdge[]): RoutedEdge[] {
  const byId = new Map(edges.map((e) => [e.id, e]));
  return graph.edges.flatMap((edge) => {
    const found = byId.get(edge.id);
    byId.delete(edge.id);
    return found ? [found] : [];
  });
}

function routedEdges(
  input: Input,
  segments: ReturnType<typeof findParts>["segments"],
  placed: Placed,
): RoutedEdge[] {
  const m = input.edges.length;
  const lines = new Map<number, number[]>();
  for (const { segment, points } of placed.lines) lines.set(segment, points);
  const before: number[][] = Array.from({ length: m }, () => []);
  const after: number[][] = Array.from({ length: m }, () => []);
  const main = new Int32Array(m).fill(-1);
  segments.forEach((s, i) => {
    if (s.main) main[s.edge] = i;
    // Segments were cut from the outside inwards.
    else if (s.target === -1 || isOutwards(input, s.source, s.target)) before[s.edge]!.unshift(i);
    else after[s.edge]!.push(i);
  });
  const points = Array.from({ length: m }, () => [] as number[]);
  for (let e = 0; e < m; e++) {
    for (const s of before[e]!) points[e]!.push(...(lines.get(s) ?? []));
    if (main[e]! >= 0) points[e]!.push(...(lines.get(main[e]!) ?? []));
    for (const s of after[e]!) points[e]!.push(...(lines.get(s) ?? []));
  }
  for (const loop of placed.loops) points[loop.edge] = loop.points;
  const label = new Map<number, Box>();
  for (const l of placed.labels) {
    const size = input.edges[l.edge]!.label!;
    label.set(l.edge, { x: l.x - size.width / 2, y: l.y - size.height / 2, ...size });
  }
  return points.map((flat, e) => routedEdge(input, e, flat, label.get(e)));
}

function isOutwards(input: Input, source: number, target: number): boolean {
  for (let p = input.parent[source]!; p >= 0; p = input.parent[p]!) if (p === target) return true;
  return false;
}

const half = (v: number): number => Math.round(v * 2) / 2;

/** Drops points that repeat or lie on a straight line between their neighbours. */
function simplify(flat: readonly number[]): Point[] {
  const points: Point[] = [];
  for (let i = 0; i < flat.length; i += 2) {
    const p = { x: flat[i]!, y: flat[i + 1]! };
    const last = points[points.length - 1];
    if (last && last.x === p.x && last.y === p.y) continue;
    const before = points[points.length - 2];
    if (last && before && ((before.x === last.x && last.x === p.x) || (before.y === last.y && last.y === p.y))) points.pop();
    points.push(p);
  }
  return points;
}
