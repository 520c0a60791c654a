import type { FormatProblem } from "../reading.ts";
import { addFile, addWellKnown, type Names } from "./names.ts";
import { parseProto } from "./parse.ts";
import type { ProtoSyntax } from "./syntax.ts";
import { wellKnownFiles } from "./well-known.ts";

/** More files than this are imported by no file of a person's. */
const MOST_FILES = 2000;

/** The names that a file can use, and whether all of its imports were there: where not, a name that is unknown may be one of theirs. */
export function namesOf(file: ProtoSyntax, path: string | undefined, imports: ((path: string) => string | undefined) | undefined, problems: FormatProblem[], partial = false): { readonly names: Names; readonly complete: boolean } {
  const names: Names = { types: new Map(), packages: new Set() };
  addFile(names, file);
  let complete = true;
  const seen = new Set<string>(path === undefined ? [] : [path]);
  const listed = new Set<string>();
  for (const statement of file.imports) {
    if (statement.text === path) problems.push({ code: "format/meaning", severity: "error", message: "This file imports itself.", from: statement.from, to: statement.to });
    else if (listed.has(statement.text)) problems.push({ code: "format/duplicate", severity: "error", message: `"${statement.text}" is imported twice.`, from: statement.from, to: statement.to, hint: "Keep one of the two." });
    listed.add(statement.text);
    // What an imported file imports `public` counts as imported here too.
    const queue = [statement.text];
    while (queue.length > 0 && seen.size < MOST_FILES) {
      const next = queue.pop()!;
      if (seen.has(next)) continue;
      seen.add(next);
      const text = imports?.(next);
      if (text !== undefined) {
        const imported = parseProto(text).file;
        addFile(names, imported);
        for (const inner of imported.imports) if (inner.modifier === "public") queue.push(inner.text);
      } else if (wellKnownFiles.has(next)) addWellKnown(names, next);
      else if (statement.modifier !== "option") {
        complete = false;
        const through = next === statement.text ? "" : `, which "${statement.text}" imports`;
        if (imports === undefined || partial) problems.push({ code: "format/not-followed", severity: "warning", message: `"${next}" is not read; names from it are kept as they stand.`, from: statement.from, to: statement.to, hint: "Adopt that file by a source of its own; until then, what is of its types may be any value." });
        else problems.push({ code: "format/unknown-name", severity: "error", message: `There is no file "${next}"${through}.`, from: statement.from, to: statement.to, hint: "Put it beside the others, at this path from one of the folders in which imports are looked for." });
      }
    }
  }
  return { names, complete };
}
