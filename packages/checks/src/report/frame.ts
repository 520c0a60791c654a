import type { LineIndex } from "@groundplan/syntax";
import { show, sliceColumns } from "./width.ts";

/** A stretch of one file to be marked, with what is said of it; `main` is what the finding is about. */
export interface Mark {
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly main: boolean;
}

/** How the parts of a frame are painted; each gives back what it was given where there are no colours. */
export interface FramePaint {
  readonly main: (text: string) => string;
  readonly other: (text: string) => string;
  readonly faint: (text: string) => string;
}

/** Between two marked lines at most so many others are shown; more are left out. */
const MOST_BETWEEN = 1;
/** No part of a line that is narrower than this says anything. */
const NARROWEST = 40;
/** Of a longer line only so much round its mark is looked at: a document of many megabytes may be one line. In UTF-16 code units. */
const LONGEST = 20_000;

/**
 * The lines around marks of one file: each marked line with its number, and below it a line of signs for each mark, `^` for
 * the main one and `-` for the others. A mark over several lines is shown on the first of them. Lines that are wider than
 * `columns` are cut around their marks.
 */
export function frameOf(text: string, index: LineIndex, marks: readonly Mark[], columns: number, paint: FramePaint): readonly string[] {
  const byLine = new Map<number, Mark[]>();
  for (const mark of [...marks].sort((a, b) => a.from - b.from || Number(b.main) - Number(a.main))) {
    const { line } = index.position(mark.from);
    const others = byLine.get(line);
    if (others) others.push(mark);
    else byLine.set(line, [mark]);
  }
  const numbers = [...byLine.keys()].sort((a, b) => a - b);
  const gutter = String(numbers[numbers.length - 1] ?? 1).length;
  const width = Math.max(NARROWEST, columns - gutter - 5);
  const bar = paint.faint("│");
  const lines: string[] = [];
  for (const [at, number] of numbers.entries()) {
    const before = numbers[at - 1];
    if (before !== undefined && number - before - 1 > MOST_BETWEEN) lines.push(`  ${" ".repeat(gutter)} ${paint.faint("⋮")}`);
    else if (before !== undefined) for (let between = before + 1; between < number; between++) lines.push(row(between, sliceColumns(show(lineAt(between).slice(0, LONGEST)).text, 0, width)));
    lines.push(...markedLine(number, byLine.get(number)!));
  }
  return lines;

  function row(number: number, shown: string): string {
    return `  ${paint.faint(String(number).padStart(gutter))} ${bar} ${shown}`.trimEnd();
  }

  function lineAt(number: number): string {
    const from = index.startOf(number);
    const to = text.indexOf("\n", from);
    return text.slice(from, to < 0 ? text.length : to).replace(/\r$/, "");
  }

  function markedLine(number: number, own: readonly Mark[]): string[] {
    const whole = lineAt(number);
    const wanted = (own.find((mark) => mark.main) ?? own[0]!).from - index.startOf(number);
    const skipped = Math.max(0, Math.min(wanted - LONGEST / 2, whole.length - LONGEST));
    const start = index.startOf(number) + skipped;
    const source = whole.slice(skipped, skipped + LONGEST);
    const shown = show(source);
    const columnAt = (offset: number): number => shown.columns[Math.min(Math.max(offset - start, 0), source.length)]!;
    const spans = own.map((mark) => {
      const from = columnAt(mark.from);
      // At least one sign, also for a place between two characters or at a line's end.
      return { mark, from, to: Math.max(columnAt(Math.min(mark.to, start + source.length)), from + 1) };
    });
    const cut = cutAround(shown, spans, width);
    const result = [row(number, cut.text)];
    for (const { mark, from, to } of spans) {
      const paintOf = mark.main ? paint.main : paint.other;
      const first = Math.min(Math.max(from - cut.shift, 0), width - 1);
      const last = Math.min(Math.max(to - cut.shift, first + 1), width);
      const signs = (mark.main ? "^" : "-").repeat(last - first);
      result.push(`  ${" ".repeat(gutter)} ${bar} ${" ".repeat(first)}${paintOf(signs)}${mark.message === "" ? "" : ` ${paintOf(mark.message)}`}`);
    }
    return result;
  }
}

/** A line that is too wide is cut so that its main mark is seen, with an ellipsis at each cut. */
function cutAround({ text, columns }: { readonly text: string; readonly columns: readonly number[] }, spans: readonly { readonly mark: Mark; readonly from: number; readonly to: number }[], width: number): { readonly text: string; readonly shift: number } {
  const end = columns[columns.length - 1]!;
  if (end <= width) return { text, shift: 0 };
  const wanted = spans.find(({ mark }) => mark.main) ?? spans[0]!;
  // A third of the width stands before the mark, as far as there is more behind it than fits.
  const lead = Math.max(0, Math.min(wanted.from - Math.floor(width / 3), end - width + 1));
  const before = lead > 0 ? "…" : "";
  const behind = lead + width < end + (lead > 0 ? 1 : 0) ? "…" : "";
  return { text: before + sliceColumns(text, lead + before.length, lead + width - behind.length) + behind, shift: lead };
}
