import type { DecisionDocument, DecisionField, DecisionSection, Located } from "./decision.ts";
import { readFrontMatter, type FrontMatter, type ReadProblem } from "./front-matter.ts";
import { readPage, trimmed, type Block } from "./markdown.ts";

/** A file longer than this, in UTF-16 code units, is read up to here. Real decisions stay below one hundredth of it. */
const LONGEST = 1024 * 1024;

/** More is no help; a file of which this much cannot be read is no decision. */
const MOST_PROBLEMS = 50;

type Role = DecisionSection["role"];
type Consequence = DecisionDocument["consequences"][number];

/**
 * Reads a decision file in the form of MADR 2, 3 or 4 (https://adr.github.io/madr/, templates of the releases 2.0.0 to
 * 4.0.0), and the status and date of the older form by Nygard (`## Status`). Never throws; what cannot be read is told
 * in `problems`, and the rest is there.
 *
 * - `fields`: the front matter, then the entries above the first section (`* Status: accepted`). MADR's own names come in
 *   one spelling whatever the version: `status`, `date`, `deciders` (`decision-makers`, `Deciders`), `consulted`,
 *   `informed`; all other names as written. People separated by commas are a list.
 * - `sections`: every heading but the title's. `content` reaches to the next heading, of whatever level.
 * - `options`, `consequences`: the entries of lists, without the marker; consequences without `Good, because`, which
 *   stands in `kind`. Several on one line (`* one * two`) are told apart. Entries `…` and empty ones are left out.
 */
export function readDecision(path: string, text: string): DecisionDocument {
  const number = /(?:^|[/\\])(?:adr[-_ ]?)?(\d+)(?![^/\\.\-_ ])[^/\\]*$/i.exec(path)?.[1];
  const nothing = { number, title: undefined, fields: [], sections: [], options: [], consequences: [] };
  const binary = text.indexOf("\0");
  if (binary >= 0) return { ...nothing, body: "", problems: [{ text: "This file is no text.", from: binary, to: binary + 1 }] };
  if (text.length <= LONGEST && text.trim() === "") return { ...nothing, body: text, problems: [{ text: "This file is empty.", hint: "A decision begins with its title: # Announce orders over Kafka.", from: 0, to: 0 }] };

  const problems: ReadProblem[] = [];
  let read = text;
  if (text.length > LONGEST) {
    const cut = Math.max(text.lastIndexOf("\n", LONGEST), 0) || LONGEST;
    read = text.slice(0, cut);
    problems.push({ text: `This file is longer than ${LONGEST / 1024 / 1024} MiB; it is read up to here.`, from: cut, to: cut + 1 });
  }
  const broken = read.indexOf("\ufffd");
  if (broken >= 0) problems.push({ text: "This file is not valid UTF-8 here.", hint: "Save it as UTF-8.", from: broken, to: broken + 1 });
  const matter = readFrontMatter(read);
  problems.push(...matter.problems);
  const page = readPage(read, matter.bodyFrom);
  if (page.unclosedFence) problems.push({ text: "This code is never closed: all behind it counts as code.", hint: "Close it with a line of the same marks.", ...page.unclosedFence });
  const titleAt = findTitle(page.blocks);
  const sections = readSections(read, page.blocks, titleAt);
  const fields = readFields(matter.fields, page.blocks, titleAt, problems);
  const title = titleAt >= 0 ? readTitle(page.blocks[titleAt]!) : fields.find((field) => field.key.text === "title")?.values[0];
  if (title === undefined) {
    const at = Math.min(matter.bodyFrom, read.length);
    problems.push({ text: "This decision has no title.", hint: "Write it as the first heading: # Announce orders over Kafka.", from: at, to: at });
  }
  const { options, consequences } = readLists(page.blocks, titleAt, sections);
  return { number, title, fields, sections, options, consequences, body: text.slice(matter.bodyFrom), problems: problems.toSorted((a, b) => a.from - b.from).slice(0, MOST_PROBLEMS) };
}

/** The first heading that says anything, unless it is one of the sections. */
function findTitle(blocks: readonly Block[]): number {
  const first = blocks.findIndex((block) => block.type === "heading" && block.text !== "");
  if (first < 0) return -1;
  const name = blocks[first]!.text;
  return roleOf(name) === "other" && !isFieldHeading(name) ? first : -1;
}

function readTitle(heading: Block): Located {
  return { text: heading.text.replace(/\\([!-/:-@[-`{-~])/g, "$1"), from: heading.from, to: heading.to };
}

/** Every heading but the title's. Sections of single options bear no roles of MADR, however they are called. */
function readSections(text: string, blocks: readonly Block[], titleAt: number): DecisionSection[] {
  const sections: DecisionSection[] = [];
  const headings = blocks.filter((block, at) => block.type === "heading" && at !== titleAt) as Extract<Block, { type: "heading" }>[];
  let optionsLevel = 0;
  for (let at = 0; at < headings.length; at++) {
    const heading = headings[at]!;
    const next = headings[at + 1]?.lineFrom ?? text.length;
    if (heading.level <= optionsLevel) optionsLevel = 0;
    const role = optionsLevel > 0 ? "other" : roleOf(heading.text);
    if (role === "options" || role === "pros-and-cons") optionsLevel = heading.level;
    const content = trimLines(text, heading.lineTo, next);
    sections.push({ text: heading.text, from: heading.from, to: heading.to, role, level: heading.level, content });
  }
  return sections;
}

/** Without the blank lines at both ends; the first line keeps its indentation. */
function trimLines(text: string, from: number, to: number): string {
  let start = from;
  for (let at = from; at < to && text.charCodeAt(at) <= 32; at++) if (text.charCodeAt(at) === 10) start = at + 1;
  while (to > start && text.charCodeAt(to - 1) <= 32) to--;
  return text.slice(start, to);
}

/** The headings of MADR's templates from 1.0 to 4.0, and the shorter ones in use; lower case. */
const roles: ReadonlyMap<string, Role> = new Map<string, Role>([
  ["context and problem statement", "context"], ["context and problem", "context"], ["context", "context"], ["problem statement", "context"], ["problem", "context"],
  ["decision drivers", "drivers"], ["drivers", "drivers"], ["forces", "drivers"],
  ["considered options", "options"], ["options", "options"], ["options considered", "options"], ["considered alternatives", "options"], ["alternatives considered", "options"], ["alternatives", "options"],
  ["decision outcome", "decision"], ["decision", "decision"], ["outcome", "decision"],
  ["consequences", "consequences"], ["positive consequences", "consequences"], ["negative consequences", "consequences"], ["neutral consequences", "consequences"],
  ["confirmation", "confirmation"], ["validation", "confirmation"],
  ["pros and cons of the options", "pros-and-cons"], ["pros and cons of the alternatives", "pros-and-cons"], ["pros and cons", "pros-and-cons"],
  ["more information", "more"], ["links", "more"],
]);

function roleOf(heading: string): Role {
  return roles.get(plainHeading(heading)) ?? "other";
}

/** Lower case, without number, emphasis and closing colon: `**2. Decision:**` is `decision`. */
function plainHeading(heading: string): string {
  if (heading.length > 80) return "";
  return heading.toLowerCase().replace(/[*_`]/g, "").replace(/^\d+[.)]?\s+/, "").replace(/[:.?]+$/, "").replace(/\s+/g, " ").trim();
}

// ── Fields ──

const people: ReadonlySet<string> = new Set(["deciders", "consulted", "informed"]);

/** MADR's name of a field in one spelling; other names as they are. */
function fieldName(name: string): string {
  const plain = name.toLowerCase().replace(/[\s_]+/g, "-");
  switch (plain) {
    case "decision-makers":
    case "decision-maker":
    case "decider":
      return "deciders";
    case "status":
    case "date":
    case "deciders":
    case "consulted":
    case "informed":
      return plain;
    default:
      return name;
  }
}

function readFields(matter: FrontMatter["fields"], blocks: readonly Block[], titleAt: number, problems: ReadProblem[]): DecisionField[] {
  const fields = new Map<string, DecisionField>();
  for (const field of matter) add(field, true, field.listed);
  for (let at = titleAt + 1; at < blocks.length; at++) {
    const block = blocks[at]!;
    if (block.type === "heading") break;
    const entry = readEntry(block);
    if (entry) add(entry, true, false);
  }
  for (let at = titleAt + 1; at < blocks.length; at++) {
    const block = blocks[at]!;
    const value = blocks[at + 1];
    if (block.type !== "heading" || block.level > 2 || !isFieldHeading(block.text) || value === undefined || value.type === "heading") continue;
    add({ key: { ...located(block), text: plainHeading(block.text) }, values: [located(value)] }, false, false);
  }
  return [...fields.values()];

  function add(field: DecisionField, tell: boolean, listed: boolean): void {
    const key: Located = { text: fieldName(field.key.text), from: field.key.from, to: field.key.to };
    if (!fields.has(key.text)) {
      const values = !listed && people.has(key.text) && field.values.length === 1 ? splitPeople(field.values[0]!) : field.values;
      fields.set(key.text, { key, values });
    } else if (tell) problems.push({ text: `${key.text} is given twice.`, hint: "The first counts; remove one of them.", from: key.from, to: key.to });
  }
}

/** `* Status: accepted`, or without the bullet where the name is one of MADR's. */
function readEntry(block: Block): DecisionField | undefined {
  const match = /^(\*\*|__|)([\p{L}][\p{L}\p{N} _-]{0,39})(\*\*|__|):(\*\*|__|)(?=\s|$)/u.exec(block.text);
  if (!match) return undefined;
  const written = match[2]!.trim();
  if (block.type === "paragraph" && !/^(?:status|date|decid(?:ers?|ed by)|decision[- ]makers?|consulted|informed)$/i.test(written)) return undefined;
  const keyFrom = block.from + match[1]!.length;
  const text = block.text.slice(match[0].length);
  const value = text.trim();
  const key = { text: people.has(fieldName(written)) ? written : written.toLowerCase(), from: keyFrom, to: keyFrom + written.length };
  const from = block.from + match[0].length + (text.length - text.trimStart().length);
  return { key, values: value === "" ? [] : [{ text: value, from, to: block.to }] };
}

/** People in a plain text stand with commas between them; a text in brackets is a template's hint and stays whole. */
function splitPeople(value: Located): Located[] {
  if (!value.text.includes(",") || /^[[{]/.test(value.text) || value.to - value.from !== value.text.length) return [value];
  const found: Located[] = [];
  let from = 0;
  for (const part of value.text.split(",")) {
    const text = part.trim();
    const start = value.from + from + (part.length - part.trimStart().length);
    if (text !== "") found.push({ text, from: start, to: start + text.length });
    from += part.length + 1;
  }
  return found;
}

function located(block: Located): Located {
  return { text: block.text, from: block.from, to: block.to };
}

/** Nygard's form has a section where MADR has a field. */
function isFieldHeading(heading: string): boolean {
  const name = plainHeading(heading);
  return name === "status" || name === "date";
}

// ── Options and consequences ──

function readLists(blocks: readonly Block[], titleAt: number, sections: readonly DecisionSection[]): { options: Located[]; consequences: Consequence[] } {
  const options: Located[] = [];
  const consequences: Consequence[] = [];
  /** Headings below "Considered Options", else below "Pros and Cons of the Options". */
  const optionHeadings: Located[] = [];
  const weighed: Located[] = [];
  let section = -1;
  let parent: { readonly role: Role; readonly level: number } | undefined;
  /** The kind of entries that do not say it themselves; undefined where only entries that do count. */
  let standing: Consequence["kind"] | undefined;
  /** Column of the entries of the list at hand: deeper ones explain them. */
  let column = -1;
  /** Set behind an entry that is but `Good:`; deeper entries then are what it announces. */
  let announced: Consequence["kind"] | undefined;

  for (let at = 0; at < blocks.length; at++) {
    const block = blocks[at]!;
    if (block.type === "heading") {
      if (at === titleAt) continue;
      const { role, level } = sections[++section]!;
      if (parent && level <= parent.level) parent = undefined;
      if (parent && role === "other" && level === parent.level + 1) (parent.role === "options" ? optionHeadings : weighed).push(located(block));
      if (role === "options" || role === "pros-and-cons") parent = { role, level };
      standing = role === "consequences" ? kindOfHeading(plainHeading(block.text)) : undefined;
      column = -1;
      announced = undefined;
      continue;
    }
    const role = section >= 0 ? sections[section]!.role : "other";
    if (block.type === "paragraph") {
      column = -1;
      announced = undefined;
      if (role !== "consequences" && role !== "decision") continue;
      const label = /^(?:\*\*|__)?((?:positive|negative|neutral) consequences|consequences|positive|negative|neutral|good|bad|pros|cons)(?:\*\*|__)?:?(?:\*\*|__)?$/i.exec(block.text);
      if (label) standing = kindOfHeading(label[1]!.toLowerCase());
      else for (const part of splitEntry(block, "consequences")) addConsequence(part, undefined);
      continue;
    }
    if (column < 0 || block.indent < column) column = block.indent;
    const deeper = block.indent >= column + 2;
    if (role === "options" && !deeper) {
      for (const part of splitEntry(block, "options")) if (!isEmpty(part.text)) options.push(part);
    } else if (role === "consequences" || role === "decision") {
      if (deeper && announced === undefined) continue;
      if (!deeper) announced = undefined;
      for (const part of splitEntry(block, "consequences")) {
        const kind = addConsequence(part, deeper ? announced : standing);
        if (kind !== undefined && !deeper) announced = kind;
      }
    }
  }
  if (options.length === 0) options.push(...(optionHeadings.length > 0 ? optionHeadings : weighed));
  return { options, consequences };

  /** Adds what an entry says; an entry that is a mere announcement yields its kind instead. */
  function addConsequence(part: Located, fallback: Consequence["kind"] | undefined): Consequence["kind"] | undefined {
    const match = consequencePrefix.exec(part.text);
    const kind = match ? kindOfWord(match[1]!.toLowerCase()) : fallback;
    if (kind === undefined) return undefined;
    const rest = match ? part.text.slice(match[0].length) : part.text;
    const text = rest.trim();
    if (isEmpty(text)) return match ? kind : undefined;
    const from = part.from + (match ? match[0].length : 0) + (rest.length - rest.trimStart().length);
    consequences.push({ kind, text, from, to: part.to });
    return undefined;
  }
}

/** `Good, because`, `Good because`, `Good:`, `Good,`, with or without emphasis. */
const consequencePrefix = /^(?:\*\*|__|\*|_)?(good|bad|neutral|positive|negative|pro|con)(?:\*\*|__|\*|_)?(?:\s*[:,](?:\*\*|__|\*|_)?(?:\s*because\b[,:]?)?|\s+because\b[,:]?)(?:\*\*|__|\*|_)?/i;

function kindOfWord(word: string): Consequence["kind"] {
  return word === "good" || word === "positive" || word === "pro" ? "good" : word === "neutral" ? "neutral" : "bad";
}

function kindOfHeading(heading: string): Consequence["kind"] {
  if (/^(?:positive|good|pros)/.test(heading)) return "good";
  return /^(?:negative|bad|cons$)/.test(heading) ? "bad" : "neutral";
}

/**
 * Several entries on one line: `* Kafka topic * PostgreSQL queue`. A star between blanks is no emphasis in Markdown, so
 * it parts entries that began with a star; consequences are parted at any marker that `Good` or `Bad` follows. Nothing
 * inside code counts.
 */
function splitEntry(block: Extract<Block, { type: "item" | "paragraph" }>, what: "options" | "consequences"): Located[] {
  const { text } = block;
  const stars = block.type === "item" && block.marker === "*";
  const lossless = block.to - block.from === text.length;
  const parts: Located[] = [];
  let from = 0;
  let code = false;
  for (let at = 0; at < text.length; at++) {
    const c = text[at];
    if (c === "`") {
      code = !code;
      while (text[at + 1] === "`") at++;
    } else if (!code && (c === "*" || c === "-") && text[at - 1] === " " && text[at + 1] === " ") {
      const parted = what === "options" ? stars && c === "*" : (stars && c === "*") || consequencePrefix.test(text.slice(at + 2, at + 40));
      if (parted) {
        part(from, at);
        from = at + 1;
      }
    }
  }
  part(from, text.length);
  return parts;

  function part(start: number, end: number): void {
    // The offsets of an entry over several lines are those of the whole: its text has lost its line ends.
    if (lossless) {
      const found = trimmed(text, start, end);
      parts.push({ text: found.text, from: block.from + found.from, to: block.from + found.to });
    } else parts.push({ text: text.slice(start, end).trim(), from: block.from, to: block.to });
  }
}

function isEmpty(text: string): boolean {
  return text === "" || text === "…" || text === "...";
}
