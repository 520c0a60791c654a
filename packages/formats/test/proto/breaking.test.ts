import { describe, expect, it } from "vitest";
import { protoBreaking, readProto, writeProto, type ApiDocument, type NumberLock } from "../../src/index.ts";

const base = `syntax = "proto3";

package shop.v1;

import "google/protobuf/timestamp.proto";

option go_package = "shop/v1;shopv1";

service Shop {
  rpc Get(GetRequest) returns (Order);
  rpc Watch(GetRequest) returns (stream Order);
}

service Other {
  rpc Ping(GetRequest) returns (Order);
}

message GetRequest {
  string id = 1;
}

message Order {
  reserved 20, 30 to 40;
  reserved "old";
  message Item {
    string sku = 1;
  }
  string id = 1;
  int32 count = 2;
  repeated Item items = 3;
  optional string note = 4;
  Status status = 5;
  oneof pay {
    string card = 6;
    string cash = 7;
  }
  map<string, int32> tags = 8;
  google.protobuf.Timestamp at = 9;
  sint32 delta = 10;
  bytes raw = 11;
  repeated int32 nums = 12;
  Item first = 13;
}

enum Status {
  reserved 9;
  STATUS_UNSPECIFIED = 0;
  STATUS_OPEN = 1;
  STATUS_DONE = 2;
}

enum Color {
  COLOR_UNSPECIFIED = 0;
}
`;

/** What is done to the text, and what `buf breaking` 1.75.0 says of it in its categories FILE and WIRE. */
const cases: readonly (readonly [name: string, before: string, after: string, file: string, wire: string])[] = [
  ["rm rpc", "  rpc Get(GetRequest) returns (Order);\n", "", "RPC_NO_DELETE", ""],
  ["stream out", "returns (stream Order)", "returns (Order)", "RPC_SAME_SERVER_STREAMING", "RPC_SAME_SERVER_STREAMING"],
  ["stream in", "rpc Get(GetRequest)", "rpc Get(stream GetRequest)", "RPC_SAME_CLIENT_STREAMING", "RPC_SAME_CLIENT_STREAMING"],
  ["req type", "rpc Get(GetRequest)", "rpc Get(Order)", "RPC_SAME_REQUEST_TYPE", "RPC_SAME_REQUEST_TYPE"],
  ["res type", "rpc Get(GetRequest) returns (Order)", "rpc Get(GetRequest) returns (GetRequest)", "RPC_SAME_RESPONSE_TYPE", "RPC_SAME_RESPONSE_TYPE"],
  ["rm service", "service Other {\n  rpc Ping(GetRequest) returns (Order);\n}\n", "", "SERVICE_NO_DELETE", ""],
  ["rm field", "  string id = 1;\n  int32 count", "  int32 count", "FIELD_NO_DELETE", "FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED"],
  ["rm field reserved", "  string id = 1;\n  int32 count", "  reserved 1;\n  reserved \"id\";\n  int32 count", "FIELD_NO_DELETE", ""],
  ["rename", "int32 count = 2", "int32 amount = 2", "FIELD_SAME_JSON_NAME FIELD_SAME_NAME", ""],
  ["type i32-i64", "int32 count = 2", "int64 count = 2", "FIELD_SAME_TYPE", ""],
  ["type i32-bool", "int32 count = 2", "bool count = 2", "FIELD_SAME_TYPE", ""],
  ["i32-string", "int32 count = 2", "string count = 2", "FIELD_SAME_TYPE", "FIELD_WIRE_COMPATIBLE_TYPE"],
  ["i32-sint32", "int32 count = 2", "sint32 count = 2", "FIELD_SAME_TYPE", "FIELD_WIRE_COMPATIBLE_TYPE"],
  ["i32-enum", "int32 count = 2", "Status count = 2", "FIELD_SAME_TYPE", "FIELD_WIRE_COMPATIBLE_TYPE"],
  ["enum-i32", "Status status = 5", "int32 status = 5", "FIELD_SAME_TYPE", "FIELD_WIRE_COMPATIBLE_TYPE"],
  ["enum-i64", "Status status = 5", "uint64 status = 5", "FIELD_SAME_TYPE", "FIELD_WIRE_COMPATIBLE_TYPE"],
  ["enum-bool", "Status status = 5", "bool status = 5", "FIELD_SAME_TYPE", "FIELD_WIRE_COMPATIBLE_TYPE"],
  ["enum-enum", "Status status = 5", "Color status = 5", "FIELD_SAME_TYPE", "FIELD_WIRE_COMPATIBLE_TYPE"],
  ["string-bytes", "string id = 1;\n  int32", "bytes id = 1;\n  int32", "FIELD_SAME_TYPE", ""],
  ["bytes-string", "bytes raw", "string raw", "FIELD_SAME_TYPE", "FIELD_WIRE_COMPATIBLE_TYPE"],
  ["bytes-msg", "bytes raw", "Item raw", "FIELD_SAME_CARDINALITY FIELD_SAME_TYPE", "FIELD_WIRE_COMPATIBLE_TYPE"],
  ["sint32-sint64", "sint32 delta", "sint64 delta", "FIELD_SAME_TYPE", ""],
  ["implicit-optional", "int32 count = 2", "optional int32 count = 2", "FIELD_SAME_CARDINALITY", ""],
  ["optional-implicit", "optional string note", "string note", "FIELD_SAME_CARDINALITY", ""],
  ["singular-repeated scalar", "int32 count = 2", "repeated int32 count = 2", "FIELD_SAME_CARDINALITY", "FIELD_WIRE_COMPATIBLE_CARDINALITY"],
  ["string-repeated", "string id = 1;\n  int32", "repeated string id = 1;\n  int32", "FIELD_SAME_CARDINALITY", "FIELD_WIRE_COMPATIBLE_CARDINALITY"],
  ["repeated-singular", "repeated int32 nums", "int32 nums", "FIELD_SAME_CARDINALITY", "FIELD_WIRE_COMPATIBLE_CARDINALITY"],
  ["repeated msg-singular", "repeated Item items", "Item items", "FIELD_SAME_CARDINALITY", "FIELD_WIRE_COMPATIBLE_CARDINALITY"],
  ["msg-repeated", "Item first", "repeated Item first", "FIELD_SAME_CARDINALITY", "FIELD_WIRE_COMPATIBLE_CARDINALITY"],
  ["map value", "map<string, int32> tags", "map<string, string> tags", "FIELD_SAME_TYPE", "FIELD_WIRE_COMPATIBLE_TYPE"],
  ["map key", "map<string, int32> tags", "map<int32, int32> tags", "FIELD_SAME_TYPE", "FIELD_WIRE_COMPATIBLE_TYPE"],
  ["msg type", "google.protobuf.Timestamp at", "Item at", "FIELD_SAME_TYPE", "FIELD_WIRE_COMPATIBLE_TYPE"],
  ["out of oneof", "  oneof pay {\n    string card = 6;", "  string card = 6;\n  oneof pay {", "FIELD_SAME_CARDINALITY FIELD_SAME_ONEOF", "FIELD_SAME_ONEOF"],
  ["into oneof", "  oneof pay {\n", "  oneof pay {\n    int64 zzz = 99;\n", "", ""],
  ["oneof removed", "  oneof pay {\n    string card = 6;\n    string cash = 7;\n  }", "  string card = 6;\n  string cash = 7;", "FIELD_SAME_CARDINALITY FIELD_SAME_ONEOF ONEOF_NO_DELETE", "FIELD_SAME_ONEOF"],
  ["oneof renamed", "oneof pay", "oneof paid", "FIELD_SAME_ONEOF ONEOF_NO_DELETE", "FIELD_SAME_ONEOF"],
  ["reserved num deleted", "reserved 20, 30 to 40;", "reserved 20;", "RESERVED_MESSAGE_NO_DELETE", "RESERVED_MESSAGE_NO_DELETE"],
  ["reserved shrunk", "30 to 40", "31 to 40", "RESERVED_MESSAGE_NO_DELETE", "RESERVED_MESSAGE_NO_DELETE"],
  ["reserved grown", "30 to 40", "25 to 50", "", ""],
  ["reserved name deleted", "  reserved \"old\";\n", "", "RESERVED_MESSAGE_NO_DELETE", "RESERVED_MESSAGE_NO_DELETE"],
  ["enum reserved deleted", "  reserved 9;\n", "", "RESERVED_ENUM_NO_DELETE", "RESERVED_ENUM_NO_DELETE"],
  ["enum value removed", "  STATUS_DONE = 2;\n", "", "ENUM_VALUE_NO_DELETE", "ENUM_VALUE_NO_DELETE_UNLESS_NUMBER_RESERVED"],
  ["enum value removed reserved", "  STATUS_DONE = 2;\n", "  reserved 2;\n", "ENUM_VALUE_NO_DELETE", ""],
  ["enum value renamed", "STATUS_DONE", "STATUS_FINISHED", "ENUM_VALUE_SAME_NAME", ""],
  ["enum removed", "enum Color {\n  COLOR_UNSPECIFIED = 0;\n}\n", "", "ENUM_NO_DELETE", ""],
  ["package", "package shop.v1", "package shop.v2", "FILE_SAME_PACKAGE", "FILE_SAME_PACKAGE"],
  ["go_package", "shopv1", "shopx", "FILE_SAME_GO_PACKAGE", ""],
  ["json_name", "int32 count = 2", "int32 count = 2 [json_name = \"c\"]", "FIELD_SAME_JSON_NAME", ""],
  ["jstype", "sint32 delta = 10", "sint32 delta = 10 [deprecated = true]", "", ""],
  ["renumber", "int32 count = 2", "int32 count = 22", "FIELD_NO_DELETE", "FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED"],
  ["swap numbers", "int32 count = 2;", "int32 kount = 2;\n  string count = 50;", "FIELD_SAME_JSON_NAME FIELD_SAME_NAME", ""],
  ["idempotency", "rpc Get(GetRequest) returns (Order);", "rpc Get(GetRequest) returns (Order) { option idempotency_level = IDEMPOTENT; }", "RPC_SAME_IDEMPOTENCY_LEVEL", "RPC_SAME_IDEMPOTENCY_LEVEL"],
  ["java_package", "option go_package", "option java_package = \"x\";\noption go_package", "FILE_SAME_JAVA_PACKAGE", ""],
  ["optional-repeated", "optional string note", "repeated string note", "FIELD_SAME_CARDINALITY", "FIELD_WIRE_COMPATIBLE_CARDINALITY"],
  ["explicit msg", "Item first", "optional Item first", "", ""],
  ["ulist", "repeated int32 nums", "repeated int64 nums", "FIELD_SAME_TYPE", ""],
  ["sku removed", "    string sku = 1;\n", "", "FIELD_NO_DELETE", "FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED"],
];

function rules(before: ApiDocument, after: ApiDocument, category: "FILE" | "WIRE"): string {
  return [...new Set(protoBreaking(before, after).flatMap(({ rule, categories }) => (categories.includes(category) ? [rule] : [])))].toSorted().join(" ");
}

describe("what breaks", () => {
  const before = readProto(base).document;
  for (const [name, from, to, file, wire] of cases) {
    it(`is what buf says: ${name}`, () => {
      const text = base.replace(from, to);
      expect(text).not.toBe(base);
      const after = readProto(text).document;
      expect([rules(before, after, "FILE"), rules(before, after, "WIRE")]).toEqual([file, wire]);
    });
  }

  it("is nothing where nothing changed, and where a thing is added", () => {
    expect(protoBreaking(before, before)).toEqual([]);
    expect(protoBreaking(before, readProto(writeProto(before).text).document)).toEqual([]);
    expect(protoBreaking(before, readProto(base.replace("string id = 1;", "string id = 1;\n  string more = 99;")).document)).toEqual([]);
  });

  it("is told in a sentence, with its place", () => {
    const text = base.replace("int32 count = 2", "string count = 2");
    const found = protoBreaking(before, readProto(text).document);
    expect(found.map(({ rule, of, message, at }) => [rule, of, message, text.slice(at?.from, at?.to)])).toEqual([
      ["FIELD_SAME_TYPE", "Order.count", "The type of Order.count was int32 and is string.", "count"],
      ["FIELD_WIRE_COMPATIBLE_TYPE", "Order.count", "The type of Order.count was int32 and is string, as which the data sent so far cannot be read.", "count"],
    ]);
  });

  it("is nothing where a document that no compiler takes is compared with itself", () => {
    const twice = readProto('syntax = "proto3";\nmessage A { string a = 1; int32 b = 1; }').document;
    expect(protoBreaking(twice, twice)).toEqual([]);
  });

  it("is found by name where documents have no numbers", () => {
    const document = (name: string): ApiDocument => ({ title: "", servers: [], security: [], interfaces: [], types: [{ kind: "record", name: "Order", fields: [{ name, type: { is: "scalar", scalar: "string" }, required: true }] }] });
    expect(rules(document("a"), document("b"), "FILE")).toBe("FIELD_NO_DELETE");
    expect(rules(document("a"), document("a"), "FILE")).toBe("");
  });

  it("goes by the numbers of a lock where the document says none, and takes what is gone for reserved", () => {
    const document = (...names: string[]): ApiDocument => ({ title: "", servers: [], security: [], interfaces: [], types: [{ kind: "record", name: "Order", fields: names.map((name) => ({ name, type: { is: "scalar", scalar: "string" }, required: true })) }] });
    const lock = (...entries: [string, number, boolean?][]): NumberLock => ({ entries: entries.map(([name, number, reserved]) => ({ type: "Order", name, number, ...(reserved ? { reserved } : {}) })) });
    const found = (before: string[], after: string[], a: NumberLock, b: NumberLock): string[] => protoBreaking(document(...before), document(...after), { before: a, after: b }).map(({ rule, of }) => `${rule} ${of}`);
    expect(found(["a", "b"], ["b", "a"], lock(["a", 1], ["b", 2]), lock(["a", 1], ["b", 2]))).toEqual([]);
    expect(found(["a", "b"], ["b", "a"], lock(["a", 1], ["b", 2]), lock(["b", 1], ["a", 2])).filter((each) => each.startsWith("FIELD_SAME_NAME"))).toEqual(["FIELD_SAME_NAME Order.a", "FIELD_SAME_NAME Order.b"]);
    expect(found(["a", "b"], ["b"], lock(["a", 1], ["b", 2]), lock(["a", 1, true], ["b", 2]))).toEqual(["FIELD_NO_DELETE Order.a"]);
    expect(found(["a", "b"], ["b"], lock(["a", 1], ["b", 2]), lock(["b", 2]))).toEqual(["FIELD_NO_DELETE Order.a", "FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED Order.a"]);
  });
});
