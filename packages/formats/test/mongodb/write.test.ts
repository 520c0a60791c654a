import { describe, expect, it } from "vitest";
import { conditionOfMongo, writeMongoSchema, type TypeDescription } from "../../src/index.ts";

const scalar = (name: "string" | "uuid" | "int64" | "decimal" | "datetime" | "int32") => ({ is: "scalar", scalar: name }) as const;
const types: readonly TypeDescription[] = [
  { kind: "record", name: "Order", doc: "What is bought", fields: [
    { name: "number", type: scalar("int64"), required: true, constraints: { exclusiveMinimum: 0, maximum: 10 } },
    { name: "total", type: scalar("decimal"), required: true, nullable: true, doc: "To pay" },
    { name: "state", type: { is: "named", name: "State" }, required: false, nullable: true },
    { name: "lines", type: { is: "list", of: { is: "named", name: "Line" } }, required: true, constraints: { minItems: 1 } },
    { name: "tags", type: { is: "map", of: scalar("string") }, required: false },
  ] },
  { kind: "record", name: "Line", open: true, fields: [{ name: "sku", type: scalar("string"), required: true, constraints: { pattern: "^[A-Z]+$" } }] },
  { kind: "enum", name: "State", values: [{ name: "NEW", value: "new" }, { name: "paid" }] },
  { kind: "record", name: "Node", fields: [{ name: "next", type: { is: "named", name: "Node" }, required: false }] },
];

describe("collections of MongoDB", () => {
  it("have a validator and indexes", () => {
    const { text, losses } = writeMongoSchema(types, [{ name: "orders", type: "Order", indexes: [{ keys: [["number", 1], ["state", -1]], unique: true }, { keys: [["lines.sku", 1]], name: "sku" }] }]);
    expect(losses).toEqual([]);
    const [create, first, second] = text.trim().split("\n\n");
    expect(JSON.parse(create!.replace(/^db\.createCollection\("orders", /, "").replace(/\);$/, ""))).toEqual({
      validator: { $jsonSchema: {
        bsonType: "object", description: "What is bought", required: ["number", "total", "lines"],
        properties: {
          _id: { bsonType: "objectId" }, number: { bsonType: "long", minimum: 0, exclusiveMinimum: true, maximum: 10 }, total: { bsonType: ["decimal", "null"], description: "To pay" },
          state: { enum: ["new", "paid", null] },
          lines: { bsonType: "array", items: { bsonType: "object", required: ["sku"], properties: { sku: { bsonType: "string", pattern: "^[A-Z]+$" } } }, minItems: 1 },
          tags: { bsonType: "object", additionalProperties: { bsonType: "string" } },
        },
        additionalProperties: false,
      } },
      validationLevel: "strict", validationAction: "error",
    });
    expect(first).toBe('db.getCollection("orders").createIndex({ "number": 1, "state": -1 }, {\n  "unique": true\n});');
    expect(second).toContain('"lines.sku": 1');
  });

  it("are spread by a shard key, whose indexes alone are unique", () => {
    const { text, losses } = writeMongoSchema(types, [{ name: "o", type: "Order", shardKey: [["number", 1], ["state", 1]], indexes: [{ keys: [["number", 1], ["state", 1], ["total", 1]], unique: true }, { keys: [["total", 1]], unique: true, whenPresent: true }, { keys: [["total", 1]], partialFilterExpression: { number: { $gt: 1 } } }] }]);
    expect(text).toContain('sh.shardCollection(db.getName() + ".o", { "number": 1, "state": 1 });');
    expect(text.match(/"unique": true/g)).toHaveLength(1);
    expect(losses.map(({ what }) => what)).toEqual(["that total of o is unique: in a sharded collection only what begins with the shard key can be"]);
    // No value is a value to an index; and no two indexes have one name.
    expect(JSON.parse(/\{ "total": 1 \}, (\{[^]*?\n\})\);/.exec(text)![1]!)).toEqual({ partialFilterExpression: { total: { $type: "decimal" } } });
    expect(text).toContain('"name": "total_1_2"');
    expect(writeMongoSchema(types, [{ name: "o", type: "Order", shardKey: [["number", "hashed"]], indexes: [{ keys: [["number", 1]], unique: true }] }]).losses).toHaveLength(1);
  });

  it("have conditions of their own, whatever the fields are called, and none that a partial index does not know", () => {
    const fields = new Map([["a", { name: "a", is: "number" }], ["__proto__", { name: "__proto__", is: "text" }], ["at", { name: "at", is: undefined }]] as const);
    expect(JSON.stringify(conditionOfMongo("a > -1 and a <= 5 and __proto__ = 'x' and at is null", fields))).toBe('{"a":{"$gt":-1,"$lte":5},"__proto__":{"$eq":"x"},"at":{"$eq":null}}');
    for (const sql of ["", "a", "a > 1 or a < 0", "a <> 1", "a > 1 and a > 2", "a is not null", "at > '2020-01-01'", "a = 'x'", "b = 1", "a > 1 and", "not a > 1", "a > 1)"]) expect(conditionOfMongo(sql, fields), sql).toBeUndefined();
  });

  it("tell what a validator cannot say", () => {
    const all: readonly TypeDescription[] = [...types, { kind: "record", name: "Loose", fields: [{ name: "id", type: scalar("uuid"), required: true, default: "x", deprecated: true, examples: ["y"], constraints: { form: "ipv4" } }, { name: "gone", type: { is: "named", name: "Nowhere" }, required: true }] }];
    expect(writeMongoSchema(all, [{ name: "n", type: "Node" }, { name: "l", type: "Loose", indexes: [{ keys: [["missing", 1]] }] }, { name: "s", type: "State" }]).losses.map((loss) => loss.what)).toEqual([
      "the type of Node.next, which is within itself or too deep", "the default of Loose.id", "that Loose.id is deprecated", "the examples of Loose.id", "that the binData of Loose.id is a UUID", "the form ipv4 of Loose.id",
      "the type Nowhere of Loose.gone, which is nowhere", "the field missing of an index of l, which Loose has not", "the collection s: State is no record",
    ]);
  });

  it("end, however deep types are", () => {
    const chain: TypeDescription[] = Array.from({ length: 10_000 }, (_, at) => ({ kind: "record", name: `T${at}`, fields: [{ name: "next", type: { is: "named", name: `T${at + 1}` }, required: true }] }));
    expect(writeMongoSchema(chain, [{ name: "t", type: "T0" }]).losses).toHaveLength(1);
    const pairs: TypeDescription[] = Array.from({ length: 40 }, (_, at) => ({ kind: "record", name: `T${at}`, fields: ["a", "b"].map((name) => ({ name, type: { is: "named", name: `T${at + 1}` }, required: true })) }));
    expect(writeMongoSchema(pairs, [{ name: "t", type: "T0" }]).losses.length).toBeGreaterThan(0);
  });
});
