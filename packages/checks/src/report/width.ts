/** The place of a tab's end counts in these. */
const TAB = 4;

/** A piece of a source line as a terminal shows it. */
export interface Shown {
  readonly text: string;
  /** The column at which each UTF-16 code unit of the line begins, from 0, and one more for its end. */
  readonly columns: readonly number[];
}

/**
 * A source line as it can be shown: tabs become blanks up to the next stop, and what would move the cursor or turn the
 * direction of writing a stand-in. Wide signs of East Asia and emoji take two columns, marks that join the sign before
 * them none (Unicode Standard Annex 11, in its broad strokes).
 */
export function show(line: string): Shown {
  let text = "";
  let column = 0;
  const columns: number[] = [];
  for (const sign of line) {
    for (let unit = 0; unit < sign.length; unit++) columns.push(column);
    if (sign === "\t") {
      const width = TAB - (column % TAB);
      text += " ".repeat(width);
      column += width;
      continue;
    }
    const code = sign.codePointAt(0)!;
    text += isPrintable(code) ? sign : "\ufffd";
    column += widthOf(code);
  }
  columns.push(column);
  return { text, columns };
}

/** The part of a shown text between two columns; a wide sign that a border would halve is left out, a blank in its place. */
export function sliceColumns(text: string, from: number, to: number): string {
  let part = "";
  let column = 0;
  for (const sign of text) {
    const width = widthOf(sign.codePointAt(0)!);
    if (column >= from && column + width <= to) part += sign;
    else if (column < to && column + width > from && width > 0) part += " ".repeat(Math.min(column + width, to) - Math.max(column, from));
    column += width;
    if (column > to) break;
  }
  return part;
}

function isPrintable(code: number): boolean {
  const isControl = code < 0x20 || (code >= 0x7f && code < 0xa0);
  const turnsWriting = code === 0x61c || code === 0x200e || code === 0x200f || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
  return !isControl && !turnsWriting && code !== 0x2028 && code !== 0x2029 && !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfeff;
}

/** Ranges of signs that take two columns. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f], [0x231a, 0x231b], [0x23e9, 0x23ec], [0x2614, 0x2615], [0x26a1, 0x26a1], [0x2705, 0x2705], [0x2728, 0x2728], [0x274c, 0x274c], [0x2753, 0x2757], [0x2795, 0x2797],
  [0x2b1b, 0x2b1c], [0x2b50, 0x2b50], [0x2e80, 0x303e], [0x3041, 0x33ff], [0x3400, 0x4dbf], [0x4e00, 0xa4cf], [0xa960, 0xa97f], [0xac00, 0xd7a3], [0xf900, 0xfaff], [0xfe30, 0xfe6f],
  [0xff00, 0xff60], [0xffe0, 0xffe6], [0x1f300, 0x1f64f], [0x1f680, 0x1f6ff], [0x1f900, 0x1f9ff], [0x1fa70, 0x1faff], [0x20000, 0x3fffd],
];

/** Ranges of signs that join the one before them. */
const JOINING: readonly (readonly [number, number])[] = [
  [0x300, 0x36f], [0x483, 0x489], [0x591, 0x5bd], [0x610, 0x61a], [0x64b, 0x65f], [0x93c, 0x93c], [0x94d, 0x94d], [0xe31, 0xe31], [0xe34, 0xe3a], [0xe47, 0xe4e], [0x1ab0, 0x1aff], [0x1dc0, 0x1dff],
  [0x200b, 0x200d], [0x20d0, 0x20ff], [0xfe00, 0xfe0f], [0xfe20, 0xfe2f], [0x1f3fb, 0x1f3ff], [0xe0100, 0xe01ef],
];

function widthOf(code: number): number {
  if (code < 0x300) return 1;
  return isIn(JOINING, code) ? 0 : isIn(WIDE, code) ? 2 : 1;
}

function isIn(ranges: readonly (readonly [number, number])[], code: number): boolean {
  for (const [from, to] of ranges) {
    if (code < from) return false;
    if (code <= to) return true;
  }
  return false;
}
