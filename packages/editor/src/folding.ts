import { indexLines, parse, type Item, type Term } from "@groundplan/syntax";

export interface Fold {
  /** Lines from 1; the last one stays visible behind a block, for it holds the }. */
  readonly fromLine: number;
  readonly toLine: number;
  readonly what: "block" | "text" | "comment";
}

/** Blocks, texts and runs of comments of more than one line. */
export function folds(text: string): readonly Fold[] {
  const tree = parse(text);
  const lines = indexLines(text);
  const lineOf = (offset: number): number => lines.position(offset).line;
  const found: Fold[] = [];
  const add = (from: number, to: number, what: Fold["what"]): void => {
    const [fromLine, last] = [lineOf(from), lineOf(Math.max(from, to - 1))];
    const toLine = what === "comment" ? last : last - 1;
    if (toLine > fromLine) found.push({ fromLine, toLine, what });
  };
  const open: Item[] = [...tree.items];
  for (let item = open.pop(); item; item = open.pop()) {
    for (const term of item.header) addText(term);
    if (!item.block) continue;
    add(item.block.from, item.block.to, "block");
    for (const inner of item.block.items) open.push(inner);
  }
  addComments();
  return found.sort((a, b) => a.fromLine - b.fromLine || b.toLine - a.toLine);

  function addText(term: Term): void {
    if (term.kind === "markdown") add(term.from, term.to, "text");
  }

  function addComments(): void {
    const { comments } = tree;
    for (let at = 0; at < comments.length; ) {
      const from = comments[at]!;
      let to = comments[at + 1]!;
      at += 2;
      while (at < comments.length && lineOf(comments[at]!) === lineOf(to) + 1 && /^\s*$/.test(text.slice(to, comments[at]))) {
        to = comments[at + 1]!;
        at += 2;
      }
      add(from, to, "comment");
    }
  }
}
