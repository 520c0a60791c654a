/** Positions within a text: lines and columns from 1, columns in UTF-16 code units. */
export interface LineIndex {
  position(offset: number): { readonly line: number; readonly column: number };
  /** The offset of a position; positions outside the text are moved to its nearest end. */
  offset(line: number, column: number): number;
  /** Where a line begins, lines from 1. */
  startOf(line: number): number;
  readonly lineCount: number;
}

export function indexLines(text: string): LineIndex {
  const starts = [0];
  const ends = text.includes("\r") ? text.replace(/\r(?!\n)/g, "\n") : text;
  for (let at = ends.indexOf("\n"); at >= 0; at = ends.indexOf("\n", at + 1)) starts.push(at + 1);
  const startOf = (line: number): number => starts[Math.min(Math.max(line, 1), starts.length) - 1]!;
  return {
    lineCount: starts.length,
    startOf,
    position(offset) {
      const at = Math.min(Math.max(offset, 0), text.length);
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (starts[middle]! <= at) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: at - starts[low]! + 1 };
    },
    offset(line, column) {
      if (line > starts.length) return text.length;
      const end = line < starts.length ? starts[line]! - 1 : text.length;
      return Math.min(startOf(line) + Math.max(column, 1) - 1, Math.max(end, startOf(line)));
    },
  };
}
