import type { FormatCode, FormatProblem, Json, Span } from "../reading.ts";
import { commentsIn, tokenAt, valueOf, type Token } from "./lex.ts";
import type { Definition, DefinitionKind, DirectiveUse, FieldSyntax, InputValue, Named, TypeUse, ValueSyntax } from "./syntax.ts";

/** Lists and objects that stand in each other; what is deeper is told and passed over. */
const DEEPEST = 200;
const MOST_PROBLEMS = 100;
const KEYWORDS: ReadonlySet<string> = new Set(["schema", "scalar", "type", "interface", "union", "enum", "input", "directive", "extend"]);
const EXECUTABLE: ReadonlySet<string> = new Set(["query", "mutation", "subscription", "fragment", "{"]);

export interface Parsed {
  readonly definitions: readonly Definition[];
  readonly problems: readonly FormatProblem[];
  /** How many comments there are; they are no part of the schema. */
  readonly comments: number;
}

/** Thrown inside this file alone, to leave a definition that cannot be read. */
const STOP = Symbol("the definition cannot be read");

/** Parses the type system's part of GraphQL. It goes on with the next definition behind a fault. */
export function parseGraphql(text: string): Parsed {
  const definitions: Definition[] = [];
  const problems: FormatProblem[] = [];
  let comments = 0;
  let previousEnd = 0;
  let token = read(0);

  function read(from: number): Token {
    const next = tokenAt(text, from);
    comments += commentsIn(text.slice(from, next.from));
    return next;
  }
  function advance(): Token {
    const current = token;
    previousEnd = current.to;
    if (current.kind !== "end") token = read(current.to);
    return current;
  }
  function tell(code: FormatCode, at: Span, message: string, hint?: string): void {
    if (problems.length < MOST_PROBLEMS) problems.push({ code, severity: "error", from: at.from, to: at.to, message, ...(hint === undefined ? {} : { hint }) });
  }
  function fail(wanted: string): never {
    const found = token.kind === "end" ? "the end of the text" : `\`${shorten(text.slice(token.from, token.to))}\``;
    tell("format/syntax", token, token.kind === "wrong" ? token.message! : `${wanted} should stand here instead of ${found}.`, "See the type system of the GraphQL specification, section 3.");
    throw STOP;
  }
  function is(sign: string): boolean {
    return (token.kind === "punctuator" || token.kind === "name") && token.to - token.from === sign.length && text.startsWith(sign, token.from);
  }
  function skip(sign: string): boolean {
    if (!is(sign)) return false;
    advance();
    return true;
  }
  function expect(sign: string): void {
    if (!skip(sign)) fail(`\`${sign}\``);
  }
  function name(what: string): Named {
    if (token.kind !== "name") fail(what);
    const { from, to } = advance();
    return { text: text.slice(from, to), at: { from, to } };
  }
  function doc(): { doc?: string } {
    if (token.kind !== "string" && token.kind !== "block") return {};
    return { doc: valueOf(text, advance()) };
  }

  function typeUse(): TypeUse {
    let opened = 0;
    const start = token;
    while (skip("[")) opened++;
    const named = name("The name of a type");
    const required = skip("!");
    const lists: boolean[] = [];
    for (; opened > 0; opened--) {
      expect("]");
      lists.push(skip("!"));
    }
    if (lists.length > DEEPEST) {
      tell("format/too-large", { from: start.from, to: previousEnd }, `Lists stand in each other ${lists.length} deep; ${DEEPEST} are read.`, "Name a type in between.");
      lists.length = DEEPEST;
    }
    return { name: named, required, lists };
  }

  /** A constant value as data. The stack holds the lists and objects that are open. */
  function value(): Json {
    const start = token;
    const open: { list?: Json[]; object?: Map<string, Json>; key?: string }[] = [];
    let told = false;
    for (;;) {
      let done: Json;
      const top = open.at(-1);
      if (top?.list !== undefined && is("]")) {
        advance();
        open.pop();
        done = top.list;
      } else if (top?.object !== undefined && top.key === undefined && is("}")) {
        advance();
        open.pop();
        done = Object.fromEntries(top.object);
      } else if (top?.object !== undefined && top.key === undefined) {
        top.key = name("The name of a field").text;
        expect(":");
        continue;
      } else if (is("[") || is("{")) {
        open.push(is("[") ? { list: [] } : { object: new Map() });
        if (open.length > DEEPEST && !told) {
          told = true;
          tell("format/too-large", start, `This value is nested deeper than ${DEEPEST} lists and objects.`, "Make it flatter.");
        }
        advance();
        continue;
      } else done = scalar();
      const outer = open.at(-1);
      if (outer === undefined) return told ? null : done;
      if (outer.list !== undefined) outer.list.push(done);
      else {
        outer.object!.set(outer.key!, done);
        outer.key = undefined;
      }
    }
  }
  function scalar(): Json {
    if (token.kind === "int" || token.kind === "float") {
      const { from, to } = advance();
      return Number(text.slice(from, to));
    }
    if (token.kind === "string" || token.kind === "block") return valueOf(text, advance());
    const word = name("A value").text;
    return word === "null" ? null : word === "true" ? true : word === "false" ? false : word;
  }

  function directives(): DirectiveUse[] {
    const found: DirectiveUse[] = [];
    while (skip("@")) {
      const used = name("The name of a directive");
      const values = new Map<string, Json>();
      let written = "";
      if (skip("(")) {
        const from = token.from;
        while (!is(")")) {
          const key = name("An argument");
          expect(":");
          values.set(key.text, value());
        }
        written = text.slice(from, previousEnd);
        advance();
      }
      found.push({ name: used, text: written, values });
    }
    return found;
  }
  function inputValue(): InputValue {
    const described = doc();
    const named = name("A name");
    expect(":");
    const type = typeUse();
    const preset = skip("=") ? { default: value() } : {};
    return { ...described, name: named, type, ...preset, directives: directives() };
  }
  function argumentsOf(): InputValue[] {
    const found: InputValue[] = [];
    if (!skip("(")) return found;
    while (!skip(")")) found.push(inputValue());
    return found;
  }
  function field(): FieldSyntax {
    const described = doc();
    const named = name("The name of a field");
    const taken = argumentsOf();
    expect(":");
    return { ...described, name: named, arguments: taken, type: typeUse(), directives: directives() };
  }
  function block<Part>(part: () => Part): Part[] {
    const found: Part[] = [];
    if (!skip("{")) return found;
    if (is("}")) tell("format/syntax", token, "Nothing stands between these braces.", "Leave them away, or name what belongs there.");
    while (!skip("}")) found.push(part());
    return found;
  }
  function namesWith(sign: string): Named[] {
    skip(sign);
    const found = [name("The name of a type")];
    while (skip(sign)) found.push(name("The name of a type"));
    return found;
  }

  function definition(): void {
    const described = doc();
    const start = token.from;
    const extend = skip("extend");
    if (!extend && (EXECUTABLE.has(text.slice(token.from, token.to)))) {
      tell("format/meaning", token, "This is an executable document (a query, mutation, subscription or fragment), not a schema.", "Give the schema: definitions such as `type Query { … }`.");
      throw STOP;
    }
    if (!KEYWORDS.has(text.slice(token.from, token.to)) || is("extend")) fail("A definition such as `type`, `input`, `enum` or `schema`");
    const word = advance();
    const kind = text.slice(word.from, word.to) as DefinitionKind;
    const empty = { ...described, kind, extend, directives: [], interfaces: [], fields: [], values: [], members: [], roots: [], text: "" };
    if (kind === "schema") {
      const used = directives();
      const roots = block(() => {
        const root = name("`query`, `mutation` or `subscription`");
        if (root.text !== "query" && root.text !== "mutation" && root.text !== "subscription") {
          tell("format/meaning", root.at, `\`${root.text}\` is no operation.`, "There are `query`, `mutation` and `subscription`.");
          throw STOP;
        }
        expect(":");
        return { root: root.text, type: name("The name of a type") } as const;
      });
      definitions.push({ ...empty, name: { text: "schema", at: { from: word.from, to: word.to } }, directives: used, roots });
      return;
    }
    if (kind === "directive") {
      expect("@");
      const named = name("The name of a directive");
      argumentsOf();
      skip("repeatable");
      expect("on");
      namesWith("|");
      definitions.push({ ...empty, name: named, text: text.slice(start, previousEnd) });
      return;
    }
    const named = name(`The name of the ${kind}`);
    const interfaces = (kind === "type" || kind === "interface") && skip("implements") ? namesWith("&") : [];
    const used = directives();
    const value = (): ValueSyntax => ({ ...doc(), name: name("A value of the enum"), directives: directives() });
    // The definition stands although its braces hold a fault: what was read of it is not lost.
    const own = { fields: [] as FieldSyntax[], values: [] as ValueSyntax[], members: [] as Named[] };
    try {
      if (kind === "type" || kind === "interface") block(() => own.fields.push(field()));
      if (kind === "input") block(() => own.fields.push({ ...inputValue(), arguments: [] }));
      if (kind === "enum") block(() => own.values.push(value()));
      if (kind === "union" && skip("=")) own.members.push(...namesWith("|"));
    } finally {
      definitions.push({ ...empty, name: named, interfaces, directives: used, ...own });
    }
  }

  /** To the next keyword that begins a line, where a definition may begin; at least one token on. */
  function recover(): void {
    do advance();
    while (token.kind !== "end" && !(token.kind === "name" && KEYWORDS.has(text.slice(token.from, token.to)) && beginsLine(token.from)));
  }
  function beginsLine(at: number): boolean {
    return at === 0 || text[at - 1] === "\n" || text[at - 1] === "\r";
  }

  while (token.kind !== "end") {
    const before = token.from;
    try {
      definition();
    } catch (fault) {
      if (fault !== STOP) throw fault;
      if (token.from === before || !(token.kind === "name" && KEYWORDS.has(text.slice(token.from, token.to)) && beginsLine(token.from))) recover();
    }
  }
  return { definitions, problems, comments };
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
