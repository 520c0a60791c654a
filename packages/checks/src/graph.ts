import { parentOf, type Element, type Model } from "@groundplan/model";

/** The nearest element, from this one upwards, whose kind's group is one of these. */
export function enclosing(model: Model, id: string, groups: ReadonlySet<string>): string | undefined {
  for (let at: string | undefined = id; at !== undefined; at = parentOf(at)) {
    const element = model.element(at);
    if (element && groups.has(element.kind.group)) return at;
  }
  return undefined;
}

const CONTAINERS: ReadonlySet<string> = new Set(["container"]);
const RUNNING: ReadonlySet<string> = new Set(["container", "external", "actor"]);
const SYSTEMS: ReadonlySet<string> = new Set(["system"]);

/** The container that an element is or lies in. */
export function containerOf(model: Model, id: string): Element | undefined {
  return elementAt(model, enclosing(model, id, CONTAINERS));
}

/** The container, the external system or the actor that an element is or lies in: what runs, or acts, by itself. */
export function runningOf(model: Model, id: string): Element | undefined {
  return elementAt(model, enclosing(model, id, RUNNING));
}

/** The outermost system that an element is or lies in. */
export function systemOf(model: Model, id: string): string | undefined {
  let found: string | undefined;
  for (let at: string | undefined = id; at !== undefined; at = parentOf(at)) if (SYSTEMS.has(model.element(at)?.kind.group ?? "")) found = at;
  return found;
}

function elementAt(model: Model, id: string | undefined): Element | undefined {
  return id === undefined ? undefined : model.element(id);
}
