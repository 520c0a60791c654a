import type { Model } from "@groundplan/model";
import type { TypeNode } from "@groundplan/vocabulary";
import { isAdopted, standsFor } from "./adopted.ts";
import { readDataType, type DataField, type DataType } from "./data.ts";

/** How many of one entity belong to one of the other, as crow's feet say it. */
export type Cardinality = "one" | "zero-or-one" | "many" | "one-or-many";

/** A field that leads from one entity to another. */
export interface EntityLink {
  /** The field's qualified name. */
  readonly id: string;
  readonly from: string;
  readonly field: string;
  readonly to: string;
  /** How many of `from` belong to one of `to`. */
  readonly many: Cardinality;
  /** How many of `to` belong to one of `from`. */
  readonly one: Cardinality;
}

/** Every entity of the system, in the order of the text; adopted ones where something takes them. */
export function entitiesOf(model: Model): readonly DataType[] {
  return model.elements("entity").filter((element) => !isAdopted(model, element.id)).map((element) => readDataType(model, element.id)!);
}

/** The entity that a field leads to: the one that its type names, alone, in a list or in a set. */
export function entityOf(model: Model, type: TypeNode): { readonly id: string; readonly several: boolean } | undefined {
  switch (type.is) {
    case "name": {
      // A table that refers to another table of its file means the entity that takes that one.
      const target = type.target === undefined ? undefined : standsFor(model, type.target);
      const element = target === undefined ? undefined : model.element(target);
      return element && model.vocabulary.covers(["entity"], element.kind) ? { id: element.id, several: false } : undefined;
    }
    case "of": {
      if (type.container === "map" || type.of.length !== 1) return undefined;
      const inner = entityOf(model, type.of[0]!);
      return inner && { ...inner, several: true };
    }
    case "optional":
      return entityOf(model, type.of);
    default:
      return undefined;
  }
}

/** Every link between entities, in the order of the text. Inherited fields lead from where they are declared only. */
export function entityLinks(model: Model, entities: readonly DataType[] = entitiesOf(model)): readonly EntityLink[] {
  return entities.flatMap((entity) => entity.fields.filter((field) => field.from === entity.id).flatMap((field): readonly EntityLink[] => {
    const found = entityOf(model, field.type);
    return found ? [{ id: field.id, from: entity.id, field: field.name, to: found.id, ...cardinalities(entity, field, found.several) }] : [];
  }));
}

function cardinalities(entity: DataType, field: DataField, several: boolean): Pick<EntityLink, "many" | "one"> {
  if (field.many || several) return { many: "many", one: "many" };
  const alone = field.unique || (entity.keys.length === 1 && entity.keys[0]!.length === 1 && entity.keys[0]![0] === field.name);
  return { many: alone ? "zero-or-one" : "many", one: field.optional ? "zero-or-one" : "one" };
}
