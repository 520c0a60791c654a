import type { Box, Point } from "@groundplan/layout";
import type { NodeShape } from "../scene.ts";
import { BODY } from "./bodies.ts";

/**
 * The point where a line that ends on the border of a node's box meets the outline that is drawn in the box: straight on
 * from the border, so that an orthogonal line stays orthogonal. `before` is the line's point before.
 */
export function onOutline(shape: NodeShape, box: Box, end: Point, before: Point): Point {
  const vertical = Math.abs(end.y - before.y) >= Math.abs(end.x - before.x);
  const x = end.x - box.x;
  const y = end.y - box.y;
  const inset = vertical ? verticalInset(shape, box, x, before.y < end.y) : horizontalInset(shape, box, y, before.x < end.x);
  if (inset <= 0) return end;
  // A line that runs along the border, or starts within the box, is left alone.
  const near = 0.75;
  if (vertical) {
    if (before.y < end.y) return Math.abs(y) < near ? { x: end.x, y: end.y + inset } : end;
    return Math.abs(y - box.height) < near ? { x: end.x, y: end.y - inset } : end;
  }
  if (before.x < end.x) return Math.abs(x) < near ? { x: end.x + inset, y: end.y } : end;
  return Math.abs(x - box.width) < near ? { x: end.x - inset, y: end.y } : end;
}

/** How far the outline lies below the top border (or above the bottom border) at `x` from the left. */
function verticalInset(shape: NodeShape, { width, height }: Box, x: number, top: boolean): number {
  switch (shape) {
    case "cylinder":
    case "bucket": {
      const taper = shape === "bucket" && !top ? BODY.taper : 0;
      return arcInset(x - width / 2, width / 2 - taper, BODY.lid);
    }
    case "capsule":
      return cornerInset(x, width, Math.min(height / 2, BODY.capsule));
    case "document":
      if (top && x > width - BODY.ear) return x - (width - BODY.ear);
      return cornerInset(x, width, BODY.radius);
    case "folded":
      if (top) return x > width - BODY.stack ? 2 * BODY.stack : x > width - 2 * BODY.stack ? BODY.stack : cornerInset(x, width, BODY.radius);
      return x < BODY.stack ? 2 * BODY.stack : x < 2 * BODY.stack ? BODY.stack : cornerInset(x - 2 * BODY.stack, width - 2 * BODY.stack, BODY.radius);
    case "card":
    case "person":
    case "external":
    case "browser":
      return cornerInset(x, width, BODY.radius);
  }
}

/** How far the outline lies to the right of the left border (or to the left of the right border) at `y` from the top. */
function horizontalInset(shape: NodeShape, { height }: Box, y: number, left: boolean): number {
  switch (shape) {
    case "cylinder":
      return 0;
    case "bucket":
      return (BODY.taper * Math.min(Math.max(y - BODY.lid, 0), height - 2 * BODY.lid)) / Math.max(1, height - 2 * BODY.lid);
    case "capsule":
      return cornerInset(y, height, Math.min(height / 2, BODY.capsule));
    case "document":
      if (!left && y < BODY.ear) return BODY.ear - y;
      return cornerInset(y, height, BODY.radius);
    case "folded":
      if (left) return y > height - BODY.stack ? 2 * BODY.stack : y > height - 2 * BODY.stack ? BODY.stack : cornerInset(y, height, BODY.radius);
      return y < BODY.stack ? 2 * BODY.stack : y < 2 * BODY.stack ? BODY.stack : cornerInset(y - 2 * BODY.stack, height - 2 * BODY.stack, BODY.radius);
    case "card":
    case "person":
    case "external":
    case "browser":
      return cornerInset(y, height, BODY.radius);
  }
}

/** Inset of a round corner of radius `r` at `at` along a side of length `side`; none between the corners. */
function cornerInset(at: number, side: number, r: number): number {
  const into = at < r ? r - at : at > side - r ? at - (side - r) : 0;
  return into <= 0 ? 0 : into >= r ? r : r - Math.sqrt(r * r - into * into);
}

/** Inset of an elliptic lid of half axes `rx` and `ry` at `x` from its middle. */
function arcInset(x: number, rx: number, ry: number): number {
  return Math.abs(x) >= rx ? ry : ry - ry * Math.sqrt(1 - (x * x) / (rx * rx));
}
