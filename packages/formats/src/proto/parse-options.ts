import type { Json } from "../reading.ts";
import { broken, integerValue, type Cursor } from "./cursor.ts";
import { unquote } from "./scanner.ts";
import type { OptionSyntax } from "./syntax.ts";

/** Values of options nest no deeper than this; protobuf's own parser of text format gives up earlier. */
const DEEPEST = 64;

/** `name = value`, as it stands behind `option` and between brackets. */
export function parseOption(cursor: Cursor): OptionSyntax {
  const from = cursor.scanner.from;
  const parts: string[] = [];
  do {
    if (cursor.take("(")) {
      parts.push(`(${cursor.path("the name of an option", true).text})`);
      cursor.want(")", "behind the name of the option");
    } else parts.push(cursor.name("the name of an option").text);
  } while (cursor.take("."));
  cursor.want("=", "behind the name of the option");
  const value = parseConstant(cursor);
  return { name: parts.join("."), value, from, to: cursor.scanner.before };
}

/** `[a = 1, b = 2]`, or nothing. */
export function parseBracketed(cursor: Cursor): readonly OptionSyntax[] {
  if (!cursor.take("[")) return [];
  const options: OptionSyntax[] = [];
  if (cursor.take("]")) return options;
  do options.push(parseOption(cursor));
  while (cursor.take(","));
  cursor.want("]", "behind the options");
  return options;
}

/** A message in text format, or a list of values, that is being read. */
type Open = { readonly close: string; key?: string } & ({ readonly is: "message"; readonly entries: Map<string, Json> } | { readonly is: "list"; readonly items: Json[] });

/** A constant of the specification's "Constant", with messages in text format (https://protobuf.dev/reference/protobuf/textformat-spec). */
function parseConstant(cursor: Cursor): Json {
  if (!cursor.is("{")) return parseScalar(cursor);
  const open: Open[] = [];
  cursor.advance();
  open.push({ is: "message", close: "}", entries: new Map() });
  for (;;) {
    const top = open.at(-1)!;
    let value: Json;
    if (cursor.take(top.close)) {
      value = top.is === "message" ? Object.fromEntries(top.entries) : top.items;
      open.pop();
      const outer = open.at(-1);
      if (outer === undefined) return value;
      put(outer, value);
      if (outer.is === "list") separate(cursor, outer.close);
      else separate(cursor);
      continue;
    }
    if (top.is === "message") {
      top.key = parseKey(cursor);
      const colon = cursor.take(":");
      if (!colon && !cursor.is("{") && !cursor.is("<")) cursor.fail("`:` behind the name of a field");
    }
    if (cursor.is("{") || cursor.is("<") || (cursor.is("[") && top.is === "message")) {
      if (open.length >= DEEPEST) {
        cursor.report("format/too-large", `The value of this option is nested more than ${DEEPEST} levels deep; it is not read.`, cursor.scanner);
        throw broken;
      }
      const mark = cursor.scanner.text;
      cursor.advance();
      open.push(mark === "[" ? { is: "list", close: "]", items: [] } : { is: "message", close: mark === "<" ? ">" : "}", entries: new Map() });
      continue;
    }
    put(top, parseScalar(cursor));
    if (top.is === "list") separate(cursor, top.close);
    else separate(cursor);
  }
}

function put(into: Open, value: Json): void {
  if (into.is === "list") {
    into.items.push(value);
    return;
  }
  const key = into.key!;
  const there = into.entries.get(key);
  // A repeated field may be given one value at a time.
  if (there === undefined) into.entries.set(key, value);
  else into.entries.set(key, [...(Array.isArray(there) ? (there as Json[]) : [there]), ...(Array.isArray(value) ? (value as Json[]) : [value])]);
}

/** Between the fields of a message a comma or a semicolon may stand; between the items of a list a comma must. */
function separate(cursor: Cursor, close?: string): void {
  if (close === undefined) void (cursor.take(",") || cursor.take(";"));
  else if (!cursor.take(",") && !cursor.is(close)) cursor.fail("`,` or the end of the list");
}

/** `name`, `[package.extension]` or `[host/package.Message]`. */
function parseKey(cursor: Cursor): string {
  if (!cursor.take("[")) return cursor.name("the name of a field").text;
  let key = cursor.path("the name of an extension").text;
  if (cursor.take("/")) key += `/${cursor.path("the name of a message").text}`;
  cursor.want("]", "behind the name of an extension");
  return `[${key}]`;
}

function parseScalar(cursor: Cursor): Json {
  const { scanner } = cursor;
  if (scanner.kind === "string") {
    let said = "";
    while ((scanner.kind as string) === "string") {
      said += unquote(scanner.text);
      cursor.advance();
    }
    return said;
  }
  const negative = cursor.take("-");
  if (!negative) cursor.take("+");
  const word = scanner.text;
  if (scanner.kind === "name") {
    cursor.advance();
    if (!negative && (word === "true" || word === "false")) return word === "true";
    return { "=": negative ? `-${word}` : word };
  }
  if (scanner.kind === "integer" || scanner.kind === "float") {
    const value = scanner.kind === "integer" ? integerValue(word) : Number(word.replace(/[fF]$/, ""));
    if (Number.isNaN(value)) cursor.fail("a number");
    const exact = Number.isFinite(value) && (scanner.kind === "float" || Number.isSafeInteger(value)) && !(value === 0 && negative);
    cursor.advance();
    if (!exact) return { "=": negative ? `-${word}` : word };
    return negative ? -value : value;
  }
  return cursor.fail("a value");
}
