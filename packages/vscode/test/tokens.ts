import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";
import { createScanner, Token, type TokenKind } from "../../syntax/src/scanner.ts";

/** What a character belongs to, for the scanner and for the highlighting alike. Blanks and what is illegal belong to nothing. */
export type TokenClass = "word" | "string" | "markdown" | "number" | "path" | "operator" | "arrow" | "comment" | "brace" | "paren" | "bracket" | "colon" | "semicolon" | undefined;

const require = createRequire(import.meta.url);
let engine: Promise<unknown> | undefined;

/** A highlighter as VS Code runs it: line by line, with the library and the regular expressions of VS Code. */
export async function loadGrammar(json: string): Promise<textmate.IGrammar> {
  const wasm = readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm"));
  engine ??= oniguruma.loadWASM({ data: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer });
  await engine;
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({ createOnigScanner: (sources) => new oniguruma.OnigScanner(sources), createOnigString: (text) => new oniguruma.OnigString(text) }),
    loadGrammar: (scope) => Promise.resolve(scope === "source.groundplan" ? textmate.parseRawGrammar(json, "groundplan.json") : null),
  });
  return (await registry.loadGrammar("source.groundplan"))!;
}

export interface Span {
  readonly from: number;
  readonly to: number;
  readonly scopes: readonly string[];
}

export function highlight(grammar: textmate.IGrammar, text: string): Span[] {
  const spans: Span[] = [];
  let state = textmate.INITIAL;
  let at = 0;
  for (const line of text.split("\n")) {
    const content = line.endsWith("\r") ? line.slice(0, -1) : line;
    const result = grammar.tokenizeLine(content, state, 0);
    if (result.stoppedEarly) throw new Error("The line took too long.");
    for (const token of result.tokens) {
      const to = Math.min(token.endIndex, content.length);
      if (to > token.startIndex) spans.push({ from: at + token.startIndex, to: at + to, scopes: token.scopes });
    }
    state = result.ruleStack;
    at += line.length + 1;
  }
  return spans;
}

const markers: readonly (readonly [string, TokenClass])[] = [
  ["comment.line", "comment"], ["string.quoted.triple", "markdown"], ["string.quoted", "string"], ["string.unquoted.path", "path"], ["constant.numeric", "number"],
  ["keyword.operator.arrow", "arrow"], ["keyword.operator", "operator"], ["punctuation.section.block", "brace"], ["punctuation.section.parens", "paren"],
  ["punctuation.section.brackets", "bracket"], ["punctuation.separator.colon", "colon"], ["punctuation.terminator", "semicolon"],
  ["storage.type", "word"], ["entity.name", "word"], ["support.type.property-name", "word"], ["keyword.other", "word"], ["variable.other", "word"],
];

/** The class that the highlighting gives to a scope stack; the outermost scope decides. */
export function classOfScopes(scopes: readonly string[]): TokenClass {
  for (const scope of scopes.slice(1)) for (const [prefix, found] of markers) if (scope.startsWith(`${prefix}.`)) return found;
  return undefined;
}

const classes: Readonly<Record<TokenKind, TokenClass>> = {
  [Token.end]: undefined, [Token.newline]: undefined, [Token.semicolon]: "semicolon", [Token.colon]: "colon", [Token.braceOpen]: "brace", [Token.braceClose]: "brace",
  [Token.parenOpen]: "paren", [Token.parenClose]: "paren", [Token.bracketOpen]: "bracket", [Token.bracketClose]: "bracket", [Token.word]: "word", [Token.raw]: "word",
  [Token.string]: "string", [Token.markdown]: "markdown", [Token.number]: "number", [Token.path]: "path", [Token.operator]: "operator", [Token.arrow]: "arrow",
};

export interface ScannedToken {
  readonly kind: TokenClass;
  readonly from: number;
  readonly to: number;
}

/** What the scanner finds, up to a Markdown string that is never closed or a plain one that goes on over its line: there the two differ, and must. */
export function scan(text: string): { readonly tokens: readonly ScannedToken[]; readonly until: number } {
  let until = text.length;
  const scanner = createScanner(text, (code, from) => {
    if (code === "syntax/unterminated-string" && text.startsWith('"""', from)) until = Math.min(until, from);
  });
  const tokens: ScannedToken[] = [];
  for (let kind = scanner.next(); kind !== Token.end; kind = scanner.next()) {
    if (kind === Token.string && text.slice(scanner.from, scanner.to).includes("\n")) until = Math.min(until, scanner.from);
    if (kind !== Token.newline) tokens.push({ kind: classes[kind], from: scanner.from, to: scanner.to });
  }
  for (let at = 0; at < scanner.comments.length; at += 2) tokens.push({ kind: "comment", from: scanner.comments[at]!, to: scanner.comments[at + 1]! });
  return { tokens: tokens.toSorted((a, b) => a.from - b.from), until };
}

/** Where highlighting and scanner disagree first, in words; undefined where they agree. */
export function disagreement(grammar: textmate.IGrammar, text: string): string | undefined {
  const { tokens, until } = scan(text);
  const expected: TokenClass[] = Array.from({ length: text.length });
  for (const token of tokens) expected.fill(token.kind, token.from, token.to);
  const found: TokenClass[] = Array.from({ length: text.length });
  for (const span of highlight(grammar, text)) found.fill(classOfScopes(span.scopes), span.from, span.to);
  for (let at = 0; at < until; at++) {
    const c = text[at]!;
    if (c === "\n" || (c === "\r" && text[at + 1] === "\n")) continue;
    if (found[at] !== expected[at]) return `${JSON.stringify(text.slice(Math.max(0, at - 20), at))} ▸ ${JSON.stringify(text.slice(at, at + 20))}: the scanner has ${expected[at] ?? "nothing"}, the highlighting ${found[at] ?? "nothing"}`;
  }
  return undefined;
}
