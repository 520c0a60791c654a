export type { Diagnostic, Fix, Place, RelatedPlace, Severity, SyntaxCode, SyntaxProblem } from "./diagnostic.ts";
export { shortened } from "./shorten.ts";
export type { Block, Item, Term, TermKind, Tree } from "./tree.ts";
export { DEEPEST_NESTING, parse } from "./parser.ts";
export { indexLines, type LineIndex } from "./lines.ts";
export { isBlank, isDigit, isInvisible, isPlainName, isWordPart, isWordStart, writeName } from "./characters.ts";
export { format, sameTree, WIDEST_LINE, writeString } from "./printer.ts";
export { createScanner, Token, type ReportLexical, type Scanner, type TokenKind } from "./scanner.ts";
