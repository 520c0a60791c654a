import { compose } from "./compose.ts";
import type { SeedRecord } from "./compose.ts";
import { TITLE_INDENT, TITLE_PADDING } from "./constants.ts";
import { readInput } from "./input.ts";
import type { Input } from "./input.ts";
import { findParts } from "./parts.ts";
import { readSeed, writeSeed } from "./seed.ts";
import type { Box, LayoutGraph, LayoutOptions, LayoutResult, PlacedGroup, Point, RoutedEdge } from "./types.ts";

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
  const parts = findParts(input);
  const record: SeedRecord[] = [];
  const placed = compose(input, parts, readSeed(options.seed), record);
  const n = input.nodes.length;
  const nodes = new Map<string, Box>();
  const nodeBoxes = new Array<Box>(n);
  for (const { item, x, y } of placed.nodes) {
    const { width, height } = input.nodes[item]!;
    nodeBoxes[item] = { x, y, width, height };
  }
  input.nodes.forEach((node, i) => nodes.set(node.id, nodeBoxes[i]!));
  const groups = new Map<string, PlacedGroup>();
  const groupBoxes = new Array<PlacedGroup>(input.groups.length);
  for (const { item, x, y, width, height } of placed.groups) {
    const { title } = input.groups[item - n]!;
    groupBoxes[item - n] = { x, y, width, height, title: { x: x + TITLE_INDENT, y: y + TITLE_PADDING, ...title } };
  }
  input.groups.forEach((group, i) => groups.set(group.id, groupBoxes[i]!));
  return {
    width: placed.width,
    height: placed.height,
    nodes,
    groups,
    edges: routedEdges(graph, input, parts.segments, placed),
    seed: writeSeed(record),
    dropped: input.dropped,
  };
}

function routedEdges(
  graph: LayoutGraph,
  input: Input,
  segments: ReturnType<typeof findParts>["segments"],
  placed: ReturnType<typeof compose>,
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
    label.set(l.edge, { x: half(l.x - size.width / 2), y: half(l.y - size.height / 2), ...size });
  }
  const byId = new Map<string, RoutedEdge>();
  input.edges.forEach((edge, e) => {
    const box = label.get(e);
    const route = simplify(points[e]!);
    byId.set(edge.id, box ? { id: edge.id, points: route, label: box } : { id: edge.id, points: route });
  });
  const result: RoutedEdge[] = [];
  for (const edge of graph.edges) {
    const found = byId.get(edge.id);
    if (!found) continue;
    result.push(found);
    byId.delete(edge.id);
  }
  return result;
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
