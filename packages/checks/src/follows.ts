import { settingOf, type Model, type Relation } from "@groundplan/model";
import type { CallStep } from "@groundplan/design";
import { ELEMENTS, type Facet } from "./rule.ts";

/** What a rule over flows reads beyond the flow itself: who is named in its steps, and the relations of those. */
export const READS_OF_FLOWS: readonly Facet[] = [...ELEMENTS, "relations", "screen"];

/**
 * Every relation that a step may be taken to follow: from its sender, from what holds that or from a part of it, to what
 * is called, to what holds that or to a part of it. Which of several comes first in a text plays no part.
 */
export function relationsFollowed(model: Model, call: CallStep): readonly Relation[] {
  const step = model.element(call.id);
  const sender = (step && settingOf(step, "from")?.values[0]?.target) ?? call.from;
  const target = call.target ?? call.to;
  const above = [sender, ...model.ancestors(sender).map(({ id }) => id)];
  const sources = [...above, ...model.children(sender).map(({ id }) => id)];
  const targets = new Set([target, ...model.ancestors(target).map(({ id }) => id)].filter((id) => !above.includes(id)));
  return sources.flatMap((source) => model.outgoing(source).filter((relation) => targets.has(relation.target) || relation.target.startsWith(`${target}.`)));
}
