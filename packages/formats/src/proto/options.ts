import type { Json } from "../reading.ts";
import type { OptionSyntax } from "./syntax.ts";

/** Options as they are kept in a document: by name; an array where an option is given several times. */
export type Options = Readonly<Record<string, Json>>;

export const BEHAVIOR = "(google.api.field_behavior)";
export const HTTP = "(google.api.http)";

export function optionsOf(list: readonly OptionSyntax[]): Record<string, Json> {
  const entries = new Map<string, Json[]>();
  for (const { name, value } of list) {
    const there = entries.get(name);
    if (there === undefined) entries.set(name, [value]);
    else there.push(value);
  }
  return Object.fromEntries([...entries].map(([name, values]) => [name, values.length === 1 ? values[0]! : values]));
}

/** The word of a value that is a name in proto: `REQUIRED` of `{ "=": "REQUIRED" }`. */
export function wordOf(value: Json | undefined): string | undefined {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return undefined;
  const word = (value as { readonly [key: string]: Json })["="];
  return typeof word === "string" ? word : undefined;
}

/** The values of `google.api.field_behavior` (AIP-203). */
export function behavioursOf(options: Options): readonly string[] {
  const value = options[BEHAVIOR];
  const list = Array.isArray(value) ? (value as readonly Json[]) : value === undefined ? [] : [value];
  return list.flatMap((item) => wordOf(item) ?? []);
}

export function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
