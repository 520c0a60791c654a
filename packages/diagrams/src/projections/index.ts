import type { Model } from "@groundplan/model";
import { gridOf, grids } from "../grids/index.ts";
import type { Scene } from "../scene.ts";
import { capabilities } from "./capabilities.ts";
import { components } from "./components.ts";
import { containers } from "./containers.ts";
import { context } from "./context.ts";
import { custom } from "./custom.ts";
import { dataFlow } from "./data-flow.ts";
import { decisions } from "./decisions.ts";
import { landscape } from "./landscape.ts";
import { structureOf, type Structure } from "./structure.ts";
import type { Projection, View, ViewSummary } from "./view.ts";

/** Every kind of picture of a model's structure, in the order in which views are listed. */
export const projections: readonly Projection[] = [landscape, context, containers, components, custom, capabilities, dataFlow, decisions];

/** The views of a model, in a stable order; those that would show nothing are left out. Nothing is drawn for it. */
export function listViews(model: Model): readonly ViewSummary[] {
  const graphs = [...viewsOf(structureOf(model)).values()].map(({ id, kind, title, artifact, elements }) => ({ id, kind, title, artifact, elements }));
  return [...graphs, ...grids.flatMap((grid) => grid.views(model))];
}

/** The scene of a view that `listViews` names; undefined where the model has no such view, or where it is no graph. */
export function projectView(model: Model, id: string): Scene | undefined {
  if (gridOf(id)) return undefined;
  const structure = structureOf(model);
  const view = viewsOf(structure).get(id);
  return view && structure.remember(`scene ${id}`, () => view.project());
}

function viewsOf(structure: Structure): ReadonlyMap<string, View> {
  return structure.remember("views", () => {
    const views = new Map<string, View>();
    for (const projection of projections) for (const view of projection.views(structure)) if (!views.has(view.id)) views.set(view.id, view);
    return views;
  });
}
