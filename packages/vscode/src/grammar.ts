import { isBlank, isInvisible, isWordPart, isWordStart } from "@groundplan/syntax";
import type { Kind } from "@groundplan/vocabulary";

/** A rule of a TextMate grammar; regular expressions are Oniguruma's (https://macromates.com/manual/en/language_grammars). */
export interface Rule {
  readonly name?: string;
  readonly contentName?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly include?: string;
  readonly captures?: Readonly<Record<string, Rule>>;
  readonly beginCaptures?: Readonly<Record<string, Rule>>;
  readonly endCaptures?: Readonly<Record<string, Rule>>;
  readonly patterns?: readonly Rule[];
}

export interface TextmateGrammar {
  readonly name: string;
  readonly scopeName: string;
  readonly fileTypes: readonly string[];
  readonly patterns: readonly Rule[];
  readonly repository: Readonly<Record<string, Rule>>;
}

/**
 * The scope of keys. Themes give `support.type.property-name` the red of CSS, and red here means a fault; the one of JSON
 * they give the calm blue of keys.
 */
const KEY = "support.type.property-name.json.groundplan";

/** Words that the language itself gives a meaning in first place; the kinds are the vocabulary's. */
const structural = ["extend", "kind", "setting"];
/** Words behind a name in the declarations of a workspace's own kinds and settings, and in adoptions. */
const connecting = ["like", "on", "from"];

/**
 * The TextMate grammar of the plan language. Its tokens are the scanner's: character classes are taken from the scanner's
 * own functions, and a test holds both in step. Which words count as kinds, settings without a colon, and clauses of a
 * header is taken from the vocabulary. What depends on where a word stands (a kind counts only where it may stand) is
 * beyond a grammar of regular expressions; the language server knows it.
 *
 * Two differences remain: a `"""` that is closed nowhere ends with its line for the scanner, and with the file here; and a text in
 * single quotes that goes on over its line, which is a fault, ends with its line here.
 */
export function textmateGrammar(kinds: readonly Kind[]): TextmateGrammar {
  return {
    name: "Groundplan",
    scopeName: "source.groundplan",
    fileTypes: ["plan"],
    patterns: [{ include: "#comment" }, { include: "#declaration" }, { include: "#key" }, { include: "#setting" }, { include: "#token" }],
    repository: { ...tokenRules(kinds), ...itemRules(kinds) },
  };
}

/** The grammar as it stands in its file. */
export function writeGrammar(kinds: readonly Kind[]): string {
  return `${JSON.stringify(textmateGrammar(kinds), undefined, 2)}\n`;
}

// ── Characters, as the scanner classes them ──

const start = classOf(isWordStart);
const part = classOf(isWordPart);
const blank = classOf((c) => isBlank(c));
/** What begins no token: neither word, number, blank nor a mark of the language. The apostrophe may open a wrong string. */
const illegal = classOf((c) => !isWordPart(c) && !isBlank(c) && c !== 10 && !"\"'`{}()[]:;-/.<>=!,|+*%?&".includes(String.fromCharCode(c)));

/** The inside of a character class: the ranges of code points for which `is` holds. A UTF-16 pair counts as what both its halves are. */
function classOf(is: (c: number) => boolean): string {
  const ranges: string[] = [];
  let from = -1;
  for (let c = 0; c <= 0x10000; c++) {
    // Halves of pairs stand for no character of their own.
    const holds = c < 0xd800 || (c > 0xdfff && c < 0x10000) ? is(c) : c < 0x10000 && from >= 0 && is(c);
    if (holds && from < 0) from = c;
    if (!holds && from >= 0) {
      ranges.push(c - 1 === from ? code(from) : `${code(from)}-${code(c - 1)}`);
      from = -1;
    }
  }
  if (is(0xd800) && is(0xdc00)) ranges.push(`${code(0x10000)}-${code(0x10ffff)}`);
  return ranges.join("");
}

function code(c: number): string {
  const character = String.fromCharCode(c);
  return /[0-9A-Za-z_ ]/.test(character) ? character : `\\x{${c.toString(16)}}`;
}

// ── Tokens; each group is atomic, so that no later part makes the expression give back a piece of a token ──

const B = `[${blank}]`;
const plainPart = `(?:[${part}${classOf(isInvisible)}]|-+(?=[${part}]))`;
/** A quote that its line does not close holds a plain name. */
const quotedName = `\`(?:[^\`\\n]*\`|(?![^\`\\n]*\`)${plainPart}*)`;
const version = `@(?=[${part}])(?:[${part}]|[.+-](?=[${part}]))+`;
const nameEnd = `(?:\\.(?:${quotedName}|(?=[${part}])${plainPart}+))*(?:${version})?`;
const plainName = `(?>[${start}]${plainPart}*${nameEnd})`;
const anyName = `(?>(?:[${start}]${plainPart}*|${quotedName})${nameEnd})`;

const glued = `(?:[${part}%]|\\.(?=[0-9])|\\.\\.|\\.(?=[${start}])|(?<=\\.)\\*|/(?=[${start}])|[+-](?=[0-9]))`;
/** A colon belongs to a number only behind the T of a time. */
const number = `(?>-?(?=[0-9])(?:${glued}*?T(?:${glued}|(?<=[0-9]):(?=[0-9]))*|${glued}+))`;

const path = `(?>/(?=[${part}{.*])(?:(?<=/)(?<braces>\\{(?:[^{}\\n]|\\g<braces>)*(?:\\}|$))|[^${blank};,)\\](\\"|{}:\\n]|:(?=[${part}]))*)`;

/** Where an item begins: at the line's start or behind `{`, `}` or `;`. A line that goes on after a comma is taken for one, too. */
const itemStart = `(?:^|(?<=[{};]))(${B}*)`;
/** A word in first place counts only where neither a colon nor an arrow follows. */
const counts = `(?=${B}|$)(?!${B}*(?::|->))`;

function tokenRules(kinds: readonly Kind[]): Record<string, Rule> {
  const clauses = words([...connecting, ...kinds.flatMap((kind) => (kind.clauses ?? []).flatMap((clause) => (clause.keyword !== undefined && /^\w/.test(clause.keyword) ? clause.keyword : [])))]);
  return {
    token: {
      patterns: [
        { include: "#comment" }, { include: "#markdown" }, { include: "#string" }, { include: "#clause" }, { include: "#word" }, { include: "#number" },
        { include: "#path" }, { include: "#group" }, { include: "#mark" }, { include: "#illegal" },
      ],
    },
    comment: { name: "comment.line.double-slash.groundplan", match: `//.*?(?=${B}*$)`, captures: { 0: { patterns: [{ name: "punctuation.definition.comment.groundplan", match: "\\G//" }] } } },
    markdown: {
      name: "string.quoted.triple.groundplan",
      begin: '"""', end: '"""',
      beginCaptures: { 0: { name: "punctuation.definition.string.begin.groundplan" } },
      endCaptures: { 0: { name: "punctuation.definition.string.end.groundplan" } },
      patterns: markdownRules,
    },
    string: {
      patterns: [
        { name: "string.quoted.double.groundplan", match: '(")((?:\\\\.|[^"\\\\\\n])*+)(")', captures: { 1: { name: "punctuation.definition.string.begin.groundplan" }, 2: { patterns: [{ include: "#escape" }] }, 3: { name: "punctuation.definition.string.end.groundplan" } } },
        // Not closed: to the line's end, without the braces and semicolons that most likely end the item.
        { name: "string.quoted.double.unclosed.groundplan", match: `(")(?!(?:\\\\.|[^"\\\\\\n])*+")([^\\n]*?)(?=\\s*[{};]+${B}*$|${B}*$)`, captures: { 1: { name: "punctuation.definition.string.begin.groundplan" }, 2: { patterns: [{ include: "#escape" }] } } },
        { name: "string.quoted.other.groundplan", match: "'[^'\\n]*'|\u201c[^\u201d\\n]*\u201d|\u2018[^\u2019\\n]*\u2019" },
      ],
    },
    escape: { patterns: [{ name: "constant.character.escape.groundplan", match: '\\\\(?:["\\\\nt]|u\\{(?:0?[0-9a-fA-F]{1,5}|10[0-9a-fA-F]{4})\\})' }, { name: "invalid.illegal.escape.groundplan", match: "\\\\.?" }] },
    clause: { name: "keyword.other.clause.groundplan", match: `(?<=[${blank}])(?:${clauses})(?=${B})(?!${B}*(?::|->|,))` },
    word: { name: "variable.other.groundplan", match: anyName, captures: { 0: { patterns: [{ include: "#quoted" }] } } },
    quoted: { match: "(`)(?:[^`\\n]*(`))?", captures: { 1: { name: "punctuation.definition.name.begin.groundplan" }, 2: { name: "punctuation.definition.name.end.groundplan" } } },
    number: { name: "constant.numeric.groundplan", match: number },
    path: { name: "string.unquoted.path.groundplan", match: path, captures: { 0: { patterns: [{ name: "variable.parameter.path.groundplan", match: "(?<=/)\\{[^}\\n]*\\}?" }] } } },
    group: {
      // No item begins inside; a group that is not closed ends before the next brace.
      patterns: [
        { begin: "\\(", end: "(\\))|(?=[{}])", beginCaptures: { 0: { name: "punctuation.section.parens.begin.groundplan" } }, endCaptures: { 1: { name: "punctuation.section.parens.end.groundplan" } }, patterns: [{ include: "#token" }] },
        { begin: "\\[", end: "(\\])|(?=[{}])", beginCaptures: { 0: { name: "punctuation.section.brackets.begin.groundplan" } }, endCaptures: { 1: { name: "punctuation.section.brackets.end.groundplan" } }, patterns: [{ include: "#token" }] },
      ],
    },
    mark: {
      patterns: [
        { name: "keyword.operator.arrow.groundplan", match: "->>?" },
        { name: "punctuation.section.block.begin.groundplan", match: "\\{" },
        { name: "punctuation.section.block.end.groundplan", match: "\\}" },
        { name: "punctuation.section.parens.end.groundplan", match: "\\)" },
        { name: "punctuation.section.brackets.end.groundplan", match: "\\]" },
        { name: "punctuation.separator.colon.groundplan", match: ":" },
        { name: "punctuation.terminator.groundplan", match: ";" },
        { name: "keyword.operator.groundplan", match: "\\.\\.|[<>=!]=|[-./<>=!,|+*%?&]" },
      ],
    },
    // A run of strange characters is skipped as a whole, blanks between them included.
    illegal: { match: `([${illegal}'](?:[${illegal}${blank}]*[${illegal}])?)`, captures: { 1: { name: "invalid.illegal.character.groundplan" } } },
  };
}

function itemRules(kinds: readonly Kind[]): Record<string, Rule> {
  const named = kinds.filter((kind) => !kind.anonymous && !isUnwritten(kind)).map((kind) => kind.name);
  const unnamed = kinds.filter((kind) => kind.anonymous && !isUnwritten(kind)).map((kind) => kind.name);
  const bare = kinds.flatMap((kind) => kind.settings ?? []).filter((setting) => setting.bare).map((setting) => setting.name);
  const clauses = words([...connecting, ...kinds.flatMap((kind) => (kind.clauses ?? []).flatMap((clause) => (clause.keyword !== undefined && /^\w/.test(clause.keyword) ? clause.keyword : [])))]);
  const declared: Rule = { name: "entity.name.type.groundplan", patterns: [{ include: "#quoted" }] };
  return {
    declaration: {
      patterns: [
        { match: `${itemStart}(${words([...named, "kind", "setting"])})${counts}(?:(${B}+)(?!(?:${clauses})(?=${B}))(${anyName}))?`, captures: { 2: { name: "storage.type.groundplan" }, 4: declared } },
        ...(unnamed.length > 0 ? [{ match: `${itemStart}(${words(unnamed)})${counts}`, captures: { 2: { name: "storage.type.groundplan" } } }] : []),
        { match: `${itemStart}(${words(structural)})${counts}`, captures: { 2: { name: "keyword.other.groundplan" } } },
      ],
    },
    key: { match: `${itemStart}(${plainName})(?=${B}*:)`, captures: { 2: { name: KEY } } },
    setting: { match: `${itemStart}(${words(bare)})(?=${B}|[;}]|$)(?!${B}*(?::|->))`, captures: { 2: { name: KEY } } },
  };
}

/** Kinds that plan text declares by other means: relations by their arrow, decisions by their files, operations as members. */
function isUnwritten(kind: Kind): boolean {
  return kind.within.length === 0;
}

/** Alternatives, each once and in order; the longer of two with the same beginning first. */
function words(list: readonly string[]): string {
  return [...new Set(list)].toSorted((a, b) => (a < b ? 1 : a > b ? -1 : 0)).map((word) => word.replace(/[^0-9A-Za-z_]/g, "\\$&")).join("|");
}

/** Markdown on one line at a time: whatever it holds, the next `"""` ends it. The full Markdown grammar could run past it. */
const inMarkdown = '(?:(?!""").)';
const markdownRules: readonly Rule[] = [
  { name: "markup.heading.groundplan", match: `^\\s*#{1,6}\\s${inMarkdown}*` },
  { match: "^\\s*([*+-]|[0-9]{1,9}[.)])(?=\\s)", captures: { 1: { name: "punctuation.definition.list.begin.groundplan" } } },
  { name: "markup.quote.groundplan", match: `^\\s*>${inMarkdown}*` },
  { name: "markup.inline.raw.groundplan", match: '(?<!`)(`{1,3})(?!`)(?:(?!"""|`).)+\\1' },
  { name: "markup.bold.groundplan", match: '(\\*\\*|__)(?=\\S)(?:(?!"""|\\1).)+(?<=\\S)\\1' },
  { name: "markup.italic.groundplan", match: '(?<![\\w*])([*_])(?=[^\\s*_])(?:(?!"""|\\1).)+(?<=\\S)\\1(?![\\w*])' },
  { match: '\\[((?:(?!"""|[\\[\\]]).)+)\\]\\(((?:(?!"""|[()]).)+)\\)', captures: { 1: { name: "string.other.link.groundplan" }, 2: { name: "markup.underline.link.groundplan" } } },
];
