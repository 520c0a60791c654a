import { compareTables, readGraphql, readOpenApi, readProto, readSql, writeGraphql, writeOpenApi, writePostgresql, writeProto } from "@groundplan/formats";
import { createWorkspace, type Model } from "@groundplan/model";
import { describe, expect, it } from "vitest";
import { readEvents, readInterface, readTables, snake } from "../src/index.ts";

function open(text: string): Model {
  const workspace = createWorkspace();
  workspace.update([{ file: "a.plan", text }]);
  expect([...workspace.faults()].flatMap(([, faults]) => faults.map(({ message }) => message))).toEqual([]);
  return workspace.model;
}

const SHOP = `
database orders "Orders" {
  entity Customer { id: uuid key; email: email unique personal; name: string(120)? personal }
  entity Order {
    id: uuid key; customer: Customer on delete restrict; status: OrderStatus = pending; total: Price; placedAt: datetime = now()
    tags: list<string(20)>; note: string? within 1..500; vouchers: Voucher many; parts: list<Part>; giftOf: Customer?
    index (status, placedAt desc); index (total) where "status = 'paid'"; unique (customer, placedAt); check "placedAt > '2020-01-01 placedAt'"
  }
  entity Voucher { code: string(16) key; discount: decimal(5, 2) check "discount between 0 and 90" }
  entity OrderItem { order: Order on delete cascade; line: int32; sku: string(40); key (order, line) }
  entity Remark { id: int64 key; item: OrderItem; table item_remark }
}
enum OrderStatus { pending "Waits"; paid = "PAID" }
type Price { amount: decimal(12, 2); currency: string(3) matches "^[A-Z]{3}$" }
type Part { name: string }
`;

describe("tables of entities", () => {
  const reading = readTables(open(SHOP), "orders");
  const table = (name: string): (typeof reading.document.tables)[number] => reading.document.tables.find((each) => each.name === name)!;

  it("have a column for each field, and for each field of a record", () => {
    expect(table("order").columns.map(({ name, type, nullable }) => `${name} ${type.name}${type.args ? `(${type.args.join()})` : ""}${type.array ? "[]" : ""}${nullable ? "?" : ""}`)).toEqual([
      "id uuid", "customer_id uuid", "status order_status", "total_amount numeric(12,2)", "total_currency character varying(3)", "placed_at timestamp with time zone", "tags character varying(20)[]", "note text?", "parts jsonb", "gift_of_id uuid?",
    ]);
    expect(reading.columnsOf.get("orders.Order.total")).toEqual(["total_amount", "total_currency"]);
  });

  it("make keys that nobody gives, and never a part of a longer one", () => {
    expect(table("order").columns[0]!.default).toBe("gen_random_uuid()");
    expect(table("item_remark").columns[0]!.identity).toBe("always");
    expect(table("order_item").columns.map(({ name, identity, default: preset }) => [name, identity, preset])).toEqual([["order_id", undefined, undefined], ["line", undefined, undefined], ["sku", undefined, undefined]]);
  });

  it("refer to each other by their keys, those of several columns too, and hold many by a table", () => {
    expect(table("order").foreignKeys).toEqual([
      { columns: ["customer_id"], target: { table: "customer", columns: ["id"] }, onDelete: "RESTRICT" },
      { columns: ["gift_of_id"], target: { table: "customer", columns: ["id"] } },
    ]);
    expect(table("item_remark").foreignKeys).toEqual([{ columns: ["item_order_id", "item_line"], target: { table: "order_item", columns: ["order_id", "line"] } }]);
    expect(table("order_vouchers").primaryKey).toEqual({ columns: ["order_id", "voucher_code"] });
  });

  it("rename fields in conditions, and leave texts alone", () => {
    expect(table("order").checks.map(({ expression }) => expression)).toEqual(["char_length(note) BETWEEN 1 AND 500", "placed_at > '2020-01-01 placedAt'"]);
    expect(table("order").indexes[1]).toMatchObject({ where: "status = 'paid'", parts: [{ column: "total_amount" }, { column: "total_currency" }] });
  });

  it("are what PostgreSQL's own words for them say, with an index for each foreign key", () => {
    const { text, losses } = writePostgresql(reading.document);
    const back = readSql(text, { dialect: "postgresql" });
    expect([losses, back.problems, back.losses]).toEqual([[], [], []]);
    expect(compareTables(reading.document, back.document).map(({ change, kind }) => `${change} ${kind}`)).toEqual([]);
  });

  it("are there for entities that refer to each other in a circle", () => {
    const circle = readTables(open("database d { entity A { b: B key } entity B { a: A key } entity C { id: uuid key; c: C? many } }"), "d").document;
    expect(circle.tables.map(({ name }) => name)).toEqual(["a", "b", "c", "c_c"]);
  });
});

it.each([["placedAt", "placed_at"], ["HTTPHeader", "http_header"], ["order-item", "order_item"], ["already_so", "already_so"], ["A1b", "a1b"]])("%s is %s in a table", (name, column) => {
  expect(snake(name)).toBe(column);
});

describe("interfaces", () => {
  const model = open(`
service checkout "Checkout" {
  api Orders rest at /v1 {
    auth oauth2; scopes orders.read
    place: POST /orders (NewOrder) -> 201 Order | 409 OutOfStock { idempotency: header Idempotency-Key; scopes: orders.write }
    list: GET /orders (status: Status? in query) -> page<Order>
    remove: DELETE /orders/{id: uuid} -> 204 | 404 { auth: none }
  }
  ->> events.placed "announces"
}
worker books "Books" { consumes: events.placed }
broker events "Events" { tech: kafka; topic placed "Placed" of Order { partitions: 6 } }
enum Status { open; closed }
type Order { id: uuid readonly; status: Status = open; items: list<Item>; parent: Order? }
type Item { sku: string(40); count: int32 within 1..9 }
type NewOrder { items: list<Item> }
type Problem { title: string }
type OutOfStock extends Problem { sku: string }
type Unused { x: string }
`);
  const document = readInterface(model, "checkout.Orders")!;

  it("take along the types that they need, and no others", () => {
    expect(document.types.map(({ name }) => name)).toEqual(["Item", "NewOrder", "Order", "OrderPage", "OutOfStock", "Problem", "ProblemDetails", "Status"]);
  });

  it("say what is asked for, given back and needed", () => {
    const [place, list, remove] = document.interfaces[0]!.operations;
    expect(place).toMatchObject({ method: "POST", path: "/orders", idempotencyHeader: "Idempotency-Key", security: [{ oauth2: ["orders.write"] }], request: { type: { is: "named", name: "NewOrder" }, required: true } });
    expect(place!.responses.map(({ status, mediaTypes }) => [status, mediaTypes[0]])).toEqual([["201", "application/json"], ["409", "application/problem+json"]]);
    expect(list).toMatchObject({ pagination: "cursor", parameters: [{ name: "status", in: "query", required: false }] });
    expect(remove).toMatchObject({ security: [{}], parameters: [{ name: "id", in: "path", required: true }], responses: [{ status: "204", mediaTypes: [] }, { status: "404" }] });
    expect(document.interfaces[0]!.security).toEqual([{ oauth2: ["orders.read"] }]);
  });

  it("of events tell who sends and who takes each", () => {
    const events = readEvents(model, "events")!;
    expect(events.interfaces[0]!.operations.map(({ name, action, channel }) => [name, action, channel])).toEqual([["checkoutSendsPlaced", "send", "placed"], ["booksReceivesPlaced", "receive", "placed"]]);
    expect(events.interfaces[0]!.channels![0]!.messages[0]).toMatchObject({ name: "Order", type: { is: "named", name: "Order" } });
  });
});

describe("what the field's tools ask for", () => {
  const model = open(`
system shop "Shop" { owner: sellers
  service cart "Cart" { "Keeps carts."
    api Rest rest { place_order: POST /orders (Item) -> 201 Item; health: GET /health; gone: GET /gone -> 200 Item | 404 { "Says <script>no</script>." } }
    api Cart grpc { version 2.1.0; Get: (Item) -> Item }
    api CartService grpc { Get: (Item) -> Item }
    api \`stock list\` grpc { version 2; Get: (Item) -> Item }
    ->> events.\`what? now\` "tells"
  }
  broker events "Events" { topic \`what? now\` of Item }
}
team sellers "Sellers" { people: 2; contact: "sellers@shop.test" }
type Item { \`with space\`: string; kind: Kind }
enum Kind { \`spare part\`; other }
`);
  const rest = readInterface(model, "shop.cart.Rest")!;

  it("is a summary and a description for each call, who answers, and that nothing is needed", () => {
    expect(rest.interfaces[0]!.operations.map(({ summary, doc }) => [summary, doc])).toEqual([["Place order", "Takes Item. Gives 201 Item."], ["Health", "Takes nothing. Gives nothing back."], ["Gone", "Says &lt;script>no&lt;/script>."]]);
    expect(rest.extensions).toEqual({ info: { contact: { name: "Sellers", email: "sellers@shop.test" } } });
    expect(rest.licence).toBeUndefined();
    expect([rest.interfaces[0]!.security, rest.tags]).toEqual([[], [{ name: "Cart", doc: "Keeps carts." }]]);
  });

  it("is an answer to requests that are refused, where none is named", () => {
    expect(rest.interfaces[0]!.operations.map(({ responses }) => responses.map(({ status }) => status))).toEqual([["201", "4XX"], ["204", "4XX"], ["200", "404"]]);
  });

  it("is a package of its own for each file of proto", () => {
    expect(["shop.cart.Cart", "shop.cart.CartService", "shop.cart.`stock list`"].map((id) => readInterface(model, id)?.package)).toEqual(["shop.cart.v2", "shop.cart.v1", "shop.stock_list.v2"]);
  });

  it("are names without backquotes, and addresses without what ends an address", () => {
    expect(rest.types.find(({ name }) => name === "Item")).toMatchObject({ fields: [{ name: "with space" }, { name: "kind" }] });
    expect(rest.types.find(({ name }) => name === "Kind")).toMatchObject({ values: [{ name: "spare part" }, { name: "other" }] });
    expect(readEvents(model, "shop.events")!.interfaces[0]!.channels![0]).toMatchObject({ name: "what_ now", address: "what%3F now" });
  });

  it("are names of tables and columns that no database cuts, and no two that are the same", () => {
    const long = "aNameThatGoesOnAndOnUntilNoDatabaseWouldEverTakeItAsANameOfAColumn";
    const { tables, enums } = readTables(open(`database d {
      entity A { id: uuid key; ${long}1: string; ${long}2: A?; \`a b\`: string; a_b: string; state: State = done; day: date = today; odd: Odd }
      entity \`A!\` { id: uuid key }
      entity A_ { id: uuid key; others: A many }
    }
    enum State { open; done = "DONE" }
    enum Odd { x = "${"é".repeat(40)}" }`), "d").document;
    const [a] = tables;
    const names = a!.columns.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.every((name) => name.length <= 63)).toBe(true);
    expect(a!.foreignKeys[0]!.columns.every((name) => names.includes(name))).toBe(true);
    expect(tables.map(({ name }) => name)).toEqual(["a", "a_", "a__2", "a__2_others"]);
    expect(a!.columns.flatMap(({ name, default: preset }) => (name === "state" || name === "day" ? preset : []))).toEqual(["'DONE'", "CURRENT_DATE"]);
    expect([enums.map(({ name }) => name), a!.columns.find(({ name }) => name === "odd")!.type.name]).toEqual([["state"], "text"]);
  });
});

describe("a list in pages", () => {
  const model = open(`service s {
    api Rest rest { list: GET /a (cursor: string? in query) -> page<Order>; numbered: GET /b -> page<Order> { pagination: page }; bare: GET /c -> page<Order> { pagination: none }; names: GET /d -> page<string> }
    api Rpc grpc { List: (customer: uuid) -> page<Order>; Find: (Query) -> page<Order>; Asked: (Paged) -> page<Order>; Both: (Query, kind: string) -> page<Order>; All: () -> page<string> }
    api Graph graphql { orders: query orders(customer: uuid) -> page<Order>; names: query names -> page<string> }
  }
  type Order { id: uuid }
  type OrderPage { number: int32 }
  type Query { text: string }
  type Paged { page_size: int32?; page_token: string? }`);
  const fieldsOf = (id: string, name: string): readonly (string | boolean)[][] | undefined => {
    const type = readInterface(model, id)!.types.find((each) => each.name === name);
    return type?.kind === "record" ? type.fields.map((field) => [field.name, field.type.is, field.required]) : undefined;
  };

  it("says in REST where the next page begins, and is a bare list only where the plan says so", () => {
    const { interfaces: [own] } = readInterface(model, "s.Rest")!;
    expect(own!.operations.map(({ pagination, responses }) => [pagination, responses[0]!.type])).toEqual([
      ["cursor", { is: "named", name: "OrderPage2" }], ["page", { is: "named", name: "OrderNumberedPage" }], [undefined, { is: "list", of: { is: "named", name: "Order" } }], ["cursor", { is: "named", name: "StringPage" }],
    ]);
    expect([fieldsOf("s.Rest", "OrderPage2"), fieldsOf("s.Rest", "OrderNumberedPage")]).toEqual([[["items", "list", true], ["nextCursor", "scalar", false]], [["items", "list", true], ["nextPage", "scalar", false]]]);
  });

  it("has the names of AIP-158 in proto, in a request of the operation's own where it takes a message", () => {
    const { text } = writeProto(readInterface(model, "s.Rpc")!);
    expect(text).toMatch(/message ListRequest \{[^}]*string customer = 1[^}]*int32 page_size = 2[^}]*string page_token = 3;/);
    expect(text).toMatch(/message FindRequest \{[^}]*int32 page_size[^}]*string page_token/);
    expect(text).toMatch(/message OrderPage2 \{[^}]*repeated Order items = 1[^}]*string next_page_token = 2;/);
    expect(text).toMatch(/message BothRequest \{[^}]*string kind = 1[^}]*int32 page_size = 2[^}]*string page_token = 3[^}]*Query body = 4;/);
    expect(text).toContain("rpc Asked(Paged) returns (OrderPage2)");
  });

  it("is a connection in GraphQL, and of what is no object a page with arguments", () => {
    const { text } = writeGraphql(readInterface(model, "s.Graph")!);
    expect(text).toMatch(/type OrderConnection \{[^}]*edges: \[OrderEdge!\]!/);
    expect(text).toMatch(/names\([^)]*cursor: String[^)]*limit: Int[^)]*\): StringPage!/);
    expect(text).toMatch(/type StringPage \{[^}]*items: \[String!\]![^}]*nextCursor: String\n/);
  });

  it("is the same when what was written is read and written again", () => {
    const proto = writeProto(readInterface(model, "s.Rpc")!).text;
    const openApi = writeOpenApi(readInterface(model, "s.Rest")!).text;
    const graphql = writeGraphql(readInterface(model, "s.Graph")!).text;
    expect(writeProto(readProto(proto).document).text).toBe(proto);
    expect(writeOpenApi(readOpenApi(openApi).document).text).toBe(openApi);
    expect(writeGraphql(readGraphql(graphql).document).text).toBe(graphql);
    expect(readOpenApi(openApi).document.interfaces[0]!.operations.map(({ pagination }) => pagination)).toEqual(["cursor", "page", undefined, "cursor"]);
  });
});

it("operations and topics stand where they stand: what is removed is written nowhere, what is deprecated is said to be", () => {
  const model = open(`service s { api A rest { find "Finds one": GET /a -> 200 { status: deprecated }; later "To come": GET /b -> 200 { status: planned }; was: GET /c -> 200 { status: removed }; status: GET /status -> 200 }
    api Old grpc { status deprecated; Get "Gets it"; status }
    ->> b.old "tells" }
  broker b { topic old { "Told once."; status: deprecated }; topic gone { status: removed } }`);
  const operations = (id: string): unknown[] => readInterface(model, id)!.interfaces[0]!.operations.map(({ name, summary, deprecated }) => [name, summary, deprecated === true]);
  expect(operations("s.A")).toEqual([["find", "Finds one", true], ["later", "To come", false], ["status", "Status", false]]);
  expect(operations("s.Old")).toEqual([["Get", "Gets it", true], ["status", undefined, true]]);
  expect(readEvents(model, "b")!.interfaces[0]!.channels!.map(({ name, doc }) => [name, doc])).toEqual([["old", "Deprecated: nothing new should use it. Told once."]]);
});

it("an interface is under the licence that it says, and under none that nobody gave", () => {
  const model = open("service s { api Free rest { licence Apache-2.0; get: GET /a -> 200 }; api Own rest { licence proprietary; get: GET /b -> 200 }; api Silent rest { get: GET /c -> 200 } }");
  const written = (id: string): string => writeOpenApi(readInterface(model, id)!).text;
  expect(readOpenApi(written("s.Free")).document.licence).toBe("Apache-2.0");
  expect(written("s.Free")).toContain("license:\n    name: Apache-2.0\n    identifier: Apache-2.0\n");
  expect(written("s.Own")).toContain("license:\n    name: proprietary\n    identifier: LicenseRef-proprietary\n");
  expect(written("s.Silent")).not.toContain("license");
});

it("messages are correlated by the header that their topic names, and by none where it names none", () => {
  const model = open('broker b { topic traced of json { correlation: header "trace/id" }; topic plain of json }\nservice s { ->> b.traced "tells"; ->> b.plain "tells" }');
  const messages = readEvents(model, "b")!.interfaces[0]!.channels!.map(({ messages: [message] }) => message!);
  expect(messages.map(({ headers, correlation }) => [headers?.map(({ name }) => name), correlation])).toEqual([[["trace/id"], "$message.header#/trace~1id"], [undefined, undefined]]);
});

it("defaults of enums are what stands on the wire, and their names in GraphQL", () => {
  const model = open('service s { api A rest { put: POST /a (T, k: K = b in query) -> 200 } api G graphql { get: query get(k: K = b) -> T } }\ntype T { k: K = b; plain: K = a }\nenum K { a; b = "B" }');
  const presets = (id: string): unknown[] => {
    const { interfaces: [own], types } = readInterface(model, id)!;
    const record = types.find(({ name }) => name === "T");
    return [...own!.operations[0]!.parameters.map((parameter) => parameter.default), ...(record?.kind === "record" ? record.fields.map((field) => field.default) : [])];
  };
  expect([presets("s.A"), presets("s.G")]).toEqual([["B", "B", "a"], ["b", "b", "a"]]);
});
