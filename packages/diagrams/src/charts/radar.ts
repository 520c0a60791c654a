import type { Point } from "@groundplan/layout";
import type { Drawing, Ink, Layer, Shape } from "../drawing.ts";
import { number as n } from "../geometry.ts";
import type { LegendEntry } from "../paint/legend.ts";
import { cleanText } from "../text/clean.ts";
import { measureText } from "../text/measure.ts";
import { ellipsize } from "../text/wrap.ts";
import { chartPage, overlap } from "./chart.ts";
import type { ChartHead, Rectangle } from "./chart.ts";

/** A technology radar: sectors are categories, rings are statuses from the middle outwards. */
export interface Radar extends ChartHead {
  /** Statuses from the middle outwards, the best first: `adopted`, `trial`, `assess`, `hold`. */
  readonly rings: readonly string[];
  /** Categories clockwise from the top. */
  readonly sectors: readonly string[];
  readonly items: readonly RadarItem[];
}

export interface RadarItem {
  readonly id: string;
  readonly title: string;
  /** Names of `rings` and `sectors`; an item with another is left out. */
  readonly ring: string;
  readonly sector: string;
  /** Where it stood before, beside the dot: inwards, outwards, or not at all. */
  readonly moved?: "in" | "out" | "new";
  readonly opens?: string;
}

const DOT = 4.5;
const GAP = 7;
const LABEL_MAX = 150;
const HALF_LINE = 7.5;
const MOVES: readonly (readonly [NonNullable<RadarItem["moved"]>, string])[] = [["new", "new"], ["in", "moved inwards"], ["out", "moved outwards"]];
const TINTS: readonly Ink[] = ["group4", "group3", "group2", "group1"];

/**
 * Draws a technology radar. Each item is a dot within its own cell with its name beside it; no name lies on another, and
 * the circle grows until that holds. The dot's shape repeats the ring: disc, half disc, ring, cross.
 */
export function drawRadar(radar: Radar): Drawing {
  const rings = radar.rings.length === 0 ? ["all"] : radar.rings;
  const sectors = radar.sectors.length === 0 ? ["all"] : radar.sectors;
  const items = radar.items
    .map((item) => ({ item, ring: rings.indexOf(item.ring), sector: sectors.indexOf(item.sector), title: ellipsize(cleanText(item.title), "body", LABEL_MAX) }))
    .filter(({ ring, sector }) => ring >= 0 && sector >= 0);
  const radii = ringRadii(rings.length, items);
  let radius = Math.max(250, Math.sqrt(items.length) * 62);
  let placed = place(items, rings, sectors, radii, radius);
  for (let tries = 0; placed === undefined && tries < 24; tries++) {
    radius *= 1.12;
    placed = place(items, rings, sectors, radii, radius);
  }
  const spots = placed ?? [];
  const heads = sectorTitles(sectors, radius);
  const bounds = spots.map((spot) => spot.taken).concat(heads.map((head) => head.taken), [{ x0: -radius, y0: -radius, x1: radius, y1: radius }]);
  const x0 = Math.min(...bounds.map((b) => b.x0));
  const y0 = Math.min(...bounds.map((b) => b.y0));
  const size = { width: Math.ceil(Math.max(...bounds.map((b) => b.x1)) - x0), height: Math.ceil(Math.max(...bounds.map((b) => b.y1)) - y0) };
  const entries = legendOf(rings, items);
  return chartPage(radar, size, entries, (origin) => {
    const centre = { x: origin.x - x0, y: origin.y - y0 };
    return [...ground(centre, radius, radii, rings, sectors.length), ...heads.map((head) => text(centre.x + head.x, centre.y + head.y, head.title, "small-strong", "ink2", head.anchor)), ...spots.map((spot) => paintSpot(spot, centre))];
  });
}

function legendOf(rings: readonly string[], items: readonly Entry[]): readonly LegendEntry[] {
  const sample = (word: string, draw: (cx: number, cy: number) => readonly Shape[]): LegendEntry => ({ type: "sample", word, width: 12, draw: (left, middle) => draw(left + 6, middle) });
  const used = new Set(items.map((item) => item.ring));
  const moves = new Set(items.map((item) => item.item.moved));
  return [
    ...rings.flatMap((word, ring) => (used.has(ring) ? [sample(cleanText(word), (cx, cy) => dot(ring, cx, cy))] : [])),
    ...MOVES.filter(([moved]) => moves.has(moved)).map(([moved, word]) => sample(word, (cx, cy) => [...dot(0, cx, cy), ...movement(moved, cx, cy)])),
  ];
}

interface Entry {
  readonly item: RadarItem;
  readonly ring: number;
  readonly sector: number;
  readonly title: string;
}

interface Spot extends Entry {
  readonly at: Point;
  /** The name stands to the left of the dot. */
  readonly left: boolean;
  readonly taken: Rectangle;
}

/**
 * Outer radii of the rings, as parts of the whole: half way between rings of one width and rings in which every name has
 * the same room, so that a full ring is wide and an empty one still visible.
 */
function ringRadii(rings: number, items: readonly Entry[]): readonly number[] {
  const counts = Array.from({ length: rings }, (_, ring) => 3 + items.filter((item) => item.ring === ring).length);
  const total = counts.reduce((sum, count) => sum + count, 0);
  let sum = 0;
  return counts.map((count, ring) => {
    sum += count;
    return ((ring + 1) / rings + Math.sqrt(sum / total)) / 2;
  });
}

/** A free spot for each item, or nothing where the circle is too small. */
function place(items: readonly Entry[], rings: readonly string[], sectors: readonly string[], radii: readonly number[], radius: number): readonly Spot[] | undefined {
  const taken: Rectangle[] = [...rings.map((word, ring) => ringTitle(word, ring, radii, radius)), ...sectorTitles(sectors, radius).map((head) => head.taken)];
  const spots: Spot[] = [];
  for (const entry of items) {
    const spot = firstFree(entry, radii, sectors.length, radius, taken, spots);
    if (spot === undefined) return undefined;
    taken.push(spot.taken);
    spots.push(spot);
  }
  return spots;
}

/** Tries points of the item's cell from its middle outwards, and the name on either side, until one is free. */
function firstFree(entry: Entry, radii: readonly number[], sectors: number, radius: number, taken: readonly Rectangle[], spots: readonly Spot[]): Spot | undefined {
  const inner = entry.ring === 0 ? 0 : radii[entry.ring - 1]! * radius;
  const limit = radii[entry.ring]! * radius;
  const span = (2 * Math.PI) / sectors;
  const width = measureText(entry.title, "body");
  let best: { spot: Spot; cost: number } | undefined;
  const steps = Math.max(4, Math.ceil((limit - inner) / 9));
  for (let i = 0; i < steps; i++) {
    const r = inner + DOT + 7 + ((limit - inner - 2 * DOT - 14) * (i + 0.5)) / steps;
    const margin = Math.min(span / 2.5, (DOT + 6) / Math.max(r, 1));
    const turns = Math.max(3, Math.ceil((span * r) / 12));
    for (let j = 0; j < turns; j++) {
      const angle = -Math.PI / 2 + entry.sector * span + margin + ((span - 2 * margin) * (j + 0.5)) / turns;
      const at = { x: Math.round(r * Math.cos(angle)), y: Math.round(r * Math.sin(angle)) };
      for (const left of [false, true]) {
        const reach = DOT + GAP + width;
        const box = { x0: at.x - (left ? reach : DOT) - 3, x1: at.x + (left ? DOT : reach) + 3, y0: at.y - HALF_LINE - 1, y1: at.y + HALF_LINE + 1 };
        if (taken.some((other) => overlap(box, other))) continue;
        // A name that leaves its cell costs, most of all one that reaches over a border between sectors.
        const far = { x: left ? box.x0 : box.x1, y: at.y };
        const out = Math.hypot(far.x, far.y) > limit || Math.hypot(far.x, far.y) < inner ? 40 : 0;
        const strange = sectorOf(far, sectors) === entry.sector ? 0 : 90;
        // Names spread over their cell: each neighbour nearer than a few lines costs.
        const middle = { x: (box.x0 + box.x1) / 2, y: at.y };
        const crowd = spots.reduce((sum, spot) => sum + Math.max(0, 1 - Math.hypot((spot.taken.x0 + spot.taken.x1) / 2 - middle.x, 2 * (spot.at.y - at.y)) / 110), 0);
        const cost = out + strange + crowd * 60 + Math.abs((2 * i + 1) / steps - 1) * 14 + Math.abs((2 * j + 1) / turns - 1) * 10 + (left ? 3 : 0);
        if (best === undefined || cost < best.cost) best = { cost, spot: { ...entry, at, left, taken: box } };
      }
    }
  }
  return best?.spot;
}

function sectorOf(point: Point, sectors: number): number {
  const turn = (Math.atan2(point.y, point.x) + Math.PI / 2 + 2 * Math.PI) % (2 * Math.PI);
  return Math.min(sectors - 1, Math.floor((turn / (2 * Math.PI)) * sectors));
}

function ringTitle(word: string, ring: number, radii: readonly number[], radius: number): Rectangle {
  const inner = ring === 0 ? 0 : radii[ring - 1]! * radius;
  const y = -(inner + radii[ring]! * radius) / 2;
  const half = measureText(cleanText(word), "small") / 2 + 8;
  return { x0: -half, x1: half, y0: y - 9, y1: y + 9 };
}

function ground(centre: Point, radius: number, radii: readonly number[], rings: readonly string[], sectors: number): readonly Shape[] {
  const out: Shape[] = [];
  for (let ring = rings.length - 1; ring >= 0; ring--) {
    const tint = TINTS[Math.min(TINTS.length - 1, ring)] ?? "group1";
    out.push({ type: "circle", cx: centre.x, cy: centre.y, r: radii[ring]! * radius, paint: { fill: tint, stroke: "line", width: 1 } });
  }
  for (let sector = 0; sector < sectors && sectors > 1; sector++) {
    const angle = -Math.PI / 2 + (sector * 2 * Math.PI) / sectors;
    out.push({ type: "path", d: `M${n(centre.x)} ${n(centre.y)}L${n(centre.x + radius * Math.cos(angle))} ${n(centre.y + radius * Math.sin(angle))}`, paint: { stroke: "paper", width: 3 } });
  }
  rings.forEach((word, ring) => {
    const box = ringTitle(word, ring, radii, radius);
    out.push({ type: "rect", x: centre.x + box.x0, y: centre.y + box.y0, width: box.x1 - box.x0, height: 18, radius: 9, paint: { fill: "paper", stroke: "line", width: 1 } });
    out.push(text(centre.x, centre.y + (box.y0 + box.y1) / 2 + 3.7, cleanText(word), "small", "ink2", "middle"));
  });
  return [{ type: "layer", name: "ground", children: out }];
}

function sectorTitles(sectors: readonly string[], radius: number): readonly (Point & { title: string; anchor: "start" | "middle" | "end"; taken: Rectangle })[] {
  return sectors.map((name, i) => {
    const title = cleanText(name);
    const angle = -Math.PI / 2 + ((i + 0.5) * 2 * Math.PI) / sectors.length;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const anchor = Math.abs(cos) < 0.2 ? "middle" : cos > 0 ? "start" : "end";
    const x = (radius + 16) * cos;
    const y = (radius + 16) * sin + 4;
    const width = measureText(title, "small-strong");
    const x0 = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
    return { x, y, title, anchor, taken: { x0, x1: x0 + width, y0: y - 12, y1: y + 6 } };
  });
}

function paintSpot(spot: Spot, centre: Point): Layer {
  const [cx, cy] = [centre.x + spot.at.x, centre.y + spot.at.y];
  const shapes: Shape[] = [...dot(spot.ring, cx, cy)];
  if (spot.item.moved !== undefined) shapes.push(...movement(spot.item.moved, cx, cy));
  shapes.push(text(cx + (spot.left ? -1 : 1) * (DOT + GAP), cy + 4, spot.title, "body", "ink", spot.left ? "end" : "start"));
  return {
    type: "layer", name: "node", label: `${cleanText(spot.item.title)}, ${cleanText(spot.item.ring)}, ${cleanText(spot.item.sector)}`, children: shapes,
    data: { element: spot.item.id, ...(spot.item.opens === undefined ? {} : { opens: spot.item.opens }) },
  };
}

/** Disc, half disc, ring, cross: from the middle outwards; further rings repeat the last. */
function dot(ring: number, cx: number, cy: number): readonly Shape[] {
  const circle: Shape = { type: "circle", cx, cy, r: DOT - 0.5, paint: { fill: "card", stroke: "service", width: 1.4 } };
  switch (ring) {
    case 0:
      return [{ type: "circle", cx, cy, r: DOT, paint: { fill: "service" } }];
    case 1:
      return [circle, { type: "path", d: `M${n(cx)} ${n(cy - 4)}a4 4 0 0 0 0 8z`, paint: { fill: "service" } }];
    case 2:
      return [circle];
    default:
      return [{ type: "path", d: `M${n(cx - 3.2)} ${n(cy - 3.2)}l6.4 6.4m0 -6.4l-6.4 6.4`, paint: { stroke: "edge", width: 1.8 } }];
  }
}

/** A small wedge over the dot (moved inwards), under it (outwards), or a halo (new). */
function movement(moved: NonNullable<RadarItem["moved"]>, cx: number, cy: number): readonly Shape[] {
  switch (moved) {
    case "in":
      return [{ type: "path", d: `M${n(cx - 4)} ${n(cy - 6)}L${n(cx)} ${n(cy - 9)}L${n(cx + 4)} ${n(cy - 6)}`, paint: { stroke: "service", width: 1.3 } }];
    case "out":
      return [{ type: "path", d: `M${n(cx - 4)} ${n(cy + 6)}L${n(cx)} ${n(cy + 9)}L${n(cx + 4)} ${n(cy + 6)}`, paint: { stroke: "service", width: 1.3 } }];
    case "new":
      return [{ type: "circle", cx, cy, r: DOT + 2.5, paint: { stroke: "service", width: 1 } }];
  }
}

function text(x: number, y: number, words: string, style: "body" | "small" | "small-strong", ink: Ink, anchor: "start" | "middle" | "end"): Shape {
  return { type: "text", x, y, text: words, style, ink, anchor };
}
