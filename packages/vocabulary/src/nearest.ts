/**
 * The known name that a misspelt one is nearest to (optimal string alignment distance: insertions, deletions,
 * replacements, swapped neighbours), or undefined where none is near enough: at most a third of its length, at least one.
 * Ties go to the name that comes first in the alphabet.
 */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  const rows: Rows = [[], [], []];
  for (const candidate of known) {
    if (Math.abs(candidate.length - wanted.length) >= bestDistance + (best === undefined ? 0 : 1)) continue;
    const found = distance(wanted, candidate.toLowerCase(), bestDistance, rows);
    if (found < bestDistance || (found === bestDistance && best !== undefined && candidate < best)) {
      best = candidate;
      bestDistance = found;
    }
  }
  return best;
}

/** Three rows of the table of distances, used again for each candidate. */
type Rows = [number[], number[], number[]];

/**
 * Distance of two strings, or anything above `limit` where it is above. What both begin or end with costs nothing, and
 * cells further than `limit` off the diagonal are above it: a workspace may hold a thousand names that end alike.
 */
function distance(a: string, b: string, limit: number, rows: Rows): number {
  let start = 0;
  let aEnd = a.length;
  let bEnd = b.length;
  while (start < aEnd && start < bEnd && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  while (aEnd > start && bEnd > start && a.charCodeAt(aEnd - 1) === b.charCodeAt(bEnd - 1)) {
    aEnd--;
    bEnd--;
  }
  const height = aEnd - start;
  const width = bEnd - start;
  if (height === 0 || width === 0) return height + width;
  if (Math.abs(height - width) > limit) return limit + 1;
  const above = limit + 1;
  let [beforeLast, last, row] = rows;
  for (let j = 0; j <= width; j++) last[j] = j;
  for (let i = 1; i <= height; i++) {
    const from = Math.max(1, i - limit);
    const to = Math.min(width, i + limit);
    row[from - 1] = from === 1 ? i : above;
    let least = row[from - 1]!;
    const own = a.charCodeAt(start + i - 1);
    for (let j = from; j <= to; j++) {
      const other = b.charCodeAt(start + j - 1);
      // The cell above the last one of a row lies outside of the row before it, but for the first row.
      const over = i > 1 && j === i + limit ? above : last[j]! + 1;
      let value = Math.min(over, row[j - 1]! + 1, last[j - 1]! + (own === other ? 0 : 1));
      if (i > 1 && j > 1 && own === b.charCodeAt(start + j - 2) && a.charCodeAt(start + i - 2) === other) value = Math.min(value, beforeLast[j - 2]! + 1);
      row[j] = value;
      if (value < least) least = value;
    }
    if (least > limit) return above;
    const free = beforeLast;
    beforeLast = last;
    last = row;
    row = free;
  }
  return last[width]!;
}
