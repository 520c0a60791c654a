/** Words of an edge that stands for several relations. */

const MOST = 3;
const LONGEST = 56;

/**
 * Unites labels in their order: `browses`, `buys` → `browses, buys`. What another label says already is left out (`reads`
 * beside `reads products`), and a verb is said once (`reads orders`, `reads carts` → `reads orders, carts`); of more than three, or of too many words, the number of the others is told: `… +2`.
 */
export function uniteLabels(labels: readonly string[]): string | undefined {
  if (labels.length === 1) return labels[0] === "" ? undefined : labels[0];
  const kept: string[] = [];
  for (const label of new Set(labels)) if (label !== "" && !kept.some((other) => says(other, label))) kept.push(label);
  const distinct = kept.filter((label, at) => !kept.some((other, place) => place > at && says(other, label)));
  const [first] = distinct;
  if (first === undefined) return undefined;
  let text = first;
  let verb = firstWord(first);
  let taken = 1;
  for (const label of distinct.slice(1, MOST)) {
    const next = firstWord(label);
    const words = next === verb && label.length > next.length ? label.slice(next.length + 1) : label;
    if (text.length + words.length + 2 > LONGEST) break;
    text += `, ${words}`;
    verb = next;
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

function firstWord(label: string): string {
  return label.split(" ", 1)[0] ?? "";
}
