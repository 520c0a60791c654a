import { describe, expect, it } from "vitest";
import { readJsonSchema } from "../../src/json-schema/read.ts";
import { writeJsonSchema } from "../../src/json-schema/write.ts";
import { mutated, placeless, random } from "../openapi/helpers.ts";
import { SHOP } from "../openapi/shop.ts";

const types = (schema: object): unknown => placeless(readJsonSchema(JSON.stringify(schema)).document.types);

describe("writeJsonSchema", () => {
  it("is read again as the same types, but for the losses that it tells", () => {
    const { text, losses } = writeJsonSchema({ id: "https://shop.example/order", root: "Order", types: SHOP.types });
    expect(losses.map(({ what }) => what)).toEqual(["x-internal of Order.address", "the discriminator kind of Payment"]);
    const { document, problems } = readJsonSchema(text);
    expect(problems).toEqual([]);
    const kept: unknown = JSON.parse(JSON.stringify(SHOP.types, (key, value: unknown) => (key === "discriminator" || (key === "extensions" && JSON.stringify(value).includes("x-")) ? undefined : value)));
    expect(placeless(document)).toEqual({ id: "https://shop.example/order", root: "Order", types: kept });
  });
});

describe("readJsonSchema", () => {
  it("names what is inline by its owner and field, and numbers what clashes", () => {
    expect(types({ title: "Order", type: "object", properties: { lines: { type: "array", items: { type: "object", properties: { sku: { type: "string" } } } }, address: { type: "object", properties: {} } }, $defs: { OrderAddress: { type: "string" } } })).toMatchObject([
      { name: "Order", fields: [{ name: "lines", type: { is: "list", of: { name: "OrderLine" } } }, { name: "address", type: { name: "OrderAddress2" } }] },
      { name: "OrderAddress", kind: "alias" }, { name: "OrderLine", kind: "record" }, { name: "OrderAddress2", kind: "record" },
    ]);
    expect(types({ $defs: { "simple-user": { type: "object", properties: { Plan: { type: "object", properties: {} } } } } })).toMatchObject([{ name: "simple-user" }, { name: "simple-user-plan" }]);
  });

  it("knows null in the words of every dialect", () => {
    for (const a of [{ type: ["string", "null"] }, { type: "string", nullable: true }, { anyOf: [{ type: "string" }, { type: "null" }] }, { oneOf: [{ const: null }, { type: "string" }] }, { oneOf: [{ enum: [null] }, { type: "string" }] }]) {
      expect(types({ title: "T", type: "object", properties: { a } })).toMatchObject([{ fields: [{ type: { scalar: "string" }, nullable: true }] }]);
    }
  });

  it("takes draft-07: definitions, constants, formats, maps, unions", () => {
    expect(types({
      $schema: "http://json-schema.org/draft-07/schema#", definitions: {
        Base: { type: "object", properties: { kind: { const: "a" } }, additionalProperties: false },
        Sub: { allOf: [{ $ref: "#/definitions/Base" }, { type: "object", required: ["at"], properties: { at: { type: "string", format: "date-time", readOnly: true } } }] },
        Map: { type: "object", additionalProperties: { type: "integer" } }, Either: { oneOf: [{ $ref: "#/definitions/Base" }, { type: "string" }] }, Colour: { enum: ["red", "green"] },
      },
    })).toEqual([
      { kind: "record", name: "Base", fields: [{ name: "kind", type: { is: "scalar", scalar: "string" }, required: false, constraints: { values: ["a"] } }], extensions: { additionalProperties: false } },
      { kind: "record", name: "Sub", fields: [{ name: "at", type: { is: "scalar", scalar: "datetime" }, required: true, access: "read" }], extends: ["Base"] },
      { kind: "alias", name: "Map", type: { is: "map", of: { is: "scalar", scalar: "integer" } } },
      { kind: "union", name: "Either", of: [{ is: "named", name: "Base" }, { is: "scalar", scalar: "string" }] },
      { kind: "enum", name: "Colour", values: [{ name: "red" }, { name: "green" }] },
    ]);
  });

  it("follows references into other schemas and those of the root, also in circles", () => {
    const { document, problems } = readJsonSchema(JSON.stringify({ title: "Node", type: "object", properties: { next: { $ref: "#" }, other: { $ref: "#/properties/inner/properties/x" }, inner: { type: "object", properties: { x: { type: "object", properties: { y: { $ref: "#/properties/inner" } } } } } } }));
    expect(problems).toEqual([]);
    expect(document.types[0]).toMatchObject({ fields: [{ type: { name: "Node" } }, { type: { is: "named" } }, { type: { is: "named" } }] });
  });

  it("comes to an end where thousands of unions and bases name each other", () => {
    const $defs = Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`A${i}`, { [i % 2 === 0 ? "oneOf" : "allOf"]: [{ $ref: `#/$defs/A${(i + 1) % 2_000}` }, { $ref: `#/$defs/A${(i * 7 + 1) % 2_000}` }] }]));
    const { document, problems } = readJsonSchema(JSON.stringify({ $defs }));
    expect(problems).toEqual([]);
    expect(document.types).toHaveLength(2_000);
  });

  it("gives types for any text, with places inside it", () => {
    const { text } = writeJsonSchema({ types: SHOP.types });
    const next = random(23);
    for (let round = 0; round < 1_000; round += 1) {
      const broken = mutated(text, next);
      const { document, problems } = readJsonSchema(broken);
      writeJsonSchema(document);
      for (const { from, to } of problems) expect(0 <= from && from <= to && to <= broken.length).toBe(true);
    }
  });
});
