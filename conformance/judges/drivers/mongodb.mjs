// Runs a script for mongosh against a server that is none: what it is asked to do is held against the rules of the MongoDB manual, and each
// validator is compiled by Ajv as draft 4 with the types of BSON in place of those of JSON. No MongoDB is to be had without a download from its makers.
import { createContext, runInContext } from "node:vm";
import { answerAll, toolRequire } from "../../../packages/verify/drivers/answers.mjs";

const { default: Ajv } = toolRequire("ajv-draft-04");
const { Binary, Decimal128, Double, Int32, Long, ObjectId } = toolRequire("bson");

/** Keywords of `$jsonSchema`: MongoDB manual, "$jsonSchema", "Available Keywords". */
const KEYWORDS = new Set("bsonType type enum allOf anyOf oneOf not multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxProperties minProperties required properties patternProperties additionalProperties dependencies additionalItems items maxItems minItems uniqueItems title description".split(" "));
const isPlain = (value) => typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
/** Aliases of BSON's types (manual, "BSON Types"), with whether a value is of it. */
const TYPES = {
  double: (value) => value instanceof Double, string: (value) => typeof value === "string", object: isPlain, array: Array.isArray, binData: (value) => value instanceof Binary, objectId: (value) => value instanceof ObjectId,
  bool: (value) => typeof value === "boolean", date: (value) => value instanceof Date, null: (value) => value === null, int: (value) => value instanceof Int32, long: (value) => value instanceof Long, decimal: (value) => value instanceof Decimal128,
  number: (value) => value instanceof Double || value instanceof Int32 || value instanceof Long || value instanceof Decimal128,
};
const SAMPLES = {
  double: () => new Double(1.5), string: () => "a", object: () => ({}), array: () => [], binData: () => new Binary(Buffer.alloc(16), 4), objectId: () => new ObjectId(), bool: () => true, date: () => new Date(0), null: () => null,
  int: () => new Int32(1), long: () => Long.fromNumber(1), decimal: () => Decimal128.fromString("1"), number: () => new Double(1.5),
};
const FILTERS = new Set(["$eq", "$exists", "$gt", "$gte", "$lt", "$lte", "$type"]);
const typesOf = (schema) => [schema.bsonType ?? []].flat();

await answerAll((text) => {
  const collections = new Map();
  const commands = { createCollection: 0 };
  const of = (name) => collections.get(name) ?? fail(`${name} was not created`);
  const db = {
    getName: () => "test",
    createCollection(name, options) {
      commands.createCollection++;
      if (typeof name !== "string" || name === "" || /[$\0]|^system\.|^\.|\.$/.test(name)) fail(`${JSON.stringify(name)} is no name of a collection`);
      if (collections.has(name)) fail(`${name} is created twice`);
      for (const key of Object.keys(options)) if (!["validator", "validationLevel", "validationAction"].includes(key)) fail(`createCollection knows no ${key}`);
      collections.set(name, { schema: options.validator.$jsonSchema, indexes: [] });
    },
    getCollection: (name) => ({ createIndex: (keys, options = {}) => createIndex(of(name), name, keys, options) }),
  };
  const sh = { shardCollection(path, key) {
    const name = path.replace(/^test\./, "");
    const collection = of(name);
    const fields = Object.entries(key);
    for (const { keys, unique } of collection.indexes) if (unique && !fields.every(([field, order], at) => order === 1 && Object.keys(keys)[at] === field)) fail(`${name} is spread by ${Object.keys(key)}, and its index over ${Object.keys(keys)} is unique`);
    if (fields.filter(([, order]) => order === "hashed").length > 1) fail(`${name} is spread by two hashes`);
  } };
  runInContext(text, createContext({ db, sh }), { timeout: 5000 });
  for (const [name, { schema }] of collections) tryValidator(name, schema);
  return { collections: commands.createCollection };
});

function createIndex(collection, name, keys, options) {
  const fields = Object.entries(keys);
  const called = options.name ?? fields.map(([field, order]) => `${field}_${order}`).join("_");
  const { indexes } = collection;
  for (const key of Object.keys(options)) if (!["name", "unique", "sparse", "expireAfterSeconds", "partialFilterExpression"].includes(key)) fail(`createIndex knows no ${key}`);
  if (fields.length === 0 || fields.length > 32) fail(`an index of ${name} over ${fields.length} fields`);
  if (indexes.length >= 63) fail(`${name} has more than 64 indexes`);
  if (indexes.some((other) => other.called === called)) fail(`${name} has two indexes called ${called}`);
  if (indexes.some((other) => JSON.stringify([Object.entries(other.keys), other.partialFilterExpression]) === JSON.stringify([fields, options.partialFilterExpression]))) fail(`${name} has two indexes over ${called}`);
  if (fields.filter(([, order]) => order === "hashed").length > 1 || (options.unique && fields.some(([, order]) => order === "hashed"))) fail(`${called} of ${name} is hashed twice, or hashed and unique`);
  if (fields.filter(([field]) => typesOf(collection.schema.properties?.[field.split(".")[0]] ?? {}).includes("array")).length > 1) fail(`${called} of ${name} is over two lists`);
  if (fields.length === 1 && fields[0][0] === "_id") fail(`${name} has an index over _id already`);
  if (options.expireAfterSeconds !== undefined) {
    if (fields.length > 1 || !Number.isInteger(options.expireAfterSeconds) || options.expireAfterSeconds < 0 || options.expireAfterSeconds > 2_147_483_647) fail(`no TTL is ${options.expireAfterSeconds} s over ${called} of ${name}`);
    if (!typesOf(collection.schema.properties?.[fields[0][0]] ?? {}).includes("date")) fail(`${called} of ${name} is no date, and nothing ends by it`);
  }
  for (const [field, condition] of Object.entries(options.partialFilterExpression ?? {})) {
    if (!isObject(condition)) fail(`the filter of ${called} of ${name} says nothing of ${field}`);
    for (const [operator, value] of Object.entries(condition)) {
      if (!FILTERS.has(operator)) fail(`no partial index knows ${operator}`);
      if (operator === "$type") for (const type of [value].flat()) if (!Object.hasOwn(TYPES, type)) fail(`${type} is no type of BSON`);
    }
  }
  for (const field of [...fields.map(([each]) => each), ...Object.keys(options.partialFilterExpression ?? {})]) if (collection.schema.additionalProperties === false && !Object.hasOwn(collection.schema.properties, field.split(".")[0])) fail(`${name} has no field ${field}`);
  indexes.push({ ...options, keys, called });
}

/** The validator is of known keywords, compiles, and takes a document made of its types; without a field that it requires, and with one of another type, it does not. */
function tryValidator(name, schema) {
  walk(schema, (each) => {
    for (const key of Object.keys(each)) if (!KEYWORDS.has(key)) fail(`$jsonSchema knows no ${key}`);
    for (const type of typesOf(each)) if (!Object.hasOwn(TYPES, type)) fail(`${type} is no type of BSON`);
    for (const field of each.additionalProperties === false ? (each.required ?? []) : []) if (!Object.hasOwn(each.properties, field)) fail(`${field} is required and not allowed`);
  });
  const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: false, logger: { log: () => {}, warn: fail, error: fail } });
  ajv.addKeyword({ keyword: "bsonType", validate: (types, value) => [types].flat().some((type) => TYPES[type](value)) });
  // Numbers of BSON are objects here: limits of them are tried by hand below.
  const validate = ajv.compile(JSON.parse(JSON.stringify(schema)));
  const whole = sampleOf(schema);
  if (whole === undefined) return;
  if (!validate(whole)) fail(`${name} takes no document, as ${ajv.errorsText(validate.errors)}`);
  for (const field of schema.required ?? []) {
    const { [field]: _, ...rest } = whole;
    if (validate(rest)) fail(`${name} takes a document without ${field}`);
  }
  for (const field of Object.keys(whole)) if (typesOf(schema.properties[field]).length > 0 && validate({ ...whole, [field]: Symbol.for("other") })) fail(`${name} takes anything for ${field}`);
  if (schema.additionalProperties === false && validate({ ...whole, "another field": 1 })) fail(`${name} takes fields that it does not have`);
}

/** A document made of a schema; undefined where a text must match a pattern, or there must be several of something. */
function sampleOf(schema) {
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return sampleOf(schema.anyOf[0]);
  const [type] = typesOf(schema);
  if (schema.pattern !== undefined || (schema.minItems ?? 0) > 0) return schema.pattern?.startsWith("^[A-Z]{2}-[0-9]+$") ? "AB-1" : schema.pattern?.startsWith("^[A-Z]{3}$") ? "EUR" : schema.pattern?.startsWith("^[A-Z]{2}$") ? "DE" : undefined;
  if (type === "object") {
    const made = {};
    for (const field of schema.required ?? []) {
      made[field] = sampleOf(schema.properties[field]);
      if (made[field] === undefined) return undefined;
    }
    return made;
  }
  if (type === "string") return "a".repeat(Math.max(1, schema.minLength ?? 1));
  return type === undefined ? "anything" : SAMPLES[type]();
}

function walk(schema, visit) {
  const open = [schema];
  while (open.length > 0) {
    const each = open.pop();
    visit(each);
    for (const inner of [...Object.values(each.properties ?? {}), each.items, each.additionalProperties, ...(each.anyOf ?? [])]) if (isObject(inner)) open.push(inner);
  }
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fail(message) {
  throw new Error(String(message));
}
