import { fail, type Span } from "./syntax.ts";

export interface Lexeme extends Span {
  readonly type: "word" | "quoted" | "string" | "number" | "sign" | "end";
  /** A word's or string's value, without quotes; a sign as written. */
  readonly text: string;
  /** Nothing stands between it and the one before. */
  readonly glued: boolean;
}

/** A word with its version (`postgresql@18.4`); a number with what is glued to it, and a sum of money with its currency. */
const WORD = /[\p{L}_][\p{L}\p{N}\p{M}_]*(?:-+[\p{L}\p{N}\p{M}_]+)*(?:@[\p{L}\p{N}_]+(?:[.+-][\p{L}\p{N}_]+)*)?/uy;
const NUMBER = /-?\d[\p{L}\p{N}_%]*(?:[.\-+/:][\p{L}\p{N}_%]+|\.\.(?:\d+|\*))*(?: [A-Z]{3}(?:\/(?:month|year|y|d|h))?(?![\p{L}\p{N}]))?/uy;
const SIGN = /!=|!~|<=|>=|[=<>~|,().*]/y;

/** A longer query is no question that somebody asks. */
const MOST_LEXEMES = 1000;

/** Splits a query into lexemes, the last of type `end`. Fails at what has no meaning. */
export function lex(text: string): readonly Lexeme[] {
  const found: Lexeme[] = [];
  let at = 0;
  for (;;) {
    const from = skipBlanks(text, at);
    if (from >= text.length) {
      found.push({ type: "end", text: "", from: text.length, to: text.length, glued: false });
      return found;
    }
    const glued = from === at && from > 0;
    const lexeme = one(text, from, glued);
    found.push(lexeme);
    // Sets nest to the left as they go on; what comes after them recurses on that.
    if (found.length > MOST_LEXEMES) fail(lexeme, `A query has no more than ${MOST_LEXEMES} words.`);
    at = lexeme.to;
  }
}

function one(text: string, from: number, glued: boolean): Lexeme {
  const first = text[from]!;
  if (first === '"') {
    let at = from + 1;
    while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
    if (at >= text.length) fail({ from, to: text.length }, "This text has no closing quote.");
    return { type: "string", text: text.slice(from + 1, at).replace(/\\(.)/gs, "$1"), from, to: at + 1, glued };
  }
  if (first === "`") {
    const close = text.indexOf("`", from + 1);
    if (close < 0) fail({ from, to: text.length }, "This name has no closing backquote.");
    return { type: "quoted", text: text.slice(from, close + 1), from, to: close + 1, glued };
  }
  for (const [type, pattern] of [["number", NUMBER], ["word", WORD], ["sign", SIGN]] as const) {
    pattern.lastIndex = from;
    const match = pattern.exec(text);
    if (match) return { type, text: match[0], from, to: from + match[0].length, glued };
  }
  const shown = String.fromCodePoint(text.codePointAt(from)!);
  const hint = first === "'" ? 'A text stands in straight double quotes: "cart".' : first === "&" ? "Conditions are joined with and." : undefined;
  return fail({ from, to: from + shown.length }, `${shown} has no meaning in a query.`, hint);
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at]!)) at++;
  return at;
}
