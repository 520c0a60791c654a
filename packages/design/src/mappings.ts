import { castBetween, typeText, type SqlType } from "@groundplan/formats";
import type { Model } from "@groundplan/model";
import { settingOf } from "@groundplan/model";
import type { TypeNode } from "@groundplan/vocabulary";
import { isAdopted } from "./adopted.ts";
import { plainName, readDataType } from "./data.ts";
import type { Mapping, MappingLine, Migration } from "./migrations.ts";
import { scalarType, snake, type TableReading } from "./tables.ts";

/** A column of the new table, and what fills it. */
export interface CoveredColumn {
  readonly column: string;
  /** The qualified name of its field. */
  readonly field: string;
  readonly type: SqlType;
  readonly nullable: boolean;
  /** It has a value where nobody gives one. */
  readonly falls: boolean;
  readonly line: MappingLine | undefined;
  /** Old fields that fill it: those of its line, or the one of the same name. */
  readonly from: readonly string[];
}

/** Column by column, what a mapping fills and what it leaves behind. */
export interface MappingCoverage {
  readonly columns: readonly CoveredColumn[];
  /** Old fields that nothing takes and nothing drops, by their qualified names. */
  readonly left: readonly string[];
  /** Lines that fill a part of a record which has no such part. */
  readonly unknownParts: readonly MappingLine[];
}

/** How a mapping covers both sides; `tablesOf` gives the tables of a store. Undefined where no store keeps its entity. */
export function coverageOf(model: Model, mapping: Mapping, tablesOf: (store: string) => TableReading): MappingCoverage | undefined {
  const entity = mapping.to === undefined ? undefined : readDataType(model, mapping.to);
  if (entity?.store === undefined) return undefined;
  const reading = tablesOf(entity.store);
  const name = reading.tableOf.get(entity.id);
  const table = reading.document.tables.find((each) => name !== undefined && each.name === name.name && each.schema === name.schema);
  if (!table) return undefined;
  const old = mapping.from.flatMap((id) => oldFields(model, id, tablesOf));
  const dropped = new Set(mapping.drops.flatMap(({ fields }) => fields));
  const said = new Set(mapping.lines.flatMap(({ from }) => from));
  const unknownParts: MappingLine[] = [];
  const lines = new Map<string, MappingLine>();
  for (const line of mapping.lines) {
    const all = line.to === undefined ? [] : (reading.columnsOf.get(line.to) ?? []);
    const meant = line.part === undefined ? all : all.filter((column) => column.endsWith(`_${line.part!.split(".").map(snake).join("_")}`));
    if (line.part !== undefined && meant.length === 0 && all.length > 0) unknownParts.push(line);
    // One expression fills one column; a record without one is filled column by column.
    for (const column of line.via === undefined ? meant : meant.slice(0, 1)) lines.set(column, line);
  }
  const columns = entity.fields.flatMap((field) => (reading.columnsOf.get(field.id) ?? []).flatMap((column): readonly CoveredColumn[] => {
    const found = table.columns.find((each) => each.name === column);
    if (!found) return [];
    const line = lines.get(column);
    const same = old.find((each) => each.column === column && !dropped.has(each.field) && !said.has(each.field));
    return [{ column, field: field.id, type: found.type, nullable: found.nullable, falls: found.default !== undefined || found.identity !== undefined, line, from: line ? line.from : same ? [same.field] : [] }];
  }));
  const taken = new Set(columns.flatMap(({ from }) => from));
  return { columns, unknownParts, left: [...new Set(old.map(({ field }) => field))].filter((field) => !taken.has(field) && !dropped.has(field)) };
}

/** The columns of an old table, with the fields that they are of. */
function oldFields(model: Model, id: string, tablesOf: (store: string) => TableReading): readonly { readonly field: string; readonly column: string }[] {
  const type = readDataType(model, id);
  if (!type) return [];
  if (isAdopted(model, id)) return type.fields.map((field) => ({ field: field.id, column: plainName(field.name) }));
  const reading = type.store === undefined ? undefined : tablesOf(type.store);
  return type.fields.flatMap((field) => (reading?.columnsOf.get(field.id) ?? []).map((column) => ({ field: field.id, column })));
}

/** How deep keys of keys are followed. */
const DEEPEST = 8;

/** The type of an old field in SQL, as near as the model has it: a reference has the type of the key that it leads to. Undefined where it is neither. */
function oldTypeOf(model: Model, field: string): SqlType | undefined {
  const value = model.element(field) && settingOf(model.element(field)!, "type")?.values[0];
  return value?.type === "type" ? typeOf(value.expression, 0) : undefined;

  function typeOf(node: TypeNode, depth: number): SqlType | undefined {
    if (depth > DEEPEST) return undefined;
    switch (node.is) {
      case "scalar":
        return scalarType(node.scalar, node.args);
      case "optional":
        return typeOf(node.of, depth + 1);
      case "name": {
        const entity = node.target === undefined ? undefined : readDataType(model, node.target);
        const key = entity?.is === "entity" ? entity.fields.find(({ name }) => name === entity.keys[0]?.[0]) : undefined;
        return key && typeOf(key.type, depth + 1);
      }
      default:
        return undefined;
    }
  }
}

/** A column whose type changes though no line says how, where not every value has a place in the new one. Of enums nothing is told here. */
export function lossyChange(model: Model, { type, line, from }: CoveredColumn): { readonly before: string; readonly after: string; readonly why: string } | undefined {
  const old = line?.via === undefined && from.length === 1 ? oldTypeOf(model, from[0]!) : undefined;
  const cast = old && castBetween(old, type, () => false);
  return cast?.is === "none" ? { before: typeText(old!), after: typeText(type), why: cast.why } : undefined;
}

/** Rows a second that are taken for granted where nobody measured: one core, narrow rows, a batch in a transaction of its own. */
export const ASSUMED_RATE = 2000;

export interface BackfillEstimate {
  readonly tables: readonly { readonly mapping: Mapping; readonly rows: number | undefined; readonly rowsFrom: "mapping" | "migration" | "volume" | undefined; readonly seconds: number | undefined }[];
  readonly rate: number;
  readonly rateIs: "measured" | "stated" | "assumed";
  /** Of the tables whose rows are known. */
  readonly seconds: number;
}

/** How long the backfill takes: rows divided by the rate, table by table, one after the other. */
export function estimateBackfill(model: Model, migration: Migration, moving: (mapping: Mapping) => boolean): BackfillEstimate {
  const rate = migration.rate ?? ASSUMED_RATE;
  const tables = migration.mappings.filter(moving).map((mapping) => {
    const volume = [mapping.from[0], mapping.to].map((id) => (id === undefined ? undefined : volumeOf(model, id, 0))).find((rows) => rows !== undefined);
    const rows = mapping.rows ?? migration.rows ?? volume;
    return { mapping, rows, rowsFrom: mapping.rows !== undefined ? "mapping" as const : migration.rows !== undefined ? "migration" as const : volume !== undefined ? "volume" as const : undefined, seconds: rows === undefined ? undefined : rows / rate };
  });
  return { tables, rate, rateIs: migration.rate === undefined ? "assumed" : migration.measured === undefined ? "stated" : "measured", seconds: tables.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0) };
}

function volumeOf(model: Model, id: string, depth: number): number | undefined {
  const volume = depth > DEEPEST ? undefined : readDataType(model, id)?.volume;
  if (!volume) return undefined;
  if (volume.per === undefined) return volume.amount;
  const of = volumeOf(model, volume.per, depth + 1);
  return of === undefined ? undefined : of * volume.amount;
}
