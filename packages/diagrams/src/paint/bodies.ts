/** The outlines of nodes: what a shape looks like without its words. */
import type { Box } from "@groundplan/layout";
import type { Paint, Shape } from "../drawing.ts";
import { number as n } from "../geometry.ts";
import type { NodeShape } from "../scene.ts";

const OUTLINE: Paint = { fill: "card", stroke: "card-line", width: 1 };
const CREASE: Paint = { stroke: "card-line", width: 1 };
const DOTS: Paint = { fill: "card-line" };
const DASHED: Paint = { fill: "card", stroke: "ink3", width: 1, dash: [4, 3] };
/** Measures of the outlines in CSS pixels: corners, a cylinder's lid, a document's dog-ear, the offset of stacked cards, a capsule's largest radius, a bucket's taper at each side. */
export const BODY = { radius: 8, lid: 7, ear: 13, stack: 3, capsule: 33, taper: 9 } as const;
const { radius: RADIUS, lid: LID, ear: EAR, stack: STACK } = BODY;

/** The outline of a node in its box, back to front. */
export function bodyOf(shape: NodeShape, { x, y, width, height }: Box): readonly Shape[] {
  switch (shape) {
    case "card":
    case "person":
      return [{ type: "rect", x, y, width, height, radius: RADIUS, paint: OUTLINE, shadow: true }];
    case "external":
      return [{ type: "rect", x, y, width, height, radius: RADIUS, paint: DASHED }];
    case "capsule":
      return [{ type: "rect", x, y, width, height, radius: Math.min(height / 2, BODY.capsule), paint: OUTLINE, shadow: true }];
    case "cylinder":
      return [
        { type: "path", d: `M${n(x)} ${n(y + LID)}a${n(width / 2)} ${LID} 0 0 1 ${n(width)} 0v${n(height - 2 * LID)}a${n(width / 2)} ${LID} 0 0 1 ${n(-width)} 0z`, paint: OUTLINE, shadow: true },
        { type: "path", d: `M${n(x)} ${n(y + LID)}a${n(width / 2)} ${LID} 0 0 0 ${n(width)} 0`, paint: CREASE },
      ];
    case "bucket": {
      const { taper } = BODY;
      return [
        {
          type: "path",
          d: `M${n(x)} ${n(y + LID)}a${n(width / 2)} ${LID} 0 0 1 ${n(width)} 0L${n(x + width - taper)} ${n(y + height - LID)}a${n(width / 2 - taper)} ${LID} 0 0 1 ${n(2 * taper - width)} 0z`,
          paint: OUTLINE, shadow: true,
        },
        { type: "path", d: `M${n(x)} ${n(y + LID)}a${n(width / 2)} ${LID} 0 0 0 ${n(width)} 0`, paint: CREASE },
      ];
    }
    case "browser":
      return [
        { type: "rect", x, y, width, height, radius: RADIUS, paint: OUTLINE, shadow: true },
        { type: "path", d: `M${n(x)} ${n(y + 14)}h${n(width)}`, paint: CREASE },
        ...[0, 1, 2].map((i): Shape => ({ type: "circle", cx: x + 14 + i * 8, cy: y + 7.25, r: 2, paint: DOTS })),
      ];
    case "folded": {
      const [w, h] = [width - 2 * STACK, height - 2 * STACK];
      return [2, 1, 0].map((i): Shape => ({ type: "rect", x: x + i * STACK, y: y + i * STACK, width: w, height: h, radius: RADIUS, paint: OUTLINE, ...(i === 0 ? {} : { shadow: i === 2 }) }));
    }
    case "document":
      return [
        {
          type: "path",
          d: `M${n(x + RADIUS)} ${n(y)}H${n(x + width - EAR)}l${EAR} ${EAR}V${n(y + height - RADIUS)}q0 ${RADIUS} ${-RADIUS} ${RADIUS}H${n(x + RADIUS)}q${-RADIUS} 0 ${-RADIUS} ${-RADIUS}V${n(y + RADIUS)}q0 ${-RADIUS} ${RADIUS} ${-RADIUS}z`,
          paint: OUTLINE, shadow: true,
        },
        { type: "path", d: `M${n(x + width - EAR)} ${n(y)}v${EAR - 3}q0 3 3 3h${EAR - 3}`, paint: CREASE },
      ];
  }
}

/** Size of the small outlines in the legend, in CSS pixels. */
export const MINIATURE = { width: 20, height: 13 } as const;

/** A small outline of a shape for the legend, with its top left corner at a point. */
export function miniature(shape: NodeShape, x: number, y: number): readonly Shape[] {
  const line: Paint = { fill: "card", stroke: "ink3", width: 1 };
  const crease: Paint = { stroke: "ink3", width: 1 };
  const { width: w, height: h } = MINIATURE;
  switch (shape) {
    case "card":
    case "person":
      return [{ type: "rect", x, y, width: w, height: h, radius: 3, paint: line }];
    case "external":
      return [{ type: "rect", x, y, width: w, height: h, radius: 3, paint: { ...line, dash: [3, 2] } }];
    case "capsule":
      return [{ type: "rect", x, y, width: w, height: h, radius: h / 2, paint: line }];
    case "cylinder":
      return [
        { type: "path", d: `M${n(x)} ${n(y + 1)}a10 2.5 0 0 1 20 0v11a10 2.5 0 0 1 -20 0z`, paint: line },
        { type: "path", d: `M${n(x)} ${n(y + 1)}a10 2.5 0 0 0 20 0`, paint: crease },
      ];
    case "bucket":
      return [
        { type: "path", d: `M${n(x)} ${n(y + 1)}a10 2.5 0 0 1 20 0l-3 11a7 2 0 0 1 -14 0z`, paint: line },
        { type: "path", d: `M${n(x)} ${n(y + 1)}a10 2.5 0 0 0 20 0`, paint: crease },
      ];
    case "browser":
      return [
        { type: "rect", x, y: y - 1, width: w, height: h + 2, radius: 3, paint: line },
        { type: "path", d: `M${n(x)} ${n(y + 2.5)}h${w}`, paint: crease },
      ];
    case "folded":
      return [2, 1, 0].map((i): Shape => ({ type: "rect", x: x + i * 1.5, y: y - 1 + i * 1.5, width: w - 3, height: h - 1, radius: 3, paint: line }));
    case "document":
      return [
        { type: "path", d: `M${n(x + 2)} ${n(y - 1)}h11l5 5v10h-16z`, paint: line },
        { type: "path", d: `M${n(x + 13)} ${n(y - 1)}v5h5`, paint: crease },
      ];
  }
}

/** Where the middle of a miniature's front lies, relative to its top left corner: the place of a swatch. */
export function miniatureMiddle(shape: NodeShape): { readonly x: number; readonly y: number } {
  switch (shape) {
    case "browser":
      return { x: 10, y: 8.25 };
    case "cylinder":
    case "bucket":
      return { x: 10, y: 8 };
    case "folded":
      return { x: 8.5, y: 5 };
    case "document":
      return { x: 9, y: 7.5 };
    case "card":
    case "person":
    case "external":
    case "capsule":
      return { x: 10, y: 6.5 };
  }
}

/** Head and shoulders, quiet, in a square of a given size. */
export function personGlyph(x: number, y: number, size: number): readonly Shape[] {
  const u = size / 14;
  const line: Paint = { stroke: "ink3", width: 1.25 };
  return [
    { type: "circle", cx: x + 7 * u, cy: y + 3.9 * u, r: 3 * u, paint: line },
    { type: "path", d: `M${n(x + 1.2 * u)} ${n(y + 13.4 * u)}c0 ${n(-3.4 * u)} ${n(2.4 * u)} ${n(-4.9 * u)} ${n(5.8 * u)} ${n(-4.9 * u)}s${n(5.8 * u)} ${n(1.5 * u)} ${n(5.8 * u)} ${n(4.9 * u)}`, paint: line },
  ];
}
