import type { Diagnostic, Severity } from "@groundplan/syntax";
import { frameOf, type Mark } from "./frame.ts";
import { placesOf } from "./places.ts";
import { countBySeverity, type Report } from "./report.ts";

/** Colours, given by who knows the terminal; the identity where there are none. */
export interface ReportPalette {
  error(text: string): string;
  warning(text: string): string;
  info(text: string): string;
  good(text: string): string;
  strong(text: string): string;
  faint(text: string): string;
}

export interface TextOptions {
  readonly palette: ReportPalette;
  /** Show at most so many findings, errors first; 0 for all. */
  readonly limit: number;
  /** Width of the page in columns; longer source lines are cut around the fault. */
  readonly columns: number;
}

/** The report for people: each finding with the text around it, its related places, and what to do; a summary at the end. */
export function renderText(report: Report, options: TextOptions): string {
  const { palette } = options;
  const places = placesOf(report);
  const shown = options.limit > 0 && report.diagnostics.length > options.limit ? mostSevere(report.diagnostics, options.limit) : report.diagnostics;
  const parts = shown.map(tell);
  if (shown.length < report.diagnostics.length) parts.push(palette.faint(`… and ${report.diagnostics.length - shown.length} more; --limit 0 shows all.\n`));
  parts.push(summary(report, palette));
  return parts.join("\n");

  function tell(diagnostic: Diagnostic): string {
    const paint = paintOf(diagnostic.severity);
    const lines = [`${paint(LABEL[diagnostic.severity])}${palette.faint(`[${diagnostic.code}]`)} ${palette.strong(diagnostic.message)}`];
    // Each file has a frame, the one of the finding itself first.
    const byFile = new Map<string, Mark[]>([[diagnostic.file, [{ from: diagnostic.from, to: diagnostic.to, message: "", main: true }]]]);
    for (const { file, from, to, message } of diagnostic.related) {
      const mark = { from, to, message, main: false };
      const others = byFile.get(file);
      if (others) others.push(mark);
      else byFile.set(file, [mark]);
    }
    for (const [file, marks] of byFile) {
      const first = marks[0]!;
      const text = report.textOf(file);
      const { line, column } = places(file).position(first.from);
      lines.push(`  ${palette.faint("→")} ${file}:${line}:${column}`);
      if (text !== undefined) lines.push(...frameOf(text, places(file), marks, options.columns, { main: paint, other: palette.info, faint: palette.faint }));
      else for (const mark of marks) if (mark.message !== "") lines.push(`    ${mark.message}`);
    }
    if (diagnostic.hint !== undefined) lines.push(`  ${palette.faint("=")} ${palette.strong("hint:")} ${diagnostic.hint}`);
    return `${lines.join("\n")}\n`;
  }

  function paintOf(severity: Severity): (text: string) => string {
    return severity === "error" ? palette.error : severity === "warning" ? palette.warning : palette.info;
  }
}

/** `2 errors, 3 warnings in 14 files`, with what was checked. */
function summary(report: Report, palette: ReportPalette): string {
  const { errors, warnings, infos } = countBySeverity(report);
  const { files, elements, relations } = report.counts;
  const checked = `${many(elements, "element")} and ${many(relations, "relation")} in ${many(files, "file")}`;
  const found = [errors > 0 ? palette.error(many(errors, "error")) : "", warnings > 0 ? palette.warning(many(warnings, "warning")) : "", infos > 0 ? palette.info(many(infos, "note")) : ""].filter((text) => text !== "");
  if (found.length === 0) return `${palette.good("●")} ${checked}, no findings\n`;
  const touched = new Set(report.diagnostics.map(({ file }) => file)).size;
  return `${found.join(", ")} in ${many(touched, "file")} ${palette.faint(`(of ${checked})`)}\n`;
}

const LABEL = { error: "error", warning: "warning", info: "note" } as const;

/** The errors first, then warnings, then notes, each in the order of the text. */
function mostSevere(diagnostics: readonly Diagnostic[], limit: number): readonly Diagnostic[] {
  const kept = new Set((["error", "warning", "info"] as const).flatMap((severity) => diagnostics.filter((diagnostic) => diagnostic.severity === severity)).slice(0, limit));
  return diagnostics.filter((diagnostic) => kept.has(diagnostic));
}

function many(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}
