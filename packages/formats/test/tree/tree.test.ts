import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { jsonOf, memberOf, valueOf } from "../../src/tree/node.ts";
import { readTree } from "../../src/tree/read.ts";
import { follow } from "../../src/tree/reference.ts";
import { nodeAt, pointerOf, pointerTokens } from "../../src/tree/pointer.ts";

const codes = (text: string): string[] => readTree(text).problems.map(({ code }) => code);

function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

describe("readTree of JSON", () => {
  it("gives the data that JSON.parse gives", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 2), (value, indent) => {
        const data = [value];
        const text = JSON.stringify(data, null, indent);
        const { root, problems } = readTree(text);
        expect(problems).toEqual([]);
        expect(jsonOf(root)).toEqual(JSON.parse(text));
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  it("gives the places of keys and values", () => {
    const text = '{ "a": { "b": [1, "x\\n"] } }';
    const { root } = readTree(text);
    const b = memberOf(valueOf(root, "a"), "b")!;
    expect(text.slice(b.from, b.to)).toBe('"b"');
    expect(text.slice(b.value.from, b.value.to)).toBe('[1, "x\\n"]');
  });

  it("tells comments, trailing commas, duplicate keys and what is behind the value, and goes on", () => {
    const { root, problems } = readTree('{ // c\n "a": 1, "a": 2, /* d */ "b": [3,], }');
    expect(jsonOf(root)).toEqual({ a: 2, b: [3] });
    expect(problems.map(({ code }) => code)).toEqual(["format/syntax", "format/duplicate", "format/syntax"]);
    expect(codes("{} x")).toEqual(["format/syntax"]);
    expect(codes('{"a": 1 "b": 2}')).toEqual(["format/syntax"]);
    expect(codes('{"a": 01}')).toEqual(["format/syntax"]);
    expect(codes('["\\q"]')).toEqual(["format/syntax"]);
    expect(codes("[1e999]")).toEqual(["format/too-large"]);
  });

  it("finds duplicates in large objects", () => {
    const keys = Array.from({ length: 50 }, (_, i) => `"k${i}": ${i}`).join(",");
    const { root, problems } = readTree(`{${keys}, "k31": "last"}`);
    expect(problems).toHaveLength(1);
    expect(valueOf(root, "k31")).toMatchObject({ value: "last" });
  });

  it("keeps the key __proto__", () => {
    const data = jsonOf(readTree('{"__proto__": {"polluted": true}}').root) as object;
    expect(Object.keys(data)).toEqual(["__proto__"]);
    expect((data as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it("takes texts that are deep, large and broken", () => {
    expect(codes("[".repeat(10_000))).toEqual(["format/too-large"]);
    expect(codes('{"a":'.repeat(100_000))).toEqual(["format/too-large"]);
    const { root, problems } = readTree(JSON.stringify({ a: "x".repeat(10_000_000) }));
    expect(problems).toEqual([]);
    expect(root.to).toBe(10_000_008);
    expect(codes(`[${"1".repeat(45_000_000)}]`)).toEqual(["format/too-large"]);
  });
});

describe("readTree of YAML", () => {
  it("gives the data that was written", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string().filter((key) => key !== "<<"), fc.jsonValue({ maxDepth: 4 }), { minKeys: 1 }), (value) => {
        const data = JSON.parse(JSON.stringify(value).replaceAll("-0", "0")) as object;
        const { root, problems } = readTree(`# yaml\n${stringify(data)}`);
        expect(problems).toEqual([]);
        expect(jsonOf(root)).toEqual(data);
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it("takes statuses for texts, aliases for what they name, and merges", () => {
    const { root, problems } = readTree("a: &x\n  '200': 1\n  404: 2\nb: *x\nc:\n  <<: *x\n  404: 3\n");
    expect(problems).toEqual([]);
    expect(jsonOf(root)).toEqual({ a: { 200: 1, 404: 2 }, b: { 200: 1, 404: 2 }, c: { 200: 1, 404: 3 } });
  });

  it("bounds aliases and refuses those inside themselves", () => {
    const laughs = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
    for (let i = 1; i < 12; i += 1) laughs.push(`a${i}: &a${i} [${Array(10).fill(`*a${i - 1}`).join(", ")}]`);
    const found = codes(laughs.join("\n"));
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found)).toEqual(new Set(["format/too-large"]));
    expect(codes("a: &a\n  b: *a\n")).toEqual(["format/meaning"]);
    expect(codes("a: *nowhere\n")).toHaveLength(1);
  });

  it("takes texts that are deep and broken", () => {
    expect(codes(`a: ${"[".repeat(10_000)}`)).toEqual(["format/too-large"]);
    expect(codes(Array.from({ length: 2_000 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"))).toEqual(["format/too-large"]);
    expect(codes("a: 1\na: 2\n")).toEqual(["format/duplicate"]);
    expect(codes("a: 1\n---\nb: 2\n")).toEqual(["format/meaning"]);
    expect(codes("a: [1\nb: 2")).toContain("format/syntax");
    expect(codes("? [a]\n: b\n")).toEqual(["format/syntax"]);
  });
});

describe("readTree", () => {
  it("never throws, and gives places inside the text, whatever is done to it", () => {
    const texts = ['{"a": [1, {"b": "c\\n"}], "d": null, "e": {"f": true}}', "a: &x\n  - b: c\n    d: 'e'\n  - *x\nf: |\n  g\n  h\ni: {j: k}\n<<: *x\n"];
    const next = random(11);
    for (let round = 0; round < 4_000; round += 1) {
      let text = texts[round % 2]!;
      for (let edits = 1 + Math.floor(next() * 4); edits > 0; edits -= 1) {
        const at = Math.floor(next() * text.length);
        const some = '{}[]",:&*|>-?!%@\\\n\t #\'0a'[Math.floor(next() * 26)] ?? "";
        text = next() < 0.3 ? text.slice(0, at) : next() < 0.5 ? text.slice(0, at) + some + text.slice(at) : text.slice(0, at) + some + text.slice(at + 1);
      }
      const { root, problems } = readTree(text);
      jsonOf(root);
      for (const { from, to } of [root, ...problems]) {
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeGreaterThanOrEqual(from);
        expect(to).toBeLessThanOrEqual(text.length);
      }
    }
  });
});

describe("references", () => {
  const { root } = readTree(JSON.stringify({ a: { $ref: "#/b" }, b: { $ref: "#/c~1d" }, "c/d": { e: [1] }, l: { $ref: "#/m" }, m: { $ref: "#/l" }, r: { $ref: "other.yaml#/x" }, n: { $ref: "#/none" } }));
  const at = (key: string): ReturnType<typeof follow> => follow(root, valueOf(root, key)!);

  it("are followed to the end of their chain", () => {
    expect(at("a")).toMatchObject({ tokens: ["c/d"] });
    expect(at("c/d")).toMatchObject({ tokens: [] });
  });

  it("are told where they turn in circles, leave the document or lead nowhere", () => {
    expect(at("l")).toMatchObject({ problem: { code: "format/meaning" } });
    expect(at("r")).toMatchObject({ problem: { code: "format/not-followed" } });
    expect(at("n")).toMatchObject({ problem: { code: "format/unknown-name" } });
  });

  it("have pointers that are read as they are written", () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: "binary" })), (tokens) => { expect(pointerTokens(pointerOf(tokens))).toEqual(tokens); }), { seed: 1 });
    expect(nodeAt(root, ["c/d", "e", "0"])).toMatchObject({ value: 1 });
    expect(nodeAt(root, ["c/d", "e", "01"])).toBeUndefined();
  });
});
