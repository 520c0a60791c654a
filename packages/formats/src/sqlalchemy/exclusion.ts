import { expressionTokens } from "../sql/expression.ts";
import type { Token } from "../sql/scan.ts";

/** An exclusion as it is written behind `EXCLUDE`, in its parts. */
export interface Exclusion {
  readonly method: string;
  readonly elements: readonly { readonly column?: string; readonly expression: string; readonly operator: string }[];
  readonly where?: string;
}

/** The parts of an exclusion; undefined where it has more than SQLAlchemy and Django can say (operator classes, orders, INCLUDE). */
export const exclusionParts = (definition: string): Exclusion | undefined => {
  const tokens = expressionTokens(definition);
  const using = tokens[0]?.value === "using" && tokens[1] !== undefined;
  const open = using ? 2 : 0;
  if (!isSymbol(tokens[open], "(")) return undefined;
  const close = closing(tokens, open);
  if (close < 0) return undefined;
  const elements: { column?: string; expression: string; operator: string }[] = [];
  for (const [from, to] of separated(tokens, open + 1, close)) {
    const operator = tokens[to - 1];
    const before = tokens[to - 2];
    if (to - from < 3 || operator?.kind !== "symbol" || before?.kind !== "word" || before.value !== "with") return undefined;
    const first = tokens[from]!;
    const last = tokens[to - 3]!;
    if (first !== last && !isSymbol(last, ")")) return undefined;
    elements.push({ ...(first === last && first.kind !== "symbol" ? { column: first.value } : {}), expression: definition.slice(first.from, last.to), operator: operator.value });
  }
  const exclusion = { method: using ? tokens[1]!.value : "btree", elements };
  if (close === tokens.length - 1) return exclusion;
  if (tokens[close + 1]!.value !== "where" || !isSymbol(tokens[close + 2], "(") || closing(tokens, close + 2) !== tokens.length - 1) return undefined;
  return { ...exclusion, where: definition.slice(tokens[close + 2]!.to, tokens.at(-1)!.from).trim() };
};

const isSymbol = (token: Token | undefined, value: string): boolean => token?.kind === "symbol" && token.value === value;

const closing = (tokens: readonly Token[], open: number): number => {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (isSymbol(tokens[at], "(")) depth++;
    else if (isSymbol(tokens[at], ")") && --depth === 0) return at;
  }
  return -1;
};

/** The stretches between commas that stand in no parentheses. */
const separated = (tokens: readonly Token[], from: number, to: number): readonly (readonly [number, number])[] => {
  const parts: (readonly [number, number])[] = [];
  let start = from;
  let depth = 0;
  for (let at = from; at < to; at++) {
    if (isSymbol(tokens[at], "(")) depth++;
    else if (isSymbol(tokens[at], ")")) depth--;
    else if (depth === 0 && isSymbol(tokens[at], ",")) {
      parts.push([start, at]);
      start = at + 1;
    }
  }
  return [...parts, [start, to]];
};
