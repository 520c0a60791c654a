import { describe, expect, it } from "vitest";
import { emitters, statusOf, type EmitInput } from "../src/index.ts";
import { inputOf } from "./workspace.ts";

const filesOf = (input: EmitInput): ReadonlyMap<string, string> => new Map([...emitters.find(({ artifact }) => artifact === "3.1")!.emit(input)].flatMap((file) => (file.view === undefined ? [[file.path.replace(/^3-data\/3\.1-entities-and-schemas\//, ""), String(file.content())] as const] : [])));
const missingOf = (input: EmitInput): readonly string[] => statusOf(input, () => []).artifacts.find(({ id }) => id === "3.1")!.missing;

describe("schemas of stores", () => {
  const kept = (plan: string): string[] => [...filesOf(inputOf({ "a.plan": plan })).keys()].map((path) => path.replace(/^.*?\./, "").replace(/^.*\//, ""));

  it("are written in the form of the data model that the catalogue has of their technology", () => {
    expect(kept("database d { tech: mongodb; entity E { id: uuid key } }")).toEqual(["mongodb.js"]);
    expect(kept("database d { tech: mongodb-atlas; entity E { id: uuid key } }")).toEqual(["mongodb.js"]);
    expect(kept("database d { tech: redis; entity E { id: uuid key } }")).toEqual(["keys.json", "keys.md"]);
    expect(kept("cache d { tech: sqlite; entity E { id: uuid key } }")).toContain("sqlite.sql");
    expect(kept("database d { entity E { id: uuid key } }")).toContain("postgresql.sql");
    expect(kept("database d { tech: python, postgresql; entity E { id: uuid key } }")).toContain("postgresql.sql");
    expect(kept("bucket d { tech: s3 }")).toEqual(["bucket-policy.json", "lifecycle.json", "encryption.json", "public-access-block.json", "bucket.md"]);
    expect(kept("database d { tech: neo4j; entity E { id: uuid key } }\nsearchindex s { entity F { id: uuid key } }\ncache m { tech: memcached; entity G { id: uuid key } }\nbucket g { tech: gcs; entity H { id: uuid key } }\ndatabase o { tech: dynamodb; entity I { id: uuid key } }")).toEqual([]);
  });

  it("follow a technology of the workspace's own, or what that stands in for", () => {
    expect(kept('technology own "Own" { category: database; dataModels: relational, document }\ndatabase d { tech: own; entity E { id: uuid key } }')).toContain("postgresql.sql");
    expect(kept('technology own "Own" { category: database; standsInFor: mongodb }\ndatabase d { tech: own; entity E { id: uuid key } }')).toEqual(["mongodb.js"]);
    expect(kept('technology own "Own" { category: database; dataModels: graph }\ndatabase d { tech: own; entity E { id: uuid key } }')).toEqual([]);
  });

  it("are named in the status where there is no form for them", () => {
    const input = inputOf({ "a.plan": 'database d "Graph" { tech: neo4j; entity E { id: uuid key } }\ncache m "Memory" { tech: memcached; entity G { id: uuid key } }\nbucket g "Things" { tech: gcs; entity H { id: uuid key } }\ndatabase o "Rows" { tech: dynamodb; entity I { id: uuid key } }\ndatabase c "Papers" { tech: couchdb; entity J { id: uuid key } }\ncache n "None" { entity K { id: uuid key } }' });
    expect(missingOf(input)).toEqual([
      "No schema is written for Graph: this version has no form for a graph store as Neo4j.",
      "No schema is written for Memory: of stores of values behind keys, plans are written for those alone that speak as Redis and Valkey do, and it is Memcached.",
      "No schema is written for Things: policy and lifecycle are written for Amazon S3 alone, and it is Google Cloud Storage.",
      "No schema is written for Rows: of stores of values behind keys, plans are written for those alone that speak as Redis and Valkey do, and it is Amazon DynamoDB.",
      "No schema is written for Papers: of stores of documents, validators are written for MongoDB alone, and it is Apache CouchDB.",
      "No schema is written for None: it has no technology that says what its keys can hold.",
    ]);
  });
});

describe("key plans", () => {
  const input = inputOf({ "a.plan": 'cache carts "Carts" { tech: valkey; entity OpenCart { user_id: string key; cart: bytes; volume 5k; retention 1h; size 200B }; access open "The cart" { query: OpenCart where user_id = ?; rate: 1/s } }\nservice cart { -> carts "keeps" { format: protobuf } }' });

  it("have keys, their ends and their memory, and what goes when that is full", () => {
    const files = filesOf(input);
    const plan = JSON.parse(files.get("carts.keys.json")!) as { keys: unknown[]; memory: unknown; maxmemoryPolicy: string };
    // 46 bytes of key: 64 + 32 + 16 + 12, and 44 for its end; a hash of one long field: 64 + 32 + 32 + 8 + 224.
    expect(plan.keys).toEqual([expect.objectContaining({ pattern: "open_cart:<user_id>", type: "hash", ttlSeconds: 3600, count: 5000, bytesEach: 48 + 60 + 44 + 360, keyBytes: 42, fields: [{ name: "cart", as: "bytes", bytes: 200, optional: false }] })]);
    expect(plan).toMatchObject({ memory: { bytes: 5000 * 512 }, maxmemoryPolicy: "volatile-ttl" });
    const text = files.get("carts.keys.md")!;
    expect(text).toContain("| `open_cart:<user_id>` | hash | cart | 1 h | 5000 | 2.6 MB (512 B each) |");
    expect(text).toContain("HSET open_cart:<user_id> cart <cart>\nEXPIRE open_cart:<user_id> 3600\nHGETALL open_cart:<user_id>");
    expect(text).toContain("Access patterns: The cart.");
    expect(text).not.toMatch(/undefined|NaN|\[object/);
    expect(missingOf(input)).toEqual([]);
  });

  it("forget nothing where they are the truth, and tell what is not said", () => {
    const plan = (text: string): { readonly maxmemoryPolicy: string } => JSON.parse(filesOf(inputOf({ "a.plan": text })).get("c.keys.json")!) as never;
    expect(plan("database c { tech: redis; entity E { id: uuid key; retention 1h } }").maxmemoryPolicy).toBe("noeviction");
    expect(plan("cache c { tech: redis; entity E { id: uuid key } }").maxmemoryPolicy).toBe("allkeys-lru");
    expect(plan("cache c { tech: redis; entity E { id: uuid key; retention 1h }; entity F { id: uuid key } }").maxmemoryPolicy).toBe("volatile-lru");
    expect(missingOf(inputOf({ "a.plan": 'cache c "C" { tech: redis; entity E { id: uuid key } }' }))).toEqual(["Nothing says how many of E there are, so that its memory is not estimated.", "Nothing says how long E is kept in the cache C: its keys never end."]);
  });

  it("are measured at once, however types hold each other", () => {
    const types = Array.from({ length: 40 }, (_, at) => `type T${at} { ${Array.from({ length: 12 }, (__, field) => `f${field}: T${(at + field + 1) % 40}?`).join("; ")} }`).join("\n");
    expect(filesOf(inputOf({ "a.plan": `cache c { tech: redis; entity E { id: uuid key; t: T0; volume 1 } }\n${types}` })).get("c.keys.json")).toContain('"bytesEach"');
  });
});

describe("buckets", () => {
  const PLAN = `service orders "Orders" { -> archive "keeps receipts" { access: writes } }
service audit "Audit" { component reader "Reader" { -> archive "reads receipts" { access: reads } } }
service all "All" { -> archive "does what it wants" }
bucket archive "Archive" {
  tech: s3
  entity Receipt { id: uuid key; at: datetime; who: string personal; retention 10y; volume 2M; size 300kB }
  entity Report { day: date key; retention 36h }
  access one { query: Receipt where id = ?; rate: 1/h; time: p95 <= 1s; by: audit.reader }
  access keep { writes: Receipt; rate: 1/s; by: orders }
}`;
  const policy = (plan: string): { Sid: string; Action: unknown; Resource: unknown }[] => (JSON.parse(filesOf(inputOf({ "a.plan": plan })).get("archive.bucket-policy.json")!) as { Statement: never }).Statement;
  const rules = (plan: string): unknown => (JSON.parse(filesOf(inputOf({ "a.plan": plan })).get("archive.lifecycle.json")!) as { Rules: unknown[] }).Rules[0];

  it("grant what relations and access patterns say, and no more", () => {
    const allowed = policy(PLAN).filter(({ Sid }) => Sid.startsWith("Allow")).map(({ Sid, Resource }) => [Sid, Resource]);
    expect(allowed).toEqual([
      ["AllowOrdersToWrite", "arn:aws:s3:::${BucketName}/receipt/*"], ["AllowAuditToRead", "arn:aws:s3:::${BucketName}/receipt/*"],
      ["AllowAllToRead", "arn:aws:s3:::${BucketName}/*"], ["AllowAllToWrite", "arn:aws:s3:::${BucketName}/*"],
    ]);
    expect(policy(PLAN.replace("where id = ?", "where at > ?")).map(({ Sid }) => Sid)).toContain("AllowAuditToList");
    expect(policy(PLAN).map(({ Sid }) => Sid)).toContain("DenyOtherKey");
    expect(policy(PLAN.replace(" personal", "")).map(({ Sid }) => Sid)).not.toContain("DenyOtherKey");
    expect(missingOf(inputOf({ "a.plan": 'bucket archive "Archive" { tech: s3 }\nactor person "Person"\n' }))).toEqual(["No relation says who reads or writes Archive: its policy grants it to nobody."]);
    expect(missingOf(inputOf({ "a.plan": 'bucket archive "Archive" { tech: s3 }\nactor person "Person" { -> archive "downloads" }' }))).toContain("Person uses Archive and is none of our containers: the policy grants it nothing.");
  });

  it.each([
    ["rate: 1/h; time: p95 <= 1s", "retention 10y", { Days: 90, StorageClass: "GLACIER_IR" }],
    ["rate: 1/h; time: p95 <= 6h", "retention 10y", { Days: 90, StorageClass: "GLACIER" }],
    ["rate: 1/h; time: p95 <= 12h", "retention 10y", { Days: 90, StorageClass: "DEEP_ARCHIVE" }],
    ["rate: 1/h; time: p95 <= 12h", "retention 200d", { Days: 90, StorageClass: "GLACIER" }],
    ["rate: 1/h; time: p95 <= 1s", "retention 100d", { Days: 30, StorageClass: "STANDARD_IA" }],
    ["rate: 30/min; time: p95 <= 1s", "retention 10y", { Days: 30, StorageClass: "STANDARD_IA" }],
    ["rate: 1/s; time: p95 <= 1s", "retention 10y", undefined],
    ["rate: 1/h; time: p95 <= 1s", "retention 50d", undefined],
  ])("with %s and %s are moved accordingly", (asked, retention, transition) => {
    const plan = PLAN.replace("rate: 1/h; time: p95 <= 1s", asked).replace("retention 10y", retention);
    expect((rules(plan) as { Transitions?: unknown[] }).Transitions?.[0]).toEqual(transition);
  });

  it("stay in the usual class where too little is said, and say so", () => {
    expect(missingOf(inputOf({ "a.plan": PLAN }))).toEqual(["Report is kept for 36h; S3 counts in whole days, and keeps it 2."]);
    expect(missingOf(inputOf({ "a.plan": PLAN.replace("; size 300kB", "") }))).toContain("Nothing says how large one Receipt is: it stays in S3 Standard.");
    expect(missingOf(inputOf({ "a.plan": PLAN.replace("; volume 2M", "") }))).toContain("Nothing says how many of Receipt there are: it stays in S3 Standard.");
    expect(missingOf(inputOf({ "a.plan": PLAN.replace("retention 10y; ", "") }))).toContain("Nothing says how long Receipt is kept in Archive: no lifecycle rule removes it.");
    expect(rules(PLAN.replace("size 300kB", "size 3kB"))).not.toHaveProperty("Transitions");
  });
});

describe("collections", () => {
  it("come with what their validators cannot say, in one line each", () => {
    const text = filesOf(inputOf({ "a.plan": 'database d "D\\n*/ x" { tech: mongodb; entity E { id: uuid key; n: int32 check "n > 0" } }' })).get("d.mongodb.js")!;
    const [head, body] = [text.slice(0, text.indexOf("\n\n")), text.slice(text.indexOf("\n\n"))];
    expect(head.split("\n").every((line) => line.startsWith("// "))).toBe(true);
    expect(head).toContain("// - the check of E.n, which is in SQL: n > 0");
    expect(body).toContain('db.createCollection("e", {');
  });
});
