import { describe, expect, it } from "vitest";
import { compare, said } from "./compare.ts";

const shop = (inner: string): string => `system shop "Shop" {\n"Sells."\n${inner}\n}\n`;

describe("changes of elements", () => {
  it("are told as a whole where they came or went, with how much is in them", () => {
    expect(said(compare(shop('service cart "Cart"'), shop('service cart "Cart"\nservice mail "Mail" { component sending "Sending"; component logging "Logging"; sending -> logging "logs" }')))).toEqual(["added shop.mail (2)"]);
    expect(said(compare(shop('service cart "Cart"\nservice mail "Mail"\ncart -> mail "sends"'), shop('service cart "Cart"')))).toEqual(['removed relation shop.cart -> shop.mail "sends"', "removed shop.mail"]);
  });

  it("are told setting by setting", () => {
    const before = shop('service cart "Cart" { "Keeps it."; tech: go, redis; owner: a; tags: x, y }\nservice other "Other"') + "team a\nteam b\n";
    const after = shop('worker cart "Basket" { "Keeps all."; tech: redis, go; owner: b; tags: y, x }\nservice other "Other"') + "team a\nteam b\n";
    expect(said(compare(before, after))).toEqual(["changed description of shop.cart: Keeps it. → Keeps all.", "changed kind of shop.cart: service → worker", "changed owner of shop.cart: a → b", "changed tech of shop.cart: go, redis → redis, go", "changed title of shop.cart: Cart → Basket"]);
  });

  it("are none where the same is written otherwise", () => {
    const before = { "a.plan": shop('service cart "Cart" { tech: go }\nservice pay "Pay"\ncart -> pay "pays" { timeout: 1s }') };
    const after = { "z.plan": 'extend shop.cart { tech: go\n  -> pay "pays" {\n    timeout: 1000ms } }\n// moved', "b.plan": shop('\n\nservice pay "Pay"\nservice cart "Cart"') };
    expect(said(compare(before, after))).toEqual([]);
  });

  it("tell what a name means where it reads the same", () => {
    const plan = (inner: string): string => `team a "Outer"\n${shop(`service cart "Cart" { owner: a }\n${inner}`)}`;
    expect(said(compare(plan('group g "G" { service pay "Pay" }\nview v of shop { include pay }'), plan('group g "G" { service other "Other" { component pay "Pay" } }\nview v of shop { include pay }')))).toContain("changed include of shop.v: shop.g.pay → shop.g.other.pay");
  });

  it("tell the order of layers", () => {
    const layers = (...names: string[]): string => `${shop('service a "A"\nservice b "B"')}layers tiers { ${names.map((name) => `layer ${name} { members: shop.${name} }`).join("; ")} }`;
    expect(said(compare(layers("a", "b"), layers("b", "a")))).toEqual(["changed order of tiers: a, b → b, a"]);
  });
});

describe("renames", () => {
  it("are told where the content is the same, with all that is in it and all that names it", () => {
    const plan = (name: string): string => shop(`service ${name} "Cart" { "Keeps it."; component store "Store"; api Api rest { get: GET /a } }\nservice web "Web" { -> ${name}.Api.get "asks" }`);
    expect(said(compare(plan("cart"), plan("basket")))).toEqual(["renamed shop.basket: shop.cart → shop.basket"]);
    expect(compare(plan("cart"), plan("basket")).changes[0]!.breaks).toEqual([]);
  });

  it("are told where kind, title and place are the same, with what changed besides", () => {
    expect(said(compare(shop('service cart "Cart" { "Old." }'), shop('service basket "Cart" { "New." }')))).toEqual(["renamed shop.basket: shop.cart → shop.basket", "changed description of shop.basket: Old. → New."]);
  });

  it("are told as moves where the name is the same", () => {
    expect(said(compare(shop('group g "G" {}\nservice cart "Cart" { "Keeps it." }'), shop('group g "G" { service cart "Cart" { "Keeps it." } }')))).toEqual(["moved shop.g.cart: shop.cart → shop.g.cart"]);
  });

  it("are told of fields that say what they were called", () => {
    expect(said(compare("type Order { placed: date }", "type Order { placedAt: date was placed }"))).toEqual(["renamed Order.placedAt: Order.placed → Order.placedAt"]);
  });

  it("are not guessed: two of one type are two fields, and what could be one of two is neither", () => {
    expect(said(compare("type Order { placed: date }", "type Order { shipped: date }"))).toEqual(["removed Order.placed", "added Order.shipped"]);
    expect(said(compare(shop("service a\nservice b"), shop("service c\nservice d")))).toEqual(["removed shop.a", "removed shop.b", "added shop.c", "added shop.d"]);
    const twins = (one: string, other: string): string => shop(`service ${one} { "Same."; tech: go }\nservice ${other} { "Same."; tech: go }`);
    expect(said(compare(twins("a", "b"), twins("c", "d")))).toHaveLength(4);
  });
});

describe("steps and widgets, which have no names", () => {
  const flow = (...steps: string[]): string => `service a\nservice b\nservice c\na -> b "asks"\na -> c "asks"\nb -> c "asks"\nflow F "F" {\n${steps.join("\n")}\n}\n`;

  it("are found again where one is put before them", () => {
    expect(said(compare(flow("a -> b { b -> c }", "a -> c"), flow("a -> c", "a -> b { b -> c }", "a -> c")))).toEqual(["added F.#1"]);
    expect(said(compare(flow("a -> b", "a -> c"), flow("a -> c")))).toEqual(["removed F.#1"]);
  });

  it("tell what changed of one, in whatever depth", () => {
    expect(said(compare(flow("a -> b { b -> c { timeout: 1s } }", "a -> c"), flow("a -> c", "a -> b { b -> c { timeout: 2s } }", "a -> c")))).toEqual(["added F.#1", "changed timeout of F.#2.#1: 1s → 2s"]);
    const diff = compare(flow("a -> b"), flow("a -> c"));
    expect(said(diff)).toEqual(["changed to of F.#1: b → c"]);
    expect(diff.changes[0]!.label).toBe("a -> c");
  });

  it("are aligned in screens too", () => {
    const screen = (...widgets: string[]): string => `screen S "S" {\n${widgets.join("\n")}\n}`;
    expect(said(compare(screen('heading "H"', 'text "Words"', 'button "Go"'), screen('heading "H"', 'button "Go now"')))).toEqual(["removed S.#2", "changed title of S.#2: Go → Go now"]);
  });
});

describe("relations", () => {
  it("tell what changed of them", () => {
    const plan = (line: string): string => `service a\nservice b\n${line}`;
    expect(said(compare(plan('a -> b "asks" { timeout: 1s }'), plan('a -> b "asks" { timeout: 2s; retries: 2 }')))).toEqual(['changed retries of relation a -> b "asks": nothing → 2', 'changed timeout of relation a -> b "asks": 1s → 2s']);
    expect(said(compare(plan('a -> b "asks"'), plan('a -> b "orders"')))).toEqual(['changed label of relation a -> b "orders": asks → orders']);
    expect(said(compare(plan('a -> b "asks"'), plan('a ->> b "asks"')))).toEqual(['removed relation a -> b "asks"', 'added relation a ->> b "asks"']);
  });
});
