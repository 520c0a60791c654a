import { settingOf, textOf, type Element, type Model } from "@groundplan/model";

/** The style of an interface, or of that which an operation belongs to. */
export function styleOf(model: Model, target: Element): string | undefined {
  const api = target.kind.group === "operation" && target.parent !== undefined ? model.element(target.parent) : target;
  return api?.kind.group === "interface" ? textOf(settingOf(api, "style")) : undefined;
}
