import type { Parameter } from "../api.ts";
import { capitalised, memberName, wordsOf } from "../json-schema/names.ts";

const CURSOR = /^(?:cursor|after|before|starting_?after|page_?token|next_?token|continuation_?token)$/i;
const PAGE = /^(?:page|page_?number)$/i;
const SIZE = /^(?:limit|size|per_?page|page_?size|max_?results|first|count)$/i;

/** How lists are given in pages, by the names of the parameters that are common for it. */
export function paginationOf(parameters: readonly Parameter[]): "cursor" | "page" | undefined {
  const queries = parameters.filter((parameter) => parameter.in === "query").map(({ name }) => name);
  if (!queries.some((name) => SIZE.test(name))) return undefined;
  return queries.some((name) => PAGE.test(name)) ? "page" : queries.some((name) => CURSOR.test(name)) ? "cursor" : undefined;
}

/** The header of draft-ietf-httpapi-idempotency-key-header, also with the `X-` that people put before it. */
export function idempotencyOf(parameters: readonly Parameter[]): string | undefined {
  return parameters.find((parameter) => parameter.in === "header" && /^(?:x-)?(?:idempotency|idempotent|request)[-_]?key$/i.test(parameter.name))?.name;
}

/** The parameter that stands for `idempotencyHeader` where no parameter of the document describes it. */
export function idempotencyParameter(name: string): Parameter {
  return { name, in: "header", type: { is: "scalar", scalar: "string" }, required: false, doc: "A value that the client makes up once for each request; repeated with it, the request is carried out only once.", constraints: { minLength: 1, maxLength: 255 } };
}

/** The same parameter, but for where it stands. */
export function isMade(parameter: Parameter, made: Parameter): boolean {
  const { at: _, ...rest } = parameter;
  const keys = Object.keys(rest).sort() as (keyof Parameter)[];
  return keys.join() === Object.keys(made).sort().join() && keys.every((key) => JSON.stringify(rest[key as keyof typeof rest]) === JSON.stringify(made[key]));
}

/** A name for an operation without `operationId`, from its method and path: `GET /orders/{id}/lines` gives `getOrdersByIdLines`. */
export function madeOperationName(method: string, path: string): string {
  const parts = path.split("/").filter((part) => part !== "");
  return method.toLowerCase() + parts.map((part) => part.replace(/\{([^}]*)\}/g, " by $1 ")).map((part) => wordsOf(part).map(capitalised).join("")).join("");
}

/** What an inline schema of an operation is called: `createOrder` and `request` give `CreateOrderRequest`. */
export function operationPart(operation: string, part: string): string {
  return memberName(/[-/]/.test(operation) ? operation : capitalised(operation), part);
}

