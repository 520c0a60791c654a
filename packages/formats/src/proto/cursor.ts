import type { FormatCode, FormatProblem, Span } from "../reading.ts";
import type { Comment } from "./comments.ts";
import { scanProto, type Scanner } from "./scanner.ts";
import type { Word } from "./syntax.ts";

/** More problems of one text help nobody. */
export const MOST_PROBLEMS = 100;

/** What is thrown, and caught by the loop over statements, when a statement cannot be read on. */
export const broken: unique symbol = Symbol("broken statement");

/** Where the parser stands, and what it needs of the text. */
export interface Cursor {
  readonly scanner: Scanner;
  readonly problems: FormatProblem[];
  /** Comments that no declaration took. */
  readonly loose: Comment[];
  readonly advance: () => void;
  readonly is: (text: string) => boolean;
  /** Goes on if this stands there, and says whether it did. */
  readonly take: (text: string) => boolean;
  readonly want: (text: string, where: string) => void;
  readonly name: (what: string) => Word;
  /** A name with dots; a leading one too where `rooted`. */
  readonly path: (what: string, rooted?: boolean) => Word;
  readonly integer: (what: string) => { readonly value: number } & Span;
  readonly takeLeading: () => Comment | undefined;
  readonly takeTrailing: () => Comment | undefined;
  readonly report: (code: FormatCode, message: string, at: Span, hint?: string) => void;
  /** Reports what stands there instead of what is wanted; only the first of a statement. */
  readonly fail: (wanted: string, hint?: string) => never;
}

export function openCursor(text: string): Cursor {
  const scanner = scanProto(text);
  const problems: FormatProblem[] = [];
  const loose: Comment[] = [];
  const cursor: Cursor = { scanner, problems, loose, advance, is, take, want, name, path, integer, takeLeading, takeTrailing, report, fail };
  return cursor;

  function advance(): void {
    if (scanner.leading !== undefined) loose.push(scanner.leading);
    if (scanner.trailing !== undefined) loose.push(scanner.trailing);
    scanner.advance();
  }

  function is(wanted: string): boolean {
    return scanner.text === wanted && scanner.kind !== "string";
  }

  function take(wanted: string): boolean {
    if (!is(wanted)) return false;
    advance();
    return true;
  }

  function want(wanted: string, where: string): void {
    if (!take(wanted)) fail(`\`${wanted}\` ${where}`);
  }

  function name(what: string): Word {
    if (scanner.kind !== "name") fail(what);
    const word = { text: scanner.text, from: scanner.from, to: scanner.to };
    advance();
    return word;
  }

  function path(what: string, rooted = false): Word {
    const from = scanner.from;
    const parts: string[] = [];
    if (rooted && take(".")) parts.push("");
    let part = name(what);
    parts.push(part.text);
    while (take(".")) {
      part = name(what);
      parts.push(part.text);
    }
    return { text: parts.join("."), from, to: part.to };
  }

  function integer(what: string): { readonly value: number } & Span {
    const from = scanner.from;
    const negative = take("-");
    if (scanner.kind !== "integer") fail(what);
    const value = integerValue(scanner.text);
    const to = scanner.to;
    advance();
    return { value: negative && value !== 0 ? -value : value, from, to };
  }

  function takeLeading(): Comment | undefined {
    const comment = scanner.leading;
    scanner.leading = undefined;
    return comment;
  }

  function takeTrailing(): Comment | undefined {
    const comment = scanner.trailing;
    scanner.trailing = undefined;
    return comment;
  }

  function report(code: FormatCode, message: string, at: Span, hint?: string): void {
    if (problems.length >= MOST_PROBLEMS) return;
    problems.push({ code, severity: "error", message, ...(hint !== undefined && { hint }), from: at.from, to: at.to });
  }

  function fail(wanted: string, hint?: string): never {
    const found = scanner.kind === "end" ? "the text ends" : `\`${scanner.text.length > 40 ? `${scanner.text.slice(0, 40)}…` : scanner.text}\` stands there`;
    report("format/syntax", `Here ${wanted} is expected, but ${found}.`, { from: scanner.from, to: scanner.to }, hint);
    throw broken;
  }
}

/** The value of a decimal, octal (`017`) or hexadecimal (`0x1F`) integer; not a number where it is none. */
export function integerValue(text: string): number {
  if (/^0[xX]/.test(text)) return Number(text);
  if (/^0\d/.test(text)) return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Number.NaN;
  return Number(text);
}
