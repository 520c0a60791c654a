import { format } from "@groundplan/syntax";

export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Beyond this many changed lines they are replaced as one. */
const MOST_COMPARED = 2000;

/** The edits that bring a text into its canonical form: whole lines, and only those that change. None where it has syntax errors. */
export function formatEdits(text: string): readonly TextEdit[] {
  const formatted = format(text);
  return formatted === text ? [] : lineEdits(text, formatted);
}

/** The edits of whole lines that turn one text into another: the shortest script after Myers (1986), greedy, over what is not common at the ends. */
export function lineEdits(before: string, after: string): readonly TextEdit[] {
  const a = splitLines(before);
  const b = splitLines(after);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const offsets = [0];
  for (const line of a) offsets.push(offsets[offsets.length - 1]! + line.length);
  const edits: TextEdit[] = [];
  const replace = (fromA: number, toA: number, fromB: number, toB: number): void => {
    if (fromA < toA || fromB < toB) edits.push({ from: offsets[fromA]!, to: offsets[toA]!, text: b.slice(fromB, toB).join("") });
  };
  const [lengthA, lengthB] = [a.length - start - end, b.length - start - end];
  const kept = lengthA + lengthB > MOST_COMPARED ? [] : commonLines(a.slice(start, start + lengthA), b.slice(start, start + lengthB));
  let [atA, atB] = [start, start];
  for (const [x, y] of kept) {
    replace(atA, start + x, atB, start + y);
    [atA, atB] = [start + x + 1, start + y + 1];
  }
  replace(atA, start + lengthA, atB, start + lengthB);
  return edits;
}

function splitLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Pairs of indices of equal lines, in order. */
function commonLines(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  const most = a.length + b.length;
  const trace: Int32Array[] = [];
  const furthest = new Int32Array(2 * most + 3);
  for (let depth = 0; depth <= most; depth++) {
    trace.push(furthest.slice(most - depth, most + depth + 3));
    for (let k = -depth; k <= depth; k += 2) {
      const down = k === -depth || (k !== depth && furthest[most + k]! < furthest[most + k + 2]!);
      let x = down ? furthest[most + k + 2]! : furthest[most + k]! + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      furthest[most + k + 1] = x;
      if (x >= a.length && x - k >= b.length) return backtrack(trace, a.length, b.length, depth);
    }
  }
  return [];
}

function backtrack(trace: readonly Int32Array[], lengthA: number, lengthB: number, found: number): readonly (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  let [x, y] = [lengthA, lengthB];
  for (let depth = found; depth >= 0; depth--) {
    const row = trace[depth]!;
    // The row holds diagonals -depth-1 … depth+1, from index 0.
    const at = (diagonal: number): number => row[diagonal + depth + 1]!;
    const k = x - y;
    const down = k === -depth || (k !== depth && at(k - 1) < at(k + 1));
    const previous = down ? k + 1 : k - 1;
    const fromX = depth === 0 ? 0 : at(previous);
    const fromY = fromX - (depth === 0 ? 0 : previous);
    const startX = depth === 0 ? 0 : down ? fromX : fromX + 1;
    while (x > startX && y > startX - k) {
      x--;
      y--;
      pairs.push([x, y]);
    }
    x = fromX;
    y = fromY;
  }
  return pairs.reverse();
}
