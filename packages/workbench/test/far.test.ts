import { describe, expect, it } from "vitest";
import { setName } from "../src/picture/far.ts";

/** Each letter is half as wide as it is high. */
const widthOf = (text: string): number => text.length / 2;
const set = (name: string, width: number, height: number, size: number) => setName(name, width, height, size, 1, widthOf);

describe("a name from afar", () => {
  it("is as large as asked for where there is room", () => {
    expect(set("Cart", 200, 60, 40)).toEqual({ lines: ["Cart"], size: 40 });
  });

  it("is one line that is a little smaller rather than two", () => {
    const { lines, size } = set("Web shop", 180, 90, 40);
    expect(lines).toEqual(["Web shop"]);
    expect(size).toBeCloseTo(36);
  });

  it("goes on in further lines, and shrinks so far that words stay whole", () => {
    const { lines, size } = set("Product catalogue", 160, 90, 40);
    expect(lines).toEqual(["Product", "catalogue"]);
    expect(size).toBeLessThanOrEqual(40);
    for (const line of lines) expect(widthOf(line) * size).toBeLessThanOrEqual(160);
    expect(lines.length * 1.18 * size).toBeLessThanOrEqual(90);
  });

  it("is broken with a hyphen rather than much smaller than the others", () => {
    const { lines, size } = set("Recommendations", 160, 110, 40);
    expect(lines).toEqual(["Recomm‐", "endations"]);
    expect(set("Recommendations", 200, 110, 40)).toEqual({ lines: ["Recom‐", "mendations"], size: 40 });
    expect(size).toBeGreaterThanOrEqual(32);
    for (const line of lines) expect(widthOf(line) * size).toBeLessThanOrEqual(160);
    expect(set("The Recommendations desk", 170, 190, 40).lines).toEqual(["The", "Recommen‐", "dations", "desk"]);
    expect(set("The Recommendations desk", 170, 130, 40).lines).toEqual(["The", "Recommen‐", "dations…"]);
    expect(set("Recommendations", 160, 40, 40).lines).toEqual(["Recomme…"]);
  });

  it("is cut in its last line where there is room for several", () => {
    const { lines, size } = set("Product catalogue of the whole house", 170, 90, 40);
    expect(lines).toEqual(["Product", "catalogue…"]);
    expect(size).toBeGreaterThanOrEqual(32);
  });

  it("is cut where nothing helps, whatever the name", () => {
    for (const name of ["Donaudampfschifffahrtsgesellschaftskapitän", "a", "", "x ".repeat(200), "名前".repeat(60)]) {
      const { lines, size } = set(name, 120, 40, 40);
      expect(size).toBeGreaterThan(0);
      expect(size).toBeLessThanOrEqual(40);
      expect(lines.length * size).toBeLessThanOrEqual(41);
      if (lines.length === 1 && name.length > 30) expect(lines[0]).toMatch(/…$/);
    }
  });
});
