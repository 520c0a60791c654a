import type { Element } from "@groundplan/model";
import type { EmitInput } from "./artifact.ts";

/** The smallest element whose item holds the place; undefined outside of all. */
export function elementAt(input: EmitInput, file: string, offset: number): Element | undefined {
  const items = itemsOf(input).get(file) ?? [];
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle]!.element.item.from <= offset) low = middle + 1;
    else high = middle;
  }
  let at = items[low - 1];
  while (at && at.element.item.to <= offset) at = at.within;
  return at?.element;
}

/** An element with the item that holds its own: items lie within each other or apart. */
interface Nested {
  readonly element: Element;
  readonly within: Nested | undefined;
}

const known = new WeakMap<EmitInput, ReadonlyMap<string, readonly Nested[]>>();

/** The elements of each file by where their items begin, the outer before the inner. */
function itemsOf(input: EmitInput): ReadonlyMap<string, readonly Nested[]> {
  let items = known.get(input);
  if (!items) known.set(input, (items = nest(input.model.elements())));
  return items;
}

function nest(elements: readonly Element[]): ReadonlyMap<string, readonly Nested[]> {
  const files = new Map<string, Nested[]>();
  for (const element of [...elements].sort((a, b) => a.item.from - b.item.from || b.item.to - a.item.to)) {
    let list = files.get(element.item.file);
    if (!list) files.set(element.item.file, (list = []));
    let within = list.at(-1);
    while (within && within.element.item.to < element.item.to) within = within.within;
    list.push({ element, within });
  }
  return files;
}
