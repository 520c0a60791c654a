import type { Grid } from "./grid.ts";
import { entityDiagrams } from "./entities.ts";
import { journeys, wireframes } from "./screens.ts";
import { sequences } from "./sequences.ts";

/** Every kind of picture that is no graph, in the order in which views are listed behind those of the structure. */
export const grids: readonly Grid[] = [wireframes, journeys, sequences, entityDiagrams];

/** The grid that draws a view; undefined where the view is a graph. */
export function gridOf(viewId: string): Grid | undefined {
  return grids.find((grid) => viewId.startsWith(`${grid.name}/`));
}
