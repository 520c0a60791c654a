import { create } from "fontkit";
import type { Font } from "fontkit";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import type { TextStyle } from "../src/drawing.ts";
import { cleanText, clusters } from "../src/text/clean.ts";
import { measureText } from "../src/text/measure.ts";
import { FACES } from "../src/text/style.ts";
import { ellipsize, wrapText } from "../src/text/wrap.ts";

const folder = dirname(createRequire(import.meta.url).resolve("@fontsource/inter/package.json"));
const subsets = ["latin", "latin-ext", "cyrillic", "greek"] as const;
const font = (subset: string, weight: number): Font => create(readFileSync(join(folder, "files", `inter-${subset}-${weight}-normal.woff`)));

const corpus: Readonly<Record<(typeof subsets)[number], readonly string[]>> = {
  latin: [
    "Checkout", "Product catalogue", "Customer relationship management gateway", "Service · Go, gRPC", "Turns a cart into a paid, shipped order.", "HTTP POST /v1/payments/{id}/capture",
    "PostgreSQL 18, Redis 8.2", "publishes PaymentMade to", "Größenänderung für Straße", "naïve café à la crème", "1234567890", "e-mail (SMTP) “quoted” — dashed – 50 %", "WAVE To Yes, AV", "GetCart …",
    "Keeps what the customer needs at hand and answers quickly", "topic payments.settled", "412 ms > 400 ms", "Single-page app", "0007 Kafka for facts", "illlll iiiiii MMMMM WWWWW",
  ],
  "latin-ext": ["ŻŁĄŚĆŹŃÓ", "řžýčšěů", "őűğışİ", "ţșăîâ", "āēīōū"],
  cyrillic: ["Служба заказов", "Платёжный шлюз", "читает и пишет", "Сховище даних їєґ"],
  greek: ["Υπηρεσία παραγγελιών", "Καλάθι", "αβγδεζηθ"],
};
const styles: readonly TextStyle[] = ["title", "body", "small"];

test("the width table agrees with a full text shaper within one per cent over the corpus, and within three for each line", () => {
  let ours = 0;
  let theirs = 0;
  for (const subset of subsets) {
    for (const style of styles) {
      const face = FACES[style];
      const shaper = font(subset, face.weight);
      for (const line of corpus[subset]) {
        const words = line.split(" ").filter((word) => [...word].every((char) => shaper.hasGlyphForCodePoint(char.codePointAt(0)!)));
        for (const word of subset === "latin" ? [line] : words) {
          const width = (shaper.layout(word).advanceWidth * face.size) / shaper.unitsPerEm;
          const measured = measureText(word, style);
          expect(Math.abs(measured - width) / width, `${style} ${word}`).toBeLessThan(word.includes("AV") ? 0.06 : 0.03);
          ours += measured;
          theirs += width;
        }
      }
    }
  }
  expect(theirs).toBeGreaterThan(10_000);
  expect(Math.abs(ours - theirs) / theirs).toBeLessThan(0.01);
});

test("every character of the bundled fonts has the width of the table, and the code face is monospaced", () => {
  const file = (name: string): Font => create(readFileSync(join(import.meta.dirname, "../assets", name)));
  for (const [name, style] of [["Inter-Regular.ttf", "body"], ["Inter-Medium.ttf", "small"], ["Inter-SemiBold.ttf", "title"]] as const) {
    const bundled = file(name);
    expect(bundled.characterSet.length).toBeGreaterThan(650);
    // The character map ends with a segment for U+FFFF, which is no character.
    for (const code of bundled.characterSet.filter((candidate) => candidate !== 0xffff)) {
      const width = (bundled.glyphForCodePoint(code).advanceWidth * FACES[style].size) / bundled.unitsPerEm;
      expect(measureText(String.fromCodePoint(code), style), `${name} U+${code.toString(16)}`).toBeCloseTo(width, 6);
    }
    for (const char of "→←↔≤≥≠✓ Łőșя…€") expect(bundled.hasGlyphForCodePoint(char.codePointAt(0)!), char).toBe(true);
  }
  const mono = file("JetBrainsMono-Regular.ttf");
  for (const code of mono.characterSet.filter((candidate) => candidate !== 0xffff)) expect(mono.glyphForCodePoint(code).advanceWidth, `U+${code.toString(16)}`).toBe(600);
  expect(measureText("orders.plan:12", "code")).toBeCloseTo(14 * 0.6 * 11, 6);
});

test("the bundled subsets draw the same outlines as the package that they come from", () => {
  const bundled = create(readFileSync(join(import.meta.dirname, "../assets/Inter-SemiBold.ttf")));
  const original = font("latin", 600);
  for (const char of "Aágß@%7ÅÑq”…€") {
    const code = char.codePointAt(0)!;
    expect(bundled.glyphForCodePoint(code).path.toSVG(), char).toBe(original.glyphForCodePoint(code).path.toSVG());
  }
  const kerned = (f: Font): number => f.layout("AVATAR To", { calt: false }).advanceWidth;
  expect(kerned(bundled)).toBe(kerned(original));
});

test("characters without a table entry get sensible widths", () => {
  const em = FACES.title.size;
  expect(measureText("客", "title")).toBe(em);
  expect(measureText("한", "title")).toBe(em);
  expect(measureText("e\u0301", "title")).toBe(measureText("e", "title"));
  expect(measureText("😀", "title")).toBeGreaterThan(em);
  expect(measureText("👩‍👩‍👧", "title")).toBe(measureText("👩", "title"));
  expect(measureText("👍🏽", "title")).toBe(measureText("👍", "title"));
  expect(measureText("\u0000\u200b\u200f", "title")).toBe(0);
  expect(measureText("نظام", "title")).toBeGreaterThan(4 * 0.4 * em);
  expect(measureText("", "title")).toBe(0);
});

test("cleaning keeps words and drops what cannot or must not be drawn", () => {
  expect(cleanText("  a\n\tb\u0000c \u0085 d  ")).toBe("a bc d");
  expect(cleanText("x\u202e\u2066y\u200fz")).toBe("xyz");
  expect(cleanText("\ud800a\udc00\ufffe\u{1ffff}")).toBe("a");
  expect(cleanText("e\u0301")).toBe("é");
  expect(cleanText("👩‍👩‍👧 🇩🇪")).toBe("👩‍👩‍👧 🇩🇪");
  expect(cleanText("נבדק نظام 客户")).toBe("נבדק نظام 客户");
});

test("clusters hold a reader's characters together", () => {
  expect(clusters("a👩‍👩‍👧e\u0301🇩🇪🇫🇷👍🏽")).toEqual(["a", "👩‍👩‍👧", "e\u0301", "🇩🇪", "🇫🇷", "👍🏽"]);
});

test("an ellipsis cuts between clusters and fits", () => {
  const text = "Donaudampfschifffahrtsgesellschaft";
  const cut = ellipsize(text, "title", 100);
  expect(cut.endsWith("…")).toBe(true);
  expect(measureText(cut, "title")).toBeLessThanOrEqual(100);
  expect(text.startsWith(cut.slice(0, -1))).toBe(true);
  expect(ellipsize("short", "title", 100)).toBe("short");
  expect(ellipsize("👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", "title", 40)).toBe("👩‍👩‍👧…");
  expect(ellipsize("wide", "title", 1)).toBe("…");
});

test("wrapping breaks at words, at joints of long words and within scripts without spaces, and never overflows", () => {
  expect(wrapText("Turns a cart into a paid, shipped order.", "body", 128, 2)).toEqual(["Turns a cart into a paid,", "shipped order."]);
  expect(wrapText("payments-gateway-adapter", "title", 90, 3)[0]!.endsWith("-")).toBe(true);
  expect(wrapText("保存客户的基本信息、联系方式和订单历史记录", "body", 128, 2)).toHaveLength(2);
  for (const text of ["a ".repeat(200), "x".repeat(300), "客户".repeat(80), "👩‍👩‍👧 ".repeat(30), "PaymentMadeEventPublishedByTheOrdersService", "·", ""]) {
    for (const width of [40, 90, 128, 192]) {
      const lines = wrapText(cleanText(text), "body", width, 2);
      expect(lines.length).toBeLessThanOrEqual(2);
      for (const line of lines) expect(measureText(line, "body"), `${line} in ${width}`).toBeLessThanOrEqual(width + 0.001);
    }
  }
});

test("a text as long as its file is cut like any other", () => {
  for (const word of ["a".repeat(2_000_000), "x-".repeat(1_000_000), "漢".repeat(1_000_000), "😀".repeat(1_000_000)]) {
    const lines = wrapText(word, "body", 200, 2);
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(measureText(line, "body")).toBeLessThanOrEqual(200);
    expect(lines[1]!.endsWith("…")).toBe(true);
    expect(() => encodeURIComponent(lines.join(""))).not.toThrow();
    expect(ellipsize(word, "body", 200).length).toBeLessThan(200);
  }
});
