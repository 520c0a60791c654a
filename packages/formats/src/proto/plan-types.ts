import type { Json } from "../reading.ts";
import type { Field, TypeDescription, TypeExpression } from "../types.ts";
import { isAny, protoScalars, sameType, shapeOfType, typeOfShape, type Shape } from "./field-types.ts";
import { freeName, isIdentifier, jsonName, snakeCase, upperSnakeCase } from "./naming.ts";
import { BEHAVIOR, behavioursOf, isRecord, type Options } from "./options.ts";
import type { Planner } from "./plan-file.ts";
import type { PlannedEnum, PlannedField, PlannedMessage } from "./plan.ts";
import { usualLabel } from "./read.ts";
import { wellKnownTypes } from "./well-known.ts";

type Of<Kind extends TypeDescription["kind"]> = Extract<TypeDescription, { readonly kind: Kind }>;

export function planRecord(record: Of<"record">, planner: Planner): PlannedMessage {
  const { lose } = planner;
  const path = planner.nameOf(record.name);
  if (record.open !== undefined) lose(`that further fields may stand in ${path}`);
  if (record.role !== undefined) lose(`that ${path} is an ${record.role}`);
  if (record.examples !== undefined) lose(`the examples of ${path}`);
  const choices = record.extensions?.choices;
  const fields = planFields(inherited(record, planner), path, planner);
  const said = new Map<string, { doc?: string; options: Options }>();
  for (const [name, value] of Object.entries(isRecord(choices) ? choices : {})) {
    if (!isRecord(value)) continue;
    said.set(name, { doc: typeof value.doc === "string" ? planner.comment(value.doc, `${path}.${name}`) : undefined, options: planner.options(isRecord(value.options) ? { options: value.options } : {}, undefined, `${path}.${name}`) });
  }
  return { sort: "message", path, doc: planner.comment(record.doc, path), options: planner.options(record.extensions, record.deprecated, path, ["choices"]), fields, choices: said, reserved: reservedOf(record, fields.map(({ name, number }) => ({ name, number })), path, lose) };
}

/** A union is a message with one oneof. */
export function planUnion(union: Of<"union">, planner: Planner): PlannedMessage {
  const path = planner.nameOf(union.name);
  planner.lose(`that ${path} is a union (it is written as a message with a oneof)`);
  if (union.discriminator !== undefined) planner.lose(`the discriminator ${union.discriminator.field} of ${path}`);
  if (union.examples !== undefined) planner.lose(`the examples of ${path}`);
  const fields = union.of.map((type): Field => ({ name: memberName(type), type, required: false, choice: "kind" }));
  return { sort: "message", path, doc: planner.comment(union.doc, path), options: planner.options(union.extensions, union.deprecated, path), fields: planFields(fields, path, planner), choices: new Map(), reserved: { numbers: [], names: [] } };
}

function memberName(type: TypeExpression): string {
  return type.is === "named" ? snakeCase(type.name.slice(type.name.lastIndexOf(".") + 1)) : type.is === "scalar" ? `${type.scalar}_value` : type.is;
}

export function planFields(fields: readonly Field[], path: string, planner: Planner): PlannedField[] {
  const taken = new Set<string>();
  // Two fields may not have one name in JSON either: `a_b` and `aB`, `a_1` and `a1`.
  const inJson = new Set<string>();
  const names = fields.map((field) => {
    const asIs = isIdentifier(field.name) && (field.number !== undefined || /^[a-z][a-z0-9_]*$/.test(field.name));
    const wanted = asIs ? field.name : snakeCase(field.name);
    let name = wanted;
    for (let count = 2; taken.has(name) || (field.number === undefined && inJson.has(jsonName(name))); count++) name = `${wanted}_${count}`;
    taken.add(name);
    inJson.add(jsonName(name));
    if (name !== field.name) planner.lose(`the name ${field.name} of a field of ${path} (it is written as ${name})`);
    return name;
  });
  const choices = new Map<string, string>();
  const planned = fields.map((field, at) => planField(field, names[at]!, path, planner, (choice) => {
    const there = choices.get(choice);
    if (there !== undefined) return there;
    const name = freeName(isIdentifier(choice) ? choice : snakeCase(choice), taken);
    if (name !== choice) planner.lose(`the name ${choice} of a choice of ${path} (it is written as ${name})`);
    choices.set(choice, name);
    return name;
  }));
  return planned;
}

function planField(field: Field, name: string, path: string, planner: Planner, choiceName: (choice: string) => string): PlannedField {
  const of = `${path}.${name}`;
  const { lose } = planner;
  const { type, nullable: alias } = planner.settle(field.type);
  const nullable = field.nullable === true || alias;
  let shape = keptShape(field, type, nullable) ?? messageShape(type, nullable, field.choice !== undefined, planner.imports);
  if (shape === undefined) {
    const usual = shapeOfType(type, nullable);
    shape = usual.shape;
    for (const what of usual.lost) lose(`${what} of ${of}`);
  }
  if (nullable && (shape.repeated || shape.key !== undefined)) lose(`that ${of} may be null`);
  const known = wellKnownTypes.get(shape.element);
  const sort = protoScalars.has(shape.element) ? "scalar" : (planner.sortOf(shape.element) ?? known?.sort);
  if (sort === undefined && !planner.importing) {
    // No file could have it, and a compiler would refuse the name.
    lose(`what ${shape.element} is, the type of ${of}`);
    shape = { ...shape, element: "google.protobuf.Value" };
  }
  const many = shape.repeated === true || shape.key !== undefined;
  let choice = field.choice;
  if (choice !== undefined && many) {
    lose(`that ${of} is one of the choice ${choice} (a oneof holds no lists and maps)`);
    choice = undefined;
  }
  const unsaid = [field.constraints !== undefined && `the constraints (${Object.keys(field.constraints).join(", ")})`, field.default !== undefined && "the default", field.examples !== undefined && "the examples"];
  for (const what of unsaid) if (what !== false) lose(`${what} of ${of}`);

  const given = planner.options(field.extensions, field.deprecated, of, ["type", "key", "label"]);
  const message = sort === "message" || sort === undefined;
  const behaviours = new Set(behavioursOf(given));
  const must = field.required;
  const always = many || (choice === undefined && !message);
  if (must) behaviours.delete("OPTIONAL");
  else behaviours.delete("REQUIRED");
  if (must && !always && sort !== undefined && !behaviours.has("REQUIRED")) say("REQUIRED", `that ${of} must be there`);
  if (!must && many && !behaviours.has("OPTIONAL")) say("OPTIONAL", `that ${of} may be absent`);
  for (const [word, access] of [["OUTPUT_ONLY", "read"], ["INPUT_ONLY", "write"]] as const) {
    if (field.access !== access) behaviours.delete(word);
    else if (!behaviours.has(word)) say(word, `that ${of} is only ${access === "read" ? "given back" : "sent"}`);
  }
  const options = withBehaviours(given, [...behaviours]);
  if (field.number === undefined && name !== field.name && jsonName(name) !== field.name && options.json_name === undefined) Object.assign(options, { json_name: field.name });
  const kept = field.extensions?.label === "optional" && !many && choice === undefined;
  const label = many || choice !== undefined ? "" : kept ? "optional" : usualLabel(must, options, message);
  return { name, shape, label, doc: planner.comment(field.doc, of), options, ...(field.number !== undefined && { number: field.number }), ...(choice !== undefined && { choice: choiceName(choice) }) };

  function say(word: string, what: string): void {
    if (planner.annotated) behaviours.add(word);
    else lose(what);
  }
}

/** Types of google/type, by what they are elsewhere: they stand for it where their file is imported. */
const GOOGLE_TYPES: ReadonlyMap<string, string> = new Map(["google.type.Date", "google.type.TimeOfDay", "google.type.Decimal"].flatMap((name) => {
  const type = wellKnownTypes.get(name)?.type;
  return type?.is === "scalar" ? [[type.scalar, name] as const] : [];
}));

/** A message that says all of a type where the usual shape would not: of google/type where that is imported, and JSON's own list in a oneof. */
function messageShape(type: TypeExpression, nullable: boolean, inChoice: boolean, imports: ReadonlySet<string>): Shape | undefined {
  if (inChoice && type.is === "list" && isAny(type.of)) return { element: "google.protobuf.ListValue" };
  const inner = type.is === "list" || (type.is === "map" && type.key === undefined) ? type.of : type;
  const element = inner.is === "scalar" && inner.precision === undefined && !nullable ? GOOGLE_TYPES.get(inner.scalar) : undefined;
  if (element === undefined || !imports.has(wellKnownTypes.get(element)!.file)) return undefined;
  return { element, ...(type.is === "list" ? { repeated: true } : type.is === "map" ? { key: "string" } : {}) };
}

/** The shape that a field was read in, if it still says what the field says. */
function keptShape(field: Field, type: TypeExpression, nullable: boolean): Shape | undefined {
  const { type: kept, key } = field.extensions ?? {};
  if (kept === undefined && key === undefined) return undefined;
  const usual = shapeOfType(type, nullable).shape;
  const element = typeof kept === "string" && (protoScalars.has(kept) || wellKnownTypes.has(kept)) ? kept : usual.element;
  const keys = typeof key === "string" && protoScalars.has(key) ? key : (usual.key ?? "string");
  const shapes: Shape[] = [{ element, ...(type.is === "list" && { repeated: true }) }, { element, key: keys }, { element }];
  return shapes.find((shape) => {
    const said = typeOfShape(shape);
    return sameType(said.type, type) && said.nullable === nullable;
  });
}

function withBehaviours(options: Options, behaviours: readonly string[]): Record<string, Json> {
  const before = behavioursOf(options);
  if (before.length === behaviours.length && before.every((word) => behaviours.includes(word))) return { ...options };
  const { [BEHAVIOR]: _, ...others } = options;
  const words = behaviours.map((word) => ({ "=": word }));
  return words.length === 0 ? others : { ...others, [BEHAVIOR]: words.length === 1 ? words[0]! : words };
}

/** The fields of a record with those of the records that it extends, the farthest first. */
function inherited(record: Of<"record">, planner: Planner): readonly Field[] {
  if (record.extends === undefined || record.extends.length === 0) return record.fields;
  const seen = new Set([record.name]);
  const order: Of<"record">[] = [record];
  const queue = [...record.extends];
  while (queue.length > 0) {
    const name = queue.shift()!;
    if (seen.has(name)) continue;
    seen.add(name);
    const base = planner.described.get(name);
    if (base?.kind !== "record") {
      planner.lose(`that ${record.name} extends ${name}`);
      continue;
    }
    planner.lose(`that ${record.name} extends ${name} (its fields are written here too)`);
    order.unshift(base);
    queue.push(...(base.extends ?? []));
  }
  const fields = new Map<string, Field>();
  // Numbers belong to the record that gives them.
  for (const base of order) for (const field of base.fields) fields.set(field.name, base === record ? field : { ...field, number: undefined });
  return [...fields.values()];
}

export function planEnum(type: Of<"enum">, planner: Planner, taken: Map<string, Set<string>>): PlannedEnum {
  const { lose } = planner;
  const path = planner.nameOf(type.name);
  if (type.examples !== undefined) lose(`the examples of ${path}`);
  const scope = path.slice(0, Math.max(path.lastIndexOf("."), 0));
  const prefix = `${upperSnakeCase(path.slice(path.lastIndexOf(".") + 1))}_`;
  const settings = type.extensions?.valueOptions;
  const around = taken.get(scope) ?? new Set<string>();
  taken.set(scope, around);
  // An enum of proto gives a number to each of its values.
  const numbered = type.values.every(({ value }) => typeof value === "number" && Number.isInteger(value));
  const values = type.values.map((value) => {
    const own = numbered && typeof value.value === "number" && Number.isInteger(value.value) && isIdentifier(value.name);
    const plain = upperSnakeCase(value.name) || "EMPTY";
    const wanted = own ? value.name : plain.startsWith(prefix) ? plain : prefix + plain;
    // The values of an enum share the names of the scope in which the enum stands.
    const name = freeName(wanted, around);
    if (name !== value.name) lose(`the name ${value.name} of a value of ${path} (it is written as ${name})`);
    if (value.value !== undefined && !Number.isInteger(value.value)) lose(`the value ${String(value.value)} of ${path}.${name}`);
    const options = isRecord(settings) && isRecord(settings[value.name]) ? (settings[value.name] as { readonly [key: string]: Json }) : undefined;
    const number = typeof value.value === "number" && Number.isInteger(value.value) ? value.value : name === `${prefix}UNSPECIFIED` ? 0 : undefined;
    return { name, ...(number !== undefined && { number }), doc: planner.comment(value.doc, `${path}.${name}`), options: planner.options(options === undefined ? {} : { options }, value.deprecated, `${path}.${name}`) };
  });
  const zero = values.findIndex(({ number }) => number === 0);
  if (zero < 0) {
    const name = values.some((value) => value.name === `${prefix}UNSPECIFIED`) ? `${prefix}ZERO` : `${prefix}UNSPECIFIED`;
    values.unshift({ name, number: 0, doc: undefined, options: {} });
    lose(`that ${path} has no value zero (${name} is added)`);
  } else if (zero > 0) {
    lose(`the place of ${values[zero]!.name} in ${path} (zero stands first)`);
    values.unshift(...values.splice(zero, 1));
  }
  const numbers = values.flatMap(({ number }) => number ?? []);
  const options = { ...planner.options(type.extensions, type.deprecated, path, ["valueOptions"]) };
  if (new Set(numbers).size < numbers.length && options.allow_alias !== true) {
    Object.assign(options, { allow_alias: true });
    lose(`that ${path} allows no two names for one number`);
  }
  return { sort: "enum", path, doc: planner.comment(type.doc, path), options, values, reserved: reservedOf(type, values, path, lose) };
}

/** What is reserved but for what is in use: a compiler refuses both at once. */
function reservedOf({ reserved }: Of<"record"> | Of<"enum">, used: readonly { readonly name: string; readonly number?: number }[], path: string, lose: (what: string) => void): { numbers: (readonly [number, number])[]; names: string[] } {
  if (reserved === undefined) return { numbers: [], names: [] };
  const numbers = used.flatMap(({ number }) => number ?? []).sort((a, b) => a - b);
  const ranges = reserved.numbers.flatMap(([first, last]) => {
    const parts: (readonly [number, number])[] = [];
    let from = first;
    let at = firstFrom(numbers, first);
    for (; at < numbers.length && numbers[at]! <= last; at++) {
      const number = numbers[at]!;
      if (number < from) continue;
      lose(`that the number ${number} is reserved in ${path}, where it is in use`);
      if (number > from) parts.push([from, number - 1]);
      from = number + 1;
    }
    if (from <= last) parts.push([from, last]);
    return parts;
  });
  const names = new Set(used.map(({ name }) => name));
  for (const name of reserved.names) if (names.has(name)) lose(`that the name ${name} is reserved in ${path}, where it is in use`);
  return { numbers: ranges, names: reserved.names.filter((name) => !names.has(name)) };
}

/** The place of the first of the ordered numbers that is not below this one. */
function firstFrom(numbers: readonly number[], least: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
