import { type CST, Composer, Parser, isAlias, isMap, isPair, isScalar, isSeq, type ParsedNode, type Scalar } from "yaml";
import type { DecisionField, Located } from "./decision.ts";

/**
 * Front matter longer than this, in UTF-16 code units, is not read. Real ones stay below a tenth of it; on malicious
 * ones the YAML library takes quadratic time, here at most about 60 ms.
 */
const LONGEST = 8 * 1024;

/**
 * Collections may nest this deep. The YAML library composes by recursion, and a deep enough input ends the whole
 * process, beyond any `catch`; so the depth is measured on its (iterative) parser's output before it composes.
 */
const DEEPEST = 16;

export type ReadProblem = Located & { readonly hint?: string };

export interface FrontMatter {
  /** In the order of the text. What is no scalar stands with its text as written. `listed`: the values stand in a list. */
  readonly fields: readonly (DecisionField & { readonly listed: boolean })[];
  /** Where the body begins: behind the closing line, or where the text begins when there is no front matter. */
  readonly bodyFrom: number;
  readonly problems: readonly ReadProblem[];
}

/**
 * Reads the YAML front matter of a Markdown file (https://jekyllrb.com/docs/front-matter/): it begins with a line `---`
 * at the very start and ends with a line `---` or `...`. YAML 1.2, scalars as written: `0002` stays `0002`. Anchors are
 * never expanded. Never throws.
 */
export function readFrontMatter(text: string): FrontMatter {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const opening = lineEnd(text, start);
  if (text.slice(start, Math.min(opening, start + 80)).trimEnd() !== "---" || opening === text.length) return { fields: [], bodyFrom: start, problems: [] };
  const from = opening + 1;
  const closing = findClosing(text, from);
  if (closing === undefined) return { fields: [], bodyFrom: start, problems: [] };
  const problems: ReadProblem[] = [];
  if (!closing.closed) problems.push({ text: "This front matter is never closed.", hint: "End it with a line --- before the title.", from: start, to: start + 3 });
  if (closing.to - from > LONGEST) {
    problems.push({ text: `This front matter is longer than ${LONGEST / 1024} KiB; it is not read.`, from: start, to: start + 3 });
    return { fields: [], bodyFrom: closing.bodyFrom, problems };
  }
  const source = text.slice(from, closing.to);
  const fields = readPlain(source, from) ?? readYaml(source, from, problems);
  return { fields, bodyFrom: closing.bodyFrom, problems };
}

/**
 * The end of the front matter that begins at `from`. Where no line closes it before the first section it ends with its
 * title; where its first line names no key either, the `---` is a rule of the page, and there is no front matter.
 */
function findClosing(text: string, from: number): { readonly to: number; readonly bodyFrom: number; readonly closed: boolean } | undefined {
  // A line that begins with one # may be a comment of YAML as well as the title; the templates of MADR begin with one.
  let title = -1;
  let at = from;
  for (; at < text.length; at = lineEnd(text, at) + 1) {
    const end = lineEnd(text, at);
    const line = text.slice(at, Math.min(end, at + 80)).trimEnd();
    if ((line === "---" || line === "...") && end - at < 80) return { to: at, bodyFrom: Math.min(end + 1, text.length), closed: true };
    if (/^##+ /.test(line)) break;
    if (title < 0 && at > from && line.startsWith("# ")) title = at;
  }
  if (!/^[\w-]{1,40}:(?:\s|$)/.test(text.slice(from, from + 60))) return undefined;
  const to = title >= 0 ? title : Math.min(at, text.length);
  return { to, bodyFrom: to, closed: false };
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

/** What YAML takes as it is written, wherever it stands: letters and digits, and few signs between them. */
const PLAIN = "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}_./@+-]| (?=[\\p{L}\\p{N}]))*";
/** `key: value` or `key: [value, value]`. */
const PLAIN_LINE = new RegExp(`^([A-Za-z][\\w-]*): (?:(${PLAIN})|\\[(${PLAIN}(?:, ${PLAIN})*)\\])$`, "u");

/**
 * Front matter of plain lines alone, as most is. The YAML library would give the same, but takes longer to get under way
 * than all else that a small workspace needs. Undefined where anything at all is not plain.
 */
export function readPlain(source: string, offset: number): FrontMatter["fields"] | undefined {
  const fields: FrontMatter["fields"][number][] = [];
  for (let at = 0; at < source.length; ) {
    const end = lineEnd(source, at);
    const match = PLAIN_LINE.exec(source.slice(at, end));
    if (!match) return undefined;
    const [, name, value, list] = match;
    const key = { text: name!, from: offset + at, to: offset + at + name!.length };
    if (fields.some((field) => field.key.text === name)) return undefined;
    const values: Located[] = [];
    let from = key.to + (list === undefined ? ": ".length : ": [".length);
    for (const text of list === undefined ? [value!] : list.split(", ")) {
      values.push({ text, from, to: from + text.length });
      from += text.length + ", ".length;
    }
    fields.push({ key, values, listed: list !== undefined });
    at = end + 1;
  }
  return fields;
}

export function readYaml(source: string, offset: number, problems: ReadProblem[]): FrontMatter["fields"] {
  const tokens = [...new Parser().parse(source)];
  const deep = findDeep(tokens);
  if (deep !== undefined) {
    problems.push({ text: `This front matter nests more than ${DEEPEST} levels deep; it is not read.`, from: offset + deep, to: offset + deep + 1 });
    return [];
  }
  // Keys are compared below: the library compares each with each.
  const documents = [...new Composer({ uniqueKeys: false, merge: false, logLevel: "silent" }).compose(tokens, true, source.length)];
  const document = documents[0];
  if (document === undefined) return [];
  // One slip makes the library report several faults; the first is the one to mend.
  const fault = document.errors.toSorted((a, b) => a.pos[0] - b.pos[0])[0];
  if (fault) {
    const from = Math.min(offset + fault.pos[0], offset + source.length);
    problems.push({ text: `The front matter is no YAML here: ${sentence(fault.message)}`, hint: hintFor(fault.code), from, to: Math.max(from, Math.min(offset + fault.pos[1], offset + source.length)) });
  }
  const contents = document.contents;
  if (contents === null || (isScalar(contents) && contents.source === "")) return [];
  if (!isMap(contents)) {
    if (!fault) problems.push({ text: "The front matter holds no keys.", hint: "Write one key a line: status: accepted.", ...place(contents, offset, source) });
    return [];
  }
  const fields: FrontMatter["fields"][number][] = [];
  const seen = new Set<string>();
  let aliased = false;
  for (const pair of contents.items) {
    if (!isPair(pair) || !isScalar(pair.key)) continue;
    const key = located(pair.key as ParsedNode, offset, source);
    if (key === undefined || key.text === "") continue;
    if (seen.has(key.text)) {
      problems.push({ text: `${key.text} is given twice.`, hint: "The first counts; remove one of them.", from: key.from, to: key.to });
      continue;
    }
    seen.add(key.text);
    const value = pair.value as ParsedNode | null;
    const members = isSeq(value) ? (value.items as ParsedNode[]) : value === null ? [] : [value];
    const values: Located[] = [];
    for (const member of members) {
      if (isAlias(member)) {
        // Once is enough: whoever writes one writes many.
        if (!aliased) problems.push({ text: "Aliases of YAML are not read here.", hint: "Write the value itself.", ...place(member, offset, source) });
        aliased = true;
        continue;
      }
      const found = located(member, offset, source);
      if (found && found.text !== "") values.push(found);
    }
    fields.push({ key, values, listed: isSeq(value) });
  }
  return fields;
}

/** The offset of a token that nests too deeply. Walks with a stack of its own. */
function findDeep(tokens: readonly CST.Token[]): number | undefined {
  const stack: { readonly token: CST.Token; readonly depth: number }[] = tokens.map((token) => ({ token, depth: 0 }));
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { token, depth } = top;
    if (depth > DEEPEST) return "offset" in token ? token.offset : 0;
    if (token.type === "document") {
      if (token.value) stack.push({ token: token.value, depth });
    } else if ("items" in token) {
      for (const item of token.items) {
        if (item.key) stack.push({ token: item.key, depth: depth + 1 });
        if (item.value) stack.push({ token: item.value, depth: depth + 1 });
      }
    }
  }
  return undefined;
}

/** A scalar with its value; anything else as it is written. */
function located(node: ParsedNode, offset: number, source: string): Located | undefined {
  if (!node.range) return undefined;
  const where = place(node, offset, source);
  if (!isScalar(node)) return { text: source.slice(where.from - offset, where.to - offset), ...where };
  return { text: scalarText(node), ...where };
}

function scalarText(node: Scalar): string {
  return node.type === "PLAIN" ? (node.source ?? "") : typeof node.value === "string" ? node.value : (node.source ?? "");
}

/** Where a node stands; of a quoted scalar what is between the quotes. */
function place(node: ParsedNode, offset: number, source: string): { readonly from: number; readonly to: number } {
  let [from, to] = node.range;
  const c = source.charCodeAt(from);
  if (isScalar(node) && (node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE") && to - from >= 2 && source.charCodeAt(to - 1) === c) {
    from++;
    to--;
  } else while (to > from && source.charCodeAt(to - 1) <= 32) to--;
  return { from: offset + from, to: offset + to };
}

function sentence(message: string): string {
  const line = message.split("\n")[0]!.trim();
  return /[.!?]$/.test(line) ? line : `${line}.`;
}

function hintFor(code: string): string {
  switch (code) {
    case "TAB_AS_INDENT":
      return "Indent with blanks.";
    case "MISSING_CHAR":
      return "Close what is open on this line; put a value that begins with a quote, [ or { in quotes.";
    default:
      return 'Put a value that holds a colon, a # or a bracket in quotes: title: "Orders: over Kafka".';
  }
}
