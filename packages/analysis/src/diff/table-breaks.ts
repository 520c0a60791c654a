import { entitiesOf, readDataType, readTables, snake, type DataType, type TableReading } from "@groundplan/design";
import { tableBreaks } from "@groundplan/formats";
import type { Model } from "@groundplan/model";
import { namesOfType } from "@groundplan/vocabulary";
import { SOURCES, type FoundBreak, type Sides } from "./breaks.ts";
import type { SideName } from "./change.ts";
import type { Pairing } from "./pairs.ts";

/** What the changes of entities break, store by store: judged are the tables that they become. */
export function entityBreaks({ before, after }: Sides, pairing: Pairing): readonly FoundBreak[] {
  const entities = entitiesOf(before.model);
  const stores = [...new Set(entities.flatMap(({ store }) => store ?? []))];
  return stores.flatMap((store): readonly FoundBreak[] => {
    const twin = pairing.after(store);
    const was = readTables(before.model, store);
    const is = twin === undefined ? undefined : readTables(after.model, twin);
    const own = { before: createOwners(before.model, entities.filter((entity) => entity.store === store), was), after: createOwners(after.model, is ? entitiesOf(after.model).filter((entity) => entity.store === twin) : [], is) };
    return tableBreaks(was.document, is?.document ?? { ...was.document, enums: [], tables: [] }).flatMap((found): readonly FoundBreak[] => {
      const { rule, breaks, of, name, message } = found;
      const put = (side: SideName, id: string, ids: readonly string[]): FoundBreak => ({ rule, reason: message, source: SOURCES.sql, side, id, audience: { of: "entities", ids, breaks } });
      const enumeration = rule === "value-added" || rule === "value-dropped" ? own.before.enumOf(of) : undefined;
      if (enumeration) return [put(rule === "value-added" ? "after" : "before", own[rule === "value-added" ? "after" : "before"].enumOf(of)?.value(name) ?? enumeration.id, enumeration.entities)];
      const entity = own.before.entityOf(of);
      if (entity === undefined) return [];
      const field = own.before.fieldOf(entity, name);
      if (field !== undefined) return [put("before", field, [entity])];
      const fresh = own.after.entityOf(of);
      const added = fresh === undefined ? undefined : own.after.fieldOf(fresh, name);
      return [added === undefined ? put("before", entity, [entity]) : put("after", added, [entity])];
    });
  });
}

/** Finds the entities behind the tables of a store. */
interface Owners {
  entityOf(table: string): string | undefined;
  /** The field that became a column, alone or with others. */
  fieldOf(entity: string, column: string | undefined): string | undefined;
  enumOf(name: string): { readonly id: string; readonly entities: readonly string[]; readonly value: (name: string | undefined) => string | undefined } | undefined;
}

function createOwners(model: Model, entities: readonly DataType[], reading: TableReading | undefined): Owners {
  const byTable = new Map<string, string>();
  const byId = new Map(entities.map((entity) => [entity.id, entity]));
  for (const [id, { schema, name }] of reading?.tableOf ?? []) byTable.set(plain(schema === undefined || schema === "public" ? name : `${schema}.${name}`), id);
  return {
    entityOf(table) {
      // A table that joins two entities is called as the first of them, and the field that leads to the other.
      for (let name = plain(table); ; name = name.slice(0, name.lastIndexOf("_"))) {
        const found = byTable.get(name);
        if (found !== undefined || !name.includes("_")) return found;
      }
    },
    fieldOf: (entity, column) => byId.get(entity)?.fields.find((field) => column !== undefined && reading?.columnsOf.get(field.id)?.includes(column))?.id,
    enumOf(name) {
      for (const entity of entities) for (const field of entity.fields) for (const { target } of namesOfType(field.type)) {
        const type = target === undefined ? undefined : readDataType(model, target);
        if (type?.is !== "enum" || snake(type.name) !== plain(name)) continue;
        const using = entities.filter((each) => each.fields.some((other) => namesOfType(other.type).some((node) => node.target === target)));
        return { id: type.id, entities: using.map(({ id }) => id), value: (value) => model.children(type.id).find((child, at) => String(type.values[at]?.value ?? child.name) === value)?.id };
      }
      return undefined;
    },
  };
}

/** A name of SQL without its quotes. */
function plain(name: string): string {
  return name.replaceAll('"', "");
}
