import type { Layer, Shape } from "../drawing.ts";
import type { EdgeStyle, Mark, NodeShape, Scene, Swatch } from "../scene.ts";
import { cleanText } from "../text/clean.ts";
import { measureText } from "../text/measure.ts";
import { ellipsize } from "../text/wrap.ts";
import { MINIATURE, miniature, miniatureMiddle } from "./bodies.ts";
import { lineWithHead } from "./edges.ts";
import { TRUST } from "./groups.ts";
import { MARK_WORDS, markShapes } from "./marks.ts";

/** One entry of a legend: a sample and a word. */
export type LegendEntry =
  | { readonly type: "kind"; readonly word: string; readonly swatch: Swatch; readonly shape: NodeShape }
  | { readonly type: "shape"; readonly word: string; readonly shape: NodeShape }
  | { readonly type: "line"; readonly word: string; readonly style: EdgeStyle }
  | { readonly type: "boundary"; readonly word: string }
  | { readonly type: "mark"; readonly word: string; readonly mark: Mark }
  /** A sample of a chart's own, `width` CSS pixels wide, drawn from a left edge around a middle. */
  | { readonly type: "sample"; readonly word: string; readonly width: number; readonly draw: (left: number, middle: number) => readonly Shape[] };

export interface Legend {
  readonly entries: readonly LegendEntry[];
  readonly width: number;
  readonly height: number;
  /** Left edge and row of each entry, relative to the legend's own corner. */
  readonly places: readonly { readonly x: number; readonly row: number }[];
}

const PAD_X = 14;
const PAD_Y = 8;
const ROW = 20;
const ONE_ROW = 2 * PAD_Y + 14;
const GAP = 18;
const WORD_MAX = 180;
const SWATCH = 6;

/** Shapes that change what a node means, whatever its kind. */
const MODIFIERS: readonly (readonly [NodeShape, string])[] = [["external", "outside"], ["folded", "several elements"]];
const LINE_WORDS: readonly (readonly [EdgeStyle, string])[] = [["call", "call"], ["message", "message"], ["link", "link"], ["flow", "data"], ["classified", "classified data"], ["assumed", "classified by assumption"]];
const MARKS: readonly Mark[] = ["complete", "partial", "empty", "failing"];

/**
 * What occurs in a scene and needs a key: each pair of kind and swatch in order of appearance, with the shape that all its
 * nodes share (a card otherwise); shapes that change the meaning and are not shown by then; lines; states.
 */
export function legendEntries(scene: Scene): readonly LegendEntry[] {
  const kinds = new Map<string, { word: string; swatch: Swatch; shapes: Set<NodeShape> }>();
  for (const node of scene.nodes) {
    const word = cleanText(node.kind);
    if (word === "") continue;
    const key = `${node.swatch} ${word}`;
    const known = kinds.get(key);
    if (known === undefined) kinds.set(key, { word, swatch: node.swatch, shapes: new Set([node.shape]) });
    else known.shapes.add(node.shape);
  }
  const entries = [...kinds.values()].map(({ word, swatch, shapes }): LegendEntry => ({ type: "kind", word, swatch, shape: shapes.size === 1 ? [...shapes][0]! : "card" }));
  const shown = new Set(entries.flatMap((entry) => (entry.type === "kind" && entry.shape === "external" ? [`${entry.swatch} ${entry.word}`] : [])));
  const modifiers = new Set(scene.nodes.filter((node) => node.shape !== "external" || !shown.has(`${node.swatch} ${cleanText(node.kind)}`)).map((node) => node.shape));
  const lines = new Set(scene.edges.map((edge) => edge.style));
  const marks = new Set(scene.nodes.map((node) => node.mark));
  return [
    ...entries,
    ...MODIFIERS.filter(([shape]) => modifiers.has(shape)).map(([shape, word]): LegendEntry => ({ type: "shape", shape, word })),
    ...LINE_WORDS.filter(([style]) => lines.has(style)).map(([style, word]): LegendEntry => ({ type: "line", style, word })),
    ...(scene.groups.some((group) => group.boundary === true) ? [{ type: "boundary", word: "trust boundary" } as const] : []),
    ...MARKS.filter((mark) => marks.has(mark)).map((mark): LegendEntry => ({ type: "mark", mark, word: MARK_WORDS[mark] })),
  ];
}

/** Places a legend's entries in as few rows of at most `width` CSS pixels as hold them, the rows about equally long. */
export function planLegend(entries: readonly LegendEntry[], width: number): Legend {
  let plan = placeEntries(entries, width);
  for (let narrower = plan.width - 8; plan.height > ONE_ROW && narrower > 0; narrower -= 8) {
    const next = placeEntries(entries, narrower);
    if (next.height > plan.height || next.width > narrower) break;
    plan = next;
  }
  return plan;
}

function placeEntries(entries: readonly LegendEntry[], width: number): Legend {
  const places: { x: number; row: number }[] = [];
  let x = PAD_X;
  let row = 0;
  let widest = 0;
  for (const entry of entries) {
    const needed = sampleWidth(entry) + measureText(ellipsize(entry.word, "body", WORD_MAX), "body");
    if (x > PAD_X && x + needed + PAD_X > width) {
      x = PAD_X;
      row += 1;
    }
    places.push({ x, row });
    x += needed + GAP;
    widest = Math.max(widest, x - GAP + PAD_X);
  }
  return { entries, places, width: Math.ceil(widest), height: entries.length === 0 ? 0 : ONE_ROW + ROW * row };
}

/** The legend as a panel with its top left corner at a point. */
export function paintLegend(legend: Legend, x: number, y: number): Layer {
  const shapes: Shape[] = [{ type: "rect", x, y, width: legend.width, height: legend.height, radius: 8, paint: { fill: "panel", stroke: "line", width: 1 } }];
  legend.entries.forEach((entry, i) => {
    const place = legend.places[i]!;
    const left = x + place.x;
    const middle = y + PAD_Y + 7 + place.row * ROW;
    shapes.push(...sample(entry, left, middle));
    shapes.push({ type: "text", x: left + sampleWidth(entry), y: middle + 4, text: ellipsize(entry.word, "body", WORD_MAX), style: "body", ink: "ink2" });
  });
  return { type: "layer", name: "legend", tooltip: `Legend: ${legend.entries.map((entry) => entry.word).join(", ")}`, children: shapes };
}

function sample(entry: LegendEntry, left: number, middle: number): readonly Shape[] {
  switch (entry.type) {
    case "kind":
      return keySample(entry.shape, entry.swatch, left, middle - MINIATURE.height / 2);
    case "shape":
      return miniature(entry.shape, left, middle - 6.5);
    case "line":
      return lineWithHead(entry.style, [{ x: left, y: middle }, { x: left + 27, y: middle }]);
    case "boundary":
      return [{ type: "rect", x: left, y: middle - MINIATURE.height / 2, width: 27, height: MINIATURE.height, radius: 4, paint: { fill: "group1", stroke: "ink2", width: 1.6, dash: TRUST } }];
    case "mark":
      return markShapes(entry.mark, left + 4.5, middle);
    case "sample":
      return entry.draw(left, middle);
  }
}

/** Width of an entry's sample and of the space after it. */
function sampleWidth(entry: LegendEntry): number {
  switch (entry.type) {
    case "kind":
    case "shape":
      return MINIATURE.width + 7;
    case "line":
    case "boundary":
      return 34;
    case "mark":
      return 15;
    case "sample":
      return entry.width + 7;
  }
}

/** A miniature node: its outline and the swatch of its kind. */
function keySample(shape: NodeShape, swatch: Swatch, x: number, y: number): readonly Shape[] {
  const middle = miniatureMiddle(shape);
  return [
    ...miniature(shape, x, y),
    { type: "rect", x: x + middle.x - SWATCH / 2, y: y + middle.y - SWATCH / 2, width: SWATCH, height: SWATCH, radius: 1.5, paint: { fill: swatch } },
  ];
}
