import { describe, expect, it } from "vitest";
import type { ApiDocument, Operation } from "../../src/api.ts";
import type { TypeDescription } from "../../src/types.ts";
import { breakingChanges } from "../../src/openapi/breaking.ts";
import { SHOP } from "./shop.ts";

const operation = (name: string, change: (operation: Operation) => Operation): ApiDocument => ({ ...SHOP, interfaces: SHOP.interfaces.map((one) => ({ ...one, operations: one.operations.map((each) => (each.name === name ? change(each) : each)) })) });
const type = (name: string, change: (type: TypeDescription) => TypeDescription): ApiDocument => ({ ...SHOP, types: SHOP.types.map((each) => (each.name === name ? change(each) : each)) });
const fields = (name: string, change: (fields: Extract<TypeDescription, { kind: "record" }>["fields"]) => Extract<TypeDescription, { kind: "record" }>["fields"]): ApiDocument => type(name, (each) => (each.kind === "record" ? { ...each, fields: change(each.fields) } : each));
const told = (after: ApiDocument, before: ApiDocument = SHOP): string[] => breakingChanges(before, after).map(({ word, breaking, operation: where, place }) => `${breaking ? "!" : " "} ${word} ${where}${place === undefined ? "" : ` ${place}`}`);

describe("breakingChanges", () => {
  it("tells nothing of the same document, of documentation, and of names of types", () => {
    expect(told(SHOP)).toEqual([]);
    expect(told(operation("getOrder", (one) => ({ ...one, doc: "Other", summary: "Other" })))).toEqual([]);
    expect(told(JSON.parse(JSON.stringify(SHOP).replaceAll('"OrderLine"', '"Position"')) as ApiDocument)).toEqual([]);
    expect(told(JSON.parse(JSON.stringify(SHOP).replaceAll("orderId", "id")) as ApiDocument)).toEqual([]);
  });

  it("tells operations that come and go", () => {
    const fewer = { ...SHOP, interfaces: SHOP.interfaces.map((one) => ({ ...one, operations: one.operations.filter(({ name }) => name !== "getOrder") })) };
    expect(told(fewer)).toEqual(["! operation-removed GET /orders/{orderId}"]);
    expect(told(SHOP, fewer)).toEqual(["  operation-added GET /orders/{orderId}"]);
  });

  it("tells parameters by whether they have to be sent", () => {
    const more = (required: boolean): ApiDocument => operation("getOrder", (one) => ({ ...one, parameters: [...one.parameters, { name: "q", in: "query", required, type: { is: "scalar", scalar: "string" } }] }));
    expect(told(more(true))).toEqual(["! parameter-added GET /orders/{orderId} parameter q"]);
    expect(told(more(false))).toEqual(["  parameter-added GET /orders/{orderId} parameter q"]);
    expect(told(more(true), more(false))).toEqual(["! parameter-required GET /orders/{orderId} parameter q"]);
    expect(told(SHOP, more(false))).toEqual(["! parameter-removed GET /orders/{orderId} parameter q"]);
  });

  it("tells fields by the side on which they stand", () => {
    const gift = (required: boolean): ApiDocument => fields("OrderLine", (all) => [...all, { name: "gift", required, type: { is: "scalar", scalar: "boolean" } }]);
    expect(told(gift(true))).toEqual([
      "  field-added GET /orders response 200.items[].lines[].gift", "! field-added POST /orders request.lines[].gift", "  field-added POST /orders response 201.lines[].gift", "  field-added GET /orders/{orderId} response 200.lines[].gift",
    ]);
    expect(told(gift(false)).filter((line) => line.startsWith("!"))).toEqual([]);
    expect(told(SHOP, gift(false)).every((line) => line.startsWith("! field-removed"))).toBe(true);
    expect(told(fields("OrderLine", (all) => all.map((field) => ({ ...field, required: false })))).filter((line) => line.includes("request"))).toEqual(["  field-optional POST /orders request.lines[].sku", "  field-optional POST /orders request.lines[].quantity"]);
  });

  it("tells values and bounds that are narrowed and widened", () => {
    const fewer = type("Status", (each) => (each.kind === "enum" ? { ...each, values: each.values.slice(0, 2) } : each));
    expect(told(fewer)).toContain("! values-narrowed GET /orders parameter status[]");
    expect(told(fewer)).toContain("  values-narrowed GET /orders/{orderId} response 200.status");
    expect(told(SHOP, fewer)).toContain("! values-widened GET /orders/{orderId} response 200.status");
    const bound = fields("OrderLine", (all) => all.map((field) => (field.name === "quantity" ? { ...field, constraints: { minimum: 2 } } : field)));
    expect(told(bound)).toContain("! constraint-narrowed POST /orders request.lines[].quantity");
    const wide = fields("OrderLine", (all) => all.map((field) => (field.name === "quantity" ? { ...field, type: { is: "scalar", scalar: "int64" } as const } : field)));
    expect(told(wide)).toContain("  type-widened POST /orders request.lines[].quantity");
    expect(told(wide)).toContain("! type-widened POST /orders response 201.lines[].quantity");
    expect(told(fields("OrderLine", (all) => all.map((field) => (field.name === "quantity" ? { ...field, type: { is: "scalar", scalar: "boolean" } as const } : field))))).toContain("! type-changed POST /orders request.lines[].quantity");
  });

  it("tells responses, media types, bodies and security", () => {
    expect(told(operation("placeOrder", (one) => ({ ...one, responses: one.responses.slice(1) })))).toEqual(["! response-removed POST /orders response 201"]);
    expect(told(operation("getOrder", (one) => ({ ...one, responses: one.responses.slice(0, 1) })))).toEqual(["  response-removed GET /orders/{orderId} response 404"]);
    expect(told(operation("getOrder", (one) => ({ ...one, security: [{ partner: [] }] })))).toEqual(["! security-changed GET /orders/{orderId} security"]);
    expect(told(operation("getOrder", (one) => ({ ...one, security: [] })))).toEqual(["  security-changed GET /orders/{orderId} security"]);
    expect(told(operation("placeOrder", (one) => ({ ...one, request: { ...one.request!, mediaTypes: ["application/xml"] } })))).toEqual(["! media-type-removed POST /orders request", "  media-type-added POST /orders request"]);
  });

  it("names the type, or the field of it, that is another one now", () => {
    const fewer = type("Status", (each) => (each.kind === "enum" ? { ...each, values: each.values.slice(0, 2) } : each));
    expect(new Set(breakingChanges(SHOP, fewer).map(({ of }) => of))).toEqual(new Set(["Status"]));
    const without = fields("OrderLine", (all) => all.slice(1));
    expect(new Set(breakingChanges(SHOP, without).map(({ of }) => of))).toEqual(new Set(["OrderLine.sku"]));
    expect(breakingChanges(SHOP, operation("getOrder", (one) => ({ ...one, security: [{ partner: [] }] })))[0]!.of).toBeUndefined();
  });

  it("tells nothing of a description that says one operation twice, compared with itself", () => {
    const twice: ApiDocument = { ...SHOP, interfaces: SHOP.interfaces.map((one) => ({ ...one, operations: [...one.operations, ...one.operations.map((each) => ({ ...each, name: `${each.name}2` }))] })) };
    expect(told(twice, twice)).toEqual([]);
    expect(told(SHOP, twice).filter((line) => line.startsWith("!"))).toHaveLength(SHOP.interfaces[0]!.operations.length);
  });

  it("comes to an end where types contain themselves", () => {
    const looped = fields("OrderLine", (all) => [...all, { name: "parts", required: false, type: { is: "list", of: { is: "named", name: "OrderLine" } } }]);
    expect(told(looped, looped)).toEqual([]);
  });
});
