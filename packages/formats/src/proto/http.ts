import type { Json } from "../reading.ts";
import { HTTP, isRecord, type Options } from "./options.ts";

/** The REST side of a method: `google.api.http` (https://github.com/googleapis/googleapis/blob/master/google/api/http.proto). */
export interface HttpRule {
  /** In capitals. */
  readonly method: string;
  /** A path template, as written: `/v1/{name=shelves/*}`. */
  readonly path: string;
  /** What else the rule says: `body`, `response_body`, `additional_bindings`. */
  readonly rest: Readonly<Record<string, Json>>;
}

const methods = ["get", "put", "post", "delete", "patch"];

/** The rule that the options of a method give, in one aggregate or in parts (`(google.api.http).get`). */
export function httpRuleOf(options: Options): { readonly rule?: HttpRule; readonly others: Options } {
  const said: [string, Json][] = [];
  const others: [string, Json][] = [];
  for (const [name, value] of Object.entries(options)) {
    if (name === HTTP && isRecord(value)) said.push(...Object.entries(value));
    else if (name.startsWith(`${HTTP}.`)) said.push([name.slice(HTTP.length + 1), value]);
    else others.push([name, value]);
  }
  const pattern = said.find(([name]) => methods.includes(name) || name === "custom");
  if (pattern === undefined) return { others: options };
  const [name, value] = pattern;
  const rest = Object.fromEntries(said.filter((entry) => entry !== pattern));
  if (typeof value === "string") return { rule: { method: name.toUpperCase(), path: value, rest }, others: Object.fromEntries(others) };
  if (name === "custom" && isRecord(value) && typeof value.kind === "string" && typeof value.path === "string" && !methods.includes(value.kind.toLowerCase()) && value.kind === value.kind.toUpperCase()) {
    return { rule: { method: value.kind, path: value.path, rest }, others: Object.fromEntries(others) };
  }
  return { others: options };
}

/** The value of the option that says so. */
export function httpOption({ method, path, rest }: HttpRule): Json {
  const name = method.toLowerCase();
  return methods.includes(name) ? { [name]: path, ...rest } : { custom: { kind: method, path }, ...rest };
}
