import { quotePostgresql } from "./keywords.ts";
import { scanStatement, type Source, type Token } from "./scan.ts";

const silent = { broken: () => undefined, foreign: () => undefined };

/** The tokens of an expression of PostgreSQL; what is broken in it is taken as far as it goes. */
export const expressionTokens = (expression: string): readonly Token[] => {
  const source: Source = { text: expression, events: silent, backslashes: false };
  return scanStatement(source, 0).tokens;
};

/** The names that stand in an expression where a column may stand: no functions, no types behind `::`, no parts of qualified names but the last. */
export const namesIn = (expression: string): ReadonlySet<string> => {
  const tokens = expressionTokens(expression);
  const names = new Set<string>();
  for (let at = 0; at < tokens.length; at++) if (isName(tokens, at)) names.add(tokens[at]!.value);
  return names;
};

const isName = (tokens: readonly Token[], at: number): boolean => {
  const token = tokens[at]!;
  if (token.kind !== "word" && token.kind !== "quoted") return false;
  const next = tokens[at + 1];
  return tokens[at - 1]?.value !== "::" && !(next?.kind === "symbol" && (next.value === "(" || next.value === "."));
};

/** The expression with another name for a column. */
export const renameIn = (expression: string, from: string, to: string): string => renameAll(expression, new Map([[from, to]]));

/** The expression with other names for columns, all at once: two may change places. */
export const renameAll = (expression: string, names: ReadonlyMap<string, string>): string => {
  const tokens = expressionTokens(expression);
  let text = "";
  let done = 0;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    const to = names.get(token.value);
    if (to === undefined || to === token.value || !isName(tokens, at)) continue;
    text += expression.slice(done, token.from) + quotePostgresql(to);
    done = token.to;
  }
  return text + expression.slice(done);
};
