import type { Diagnostic } from "@groundplan/syntax";

/** What a check found, with all that is needed to show it. */
export interface Report {
  /** In the order of the files' names, then of the text. */
  readonly diagnostics: readonly Diagnostic[];
  /** The text of a file of the workspace; undefined where it is not one. */
  readonly textOf: (file: string) => string | undefined;
  /**
   * Where the workspace stands below the root of its sources: `design/`, or empty where it is that root. What others show beside
   * the sources (workflow commands, SARIF) names files from there; text and JSON name them from the workspace. Default empty.
   */
  readonly folder?: string;
  readonly counts: { readonly files: number; readonly elements: number; readonly relations: number };
}

export function countBySeverity(report: Report): { readonly errors: number; readonly warnings: number; readonly infos: number } {
  let errors = 0;
  let warnings = 0;
  for (const { severity } of report.diagnostics) {
    if (severity === "error") errors++;
    else if (severity === "warning") warnings++;
  }
  return { errors, warnings, infos: report.diagnostics.length - errors - warnings };
}
