import { parentOf, type Element, type Model } from "@groundplan/model";

const CONTAINERS: ReadonlySet<string> = new Set(["container"]);
const RUNNING: ReadonlySet<string> = new Set(["container", "external", "actor"]);
const SYSTEMS: ReadonlySet<string> = new Set(["system"]);

/** The container that an element is or lies in. */
export function containerOf(model: Model, id: string): Element | undefined {
  return enclosing(model, id, CONTAINERS);
}

/** The container, the external system or the actor that an element is or lies in: what runs, or acts, by itself. */
export function runningOf(model: Model, id: string): Element | undefined {
  return enclosing(model, id, RUNNING);
}

/** The outermost system that an element is or lies in. */
export function systemOf(model: Model, id: string): string | undefined {
  let found: string | undefined;
  for (let at: string | undefined = id; at !== undefined; ) {
    const element = model.element(at);
    if (element && SYSTEMS.has(element.kind.group)) found = element.id;
    at = element?.parent ?? parentOf(at);
  }
  return found;
}

/** The nearest element, from this one upwards, whose kind's group is one of these. */
function enclosing(model: Model, id: string, groups: ReadonlySet<string>): Element | undefined {
  for (let at: string | undefined = id; at !== undefined; ) {
    const element = model.element(at);
    if (element && groups.has(element.kind.group)) return element;
    // The element's own word for its parent is found faster than one that is cut out of its name.
    at = element?.parent ?? parentOf(at);
  }
  return undefined;
}
