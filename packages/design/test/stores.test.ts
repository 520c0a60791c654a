import { createWorkspace, type Model } from "@groundplan/model";
import { describe, expect, it } from "vitest";
import { readCollections, readKeyPlan, sinceWhen, readDataType } from "../src/index.ts";

const modelOf = (text: string): Model => {
  const workspace = createWorkspace();
  workspace.update([{ file: "a.plan", text }]);
  expect([...workspace.faults()].flatMap(([, faults]) => faults.map(({ message }) => message))).toEqual([]);
  return workspace.model;
};

describe("collections of a store of documents", () => {
  const read = (body: string) => readCollections(modelOf(`database d "D" { tech: mongodb; ${body} }\nenum Kind { note; letter = "LETTER" }\ntype Part { sku: string; of: Part? }\ndatabase other { entity Far { id: int64 key } }`), "d");
  const record = (reading: ReturnType<typeof read>, name: string) => reading.types.find((type) => type.name === name)! as Extract<(typeof reading.types)[number], { kind: "record" }>;

  it("have the key of one field as their _id, and one of several as a unique index", () => {
    const reading = read("entity Doc { id: uuid key; of: Pair; far: Far?; all: Doc many; count: int32 = 0; parts: list<Part> }; entity Pair { a: string; b: string; key (b, a) }");
    expect(reading.collections).toMatchObject([{ name: "doc", type: "Doc", indexes: [{ keys: [["of", 1]] }, { keys: [["far", 1]] }, { keys: [["all", 1]] }] }, { name: "pair", indexes: [{ keys: [["b", 1], ["a", 1]], unique: true }] }]);
    expect(record(reading, "Doc").fields.map(({ name, type, required }) => [name, type, required])).toEqual([
      ["_id", { is: "scalar", scalar: "uuid" }, true], ["of", { is: "named", name: "PairKey" }, true], ["far", { is: "scalar", scalar: "int64" }, false], ["all", { is: "list", of: { is: "scalar", scalar: "uuid" } }, true],
      // No server fills in what is missing.
      ["count", { is: "scalar", scalar: "int32" }, true], ["parts", { is: "list", of: { is: "named", name: "Part" } }, true],
    ]);
    expect(record(reading, "PairKey").fields.map(({ name }) => name)).toEqual(["b", "a"]);
  });

  it("forget what was kept long enough, by the one field that says since when it is there", () => {
    expect(read("entity A { id: uuid key; at: datetime; index (at desc); retention 30d }").collections[0]!.indexes).toEqual([{ keys: [["at", -1]], expireAfterSeconds: 2_592_000 }]);
    expect(read("entity A { id: uuid key; born: date; at: datetime = now(); gone: datetime?; retention 1h }").collections[0]!.indexes).toEqual([{ keys: [["at", 1]], expireAfterSeconds: 3600 }]);
    const silent = read("entity A { id: uuid key; from: datetime; to: datetime; retention 1y }");
    expect(silent.collections[0]!.indexes).toEqual([]);
    expect(silent.missing).toEqual(["A is kept for 1y, and not one field alone says since when it is there, as createdAt: datetime = now() would: nothing removes it."]);
    expect(read("entity A { id: uuid key; at: datetime; retention 100y }").losses.map(({ what }) => what)).toEqual(["that A is kept for 100y: no TTL index is that long"]);
    expect(sinceWhen(readDataType(modelOf("database d { entity A { id: uuid key; at: datetime? } }"), "d.A")!)).toBeUndefined();
  });

  it("have indexes with their conditions, and tell of those that MongoDB cannot keep", () => {
    const reading = read(`entity A {
      id: uuid key; kind: Kind; total: decimal = 0 check "total >= 0"; at: datetime; gone: datetime?; tags: list<string>; codes: list<string>; name: string? unique; of: A? on delete set null
      index (total) where "kind = 'letter' and total > -5 and gone is null"; index (at) where "at > '2020-01-01'"; unique (kind) where "total <> 5"; index (tags, codes); index (tags) using gin; index (kind) using hash; index (at) using brin
      shard hashed kind
    }`);
    expect(reading.collections[0]!.shardKey).toEqual([["kind", "hashed"]]);
    expect(reading.collections[0]!.indexes).toEqual([
      { keys: [["name", 1]], unique: true, whenPresent: true },
      { keys: [["total", 1]], partialFilterExpression: { kind: { $eq: "LETTER" }, total: { $gt: -5 }, gone: { $eq: null } } },
      { keys: [["at", 1]] }, { keys: [["tags", 1]] }, { keys: [["kind", "hashed"]] }, { keys: [["of", 1]] },
    ]);
    expect(reading.losses.map(({ what }) => what)).toEqual([
      "the check of A.total, which is in SQL: total >= 0", "on delete set null of A.of: MongoDB knows no foreign keys", "the condition of the index (kind) of A: total <> 5", "the condition of the index (at) of A: at > '2020-01-01'",
      "the index (tags, codes) of A: no index of MongoDB is over two lists, here tags and codes", "that the index (at) of A is kept by brin",
    ]);
    expect(read("entity A { id: uuid key; shard nothing }").losses.map(({ what }) => what)).toEqual(["the shard key of A: nothing is not made of its fields"]);
  });

  it("have names that MongoDB takes, each its own, and end where keys go in a circle", () => {
    expect(read('entity A { id: uuid key; table `system.$x` }; entity B { id: uuid key; table "system.$x" }; entity C { d: D key }; entity D { c: C key }').collections.map(({ name }) => name)).toEqual(["_system._x", "_system._x_2", "c", "d"]);
  });
});

describe("keys of a store of values behind keys", () => {
  const read = (body: string) => readKeyPlan(modelOf(`cache c "C" { tech: valkey; ${body} }\nenum Kind { note }\ntype Part { sku: string }`), "c");
  const patterns = (body: string) => read(body).patterns.map(({ pattern, type, seconds, hashTag }) => [pattern, type, seconds, hashTag]);

  it("lead to hashes, or to the list, set or map that an entity is alone", () => {
    expect(patterns('entity OpenCart { user_id: uuid key; lines: list<Part>; kind: Kind; retention 1h }; entity Seen { id: uuid key; retention 1500ms }; entity L { id: uuid key; all: list<Part> }; entity S { id: uuid key; all: set<string> }; entity M { id: uuid key; all: map<string, int32>; table "m:x y" }')).toEqual([
      ["open_cart:<user_id>", "hash", 3600, undefined], ["seen:<id>", "string", 2, undefined], ["l:<id>", "list", undefined, undefined], ["s:<id>", "set", undefined, undefined], ["m_x_y:<id>", "hash", undefined, undefined],
    ]);
    expect(read("entity A { id: uuid key; n: int32; b: bytes; p: Part; k: Kind; all: set<Part> }").patterns[0]!.fields.map(({ as }) => as)).toEqual(["number", "bytes", "document", "text", "document"]);
  });

  it("have other ways to them where something is unique or an index, and a hash tag where it is said by what they are spread", () => {
    expect(patterns("entity A { tenant: uuid; id: int64; mail: email unique; kind: Kind; at: datetime; key (tenant, id); index (kind, at desc); index (kind); unique (tenant, kind); index (tenant); retention 1d; shard tenant }; entity B { a: A key; n: int32 }")).toEqual([
      ["a:{<tenant>}:<id>", "hash", 86_400, "<tenant>"], ["a:by_mail:<mail>", "string", 86_400, undefined], ["a:by_tenant_kind:{<tenant>}:<kind>", "string", 86_400, "<tenant>"],
      // An index of many does not end with one of them.
      ["a:by_kind_at:<kind>", "zset", undefined, undefined], ["a:by_kind:<kind>", "set", undefined, undefined], ["b:<a_tenant>:<a_id>", "hash", undefined, undefined],
    ]);
  });

  it("tell what they leave open", () => {
    expect(read('entity A { id: uuid key; n: int32 check "n > 0"; shard n }; entity B { n: int32 }').missing).toEqual([
      "A is spread by n, which is no one field of its key: no hash tag can say that.", 'A: no key-value store holds to the check "n > 0"; whoever writes must.', "B has no key, so that nothing leads to one.",
    ]);
  });
});
