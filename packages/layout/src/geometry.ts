import type { Box, LayoutGraph, LayoutResult, Point } from "./types.ts";

export type GeometryFaultKind =
  | "missing"
  | "node-overlap"
  | "group-overlap"
  | "outside-group"
  | "inside-foreign-group"
  | "edge-through-node"
  | "edge-through-group"
  | "edge-through-title"
  | "edges-on-each-other"
  | "diagonal"
  | "detached"
  | "label-off-edge"
  | "label-overlap"
  | "edge-through-label"
  | "not-simplified";

/** Something in a picture that makes it hard or impossible to read. */
export interface GeometryFault {
  readonly kind: GeometryFaultKind;
  /** What is involved: ids of nodes, groups and edges. */
  readonly ids: readonly string[];
}

interface Segment {
  readonly edge: number;
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Parallel pieces of two edges that are closer than this lie on each other, in px. */
const SAME = 1;
/** Rounding that is forgiven, in px. */
const SLACK = 0.75;

/**
 * Judges a picture by its geometry alone: overlaps, edges through what they must not touch, edges on each other,
 * detached ends, labels off their edges, anything missing. An empty list is a sound picture. Works for every layout,
 * not only for this engine's. Edges that the result lists as `dropped` are not missed.
 */
export function findGeometryFaults(graph: LayoutGraph, result: LayoutResult): GeometryFault[] {
  const faults: GeometryFault[] = [];
  const fault = (kind: GeometryFaultKind, ...ids: string[]): void => void faults.push({ kind, ids });
  const parent = new Map<string, string | undefined>();
  for (const g of graph.groups) if (!parent.has(g.id)) parent.set(g.id, g.parent);
  const nodeParent = new Map<string, string | undefined>();
  for (const n of graph.nodes) if (!nodeParent.has(n.id)) nodeParent.set(n.id, n.parent);
  const groupsAround = (first: string | undefined): Set<string> => {
    const around = new Set<string>();
    for (let g = first; g !== undefined && parent.has(g) && !around.has(g); g = parent.get(g)) around.add(g);
    return around;
  };
  const nodeGroups = new Map<string, Set<string>>();
  for (const [id, p] of nodeParent) nodeGroups.set(id, groupsAround(p));
  const groupGroups = new Map<string, Set<string>>();
  for (const [id, p] of parent) groupGroups.set(id, groupsAround(p));

  const nodes = [...result.nodes];
  const groups = [...result.groups];
  for (const id of nodeParent.keys()) if (!sound(result.nodes.get(id))) fault("missing", id);
  for (const id of parent.keys()) if (!sound(result.groups.get(id))) fault("missing", id);
  boxes();

  const edgeById = new Map(graph.edges.map((e) => [e.id, e]));
  const routed = new Set(result.edges.map((e) => e.id));
  const dropped = new Set(result.dropped ?? []);
  for (const e of graph.edges) if (!routed.has(e.id) && !dropped.has(e.id)) fault("missing", e.id);
  const segments: Segment[] = [];
  result.edges.forEach((route, index) => {
    const edge = edgeById.get(route.id);
    if (route.points.length < 2 || !edge || (edge.label !== undefined) !== (route.label !== undefined)) {
      fault("missing", route.id);
      return;
    }
    for (let i = 1; i < route.points.length; i++) {
      const p = route.points[i - 1]!;
      const q = route.points[i]!;
      if (Math.abs(p.x - q.x) > 0.01 && Math.abs(p.y - q.y) > 0.01) fault("diagonal", route.id);
      segments.push({ edge: index, x0: Math.min(p.x, q.x), y0: Math.min(p.y, q.y), x1: Math.max(p.x, q.x), y1: Math.max(p.y, q.y) });
      if (p.x === q.x && p.y === q.y) fault("not-simplified", route.id);
      const o = route.points[i - 2];
      if (o && ((o.x === p.x && p.x === q.x) || (o.y === p.y && p.y === q.y))) fault("not-simplified", route.id);
    }
    const start = result.nodes.get(edge.source) ?? result.groups.get(edge.source);
    const end = result.nodes.get(edge.target) ?? result.groups.get(edge.target);
    if (start && !onBorder(route.points[0]!, start)) fault("detached", route.id, edge.source);
    if (end && !onBorder(route.points[route.points.length - 1]!, end)) fault("detached", route.id, edge.target);
    if (route.label && !labelOnEdge(route.label, route.points)) fault("label-off-edge", route.id);
  });
  runs();
  labels();
  collinear(segments, (a, b) => fault("edges-on-each-other", result.edges[a]!.id, result.edges[b]!.id));
  return faults;

  function boxes(): void {
    for (let i = 0; i < nodes.length; i++) {
      for (let j = i + 1; j < nodes.length; j++) if (overlap(nodes[i]![1], nodes[j]![1])) fault("node-overlap", nodes[i]![0], nodes[j]![0]);
    }
    for (let i = 0; i < groups.length; i++) {
      const [id, box] = groups[i]!;
      for (let j = i + 1; j < groups.length; j++) {
        const [other, otherBox] = groups[j]!;
        const nested = groupGroups.get(other)?.has(id) || groupGroups.get(id)?.has(other);
        if (!nested && overlap(box, otherBox)) fault("group-overlap", id, other);
      }
      for (const around of groupGroups.get(id) ?? []) {
        const outer = result.groups.get(around);
        if (outer && around !== id && !contains(outer, box)) fault("outside-group", id, around);
      }
      if (!contains(box, result.groups.get(id)!.title)) fault("outside-group", id, id);
      for (const [node, nodeBox] of nodes) {
        const member = nodeGroups.get(node)?.has(id);
        if (member && !contains(box, nodeBox)) fault("outside-group", node, id);
        if (!member && overlap(box, nodeBox)) fault("inside-foreign-group", node, id);
        if (member && overlap(result.groups.get(id)!.title, nodeBox)) fault("label-overlap", id, node);
      }
    }
  }

  function runs(): void {
    for (const s of segments) {
      const edge = edgeById.get(result.edges[s.edge]!.id)!;
      for (const [id, box] of nodes) if (runsThrough(s, box)) fault("edge-through-node", edge.id, id);
      for (const [id, box] of groups) {
        if (runsThrough(s, box.title)) fault("edge-through-title", edge.id, id);
        if (!runsThrough(s, box)) continue;
        const inside = (end: string): boolean => (nodeGroups.get(end) ?? groupGroups.get(end))?.has(id) ?? false;
        if (!inside(edge.source) && !inside(edge.target)) fault("edge-through-group", edge.id, id);
      }
    }
  }

  function labels(): void {
    const list = result.edges.flatMap((e, i) => (e.label ? [{ index: i, id: e.id, box: e.label }] : []));
    list.sort((a, b) => a.box.x - b.box.x);
    for (let i = 0; i < list.length; i++) {
      const { box, id, index } = list[i]!;
      for (let j = i + 1; j < list.length && list[j]!.box.x < box.x + box.width; j++) if (overlap(box, list[j]!.box)) fault("label-overlap", id, list[j]!.id);
      for (const [node, nodeBox] of nodes) if (overlap(box, nodeBox)) fault("label-overlap", id, node);
      for (const [group, groupBox] of groups) if (overlap(box, groupBox.title)) fault("label-overlap", id, group);
      const crossing = new Set<number>();
      for (const s of segments) if (s.edge !== index && runsThrough(s, box)) crossing.add(s.edge);
      for (const s of crossing) fault("edge-through-label", result.edges[s]!.id, id);
    }
  }
}

const sound = (box: Box | undefined): boolean => box !== undefined && [box.x, box.y, box.width, box.height].every((v) => Number.isFinite(v));

function overlap(a: Box, b: Box): boolean {
  return a.x + SLACK < b.x + b.width && b.x + SLACK < a.x + a.width && a.y + SLACK < b.y + b.height && b.y + SLACK < a.y + a.height;
}

function contains(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x - SLACK &&
    inner.y >= outer.y - SLACK &&
    inner.x + inner.width <= outer.x + outer.width + SLACK &&
    inner.y + inner.height <= outer.y + outer.height + SLACK
  );
}

function runsThrough(s: Segment, b: Box): boolean {
  return s.x0 < b.x + b.width - SLACK && s.x1 > b.x + SLACK && s.y0 < b.y + b.height - SLACK && s.y1 > b.y + SLACK;
}

function onBorder(p: Point, b: Box): boolean {
  const inX = p.x >= b.x - SLACK && p.x <= b.x + b.width + SLACK;
  const inY = p.y >= b.y - SLACK && p.y <= b.y + b.height + SLACK;
  const onX = Math.abs(p.x - b.x) <= SLACK || Math.abs(p.x - b.x - b.width) <= SLACK;
  const onY = Math.abs(p.y - b.y) <= SLACK || Math.abs(p.y - b.y - b.height) <= SLACK;
  return inX && inY && (onX || onY);
}

/** The middle of the label lies on the edge's own line. */
function labelOnEdge(label: Box, points: readonly Point[]): boolean {
  const x = label.x + label.width / 2;
  const y = label.y + label.height / 2;
  for (let i = 1; i < points.length; i++) {
    const p = points[i - 1]!;
    const q = points[i]!;
    const dx = Math.max(Math.min(p.x, q.x) - x, x - Math.max(p.x, q.x), 0);
    const dy = Math.max(Math.min(p.y, q.y) - y, y - Math.max(p.y, q.y), 0);
    if (dx <= 1 && dy <= 1) return true;
  }
  return false;
}

function collinear(segments: readonly Segment[], found: (a: number, b: number) => void): void {
  const seen = new Set<number>();
  const scan = (list: readonly { at: number; from: number; to: number; edge: number }[]): void => {
    const sorted = [...list].sort((a, b) => a.at - b.at);
    for (let i = 0; i < sorted.length; i++) {
      const a = sorted[i]!;
      for (let j = i + 1; j < sorted.length && sorted[j]!.at - a.at < SAME - 0.01; j++) {
        const b = sorted[j]!;
        if (a.edge === b.edge || Math.min(a.to, b.to) - Math.max(a.from, b.from) <= SAME) continue;
        const key = Math.min(a.edge, b.edge) * 65536 + Math.max(a.edge, b.edge);
        if (seen.has(key)) continue;
        seen.add(key);
        found(a.edge, b.edge);
      }
    }
  };
  scan(segments.filter((s) => s.y1 - s.y0 > 0.5).map((s) => ({ at: s.x0, from: s.y0, to: s.y1, edge: s.edge })));
  scan(segments.filter((s) => s.x1 - s.x0 > 0.5).map((s) => ({ at: s.y0, from: s.x0, to: s.x1, edge: s.edge })));
}
