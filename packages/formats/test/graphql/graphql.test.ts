import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ApiDocument } from "../../src/api.ts";
import { readGraphql } from "../../src/graphql/read.ts";
import { writeGraphql } from "../../src/graphql/write.ts";
import { plain, random, sayable } from "./documents.ts";

const shop = readFileSync(new URL("shop.graphql", import.meta.url), "utf8");
const read = (text: string) => readGraphql(text);

describe("a schema", () => {
  it("is read without a word and written back to the same document", () => {
    const first = read(shop);
    expect([first.problems, first.losses]).toEqual([[], []]);
    const written = writeGraphql(first.document);
    expect(written.losses).toEqual([]);
    expect(plain(read(written.text).document)).toEqual(plain(first.document));
    expect(writeGraphql(read(written.text).document).text).toBe(written.text);
  });

  it("gives operations, the request, and pages", () => {
    const [api] = read(shop).document.interfaces;
    const operation = (name: string) => plain(api!.operations.find((each) => each.name === name)) as any;
    expect(operation("orders")).toMatchObject({ root: "query", pagination: "cursor", responses: [{ type: { is: "list", of: { is: "named", name: "Order" } } }] });
    expect(operation("orders").parameters.map((each: any) => each.name)).toEqual(["status", "filter"]);
    expect(operation("placeOrder")).toMatchObject({ root: "mutation", parameters: [], request: { type: { is: "named", name: "PlaceOrderInput" }, required: true } });
    expect(operation("orderChanged").responses[0].stream).toBe(true);
    expect(operation("old")).toMatchObject({ deprecated: true, extensions: { "@deprecated": 'reason: "Ask for `order`."' } });
    expect(read(shop).document.title).toBe("Shop API");
  });

  it("shows exactly the one fact that was changed", () => {
    const { document } = read(shop);
    const changed = { ...document, types: document.types.map((type) => (type.name === "OrderLine" && type.kind === "record" ? { ...type, fields: type.fields.map((field) => (field.name === "cents" ? { ...field, required: false, nullable: true } : field)) } : type)) };
    const written = writeGraphql(changed);
    expect(plain(read(written.text).document)).toEqual(plain(changed));
    const [before, after] = [writeGraphql(document).text.split("\n"), written.text.split("\n")];
    expect(after.filter((line, index) => line !== before[index])).toEqual(["  cents: Int"]);
  });

  it.each(Array.from({ length: 300 }, (_, seed) => seed))("made at random comes back as it was (%i)", (seed) => {
    const document = sayable(seed);
    const { text, losses } = writeGraphql(document);
    expect(losses).toEqual([]);
    const again = read(text);
    expect([again.problems, again.losses]).toEqual([[], []]);
    expect(plain(again.document)).toEqual(plain(document));
  });

  it("merges extensions, whichever comes first", () => {
    const { document, problems } = read("extend type Order { note: String }\ntype Order { id: Int! }\nextend enum E { B }\nenum E { A }");
    expect(problems).toEqual([]);
    expect(document.types.map((type) => (type.kind === "record" ? type.fields.map(({ name }) => name) : type.kind === "enum" ? type.values.map(({ name }) => name) : []))).toEqual([["id", "note"], ["A", "B"]]);
  });
});

describe("a fault", () => {
  it.each([
    ["query { a }", "format/meaning", "query"],
    ["{ a }", "format/meaning", "{"],
    ["type A { b: C }", "format/unknown-name", "C"],
    ["type A { b: Int b: Int }", "format/duplicate", "b"],
    ["type A { b: Int }\ntype A { b: Int }", "format/duplicate", "A"],
    ["enum E { A A }", "format/duplicate", "A"],
    ["type A { b: Int }\ninput I { a: A }", "format/meaning", "A"],
    ["input I { a: Int }\ntype A { b: I }", "format/meaning", "I"],
    ["union U = E\nenum E { A }", "format/meaning", "E"],
    ["type A implements N { b: Int }", "format/unknown-name", "N"],
    ["schema { query: Nope }", "format/unknown-name", "Nope"],
    ["type A { b: }", "format/syntax", "}"],
    ['type A { b: Int } "', "format/syntax", '"'],
    ["extend type A { b: Int }", "format/unknown-name", "A"],
    ["scalar S\nextend type S { a: Int }", "format/meaning", "S"],
    ["type A { b(c: Int c: Int): Int }", "format/duplicate", "c"],
    ["type A { when: DateTime }", "format/unknown-name", "DateTime"],
  ])("is told at its place: %s", (text, code, word) => {
    const [problem] = read(text).problems;
    expect(problem).toMatchObject({ code });
    expect(text.slice(problem!.from, problem!.to)).toBe(word);
  });

  it("leaves the definitions around it standing", () => {
    const { document, problems } = read("type A { a: Int }\ntype B { b: Int ! ! }\ntype C { c: Int }");
    expect(problems).toHaveLength(1);
    expect(document.types.map(({ name }) => name)).toEqual(["A", "B", "C"]);
  });

  it("of thousands of mutated texts never throws, and has its place in the text", () => {
    const below = random(7);
    const signs = ["{", "}", "(", ")", "[", "]", "!", ":", "=", "@", "|", "&", '"', '"""', "\\", "#", "$", "...", "-", "1.", "\u0000", "🙂", "extend ", "type ", "implements ", "__proto__", "constructor"];
    for (let round = 0; round < 1500; round++) {
      let text = round % 4 === 0 ? shop.slice(0, below(shop.length)) : shop;
      for (let edit = below(4); edit >= 0; edit--) {
        const at = below(text.length + 1);
        text = text.slice(0, at) + (below(2) ? signs[below(signs.length)]! : "") + text.slice(at + below(12));
      }
      const { document, problems, losses } = read(text);
      for (const { from, to } of [...problems, ...losses.flatMap(({ at }) => at ?? [])]) expect(0 <= from && from <= to && to <= text.length).toBe(true);
      // What was read is written, and read again without a fault of form.
      if (problems.length === 0) expect(plain(read(writeGraphql(document).text).document)).toEqual(plain(document));
      else writeGraphql(document);
    }
  });

  it("of great depth or length is told", () => {
    const deep = 10_000;
    expect(read(`type A { b: ${"[".repeat(deep)}Int${"]".repeat(deep)} }`).problems.map(({ code }) => code)).toEqual(["format/too-large"]);
    expect(read(`type A { b(c: JSON = ${"[".repeat(deep)}1${"]".repeat(deep)}): Int }\nscalar JSON`).problems.map(({ code }) => code)).toEqual(["format/too-large"]);
    expect(read(`type A { b(c: JSON = ${"{a:".repeat(deep)}`).problems.map(({ code }) => code)).toEqual(["format/too-large", "format/syntax"]);
    expect(read("{".repeat(1_000_000)).problems).toHaveLength(1);
    expect(read(`"""${"a".repeat(10_000_000)}`).problems).toHaveLength(1);
    expect(read(" ,".repeat(5_000_000)).problems).toEqual([]);
    expect(read("#\n".repeat(2_000_000)).losses).toEqual([{ what: "2000000 comments" }]);
    const many = Array.from({ length: 20_000 }, (_, index) => `interface I${index} implements I${(index + 1) % 20_000} { a: Int }`).slice(0, 2000);
    expect(read(many.join(" ")).document.types).toHaveLength(2000);
  });
});

describe("a document of another format", () => {
  const rest: ApiDocument = {
    title: "Shop",
    version: "1.2.0",
    servers: [{ url: "https://shop.example" }],
    interfaces: [{
      name: "Shop",
      style: "rest",
      security: [{ token: [] }],
      operations: [
        { name: "get-order", method: "GET", path: "/orders/{id}", parameters: [{ name: "id", in: "path", type: { is: "scalar", scalar: "uuid" }, required: true }], responses: [{ status: "200", type: { is: "named", name: "Order" }, mediaTypes: ["application/json"] }, { status: "404", type: { is: "named", name: "Problem" }, mediaTypes: ["application/problem+json"] }] },
        { name: "placeOrder", method: "POST", path: "/orders", parameters: [], request: { type: { is: "named", name: "Order" }, mediaTypes: ["application/json"], required: true }, responses: [{ status: "204", mediaTypes: [] }], idempotencyHeader: "Idempotency-Key" },
        { name: "listOrders", method: "GET", path: "/orders", parameters: [], pagination: "cursor", responses: [{ status: "200", type: { is: "list", of: { is: "named", name: "Order" } }, mediaTypes: ["application/json"] }] },
      ],
    }],
    types: [
      { kind: "record", name: "Order", open: true, fields: [
        { name: "id", type: { is: "scalar", scalar: "uuid" }, required: true, access: "read" },
        { name: "labels", type: { is: "map", of: { is: "scalar", scalar: "string" } }, required: true },
        { name: "paid by", type: { is: "union", of: [{ is: "named", name: "Card" }, { is: "named", name: "Bank" }] }, required: false },
        { name: "count", type: { is: "scalar", scalar: "integer" }, required: true, constraints: { minimum: 1 } },
        { name: "size", type: { is: "named", name: "Sizes" }, required: true },
      ] },
      { kind: "record", name: "Card", fields: [{ name: "number", type: { is: "scalar", scalar: "string" }, required: true }] },
      { kind: "record", name: "Bank", fields: [] },
      { kind: "record", name: "Problem", fields: [{ name: "type", type: { is: "scalar", scalar: "uri" }, required: true }] },
      { kind: "alias", name: "Sizes", type: { is: "list", of: { is: "scalar", scalar: "string" } } },
      { kind: "alias", name: "Loop", type: { is: "named", name: "Loop" } },
    ],
    security: [{ name: "token", kind: "http", scheme: "bearer" }],
  };

  it("is written with inputs, connections and custom scalars, and every loss is told", () => {
    const { text, losses } = writeGraphql(rest);
    expect(read(text).problems).toEqual([]);
    expect(text).toContain("placeOrder(input: OrderInput!): Boolean!");
    expect(text).toContain("get_order(id: UUID!): Order!");
    expect(text).toContain('scalar UUID @specifiedBy(url: "https://www.rfc-editor.org/rfc/rfc9562")');
    expect(text).toContain("): OrderConnection!");
    expect(text).toContain("union OrderPaidBy = Card | Bank");
    expect(text).toContain("type Bank {\n  _: Boolean\n}");
    expect(text.slice(text.indexOf("input OrderInput"))).not.toMatch(/^ {2}id:/m);
    const told = losses.map(({ what }) => what).join("\n");
    for (const word of ["the version", "servers", "security scheme token", "the error 404 of get-order", "methods and paths", "Idempotency-Key", "constraints of Order.count", "map type of Order.labels", "further fields may stand in Order", "that placeOrder gives nothing back", "integers of no stated width", "the name get-order", "the name Order.paid by", "the name Sizes", "Order is one type in what is sent", "Order.id is only given back", "Order.paid by may be absent", "path, query, header"]) expect(told).toContain(word);
  });
});
