import type { Span } from "../reading.ts";

/** A token of SQL (PostgreSQL 15, section 4.1, "Lexical Structure"). */
export interface Token {
  readonly kind: "word" | "quoted" | "string" | "number" | "symbol";
  readonly from: number;
  readonly to: number;
  /** Words folded to lower case, quoted names and strings without quotes and escapes, the rest as written. */
  readonly value: string;
}

/** What the scanner finds on its way; the reader makes problems of it. */
export interface ScanEvents {
  readonly broken: (what: string, at: Span) => void;
  readonly foreign: (dialect: string, what: string, at: Span) => void;
}

/** A text on its way through the scanner. */
export interface Source {
  readonly text: string;
  readonly events: ScanEvents;
  /** Backslashes escape in all strings, once the text has shown itself to be of MySQL or MariaDB. */
  backslashes: boolean;
}

/** One statement: its tokens without the end, and where the next one begins. */
export interface Statement {
  readonly tokens: readonly Token[];
  readonly from: number;
  readonly to: number;
  readonly next: number;
  /** It holds more tokens than are kept. */
  readonly tooLarge: boolean;
  /** The next statement begins although this one has no end. */
  readonly unended: boolean;
}

/** More tokens than any definition by hand or by pg_dump has; beyond it a statement is skipped. */
const mostTokens = 400_000;

const wordPattern = /[A-Za-z_\u0080-\uffff][A-Za-z0-9_$\u0080-\uffff]*/y;
const numberPattern = /(?:0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*(?:\.(?!\.)[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?)/y;
const operatorPattern = /[+\-*/<>=~!@#%^&|?]+/y;
const dollarPattern = /\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/y;

/** Where the pattern matches at this place, or undefined. */
const match = (pattern: RegExp, text: string, at: number): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
};

/** The word at this place as it is written; undefined where none begins. */
export const wordAt = (text: string, at: number): string | undefined => match(wordPattern, text, at);

/** Skips white space and comments, nested ones too. */
export const skipSpace = (source: Source, from: number): number => {
  const { text } = source;
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === 32 || (code >= 9 && code <= 13) || code === 0xfeff || code === 0xa0) at++;
    else if (code === 45 && text.charCodeAt(at + 1) === 45) at = endOfLine(text, at);
    else if (code === 47 && text.charCodeAt(at + 1) === 42) at = skipComment(source, at);
    else if (code === 35 && (text[at + 1] === " " || text[at + 1] === "\n") && beginsLine(text, at)) {
      source.events.foreign("MySQL or MariaDB", "a comment that begins with `#`", { from: at, to: at + 1 });
      at = endOfLine(text, at);
    } else return at;
  }
};

export const endOfLine = (text: string, at: number): number => {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
};

/** Only white space stands before this place on its line. */
export const beginsLine = (text: string, at: number): boolean => {
  let before = at - 1;
  while (before >= 0 && (text[before] === " " || text[before] === "\t" || text[before] === "\r")) before--;
  return before < 0 || text[before] === "\n";
};

const commentEdge = /\/\*|\*\//g;

const skipComment = (source: Source, from: number): number => {
  let depth = 0;
  commentEdge.lastIndex = from;
  for (let edge = commentEdge.exec(source.text); edge !== null; edge = commentEdge.exec(source.text)) {
    depth += edge[0] === "/*" ? 1 : -1;
    if (depth === 0) return commentEdge.lastIndex;
  }
  source.events.broken("A comment has no end.", { from, to: Math.min(from + 2, source.text.length) });
  return source.text.length;
};

/** The place behind the closing quote. A doubled quote is part of the text; with `escapes`, so is one behind a backslash. */
const skipQuoted = (source: Source, open: number, quote: string, escapes: boolean, what: string): number => {
  const { text } = source;
  let at = open + 1;
  for (;;) {
    const close = text.indexOf(quote, at);
    if (close < 0) break;
    if (escapes) {
      let slashes = 0;
      while (close - 1 - slashes > open && text[close - 1 - slashes] === "\\") slashes++;
      if (slashes % 2 === 1) {
        at = close + 1;
        continue;
      }
    }
    if (text[close + 1] !== quote) return close + 1;
    at = close + 2;
  }
  source.events.broken(`A ${what} has no end.`, { from: open, to: open + 1 });
  return text.length;
};

/** The place behind a dollar-quoted text, or undefined where none begins. */
const skipDollar = (source: Source, from: number): { readonly end: number; readonly tag: number } | undefined => {
  const tag = match(dollarPattern, source.text, from);
  if (tag === undefined) return undefined;
  const close = source.text.indexOf(tag, from + tag.length);
  if (close >= 0) return { end: close + tag.length, tag: tag.length };
  source.events.broken(`A text in ${tag} has no end.`, { from, to: from + tag.length });
  return { end: source.text.length, tag: tag.length };
};

const skipStop = /['"`$;\\]|--|\/\*/g;

/** Skips a statement whose content does not matter, faster than its tokens are read. */
export const skipStatement = (source: Source, from: number): number => {
  const { text } = source;
  let at = from;
  for (;;) {
    skipStop.lastIndex = at;
    const found = skipStop.exec(text);
    if (found === null) return text.length;
    at = found.index;
    switch (found[0]) {
      case ";":
        return at + 1;
      case "'": {
        const before = text[at - 1];
        const escapes = source.backslashes || ((before === "E" || before === "e") && !/[A-Za-z0-9_$]/.test(text[at - 2] ?? " "));
        at = skipQuoted(source, at, "'", escapes, "string");
        break;
      }
      case '"':
      case "`":
        at = skipQuoted(source, at, found[0], false, "quoted name");
        break;
      case "$":
        at = /[A-Za-z0-9_]/.test(text[at - 1] ?? " ") ? at + 1 : (skipDollar(source, at)?.end ?? at + 1);
        break;
      case "\\": {
        const line = endOfLine(text, at);
        if (text[at + 1] === "g") return line;
        at = line;
        break;
      }
      case "--":
        at = endOfLine(text, at);
        break;
      default:
        at = skipComment(source, at);
    }
  }
};

/** Reads the tokens of one statement up to its `;`, the `GO` or `\g` that ends it, or the end of the text. */
export const scanStatement = (source: Source, from: number): Statement => {
  const { text } = source;
  const tokens: Token[] = [];
  let tooLarge = false;
  let at = from;
  let depth = 0;
  let blocks = 0;
  let style: "plain" | "table" | "routine" | "rule" = "plain";
  const done = (to: number, next: number, unended = false): Statement => ({ tokens, from, to, next, tooLarge, unended });
  for (;;) {
    const before = at;
    at = skipSpace(source, at);
    if (at >= text.length) return done(before, text.length);
    const char = text[at]!;
    if (char === ";") {
      if (style === "routine" ? blocks === 0 : style !== "rule" || depth <= 0) return done(at, at + 1);
    }
    if (char === "\\") {
      const line = endOfLine(text, at);
      if (text[at + 1] === "g") return done(at, line);
      at = line;
      continue;
    }
    const token = scanToken(source, at);
    if (token.kind === "word") {
      if (token.value === "go" && token.to - token.from === 2 && beginsLine(text, at) && /^[ \t]*(?:\d+[ \t]*)?\r?(?:\n|$)/.test(text.slice(token.to, token.to + 40))) {
        source.events.foreign("SQL Server", "`GO`", token);
        return done(at, endOfLine(text, at));
      }
      if (style === "table" && tokens.length > 2 && (token.value === "create" || token.value === "insert" || token.value === "alter" || token.value === "comment") && beginsLine(text, at) && startsAnother(text, at)) return done(before, at, true);
      if (style === "routine") blocks = Math.max(0, blocks + blockStep(tokens, token, blocks));
      else if (tokens.length < 6) style = styleOf(tokens, token, style);
    } else if (token.kind === "symbol") {
      if (char === "(") depth++;
      else if (char === ")") depth--;
    }
    if (tokens.length < mostTokens) tokens.push(token);
    else tooLarge = true;
    at = token.to;
  }
};

/** Words that no column or clause can begin with in this way: another statement begins, and the one before has no end. */
const startsAnother = (text: string, at: number): boolean =>
  /^(?:create\s+(?:table|unique\s+index|index|type|schema|view|sequence|extension)|insert\s+into|alter\s+table|comment\s+on)\b/i.test(text.slice(at, at + 60));

const styleOf = (tokens: readonly Token[], token: Token, style: "plain" | "table" | "routine" | "rule"): "plain" | "table" | "routine" | "rule" => {
  const first = tokens[0]?.value;
  if (style !== "plain" || (first !== "create" && first !== "alter")) return style;
  switch (token.value) {
    case "table":
      return "table";
    case "function":
    case "procedure":
      return first === "create" ? "routine" : style;
    case "rule":
      return "rule";
    default:
      return style;
  }
};

/** `BEGIN ATOMIC … END` bodies hold semicolons (CREATE FUNCTION, PostgreSQL 14). */
const blockStep = (tokens: readonly Token[], token: Token, blocks: number): number => {
  if (token.value === "atomic" && tokens.at(-1)?.value === "begin") return 1;
  if (blocks > 0 && token.value === "case") return 1;
  if (blocks > 0 && token.value === "end") return -1;
  return 0;
};

/** The token at this place, which is neither white space nor a comment. */
const scanToken = (source: Source, at: number): Token => {
  const { text } = source;
  const char = text[at]!;
  const next = text[at + 1];
  if (char === "'") return stringToken(source, at, at, source.backslashes);
  if (char === '"') return quotedToken(source, at, at, '"');
  if (char === "`") {
    const token = quotedToken(source, at, at, "`");
    source.events.foreign("MySQL or MariaDB", "a name in backticks", token);
    source.backslashes = true;
    return token;
  }
  if (next === "'" && /[eEbBxXnN]/.test(char)) return stringToken(source, at, at + 1, source.backslashes || char === "e" || char === "E");
  if ((char === "U" || char === "u") && next === "&" && (text[at + 2] === "'" || text[at + 2] === '"')) return unicodeToken(source, at);
  if (char === "$") {
    const dollar = skipDollar(source, at);
    if (dollar !== undefined) return { kind: "string", from: at, to: dollar.end, value: text.slice(at + dollar.tag, Math.max(at + dollar.tag, dollar.end - dollar.tag)) };
    return { kind: "symbol", from: at, to: at + 1, value: char };
  }
  const word = match(wordPattern, text, at);
  if (word !== undefined) return { kind: "word", from: at, to: at + word.length, value: fold(word) };
  const number = match(numberPattern, text, at);
  if (number !== undefined) return { kind: "number", from: at, to: at + number.length, value: number };
  if (char === ":" && (next === ":" || next === "=")) return { kind: "symbol", from: at, to: at + 2, value: char + next };
  let operator = match(operatorPattern, text, at);
  if (operator !== undefined) {
    const comment = operator.slice(1).search(/--|\/\*/);
    if (comment >= 0) operator = operator.slice(0, comment + 1);
    return { kind: "symbol", from: at, to: at + operator.length, value: operator };
  }
  return { kind: "symbol", from: at, to: at + 1, value: char };
};

const stringToken = (source: Source, from: number, open: number, escapes: boolean): Token => {
  const to = skipQuoted(source, open, "'", escapes, "string");
  const raw = source.text.slice(open + 1, closed(source.text, open, to, "'"));
  const plain = raw.includes("'") ? raw.replaceAll("''", "'") : raw;
  return { kind: "string", from, to, value: escapes && raw.includes("\\") ? unescape(plain) : plain };
};

const quotedToken = (source: Source, from: number, open: number, quote: string): Token => {
  const to = skipQuoted(source, open, quote, false, "quoted name");
  const raw = source.text.slice(open + 1, closed(source.text, open, to, quote));
  return { kind: "quoted", from, to, value: cut(raw.replaceAll(quote + quote, quote)) };
};

/** Where the content of a quoted text ends, which may lack its closing quote. */
const closed = (text: string, open: number, to: number, quote: string): number => (to - 1 > open && text[to - 1] === quote ? to - 1 : to);

/** `U&"…"` and `U&'…'`, with the escape that `UESCAPE` names behind them (4.1.2.3). */
const unicodeToken = (source: Source, from: number): Token => {
  const { text } = source;
  const open = from + 2;
  const name = text[open] === '"';
  const plain = name ? quotedToken(source, from, open, '"') : stringToken(source, from, open, false);
  const escape = /^\s*uescape\s*'([^0-9a-fA-F+'"\s])'/i.exec(text.slice(plain.to, plain.to + 60));
  const mark = escape?.[1] ?? "\\";
  let value = "";
  for (let at = 0; at < plain.value.length; at++) {
    if (plain.value[at] !== mark) value += plain.value[at];
    else if (plain.value[at + 1] === mark) value += plain.value[++at];
    else {
      const code = /^(?:\+([0-9a-fA-F]{6})|([0-9a-fA-F]{4}))/.exec(plain.value.slice(at + 1, at + 8));
      const point = code === null ? Number.NaN : Number.parseInt(code[1] ?? code[2]!, 16);
      if (code === null || point > 0x10ffff) value += mark;
      else {
        value += String.fromCodePoint(point);
        at += code[0].length;
      }
    }
  }
  return { kind: plain.kind, from, to: plain.to + (escape?.[0].length ?? 0), value };
};

/** The escapes of `E'…'` (4.1.2.2). */
const unescape = (text: string): string =>
  text.replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{1,2})|([0-7]{1,3})|([^]))/g, (all, short, long, hex, octal, char) => {
    const digits = short ?? long ?? hex;
    if (digits !== undefined) return Number.parseInt(digits, 16) <= 0x10ffff ? String.fromCodePoint(Number.parseInt(digits, 16)) : all;
    if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
    return ({ b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" } as Record<string, string>)[char] ?? char;
  });

/** Folds an unquoted name as PostgreSQL does: ASCII letters to lower case, 63 bytes at most (4.1.1). */
const fold = (word: string): string => cut(/[A-Z]/.test(word) ? word.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : word);

/** The first 63 bytes of a name in UTF-8, whole characters only: `NAMEDATALEN - 1`. */
export const cut = (name: string, most = 63): string => {
  if (name.length * 3 <= most) return name;
  let bytes = 0;
  let end = 0;
  for (const char of name) {
    const code = char.codePointAt(0)!;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > most) return name.slice(0, end);
    end += char.length;
  }
  return name;
};
