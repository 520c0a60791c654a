import { indexLines, type Diagnostic, type Severity } from "@groundplan/syntax";

/** Lines and characters from 0, characters in UTF-16 code units: as editors count. */
export interface Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export interface EditorDiagnostic {
  readonly range: Range;
  readonly severity: Severity;
  readonly code: string;
  /** The message, and what to do about it. */
  readonly message: string;
  readonly related: readonly { readonly file: string; readonly range: Range; readonly message: string }[];
}

/** Turns offsets of a text into ranges. */
export function rangesOf(text: string): (place: { readonly from: number; readonly to: number }) => Range {
  const lines = indexLines(text);
  const at = (offset: number): Range["start"] => {
    const { line, column } = lines.position(offset);
    return { line: line - 1, character: column - 1 };
  };
  return ({ from, to }) => ({ start: at(from), end: at(to) });
}

/**
 * A file's diagnostics as an editor shows them. An empty place is widened to the character before it, for editors draw
 * nothing under nothing; `textOf` gives the texts that related places stand in.
 */
export function editorDiagnostics(diagnostics: readonly Diagnostic[], textOf: (file: string) => string | undefined): readonly EditorDiagnostic[] {
  const ranges = new Map<string, ReturnType<typeof rangesOf>>();
  const rangeOf = (place: { readonly file: string; readonly from: number; readonly to: number }): Range => {
    let of = ranges.get(place.file);
    if (!of) ranges.set(place.file, (of = rangesOf(textOf(place.file) ?? "")));
    return of(place.to > place.from ? place : { from: Math.max(0, place.from - 1), to: place.to });
  };
  return diagnostics.map((diagnostic) => ({
    range: rangeOf(diagnostic), severity: diagnostic.severity, code: diagnostic.code,
    message: diagnostic.hint === undefined ? diagnostic.message : `${diagnostic.message} ${diagnostic.hint}`,
    related: diagnostic.related.map((place) => ({ file: place.file, range: rangeOf(place), message: place.message })),
  }));
}
