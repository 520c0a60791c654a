import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noNumbers, numberFields, readNumberLock, readProto, writeNumberLock, writeProto, type ApiDocument, type NumberLock } from "../../src/index.ts";

function order(...fields: readonly (string | readonly [string, number])[]): ApiDocument {
  return {
    title: "shop.v1", package: "shop.v1", version: "v1", servers: [], security: [], interfaces: [],
    types: [{ kind: "record", name: "Order", fields: fields.map((field) => ({ name: typeof field === "string" ? field : field[0], type: { is: "scalar", scalar: "string" }, required: true, ...(typeof field !== "string" && { number: field[1] }) })) }],
  };
}

function numbersOf(lock: NumberLock): readonly string[] {
  return lock.entries.map(({ name, number, reserved }) => `${name}=${number}${reserved ? "!" : ""}`);
}

describe("numbers of fields", () => {
  it("stay over edits", () => {
    let { lock, problems } = numberFields(order("id", "note", "total"), noNumbers);
    expect(numbersOf(lock)).toEqual(["id=1", "note=2", "total=3"]);
    ({ lock, problems } = numberFields(order("total", "id", "sku"), lock));
    expect([numbersOf(lock), problems]).toEqual([["id=1", "note=2!", "total=3", "sku=4"], []]);
    ({ lock, problems } = numberFields(order("amount", "id", "sku"), lock, { renamed: { "Order.total": "amount" } }));
    expect(numbersOf(lock)).toEqual(["id=1", "note=2!", "amount=3", "sku=4"]);
    // A name that comes back is another field.
    ({ lock, problems } = numberFields(order("note", "id"), lock));
    expect(numbersOf(lock)).toEqual(["id=1", "note=2!", "amount=3!", "sku=4!", "note=5"]);
    const { text } = writeProto(order("note", "id"), { numbers: lock });
    expect(text).toBe('syntax = "proto3";\n\npackage shop.v1;\n\nmessage Order {\n  reserved 2 to 4;\n  reserved "amount", "sku";\n\n  string note = 5;\n  string id = 1;\n}\n');
    expect(readProto(text).problems).toEqual([]);
  });

  it("of types that are gone are kept", () => {
    const { lock } = numberFields(order("id"), noNumbers);
    const without = numberFields({ ...order(), types: [] }, lock).lock;
    expect(numbersOf(without)).toEqual(["id=1!"]);
    expect(numbersOf(numberFields(order("id"), without).lock)).toEqual(["id=1!", "id=2"]);
  });

  it("of the document are taken where they were never another's", () => {
    const { lock } = numberFields(order(["id", 7], "note"), noNumbers);
    expect(numbersOf(lock)).toEqual(["id=7", "note=8"]);
    const again = numberFields(order(["id", 9], ["note", 8]), lock);
    expect([numbersOf(again.lock), again.problems.map(({ of }) => of)]).toEqual([["id=7", "note=8"], ["Order.id"]]);
    const gone = numberFields(order(["id", 7]), lock).lock;
    const reused = numberFields(order(["id", 7], ["text", 8]), gone);
    expect([numbersOf(reused.lock), reused.problems.map(({ of }) => of)]).toEqual([["id=7", "note=8!", "text=9"], ["Order.text"]]);
    // The number tells of a rename too.
    expect(numbersOf(numberFields(order(["id", 7], ["remark", 8]), lock).lock)).toEqual(["id=7", "remark=8"]);
  });

  it("leave out protobuf's own and what is reserved", () => {
    expect(numbersOf(numberFields(order(["id", 18_999], "a"), noNumbers).lock)).toEqual(["id=18999", "a=20000"]);
    expect(numbersOf(numberFields(order(["id", 536_870_911], "a", "b"), noNumbers).lock)).toEqual(["a=1", "b=2", "id=536870911"]);
    const document = order(["id", 1], "a");
    const reserved: ApiDocument = { ...document, types: document.types.map((type) => ({ ...type, reserved: { numbers: [[2, 4]], names: [] } })) };
    expect(numbersOf(numberFields(reserved, noNumbers).lock)).toEqual(["id=1", "a=5"]);
  });

  it("are never used again, whatever the edits", () => {
    fc.assert(
      fc.property(fc.array(fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e", "f"), { maxLength: 6 }), { minLength: 1, maxLength: 12 }), (edits) => {
        let lock = noNumbers;
        const owners = new Map<number, string>();
        let before: readonly string[] = [];
        for (const names of edits) {
          const next = numberFields(order(...names), lock).lock;
          const live = next.entries.filter(({ reserved }) => !reserved);
          expect(live.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
          for (const { name, number } of live) {
            if (owners.has(number)) expect([owners.get(number), before.includes(name)]).toEqual([name, true]);
            owners.set(number, name);
          }
          expect(readNumberLock(writeNumberLock(next))).toEqual({ lock: next, problems: [] });
          expect(readProto(writeProto(order(...names), { numbers: next }).text).problems).toEqual([]);
          lock = next;
          before = names;
        }
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});

describe("the text of a lock", () => {
  const text = "# Field numbers of Protocol Buffers. Numbers are given once and never used again; keep this file under version control.\n\nOrder.id = 1\nOrder.note = 2 reserved\n\nStatus.STATUS_UNSPECIFIED = 0\n";

  it("has a line for each entry", () => {
    const { lock, problems } = readNumberLock(text);
    expect(problems).toEqual([]);
    expect(writeNumberLock(lock)).toBe(text);
    expect(readNumberLock(text.replaceAll("\n", "\r\n"))).toEqual({ lock, problems: [] });
  });

  const cases: readonly (readonly [string, string, string])[] = [
    ["Order.id = 1\n<<<<<<< HEAD\nOrder.a = 2\n=======\nOrder.b = 2\n>>>>>>> theirs\n", "format/syntax", "<<<<<<< HEAD"],
    ["Order.id = 1\nOrder.b = 1\n", "format/duplicate", "Order.b = 1"],
    ["Order.id = 1 reserved\nOrder.b = 1\n", "format/duplicate", "Order.b = 1"],
    ["Order.id = 1\nOrder.id = 2\n", "format/duplicate", "Order.id = 2"],
    ["Order.id = one\n", "format/syntax", "Order.id = one"],
    ["{}", "format/syntax", "{}"],
    ["Order.id = 9999999999", "format/meaning", "Order.id = 9999999999"],
  ];
  for (const [broken, code, line] of cases) {
    it(`is refused: ${line}`, () => {
      expect(readNumberLock(broken).problems.map((problem) => [problem.code, broken.slice(problem.from, problem.to)])).toEqual([[code, line]]);
    });
  }
});
