/** A token of GraphQL (specification of September 2025, section 2.1): offsets are UTF-16 code units, `to` exclusive. */
export interface Token {
  readonly kind: "name" | "punctuator" | "int" | "float" | "string" | "block" | "wrong" | "end";
  readonly from: number;
  readonly to: number;
  /** Why it is `wrong`. */
  readonly message?: string;
}

const NAME = /[_A-Za-z][_0-9A-Za-z]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?(?![.0-9_A-Za-z])/y;
const BAD_NUMBER = /-?[0-9][.0-9_A-Za-z+-]*|-/y;
const COMMENT = /#[^\r\n]*/g;

/** The token at or behind an offset; white space, commas and comments are passed over. */
export function tokenAt(text: string, offset: number): Token {
  const from = passIgnored(text, offset);
  if (from >= text.length) return { kind: "end", from: text.length, to: text.length };
  const sign = text[from]!;
  if (/[_A-Za-z]/.test(sign)) return { kind: "name", from, to: endOf(NAME, text, from) };
  if (sign === '"') return textAt(text, from);
  if (sign === "-" || (sign >= "0" && sign <= "9")) {
    NUMBER.lastIndex = from;
    const match = NUMBER.exec(text);
    if (match === null) return { kind: "wrong", from, to: endOf(BAD_NUMBER, text, from), message: "This is no number." };
    return { kind: match[1] === undefined && match[2] === undefined ? "int" : "float", from, to: NUMBER.lastIndex };
  }
  if (text.startsWith("...", from)) return { kind: "punctuator", from, to: from + 3 };
  if ("!$&()[]{}:=@|".includes(sign)) return { kind: "punctuator", from, to: from + 1 };
  const to = from + (text.codePointAt(from)! > 0xffff ? 2 : 1);
  return { kind: "wrong", from, to, message: `\`${text.slice(from, to)}\` has no meaning in GraphQL.` };
}

function passIgnored(text: string, offset: number): number {
  let at = offset;
  for (; at < text.length; at++) {
    const sign = text[at]!;
    if (sign === "#") while (at + 1 < text.length && text[at + 1] !== "\n" && text[at + 1] !== "\r") at++;
    else if (sign !== " " && sign !== "\n" && sign !== "," && sign !== "\t" && sign !== "\r" && sign !== "\uFEFF") break;
  }
  return at;
}

function textAt(text: string, from: number): Token {
  if (text.startsWith('"""', from)) {
    const to = endOfBlock(text, from);
    if (to !== undefined) return { kind: "block", from, to };
    return { kind: "wrong", from, to: text.length, message: 'This text has no end: `"""` is missing.' };
  }
  let at = from + 1;
  for (; at < text.length && text[at] !== '"' && text[at] !== "\n" && text[at] !== "\r"; at++) if (text[at] === "\\") at++;
  if (text[at] === '"') return { kind: "string", from, to: at + 1 };
  return { kind: "wrong", from, to: Math.min(at, text.length), message: 'This text has no end: `"` is missing.' };
}

function endOfBlock(text: string, from: number): number | undefined {
  for (let at = text.indexOf('"""', from + 3); at >= 0; at = text.indexOf('"""', at + 3)) if (text[at - 1] !== "\\") return at + 3;
  return undefined;
}

function endOf(form: RegExp, text: string, from: number): number {
  form.lastIndex = from;
  form.exec(text);
  return Math.max(form.lastIndex, from + 1);
}

/** How many comments stand in a stretch that holds nothing but ignored signs. */
export function commentsIn(ignored: string): number {
  return ignored.includes("#") ? (ignored.match(COMMENT)?.length ?? 0) : 0;
}

/** What a string or block token says (sections 2.9.4 "String Value": escapes, and the common indentation of a block). */
export function valueOf(text: string, token: Token): string {
  if (token.kind === "block") return dedent(text.slice(token.from + 3, token.to - 3).replaceAll('\\"""', '"""'));
  const inner = text.slice(token.from + 1, token.to - 1);
  if (!inner.includes("\\")) return inner;
  return inner.replace(/\\(?:u\{([0-9A-Fa-f]{1,8})\}|u([0-9A-Fa-f]{4})|(.))/gsu, (whole, long: string | undefined, short: string | undefined, sign: string | undefined) => {
    if (short !== undefined) return String.fromCharCode(Number.parseInt(short, 16));
    if (long !== undefined) {
      const code = Number.parseInt(long, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    }
    return { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" }[sign!] ?? sign!;
  });
}

/** `BlockStringValue` of the specification. */
export function dedent(raw: string): string {
  const lines = raw.split(/\r\n|\n|\r/);
  let indent = Infinity;
  for (const [index, line] of lines.entries()) {
    const own = line.length - line.replace(/^[ \t]+/, "").length;
    if (index > 0 && own < line.length) indent = Math.min(indent, own);
  }
  const cut = lines.map((line, index) => (index === 0 || indent === Infinity ? line : line.slice(indent)));
  let first = 0;
  let last = cut.length;
  while (first < last && isBlank(cut[first]!)) first++;
  while (last > first && isBlank(cut[last - 1]!)) last--;
  return cut.slice(first, last).join("\n");
}

function isBlank(line: string): boolean {
  for (const sign of line) if (sign !== " " && sign !== "\t") return false;
  return true;
}
