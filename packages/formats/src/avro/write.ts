import type { Json, Loss, Span, Writing } from "../reading.ts";
import type { Field, TypeDescription, TypeExpression } from "../types.ts";
import { formOf } from "./scalars.ts";

export interface WriteAvroOptions {
  /** Of all types whose names have no dot: `com.example.shop`. */
  readonly namespace?: string;
}

/** JSON of which a part is made when its turn in the text comes: Avro defines a type where it is first used. */
type Draft = Json | (() => Draft | undefined) | readonly Draft[] | { readonly [key: string]: Draft };

/**
 * Writes an Avro schema (.avsc; specification 1.12). Each type is defined where it is first used. Without a root, all types stand in
 * a list. A field that may be absent or null is a union with `null`: first, with null as its default, where it need not be
 * there; last where it has another default. Enums and records keep their names; aliases and unions, which have no name in Avro, are
 * written as what they stand for.
 */
export function writeAvro(types: readonly TypeDescription[], root: string | TypeExpression | undefined, options: WriteAvroOptions = {}): Writing {
  const losses: Loss[] = [];
  const told = new Set<string>();
  const lose = (what: string, at?: Span) => {
    if (!told.has(what)) losses.push({ what, ...(at === undefined ? {} : { at }) });
    told.add(what);
  };
  const typeOf = new Map(types.map((type) => [type.name, type]));
  const documentSpace = options.namespace ?? "";
  const spaceOf = (name: string) => (name.includes(".") ? name.slice(0, name.lastIndexOf(".")) : documentSpace);
  const shortOf = (name: string) => name.slice(name.lastIndexOf(".") + 1);
  const taken = new Map<string, string>();
  const names = new Map<string, string>();
  for (const { name, at } of types) {
    const parts = name.split(".").map((part) => clean(part));
    let clear = parts.join(".");
    for (let count = 2; taken.has(clear); count++) clear = `${parts.join(".")}${count}`;
    taken.set(clear, name);
    names.set(name, clear);
    if (clear !== name) lose(`the name ${name} (written as ${clear})`, at);
  }
  const defined = new Set<string>();
  const vague: string[] = [];

  /** What an alias stands for, however far; undefined where aliases go in a circle. */
  function resolve(start: TypeExpression): { type: TypeExpression; nullable: boolean } | undefined {
    let type = start;
    let nullable = false;
    for (const seen = new Set<string>(); type.is === "named"; ) {
      const target = typeOf.get(type.name);
      if (target?.kind === "union") {
        lose(`the name of the union ${target.name}`, target.at);
        return { type: { is: "union", of: target.of }, nullable };
      }
      if (target?.kind !== "alias" || isFixed(target)) break;
      if (seen.has(type.name)) return undefined;
      seen.add(type.name);
      lose(`the name ${target.name} (written as what it stands for)`, target.at);
      if (target.constraints !== undefined) lose(`constraints of ${target.name}`, target.at);
      nullable ||= target.nullable === true;
      type = target.type;
    }
    return { type, nullable };
  }
  /** All members of a union, those of unions in it included, and whether null is among them. */
  function membersOf(start: TypeExpression): { members: TypeExpression[]; nullable: boolean } {
    const members: TypeExpression[] = [];
    const kinds = new Set<string>();
    let nullable = false;
    const seen = new Set<string>();
    for (const todo = [start]; todo.length > 0; ) {
      const next = todo.pop()!;
      if (next.is === "named" && typeOf.get(next.name)?.kind === "union") {
        if (seen.has(next.name)) continue;
        seen.add(next.name);
      }
      const found = resolve(next);
      nullable ||= found?.nullable ?? false;
      const type = found?.type ?? { is: "scalar", scalar: "json" };
      if (type.is === "union") {
        todo.push(...[...type.of].reverse());
        continue;
      }
      const kind = type.is === "named" ? type.name : type.is === "scalar" ? formOf(type.scalar, undefined).type + (type.scalar === "decimal" && type.precision !== undefined ? " decimal" : "") : type.is;
      if (kinds.has(kind)) lose(`one of two members of a union that are both ${kind} in Avro`);
      else members.push(type);
      kinds.add(kind);
    }
    return { members, nullable };
  }
  function use(type: TypeExpression, nullable: boolean, space: string, of: string, nullAt: number): Draft {
    const found = membersOf(type);
    const isUnion = found.members.length !== 1 || nullable || found.nullable || type.is === "union";
    if (!isUnion) return single(found.members[0]!, space, of);
    const drafts: Draft[] = found.members.map((member) => (member.is === "scalar" ? single(member, space, of) : () => single(member, space, of)));
    if (nullable || found.nullable) drafts.splice(Math.min(nullAt, drafts.length), 0, "null");
    return drafts.length === 1 && drafts[0] === "null" ? "null" : drafts;
  }
  function single(type: TypeExpression, space: string, of: string): Draft {
    switch (type.is) {
      case "list":
        return { type: "array", items: () => use(type.of, type.nullable === true, space, of, 0) };
      case "map":
        if (type.key !== undefined && type.key !== "string") lose(`that keys of ${of} are ${type.key}`);
        return { type: "map", values: () => use(type.of, type.nullable === true, space, of, 0) };
      case "scalar": {
        if (type.scalar === "decimal" && type.precision !== undefined) return { type: "bytes", logicalType: "decimal", precision: type.precision, scale: type.scale ?? 0 };
        const form = formOf(type.scalar, type.precision);
        if (form.lost !== undefined) lose(form.lost);
        return form.logicalType === undefined ? form.type : { type: form.type, logicalType: form.logicalType };
      }
      case "union":
        return use(type, false, space, of, 0);
      case "named": {
        const target = typeOf.get(type.name);
        if (target === undefined) {
          lose(`the type ${type.name} of ${of}, which is not described here (written as string)`);
          return "string";
        }
        if (!defined.has(target.name)) return definition(target, space);
        const name = names.get(target.name)!;
        return spaceOf(name) === space ? shortOf(name) : spaceOf(name) === "" ? name : `${spaceOf(name)}.${shortOf(name)}`;
      }
    }
  }

  function definition(type: TypeDescription, space: string): Draft {
    defined.add(type.name);
    const name = names.get(type.name)!;
    const own = spaceOf(name);
    if (type.deprecated === true) lose(`that ${type.name} is deprecated`, type.at);
    if (type.examples !== undefined) lose(`examples of ${type.name}`, type.at);
    const { size, default: preset, error, aliases, ...rest } = type.extensions ?? {};
    const head = { name: shortOf(name), ...(own === space ? {} : { namespace: own }), ...(type.doc === undefined ? {} : { doc: type.doc }), ...(aliases === undefined ? {} : { aliases }) };
    if (type.kind === "enum") {
      if (type.reserved !== undefined) lose(`reserved values of ${type.name}`, type.at);
      const symbolsTaken = new Set<string>();
      const symbols = type.values.map((value) => {
        const symbol = freed(clean(value.name), symbolsTaken);
        if (symbol !== value.name) lose(`the value ${value.name} of ${type.name} (written as ${symbol})`, value.at);
        if (value.doc !== undefined) lose(`descriptions of the values of ${type.name}`, type.at);
        if (value.value !== undefined) lose(`numbers and other values of the enum ${type.name}`, type.at);
        if (value.deprecated === true) lose(`that ${type.name}.${value.name} is deprecated`, value.at);
        return symbol;
      });
      return { type: "enum", ...head, symbols, ...(preset === undefined ? {} : { default: preset }), ...rest };
    }
    if (type.kind === "record") {
      if (type.open !== undefined) lose(`that further fields may stand in ${type.name}`, type.at);
      if (type.reserved !== undefined) lose(`reserved numbers and names of ${type.name}`, type.at);
      if (type.role !== undefined) lose(`that ${type.name} is an ${type.role}`, type.at);
      for (const base of type.extends ?? []) lose(`that ${type.name} extends ${base} (its fields are repeated)`, type.at);
      return { type: error === true ? "error" : "record", ...head, ...rest, ...(preset === undefined ? {} : { default: preset }), fields: fieldDrafts(type, own) };
    }
    const { type: base } = type as Extract<TypeDescription, { kind: "alias" }>;
    const logical: { readonly [key: string]: Draft } = base.is !== "scalar" || base.scalar === "bytes" ? {} : base.scalar === "decimal" ? { logicalType: "decimal", precision: base.precision ?? 1, scale: base.scale ?? 0 } : { logicalType: base.scalar };
    return { type: "fixed", ...head, size: size ?? 0, ...logical, ...rest };
  }
  function allFields(record: Extract<TypeDescription, { kind: "record" }>): Field[] {
    const records = new Set([record.name]);
    for (const name of records) {
      const each = typeOf.get(name);
      if (each?.kind === "record") for (const base of each.extends ?? []) records.add(base);
    }
    const fields = new Map<string, Field>();
    for (const name of [...records].reverse()) {
      const each = typeOf.get(name);
      if (each?.kind === "record") for (const field of each.fields) fields.set(field.name, field);
    }
    return [...fields.values()];
  }
  function fieldDrafts(record: Extract<TypeDescription, { kind: "record" }>, space: string): Draft[] {
    const taken = new Set<string>();
    return allFields(record).map((field) => {
      const name = freed(clean(field.name), taken);
      return () => fieldDraft(field, name, space, record.name);
    });
  }
  /** A default as a value of the first branch; undefined where Avro has no such value of the type, which is told. */
  function presetFor(value: Json, start: TypeExpression, of: string): Json | undefined {
    const { members } = membersOf(start);
    const [type] = members;
    const tell = (): undefined => lose(`the default of ${of}`) as undefined;
    switch (type?.is) {
      case "list":
        return Array.isArray(value) ? value : tell();
      case "map":
        return value !== null && typeof value === "object" && !Array.isArray(value) ? value : tell();
      case "named": {
        const target = typeOf.get(type.name);
        if (target?.kind !== "enum") return value;
        const at = target.values.findIndex(({ name, value: other }) => name === value || other === value);
        const taken = new Set<string>();
        return at < 0 ? tell() : target.values.map(({ name }) => freed(clean(name), taken))[at];
      }
      case "scalar": {
        if (type.scalar === "decimal" && type.precision !== undefined) {
          const bytes = typeof value === "number" ? decimalBytes(value, type.scale ?? 0) : undefined;
          if (bytes !== undefined) lose(`that the default of ${of} is a number (written as its bytes)`);
          return typeof value === "string" ? value : (bytes ?? tell());
        }
        const form = formOf(type.scalar, type.precision).type;
        const fits = form === "boolean" ? typeof value === "boolean" : form === "string" || form === "bytes" ? typeof value === "string" : typeof value === "number" && (form === "float" || form === "double" || Number.isInteger(value));
        return fits ? value : tell();
      }
      default:
        return value;
    }
  }
  function fieldDraft(field: Field, name: string, space: string, owner: string): Draft {
    const of = `${owner}.${field.name}`;
    if (name !== field.name) lose(`the name ${of} (written as ${name})`, field.at);
    if (field.constraints !== undefined) lose(`constraints of ${of}`, field.at);
    if (field.examples !== undefined) lose(`examples of ${of}`, field.at);
    if (field.deprecated === true) lose(`that ${of} is deprecated`, field.at);
    if (field.access !== undefined) lose(`that ${of} is only ${field.access === "read" ? "given back" : "sent"}`, field.at);
    if (field.number !== undefined) lose("field numbers", field.at);
    if (field.choice !== undefined) lose(`the choice ${field.choice} of ${of}`, field.at);
    const { nullAt, ...rest } = field.extensions ?? {};
    const orNull = field.nullable === true || (!field.required && field.default === undefined);
    if ((!field.required && field.nullable !== true && field.default === undefined) || (field.required && field.default !== undefined)) vague.push(of);
    const isNull = orNull && !field.required && field.default === undefined;
    const preset = isNull ? null : field.default === undefined || field.default === null ? field.default : presetFor(field.default, field.type, of);
    const usual = preset !== undefined && preset !== null ? Infinity : 0;
    return { name, ...(field.doc === undefined ? {} : { doc: field.doc }), type: () => use(field.type, orNull, space, of, typeof nullAt === "number" ? nullAt : usual), ...(preset === undefined ? {} : { default: preset }), ...rest };
  }

  const expression: TypeExpression | undefined = typeof root === "string" ? { is: "named", name: root } : root;
  const isWritable = (type: TypeDescription) => type.kind === "record" || type.kind === "enum" || (type.kind === "alias" && isFixed(type));
  const all: Draft = types.filter(isWritable).map((type) => () => (defined.has(type.name) ? undefined : definition(type, "")));
  const text = print(expression === undefined ? all : () => use(expression, false, "", "the root", 0));
  for (const type of types) if (isWritable(type) && !defined.has(type.name)) lose(`the type ${type.name}, which the root does not lead to`, type.at);
  if (vague.length > 0) lose(`whether ${vague.slice(0, 3).join(", ")}${vague.length > 3 ? ` and ${vague.length - 3} more` : ""} may be absent or may be null (Avro has one word for the two)`);
  return { text, losses };
}

function isFixed(alias: Extract<TypeDescription, { kind: "alias" }>): boolean {
  return typeof alias.extensions?.size === "number" && alias.type.is === "scalar";
}

/** The name, or the first of `name2`, `name3` … that is free; it is taken then. */
function freed(name: string, taken: Set<string>): string {
  let free = name;
  for (let count = 2; taken.has(free); count++) free = `${name}${count}`;
  taken.add(free);
  return free;
}

/** A number as Avro keeps decimals: its digits as a whole number, in two's complement, the highest byte first; in JSON each byte is a character. */
function decimalBytes(value: number, scale: number): string | undefined {
  const [, sign, whole, part = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value)) ?? [];
  if (whole === undefined || part.length > scale) return undefined;
  let rest = BigInt(`${sign}${whole}${part.padEnd(scale, "0")}`);
  let text = "";
  do {
    text = String.fromCharCode(Number(BigInt.asUintN(8, rest))) + text;
    rest >>= 8n;
  } while (!((rest === 0n && text.charCodeAt(0) < 128) || (rest === -1n && text.charCodeAt(0) >= 128)));
  return text;
}

function clean(name: string): string {
  const words = name.replace(/[^A-Za-z0-9_]+/g, "_");
  return /^[A-Za-z_]/.test(words) ? words : `_${words}`;
}

/** JSON with two spaces of indentation; short lists of texts stand on one line. */
function print(root: Draft): string {
  const out: string[] = [];
  type Step = string | { readonly draft: Draft; readonly indent: string } | { items: readonly Draft[]; next: number; written: number; readonly indent: string };
  const todo: Step[] = [{ draft: root, indent: "" }];
  for (let step = todo.pop(); step !== undefined; step = todo.pop()) {
    if (typeof step === "string") out.push(step);
    else if ("items" in step) {
      // Lists are worked off one by one: whether a part is left away shows when its turn comes.
      let draft: Draft | undefined;
      while (draft === undefined && step.next < step.items.length) draft = made(step.items[step.next++]!);
      if (draft === undefined) out.push(step.written === 0 ? "[]" : `\n${step.indent}]`);
      else {
        out.push(step.written++ === 0 ? `[\n${step.indent}  ` : `,\n${step.indent}  `);
        todo.push(step, { draft, indent: `${step.indent}  ` });
      }
    } else {
      const { indent } = step;
      const draft = made(step.draft) ?? null;
      if (draft === null || typeof draft !== "object") out.push(JSON.stringify(draft));
      else if (Array.isArray(draft)) {
        const isShort = draft.every((each) => each === null || (typeof each !== "object" && typeof each !== "function"));
        const line = isShort ? `[${draft.map((each) => JSON.stringify(each)).join(", ")}]` : "";
        if (isShort && line.length + indent.length < 80) out.push(line);
        else todo.push({ items: draft as readonly Draft[], next: 0, written: 0, indent });
      } else {
        const entries = Object.entries(draft as { readonly [key: string]: Draft });
        const line = "logicalType" in draft && !("name" in draft) ? `{ ${entries.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(", ")} }` : "";
        if (entries.length === 0) out.push("{}");
        else if (line !== "" && entries.every(([, value]) => typeof value !== "function")) out.push(line);
        else todo.push(...entries.flatMap(([key, value], index): Step[] => [`${index === 0 ? "{" : ","}\n${indent}  ${JSON.stringify(key)}: `, { draft: value, indent: `${indent}  ` }]).concat(`\n${indent}}`).reverse());
      }
    }
  }
  return `${out.join("")}\n`;
}

function made(draft: Draft): Exclude<Draft, () => Draft | undefined> | undefined {
  let result: Draft | undefined = draft;
  while (typeof result === "function") result = result();
  return result as Exclude<Draft, () => Draft | undefined> | undefined;
}
