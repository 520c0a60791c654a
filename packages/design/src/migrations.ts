import { readSql, withNames, type MigrationInput, type PhaseName, type TableDocument, type TableMapping, type TableName } from "@groundplan/formats";
import { pathFrom, settingOf, targetsOf, textOf, textsOf, type Element, type Model } from "@groundplan/model";
import type { Quantity } from "@groundplan/vocabulary";
import { isAdopted } from "./adopted.ts";
import { plainName, readDataType } from "./data.ts";
import { readTables, snake, type TableReading } from "./tables.ts";

/** A migration with all that is said of it. */
export interface Migration {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly mappings: readonly Mapping[];
  /** Qualified names of entities, in the order in which they are filled, as far as it is said. */
  readonly order: readonly string[];
  readonly rows: number | undefined;
  readonly batch: number | undefined;
  /** Rows a second. */
  readonly rate: number | undefined;
  /** When that rate was measured. */
  readonly measured: string | undefined;
  readonly window: Quantity | undefined;
  readonly lockTimeout: Quantity | undefined;
  /** In the order of the text; empty where nothing is said, which means all. */
  readonly phases: readonly { readonly id: string; readonly name: PhaseName; readonly after: Quantity | undefined }[];
  readonly validations: readonly { readonly id: string; readonly name: string; readonly query: string }[];
  readonly cutover: Cutover | undefined;
  readonly rollback: string | undefined;
  readonly illustrative: boolean;
}

export interface Cutover {
  readonly id: string;
  readonly at: string | undefined;
  readonly needs: readonly string[];
  readonly downtime: Quantity | undefined;
  readonly abort: readonly string[];
  readonly steps: readonly string[];
  readonly rehearsed: string | undefined;
}

export interface Mapping {
  readonly id: string;
  /** Qualified names of the old tables, adopted ones or entities; the first one gives the rows. */
  readonly from: readonly string[];
  /** The entity. */
  readonly to: string | undefined;
  readonly on: string | undefined;
  readonly where: string | undefined;
  /** The old tables stay. */
  readonly keep: boolean;
  readonly rows: number | undefined;
  readonly lines: readonly MappingLine[];
  readonly drops: readonly { readonly id: string; readonly reason: string | undefined; readonly fields: readonly string[] }[];
}

/** `a, b -> c via "…"`, or `c = "…"`. */
export interface MappingLine {
  readonly id: string;
  /** Qualified names of the old fields; none where it is filled in. */
  readonly from: readonly string[];
  /** The field, and the part of it that is meant where it is a record: `cost` and `units` of `cost.units`. */
  readonly to: string | undefined;
  readonly part: string | undefined;
  readonly via: string | undefined;
}

export const PHASE_ORDER: readonly PhaseName[] = ["expand", "sync", "backfill", "validate", "switch", "contract"];

/** How many rows are moved in one transaction, and how long a lock is waited for, where nothing is said. */
export const DEFAULT_BATCH = 10_000;
export const DEFAULT_LOCK_TIMEOUT = 5;

/** Every migration, in the order of the text. */
export function migrationsOf(model: Model): readonly Migration[] {
  return model.elements("migration").flatMap(({ id }) => readMigration(model, id) ?? []);
}

/** Reads a migration; undefined where there is none of that name. */
export function readMigration(model: Model, id: string): Migration | undefined {
  const element = model.element(id);
  if (element?.kind.name !== "migration") return undefined;
  const parts = (kind: string): readonly Element[] => model.children(id).filter((child) => child.kind.name === kind);
  const [cutover] = parts("cutover");
  return {
    id, name: plainName(element.name), title: element.title, description: element.description,
    mappings: parts("mapping").map((mapping) => readMapping(model, mapping)),
    order: targetsOf(settingOf(element, "order")), rows: amountOf(element, "rows"), batch: amountOf(element, "batch"), rate: amountOf(element, "rate"),
    measured: dateOf(element, "measured"), window: quantityOf(element, "window"), lockTimeout: quantityOf(element, "locktimeout"),
    phases: parts("phase").flatMap((phase) => {
      const name = textOf(settingOf(phase, "name")) as PhaseName | undefined;
      return name === undefined ? [] : [{ id: phase.id, name, after: quantityOf(phase, "after") }];
    }),
    validations: parts("validate").flatMap((one) => {
      const query = textOf(settingOf(one, "query"));
      return query === undefined ? [] : [{ id: one.id, name: one.title, query }];
    }),
    cutover: cutover && {
      id: cutover.id, at: textOf(settingOf(cutover, "at")), needs: targetsOf(settingOf(cutover, "needs")), downtime: quantityOf(cutover, "downtime"),
      abort: textsOf(settingOf(cutover, "abort")), steps: textsOf(settingOf(cutover, "steps")), rehearsed: dateOf(cutover, "rehearsed"),
    },
    rollback: textOf(settingOf(element, "rollback")), illustrative: settingOf(element, "illustrative") !== undefined,
  };
}

function readMapping(model: Model, element: Element): Mapping {
  const lines: MappingLine[] = [];
  const drops: Mapping["drops"][number][] = [];
  for (const child of model.children(element.id)) {
    if (child.kind.name === "drop") drops.push({ id: child.id, reason: child.titled ? child.title : child.description, fields: targetsOf(settingOf(child, "columns")) });
    if (child.kind.name !== "move" && child.kind.name !== "fill") continue;
    const to = settingOf(child, "to")?.values[0];
    lines.push({
      id: child.id, from: targetsOf(settingOf(child, "from")), to: to?.target, via: textOf(settingOf(child, "via")),
      part: to?.type === "reference" && to.name.includes(".") && !/^`[^`]*`$/.test(to.name) ? to.name.replace(/^(?:`[^`]*`|[^.]+)\./, "") : undefined,
    });
  }
  return {
    id: element.id, from: targetsOf(settingOf(element, "from")), to: settingOf(element, "to")?.values[0]?.target,
    on: textOf(settingOf(element, "on")), where: textOf(settingOf(element, "where")), keep: settingOf(element, "keep") !== undefined, rows: amountOf(element, "rows"), lines, drops,
  };
}

/** The schemas on both sides of a migration, with what is moved from the one to the other. */
export interface MigrationSchemas {
  readonly input: MigrationInput;
  /** The store whose tables come to be; undefined where the entities are of none, or of several. */
  readonly store: string | undefined;
  /** What keeps it from being a plan for a database, in sentences. */
  readonly missing: readonly string[];
}

/**
 * What a migration says, in the tables and columns of a database. `textOfFile` gives the text of an adopted file: only that says the types
 * of its columns to the letter.
 */
export function readMigrationSchemas(model: Model, migration: Migration, textOfFile: (file: string) => string | undefined): MigrationSchemas {
  const missing: string[] = [];
  const stores = [...new Set(migration.mappings.flatMap(({ to }) => (to === undefined ? [] : [readDataType(model, to)?.store])))];
  const store = stores.length === 1 ? stores[0] : undefined;
  if (stores.length > 1) missing.push("Its entities are kept in several stores: each needs a migration of its own.");
  else if (store === undefined) missing.push("No store keeps its entities.");
  const reading = readTables(model, store);
  const sides = new Map<string, Side>();
  for (const id of migration.mappings.flatMap(({ from }) => from)) {
    const key = isAdopted(model, id) ? id.slice(0, id.indexOf(".")) : (readDataType(model, id)?.store ?? "");
    if (!sides.has(key)) sides.set(key, isAdopted(model, id) ? adoptedSide(model, key, textOfFile) : entitySide(model, key, migration));
  }
  for (const side of sides.values()) if (side.problem !== undefined) missing.push(side.problem);
  const sideOf = (id: string): Side | undefined => sides.get(isAdopted(model, id) ? id.slice(0, id.indexOf(".")) : (readDataType(model, id)?.store ?? ""));
  const documents = [...sides.values()].map(({ document }) => document);
  const mappings = migration.mappings.flatMap((mapping): TableMapping[] => {
    const to = mapping.to === undefined ? undefined : reading.tableOf.get(mapping.to);
    const from = mapping.from.flatMap((id) => sideOf(id)?.tableOf(id) ?? []);
    if (to === undefined || from.length === 0) return [];
    const columnsFrom = (field: string): TableMapping["columns"][number]["from"] => {
      const table = field.slice(0, field.lastIndexOf("."));
      const side = sideOf(table);
      const name = side?.tableOf(mapping.from.find((id) => id === table) ?? table);
      return name === undefined ? [] : side!.columnsOf(field).map((column) => ({ table: tableName(name), column }));
    };
    const columns = mapping.lines.flatMap((line): TableMapping["columns"] => {
      const all = line.to === undefined ? [] : (reading.columnsOf.get(line.to) ?? []);
      const targets = line.part === undefined ? all : all.filter((column) => column.endsWith(`_${line.part!.split(".").map(snake).join("_")}`));
      const sources = line.from.flatMap(columnsFrom);
      // A record has as many columns as what it comes from, in their order.
      if (line.via === undefined && targets.length > 1 && targets.length === sources.length) return targets.map((column, at) => ({ to: column, from: [sources[at]!] }));
      return targets.slice(0, 1).map((column) => ({ to: column, from: sources, ...(line.via === undefined ? {} : { via: line.via }) }));
    });
    return [{ from: from.map(tableName), to: tableName(to), columns, dropped: mapping.drops.flatMap(({ fields }) => fields.flatMap(columnsFrom).map(({ column }) => column)), ...(mapping.on === undefined ? {} : { on: mapping.on }), ...(mapping.where === undefined ? {} : { where: mapping.where }), ...(mapping.keep ? { keep: true } : {}) }];
  });
  if (mappings.length < migration.mappings.length || mappings.length === 0) missing.push(mappings.length === 0 ? "It maps no table to an entity that a database keeps." : "A mapping names a table or an entity that no database keeps.");
  return {
    store, missing,
    input: {
      name: snake(migration.name), before: joined(documents), after: reading.document, mappings, batch: Math.max(1, Math.round(migration.batch ?? DEFAULT_BATCH)), lockTimeout: Math.round((migration.lockTimeout?.base ?? DEFAULT_LOCK_TIMEOUT) * 1000),
      sync: migration.phases.length === 0 || migration.phases.some(({ name }) => name === "sync"), validations: migration.validations.map(({ name, query }) => ({ name, query })),
      order: migration.order.flatMap((id) => reading.tableOf.get(id) ?? []).map(tableName),
    },
  };
}

interface Side {
  readonly document: TableDocument;
  readonly problem?: string;
  tableOf(id: string): { readonly schema?: string | undefined; readonly name: string } | undefined;
  columnsOf(field: string): readonly string[];
}

/** The tables of an adopted file, as it says them to the letter. */
function adoptedSide(model: Model, source: string, textOfFile: (file: string) => string | undefined): Side {
  const element = model.element(source);
  const file = element && textOf(settingOf(element, "file"));
  const path = element && file !== undefined ? pathFrom(element.at.file, file) : undefined;
  const text = path === undefined ? undefined : textOfFile(path);
  const sql = element && textOf(settingOf(element, "format")) === "sql";
  const problem = !sql ? `${source} is no file of SQL: it has no tables to migrate from.` : text === undefined ? `The file of ${source} is not there.` : undefined;
  const { document } = readSql(problem === undefined ? text! : "", { dialect: "postgresql", chosenNames: true });
  return {
    document, ...(problem === undefined ? {} : { problem }),
    tableOf(id) {
      const said = model.element(id) && textOf(settingOf(model.element(id)!, "table"));
      return document.tables.find((table) => (table.schema === undefined ? table.name : `${table.schema}.${table.name}`) === said);
    },
    columnsOf: (field) => [plainName(model.element(field)?.name ?? "")],
  };
}

/** The tables of entities, with the names that the schema written of them has. */
function entitySide(model: Model, store: string, migration: Migration): Side {
  const reading: TableReading = readTables(model, store);
  const from = new Set(migration.mappings.flatMap((mapping) => mapping.from));
  // What only comes to be is not there yet.
  const coming = migration.mappings.flatMap(({ to }) => (to === undefined || from.has(to) ? [] : (reading.tableOf.get(to) ?? [])));
  const tables = reading.document.tables.filter((table) => !coming.some(({ schema, name }) => table.schema === schema && table.name === name));
  const used = new Set(tables.flatMap((table) => table.columns.map(({ type }) => type.name)));
  return { document: withNames({ ...reading.document, tables, enums: reading.document.enums.filter(({ name }) => used.has(name)) }), tableOf: (id) => reading.tableOf.get(id), columnsOf: (field) => reading.columnsOf.get(field) ?? [] };
}

function joined(documents: readonly TableDocument[]): TableDocument {
  return {
    dialect: "postgresql", schemas: documents.flatMap(({ schemas }) => schemas), extensions: documents.flatMap(({ extensions }) => extensions), enums: documents.flatMap(({ enums }) => enums), domains: documents.flatMap(({ domains }) => domains),
    sequences: documents.flatMap(({ sequences }) => sequences ?? []), tables: documents.flatMap(({ tables }) => tables), views: documents.flatMap(({ views }) => views),
  };
}

function tableName({ schema, name }: { readonly schema?: string | undefined; readonly name: string }): TableName {
  return { ...(schema === undefined ? {} : { schema }), name };
}

function quantityOf(element: Element, name: string): Quantity | undefined {
  const value = settingOf(element, name)?.values[0];
  return value?.type === "quantity" ? value.quantity : undefined;
}

function amountOf(element: Element, name: string): number | undefined {
  return quantityOf(element, name)?.base;
}

function dateOf(element: Element, name: string): string | undefined {
  const value = settingOf(element, name)?.values[0];
  return value?.type === "date" ? value.date : undefined;
}
