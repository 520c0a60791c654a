import { gridOf, renderSvg, textExports, type Grid, type ViewSummary } from "@groundplan/diagrams";
import type { EmitInput, Emitter, OutputFile } from "../artifact.ts";

/** Pictures of the views of one artifact: SVG in both themes, and the same view as text for other tools. */
function viewsOf(artifact: string, name: string): Emitter {
  return {
    artifact, name,
    *emit(input) {
      for (const view of input.views) if (view.artifact === artifact) yield* filesOf(view, input);
    },
  };
}

export const contextDiagrams = viewsOf("1.1", "Context diagrams");
export const containerDiagrams = viewsOf("1.2", "Container diagrams");
export const componentDiagrams = viewsOf("2.1", "Component diagrams");
export const wireframes = viewsOf("2.3", "Wireframes and journeys");
export const dataFlowDiagrams = viewsOf("3.3", "Data-flow diagrams");
export const sequenceDiagrams = viewsOf("2.4", "Sequence diagrams");

export function* filesOf(view: ViewSummary, input: EmitInput): Iterable<OutputFile> {
  const grid = gridOf(view.id);
  if (grid) {
    yield* gridFiles(grid, view, input);
    return;
  }
  const scene = input.scene(view.id);
  if (!scene) return;
  const path = input.viewPath(view);
  const said = JSON.stringify(scene);
  for (const theme of ["light", "dark"] as const) {
    yield {
      path: `${path}.${theme}.svg`, artifact: view.artifact, view: view.id, format: "svg", ownership: "derived", key: `${input.maker} ${theme} ${said}`,
      content: () => renderSvg(input.drawing(view.id)!, { theme }),
    };
  }
  for (const format of textExports) {
    if (format.of === "scene") yield { path: `${path}.${format.extension}`, artifact: view.artifact, view: view.id, format: format.format, ownership: "derived", key: `${input.maker} ${format.id} ${said}`, content: () => format.write(scene) };
  }
}

function* gridFiles(grid: Grid, view: ViewSummary, input: EmitInput): Iterable<OutputFile> {
  const path = input.viewPath(view);
  for (const theme of ["light", "dark"] as const) yield { path: `${path}.${theme}.svg`, artifact: view.artifact, view: view.id, format: "svg", ownership: "derived", content: () => renderSvg(input.drawing(view.id)!, { theme }) };
  for (const text of grid.texts) yield { path: `${path}.${text.extension}`, artifact: view.artifact, view: view.id, format: text.format, ownership: "derived", content: () => text.write(input.model, view.id) };
}
