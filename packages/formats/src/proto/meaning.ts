import type { FormatCode, Span } from "../reading.ts";
import { keyTypes } from "./field-types.ts";
import type { EnumSyntax, MessageSyntax, ProtoSyntax, Word } from "./syntax.ts";

export type Report = (code: FormatCode, message: string, at: Span, hint?: string) => void;

/** The greatest number of a field, and those that protobuf keeps for itself ("Assigning Field Numbers"). */
export const GREATEST_NUMBER = 536_870_911;
export const OWN_FIRST = 19_000;
export const OWN_LAST = 19_999;

/** What protobuf's compiler refuses though the grammar allows it: names and numbers given twice, out of range or reserved, and what the syntax has no room for. */
export function checkMeaning(file: ProtoSyntax, report: Report): void {
  // Messages, enums, services and the values of enums share the names of the scope around them.
  const taken = new Set<string>();
  const claim = (scope: string, name: Word, what: string): void => {
    const full = `${scope}.${name.text}`;
    if (taken.has(full)) report("format/duplicate", `${what} ${name.text} is there already${scope === "" ? "" : ` in ${scope}`}.`, name, "Give one of the two another name.");
    taken.add(full);
  };
  for (const type of file.types) claim(scopeOf(type.path), type.name, type.sort === "enum" ? "The enum" : "The message");
  for (const service of file.services) {
    claim("", service.name, "The service");
    const methods = new Set<string>();
    for (const { name } of service.methods) {
      if (methods.has(name.text)) report("format/duplicate", `The method ${name.text} is there already in ${service.name.text}.`, name, "Give one of the two another name.");
      methods.add(name.text);
    }
  }
  for (const type of file.types) {
    if (type.sort === "message") checkMessage(type, file.syntax === "proto3", report);
    else {
      checkEnum(type, file.syntax === "proto3", report);
      for (const value of type.values) claim(scopeOf(type.path), value.name, "The enum value");
    }
  }
}

function scopeOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("."), 0));
}

function checkMessage(message: MessageSyntax, three: boolean, report: Report): void {
  const names = new Set<string>();
  const numbers = new Map<number, string>();
  const reserved = new Set(message.reserved.names.map(({ text }) => text));
  for (const { name } of message.oneofs) {
    if (names.has(name.text)) report("format/duplicate", `The name ${name.text} is there already in ${message.path}.`, name, "Give one of the two another name.");
    names.add(name.text);
  }
  const within = rangesOf(message.reserved.ranges);
  for (const field of message.fields) {
    const { name, number } = field;
    if (names.has(name.text)) report("format/duplicate", `The name ${name.text} is there already in ${message.path}.`, name, "Give one of the two another name.");
    names.add(name.text);
    const other = numbers.get(number.value);
    if (other !== undefined) report("format/duplicate", `The number ${number.value} is that of ${other} already.`, number, "Give it the next number that was never used.");
    else numbers.set(number.value, name.text);
    if (!(number.value >= 1 && number.value <= GREATEST_NUMBER)) report("format/meaning", `A field has no number ${number.value}.`, number, `Numbers go from 1 to ${GREATEST_NUMBER}.`);
    else if (number.value >= OWN_FIRST && number.value <= OWN_LAST) report("format/meaning", `The numbers ${OWN_FIRST} to ${OWN_LAST} are protobuf's own.`, number, "Give it another number.");
    else if (within(number.value)) report("format/meaning", `The number ${number.value} is reserved in ${message.path}.`, number, "Give it the next number that was never used.");
    if (reserved.has(name.text)) report("format/meaning", `The name ${name.text} is reserved in ${message.path}.`, name, "Give it another name.");
    if (field.key !== undefined && !keyTypes.has(field.key.text)) report("format/meaning", `The keys of a map are never of type ${field.key.text}.`, field.key, "Integers, bool and string may be keys.");
    if (field.key !== undefined && (field.label !== undefined || field.oneof !== undefined)) report("format/meaning", `The map ${name.text} is neither repeated nor optional nor part of a oneof.`, name, "Leave the word out.");
    if (three && field.label === "required") report("format/meaning", "There are no required fields in proto3.", name, "Leave the word out.");
    if (three && field.group) report("format/meaning", "There are no groups in proto3.", name, "Write a message, and a field of its type.");
    const initial = three ? field.options.find((option) => option.name === "default") : undefined;
    if (initial !== undefined) report("format/meaning", "There are no defaults in proto3.", initial, "Leave the option out.");
  }
  const oneofs = new Set(message.fields.map(({ oneof }) => oneof));
  for (const { name } of message.oneofs) if (!oneofs.has(name.text)) report("format/meaning", `The oneof ${name.text} has no fields.`, name, "Give it one, or leave it out.");
  checkRanges(message.reserved.ranges, GREATEST_NUMBER, 1, report);
}

function checkEnum(type: EnumSyntax, three: boolean, report: Report): void {
  const first = type.values[0];
  if (first === undefined) report("format/meaning", `The enum ${type.name.text} has no values.`, type.name, `Begin with ${constantCase(type.name.text)}_UNSPECIFIED = 0.`);
  else if (three && first.number.value !== 0) report("format/meaning", `The first value of ${type.path} is not zero.`, first.number, `Begin with ${constantCase(type.name.text)}_UNSPECIFIED = 0.`);
  const aliases = type.options.some(({ name, value }) => name === "allow_alias" && value === true);
  const numbers = new Map<number, string>();
  const reserved = new Set(type.reserved.names.map(({ text }) => text));
  const within = rangesOf(type.reserved.ranges);
  for (const { name, number } of type.values) {
    const other = numbers.get(number.value);
    if (other !== undefined && !aliases) report("format/duplicate", `The number ${number.value} is that of ${other} already.`, number, "Give it another number, or set `option allow_alias = true;`.");
    if (other === undefined) numbers.set(number.value, name.text);
    if (!(number.value >= -2_147_483_648 && number.value <= 2_147_483_647)) report("format/meaning", `The number ${number.value} has more than 32 bits.`, number);
    if (within(number.value)) report("format/meaning", `The number ${number.value} is reserved in ${type.path}.`, number, "Give it a number that was never used.");
    if (reserved.has(name.text)) report("format/meaning", `The name ${name.text} is reserved in ${type.path}.`, name, "Give it another name.");
  }
  checkRanges(type.reserved.ranges, 2_147_483_647, -2_147_483_648, report);
}

function checkRanges(ranges: MessageSyntax["reserved"]["ranges"], most: number, least: number, report: Report): void {
  for (const range of ranges) if (!(range.first >= least && range.last <= most && range.first <= range.last)) report("format/meaning", `${range.first} to ${range.last} is no range of numbers.`, range, "The lesser number stands first.");
}

/** Says of a number whether it is in one of the ranges; they are put in order once, so that many fields and many ranges take no time together. */
function rangesOf(ranges: readonly { readonly first: number; readonly last: number }[]): (number: number) => boolean {
  const joined: { first: number; last: number }[] = [];
  for (const { first, last } of ranges.toSorted((a, b) => a.first - b.first)) {
    const before = joined.at(-1);
    if (before !== undefined && first <= before.last) before.last = Math.max(before.last, last);
    else joined.push({ first, last });
  }
  return (number) => {
    let low = 0;
    let high = joined.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (joined[middle]!.last < number) low = middle + 1;
      else high = middle;
    }
    return low < joined.length && joined[low]!.first <= number;
  };
}

/** `OrderStatus` as `ORDER_STATUS`. */
export function constantCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").replace(/([A-Z])([A-Z][a-z])/g, "$1_$2").replace(/[^A-Za-z0-9]+/g, "_").replace(/^_+|_+$/g, "").toUpperCase();
}
