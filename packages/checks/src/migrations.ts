import { coverageOf, plainName, readMigration, readTables, type Mapping, type MappingCoverage, type TableReading } from "@groundplan/design";
import type { Model } from "@groundplan/model";
import type { Facet } from "./rule.ts";

/** What rules that look at both sides of a migration read: the entities and the adopted tables, their fields, and the stores. */
export const READS_OF_MIGRATIONS: readonly Facet[] = ["type", "field", "container", "source"];

/** The mappings of a migration, column by column; those whose entity no store keeps are left out. Computed once for each version of a model. */
export function migrationCoverage(model: Model, id: string): readonly { readonly mapping: Mapping; readonly coverage: MappingCoverage }[] {
  let known = cache.get(model);
  if (known?.version !== model.version) cache.set(model, (known = { version: model.version, tables: new Map(), migrations: new Map() }));
  const { tables, migrations } = known;
  let found = migrations.get(id);
  if (!found) {
    const tablesOf = (store: string): TableReading => {
      let reading = tables.get(store);
      if (!reading) tables.set(store, (reading = readTables(model, store)));
      return reading;
    };
    found = (readMigration(model, id)?.mappings ?? []).flatMap((mapping) => {
      const coverage = coverageOf(model, mapping, tablesOf);
      return coverage ? [{ mapping, coverage }] : [];
    });
    migrations.set(id, found);
  }
  return found;
}

const cache = new WeakMap<Model, { readonly version: number; readonly tables: Map<string, TableReading>; readonly migrations: Map<string, ReturnType<typeof migrationCoverage>> }>();

/** What an element is called, as the world outside of plan files has it. */
export function nameOf(model: Model, id: string): string {
  return plainName(model.element(id)?.name ?? id);
}
