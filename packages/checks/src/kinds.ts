import type { Element, Model } from "@groundplan/model";
import { storeKinds, type Kind } from "@groundplan/vocabulary";

const FRONTS: readonly string[] = ["webapp", "mobileapp", "desktopapp", "gateway"];

/** A container that keeps data. */
export function isStore(model: Model, element: Element): boolean {
  return element.kind.group === "container" && model.vocabulary.covers(storeKinds, element.kind);
}

export function isBroker(model: Model, element: Element): boolean {
  return isKind(model, element.kind, "broker");
}

export function isWorker(model: Model, element: Element): boolean {
  return isKind(model, element.kind, "worker");
}

/** A container that people use directly, or that stands before others. */
export function isFront(model: Model, element: Element): boolean {
  return element.kind.group === "container" && model.vocabulary.covers(FRONTS, element.kind);
}

function isKind(model: Model, kind: Kind, name: string): boolean {
  return kind.group === "container" && (kind.name === name || model.vocabulary.covers([name], kind));
}
