import { inOrderOfText, isWithin, leastRelation, type Element, type Relation } from "@groundplan/model";
import type { Structure } from "./structure.ts";

/** Kinds that are drawn as boxes of their own. */
const BOXES: ReadonlySet<string> = new Set(["actor", "external", "system", "container", "component"]);

/**
 * Finds the drawn id that an element's relations end at: its own, or that of the nearest element above it that is drawn.
 * A boundary (`around`) stands for itself and for its interfaces, but not for a box in it that this view leaves out.
 */
export function lifter(structure: Structure, drawn: ReadonlyMap<string, string>, around?: ReadonlySet<string>): (id: string) => string | undefined {
  return (id) => {
    const server = serverOf(structure, id);
    if (server !== undefined && drawn.has(server)) return drawn.get(server);
    let leftOut = false;
    for (const element of structure.chainOf(id)) {
      const found = drawn.get(element.id);
      if (found !== undefined) return leftOut && around?.has(element.id) ? undefined : found;
      leftOut ||= BOXES.has(element.kind.group);
    }
    return undefined;
  };
}

/** The component that serves an interface or operation: the one part of the same element that the interface itself leads to. */
export function serverOf(structure: Structure, id: string): string | undefined {
  for (const element of structure.chainOf(id)) {
    if (element.kind.group !== "interface" && element.kind.group !== "operation") return undefined;
    const targets = new Set(structure.model.outgoing(element.id).filter((relation) => isServing(structure, relation)).map((relation) => relation.target));
    if (targets.size === 1) return [...targets][0];
  }
  return undefined;
}

/** `CartService -> cart-service "is served by"`: it says who answers, and is no dependency of its own. */
export function isServing(structure: Structure, relation: Relation): boolean {
  const [source] = structure.chainOf(relation.source);
  if (source?.kind.group !== "interface" && source?.kind.group !== "operation") return false;
  const holder = structure.chainOf(relation.source).find((element) => element.kind.group !== "interface" && element.kind.group !== "operation");
  return holder !== undefined && relation.target !== holder.id && isWithin(relation.target, holder.id);
}

/**
 * What stands for an element that is not in a view: the actor or external that it is or lies in; else the outermost system,
 * container or component that holds nothing of the view (`holders` are the elements that do). So a component of a sibling
 * is drawn as its container, and a container of another system as that system.
 */
export function standIn(structure: Structure, holders: ReadonlySet<string>, id: string): Element | undefined {
  let found: Element | undefined;
  for (const at of structure.chainOf(id)) {
    if (holders.has(at.id)) break;
    if (at.kind.group === "actor" || at.kind.group === "external") return at;
    if (BOXES.has(at.kind.group)) found = at;
  }
  return found;
}

/** Everything that holds one of these elements. */
export function holdersOf(structure: Structure, elements: Iterable<Element>): ReadonlySet<string> {
  const holders = new Set<string>();
  for (const element of elements) {
    for (const holder of structure.chainOf(element.id)) if (holder !== element) holders.add(holder.id);
  }
  return holders;
}

/** Relations of several elements, each once, in the order of the text. */
export function relationsOf(structure: Structure, ids: Iterable<string>): readonly Relation[] {
  const all = new Set<Relation>();
  for (const id of ids) for (const relation of structure.touching(id)) all.add(relation);
  return inOrderOfText([...all], leastRelation);
}
