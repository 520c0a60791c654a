import type { FormatProblem, Loss, Span } from "../reading.ts";
import type { Token } from "./scan.ts";

/** Where findings of one text go. */
export interface Findings {
  readonly problem: (problem: FormatProblem) => void;
  readonly loss: (loss: Loss) => void;
  /** Something of another dialect; the first of each kind is told. */
  readonly foreign: (dialect: string, what: string, at: Span) => void;
}

/** A place among the tokens of one statement. */
export interface Cursor extends Findings {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly end: number;
  at: number;
}

/** What ends the parsing of a statement or of one of its parts; it is caught where parsing goes on. */
export interface SyntaxFault {
  readonly message: string;
  readonly fault: Span;
}

/** A plain object and no Error: a text of millions of faults is read without as many stack traces being taken. */
export const isFault = (error: unknown): error is SyntaxFault => typeof error === "object" && error !== null && "fault" in error;

export const peek = (cursor: Cursor, ahead = 0): Token | undefined => (cursor.at + ahead < cursor.end ? cursor.tokens[cursor.at + ahead] : undefined);

/** The next token is this keyword; a quoted name never is. */
export const isWord = (cursor: Cursor, word: string, ahead = 0): boolean => {
  const token = peek(cursor, ahead);
  return token !== undefined && token.kind === "word" && token.value === word;
};

export const isSymbol = (cursor: Cursor, symbol: string, ahead = 0): boolean => {
  const token = peek(cursor, ahead);
  return token !== undefined && token.kind === "symbol" && token.value === symbol;
};

/** Takes these keywords, if all of them stand there. */
export const accept = (cursor: Cursor, ...words: readonly string[]): boolean => {
  for (let index = 0; index < words.length; index++) if (!isWord(cursor, words[index]!, index)) return false;
  cursor.at += words.length;
  return true;
};

export const acceptSymbol = (cursor: Cursor, symbol: string): boolean => {
  if (!isSymbol(cursor, symbol)) return false;
  cursor.at++;
  return true;
};

/** The place of the next token, or of the end of the last one. */
export const here = (cursor: Cursor): Span => {
  const token = peek(cursor);
  if (token !== undefined) return { from: token.from, to: token.to };
  const last = cursor.tokens[cursor.end - 1];
  return last === undefined ? { from: 0, to: 0 } : { from: last.to, to: last.to };
};

export const fail = (cursor: Cursor, expected: string): never => {
  const token = peek(cursor);
  const found = token === undefined ? "the statement ends" : `\`${shorten(cursor.text.slice(token.from, token.to))}\` stands`;
  const fault: SyntaxFault = { message: `Here ${found} where ${expected} is expected.`, fault: here(cursor) };
  throw fault;
};

export const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);

export const expect = (cursor: Cursor, ...words: readonly string[]): void => {
  for (const word of words) if (!accept(cursor, word)) fail(cursor, word.toUpperCase());
};

export const expectSymbol = (cursor: Cursor, symbol: string): Token => {
  const token = peek(cursor);
  if (!acceptSymbol(cursor, symbol)) fail(cursor, `\`${symbol}\``);
  return token!;
};

/** A name and its place. */
export interface Name extends Span {
  readonly value: string;
}

/** A name, quoted or not; `[name]` of SQL Server is told and taken. */
export const name = (cursor: Cursor, what = "a name"): Name => {
  const token = peek(cursor);
  if (token !== undefined && (token.kind === "word" || token.kind === "quoted")) {
    cursor.at++;
    return { value: token.value, from: token.from, to: token.to };
  }
  if (token !== undefined && isSymbol(cursor, "[")) {
    const close = cursor.text.indexOf("]", token.from);
    let until = cursor.at;
    while (until < cursor.end && cursor.tokens[until]!.from < close) until++;
    if (close > 0 && close - token.from < 200 && until < cursor.end) {
      const at = { from: token.from, to: close + 1 };
      cursor.foreign("SQL Server", "a name in brackets", at);
      cursor.at = until + 1;
      return { value: cursor.text.slice(token.from + 1, close), ...at };
    }
  }
  return fail(cursor, what);
};

/** A name with or without its schema; `at` is the place of the name itself. */
export interface QualifiedName {
  readonly schema?: string;
  readonly name: string;
  readonly at: Span;
}

export const qualifiedName = (cursor: Cursor, what = "a name"): QualifiedName => {
  let last = name(cursor, what);
  let schema: string | undefined;
  while (acceptSymbol(cursor, ".")) {
    schema = last.value;
    last = name(cursor, what);
  }
  return { ...(schema === undefined ? {} : { schema }), name: last.value, at: { from: last.from, to: last.to } };
};

/** Goes to the closing parenthesis of the one that was just taken, and past it. */
export const skipToClose = (cursor: Cursor): void => {
  for (let depth = 1; cursor.at < cursor.end; ) {
    const token = cursor.tokens[cursor.at++]!;
    if (token.kind !== "symbol") continue;
    if (token.value === "(") depth++;
    else if (token.value === ")" && --depth === 0) return;
  }
  fail(cursor, "`)`");
};

/** Skips `( … )` if it stands there. */
export const skipParentheses = (cursor: Cursor): boolean => {
  if (!acceptSymbol(cursor, "(")) return false;
  skipToClose(cursor);
  return true;
};

/** Names in parentheses, separated by commas. */
export const nameList = (cursor: Cursor): Name[] => {
  expectSymbol(cursor, "(");
  const names: Name[] = [];
  do names.push(name(cursor, "the name of a column"));
  while (acceptSymbol(cursor, ","));
  expectSymbol(cursor, ")");
  return names;
};

/**
 * The text of the tokens from `from` to `to`, exclusive, as written, but without comments and with one space where there was any. A line
 * break stays between two strings, where it joins them (4.1.2.1).
 */
export const textOf = (cursor: Cursor, from: number, to: number): string => {
  const pieces: string[] = [];
  for (let index = from; index < to; index++) {
    const token = cursor.tokens[index]!;
    const before = index > from ? cursor.tokens[index - 1]! : undefined;
    if (before !== undefined && before.to < token.from) {
      const joined = before.kind === "string" && token.kind === "string" && cursor.text.slice(before.to, token.from).includes("\n");
      pieces.push(joined ? "\n" : " ");
    }
    pieces.push(cursor.text.slice(token.from, token.to));
  }
  return pieces.join("");
};

/** As `textOf`, without parentheses around the whole of it. */
export const bareTextOf = (cursor: Cursor, from: number, to: number): string => {
  const closes = new Map<number, number>();
  const open: number[] = [];
  for (let index = from; index < to; index++) {
    const token = cursor.tokens[index]!;
    if (token.kind !== "symbol") continue;
    if (token.value === "(") open.push(index);
    else if (token.value === ")") {
      const start = open.pop();
      if (start !== undefined) closes.set(start, index);
    }
  }
  let first = from;
  let last = to;
  while (last - first > 2 && closes.get(first) === last - 1) {
    first++;
    last--;
  }
  return textOf(cursor, first, last);
};

/** An expression in parentheses, the opening one of which comes next; its text is without them. */
export const parenthesized = (cursor: Cursor): string => {
  const from = cursor.at;
  expectSymbol(cursor, "(");
  skipToClose(cursor);
  return bareTextOf(cursor, from, cursor.at);
};

/** An expression up to a comma, a closing parenthesis or, outside of all parentheses and cases, one of the given words. */
export const expressionEnd = (cursor: Cursor, stops: ReadonlySet<string>): number => {
  let depth = 0;
  let cases = 0;
  let index = cursor.at;
  for (; index < cursor.end; index++) {
    const token = cursor.tokens[index]!;
    if (token.kind === "symbol") {
      if (token.value === "(" || token.value === "[") depth++;
      else if (token.value === ")" || token.value === "]") {
        if (depth === 0) break;
        depth--;
      } else if (token.value === "," && depth === 0) break;
    } else if (token.kind === "word" && depth === 0) {
      if (token.value === "case") cases++;
      else if (token.value === "end" && cases > 0) cases--;
      else if (cases === 0 && stops.has(token.value) && index > cursor.at && !isOperand(cursor.tokens[index - 1]!)) break;
    }
  }
  return index;
};

/** Behind an operator or `IS`, a word such as NULL or NOT is part of the expression. */
const isOperand = (before: Token): boolean =>
  before.kind === "symbol" ? before.value !== ")" && before.value !== "]" : before.kind === "word" && (before.value === "is" || before.value === "and" || before.value === "or");
