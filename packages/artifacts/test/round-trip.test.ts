import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { differences, roundTrip, type Change, type RoundTrip, type Subject } from "./round-trip.ts";

const CASES = join(import.meta.dirname, "../../../../shared/cases");

/** What comes back is what went out, and differs from what was adopted in what the change says, and in nothing else. */
function expectRoundTrip(subject: Subject, change: Change, changed: readonly string[]): RoundTrip {
  const trip = roundTrip(subject, change);
  expect([trip.faults, trip.faultsAgain]).toEqual([[], []]);
  expect(differences(trip.before, trip.after)).toEqual([]);
  expect(trip.after).toEqual(trip.before);
  expect(differences(trip.unchanged, trip.before)).toEqual(changed);
  return trip;
}

const OPENAPI: Subject = {
  format: "openapi", file: "shop.yaml",
  text: `openapi: 3.1.0
info: { title: Shop, version: 2.1.0, description: Orders of a shop. }
servers: [{ url: "https://api.shop.example/v2" }]
security: [{ login: [] }]
paths:
  /orders:
    get:
      operationId: listOrders
      summary: List orders
      description: The latest first.
      parameters:
        - { name: status, in: query, schema: { $ref: "#/components/schemas/Status" } }
        - { name: limit, in: query, schema: { type: integer, format: int32, default: 20 } }
      responses:
        "200": { description: OK, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Order" } } } } }
        "404": { description: Not Found }
    post:
      operationId: placeOrder
      deprecated: true
      security: [{ keys: [] }]
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } }
      responses:
        "201": { description: Created, content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } }
        default: { description: Any other response, content: { application/problem+json: { schema: { $ref: "#/components/schemas/Problem" } } } }
  /orders/{id}:
    get:
      operationId: getOrder
      security: []
      parameters: [{ name: id, in: path, required: true, schema: { type: string, format: uuid } }]
      responses: { "200": { description: OK, content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } } }
components:
  securitySchemes:
    login: { type: http, scheme: bearer }
    keys: { type: apiKey, in: header, name: X-Partner }
  schemas:
    Status: { type: string, enum: [open, paid] }
    Problem: { type: object, required: [title], properties: { title: { type: string } } }
    Order:
      description: What a customer bought.
      type: object
      required: [id, lines, note]
      properties:
        id: { type: string, format: uuid, readOnly: true }
        note: { type: [string, "null"], maxLength: 200 }
        lines: { type: array, minItems: 1, items: { $ref: "#/components/schemas/Line" } }
        labels: { type: object, additionalProperties: { type: [integer, "null"] } }
        state: { $ref: "#/components/schemas/Status" }
        parent: { $ref: "#/components/schemas/Order" }
    Line: { type: object, required: [sku], properties: { sku: { type: string, pattern: "^[A-Z]+$" }, amount: { type: number, minimum: 0 }, price: { oneOf: [{ type: string }, { type: number }] } } }
`,
};

describe("OpenAPI", () => {
  it("comes back with an operation more", () => {
    const { taken } = expectRoundTrip(OPENAPI, { inside: "ping: GET /ping -> 200" }, ["interfaces.Api.operations.ping: added"]);
    expect(taken).toHaveLength(1);
    for (const lost of ["the constraint minItems of Order.lines", "the difference between missing and null of 6 fields", "where the key stands of keys"]) expect(taken[0]).toContain(lost);
  });

  it("comes back with a field more in a type that its operations and other types refer to, or one that is said otherwise", () => {
    expectRoundTrip(OPENAPI, { beside: "type Line from given.Line { gift: boolean }" }, ["types.Line.fields.gift: added"]);
    expectRoundTrip(OPENAPI, { beside: "type Line from given.Line { amount: number { deprecated } }" }, ["types.Line.fields.amount.required: false became true", "types.Line.fields.amount.nullable: removed", "types.Line.fields.amount.constraints: removed", "types.Line.fields.amount.deprecated: added"]);
    expectRoundTrip(OPENAPI, { beside: "enum Status from given.Status { lost }" }, ["types.Status.values.lost: added"]);
  });

  it("comes back with an operation that is described anew", () => {
    const answer = (status: string): string => JSON.stringify({ status, mediaTypes: ["application/problem+json"], type: { is: "named", name: "ProblemDetails" } });
    expectRoundTrip(OPENAPI, { inside: "getOrder: GET /orders/{id: uuid} -> 200 given.Order | 410" }, [
      "interfaces.Api.operations.getOrder.doc: \"Takes id. Gives 200 given.Order.\" became \"Takes id. Gives 200 given.Order or 410.\"",
      `interfaces.Api.operations.getOrder.responses.${answer("4XX")}: removed`, `interfaces.Api.operations.getOrder.responses.${answer("410")}: added`, "interfaces.Api.operations.getOrder.security: removed",
    ]);
  });

  it("comes back of version 3.0 and of Swagger 2", () => {
    const old = OPENAPI.text.replace("3.1.0", "3.0.3").replace('{ type: [string, "null"], maxLength: 200 }', "{ type: string, nullable: true, maxLength: 200 }").replace('{ type: [integer, "null"] }', "{ type: integer, nullable: true }");
    expectRoundTrip({ ...OPENAPI, text: old }, { beside: "type Line from given.Line { gift: boolean }" }, ["types.Line.fields.gift: added"]);
    const swagger = JSON.stringify({
      swagger: "2.0", info: { title: "Pets", version: "1" }, host: "pets.example", basePath: "/v1", schemes: ["https"], consumes: ["application/json"],
      paths: { "/pets": { post: { operationId: "add", parameters: [{ name: "pet", in: "body", required: true, schema: { $ref: "#/definitions/Pet" } }], responses: { 200: { description: "OK", schema: { $ref: "#/definitions/Pet" } } } } } },
      definitions: { Pet: { type: "object", required: ["name"], properties: { name: { type: "string" }, kind: { type: "string", enum: ["cat", "dog"] } } } },
    });
    expectRoundTrip({ format: "openapi", file: "pets.json", text: swagger }, { beside: "type Pet from given.Pet { age: int32 }" }, ["types.Pet.fields.age: added"]);
  });
});

const MONEY = `syntax = "proto3";
package shop.money.v1;
message Price { string currency = 1; int64 units = 2; }
`;
const PROTO: Subject = {
  format: "proto", file: "shop/orders.proto", beside: { "shop/money.proto": MONEY },
  text: `syntax = "proto3";
package shop.orders.v1;
import "google/api/annotations.proto";
import "google/api/field_behavior.proto";
import "google/protobuf/field_mask.proto";
import "google/protobuf/timestamp.proto";
import "shop/money.proto";
// Takes orders.
service Orders {
  rpc Place(PlaceRequest) returns (Order) { option (google.api.http) = { post: "/v1/orders" body: "*" }; }
  rpc Watch(PlaceRequest) returns (stream Order);
}
message PlaceRequest { Order order = 1 [(google.api.field_behavior) = REQUIRED]; google.protobuf.FieldMask mask = 2; }
// What was bought.
message Order {
  enum State { STATE_UNSPECIFIED = 0; OPEN = 1; }
  message Line { string sku = 1; int32 amount = 2; State state = 3; }
  enum Size { SIZE_UNSPECIFIED = 0; SMALL = 1; }
  string id = 1 [(google.api.field_behavior) = OUTPUT_ONLY];
  repeated Line lines = 4;
  State state = 5;
  map<int32, string> notes = 6;
  optional string gift = 7;
  google.protobuf.Timestamp placed_at = 8;
  shop.money.v1.Price total = 9;
  oneof payment { string card = 10; string voucher = 11; }
  Size size = 12 [deprecated = true];
}
`,
};

describe("proto", () => {
  it("comes back with a field more, its nested types, oneofs, behaviours and the types of an imported file", () => {
    const trip = expectRoundTrip(PROTO, { beside: "type Order from given.Order { remark: string? number 20 }" }, ["types.Order.fields.remark: added"]);
    for (const text of ["enum State {", "oneof payment {", "map<int32, string> notes = 6;", "[(google.api.field_behavior) = OUTPUT_ONLY]", "message Price {", "google.protobuf.FieldMask mask = 2;", "post: \"/v1/orders\""]) expect(trip.emitted).toContain(text);
    expect(trip.taken.join()).toContain("the package shop.orders.v1, since each interface has one of its own");
  });

  it("comes back with a method more, and with a value more", () => {
    expectRoundTrip(PROTO, { inside: "Find: (given.PlaceRequest) -> given.Order" }, ["interfaces.Orders.operations.Find: added"]);
    expectRoundTrip(PROTO, { beside: "enum Size from given.Order.Size { LARGE = 2 }" }, ["types.Order.fields.size.type.name: \"Order.Size\" became \"Size\"", "types.Order.Size: removed", "types.Size: added"]);
  });

  it("tells of an imported file that is not adopted, and has its types as any value", () => {
    const { beside: _, ...alone } = PROTO;
    const trip = roundTrip(alone);
    expect(differences(trip.before, trip.after)).toEqual([]);
    expect(trip.before).toMatchObject({ types: expect.arrayContaining([expect.objectContaining({ name: "Order", fields: expect.arrayContaining([expect.objectContaining({ name: "total", type: { is: "scalar", scalar: "json" } })]) })]) });
    expect(trip.told.join("\n")).toMatch(/orders\.proto format\/not-followed "shop\/money\.proto" is not read/);
  });

  it.skipIf(!existsSync(join(CASES, "opentelemetry-demo/demo.proto")))("of the OpenTelemetry demo comes back, each service", () => {
    const text = readFileSync(join(CASES, "opentelemetry-demo/demo.proto"), "utf8");
    for (const [, name] of text.matchAll(/^service (\w+)/gm)) expectRoundTrip({ format: "proto", file: "demo.proto", text, take: name! }, { inside: "Ping" }, [`interfaces.${name}.operations.Ping: added`]);
  });
});

const ASYNCAPI: Subject = {
  format: "asyncapi", file: "events.yaml",
  text: `asyncapi: 3.0.0
info: { title: Shop events, version: 1.0.0 }
channels:
  orders:
    address: orders
    description: All orders.
    messages: { OrderPlaced: { $ref: "#/components/messages/OrderPlaced" } }
    bindings: { kafka: { topic: orders, partitions: 6, topicConfiguration: { retention.ms: 604800000 } } }
  audit:
    address: audit
    messages: { A: { $ref: "#/components/messages/OrderPlaced" }, B: { payload: { $ref: "#/components/schemas/Line" } } }
operations:
  placed: { action: send, channel: { $ref: "#/channels/orders" } }
components:
  messages: { OrderPlaced: { payload: { $ref: "#/components/schemas/Order" } } }
  schemas:
    Order: { type: object, required: [id], properties: { id: { type: string }, lines: { type: array, items: { $ref: "#/components/schemas/Line" } } } }
    Line: { type: object, properties: { sku: { type: string } } }
`,
};

describe("AsyncAPI", () => {
  it("comes back with a field more in its messages, a channel more, and its partitions", () => {
    const { taken } = expectRoundTrip(ASYNCAPI, { beside: "type Line from given.Line { amount: int32 }" }, ["types.Line.fields.amount: added"]);
    expect(taken.join()).toContain("channel and action of placed");
    expectRoundTrip(ASYNCAPI, { inside: "topic lost \"Lost orders\" of given.Order" }, ["interfaces.B.channels.lost: added"]);
    expectRoundTrip(ASYNCAPI, { of: { orders: "partitions: 12" } }, ["interfaces.B.channels.orders.bindings.kafka.partitions: 6 became 12"]);
  });
});

const SQL: Subject = {
  format: "sql", file: "shop.sql",
  text: `CREATE TYPE order_state AS ENUM ('open', 'paid');
CREATE TABLE "Customer" (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "fullName" varchar(120) NOT NULL, email text UNIQUE);
CREATE TABLE orders (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), customer bigint NOT NULL REFERENCES "Customer" (id) ON DELETE CASCADE,
  state order_state NOT NULL DEFAULT 'open', placed_at timestamptz NOT NULL DEFAULT now(), total numeric(12, 2) DEFAULT 0, tags text[], due date DEFAULT CURRENT_DATE,
  small smallint, CHECK (total >= 0)
);
CREATE TABLE line (order_id uuid REFERENCES orders (id), number int, note text DEFAULT (1 + 2)::text, PRIMARY KEY (order_id, number), UNIQUE (number, note));
CREATE INDEX ON orders (state, placed_at DESC) WHERE total > 0;
CREATE VIEW paid AS SELECT * FROM orders WHERE state = 'paid';
`,
};

describe("SQL", () => {
  it("comes back with a column, an index and a unique key more", () => {
    const { taken } = expectRoundTrip(SQL, { of: { orders: "note: string(40)? unique" } }, ["tables.orders.columns.note: added", "tables.orders.uniques.{\"columns\":[\"note\"]}: added"]);
    for (const lost of ["the view paid", "the exact type smallint of orders.small", "the default of line.note"]) expect(taken.join()).toContain(lost);
    expectRoundTrip(SQL, { of: { orders: "index (placed_at)" } }, [`tables.orders.indexes.${JSON.stringify({ unique: false, method: "btree", parts: [{ column: "placed_at" }] })}: added`]);
    expectRoundTrip(SQL, { of: { line: "unique (number)" } }, ["tables.line.uniques.{\"columns\":[\"number\"]}: added"]);
  });

  it("comes back with a table more that refers to one of it", () => {
    expectRoundTrip(SQL, { inside: "entity refund { id: uuid key; of: orders; amount: decimal(12, 2) }" }, ["tables.refund: added"]);
  });

  for (const [file, changed] of [["chinook/Chinook_PostgreSql.sql", "album"], ["opentelemetry-demo/init.sql", "order"]] as const) {
    it.skipIf(!existsSync(join(CASES, file)))(`of ${file} comes back`, () => {
      const text = readFileSync(join(CASES, file), "utf8");
      const { taken } = expectRoundTrip({ format: "sql", file: "given.sql", text }, { of: { [changed]: "remark: text?", [`accounting.${changed}`]: "remark: text?" } }, [`tables.${changed}.columns.remark: added`]);
      expect(taken).toHaveLength(1);
    });
  }
});
