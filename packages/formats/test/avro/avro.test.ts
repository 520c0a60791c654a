import { describe, expect, it } from "vitest";
import { readAvro } from "../../src/avro/read.ts";
import { writeAvro } from "../../src/avro/write.ts";
import type { Field, Scalar, TypeDescription, TypeExpression } from "../../src/types.ts";

const order = JSON.stringify({
  type: "record", name: "Order", namespace: "com.shop", doc: "An order.", aliases: ["Purchase"], fields: [
    { name: "id", type: { type: "string", logicalType: "uuid" } },
    { name: "note", type: ["null", "string"], default: null, doc: "What the customer says." },
    { name: "must", type: ["null", "string"] },
    { name: "last", type: ["string", "null"], default: "x" },
    { name: "odd", type: ["string", "null"] },
    { name: "at", type: { type: "long", logicalType: "timestamp-millis" }, order: "descending", aliases: ["when"] },
    { name: "price", type: { type: "bytes", logicalType: "decimal", precision: 12, scale: 2 } },
    { name: "parent", type: ["null", "Order"], default: null },
    { name: "status", type: { type: "enum", name: "Status", symbols: ["OPEN", "DONE"], default: "OPEN" }, default: "OPEN" },
    { name: "hash", type: { type: "fixed", name: "Md5", namespace: "com.other", size: 16 } },
    { name: "again", type: "com.other.Md5" },
    { name: "map", type: { type: "map", values: ["null", "int", "Status"] } },
    { name: "either", type: ["null", { type: "record", name: "Card", fields: [] }, "long", { type: "array", items: ["null", "string"] }], default: null },
  ],
}, null, 2);

const plain = (value: unknown) => JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === "at" ? undefined : inner)));
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >> 8) % below;
  };
}
const rewrite = (text: string) => {
  const { document } = readAvro(text);
  return writeAvro(document.types, document.root, document.namespace === undefined ? {} : { namespace: document.namespace });
};

describe("a schema", () => {
  it("is read without a word and written back to the same document", () => {
    const first = readAvro(order);
    expect([first.problems, first.losses]).toEqual([[], []]);
    const { text, losses } = rewrite(order);
    expect(losses).toEqual([]);
    expect(plain(readAvro(text).document)).toEqual(plain(first.document));
    expect(JSON.parse(text).fields[1]).toEqual({ name: "note", doc: "What the customer says.", type: ["null", "string"], default: null });
    expect(rewrite(text).text).toBe(text);
  });

  it("shows exactly the one fact that was changed", () => {
    const { document } = readAvro(order);
    const types = document.types.map((type) => (type.kind === "record" ? { ...type, fields: type.fields.map((field) => (field.name === "note" ? { ...field, doc: "Changed." } : field)) } : type));
    const { text } = writeAvro(types, document.root, { namespace: document.namespace! });
    expect(plain(readAvro(text).document)).toEqual(plain({ ...document, types }));
    const before = rewrite(order).text.split("\n");
    expect(text.split("\n").filter((line, index) => line !== before[index])).toEqual(['      "doc": "Changed.",']);
  });

  it.each(Array.from({ length: 200 }, (_, seed) => seed + 1))("made at random comes back as it was (%i)", (seed) => {
    const below = random(seed);
    const scalars: Scalar[] = ["string", "boolean", "int32", "int64", "float", "double", "bytes", "date", "time", "datetime", "uuid"];
    const expression = (): TypeExpression => {
      const base: TypeExpression = below(3) ? { is: "scalar", scalar: scalars[below(scalars.length)]! } : { is: "named", name: ["R0", "R1", "E0", "other.R2"][below(4)]! };
      if (below(4) === 0) return { is: "list", of: base, ...(below(2) ? { nullable: true } : {}) };
      return below(5) === 0 ? { is: "map", of: { is: "list", of: base } } : base;
    };
    const fields = (): Field[] => Array.from({ length: below(5) }, (_, index) => ({ name: `f${index}`, type: expression(), ...[{ required: true }, { required: true, nullable: true }, { required: false, nullable: true }][below(3)]!, ...(below(2) ? { doc: "About \"it\"\n\u0001" } : {}) }));
    const types: TypeDescription[] = [
      ...["R0", "R1", "other.R2"].map((name): TypeDescription => ({ kind: "record", name, fields: fields() })),
      { kind: "enum", name: "E0", values: [{ name: "A" }, { name: "B" }] },
    ];
    const { text, losses } = writeAvro(types, undefined, { namespace: "com.x" });
    expect(losses).toEqual([]);
    const again = readAvro(text);
    expect(again.problems).toEqual([]);
    const sorted = (all: readonly TypeDescription[]) => plain([...all].sort((a, b) => (a.name < b.name ? -1 : 1)));
    expect(sorted(again.document.types)).toEqual(sorted(types));
  });
});

describe("a fault", () => {
  it.each([
    ['{"type":"record","name":"A","fields":[{"name":"b","type":"Nope"}]}', "format/unknown-name", '"Nope"'],
    ['{"type":"record","name":"A","fields":[{"name":"b","type":"int"},{"name":"b","type":"int"}]}', "format/duplicate", '"b"'],
    ['["int",{"type":"enum","name":"E","symbols":["A","A"]}]', "format/duplicate", '"A"'],
    ['{"type":"enum","name":"E","symbols":["A"],"default":"B"}', "format/meaning", '"B"'],
    ['{"type":"record","name":"A","fields":[{"name":"b","type":"int","default":null}]}', "format/meaning", "null"],
    ['{"type":"record","name":"A","fields":[{"name":"b","type":["int","int"]}]}', "format/duplicate", '"int"'],
    ['{"type":"record","name":"a b","fields":[]}', "format/meaning", '"a b"'],
  ])("is told at its place: %s", (text, code, word) => {
    const [problem] = readAvro(text).problems;
    expect(problem).toMatchObject({ code });
    expect(text.slice(problem!.from, problem!.to)).toBe(word);
  });

  it("of thousands of mutated texts never throws, and has its place in the text", () => {
    const below = random(11);
    const signs = ["{", "}", "[", "]", '"', ",", ":", "null", "1", '"type"', '"record"', '"__proto__"', '"Order"', "\\"];
    for (let round = 0; round < 3000; round++) {
      let text = round % 4 === 0 ? order.slice(0, below(order.length)) : order;
      for (let edit = below(3); edit >= 0; edit--) {
        const at = below(text.length + 1);
        text = text.slice(0, at) + (below(2) ? signs[below(signs.length)]! : "") + text.slice(at + below(12));
      }
      const { document, problems, losses } = readAvro(text);
      for (const { from, to } of [...problems, ...losses.flatMap(({ at }) => at ?? [])]) expect(0 <= from && from <= to && to <= text.length).toBe(true);
      writeAvro(document.types, document.root, {});
    }
  });

  it("of great depth or length is told", () => {
    expect(readAvro(`${'{"type":"array","items":'.repeat(200)}"int"${"}".repeat(200)}`).problems.map(({ code }) => code)).toEqual(["format/too-large"]);
    expect(readAvro("[".repeat(10_000)).problems.length).toBeGreaterThan(0);
    expect(readAvro(`{"type":"enum","name":"E","symbols":[],"doc":"${"a".repeat(10_000_000)}"}`).problems).toEqual([]);
    const chain = Array.from({ length: 10_000 }, (_, index): TypeDescription => ({ kind: "record", name: `T${index}`, fields: [{ name: "next", type: { is: "named", name: `T${(index + 1) % 10_000}` }, required: false, nullable: true }] }));
    expect(writeAvro(chain.slice(0, 1000), "T0").losses).toEqual([{ what: "the type T1000 of T999.next, which is not described here (written as string)" }]);
  });
});

it("tells what Avro cannot say", () => {
  const field = (name: string, scalar: Scalar, more: Partial<Field> = {}): Field => ({ name, type: { is: "scalar", scalar }, required: true, ...more });
  const types: TypeDescription[] = [
    { kind: "record", name: "Base", fields: [field("a", "int32")] },
    { kind: "record", name: "Order", deprecated: true, open: true, extends: ["Base"], fields: [field("mail", "email"), field("took", "duration"), field("any", "json"), field("count", "uint64", { constraints: { minimum: 1 } }), field("maybe-not", "string", { required: false })] },
    { kind: "alias", name: "Loop", type: { is: "named", name: "Loop" } },
  ];
  const { text, losses } = writeAvro(types, "Order");
  expect(readAvro(text).problems).toEqual([]);
  const told = losses.map(({ what }) => what).join("\n");
  for (const word of ["e-mail", "durations", "values of any type", "unsigned integers of 64 bits", "constraints of Order.count", "Order extends Base", "further fields may stand in Order", "that Order is deprecated", "the name Order.maybe-not", "may be absent or may be null", "the type Base, which the root"]) expect(told).toContain(word);
});
