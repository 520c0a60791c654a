import { isAdopted, takersOf } from "@groundplan/design";
import { settingOf, textOf, type Element, type Model } from "@groundplan/model";
import { CLASSES, namesOfType, type TypeNode } from "@groundplan/vocabulary";

/** What becomes of a type: it is sent with a request (without what is read only), given with a reply (without what is written only), or whole. */
export type Part = "request" | "reply" | "whole";

/** A field that bears classes, whether or not it takes them away at once. */
export interface ClassedField {
  readonly id: string;
  /** The type or entity in whose block it stands. */
  readonly type: string;
  readonly classes: readonly string[];
  /** How it takes its classes away: `hash`. */
  readonly way: string | undefined;
}

/** The classes of all types of a model. */
export interface TypeClasses {
  /** Classes of a type's fields and of the types in them, in the order of `CLASSES`. What an entity refers to is not in it. */
  of(type: string, part: Part): readonly string[];
  readonly fields: readonly ClassedField[];
}

/** Whether any field bears a class: where none does, there is nothing to follow. */
export function hasClasses(fields: Iterable<Element>): boolean {
  for (const field of fields) if (CLASSES.some((name) => settingOf(field, name))) return true;
  return false;
}

/** The classes of all types, each computed once: from the fields that bear them up to all types that hold these, linear in fields. */
export function typeClasses(model: Model): TypeClasses {
  const types = model.elements("@type");
  const fields: ClassedField[] = [];
  for (const type of types) for (const field of fieldsIn(model, type)) {
    const classes = CLASSES.filter((name) => settingOf(field, name));
    if (classes.length > 0) fields.push({ id: field.id, type: type.id, classes, way: textOf(settingOf(field, "declassifies")) });
  }
  const parts = new Map<Part, ReadonlyMap<string, readonly string[]>>();
  return {
    fields,
    of(type, part) {
      if (fields.length === 0) return NONE;
      let known = parts.get(part);
      if (!known) parts.set(part, (known = computePart(model, types, part)));
      return known.get(type) ?? NONE;
    },
  };
}

const NONE: readonly string[] = [];

function computePart(model: Model, types: readonly Element[], part: Part): ReadonlyMap<string, readonly string[]> {
  const left = part === "request" ? "readonly" : part === "reply" ? "writeonly" : undefined;
  /** By type, the types that hold it. */
  const holders = new Map<string, string[]>();
  const found = new Map<string, Set<string>>();
  const waiting: [type: string, name: string][] = [];
  const raise = (type: string, name: string): void => {
    let own = found.get(type);
    if (!own) found.set(type, (own = new Set()));
    if (own.has(name)) return;
    own.add(name);
    waiting.push([type, name]);
  };
  const takers = takersOf(model);
  const hold = (type: string, node: TypeNode, refers: boolean): void => {
    for (const { target } of namesOfType(node)) {
      if (target === undefined) continue;
      const element = model.element(target);
      // An entity that names another refers to it, and holds its key alone.
      if (!element || (refers && isEntity(model, element))) continue;
      put(target, type);
    }
  };
  const put = (inner: string, type: string): void => {
    const list = holders.get(inner);
    if (list) list.push(type);
    else holders.set(inner, [type]);
  };
  for (const type of types) {
    const entity = isEntity(model, type);
    for (const field of fieldsIn(model, type)) {
      if (settingOf(field, "declassifies") || (left !== undefined && settingOf(field, left))) continue;
      for (const name of CLASSES) if (settingOf(field, name)) raise(type.id, name);
      const value = settingOf(field, "type")?.values[0];
      if (value?.type === "type") hold(type.id, value.expression, entity);
    }
    const of = settingOf(type, "of")?.values[0];
    if (of?.type === "type") hold(type.id, of.expression, false);
    for (const { target } of settingOf(type, "extends")?.values ?? []) if (target !== undefined) put(target, type.id);
    // What an adopted file calls by its own name is what the plan says more of.
    if (isAdopted(model, type.id)) for (const taker of takers.get(type.id) ?? []) put(taker, type.id);
  }
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) for (const holder of holders.get(next[0]) ?? []) raise(holder, next[1]);
  return new Map([...found].map(([type, names]) => [type, CLASSES.filter((name) => names.has(name))]));
}

function fieldsIn(model: Model, type: Element): readonly Element[] {
  return model.children(type.id).filter(({ kind }) => kind.name === "field");
}

function isEntity(model: Model, element: Element): boolean {
  return model.vocabulary.covers(["entity"], element.kind);
}
