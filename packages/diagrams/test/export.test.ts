import { inflateSync } from "node:zlib";
import { createRequire } from "node:module";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Drawing } from "../src/drawing.ts";
import { renderPdf, renderPng } from "../src/export.ts";
import { paint } from "../src/paint.ts";
import { inVisualOrder } from "../src/render/pdf.ts";
import { loadOptional } from "../src/render/optional.ts";
import { measureScene } from "../src/size.ts";
import { gridLayout } from "./support/grid.ts";
import { hostileScene, icons, scene, small } from "./support/scenes.ts";

const draw = (of: typeof small): Drawing => paint(of, gridLayout(measureScene(of)), { icons });
const installed = (name: string): boolean => {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
};

const sizeOf = (png: Uint8Array): readonly [number, number] => {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
};

describe.skipIf(!installed("@resvg/resvg-js"))("PNG", () => {
  test("is repeatable, twice the drawing's size, and different in the dark", async () => {
    const drawing = draw(small);
    const first = await renderPng(drawing, { theme: "light" });
    expect(Buffer.compare(first, await renderPng(draw(small), { theme: "light" }))).toBe(0);
    expect([...first.subarray(1, 4)]).toEqual([80, 78, 71]);
    expect(sizeOf(first)).toEqual([drawing.width * 2, drawing.height * 2]);
    expect(Buffer.compare(first, await renderPng(drawing, { theme: "dark" }))).not.toBe(0);
    expect(sizeOf(await renderPng(drawing, { theme: "light", scale: 1 }))).toEqual([drawing.width, drawing.height]);
  });

  test("takes hostile words, odd scales and huge pages", async () => {
    await expect(renderPng(draw(hostileScene), { theme: "light", scale: 0.5 })).resolves.toBeInstanceOf(Uint8Array);
    const huge = { ...draw(scene()), width: 90_000, height: 600 };
    expect(sizeOf(await renderPng(huge, { theme: "light", scale: Number.NaN }))[0]).toBeLessThanOrEqual(16_384);
  });
});

describe.skipIf(!installed("pdfkit"))("PDF", () => {
  test("is repeatable, with vectors, embedded fonts, text and no image", async () => {
    const pdf = await renderPdf(draw(small), { theme: "light" });
    expect(Buffer.compare(pdf, await renderPdf(draw(small), { theme: "light" }))).toBe(0);
    const raw = Buffer.from(pdf).toString("latin1");
    expect(raw.startsWith("%PDF-1.7")).toBe(true);
    expect(raw).toMatch(/\/FontFile2/);
    expect(raw).toMatch(/\+Inter-SemiBold/);
    expect(raw).not.toMatch(/\/Subtype \/Image/);
    expect(raw).toContain("D:19700101000000Z");
    const mapped = unicodeOf(pdf);
    for (const char of "Checkout Storefront") expect(mapped, char).toContain(char);
  });

  test("has a page for each drawing, of its size in points", async () => {
    const drawing = draw(small);
    const raw = Buffer.from(await renderPdf([drawing, draw(hostileScene), draw(scene())], { theme: "dark" })).toString("latin1");
    expect(raw.match(/\/Type \/Page\b(?!s)/g)).toHaveLength(3);
    expect(raw).toContain(`/MediaBox [0 0 ${drawing.width * 0.75} ${drawing.height * 0.75}]`);
    await expect(renderPdf([], { theme: "light" })).rejects.toThrow("at least one drawing");
  });
});

test("words of scripts that run to the left are set in the order in which they are seen", () => {
  expect(inVisualOrder("Orders and carts")).toBe("Orders and carts");
  expect(inVisualOrder("نظام إدارة الطلبات")).toBe("الطلبات إدارة نظام");
  expect(inVisualOrder("Kafka نظام إدارة · 18")).toBe("Kafka إدارة نظام · 18");
});

test("a missing package and missing fonts are said plainly", async () => {
  await expect(loadOptional("pdfkit", "PDF export", () => Promise.reject(new Error("x")))).rejects.toThrow("PDF export needs the optional package pdfkit, which is not installed or does not run on this platform. Install it with: npm install pdfkit");
  const empty = mkdtempSync(join(tmpdir(), "fonts-"));
  try {
    await expect(renderPdf(draw(small), { theme: "light", fontFolder: empty })).rejects.toThrow();
  } finally {
    rmSync(empty, { recursive: true });
  }
});

/** All characters that the fonts of a PDF map glyphs to: what a reader can select and search. */
function unicodeOf(pdf: Uint8Array): string {
  const bytes = Buffer.from(pdf);
  let out = "";
  for (let at = bytes.indexOf("stream\n"); at >= 0; at = bytes.indexOf("stream\n", at + 7)) {
    if (bytes.toString("latin1", at - 3, at) === "end") continue;
    const end = bytes.indexOf("endstream", at);
    let text: string;
    try {
      text = inflateSync(bytes.subarray(at + 7, end)).toString("latin1");
    } catch {
      continue;
    }
    if (!text.includes("beginbfrange")) continue;
    for (const [, hex] of text.matchAll(/<([0-9a-f]{4,8})>/gi)) out += String.fromCharCode(parseInt(hex!.slice(-4), 16));
  }
  return out;
}
