/**
 * Builds what the package needs of its fonts, from the npm packages @fontsource/inter and @fontsource/jetbrains-mono:
 *  - `assets/*.ttf`: one merged, unhinted subset per weight, with the kerning of ASCII pairs in a `kern` table. Arrows and relations that the packages' subsets leave out are drawn here.
 *  - `src/text/advances.ts`: the advance widths of the same characters.
 * Run it with `node packages/diagrams/scripts/build-fonts.mjs`; same input, same bytes.
 */
import { create } from "fontkit";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { componentOffsets, encodeOutline, glyphSource, readWoff, remapComponents, writeTtf } from "./truetype.mjs";

const require = createRequire(import.meta.url);
const root = join(dirname(fileURLToPath(import.meta.url)), "..");

const FACES = [
  { package: "@fontsource/inter", prefix: "inter", family: "Inter", weight: 400, style: "Regular", key: "400" },
  { package: "@fontsource/inter", prefix: "inter", family: "Inter", weight: 500, style: "Medium", key: "500" },
  { package: "@fontsource/inter", prefix: "inter", family: "Inter", weight: 600, style: "SemiBold", key: "600" },
  { package: "@fontsource/jetbrains-mono", prefix: "jetbrains-mono", family: "JetBrains Mono", weight: 400, style: "Regular", key: "mono" },
];
/** Earlier subsets win: accents that latin and latin-ext share are taken from the first. */
const SUBSETS = ["latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "vietnamese"];

/** Inclusive ranges of the code points that are kept. */
const INTER_RANGES = [
  [0x20, 0x7e], [0xa0, 0x17f], [0x192, 0x192], [0x1a0, 0x1a1], [0x1af, 0x1b0], [0x218, 0x21b], [0x2bc, 0x2bc], [0x2c6, 0x2dd],
  [0x384, 0x3ce], [0x400, 0x45f], [0x490, 0x493], [0x49a, 0x4a3], [0x4ae, 0x4b3], [0x4ba, 0x4bb], [0x4d8, 0x4d9], [0x4e8, 0x4e9],
  [0x1e80, 0x1e85], [0x1e9e, 0x1e9e], [0x1ea0, 0x1ef9], [0x2002, 0x206f], [0x20a0, 0x20bf], [0x2113, 0x2122], [0x2190, 0x22ff], [0x2713, 0x2717],
];
const MONO_RANGES = [[0x20, 0x7e], [0xa0, 0x17f], [0x2010, 0x2026], [0x2039, 0x203a], [0x20ac, 0x20ac], [0x2190, 0x22ff]];

const widths = {};
for (const face of FACES) {
  const font = merge(face, face.key === "mono" ? MONO_RANGES : INTER_RANGES);
  const bytes = writeTtf(font);
  const name = `${face.family.replace(" ", "")}-${face.style}.ttf`;
  writeFileSync(join(root, "assets", name), bytes);
  widths[face.key] = new Map([...font.characters].map(([code, gid]) => [code, font.glyphs[gid].advance]));
  console.log(`${name}: ${font.characters.size} characters, ${font.glyphs.length} glyphs, ${font.kerning.length} pairs, ${bytes.length} bytes`);
}
copyFileSync(licenceOf("@fontsource/inter"), join(root, "assets/Inter-OFL.txt"));
copyFileSync(licenceOf("@fontsource/jetbrains-mono"), join(root, "assets/JetBrainsMono-OFL.txt"));
writeFileSync(join(root, "src/text/advances.ts"), advancesModule(widths));

function licenceOf(name) {
  return join(dirname(require.resolve(`${name}/package.json`)), "LICENSE");
}

/** Merges the subsets of a face into the parts of one font. */
function merge(face, ranges) {
  const files = SUBSETS.flatMap((subset) => {
    const path = join(dirname(licenceOf(face.package)), "files", `${face.prefix}-${subset}-${face.weight}-normal.woff`);
    try {
      const bytes = readFileSync(path);
      const tables = readWoff(bytes);
      return [{ font: create(bytes), tables, source: glyphSource(tables) }];
    } catch (error) {
      if (error.code === "ENOENT") return [];
      throw error;
    }
  });
  const base = files[0];
  const glyphs = [];
  const indices = new Map();
  const add = (file, gid) => {
    const key = `${files.indexOf(file)}:${gid}`;
    const known = indices.get(key);
    if (known !== undefined) return known;
    const index = glyphs.length;
    indices.set(key, index);
    glyphs.push({ outline: Buffer.alloc(0), advance: file.source.advance(gid), bearing: file.source.bearing(gid) });
    const outline = file.source.outline(gid);
    glyphs[index].outline = componentOffsets(outline).length > 0 ? remapComponents(outline, (part) => add(file, part)) : Buffer.from(outline);
    return index;
  };
  glyphs.push(missingGlyph(base.font));
  const characters = new Map();
  const wanted = (code) => ranges.some(([from, to]) => code >= from && code <= to);
  const codes = [...new Set(files.flatMap((file) => file.font.characterSet))].filter(wanted).sort((a, b) => a - b);
  for (const code of codes) {
    const file = files.find((candidate) => candidate.font.hasGlyphForCodePoint(code));
    characters.set(code, add(file, file.font.glyphForCodePoint(code).id));
  }
  for (const [code, drawn] of drawnGlyphs(base.font, face.key === "mono")) {
    if (characters.has(code)) continue;
    characters.set(code, glyphs.length);
    glyphs.push({ outline: encodeOutline(drawn.contours), advance: drawn.advance, bearing: Math.min(...drawn.contours.flat().map((p) => p[0])) });
  }
  return {
    glyphs, characters, kerning: face.key === "mono" ? [[1, 1, 0]] : kerningOf(base.font, characters), weight: face.weight,
    head: base.tables.get("head"), hhea: base.tables.get("hhea"), os2: base.tables.get("OS/2"), names: namesOf(face),
  };
}

/** Pair adjustments among ASCII and common typographic punctuation, in font units; adjustments too small to see are left out. */
function kerningOf(font, characters) {
  const codes = [...characters.keys()].filter((code) => (code > 0x20 && code < 0x7f) || [0x2019, 0x201c, 0x201d, 0x2013, 0x2026, 0xb7].includes(code));
  const pairs = [];
  for (const left of codes) {
    for (const right of codes) {
      const run = font.layout(String.fromCodePoint(left, right), { calt: false });
      if (run.glyphs.length !== 2) continue;
      const shift = Math.round(run.positions[0].xAdvance - run.glyphs[0].advanceWidth);
      if (Math.abs(shift) >= 20) pairs.push([characters.get(left), characters.get(right), shift]);
    }
  }
  return pairs;
}

/** Characters that diagrams need and the subsets lack, drawn in the weight of the font's own minus sign. */
function drawnGlyphs(font, monospaced) {
  const reach = monospaced ? 1 : 1.2;
  const minus = font.glyphForCodePoint(0x2212);
  const { minX, maxX, minY, maxY } = minus.bbox;
  const advance = minus.advanceWidth;
  const middle = Math.round((minY + maxY) / 2);
  const stem = maxY - minY;
  const side = minX;
  const span = maxX - minX;
  const line = (from, to) => stroke(from, to, stem);
  const at = (x, y) => [side + x * span, middle + y * span];
  const wedge = [line(at(0.97, 0.52), at(0.04, 0.18)), line(at(0.04, 0.18), at(0.97, -0.16)), line(at(0.03, -0.42), at(0.97, -0.42))];
  const equals = [line(at(0, 0.18), at(1, 0.18)), line(at(0, -0.18), at(1, -0.18))];
  const arrow = (left, right, width) => {
    const y = middle;
    const [x0, x1, head] = [side, side + width, span * 0.36];
    const contours = [line([x0 + (left ? stem / 2 : 0), y], [x1 - (right ? stem / 2 : 0), y])];
    for (const [tip, sign, drawn] of [[x0, 1, left], [x1, -1, right]]) {
      if (drawn) contours.push(line([tip + sign * (head + stem * 0.7), y + head], [tip + sign * stem * 0.7, y]), line([tip + sign * stem * 0.7, y], [tip + sign * (head + stem * 0.7), y - head]));
    }
    return { advance: Math.round(width + 2 * side), contours };
  };
  const mirrored = wedge.map((contour) => contour.map(([x, y, on]) => [advance - x, y, on]).reverse());
  return new Map([
    [0x2190, arrow(true, false, span * reach)],
    [0x2192, arrow(false, true, span * reach)],
    [0x2194, arrow(true, true, span * reach)],
    [0x2264, { advance, contours: wedge }],
    [0x2265, { advance, contours: mirrored }],
    [0x2260, { advance, contours: [...equals, line(at(0.25, -0.5), at(0.75, 0.5))] }],
    [0x2713, { advance, contours: [line(at(0.05, 0.02), at(0.36, -0.3)), line(at(0.36, -0.3), at(0.95, 0.5))] }],
  ]);
}

/** The outline of a straight stroke with butt ends, lengthened by half its width so that strokes meeting at a point close; clockwise. */
function stroke([x0, y0], [x1, y1], width) {
  const length = Math.hypot(x1 - x0, y1 - y0);
  const [ux, uy] = [((x1 - x0) / length) * (width / 2), ((y1 - y0) / length) * (width / 2)];
  const lean = Math.abs(uy) > 1 && Math.abs(ux) > 1 ? 0.7 : 0;
  const [ax, ay, bx, by] = [x0 - ux * lean, y0 - uy * lean, x1 + ux * lean, y1 + uy * lean];
  return [[ax + uy, ay - ux], [ax - uy, ay + ux], [bx - uy, by + ux], [bx + uy, by - ux]].map(([x, y]) => [Math.round(x), Math.round(y), true]);
}

/** What stands for a character that the font lacks: a quiet hollow box. */
function missingGlyph(font) {
  const em = font.unitsPerEm;
  const [x0, x1, y0, y1, t] = [0.09, 0.51, 0, 0.72, 0.045].map((part) => Math.round(part * em));
  const outer = [[x0, y0], [x0, y1], [x1, y1], [x1, y0]];
  const inner = [[x0 + t, y0 + t], [x1 - t, y0 + t], [x1 - t, y1 - t], [x0 + t, y1 - t]];
  return { advance: Math.round(em * 0.6), bearing: x0, outline: encodeOutline([outer, inner].map((contour) => contour.map(([x, y]) => [x, y, true]))) };
}

function namesOf(face) {
  const copyright = readFileSync(licenceOf(face.package), "utf8").split(/: |\n/)[0];
  const full = face.weight === 400 ? face.family : `${face.family} ${face.style}`;
  return {
    0: copyright, 1: full, 2: "Regular", 3: `${full} subset`, 4: full, 6: `${face.family.replace(" ", "")}-${face.style}`,
    13: "This Font Software is licensed under the SIL Open Font License, Version 1.1.", 14: "https://openfontlicense.org", 16: face.family, 17: face.style,
  };
}

/** Runs of consecutive code points as `start: widths`, in 1/2048 em for the three weights and in thousandths for the mono face. */
function advancesModule(all) {
  const units = 2048;
  const table = (map) => {
    const codes = [...map.keys()].sort((a, b) => a - b);
    const runs = [];
    for (const code of codes) {
      const last = runs.at(-1);
      if (last && last.start + last.widths.length === code) last.widths.push(map.get(code));
      else runs.push({ start: code, widths: [map.get(code)] });
    }
    return runs.map((run) => `  [${run.start}, "${run.widths.map((w) => w.toString(36)).join(" ")}"],`).join("\n");
  };
  return `/**
 * Generated by \`scripts/build-fonts.mjs\` from @fontsource/inter; do not edit.
 * Advance widths in 1/${units} em, base 36, by runs of consecutive code points.
 */
export const UNITS_PER_EM = ${units};

export type AdvanceRuns = readonly (readonly [start: number, widths: string])[];

export const REGULAR: AdvanceRuns = [
${table(all["400"])}
];

export const MEDIUM: AdvanceRuns = [
${table(all["500"])}
];

export const SEMIBOLD: AdvanceRuns = [
${table(all["600"])}
];

/** Advance of every character of JetBrains Mono, in em. */
export const MONO_ADVANCE = ${[...all.mono.values()][5] / 1000};
`;
}
