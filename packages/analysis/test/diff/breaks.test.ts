import { describe, expect, it } from "vitest";
import { broken, compare, said, sideOf, whole } from "./compare.ts";
import { diffModels } from "../../src/diff/index.ts";

describe("a REST interface", () => {
  const plan = (operations: string, types = "type Order { id: uuid; lines: list<Line> }\ntype Line { sku: string; count: int32 }\ntype NewOrder { lines: list<Line> }"): string => `
system shop "Shop" {
  service orders "Orders" { api Api rest { ${operations} } }
  service web "Web" { -> orders.Api.place "places orders" }
  service reports "Reports" { -> orders.Api.get "reads orders" }
  webapp page "Page"
  screen Start of page { button "Buy" calls orders.Api.place }
  actor shopper "Shopper"
  flow Buy { shopper -> web { web -> orders.Api.place } }
}
${types}`;
  const ALL = "place: POST /orders (NewOrder) -> 201 Order; get: GET /orders/{id: uuid} -> 200 Order";

  it("breaks those who call what is gone, and says where they do", () => {
    const diff = diffModels(whole(plan(ALL)), sideOf(plan("get: GET /orders/{id: uuid} -> 200 Order")));
    expect(broken(diff)).toEqual([["removed shop.orders.Api.place", "operation-removed", "shop.Start shop.web"]]);
    expect(diff.changes.find(({ id }) => id === "shop.orders.Api.place")!.consumers.map(({ id, how, place, adapted }) => [id, how, place.side, place.file, adapted])).toEqual([
      ["shop.Start", 'calls it from its button "Buy"', "before", "a.plan", undefined],
      ["shop.web", 'calls it ("places orders")', "before", "a.plan", undefined],
      ["shop.web", "calls it in the flow shop.Buy", "before", "a.plan", undefined],
    ]);
    expect(diff.notes).toEqual([expect.stringContaining("The second model has")]);
  });

  it("breaks who sends, and not who reads, where a field has to be sent", () => {
    const types = (line: string): string => `type Order { id: uuid }\ntype Line { sku: string${line} }\ntype NewOrder { lines: list<Line> }`;
    expect(broken(compare(plan(ALL, types("; note: string?")), plan(ALL, types("; note: string"))))).toEqual([["changed type of Line.note: string? → string", "field-required null-refused", "shop.Start shop.web"]]);
    expect(broken(compare(plan(ALL, types("")), plan(ALL, types("; gift: boolean"))))).toEqual([["added Line.gift", "field-added", "shop.Start shop.web"]]);
    expect(broken(compare(plan(ALL, types("")), plan(ALL, types("; gift: boolean?"))))).toEqual([]);
  });

  it("breaks who reads, where a field that is given goes, in whatever depth", () => {
    const diff = compare(plan(ALL), plan(ALL, "type Order { id: uuid; lines: list<Line> }\ntype Line { sku: string }\ntype NewOrder { lines: list<Line> }"));
    expect(broken(diff)).toEqual([["removed Line.count", "field-removed", "shop.Start shop.reports shop.web"]]);
    expect(diff.changes[0]!.breaks[0]!.reason).toBe("POST /orders: request.lines[].count is no longer taken. The same in 2 other places.");
  });

  it("counts who names no operation for each, and who names others for none of the rest", () => {
    const vague = (line: string): string => plan(ALL).replace('webapp page "Page"', `webapp page "Page"\nservice old "Old" { ${line} }`);
    const after = (text: string): string => text.replace("-> 200 Order", "-> 200 NewOrder").replaceAll("lines: list<Line>", "lines: list<Line>");
    for (const [line, expected] of [['-> orders "uses"', "shop.old shop.reports"], ['-> orders.Api "uses"', "shop.old shop.reports"], ['-> orders "uses"; -> orders.Api.place "places"', "shop.reports"]] as const) {
      const diff = compare(vague(line), after(vague(line)));
      expect([line, broken(diff).map((each) => each[2])]).toEqual([line, [expected]]);
      if (expected.includes("old")) expect(diff.changes.flatMap(({ consumers }) => consumers).find(({ id }) => id === "shop.old")!.how).toBe('may call it ("uses"): which operation is not said');
    }
  });

  it("leaves out consumers that are gone, and tells those that have been changed as well", () => {
    const after = plan("get: GET /orders/{id: uuid} -> 200 Order").replace(' { -> orders.Api.place "places orders" }', "").replace(" { button \"Buy\" calls orders.Api.place }", ' { button "Buy" -> Start }').replace("web -> orders.Api.place", "web -> web");
    expect(compare(plan(ALL), after).changes.find(({ id }) => id === "shop.orders.Api.place")!.consumers.every(({ adapted }) => adapted === true)).toBe(true);
    const without = after.replace('service web "Web"', "").replace("flow Buy { shopper -> web { web -> web } }", "");
    expect(broken(compare(plan(ALL), without)).find(([what]) => what.includes("Api.place"))![2]).toBe("shop.Start");
  });

  it("breaks nobody in the model where nobody calls it, and says so by having no consumer", () => {
    expect(broken(compare("service a { api Api rest { get: GET /a -> 200 } }", "service a { api Api rest { other: GET /b -> 200 } }"))).toEqual([["removed a.Api.get", "operation-removed", ""]]);
  });

  it("breaks all its callers where it moves to another path, changes its style or goes", () => {
    for (const [after, rule] of [[plan(ALL).replace("api Api rest", "api Api rest at /v2"), "address-changed"], [plan(ALL).replace("api Api rest", "api Api grpc"), "style-changed"]] as const) {
      const found = broken(diffModels(whole(plan(ALL)), sideOf(after)));
      expect([found[0]![1], found[0]![2]]).toEqual([rule, "shop.Start shop.reports shop.web"]);
    }
    const gone = diffModels(whole(plan(ALL)), sideOf(plan(ALL).replace(/service orders .*\n/, "")));
    expect(broken(gone)).toEqual([["removed shop.orders.Api (2)", "interface-removed", "shop.Start shop.reports shop.web"]]);
    expect(said(gone)).toContain("removed shop.orders (3)");
  });
});

describe("a gRPC interface", () => {
  const plan = (item: string, lock?: string): Readonly<Record<string, string>> => ({
    "a.plan": `system shop { service cart { api CartService grpc { Add: (Item) -> Item } } service web { -> cart.CartService.Add "adds" } }\ntype Item { ${item} }`,
    ...(lock === undefined ? {} : { "proto.lock": lock }),
  });
  const LOCK = "shop.cart.v1.Item.sku = 1\nshop.cart.v1.Item.count = 2\n";

  it("breaks where the type of a field changes", () => {
    expect(broken(compare(plan("sku: string number 1; count: int32 number 2"), plan("sku: string number 1; count: string number 2")))).toEqual([["changed type of Item.count: int32 → string", "FIELD_SAME_TYPE FIELD_WIRE_COMPATIBLE_TYPE", "shop.web"]]);
  });

  it("breaks where the number changes, in the plan or in the lock alone", () => {
    expect(broken(compare(plan("sku: string number 1"), plan("sku: string number 7")))).toEqual([["changed number of Item.sku: 1 → 7", "FIELD_NO_DELETE FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED", "shop.web"]]);
    const fields = "sku: string; count: int32";
    const swapped = broken(compare(plan(fields, LOCK), plan(fields, "shop.cart.v1.Item.count = 1\nshop.cart.v1.Item.sku = 2\n")));
    expect(swapped.map(([what, rules]) => [what, rules.split(" ")[0]])).toEqual([["changed contract of Item.count", "FIELD_SAME_NAME"], ["changed contract of Item.sku", "FIELD_SAME_NAME"]]);
    expect(broken(compare(plan(fields, LOCK), plan("count: int32; sku: string", LOCK)))).toEqual([]);
  });

  it("is judged by the lock: what is gone is reserved by the next build, and breaks generated code alone", () => {
    expect(broken(compare(plan("sku: string; count: int32", LOCK), plan("sku: string", LOCK)))).toEqual([["removed Item.count", "FIELD_NO_DELETE", "shop.web"]]);
    expect(broken(compare(plan("sku: string; count: int32"), plan("count: int32; sku: string")))).toEqual([]);
    expect(compare(plan("sku: string", LOCK), plan("sku: string")).notes).toEqual([expect.stringContaining("proto.lock is gone")]);
  });

  it("is told by the names of the plan, whatever proto calls them", () => {
    const named = (operations: string): string => `service cart { api cart-service grpc { ${operations} } }\nservice web { -> cart.cart-service.add-item "adds" }\ntype Item { productId: string }`;
    expect(broken(compare(named("add-item: (Item) -> Item; get: (Item) -> Item"), named("add-item: (Item) -> Item"))).map(([what, rules]) => [what, rules])).toEqual([["removed cart.cart-service.get", "RPC_NO_DELETE"]]);
    expect(broken(compare(named("add-item: (Item) -> Item"), named("add-item: (Item) -> Item").replace("productId: string", "productId: int32")))).toEqual([["changed type of Item.productId: string → int32", "FIELD_SAME_TYPE FIELD_WIRE_COMPATIBLE_TYPE", "web"]]);
  });

  it("tells of a type that nothing leads to any more at the operation that led there", () => {
    const other = (signature: string): string => `service cart { api CartService grpc { Add: ${signature}; Get: (Item) -> Item } }\nservice web { -> cart.CartService.Add "adds" }\ntype Item { sku: string number 1 }\ntype New { sku: string number 1 }`;
    expect(broken(compare(other("(New) -> Item"), other("(Item) -> Item")))).toEqual([["changed signature of cart.CartService.Add: (New) -> Item → (Item) -> Item", "RPC_SAME_REQUEST_TYPE", "web"]]);
  });
});

describe("a GraphQL interface", () => {
  const plan = (order: string, more = ""): string => `service api { api Graph graphql { orders: query (first: int32?) -> list<Order>; ${more} } }\nwebapp web { -> api.Graph.orders "lists" }\ntype Order { ${order} }`;

  it("breaks by the rules of graphql-js", () => {
    expect(broken(compare(plan("id: uuid; total: decimal(12, 2)"), plan("id: uuid")))).toEqual([["removed Order.total", "FIELD_REMOVED", "web"]]);
    expect(broken(compare(plan("id: uuid"), plan("id: uuid?")))).toEqual([["changed type of Order.id: uuid → uuid?", "FIELD_CHANGED_KIND", "web"]]);
    expect(broken(compare(plan("id: uuid"), plan("id: uuid; note: string", "other: query -> Order")))).toEqual([]);
  });
});

describe("a topic", () => {
  const plan = (event: string, format = "", topic = "topic placed of Placed"): string => `
broker events { tech: kafka; ${topic} }
service orders { ->> events.placed "announces"${format} }
service books { }
service mail { }
events.placed ->> books "hands over"${format}
type Placed { ${event} }`;
  const AVRO = " { format: avro }";

  it("breaks those who take its messages, by the rules of Avro where nothing else is said", () => {
    for (const format of ["", AVRO]) {
      expect(broken(compare(plan("id: uuid; total: int64", format), plan("id: uuid", format)))).toEqual([["removed Placed.total", "avro-forward", "books"]]);
      expect(broken(compare(plan("id: uuid", format), plan("id: uuid; total: int64", format)))).toEqual([["added Placed.total", "avro-backward", "books"]]);
      expect(broken(compare(plan("id: uuid", format), plan("id: uuid; note: string?", format)))).toEqual([]);
    }
  });

  it("is judged by the rules of the format that its relations name", () => {
    expect(broken(compare(plan("id: uuid", " { format: json }"), plan("id: uuid; total: int64", " { format: json }")))).toEqual([]);
    expect(broken(compare(plan("id: uuid; total: int64", " { format: json }"), plan("id: uuid; total: int64?", " { format: json }")))).toEqual([["changed type of Placed.total: int64 → int64?", "field-optional null-allowed", "books"]]);
    expect(broken(compare(plan("id: uuid number 1", " { format: protobuf }"), plan("id: uuid number 2", " { format: protobuf }")))).toEqual([["changed number of Placed.id: 1 → 2", "FIELD_NO_DELETE FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED", "books"]]);
  });

  it("breaks those who send to it too, where it goes", () => {
    const after = plan("id: uuid").replace("; topic placed of Placed", "").replace('->> events.placed "announces"', "").replace('events.placed ->> books "hands over"', "");
    expect(broken(compare(plan("id: uuid"), after))).toEqual([["removed events.placed", "topic-removed", "books orders"]]);
  });
});

describe("an entity", () => {
  const plan = (order: string, more = ""): string => `
service shop { component books; component other; books -> db "books" { access: writes }; other -> db "asks" { access: reads } }
service reports { -> db "reads" { access: reads } }
service admin { -> db "does what it must" }
database db {
  entity Order { id: uuid key; ${order} }
  entity Customer { id: uuid key }
  access byId { query: Order where id = ?; by: reports }
  access customers { query: Customer where id = ?; by: shop.other }
  access book { writes: Order; by: shop.books }
  ${more}
}
enum State { open; shut }`;

  it("breaks those who read it where a column goes, and not those who ask for something else", () => {
    const diff = compare(plan("note: string"), plan(""));
    expect(broken(diff)).toEqual([["removed db.Order.note", "column-dropped", "admin reports shop.books"]]);
    expect(diff.changes[0]!.consumers.map(({ id, how }) => `${id} ${how}`)).toEqual(['admin may read and write it ("does what it must"): which entities is not said', "reports reads it by the access pattern db.byId", "shop.books writes it by the access pattern db.book"]);
  });

  it("breaks writers where a row needs more, and readers where it gives less", () => {
    expect(broken(compare(plan(""), plan("note: string")))).toEqual([["added db.Order.note", "required-column-added", "admin shop.books"]]);
    expect(broken(compare(plan("note: string"), plan("note: string?")))).toEqual([["changed type of db.Order.note: string → string?", "column-null-allowed", "admin reports"]]);
    expect(broken(compare(plan("state: State"), plan("state: State").replace("shut", "lost")))).toEqual([["removed State.shut", "value-dropped", "admin shop.books"], ["added State.lost", "value-added", "admin reports"]].sort((a, b) => (a[0]!.slice(-4) < b[0]!.slice(-4) ? -1 : 1)));
  });

  it("breaks nobody by an index, a volume or a remark", () => {
    expect(broken(compare(plan("note: string"), plan('note: string { "Words." }; index (note); volume 5k')))).toEqual([]);
  });

  it("breaks by a rename, for the column is called otherwise", () => {
    expect(broken(compare(plan("note: string"), plan("remark: string was note")))).toEqual([["renamed db.Order.remark: db.Order.note → db.Order.remark", "column-dropped required-column-added", "admin reports shop.books"]]);
  });
});

describe("adopted files", () => {
  const plan = 'source demo proto "demo.proto"\nservice cart { api CartService grpc from demo.CartService }\nservice web { -> cart.CartService.Add "adds" }';
  const proto = (item: string): string => `syntax = "proto3";\npackage demo;\nservice CartService { rpc Add(Item) returns (Item); rpc Drop(Item) returns (Item); }\nmessage Item {\n${item}\n}\n`;
  const files = (item: string, text = plan): Readonly<Record<string, string>> => ({ "a.plan": text, "demo.proto": proto(item) });

  it("are judged by themselves, with what the model does not take up", () => {
    expect(broken(compare(files("string sku = 1;\nint32 count = 2;"), files("reserved 2;\nstring sku = 1;")))).toEqual([["removed demo.Item.count", "FIELD_NO_DELETE", "web"]]);
    expect(broken(compare(files("string sku = 1;"), files("oneof choice { string sku = 1; }"))).map((each) => each.slice(1))).toEqual([["FIELD_SAME_ONEOF FIELD_SAME_CARDINALITY", "web"]]);
  });

  it("are told once, of what takes them", () => {
    const after = { ...files("string sku = 1;"), "demo.proto": proto("string sku = 1;").replace("rpc Add(Item) returns (Item); ", "") };
    const diff = diffModels(whole(files("string sku = 1;")), sideOf(after));
    expect(said(diff).filter((each) => each.includes("CartService.Add") && !each.includes("relation"))).toEqual(["removed cart.CartService.Add"]);
    expect(broken(diff)).toEqual([["removed cart.CartService.Add", "RPC_NO_DELETE", "web"]]);
    expect(diff.changes.find(({ id }) => id === "cart.CartService.Add")!.place).toMatchObject({ side: "before", file: "demo.proto" });
  });

  it("of OpenAPI break those who call what is taken from them", () => {
    const api = (required: string): string => `openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths:\n  /a:\n    post:\n      operationId: add\n      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/New" } } } }\n      responses: { "204": { description: done } }\ncomponents:\n  schemas:\n    New:\n      type: object\n      required: [${required}]\n      properties: { sku: { type: string }, note: { type: string } }\n`;
    const text = 'source shopapi openapi "api.yaml"\nservice cart { api Api rest from shopapi }\nservice web { -> cart.Api.add "adds" }';
    const diff = compare({ "a.plan": text, "api.yaml": api("sku") }, { "a.plan": text, "api.yaml": api("sku, note") });
    expect(broken(diff)).toEqual([[expect.stringContaining("shopapi.New.note"), "field-required", "web"]]);
  });
});
