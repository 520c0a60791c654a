import { CODE, isBlank, isDigit, isInvisible, isPlainName, isWordPart, isWordStart } from "./characters.ts";
import type { SyntaxCode } from "./diagnostic.ts";

/** What the scanner tells apart. `newline` stands for one or more line ends with the blanks and comments between. */
export const Token = {
  end: 0, newline: 1, semicolon: 2, colon: 3, braceOpen: 4, braceClose: 5, parenOpen: 6, parenClose: 7, bracketOpen: 8,
  bracketClose: 9, word: 10, raw: 11, string: 12, markdown: 13, number: 14, path: 15, operator: 16, arrow: 17,
} as const;
export type TokenKind = (typeof Token)[keyof typeof Token];

/** Called for each lexical fault; the scanner goes on behind it. */
export type ReportLexical = (code: SyntaxCode, from: number, to: number, message: string, hint?: string) => void;

/**
 * A scanner over one text. `next` moves to the next token; the fields then describe it. It never stops before the end
 * and never takes more than linear time.
 */
export interface Scanner {
  next(): TokenKind;
  kind: TokenKind;
  from: number;
  to: number;
  /** The token's value: decoded for strings and names. */
  text: string;
  /** Whether the token is the first of its line. */
  first: boolean;
  /** Column from 0 of the first token of the current line. */
  indent: number;
  readonly comments: number[];
}

export function createScanner(source: string, report: ReportLexical): Scanner {
  const end = source.length;
  const names = new Map<string, string>();
  const comments: number[] = [];
  let at = 0;
  let lineStart = 0;
  let lineIsFresh = true;
  /** Where the first invisible character of the word at hand stands, or -1. */
  let invisible = -1;

  const scanner: Scanner = { next, kind: Token.end, from: 0, to: 0, text: "", first: true, indent: 0, comments };
  return scanner;

  function next(): TokenKind {
    let sawNewline = false;
    const before = at;
    for (; at < end; at++) {
      const c = source.charCodeAt(at);
      if (c === CODE.newline) {
        sawNewline = true;
        lineIsFresh = true;
        lineStart = at + 1;
      } else if (c === CODE.slash && source.charCodeAt(at + 1) === CODE.slash) {
        const close = source.indexOf("\n", at);
        let stop = close < 0 ? end : close;
        const resume = stop - 1;
        while (stop > at && isBlank(source.charCodeAt(stop - 1))) stop--;
        comments.push(at, stop);
        at = resume;
      } else if (!isBlank(c)) break;
    }
    if (sawNewline) {
      scanner.from = before;
      scanner.to = at;
      scanner.first = false;
      scanner.text = "";
      return (scanner.kind = Token.newline);
    }
    scanner.first = lineIsFresh;
    if (lineIsFresh) {
      scanner.indent = at - lineStart;
      lineIsFresh = false;
    }
    scanner.from = at;
    if (at >= end) {
      scanner.to = end;
      scanner.text = "";
      return (scanner.kind = Token.end);
    }
    const kind = scanToken();
    scanner.kind = kind;
    scanner.to = at;
    return kind;
  }

  function scanToken(): TokenKind {
    const c = source.charCodeAt(at);
    if (isWordStart(c)) return scanWord(Token.word);
    if (isDigit(c)) return scanNumber();
    switch (c) {
      case CODE.quote:
        return source.startsWith('"""', at) ? scanMarkdown() : scanString();
      case CODE.backquote:
        return scanWord(Token.raw);
      case CODE.braceOpen:
        return single(Token.braceOpen);
      case CODE.braceClose:
        return single(Token.braceClose);
      case CODE.open:
        return single(Token.parenOpen);
      case CODE.close:
        return single(Token.parenClose);
      case CODE.bracketOpen:
        return single(Token.bracketOpen);
      case CODE.bracketClose:
        return single(Token.bracketClose);
      case CODE.colon:
        return single(Token.colon);
      case CODE.semicolon:
        return single(Token.semicolon);
      case CODE.minus:
        if (source.charCodeAt(at + 1) === CODE.greater) {
          const length = source.charCodeAt(at + 2) === CODE.greater ? 3 : 2;
          return operator(length, Token.arrow);
        }
        if (isDigit(source.charCodeAt(at + 1))) return scanNumber();
        return operator(1);
      case CODE.slash:
        return isPathStart(source.charCodeAt(at + 1)) ? scanPath() : operator(1);
      case CODE.dot:
        return operator(source.charCodeAt(at + 1) === CODE.dot ? 2 : 1);
      case CODE.less:
      case CODE.greater:
      case CODE.equals:
      case CODE.bang:
        return operator(source.charCodeAt(at + 1) === CODE.equals ? 2 : 1);
      case CODE.comma:
      case CODE.bar:
      case CODE.plus:
      case CODE.star:
      case CODE.percent:
      case CODE.question:
      case CODE.ampersand:
        return operator(1);
      default:
        return scanIllegal();
    }
  }

  function single(kind: TokenKind): TokenKind {
    at++;
    scanner.text = "";
    return kind;
  }

  function operator(length: number, kind: TokenKind = Token.operator): TokenKind {
    scanner.text = source.slice(at, at + length);
    at += length;
    return kind;
  }

  function intern(name: string): string {
    const known = names.get(name);
    if (known !== undefined) return known;
    names.set(name, name);
    return name;
  }

  /** Segments joined by dots; a segment is a plain name or stands in backquotes; `@version` may follow. */
  function scanWord(kind: TokenKind): TokenKind {
    const from = at;
    let plain = true;
    for (;;) {
      if (source.charCodeAt(at) === CODE.backquote) {
        plain = false;
        skipQuotedName();
      } else skipPlainName();
      const c = source.charCodeAt(at);
      if (c !== CODE.dot) break;
      const after = source.charCodeAt(at + 1);
      if (!isWordPart(after) && after !== CODE.backquote) break;
      at++;
    }
    if (source.charCodeAt(at) === CODE.at && isWordPart(source.charCodeAt(at + 1))) {
      at++;
      while (isVersionPart(source.charCodeAt(at), source.charCodeAt(at + 1))) at++;
    }
    const text = invisible < 0 ? source.slice(from, at) : source.slice(from, at).replace(/[\u200b-\u200d\u2060]/g, "");
    if (invisible >= 0) report("syntax/unexpected-character", invisible, invisible + 1, `${codePoint(source[invisible]!)} stands in this name, and cannot be seen.`, `Remove it: ${text}.`);
    invisible = -1;
    scanner.text = intern(plain ? text : text.replace(/`([^`\n]*)`?/g, (_, name: string) => (isPlainName(name) ? name : "`" + name + "`")));
    return kind;
  }

  function skipPlainName(): void {
    for (;;) {
      const c = source.charCodeAt(at);
      if (isWordPart(c)) at++;
      else if (c === CODE.minus && isNameAfterDash()) at++;
      else if (isInvisible(c)) {
        if (invisible < 0) invisible = at;
        at++;
      } else return;
    }
  }

  /** A dash belongs to the name where a name goes on behind it; `a->b` is an arrow and `a - b` a subtraction. */
  function isNameAfterDash(): boolean {
    let ahead = at + 1;
    while (source.charCodeAt(ahead) === CODE.minus) ahead++;
    return isWordPart(source.charCodeAt(ahead));
  }

  function skipQuotedName(): void {
    const from = at++;
    while (at < end) {
      const c = source.charCodeAt(at);
      if (c === CODE.newline) break;
      at++;
      if (c === CODE.backquote) return;
    }
    // Where it should have ended nobody knows: a plain name is taken, and the rest of the line is read as ever.
    at = from + 1;
    skipPlainName();
    report("syntax/unterminated-name", from, at, "This quoted name has no closing backquote.", "Close it with ` on the same line.");
  }

  function isVersionPart(c: number, after: number): boolean {
    return isWordPart(c) || ((c === CODE.dot || c === CODE.minus || c === CODE.plus) && isWordPart(after));
  }

  /** Everything glued to a digit: units, ranges, dates, versions. What it means is for the vocabulary to say. */
  function scanNumber(): TokenKind {
    const from = at;
    if (source.charCodeAt(at) === CODE.minus) at++;
    for (;;) {
      const c = source.charCodeAt(at);
      const after = source.charCodeAt(at + 1);
      if (isWordPart(c) || c === CODE.percent) at++;
      else if (c === CODE.dot && (isDigit(after) || after === CODE.dot || isWordStart(after))) at += after === CODE.dot ? 2 : 1;
      else if (c === CODE.star && source.charCodeAt(at - 1) === CODE.dot) at++;
      else if (c === CODE.slash && isWordStart(after)) at++;
      else if ((c === CODE.minus || c === CODE.plus) && isDigit(after)) at++;
      else if (c === CODE.colon && isDigit(after) && isDigit(source.charCodeAt(at - 1)) && source.slice(from, at).includes("T")) at++;
      else break;
    }
    scanner.text = source.slice(from, at);
    return Token.number;
  }

  function isPathStart(c: number): boolean {
    return isWordPart(c) || c === CODE.braceOpen || c === CODE.dot || c === CODE.star;
  }

  function scanPath(): TokenKind {
    const from = at;
    let depth = 0;
    for (; at < end; at++) {
      const c = source.charCodeAt(at);
      if (c === CODE.newline) break;
      if (c === CODE.braceOpen) {
        if (depth === 0 && source.charCodeAt(at - 1) !== CODE.slash) break;
        depth++;
      } else if (c === CODE.braceClose) {
        if (depth === 0) break;
        depth--;
      } else if (depth === 0) {
        if (isBlank(c) || c === CODE.semicolon || c === CODE.comma || c === CODE.close || c === CODE.bracketClose || c === CODE.open || c === CODE.quote || c === CODE.bar) break;
        if (c === CODE.colon && !isWordPart(source.charCodeAt(at + 1))) break;
      }
    }
    scanner.text = source.slice(from, at);
    return Token.path;
  }

  function scanString(): TokenKind {
    const from = at++;
    let escaped = false;
    for (;;) {
      const c = at < end ? source.charCodeAt(at) : CODE.newline;
      if (c === CODE.newline) {
        let stop = at;
        while (stop > from + 1 && isBlank(source.charCodeAt(stop - 1))) stop--;
        // What stands behind a forgotten quote is most often the end of the item: give it back.
        const body = source.slice(from + 1, stop);
        const tail = /\s*[{};]+$/.exec(body);
        if (tail) stop -= tail[0].length;
        at = stop;
        const close = body.trim() === "" ? -1 : closingLater(source, from + 1 + body.length);
        if (close >= 0) {
          report("syntax/unterminated-string", from, stop, "This string goes on over the end of its line.", 'A text over several lines stands between """ and """.');
          scanner.text = source.slice(from + 1, close).split("\n").map((line) => line.trim()).join(" ");
          at = close + 1;
          return Token.string;
        }
        report("syntax/unterminated-string", from, stop, "This string has no closing quote.", 'Close it with " on the same line, or use """ for several lines.');
        scanner.text = escaped ? unescape(source.slice(from + 1, stop), from + 1) : source.slice(from + 1, stop);
        return Token.string;
      }
      if (c === CODE.quote) break;
      if (c === CODE.backslash) {
        escaped = true;
        at++;
        if (at < end && source.charCodeAt(at) !== CODE.newline) at++;
      } else at++;
    }
    const body = source.slice(from + 1, at);
    at++;
    scanner.text = escaped ? unescape(body, from + 1) : body;
    return Token.string;
  }

  function unescape(body: string, offset: number): string {
    return body.replace(/\\(u\{([0-9a-fA-F]{1,6})\}|.?)/gsu, (whole: string, escape: string, hex: string | undefined, index: number) => {
      if (hex !== undefined) {
        const code = Number.parseInt(hex, 16);
        if (code <= 0x10ffff) return String.fromCodePoint(code);
      }
      switch (escape) {
        case '"':
        case "\\":
          return escape;
        case "n":
          return "\n";
        case "t":
          return "\t";
        default:
          report("syntax/unknown-escape", offset + index, offset + index + whole.length, `There is no escape ${whole}.`, 'Known are \\" \\\\ \\n \\t and \\u{1F600}.');
          return escape;
      }
    });
  }

  function scanMarkdown(): TokenKind {
    const from = at;
    const close = source.indexOf('"""', at + 3);
    if (close < 0) {
      const line = source.indexOf("\n", at);
      const stop = line < 0 ? end : line;
      report("syntax/unterminated-string", from, Math.min(from + 3, end), 'This text has no closing """.', 'Close it with """.');
      at = stop;
      scanner.text = source.slice(from + 3, stop);
      return Token.markdown;
    }
    at = close + 3;
    scanner.text = dedent(source.slice(from + 3, close));
    return Token.markdown;
  }

  function scanIllegal(): TokenKind {
    const from = at;
    const c = source.charCodeAt(at);
    if (c === CODE.apostrophe || c === 0x201c || c === 0x2018) {
      const closing = c === CODE.apostrophe ? "'" : c === 0x201c ? "\u201d" : "\u2019";
      const line = source.indexOf("\n", at);
      const close = source.indexOf(closing, at + 1);
      if (close > at && (line < 0 || close < line)) {
        at = close + 1;
        report("syntax/unexpected-character", from, at, "Strings stand in straight double quotes.", `Write "${source.slice(from + 1, close)}".`);
        scanner.text = source.slice(from + 1, close);
        return Token.string;
      }
    }
    // One fault, one diagnostic: a run of strange characters is reported once, up to the next blank.
    do at++;
    while (at < end && !isBlank(source.charCodeAt(at)) && isIllegal(source.charCodeAt(at)));
    const shown = source.slice(from, Math.min(at, from + 12)).replace(/[^\x20-\x7e\u00a1-\ud7ff\ue000-\ufffc]/g, codePoint);
    const hint = c === CODE.hash ? "A comment begins with //." : c === 0x2192 ? "An arrow is written ->." : "A name with such characters stands in backquotes, a text in double quotes.";
    // A broken encoding is told once for the whole file: see the parser.
    if (c !== 0xfffd) report("syntax/unexpected-character", from, at, `${shown} has no meaning here.`, hint);
    return nextAfterIllegal();
  }

  function isIllegal(c: number): boolean {
    if (c >= 128) return !isWordStart(c);
    return c === CODE.hash || c === 36 || c === CODE.at || c === CODE.backslash || c === 94 || c === 126 || (c < 32 && c !== CODE.newline);
  }

  /** What follows an illegal run is the token instead; the run is as if it were blank. */
  function nextAfterIllegal(): TokenKind {
    const first = scanner.first;
    while (at < end) {
      const c = source.charCodeAt(at);
      if (isBlank(c)) {
        at++;
        continue;
      }
      if (isIllegal(c)) {
        at++;
        continue;
      }
      break;
    }
    if (at >= end || source.charCodeAt(at) === CODE.newline || source.startsWith("//", at)) {
      const kind = next();
      return kind;
    }
    scanner.from = at;
    scanner.first = first;
    return scanToken();
  }
}

/** A text that was meant to be of several lines has seldom more than these. */
const MOST_LINES = 20;

/**
 * Where a string that its line does not close is closed later: at the lone quote of the first line below that has quotes
 * at all. A line with several has texts of its own, and the string was to end on its line.
 */
function closingLater(source: string, offset: number): number {
  let from = source.indexOf("\n", offset);
  for (let lines = 0; from >= 0 && lines < MOST_LINES; lines++) {
    const next = source.indexOf("\n", from + 1);
    const line = source.slice(from + 1, next < 0 ? source.length : next);
    const quote = line.indexOf('"');
    if (quote >= 0) return quote === line.lastIndexOf('"') && line.slice(0, quote).trim() !== "" ? from + 1 + quote : -1;
    from = next;
  }
  return -1;
}

/** A character by its number: `U+200B`. */
function codePoint(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Removes the first line end, the last line's blanks, and the indentation that all lines share. */
function dedent(text: string): string {
  const lines = text.replace(/\r\n/g, "\n").split("\n");
  if (lines[0]!.trim() === "") lines.shift();
  if (lines.length > 0 && lines[lines.length - 1]!.trim() === "") lines.pop();
  let shared = Infinity;
  for (const line of lines) if (line.trim() !== "") shared = Math.min(shared, line.length - line.trimStart().length);
  return lines.map((line) => (line.trim() === "" ? "" : line.slice(shared).trimEnd())).join("\n");
}
