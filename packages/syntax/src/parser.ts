import type { SyntaxCode, SyntaxProblem } from "./diagnostic.ts";
import { createScanner, Token, type TokenKind } from "./scanner.ts";
import type { Block, Item, Term, TermKind, Tree } from "./tree.ts";

/** Blocks and brackets may nest this deep; what is deeper is skipped with one diagnostic. */
export const DEEPEST_NESTING = 60;

/** A file that is no plan at all would give a fault per word; after this many the rest is summed up in one. */
const MOST_PROBLEMS = 200;

/**
 * Parses one file. Never throws, and takes linear time: any text gives a tree, with the problems found on the way.
 * Grammar: `item = [term+ ':'] header [block] end | string end`, see the language reference.
 */
export function parse(written: string): Tree {
  // Lone carriage returns end lines as well; no offset moves when they are read so.
  const text = written.includes("\r") ? written.replace(/\r(?!\n)/g, "\n") : written;
  const straight = run(text, undefined);
  if (straight.unclosed === 0 && straight.excess === 0) return straight.tree;
  // Braces do not balance: read again, and let the indentation say where the brace is missing or too many.
  return run(text, { unclosed: straight.unclosed, excess: straight.excess }).tree;
}

interface Imbalance {
  unclosed: number;
  excess: number;
}

interface OpenBlock {
  readonly items: Item[];
  readonly label: readonly Term[];
  readonly header: readonly Term[];
  readonly itemFrom: number;
  readonly from: number;
  /** Column of the first token on the line where the block opened. */
  readonly indent: number;
  readonly lineOf: number;
}

const NO_TERMS: readonly Term[] = [];

function run(text: string, imbalance: Imbalance | undefined): { tree: Tree; unclosed: number; excess: number } {
  const problems: SyntaxProblem[] = [];
  let silenced = 0;
  const scanner = createScanner(text, report);
  const root: Item[] = [];
  const stack: OpenBlock[] = [];
  let items = root;
  let lines = 0;
  let unclosed = 0;
  let excess = 0;
  let skipping = 0;
  let tooDeep = false;
  /** Set behind an item's own `}`: only a word, `}`, `;` or a line's end may follow. */
  let afterBlock = false;
  let lastEnd = 0;

  // Whoever decoded the file put this in place of bytes that are no text, wherever they stood.
  const broken = text.indexOf("\ufffd");
  if (broken >= 0) report("syntax/unexpected-character", broken, broken + 1, "The file is not valid UTF-8 here.", "Save it as UTF-8.");
  advance();
  for (;;) {
    const kind = scanner.kind;
    if (kind === Token.end) break;
    if (kind === Token.newline || kind === Token.semicolon) {
      afterBlock = false;
      advance();
      continue;
    }
    if (skipping > 0) {
      if (kind === Token.braceOpen) skipping++;
      else if (kind === Token.braceClose && --skipping === 0) {
        closeBlock(scanner.to);
        afterBlock = true;
      }
      advance();
      continue;
    }
    if (imbalance && scanner.first) closeByIndentation(imbalance);
    if (kind === Token.braceClose) {
      if (imbalance && isExcessBrace(imbalance)) {
        imbalance.excess--;
        // Behind an unclosed text the brace is whole, and its partner stands in the text.
        const last = problems[problems.length - 1];
        if (last === undefined || text.lastIndexOf("\n", scanner.from) >= last.from) report("syntax/extra-brace", scanner.from, scanner.to, "This } closes nothing.", "Remove it, or open the block that it should close.");
      } else if (stack.length === 0) {
        excess++;
        if (imbalance) report("syntax/extra-brace", scanner.from, scanner.to, "This } closes nothing.", "Remove it, or open the block that it should close.");
      } else closeBlock(scanner.to);
      afterBlock = true;
      advance();
      continue;
    }
    if (kind === Token.braceOpen) {
      openWithoutHeader();
      continue;
    }
    if (kind === Token.colon || kind === Token.parenClose || kind === Token.bracketClose) {
      if (kind === Token.colon) {
        report("syntax/missing-key", scanner.from, scanner.to, "Nothing stands before this colon.", "Write the setting's name before it.");
        skipItem();
      } else {
        reportExtraBracket();
        advance();
      }
      continue;
    }
    if (afterBlock && kind !== Token.word && kind !== Token.raw) {
      report("syntax/items-run-together", scanner.from, scanner.to, "An item's } ends it; this belongs to none.", "Put a new line or ; between the items.");
      afterBlock = false;
    }
    parseItem();
  }
  while (stack.length > 0) {
    unclosed++;
    const open = stack[stack.length - 1]!;
    if (imbalance) tellUnclosed({
      code: "syntax/missing-brace", from: open.from, to: open.from + 1, message: "This { is never closed.",
      hint: "Close the block with } on a line of its own.", insert: { at: text.length, text: "\n}" },
    });
    closeBlock(text.length);
  }
  if (silenced > 0) problems.push({ code: "syntax/too-many-problems", from: text.length, to: text.length, message: `${silenced} more problems of this file are not shown.`, hint: "Is it a plan file at all?" });
  problems.sort((a, b) => a.from - b.from || a.to - b.to);
  return { tree: { text, items: root, comments: scanner.comments, problems }, unclosed, excess };

  function advance(): TokenKind {
    if (scanner.kind !== Token.newline && scanner.kind !== Token.end) lastEnd = scanner.to;
    const kind = scanner.next();
    if (kind === Token.newline) lines++;
    return kind;
  }

  function report(code: SyntaxCode, from: number, to: number, message: string, hint?: string): void {
    tell(hint === undefined ? { code, from, to, message } : { code, from, to, message, hint });
  }

  function tell(problem: SyntaxProblem): void {
    if (problems.length >= MOST_PROBLEMS) silenced++;
    else problems.push(problem);
  }

  /** Blocks that nest too deeply were seldom meant to nest at all: that they do says it all. */
  function tellUnclosed(problem: SyntaxProblem): void {
    if (!tooDeep) tell(problem);
  }

  /** In a file with a missing brace: a line that is indented no deeper than the line that opened the block has left it. */
  function closeByIndentation(left: Imbalance): void {
    while (left.unclosed > 0 && stack.length > 0) {
      const open = stack[stack.length - 1]!;
      if (open.lineOf === lines) return;
      const outside = scanner.kind === Token.braceClose ? scanner.indent < open.indent : scanner.indent <= open.indent;
      if (!outside) return;
      left.unclosed--;
      tellUnclosed({
        code: "syntax/missing-brace", from: lastEnd, to: lastEnd, message: "A } is missing here, as the indentation shows.",
        hint: "Close the block with }.", related: { from: open.from, to: open.from + 1, message: "the block that is not closed" },
        insert: { at: lastEnd, text: "\n" + " ".repeat(open.indent) + "}" },
      });
      closeBlock(lastEnd);
    }
  }

  /** In a file with a brace too many: one that is indented deeper than the line of its block, or behind which the block goes on. */
  function isExcessBrace(left: Imbalance): boolean {
    const open = stack[stack.length - 1];
    if (left.excess <= 0 || !open || open.lineOf === lines) return false;
    return scanner.first ? scanner.indent > open.indent : indentBehind(scanner.to) > open.indent;
  }

  /** The indentation of the next line that holds something other than a comment; -1 where there is none. */
  function indentBehind(offset: number): number {
    for (let end = text.indexOf("\n", offset); end >= 0; end = text.indexOf("\n", end + 1)) {
      const line = /^([ \t]*)([^\s])(.?)/.exec(text.slice(end + 1, end + 400).split("\n")[0]!);
      if (line && !(line[2] === "/" && line[3] === "/")) return line[1]!.length;
    }
    return -1;
  }

  function openBlock(label: readonly Term[], header: readonly Term[], itemFrom: number): void {
    stack.push({ items: [], label, header, itemFrom, from: scanner.from, indent: scanner.indent, lineOf: lines });
    items = stack[stack.length - 1]!.items;
    afterBlock = false;
    if (stack.length > DEEPEST_NESTING) {
      tooDeep = true;
      if (skipping === 0) report("syntax/too-deep", scanner.from, scanner.to, `Blocks nest deeper than ${DEEPEST_NESTING}; this one is left out.`, "Split it: extend a.b { … } continues an element elsewhere.");
      skipping = 1;
    }
    advance();
  }

  function closeBlock(to: number): void {
    const open = stack.pop()!;
    items = stack.length > 0 ? stack[stack.length - 1]!.items : root;
    const block: Block = { from: open.from, to, items: open.items };
    items.push({ from: open.itemFrom, to, label: open.label, header: open.header, block });
  }

  /** `{` at the start of an item: it was put on a line of its own, or its header is missing. */
  function openWithoutHeader(): void {
    const last = items[items.length - 1];
    if (last && !last.block && scanner.first && last.header.length + last.label.length > 0) {
      items.pop();
      report("syntax/brace-on-own-line", scanner.from, scanner.to, "The { stands on its header's line.", "Move it up, behind the header.");
      openBlock(last.label, last.header, last.from);
      return;
    }
    report("syntax/block-without-header", scanner.from, scanner.to, "This block has no header.", "Say before { what it is: service cart { … }.");
    openBlock(NO_TERMS, NO_TERMS, scanner.from);
  }

  /** Goes to where the item ends, or its block begins. */
  function skipItem(): void {
    for (;;) {
      const kind = advance();
      if (kind === Token.newline || kind === Token.semicolon || kind === Token.braceOpen || kind === Token.braceClose || kind === Token.end) return;
    }
  }

  function parseItem(): void {
    let from = scanner.from;
    let terms: Term[] = [];
    let label: readonly Term[] = NO_TERMS;
    let sawColon = false;
    let sawArrow = false;
    for (;;) {
      switch (scanner.kind) {
        case Token.newline:
          // A comma, bar, colon or arrow at a line's end carries the item on.
          if (terms.length > 0 ? continues(terms[terms.length - 1]!) : sawColon) {
            advance();
            const ahead = scanner.kind as TokenKind;
            if (ahead !== Token.braceClose && ahead !== Token.end && !(imbalance && scanner.first && leavesBlock())) continue;
          }
          if (imbalance && lacksBrace(imbalance)) {
            imbalance.excess--;
            tell({ code: "syntax/missing-brace", from: lastEnd, to: lastEnd, message: "A { is missing here, as the indentation shows.", hint: "Open the block with {.", insert: { at: lastEnd, text: " {" } });
            openBlock(label, terms, from);
            return;
          }
          finish();
          return;
        case Token.end:
        case Token.semicolon:
        case Token.braceClose:
          finish();
          return;
        case Token.braceOpen:
          openBlock(label, terms, from);
          return;
        case Token.colon:
          if (sawColon || sawArrow) {
            if (!splitAtLine()) splitAtColon();
            continue;
          }
          if (terms.length === 0) {
            advance();
            continue;
          }
          sawColon = true;
          label = terms;
          terms = [];
          advance();
          continue;
        case Token.parenClose:
        case Token.bracketClose:
          reportExtraBracket();
          advance();
          continue;
        case Token.parenOpen:
        case Token.bracketOpen:
          terms.push(parseGroup());
          continue;
        default:
          if (scanner.kind === Token.arrow) {
            splitBeforeArrow();
            sawArrow = true;
          }
          terms.push(simpleTerm());
          advance();
      }
    }

    function finish(): void {
      if (terms.length > 0 || label.length > 0) items.push({ from, to: lastEnd, label, header: terms, block: undefined });
    }

    /**
     * `tech:` or `tech: go,` and on the next line `owner: web`: that the line goes on was not meant, for its next word is the
     * key of another item. What is missing at the line's end is told by whoever reads the value.
     */
    function splitAtLine(): boolean {
      const key = terms[terms.length - 1];
      const before = terms[terms.length - 2] ?? (label.length > 0 ? label[label.length - 1] : undefined);
      if (!key || !before || (key.kind !== "word" && key.kind !== "raw") || !isLineEndBetween(before, key)) return false;
      beginAnew(terms.pop()!);
      label = [key];
      terms = [];
      sawColon = true;
      advance();
      return true;
    }

    /** `uses: a,` and on the next line `-> b` or `c -> d`: no list goes on with an arrow. */
    function splitBeforeArrow(): void {
      const last = terms[terms.length - 1];
      if (sawArrow || !last) return;
      if (isComma(last) && text.slice(last.to, scanner.from).includes("\n")) {
        beginAnew(undefined);
        from = scanner.from;
      } else {
        const comma = terms[terms.length - 2];
        if (comma && isComma(comma) && (last.kind === "word" || last.kind === "raw") && isLineEndBetween(comma, last)) beginAnew(terms.pop()!);
      }
    }

    function isLineEndBetween(before: Term, behind: Term): boolean {
      return text.slice(before.to, behind.from).includes("\n");
    }

    /** Ends the item at hand, and begins the next one with a term that was taken for one of its own. */
    function beginAnew(term: Term | undefined): void {
      items.push({ from, to: (terms[terms.length - 1] ?? label[label.length - 1]!).to, label, header: terms, block: undefined });
      label = NO_TERMS;
      terms = term ? [term] : [];
      if (term) from = term.from;
      sawColon = false;
      sawArrow = false;
    }

    /** `a -> b "x" tech: go`: the word before the colon begins an item of its own. */
    function splitAtColon(): void {
      const key = terms.pop();
      if (!key || (key.kind !== "word" && key.kind !== "raw") || terms.length === 0) {
        if (key) terms.push(key);
        report("syntax/items-run-together", scanner.from, scanner.to, sawArrow ? "A colon may not follow an arrow." : "An item has one colon at most.", "Put a new line or ; between the items; quote a text that holds a colon.");
        skipItem();
        return;
      }
      report("syntax/items-run-together", key.from, key.to, "Two items run together here.", "Put a new line or ; between them.");
      items.push({ from, to: terms[terms.length - 1]!.to, label, header: terms, block: undefined });
      from = key.from;
      label = [key];
      terms = [];
      sawColon = true;
      sawArrow = false;
      advance();
    }
  }

  /** In a file with a } too many: a header whose following line is indented deeper than its own, and that has no block. */
  function lacksBrace(left: Imbalance): boolean {
    return left.excess > 0 && scanner.kind === Token.newline && indentBehind(lastEnd) > scanner.indent;
  }

  function leavesBlock(): boolean {
    return stack.length > 0 && scanner.indent <= stack[stack.length - 1]!.indent;
  }

  function simpleTerm(): Term {
    return { kind: TERM_OF[scanner.kind]!, from: scanner.from, to: scanner.to, text: scanner.text };
  }

  /** `( … )` or `[ … ]`, nested, over several lines. A brace, a semicolon or an unindented line inside means that it was not closed. */
  function parseGroup(): Term {
    interface OpenGroup {
      readonly kind: "parens" | "brackets";
      readonly from: number;
      readonly terms: Term[];
    }
    const baseIndent = scanner.indent;
    const groups: OpenGroup[] = [];
    let tooDeep = 0;
    const open = (): void => {
      if (groups.length >= DEEPEST_NESTING) {
        if (tooDeep === 0) report("syntax/too-deep", scanner.from, scanner.to, `Brackets nest deeper than ${DEEPEST_NESTING}; what is deeper is left out.`);
        tooDeep++;
      } else groups.push({ kind: scanner.kind === Token.parenOpen ? "parens" : "brackets", from: scanner.from, terms: [] });
      advance();
    };
    const close = (to: number): Term | undefined => {
      const group = groups.pop()!;
      const term: Term = { kind: group.kind, from: group.from, to, text: "", terms: group.terms };
      const outer = groups[groups.length - 1];
      if (!outer) return term;
      outer.terms.push(term);
      return undefined;
    };
    open();
    for (;;) {
      const kind = scanner.kind;
      if (kind === Token.parenOpen || kind === Token.bracketOpen) {
        open();
        continue;
      }
      if (kind === Token.parenClose || kind === Token.bracketClose) {
        if (tooDeep > 0) {
          tooDeep--;
          advance();
          continue;
        }
        const group = groups[groups.length - 1]!;
        const matches = (kind === Token.parenClose) === (group.kind === "parens");
        if (!matches) report("syntax/missing-bracket", scanner.from, scanner.to, `This closes a ${group.kind === "parens" ? "(" : "["} with the wrong bracket.`, `Write ${group.kind === "parens" ? ")" : "]"}.`);
        const whole = close(scanner.to);
        advance();
        if (whole) return whole;
        continue;
      }
      if (kind === Token.newline) {
        advance();
        const next = scanner.kind as TokenKind;
        if (next !== Token.parenClose && next !== Token.bracketClose && scanner.indent <= baseIndent && next !== Token.end) return abandon();
        continue;
      }
      if (kind === Token.end || kind === Token.semicolon || kind === Token.braceOpen || kind === Token.braceClose) return abandon();
      const target = groups[groups.length - 1]!.terms;
      if (tooDeep === 0) {
        if (kind === Token.colon) target.push({ kind: "operator", from: scanner.from, to: scanner.to, text: ":" });
        else target.push(simpleTerm());
      }
      advance();
    }

    function abandon(): Term {
      const innermost = groups[groups.length - 1]!;
      const bracket = innermost.kind === "parens" ? "(" : "[";
      tell({
        code: "syntax/missing-bracket", from: innermost.from, to: innermost.from + 1, message: `This ${bracket} is never closed.`,
        hint: `Close it with ${bracket === "(" ? ")" : "]"}.`, insert: { at: lastEnd, text: bracket === "(" ? ")" : "]" },
      });
      for (;;) {
        const whole = close(lastEnd);
        if (whole) return whole;
      }
    }
  }

  function reportExtraBracket(): void {
    const bracket = scanner.kind === Token.parenClose ? ")" : "]";
    report("syntax/extra-bracket", scanner.from, scanner.to, `This ${bracket} closes nothing.`, "Remove it, or open the bracket that it should close.");
  }
}

function continues(term: Term): boolean {
  return term.kind === "arrow" || isComma(term) || (term.kind === "operator" && term.text === "|");
}

function isComma(term: Term): boolean {
  return term.kind === "operator" && term.text === ",";
}

const TERM_OF: Partial<Record<TokenKind, TermKind>> = {
  [Token.word]: "word", [Token.raw]: "raw", [Token.string]: "string", [Token.markdown]: "markdown", [Token.number]: "number",
  [Token.path]: "path", [Token.operator]: "operator", [Token.arrow]: "arrow",
};
