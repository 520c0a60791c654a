import type { Diagnostic } from "@groundplan/syntax";
import type { Edit } from "./rename.ts";

/** What an editor offers at a place: the fix of a diagnostic. */
export interface CodeAction {
  readonly title: string;
  readonly edits: readonly Edit[];
  readonly mends: Diagnostic;
  /** The only fix of its diagnostic: it may be applied unasked. */
  readonly preferred: boolean;
}

/** The fixes of the diagnostics that touch a stretch of a file; one that is offered twice is offered once. */
export function codeActions(diagnostics: readonly Diagnostic[], from: number, to: number): readonly CodeAction[] {
  const found = new Map<string, CodeAction>();
  for (const diagnostic of diagnostics) {
    if (!diagnostic.fix || diagnostic.from > to || diagnostic.to < from) continue;
    const key = JSON.stringify(diagnostic.fix);
    if (!found.has(key)) found.set(key, { title: diagnostic.fix.title, edits: diagnostic.fix.edits, mends: diagnostic, preferred: true });
  }
  return [...found.values()];
}
