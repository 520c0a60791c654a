import { nearest } from "@groundplan/vocabulary";
import { isPlainName } from "@groundplan/syntax";
import { lex, type Lexeme } from "./lexer.ts";
import { fail, type Condition, type FieldPath, type Literal, type Move, type Operator, type Query, type SetExpression, type Stage } from "./syntax.ts";

/** Words that end a set or a condition; an element so named stands in backquotes. */
export const RESERVED: readonly string[] = ["where", "within", "union", "except", "intersect", "select", "sort", "limit", "count", "and", "or", "not", "desc", "by", "none"];
const OPERATORS: readonly string[] = ["=", "!=", "<", "<=", ">", ">=", "~", "!~"];
/** Parentheses and `not` nest this deep at most. */
const DEEPEST = 50;

/** Parses a query; fails with a query fault at the first thing that does not belong. */
export function parseQuery(text: string): Query {
  const lexemes = lex(text);
  let at = 0;
  let depth = 0;
  const set = readSet();
  const stages: Stage[] = [];
  for (let stage = readStage(); stage; stage = readStage()) stages.push(stage);
  if (peek().type !== "end") unexpected();
  return { set, stages };

  function peek(): Lexeme {
    return lexemes[at]!;
  }

  function take(): Lexeme {
    const lexeme = lexemes[at]!;
    if (at < lexemes.length - 1) at++;
    return lexeme;
  }

  function isWord(text: string): boolean {
    return peek().type === "word" && peek().text === text;
  }

  function isSign(text: string): boolean {
    return peek().type === "sign" && peek().text === text;
  }

  function takeSign(text: string): boolean {
    if (!isSign(text)) return false;
    at++;
    return true;
  }

  function takeWord(text: string): boolean {
    if (!isWord(text)) return false;
    at++;
    return true;
  }

  function unexpected(): never {
    const found = peek();
    if (found.type === "end") fail(found, "The query ends too early.");
    const meant = lexemes.slice(0, at).find((lexeme) => lexeme.type === "word" && lexeme.text !== "where" && nearest(lexeme.text, ["where"]) !== undefined);
    if (found.type === "sign" && OPERATORS.includes(found.text) && meant) fail(meant, `${meant.text} is no word of a query.`, "Did you mean where?");
    if (found.type === "sign" && OPERATORS.includes(found.text)) fail(found, `${found.text} compares; it stands behind where.`, "As in container where owner = ordering.");
    const near = found.type === "word" ? nearest(found.text, RESERVED) : undefined;
    return fail(found, `${text.slice(found.from, found.to)} does not belong here.`, near ? `Did you mean ${near}?` : undefined);
  }

  function nest<T>(read: () => T): T {
    if (++depth > DEEPEST) fail(peek(), `A query nests no deeper than ${DEEPEST}.`);
    const result = read();
    depth--;
    return result;
  }

  function readSet(): SetExpression {
    let left = readPath();
    for (;;) {
      const word = peek();
      if (word.type !== "word" || (word.text !== "union" && word.text !== "except" && word.text !== "intersect")) return left;
      take();
      left = { type: "combine", how: word.text, left, right: readPath(), from: word.from, to: word.to };
    }
  }

  function readPath(): SetExpression {
    let set = readSource();
    for (;;) {
      const next = peek();
      if (next.type !== "word") return set;
      if (next.text === "where") {
        take();
        set = { type: "where", of: set, condition: readCondition() };
      } else if (next.text === "within") {
        take();
        set = { type: "within", of: set, holder: readSource(), from: next.from, to: next.to };
      } else if (RESERVED.includes(next.text)) return set;
      else set = { type: "move", of: set, move: readMove() };
    }
  }

  function readSource(): SetExpression {
    if (takeSign("(")) {
      const set = nest(readSet);
      if (!takeSign(")")) fail(peek(), "A ) is missing here.");
      return set;
    }
    const first = peek();
    if ((first.type !== "word" && first.type !== "quoted") || (first.type === "word" && RESERVED.includes(first.text))) {
      fail(first, first.type === "end" ? "The query ends where a set belongs." : `A kind or the name of an element belongs here, not ${text.slice(first.from, first.to)}.`, "As in container, driver or shop.checkout; all stands for every element.");
    }
    const { name, to } = readName();
    return { type: "source", name, quoted: first.type === "quoted", from: first.from, to };
  }

  /** `shop.checkout`, glued together. */
  function readName(): { readonly name: string; readonly to: number } {
    let name = "";
    for (;;) {
      const part = take();
      name += part.type === "quoted" && isPlainName(part.text.slice(1, -1)) ? part.text.slice(1, -1) : part.text;
      const dot = peek();
      const next = lexemes[at + 1];
      if (!(dot.type === "sign" && dot.text === "." && dot.glued && next?.glued && (next.type === "word" || next.type === "quoted" || next.type === "number"))) return { name, to: part.to };
      name += ".";
      take();
    }
  }

  function readMove(): Move {
    const name = take();
    let to = name.to;
    const star = isSign("*") && peek().glued;
    if (star) to = take().to;
    let style: Move["style"];
    let where: Condition | undefined;
    if (isSign("(") && peek().glued) {
      take();
      const word = peek();
      if (isWord("call") || isWord("message")) style = take().text as "call" | "message";
      if (takeWord("where")) where = nest(readCondition);
      if (!style && !where) fail(word, "In these brackets stands call, message or where.", "As in out(message) or out(where protocol = https).");
      to = peek().to;
      if (!takeSign(")")) fail(peek(), "A ) is missing here.");
    }
    return { name: name.text, star, style, where, from: name.from, to };
  }

  function readField(): FieldPath {
    const first = peek();
    if (first.type !== "word" || RESERVED.includes(first.text)) fail(first, first.type === "end" ? "A field belongs here." : `A field belongs here, not ${text.slice(first.from, first.to)}.`, "As in title, owner or in.count.");
    const moves = [readMove()];
    while (isSign(".") && peek().glued) {
      take();
      if (peek().type !== "word") fail(peek(), "A field belongs behind the dot.");
      moves.push(readMove());
    }
    const to = moves[moves.length - 1]!.to;
    return { moves, from: first.from, to, text: text.slice(first.from, to) };
  }

  function readCondition(): Condition {
    let left = readConjunction();
    while (takeWord("or")) left = { type: "or", left, right: readConjunction() };
    return left;
  }

  function readConjunction(): Condition {
    let left = readTest();
    while (takeWord("and")) left = { type: "and", left, right: readTest() };
    return left;
  }

  function readTest(): Condition {
    if (takeWord("not")) return { type: "not", of: nest(readTest) };
    if (takeSign("(")) {
      const inner = nest(readCondition);
      if (!takeSign(")")) fail(peek(), "A ) is missing here.");
      return inner;
    }
    const field = readField();
    const operator = peek();
    if (operator.type !== "sign" || !OPERATORS.includes(operator.text)) return { type: "present", field };
    take();
    const values = [readLiteral()];
    while (takeSign("|")) values.push(readLiteral());
    return { type: "compare", field, operator: operator.text as Operator, values };
  }

  function readLiteral(): Literal {
    const first = peek();
    if (first.type === "string" || first.type === "number") {
      take();
      return { type: first.type, text: first.text, from: first.from, to: first.to };
    }
    if (first.type === "word" && first.text === "none") {
      take();
      return { type: "none", text: "", from: first.from, to: first.to };
    }
    if ((first.type !== "word" && first.type !== "quoted") || (first.type === "word" && RESERVED.includes(first.text))) fail(first, first.type === "end" ? "A value belongs behind the comparison." : `A value belongs here, not ${text.slice(first.from, first.to)}.`);
    const { name, to } = readName();
    return { type: "word", text: name, from: first.from, to };
  }

  function readStage(): Stage | undefined {
    if (takeWord("select")) return { type: "select", fields: readList(readField) };
    if (takeWord("sort")) {
      takeWord("by");
      return { type: "sort", keys: readList(() => ({ field: readField(), descending: takeWord("desc") })) };
    }
    if (takeWord("limit")) {
      const number = take();
      if (number.type !== "number" || !/^\d+$/.test(number.text)) fail(number, "A whole number belongs behind limit.");
      return { type: "limit", most: Number(number.text) };
    }
    if (takeWord("count")) return { type: "count", by: takeWord("by") ? readField() : undefined };
    return undefined;
  }

  function readList<T>(read: () => T): readonly T[] {
    const all = [read()];
    while (takeSign(",")) all.push(read());
    return all;
  }
}
