import type { Point, Size } from "@groundplan/layout";
import type { Layer, Shape } from "../drawing.ts";
import { measureText } from "../text/measure.ts";
import { ellipsize, wrapText } from "../text/wrap.ts";
import { paintLegend, planLegend } from "./legend.ts";
import type { Legend, LegendEntry } from "./legend.ts";

/** A page around content of a given size: where the content goes, and the words in the margins. */
export interface Page extends Size {
  /** Where the content's top left corner goes. */
  readonly origin: Point;
  readonly heading: string;
  readonly description: readonly string[];
  readonly footer: string;
  readonly legend: Legend;
}

export interface PageContent {
  readonly title: string;
  readonly description: string;
  readonly footer: string;
  readonly entries: readonly LegendEntry[];
  readonly content: Size;
  /** Without a frame the page is the content and a narrow margin. */
  readonly framed: boolean;
}

const MARGIN = 32;
const BARE_MARGIN = 16;
const NARROWEST = 360;
const WIDEST_WORDS = 760;
const AFTER_HEADING = 26;
const BEFORE_FOOTER = 26;

/** Sizes a page: wide enough for the content, the heading and the legend beside the footer, or above it. */
export function fitPage({ title, description, footer, entries, content, framed }: PageContent): Page {
  const empty = planLegend([], 0);
  if (!framed) {
    return {
      width: Math.ceil(content.width + 2 * BARE_MARGIN), height: Math.ceil(content.height + 2 * BARE_MARGIN),
      origin: { x: BARE_MARGIN, y: BARE_MARGIN }, heading: "", description: [], footer: "", legend: empty,
    };
  }
  const heading = ellipsize(title, "heading", Math.max(WIDEST_WORDS, content.width));
  const inner = Math.ceil(Math.max(content.width, NARROWEST, measureText(heading, "heading")));
  const lines = wrapText(description, "body", Math.min(inner, WIDEST_WORDS), 2);
  const footerWidth = measureText(footer, "note");
  const beside = planLegend(entries, inner - footerWidth - 32);
  // Too many rows beside the footer: the legend takes the whole width and the footer goes under it.
  const apart = beside.height > 60 || footerWidth + 200 > inner;
  const legend = apart ? planLegend(entries, inner) : beside;
  const headHeight = 18 + lines.length * 15;
  const footHeight = apart ? legend.height + (legend.height > 0 ? 22 : 12) : Math.max(legend.height, 12);
  return {
    width: inner + 2 * MARGIN,
    height: Math.ceil(MARGIN + headHeight + AFTER_HEADING + content.height + BEFORE_FOOTER + footHeight + MARGIN * 0.75),
    origin: { x: MARGIN + Math.round((inner - content.width) / 2), y: MARGIN + headHeight + AFTER_HEADING },
    heading, description: lines, footer: ellipsize(footer, "note", inner), legend,
  };
}

/** The page's ground, heading, legend and footer. */
export function paintFrame(page: Page): readonly Shape[] {
  const bottom = page.height - MARGIN * 0.75;
  const words: Shape[] = [{ type: "text", x: MARGIN, y: MARGIN + 13, text: page.heading, style: "heading", ink: "ink" }];
  page.description.forEach((line, i) => words.push({ type: "text", x: MARGIN, y: MARGIN + 32 + i * 15, text: line, style: "body", ink: "ink2" }));
  const beside = page.legend.height === 0 || page.width - 2 * MARGIN - page.legend.width > measureText(page.footer, "note") + 24;
  const legendTop = beside ? bottom - page.legend.height : bottom - 22 - page.legend.height;
  const layers: Layer[] = [{ type: "layer", name: "heading", children: words }];
  if (page.legend.height > 0) layers.push(paintLegend(page.legend, beside ? page.width - MARGIN - page.legend.width : MARGIN, legendTop));
  layers.push({ type: "layer", name: "footer", children: [{ type: "text", x: MARGIN, y: bottom - (beside && page.legend.height > 0 ? page.legend.height / 2 - 3.5 : 1), text: page.footer, style: "note", ink: "ink2" }] });
  return [{ type: "rect", x: 0, y: 0, width: page.width, height: page.height, paint: { fill: "paper" } }, ...layers];
}
