import type { ApiDocument } from "../api.ts";
import type { FormatProblem } from "../reading.ts";
import { GREATEST_NUMBER, OWN_FIRST, OWN_LAST } from "./meaning.ts";
import { planFile } from "./plan-file.ts";
import type { PlannedFile, PlannedType } from "./plan.ts";

/** The numbers of the fields and enum values of one proto file, those that were ever given: `proto.lock`. */
export interface NumberLock {
  readonly entries: readonly NumberEntry[];
}

export interface NumberEntry {
  /** The message or enum by its name in the file, nested ones dotted: `Order.Item`. */
  readonly type: string;
  readonly name: string;
  readonly number: number;
  /** It is in use no more; its number and its name must not be used again. */
  readonly reserved?: boolean;
}

/** What is wrong with the numbers of a document: a sentence, and the field or value that it is about. */
export interface NumberProblem {
  readonly of: string;
  readonly message: string;
  readonly hint: string;
}

export const noNumbers: NumberLock = { entries: [] };

/**
 * The lock as it is after this document: who is in it keeps its number; who is gone stays as reserved; who is new gets its
 * own number of the document if it was never another's, or the next one. `renamed` says by old name (`Order.note`) what
 * the new one is (`remark`); a field whose number in the document is that of one that is gone is taken for it as well.
 * Nothing is guessed: a rename that is not told is a removal and a new field.
 */
export function numberFields(document: ApiDocument, lock: NumberLock, options: { readonly package?: string; readonly renamed?: Readonly<Record<string, string>> } = {}): { readonly lock: NumberLock; readonly problems: readonly NumberProblem[] } {
  return numberPlan(planFile(document, options.package), lock, options.renamed ?? {});
}

/** As `numberFields`, of a file that is planned already. */
export function numberPlan(file: PlannedFile, lock: NumberLock, renamed: Readonly<Record<string, string>>): { readonly lock: NumberLock; readonly problems: readonly NumberProblem[] } {
  const problems: NumberProblem[] = [];
  const before = new Map<string, NumberEntry[]>();
  for (const entry of lock.entries) {
    const list = before.get(entry.type);
    if (list === undefined) before.set(entry.type, [entry]);
    else list.push(entry);
  }
  const entries: NumberEntry[] = [];
  for (const type of file.types) {
    for (const entry of numberType(type, before.get(type.path) ?? [], renamed, problems)) entries.push(entry);
    before.delete(type.path);
  }
  for (const gone of before.values()) for (const entry of gone) entries.push({ ...entry, reserved: true });
  return { lock: { entries: inOrder(entries) }, problems };
}

function numberType(type: PlannedType, before: readonly NumberEntry[], renamed: Readonly<Record<string, string>>, problems: NumberProblem[]): NumberEntry[] {
  const members: readonly { readonly name: string; readonly number?: number }[] = type.sort === "message" ? type.fields : type.values;
  const names = new Set(members.map(({ name }) => name));
  const given = new Map<string, number>();
  const owners = new Map<number, NumberEntry>();
  for (const entry of before) owners.set(entry.number, entry);
  const taken = new Set<number>();
  const give = (name: string, number: number): void => {
    given.set(name, number);
    taken.add(number);
  };
  for (const entry of before) {
    const name = renamed[`${type.path}.${entry.name}`] ?? entry.name;
    if (!entry.reserved && names.has(name) && !given.has(name)) give(name, entry.number);
  }
  const aliases = type.sort === "enum" && type.options.allow_alias === true;
  for (const { name, number } of members) {
    const of = `${type.path}.${name}`;
    const there = given.get(name);
    if (number === undefined || number === there) continue;
    if (there !== undefined) {
      problems.push({ of, message: `${of} has the number ${number}, but ${there} was given to it.`, hint: "Leave the number as it was: readers of older data know it by this." });
      continue;
    }
    const owner = owners.get(number);
    if (owner?.reserved) problems.push({ of, message: `The number ${number} of ${of} was that of ${owner.name}, which is gone; it is not used again.`, hint: "Give it no number; it gets the next one." });
    else if (taken.has(number) && !aliases) problems.push({ of, message: `The number ${number} of ${of} is that of another already.`, hint: "Give it no number; it gets the next one." });
    else give(name, number);
  }
  const next = nextNumber(type, [...owners.keys(), ...taken]);
  for (const { name } of members) {
    if (given.has(name)) continue;
    const number = next();
    if (number === undefined) problems.push({ of: `${type.path}.${name}`, message: `There is no number left for ${type.path}.${name}.`, hint: "Set some of the reserved numbers free, or make a new message." });
    else give(name, number);
  }
  const entries: NumberEntry[] = [...given].map(([name, number]) => ({ type: type.path, name, number }));
  for (const entry of before) if (!taken.has(entry.number)) entries.push({ ...entry, reserved: true });
  return entries;
}

/** The numbers behind all that were ever in use, without those that are reserved in the document and protobuf's own. */
function nextNumber(type: PlannedType, used: readonly number[]): () => number | undefined {
  const most = type.sort === "enum" ? 2_147_483_647 : GREATEST_NUMBER;
  const ranges = [...type.reserved.numbers, ...(type.sort === "message" ? [[OWN_FIRST, OWN_LAST] as const] : [])].toSorted((a, b) => a[0] - b[0]);
  const taken = new Set(used);
  // Numbers are asked for in rising order but once, when the gaps are begun with; ranges that are passed are not looked at again.
  let at = 0;
  const passed = (from: number): number => {
    let number = from;
    while (at < ranges.length && ranges[at]![0] <= number) {
      if (ranges[at]![1] >= number) number = ranges[at]![1] + 1;
      at++;
    }
    return number;
  };
  let last = 0;
  for (const number of used) if (number > last) last = number;
  // Numbers that are reserved one by one were in use once; what comes next stands behind them too.
  for (const [, end] of type.reserved.numbers) if (end > last && end < most) last = end;
  let gap = 0;
  return () => {
    const number = passed(last + 1);
    if (number <= most) {
      last = number;
      return number;
    }
    if (gap === 0) at = 0;
    do gap = passed(gap + 1);
    while (taken.has(gap));
    taken.add(gap);
    return gap <= most && gap < last ? gap : undefined;
  };
}

/** The text of a lock: a line for each entry, by type and number, so that a review sees what a change does. */
export function writeNumberLock(lock: NumberLock): string {
  let text = "# Field numbers of Protocol Buffers. Numbers are given once and never used again; keep this file under version control.\n";
  let type: string | undefined;
  for (const entry of inOrder(lock.entries)) {
    if (entry.type !== type) text += "\n";
    type = entry.type;
    text += `${entry.type}.${entry.name} = ${entry.number}${entry.reserved ? " reserved" : ""}\n`;
  }
  return text;
}

/** Reads `proto.lock`. A lock with problems must not be used: numbers would be given twice. */
export function readNumberLock(text: string): { readonly lock: NumberLock; readonly problems: readonly FormatProblem[] } {
  const problems: FormatProblem[] = [];
  const entries: NumberEntry[] = [];
  const numbers = new Map<string, NumberEntry>();
  const names = new Set<string>();
  const report = (code: FormatProblem["code"], message: string, hint: string, from: number, to: number): void => {
    if (problems.length < 100) problems.push({ code, severity: "error", message, hint, from, to });
  };
  let conflict = false;
  for (let from = 0; from < text.length; ) {
    const newline = text.indexOf("\n", from);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(from, Math.min(end, from + 4096)).trim();
    if (/^(?:<{7}|\|{7}|={7}|>{7})/.test(line)) {
      if (!conflict) report("format/syntax", "Here two versions of the lock were merged and not settled.", "Keep the lines of both sides, and give those that are not released yet the next numbers.", from, end);
      conflict = !line.startsWith(">");
    } else if (line !== "" && !line.startsWith("#")) {
      const said = /^([A-Za-z_][\w.]*)\.([A-Za-z_]\w*) = (-?\d{1,10})( reserved)?$/.exec(line);
      const number = Number(said?.[3]);
      if (said === null) report("format/syntax", "This line is no entry of a lock.", "Write Message.field = 1, or Message.field = 1 reserved.", from, end);
      else if (number < -2_147_483_648 || number > 2_147_483_647) report("format/meaning", `There is no number ${number}.`, "Numbers have 32 bits.", from, end);
      else {
        const entry: NumberEntry = { type: said[1]!, name: said[2]!, number, ...(said[4] !== undefined && { reserved: true }) };
        const key = `${entry.type} ${number}`;
        const other = numbers.get(key);
        const name = `${entry.type} ${entry.name}`;
        // Within a conflict both sides say much the same; that it is one is told already.
        if (!conflict && other !== undefined && (other.reserved || entry.reserved)) report("format/duplicate", `The number ${number} of ${entry.type} is that of ${other.name} already.`, "Give the one that is not released yet the next number.", from, end);
        if (!conflict && !entry.reserved && names.has(name)) report("format/duplicate", `${entry.type}.${entry.name} has a number already.`, "Keep the line with the number that is released.", from, end);
        if (!conflict && other !== undefined && !other.reserved && !entry.reserved && !isConstant(other.name, entry.name)) report("format/duplicate", `The number ${number} of ${entry.type} is that of ${other.name} already.`, "Give the one that is not released yet the next number.", from, end);
        numbers.set(key, entry);
        if (!entry.reserved) names.add(name);
        entries.push(entry);
      }
    }
    from = end + 1;
  }
  return { lock: { entries: inOrder(entries) }, problems };
}

/** Values of an enum may share a number (`allow_alias`), fields may not; by the style guide only the former are in capitals. */
function isConstant(...names: readonly string[]): boolean {
  return names.every((name) => /^[A-Z][A-Z0-9_]*$/.test(name));
}

function inOrder(entries: readonly NumberEntry[]): NumberEntry[] {
  return entries.toSorted((a, b) => (a.type < b.type ? -1 : a.type > b.type ? 1 : a.number - b.number || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)));
}
