import type { Json } from "../reading.ts";
import type { Constraints, Field, Scalar, TypeDescription, TypeExpression } from "../types.ts";
import type { Compared, Side, Tell, Valued } from "./breaking.ts";

/** A type with its names resolved one step, so that a name that changes is no change. */
type Resolved =
  | { readonly is: "scalar"; readonly scalar: Scalar }
  | { readonly is: "list" | "map"; readonly of: TypeExpression }
  | { readonly is: "union"; readonly of: readonly TypeExpression[] }
  | { readonly is: "enum" }
  | { readonly is: "record"; readonly type: Extract<TypeDescription, { kind: "record" }> }
  | { readonly is: "unknown"; readonly name: string };

interface View {
  readonly type: Resolved;
  readonly nullable: boolean;
  readonly constraints: Constraints;
  /** The name by which the type was found last, where it has one. */
  readonly name?: string;
}

interface Pair {
  readonly old: Valued;
  readonly now: Valued;
  readonly place: string;
  /** The field whose type this is, as `Record.field`. */
  readonly of: string | undefined;
}

/** Scalars that have room for all values of the other. */
const WIDER: Partial<Record<Scalar, readonly Scalar[]>> = {
  int32: ["int64", "integer", "number", "double", "decimal"], uint32: ["int64", "uint64", "integer", "number", "double", "decimal"], int64: ["integer", "number", "decimal"], uint64: ["integer", "number", "decimal"],
  integer: ["number", "decimal"], float: ["double", "number", "decimal"], double: ["number", "decimal"], decimal: ["number"], number: ["decimal"],
  date: ["string"], time: ["string"], datetime: ["string"], duration: ["string"], uuid: ["string"], email: ["string"], uri: ["string"], bytes: ["string"],
};

/**
 * Tells what has changed between two types where they stand. Pairs of records are looked at once for each place of use, in a list
 * of work, so that types that contain themselves come to an end.
 */
export function compareTypes(old: Valued, now: Valued, side: Side, place: string, compared: Compared, tellChange: Tell): void {
  const seen = new Set<string>();
  const work: Pair[] = [{ old, now, place, of: undefined }];
  for (let i = 0; i < work.length; i += 1) {
    const pair = work[i]!;
    const a = view(pair.old, compared.before);
    const b = view(pair.now, compared.after);
    const where = pair.place;
    const subject = subjectOf(pair, a, b);
    const tell: Tell = (word, breaking, at, message, of = subject) => tellChange(word, breaking, at, message, of);
    const narrowed = side === "sent";
    if (!a.nullable && b.nullable) tell("null-allowed", !narrowed, where, `${where} may now be null.`);
    if (a.nullable && !b.nullable) tell("null-refused", narrowed, where, `${where} can no longer be null.`);
    compareConstraints(a, b, side, where, tell);
    if (a.type.is === "record" && b.type.is === "record") {
      const key = `${a.type.type.name}\n${b.type.type.name}`;
      if (!seen.has(key)) compareRecords(a.type.type, b.type.type, side, where, compared, tell, work);
      seen.add(key);
    } else if ((a.type.is === "list" && b.type.is === "list") || (a.type.is === "map" && b.type.is === "map")) {
      work.push({ old: { type: a.type.of }, now: { type: b.type.of }, place: `${where}${a.type.is === "list" ? "[]" : "{}"}`, of: subject });
    } else if (a.type.is === "union" || b.type.is === "union") {
      compareUnions(a.type, b.type, pair, side, tell, work);
    } else compareScalars(a.type, b.type, side, where, tell);
  }
}

/** What a change of a place is a change of: the named type where both sides say no more than its name, the field that it is the type of otherwise. */
function subjectOf({ old, now, of }: Pair, a: View, b: View): string | undefined {
  const same = a.name !== undefined && a.name === b.name && JSON.stringify(old.constraints) === JSON.stringify(now.constraints) && old.nullable === now.nullable;
  return same ? a.name : of;
}

function view(place: Valued, types: ReadonlyMap<string, TypeDescription>): View {
  let type = place.type;
  let nullable = place.nullable === true;
  let constraints: Constraints = place.constraints ?? {};
  let name: string | undefined;
  const seen = new Set<string>();
  while (type.is === "named") {
    const described = types.get(type.name);
    if (described === undefined || seen.has(type.name)) return { type: { is: "unknown", name: type.name }, nullable, constraints };
    seen.add(type.name);
    name = type.name;
    if (described.kind === "record") return { type: { is: "record", type: described }, nullable, constraints, name };
    if (described.kind === "union") return { type: { is: "union", of: described.of }, nullable, constraints, name };
    if (described.kind === "enum") return { type: { is: "enum" }, nullable, name, constraints: { values: described.values.map(({ name, value }) => value ?? name), ...constraints } };
    nullable ||= described.nullable === true;
    constraints = { ...described.constraints, ...constraints };
    type = described.type;
  }
  // Values that are listed are an enumeration, wherever they are.
  const named = name === undefined ? {} : { name };
  if (type.is === "scalar" && constraints.values !== undefined) return { type: { is: "enum" }, nullable, constraints, ...named };
  return { type, nullable, constraints, ...named };
}

/** The fields of a record and of those that it extends, by name, with where each is declared: `Problem.detail`. */
function fieldsOf(record: Extract<TypeDescription, { kind: "record" }>, types: ReadonlyMap<string, TypeDescription>): ReadonlyMap<string, Field & { readonly of: string }> {
  const result = new Map<string, Field & { readonly of: string }>();
  const seen = new Set<string>([record.name]);
  const open = [record];
  for (let i = 0; i < open.length; i += 1) {
    const one = open[i]!;
    for (const field of one.fields) if (!result.has(field.name)) result.set(field.name, { ...field, of: `${one.name}.${field.name}` });
    for (const name of one.extends ?? []) {
      const base = types.get(name);
      if (base?.kind === "record" && !seen.has(name)) open.push(base);
      seen.add(name);
    }
  }
  return result;
}

function compareRecords(old: Extract<TypeDescription, { kind: "record" }>, now: Extract<TypeDescription, { kind: "record" }>, side: Side, place: string, compared: Compared, tell: Tell, work: Pair[]): void {
  const absent = side === "sent" ? "read" : "write";
  const before = fieldsOf(old, compared.before);
  const after = fieldsOf(now, compared.after);
  for (const [name, field] of before) {
    if (field.access === absent) continue;
    const twin = after.get(name);
    const where = `${place}.${name}`;
    if (twin === undefined || twin.access === absent) tell("field-removed", true, where, side === "sent" ? `${where} is no longer taken.` : `${where} is no longer given.`, field.of);
    else {
      if (!field.required && twin.required) tell("field-required", side === "sent", where, side === "sent" ? `${where} now has to be sent.` : `${where} is now always given.`, twin.of);
      if (field.required && !twin.required) tell("field-optional", side === "given", where, side === "sent" ? `${where} may now be left out.` : `${where} may now be missing.`, twin.of);
      work.push({ old: field, now: twin, place: where, of: twin.of });
    }
  }
  for (const [name, field] of after) {
    if (field.access === absent || (before.get(name) !== undefined && before.get(name)!.access !== absent)) continue;
    const where = `${place}.${name}`;
    const breaking = side === "sent" && field.required;
    tell("field-added", breaking, where, breaking ? `${where} is added and has to be sent.` : `${where} is added.`, field.of);
  }
}

function compareUnions(a: Resolved, b: Resolved, pair: Pair, side: Side, tell: Tell, work: Pair[]): void {
  const before = a.is === "union" ? a.of : [pair.old.type];
  const after = b.is === "union" ? b.of : [pair.now.type];
  const keyOf = (type: TypeExpression): string => JSON.stringify(type);
  const had = new Set(before.map(keyOf));
  const has = new Set(after.map(keyOf));
  const gone = before.filter((type) => !has.has(keyOf(type)));
  const come = after.filter((type) => !had.has(keyOf(type)));
  if (gone.length > 0) tell("type-narrowed", side === "sent", pair.place, `${pair.place} can no longer be ${gone.map(nameOf).join(" or ")}.`);
  if (come.length > 0) tell("type-widened", side === "given", pair.place, `${pair.place} may now be ${come.map(nameOf).join(" or ")}.`);
  for (const type of before) if (has.has(keyOf(type)) && type.is === "named") work.push({ old: { type }, now: { type }, place: pair.place, of: pair.of });
}

function compareScalars(a: Resolved, b: Resolved, side: Side, place: string, tell: Tell): void {
  const from = wordOf(a);
  const to = wordOf(b);
  if (from === to || a.is === "enum" || b.is === "enum") {
    // An enumeration is of texts or numbers; that it came or went is told by its values.
    const other = a.is === "enum" ? b : a;
    if (from !== to && other.is !== "enum" && other.is !== "scalar") tell("type-changed", true, place, `${place} was ${from} and is now ${to}.`);
    return;
  }
  const wider = (x: Resolved, y: Resolved): boolean => y.is === "scalar" && (y.scalar === "json" || (x.is === "scalar" && (WIDER[x.scalar] ?? []).includes(y.scalar)));
  if (wider(a, b)) tell("type-widened", side === "given", place, `${place} was ${from} and is now ${to}, which is more.`);
  else if (wider(b, a)) tell("type-narrowed", side === "sent", place, `${place} was ${from} and is now ${to}, which is less.`);
  else tell("type-changed", true, place, `${place} was ${from} and is now ${to}.`);
}

/** Lower bounds that rise narrow, upper ones that fall. */
const LOWER = ["minimum", "exclusiveMinimum", "minLength", "minItems"] as const;
const UPPER = ["maximum", "exclusiveMaximum", "maxLength", "maxItems"] as const;

function compareConstraints(a: View, b: View, side: Side, place: string, tell: Tell): void {
  const old = a.constraints;
  const now = b.constraints;
  const narrowed = (what: string): void => tell("constraint-narrowed", side === "sent", place, `${what} of ${place} allows less.`);
  const widened = (what: string): void => tell("constraint-widened", side === "given", place, `${what} of ${place} allows more.`);
  for (const [keys, rising] of [[LOWER, true], [UPPER, false]] as const) {
    for (const key of keys) {
      const before = old[key] ?? (rising ? -Infinity : Infinity);
      const after = now[key] ?? (rising ? -Infinity : Infinity);
      if (before === after) continue;
      if (after > before === rising) narrowed(key);
      else widened(key);
    }
  }
  for (const key of ["pattern", "multipleOf", "form", "uniqueItems"] as const) {
    if (old[key] === now[key] || (old[key] === false && now[key] === undefined)) continue;
    if (now[key] === undefined || now[key] === false) widened(key);
    else narrowed(key);
  }
  if (old.values === undefined && now.values === undefined) return;
  const keyed = (values: readonly Json[]): Map<string, Json> => new Map(values.map((value) => [JSON.stringify(value), value]));
  if (old.values === undefined) tell("values-narrowed", side === "sent", place, `${place} is now one of ${listed(now.values!)}.`);
  else if (now.values === undefined) tell("values-widened", side === "given", place, `${place} may now have other values than ${listed(old.values)}.`);
  else {
    const before = keyed(old.values);
    const after = keyed(now.values);
    const gone = [...before].filter(([key]) => !after.has(key)).map(([, value]) => value);
    const come = [...after].filter(([key]) => !before.has(key)).map(([, value]) => value);
    if (gone.length > 0) tell("values-narrowed", side === "sent", place, `${place} can no longer be ${listed(gone)}.`);
    if (come.length > 0) tell("values-widened", side === "given", place, `${place} may now be ${listed(come)}.`);
  }
}

function listed(values: readonly Json[]): string {
  return values.slice(0, 5).map((value) => (typeof value === "string" ? value : JSON.stringify(value))).join(", ") + (values.length > 5 ? " and others" : "");
}

function wordOf(type: Resolved): string {
  switch (type.is) {
    case "scalar": return type.scalar === "json" ? "any value" : type.scalar;
    case "list": return "a list";
    case "map": return "a map";
    case "union": return "a union";
    case "enum": return "an enumeration";
    case "record": return "a record";
    case "unknown": return type.name;
  }
}

function nameOf(type: TypeExpression): string {
  return type.is === "scalar" ? type.scalar : type.is === "named" ? type.name : `a ${type.is}`;
}
