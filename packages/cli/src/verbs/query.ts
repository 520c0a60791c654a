import { explainQuery, runQuery, type Cell, type QueryAnswer } from "@groundplan/model";
import { load, statusFor, workspaceOf } from "../load.ts";
import { paletteFor } from "../palette.ts";
import { formatOf, UsageError, type Io, type Run } from "../verb.ts";

export const run: Run = ([expression, folder], options, io) => {
  const format = formatOf(options, ["text", "table", "json"]);
  if (expression === undefined || options["language"] === true) {
    io.out(`${explainQuery()}\n`);
    return expression === undefined && options["language"] !== true ? 2 : 0;
  }
  const text = String(expression);
  const loaded = load(workspaceOf(folder, options, io), io);
  const result = runQuery(loaded.workspace.model, text);
  if (result.error) {
    const { from, to, message, hint } = result.error;
    const width = Math.max(1, to - from);
    throw new UsageError(`${message}\n\n  ${text}\n  ${" ".repeat(from)}${"^".repeat(width)}`, hint ?? "groundplan query --language explains the language.");
  }
  if (format === "json") io.out(`${JSON.stringify({ columns: result.columns, rows: result.rows, elements: result.elements, relations: result.relations }, undefined, 2)}\n`);
  else if (format === "table") io.out(markdownTable(result));
  else tell(result, io);
  return statusFor(0, loaded);
};

/** Columns under each other, as wide as what stands in them. */
function tell(answer: QueryAnswer, io: Io): void {
  const palette = paletteFor(io);
  const widths = answer.columns.map((column, index) => Math.min(60, Math.max(column.length, ...answer.rows.map((row) => String(row[index]).length))));
  const line = (cells: readonly Cell[]): string => cells.map((cell, index) => (index === cells.length - 1 ? String(cell) : String(cell).padEnd(widths[index]!))).join("  ").trimEnd();
  io.out(`${palette.faint(line(answer.columns))}\n`);
  for (const row of answer.rows) io.out(`${line(row)}\n`);
  io.err(`${answer.rows.length} ${answer.rows.length === 1 ? "row" : "rows"}\n`);
}

function markdownTable(answer: QueryAnswer): string {
  const cell = (value: Cell): string => String(value).replaceAll("|", "\\|").replace(/\s+/g, " ");
  return `${[answer.columns, answer.columns.map(() => "---"), ...answer.rows].map((row) => `| ${row.map(cell).join(" | ")} |`).join("\n")}\n`;
}
