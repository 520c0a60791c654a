import { settingOf, type Model } from "@groundplan/model";

/** Whether an element stands in an adopted file, and not in the system: it is described there, and has a place only where something takes it. */
export function isAdopted(model: Model, id: string): boolean {
  const dot = id.indexOf(".");
  return dot > 0 && model.element(id.slice(0, dot))?.kind.group === "source";
}

/** By adopted element, the elements of the system that take it, in the order of the text. Computed once for each version of a model. */
export function takersOf(model: Model): ReadonlyMap<string, readonly string[]> {
  const known = cache.get(model);
  if (known?.version === model.version) return known.takers;
  const takers = new Map<string, string[]>();
  for (const element of model.elements("api", "type", "enum", "entity", "topic")) {
    if (isAdopted(model, element.id)) continue;
    const from = settingOf(element, "from")?.values[0]?.target;
    if (from === undefined) continue;
    const list = takers.get(from);
    if (list) list.push(element.id);
    else takers.set(from, [element.id]);
  }
  cache.set(model, { version: model.version, takers });
  return takers;
}

/** What stands for an element in the system: of an adopted one the first that takes it, if one does; the element itself otherwise. */
export function standsFor(model: Model, id: string): string {
  return isAdopted(model, id) ? (takersOf(model).get(id)?.[0] ?? id) : id;
}

const cache = new WeakMap<Model, { readonly version: number; readonly takers: ReadonlyMap<string, readonly string[]> }>();
