import { describe, expect, it } from "vitest";
import { readNumberLock, readProto, writeProto } from "../../src/index.ts";

const whole = `// Licence.
syntax = "proto3";

package shop.v1;

import "google/protobuf/timestamp.proto";

option go_package = "shop/v1;shopv1";

// Orders.
service Orders {
  rpc Get(Order) returns (stream Order) { option (google.api.http) = { get: "/v1/{id}" list: [1, 2, { a: "x" }] }; }
}

/* An order. */
message Order {
  reserved 20, 30 to max;
  reserved "old";
  message Line { string sku = 1; }
  string id = 1 [deprecated = true, json_name = "ID"]; // Its name.
  repeated Line lines = 2;
  map<string, google.protobuf.Timestamp> seen = 3;
  oneof pay { string card = 4; Line cash = 5; }
  Status status = 6;
}

enum Status { option allow_alias = true; STATUS_UNSPECIFIED = 0; STATUS_DONE = 0x1F; STATUS_OVER = 31; }
`;

function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

function read(text: string): void {
  const { document, problems, losses } = readProto(text);
  const outside = [...problems, ...losses.flatMap(({ at }) => at ?? [])].filter(({ from, to }) => !(from >= 0 && from <= to && to <= text.length));
  if (outside.length > 0 || problems.length > 100) expect({ text, outside, problems }).toBe("inside, and few");
  // Whatever was read can be written, and what is written is of the format.
  const written = writeProto(document).text;
  const syntax = readProto(written).problems.filter(({ code }) => code === "format/syntax");
  if (syntax.length > 0) expect({ text, written, syntax }).toBe("of the format");
}

describe("hostile texts", () => {
  it("is whole to begin with", () => expect(readProto(whole).problems).toEqual([]));

  it("are read when they are cut anywhere", () => {
    for (let to = 0; to <= whole.length; to++) read(whole.slice(0, to));
  });

  it("are read when they are changed at random", () => {
    const pick = random(11);
    const pieces = ["{", "}", "(", ")", "[", "]", "<", ">", ";", '"', "'", "/*", "*/", "//", "\n", ".", "=", "-", "message ", "oneof ", "\0", "\ud800", "0x", "1e", "reserved ", "to ", "group ", "stream ", "map<", "é", "extend ", "syntax"];
    for (let run = 0; run < 3000; run++) {
      let text = whole;
      for (let edits = 1 + pick(4); edits > 0; edits--) {
        const at = pick(text.length);
        text = text.slice(0, at) + (pick(3) === 0 ? "" : pieces[pick(pieces.length)]!) + text.slice(at + pick(6));
      }
      read(text);
    }
  });

  it("may be nested without end", () => {
    const deep = 10_000;
    read("message A { ".repeat(deep));
    read("message A { ".repeat(deep) + "}".repeat(deep));
    read(`message M { ${"optional group G = 1 { ".repeat(deep)}`);
    read(`option a = ${"{ a: ".repeat(deep)}1${"}".repeat(deep)};`);
    read(`option a = { a: ${"[".repeat(deep)}`);
    read(`message M { ${"(".repeat(deep)} }`);
    read(`option ${"(".repeat(deep)}`);
    expect(readProto("message A { ".repeat(deep) + "}".repeat(deep)).problems.map(({ code }) => code)).toContain("format/too-large");
  });

  it("may be long", () => {
    for (const piece of [";", "{", "a", " ", "//", "message M{string a=1;}", '"', "}", "/* x */\n\n"]) {
      const { problems } = readProto(piece.repeat(Math.ceil(10_000_000 / piece.length)));
      expect(problems.length).toBeLessThanOrEqual(100);
    }
    expect(readProto(" ".repeat(17 * 1024 * 1024)).problems.map(({ code }) => code)).toEqual(["format/too-large"]);
  });

  it("may reserve and use very much", () => {
    const many = Array.from({ length: 30_000 }, (_, at) => at * 2 + 400_000);
    read(`syntax = "proto3"; message M { reserved ${many.join(", ")}; ${many.map((number) => `string a${number} = ${number + 1};`).join(" ")} }`);
  });

  it("may import in a circle, and themselves", () => {
    const files: Record<string, string> = { "a.proto": 'syntax = "proto3"; import public "b.proto";', "b.proto": 'syntax = "proto3"; import public "a.proto";' };
    expect(readProto('syntax = "proto3"; import "a.proto"; import "me.proto";', { file: "me.proto", imports: (path) => files[path] }).problems.map(({ code }) => code)).toEqual(["format/meaning"]);
  });

  it("have fields called like what every object has", () => {
    read('syntax = "proto3"; option __proto__ = 1; message __proto__ { string constructor = 1 [(a).__proto__ = { __proto__: 1 }]; string toString = 2; __proto__ hasOwnProperty = 3; }');
    expect(readProto('syntax = "proto3"; message M { constructor a = 1; }').problems.map(({ code }) => code)).toEqual(["format/unknown-name"]);
  });

  it("of locks are read too", () => {
    const pick = random(5);
    const lock = "# Numbers\n\nOrder.id = 1\nOrder.note = 2 reserved\nOrder.Line.sku = 1\n";
    for (let run = 0; run < 2000; run++) {
      const at = pick(lock.length);
      const text = lock.slice(0, at) + ["<<<<<<< HEAD\n", "=======\n", ".", "=", "9", "", " "][pick(7)]! + lock.slice(at + pick(4));
      for (const { from, to } of readNumberLock(text).problems) expect(from >= 0 && from <= to && to <= text.length).toBe(true);
    }
  });
});
