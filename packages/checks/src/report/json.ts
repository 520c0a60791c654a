import { placesOf } from "./places.ts";
import { countBySeverity, type Report } from "./report.ts";

/** The report in the stable shape of `check --format json`: lines and columns from 1, columns in UTF-16 code units. */
export function renderJson(report: Report): string {
  const places = placesOf(report);
  const at = (file: string, offset: number): { readonly line: number; readonly column: number } => places(file).position(offset);
  return JSON.stringify(
    {
      diagnostics: report.diagnostics.map((diagnostic) => {
        const start = at(diagnostic.file, diagnostic.from);
        const end = at(diagnostic.file, diagnostic.to);
        return {
          code: diagnostic.code, severity: diagnostic.severity, message: diagnostic.message, ...(diagnostic.hint === undefined ? {} : { hint: diagnostic.hint }),
          file: diagnostic.file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column,
          related: diagnostic.related.map((related) => ({ file: related.file, ...at(related.file, related.from), message: related.message })),
          ...(diagnostic.fix === undefined
            ? {}
            : {
                fix: {
                  title: diagnostic.fix.title,
                  edits: diagnostic.fix.edits.map((edit) => {
                    const from = at(edit.file, edit.from);
                    const to = at(edit.file, edit.to);
                    return { file: edit.file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column, text: edit.text };
                  }),
                },
              }),
        };
      }),
      summary: { ...countBySeverity(report), ...report.counts },
    },
    undefined,
    2,
  );
}
