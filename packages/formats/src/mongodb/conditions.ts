import type { Json } from "../reading.ts";
import { expressionTokens } from "../sql/expression.ts";
import { withoutCasts } from "../sql/translate.ts";

/** A field that a condition may compare, by its name in SQL. */
export interface MongoConditionField {
  /** Its path in the document. */
  readonly name: string;
  /** With which literals it may be compared; dates and the like have none in JSON. */
  readonly is: "text" | "number" | "boolean" | undefined;
  /** What stands in the document for a text of SQL, where that is the name of an enum's value. */
  readonly values?: ReadonlyMap<string, Json>;
}

const OPERATORS: Readonly<Record<string, string>> = { "=": "$eq", ">": "$gt", ">=": "$gte", "<": "$lt", "<=": "$lte" };

/**
 * A condition of SQL as the filter of a partial index: comparisons of fields with literals and IS NULL, joined by AND. Undefined for
 * anything else, since partial indexes know no inequality and no negation (MongoDB manual, "Partial Indexes").
 */
export const conditionOfMongo = (expression: string, fields: ReadonlyMap<string, MongoConditionField>): Json | undefined => {
  const tokens = withoutCasts(expressionTokens(expression));
  const filter = new Map<string, Map<string, Json>>();
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    const field = token.kind === "word" || token.kind === "quoted" ? fields.get(token.value) : undefined;
    const operator = tokens[at + 1];
    if (field === undefined || operator === undefined) return undefined;
    let to: number;
    let condition: readonly [string, Json];
    if (operator.kind === "word" && operator.value === "is" && tokens[at + 2]?.kind === "word" && tokens[at + 2]!.value === "null") {
      // What is not there at all is equal to null too.
      condition = ["$eq", null];
      to = at + 3;
    } else {
      const negative = tokens[at + 2]?.kind === "symbol" && tokens[at + 2]!.value === "-";
      const literal = tokens[at + (negative ? 3 : 2)];
      const value = literal && valueOf(literal, field);
      const sign = operator.kind === "symbol" ? OPERATORS[operator.value] : undefined;
      if (value === undefined || sign === undefined || (negative && typeof value !== "number")) return undefined;
      condition = [sign, negative ? -(value as number) : value];
      to = at + (negative ? 4 : 3);
    }
    // A document has no order of conditions: two with one operator cannot both stand.
    const known = filter.get(field.name) ?? new Map<string, Json>();
    if (known.has(condition[0])) return undefined;
    filter.set(field.name, known.set(...condition));
    if (to < tokens.length && !(tokens[to]!.kind === "word" && tokens[to]!.value === "and" && to + 1 < tokens.length)) return undefined;
    at = to;
  }
  return filter.size > 0 ? Object.fromEntries([...filter].map(([name, conditions]) => [name, Object.fromEntries(conditions)])) : undefined;
};

const valueOf = (token: { readonly kind: string; readonly value: string }, field: MongoConditionField): Json | undefined => {
  if (token.kind === "string") return field.is === "text" ? (field.values?.get(token.value) ?? token.value) : undefined;
  if (token.kind === "number") return field.is === "number" && Number.isFinite(Number(token.value)) ? Number(token.value) : undefined;
  return token.kind === "word" && field.is === "boolean" && (token.value === "true" || token.value === "false") ? token.value === "true" : undefined;
};
