import type { DataField, DataType } from "@groundplan/design";
import { readDataType } from "@groundplan/design";
import { settingOf, type Model } from "@groundplan/model";
import { nearest, type TypeNode } from "@groundplan/vocabulary";

/** How deep the fields of fields are followed. */
const DEEPEST = 8;
/** Fields beyond these are not counted: types within types may be very many. */
const MOST = 2000;

/** The part of a path over fields that is not there, with the nearest name; undefined where all of it is. */
export function missingField(model: Model, type: DataType, path: string): { readonly name: string; readonly of: DataType; readonly near: string | undefined } | undefined {
  let at: DataType | undefined = type;
  for (const name of path.split(".")) {
    // What is inside of a scalar, a map or another file's type is not known here.
    if (!at) return undefined;
    const field: DataField | undefined = at.fields.find((each) => each.name === name);
    if (!field) return { name, of: at, near: nearest(name, at.fields.map((each) => each.name)) };
    at = typeBehind(model, field.type);
  }
  return undefined;
}

/** Whether the fields of a type stand in the model: not so where they are those of an adopted file. */
export function isWhole(model: Model, id: string): boolean {
  const open = [id];
  const seen = new Set(open);
  let fields = 0;
  for (const at of open) {
    const element = model.element(at);
    if (!element || settingOf(element, "from") || settingOf(element, "of")) return false;
    fields += model.children(at).length;
    for (const value of settingOf(element, "extends")?.values ?? []) {
      if (value.target === undefined) return false;
      if (!seen.has(value.target)) open.push(value.target);
      seen.add(value.target);
    }
  }
  return fields > 0;
}

/** A type with fields that a type expression names. */
export function typeBehind(model: Model, node: TypeNode): DataType | undefined {
  switch (node.is) {
    case "name": {
      const found = node.target === undefined ? undefined : readDataType(model, node.target);
      return found && found.fields.length > 0 ? found : undefined;
    }
    case "optional":
      return typeBehind(model, node.of);
    case "of":
      return node.container === "map" ? undefined : typeBehind(model, node.of[0]!);
    default:
      return undefined;
  }
}

/** A field of an entity, or of a value that it holds. */
export interface HeldField {
  /** `address.street`. */
  readonly path: string;
  readonly field: DataField;
}

/** The fields of an entity and of the values in it; what refers to another entity is not in it. */
export function heldFields(model: Model, entity: DataType): readonly HeldField[] {
  const found: HeldField[] = [];
  const walk = (type: DataType, prefix: string, around: readonly string[]): void => {
    for (const field of type.fields) {
      if (found.length >= MOST) return;
      const path = `${prefix}${field.name}`;
      found.push({ path, field });
      const inner = around.length < DEEPEST ? typeBehind(model, field.type) : undefined;
      if (inner?.is === "type" && !around.includes(inner.id)) walk(inner, `${path}.`, [...around, inner.id]);
    }
  };
  walk(entity, "", [entity.id]);
  return found;
}
