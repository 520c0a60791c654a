/**
 * Text as it may be drawn on one line: white space of any kind is one space, control characters, lone surrogates and
 * noncharacters are gone, and so are explicit directional marks, whose missing end would turn the words around them.
 * Composed characters (NFC) are used, which the bundled font has.
 */
export function cleanText(text: string): string {
  return SIMPLE.test(text) ? text : text.normalize("NFC").replace(BREAKS, " ").replace(UNDRAWABLE, "").replace(/ {2,}/g, " ").trim();
}

/** Printable ASCII and Latin-1 without doubled, leading or trailing spaces: nothing to do. */
const SIMPLE = /^(?:[!-~\u00a1-\u00ac\u00ae-\u00ff]+(?: [!-~\u00a1-\u00ac\u00ae-\u00ff]+)*)?$/;
const BREAKS = /[\s\u0085]+/g;
/** Controls, soft hyphen, zero-width space, directional marks, embeddings and isolates, fillers, BOM, tags, lone surrogates, noncharacters. */
const UNDRAWABLE =
  /[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufdd0-\ufdef\u{e0000}-\u{e007f}]|\p{Surrogate}|[\ufffe\uffff]|\p{Noncharacter_Code_Point}/gu;

/** Splits text into what a reader takes for one character: a base with its marks, an emoji sequence, a flag. */
export function clusters(text: string): string[] {
  const out: string[] = [];
  let joined = false;
  let flags = 0;
  for (const char of text) {
    const code = char.codePointAt(0)!;
    const flag = code >= 0x1f1e6 && code <= 0x1f1ff;
    if (out.length > 0 && (joined || extendsCluster(code) || (flag && flags % 2 === 1))) out[out.length - 1] += char;
    else out.push(char);
    joined = code === 0x200d;
    flags = flag ? flags + 1 : 0;
  }
  return out;
}

/** Whether a code point belongs to the character before it: combining marks, joiners, variation selectors, skin tones. */
export function extendsCluster(code: number): boolean {
  if (code < 0x300) return false;
  return code === 0x200c || code === 0x200d || (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0x1f3fb && code <= 0x1f3ff) || MARK.test(String.fromCodePoint(code));
}

const MARK = /^\p{M}$/u;
