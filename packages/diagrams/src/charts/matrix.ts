import type { Point } from "@groundplan/layout";
import type { Drawing, Layer, Shape, TextStyle } from "../drawing.ts";
import { MARK_WORDS, markShapes } from "../paint/marks.ts";
import type { LegendEntry } from "../paint/legend.ts";
import type { Mark } from "../scene.ts";
import { cleanText } from "../text/clean.ts";
import { measureText } from "../text/measure.ts";
import { ellipsize, wrapText } from "../text/wrap.ts";
import { chartPage } from "./chart.ts";
import type { ChartHead } from "./chart.ts";

/** A weighed decision: candidates as rows, what they are measured by as columns. */
export interface Matrix extends ChartHead {
  readonly candidates: readonly { readonly id: string; readonly title: string; readonly note?: string }[];
  readonly criteria: readonly MatrixCriterion[];
  /** At most one cell for each pair; a pair without one is drawn as a dash. */
  readonly cells: readonly MatrixCell[];
  /** The total of each candidate in words, by id: `3.8`. */
  readonly totals: Readonly<Record<string, string>>;
  /** The chosen candidate's id. */
  readonly winner?: string;
  /** What the marks mean here, in the legend: `{complete: "meets it"}`. */
  readonly words?: Readonly<Partial<Record<Mark, string>>>;
}

export interface MatrixCriterion {
  readonly id: string;
  readonly title: string;
  /** A driver counts by its weight; a constraint must hold and has none. */
  readonly type: "driver" | "constraint";
  readonly weight?: number;
}

export interface MatrixCell {
  readonly candidate: string;
  readonly criterion: string;
  readonly mark: Mark;
  /** The score or the measure in words: `4`, `12 ms`. */
  readonly score?: string;
}

const NAME_MIN = 140;
const NAME_MAX = 240;
const COLUMN_MIN = 92;
const COLUMN_MAX = 132;
const TOTAL = 84;
const ROW = 40;
const PAD = 16;
const CHOSEN = "chosen";

/** Draws a decision matrix; the chosen row is tinted, marked in words and by a bar at its left. */
export function drawMatrix(matrix: Matrix): Drawing {
  const plan = planMatrix(matrix);
  const used = new Set(matrix.cells.map((cell) => cell.mark));
  const order: readonly Mark[] = ["complete", "partial", "empty", "failing"];
  const entries = order.filter((mark) => used.has(mark)).map((mark): LegendEntry => ({ type: "mark", mark, word: cleanText(matrix.words?.[mark] ?? DEFAULT_WORDS[mark]) }));
  return chartPage(matrix, plan, entries, (origin) => paintMatrix(matrix, plan, origin));
}

const DEFAULT_WORDS: Readonly<Record<Mark, string>> = { complete: "meets it", partial: "meets it in part", empty: "not known", failing: "fails" };

interface Plan {
  readonly width: number;
  readonly height: number;
  readonly name: number;
  readonly column: number;
  readonly head: number;
  readonly titles: readonly (readonly string[])[];
  /** Width of the widest score of each column, so that marks stand under each other. */
  readonly scores: readonly number[];
}

function planMatrix(matrix: Matrix): Plan {
  const longest = Math.max(
    0,
    ...matrix.candidates.map((candidate) => Math.max(measureText(cleanText(candidate.title), "title") + (candidate.id === matrix.winner ? 70 : 0), measureText(cleanText(candidate.note ?? ""), "note"))),
  );
  const name = Math.min(NAME_MAX + 70, Math.max(NAME_MIN, Math.ceil(longest) + 2 * PAD));
  const widest = Math.max(0, ...matrix.criteria.map((criterion) => measureText(cleanText(criterion.title), "small")));
  const column = Math.min(COLUMN_MAX, Math.max(COLUMN_MIN, Math.ceil(widest / 2) + 24));
  const titles = matrix.criteria.map((criterion) => wrapText(cleanText(criterion.title), "small", column - 16, 3));
  const head = Math.max(1, ...titles.map((lines) => lines.length)) * 14 + 34;
  const scores = matrix.criteria.map((criterion) =>
    Math.min(column - 34, Math.max(0, ...matrix.cells.filter((cell) => cell.criterion === criterion.id).map((cell) => measureText(cleanText(cell.score ?? ""), "body")))),
  );
  return { name, column, titles, scores, head, width: name + column * matrix.criteria.length + TOTAL, height: head + Math.max(1, matrix.candidates.length) * ROW + 8 };
}

function paintMatrix(matrix: Matrix, plan: Plan, origin: Point): readonly Shape[] {
  const cells = new Map(matrix.cells.map((cell) => [`${cell.candidate}\n${cell.criterion}`, cell]));
  const columns = matrix.criteria.map((_, i) => origin.x + plan.name + plan.column * (i + 0.5));
  const total = origin.x + plan.width - TOTAL / 2;
  const out: Shape[] = [
    { type: "rect", x: origin.x, y: origin.y, width: plan.width, height: plan.height, radius: 10, paint: { fill: "card", stroke: "card-line", width: 1 }, shadow: true },
  ];
  const bottom = origin.y + plan.head - 12;
  const head: Shape[] = [text(origin.x + PAD, bottom, "Candidate", "small", "start"), text(total, bottom, "Total", "small", "middle")];
  matrix.criteria.forEach((criterion, i) => {
    const lines = plan.titles[i]!;
    lines.forEach((line, row) => head.push({ ...text(columns[i]!, bottom - 16 - (lines.length - 1 - row) * 14, line, "small", "middle"), ink: "ink" }));
    const weight = criterion.type === "constraint" ? "must hold" : criterion.weight === undefined ? "driver" : `weight ${criterion.weight}`;
    head.push(text(columns[i]!, bottom, weight, "note", "middle"));
  });
  out.push({ type: "layer", name: "head", children: head });
  const rows = matrix.candidates.map((candidate, i) => paintRow(matrix, plan, candidate, origin.x, origin.y + plan.head + i * ROW, columns, total, cells));
  // Constraints stand apart from drivers: a hairline where the type of column changes, and before the total.
  const rules: Shape[] = matrix.criteria.flatMap((criterion, i): Shape[] =>
    i > 0 && matrix.criteria[i - 1]!.type !== criterion.type ? [rule(origin.x + plan.name + plan.column * i, origin.y + 10, plan.height - 20)] : [],
  );
  return [...out, ...rows, ...rules, rule(origin.x + plan.width - TOTAL, origin.y + 10, plan.height - 20)];
}

function paintRow(
  matrix: Matrix, plan: Plan, candidate: Matrix["candidates"][number], x: number, y: number,
  columns: readonly number[], total: number, cells: ReadonlyMap<string, MatrixCell>,
): Layer {
  const chosen = candidate.id === matrix.winner;
  const middle = y + ROW / 2;
  const title = cleanText(candidate.title);
  const note = cleanText(candidate.note ?? "");
  const room = plan.name - 2 * PAD - (chosen ? 62 : 0);
  const shapes: Shape[] = [{ type: "rect", x: x + 1, y: y - 0.5, width: plan.width - 2, height: 1, paint: { fill: "hair" } }];
  if (chosen) shapes.push({ type: "rect", x: x + 6, y: y + 4, width: plan.width - 12, height: ROW - 8, radius: 6, paint: { fill: "group3" } }, { type: "rect", x: x + 6, y: y + 4, width: 3, height: ROW - 8, radius: 1.5, paint: { fill: "ink" } });
  const short = ellipsize(title, "title", room);
  shapes.push({ type: "text", x: x + PAD, y: middle + (note === "" ? 4.5 : -1), text: short, style: "title", ink: "ink" });
  if (note !== "") shapes.push(text(x + PAD, middle + 12, ellipsize(note, "note", plan.name - 2 * PAD), "note", "start"));
  if (chosen) {
    const width = measureText(CHOSEN, "small") + 14;
    const left = x + PAD + measureText(short, "title") + 8;
    const top = middle + (note === "" ? -8.5 : -13.5);
    shapes.push({ type: "rect", x: left, y: top, width, height: 17, radius: 8.5, paint: { fill: "card", stroke: "ok", width: 1 } }, { type: "text", x: left + 7, y: top + 12, text: CHOSEN, style: "small", ink: "ok" });
  }
  const said: string[] = [];
  matrix.criteria.forEach((criterion, i) => {
    const cell = cells.get(`${candidate.id}\n${criterion.id}`);
    const cx = columns[i]!;
    if (cell === undefined) {
      shapes.push({ type: "rect", x: cx - 4, y: middle - 0.5, width: 8, height: 1, paint: { fill: "ink3" } });
      return;
    }
    const score = ellipsize(cleanText(cell.score ?? ""), "body", plan.column - 34);
    const width = plan.scores[i]! === 0 ? 0 : plan.scores[i]! + 7;
    shapes.push(...markShapes(cell.mark, cx - width / 2, middle));
    if (score !== "") shapes.push({ type: "text", x: cx - width / 2 + 4.5 + 7, y: middle + 4, text: score, style: "body", ink: "ink" });
    said.push(`${cleanText(criterion.title)}: ${MARK_WORDS[cell.mark]}${score === "" ? "" : ` ${score}`}`);
  });
  const sum = cleanText(Object.hasOwn(matrix.totals, candidate.id) ? matrix.totals[candidate.id]! : "");
  if (sum !== "") shapes.push({ type: "text", x: total, y: middle + 4.5, text: sum, style: "title", ink: "ink", anchor: "middle" });
  return { type: "layer", name: "node", label: [`${title}${chosen ? ", chosen" : ""}`, ...said, ...(sum === "" ? [] : [`total ${sum}`])].join(", "), data: { element: candidate.id }, children: shapes };
}

function rule(x: number, y: number, height: number): Shape {
  return { type: "rect", x: x - 0.5, y, width: 1, height, paint: { fill: "line" } };
}

function text(x: number, y: number, words: string, style: TextStyle, anchor: "start" | "middle"): Extract<Shape, { type: "text" }> {
  return { type: "text", x, y, text: words, style, ink: "ink2", anchor };
}
