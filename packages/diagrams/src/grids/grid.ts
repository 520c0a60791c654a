import type { Model } from "@groundplan/model";
import type { Drawing } from "../drawing.ts";
import type { ViewSummary } from "../projections/view.ts";

/**
 * A kind of picture that is no graph: lifelines, wireframes. It has its own deterministic grid, so nothing is laid out and
 * nothing is seeded: the model gives the drawing at once.
 */
export interface Grid {
  /** The first part of the ids of its views: `sequence`. */
  readonly name: string;
  readonly summary: string;
  readonly views: (model: Model) => readonly ViewSummary[];
  readonly describe: (model: Model, id: string) => string;
  /** Undefined where the model has no such view. */
  readonly draw: (model: Model, id: string) => Drawing | undefined;
  /** The elements that are in the picture. */
  readonly members: (model: Model, id: string) => readonly string[];
  /** The same view for other tools. */
  readonly texts: readonly { readonly id: "mermaid" | "plantuml" | "d2"; readonly extension: string; readonly format: string; readonly write: (model: Model, id: string) => string }[];
}
