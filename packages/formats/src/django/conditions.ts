import { expressionTokens } from "../sql/expression.ts";
import type { Token } from "../sql/scan.ts";
import { withoutCasts } from "../sql/translate.ts";
import { pythonString, type Python } from "../sqlalchemy/python.ts";

/** A condition in Django's words, and how tightly it binds: 1 for `|`, 2 for `&`, 3 for one thing. */
interface Part {
  readonly text: string;
  readonly binds: number;
  /** What stands between the outermost operators, where these are all the same. */
  readonly parts?: readonly string[];
}

const lookups: Readonly<Record<string, string>> = { "=": "", ">": "__gt", ">=": "__gte", "<": "__lt", "<=": "__lte" };
const swapped: Readonly<Record<string, string>> = { "=": "=", "<>": "<>", "!=": "!=", ">": "<", ">=": "<=", "<": ">", "<=": ">=" };

/**
 * A condition of SQL as a `Q` of Django: comparisons of columns with literals and with columns, and of their lengths; IS NULL, IN, BETWEEN,
 * regular expressions, columns that are true or false, and what AND, OR, NOT and parentheses make of them. Undefined for anything else. `use` is
 * told what it needs of which module. Not recursive: operators wait on a stack.
 */
export const conditionOf = (expression: string, fields: ReadonlyMap<string, string>, use: (module: string, name: string) => void = () => undefined): Python | undefined => {
  const tokens = withoutCasts(expressionTokens(expression));
  const values: Part[] = [];
  const needed: (readonly [string, string])[] = [];
  const needs = (module: string, name: string): void => void needed.push([module, name]);
  const waiting: string[] = [];
  const apply = (): boolean => {
    const operator = waiting.pop();
    const right = values.pop();
    if (right === undefined) return false;
    if (operator === "not") return values.push({ text: `~${right.binds < 3 ? `(${right.text})` : right.text}`, binds: 3 }) > 0;
    const left = values.pop();
    if (left === undefined || operator === "(") return false;
    const binds = operator === "and" ? 2 : 1;
    const part = (one: Part): string => (one.binds < binds ? `(${one.text})` : one.text);
    const parts = [...(left.binds === binds && left.parts ? left.parts : [part(left)]), part(right)];
    return values.push({ text: parts.join(operator === "and" ? " & " : " | "), binds, parts }) > 0;
  };
  const rank: Readonly<Record<string, number>> = { or: 1, and: 2, not: 3 };
  let operand = true;
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at]!;
    if (operand) {
      if ((token.kind === "word" && token.value === "not") || symbol(token, "(")) {
        waiting.push(token.value);
        at++;
        continue;
      }
      const found = predicate(tokens, at, fields, needs);
      if (found === undefined) return undefined;
      values.push(found.parts === undefined ? { text: found.text, binds: 3 } : { text: found.text, binds: 2, parts: found.parts });
      at = found.to;
      operand = false;
    } else if (token.kind === "word" && (token.value === "and" || token.value === "or")) {
      while (waiting.length > 0 && waiting.at(-1) !== "(" && rank[waiting.at(-1)!]! >= rank[token.value]!) if (!apply()) return undefined;
      waiting.push(token.value);
      operand = true;
      at++;
    } else if (symbol(token, ")")) {
      while (waiting.length > 0 && waiting.at(-1) !== "(") if (!apply()) return undefined;
      if (waiting.pop() !== "(") return undefined;
      at++;
    } else return undefined;
  }
  if (operand) return undefined;
  while (waiting.length > 0) if (!apply()) return undefined;
  if (values.length !== 1) return undefined;
  for (const [module, name] of needed) use(module, name);
  const { text, parts, binds } = values[0]!;
  return parts === undefined ? text : { is: "chain", parts, operator: binds === 2 ? "&" : "|" };
};

const symbol = (token: Token | undefined, value: string): boolean => token?.kind === "symbol" && token.value === value;
const word = (token: Token | undefined, value: string): boolean => token?.kind === "word" && token.value === value;

/** A number, a text, true or false, with the place behind it. */
const literalAt = (tokens: readonly Token[], at: number): { readonly text: string; readonly to: number } | undefined => {
  const token = tokens[at];
  if (symbol(token, "-") && tokens[at + 1]?.kind === "number") return { text: `-${tokens[at + 1]!.value}`, to: at + 2 };
  if (token?.kind === "number" && /^(?:0|[1-9]\d*)(?:\.\d+)?$/.test(token.value)) return { text: token.value, to: at + 1 };
  if (token?.kind === "string") return { text: pythonString(token.value), to: at + 1 };
  if (word(token, "true") || word(token, "false")) return { text: token!.value === "true" ? "True" : "False", to: at + 1 };
  // What was cast alone may be left in parentheses.
  if (symbol(token, "(") && symbol(tokens[at + 2], ")")) {
    const inner = literalAt(tokens, at + 1);
    return inner?.to === at + 2 ? { text: inner.text, to: at + 3 } : undefined;
  }
  return undefined;
};

const literals = (tokens: readonly Token[], from: number, close: string): { readonly items: readonly string[]; readonly to: number } | undefined => {
  const items: string[] = [];
  for (let at = from; ;) {
    const value = literalAt(tokens, at);
    if (value === undefined) return undefined;
    items.push(value.text);
    if (symbol(tokens[value.to], close)) return { items, to: value.to + 1 };
    if (!symbol(tokens[value.to], ",")) return undefined;
    at = value.to + 1;
  }
};

const lengths = new Set(["char_length", "character_length", "length"]);
const comparisons: Readonly<Record<string, string>> = { "=": "Exact", ">": "GreaterThan", ">=": "GreaterThanOrEqual", "<": "LessThan", "<=": "LessThanOrEqual" };
const patterns: Readonly<Record<string, readonly [lookup: string, not: boolean]>> = { "~": ["regex", false], "~*": ["iregex", false], "!~": ["regex", true], "!~*": ["iregex", true] };

/** One thing that a condition asks, with the place behind it; `parts` where it takes two of Django's. */
interface Found {
  readonly text: string;
  readonly to: number;
  readonly parts?: readonly string[];
}

/** A comparison of the length of a column, at its function, with whole numbers. */
const lengthPredicate = (tokens: readonly Token[], at: number, fields: ReadonlyMap<string, string>, needs: (module: string, name: string) => void): Found | undefined => {
  const column = tokens[at + 2];
  const field = column?.kind === "word" || column?.kind === "quoted" ? fields.get(column.value) : undefined;
  if (field === undefined || !symbol(tokens[at + 1], "(") || !symbol(tokens[at + 3], ")")) return undefined;
  const compared = (sign: string, value: string): string => {
    needs("django.db.models.functions", "Length");
    needs("django.db.models.lookups", comparisons[sign]!);
    return `models.Q(${comparisons[sign]!}(Length(${pythonString(field)}), ${value}))`;
  };
  const numberAt = (place: number): string | undefined => (tokens[place]?.kind === "number" && /^\d+$/.test(tokens[place].value) ? tokens[place].value : undefined);
  const operator = tokens[at + 4];
  const first = numberAt(at + 5);
  if (word(operator, "between")) {
    const last = word(tokens[at + 6], "and") ? numberAt(at + 7) : undefined;
    if (first === undefined || last === undefined) return undefined;
    const parts = [compared(">=", first), compared("<=", last)];
    return { text: parts.join(" & "), parts, to: at + 8 };
  }
  return first !== undefined && operator?.kind === "symbol" && Object.hasOwn(comparisons, operator.value) ? { text: compared(operator.value, first), to: at + 6 } : undefined;
};

const predicate = (tokens: readonly Token[], at: number, fields: ReadonlyMap<string, string>, needs: (module: string, name: string) => void): Found | undefined => {
  const fieldAt = (place: number): string | undefined => {
    const token = tokens[place];
    return token?.kind === "word" || token?.kind === "quoted" ? fields.get(token.value) : undefined;
  };
  const q = (what: string, value: string): string => `models.Q(${what}=${value})`;
  const field = fieldAt(at);
  const operator = tokens[at + 1];
  if (field === undefined && tokens[at]?.kind === "word" && lengths.has(tokens[at].value)) return lengthPredicate(tokens, at, fields, needs);
  if (field === undefined) {
    const left = literalAt(tokens, at);
    const turned = left === undefined ? undefined : tokens[left.to];
    const right = left === undefined ? undefined : fieldAt(left.to + 1);
    if (left === undefined || right === undefined || turned?.kind !== "symbol" || !Object.hasOwn(swapped, turned.value)) return undefined;
    const sign = swapped[turned.value]!;
    return { text: sign === "<>" || sign === "!=" ? `~${q(right, left.text)}` : q(right + lookups[sign]!, left.text), to: left.to + 2 };
  }
  if (word(operator, "is")) {
    const not = word(tokens[at + 2], "not");
    const what = tokens[at + (not ? 3 : 2)];
    if (word(what, "null")) return { text: q(`${field}__isnull`, not ? "False" : "True"), to: at + (not ? 4 : 3) };
    return undefined;
  }
  if (word(operator, "between")) {
    const low = literalAt(tokens, at + 2);
    const high = low !== undefined && word(tokens[low.to], "and") ? literalAt(tokens, low.to + 1) : undefined;
    return high === undefined ? undefined : { text: q(`${field}__range`, `(${low!.text}, ${high.text})`), to: high.to };
  }
  const negated = word(operator, "not") && word(tokens[at + 2], "in");
  if (negated || word(operator, "in")) {
    const open = at + (negated ? 3 : 2);
    const found = symbol(tokens[open], "(") ? literals(tokens, open + 1, ")") : undefined;
    return found === undefined ? undefined : { text: `${negated ? "~" : ""}${q(`${field}__in`, `[${found.items.join(", ")}]`)}`, to: found.to };
  }
  if (symbol(operator, "=") && word(tokens[at + 2], "any") && symbol(tokens[at + 3], "(") && word(tokens[at + 4], "array") && symbol(tokens[at + 5], "[")) {
    const found = literals(tokens, at + 6, "]");
    return found !== undefined && symbol(tokens[found.to], ")") ? { text: q(`${field}__in`, `[${found.items.join(", ")}]`), to: found.to + 1 } : undefined;
  }
  if (operator?.kind === "symbol" && Object.hasOwn(patterns, operator.value)) {
    const pattern = tokens[at + 2];
    const [lookup, not] = patterns[operator.value]!;
    return pattern?.kind === "string" ? { text: `${not ? "~" : ""}${q(`${field}__${lookup}`, pythonString(pattern.value))}`, to: at + 3 } : undefined;
  }
  if (operator?.kind === "symbol" && Object.hasOwn(swapped, operator.value)) {
    const other = fieldAt(at + 2);
    const value = other === undefined ? literalAt(tokens, at + 2) : { text: `models.F(${pythonString(other)})`, to: at + 3 };
    if (value === undefined) return undefined;
    const differs = operator.value === "<>" || operator.value === "!=";
    return { text: differs ? `~${q(field, value.text)}` : q(field + lookups[operator.value]!, value.text), to: value.to };
  }
  if (operator === undefined || symbol(operator, ")") || word(operator, "and") || word(operator, "or")) return { text: q(field, "True"), to: at + 1 };
  return undefined;
};
