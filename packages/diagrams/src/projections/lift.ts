import type { Element, Relation } from "@groundplan/model";
import type { Structure } from "./structure.ts";

/** Finds the drawn id that an element's relations end at: its own, or that of the nearest element above it that is drawn. */
export function lifter(structure: Structure, drawn: ReadonlyMap<string, string>): (id: string) => string | undefined {
  return (id) => {
    const own = drawn.get(id);
    if (own !== undefined) return own;
    for (let at = structure.model.element(id)?.parent; at !== undefined; at = structure.model.element(at)?.parent) {
      const found = drawn.get(at);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

/**
 * What stands for an element that is not in a view: the actor or external that it is or lies in; else the outermost system,
 * container or component that holds nothing of the view (`holders` are the elements that do). So a component of a sibling
 * is drawn as its container, and a container of another system as that system.
 */
export function standIn(structure: Structure, holders: ReadonlySet<string>, id: string): Element | undefined {
  let found: Element | undefined;
  for (let at = structure.model.element(id); at && !holders.has(at.id); at = at.parent === undefined ? undefined : structure.model.element(at.parent)) {
    switch (at.kind.group) {
      case "actor":
      case "external":
        return at;
      case "system":
      case "container":
      case "component":
        found = at;
        break;
      default:
        break;
    }
  }
  return found;
}

/** Everything that holds one of these elements. */
export function holdersOf(structure: Structure, elements: Iterable<Element>): ReadonlySet<string> {
  const holders = new Set<string>();
  for (const element of elements) {
    for (let at = element.parent; at !== undefined && !holders.has(at); at = structure.model.element(at)?.parent) holders.add(at);
  }
  return holders;
}

/** Relations of several elements, each once, in the order of the text. */
export function relationsOf(structure: Structure, ids: Iterable<string>): readonly Relation[] {
  const all = new Set<Relation>();
  for (const id of ids) for (const relation of structure.touching(id)) all.add(relation);
  return [...all].sort((a, b) => (a.at.file === b.at.file ? a.at.from - b.at.from : a.at.file < b.at.file ? -1 : 1));
}
