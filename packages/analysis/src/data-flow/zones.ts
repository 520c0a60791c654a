import { settingOf, textOf, type Element, type Model } from "@groundplan/model";
import type { Zone } from "./types.ts";

const OUTSIDE: Zone = { id: "outside", title: "Outside", is: "outside" };

/**
 * The zone of trust that an element lies in: the one that it or the nearest element above it names by `trust`; otherwise
 * people and external systems are outside, and each system of the model, with all that it holds, is a zone of its own.
 */
export function zoneOf(model: Model, element: Element): Zone {
  const chain = [element, ...model.ancestors(element.id)];
  for (const at of chain) {
    const named = textOf(settingOf(at, "trust"));
    if (named !== undefined && named.trim() !== "") return { id: `trust ${named.trim().toLowerCase()}`, title: named.trim(), is: "named" };
  }
  if (chain.some(({ kind }) => kind.group === "actor" || kind.group === "external")) return OUTSIDE;
  const system = chain.findLast(({ kind }) => kind.group === "system");
  return system ? { id: `system ${system.id}`, title: system.title, is: "system" } : { id: "workspace", title: "Workspace", is: "system" };
}
