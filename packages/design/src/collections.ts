import { conditionOfMongo, type Json, type Loss, type MongoCollection, type MongoConditionField, type MongoIndex, type TypeDescription, type TypeExpression } from "@groundplan/formats";
import { settingOf, textOf, type Model } from "@groundplan/model";
import { writeQuantity } from "@groundplan/vocabulary";
import { plainName, readDataType, type DataField, type DataIndex, type DataType } from "./data.ts";
import { entitiesOf, entityOf } from "./entities.ts";
import { collectTypes, type TypeCollection } from "./interfaces.ts";
import { snake } from "./tables.ts";

/** The collections that the entities of a store of documents become, with the types of their documents, and what these cannot say. */
export interface CollectionReading {
  readonly types: readonly TypeDescription[];
  readonly collections: readonly MongoCollection[];
  readonly losses: readonly Loss[];
  /** What the model leaves open, in sentences. */
  readonly missing: readonly string[];
}

/** How deep the keys of entities are followed that refer to each other. */
const DEEPEST = 8;
/** The most seconds of a TTL index: MongoDB 8.0 manual, "TTL Indexes". */
const LONGEST = 2_147_483_647;

/**
 * The collections of a store of documents: one for each entity. A key of one field is the `_id`; one of several is a unique index beside the
 * `_id` that the server gives. What refers to another entity holds its key; records and lists stand within the document.
 */
export function readCollections(model: Model, store: string): CollectionReading {
  const losses: Loss[] = [];
  const missing: string[] = [];
  const lost = (what: string): void => void losses.push({ what });
  const entities = entitiesOf(model).filter((entity) => entity.store === store);
  let depth = 0;
  const types = collectTypes(model, { stored: { nameOf: storedName, refer } });
  const keyTypes = new Map<string, TypeExpression>();
  const taken = new Set<string>();
  const collections = entities.map(collectionOf);
  return { types: types.all(), collections, losses, missing };

  /** The key of an entity, as it stands where that is referred to. */
  function refer(entity: DataType, all: TypeCollection): TypeExpression {
    const known = keyTypes.get(entity.id);
    if (known) return known;
    const fields = (entity.keys[0] ?? []).flatMap((name) => entity.fields.filter((field) => field.name === name));
    // Keys may lead in a circle.
    if (fields.length === 0 || depth > DEEPEST) return { is: "scalar", scalar: "json" };
    depth++;
    let type: TypeExpression;
    if (fields.length === 1) type = all.field(fields[0]!).type;
    else {
      type = { is: "named", name: all.free(`${entity.name}Key`) };
      all.add({ kind: "record", name: type.name, doc: `The key of ${entity.title ?? entity.name}.`, fields: fields.map((field) => all.field(field)) });
    }
    depth--;
    if (depth === 0) keyTypes.set(entity.id, type);
    return type;
  }

  function collectionOf(entity: DataType): MongoCollection {
    const title = entity.title ?? entity.name;
    const element = model.element(entity.id)!;
    const type = types.nameFor(entity.id);
    const names = new Map(entity.fields.map((field) => [field.name, storedName(entity, field)]));
    const byName = new Map(entity.fields.map((field) => [field.name, field]));
    for (const field of entity.fields) {
      if (field.check !== undefined) lost(`the check of ${title}.${field.name}, which is in SQL: ${field.check}`);
      if (field.onDelete !== undefined) lost(`on ${field.onDelete} of ${title}.${field.name}: MongoDB knows no foreign keys`);
    }
    for (const check of entity.checks) lost(`the check of ${title}, which is in SQL: ${check}`);
    const partition = textOf(settingOf(element, "partition"));
    if (partition !== undefined) lost(`that ${title} is parted by ${partition}: MongoDB parts collections by their shard key`);

    const indexes: MongoIndex[] = [];
    const put = (index: MongoIndex): void => {
      const same = indexes.findIndex((other) => sameKeys(other, index) && (other.partialFilterExpression === undefined) === (index.partialFilterExpression === undefined));
      if (same < 0) indexes.push(index);
      // Two indexes over the same fields are refused; the one that says more stays.
      else if (index.unique === true && indexes[same]!.unique !== true) indexes[same] = { ...indexes[same]!, ...index };
    };
    for (const key of entity.keys) if (key.length > 1 && key.every((name) => names.has(name))) put({ keys: key.map((name) => [names.get(name)!, 1]), unique: true });
    for (const field of entity.fields) if (field.unique && names.get(field.name) !== "_id") put({ keys: [[names.get(field.name)!, 1]], unique: true, ...(field.optional ? { whenPresent: true } : {}) });
    for (const each of [...entity.uniques, ...entity.indexes]) {
      const made = indexOf(each, title, names, byName);
      if (made) put(made);
    }
    // What refers to another entity is looked up by it.
    for (const field of entity.fields) if (entityOf(model, field.type) && names.get(field.name) !== "_id" && !indexes.some(({ keys }) => keys[0]![0] === names.get(field.name))) put({ keys: [[names.get(field.name)!, 1]] });
    expire(entity, title, names, indexes);
    const shard = shardOf(title, names, textOf(settingOf(element, "shard")));
    return { name: collectionName(textOf(settingOf(element, "table")), entity), type, indexes, ...(shard ? { shardKey: shard } : {}) };
  }

  function indexOf(index: DataIndex, title: string, names: ReadonlyMap<string, string>, fields: ReadonlyMap<string, DataField>): MongoIndex | undefined {
    const text = `(${index.fields.map(({ name, descending }) => `${name}${descending ? " desc" : ""}`).join(", ")})`;
    const known = index.fields.filter(({ name }) => names.has(name.split(".")[0]!));
    // A field that is not there is told by the rules.
    if (known.length < index.fields.length) return undefined;
    const lists = known.filter(({ name }) => fields.get(name)?.type.is === "of" || fields.get(name)?.many);
    if (lists.length > 1) {
      lost(`the index ${text} of ${title}: no index of MongoDB is over two lists, here ${lists.map(({ name }) => name).join(" and ")}`);
      return undefined;
    }
    const stored = (name: string): string => [names.get(name.split(".")[0]!)!, ...name.split(".").slice(1)].join(".");
    const kind = KINDS[index.method ?? "btree"];
    if (kind === undefined) lost(`that the index ${text} of ${title} is kept by ${index.method}`);
    const unique = index.unique && kind !== "hashed";
    if (index.unique && !unique) lost(`that ${text} of ${title} is unique: no hashed index is`);
    const where = index.where === undefined ? undefined : conditionOfMongo(index.where, conditionFields(names, fields));
    if (index.where !== undefined && where === undefined) {
      lost(`the condition of the index ${text} of ${title}: ${index.where}`);
      // Without its condition a unique index would refuse what it must take.
      if (unique) return undefined;
    }
    return {
      keys: known.map(({ name, descending }) => [stored(name), kind === "hashed" || kind === "text" || kind === "2dsphere" ? kind : descending ? -1 : 1]),
      ...(unique ? { unique: true } : {}), ...(where === undefined ? {} : { partialFilterExpression: where }),
    };
  }

  /** Which fields a condition may compare, by the names that SQL has for them: those of texts with texts, of numbers with numbers. */
  function conditionFields(names: ReadonlyMap<string, string>, fields: ReadonlyMap<string, DataField>): ReadonlyMap<string, MongoConditionField> {
    return new Map([...fields.values()].flatMap((field) => {
      const found = field.type.is === "name" && field.type.target !== undefined ? readDataType(model, field.type.target) : undefined;
      const is = field.type.is === "scalar" ? COMPARED[field.type.scalar] : found?.is === "enum" ? "text" : undefined;
      const entry = { name: names.get(field.name)!, is, ...(found?.is === "enum" ? { values: new Map(found.values.map(({ name, value }): [string, Json] => [name, value ?? name])) } : {}) };
      return [field.name, field.name.toLowerCase()].map((name) => [name, entry] as const);
    }));
  }

  /** Documents go when they have been kept long enough, where one field says since when they are. */
  function expire(entity: DataType, title: string, names: ReadonlyMap<string, string>, indexes: MongoIndex[]): void {
    if (!entity.retention) return;
    const seconds = Math.ceil(entity.retention.base);
    const since = sinceWhen(entity);
    if (since === undefined) missing.push(`${title} is kept for ${writeQuantity(entity.retention)}, and not one field alone says since when it is there, as createdAt: datetime = now() would: nothing removes it.`);
    else if (seconds > LONGEST) lost(`that ${title} is kept for ${writeQuantity(entity.retention)}: no TTL index is that long`);
    else {
      const name = names.get(since.name)!;
      const at = indexes.findIndex(({ keys, partialFilterExpression }) => keys.length === 1 && keys[0]![0] === name && typeof keys[0]![1] === "number" && partialFilterExpression === undefined);
      if (at < 0) indexes.push({ keys: [[name, 1]], expireAfterSeconds: seconds });
      else indexes[at] = { ...indexes[at]!, expireAfterSeconds: seconds };
    }
  }

  function shardOf(title: string, names: ReadonlyMap<string, string>, said: string | undefined): MongoCollection["shardKey"] {
    if (said === undefined) return undefined;
    const words = said.split(/[\s,()]+/).filter((word) => word !== "" && word !== "by").map(plainName);
    const hashed = words.some((word) => HASHED.has(word));
    const fields = words.filter((word) => !HASHED.has(word));
    if (fields.length === 0 || fields.some((name) => !names.has(name))) {
      lost(`the shard key of ${title}: ${said} is not made of its fields`);
      return undefined;
    }
    return fields.map((name, at) => [names.get(name)!, hashed && at === 0 ? "hashed" : 1] as const);
  }

  /** A collection is called as its entity, or as its `table` setting says. What MongoDB does not take in a name is left out. */
  function collectionName(said: string | undefined, entity: DataType): string {
    const wanted = (said === undefined ? snake(entity.name) : said.replace(/["`]/g, "")).replace(/[$\0]+/g, "_").replace(/^system\./, "_system.").replace(/^\.+|\.+$/g, "");
    const base = wanted === "" ? "_" : wanted;
    let name = base;
    for (let count = 2; taken.has(name); count++) name = `${base}_${count}`;
    taken.add(name);
    return name;
  }
}

/**
 * The field that says since when one of an entity is there: the only one that must be there and is a time and is now by itself, or else the only
 * time that must be there. Undefined where there is none, or several.
 */
export function sinceWhen(entity: DataType): DataField | undefined {
  const times = entity.fields.filter(({ type, optional, many }) => type.is === "scalar" && (type.scalar === "datetime" || type.scalar === "date") && !optional && !many);
  const made = times.filter(({ default: preset }) => preset !== null && typeof preset === "object" && (("call" in preset && preset.call === "now") || ("word" in preset && (preset.word === "now" || preset.word === "today"))));
  const found = made.length > 0 ? made : times;
  return found.length === 1 ? found[0] : undefined;
}

const HASHED: ReadonlySet<string> = new Set(["hash", "hashed"]);
const KINDS: Readonly<Record<string, "ordered" | "hashed" | "text" | "2dsphere">> = { btree: "ordered", gin: "ordered", hash: "hashed", hashed: "hashed", text: "text", "2dsphere": "2dsphere" };
const COMPARED: Readonly<Record<string, "text" | "number" | "boolean">> = {
  string: "text", text: "text", email: "text", uri: "text", boolean: "boolean", integer: "number", number: "number", int32: "number", int64: "number", uint32: "number", uint64: "number", float: "number", double: "number", decimal: "number", money: "number",
};

function storedName(type: DataType, field: DataField): string {
  return type.is === "entity" && type.keys.length === 1 && type.keys[0]!.length === 1 && type.keys[0]![0] === field.name ? "_id" : field.name;
}

function sameKeys(a: MongoIndex, b: MongoIndex): boolean {
  return a.keys.length === b.keys.length && a.keys.every(([name, order], at) => name === b.keys[at]![0] && order === b.keys[at]![1]);
}
