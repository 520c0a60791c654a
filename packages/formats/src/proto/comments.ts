/** A run of comments of a proto file that belong together: adjoining `//` lines, or one block comment. */
export interface Comment {
  /** Without the marks, and without blank lines at both ends. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/**
 * What a comment says: without `//`, or the frame and the stars of a block comment, and without the one space behind them.
 * `raw` are its lines as they stand.
 */
export function commentText(raw: string): string {
  const lines: string[] = [];
  if (raw.startsWith("/*")) {
    const inner = raw.endsWith("*/") && raw.length >= 4 ? raw.slice(2, -2) : raw.slice(2);
    for (const [at, line] of inner.split(/\r\n?|\n/).entries()) {
      const trimmed = at === 0 ? line.replace(/^\*+/, "") : withoutStar(line);
      lines.push(trimmed.startsWith(" ") ? trimmed.slice(1) : trimmed);
    }
  } else {
    for (const line of raw.split(/\r\n?|\n/)) {
      const from = line.indexOf("//");
      if (from < 0) continue;
      const said = line.slice(from + 2).replace(/^\/+(?= |$)/, "");
      lines.push(said.startsWith(" ") ? said.slice(1) : said);
    }
  }
  return joinLines(lines);
}

/** The lines of a comment, each behind `//`; `indent` stands before each. */
export function commentLines(text: string, indent: string): string {
  let out = "";
  for (const line of joinLines(text.split(/\r\n?|\n/)).split("\n")) out += line === "" ? `${indent}//\n` : `${indent}// ${line}\n`;
  return out;
}

/** What a comment can carry of a text: one sort of line end, no control characters, no blanks at the ends of lines, no blank lines at both ends. */
export function commentable(text: string): string {
  return joinLines(text.split(/\r\n?|\n/));
}

function joinLines(lines: readonly string[]): string {
  const clean = lines.map((line) => withoutTail(line.replace(/[\0-\x08\x0b-\x1f\x7f]/g, "")));
  let from = 0;
  let to = clean.length;
  while (from < to && clean[from] === "") from++;
  while (to > from && clean[to - 1] === "") to--;
  return clean.slice(from, to).join("\n");
}

/** Not by a pattern: one that looks for blanks at the end takes quadratic time on long runs of blanks. */
function withoutTail(line: string): string {
  let to = line.length;
  while (to > 0 && (line.charCodeAt(to - 1) === 32 || line.charCodeAt(to - 1) === 9)) to--;
  return line.slice(0, to);
}

function withoutStar(line: string): string {
  let at = 0;
  while (at < line.length && (line.charCodeAt(at) === 32 || line.charCodeAt(at) === 9)) at++;
  return line[at] === "*" ? line.slice(at + 1) : line.slice(at);
}
