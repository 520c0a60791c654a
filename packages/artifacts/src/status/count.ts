import type { Model } from "@groundplan/model";

/** `3 drivers`: how many elements of a kind there are. */
export function count(model: Model, kind: string, one: string, many: string): string {
  return counted(model.elements(kind).length, one, many);
}

export function counted(found: number, one: string, many: string): string {
  return `${found} ${found === 1 ? one : many}`;
}
