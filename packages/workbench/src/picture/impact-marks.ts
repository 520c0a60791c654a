/** What breaks when an element is down, as a picture can show it: states of drawn elements and the relations between them. */
import { impactOf } from "@groundplan/analysis";
import type { Impact } from "@groundplan/analysis";
import type { SiteIndex } from "../data/index-site.ts";
import type { MarkState } from "./highlight.ts";

export interface ImpactMarks {
  readonly states: ReadonlyMap<string, MarkState>;
  readonly relations: ReadonlySet<string>;
}

export function impactsOf(index: SiteIndex, down: string): readonly Impact[] {
  return impactOf({ relations: index.site.relations, parents: index.parents }, down);
}

/** An element that is not drawn marks the nearest drawn one that holds it, as degraded: a part of that one suffers. */
export function marksOf(index: SiteIndex, down: string, isDrawn: (id: string) => boolean): ImpactMarks {
  const states = new Map<string, MarkState>();
  const relations = new Set<string>();
  const drawnFor = (id: string): string | undefined => [id, ...index.ancestors(id).map((element) => element.id)].find(isDrawn);
  const own = drawnFor(down);
  if (own !== undefined) states.set(own, "down");
  for (const { element, effect, path } of impactsOf(index, down)) {
    const drawn = drawnFor(element);
    if (drawn !== undefined && states.get(drawn) !== "down") {
      const state = drawn === element ? effect : "degrades";
      if (states.get(drawn) !== "fails") states.set(drawn, state);
    }
    for (const step of path) if (step.by.type === "relation") relations.add(step.by.relation);
  }
  return { states, relations };
}
