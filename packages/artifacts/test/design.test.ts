import { describe, expect, it } from "vitest";
import { artifactTexts, emitSite, emitters, siteData, statusOf, viewPicture } from "../src/index.ts";
import { accessPatterns, servedBy } from "../src/emitters/access-patterns.ts";
import { storageChoicesOf } from "../src/emitters/storage.ts";
import { bytesText, countText, storeVolumes } from "../src/emitters/volumes.ts";
import { inputOf } from "./workspace.ts";

const PLAN = `system shop "Shop" {
  "Sells."
  actor shopper "Shopper" { "Buys."; -> front.Api.place "orders" }
  service front "Front" {
    "Takes orders."
    tech: python@3.14
    api Api rest { auth oauth2; place: POST /orders (NewOrder) -> 201 Order | 409; find: GET /orders/{id: uuid} -> 200 Order }
    -> orders "writes" { timeout: 1s }
  }
  service desk "Desk" { "Helps shoppers."; tech: python@3.14; -> front.Api.find "looks up" { timeout: 1s } }
  database orders "Orders" {
    "Orders and their lines."
    tech: postgresql@18
    entity Order {
      id: uuid key
      number: int64 unique
      customer: Customer
      status: string(16) = pending
      place: Address
      total: decimal(12, 2)
      placedAt: datetime
      index (status, placedAt desc)
      volume 40M growing 2M/month
      retention 7y
      rationale "Orders and their lines change together."
    }
    entity Line { order: Order; number: integer; product: uuid; key (order, number); volume 3 per Order }
    entity Customer { id: uuid key; name: string(120); email: email personal; retention 2y; volume 100 }
    access open "Open orders" { query: Order where status = "pending" order by placedAt desc limit 20; rate: 120/s; time: p95 <= 15ms; by: front }
    access one { query: Order with customer, Line where id = ?; rate: 300/s; time: p95 <= 5ms }
    access town "Orders of a town" { query: Order where place.city = ? and total between 10 and 20; rate: 2/min; time: p95 <= 1s }
    access own "Orders of a customer" { query: Order where customer = ? and status in ("paid", shipped) order by placedAt desc limit 10; rate: 30/s; time: p95 <= 20ms }
    access named { query: Order where customer.name = ? and placedAt > ?; rate: 1/s; time: p95 <= 1s }
    access sums { query: sum(total) Order where status != "it's" group by status; rate: 1/min; time: p95 <= 10s }
    access writing "Placing" { writes: Order, Line; rate: 20/s; time: p95 <= 50ms }
  }
}
type Address { street: string; city: string(80) }
type NewOrder { customer: uuid }
type Order { id: uuid }
flow Place "An order is placed" { shopper -> front.Api.place { -> orders "writes"; alt "it is there" { reply 201 } else "it is gone" { reply 409 } } }
screen Home of front { entry; heading "Telescopes"; button "Order" calls front.Api.place -> Thanks }
screen Thanks of front { text "Thank you" }
journey order "Order" { Home -> Thanks; goal: 1 step; by: shopper }
`;
const input = inputOf({ "a.plan": PLAN });
const textOf = (artifact: string, of = input): string => String([...emitters.find((emitter) => emitter.artifact === artifact)!.emit(of)].find(({ format }) => format === "markdown")!.content());
const sqlOf = (name: string): string | undefined => accessPatterns(input).find(({ element }) => element.name === name)!.sql;

describe("access patterns", () => {
  it("are read from a plan without a fault", () => {
    expect([...input.diagnostics.values()].flat().filter(({ severity }) => severity === "error").map(({ message }) => message)).toEqual([]);
  });

  it("are served by the index that the prefix rule gives", () => {
    expect(Object.fromEntries(accessPatterns(input).map((pattern) => [pattern.element.name, servedBy(pattern)]))).toEqual({
      open: "index (status, placedAt desc)", one: "key (id)", town: "no index", own: "foreign key (customer)", named: "no index", sums: "no index", writing: "writes",
    });
  });

  it("become SQL over the tables of the schema", () => {
    expect(sqlOf("open")).toBe('SELECT t.*\nFROM "order" AS t\nWHERE t.status = \'pending\'\nORDER BY t.placed_at DESC\nLIMIT 20;');
    expect(sqlOf("one")).toBe('SELECT t.*, t1.*, t2.*\nFROM "order" AS t\nLEFT JOIN customer AS t1 ON t1.id = t.customer_id\nLEFT JOIN line AS t2 ON t2.order_id = t.id\nWHERE t.id = $1;');
    expect(sqlOf("town")).toContain("WHERE t.place_city = $1\n  AND t.total BETWEEN 10 AND 20");
    expect(sqlOf("own")).toContain("WHERE t.customer_id = $1\n  AND t.status IN ('paid', 'shipped')");
    expect(sqlOf("named")).toContain("LEFT JOIN customer AS t1 ON t1.id = t.customer_id\nWHERE t1.name = $1\n  AND t.placed_at > $2");
    expect(sqlOf("sums")).toBe("SELECT t.status, sum(t.total)\nFROM \"order\" AS t\nWHERE t.status <> 'it''s'\nGROUP BY t.status;");
    expect(sqlOf("writing")).toBeUndefined();
  });

  it("come with the index that is missing", () => {
    const ddl = Object.fromEntries(accessPatterns(input).map(({ element, ddl }) => [element.name, ddl]));
    expect(ddl["open"]).toBeUndefined();
    expect(ddl["own"]).toMatch(/^CREATE INDEX \S+ ON "order" \(customer_id, status, placed_at DESC\);$/);
    // The column of a value within is no field of the entity: no index is proposed over it.
    expect(ddl["town"]).toBeUndefined();
    const text = textOf("3.5");
    expect(text).toContain("| Open orders | 120/s | p95 \\<= 15ms | index (status, placedAt desc) |");
    expect(text).toContain("Asked by Front.");
    expect(text).toContain("Writes Order, Line; each index of these is written with it.");
    expect(text).not.toMatch(/undefined|NaN|\[object/);
  });

  it("are told without SQL where a store has no tables, or one query cannot ask", () => {
    const other = inputOf({ "a.plan": 'database a "A" { tech: mongodb; entity E { id: uuid key; other: b.F }; access x { query: E where id = ? } }\ndatabase b "B" { entity F { id: uuid key; name: string }; access y { query: F where id = ?; rate: 1/s } ; entity G { id: uuid key; e: a.E }; access z { query: G where e.other = ? } }' });
    expect(accessPatterns(other).map(({ element, sql }) => [element.name, sql])).toEqual([["x", undefined], ["y", "SELECT t.*\nFROM f AS t\nWHERE t.id = $1;"], ["z", undefined]]);
    expect(textOf("3.5", other)).toMatch(/Asked: `E where id = ?\?`/);
  });
});

describe("storage choices", () => {
  it("say what is kept where, how much, and why", () => {
    const text = textOf("3.2");
    expect(text).toMatch(/\| Order \| Orders \| PostgreSQL 18 \| 40 M \| [\d.]+ GB \| [\d.]+ GB \| 7y \|/);
    expect(text).toContain("Why Order is kept here: Orders and their lines change together.");
    expect(text).toContain("Nothing says why Line is kept in Orders.");
    expect(text).not.toMatch(/undefined|NaN|\[object/);
    const weighed = inputOf({ "a.plan": `${PLAN}\ndriver quick "Quick" quality performance\nchoice where "Where orders are kept" { for: shop.orders; weights: quick 3; final: postgresql; candidate postgresql { pros: "Known"; scores: quick 4 }; candidate mongodb { cons: "New"; scores: quick 2 } }` });
    expect(storageChoicesOf(weighed)[0]!.missing).toEqual([]);
    expect(textOf("3.2", weighed)).toContain("| mongodb | assess | 2.0 |  | New |".replace("|  |", "|   |"));
    expect(textOf("3.2", weighed)).toContain("What counts: Quick.");
  });

  it("compute sizes by hand-checkable sums", () => {
    const [store] = storeVolumes(inputOf({ "a.plan": 'database d "D" { entity E { id: uuid key; n: int64; volume 1M growing 1M/y; retention 1y }; entity P { e: E; k: integer; key (e, k); volume 2 per E }; entity U { id: uuid key } }' }).model);
    // 28 + 16 + 8 for the row, 16 + 16 for the key; over 0.8.
    expect(store!.entities[0]).toMatchObject({ bytes: 105, rows: 1e6, later: 1e6 });
    // 28 + 16 + 4 for the row, 16 + 16 + 4 for the key, which serves the reference too; over 0.8.
    expect(store!.entities[1]).toMatchObject({ bytes: 105, rows: 2e6, later: 2e6 });
    expect(store!.entities[2]).toMatchObject({ rows: undefined });
    expect([bytesText(999), bytesText(1000), bytesText(12_340_000_000), countText(40e6), countText(120)]).toEqual(["999 B", "1 kB", "12 GB", "40 M", "120"]);
  });
});

describe("the drivers of interfaces and data", () => {
  const driver = (id: string, of = input) => statusOf(of, () => []).drivers.find((candidate) => candidate.id === id)!;
  const artifact = (id: string, of = input) => statusOf(of, () => []).artifacts.find((candidate) => candidate.id === id)!;
  const changed = (from: string, to: string) => {
    expect(PLAN).toContain(from);
    return inputOf({ "a.plan": PLAN.replace(from, to) });
  };

  it.each(["2.b", "2.c", "2.d", "3.a", "3.b", "3.d", "4.a"])("%s holds, with what speaks for it", (id) => {
    expect(driver(id)).toMatchObject({ id, state: "holds" });
    expect(driver(id).evidence.length).toBeGreaterThan(1);
  });

  it("3.c fails where no index serves a pattern, and says what serves the others", () => {
    expect(driver("3.c").state).toBe("fails");
    expect(driver("3.c").evidence).toEqual(expect.arrayContaining(["No index of Order serves it: all are read for each question.", "Open orders: index (status, placedAt desc)"]));
  });

  it.each([
    ["2.b", "-> front.Api.find", "->> front.Api.find"],
    ["2.b", "-> 201 Order | 409;", "-> 409;"],
    ["2.c", "-> front.Api.find \"looks up\" { timeout: 1s }", ""],
    ["2.d", "screen Thanks", "screen Lost of front { text \"x\" }\nscreen Thanks"],
    ["2.d", "button \"Order\" calls front.Api.place -> Thanks", "button \"Order\" calls front.Api.place"],
    ["3.a", "id: uuid key\n      number", "id: uuid\n      number"],
    ["3.b", "retention 2y; volume 100", "retention 2y"],
    ["3.d", "email: email personal; retention 2y;", "email: email personal;"],
    ["4.a", "else \"it is gone\" { reply 409 }", ""],
  ])("%s fails after %s is %s", (id, from, to) => {
    expect(driver(id, changed(from, to))).toMatchObject({ id, state: "fails" });
  });

  it("are unstated where nothing is said of them", () => {
    const bare = inputOf({ "a.plan": "service a" });
    for (const id of ["2.b", "2.c", "2.d", "3.a", "3.b", "3.c", "3.d", "4.a"]) expect(driver(id, bare)).toMatchObject({ id, state: "unstated" });
  });

  it("tell what the artifacts lack", () => {
    expect(artifact("2.2")).toMatchObject({ state: "complete", missing: [] });
    expect(artifact("3.1")).toMatchObject({ state: "complete", missing: [] });
    expect(artifact("3.2")).toMatchObject({ state: "incomplete", missing: ["Nothing says why Line is kept in Orders.", "Nothing says why Customer is kept in Orders."] });
    expect(artifact("3.5").missing).toEqual(["No index serves Orders of a town.", "No index serves named.", "No index serves sums."]);
    expect(artifact("2.2", changed("type NewOrder { customer: uuid }\n", "")).missing).toEqual(["Api: no type is named NewOrder."]);
    expect(artifact("3.5", changed("rate: 120/s; ", "")).missing).toContain("Open orders has no rate.");
    const bare = inputOf({ "a.plan": "service a" });
    for (const id of ["2.2", "3.1", "3.2", "3.5"]) expect(artifact(id, bare).state).toBe("not-started");
  });
});

describe("the static site", () => {
  it("holds the picture of each view, whatever kind it is", () => {
    const data = siteData(input, { version: "0.1.0", revision: 0, status: statusOf(input, () => []) });
    const pictures = new Map([...emitSite(input, data, new Map())].map((file) => [file.path, file]));
    expect(new Set(data.views.map(({ kind }) => kind))).toEqual(new Set(["landscape", "context", "containers", "screen", "journey", "data-flow", "sequence", "entities"]));
    for (const [position, { id }] of data.views.entries()) {
      const written = String(pictures.get(`site/data/view-${position}.js`)?.content());
      expect(written.startsWith(`groundplan.receive("view", {"id":"${id}"`), `${id}: ${written.slice(0, 80)}`).toBe(true);
      expect(written).toContain("\\u003csvg ");
    }
  });

  it("holds the texts of each artifact that has some, once, without its pictures", () => {
    const data = siteData(input, { version: "0.1.0", revision: 0, status: statusOf(input, () => []) });
    const site = new Map([...emitSite(input, data, new Map())].map((file) => [file.path, file]));
    for (const { id, state } of data.status.artifacts) expect([id, site.has(`site/data/artifact-${id}.js`)]).toEqual([id, state !== "not-started"]);
    expect(String(site.get("site/data/artifact-2.2.js")?.content())).toMatch(/^groundplan\.receive\("artifact", \{"id":"2\.2","texts":\[/);
    const { texts } = artifactTexts(input, "2.2");
    expect(texts.map(({ name }) => name)).toEqual(expect.arrayContaining(["interfaces.md", "shop.front.Api.openapi.yaml"]));
    expect(texts.every(({ path, format }) => path.startsWith("2-interfaces/2.2-") && format !== "svg")).toBe(true);
    expect(artifactTexts(input, "2.4").texts).toEqual([]);
    expect(artifactTexts(input, "9.9").texts).toEqual([]);
  });

  it("has documents as HTML whose links lead on within the page, and in which nothing of a stranger runs", () => {
    const made = (text: string): string | undefined => artifactTexts(input, "2.2", [{ path: "2-interfaces/2.2-api-specifications/a/b.md", artifact: "2.2", format: "markdown", ownership: "derived", content: () => text }]).texts[0]?.html;
    expect(made("[x](../c%20d.yaml#part)")).toBe('<p><a href="#/artifact/2.2?file=c%20d.yaml">x</a></p>\n');
    expect(made("[x](../../../3-data/3.1-entities-and-schemas/tables.sql)")).toContain('href="#/artifact/3.1?file=tables.sql"');
    expect(made("[x](https://example.org/a)")).toContain('href="https://example.org/a"');
    expect(made("[out](../../../../etc/passwd) [x](#y) [nowhere](/z) ![p](p.svg)")).toBe("<p>out x nowhere </p>\n");
    expect(made("<script>alert(1)</script> [x](javascript:alert(1))")).not.toMatch(/<script|<a /);
    expect(made("[y](%E0%A4%A)")).toContain("?file=a/%25E0");
  });
});

describe("what the workbench plays", () => {
  const data = siteData(input, { version: "0.1.0", revision: 0, status: statusOf(input, () => []) });
  it("is each flow step by step, each step with the fragments that it stands in and the relation that it follows", () => {
    expect(data.flows).toEqual([{
      id: "Place", title: "An order is placed", participants: ["shop.shopper", "shop.front", "shop.orders"],
      steps: [
        { is: "call", from: "shop.shopper", to: "shop.front", label: "orders", relation: 'shop.shopper -> shop.front.Api.place "orders"', within: [] },
        { is: "call", from: "shop.front", to: "shop.orders", label: "writes", relation: 'shop.front -> shop.orders "writes"', within: [] },
        { is: "reply", from: "shop.front", to: "shop.shopper", label: "201", within: [{ operator: "alt", guard: "it is there" }] },
        { is: "reply", from: "shop.front", to: "shop.shopper", label: "409", error: true, within: [{ operator: "alt", guard: "it is gone" }] },
      ],
    }]);
  });
  it("are the screens with what they call, and the journeys", () => {
    expect(data.screens.map(({ id, of, entry, calls }) => ({ id, of, entry, calls: calls.map(({ operation }) => operation) }))).toEqual([
      { id: "Home", of: "shop.front", entry: true, calls: ["shop.front.Api.place"] },
      { id: "Thanks", of: "shop.front", entry: false, calls: [] },
    ]);
    expect(data.journeys).toEqual([{ id: "order", title: "Order", way: ["Home", "Thanks"], goal: 1, by: ["shop.shopper"] }]);
    const picture = viewPicture(input, "screen/Home", 0)!.svg;
    for (const frame of ["desktop", "phone"]) expect(picture).toContain(`data-frame="${frame}"`);
    expect(picture).toContain('data-opens="screen/Thanks"');
  });
});
