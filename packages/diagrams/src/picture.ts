import { layout } from "@groundplan/layout";
import type { LayoutResult, LayoutSeed } from "@groundplan/layout";
import type { Drawing } from "./drawing.ts";
import { paint } from "./paint.ts";
import type { PaintOptions } from "./paint.ts";
import type { Scene } from "./scene.ts";
import { measureScene } from "./size.ts";

export interface PictureOptions extends PaintOptions {
  /** The seed of the picture's previous layout: what was there stays where it was. */
  readonly seed?: LayoutSeed;
}

export interface Picture {
  readonly drawing: Drawing;
  readonly layout: LayoutResult;
}

/** Measures, lays out and paints a scene: the whole way from words to shapes. */
export function drawScene(scene: Scene, options: PictureOptions = {}): Picture {
  const { seed, ...painting } = options;
  const result = layout(measureScene(scene), { direction: scene.direction, ...(seed === undefined ? {} : { seed }) });
  return { drawing: paint(scene, result, painting), layout: result };
}
