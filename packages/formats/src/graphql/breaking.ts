import type { ApiDocument, Operation } from "../api.ts";
import type { Field, TypeDescription, TypeExpression } from "../types.ts";
import { argumentsOf, resultOf } from "./plan.ts";

/** The categories of `findBreakingChanges` and `findDangerousChanges` of graphql-js 16, by the same names. */
export type GraphqlChangeKind =
  | "TYPE_REMOVED" | "TYPE_CHANGED_KIND" | "TYPE_REMOVED_FROM_UNION" | "VALUE_REMOVED_FROM_ENUM" | "REQUIRED_INPUT_FIELD_ADDED"
  | "IMPLEMENTED_INTERFACE_REMOVED" | "FIELD_REMOVED" | "FIELD_CHANGED_KIND" | "REQUIRED_ARG_ADDED" | "ARG_REMOVED" | "ARG_CHANGED_KIND" | "DIRECTIVE_REMOVED"
  | "VALUE_ADDED_TO_ENUM" | "TYPE_ADDED_TO_UNION" | "OPTIONAL_INPUT_FIELD_ADDED" | "OPTIONAL_ARG_ADDED" | "IMPLEMENTED_INTERFACE_ADDED" | "ARG_DEFAULT_VALUE_CHANGE";

export interface GraphqlChange {
  readonly kind: GraphqlChangeKind;
  /** A breaking change refuses documents that were valid; a dangerous one may change what they do. */
  readonly severity: "breaking" | "dangerous";
  /** `Order.total`, `query orders(first)`. */
  readonly path: string;
  readonly message: string;
}

/** What the change from one schema to another does to those who use it, in the order of the old schema. */
export function graphqlChanges(before: ApiDocument, after: ApiDocument): readonly GraphqlChange[] {
  const found: GraphqlChange[] = [];
  const tell = (kind: GraphqlChangeKind, severity: GraphqlChange["severity"], path: string, message: string) => void found.push({ kind, severity, path, message });
  const newTypes = new Map(after.types.map((type) => [type.name, type]));
  const bases = { before: basesOf(before), after: basesOf(after) };

  function places(kind: "arg" | "field", of: string, old: readonly Field[], now: readonly Field[]): void {
    const known = new Map(now.map((field) => [field.name, field]));
    for (const field of old) {
      const path = kind === "arg" ? `${of}(${field.name})` : `${of}.${field.name}`;
      const next = known.get(field.name);
      if (next === undefined) tell(kind === "arg" ? "ARG_REMOVED" : "FIELD_REMOVED", "breaking", path, `${path} is gone.`);
      else if (!isWider(inputType(field), inputType(next))) tell(kind === "arg" ? "ARG_CHANGED_KIND" : "FIELD_CHANGED_KIND", "breaking", path, `${path} was ${shown(inputType(field))} and is ${shown(inputType(next))}.`);
      else if (kind === "arg" && field.default !== undefined && JSON.stringify(field.default) !== JSON.stringify(next.default)) tell("ARG_DEFAULT_VALUE_CHANGE", "dangerous", path, `The default of ${path} was ${JSON.stringify(field.default)} and is ${JSON.stringify(next.default) ?? "none"}.`);
    }
    const had = new Set(old.map(({ name }) => name));
    for (const field of now) {
      if (had.has(field.name)) continue;
      const path = kind === "arg" ? `${of}(${field.name})` : `${of}.${field.name}`;
      if (field.required) tell(kind === "arg" ? "REQUIRED_ARG_ADDED" : "REQUIRED_INPUT_FIELD_ADDED", "breaking", path, `${path} is new and must be given.`);
      else tell(kind === "arg" ? "OPTIONAL_ARG_ADDED" : "OPTIONAL_INPUT_FIELD_ADDED", "dangerous", path, `${path} is new.`);
    }
  }
  function output(of: string, old: Wrapped, now: Wrapped): void {
    if (!isNarrower(old, now)) tell("FIELD_CHANGED_KIND", "breaking", of, `${of} was ${shown(old)} and is ${shown(now)}.`);
  }

  const operations = new Map(operationsOf(after).map((each) => [keyOf(each), each]));
  for (const old of operationsOf(before)) {
    const key = keyOf(old);
    const now = operations.get(key);
    if (now === undefined) {
      tell("FIELD_REMOVED", "breaking", key, `${key} is gone.`);
      continue;
    }
    places("arg", key, given(old), given(now));
    output(key, resultType(old), resultType(now));
  }
  for (const old of before.types) {
    const now = newTypes.get(old.name);
    if (now === undefined) tell("TYPE_REMOVED", "breaking", old.name, `The type ${old.name} is gone.`);
    else if (kindOf(old) !== kindOf(now)) tell("TYPE_CHANGED_KIND", "breaking", old.name, `${old.name} was ${kindOf(old)} and is ${kindOf(now)}.`);
    else if (old.kind === "enum" && now.kind === "enum") {
      for (const name of without(old.values.map((value) => value.name), now.values.map((value) => value.name))) tell("VALUE_REMOVED_FROM_ENUM", "breaking", `${old.name}.${name}`, `The value ${name} of ${old.name} is gone.`);
      for (const name of without(now.values.map((value) => value.name), old.values.map((value) => value.name))) tell("VALUE_ADDED_TO_ENUM", "dangerous", `${old.name}.${name}`, `The value ${name} of ${old.name} is new.`);
    } else if (old.kind === "union" && now.kind === "union") {
      for (const name of without(membersOf(old.of), membersOf(now.of))) tell("TYPE_REMOVED_FROM_UNION", "breaking", old.name, `${name} is no member of ${old.name} any more.`);
      for (const name of without(membersOf(now.of), membersOf(old.of))) tell("TYPE_ADDED_TO_UNION", "dangerous", old.name, `${name} is a new member of ${old.name}.`);
    } else if (old.kind === "record" && now.kind === "record") {
      const [oldFields, newFields] = [bases.before.fields(old), bases.after.fields(now)];
      if (old.role === "input") {
        places("field", old.name, oldFields, newFields);
        continue;
      }
      const [oldBases, newBases] = [bases.before.supers(old), bases.after.supers(now)];
      for (const name of without(oldBases, newBases)) tell("IMPLEMENTED_INTERFACE_REMOVED", "breaking", old.name, `${old.name} no longer implements ${name}.`);
      for (const name of without(newBases, oldBases)) tell("IMPLEMENTED_INTERFACE_ADDED", "dangerous", old.name, `${old.name} implements ${name} now.`);
      const known = new Map(newFields.map((field) => [field.name, field]));
      for (const field of oldFields) {
        const path = `${old.name}.${field.name}`;
        const next = known.get(field.name);
        if (next === undefined) tell("FIELD_REMOVED", "breaking", path, `${path} is gone.`);
        else {
          places("arg", path, argumentsOf(field), argumentsOf(next));
          output(path, outputType(field), outputType(next));
        }
      }
    }
  }
  const directives = (document: ApiDocument) => Object.keys(document.extensions ?? {}).filter((key) => key.startsWith("directive @"));
  for (const key of without(directives(before), directives(after))) tell("DIRECTIVE_REMOVED", "breaking", key.slice("directive ".length), `${key.slice("directive ".length)} is gone.`);
  return found;
}

/** A type with whether each of its layers may not be null, the outermost first. */
interface Wrapped {
  readonly name: string;
  readonly required: readonly boolean[];
}

function wrapped(type: TypeExpression, required: boolean): Wrapped {
  const layers = [required];
  let inner = type;
  while (inner.is === "list") {
    layers.push(inner.nullable !== true);
    inner = inner.of;
  }
  return { name: inner.is === "scalar" ? inner.scalar : inner.is === "named" ? inner.name : inner.is, required: layers };
}

function inputType(field: Field): Wrapped {
  return wrapped(field.type, field.nullable !== true && (field.required || field.default !== undefined));
}

function outputType(field: Field): Wrapped {
  return wrapped(field.type, field.required && field.nullable !== true);
}

function resultType(operation: Operation): Wrapped {
  const result = resultOf(operation);
  return wrapped(result?.type ?? { is: "scalar", scalar: "boolean" }, result?.nullable !== true);
}

/** What is given may become nullable, and nothing else. */
function isWider(old: Wrapped, now: Wrapped): boolean {
  return isAlike(old, now) && now.required.every((required, index) => !required || old.required[index] === true);
}

/** What is given back may become required, and nothing else. */
function isNarrower(old: Wrapped, now: Wrapped): boolean {
  return isAlike(old, now) && old.required.every((required, index) => !required || now.required[index] === true);
}

function isAlike(old: Wrapped, now: Wrapped): boolean {
  return old.name === now.name && old.required.length === now.required.length;
}

function shown({ name, required }: Wrapped): string {
  let text = `${name}${required.at(-1) === true ? "!" : ""}`;
  for (const each of required.slice(0, -1).reverse()) text = `[${text}]${each ? "!" : ""}`;
  return text;
}

function given(operation: Operation): readonly Field[] {
  const { request } = operation;
  return [...operation.parameters, ...(request?.type === undefined ? [] : [{ name: "input", type: request.type, required: request.required === true, nullable: request.required !== true }])];
}

function operationsOf(document: ApiDocument): readonly Operation[] {
  return document.interfaces.flatMap(({ operations }) => operations);
}

function keyOf({ root, name }: Operation): string {
  return `${root ?? "query"} ${name}`;
}

function kindOf(type: TypeDescription): string {
  return type.kind === "record" ? (type.role ?? "type") : type.kind === "alias" ? "scalar" : type.kind;
}

function without(these: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return these.filter((each) => !known.has(each));
}

function membersOf(members: readonly TypeExpression[]): string[] {
  return members.flatMap((each) => (each.is === "named" ? each.name : []));
}

type RecordType = Extract<TypeDescription, { kind: "record" }>;

/** The interfaces of a record, however far, and its fields with theirs, which the document does not repeat. */
function basesOf(document: ApiDocument): { readonly supers: (record: RecordType) => string[]; readonly fields: (record: RecordType) => readonly Field[] } {
  const records = new Map(document.types.flatMap((type) => (type.kind === "record" ? [[type.name, type] as const] : [])));
  const supers = (record: RecordType): string[] => {
    const found = new Set(record.extends ?? []);
    for (const name of found) for (const next of records.get(name)?.extends ?? []) found.add(next);
    return [...found];
  };
  return {
    supers,
    fields: (record) => {
      const fields = new Map<string, Field>();
      for (const name of supers(record).reverse()) for (const field of records.get(name)?.fields ?? []) fields.set(field.name, field);
      for (const field of record.fields) fields.set(field.name, field);
      return [...fields.values()];
    },
  };
}
