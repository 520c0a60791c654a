import type { Diagnostic } from "./diagnostic.ts";

/** A word of a message may have so many characters; names are seldom half as long. */
const LONGEST_WORD = 60;
const LONGEST_TEXT = 500;

/** A diagnostic whose words fit on a screen: what it quotes may be as long as the file that it is from. */
export function shortened(diagnostic: Diagnostic): Diagnostic {
  const { message, hint, fix } = diagnostic;
  if (message.length <= LONGEST_WORD && (hint === undefined || hint.length <= LONGEST_WORD) && (fix === undefined || fix.title.length <= LONGEST_WORD)) return diagnostic;
  return { ...diagnostic, message: shorten(message), ...(hint === undefined ? {} : { hint: shorten(hint) }), ...(fix === undefined ? {} : { fix: { ...fix, title: shorten(fix.title) } }) };
}

function shorten(text: string): string {
  const words = text.replace(/\S{61,}/g, (word) => `${cut(word, LONGEST_WORD - 1)}…`);
  return words.length <= LONGEST_TEXT ? words : `${cut(words, LONGEST_TEXT)}…`;
}

/** The beginning of a text; no character is cut in half. */
function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, "");
}
