import type { Drawing, Ink, Layer, Paint, Shape } from "../drawing.ts";
import { FACES } from "../text/style.ts";
import type { Face } from "../text/style.ts";
import { themes } from "../theme.ts";
import type { ThemeName } from "../theme.ts";
import { fontFile, fontFolder } from "./fonts.ts";
import { loadOptional } from "./optional.ts";
import { SHADOW_COPIES } from "./svg.ts";

export interface PdfOptions {
  readonly theme: ThemeName;
  /** Further TTF or OTF files for characters that Inter lacks. */
  readonly fonts?: readonly string[];
  readonly fontFolder?: string;
}

/** Points per CSS pixel: a page is as large on paper as on the screen. */
const POINTS = 72 / 96;
/** The largest side of a page that PDF readers accept (ISO 32000-1, annex C), in points. */
const LARGEST_PAGE = 14_400;

/**
 * Drawings as one PDF, a page each, as vectors with embedded fonts and selectable text. The same drawings give the same
 * bytes: no date of creation is taken from the clock. Throws when `pdfkit` is not installed, or without a drawing.
 */
export async function renderPdf(drawings: Drawing | readonly Drawing[], options: PdfOptions): Promise<Uint8Array> {
  const { default: Pdf } = await loadOptional<{ default: PdfConstructor }>("pdfkit", "PDF export", () => import("pdfkit" as string) as Promise<{ default: PdfConstructor }>);
  const pages = "shapes" in drawings ? [drawings] : drawings;
  const first = pages[0];
  if (first === undefined) throw new Error("A PDF needs at least one drawing.");
  const doc = new Pdf({
    autoFirstPage: false, margin: 0, compress: true, pdfVersion: "1.7", lang: "en", displayTitle: true,
    info: { Title: first.title, Subject: first.description, Creator: "Groundplan", Producer: "Groundplan", CreationDate: new Date(0) },
  });
  const chunks: Uint8Array[] = [];
  const finished = new Promise<void>((resolve, reject) => {
    doc.on("data", (chunk) => chunks.push(chunk));
    doc.on("end", () => resolve());
    doc.on("error", reject);
  });
  const context: Context = { doc, inks: themes[options.theme].inks, shadow: themes[options.theme].shadow, ...fontsOf(doc, options) };
  for (const page of pages) {
    const scale = Math.min(POINTS, LARGEST_PAGE / Math.max(page.width, page.height));
    doc.addPage({ size: [page.width * scale, page.height * scale], margin: 0 });
    doc.save();
    doc.scale(scale);
    draw(page.shapes, context);
    doc.restore();
  }
  doc.end();
  await finished;
  return concatenated(chunks);
}

interface Context {
  readonly doc: PdfDocument;
  readonly inks: Readonly<Record<Exclude<Ink, "none">, string>>;
  readonly shadow: { readonly colour: string; readonly opacity: number };
  readonly fontOf: (face: Face) => string;
  readonly fallbacks: readonly string[];
}

function fontsOf(doc: PdfDocument, options: PdfOptions): Pick<Context, "fontOf" | "fallbacks"> {
  const folder = options.fontFolder ?? fontFolder();
  for (const face of Object.values(FACES)) doc.registerFont(faceName(face), fontFile(folder, face));
  const fallbacks = (options.fonts ?? []).map((path, i) => {
    doc.registerFont(`fallback ${i}`, path);
    return `fallback ${i}`;
  });
  return { fontOf: faceName, fallbacks };
}

function faceName(face: Face): string {
  return `${face.family} ${face.weight}`;
}

function draw(shapes: readonly Shape[], context: Context): void {
  for (const shape of shapes) {
    if (shape.type === "layer") draw((shape satisfies Layer).children, context);
    else drawShape(shape, context);
  }
}

function drawShape(shape: Exclude<Shape, Layer>, context: Context): void {
  const { doc, inks } = context;
  switch (shape.type) {
    case "rect": {
      const trace = (dy: number): void => {
        const radius = Math.min(shape.radius ?? 0, shape.width / 2, shape.height / 2);
        if (radius > 0) doc.roundedRect(shape.x, shape.y + dy, shape.width, shape.height, radius);
        else doc.rect(shape.x, shape.y + dy, shape.width, shape.height);
      };
      if (shape.shadow === true) drawShadow(trace, context);
      trace(0);
      return applyPaint(shape.paint, context);
    }
    case "path":
      if (shape.shadow === true) {
        drawShadow((dy) => {
          doc.translate(0, dy);
          doc.path(shape.d);
        }, context);
      }
      doc.path(shape.d);
      return applyPaint(shape.paint, context);
    case "circle":
      doc.circle(shape.cx, shape.cy, shape.r);
      return applyPaint(shape.paint, context);
    case "icon":
      if (shape.ink === "none") return;
      doc.save();
      doc.translate(shape.x, shape.y);
      doc.scale(shape.size / 24);
      doc.path(shape.d);
      doc.fill(inks[shape.ink]);
      doc.restore();
      return;
    case "text":
      return drawText(shape, context);
  }
}

function drawText(shape: Extract<Shape, { type: "text" }>, context: Context): void {
  if (shape.ink === "none" || shape.text === "") return;
  const { doc } = context;
  const face = FACES[shape.style];
  const runs = runsOf(inVisualOrder(shape.text), context.fontOf(face), context);
  const widths = runs.map((run) => doc.font(run.font).fontSize(face.size).widthOfString(run.text));
  const whole = widths.reduce((sum, width) => sum + width, 0);
  let x = shape.x - (shape.anchor === "middle" ? whole / 2 : shape.anchor === "end" ? whole : 0);
  doc.fillColor(context.inks[shape.ink]);
  runs.forEach((run, i) => {
    doc.font(run.font).fontSize(face.size).text(run.text, x, shape.y, { lineBreak: false, baseline: "alphabetic" });
    x += widths[i]!;
  });
}

/**
 * The words of a line from left to right as they are seen: pdfkit shapes each word in its own direction but sets the words
 * in the order of the text, so that words of a script that runs to the left must be turned around as a group.
 */
export function inVisualOrder(text: string): string {
  if (!TO_THE_LEFT.test(text)) return text;
  const out: string[] = [];
  let group: string[] = [];
  for (const word of text.split(" ")) {
    if (TO_THE_LEFT.test(word)) group.unshift(word);
    else {
      out.push(...group, word);
      group = [];
    }
  }
  return [...out, ...group].join(" ");
}

/** Letters of Hebrew, Arabic, Syriac, Thaana and N'Ko, and the presentation forms. */
const TO_THE_LEFT = /[\u0590-\u07ff\u0860-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Splits a line where the bundled font lacks a character and one of the further fonts has it. */
function runsOf(text: string, font: string, { doc, fallbacks }: Context): readonly { font: string; text: string }[] {
  if (fallbacks.length === 0) return [{ font, text }];
  const runs: { font: string; text: string }[] = [];
  for (const char of text) {
    const code = char.codePointAt(0)!;
    const chosen = [font, ...fallbacks].find((name) => doc.font(name)._font.font.hasGlyphForCodePoint(code)) ?? font;
    const last = runs[runs.length - 1];
    if (last !== undefined && last.font === chosen) last.text += char;
    else runs.push({ font: chosen, text: char });
  }
  return runs;
}

function drawShadow(trace: (dy: number) => void, { doc, shadow }: Context): void {
  for (const { dy, spread } of SHADOW_COPIES) {
    doc.save();
    trace(dy);
    doc.lineWidth(spread).undash().fillOpacity(shadow.opacity).strokeOpacity(shadow.opacity).fillAndStroke(shadow.colour, shadow.colour);
    doc.restore();
  }
}

function applyPaint(paint: Paint, { doc, inks }: Context): void {
  const fill = paint.fill === undefined || paint.fill === "none" ? undefined : inks[paint.fill];
  const stroke = paint.stroke === undefined || paint.stroke === "none" ? undefined : inks[paint.stroke];
  if (paint.opacity !== undefined || stroke !== undefined) {
    // Set for every stroke, since pdfkit keeps the state of the one before.
    doc.lineWidth(paint.width ?? 1);
    if (paint.dash !== undefined && paint.dash.length > 0) doc.dash(paint.dash[0]!, { space: paint.dash[1] ?? paint.dash[0]! });
    else doc.undash();
  }
  doc.opacity(paint.opacity ?? 1);
  if (fill !== undefined && stroke !== undefined) doc.fillAndStroke(fill, stroke);
  else if (fill !== undefined) doc.fill(fill);
  else if (stroke !== undefined) doc.stroke(stroke);
  else doc.addContent("n");
  doc.opacity(1);
}

function concatenated(chunks: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    out.set(chunk, at);
    at += chunk.length;
  }
  return out;
}

/** What this module uses of pdfkit, which has no types of its own. */
interface PdfDocument {
  on(event: "data", listener: (chunk: Uint8Array) => void): void;
  on(event: "end", listener: () => void): void;
  on(event: "error", listener: (error: unknown) => void): void;
  addPage(options: { size: readonly [number, number]; margin: number }): void;
  addContent(operator: string): void;
  end(): void;
  save(): void;
  restore(): void;
  scale(factor: number): void;
  translate(x: number, y: number): void;
  rect(x: number, y: number, width: number, height: number): void;
  roundedRect(x: number, y: number, width: number, height: number, radius: number): void;
  circle(x: number, y: number, radius: number): void;
  path(d: string): void;
  fill(colour: string): void;
  stroke(colour: string): void;
  fillAndStroke(fill: string, stroke: string): void;
  fillColor(colour: string): void;
  lineWidth(width: number): PdfDocument;
  dash(length: number, options: { space: number }): void;
  undash(): PdfDocument;
  opacity(value: number): void;
  fillOpacity(value: number): PdfDocument;
  strokeOpacity(value: number): PdfDocument;
  registerFont(name: string, path: string): void;
  font(name: string): PdfDocument;
  fontSize(size: number): PdfDocument;
  widthOfString(text: string): number;
  text(text: string, x: number, y: number, options: { lineBreak: boolean; baseline: "alphabetic" }): void;
  readonly _font: { readonly font: { hasGlyphForCodePoint(code: number): boolean } };
}

type PdfConstructor = new (options: Readonly<Record<string, unknown>>) => PdfDocument;
