/** From a scene and its geometry to a finished drawing. */
import type { Box, LayoutResult, PlacedGroup, Point, RoutedEdge } from "@groundplan/layout";
import type { Drawing, Layer, Shape } from "./drawing.ts";
import { paintEdge, paintLabel } from "./paint/edges.ts";
import { fitPage, paintFrame } from "./paint/frame.ts";
import { paintGroup } from "./paint/groups.ts";
import { legendEntries } from "./paint/legend.ts";
import { paintNode } from "./paint/nodes.ts";
import type { IconSet } from "./paint/nodes.ts";
import { onOutline } from "./paint/outline.ts";
import type { NodeShape, Scene, SceneGroup } from "./scene.ts";
import { cleanText } from "./text/clean.ts";

export interface PaintOptions {
  /** Icons of technologies by slug; none by default. */
  readonly icons?: IconSet;
  /** Heading, legend and footer around the picture; `true` by default. Without it the drawing is the bare graph. */
  readonly frame?: boolean;
}

/**
 * Paints a scene at the places that a layout gave it. Back to front: groups, edges, nodes in reading order, labels.
 * What the layout left out is left out; nothing fails.
 */
export function paint(scene: Scene, layout: LayoutResult, options: PaintOptions = {}): Drawing {
  const framed = options.frame !== false;
  const title = cleanText(scene.title);
  const description = cleanText(scene.description);
  const page = fitPage({ title, description: framed ? description : "", footer: `Groundplan · ${cleanText(scene.id)}`, entries: legendEntries(scene), content: layout, framed });
  const content = paintContent(scene, layout, page.origin, options.icons ?? {});
  return { width: page.width, height: page.height, title, description, shapes: framed ? [...paintFrame(page), ...content] : content };
}

function paintContent(scene: Scene, layout: LayoutResult, by: Point, icons: IconSet): readonly Shape[] {
  const depths = depthsOf(scene.groups);
  const titles = new Map([...scene.groups, ...scene.nodes].map((end) => [end.id, end.title]));
  const routes = new Map(layout.edges.map((route) => [route.id, route]));

  const groups = scene.groups.flatMap((group) => {
    const box = layout.groups.get(group.id);
    return box === undefined ? [] : [{ depth: depths.get(group.id) ?? 0, layer: paintGroup(group, movedGroup(box, by), depths.get(group.id) ?? 0) }];
  });
  const outlines = new Map(scene.nodes.flatMap((node) => (layout.nodes.has(node.id) ? [[node.id, { shape: node.shape, box: moved(layout.nodes.get(node.id)!, by) }] as const] : [])));
  const edges: Layer[] = [];
  const labels: Layer[] = [];
  for (const edge of scene.edges) {
    const route = routes.get(edge.id);
    if (route === undefined) continue;
    const shifted = movedRoute(route, by);
    edges.push(paintEdge(edge, { ...shifted, points: withEndsOnOutlines(shifted.points, outlines.get(edge.source), outlines.get(edge.target)) }, titles));
    const label = shifted.label === undefined ? undefined : paintLabel(edge, shifted.label);
    if (label !== undefined) labels.push(label);
  }
  const placed = scene.nodes.flatMap((node) => {
    const box = layout.nodes.get(node.id);
    return box === undefined ? [] : [{ node, box: moved(box, by) }];
  });
  return [
    ...groups.sort((a, b) => a.depth - b.depth).map((group) => group.layer),
    ...edges,
    ...inReadingOrder(placed).map(({ node, box }) => paintNode(node, box, icons)),
    ...labels,
  ];
}

interface Outline {
  readonly shape: NodeShape;
  readonly box: Box;
}

/** A route whose ends reach from the boxes' borders to the outlines of what is drawn in the boxes. */
function withEndsOnOutlines(points: readonly Point[], source: Outline | undefined, target: Outline | undefined): readonly Point[] {
  const n = points.length;
  if (n < 2) return points;
  const first = source === undefined ? points[0]! : onOutline(source.shape, source.box, points[0]!, points[1]!);
  const last = target === undefined ? points[n - 1]! : onOutline(target.shape, target.box, points[n - 1]!, points[n - 2]!);
  return [first, ...points.slice(1, -1), last];
}

/** Rows from top to bottom, each from left to right: a row is what overlaps its first box by more than half of its height. */
function inReadingOrder<T extends { readonly box: Box }>(items: readonly T[]): readonly T[] {
  const byTop = [...items].sort((a, b) => a.box.y - b.box.y || a.box.x - b.box.x);
  const out: T[] = [];
  let row: T[] = [];
  const flush = (): void => {
    out.push(...row.sort((a, b) => a.box.x - b.box.x));
    row = [];
  };
  for (const item of byTop) {
    const first = row[0]?.box;
    if (first !== undefined && item.box.y > first.y + first.height / 2) flush();
    row.push(item);
  }
  flush();
  return out;
}

/** How many groups hold each group. A group that holds itself, which no scene should have, counts once. */
function depthsOf(groups: readonly SceneGroup[]): ReadonlyMap<string, number> {
  const parents = new Map(groups.map((group) => [group.id, group.parent]));
  const depths = new Map<string, number>();
  for (const group of groups) {
    const seen = new Set<string>([group.id]);
    let depth = 0;
    for (let at = group.parent; at !== undefined && parents.has(at) && !seen.has(at); at = parents.get(at)) {
      seen.add(at);
      depth += 1;
    }
    depths.set(group.id, depth);
  }
  return depths;
}

function moved(box: Box, by: Point): Box {
  return { x: box.x + by.x, y: box.y + by.y, width: box.width, height: box.height };
}

function movedGroup(group: PlacedGroup, by: Point): PlacedGroup {
  return { ...moved(group, by), title: moved(group.title, by) };
}

function movedRoute(route: RoutedEdge, by: Point): RoutedEdge {
  const points = route.points.map((point) => ({ x: point.x + by.x, y: point.y + by.y }));
  return route.label === undefined ? { id: route.id, points } : { id: route.id, points, label: moved(route.label, by) };
}
