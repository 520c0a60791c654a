import type { Json } from "../reading.ts";
import { commentLines } from "./comments.ts";
import { protoScalars } from "./field-types.ts";
import { GREATEST_NUMBER } from "./meaning.ts";
import { addPackage, resolveName, type Names } from "./names.ts";
import type { NumberEntry, NumberLock } from "./numbers.ts";
import { BEHAVIOR, HTTP, isRecord, wordOf, type Options } from "./options.ts";
import type { PlannedEnum, PlannedField, PlannedFile, PlannedMessage, PlannedService, PlannedType } from "./plan.ts";
import { quote } from "./scanner.ts";
import { ANNOTATIONS, FIELD_BEHAVIOR, wellKnownTypes } from "./well-known.ts";

/** The text of a planned file, laid out as `buf format` does; every member has its number in the lock. */
export function printProto(file: PlannedFile, lock: NumberLock): string {
  const numbers = new Map<string, Map<string, number>>();
  const retired = new Map<string, NumberEntry[]>();
  for (const entry of lock.entries) {
    if (entry.reserved) {
      const there = retired.get(entry.type);
      if (there === undefined) retired.set(entry.type, [entry]);
      else there.push(entry);
    } else {
      const there = numbers.get(entry.type) ?? new Map<string, number>();
      numbers.set(entry.type, there.set(entry.name, entry.number));
    }
  }
  const naming = namingOf(file);
  const nested = new Map<string, PlannedType[]>();
  for (const type of file.types) {
    const around = type.path.slice(0, Math.max(type.path.lastIndexOf("."), 0));
    const there = nested.get(around);
    if (there === undefined) nested.set(around, [type]);
    else there.push(type);
  }

  const parts: string[] = file.header.map((comment) => commentLines(comment, ""));
  parts.push('syntax = "proto3";\n');
  if (file.package !== undefined) parts.push(`${file.doc === undefined ? "" : commentLines(file.doc, "")}package ${file.package};\n`);
  const imports = importsOf(file);
  if (imports.length > 0) parts.push(imports.map(({ modifier, path }) => `import ${modifier}${quote(path)};\n`).join(""));
  const options = optionStatements(file.options, "");
  if (options !== "") parts.push(options);
  for (const service of file.services) parts.push(printService(service));
  for (const type of nested.get("") ?? []) parts.push(printType(type));
  return parts.join("\n");

  function printService(service: PlannedService): string {
    const body: string[] = [];
    const options = optionStatements(service.options, "  ");
    if (options !== "") body.push(options);
    let methods = "";
    for (const [at, method] of service.methods.entries()) {
      const ends = [method.input, method.output].map(({ message, stream }) => `(${stream ? "stream " : ""}${naming(message, "")})`);
      const options = optionStatements(method.options, "    ");
      if (at > 0 && (method.doc !== undefined || options !== "")) methods += "\n";
      if (method.doc !== undefined) methods += commentLines(method.doc, "  ");
      methods += `  rpc ${method.name}${ends[0]} returns ${ends[1]}${options === "" ? ";" : ` {\n${options}  }`}\n`;
    }
    if (methods !== "") body.push(methods);
    return block(`service ${service.name}`, service.doc, body, "");
  }

  /** Nested types are written by a stack of their own: each is opened, its inner ones stand in it, and it is closed. */
  function printType(root: PlannedType): string {
    const stack: { readonly type: PlannedType; readonly body: string[]; readonly inner: readonly PlannedType[]; at: number }[] = [open(root)];
    for (;;) {
      const top = stack.at(-1)!;
      const next = top.inner[top.at++];
      if (next !== undefined) {
        stack.push(open(next));
        continue;
      }
      stack.pop();
      const indent = "  ".repeat(stack.length);
      const members = top.type.sort === "enum" ? printValues(top.type, `${indent}  `) : printFields(top.type, `${indent}  `);
      if (members !== "") top.body.push(members);
      const text = block(`${top.type.sort} ${top.type.path.slice(top.type.path.lastIndexOf(".") + 1)}`, top.type.doc, top.body, indent);
      const outer = stack.at(-1);
      if (outer === undefined) return text;
      outer.body.push(text);
    }

    function open(type: PlannedType): { type: PlannedType; body: string[]; inner: readonly PlannedType[]; at: number } {
      const indent = "  ".repeat(type.path.split(".").length);
      const body = [optionStatements(type.options, indent), printReserved(type, retired.get(type.path) ?? [], indent)].filter((part) => part !== "");
      return { type, body, inner: nested.get(type.path) ?? [], at: 0 };
    }
  }

  function printValues(type: PlannedEnum, indent: string): string {
    let text = "";
    for (const [at, value] of type.values.entries()) {
      if (at > 0 && value.doc !== undefined) text += "\n";
      if (value.doc !== undefined) text += commentLines(value.doc, indent);
      text += `${indent}${value.name} = ${numbers.get(type.path)?.get(value.name) ?? value.number ?? 0}${bracketed(value.options, indent)};\n`;
    }
    return text;
  }

  function printFields(message: PlannedMessage, indent: string): string {
    let text = "";
    const done = new Set<string>();
    for (const field of message.fields) {
      if (field.choice === undefined) {
        text += printField(field, message, indent, text !== "");
        continue;
      }
      if (done.has(field.choice)) continue;
      done.add(field.choice);
      const said = message.choices.get(field.choice);
      const options = optionStatements(said?.options ?? {}, `${indent}  `);
      if (text !== "" && said?.doc !== undefined) text += "\n";
      if (said?.doc !== undefined) text += commentLines(said.doc, indent);
      text += `${indent}oneof ${field.choice} {\n${options}`;
      let inner = "";
      for (const member of message.fields) if (member.choice === field.choice) inner += printField(member, message, `${indent}  `, inner !== "");
      text += `${options === "" ? "" : "\n"}${inner}${indent}}\n`;
    }
    return text;
  }

  function printField(field: PlannedField, message: PlannedMessage, indent: string, follows: boolean): string {
    const { element, repeated, key } = field.shape;
    const name = naming(element, message.path);
    const type = key === undefined ? `${repeated ? "repeated " : field.label === "" ? "" : `${field.label} `}${name}` : `map<${key}, ${name}>`;
    const number = numbers.get(message.path)?.get(field.name) ?? field.number ?? 0;
    const comment = field.doc === undefined ? "" : `${follows ? "\n" : ""}${commentLines(field.doc, indent)}`;
    return `${comment}${indent}${type} ${field.name} = ${number}${bracketed(field.options, indent)};\n`;
  }
}

function block(head: string, doc: string | undefined, body: readonly string[], indent: string): string {
  const comment = doc === undefined ? "" : commentLines(doc, indent);
  return `${comment}${indent}${head} {${body.length === 0 ? "" : `\n${body.join("\n")}${indent}`}}\n`;
}

/** What the document reserves, as it has it, then what is gone since. */
function printReserved(type: PlannedType, retired: readonly NumberEntry[], indent: string): string {
  const members: readonly { readonly name: string }[] = type.sort === "message" ? type.fields : type.values;
  const inUse = new Set(members.map(({ name }) => name));
  const most = type.sort === "message" ? GREATEST_NUMBER : 2_147_483_647;
  const ranges = type.reserved.numbers.map(([first, last]) => [first, last] as [number, number]);
  let joined = ranges.length;
  for (const { number } of retired) {
    if (ranges.some(([first, last]) => number >= first && number <= last)) continue;
    const last = ranges.at(-1);
    if (ranges.length > joined && last![1] === number - 1) last![1] = number;
    else ranges.push([number, number]);
    joined = Math.min(joined, ranges.length - 1);
  }
  const names = [...new Set([...type.reserved.names, ...retired.map(({ name }) => name)])].filter((name) => !inUse.has(name));
  let text = "";
  if (ranges.length > 0) text += `${indent}reserved ${ranges.map(([first, last]) => (first === last ? String(first) : `${first} to ${last === most ? "max" : last}`)).join(", ")};\n`;
  if (names.length > 0) text += `${indent}reserved ${names.map(quote).join(", ")};\n`;
  return text;
}

/** How a type is called where it is used: as short as the rules of scopes allow, beginning with a dot if nothing else is clear. */
function namingOf(file: PlannedFile): (element: string, scope: string) => string {
  const prefix = file.package === undefined ? "" : `${file.package}.`;
  const names: Names = { types: new Map(), packages: new Set() };
  const own = new Set(file.types.map(({ path }) => path));
  addPackage(names, file.package ?? "");
  for (const { path, sort } of file.types) names.types.set(prefix + path, sort);
  return (element, scope) => {
    if (protoScalars.has(element) && !own.has(element)) return element;
    const full = own.has(element) ? prefix + element : element;
    const around = (prefix + scope).replace(/\.$/, "");
    if (own.has(element)) {
      const parts = element.split(".");
      for (let from = parts.length - 1; from >= 0; from--) {
        const short = parts.slice(from).join(".");
        if (!protoScalars.has(short) && resolveName(names, short, around) === full) return short;
      }
    } else {
      names.types.set(full, "message");
      const dot = full.lastIndexOf(".");
      if (dot > 0 && /^[a-z]/.test(full)) addPackage(names, full.slice(0, dot));
    }
    return resolveName(names, full, around) === full ? full : `.${full}`;
  };
}

function importsOf(file: PlannedFile): { readonly path: string; readonly modifier: string }[] {
  const imports = new Map<string, string>();
  for (const said of file.imports) {
    const [, modifier, path] = /^(?:(public|weak|option) )?([^]*)$/.exec(said)!;
    imports.set(path!, modifier === undefined ? "" : `${modifier} `);
  }
  const need = (path: string | undefined): void => {
    if (path !== undefined && !imports.has(path)) imports.set(path, "");
  };
  const own = new Set(file.types.map(({ path }) => path));
  for (const service of file.services) {
    for (const method of service.methods) {
      for (const end of [method.input, method.output]) if (!own.has(end.message)) need(wellKnownTypes.get(end.message)?.file);
      if (method.options[HTTP] !== undefined) need(ANNOTATIONS);
    }
  }
  for (const type of file.types) {
    if (type.sort === "enum") continue;
    for (const { shape, options } of type.fields) {
      if (!own.has(shape.element)) need(wellKnownTypes.get(shape.element)?.file);
      if (options[BEHAVIOR] !== undefined) need(FIELD_BEHAVIOR);
    }
  }
  return [...imports].map(([path, modifier]) => ({ path, modifier })).toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function optionStatements(options: Options, indent: string): string {
  let text = "";
  for (const [name, value] of eachOption(options)) text += `${indent}option ${name} = ${constant(value, indent)};\n`;
  return text;
}

function bracketed(options: Options, indent: string): string {
  const all = eachOption(options);
  if (all.length === 0) return "";
  if (all.length === 1) return ` [${all[0]![0]} = ${constant(all[0]![1], indent)}]`;
  return ` [\n${all.map(([name, value]) => `${indent}  ${name} = ${constant(value, `${indent}  `)}`).join(",\n")}\n${indent}]`;
}

function eachOption(options: Options): [string, Json][] {
  return Object.entries(options).flatMap(([name, value]) => (Array.isArray(value) ? (value as readonly Json[]) : [value]).map((one): [string, Json] => [name, one]));
}

/** A value of an option; planning has seen to it that it is not deep, so that this may call itself. */
function constant(value: Json, indent: string): string {
  if (typeof value === "string") return quote(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map((item) => constant(item, indent)).join(", ")}]`;
  const word = wordOf(value);
  if (word !== undefined && Object.keys(value as object).length === 1) return word;
  if (!isRecord(value)) return String(value);
  const inner = `${indent}  `;
  let text = "";
  const entries = Object.entries(value);
  const only = entries[0];
  if (entries.length === 1 && !Array.isArray(only![1]) && (!isRecord(only![1]) || wordOf(only![1]) !== undefined)) return `{${only![0]}: ${constant(only![1], indent)}}`;
  for (const [key, item] of entries) {
    const list = Array.isArray(item) ? (item as readonly Json[]) : undefined;
    if (list !== undefined && list.length > 1 && list.every((one) => isRecord(one) && wordOf(one) === undefined)) for (const one of list) text += `${inner}${key}: ${constant(one, inner)}\n`;
    else text += `${inner}${key}: ${constant(item, inner)}\n`;
  }
  return text === "" ? "{}" : `{\n${text}${indent}}`;
}
