/** What breaks when an element is down, as a picture can show it: states of drawn elements and the relations between them. */
import { impactOf } from "@groundplan/analysis/impact";
import type { Impact, ImpactGraph } from "@groundplan/analysis/impact";
import type { SiteIndex } from "../data/index-site.ts";
import type { MarkState } from "./highlight.ts";

export interface ImpactMarks {
  readonly states: ReadonlyMap<string, MarkState>;
  readonly relations: ReadonlySet<string>;
}

export function impactsOf(index: SiteIndex, down: string): readonly Impact[] {
  let graph = graphs.get(index);
  if (graph === undefined) {
    const carries = (id: string): boolean => index.element(id)?.group === "topic" || index.element(id)?.kind === "broker";
    graph = { parents: index.parents, relations: index.site.relations.map((relation) => (relation.style === "message" && carries(relation.source) ? { ...relation, delivery: true } : relation)) };
    graphs.set(index, graph);
  }
  return impactOf(graph, down);
}

const graphs = new WeakMap<SiteIndex, ImpactGraph>();

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
