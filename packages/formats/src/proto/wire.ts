import type { PlannedEnum } from "./plan.ts";

/** What two versions of a field are compared by. */
export interface FieldFacts {
  readonly sort: "scalar" | "message" | "enum";
  /** As in a shape: of a list or a map, what it holds. */
  readonly element: string;
  readonly key?: string;
  readonly cardinality: "map" | "repeated" | "optional with explicit presence" | "optional with implicit presence";
}

/** Whether the types are the same; how many there are is another matter. */
export function sameShape(a: FieldFacts, b: FieldFacts): boolean {
  return a.element === b.element && a.key === b.key;
}

export function shapeText({ element, key }: FieldFacts): string {
  return key === undefined ? element : `map<${key}, ${element}>`;
}

/**
 * Whether values of one type can be read as another: "Updating A Message Type" (https://protobuf.dev/programming-guides/proto3/#updating),
 * as the rule FIELD_WIRE_COMPATIBLE_TYPE has it: within a group of scalars, a string as bytes, and an enum as another one
 * that has all of its values.
 */
export function wireCompatible(a: FieldFacts, b: FieldFacts, enumsBefore: ReadonlyMap<string, PlannedEnum>, enumsAfter: ReadonlyMap<string, PlannedEnum>): boolean {
  if ((a.key === undefined) !== (b.key === undefined)) return false;
  if (a.key !== undefined && a.key !== b.key && (groups.get(a.key) ?? a.key) !== (groups.get(b.key!) ?? b.key)) return false;
  if (a.element === b.element) return true;
  if (a.sort === "enum" && b.sort === "enum") {
    const short = (name: string): string => name.slice(name.lastIndexOf(".") + 1);
    const before = enumsBefore.get(a.element);
    const after = enumsAfter.get(b.element);
    if (short(a.element) !== short(b.element) || before === undefined || after === undefined) return false;
    const numbers = new Set(after.values.map(({ number }) => number));
    return before.values.every(({ number }) => numbers.has(number));
  }
  if (a.sort !== "scalar" || b.sort !== "scalar") return false;
  if (a.element === "string" && b.element === "bytes") return true;
  const group = groups.get(a.element);
  return group !== undefined && group === groups.get(b.element);
}

/** Scalars that are written in the same way. */
const groups: ReadonlyMap<string, number> = new Map([
  ...["int32", "uint32", "int64", "uint64", "bool"].map((name) => [name, 1] as const),
  ...["sint32", "sint64"].map((name) => [name, 2] as const),
  ...["fixed32", "sfixed32"].map((name) => [name, 3] as const),
  ...["fixed64", "sfixed64"].map((name) => [name, 4] as const),
]);
