import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readProto, writeProto, type ApiDocument, type Field, type TypeDescription } from "../../src/index.ts";
import { documents, placeless } from "./documents.ts";

/** Reads what was written, and expects that neither side has anything to say. */
function roundTrip(document: ApiDocument): ApiDocument {
  const { text, losses } = writeProto(document);
  expect(losses).toEqual([]);
  const reading = readProto(text);
  expect({ text, problems: reading.problems, losses: reading.losses }).toEqual({ text, problems: [], losses: [] });
  return placeless(reading.document);
}

describe("reading what was written", () => {
  it("gives the same document, and writing that the same text", () => {
    fc.assert(
      fc.property(documents, (document) => {
        const again = roundTrip(document);
        expect(again).toEqual(placeless(document));
        expect(writeProto(again).text).toBe(writeProto(document).text);
      }),
      { seed: 7, numRuns: 1500 },
    );
  });

  it("gives exactly the one fact that was changed", () => {
    fc.assert(
      fc.property(documents, fc.nat(), (document, pick) => {
        const records = document.types.filter((type): type is Extract<TypeDescription, { kind: "record" }> => type.kind === "record" && type.fields.length > 0);
        if (records.length === 0) return;
        const record = records[pick % records.length]!;
        const at = pick % record.fields.length;
        const read = readProto(writeProto(document).text).document;
        const changes: ((field: Field) => Field)[] = [
          (field) => ({ ...field, name: `${field.name}_changed` }),
          (field) => ({ ...field, doc: "Another comment." }),
          (field) => ({ ...field, deprecated: true }),
          (field) => ({ ...field, number: 400 }),
        ];
        const change = changes[pick % changes.length]!;
        const changed: ApiDocument = { ...read, types: read.types.map((type) => (type.name !== record.name || type.kind !== "record" ? type : { ...type, fields: type.fields.map((field, index) => (index === at ? change(field) : field)) })) };
        expect(roundTrip(changed)).toEqual(placeless(changed));
      }),
      { seed: 8, numRuns: 500 },
    );
  });
});

describe("a spelling that was read", () => {
  const message = (fields: string): string => `syntax = "proto3";\n\nimport "google/protobuf/struct.proto";\nimport "google/protobuf/wrappers.proto";\n\nmessage M {\n${fields}}\n`;

  it("is kept where another one means the same", () => {
    const fields = "  sint32 a = 1;\n  repeated fixed64 b = 2;\n  map<sint32, sfixed32> c = 3;\n  google.protobuf.ListValue d = 4;\n  map<string, google.protobuf.Value> e = 5;\n  repeated google.protobuf.Int32Value f = 6;\n  optional M g = 7;\n";
    const { document, problems } = readProto(message(fields));
    expect(problems).toEqual([]);
    const { text, losses } = writeProto(document);
    expect(losses).toEqual([]);
    expect(text).toBe(message(fields));
  });

  it("yields to the type that was changed", () => {
    const { document } = readProto(message("  sint32 a = 1;\n"));
    const changed: ApiDocument = { ...document, types: document.types.map((type) => (type.kind === "record" ? { ...type, fields: type.fields.map((field) => ({ ...field, type: { is: "scalar", scalar: "string" } })) } : type)) };
    expect(writeProto(changed).text).toContain("  string a = 1;\n");
  });
});
