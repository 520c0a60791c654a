import type { Json } from "../reading.ts";
import { dedent } from "./lex.ts";
import { parseGraphql } from "./parse.ts";

/** A description on lines of its own, as graphql-js prints it; empty where there is none. */
export function description(doc: string | undefined, indent = ""): string {
  if (doc === undefined || doc === "") return "";
  // A block string cannot say everything: what it would change stands between single quotation marks.
  const isPlain = dedent(doc) === doc && dedent(`\n${doc}\n`) === doc && !/[^\t\n\x20-\uFFFF]|[\x7F]/.test(doc);
  if (!isPlain) return `${indent}${JSON.stringify(doc)}\n`;
  const escaped = doc.replaceAll('"""', '\\"""');
  if (!doc.includes("\n") && doc.length < 70 && !/["\\]$/.test(doc)) return `${indent}"""${escaped}"""\n`;
  const lines = escaped.split("\n").map((line) => (line === "" ? "" : indent + line));
  return `${indent}"""\n${lines.join("\n")}\n${indent}"""\n`;
}

/**
 * A value as a literal. `isWord` tells the texts that are values of an enum, by the names of the fields that lead to
 * them. Undefined where an object has a field whose name GraphQL cannot say.
 */
export function literal(value: Json, isWord: (path: readonly string[], text: string) => boolean): string | undefined {
  let written = "";
  const todo: (string | { value: Json; path: readonly string[] })[] = [{ value, path: [] }];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (typeof next === "string") {
      written += next;
      continue;
    }
    const { value: each, path } = next;
    if (typeof each === "string") written += isWord(path, each) ? each : JSON.stringify(each);
    else if (each === null || typeof each !== "object") written += String(each);
    else if (Array.isArray(each)) {
      const parts = (each as readonly Json[]).flatMap((member, index) => (index === 0 ? [{ value: member, path }] : [", ", { value: member, path }]));
      todo.push(...["[", ...parts, "]"].reverse());
    } else {
      const entries = Object.entries(each);
      if (entries.some(([key]) => !isName(key))) return undefined;
      const parts = entries.flatMap(([key, member], index) => [`${index === 0 ? "" : ", "}${key}: `, { value: member, path: [...path, key] }]);
      todo.push(...["{", ...parts, "}"].reverse());
    }
  }
  return written;
}

export function isName(text: string): boolean {
  return /^[_A-Za-z][_0-9A-Za-z]*$/.test(text);
}

/** Arguments on one line where they fit and none has a description; each is given with its own indentation of zero. */
export function argumentList(start: string, parts: readonly { readonly doc?: string; readonly text: string }[], indent: string): string {
  if (parts.length === 0) return start;
  const line = `${start}(${parts.map(({ text }) => text).join(", ")})`;
  if (line.length + indent.length <= 80 && parts.every(({ doc }) => doc === undefined || doc === "")) return line;
  const inner = `${indent}  `;
  return `${start}(\n${parts.map(({ doc, text }) => `${description(doc, inner)}${inner}${text}\n`).join("")}${indent})`;
}

/** Whether a directive's arguments can stand as they are. */
export function isDirective(name: string, text: string): boolean {
  if (!isName(name)) return false;
  const { definitions, problems } = parseGraphql(`scalar X @${name}${text === "" ? "" : `(${text}\n)`}`);
  return problems.length === 0 && definitions.length === 1 && definitions[0]!.directives.length === 1 && definitions[0]!.directives[0]!.name.text === name;
}
