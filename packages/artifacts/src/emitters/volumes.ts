import { heldFields } from "@groundplan/checks";
import { entitiesOf, entityOf, readDataType, type DataField, type DataType } from "@groundplan/design";
import { settingOf, type Element, type Model } from "@groundplan/model";
import type { TypeNode } from "@groundplan/vocabulary";

/** What is kept of one entity, by the volumes and fields that the model says. */
export interface EntityVolume {
  readonly entity: DataType;
  /** How many there are, and how many there are in a year; undefined where nothing says it. */
  readonly rows: number | undefined;
  readonly later: number | undefined;
  /** Bytes of one, with its part of all indexes. */
  readonly bytes: number;
}

export interface StoreVolume {
  readonly store: Element;
  readonly entities: readonly EntityVolume[];
  /** Bytes now and in a year, of those entities whose number is said. */
  readonly now: number;
  readonly later: number;
  /** Questions and writes a second, at the peak, by the access patterns that say their rate. */
  readonly reads: number;
  readonly writes: number;
}

const YEAR = 31_536_000;
/** A row's header with its pointer, and an entry of an index with its own, padding to eight bytes included (PostgreSQL 18 documentation, 66.6 Database Page Layout). */
const ROW = 28;
const ENTRY = 16;
/** Pages are filled so far on average: tables wholly but for dead rows, B-trees to nine tenths and less after splits. */
const FILL = 0.8;

/** How the numbers come about, in sentences for a reader. */
export const VOLUME_METHOD: readonly string[] = [
  "Size of one = 28 bytes for the row, the sizes of its fields, and for each key, unique and index, and each reference that none of these begins with, 16 bytes with the sizes of its fields; all divided by 0.8, how full pages are.",
  "Sizes of fields: fixed ones as PostgreSQL keeps them; a string with a length half of that and at most 256 bytes, one without 32, a text 500, bytes with a length that length, JSON and others without a length 200; a list five of what it is of; a reference the key of what it leads to. An entity's size setting stands in place of its fields.",
  "In a year = what there is and what comes, and where a retention is set no more than what comes within it, or what is there already. 3 per Order is three times the orders.",
  "Copies, backups, logs and what a store needs to run are not counted. No database was asked.",
];

/** The stores with entities, with what they hold. */
export function storeVolumes(model: Model): readonly StoreVolume[] {
  const entities = entitiesOf(model);
  const accesses = model.elements("access");
  return [...new Set(entities.flatMap(({ store }) => store ?? []))].map((id) => {
    const own = entities.filter(({ store }) => store === id).map((entity) => volumeOf(model, entity));
    const asked = accesses.filter((access) => access.parent === id);
    const rate = (list: readonly Element[]): number => list.reduce((sum, access) => sum + rateOf(access), 0);
    return {
      store: model.element(id)!, entities: own,
      now: own.reduce((sum, each) => sum + (each.rows ?? 0) * each.bytes, 0), later: own.reduce((sum, each) => sum + (each.later ?? 0) * each.bytes, 0),
      reads: rate(asked.filter((access) => settingOf(access, "query"))), writes: rate(asked.filter((access) => settingOf(access, "writes"))),
    };
  });
}

function volumeOf(model: Model, entity: DataType): EntityVolume {
  const counted = countOf(model, entity, new Set());
  return { entity, rows: counted?.rows, later: counted?.later, bytes: sizeOf(model, entity) };
}

function countOf(model: Model, entity: DataType, seen: ReadonlySet<string>): { readonly rows: number; readonly later: number } | undefined {
  if (!entity.volume || seen.has(entity.id)) return undefined;
  const { amount, growing, per } = entity.volume;
  if (per !== undefined) {
    const other = readDataType(model, per);
    const of = other && countOf(model, other, new Set([...seen, entity.id]));
    return of && { rows: amount * of.rows, later: amount * of.later };
  }
  const coming = growing?.base ?? 0;
  const most = entity.retention === undefined ? Infinity : Math.max(amount, coming * entity.retention.base);
  return { rows: amount, later: Math.min(amount + coming * YEAR, most) };
}

function sizeOf(model: Model, entity: DataType): number {
  const element = model.element(entity.id)!;
  const said = settingOf(element, "size")?.values[0];
  const sizes = new Map<string, number>();
  for (const { path, field } of heldFields(model, entity)) {
    const first = path.split(".")[0]!;
    // What a value holds is counted field by field.
    if (!holdsValue(model, field)) sizes.set(first, (sizes.get(first) ?? 0) + fieldSize(model, field));
  }
  const row = said?.type === "quantity" ? said.quantity.base : ROW + [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const declared = [...entity.keys, ...entity.fields.filter(({ unique }) => unique).map(({ name }) => [name]), ...[...entity.uniques, ...entity.indexes].map(({ fields }) => fields.map(({ name }) => name))];
  // The schema has an index for a reference where none begins with it.
  const references = entity.fields.filter((field) => entityOf(model, field.type) !== undefined && !declared.some(([first]) => first === field.name)).map(({ name }) => [name]);
  const ordered = [...declared, ...references];
  const entries = ordered.reduce((sum, names) => sum + ENTRY + names.reduce((inner, name) => inner + (sizes.get(name) ?? 8), 0), 0);
  return Math.round((row + entries) / FILL);
}

function holdsValue(model: Model, field: DataField): boolean {
  const type = field.type.is === "name" && field.type.target !== undefined ? readDataType(model, field.type.target) : undefined;
  return type?.is === "type" && type.fields.length > 0;
}

function fieldSize(model: Model, field: DataField): number {
  return field.many ? 0 : typeSize(model, field.type, 0);
}

const FIXED: Readonly<Record<string, number>> = {
  boolean: 1, integer: 4, int32: 4, int64: 8, uint32: 8, uint64: 12, number: 8, float: 4, double: 8, decimal: 12, money: 12, date: 4, time: 8, datetime: 8, duration: 16, uuid: 16, email: 30, uri: 80, text: 500, json: 200,
};

function typeSize(model: Model, type: TypeNode, depth: number): number {
  if (depth > 8) return 200;
  switch (type.is) {
    case "scalar":
      if (type.scalar === "string") return type.args[0] === undefined ? 32 : Math.min(256, Math.ceil(type.args[0] / 2)) + 1;
      if (type.scalar === "bytes") return type.args[0] ?? 200;
      return FIXED[type.scalar] ?? 32;
    case "optional":
      return typeSize(model, type.of, depth + 1);
    case "of":
      return 5 * typeSize(model, type.of[type.of.length - 1]!, depth + 1);
    case "union":
      return Math.max(...type.of.map((each) => typeSize(model, each, depth + 1)));
    case "name": {
      const found = type.target === undefined ? undefined : readDataType(model, type.target);
      if (!found) return 32;
      if (found.is === "enum") return 4;
      if (found.of) return typeSize(model, found.of, depth + 1);
      if (found.is === "entity") return (found.keys[0] ?? []).reduce((sum, name) => sum + typeSize(model, found.fields.find((each) => each.name === name)?.type ?? { is: "scalar", scalar: "uuid", args: [] }, depth + 1), 0);
      return found.fields.reduce((sum, each) => sum + typeSize(model, each.type, depth + 1), 0);
    }
  }
}

function rateOf(access: Element): number {
  const value = settingOf(access, "rate")?.values[0];
  return value?.type === "quantity" ? value.quantity.base : 0;
}

/** `12 GB`: two figures, in steps of a thousand. */
export function bytesText(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB", "PB"];
  let at = 0;
  let amount = bytes;
  while (amount >= 999.5 && at < units.length - 1) {
    amount /= 1000;
    at++;
  }
  return `${figures(amount)} ${units[at]!}`;
}

/** `40 M`, `120`: what there is of something. */
export function countText(count: number): string {
  const units = ["", " k", " M", " G", " T"];
  let at = 0;
  let amount = count;
  while (amount >= 9999.5 && at < units.length - 1) {
    amount /= 1000;
    at++;
  }
  return `${figures(amount)}${units[at]!}`;
}

function figures(amount: number): string {
  return amount >= 100 || Number.isInteger(amount) ? String(Math.round(amount)) : String(Number(amount.toPrecision(2)));
}
