import type { SyntaxCode } from "@groundplan/syntax";
import type { RulePage } from "../rule.ts";

const CART = 'service cart "Cart" {\n  "Keeps the open cart."\n}';

/** The pages of faults of the text itself; each code has one. */
const byCode: Readonly<Record<SyntaxCode, Omit<RulePage, "code" | "severity">>> = {
  "syntax/unexpected-character": {
    title: "Character that means nothing here",
    what: "A character stands outside of quotes that the language has no use for: a typographic quote, a stray sign, a control character.",
    why: "It is skipped, and the rest of the line is read without it. Most often it came with pasted text.",
    fix: "Remove it; put texts into plain quotes \"…\" and odd names into backquotes.",
    good: CART, bad: 'service cart “Cart”',
  },
  "syntax/unterminated-string": {
    title: "Text without its closing quote",
    what: "A text begins with a quote and its line ends before the next one; or a text in triple quotes is never closed.",
    why: "A text in single quotes ends on its line, so that one missing quote cannot swallow the file.",
    fix: 'Close it on its line. A text over several lines stands between """ and """.',
    good: CART, bad: 'service cart "Cart {\n  "Keeps the open cart."\n}',
  },
  "syntax/unterminated-name": {
    title: "Name without its closing backquote",
    what: "A name begins with a backquote and its line ends before the next one.",
    why: "Backquotes hold a name with blanks or signs in it; where it ends cannot be guessed.",
    fix: "Close it with a backquote.",
    good: "service `odd cart` \"Cart\"", bad: "service `odd cart \"Cart\"",
  },
  "syntax/unknown-escape": {
    title: "Backslash before a character that needs none",
    what: "In a text a backslash stands before something other than a quote, a backslash, n or t, or another known sign.",
    why: "It is taken as written; but a path or a pattern was meant perhaps, and would look different.",
    fix: "Write \\\\ for a backslash itself.",
    good: 'service cart "C:\\\\cart"', bad: 'service cart "C:\\cart"',
  },
  "syntax/missing-brace": {
    title: "Block that is not closed",
    what: "A { has no }. Where it is missing is told by the indentation.",
    why: "Everything behind it would stand inside the block. The indentation shows what was meant, so that the rest is read rightly.",
    fix: "Put } where the message says.",
    good: `system shop "Shop" {\n  ${CART.replaceAll("\n", "\n  ")}\n}`, bad: 'system shop "Shop" {\n  service cart "Cart" {\n    "Keeps the open cart."\n}',
  },
  "syntax/extra-brace": {
    title: "Brace that closes nothing",
    what: "A } stands where no block is open.",
    why: "Either it is one too many, or the { before it was lost, and what stands between belongs somewhere else.",
    fix: "Remove it, or open the block that it should close.",
    good: CART, bad: `${CART}\n}`,
  },
  "syntax/missing-bracket": {
    title: "Bracket that is not closed",
    what: "A ( or [ is not closed, or closed with the wrong bracket.",
    why: "Inside of brackets a line's end means nothing, so that without the closing one the following lines would be swallowed.",
    fix: "Close it with its own kind of bracket.",
    good: 'service cart "Cart" {\n  api Carts rest { list: GET /carts (Page) -> 200 Carts }\n}', bad: 'service cart "Cart" {\n  api Carts rest { list: GET /carts (Page -> 200 Carts }\n}',
  },
  "syntax/extra-bracket": {
    title: "Bracket that closes nothing",
    what: "A ) or ] stands where none is open.",
    why: "It is skipped. Most often its partner was deleted.",
    fix: "Remove it, or open the bracket that it should close.",
    good: 'service cart "Cart" { tags: critical }', bad: 'service cart "Cart" { tags: critical] }',
  },
  "syntax/brace-on-own-line": {
    title: "Opening brace on a line of its own",
    what: "The { of a block stands on the line below its header.",
    why: "A line's end ends an item: the header would be one without a block, and the block one without a header.",
    fix: "Move the { up, behind the header.",
    good: CART, bad: 'service cart "Cart"\n{\n  "Keeps the open cart."\n}',
  },
  "syntax/block-without-header": {
    title: "Block without a header",
    what: "A { stands where nothing before it says what the block is.",
    why: "What is in it is read as if it stood outside.",
    fix: "Say before { what it is.",
    good: CART, bad: 'system shop "Shop" {\n  {\n    service cart "Cart"\n  }\n}',
  },
  "syntax/items-run-together": {
    title: "Two items on one line without a ; between",
    what: "A second colon, a colon behind an arrow, or something behind a } shows that a new item begins where the old one has not ended.",
    why: "Read as one item it would say something else.",
    fix: "Put a new line or ; between them; quote a text that holds a colon.",
    good: 'service cart "Cart" { tech: go; replicas: 2 }', bad: 'service cart "Cart" { tech: go replicas: 2 }',
  },
  "syntax/missing-key": {
    title: "Colon with nothing before it",
    what: "An item begins with a colon.",
    why: "The value is there, and what it is the value of is not.",
    fix: "Write the setting's name before it.",
    good: 'service cart "Cart" { tech: go }', bad: 'service cart "Cart" {\n  : go\n}',
  },
  "syntax/too-deep": {
    title: "Blocks or brackets nested too deeply",
    what: "Blocks or brackets nest deeper than any design does; what is deeper is left out.",
    why: "A limit keeps a file that is broken, or made to do harm, from taking the program down.",
    fix: "Split it: extend a.b { … } continues an element elsewhere.",
    good: CART, bad: `${"group g { ".repeat(61)}${"}".repeat(61)}`,
  },
  "syntax/too-many-problems": {
    title: "More problems than are shown",
    what: "A file has so many faults of syntax that the rest of them is only counted.",
    why: "It is most likely no plan file at all, or one that was cut or joined wrongly.",
    fix: "See whether it is a plan file; mend the first faults, and check again.",
    good: CART, bad: "} ".repeat(250),
  },
};

export const syntaxPages: readonly RulePage[] = (Object.keys(byCode) as SyntaxCode[]).map((code) => ({ code, severity: "error", ...byCode[code] }));
