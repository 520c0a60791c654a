import { layout, type LayoutGraph, type LayoutResult, type Point } from "@groundplan/layout";
import { chartPage } from "../charts/chart.ts";
import type { Drawing, Layer, Shape } from "../drawing.ts";
import { number as n, roundedPath } from "../geometry.ts";
import { paintGroup } from "../paint/groups.ts";
import type { LegendEntry } from "../paint/legend.ts";
import { planGroup } from "../size.ts";
import { cleanText } from "../text/clean.ts";
import { measureText } from "../text/measure.ts";
import { ellipsize } from "../text/wrap.ts";
import type { EntityBox, EntityDiagram, EntityRow, Foot } from "./erd.ts";

const HEAD = 30;
const ROW = 19;
const PAD = 12;
const KEY = 26;
const NAME_MAX = 190;
const TYPE_MAX = 130;
const LEAST = 150;
/** Rows beyond these are told of and not drawn. */
const MOST_ROWS = 40;

/** Measures a diagram for the layout: boxes with a port at each row. */
export function measureEntities(diagram: EntityDiagram): LayoutGraph {
  return {
    nodes: diagram.entities.map((entity) => ({
      id: entity.id, ...(entity.group === undefined ? {} : { parent: `group ${entity.group}` }), ...sizeOf(entity),
      rows: Object.fromEntries(shownRows(entity).map((row, at) => [row.id, HEAD + ROW * at + ROW / 2])),
    })),
    groups: diagram.groups.map((group) => ({ id: `group ${group.id}`, title: titleSize(group) })),
    edges: diagram.links.map((link) => ({ id: link.id, source: link.to, target: link.from, ...(link.toRow === undefined ? {} : { sourceRow: link.toRow }), ...(link.fromRow === undefined ? {} : { targetRow: link.fromRow }) })),
  };
}

/** Draws an entity-relationship diagram, laid out from left to right: from what is referred to, to what refers. */
export function drawEntities(diagram: EntityDiagram, placed: LayoutResult = layout(measureEntities(diagram), { direction: "right" })): Drawing {
  return chartPage(diagram, placed, legendOf(diagram), (origin) => paintEntities(diagram, placed, origin));
}

function paintEntities(diagram: EntityDiagram, placed: LayoutResult, origin: Point): readonly Shape[] {
  const shapes: Shape[] = [];
  for (const group of diagram.groups) {
    const box = placed.groups.get(`group ${group.id}`);
    if (!box) continue;
    shapes.push(paintGroup({ id: group.id, title: group.title, kind: group.kind }, { ...box, x: box.x + origin.x, y: box.y + origin.y, title: { ...box.title, x: box.title.x + origin.x, y: box.title.y + origin.y } }, 0));
  }
  const byId = new Map(diagram.links.map((link) => [link.id, link]));
  const titles = new Map(diagram.entities.map((entity) => [entity.id, entity.title]));
  for (const route of placed.edges) {
    const link = byId.get(route.id);
    if (!link) continue;
    const points = route.points.map((point) => ({ x: point.x + origin.x, y: point.y + origin.y }));
    shapes.push({
      type: "layer", name: "edge", data: { edge: link.id, source: link.from, target: link.to, style: "link" },
      tooltip: `${cleanText(titles.get(link.from) ?? link.from)} to ${cleanText(titles.get(link.to) ?? link.to)}: ${FOOT_WORDS[link.many]} to ${FOOT_WORDS[link.one]}`,
      children: [{ type: "path", d: roundedPath(points, 8), paint: { stroke: "edge", width: 1.3 } }, ...foot(link.one, points[0]!, points[1]!), ...foot(link.many, points[points.length - 1]!, points[points.length - 2]!)],
    });
  }
  for (const entity of diagram.entities) {
    const box = placed.nodes.get(entity.id);
    if (box) shapes.push(paintEntity(entity, box.x + origin.x, box.y + origin.y));
  }
  return shapes;
}

function paintEntity(entity: EntityBox, x: number, y: number): Layer {
  const { width, height } = sizeOf(entity);
  const rows = shownRows(entity);
  const nameLeft = x + PAD + (hasKeys(entity) ? KEY : 0);
  const shapes: Shape[] = [
    { type: "rect", x, y, width, height, radius: 8, shadow: true, paint: { fill: "card", stroke: "card-line", width: 1.2 } },
    { type: "rect", x: x + PAD, y: y + 11, width: 8, height: 8, radius: 2, paint: { fill: "data" } },
    { type: "text", x: x + PAD + 14, y: y + 20, text: ellipsize(cleanText(entity.title), "title", width - 2 * PAD - 14 - (entity.volume === undefined ? 0 : measureText(entity.volume, "note") + 10)), style: "title", ink: "ink" },
    ...(entity.volume === undefined ? [] : [{ type: "text", x: x + width - PAD, y: y + 19.5, text: entity.volume, style: "note", ink: "ink2", anchor: "end" } as const]),
    { type: "rect", x, y: y + HEAD - 0.5, width, height: 1, paint: { fill: "line" } },
  ];
  rows.forEach((row, at) => {
    const base = y + HEAD + at * ROW + 13.5;
    if (row.key !== "") shapes.push({ type: "text", x: x + PAD, y: base, text: row.key === "PK FK" ? "P·F" : row.key, style: "note", ink: row.key.startsWith("PK") ? "ink" : "ink3" });
    const shown = ellipsize(cleanText(row.name), row.key.startsWith("PK") ? "small-strong" : "small", NAME_MAX);
    shapes.push({ type: "text", x: nameLeft, y: base, text: shown, style: row.key.startsWith("PK") ? "small-strong" : "small", ink: "ink" });
    if (row.classes.length > 0) shapes.push({ type: "circle", cx: nameLeft + measureText(shown, row.key.startsWith("PK") ? "small-strong" : "small") + 9, cy: base - 3.7, r: 3, paint: row.classes.some(isStrong) ? { fill: "warn" } : { stroke: "warn", width: 1.5 } });
    shapes.push({ type: "text", x: x + width - PAD, y: base, text: ellipsize(`${cleanText(row.type)}${row.optional ? "?" : ""}`, "note", TYPE_MAX), style: "note", ink: "ink2", anchor: "end" });
  });
  if (rows.length < entity.rows.length) shapes.push({ type: "text", x: nameLeft, y: y + HEAD + rows.length * ROW + 13.5, text: `and ${entity.rows.length - rows.length} more`, style: "note", ink: "ink2" });
  return { type: "layer", name: "node", label: `${cleanText(entity.title)}, entity with ${entity.rows.length} fields`, data: { element: entity.id, shape: "document", ...(entity.opens === undefined ? {} : { opens: entity.opens }) }, children: shapes };
}

function shownRows(entity: EntityBox): readonly EntityRow[] {
  return entity.rows.length <= MOST_ROWS ? entity.rows : entity.rows.slice(0, MOST_ROWS - 1);
}

function hasKeys(entity: EntityBox): boolean {
  return entity.rows.some((row) => row.key !== "");
}

const sizes = new WeakMap<EntityBox, { readonly width: number; readonly height: number }>();

function sizeOf(entity: EntityBox): { readonly width: number; readonly height: number } {
  const known = sizes.get(entity);
  if (known) return known;
  const rows = shownRows(entity);
  const words = Math.max(0, ...rows.map((row) => Math.min(NAME_MAX, measureText(cleanText(row.name), row.key.startsWith("PK") ? "small-strong" : "small")) + (row.classes.length > 0 ? 14 : 0) + 18 + Math.min(TYPE_MAX, measureText(`${cleanText(row.type)}${row.optional ? "?" : ""}`, "note"))));
  const title = measureText(cleanText(entity.title), "title") + 14 + (entity.volume === undefined ? 0 : measureText(entity.volume, "note") + 18);
  const size = { width: Math.ceil(Math.max(LEAST, words + 2 * PAD + (hasKeys(entity) ? KEY : 0), Math.min(320, title + 2 * PAD))), height: HEAD + ROW * (rows.length + (rows.length < entity.rows.length ? 1 : 0)) + 6 };
  sizes.set(entity, size);
  return size;
}

const FOOT_WORDS: Readonly<Record<Foot, string>> = { one: "exactly one", "zero-or-one": "none or one", many: "any number", "one-or-many": "one or more" };

/** The sign at the end of a line that lies on a border: bars for one, a crow's foot for many, a ring where there may be none. */
function foot(of: Foot, end: Point, before: Point): readonly Shape[] {
  const length = Math.hypot(before.x - end.x, before.y - end.y) || 1;
  const [ux, uy] = [(before.x - end.x) / length, (before.y - end.y) / length];
  const at = (along: number, aside: number): string => `${n(end.x + ux * along - uy * aside)} ${n(end.y + uy * along + ux * aside)}`;
  const bar = (along: number): string => `M${at(along, -4.5)}L${at(along, 4.5)}`;
  const stroke = { stroke: "edge", width: 1.3 } as const;
  const ring = (along: number): Shape => ({ type: "circle", cx: end.x + ux * along, cy: end.y + uy * along, r: 3.4, paint: { fill: "paper", ...stroke } });
  switch (of) {
    case "one":
      return [{ type: "path", d: bar(6) + bar(10), paint: stroke }];
    case "zero-or-one":
      return [{ type: "path", d: bar(6), paint: stroke }, ring(13)];
    case "many":
      return [{ type: "path", d: `M${at(0, -5)}L${at(9, 0)}L${at(0, 5)}`, paint: stroke }, ring(13)];
    case "one-or-many":
      return [{ type: "path", d: `M${at(0, -5)}L${at(9, 0)}L${at(0, 5)}${bar(12)}`, paint: stroke }];
  }
}

function legendOf(diagram: EntityDiagram): readonly LegendEntry[] {
  const feet = new Set(diagram.links.flatMap((link) => [link.one, link.many]));
  const entries: LegendEntry[] = (["one", "zero-or-one", "many", "one-or-many"] as const).filter((each) => feet.has(each)).map((each) => ({
    type: "sample", word: FOOT_WORDS[each], width: 28, draw: (left, middle) => [{ type: "path", d: `M${n(left)} ${n(middle)}H${n(left + 28)}`, paint: { stroke: "edge", width: 1.3 } }, ...foot(each, { x: left + 28, y: middle }, { x: left, y: middle })],
  }));
  const classes = new Set(diagram.entities.flatMap((entity) => entity.rows.flatMap((row) => row.classes)));
  const strong = [...classes].filter(isStrong).sort();
  const light = [...classes].filter((each) => !strong.includes(each)).sort();
  if (light.length > 0) entries.push({ type: "sample", word: light.join(", "), width: 8, draw: (left, middle) => [{ type: "circle", cx: left + 4, cy: middle, r: 3, paint: { stroke: "warn", width: 1.5 } }] });
  if (strong.length > 0) entries.push({ type: "sample", word: strong.join(", "), width: 8, draw: (left, middle) => [{ type: "circle", cx: left + 4, cy: middle, r: 3, paint: { fill: "warn" } }] });
  return entries;
}

/** Classes of data whose loss harms at once. */
function isStrong(name: string): boolean {
  return name === "secret" || name === "payment" || name === "sensitive";
}

function titleSize(group: EntityDiagram["groups"][number]): { readonly width: number; readonly height: number } {
  const { width, height } = planGroup({ id: group.id, title: group.title, kind: group.kind });
  return { width, height };
}
