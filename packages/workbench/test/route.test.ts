import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hrefOf, parseRoute, samePlace } from "../src/data/route.ts";
import type { Route } from "../src/data/route.ts";

describe("routes", () => {
  it.each<[string, Route]>([
    ["", { page: "home" }],
    ["#/", { page: "home" }],
    ["#/view/containers/shop?select=shop.cart", { page: "view", id: "containers/shop", select: "shop.cart" }],
    ["#/view/context?down=shop.events", { page: "view", id: "context", down: "shop.events" }],
    ["#/decisions/adr-0003", { page: "decisions", id: "adr-0003" }],
    ["#/technology?tab=stack", { page: "technology", tab: "stack" }],
    ["#/findings?severity=error&by=file", { page: "findings", severity: "error", by: "file" }],
    ["#/artifact/2.2?file=proto/shop/cart.proto", { page: "artifact", id: "2.2", file: "proto/shop/cart.proto" }],
    ["#/view/containers/shop?play=shop.Ordering&step=3", { page: "view", id: "containers/shop", play: "shop.Ordering", step: "3" }],
    ["#/prototype/Product?journey=buying&state=empty", { page: "prototype", id: "Product", journey: "buying", state: "empty" }],
    ["#/prototype", { page: "missing", path: "prototype" }],
    ["#/view", { page: "missing", path: "view" }],
    ["#/nowhere", { page: "missing", path: "nowhere" }],
    ["#/element/a%ZZ", { page: "element", id: "a%ZZ" }],
  ])("reads %s", (hash, route) => {
    expect(parseRoute(hash)).toEqual(route);
  });

  it("keeps slashes readable and escapes what means something", () => {
    expect(hrefOf({ page: "view", id: "containers/shop", select: 'a -> b "reads & writes"' })).toBe("#/view/containers/shop?select=a%20-%3E%20b%20%22reads%20%26%20writes%22");
  });

  it("reads back whatever it writes", () => {
    const text = fc.string({ minLength: 1, unit: "grapheme" });
    const optional = fc.option(text, { nil: undefined });
    fc.assert(fc.property(text, optional, optional, (id, select, down) => {
      const route = Object.fromEntries(Object.entries({ page: "view", id, select, down }).filter(([, value]) => value !== undefined)) as Route;
      expect(parseRoute(hrefOf(route))).toEqual(route);
    }), { numRuns: 500, seed: 3 });
  });

  it("tells places apart, not selections", () => {
    expect(samePlace({ page: "view", id: "a", select: "x" }, { page: "view", id: "a" })).toBe(true);
    expect(samePlace({ page: "view", id: "a" }, { page: "view", id: "b" })).toBe(false);
    expect(samePlace({ page: "status" }, { page: "views" })).toBe(false);
  });
});
