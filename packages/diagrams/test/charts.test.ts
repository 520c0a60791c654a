import { expect, test } from "vitest";
import { dayNumber, monthOf } from "../src/charts/dates.ts";
import { drawMatrix } from "../src/charts/matrix.ts";
import type { Matrix } from "../src/charts/matrix.ts";
import { drawPhases } from "../src/charts/phases.ts";
import { drawRadar } from "../src/charts/radar.ts";
import type { Radar } from "../src/charts/radar.ts";
import { drawTimeline } from "../src/charts/timeline.ts";
import type { Timeline } from "../src/charts/timeline.ts";
import type { Drawing, Layer, Shape } from "../src/drawing.ts";
import { renderSvg } from "../src/render/svg.ts";
import { measureText } from "../src/text/measure.ts";
import { hostile } from "./support/scenes.ts";
import { parseXml } from "./support/xml.ts";

const nodes = (drawing: Drawing): readonly Layer[] => drawing.shapes.filter((shape): shape is Layer => shape.type === "layer" && shape.name === "node");
const texts = (shapes: readonly Shape[]): readonly Extract<Shape, { type: "text" }>[] => shapes.flatMap((shape) => (shape.type === "layer" ? texts(shape.children) : shape.type === "text" ? [shape] : []));
const boxOf = (text: Extract<Shape, { type: "text" }>): { x0: number; x1: number; y0: number; y1: number } => {
  const width = measureText(text.text, text.style);
  const x0 = text.x - (text.anchor === "middle" ? width / 2 : text.anchor === "end" ? width : 0);
  return { x0, x1: x0 + width, y0: text.y - 9, y1: text.y + 3 };
};
const overlaps = (drawing: Drawing): readonly string[] => {
  const boxes = texts(drawing.shapes).filter((text) => text.text !== "").map((text) => ({ text: text.text, ...boxOf(text) }));
  return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1).map((b) => `${a.text} / ${b.text}`));
};

const rings = ["adopted", "trial", "assess", "hold"];
const radar = (count: number, sectors: number): Radar => ({
  id: "technologies/radar", title: "Technology radar", description: "What we use, try, look at and leave.", rings, sectors: Array.from({ length: sectors }, (_, i) => `Category ${i + 1}`),
  items: Array.from({ length: count }, (_, i) => ({ id: `t${i}`, title: `Technology ${"of a name ".repeat(i % 3)}${i}`, ring: rings[[0, 0, 0, 1, 1, 2, 3][i % 7]!]!, sector: `Category ${(i % sectors) + 1}`, ...(i % 9 === 0 ? { moved: "new" as const } : {}) })),
});

test.each([[1, 1], [12, 4], [60, 4], [40, 5], [90, 3]])("a radar of %i technologies in %i sectors has no name on another and every dot in its cell", (count, sectors) => {
  const of = radar(count, sectors);
  const drawing = drawRadar(of);
  expect(nodes(drawing)).toHaveLength(count);
  expect(overlaps(drawing)).toEqual([]);
  const ground = drawing.shapes.find((shape): shape is Layer => shape.type === "layer" && shape.name === "ground")!;
  const circles = ground.children.filter((shape) => shape.type === "circle");
  const radii = circles.map((circle) => circle.r).sort((a, b) => a - b);
  const { cx, cy } = circles[0]!;
  for (const layer of nodes(drawing)) {
    const item = of.items.find((candidate) => candidate.id === layer.data!["element"])!;
    const at = placeOf(layer.children[0]!);
    const r = Math.hypot(at.x - cx, at.y - cy);
    const ring = rings.indexOf(item.ring);
    expect(r).toBeLessThan(radii[ring]!);
    expect(r).toBeGreaterThan(ring === 0 ? 0 : radii[ring - 1]!);
    const turn = ((Math.atan2(at.y - cy, at.x - cx) + Math.PI / 2 + 2 * Math.PI) % (2 * Math.PI)) / (2 * Math.PI);
    expect(`Category ${Math.floor(turn * sectors) + 1}`).toBe(item.sector);
  }
});

/** The middle of a disc, a ring or a cross. */
function placeOf(mark: Shape): { readonly x: number; readonly y: number } {
  if (mark.type === "circle") return { x: mark.cx, y: mark.cy };
  const start = mark.type === "path" ? /^M([-\d.]+) ([-\d.]+)/.exec(mark.d) : null;
  return { x: Number(start?.[1]) + 3.2, y: Number(start?.[2]) + 3.2 };
}

test("a radar leaves out what has no place and lists in its legend only what occurs", () => {
  const of = radar(3, 2);
  const drawing = drawRadar({ ...of, items: [...of.items, { id: "x", title: "X", ring: "gone", sector: "Category 1" }] });
  expect(nodes(drawing)).toHaveLength(3);
  const legend = drawing.shapes.find((shape): shape is Layer => shape.type === "layer" && shape.name === "legend")!;
  expect(texts([legend]).map((text) => text.text)).toEqual(["adopted", "new"]);
});

const timeline: Timeline = {
  id: "decisions/timeline", title: "Decisions", description: "", lanes: ["Architecture", "Data"],
  items: [
    { id: "0001", title: "0001 Modular monolith first", date: "2023-02-10", lane: "Architecture", state: "superseded" },
    { id: "0002", title: "0002 PostgreSQL for all stores", date: "2023-03-02", lane: "Data", state: "accepted" },
    { id: "0003", title: "0003 Split orders from catalogue", date: "2023-03-20", lane: "Architecture", state: "accepted" },
    { id: "0004", title: "0004 Event sourcing", date: "2024-04-02", lane: "Data", state: "rejected" },
    { id: "0005", title: "0005 Read models", date: "some day", lane: "Reading", state: "proposed" },
  ],
  links: [{ source: "0003", target: "0001", type: "supersedes" }, { source: "0004", target: "0002", type: "conflicts" }, { source: "0004", target: "0099", type: "refines" }],
};

test("a timeline sets items by date in their lanes, without one name on another", () => {
  const drawing = drawTimeline(timeline);
  expect(overlaps(drawing)).toEqual([]);
  const x = new Map(nodes(drawing).map((layer) => [layer.data!["element"], texts(layer.children)[0]!.x]));
  expect([...x.entries()].sort((a, b) => a[1] - b[1]).map(([id]) => id)).toEqual(["0001", "0002", "0003", "0004", "0005"]);
  // A linear scale: 20 days lie between the first two, 18 between the next.
  expect((x.get("0002")! - x.get("0001")!) / (x.get("0003")! - x.get("0002")!)).toBeCloseTo(20 / 18, 0);
  const words = texts(drawing.shapes).map((text) => text.text);
  for (const word of ["Reading", "undated", "2024", "supersedes", "conflicts with"]) expect(words, word).toContain(word);
  expect(words).not.toContain("refines");
  expect(drawing.shapes.filter((shape) => shape.type === "layer" && shape.name === "edge")).toHaveLength(2);
});

test("fifty decisions of one month and of fifty years keep their names apart", () => {
  for (const every of [1, 365]) {
    const items = Array.from({ length: 50 }, (_, i) => {
      const { year, month } = monthOf(10_000 + i * every);
      return { id: `d${i}`, title: `Decision ${i} about something`, date: `${year}-${String(month).padStart(2, "0")}-${String((i % 28) + 1).padStart(2, "0")}`, lane: i % 2 === 0 ? "A" : "B", state: "accepted" as const };
    });
    const drawing = drawTimeline({ ...timeline, lanes: [], items, links: [] });
    expect(nodes(drawing)).toHaveLength(50);
    expect(overlaps(drawing)).toEqual([]);
  }
});

test("dates are read as days, and what is no date is none", () => {
  expect(dayNumber("1970-01-01")).toBe(0);
  expect(dayNumber("2000-03-01")! - dayNumber("2000-02-28")!).toBe(2);
  expect(dayNumber("2026-11-23")).toBe(Date.UTC(2026, 10, 23) / 86_400_000);
  expect(dayNumber("2024-02-29T10:00:00Z")).toBe(Date.UTC(2024, 1, 29) / 86_400_000);
  for (const date of ["2023-02-29", "2023-13-01", "2023-00-10", "23-01-01", "", "2023-1-1", "2023-04-31"]) expect(dayNumber(date), date).toBeUndefined();
  for (let day = -800; day < 40_000; day += 17) {
    const date = new Date(day * 86_400_000);
    expect(monthOf(day)).toEqual({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 });
  }
});

const matrix: Matrix = {
  id: "decisions/0007", title: "Where facts live", description: "", candidates: [{ id: "kafka", title: "Kafka", note: "managed" }, { id: "nats", title: "NATS" }],
  criteria: [{ id: "keep", title: "Keeps events for seven years", type: "constraint" }, { id: "cost", title: "Cost per month", type: "driver", weight: 2 }],
  cells: [{ candidate: "kafka", criterion: "keep", mark: "complete" }, { candidate: "kafka", criterion: "cost", mark: "partial", score: "3" }, { candidate: "nats", criterion: "keep", mark: "failing" }],
  totals: { kafka: "3.9" }, winner: "kafka",
};

test("a matrix says scores, weights, totals and the winner in words", () => {
  const drawing = drawMatrix(matrix);
  expect(overlaps(drawing)).toEqual([]);
  expect(nodes(drawing).map((layer) => layer.label)).toEqual(["Kafka, chosen, Keeps events for seven years: complete, Cost per month: partial 3, total 3.9", "NATS, Keeps events for seven years: failing"]);
  const words = texts(drawing.shapes).map((text) => text.text);
  for (const word of ["must hold", "weight 2", "chosen", "3.9", "meets it in part", "fails"]) expect(words, word).toContain(word);
  expect(words).not.toContain("not known");
});

test("charts of nothing and of hostile words are well-formed", () => {
  const head = { id: hostile[0]!, title: hostile.join(" "), description: hostile.join(" ") };
  const drawings = [
    drawRadar({ ...head, rings: [], sectors: [], items: [] }),
    drawRadar({ ...head, rings: [...hostile], sectors: [...hostile], items: hostile.map((title, i) => ({ id: title, title, ring: hostile[i % 4]!, sector: title })) }),
    drawPhases({ ...head, phases: [], lanes: [] }),
    drawPhases({ ...head, phases: hostile.map((name) => ({ name, note: name })), lanes: hostile.map((title, at) => ({ title, note: title, spans: [{ from: 0, to: at, text: title, is: "risk" }] })) }),
    drawTimeline({ ...head, lanes: [], items: [], links: [] }),
    drawTimeline({ ...head, lanes: hostile, items: hostile.map((title, i) => ({ id: title, title, date: i % 2 === 0 ? title : "2024-01-01", lane: title, state: "accepted" })), links: hostile.map((source) => ({ source, target: hostile[0]!, type: "refines" })) }),
    drawMatrix({ ...head, candidates: [], criteria: [], cells: [], totals: {} }),
    drawMatrix({ ...head, candidates: hostile.map((title) => ({ id: title, title, note: title })), criteria: hostile.map((title) => ({ id: title, title, type: "driver" })), cells: hostile.map((title) => ({ candidate: title, criterion: title, mark: "failing", score: title })), totals: {}, winner: hostile[0]! }),
  ];
  for (const drawing of drawings) {
    const svg = renderSvg(drawing, { theme: "light" });
    expect(() => parseXml(svg)).not.toThrow();
    expect(svg.replace(/<(title|desc|text)[^>]*>[^<]*|aria-label="[^"]*"|data-\w+="[^"]*"/g, "")).not.toMatch(/NaN|undefined|Infinity/);
  }
});
