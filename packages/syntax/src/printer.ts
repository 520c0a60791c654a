import { parse } from "./parser.ts";
import { blankBefore, findAngles } from "./spacing.ts";
import type { Block, Item, Term, Tree } from "./tree.ts";

/** A block on one line stays on it up to this column. */
export const WIDEST_LINE = 120;

/**
 * The canonical text of a plan: two blanks of indentation, one item per line, line feeds, a final newline. A block that
 * stood on one line stays there where it fits in 120 columns, a broken one stays broken; a line break inside a list or
 * brackets stays. Comments stay before their item or at the end of their line, and of several blank lines one stays. The
 * tree of the result is that of the text, places apart, and formatting the result changes nothing. A text with syntax
 * errors comes back as it is. Never throws.
 */
export function format(text: string): string {
  const source = normalise(text);
  const tree = parse(source);
  return tree.problems.length > 0 ? text : print(tree);
}

/** Whether two trees say the same: the same items, terms and blocks, wherever they stand. */
export function sameTree(a: Tree, b: Tree): boolean {
  return sameItems(a.items, b.items);
}

/** Writes a string as a term: quotes, backslashes, line ends and characters that cannot be seen are escaped. */
export function writeString(text: string): string {
  return `"${text.replace(HIDDEN, escapeOne)}"`;
}

function normalise(text: string): string {
  return (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text).replaceAll("\r\n", "\n");
}

/** Controls, line and paragraph separators, marks of direction (they can make a text look other than it is), byte order marks and halves of pairs. */
const HIDDEN = /["\\\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069\ufeff]/gu;

function escapeOne(character: string): string {
  switch (character) {
    case '"':
    case "\\":
      return `\\${character}`;
    case "\n":
      return "\\n";
    case "\t":
      return "\\t";
    default:
      return `\\u{${character.charCodeAt(0).toString(16)}}`;
  }
}

/** Prints a tree without problems, whose text has only line feeds. */
function print(tree: Tree): string {
  const { text, comments } = tree;
  const lines: string[] = [];
  let line = "";
  /** Depth of indentation of the line under way. */
  let level = 0;
  let nextComment = 0;
  /** Set while a block is tried on one line: writing stops when the line is too long. */
  let trying = false;

  printItems(tree.items, 0, 0, text.length);
  endLine();
  while (lines.length > 0 && lines[0] === "") lines.shift();
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;

  function endLine(): void {
    lines.push(line);
    line = "";
  }

  function startLine(at: number): void {
    endLine();
    level = at;
    line = "  ".repeat(at);
  }

  /** The items of a broken block, each on a line of its own, with their comments; `from` and `to` are the block's inside. */
  function printItems(items: readonly Item[], depth: number, from: number, to: number): void {
    let last = from;
    /** No line of the block has begun: no blank line may come first. */
    let first = true;
    for (const [index, item] of items.entries()) {
      printComments(item.from);
      separate(item.from);
      printItem(item, depth);
      if (index < items.length - 1 && hangs(item)) line += ";";
      last = item.to;
    }
    printComments(to);

    /** Begins a line for what stands at `at`, with a blank line before it where there was one. */
    function separate(at: number): void {
      if (!first && countBreaks(last, at) > 1) startLine(0);
      first = false;
      startLine(depth);
    }

    /** The comments up to an offset: at the end of the line they stood on, or each on its own. */
    function printComments(before: number): void {
      while (hasComment(before)) {
        const start = comments[nextComment]!;
        const end = comments[nextComment + 1]!;
        nextComment += 2;
        const atFileStart = lines.length === 0 && line === "";
        if (countBreaks(last, start) === 0 && !atFileStart) line += " ";
        else separate(start);
        line += text.slice(start, end);
        last = end;
      }
    }
  }

  /** Line ends between two offsets: none, one, or two for more. */
  function countBreaks(from: number, to: number): number {
    let count = 0;
    for (let at = from; at < to && count < 2; at++) if (text.charCodeAt(at) === 10) count++;
    return count;
  }

  function hasComment(to: number): boolean {
    return nextComment < comments.length && comments[nextComment]! < to;
  }

  function printItem(item: Item, depth: number): void {
    printTerms(item.label, depth + 1);
    if (item.label.length > 0) {
      line += ":";
      const first = item.header[0];
      if (first && !breakBetween(item.label[item.label.length - 1]!.to, first.from, depth + 1)) line += " ";
    }
    printTerms(item.header, depth + 1);
    if (item.block) printBlock(item, item.block, depth);
  }

  function printBlock(item: Item, block: Block, depth: number): void {
    const before = item.header[item.header.length - 1] ?? item.label[item.label.length - 1];
    if (before && hasComment(block.from)) breakBetween(before.to, block.from, depth + 1);
    else line += " ";
    const inside = block.to - 1;
    if (block.items.length === 0 && !hasComment(inside)) {
      line += "{}";
      return;
    }
    if (trying) {
      printInline(block.items, depth);
      return;
    }
    if (countBreaks(block.from, block.to) === 0) {
      const start = line;
      trying = true;
      printInline(block.items, depth);
      trying = false;
      if (line.length <= WIDEST_LINE) return;
      line = start;
    }
    line += "{";
    printItems(block.items, depth + 1, block.from + 1, inside);
    startLine(depth);
    line += "}";
  }

  /** A block that stood on one line: there is neither a comment nor a line's end in it. */
  function printInline(items: readonly Item[], depth: number): void {
    line += "{ ";
    for (const [index, item] of items.entries()) {
      if (line.length > WIDEST_LINE) return;
      if (index > 0) line += "; ";
      printItem(item, depth);
    }
    line += " }";
  }

  /** Terms with their breaks and comments; `deeper` is the indentation of lines that carry on. */
  function printTerms(terms: readonly Term[], deeper: number): void {
    const angles = findAngles(terms);
    for (const [index, term] of terms.entries()) {
      if (trying && line.length > WIDEST_LINE) return;
      if (index > 0 && !breakBetween(terms[index - 1]!.to, term.from, deeper) && blankBefore(terms, index, angles)) line += " ";
      printTerm(term);
    }
  }

  function printTerm(term: Term): void {
    switch (term.kind) {
      case "string":
        line += writeString(term.text);
        return;
      case "markdown":
        printMarkdown(term);
        return;
      case "raw":
        line += term.text.startsWith("`") ? term.text : term.text.replace(/^[^.@]+/, "`$&`");
        return;
      case "parens":
      case "brackets":
        printGroup(term);
        return;
      case "word":
      case "number":
      case "path":
      case "operator":
      case "arrow":
        line += term.text;
    }
  }

  function printGroup(group: Term): void {
    const outer = level;
    const terms = group.terms ?? [];
    const first = terms[0];
    const last = terms[terms.length - 1];
    const inside = group.to - 1;
    line += group.kind === "parens" ? "(" : "[";
    const broken = first !== undefined && breakBetween(group.from + 1, first.from, outer + 1);
    printTerms(terms, outer + 1);
    const rest = last ? last.to : group.from + 1;
    if (hasComment(inside)) breakBetween(rest, inside, outer + 1, outer);
    else if (broken || (last && runsToLineEnd(last))) startLine(outer);
    line += group.kind === "parens" ? ")" : "]";
  }

  /** A comment or a line's end between two terms: writes them and returns true; the text goes on, on a line of its own. */
  function breakBetween(from: number, to: number, deeper: number, goOn = deeper): boolean {
    if (!hasComment(to)) {
      if (countBreaks(from, to) === 0) return false;
      startLine(goOn);
      return true;
    }
    let last = from;
    while (hasComment(to)) {
      const start = comments[nextComment]!;
      const end = comments[nextComment + 1]!;
      nextComment += 2;
      if (countBreaks(last, start) > 0) startLine(deeper);
      else line += " ";
      line += text.slice(start, end);
      last = end;
    }
    startLine(goOn);
    return true;
  }

  /** Markdown of one line stays so; otherwise its lines stand at the indentation of the line that it begins on. */
  function printMarkdown(term: Term): void {
    if (countBreaks(term.from, term.to) === 0) {
      line += `"""${term.text}${term.text.endsWith('"') ? " " : ""}"""`;
      return;
    }
    const indent = "  ".repeat(level);
    line += '"""';
    if (term.text !== "") for (const each of term.text.split("\n")) {
      endLine();
      line = each === "" ? "" : indent + each;
    }
    endLine();
    line = `${indent}"""`;
  }
}

/** A path with an open brace goes on to the end of its line, so that nothing may follow it there. */
function runsToLineEnd(term: Term): boolean {
  if (term.kind !== "path") return false;
  let depth = 0;
  for (const character of term.text) depth += character === "{" ? 1 : character === "}" ? -1 : 0;
  return depth > 0;
}

/** Whether an item would go on with the next line, were there no `;`: it ends in a comma, a bar, an arrow or its colon. */
function hangs(item: Item): boolean {
  if (item.block) return false;
  const last = item.header[item.header.length - 1];
  if (!last) return item.label.length > 0;
  return last.kind === "arrow" || (last.kind === "operator" && (last.text === "," || last.text === "|"));
}

function sameItems(a: readonly Item[], b: readonly Item[]): boolean {
  return a.length === b.length && a.every((item, index) => {
    const other = b[index]!;
    if (!sameTerms(item.label, other.label) || !sameTerms(item.header, other.header)) return false;
    return item.block && other.block ? sameItems(item.block.items, other.block.items) : item.block === other.block;
  });
}

function sameTerms(a: readonly Term[], b: readonly Term[]): boolean {
  return a.length === b.length && a.every((term, index) => {
    const other = b[index]!;
    return term.kind === other.kind && term.text === other.text && sameTerms(term.terms ?? [], other.terms ?? []);
  });
}
