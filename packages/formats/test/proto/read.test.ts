import { describe, expect, it } from "vitest";
import { readProto, type Field, type TypeDescription } from "../../src/index.ts";
import { placeless } from "./documents.ts";

const three = 'syntax = "proto3";\n';

function typeOf(text: string, name: string): TypeDescription {
  return placeless(readProto(text).document.types.find((type) => type.name === name)!);
}

function fieldsOf(text: string, name = "M"): readonly Field[] {
  const type = typeOf(text, name);
  return type.kind === "record" ? type.fields : [];
}

describe("fields", () => {
  it("have the types that the well-known messages stand for", () => {
    const files = ["timestamp", "duration", "struct", "any", "field_mask", "wrappers"].map((file) => `import "google/protobuf/${file}.proto";\n`).join("");
    const fields = fieldsOf(`${three}${files}message M { google.protobuf.Timestamp a = 1; google.protobuf.Duration b = 2; google.protobuf.Struct c = 3; google.protobuf.Value d = 4; google.protobuf.Any e = 5; google.protobuf.FieldMask f = 6; google.protobuf.BoolValue g = 7; }`);
    expect(fields.map(({ type, nullable }) => [type, nullable])).toEqual([
      [{ is: "scalar", scalar: "datetime" }, undefined], [{ is: "scalar", scalar: "duration" }, undefined], [{ is: "map", of: { is: "scalar", scalar: "json" } }, undefined], [{ is: "scalar", scalar: "json" }, undefined],
      [{ is: "named", name: "google.protobuf.Any" }, undefined], [{ is: "named", name: "google.protobuf.FieldMask" }, undefined], [{ is: "scalar", scalar: "boolean" }, true],
    ]);
  });

  it("are required where they are always there", () => {
    expect(fieldsOf(`${three}message M { string a = 1; optional string b = 2; M c = 3; repeated M d = 4; oneof e { string f = 5; } }`).map(({ required }) => required)).toEqual([true, false, false, true, false]);
    expect(fieldsOf("message M { required string a = 1; optional string b = 2 [default = \"x\"]; }").map(({ required, default: value }) => [required, value])).toEqual([[true, undefined], [false, "x"]]);
  });

  it("follow the behaviours of the Google API guide", () => {
    const fields = fieldsOf(`${three}import "google/api/field_behavior.proto"; message M { M a = 1 [(google.api.field_behavior) = REQUIRED, (google.api.field_behavior) = INPUT_ONLY]; string b = 2 [(google.api.field_behavior) = OPTIONAL]; string c = 3 [(google.api.field_behavior) = OUTPUT_ONLY]; }`);
    expect(fields.map(({ required, access }) => [required, access])).toEqual([[true, "write"], [false, undefined], [true, "read"]]);
  });

  it("may be called like keywords of other places", () => {
    const { document, problems } = readProto(`${three}message M { string package = 1; string rpc = 2; string syntax = 3; string returns = 4; string to = 5; string map = 6; string stream = 7; }`);
    expect(problems).toEqual([]);
    expect(document.types[0]!.kind === "record" && document.types[0]!.fields.length).toBe(7);
  });
});

describe("names", () => {
  it("are looked up from the innermost scope outwards", () => {
    const text = `${three}package a.b; message X { message Y { X x = 1; Y y = 2; Z z = 3; b.Z full = 4; .a.b.X.Y root = 5; } message X {} } message Z {}`;
    expect(fieldsOf(text, "X.Y").map(({ type }) => type.is === "named" && type.name)).toEqual(["X.X", "X.Y", "Z", "Z", "X.Y"]);
    expect(readProto(text).problems).toEqual([]);
  });

  it("stop where their first part is found", () => {
    const { problems } = readProto(`${three}package a; message X { message b {} b.Z z = 1; } message b2 {}`, {});
    expect(problems.map(({ code }) => code)).toEqual(["format/unknown-name"]);
  });

  it("come from imports, and from what these import publicly", () => {
    const files: Record<string, string> = { "one.proto": `${three}package one; import public "two.proto"; import "three.proto"; message A {}`, "two.proto": `${three}package two; import public "one.proto"; enum B { B_UNSPECIFIED = 0; }`, "three.proto": `${three}package three; message C {}` };
    const { document, problems } = readProto(`${three}package main; import "one.proto"; message M { one.A a = 1; two.B b = 2; three.C c = 3; }`, { imports: (path) => files[path] });
    expect(problems.map(({ message }) => message)).toEqual(["There is no type three.C here."]);
    expect(document.types[0]!.kind === "record" && document.types[0]!.fields.map(({ type, required }) => [type.is === "named" && type.name, required])).toEqual([["one.A", false], ["two.B", true], ["three.C", false]]);
    expect(document.extensions).toEqual({ imports: ["one.proto"] });
  });

  it("of an import that is absent are told once, at the import", () => {
    const text = `${three}import "gone.proto"; message M { gone.A a = 1; gone.B b = 2; }`;
    const missing = readProto(text, { imports: () => undefined }).problems;
    expect(missing.map(({ code, severity, from, to }) => [code, severity, text.slice(from, to)])).toEqual([["format/unknown-name", "error", '"gone.proto"']]);
    expect(readProto(text).problems.map(({ code, severity }) => [code, severity])).toEqual([["format/not-followed", "warning"]]);
  });
});

describe("comments", () => {
  it("are docs by the rules of protobuf, and told where they are nobody's", () => {
    const text = `// Licence.

// Before syntax.
syntax = "proto3";

// Detached.

/* The
 * package. */
package p;

// A message.
message M { // On its line.
  // Of a.
  string a = 1; // Behind a.
  // Of b.
  string b = 2;
  // Behind b.

  // Detached too.

  string c = 3;
  // At the end.
}

enum E {
  E_UNSPECIFIED = 0; // Nothing.
}

// A service.
service S {
  // A method.
  rpc Do(M) returns (M);
}
`;
    const { document, losses, problems } = readProto(text);
    expect(problems).toEqual([]);
    expect(document.extensions).toEqual({ header: ["Licence.", "Before syntax."] });
    expect(document.doc).toBe("The\npackage.");
    expect(document.types.map(({ doc }) => doc)).toEqual(["A message.\n\nOn its line.", undefined]);
    expect(document.types[0]!.kind === "record" && document.types[0]!.fields.map(({ doc }) => doc)).toEqual(["Of a.\n\nBehind a.", "Of b.\n\nBehind b.", "At the end."]);
    expect(document.types[1]!.kind === "enum" && document.types[1]!.values[0]!.doc).toBe("Nothing.");
    expect([document.interfaces[0]!.doc, document.interfaces[0]!.operations[0]!.doc]).toEqual(["A service.", "A method."]);
    expect(losses.map(({ what }) => what)).toEqual(['comment "Detached."', 'comment "Detached too."']);
  });
});

describe("services", () => {
  it("have methods with streams, options and the REST side", () => {
    const { document, problems } = readProto(`${three}package p;
import "google/api/annotations.proto"; import "google/protobuf/empty.proto";
service S {
  option deprecated = true;
  rpc Up(stream M) returns (google.protobuf.Empty) { option (google.api.http) = { put: "/v1/{id}" body: "*" additional_bindings { get: "/a" } additional_bindings { get: "/b" } }; option idempotency_level = IDEMPOTENT; }
  rpc Down(google.protobuf.Empty) returns (stream M);
}
message M {}`);
    expect(problems).toEqual([]);
    expect(placeless(document.interfaces)).toEqual([
      {
        name: "S", style: "grpc", deprecated: true,
        operations: [
          { name: "Up", method: "PUT", path: "/v1/{id}", parameters: [], request: { type: { is: "named", name: "M" }, mediaTypes: [], stream: true }, responses: [{ status: "ok", mediaTypes: [] }], extensions: { http: { body: "*", additional_bindings: [{ get: "/a" }, { get: "/b" }] }, options: { idempotency_level: { "=": "IDEMPOTENT" } } } },
          { name: "Down", parameters: [], responses: [{ status: "ok", type: { is: "named", name: "M" }, mediaTypes: [], stream: true }] },
        ],
      },
    ]);
  });
});

describe("proto2 and editions", () => {
  it("are read; groups and extensions are told as lost", () => {
    const { document, losses, problems } = readProto('syntax = "proto2"; message M { optional group Result = 1 { optional string url = 2; } extensions 100 to max; extend N { optional int32 x = 100; } } message N { extensions 100; }');
    expect(problems).toEqual([]);
    expect(losses.map(({ what }) => what)).toEqual(["that M.result is a group on the wire", "extensions 100 to max of M", "extension x of N", "extensions 100 of N"]);
    expect(document.types.map(({ name }) => name)).toEqual(["M", "M.Result", "N"]);
    expect(document.extensions).toEqual({ syntax: "proto2" });
  });

  it("say where the version is another", () => {
    expect(readProto('edition = "2023"; message M { string a = 1; reserved foo; }').problems.map(({ code, severity }) => [code, severity])).toEqual([["format/version", "warning"]]);
    expect(readProto('syntax = "proto4";').problems.map(({ code, severity }) => [code, severity])).toEqual([["format/version", "error"]]);
  });
});

describe("what a compiler refuses", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["message M { string a = 1; string a = 2; }", "format/duplicate", "a"],
    ["message M { string a = 1; string b = 1; }", "format/duplicate", "1"],
    ["message M {} message M {}", "format/duplicate", "M"],
    ["enum E { X = 0; } enum F { X = 0; }", "format/duplicate", "X"],
    ["enum E { X = 0; Y = 0; }", "format/duplicate", "0"],
    ["enum E { X = 1; }", "format/meaning", "1"],
    ["message M { string a = 0; }", "format/meaning", "0"],
    ["message M { string a = 19500; }", "format/meaning", "19500"],
    ["message M { reserved 2 to 5; string a = 3; }", "format/meaning", "3"],
    ["message M { reserved \"a\"; string a = 3; }", "format/meaning", "a"],
    ["message M { map<double, string> a = 1; }", "format/meaning", "double"],
    ["message M { required string a = 1; }", "format/meaning", "a"],
    ["message M { oneof a {} }", "format/meaning", "a"],
    ["message M { google.protobuf.Timestamp a = 1; }", "format/unknown-name", "google.protobuf.Timestamp"],
    ["message M {} service S { rpc A(M) returns (M); rpc A(M) returns (M); }", "format/duplicate", "A"],
    ["service S { rpc A(string) returns (string); }", "format/meaning", "string"],
    ["message M { string a 1; }", "format/syntax", "1"],
    ["message M { string a = 1;", "format/syntax", "M"],
    ["message M {} }", "format/syntax", "}"],
    ["messsage M {}", "format/syntax", "messsage"],
    ["/* never", "format/syntax", "/*"],
  ];
  for (const [text, code, place] of cases) {
    it(`is told: ${text}`, () => {
      const whole = three + text;
      const problem = readProto(whole).problems.find(({ severity }) => severity === "error")!;
      expect([problem?.code, whole.slice(problem?.from, problem?.to)]).toEqual([code, place]);
    });
  }

  it("leaves the rest standing", () => {
    const { document, problems } = readProto(`${three}message A { string a = ; string b = 2; } mesage X { foo } message B { string c = 1; }`);
    expect(problems).toHaveLength(2);
    expect(document.types.map((type) => type.kind === "record" && [type.name, type.fields.map(({ name }) => name)])).toEqual([["A", ["b"]], ["B", ["c"]]]);
  });
});
