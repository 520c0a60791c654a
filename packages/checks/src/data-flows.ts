import { dataFlowsOf, hasClasses, type DataFlow, type DataFlows } from "@groundplan/analysis";
import type { Model, Relation } from "@groundplan/model";
import { at, ELEMENTS, type Anchor, type Facet, type RuleContext } from "./rule.ts";

/** What data flows follow from: the facets that a rule reads which asks `dataFlows`. */
export const READS_OF_DATA_FLOWS: readonly Facet[] = [...ELEMENTS, "type", "field", "access", "flow", "step", "screen", "source", "relations"];

/** The data flows of the model; undefined where no field bears a class, and so there is nothing to follow. */
export function dataFlows({ model, lookup, memo }: RuleContext): DataFlows | undefined {
  return memo("data flows", READS_OF_DATA_FLOWS, () => (hasClasses(lookup.of("field")) ? dataFlowsOf(model) : undefined));
}

/** Where a flow is spoken of: at its relation, or at the first step or access pattern that tells of it. */
export function placeOf(flow: DataFlow): Anchor {
  return flow.relation ? at(flow.relation) : { element: flow.saidBy[0]! };
}

/** The names of the data on a flow that bears one of some classes. */
export function bearing(flow: DataFlow, classes: readonly string[]): readonly string[] {
  return flow.data.filter((datum) => datum.classes.some((name) => classes.includes(name))).map(({ name }) => name);
}

/** Every relation, those of one source after the other: unlike `model.relations()` in no order of the text, and so without sorting all of it after each edit. */
export function* relationsOf({ model, lookup }: RuleContext): Iterable<Relation> {
  for (const group of ELEMENTS) if (group !== "relations") for (const { id } of lookup.of(group)) yield* model.outgoing(id);
}

export function titleOf(model: Model, id: string): string {
  return model.element(id)?.title ?? id;
}
