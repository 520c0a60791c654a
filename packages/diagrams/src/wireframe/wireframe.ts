import type { ChartHead } from "../charts/chart.ts";

/** A screen as a low-fidelity wireframe: what is there and in which order, and no more of how it looks than that says. */
export interface Wireframe {
  readonly id: string;
  readonly title: string;
  /** The address in the bar of the browser. */
  readonly address: string;
  readonly widgets: readonly WireWidget[];
  readonly states: readonly { readonly name: string; readonly widgets: readonly WireWidget[] }[];
}

export interface WireWidget {
  readonly id: string;
  /** The name of a widget kind of the vocabulary; an unknown one is drawn as a box with its words. */
  readonly type: string;
  readonly title: string;
  /** The data that it shows or takes; drawn in the code face, as it is no text of the screen. */
  readonly shows: string;
  readonly hint: string;
  readonly required: boolean;
  /** The view that it opens. */
  readonly opens?: string;
  readonly widgets: readonly WireWidget[];
  /** How often the pattern of a list is shown; where nothing is said, as often as shows that it is one. */
  readonly repeats?: number;
}

/** A screen on a desktop and on a phone, with its states. */
export interface ScreenChart extends ChartHead {
  readonly screen: Wireframe;
}

/** The way over screens, as a row of phones with arrows between. */
export interface StoryboardChart extends ChartHead {
  /** `through` is what is pressed to come to the next one. */
  readonly stops: readonly { readonly screen: Wireframe; readonly through: string; readonly opens: string }[];
}
