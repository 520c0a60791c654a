import type { Json, Loss, Writing } from "../reading.ts";
import type { Constraints, Field, TypeDescription, TypeExpression } from "../types.ts";

/** An index of a collection, as `createIndexes` takes it. */
export interface MongoIndex {
  /** 1 is ascending, -1 descending; `text`, `2dsphere`, `hashed` are kinds of their own. */
  readonly keys: readonly (readonly [field: string, order: 1 | -1 | "text" | "2dsphere" | "hashed"])[];
  readonly name?: string;
  readonly unique?: boolean;
  readonly sparse?: boolean;
  /** Documents go so many seconds after the date in the field. */
  readonly expireAfterSeconds?: number;
  readonly partialFilterExpression?: Json;
  /** Only documents count in which its first field is there and not null: to a unique index, no value is a value too. */
  readonly whenPresent?: boolean;
}

/** A collection: its name, the record that its documents are, its indexes. */
export interface MongoCollection {
  readonly name: string;
  readonly type: string;
  readonly indexes?: readonly MongoIndex[];
  /** How it is spread over a sharded cluster. */
  readonly shardKey?: readonly (readonly [field: string, order: 1 | "hashed"])[];
}

type Schema = { readonly [key: string]: Json };

const deepest = 30;
/** More than any validator holds, whose document has 16 MB at most; types that use each other twice would double with each step. */
const mostTypes = 20_000;

/**
 * Writes the commands of mongosh that create collections with a validator, for MongoDB 5 or newer: `$jsonSchema` is draft 4 of JSON Schema
 * with `bsonType` and without `$ref`, `format` and `default` (MongoDB manual, "$jsonSchema"), so that named types stand where they are used;
 * a type within itself, or deeper than 30, may be anything there, and is a loss. A record that has no `_id` gets the `objectId` that the server gives.
 */
export const writeMongoSchema = (types: readonly TypeDescription[], collections: readonly MongoCollection[]): Writing => {
  const losses: Loss[] = [];
  const lost = (what: string, at?: Loss["at"]): void => {
    if (!losses.some((loss) => loss.what === what)) losses.push({ what, ...(at === undefined ? {} : { at }) });
  };
  const byName = new Map(types.map((type) => [type.name, type]));
  const blocks: string[] = [];
  for (const collection of collections) {
    const type = byName.get(collection.type);
    if (type?.kind !== "record") {
      lost(`the collection ${collection.name}: ${collection.type} is no record`);
      continue;
    }
    const record = recordSchema(type, { byName, lost, open: [type.name], budget: { left: mostTypes } });
    const schema = record.additionalProperties === false && !Object.hasOwn(record.properties as object, "_id") ? { ...record, properties: { _id: { bsonType: "objectId" }, ...(record.properties as object) } } : record;
    const command: Schema = { validator: { $jsonSchema: schema }, validationLevel: "strict", validationAction: "error" };
    blocks.push(`db.createCollection(${JSON.stringify(collection.name)}, ${script(command)});`);
    const named = new Set<string>();
    for (const given of collection.indexes ?? []) {
      const index = given.unique === true && !holdsUnique(collection, given) ? { ...given, unique: undefined } : given;
      if (index !== given) lost(`that ${given.keys.map(([field]) => field).join(", ")} of ${collection.name} is unique: in a sharded collection only what begins with the shard key can be`);
      const [first] = index.keys;
      const present = index.whenPresent === true && first ? presentFilter(record, first[0]) : undefined;
      // The server names an index by its keys, and refuses a second one of that name.
      const usual = index.keys.map(([field, order]) => `${field}_${order}`).join("_");
      let name = index.name ?? usual;
      for (let count = 2; named.has(name); count++) name = `${index.name ?? usual}_${count}`;
      named.add(name);
      const options = Object.fromEntries(Object.entries({ name: index.name !== undefined || name !== usual ? name : undefined, unique: index.unique, sparse: index.sparse, expireAfterSeconds: index.expireAfterSeconds, partialFilterExpression: index.partialFilterExpression ?? present }).filter(([, value]) => value !== undefined)) as Schema;
      for (const [field] of index.keys) if (!type.fields.some((one) => one.name === field.split(".")[0]) && field !== "_id") lost(`the field ${field} of an index of ${collection.name}, which ${type.name} has not`);
      blocks.push(`db.getCollection(${JSON.stringify(collection.name)}).createIndex(${keyDocument(index.keys)}${Object.keys(options).length > 0 ? `, ${script(options)}` : ""});`);
    }
    if (collection.shardKey) blocks.push(`sh.shardCollection(db.getName() + ${JSON.stringify(`.${collection.name}`)}, ${keyDocument(collection.shardKey)});`);
  }
  return { text: blocks.length > 0 ? `${blocks.join("\n\n")}\n` : "", losses };
};

/** Names that are whole numbers would come first in an object of JavaScript, so that the text is put together here. */
const keyDocument = (keys: MongoIndex["keys"]): string => `{ ${keys.map(([field, order]) => `${JSON.stringify(field)}: ${JSON.stringify(order)}`).join(", ")} }`;

/** Whether a sharded cluster keeps an index unique: only one that begins with the whole shard key, and no hashed one (MongoDB manual, "Unique Indexes"). */
const holdsUnique = ({ shardKey }: MongoCollection, { keys }: MongoIndex): boolean => shardKey === undefined || shardKey.every(([field, order], at) => order === 1 && keys[at]?.[0] === field);

/** That a field is there and not null, by the types that it may have; undefined where it may be anything. */
const presentFilter = (record: Schema, field: string): Json | undefined => {
  const schema = (record.properties as { readonly [key: string]: Schema })[field];
  const types = (schema?.enum === undefined ? [schema?.bsonType].flat() : [...new Set((schema.enum as readonly Json[]).map((value) => (typeof value === "string" ? "string" : typeof value === "number" ? "number" : "null")))]).filter((type): type is string => typeof type === "string" && type !== "null");
  return types.length === 0 ? undefined : { [field]: { $type: types.length === 1 ? types[0]! : types } };
};

/** JSON as a script; the two line ends that only JavaScript of old knows are escaped. */
const script = (value: Json): string => JSON.stringify(value, null, 2).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");

interface Context {
  readonly byName: ReadonlyMap<string, TypeDescription>;
  readonly lost: (what: string, at?: Loss["at"]) => void;
  /** The types that are being written, from without. */
  readonly open: readonly string[];
  /** How many types may still be written. */
  readonly budget: { left: number };
}

const scalars: Readonly<Record<string, Schema>> = {
  string: { bsonType: "string" }, boolean: { bsonType: "bool" }, integer: { bsonType: ["int", "long"] }, number: { bsonType: "number" }, int32: { bsonType: "int" }, int64: { bsonType: "long" },
  uint32: { bsonType: ["int", "long"], minimum: 0, maximum: 4_294_967_295 }, uint64: { bsonType: ["long", "decimal"], minimum: 0 }, float: { bsonType: "double" }, double: { bsonType: "double" }, decimal: { bsonType: "decimal" },
  bytes: { bsonType: "binData" }, date: { bsonType: "date" }, datetime: { bsonType: "date" }, time: { bsonType: "string", pattern: "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]+)?)?$" },
  duration: { bsonType: "string", pattern: "^-?P(?!$)([0-9]+Y)?([0-9]+M)?([0-9]+W)?([0-9]+D)?(T(?!$)([0-9]+H)?([0-9]+M)?([0-9]+(\\.[0-9]+)?S)?)?$" },
  uuid: { bsonType: "binData" }, email: { bsonType: "string", pattern: "^[^@\\s]+@[^@\\s]+$" }, uri: { bsonType: "string" }, json: {},
};

const recordSchema = (type: Extract<TypeDescription, { kind: "record" }>, context: Context): Schema => {
  const fields = new Map<string, Field>();
  const parents = [...(type.extends ?? [])];
  const seen = new Set([type.name]);
  for (let parent = parents.shift(); parent !== undefined; parent = parents.shift()) {
    const record = context.byName.get(parent);
    if (record?.kind !== "record") context.lost(`that ${type.name} has the fields of ${parent}, which is no record`);
    if (record?.kind !== "record" || seen.has(parent)) continue;
    seen.add(parent);
    for (const field of record.fields) fields.set(field.name, field);
    parents.push(...(record.extends ?? []));
  }
  for (const field of type.fields) fields.set(field.name, field);
  const all = [...fields.values()];
  const required = all.filter((field) => field.required).map((field) => field.name);
  const open: Schema = type.open === undefined ? { additionalProperties: false } : type.open === true ? {} : { additionalProperties: expressionSchema(type.open, false, undefined, type.name, context) };
  return {
    bsonType: "object", ...((type.doc === undefined ? {} : { description: type.doc }) as Schema), ...((required.length > 0 ? { required } : {}) as Schema),
    properties: Object.fromEntries(all.map((field) => [field.name, fieldSchema(field, type.name, context)])), ...open,
  };
};

const fieldSchema = (field: Field, owner: string, context: Context): Schema => {
  const where = `${owner}.${field.name}`;
  if (field.default !== undefined) context.lost(`the default of ${where}`, field.at);
  if (field.deprecated === true) context.lost(`that ${where} is deprecated`, field.at);
  if ((field.examples ?? []).length > 0) context.lost(`the examples of ${where}`, field.at);
  const schema = expressionSchema(field.type, field.nullable === true, field.constraints, where, context);
  return field.doc === undefined ? schema : { ...schema, description: field.doc };
};

/** The schema of a type where it is used. It goes as deep as types are nested in each other, thirty at most. */
const expressionSchema = (type: TypeExpression, nullable: boolean, constraints: Constraints | undefined, where: string, context: Context): Schema => {
  if (--context.budget.left < 0) return tooDeep(where, context);
  switch (type.is) {
    case "scalar": {
      if (type.precision !== undefined) context.lost(`the precision of ${where}`);
      if (type.scalar === "uuid") context.lost(`that the binData of ${where} is a UUID`);
      if (type.scalar === "date") context.lost(`that ${where} has no time of day`);
      return orNull({ ...scalars[type.scalar]!, ...constraintsSchema(constraints, where, context) }, nullable);
    }
    case "list":
    case "map": {
      const inner = context.open.length > deepest ? tooDeep(where, context) : expressionSchema(type.of, type.nullable === true, undefined, where, { ...context, open: [...context.open, ""] });
      if (type.is === "list") return orNull({ bsonType: "array", items: inner, ...constraintsSchema(constraints, where, context) }, nullable);
      if (type.key !== undefined && type.key !== "string") context.lost(`that the keys of ${where} are ${type.key}`);
      return orNull({ bsonType: "object", additionalProperties: inner }, nullable);
    }
    case "union": {
      const inner = { ...context, open: [...context.open, ""] };
      if (context.open.length > deepest) return tooDeep(where, context);
      return { anyOf: [...type.of.map((one) => expressionSchema(one, false, undefined, where, inner)), ...(nullable ? [{ bsonType: "null" }] : [])] };
    }
    case "named": {
      const named = context.byName.get(type.name);
      if (named === undefined) {
        context.lost(`the type ${type.name} of ${where}, which is nowhere`);
        return {};
      }
      if (context.open.includes(type.name) || context.open.length > deepest) return tooDeep(where, context);
      const inner = { ...context, open: [...context.open, type.name] };
      switch (named.kind) {
        case "record":
          return orNull(recordSchema(named, inner), nullable);
        case "enum": {
          const values = named.values.map((value) => value.value ?? value.name);
          return { ...(named.doc === undefined ? {} : { description: named.doc }), enum: nullable ? [...values, null] : values };
        }
        case "union":
          if (named.discriminator !== undefined) context.lost(`the discriminator ${named.discriminator.field} of ${named.name}`, named.at);
          return { anyOf: [...named.of.map((one) => expressionSchema(one, false, undefined, where, inner)), ...(nullable ? [{ bsonType: "null" }] : [])] };
        case "alias": {
          const schema = expressionSchema(named.type, nullable || named.nullable === true, { ...named.constraints, ...constraints }, where, inner);
          return named.doc === undefined ? schema : { description: named.doc, ...schema };
        }
      }
    }
  }
};

const tooDeep = (where: string, context: Context): Schema => {
  context.lost(`the type of ${where}, which is within itself or too deep`);
  return {};
};

/** A schema that null keeps to as well. */
const orNull = (schema: Schema, nullable: boolean): Schema => {
  if (!nullable || schema.bsonType === undefined) return schema;
  const types = Array.isArray(schema.bsonType) ? schema.bsonType : [schema.bsonType];
  return { ...schema, bsonType: [...types, "null"], ...(Array.isArray(schema.enum) ? { enum: [...schema.enum, null] } : {}) };
};

/** Constraints in the words of draft 4, where `exclusiveMinimum` is true or false and goes with `minimum`. */
const constraintsSchema = (constraints: Constraints | undefined, where: string, context: Context): Schema => {
  if (constraints === undefined) return {};
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, values, form, ...same } = constraints;
  if (form !== undefined) context.lost(`the form ${form} of ${where}`);
  const low = exclusiveMinimum !== undefined && (minimum === undefined || exclusiveMinimum >= minimum);
  const high = exclusiveMaximum !== undefined && (maximum === undefined || exclusiveMaximum <= maximum);
  return {
    ...(low ? { minimum: exclusiveMinimum, exclusiveMinimum: true } : minimum === undefined ? {} : { minimum }),
    ...(high ? { maximum: exclusiveMaximum, exclusiveMaximum: true } : maximum === undefined ? {} : { maximum }),
    ...(Object.fromEntries(Object.entries(same).filter(([, value]) => value !== undefined)) as Schema), ...(values === undefined ? {} : { enum: values }),
  };
};
