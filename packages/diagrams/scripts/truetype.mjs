/**
 * Just enough of WOFF 1 and TrueType to merge several subset files of one face into one small unhinted TTF.
 * WOFF 1: https://www.w3.org/TR/WOFF/ (each table is zlib-compressed by itself);
 * tables: https://learn.microsoft.com/typography/opentype/spec/.
 */
import { inflateSync } from "node:zlib";

/** Tables of a WOFF 1 file by tag. */
export function readWoff(bytes) {
  if (bytes.toString("latin1", 0, 4) !== "wOFF") throw new Error("not a WOFF 1 file");
  const tables = new Map();
  for (let i = 0; i < bytes.readUInt16BE(12); i++) {
    const entry = 44 + 20 * i;
    const offset = bytes.readUInt32BE(entry + 4);
    const packed = bytes.readUInt32BE(entry + 8);
    const length = bytes.readUInt32BE(entry + 12);
    const data = bytes.subarray(offset, offset + packed);
    tables.set(bytes.toString("latin1", entry, entry + 4), packed < length ? inflateSync(data) : data);
  }
  return tables;
}

/** Access to the glyphs of a set of tables: outline bytes, advance and left side bearing by glyph index. */
export function glyphSource(tables) {
  const long = tables.get("head").readInt16BE(50) === 1;
  const loca = tables.get("loca");
  const glyf = tables.get("glyf");
  const hmtx = tables.get("hmtx");
  const metrics = tables.get("hhea").readUInt16BE(34);
  const at = (gid) => (long ? loca.readUInt32BE(gid * 4) : loca.readUInt16BE(gid * 2) * 2);
  return {
    outline: (gid) => glyf.subarray(at(gid), at(gid + 1)),
    advance: (gid) => hmtx.readUInt16BE(Math.min(gid, metrics - 1) * 4),
    bearing: (gid) => (gid < metrics ? hmtx.readInt16BE(gid * 4 + 2) : hmtx.readInt16BE(metrics * 4 + (gid - metrics) * 2)),
  };
}

const ARG_WORDS = 1;
const SCALE = 8;
const MORE = 32;
const XY_SCALE = 64;
const TWO_BY_TWO = 128;
const INSTRUCTIONS = 256;

/** Offsets of the component glyph indices within a composite outline; empty for a simple one. */
export function componentOffsets(outline) {
  const offsets = [];
  if (outline.length === 0 || outline.readInt16BE(0) >= 0) return offsets;
  let at = 10;
  for (;;) {
    const flags = outline.readUInt16BE(at);
    offsets.push(at + 2);
    at += 4 + (flags & ARG_WORDS ? 4 : 2) + (flags & SCALE ? 2 : flags & XY_SCALE ? 4 : flags & TWO_BY_TWO ? 8 : 0);
    if (!(flags & MORE)) return offsets;
  }
}

/** A copy of a composite outline with other component indices and without instructions. */
export function remapComponents(outline, indexOf) {
  const copy = Buffer.from(outline);
  for (const offset of componentOffsets(copy)) {
    copy.writeUInt16BE(indexOf(copy.readUInt16BE(offset)), offset);
    copy.writeUInt16BE(copy.readUInt16BE(offset - 2) & ~INSTRUCTIONS, offset - 2);
  }
  return copy;
}

/** A simple outline from contours of `[x, y, onCurve]` points, in the plain encoding (16-bit deltas, no repeats). */
export function encodeOutline(contours) {
  const points = contours.flat();
  const xs = points.map((p) => p[0]);
  const ys = points.map((p) => p[1]);
  const out = [];
  const word = (value) => out.push((value >> 8) & 255, value & 255);
  word(contours.length);
  for (const bound of [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]) word(bound);
  let end = -1;
  for (const contour of contours) word((end += contour.length));
  word(0);
  for (const [, , on] of points) out.push(on ? 1 : 0);
  for (const values of [xs, ys]) values.forEach((value, i) => word(value - (i === 0 ? 0 : values[i - 1])));
  return Buffer.from(out);
}

/**
 * Writes a TTF. `glyphs` are `{outline, advance, bearing}` with `.notdef` first; `characters` maps code point to glyph index;
 * `kerning` is a list of `[left, right, value]`; `names` maps name id to string; `head`, `hhea` and `os2` are patched copies of a source's.
 */
export function writeTtf({ glyphs, characters, kerning, names, head, hhea, os2, weight }) {
  const glyf = [];
  const loca = [];
  let length = 0;
  for (const glyph of glyphs) {
    loca.push(length);
    const padded = Buffer.concat([glyph.outline, Buffer.alloc((4 - (glyph.outline.length % 4)) % 4)]);
    glyf.push(padded);
    length += padded.length;
  }
  loca.push(length);
  const tables = new Map([
    ["OS/2", patch(os2, (t) => (t.writeUInt16BE(weight, 4), t.writeUInt16BE(weight === 400 ? 64 : 0, 62)))],
    ["cmap", cmapTable(characters)],
    ["glyf", Buffer.concat(glyf)],
    ["head", patch(head, (t) => (t.writeUInt32BE(0, 8), t.writeUInt16BE(0, 44), t.writeInt16BE(0, 50)))],
    ["hhea", patch(hhea, (t) => t.writeUInt16BE(glyphs.length, 34))],
    ["hmtx", Buffer.concat(glyphs.map((g) => words([g.advance, g.bearing])))],
    ["kern", kernTable(kerning)],
    ["loca", words(loca.map((offset) => offset / 2))],
    ["maxp", maxpTable(glyphs)],
    ["name", nameTable(names)],
    ["post", Buffer.concat([Buffer.from([0, 3, 0, 0]), Buffer.alloc(28)])],
  ]);
  if (length / 2 > 65535) throw new Error("the outlines are too long for the short loca format");
  return assemble(tables);
}

function assemble(tables) {
  const log = Math.floor(Math.log2(tables.size));
  const header = words([1, 0, tables.size, 16 << log, log, tables.size * 16 - (16 << log)]);
  const directory = [];
  const bodies = [];
  let offset = 12 + 16 * tables.size;
  for (const [tag, data] of tables) {
    const body = Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]);
    const entry = Buffer.alloc(16);
    entry.write(tag, 0, "latin1");
    entry.writeUInt32BE(checksum(body), 4);
    entry.writeUInt32BE(offset, 8);
    entry.writeUInt32BE(data.length, 12);
    directory.push(entry);
    bodies.push(body);
    offset += body.length;
  }
  const font = Buffer.concat([header, ...directory, ...bodies]);
  const headAt = directory[[...tables.keys()].indexOf("head")].readUInt32BE(8);
  font.writeUInt32BE((0xb1b0afba - checksum(font)) >>> 0, headAt + 8);
  return font;
}

function checksum(data) {
  let sum = 0;
  for (let i = 0; i < data.length; i += 4) sum = (sum + data.readUInt32BE(i)) >>> 0;
  return sum;
}

/** Format 4, which every reader knows; segments are runs of consecutive code points with consecutive glyphs. */
function cmapTable(characters) {
  const codes = [...characters.keys()].sort((a, b) => a - b);
  const segments = [];
  for (const code of codes) {
    const last = segments.at(-1);
    const delta = (characters.get(code) - code) & 0xffff;
    if (last && last.end === code - 1 && last.delta === delta) last.end = code;
    else segments.push({ start: code, end: code, delta });
  }
  segments.push({ start: 0xffff, end: 0xffff, delta: 1 });
  const n = segments.length;
  const log = Math.floor(Math.log2(n));
  const body = words([
    4, 16 + n * 8, 0, n * 2, 2 << log, log, n * 2 - (2 << log),
    ...segments.map((s) => s.end), 0, ...segments.map((s) => s.start), ...segments.map((s) => s.delta), ...segments.map(() => 0),
  ]);
  return Buffer.concat([words([0, 2, 0, 3, 0, 20, 3, 1, 0, 20]), body]);
}

/** Format 0: one horizontal subtable of pairs, sorted. */
function kernTable(pairs) {
  const sorted = [...pairs].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const log = Math.floor(Math.log2(sorted.length));
  return words([0, 1, 0, 14 + sorted.length * 6, 1, sorted.length, 6 << log, log, sorted.length * 6 - (6 << log), ...sorted.flat()]);
}

function maxpTable(glyphs) {
  let points = 0;
  let contours = 0;
  let components = 0;
  for (const { outline } of glyphs) {
    if (outline.length === 0) continue;
    const n = outline.readInt16BE(0);
    if (n < 0) components = Math.max(components, componentOffsets(outline).length);
    else {
      contours = Math.max(contours, n);
      points = Math.max(points, outline.readUInt16BE(10 + (n - 1) * 2) + 1);
    }
  }
  return words([1, 0, glyphs.length, points, contours, points * 4, contours * 4, 1, 0, 0, 0, 0, 0, 0, components, 2]);
}

function nameTable(names) {
  const records = [];
  const strings = [];
  let offset = 0;
  for (const id of Object.keys(names).map(Number).sort((a, b) => a - b)) {
    const text = Buffer.from(names[id], "utf16le").swap16();
    records.push(3, 1, 0x409, id, text.length, offset);
    strings.push(text);
    offset += text.length;
  }
  return Buffer.concat([words([0, records.length / 6, 6 + records.length * 2, ...records]), ...strings]);
}

function patch(table, change) {
  const copy = Buffer.from(table);
  change(copy);
  return copy;
}

function words(values) {
  const out = Buffer.alloc(values.length * 2);
  values.forEach((value, i) => out.writeUInt16BE(value & 0xffff, i * 2));
  return out;
}
