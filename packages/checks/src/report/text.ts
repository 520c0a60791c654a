import type { Diagnostic, LineIndex, Severity } from "@groundplan/syntax";
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

/** The report for people: each finding with the text around it, its related places, and what to do. */
export function renderText(report: Report, options: TextOptions): string {
  const { palette } = options;
  const places = placesOf(report);
  const { errors, warnings, infos } = countBySeverity(report);
  const shown = options.limit > 0 && report.diagnostics.length > options.limit ? mostSevere(report.diagnostics, options.limit) : report.diagnostics;
  const parts = shown.map((diagnostic) => frame(diagnostic));
  if (shown.length < report.diagnostics.length) parts.push(palette.faint(`… and ${report.diagnostics.length - shown.length} more; --limit 0 shows all.\n`));
  const { files, elements, relations } = report.counts;
  const where = `${many(elements, "element")} and ${many(relations, "relation")} in ${many(files, "file")}`;
  const found = [errors > 0 ? palette.error(many(errors, "error")) : "", warnings > 0 ? palette.warning(many(warnings, "warning")) : "", infos > 0 ? palette.info(many(infos, "note")) : ""].filter((text) => text !== "");
  parts.push(found.length === 0 ? `${palette.good("●")} ${where}, no findings\n` : `${found.join(", ")} among ${where}\n`);
  return parts.join("\n");

  function frame(diagnostic: Diagnostic): string {
    const paint = paintOf(diagnostic.severity);
    const lines = [`${paint(LABEL[diagnostic.severity])}${palette.faint(`[${diagnostic.code}]`)} ${palette.strong(diagnostic.message)}`];
    // Places in one file that lie close together share a frame.
    lines.push(...excerpt(diagnostic.file, diagnostic.from, diagnostic.to, "", paint, "^"));
    for (const related of diagnostic.related) lines.push(...excerpt(related.file, related.from, related.to, related.message, palette.info, "-"));
    if (diagnostic.hint !== undefined) lines.push(`  ${palette.faint("=")} ${palette.strong("hint:")} ${diagnostic.hint}`);
    return `${lines.join("\n")}\n`;
  }

  function paintOf(severity: Severity): (text: string) => string {
    return severity === "error" ? palette.error : severity === "warning" ? palette.warning : palette.info;
  }

  function excerpt(file: string, from: number, to: number, message: string, paint: (text: string) => string, sign: string): string[] {
    const index = places(file);
    const start = index.position(from);
    const heading = `  ${palette.faint("→")} ${file}:${start.line}:${start.column}`;
    const text = report.textOf(file);
    if (text === undefined) return [message === "" ? heading : `${heading} ${message}`];
    const gutter = String(start.line).length;
    const source = lineAt(index, text, start.line);
    const end = index.position(to);
    const last = end.line === start.line ? end.column : source.length + 1;
    const cut = cutAround(source, start.column - 1, Math.max(start.column, last - 1), Math.max(40, options.columns - gutter - 6));
    const pad = widthOf(cut.text.slice(0, cut.from));
    const marks = Math.max(1, widthOf(cut.text.slice(cut.from, cut.to)));
    const bar = palette.faint("│");
    return [
      heading,
      `  ${palette.faint(String(start.line).padStart(gutter))} ${bar} ${expand(cut.text)}`,
      `  ${" ".repeat(gutter)} ${bar} ${" ".repeat(pad)}${paint(sign.repeat(marks))}${message === "" ? "" : ` ${paint(message)}`}`,
    ];
  }
}

const LABEL = { error: "error", warning: "warning", info: "note" } as const;

/** The errors first, then warnings, then notes, each in the order of the text. */
function mostSevere(diagnostics: readonly Diagnostic[], limit: number): readonly Diagnostic[] {
  const kept = new Set((["error", "warning", "info"] as const).flatMap((severity) => diagnostics.filter((diagnostic) => diagnostic.severity === severity)).slice(0, limit));
  return diagnostics.filter((diagnostic) => kept.has(diagnostic));
}

function lineAt(index: LineIndex, text: string, line: number): string {
  const from = index.startOf(line);
  const to = text.indexOf("\n", from);
  return text.slice(from, to < 0 ? text.length : to).replace(/\r$/, "");
}

/** A long line is cut around the fault, with an ellipsis at each cut. */
function cutAround(source: string, from: number, to: number, width: number): { readonly text: string; readonly from: number; readonly to: number } {
  const end = Math.min(Math.max(to, from), source.length);
  if (source.length <= width) return { text: source, from, to: end };
  const lead = Math.max(0, from - Math.floor(width / 3));
  const text = source.slice(lead, lead + width - 2);
  const shift = lead > 0 ? 1 - lead : 0;
  return { text: `${lead > 0 ? "…" : ""}${text}${lead + text.length < source.length ? "…" : ""}`, from: from + shift, to: Math.min(end + shift, text.length + 1) };
}

function expand(text: string): string {
  return [...text].map((sign) => (sign === "\t" ? "  " : printable(sign))).join("");
}

/** Control characters would move the cursor; they are shown by a stand-in. */
function printable(sign: string): string {
  const code = sign.codePointAt(0)!;
  return code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) || (code >= 0xd800 && code <= 0xdfff) ? "�" : sign;
}

/** Columns that a text takes on a terminal: wide East Asian characters and emoji take two, combining marks none. */
function widthOf(text: string): number {
  let width = 0;
  for (const sign of text) {
    const code = sign.codePointAt(0)!;
    if (sign === "\t") width += 2;
    else if ((code >= 0x300 && code <= 0x36f) || code === 0x200d || (code >= 0xfe00 && code <= 0xfe0f)) width += 0;
    else if ((code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xa4cf) || (code >= 0xac00 && code <= 0xd7a3) || (code >= 0xf900 && code <= 0xfaff) || (code >= 0xfe30 && code <= 0xfe6f) || (code >= 0xff00 && code <= 0xff60) || (code >= 0x1f300 && code <= 0x1faff) || (code >= 0x20000 && code <= 0x3fffd)) width += 2;
    else width += 1;
  }
  return width;
}

function many(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}
