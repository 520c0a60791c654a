import { commentText, type Comment } from "./comments.ts";

/** `symbol` is one mark of punctuation; `other` is a character that no proto file may have there. */
export type TokenKind = "name" | "integer" | "float" | "string" | "symbol" | "other" | "end";

/** One token after another, with the comments that stand between them. */
export interface Scanner {
  /** The token that stands there now. */
  kind: TokenKind;
  /** As written; of a string, with its quotes. */
  text: string;
  from: number;
  to: number;
  /** The end of the token before it. */
  before: number;
  /** What stood between the token before and this one. */
  trailing: Comment | undefined;
  leading: Comment | undefined;
  /** Comments that belong to neither, all of the file. */
  readonly detached: Comment[];
  /** A comment or a string that is never closed. */
  readonly unclosed: { readonly what: "comment" | "string"; readonly from: number; readonly to: number }[];
  readonly advance: () => void;
}

/**
 * Takes a proto text apart as protobuf's own `io::Tokenizer` does (https://protobuf.dev/reference/protobuf/proto3-spec,
 * "Lexical Elements"), on demand. Comments are given to the token before or behind by the rules that stand at
 * `NextWithComments` in protobuf's `tokenizer.h`: one that begins on the line of the token before, or below it and above a
 * blank line or the end of a block, is its trailing one; one that ends right above a token is its leading one.
 */
export function scanProto(text: string): Scanner {
  const end = text.length;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const scanner: Scanner = { kind: "end", text: "", from: at, to: at, before: at, trailing: undefined, leading: undefined, detached: [], unclosed: [], advance };
  let first = true;
  advance();
  return scanner;

  function advance(): void {
    scanner.before = scanner.to;
    scanner.trailing = undefined;
    scanner.leading = undefined;
    skip();
    scanner.from = at;
    if (at >= end) {
      scanner.kind = "end";
      scanner.text = "";
      scanner.to = at;
      return;
    }
    const code = text.charCodeAt(at);
    if (isLetter(code)) {
      at++;
      while (at < end && isWord(text.charCodeAt(at))) at++;
      scanner.kind = "name";
    } else if (isDigit(code) || (code === 46 && isDigit(text.charCodeAt(at + 1)))) scanner.kind = number();
    else if (code === 34 || code === 39) quoted(code);
    else {
      scanner.kind = code > 32 && code < 127 ? "symbol" : "other";
      at += scanner.kind === "other" && code >= 0xd800 && code < 0xdc00 && at + 1 < end ? 2 : 1;
    }
    scanner.to = at;
    scanner.text = text.slice(scanner.from, at);
  }

  /** Blanks and comments up to the next token. */
  function skip(): void {
    let attachable = !first;
    let pendingFrom = -1;
    let pendingTo = -1;
    const flush = (): void => {
      if (pendingFrom < 0) return;
      const comment = { text: commentText(text.slice(pendingFrom, pendingTo)), from: pendingFrom, to: pendingTo };
      if (attachable) scanner.trailing = comment;
      else scanner.detached.push(comment);
      attachable = false;
      pendingFrom = -1;
    };
    let lines = first;
    let line = false;
    first = false;
    for (;;) {
      blanks();
      const code = at < end ? text.charCodeAt(at) : 0;
      if (code === 47 && text.charCodeAt(at + 1) === 47) {
        if (pendingFrom >= 0 && !line) flush();
        if (pendingFrom < 0) pendingFrom = at;
        line = true;
        const stop = text.indexOf("\n", at);
        pendingTo = stop < 0 ? end : stop;
        at = stop < 0 ? end : stop + 1;
        if (!lines) flush();
        lines = true;
      } else if (code === 47 && text.charCodeAt(at + 1) === 42) {
        flush();
        line = false;
        pendingFrom = at;
        const stop = text.indexOf("*/", at + 2);
        if (stop < 0) scanner.unclosed.push({ what: "comment", from: at, to: Math.min(at + 2, end) });
        at = stop < 0 ? end : stop + 2;
        pendingTo = at;
        blanks();
        const ended = text.charCodeAt(at) === 10;
        if (ended) at++;
        if (!lines) {
          // A comment between two tokens of one line belongs to neither.
          if (!ended && at < end) attachable = false;
          flush();
        }
        if (ended) lines = true;
      } else if (code === 10) {
        at++;
        if (lines) {
          flush();
          attachable = false;
        }
        lines = true;
      } else {
        if (at >= end || code === 125 || code === 93 || code === 41) flush();
        else if (pendingFrom >= 0) scanner.leading = { text: commentText(text.slice(pendingFrom, pendingTo)), from: pendingFrom, to: pendingTo };
        return;
      }
    }
  }

  function blanks(): void {
    while (at < end) {
      const code = text.charCodeAt(at);
      if (code !== 32 && code !== 9 && code !== 13 && code !== 11 && code !== 12) return;
      at++;
    }
  }

  function number(): TokenKind {
    let kind: TokenKind = "integer";
    if (text.charCodeAt(at) === 48 && /[xX]/.test(text.charAt(at + 1))) {
      at += 2;
      while (at < end && isWord(text.charCodeAt(at))) at++;
      return kind;
    }
    while (at < end && isDigit(text.charCodeAt(at))) at++;
    if (text.charCodeAt(at) === 46) {
      kind = "float";
      at++;
      while (at < end && isDigit(text.charCodeAt(at))) at++;
    }
    if (/[eE]/.test(text.charAt(at)) && /^[+-]?\d/.test(text.slice(at + 1, at + 3))) {
      kind = "float";
      at += 2;
      while (at < end && isDigit(text.charCodeAt(at))) at++;
    }
    if (/[fF]/.test(text.charAt(at)) && kind === "float") at++;
    return kind;
  }

  function quoted(quote: number): void {
    const from = at++;
    scanner.kind = "string";
    while (at < end) {
      const code = text.charCodeAt(at);
      if (code === 10) break;
      at += code === 92 && at + 1 < end && text.charCodeAt(at + 1) !== 10 ? 2 : 1;
      if (code === quote) return;
    }
    scanner.unclosed.push({ what: "string", from, to: at });
  }
}

/** What a quoted text says: the escapes of "String Literals" in the specification. Bytes given by number count as Latin-1, so that writing gives them back. */
export function unquote(quoted: string): string {
  const closed = quoted.length > 1 && quoted.endsWith(quoted[0]!);
  const inner = quoted.slice(1, closed ? -1 : undefined);
  if (!inner.includes("\\")) return inner;
  return inner.replace(/\\(?:[xX]([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|([^]))/g, (_, hex?: string, short?: string, long?: string, octal?: string, mark?: string) => {
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 255);
    const digits = hex ?? short ?? long;
    if (digits !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(digits, 16), 0x10ffff));
    return escapes[mark!] ?? mark!;
  });
}

/** A text between double quotes, as proto writes it. */
export function quote(text: string): string {
  return `"${text.replace(/["\\\0-\x1f\x7f]/g, (mark) => written[mark] ?? `\\${mark.charCodeAt(0).toString(8).padStart(3, "0")}`)}"`;
}

const escapes: Readonly<Record<string, string>> = { a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };
const written: Readonly<Record<string, string>> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isWord(code: number): boolean {
  return isLetter(code) || isDigit(code);
}
