import { settingOf, textsOf, type Element, type Model, type Relation } from "@groundplan/model";
import { CLASSES, DECLASSIFIERS } from "@groundplan/vocabulary";
import type { ClassedField } from "./classes.ts";
import type { Declassifier } from "./types.ts";

/** `personal per token`, as a class and a way. What is written differently gives neither, and says nothing. */
export function readDeclassifier(text: string): { readonly class: string; readonly way: string } | undefined {
  const [, name, way] = /^(\S+) per (\S+)$/.exec(text.trim()) ?? [];
  return name !== undefined && way !== undefined && (CLASSES as readonly string[]).includes(name) && (DECLASSIFIERS as readonly string[]).includes(way) ? { class: name, way } : undefined;
}

/** The classes that the setting `declassifies` of an element or a relation takes away, with the way of each. */
export function declassified(holder: { readonly settings: Element["settings"] }): ReadonlyMap<string, string> {
  const setting = settingOf(holder, "declassifies");
  if (!setting) return NONE;
  return new Map(textsOf(setting).flatMap((text) => {
    const read = readDeclassifier(text);
    return read ? [[read.class, read.way] as const] : [];
  }));
}

const NONE: ReadonlyMap<string, string> = new Map();

/** What an element takes away from all that leaves it, or what holds it does. */
export function declassifiedAt(model: Model, id: string): ReadonlyMap<string, string> {
  const element = model.element(id);
  if (!element) return NONE;
  let found: Map<string, string> | undefined;
  for (const at of [element, ...model.ancestors(id)]) for (const [name, way] of at.kind.group === "field" ? NONE : declassified(at)) if (!found?.has(name)) (found ??= new Map()).set(name, way);
  return found ?? NONE;
}

/** Every declared way to take a class away: of fields, of elements, of relations; by place, then by class. */
export function declassifiersOf(fields: readonly ClassedField[], elements: readonly Element[], relations: readonly Relation[]): readonly Declassifier[] {
  const found: Declassifier[] = [];
  for (const field of fields) if (field.way !== undefined) for (const name of field.classes) found.push({ at: field.id, relation: undefined, class: name, way: field.way });
  for (const element of elements) for (const [name, way] of declassified(element)) found.push({ at: element.id, relation: undefined, class: name, way });
  for (const relation of relations) for (const [name, way] of declassified(relation)) found.push({ at: relation.source, relation, class: name, way });
  const key = ({ at, relation, class: name }: Declassifier): string => `${at} ${relation?.id ?? ""} ${name}`;
  return found.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
