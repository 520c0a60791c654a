import { describe, expect, it } from "vitest";
import { readPlain, readYaml } from "../src/front-matter.ts";

const PIECES = ["status", "date", "a-b", ": ", ": ", ":", "\n", "\n", "accepted", "2022-06-14", "0002", "true", "null", "~", "[", "]", ", ", ",", "shop.cart", "a b", " ", "#", " # x", "- ", "-", "Müller", "a/b", "x@1", "é", "'", '"', "{", "...", "---", "\t", "\r", "|", "&", "*", "1e3", "."];

describe("plain front matter", () => {
  it("is read as YAML reads it, or not at all", () => {
    let state = 7;
    const random = (below: number): number => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return (state >>> 8) % below;
    };
    let plain = 0;
    for (let round = 0; round < 20_000; round++) {
      let source = "";
      for (let line = random(3); line >= 0; line--) {
        source += random(4) === 0 ? "" : `${["status", "date", "drivers", "a-b"][random(4)]}: `;
        for (let piece = random(4); piece >= 0; piece--) source += PIECES[random(PIECES.length)];
        source += "\n";
      }
      const read = readPlain(source, 4);
      if (!read) continue;
      plain++;
      const problems: Parameters<typeof readYaml>[2] = [];
      expect({ source, fields: read, problems: [] }).toEqual({ source, fields: readYaml(source, 4, problems), problems });
    }
    expect(plain).toBeGreaterThan(500);
  });

  it("reads the front matter that decisions have", () => {
    expect(readPlain("status: accepted\ndate: 2022-06-14\naffects: [shop, shop.cart]\n", 4)).toEqual([
      { key: { text: "status", from: 4, to: 10 }, values: [{ text: "accepted", from: 12, to: 20 }], listed: false },
      { key: { text: "date", from: 21, to: 25 }, values: [{ text: "2022-06-14", from: 27, to: 37 }], listed: false },
      { key: { text: "affects", from: 38, to: 45 }, values: [{ text: "shop", from: 48, to: 52 }, { text: "shop.cart", from: 54, to: 63 }], listed: true },
    ]);
  });
});
