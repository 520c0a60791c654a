import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createWorkspace, explainQuery, runQuery, type Model } from "../src/index.ts";
import { elementFields, elementMoves, relationFields, relationMoves, stages } from "../src/query/words.ts";

const SHOP = `system shop "Shop" {
  owner: platform
  actor shopper "Shopper"
  webapp frontend "Web shop" { tech: typescript, nextjs@16.1; owner: web; -> checkout.CheckoutApi.place "places orders" { protocol: grpc; timeout: 2s } }
  service checkout "Checkout" {
    "Turns a cart into a paid order."
    tech: go; owner: ordering; availability: 99.9%; time: p50 3ms, p99 40ms; replicas: 2..6
    api CheckoutApi grpc { place; quote }
    component pricing "Pricing"
    component placing "Placing" { -> pricing "prices"; -> cart "reads the cart" { protocol: http }; -> shop.orders "writes"; ->> events.orders "announces" }
  }
  service cart "Cart" { tech: go; -> carts "keeps" { protocol: resp; timeout: 500ms } }
  database orders "Orders" { tech: postgresql@18.4; availability: 99.99% }
  cache carts "Open carts" { tech: valkey }
  broker events "Events" { tech: kafka; topic orders "Placed orders" }
  worker accounting "Accounting" { tech: rust; status: planned; consumes: events.orders; -> shop.orders "books" }
}
shop.shopper -> frontend "buys"
team ordering { people: 5; skills: go 3, kafka 1 }
team web { people: 2 }
team platform
driver quick "Checkout is quick" quality performance.timeBehaviour priority high { source: shopper; artifact: checkout; measure: p95 <= 400ms }
driver open "Losing a zone loses no order" quality reliability.availability priority high { measure: availability >= 99.9% }
driver cheap "It is cheap" quality cost.run priority low`;

const ADR = `---
status: accepted
date: 2026-02-11
deciders: [ordering]
drivers: [open]
affects: [shop.events]
---
# Announce orders over Kafka

## Context and problem
Accounting must see each order.
`;

function open(): Model {
  const workspace = createWorkspace();
  workspace.update([{ file: "shop.plan", text: SHOP }, { file: "decisions/0001-kafka.md", text: ADR }]);
  expect([...workspace.faults().values()].flat().map((fault) => fault.message)).toEqual([]);
  return workspace.model;
}

const model = open();

function found(text: string): readonly string[] {
  const result = runQuery(model, text);
  if (result.error) throw new Error(`${text}: ${result.error.message}`);
  return result.elements.map((id) => id.replace(/^shop\./, ""));
}

function table(text: string): unknown {
  const result = runQuery(model, text);
  return result.error ? result.error : { columns: result.columns, rows: result.rows };
}

function wrong(text: string): string {
  const result = runQuery(model, text);
  return result.error ? `${text.slice(result.error.from, result.error.to) || "<end>"}: ${result.error.message} ${result.error.hint ?? ""}`.trim() : "no error";
}

describe("a query", () => {
  it.each([
    ["service", ["checkout", "cart"]],
    ["container where owner = ordering and tech = go", ["checkout"]],
    ["container where owner = platform", ["cart", "orders", "carts", "events", "accounting"]],
    ["shop.checkout out", ["cart", "orders", "events.orders"]],
    ["checkout out*", ["cart", "orders", "events.orders", "carts", "accounting"]],
    ["checkout out(message)", ["events.orders"]],
    ["checkout out(call where protocol = http)", ["cart"]],
    ["checkout.placing out", ["checkout.pricing", "cart", "orders", "events.orders"]],
    ["shop.orders in", ["checkout", "accounting"]],
    ["shop.orders in*", ["checkout", "accounting", "frontend", "events.orders", "shopper"]],
    ["checkout.pricing in", ["checkout.placing"]],
    ["checkout.pricing in*", ["checkout.placing"]],
    ["cart in where kind = service", ["checkout"]],
    ["cart in* where kind = actor", ["shopper"]],
    ["carts in* where kind = webapp", ["frontend"]],
    ["checkout in* where kind = webapp | actor", ["frontend", "shopper"]],
    ["checkout.CheckoutApi.place in", ["frontend"]],
    ["driver where priority = high and not decided", ["quick"]],
    ["driver where quality = reliability", ["open"]],
    ["driver where quality = timeBehaviour", ["quick"]],
    ["driver where measure = none", ["cheap"]],
    ["driver where measure.metric = p95 and measure < 1s", ["quick"]],
    ["container where in.count > 1", ["orders"]],
    ["container where out.count >= 3", ["checkout"]],
    ['container where title ~ "CART"', ["cart", "carts"]],
    ['container where title !~ "cart" and description != none', ["checkout"]],
    ["all where owner = none and kind = driver", ["quick", "open", "cheap"]],
    ["container where availability < 99.95%", ["checkout"]],
    ["container where time.p99 > 10ms", ["checkout"]],
    ["container where replicas >= 2", ["checkout"]],
    ["container where replicas = 4", ["checkout"]],
    ["container where tech = postgresql@18", ["orders"]],
    ["container where tech = postgres", ["orders"]],
    ["container where tech = go | rust", ["checkout", "cart", "accounting"]],
    ["container where tech != go and kind != database and not kind = cache", ["frontend", "events", "accounting"]],
    ["container where (status = planned or owner = web)", ["frontend", "accounting"]],
    ["container where owner.people > 2", ["checkout"]],
    ["container where out.kind = database", ["checkout", "accounting"]],
    ["team where skills.go >= 2", ["ordering"]],
    ["container where tech = rust owner", ["platform"]],
    ["shop children where kind = actor", ["shopper"]],
    ["shop children* where kind = component", ["checkout.pricing", "checkout.placing"]],
    ["component parent", ["checkout"]],
    ["checkout.pricing parent*", ["checkout", "shop"]],
    ["all within shop.checkout where group = component", ["checkout.pricing", "checkout.placing"]],
    ["component within (container where owner = ordering)", ["checkout.pricing", "checkout.placing"]],
    ["service union webapp", ["checkout", "cart", "frontend"]],
    ["container except (frontend out*) except frontend", ["events"]],
    ["container intersect (frontend out)", ["checkout"]],
    ["shop.events namedBy", ["adr-0001"]],
    ["adr-0001 names", ["ordering", "open", "events"]],
    ["decision where date < 2026-03", ["adr-0001"]],
    ["decision affects", ["events"]],
    ["`shop`.`cart`", ["cart"]],
    ["relation where timeout < 1s target", ["carts"]],
    ["relation where style = message source", ["checkout.placing", "events.orders"]],
    ["container sort out.count desc, id limit 2", ["checkout", "accounting"]],
  ] as const)("%s", (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it("shows columns of its own, counts and groups", () => {
    expect(table("service select id, title, owner, tech, in.count, out, time, replicas")).toEqual({
      columns: ["id", "title", "owner", "tech", "in.count", "out", "time", "replicas"],
      rows: [
        ["shop.checkout", "Checkout", "ordering", "go", 1, "shop.cart, shop.orders, shop.events.orders", "p50 3ms, p99 40ms", "2..6"],
        ["shop.cart", "Cart", "platform", "go", 1, "shop.carts", "", ""],
      ],
    });
    expect(table("relation where timeout != none")).toEqual({ columns: ["source", "style", "target", "label"], rows: [["shop.frontend", "call", "shop.checkout.CheckoutApi.place", "places orders"], ["shop.cart", "call", "shop.carts", "keeps"]] });
    expect(table("container count")).toEqual({ columns: ["count"], rows: [[7]] });
    expect(table("container count by owner")).toEqual({ columns: ["owner", "count"], rows: [["platform", 5], ["ordering", 1], ["web", 1]] });
    expect(table("driver where measure select id, measure, priority sort id")).toEqual({ columns: ["id", "measure", "priority"], rows: [["open", "availability >= 99.9%", "high"], ["quick", "p95 <= 400ms", "high"]] });
  });

  it("gives the relations it found", () => {
    const result = runQuery(model, "shop.cart outgoing");
    expect(result.error ? [] : result.relations).toEqual(['shop.cart -> shop.carts "keeps"']);
  });

  it("goes round a circle once", () => {
    const workspace = createWorkspace();
    workspace.update([{ file: "a.plan", text: 'service a { -> b "x" }\nservice b { -> c "y" }\nservice c { -> a "z" }' }]);
    const result = runQuery(workspace.model, "a out*");
    expect(result.error ? [] : result.elements).toEqual(["b", "c", "a"]);
  });

  it.each([
    ["", "<end>: The query ends where a set belongs. As in container, driver or shop.checkout; all stands for every element."],
    ["contaner", "contaner: There is no kind and no element contaner. Did you mean container?"],
    ["shop.chekout out", "shop.chekout: There is no kind and no element shop.chekout. Did you mean shop.checkout?"],
    ["orders", "orders: orders may be shop.orders or shop.events.orders. Write more of the name, as shop.orders."],
    ["container wher owner = web", "wher: wher is no word of a query. Did you mean where?"],
    ["container where onwer = web", "onwer: An element here has no onwer. Did you mean owner?"],
    ["driver where priorty = high", "priorty: A driver has no priorty. Did you mean priority?"],
    ["driver where priority = hihg", "hihg: hihg is none of high, medium or low. Did you mean high?"],
    ["container where owner = orderng", "orderng: Nothing is named orderng that may stand here: team. Did you mean ordering?"],
    ["container where kind = databse", expect.stringMatching(/^databse: databse is none of .* Did you mean database\?$/)],
    ["container where availability > 2s", "2s: s is a unit of duration; a percentage belongs here, as 99.95%."],
    ["container where time.p99 > 10", "10: A duration needs its unit, as 400ms, 2s, 5min, 7d."],
    ["container where time.p9x > 10ms", "p9x: p9x is no part of time. As in time.p99 or time.mean."],
    ["container where in.count > many", "many: in.count is a number; many is none."],
    ["container where tech = postgresqll", "postgresqll: There is no technology postgresqll in the catalogue, and none here is named so. Did you mean postgresql?"],
    ["container where owner > web", "web: This has no order: > cannot compare it. Write =, != or ~."],
    ["container where owner > none", "none: none cannot be compared with >. Write = none or != none."],
    ["container where owner =", "<end>: A value belongs behind the comparison."],
    ["container where", "<end>: A field belongs here. As in title, owner or in.count."],
    ["container = go", "=: = compares; it stands behind where. As in container where owner = ordering."],
    ["container where (owner = web", "<end>: A ) is missing here."],
    ["container out(often)", "often: In these brackets stands call, message or where. As in out(message) or out(where protocol = https)."],
    ["container children(call)", "children(call): children takes nothing in brackets. in and out do: out(message)."],
    ["container union relation", "union: union joins two sets of elements, or two of relations."],
    ["container limit many", "many: A whole number belongs behind limit."],
    ["container where title ~ 'cart'", "': ' has no meaning in a query. A text stands in straight double quotes: \"cart\"."],
    ['container where title ~ "cart', '"cart: This text has no closing quote.'],
    ["container count by ownr", "ownr: An element here has no ownr. Did you mean owner?"],
    ["relation where timout = none", "timout: A relation has no timout. Did you mean timeout?"],
    ["container select id; title", ";: ; has no meaning in a query."],
  ] as const)("tells what is wrong with: %s", (text, expected) => {
    expect(wrong(text)).toEqual(expected);
  });

  it("gives up what looks at too much, and what nests too deep", () => {
    expect(wrong(`${"(".repeat(60)}all${")".repeat(60)}`)).toMatch(/nests no deeper/);
    expect(wrong(`all ${"children ".repeat(2000)}`)).toMatch(/no more than 1000 words/);
    const chain = createWorkspace();
    chain.update([{ file: "a.plan", text: Array.from({ length: 5000 }, (_, index) => `service s${index} { -> s${index + 1} "x" }`).join("\n") }]);
    const result = runQuery(chain.model, "service where out*.count > 10 and in*.count > 10");
    expect(result.error?.message).toMatch(/looks at too much/);
  });

  it("never throws, whatever the text", () => {
    const pieces = ["container", "shop.checkout", "where", "owner", "=", "!=", "~", "ordering", "none", "(", ")", "out", "*", "in.count", ">", "3", "select", "id", ",", "count", "by", "union", '"x"', "|", "within", "not", "and", "relation", "source", "`", ".", "sort", "desc", "99.9%", "é", "#"];
    fc.assert(fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (words) => {
      const result = runQuery(model, words.join(" "));
      if (result.error) expect(result.error.from).toBeLessThanOrEqual(result.error.to);
      else for (const row of result.rows) expect(row.length).toBe(result.columns.length);
    }), { numRuns: 2000, seed: 20261123 });
  });

  it("explains every word, with an example that runs", () => {
    const help = explainQuery();
    for (const word of [...elementMoves, ...relationMoves, ...elementFields, ...relationFields, ...stages]) {
      expect(help).toContain(word.doc);
      expect({ example: word.example, result: wrong(word.example) }).toEqual({ example: word.example, result: expect.stringMatching(/^no error$|adr-0003/) });
    }
  });
});
