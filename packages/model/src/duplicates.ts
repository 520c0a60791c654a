import type { Diagnostic } from "@groundplan/syntax";
import { declarationAt, type Site } from "./table.ts";
import type { Declaration, Unit } from "./unit.ts";

/** A declaration whose name another one has taken. */
export interface Duplicate {
  readonly name: string;
  readonly declaration: Declaration;
  /** The declaration that counts. */
  readonly primary: Site;
}

/**
 * Tells of the names that a unit declares a second time. What stands inside of such an element is declared twice because
 * that is, and is not told again; and a file all of which another one declares already is a copy, which is told once.
 */
export function tellDuplicates(unit: Unit, duplicates: readonly Duplicate[]): readonly Diagnostic[] {
  const outermost: Duplicate[] = [];
  let end = -1;
  for (const duplicate of [...duplicates].sort((a, b) => a.declaration.itemFrom - b.declaration.itemFrom || b.declaration.itemTo - a.declaration.itemTo)) {
    if (duplicate.declaration.itemTo <= end) continue;
    outermost.push(duplicate);
    end = duplicate.declaration.itemTo;
  }
  const first = outermost[0]!;
  const original = first.primary.unit;
  const repeated = new Set(duplicates.map(({ declaration }) => declaration));
  const copied = outermost.length > 1 && original !== unit && duplicates.every(({ primary }) => primary.unit === original) && unit.declarations.every((declaration) => repeated.has(declaration));
  return copied ? [tell(first, `All that this file declares stands in ${original.file} already.`, "Remove one of the two files.")] : outermost.map((each) => tell(each, `${each.name} is declared already.`, unit.file.endsWith(".plan") ? `To add to it write extend ${each.name} { … }; otherwise choose another name.` : "Give one of the two files the next free number."));

  function tell({ declaration, primary }: Duplicate, message: string, hint: string): Diagnostic {
    const place = declarationAt(primary);
    return {
      code: "model/duplicate-name", severity: "error", message, hint, file: unit.file, from: declaration.from, to: declaration.to,
      related: [{ file: primary.unit.file, from: place.from, to: place.to, message: "declared here first" }],
    };
  }
}
