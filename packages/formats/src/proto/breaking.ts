import type { ApiDocument } from "../api.ts";
import type { Json, Span } from "../reading.ts";
import { protoScalars } from "./field-types.ts";
import { jsonName } from "./naming.ts";
import type { NumberLock } from "./numbers.ts";
import { planFile } from "./plan-file.ts";
import type { PlannedEnum, PlannedField, PlannedFile, PlannedMessage, PlannedReserved, PlannedType } from "./plan.ts";
import { sameShape, shapeText, wireCompatible, type FieldFacts } from "./wire.ts";
import { wellKnownTypes } from "./well-known.ts";

/**
 * A change that breaks somebody. `rule` is the word of `buf breaking` for it (https://buf.build/docs/breaking/rules) and never
 * changes its meaning. FILE: generated code of a consumer does not compile or behave as before; WIRE: data or calls of a
 * consumer that was built before are misread.
 */
export interface ProtoBreak {
  readonly rule: string;
  readonly categories: readonly ("FILE" | "WIRE")[];
  /** The element, by its name before: `Order.total`, `CartService.AddItem`. */
  readonly of: string;
  /** A sentence. */
  readonly message: string;
  /** Its place after the change; before it where it is gone. */
  readonly at?: Span;
}

type Category = ProtoBreak["categories"][number];
type Tell = (rule: string, categories: readonly Category[], of: string, message: string) => void;

const file: readonly Category[] = ["FILE"];
const wire: readonly Category[] = ["WIRE"];
const both: readonly Category[] = ["FILE", "WIRE"];

/**
 * What breaks from one document to the next, by the rules of buf's categories FILE and WIRE, in the order of the document before. Fields are
 * the same where their number is, in documents without numbers where their name is. The entries of maps, which buf counts as messages, have
 * no findings of their own. `locks` are the numbers that were given to fields whose document says none, by the file's own names of types.
 */
export function protoBreaking(before: ApiDocument, after: ApiDocument, locks: { readonly before?: NumberLock; readonly after?: NumberLock } = {}): ProtoBreak[] {
  const breaks: ProtoBreak[] = [];
  const places = placesOf(before);
  for (const [name, at] of placesOf(after)) places.set(name, at);
  const tell: Tell = (rule, categories, of, message) => {
    const at = places.get(of);
    breaks.push({ rule, categories, of, message, ...(at !== undefined && { at }) });
  };
  const was = numbered(planFile(before), locks.before);
  const is = numbered(planFile(after), locks.after);
  if (was.package !== is.package) tell("FILE_SAME_PACKAGE", both, "", `The package was ${was.package ?? "none"} and is ${is.package ?? "none"}.`);
  const syntaxes = [before, after].map(({ extensions }) => String(extensions?.syntax ?? "proto3"));
  if (syntaxes[0] !== syntaxes[1]) tell("FILE_SAME_SYNTAX", file, "", `The syntax was ${syntaxes[0]} and is ${syntaxes[1]}.`);
  compareFileOptions(was, is, tell);
  compareServices(was, is, tell);
  const now = new Map(is.types.map((type) => [type.path, type]));
  const sortsBefore = sortsOf(was);
  const sortsAfter = sortsOf(is);
  for (const type of was.types) {
    const other = now.get(type.path);
    if (type.sort === "message") {
      if (other?.sort !== "message") tell("MESSAGE_NO_DELETE", file, type.path, `The message ${type.path} is gone.`);
      else compareMessages(type, other, (field) => factsOf(field, sortsBefore), (field) => factsOf(field, sortsAfter), enumsOf(was), enumsOf(is), tell);
    } else if (other?.sort !== "enum") tell("ENUM_NO_DELETE", file, type.path, `The enum ${type.path} is gone.`);
    else compareEnums(type, other, tell);
  }
  return breaks;
}

/** The file with the numbers of its lock: what the document itself says counts before them, and what is gone is reserved. */
function numbered(file: PlannedFile, lock: NumberLock | undefined): PlannedFile {
  if (lock === undefined || lock.entries.length === 0) return file;
  const given = new Map<string, number>();
  const gone = new Map<string, { readonly numbers: (readonly [number, number])[]; readonly names: string[] }>();
  for (const { type, name, number, reserved } of lock.entries) {
    if (!reserved) {
      given.set(`${type}.${name}`, number);
      continue;
    }
    const list = gone.get(type) ?? { numbers: [], names: [] };
    list.numbers.push([number, number]);
    list.names.push(name);
    gone.set(type, list);
  }
  return { ...file, types: file.types.map((type) => withNumbers(type, (name) => given.get(`${type.path}.${name}`), gone.get(type.path))) };
}

function withNumbers(type: PlannedType, numberOf: (name: string) => number | undefined, gone: PlannedReserved | undefined): PlannedType {
  const withNumber = <Member extends { readonly name: string; readonly number?: number }>(member: Member): Member => {
    const number = member.number ?? numberOf(member.name);
    return number === undefined ? member : { ...member, number };
  };
  // A name that is in use again, with another number, is reserved no more.
  const inUse = new Set((type.sort === "message" ? type.fields : type.values).map(({ name }) => name));
  const reserved: PlannedReserved = gone === undefined ? type.reserved : { numbers: [...type.reserved.numbers, ...gone.numbers], names: [...type.reserved.names, ...gone.names.filter((name) => !inUse.has(name))] };
  return type.sort === "message" ? { ...type, fields: type.fields.map(withNumber), reserved } : { ...type, values: type.values.map(withNumber), reserved };
}

function compareServices(was: PlannedFile, is: PlannedFile, tell: Tell): void {
  const services = new Map(is.services.map((service) => [service.name, service]));
  for (const service of was.services) {
    const other = services.get(service.name);
    if (other === undefined) {
      tell("SERVICE_NO_DELETE", file, service.name, `The service ${service.name} is gone.`);
      continue;
    }
    const methods = new Map(other.methods.map((method) => [method.name, method]));
    for (const method of service.methods) {
      const of = `${service.name}.${method.name}`;
      const now = methods.get(method.name);
      if (now === undefined) {
        tell("RPC_NO_DELETE", file, of, `The method ${of} is gone.`);
        continue;
      }
      if (method.input.stream !== now.input.stream) tell("RPC_SAME_CLIENT_STREAMING", both, of, `${of} ${now.input.stream ? "takes a stream now, and took one message" : "takes one message now, and took a stream"}.`);
      if (method.output.stream !== now.output.stream) tell("RPC_SAME_SERVER_STREAMING", both, of, `${of} ${now.output.stream ? "gives a stream now, and gave one message" : "gives one message now, and gave a stream"}.`);
      if (method.input.message !== now.input.message) tell("RPC_SAME_REQUEST_TYPE", both, of, `The request of ${of} was ${method.input.message} and is ${now.input.message}.`);
      if (method.output.message !== now.output.message) tell("RPC_SAME_RESPONSE_TYPE", both, of, `The response of ${of} was ${method.output.message} and is ${now.output.message}.`);
      if (said(method.options.idempotency_level) !== said(now.options.idempotency_level)) tell("RPC_SAME_IDEMPOTENCY_LEVEL", both, of, `The idempotency of ${of} was ${said(method.options.idempotency_level) ?? "not said"} and is ${said(now.options.idempotency_level) ?? "not said"}.`);
    }
  }
}

function compareMessages(was: PlannedMessage, is: PlannedMessage, before: (field: PlannedField) => FieldFacts, after: (field: PlannedField) => FieldFacts, enumsBefore: Enums, enumsAfter: Enums, tell: Tell): void {
  const { path } = was;
  const byNumber = new Map(is.fields.flatMap((field) => (field.number === undefined ? [] : [[field.number, field] as const])));
  const byName = new Map(is.fields.map((field) => [field.name, field]));
  for (const field of was.fields) {
    const of = `${path}.${field.name}`;
    const named = byName.get(field.name);
    // Of two with one number, which no file may have, each is compared with the one of its name.
    const other = field.number === undefined || (named !== undefined && (named.number === undefined || named.number === field.number)) ? named : byNumber.get(field.number);
    if (other === undefined) {
      const number = field.number === undefined ? "" : ` (number ${field.number})`;
      tell("FIELD_NO_DELETE", file, of, `The field ${of}${number} is gone.`);
      const kept = field.number === undefined ? is.reserved.names.includes(field.name) : reserves(is.reserved, field.number);
      if (!kept) tell("FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED", wire, of, `The field ${of}${number} is gone, and its number is not reserved.`);
      continue;
    }
    if (field.name !== other.name) tell("FIELD_SAME_NAME", file, of, `The field with the number ${field.number} was ${field.name} and is ${other.name}.`);
    if (jsonOf(field) !== jsonOf(other)) tell("FIELD_SAME_JSON_NAME", file, of, `In JSON ${of} was ${jsonOf(field)} and is ${jsonOf(other)}.`);
    const jstype = [field, other].map(({ options }) => said(options.jstype) ?? "JS_NORMAL");
    if (jstype[0] !== jstype[1]) tell("FIELD_SAME_JSTYPE", file, of, `The jstype of ${of} was ${jstype[0]} and is ${jstype[1]}.`);
    if (field.choice !== other.choice) tell("FIELD_SAME_ONEOF", both, of, `${of} was ${field.choice === undefined ? "in no oneof" : `in the oneof ${field.choice}`} and is ${other.choice === undefined ? "in none" : `in ${other.choice}`}.`);
    const a = before(field);
    const b = after(other);
    if (a.cardinality !== b.cardinality) {
      tell("FIELD_SAME_CARDINALITY", file, of, `${of} was ${a.cardinality} and is ${b.cardinality}.`);
      if (!sameOnTheWire(a.cardinality, b.cardinality)) tell("FIELD_WIRE_COMPATIBLE_CARDINALITY", wire, of, `${of} was ${a.cardinality} and is ${b.cardinality}, which the data sent so far does not allow.`);
    }
    if (!sameShape(a, b)) {
      tell("FIELD_SAME_TYPE", file, of, `The type of ${of} was ${shapeText(a)} and is ${shapeText(b)}.`);
      if (!wireCompatible(a, b, enumsBefore, enumsAfter)) tell("FIELD_WIRE_COMPATIBLE_TYPE", wire, of, `The type of ${of} was ${shapeText(a)} and is ${shapeText(b)}, as which the data sent so far cannot be read.`);
    }
  }
  const choices = new Set(is.fields.map(({ choice }) => choice));
  for (const choice of new Set(was.fields.map((field) => field.choice))) if (choice !== undefined && !choices.has(choice)) tell("ONEOF_NO_DELETE", file, `${path}.${choice}`, `The oneof ${path}.${choice} is gone.`);
  compareReserved("RESERVED_MESSAGE_NO_DELETE", path, was.reserved, is.reserved, tell);
}

function compareEnums(was: PlannedEnum, is: PlannedEnum, tell: Tell): void {
  const { path } = was;
  const now = new Map<number, string[]>();
  for (const { name, number } of is.values) if (number !== undefined) now.set(number, [...(now.get(number) ?? []), name]);
  const names = new Set(is.values.map(({ name }) => name));
  for (const value of was.values) {
    const of = `${path}.${value.name}`;
    // An added zero of a document without numbers is no promise.
    if (value.number === undefined) {
      if (!names.has(value.name)) tell("ENUM_VALUE_NO_DELETE", file, of, `The value ${of} is gone.`);
      continue;
    }
    const there = now.get(value.number);
    if (there === undefined) {
      tell("ENUM_VALUE_NO_DELETE", file, of, `The value ${of} (number ${value.number}) is gone.`);
      if (!reserves(is.reserved, value.number)) tell("ENUM_VALUE_NO_DELETE_UNLESS_NUMBER_RESERVED", wire, of, `The value ${of} (number ${value.number}) is gone, and its number is not reserved.`);
    } else if (!there.includes(value.name)) tell("ENUM_VALUE_SAME_NAME", file, of, `The value ${value.number} of ${path} was ${value.name} and is ${there.join(", ")}.`);
  }
  compareReserved("RESERVED_ENUM_NO_DELETE", path, was.reserved, is.reserved, tell);
}

function compareReserved(rule: string, path: string, was: PlannedReserved, is: PlannedReserved, tell: Tell): void {
  const ranges = is.numbers.toSorted((a, b) => a[0] - b[0]);
  for (const [first, last] of was.numbers) {
    let from = first;
    for (const [start, end] of ranges) if (start <= from && end >= from) from = end + 1;
    if (from <= last) tell(rule, both, path, `${path} reserved ${first === last ? `the number ${first}` : `the numbers ${first} to ${last}`}, and does not any more.`);
  }
  for (const name of was.names) if (!is.names.includes(name)) tell(rule, both, path, `${path} reserved the name ${name}, and does not any more.`);
}

/** The options of a file by which the code is generated: the rules FILE_SAME_… */
const fileOptions = [
  "cc_enable_arenas", "cc_generic_services", "csharp_namespace", "go_package", "java_generic_services", "java_multiple_files", "java_outer_classname", "java_package",
  "objc_class_prefix", "optimize_for", "php_class_prefix", "php_metadata_namespace", "php_namespace", "py_generic_services", "ruby_package", "swift_prefix",
];

/** What holds where nothing is said. */
const usualOptions: Readonly<Record<string, string>> = { cc_enable_arenas: "true", cc_generic_services: "false", java_generic_services: "false", java_multiple_files: "false", optimize_for: "SPEED", py_generic_services: "false" };

function compareFileOptions(was: PlannedFile, is: PlannedFile, tell: Tell): void {
  for (const option of fileOptions) {
    const [a, b] = [was, is].map(({ options }) => said(options[option]) ?? usualOptions[option] ?? "");
    if (a !== b) tell(`FILE_SAME_${option.toUpperCase()}`, file, "", `The option ${option} was ${a === "" ? "not set" : a} and is ${b === "" ? "not set" : b}.`);
  }
}

type Enums = ReadonlyMap<string, PlannedEnum>;

function enumsOf({ types }: PlannedFile): Enums {
  return new Map(types.flatMap((type) => (type.sort === "enum" ? [[type.path, type] as const] : [])));
}

function sortsOf({ types }: PlannedFile): (name: string) => FieldFacts["sort"] {
  const own = new Map(types.map(({ path, sort }) => [path, sort]));
  return (name) => (protoScalars.has(name) ? "scalar" : (own.get(name) ?? wellKnownTypes.get(name)?.sort ?? "message"));
}

function factsOf(field: PlannedField, sortOf: (name: string) => FieldFacts["sort"]): FieldFacts {
  const { element, key, repeated } = field.shape;
  const sort = sortOf(element);
  const explicit = field.label === "optional" || field.choice !== undefined || sort === "message";
  return { sort, element, ...(key !== undefined && { key }), cardinality: key !== undefined ? "map" : repeated ? "repeated" : explicit ? "optional with explicit presence" : "optional with implicit presence" };
}

function sameOnTheWire(a: FieldFacts["cardinality"], b: FieldFacts["cardinality"]): boolean {
  const many = (cardinality: FieldFacts["cardinality"]): boolean => cardinality === "map" || cardinality === "repeated";
  return many(a) === many(b);
}

function reserves({ numbers }: PlannedReserved, number: number): boolean {
  return numbers.some(([first, last]) => number >= first && number <= last);
}

function jsonOf({ name, options }: PlannedField): string {
  return typeof options.json_name === "string" ? options.json_name : jsonName(name);
}

function said(value: Json | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (value !== null && typeof value === "object" && !Array.isArray(value)) return String((value as { readonly [key: string]: Json })["="]);
  return String(value);
}

function placesOf(document: ApiDocument): Map<string, Span> {
  const places = new Map<string, Span>();
  const put = (name: string, at: Span | undefined): void => void (at !== undefined && places.set(name, at));
  for (const service of document.interfaces) {
    put(service.name, service.at);
    for (const operation of service.operations) put(`${service.name}.${operation.name}`, operation.at);
  }
  for (const type of document.types) {
    put(type.name, type.at);
    if (type.kind === "record") for (const field of type.fields) put(`${type.name}.${field.name}`, field.at);
    if (type.kind === "enum") for (const value of type.values) put(`${type.name}.${value.name}`, value.at);
  }
  return places;
}
