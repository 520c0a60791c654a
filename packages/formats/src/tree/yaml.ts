import type { Document, Node as YamlNode, Pair } from "yaml";
import { Composer, Lexer, Parser, isAlias, isMap, isScalar, isSeq } from "yaml";
import type { FormatProblem, Span } from "../reading.ts";
import { DEEPEST, twice } from "./json.ts";
import type { Member, Node } from "./node.ts";
import { NOTHING } from "./node.ts";

/** The composer of the yaml package calls itself some five times for each level; this keeps well inside every stack. */
const DEEPEST_YAML = Math.min(DEEPEST, 256);
/** Values that a document may have once its aliases stand for what they name. */
const MOST_VALUES = 2_000_000;

interface Step {
  readonly node: YamlNode | null | undefined;
  readonly put: (node: Node) => void;
  /** The anchor's node that ends here, instead of one that begins. */
  readonly leaves?: YamlNode;
}

/** Reads YAML 1.2 (core schema, and the merge key `<<` that people still use) to nodes with places. Only the first document of a stream is read. */
export function readYaml(text: string): { readonly root: Node; readonly problems: readonly FormatProblem[] } {
  const problems: FormatProblem[] = [];
  const within = (from: number, to: number): { from: number; to: number } => {
    const start = Math.max(0, Math.min(from, text.length));
    return { from: start, to: Math.max(start, Math.min(to, text.length)) };
  };
  let document: Document | undefined;
  try {
    document = compose(text, problems, within);
  } catch (error) {
    // The package's own limits, or a stack that was too small: the text is refused, the program goes on.
    problems.push({ code: "format/too-large", severity: "error", message: `The YAML cannot be read: ${error instanceof RangeError ? "it nests too deep" : "it is more than the reader can take"}.`, from: 0, to: 0 });
  }
  if (document === undefined) return { root: NOTHING, problems };
  return { root: convert(document, problems, within), problems };
}

function compose(text: string, problems: FormatProblem[], within: (from: number, to: number) => Span): Document | undefined {
  const parser = new Parser();
  const composer = new Composer({ keepSourceTokens: false, uniqueKeys: false, logLevel: "silent", prettyErrors: false });
  const documents: Document[] = [];
  let tooDeep = false;
  reading: for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) for (const next of composer.next(token)) documents.push(next as Document);
    if (parser.stack.length > DEEPEST_YAML) {
      problems.push({ code: "format/too-large", severity: "error", message: `Values nest deeper than ${DEEPEST_YAML} levels here; the document is not read.`, ...within(parser.offset - lexeme.length, parser.offset) });
      tooDeep = true;
      break reading;
    }
  }
  if (tooDeep) return undefined;
  for (const token of parser.end()) for (const next of composer.next(token)) documents.push(next as Document);
  for (const next of composer.end(false, text.length)) documents.push(next as Document);
  const [first, second] = documents;
  if (second !== undefined) {
    const from = second.range?.[0] ?? text.length;
    problems.push({ code: "format/meaning", severity: "warning", message: "The text has several YAML documents; only the first is read.", ...within(from, from) });
  }
  for (const fault of first?.errors ?? []) {
    problems.push({ code: "format/syntax", severity: "error", message: sentence(fault.message), ...within(fault.pos[0], fault.pos[1]) });
    if (problems.length >= 100) break;
  }
  return first;
}

function convert(document: Document, problems: FormatProblem[], within: (from: number, to: number) => Span): Node {
  const anchors = new Map<string, YamlNode>();
  const done = new Map<YamlNode, { readonly node: Node; readonly size: number }>();
  const open = new Set<YamlNode>();
  let values = 0;
  let root: Node = NOTHING;
  const sizeAtStart = new Map<YamlNode, number>();
  const stack: Step[] = [{ node: document.contents as YamlNode | null, put: (node) => { root = node; } }];
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    if (step.leaves !== undefined) {
      open.delete(step.leaves);
      const known = done.get(step.leaves);
      if (known !== undefined) done.set(step.leaves, { node: known.node, size: values - (sizeAtStart.get(step.leaves) ?? 0) });
      continue;
    }
    const { node, put } = step;
    values += 1;
    const range = node?.range;
    const span = range === null || range === undefined ? within(0, 0) : within(range[0], range[1]);
    if (node === null || node === undefined) put({ kind: "scalar", value: null, ...span });
    else if (isAlias(node)) {
      const source = anchors.get(node.source);
      const known = source === undefined ? undefined : done.get(source);
      if (source === undefined || known === undefined) {
        if (!document.errors.some(({ pos }) => pos[0] === range?.[0])) problems.push({ code: "format/unknown-name", severity: "error", message: `No anchor &${node.source} stands before this alias.`, ...span });
        put({ kind: "scalar", value: null, ...span });
      } else if (open.has(source)) {
        problems.push({ code: "format/meaning", severity: "error", message: `The alias *${node.source} stands inside what it names.`, ...span });
        put({ kind: "scalar", value: null, ...span });
      } else if (values + known.size > MOST_VALUES) {
        problems.push({ code: "format/too-large", severity: "error", message: `With the alias *${node.source} the document has more than ${MOST_VALUES} values; it is not followed.`, ...span });
        put({ kind: "scalar", value: null, ...span });
      } else {
        values += known.size;
        put(known.node);
      }
    } else if (isScalar(node)) {
      const value = scalar(node.value);
      const made: Node = { kind: "scalar", value, ...span };
      if (node.anchor !== undefined) {
        anchors.set(node.anchor, node);
        done.set(node, { node: made, size: 1 });
      }
      put(made);
    } else if (isMap(node) || isSeq(node)) {
      const made = isMap(node) ? { kind: "object" as const, members: [] as Member[], ...span } : { kind: "array" as const, items: [] as Node[], ...span };
      if (node.anchor !== undefined) {
        anchors.set(node.anchor, node);
        done.set(node, { node: made, size: 1 });
        open.add(node);
        sizeAtStart.set(node, values - 1);
        stack.push({ node: null, put, leaves: node });
      }
      put(made);
      if (made.kind === "array") {
        const items = node.items as YamlNode[];
        for (let i = items.length - 1; i >= 0; i -= 1) stack.push({ node: items[i], put: (child) => { made.items[i] = child; } });
      } else stackMembers(node.items as Pair<YamlNode, YamlNode | null>[], made.members, stack, problems, within);
    }
  }
  return root;
}

/** Puts the members' values on the stack, so that the first is read first: an anchor stands before its aliases. */
function stackMembers(pairs: readonly Pair<YamlNode, YamlNode | null>[], members: Member[], stack: Step[], problems: FormatProblem[], within: (from: number, to: number) => Span): void {
  const index = new Map<string, number>();
  const steps: Step[] = [];
  for (const { key, value } of pairs) {
    const range = key?.range;
    const span = range === null || range === undefined ? within(0, 0) : within(range[0], range[1]);
    if (!isScalar(key)) {
      problems.push({ code: "format/syntax", severity: "error", message: "A key is a list, a map or an alias; only texts can be keys.", ...span });
      continue;
    }
    if (key.value === "<<" && key.type === "PLAIN") {
      steps.push({ node: value, put: (merged) => merge(merged, members, problems, span) });
      continue;
    }
    // The source of a plain key is its name: `200` and `on` are texts here.
    const name = key.type === "PLAIN" && key.source !== undefined ? key.source : String(key.value);
    const twin = index.get(name);
    const place = twin ?? index.size;
    index.set(name, place);
    if (twin !== undefined) problems.push(twice({ key: name, value: NOTHING, ...span }));
    const slot = members.length;
    if (twin === undefined) members.push({ key: name, value: NOTHING, ...span });
    const at = twin === undefined ? slot : members.findIndex((member) => member.key === name);
    steps.push({ node: value, put: (child) => { members[at] = { key: name, value: child, ...span }; } });
  }
  for (let i = steps.length - 1; i >= 0; i -= 1) stack.push(steps[i]!);
}

/** What a merge key names is added behind an object's own members, which win. */
function merge(from: Node, members: Member[], problems: FormatProblem[], span: Span): void {
  const sources = from.kind === "array" ? from.items : [from];
  for (const source of sources) {
    if (source.kind !== "object") {
      problems.push({ code: "format/meaning", severity: "error", message: "A merge key << names something other than a map.", ...span });
      continue;
    }
    const have = new Set(members.map(({ key }) => key));
    for (const member of source.members) if (!have.has(member.key)) members.push(member);
  }
}

function scalar(value: unknown): string | number | boolean | null {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  // JSON has no infinities; as a text they are at least not lost.
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  return value === undefined ? null : String(value);
}

function sentence(message: string): string {
  const first = message.split("\n")[0]!.slice(0, 300).trim();
  return /[.!?]$/.test(first) ? first : `${first}.`;
}
