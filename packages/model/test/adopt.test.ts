import { describe, expect, it } from "vitest";
import { createWorkspace, settingOf, targetsOf, type Workspace } from "../src/index.ts";

const PROTO = `syntax = "proto3";
package demo;
// Keeps carts.
service CartService {
  rpc AddItem(AddItemRequest) returns (Empty);
  rpc GetCart(GetCartRequest) returns (Cart);
}
message Empty {}
message CartItem { string product_id = 1; int32 quantity = 2; }
message AddItemRequest { string user_id = 1; CartItem item = 2; }
message GetCartRequest { string user_id = 1; }
message Cart { string user_id = 1; repeated CartItem items = 2; }
enum Size { SIZE_UNSPECIFIED = 0; SMALL = 1; }
`;
const SQL = `CREATE SCHEMA accounting;
CREATE TABLE accounting."order" (order_id text PRIMARY KEY, placed_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE accounting.orderitem (order_id text NOT NULL REFERENCES accounting."order"(order_id) ON DELETE CASCADE, product_id text NOT NULL, quantity int, PRIMARY KEY (order_id, product_id));
CREATE INDEX by_product ON accounting.orderitem (product_id);
`;
const PLAN = `source demo proto "demo.proto"
source initdb sql "sql/init.sql" dialect postgresql
service cart "Cart" { api CartService grpc from demo.CartService }
service shop "Shop" { -> cart.CartService.AddItem "adds"; -> cart.CartService "reads" }
database db "Db" {
  entity Order from initdb.accounting.order { note: string?; volume 40M }
  entity OrderItem from initdb.accounting.orderitem { quantity: int64 personal }
}
topicless: shop -> cart "pings"
`.replace("topicless: ", "");

function open(files: Readonly<Record<string, string>>): Workspace {
  const workspace = createWorkspace();
  workspace.update(Object.entries(files).map(([file, text]) => ({ file, text })));
  return workspace;
}

const faults = (workspace: Workspace): readonly string[] => [...workspace.faults()].flatMap(([file, list]) => list.filter(({ severity }) => severity !== "info").map(({ code, message }) => `${file} ${code} ${message}`));
const ids = (workspace: Workspace): readonly string[] => workspace.model.elements().map(({ id, kind }) => `${kind.name} ${id}`);
const ALL = { "a.plan": PLAN, "demo.proto": PROTO, "sql/init.sql": SQL };

describe("what is adopted", () => {
  it("is part of the model, under the name of its source", () => {
    const workspace = open(ALL);
    expect(faults(workspace)).toEqual([]);
    expect(workspace.adopted()).toEqual(["demo.proto", "sql/init.sql"]);
    expect(ids(workspace)).toEqual(expect.arrayContaining(["api demo.CartService", "operation demo.CartService.GetCart", "type demo.Cart", "field demo.Cart.items", "enum demo.Size", "literal demo.Size.SMALL", "schema initdb.accounting", "entity initdb.accounting.order", "field initdb.accounting.orderitem.product_id"]));
    const { model } = workspace;
    expect(model.element("demo.CartService")).toMatchObject({ description: "Keeps carts.", at: { file: "demo.proto", from: PROTO.indexOf("CartService") } });
    expect(model.element("demo.CartService")!.parent).toBe("demo");
    const items = settingOf(model.element("demo.Cart.items")!, "type")!.values[0]!;
    expect(items.type === "type" && items.text).toBe("list<demo.CartItem>");
    expect(items.type === "type" && items.expression.is === "of" && items.expression.of[0]).toMatchObject({ is: "name", target: "demo.CartItem" });
  });

  it("is taken by what stands in the system, with all its parts; relations may call them", () => {
    const { model } = open(ALL);
    expect(model.children("cart.CartService").map(({ id }) => id)).toEqual(["cart.CartService.AddItem", "cart.CartService.GetCart"]);
    expect(model.outgoing("shop").map(({ target }) => target)).toEqual(["cart.CartService.AddItem", "cart.CartService", "cart"]);
    expect(model.element("cart.CartService.GetCart")!.at.file).toBe("demo.proto");
    expect(model.children("db.Order").map(({ name }) => name).sort()).toEqual(["note", "order_id", "placed_at"]);
    expect(settingOf(model.element("db.OrderItem")!, "key")!.values[0]).toMatchObject({ type: "index", text: "(order_id, product_id)" });
    const reference = settingOf(model.element("db.OrderItem.order_id")!, "type")!.values[0]!;
    expect(reference.type === "type" && reference.expression).toMatchObject({ is: "name", target: "initdb.accounting.order" });
  });

  it("gives way to what the plan says itself", () => {
    const { model } = open(ALL);
    expect(model.element("db.OrderItem.quantity")!.at.file).toBe("a.plan");
    expect(settingOf(model.element("db.OrderItem.quantity")!, "personal")).toBeDefined();
    expect(settingOf(model.element("db.Order")!, "volume")).toBeDefined();
    expect(targetsOf(settingOf(model.element("db.Order")!, "from"))).toEqual(["initdb.accounting.order"]);
  });

  it("is missed where its file has not come, and found when it does, in any order", () => {
    const workspace = open({ "a.plan": PLAN });
    expect(faults(workspace).length).toBeGreaterThan(2);
    workspace.update([{ file: "sql/init.sql", text: SQL }]);
    workspace.update([{ file: "demo.proto", text: PROTO }]);
    expect(faults(workspace)).toEqual([]);
    const before = open({});
    before.update([{ file: "demo.proto", text: PROTO }, { file: "sql/init.sql", text: SQL }]);
    expect(ids(before)).toEqual([]);
    before.update([{ file: "a.plan", text: PLAN }]);
    expect(ids(before)).toEqual(ids(open(ALL)));
  });

  it("tells of faults at their place in its own text, and of what it does not carry", () => {
    const broken = PROTO.replace("returns (Cart)", "returns (Basket)");
    const workspace = open({ ...ALL, "demo.proto": broken });
    const found = [...workspace.faults()].flatMap(([, list]) => list).find(({ code, severity }) => code.startsWith("format/") && severity === "error")!;
    expect(found).toMatchObject({ file: "demo.proto", code: "format/unknown-name" });
    expect(broken.slice(found.from, found.to)).toBe("Basket");
    const lossy = open({ ...ALL, "sql/init.sql": `${SQL}CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1';\n` });
    expect([...lossy.faults()].flatMap(([, list]) => list).map(({ code, severity }) => `${code} ${severity}`)).toContain("format/not-carried info");
  });
});

describe("after any edits the model is what a fresh start gives, adopted files included", () => {
  it("two hundred random edits of plan, proto and SQL", () => {
    let state = 5;
    const random = (below: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const originals = ALL as Readonly<Record<string, string>>;
    const files: Record<string, string> = { ...originals };
    const workspace = open(files);
    for (let edit = 0; edit < 200; edit++) {
      const names = Object.keys(originals);
      const file = names[random(names.length)]!;
      const lines = (files[file] ?? originals[file]!).split("\n");
      const at = random(lines.length);
      const kind = random(6);
      if (kind === 0) lines.splice(at, 1);
      else if (kind === 1) lines.splice(at, 0, lines[random(lines.length)]!);
      else if (kind === 2) lines[at] = lines[at]!.replace(/(\w+)/, "$1x");
      else if (kind === 3) lines[at] = lines[at]!.slice(0, random(lines[at]!.length + 1));
      if (kind === 4) delete files[file];
      else files[file] = kind === 5 ? originals[file]! : lines.join("\n");
      workspace.update([{ file, text: files[file] }]);
      const fresh = open(files);
      expect(ids(workspace), `edit ${edit}`).toEqual(ids(fresh));
      expect(JSON.stringify([...workspace.faults()].sort()), `edit ${edit}`).toBe(JSON.stringify([...fresh.faults()].sort()));
      expect(workspace.model.elements().map(({ settings }) => settings), `edit ${edit}`).toEqual(fresh.model.elements().map(({ settings }) => settings));
    }
  });
});

it("only what says so takes anything: a step of a flow has a sender and no more", () => {
  const { model } = open({ ...ALL, "flows.plan": "service clerk { tech: go; component desk }\nflow F { clerk -> cart \"asks\" { cart -> clerk \"answers\" } }" });
  expect(model.element("F.#1")!.settings.map(({ name }) => name)).toEqual(["from", "to"]);
  expect(model.children("F.#1").map(({ id }) => id)).toEqual(["F.#1.#1"]);
});

it("a file that describes one interface stands for it", () => {
  const openapi = JSON.stringify({ openapi: "3.1.0", info: { title: "Orders of ours", version: "1" }, paths: { "/orders": { get: { operationId: "list", responses: { 200: { description: "all" } } } } } });
  const workspace = open({ "a.plan": 'source shop openapi "shop.json"\nservice s "S" { api Orders rest from shop }', "shop.json": openapi });
  expect(faults(workspace)).toEqual([]);
  expect(workspace.model.children("s.Orders").map(({ id }) => id)).toEqual(["s.Orders.list"]);
});

describe("mappings of a migration", () => {
  const DATA = `source initdb sql "sql/init.sql" dialect postgresql
database db "Db" { entity Sale { id: string key; total: Price; placed: datetime }; entity Line { id: string key; order_id: string } }
type Price { amount: int64; currency: string(3) }
`;
  const migration = (lines: string, from = "initdb.accounting.order", to = "Sale"): Workspace => open({ "sql/init.sql": SQL, "a.plan": `${DATA}migration m "M" {\n  mapping ${from} -> ${to} {\n${lines}\n  }\n}\n` });
  const told = (workspace: Workspace): readonly string[] => [...workspace.faults()].filter(([file]) => file === "a.plan").flatMap(([, list]) => list.map(({ message, hint }) => `${message} ${hint ?? ""}`));

  it("find old columns in their tables and new ones in their entity, whatever bears the name elsewhere", () => {
    const workspace = migration('order_id -> id\nplaced_at -> placed via "placed_at"\ntotal.amount = "1"\norderitem.product_id, order_id -> total.currency via "x"\ndrop quantity "why"', "initdb.accounting.order, initdb.accounting.orderitem");
    expect(told(workspace)).toEqual([]);
    const { model } = workspace;
    expect(model.children("m.#1").map((line) => [line.kind.name, targetsOf(settingOf(line, "from") ?? settingOf(line, "columns")), targetsOf(settingOf(line, "to"))])).toEqual([
      ["move", ["initdb.accounting.order.order_id"], ["db.Sale.id"]], ["move", ["initdb.accounting.order.placed_at"], ["db.Sale.placed"]], ["fill", [], ["db.Sale.total"]],
      ["move", ["initdb.accounting.orderitem.product_id", "initdb.accounting.order.order_id"], ["db.Sale.total"]], ["drop", ["initdb.accounting.orderitem.quantity"], []],
    ]);
  });

  it("tell of names that are on neither side, with the nearest one of that side", () => {
    expect(told(migration("order_idd -> id\nplaced_at -> plaecd"))).toEqual(["initdb.accounting.order has no field order_idd. Did you mean order_id?", "db.Sale has no field plaecd. Did you mean placed?"]);
    const fixes = [...migration("order_idd -> id").faults().values()].flat().flatMap(({ fix }) => fix?.edits.map(({ text }) => text) ?? []);
    expect(fixes).toEqual(["order_id"]);
    // A part of what is not there is not told of as well.
    expect(told(migration("order_id -> id\nx -> y", "initdb.accounting.ordr"))).toEqual([expect.stringContaining("Nothing is named initdb.accounting.ordr."), expect.stringContaining("db.Sale has no field y.")]);
  });

  it("follow when a column comes or goes", () => {
    const workspace = migration("order_id -> id\nnote -> placed");
    expect(told(workspace).length).toBe(1);
    workspace.update([{ file: "sql/init.sql", text: SQL.replace("order_id text PRIMARY KEY", "order_id text PRIMARY KEY, note text") }]);
    expect(told(workspace)).toEqual([]);
    workspace.update([{ file: "sql/init.sql", text: SQL }]);
    expect(told(workspace).length).toBe(1);
  });

  it("refuse what no mapping can be", () => {
    expect(told(migration('order_id -> id "title" via via'))[0]).toContain("A text in quotes belongs here.");
    expect(told(migration("order_id ->"))).not.toEqual([]);
    expect(told(migration('= "x"'))).not.toEqual([]);
    expect(told(open({ "a.plan": 'migration m "M" { phase explode; validate "x" }' }))).toEqual([expect.stringContaining("explode is none of expand"), expect.stringContaining("does not say its query")]);
  });
});

describe("a proto that imports another one", () => {
  const IMPORTED = 'syntax = "proto3";\npackage shop.money;\nmessage Price { string currency = 1; }\nmessage Tax { int32 rate = 1; }\n';
  const FILES: Readonly<Record<string, string>> = {
    "a.plan": 'source orders proto "protos/shop/orders.proto"\nsource money proto "protos/shop/money.proto"\nservice s "S" { api Orders grpc from orders.Orders }\n',
    "protos/shop/orders.proto": 'syntax = "proto3";\npackage shop.orders;\nimport "shop/money.proto";\nservice Orders { rpc Get(Query) returns (shop.money.Price); }\nmessage Query { shop.money.Tax tax = 1; }\n',
    "protos/shop/money.proto": IMPORTED,
  };
  const target = (workspace: Workspace): string | undefined => {
    const type = settingOf(workspace.model.element("orders.Query.tax")!, "type")!.values[0]!;
    const node = type.type === "type" && type.expression.is === "optional" ? type.expression.of : type.type === "type" ? type.expression : undefined;
    return node?.is === "name" ? node.target : undefined;
  };

  it("has its types where that is adopted too, under that source's name, whatever comes first and whatever is edited", () => {
    const workspace = open(FILES);
    expect(faults(workspace)).toEqual([]);
    expect(target(workspace)).toBe("money.Tax");
    const steps: readonly Readonly<Record<string, string | undefined>>[] = [
      { "protos/shop/money.proto": IMPORTED.replace("Tax", "Duty") }, { "protos/shop/money.proto": IMPORTED }, { "protos/shop/money.proto": undefined }, { "protos/shop/money.proto": IMPORTED },
      { "a.plan": FILES["a.plan"]!.replaceAll("source money", "source cash") }, { "a.plan": FILES["a.plan"]!.replace(/source money.*\n/, "") }, { "a.plan": FILES["a.plan"] },
    ];
    const now: Record<string, string> = { ...FILES };
    for (const [at, step] of steps.entries()) {
      for (const [file, text] of Object.entries(step)) {
        if (text === undefined) delete now[file];
        else now[file] = text;
        workspace.update([{ file, text }]);
      }
      const fresh = open(now);
      expect(target(workspace), `step ${at}`).toBe(target(fresh));
      expect(JSON.stringify([...workspace.faults()].sort()), `step ${at}`).toBe(JSON.stringify([...fresh.faults()].sort()));
      expect(ids(workspace), `step ${at}`).toEqual(ids(fresh));
    }
    expect(target(workspace)).toBe("money.Tax");
  });
});

it("a field may be of the type number, which is a word of Protocol Buffers too", () => {
  const { model } = open({ "a.plan": "type A { size: number; place: number number 4 }" });
  for (const name of ["size", "place"]) expect(settingOf(model.element(`A.${name}`)!, "type")!.values[0]).toMatchObject({ text: "number" });
  expect(settingOf(model.element("A.place")!, "number")!.values[0]).toMatchObject({ low: 4 });
});
