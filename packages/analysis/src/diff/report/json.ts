import { linesOf, shownChanges, summarize, type DiffReport } from "./report.ts";

/** The stable shape of `diff --format json`: lines from 1. Fields may be added, never changed. */
export function renderDiffJson(report: DiffReport): string {
  const line = linesOf(report);
  return JSON.stringify(
    {
      from: report.from, to: report.to,
      changes: shownChanges(report).map(({ change, what, id, kind, label, before, after, parts, place, breaks, consumers }) => ({
        change, what, id, kind, ...(label === undefined ? {} : { label }), ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }), ...(parts === undefined ? {} : { parts }),
        breaking: breaks.length > 0, ...(breaks[0] ? { rule: breaks[0].rule, reason: breaks[0].reason, source: breaks[0].source } : {}), ...(breaks.length > 1 ? { further: breaks.slice(1) } : {}),
        consumers: consumers.map((consumer) => ({ id: consumer.id, how: consumer.how, file: consumer.place.file, line: line(consumer.place), side: consumer.place.side, ...(consumer.vague ? { vague: true } : {}), ...(consumer.adapted ? { adapted: true } : {}) })),
        ...(place === undefined ? {} : { file: place.file, line: line(place), side: place.side }),
      })),
      summary: summarize(report.diff), notes: report.diff.notes,
    },
    undefined,
    2,
  );
}
