import type { ApiDocument, Operation } from "../api.ts";
import type { Json, Loss } from "../reading.ts";
import type { Field, TypeDescription, TypeExpression } from "../types.ts";
import { isName } from "./print.ts";
import { closure } from "./read.ts";
import { BUILT_IN } from "./scalars.ts";

export type Place = "in" | "out";
type RecordType = Extract<TypeDescription, { kind: "record" }>;

/** Under which names the types of a document are written, and where they are used. */
export interface Plan {
  readonly typeOf: ReadonlyMap<string, TypeDescription>;
  /** Every field of a record, those of the records that it extends first. */
  readonly fieldsOf: (record: RecordType, place: Place) => readonly Field[];
  readonly isUsed: (name: string, place: Place) => boolean;
  readonly nameOf: (name: string, place: Place) => string;
  /** A name that nothing has yet; it is taken then. */
  readonly free: (wanted: string) => string;
  /** Follows aliases that are no scalars, which have no name in GraphQL. Undefined where they go in a circle. */
  readonly resolve: (type: TypeExpression) => { readonly type: TypeExpression; readonly nullable: boolean } | undefined;
}

export function plan(document: ApiDocument, rootNames: readonly string[], lose: (what: string, at?: Loss["at"]) => void): Plan {
  const typeOf = new Map(document.types.map((type) => [type.name, type]));
  const supersOf = new Map(document.types.map((type) => [type.name, (type.kind === "record" ? type.extends : undefined) ?? []]));

  const resolve: Plan["resolve"] = (start) => {
    let type = start;
    let nullable = false;
    const seen = new Set<string>();
    while (type.is === "named") {
      const target = typeOf.get(type.name);
      if (target?.kind !== "alias" || isScalarAlias(target)) break;
      if (seen.has(type.name)) return undefined;
      seen.add(type.name);
      nullable ||= target.nullable === true;
      type = target.type;
    }
    return { type, nullable };
  };
  function isScalarAlias(alias: Extract<TypeDescription, { kind: "alias" }>): boolean {
    const seen = new Set([alias.name]);
    let { type } = alias;
    while (type.is === "named") {
      const next = typeOf.get(type.name);
      if (next?.kind !== "alias" || seen.has(next.name)) return false;
      seen.add(next.name);
      type = next.type;
    }
    return type.is === "scalar";
  }

  const fieldsOf: Plan["fieldsOf"] = (record, place) => {
    const fields = new Map<string, Field>();
    for (const name of closure(supersOf, record.name).reverse()) {
      const each = typeOf.get(name);
      if (each?.kind === "record") for (const field of each.fields) if (field.access === undefined || field.access === (place === "in" ? "write" : "read")) fields.set(field.name, field);
    }
    return [...fields.values()];
  };

  /** What is reached from here. Alias and union members are followed; so are the arguments of fields, into `inward`. */
  function reach(start: readonly TypeExpression[], place: Place, reached: Set<string>, inward: TypeExpression[]): void {
    const todo = [...start];
    for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
      if (next.is === "list" || next.is === "map") todo.push(next.of);
      else if (next.is === "union") todo.push(...next.of);
      else if (next.is === "named" && !reached.has(next.name)) {
        reached.add(next.name);
        const type = typeOf.get(next.name);
        if (type?.kind === "alias") todo.push(type.type);
        else if (type?.kind === "union") todo.push(...type.of);
        else if (type?.kind === "record") {
          for (const field of fieldsOf(type, place)) {
            todo.push(field.type);
            inward.push(...argumentsOf(field).map((each) => each.type));
          }
          if (place === "out") for (const name of type.extends ?? []) todo.push({ is: "named", name });
        }
      }
    }
  }
  const operations = document.interfaces.flatMap((each) => each.operations);
  const inward: TypeExpression[] = operations.flatMap((each) => [...each.parameters.map(({ type }) => type), ...(each.request?.type === undefined ? [] : [each.request.type])]);
  const used = { in: new Set<string>(), out: new Set<string>() };
  const named = (wanted: (type: TypeDescription) => boolean) => document.types.filter(wanted).map(({ name }): TypeExpression => ({ is: "named", name }));
  reach(operations.flatMap((each) => resultOf(each)?.type ?? []), "out", used.out, inward);
  // What says its role keeps it, whether or not an operation reaches it.
  inward.push(...named((type) => type.kind === "record" && type.role === "input"));
  reach(named((type) => type.kind === "record" && (type.role === "interface" || (type.role === undefined && (type.extends ?? []).some((name) => { const base = typeOf.get(name); return base?.kind === "record" && base.role === "interface"; })))), "out", used.out, inward);
  reach(inward, "in", used.in, inward);
  reach(named((type) => type.kind === "record" && !used.in.has(type.name)), "out", used.out, inward);
  reach(inward, "in", used.in, inward);

  const taken = new Set([...BUILT_IN.keys(), "ID", ...rootNames]);
  const free: Plan["free"] = (wanted) => {
    const base = isName(wanted) && !wanted.startsWith("__") ? wanted : sanitized(wanted);
    let name = base;
    for (let count = 2; taken.has(name); count++) name = `${base}${count}`;
    taken.add(name);
    return name;
  };
  const names = { in: new Map<string, string>(), out: new Map<string, string>() };
  for (const type of document.types) {
    if (type.kind === "alias" && (type.name === "ID" || !isScalarAlias(type))) continue;
    const name = free(type.name);
    if (name !== type.name) lose(`the name ${type.name} (written as ${name})`, type.at);
    names.in.set(type.name, name);
    names.out.set(type.name, name);
  }
  for (const type of document.types) {
    if (type.kind !== "record" || !used.in.has(type.name) || !used.out.has(type.name)) continue;
    const other: Place = type.role === "input" ? "out" : "in";
    const name = free(`${names.in.get(type.name)!}${other === "in" ? "Input" : "Output"}`);
    names[other].set(type.name, name);
    lose(`that ${type.name} is one type in what is sent and in what is given back (written as ${names.in.get(type.name)!} and ${names.out.get(type.name)!})`, type.at);
  }
  return { typeOf, fieldsOf, resolve, free, isUsed: (name, place) => used[place].has(name), nameOf: (name, place) => (rootNames.includes(name) || name === "ID" ? name : (names[place].get(name) ?? name)) };
}

/** The arguments of a field that belongs to no root type. */
export function argumentsOf(field: Field): readonly Field[] {
  const found: Json | undefined = field.extensions?.arguments;
  return Array.isArray(found) ? (found as unknown as readonly Field[]) : [];
}

/** The response that says what a field gives back. */
export function resultOf(operation: Operation): Operation["responses"][number] | undefined {
  return operation.responses.find(({ status }) => status === "ok" || status.startsWith("2")) ?? operation.responses.find(({ status }) => status === "default");
}

/** A name of GraphQL that is like this one. */
export function sanitized(name: string): string {
  const words = name.replace(/[^_0-9A-Za-z]+/g, "_").replace(/^__+/, "_");
  return /^[0-9]/.test(words) || words === "" ? `_${words}` : words;
}
