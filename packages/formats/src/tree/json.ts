import type { FormatProblem } from "../reading.ts";
import type { Member, Node } from "./node.ts";
import { NOTHING } from "./node.ts";

/** Deeper than this nobody nests by hand, and every consumer may rely on it. */
export const DEEPEST = 512;

interface Open {
  readonly from: number;
  /** Of an object; otherwise undefined. */
  readonly members: Member[] | undefined;
  readonly items: Node[] | undefined;
  /** Places of the keys of a large object: small ones are compared key by key. */
  index: Map<string, number> | undefined;
  key: string;
  keyFrom: number;
  keyTo: number;
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const WORD = /[A-Za-z0-9_$+.-]+/y;
const SMALL = 12;

/**
 * Reads JSON (RFC 8259) to nodes with places. Comments and trailing commas are told and passed over; after any other fault
 * the rest is not read, and what was read so far is given.
 */
export function readJson(text: string): { readonly root: Node; readonly problems: readonly FormatProblem[] } {
  const problems: FormatProblem[] = [];
  const stack: Open[] = [];
  const end = text.length;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let root: Node | undefined;
  let top: Open | undefined;
  let commentsTold = false;
  let commasTold = false;

  const stop = (message: string, from: number, to: number, code: FormatProblem["code"] = "format/syntax", hint?: string): void => {
    const start = Math.min(from, end);
    problems.push({ code, severity: "error", message, ...(hint === undefined ? {} : { hint }), from: start, to: Math.max(start, Math.min(to, end)) });
  };

  /** Passes over white space and comments; false where a comment does not end. */
  const skip = (): boolean => {
    for (;;) {
      let code = text.charCodeAt(at);
      while (code === 32 || code === 10 || code === 13 || code === 9) code = text.charCodeAt(++at);
      if (code !== 47) return true;
      const next = text.charCodeAt(at + 1);
      if (next !== 47 && next !== 42) return true;
      const from = at;
      const close = next === 47 ? text.indexOf("\n", at) : text.indexOf("*/", at + 2);
      at = close === -1 ? end : next === 47 ? close : close + 2;
      if (!commentsTold) stop("JSON has no comments.", from, at, "format/syntax", "Remove the comments, or keep the document in YAML.");
      commentsTold = true;
      if (close === -1 && next === 42) return false;
    }
  };

  /** The text of the string that begins at `at`, which then stands behind it; undefined where it is broken, which was told. */
  const string = (): string | undefined => {
    const from = at;
    let escaped = false;
    for (let i = at + 1; i < end; i += 1) {
      const code = text.charCodeAt(i);
      if (code === 34) {
        at = i + 1;
        if (!escaped) return text.slice(from + 1, i);
        try {
          return JSON.parse(text.slice(from, at)) as string;
        } catch {
          stop("A string has an escape that JSON does not know.", from, at);
          return undefined;
        }
      }
      if (code === 92) {
        escaped = true;
        i += 1;
      } else if (code < 32) {
        stop("A string does not end on its line.", from, i, "format/syntax", 'Close it with ", and write a line break as \\n.');
        return undefined;
      }
    }
    stop("A string does not end.", from, end);
    return undefined;
  };

  const put = (node: Node): void => {
    if (top === undefined) root = node;
    else if (top.items !== undefined) top.items.push(node);
    else putMember(top, { key: top.key, value: node, from: top.keyFrom, to: top.keyTo }, problems);
  };

  /** Reads a key and its colon. */
  const key = (into: Open): boolean => {
    if (text.charCodeAt(at) !== 34) {
      stop(at >= end ? "The text ends inside an object." : "A key in double quotes is expected here.", at, at + 1);
      return false;
    }
    const from = at;
    const name = string();
    if (name === undefined) return false;
    into.key = name;
    into.keyFrom = from;
    into.keyTo = at;
    if (!skip()) return false;
    if (text.charCodeAt(at) !== 58) {
      stop(at >= end ? "The text ends behind a key." : "A colon is expected behind the key.", at, at + 1);
      return false;
    }
    at += 1;
    return true;
  };

  reading: while (skip()) {
    // Here a value is expected.
    const from = at;
    const code = text.charCodeAt(at);
    if (code === 123 || code === 91) {
      if (stack.length >= DEEPEST) {
        stop(`Values nest deeper than ${DEEPEST} levels here; what is deeper is not read.`, at, at + 1, "format/too-large");
        break;
      }
      const object = code === 123;
      top = { from, members: object ? [] : undefined, items: object ? undefined : [], index: undefined, key: "", keyFrom: from, keyTo: from };
      stack.push(top);
      at += 1;
      if (!skip()) break;
      if (text.charCodeAt(at) !== (object ? 125 : 93)) {
        if (object && !key(top)) break;
        continue;
      }
    } else if (code === 34) {
      const value = string();
      if (value === undefined) break;
      put({ kind: "scalar", value, from, to: at });
    } else if (code === 45 || (code >= 48 && code <= 57)) {
      NUMBER.lastIndex = at;
      const match = NUMBER.exec(text);
      const next = match === null ? 0 : text.charCodeAt(at + match[0].length);
      if (match === null || (next >= 48 && next <= 57)) {
        stop("This is no number of JSON.", at, at + 1);
        break;
      }
      at += match[0].length;
      const value = Number(match[0]);
      if (!Number.isFinite(value)) stop("The number is larger than can be kept.", from, at, "format/too-large");
      put({ kind: "scalar", value: Number.isFinite(value) ? value : null, from, to: at });
    } else if (code === 116 && text.startsWith("true", at)) {
      at += 4;
      put({ kind: "scalar", value: true, from, to: at });
    } else if (code === 102 && text.startsWith("false", at)) {
      at += 5;
      put({ kind: "scalar", value: false, from, to: at });
    } else if (code === 110 && text.startsWith("null", at)) {
      at += 4;
      put({ kind: "scalar", value: null, from, to: at });
    } else {
      WORD.lastIndex = at;
      const word = WORD.exec(text)?.[0];
      stop(at >= end ? "The text ends where a value is expected." : word === undefined ? "A value is expected here." : `${word.slice(0, 40)} is no value of JSON.`, at, at + (word?.length ?? 1));
      break;
    }
    // Here a value has ended: what is around it goes on or ends too.
    for (;;) {
      if (!skip()) break reading;
      if (top === undefined) break reading;
      const mark = text.charCodeAt(at);
      const closing = top.items === undefined ? 125 : 93;
      if (mark === 44) {
        const comma = at;
        at += 1;
        if (!skip()) break reading;
        if (text.charCodeAt(at) !== closing) {
          if (top.items === undefined && !key(top)) break reading;
          continue reading;
        }
        if (!commasTold) stop("JSON has no comma behind the last value.", comma, comma + 1, "format/syntax", "Remove the comma.");
        commasTold = true;
      } else if (mark !== closing) {
        stop(at >= end ? `The text ends inside an ${top.items === undefined ? "object" : "array"}.` : `A comma or ${top.items === undefined ? "}" : "]"} is expected here.`, at, at + 1);
        break reading;
      }
      at += 1;
      const done = stack.pop()!;
      top = stack[stack.length - 1];
      put(done.items === undefined ? { kind: "object", members: done.members!, from: done.from, to: at } : { kind: "array", items: done.items, from: done.from, to: at });
    }
  }
  if (stack.length === 0 && root !== undefined && at < end && problems.every(({ to }) => to < end)) stop("The text goes on behind its value.", at, end);
  // What stands open where reading stopped is given as far as it goes.
  for (let open = stack.pop(); open !== undefined; open = stack.pop()) {
    top = stack[stack.length - 1];
    put(open.items === undefined ? { kind: "object", members: open.members!, from: open.from, to: Math.min(at, end) } : { kind: "array", items: open.items, from: open.from, to: Math.min(at, end) });
  }
  return { root: root ?? NOTHING, problems };
}

function putMember(open: Open, member: Member, problems: FormatProblem[]): void {
  const members = open.members!;
  let twin = -1;
  if (members.length < SMALL) {
    for (let i = 0; i < members.length; i += 1) if (members[i]!.key === member.key) twin = i;
  } else {
    if (open.index === undefined) open.index = new Map(members.map(({ key }, i) => [key, i]));
    twin = open.index.get(member.key) ?? -1;
    if (twin === -1) open.index.set(member.key, members.length);
  }
  if (twin === -1) members.push(member);
  else {
    members[twin] = member;
    problems.push(twice(member));
  }
}

export function twice({ key, from, to }: Member): FormatProblem {
  return { code: "format/duplicate", severity: "error", message: `The key ${key.slice(0, 80)} stands twice in one object.`, hint: "Remove one; the last one is taken.", from, to };
}
