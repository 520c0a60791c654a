import type { Point, Size } from "@groundplan/layout";
import type { Drawing, Shape } from "../drawing.ts";
import { fitPage, paintFrame } from "../paint/frame.ts";
import type { LegendEntry } from "../paint/legend.ts";
import { cleanText } from "../text/clean.ts";

/** What every chart says of itself. */
export interface ChartHead {
  /** The view's id, for the footer: `decisions/timeline`. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/** A chart's content on a page with heading, legend and footer; `paint` gets the content's top left corner. */
export function chartPage(head: ChartHead, content: Size, entries: readonly LegendEntry[], paint: (origin: Point) => readonly Shape[]): Drawing {
  const title = cleanText(head.title);
  const description = cleanText(head.description);
  const page = fitPage({ title, description, footer: `Groundplan · ${cleanText(head.id)}`, entries, content, framed: true });
  return { width: page.width, height: page.height, title, description, shapes: [...paintFrame(page), ...paint(page.origin)] };
}

/** Something of one type of place that a chart's words may lie over or beside. */
export interface Rectangle {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

export function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}
