import type { Diagnostic } from "./diagnostic.ts";

/** A word of a message may have so many characters; names are seldom half as long. */
const LONGEST_WORD = 60;
const LONGEST_TEXT = 500;

/** A diagnostic whose words fit on a screen: what it quotes may be as long as the file that it is from. */
export function shortened(diagnostic: Diagnostic): Diagnostic {
  const { message, hint, fix } = diagnostic;
  if (message.length <= LONGEST_WORD && (hint === undefined || hint.length <= LONGEST_WORD) && (fix === undefined || fix.title.length <= LONGEST_WORD)) return diagnostic;
  const short = { message: shorten(message), hint: hint && shorten(hint), title: fix && shorten(fix.title) };
  if (short.message === message && short.hint === hint && short.title === fix?.title) return diagnostic;
  return { ...diagnostic, message: short.message, ...(short.hint === undefined ? {} : { hint: short.hint }), ...(fix === undefined ? {} : { fix: { ...fix, title: short.title! } }) };
}

function shorten(text: string): string {
  if (text.length <= LONGEST_TEXT && !mayHoldLongWord(text)) return text;
  const words = text.replace(/\S{61,}/g, (word) => `${cut(word, LONGEST_WORD - 1)}…`);
  return words.length <= LONGEST_TEXT ? words : `${cut(words, LONGEST_TEXT)}…`;
}

/** Whether so much stands between two blanks; most texts are told apart by this alone. */
function mayHoldLongWord(text: string): boolean {
  for (let from = 0; from < text.length; ) {
    const blank = text.indexOf(" ", from);
    if ((blank < 0 ? text.length : blank) - from > LONGEST_WORD) return true;
    if (blank < 0) return false;
    from = blank + 1;
  }
  return false;
}

/** The beginning of a text; no character is cut in half. */
function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, "");
}
