import { describe, expect, it } from "vitest";
import { noNumbers, numberFields, writeAvro, writeGraphql, writeOpenApi, writeProto, type ApiDocument, type Field, type Interface, type TypeDescription } from "../src/index.ts";

/** What the field's own tools have refused of what we wrote: see conformance/README.md. */
const text = (name: string, more: Partial<Field> = {}): Field => ({ name, type: { is: "scalar", scalar: "string" }, required: true, ...more });
const document = (style: Interface["style"], types: readonly TypeDescription[], operations: Interface["operations"] = []): ApiDocument => ({ title: "Shop", version: "1.0.0", servers: [], security: [], types, interfaces: [{ name: "Shop", style, operations }], ...(style === "grpc" ? { package: "shop.v1" } : {}) });
const named = (name: string): { readonly is: "named"; readonly name: string } => ({ is: "named", name });

describe("OpenAPI", () => {
  it("has no names of operations that no address can hold, and says so", () => {
    const { text: written, losses } = writeOpenApi(document("rest", [], [{ name: "say \"hi\"", method: "GET", path: "/a", parameters: [], responses: [] }]));
    expect(written).toContain("operationId: say_hi_\n");
    expect(losses).toContainEqual({ what: 'the name say "hi" of an operation (written as say_hi_)' });
  });
});

describe("proto", () => {
  const proto = (of: ApiDocument): string => writeProto(of, { numbers: numberFields(of, noNumbers).lock }).text;

  it("has no two fields with one name in JSON", () => {
    expect(proto(document("grpc", [{ name: "A", kind: "record", fields: [text("a_b"), text("aB"), text("a__b"), text("!"), text("?")] }])).match(/string (\w+) =/g)).toEqual(["string a_b =", "string a_b_2 =", "string a__b_3 =", "string field =", "string field_2 ="]);
  });

  it("prefixes the values of an enum of which only some have a number on the wire", () => {
    const written = proto(document("grpc", [{ name: "Kind", kind: "enum", values: [{ name: "book" }, { name: "tool", value: 7 }] }]));
    expect(written).toContain("KIND_TOOL = 7;");
  });

  it("begins the messages that it makes with a capital", () => {
    expect(proto(document("grpc", [], [{ name: "list", parameters: [{ ...text("of"), in: "argument" }], responses: [{ status: "ok", mediaTypes: [], type: { is: "list", of: { is: "scalar", scalar: "string" } } }] }]))).toContain("rpc list(ListRequest) returns (ListResponse)");
  });
});

describe("GraphQL", () => {
  it("has no two names that are the same in one block", () => {
    const all: TypeDescription = { name: "A", kind: "record", fields: [text("a!"), text("a?"), text("a_")] };
    const kind: TypeDescription = { name: "K", kind: "enum", values: [{ name: "b!" }, { name: "b?" }] };
    const written = writeGraphql(document("graphql", [all, kind], ["x y", "x-y"].map((name) => ({ name, root: "query", parameters: [{ ...text("p q"), in: "argument" }, { ...text("p-q"), in: "argument" }], responses: [{ status: "ok", mediaTypes: [], type: named("A") }] })))).text;
    for (const line of ["a_: String!", "a_2: String!", "a_3: String!", "  b_\n  b_2\n", "x_y(p_q: String!, p_q2: String!): A!", "x_y2(p_q: String!, p_q2: String!): A!"]) expect(written).toContain(line);
  });
});

describe("Avro", () => {
  it("loses no field and no symbol whose name becomes that of another", () => {
    const types: TypeDescription[] = [{ name: "A", kind: "record", fields: [text("a!"), text("a?"), { name: "k", type: named("K"), required: true }] }, { name: "K", kind: "enum", values: [{ name: "b!" }, { name: "b?" }] }];
    const schema = JSON.parse(writeAvro(types, "A").text) as { fields: { name: string; type: { symbols?: string[] } }[] };
    expect([schema.fields.map(({ name }) => name), schema.fields[2]!.type.symbols]).toEqual([["a_", "a_2", "k"], ["b_", "b_2"]]);
  });

  it("has defaults that are values of their types: decimals as bytes, enums as symbols, others told as lost", () => {
    const decimal = { is: "scalar", scalar: "decimal", precision: 5, scale: 2 } as const;
    const fields: Field[] = [
      { name: "a", type: decimal, required: true, default: 1.5 }, { name: "b", type: decimal, required: true, default: -1.29 }, { name: "c", type: decimal, required: true, default: 1.555 },
      { name: "d", type: { is: "scalar", scalar: "date" }, required: true, default: "today" }, { name: "e", type: named("K"), required: true, default: "x y" },
    ];
    const { text: written, losses } = writeAvro([{ name: "A", kind: "record", fields }, { name: "K", kind: "enum", values: [{ name: "x y" }] }], "A");
    expect((JSON.parse(written) as { fields: { default?: string }[] }).fields.map((field) => field.default)).toEqual(["\u0000\u0096", "\u00ff\u007f", undefined, undefined, "x_y"]);
    expect(losses.map(({ what }) => what)).toEqual(expect.arrayContaining(["the default of A.c", "the default of A.d", "that the default of A.a is a number (written as its bytes)"]));
  });
});
