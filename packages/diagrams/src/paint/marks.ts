import type { Ink, Shape } from "../drawing.ts";
import { number as n } from "../geometry.ts";
import type { Mark } from "../scene.ts";

/** A state as a shape of 9 CSS pixels around a centre: a disc, a half disc, a ring, a cross. Colour only repeats it. */
export function markShapes(mark: Mark, cx: number, cy: number): readonly Shape[] {
  const r = 4;
  const ring = (ink: Ink): Shape => ({ type: "circle", cx, cy, r, paint: { stroke: ink, width: 1.4 } });
  switch (mark) {
    case "complete":
      return [{ type: "circle", cx, cy, r: r + 0.5, paint: { fill: "ok" } }];
    case "partial":
      return [ring("warn"), { type: "path", d: `M${n(cx)} ${n(cy - r)}a${r} ${r} 0 0 0 0 ${2 * r}z`, paint: { fill: "warn" } }];
    case "empty":
      return [ring("ink3")];
    case "failing":
      return [{ type: "path", d: `M${n(cx - 3.4)} ${n(cy - 3.4)}l6.8 6.8m0 -6.8l-6.8 6.8`, paint: { stroke: "bad", width: 2 } }];
  }
}

/** What a mark means, in a word for legends and accessible names. */
export const MARK_WORDS: Readonly<Record<Mark, string>> = { complete: "complete", partial: "partial", empty: "nothing yet", failing: "failing" };
