/** Classes of characters. The table covers ASCII; everything above is a letter unless listed as blank or illegal. */
export const CODE = {
  tab: 9, newline: 10, return: 13, space: 32, bang: 33, quote: 34, hash: 35, percent: 37, ampersand: 38, apostrophe: 39,
  open: 40, close: 41, star: 42, plus: 43, comma: 44, minus: 45, dot: 46, slash: 47, zero: 48, nine: 57, colon: 58,
  semicolon: 59, less: 60, equals: 61, greater: 62, question: 63, at: 64, bracketOpen: 91, backslash: 92, bracketClose: 93,
  underscore: 95, backquote: 96, braceOpen: 123, bar: 124, braceClose: 125,
} as const;

const LETTER = 1;
const DIGIT = 2;
const table = new Uint8Array(128);
for (let c = 65; c <= 90; c++) table[c] = table[c + 32] = LETTER;
table[CODE.underscore] = LETTER;
for (let c = CODE.zero; c <= CODE.nine; c++) table[c] = DIGIT;

export function isDigit(c: number): boolean {
  return c >= CODE.zero && c <= CODE.nine;
}

/** A letter or an underscore: what a word may begin with. */
export function isWordStart(c: number): boolean {
  return c < 128 ? table[c] === LETTER : isForeignLetter(c);
}

export function isWordPart(c: number): boolean {
  return c < 128 ? table[c]! > 0 : isForeignLetter(c);
}

/** Blank but not a line's end. */
export function isBlank(c: number): boolean {
  return c === CODE.space || c === CODE.tab || c === CODE.return || c === 0xa0 || c === 0xfeff || c === 0x3000 || (c >= 0x2000 && c <= 0x200a) || c === 0x202f;
}

/** What has no width and no ink, and comes with pasted text: zero-width space, joiners, word joiner. */
export function isInvisible(c: number): boolean {
  return (c >= 0x200b && c <= 0x200d) || c === 0x2060;
}

/** Above ASCII all is a letter but blanks, typographic punctuation, arrows, and the mark of a broken encoding. */
function isForeignLetter(c: number): boolean {
  if (Number.isNaN(c)) return false;
  if (c < 0x2000) return c !== 0xa0 && c !== 0xab && c !== 0xbb;
  if (c <= 0x206f || (c >= 0x2190 && c <= 0x21ff)) return false;
  return c !== 0x3000 && c !== 0xfeff && c !== 0xfffd && c !== 0xffff && c !== 0xfffe;
}

const plainName = /^[\p{L}_][\p{L}\p{N}\p{M}_]*(?:-+[\p{L}\p{N}\p{M}_]+)*$/u;

/** Whether a name can be written without backquotes. */
export function isPlainName(name: string): boolean {
  return plainName.test(name);
}

/** A name as it stands in qualified names and in plan text: with backquotes only where it needs them. */
export function writeName(name: string): string {
  return isPlainName(name) ? name : "`" + name.replaceAll("`", "'") + "`";
}
