import type { Point } from "@groundplan/layout";
import type { Drawing, Ink, Layer, Shape } from "../drawing.ts";
import { length, number as n, roundedPath } from "../geometry.ts";
import { lineWithHead } from "../paint/edges.ts";
import type { LegendEntry } from "../paint/legend.ts";
import { cleanText } from "../text/clean.ts";
import { measureText } from "../text/measure.ts";
import { ellipsize } from "../text/wrap.ts";
import { chartPage } from "./chart.ts";
import type { ChartHead } from "./chart.ts";
import { dayNumber, dayOf, monthOf } from "./dates.ts";

/** How far a decision has come; each is a shape of its own: half disc, disc, ring, cross. */
export type DecisionState = "proposed" | "accepted" | "superseded" | "rejected";

export type DecisionLink = "supersedes" | "refines" | "conflicts";

/** Dated decisions in lanes. */
export interface Timeline extends ChartHead {
  /** Names of the lanes from top to bottom; an item of another lane gets a lane of its own at the bottom. */
  readonly lanes: readonly string[];
  readonly items: readonly TimelineItem[];
  /** From the later decision to the earlier one; links to what is not there are left out. */
  readonly links: readonly { readonly source: string; readonly target: string; readonly type: DecisionLink }[];
}

export interface TimelineItem {
  readonly id: string;
  readonly title: string;
  /** `YYYY-MM-DD`; an item with anything else stands at the right under `undated`. */
  readonly date: string;
  readonly lane: string;
  readonly state: DecisionState;
  readonly opens?: string;
}

const NARROWEST = 760;
const PER_ITEM = 46;
const LABEL_MAX = 190;
const ROW = 42;
const LANE_PAD = 8;
const LANE_GAP = 8;
const AXIS = 30;
const DOT = 5;
const UNDATED = 56;

const STATE_WORDS: readonly (readonly [DecisionState, string])[] = [["proposed", "proposed"], ["accepted", "accepted"], ["superseded", "superseded"], ["rejected", "rejected"]];
const LINK_WORDS: readonly (readonly [DecisionLink, string])[] = [["supersedes", "supersedes"], ["refines", "refines"], ["conflicts", "conflicts with"]];

/** Draws a timeline: time runs to the right on a linear scale, each lane has as many rows as its names need to lie side by side. */
export function drawTimeline(timeline: Timeline): Drawing {
  const plan = planTimeline(timeline);
  const states = new Set(timeline.items.map((item) => item.state));
  const links = new Set(plan.links.map((link) => link.type));
  const entries: LegendEntry[] = [
    ...STATE_WORDS.filter(([state]) => states.has(state)).map(([state, word]): LegendEntry => ({ type: "sample", word, width: 10, draw: (left, middle) => stateDot(state, left + 5, middle) })),
    ...LINK_WORDS.filter(([type]) => links.has(type)).map(([type, word]): LegendEntry => ({ type: "sample", word, width: 28, draw: (left, middle) => linkShapes(type, [{ x: left, y: middle }, { x: left + 28, y: middle }]) })),
  ];
  return chartPage(timeline, plan, entries, (origin) => paintTimeline(plan, origin));
}

interface Placed {
  readonly item: TimelineItem;
  readonly title: string;
  readonly x: number;
  readonly y: number;
}

interface Plan {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly lanes: readonly { readonly name: string; readonly y: number; readonly height: number }[];
  readonly items: readonly Placed[];
  readonly links: readonly { readonly type: DecisionLink; readonly source: Placed; readonly target: Placed; readonly points: readonly Point[] }[];
  readonly ticks: readonly { readonly x: number; readonly label: string; readonly strong: boolean }[];
  readonly undated: number | undefined;
}

function planTimeline(timeline: Timeline): Plan {
  const lanes = [...new Set([...timeline.lanes, ...timeline.items.map((item) => item.lane)])];
  const days = timeline.items.map((item) => dayNumber(item.date));
  const known = days.filter((day) => day !== undefined);
  const [first, last] = known.length === 0 ? [0, 365] : [Math.min(...known), Math.max(...known)];
  const pad = Math.max(12, Math.round((last - first) * 0.03));
  const [from, to] = [first - pad, last + pad];
  const left = Math.max(64, ...lanes.map((lane) => measureText(cleanText(lane), "small-strong") + 30));
  // Names to the right of the last dot need room, too.
  const span = Math.max(NARROWEST - left, Math.min(1600, timeline.items.length * PER_ITEM));
  const scale = (day: number): number => Math.round(left + ((day - from) / (to - from)) * span);
  const someUndated = known.length < days.length;
  const undated = someUndated ? left + span + LABEL_MAX / 2 + UNDATED : undefined;

  const items: Placed[] = [];
  const planned: { name: string; y: number; height: number }[] = [];
  let y = AXIS;
  let right = left + span;
  for (const lane of lanes) {
    const rows: number[] = [];
    const inLane = timeline.items
      .map((item, i) => ({ item, x: days[i] === undefined ? undated! : scale(days[i]!) }))
      .filter(({ item }) => item.lane === lane)
      .sort((a, b) => a.x - b.x || (a.item.id < b.item.id ? -1 : 1));
    for (const { item, x } of inLane) {
      const title = ellipsize(cleanText(item.title), "body", LABEL_MAX);
      const end = x + DOT + 7 + measureText(title, "body");
      let row = rows.findIndex((taken) => taken < x - DOT - 14);
      if (row < 0) row = rows.push(0) - 1;
      rows[row] = end;
      right = Math.max(right, end + 12);
      items.push({ item, title, x, y: y + LANE_PAD + ROW * row + ROW / 2 });
    }
    const height = Math.max(1, rows.length) * ROW + 2 * LANE_PAD;
    planned.push({ name: cleanText(lane), y, height });
    y += height + LANE_GAP;
  }
  const byId = new Map(items.map((placed) => [placed.item.id, placed]));
  const links = timeline.links.flatMap(({ source, target, type }) => {
    const [a, b] = [byId.get(source), byId.get(target)];
    return a === undefined || b === undefined || a === b ? [] : [{ type, source: a, target: b }];
  });
  const routes = routeLinks(links);
  return { width: Math.ceil(right), height: Math.max(AXIS, y - LANE_GAP), left, lanes: planned, items, links: links.map((link, i) => ({ ...link, points: routes[i]! })), ticks: known.length === 0 ? [] : ticksOf(from, to, scale), undated };
}

/**
 * Routes each link upright out of its source, along the free channel beside its target's row, and upright into the target.
 * Links that share a channel get tracks of their own; links that share a dot, places of their own on it.
 */
function routeLinks(links: readonly { readonly source: Placed; readonly target: Placed }[]): readonly (readonly Point[])[] {
  const sides = links.map(({ source, target }) => (source.y > target.y ? 1 : -1));
  const ends = links.flatMap(({ source, target }, i) => [
    { dot: source, below: source.y === target.y ? sides[i]! > 0 : sides[i]! < 0, towards: target.x, link: i, end: 0 },
    { dot: target, below: sides[i]! > 0, towards: source.x, link: i, end: 1 },
  ]);
  const xs = links.map(({ source, target }) => [source.x, target.x]);
  for (const { dot, below, link, end } of ends) {
    const same = ends.filter((other) => other.dot === dot && other.below === below).sort((a, b) => a.towards - b.towards || a.link - b.link);
    const index = same.findIndex((other) => other.link === link && other.end === end);
    xs[link]![end]! += (index - (same.length - 1) / 2) * Math.min(6, 12 / same.length);
  }
  const tracks = new Map<number, { from: number; to: number }[][]>();
  return links.map(({ source, target }, i) => {
    const side = sides[i]!;
    const [from, to] = [xs[i]![0]!, xs[i]![1]!];
    const channel = target.y + side * (ROW / 2);
    const rows = tracks.get(channel) ?? [];
    tracks.set(channel, rows);
    const span = { from: Math.min(from, to) - 6, to: Math.max(from, to) + 6 };
    let track = rows.findIndex((taken) => taken.every((other) => other.to < span.from || span.to < other.from));
    if (track < 0) track = rows.push([]) - 1;
    rows[track]!.push(span);
    const y = channel + (track === 0 ? 0 : (track % 2 === 1 ? 1 : -1) * Math.min(2, Math.ceil(track / 2)) * 4);
    const start = source.y === target.y ? source.y + side * (DOT + 2) : source.y - side * (DOT + 2);
    return [{ x: from, y: start }, { x: from, y }, { x: to, y }, { x: to, y: target.y + side * (DOT + 2) }];
  });
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Months, quarters or years, so that there are about a dozen ticks; a January bears its year. */
function ticksOf(from: number, to: number, scale: (day: number) => number): Plan["ticks"] {
  const months = (to - from) / 30.44;
  const step = [1, 3, 6, 12, 24, 60, 120].find((candidate) => months / candidate <= 14) ?? 240;
  const start = monthOf(from);
  const ticks: { x: number; label: string; strong: boolean }[] = [];
  for (let index = Math.ceil((start.year * 12 + start.month - 1) / step) * step; ; index += step) {
    const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
    const day = dayOf(year, month, 1);
    if (day > to) return ticks;
    if (day >= from) ticks.push({ x: scale(day), label: month === 1 ? String(year) : MONTHS[month - 1]!, strong: month === 1 });
  }
}

function paintTimeline(plan: Plan, origin: Point): readonly Shape[] {
  const ground: Shape[] = [];
  for (const lane of plan.lanes) {
    ground.push({ type: "rect", x: origin.x, y: origin.y + lane.y, width: plan.width, height: lane.height, radius: 10, paint: { fill: "group1", stroke: "line", width: 1 } });
    ground.push(words(origin.x + 14, origin.y + lane.y + lane.height / 2 + 4, lane.name, "small-strong", "ink2"));
  }
  for (const tick of plan.ticks) {
    const x = origin.x + tick.x;
    for (const lane of plan.lanes) ground.push({ type: "rect", x: x - 0.5, y: origin.y + lane.y + 1, width: 1, height: lane.height - 2, paint: { fill: "line" } });
    ground.push({ type: "text", x, y: origin.y + AXIS - 12, text: tick.label, style: tick.strong ? "small-strong" : "small", ink: "ink2", anchor: "middle" });
  }
  if (plan.undated !== undefined) ground.push(words(origin.x + plan.undated - DOT, origin.y + AXIS - 12, "undated", "small", "ink2"));
  const arcs = plan.links.map((link): Layer => ({
    type: "layer", name: "edge", tooltip: `${cleanText(link.source.item.title)} ${LINK_WORDS.find(([type]) => type === link.type)![1]} ${cleanText(link.target.item.title)}`,
    data: { source: link.source.item.id, target: link.target.item.id, style: link.type },
    children: linkShapes(link.type, link.points.map((point) => movedBy(point, origin))),
  }));
  return [{ type: "layer", name: "ground", children: ground }, ...arcs, ...plan.items.map((placed) => paintItem(placed, origin))];
}

function paintItem(placed: Placed, origin: Point): Layer {
  const { x, y } = movedBy(placed, origin);
  const width = measureText(placed.title, "body");
  const gone = placed.item.state === "superseded" || placed.item.state === "rejected";
  return {
    type: "layer", name: "node", label: `${cleanText(placed.item.title)}, ${placed.item.state}${dayNumber(placed.item.date) === undefined ? "" : `, ${placed.item.date.slice(0, 10)}`}`,
    data: { element: placed.item.id, ...(placed.item.opens === undefined ? {} : { opens: placed.item.opens }) },
    children: [
      // A patch of the lane's ground behind the words keeps links from running through them.
      { type: "rect", x: x + DOT + 4, y: y - 8, width: width + 6, height: 16, radius: 4, paint: { fill: "group1", opacity: 0.9 } },
      ...stateDot(placed.item.state, x, y),
      words(x + DOT + 7, y + 4, placed.title, "body", gone ? "ink2" : "ink"),
    ],
  };
}

function stateDot(state: DecisionState, cx: number, cy: number): readonly Shape[] {
  const ground: Shape = { type: "circle", cx, cy, r: DOT, paint: { fill: "card", stroke: "service", width: 1.5 } };
  switch (state) {
    case "accepted":
      return [{ type: "circle", cx, cy, r: DOT + 0.5, paint: { fill: "service" } }];
    case "proposed":
      return [ground, { type: "path", d: `M${n(cx)} ${n(cy - DOT)}a${DOT} ${DOT} 0 0 0 0 ${2 * DOT}z`, paint: { fill: "service" } }];
    case "superseded":
      return [{ type: "circle", cx, cy, r: DOT, paint: { fill: "card", stroke: "ink3", width: 1.5 } }];
    case "rejected":
      return [{ type: "path", d: `M${n(cx - 3.6)} ${n(cy - 3.6)}l7.2 7.2m0 -7.2l-7.2 7.2`, paint: { stroke: "edge", width: 1.8 } }];
  }
}

/** A link along a polyline: solid with a filled head, dashed with an open one, or dotted with a cross in its middle. */
function linkShapes(type: DecisionLink, points: readonly Point[]): readonly Shape[] {
  switch (type) {
    case "supersedes":
      return lineWithHead("call", points);
    case "refines":
      return lineWithHead("message", points);
    case "conflicts": {
      const middle = middleOf(points);
      return [
        { type: "path", d: roundedPath(points, 8), paint: { stroke: "warn", width: 1.5, dash: [1.5, 3] } },
        { type: "path", d: `M${n(middle.x - 3)} ${n(middle.y - 3)}l6 6m0 -6l-6 6`, paint: { stroke: "warn", width: 1.6 } },
      ];
    }
  }
}

/** The middle of a polyline's longest segment. */
function middleOf(points: readonly Point[]): Point {
  let best = 0;
  for (let i = 1; i < points.length - 1; i++) if (length(points[i]!, points[i + 1]!) > length(points[best]!, points[best + 1]!)) best = i;
  return { x: (points[best]!.x + points[best + 1]!.x) / 2, y: (points[best]!.y + points[best + 1]!.y) / 2 };
}

function movedBy(point: Point, by: Point): Point {
  return { x: point.x + by.x, y: point.y + by.y };
}

function words(x: number, y: number, text: string, style: "body" | "small" | "small-strong", ink: Ink): Shape {
  return { type: "text", x, y, text, style, ink };
}
