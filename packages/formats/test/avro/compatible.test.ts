import { expect, it } from "vitest";
import { avroIncompatibilities } from "../../src/avro/compatible.ts";
import { readAvro } from "../../src/avro/read.ts";

const record = (...fields: object[]) => ({ type: "record", name: "A", fields });
const union = (...types: unknown[]) => record({ name: "u", type: types });
/** The old schema, the new one, and whether the new reads the old, and the old the new. */
const CASES: [unknown, unknown, boolean, boolean][] = [
  ["int", "long", true, false],
  ["float", "double", true, false],
  ["string", "bytes", true, true],
  ["int", "string", false, false],
  [record(), record({ name: "b", type: "int" }), false, true],
  [record(), record({ name: "b", type: "int", default: 1 }), true, true],
  [record({ name: "b", type: "int" }), record({ name: "c", type: "int", aliases: ["b"] }), true, false],
  [record({ name: "b", type: "int" }), record({ name: "b", type: ["null", "int"], default: null }), true, false],
  [union("int", "string"), union("int", "string", "boolean"), true, false],
  [union("null", "int"), union("null", "long"), true, false],
  [{ type: "enum", name: "E", symbols: ["A"] }, { type: "enum", name: "E", symbols: ["A", "B"] }, true, false],
  [{ type: "enum", name: "E", symbols: ["A"], default: "A" }, { type: "enum", name: "E", symbols: ["A", "B"], default: "A" }, true, true],
  [{ type: "fixed", name: "F", size: 4 }, { type: "fixed", name: "F", size: 8 }, false, false],
  [{ type: "array", items: "int" }, { type: "array", items: "long" }, true, false],
  [{ type: "map", values: "int" }, { type: "array", items: "int" }, false, false],
  [record({ name: "next", type: ["null", "A"], default: null }), record({ name: "next", type: ["null", "A"], default: null }), true, true],
  [record(), { type: "record", name: "B", fields: [] }, false, false],
  [record(), { type: "record", name: "B", aliases: ["A"], fields: [] }, true, false],
];

it.each(CASES)("%j → %j reads backward %s, forward %s", (before, after, backward, forward) => {
  const found = avroIncompatibilities(readAvro(JSON.stringify(before)).document, readAvro(JSON.stringify(after)).document, "full");
  expect([!found.some(({ direction }) => direction === "backward"), !found.some(({ direction }) => direction === "forward")]).toEqual([backward, forward]);
});
