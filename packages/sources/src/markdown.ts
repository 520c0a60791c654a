import type { Located } from "./decision.ts";

/** What a page of Markdown is made of, as far as the readers of decisions need it. Offsets are into the whole text. */
export type Block =
  | ({ readonly type: "heading"; readonly level: number; readonly lineFrom: number; readonly lineTo: number } & Located)
  /** One entry of a list with the lines that continue its first paragraph; `indent` is the column of its marker. */
  | ({ readonly type: "item"; readonly indent: number; readonly marker: string } & Located)
  | ({ readonly type: "paragraph" } & Located);

export interface Page {
  readonly blocks: readonly Block[];
  /** Where code was opened that is closed nowhere: all behind it counts as code. */
  readonly unclosedFence: { readonly from: number; readonly to: number } | undefined;
}

const TAB = 9;
const HASH = 35;
const BACKTICK = 96;
const TILDE = 126;

/**
 * Tells headings, list entries and paragraphs of a Markdown text apart, line by line and in linear time: a subset of
 * CommonMark 0.31 (https://spec.commonmark.org/0.31.2/). Fenced and indented code, comments and quotations yield
 * nothing. Underlined headings are read where a single line is underlined.
 */
export function readPage(text: string, from: number): Page {
  const blocks: Block[] = [];
  let fence: { readonly char: number; readonly length: number; readonly from: number; readonly to: number } | undefined;
  let comment = false;
  /** The item or paragraph that the next line may continue. */
  let open: { readonly block: "item" | "paragraph"; readonly indent: number; readonly marker: string; readonly from: number; to: number; lines: number } | undefined;
  let inList = false;

  for (let at = from; at < text.length; ) {
    const found = text.indexOf("\n", at);
    const next = found < 0 ? text.length : found + 1;
    let end = found < 0 ? text.length : found;
    let start = at;
    let indent = 0;
    for (; start < end; start++) {
      const c = text.charCodeAt(start);
      if (c === 32 || c === 0xfeff) indent++;
      else if (c === TAB) indent += 4 - (indent % 4);
      else break;
    }
    while (end > start && isBlankAt(text, end - 1)) end--;
    line(at, start, end, indent);
    at = next;
  }
  close();
  return { blocks, unclosedFence: fence && { from: fence.from, to: fence.to } };

  function line(lineFrom: number, start: number, end: number, indent: number): void {
    if (fence) {
      const run = runLength(text, start, end, fence.char);
      if (run >= fence.length && start + run === end) fence = undefined;
      return;
    }
    if (comment) {
      if (isIn(text, "-->", start, end)) comment = false;
      return;
    }
    if (start === end) {
      close();
      return;
    }
    if (opensFence(start, end)) return;
    if (indent < 4) {
      if (text.startsWith("<!--", start)) {
        close();
        comment = !isIn(text, "-->", start + 4, end);
        return;
      }
      const hashes = runLength(text, start, end, HASH);
      if (hashes >= 1 && hashes <= 6 && (start + hashes === end || isBlankAt(text, start + hashes))) {
        close();
        inList = false;
        heading(hashes, start + hashes, end, lineFrom, end);
        return;
      }
      if (open?.block === "paragraph" && open.lines === 1 && isUnderline(start, end)) {
        const title = open;
        open = undefined;
        heading(text.charCodeAt(start) === 61 ? 1 : 2, title.from, title.to, title.from, end);
        return;
      }
      if (isRule(start, end)) {
        close();
        inList = false;
        return;
      }
      if (text.charCodeAt(start) === 62) {
        close();
        return;
      }
    }
    const marker = listMarker(text, start, end);
    if (marker > 0 && (indent < 4 || inList)) {
      close();
      inList = true;
      let body = start + marker;
      while (body < end && isBlankAt(text, body)) body++;
      if (opensFence(body, end)) return;
      open = { block: "item", indent, marker: text.slice(start, start + marker), from: body, to: end, lines: 1 };
      return;
    }
    if (open) {
      open.to = end;
      open.lines++;
      return;
    }
    if (indent === 0) inList = false;
    // Behind a blank line, deep text is code, or a further paragraph of a list's entry: no part of it counts.
    if (indent >= 4 || (inList && indent > 0)) return;
    open = { block: "paragraph", indent, marker: "", from: start, to: end, lines: 1 };
  }

  function opensFence(start: number, end: number): boolean {
    const c = text.charCodeAt(start);
    if (c !== BACKTICK && c !== TILDE) return false;
    const length = runLength(text, start, end, c);
    if (length < 3 || (c === BACKTICK && isIn(text, "`", start + length, end))) return false;
    close();
    fence = { char: c, length, from: start, to: end };
    return true;
  }

  function heading(level: number, from: number, to: number, lineFrom: number, lineTo: number): void {
    let end = to;
    let hash = end;
    while (hash > from && text.charCodeAt(hash - 1) === HASH) hash--;
    if (hash < end && (hash === from || isBlankAt(text, hash - 1))) end = hash;
    blocks.push({ type: "heading", level, lineFrom, lineTo, ...trimmed(text, from, end) });
  }

  function close(): void {
    if (!open) return;
    const { block, indent, marker, lines } = open;
    const where = trimmed(text, open.from, open.to);
    const located = lines === 1 ? where : { ...where, text: where.text.replace(/[\r\n][ \t\r\n]*/g, " ") };
    blocks.push(block === "item" ? { type: "item", indent, marker, ...located } : { type: "paragraph", ...located });
    open = undefined;
  }

  function isUnderline(start: number, end: number): boolean {
    const c = text.charCodeAt(start);
    return (c === 61 || c === 45) && runLength(text, start, end, c) === end - start;
  }

  /** Three or more of `*`, `-` or `_`, blanks between them. */
  function isRule(start: number, end: number): boolean {
    const c = text.charCodeAt(start);
    if (c !== 42 && c !== 45 && c !== 95) return false;
    let count = 0;
    for (let at = start; at < end; at++) {
      if (text.charCodeAt(at) === c) count++;
      else if (!isBlankAt(text, at)) return false;
    }
    return count >= 3;
  }
}

/** A piece of the text without the blanks and the closed comments at its ends. */
export function trimmed(text: string, from: number, to: number): Located {
  for (;;) {
    while (from < to && text.charCodeAt(from) <= 32) from++;
    while (to > from && text.charCodeAt(to - 1) <= 32) to--;
    if (to - from >= 7 && text.startsWith("-->", to - 3)) {
      const opening = text.slice(from, to).lastIndexOf("<!--");
      if (opening >= 0) {
        to = from + opening;
        continue;
      }
    }
    return { text: text.slice(from, to), from, to };
  }
}

/**
 * The length of a list's marker at `start`, 0 where none stands: `*`, `-`, `+`, `1.` or `1)`, with a blank or the line's
 * end behind it.
 */
function listMarker(text: string, start: number, end: number): number {
  const c = text.charCodeAt(start);
  let at = start;
  if (c === 42 || c === 43 || c === 45) at++;
  else {
    while (at < end && at - start < 9 && text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) at++;
    if (at === start || at === end) return 0;
    const behind = text.charCodeAt(at);
    if (behind !== 46 && behind !== 41) return 0;
    at++;
  }
  return at === end || isBlankAt(text, at) ? at - start : 0;
}

function runLength(text: string, start: number, end: number, c: number): number {
  let at = start;
  while (at < end && text.charCodeAt(at) === c) at++;
  return at - start;
}

function isBlankAt(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  return c === 32 || c === TAB || c === 13;
}

/** Looks no further than `end`, so that a page of unclosed comments stays linear. */
function isIn(text: string, what: string, start: number, end: number): boolean {
  return text.slice(start, end).includes(what);
}
