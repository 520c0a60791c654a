/**
 * A drawing is a finished picture as plain shapes with semantic paints: the one form that the SVG, PNG and PDF
 * renderers read, whatever made it (a graph, a radar, a timeline). Lengths in CSS pixels, origin top left.
 */

/** Names of the palette; each has a value in the light and in the dark theme (see `theme.ts`). */
export type Ink =
  | "paper" | "panel" | "line" | "hair" | "ink" | "ink2" | "ink3" | "accent" | "accent-soft"
  | "card" | "card-line" | "edge" | "group1" | "group2" | "group3" | "group4" | "chip"
  | "service" | "web" | "data" | "bus" | "external" | "actor" | "system" | "component" | "neutral"
  | "ok" | "warn" | "bad" | "none";

export interface Paint {
  readonly fill?: Ink;
  readonly stroke?: Ink;
  readonly width?: number;
  readonly dash?: readonly number[];
  readonly opacity?: number;
}

/** The type scale, the same everywhere: 15/600, 13/600, 11/400, 10.5/500, 11.5/600, 10/400 and the code face (see `text/style.ts`). */
export type TextStyle = "heading" | "title" | "body" | "small" | "small-strong" | "note" | "code";

export type Shape =
  | { readonly type: "rect"; readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly radius?: number; readonly paint: Paint; readonly shadow?: boolean }
  | { readonly type: "path"; readonly d: string; readonly paint: Paint; readonly shadow?: boolean }
  | { readonly type: "circle"; readonly cx: number; readonly cy: number; readonly r: number; readonly paint: Paint }
  | { readonly type: "text"; readonly x: number; readonly y: number; readonly text: string; readonly style: TextStyle; readonly ink: Ink; readonly anchor?: "start" | "middle" | "end" }
  | { readonly type: "icon"; readonly x: number; readonly y: number; readonly size: number; readonly d: string; readonly ink: Ink }
  | Layer;

/** A group of shapes with a meaning: a node, an edge, the legend. It becomes `<g>` with role, label and data attributes. */
export interface Layer {
  readonly type: "layer";
  /** What it is: `node`, `group`, `edge`, `label`, `legend`, `footer` …: the class name in SVG. */
  readonly name: string;
  /** Data attributes without their `data-` prefix: `{element: "shop.cart", opens: "components/shop.cart"}`. */
  readonly data?: Readonly<Record<string, string>>;
  /** Accessible name; a layer with one is in the tab order and has role `img` (or `link` where it opens something). */
  readonly label?: string;
  /** Words that a pointer resting on the layer shows and assistive technology reads; the layer stays out of the tab order. */
  readonly tooltip?: string;
  readonly children: readonly Shape[];
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly description: string;
  readonly shapes: readonly Shape[];
}
