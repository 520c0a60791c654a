import type { Term } from "./tree.ts";

/**
 * Whether a blank stands before a term in canonical text. A blank is always safe; terms are written together only where
 * the source had them so or where the scanner is sure to tell them apart.
 */
export function blankBefore(terms: readonly Term[], index: number, angles: ReadonlySet<number>): boolean {
  const last = terms[index - 1]!;
  const next = terms[index]!;
  const glued = last.to === next.from;
  if (isOperator(next, ",") || isOperator(next, ":")) return false;
  if (isOperator(last, ",") || isOperator(last, ":")) return true;
  if (angles.has(index)) return false;
  if (angles.has(index - 1) && last.text === "<") return false;
  const value = isName(last) || last.terms !== undefined || isOperator(last, "?") || angles.has(index - 1);
  if (isOperator(next, "?")) return !((glued && value) || angles.has(index - 1));
  if (isOperator(next, ".") || isOperator(next, "..") || isOperator(last, ".") || isOperator(last, "..")) return !glued;
  // `decimal(5, 2)` and `index (a, b)`, `USD/month` and `GET /orders`: as the writer had them.
  if (next.terms !== undefined || next.kind === "path") return !(glued && (value || last.kind === "number" || isSign(terms, index - 1)));
  if (isSign(terms, index - 1)) return !glued;
  return true;
}

/**
 * The indices of `<`, `>` and inner `?` of the arguments of a type: `list<Item>`, `map<string, list<Item?>>`. What looks
 * like it may be two comparisons: those stand between blanks and have an operand behind them.
 */
export function findAngles(terms: readonly Term[]): ReadonlySet<number> {
  let found: Set<number> | undefined;
  for (let index = 1; index < terms.length; index++) {
    if (!isOperator(terms[index]!, "<") || !isName(terms[index - 1]!) || found?.has(index)) continue;
    const brackets: number[] = [];
    const close = readArguments(terms, index, brackets, 0);
    if (close === undefined) continue;
    const touching = terms[index - 1]!.to === terms[index]!.from || terms[index]!.to === terms[index + 1]!.from;
    if (!touching && isOperand(terms[close + 1])) continue;
    found ??= new Set();
    for (const bracket of brackets) found.add(bracket);
  }
  return found ?? NONE;
}

const NONE: ReadonlySet<number> = new Set();
/** Types nest no deeper than this; what does is left as an expression. */
const DEEPEST_TYPE = 20;

/** Reads `< type, type >` from its `<`; gives the index of its `>`. */
function readArguments(terms: readonly Term[], open: number, brackets: number[], depth: number): number | undefined {
  if (depth > DEEPEST_TYPE) return undefined;
  brackets.push(open);
  let at = open + 1;
  for (;;) {
    const term = terms[at];
    if (!term || (!isName(term) && term.kind !== "number")) return undefined;
    at++;
    if (terms[at]?.kind === "parens") at++;
    if (terms[at] && isOperator(terms[at]!, "<")) {
      const close = readArguments(terms, at, brackets, depth + 1);
      if (close === undefined) return undefined;
      at = close + 1;
    }
    if (terms[at] && isOperator(terms[at]!, "?")) brackets.push(at++);
    const next = terms[at];
    if (!next) return undefined;
    if (isOperator(next, ">")) {
      brackets.push(at);
      return at;
    }
    if (!isOperator(next, ",")) return undefined;
    at++;
  }
}

/** `-x`, `!x`: a sign is written at what it stands before, where it was. */
function isSign(terms: readonly Term[], index: number): boolean {
  const sign = terms[index]!;
  if (sign.kind !== "operator" || (sign.text !== "-" && sign.text !== "!" && sign.text !== "+")) return false;
  const next = terms[index + 1];
  if (!next || next.kind === "operator" || next.kind === "arrow") return false;
  const before = terms[index - 1];
  return !before || before.kind === "operator" || before.kind === "arrow" || before.to !== sign.from;
}

function isOperand(term: Term | undefined): boolean {
  return term !== undefined && term.kind !== "operator" && term.kind !== "arrow" && term.kind !== "string" && term.kind !== "markdown";
}

function isName(term: Term): boolean {
  return term.kind === "word" || term.kind === "raw";
}

function isOperator(term: Term, text: string): boolean {
  return term.kind === "operator" && term.text === text;
}
