import { expressionTokens } from "./expression.ts";
import { literal, quoteMariadb, quoteSqlite } from "./keywords.ts";
import type { Token } from "./scan.ts";

/** Functions that mean the same in all three dialects, and those that are called otherwise. */
const functions: Readonly<Record<"sqlite" | "mariadb", Readonly<Record<string, string>>>> = {
  sqlite: { lower: "lower", upper: "upper", abs: "abs", coalesce: "coalesce", nullif: "nullif", round: "round", length: "length", char_length: "length", trim: "trim", btrim: "trim", substr: "substr", min: "min", max: "max", count: "count", sum: "sum", avg: "avg" },
  mariadb: { lower: "lower", upper: "upper", abs: "abs", coalesce: "coalesce", nullif: "nullif", round: "round", length: "char_length", char_length: "char_length", trim: "trim", btrim: "trim", substr: "substr", concat: "concat", floor: "floor", ceil: "ceil", mod: "mod", count: "count", sum: "sum", avg: "avg" },
};

const words = new Set("and or not is null in between like true false case when then else end as distinct".split(" "));
const operators = new Set(["=", "<>", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "%", "(", ")", ",", "||"]);

/**
 * An expression of PostgreSQL in another dialect, or undefined where it has functions, operators or types that are not known to mean the
 * same there. Casts of literals and of columns are left out; `= ANY (ARRAY[…])` becomes `IN (…)`; division keeps its place only where no
 * two whole numbers are divided, which nobody can tell, so that it is not translated for MariaDB.
 */
export const translate = (expression: string, dialect: "sqlite" | "mariadb", columns: ReadonlySet<string>): string | undefined => {
  const tokens = withoutCasts(expressionTokens(expression));
  const quote = dialect === "sqlite" ? quoteSqlite : quoteMariadb;
  const pieces: string[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    const next = tokens[at + 1];
    if (token.kind === "string") {
      if (/^[bx]/i.test(expression.slice(token.from, token.from + 1))) return undefined;
      pieces.push(dialect === "mariadb" ? literal(token.value).replaceAll("\\", "\\\\") : literal(token.value));
    } else if (token.kind === "number") pieces.push(token.value);
    else if (token.kind === "quoted" || columns.has(token.value)) {
      if (!columns.has(token.value)) return undefined;
      pieces.push(quote(token.value));
    } else if (token.kind === "symbol") {
      if (token.value === "=" && next?.value === "any") {
        const list = anyArray(tokens, at + 2);
        if (list === undefined) return undefined;
        pieces.push("IN", "(");
        tokens.splice(list.from, list.to - list.from, ...tokens.slice(list.first, list.last));
        at = list.from - 1;
        continue;
      }
      if (!operators.has(token.value) || (dialect === "mariadb" && (token.value === "/" || token.value === "||"))) return undefined;
      pieces.push(token.value);
    } else if (token.value === "now" && next?.value === "(" && tokens[at + 2]?.value === ")") {
      pieces.push(now(dialect));
      at += 2;
    } else if (token.value === "current_timestamp" || token.value === "current_date") pieces.push(token.value === "current_timestamp" ? now(dialect) : token.value.toUpperCase());
    else if (next?.kind === "symbol" && next.value === "(" && !words.has(token.value)) {
      if (!Object.hasOwn(functions[dialect], token.value)) return undefined;
      pieces.push(functions[dialect][token.value]!);
    } else if (words.has(token.value)) pieces.push(token.value.toUpperCase());
    else return undefined;
  }
  let text = "";
  for (const piece of pieces) {
    const tight = text === "" || piece === ")" || piece === "," || text.endsWith("(") || (piece === "(" && /[a-z_]$/.test(text));
    text += tight ? piece : ` ${piece}`;
  }
  return text;
};

const now = (dialect: "sqlite" | "mariadb"): string => (dialect === "sqlite" ? "CURRENT_TIMESTAMP" : "CURRENT_TIMESTAMP(6)");

/** The tokens without `::type`, and without the parentheses around what was cast alone. */
export const withoutCasts = (tokens: readonly Token[]): Token[] => {
  const kept: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (token.kind !== "symbol" || token.value !== "::") {
      kept.push(token);
      continue;
    }
    at = castEnd(tokens, at + 1) - 1;
    if (kept.length > 2 && kept.at(-1)!.value === ")" && kept.at(-3)!.value === "(" && kept.at(-3)!.kind === "symbol" && kept.at(-1)!.kind === "symbol" && kept.at(-4)?.kind !== "word") kept.splice(-3, 3, kept.at(-2)!);
  }
  return kept;
};

const typeWords = new Set(["varying", "precision", "with", "without", "time", "zone"]);

const castEnd = (tokens: readonly Token[], from: number): number => {
  let at = from + 1;
  while (tokens[at]?.value === "." && tokens[at]?.kind === "symbol") at += 2;
  while (tokens[at]?.kind === "word" && typeWords.has(tokens[at]!.value)) at++;
  if (tokens[at]?.value === "(" && tokens[at + 1]?.kind === "number") {
    while (at < tokens.length && tokens[at]!.value !== ")") at++;
    at++;
    while (tokens[at]?.kind === "word" && typeWords.has(tokens[at]!.value)) at++;
  }
  while (tokens[at]?.value === "[" && tokens[at + 1]?.value === "]") at += 2;
  return at;
};

/** `( ARRAY [ … ] )`, with whatever parentheses around: where it stands and what is in it. */
const anyArray = (tokens: readonly Token[], at: number): { readonly from: number; readonly to: number; readonly first: number; readonly last: number } | undefined => {
  let open = at;
  while (tokens[open]?.value === "(") open++;
  if (open === at || tokens[open]?.value !== "array" || tokens[open + 1]?.value !== "[") return undefined;
  const last = tokens.findIndex((token, index) => index > open && token.value === "]");
  const close = last + (open - at);
  if (last < 0 || tokens[close]?.value !== ")") return undefined;
  return { from: at, to: close, first: open + 2, last };
};
