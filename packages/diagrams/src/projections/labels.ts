/** Words of an edge that stands for several relations. */

const MOST = 3;
const LONGEST = 56;

/**
 * Unites labels in their order: `browses`, `buys` → `browses, buys`. What another label says already is left out (`reads`
 * beside `reads products`); of more than three, or of too many words, the number of the others is told: `… +2`.
 */
export function uniteLabels(labels: readonly string[]): string | undefined {
  const kept: string[] = [];
  for (const label of labels) if (label !== "" && !kept.some((other) => says(other, label))) kept.push(label);
  const distinct = kept.filter((label, at) => !kept.some((other, place) => place > at && says(other, label)));
  const [first] = distinct;
  if (first === undefined) return undefined;
  let text = first;
  let taken = 1;
  for (const label of distinct.slice(1, MOST)) {
    if (text.length + label.length + 2 > LONGEST) break;
    text += `, ${label}`;
    taken++;
  }
  return taken === distinct.length ? text : `${text} … +${distinct.length - taken}`;
}

/** Technologies of one edge: `gRPC, HTTP`; two at most. */
export function uniteTechnologies(technologies: readonly string[]): string | undefined {
  const distinct = [...new Set(technologies)];
  if (distinct.length === 0) return undefined;
  return distinct.length <= 2 ? distinct.join(", ") : `${distinct.slice(0, 2).join(", ")} … +${distinct.length - 2}`;
}

/** Whether `said` covers `label`: the same words, the same with more behind them, or one item of a list. */
function says(said: string, label: string): boolean {
  const a = said.toLowerCase();
  const b = label.toLowerCase();
  return a === b || (a.startsWith(b) && (a.charAt(b.length) === " " || a.charAt(b.length) === ",")) || a.split(/, | and /).includes(b);
}
