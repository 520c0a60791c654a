import type { Scalar, TypeExpression } from "../types.ts";
import { wellKnownTypes, wrapperOf } from "./well-known.ts";

/** The scalar types of proto ("Scalar Value Types", https://protobuf.dev/programming-guides/proto3/#scalar) and ours. */
export const protoScalars: ReadonlyMap<string, Scalar> = new Map<string, Scalar>([
  ["double", "double"], ["float", "float"], ["int32", "int32"], ["int64", "int64"], ["uint32", "uint32"], ["uint64", "uint64"],
  ["sint32", "int32"], ["sint64", "int64"], ["fixed32", "uint32"], ["fixed64", "uint64"], ["sfixed32", "int32"], ["sfixed64", "int64"],
  ["bool", "boolean"], ["string", "string"], ["bytes", "bytes"],
]);

/** What the keys of a map may be. */
export const keyTypes: ReadonlySet<string> = new Set([...protoScalars.keys()].filter((name) => name !== "double" && name !== "float" && name !== "bytes"));

/** How a field is written: `element` once, repeated, or as the value of a map. Names of messages and enums are those of the document. */
export interface Shape {
  readonly element: string;
  readonly repeated?: boolean;
  readonly key?: string;
}

/** The type that a field of this shape has, and whether it may be null. The element is a scalar of proto, a full name of a type that is well known, or the name of a type of the document. */
export function typeOfShape({ element, repeated, key }: Shape): { readonly type: TypeExpression; readonly nullable: boolean } {
  const scalar = protoScalars.get(element);
  const known = wellKnownTypes.get(element);
  const one: TypeExpression = scalar !== undefined ? { is: "scalar", scalar } : (known?.type ?? { is: "named", name: element });
  if (key !== undefined) return { type: { is: "map", ...(key !== "string" && { key: protoScalars.get(key) ?? "string" }), of: one }, nullable: false };
  return repeated ? { type: { is: "list", of: one }, nullable: false } : { type: one, nullable: known?.nullable === true };
}

/** The shape that a type has where nothing else is said, and what proto cannot say of it, as noun phrases without their owner. */
export function shapeOfType(type: TypeExpression, nullable: boolean): { readonly shape: Shape; readonly lost: readonly string[] } {
  const lost: string[] = [];
  if (type.is === "list") return { shape: { element: elementOf(type.of, false, lost), repeated: true }, lost };
  if (type.is === "map" && !(isAny(type.of) && (type.key ?? "string") === "string")) {
    const key = type.key === undefined ? "string" : (plainScalars[type.key] ?? "string");
    const fits = keyTypes.has(key);
    if (type.key !== undefined && protoScalars.get(key) !== type.key) lost.push(`the type ${type.key} of the keys`);
    return { shape: { element: elementOf(type.of, false, lost), key: fits ? key : "string" }, lost };
  }
  return { shape: { element: elementOf(type, nullable, lost) }, lost };
}

export function sameType(a: TypeExpression, b: TypeExpression): boolean {
  let left = a;
  let right = b;
  while ((left.is === "list" && right.is === "list") || (left.is === "map" && right.is === "map" && (left.key ?? "string") === (right.key ?? "string"))) {
    left = left.of;
    right = (right as { of: TypeExpression }).of;
  }
  if (left.is === "scalar") return right.is === "scalar" && left.scalar === right.scalar && left.precision === right.precision && left.scale === right.scale;
  return left.is === "named" && right.is === "named" && left.name === right.name;
}

export function isAny(type: TypeExpression): boolean {
  return type.is === "scalar" && type.scalar === "json";
}

/** The spelling of our scalars. Those that no type of proto has are texts, and told as lost. */
const plainScalars: Readonly<Record<Scalar, string>> = {
  string: "string", boolean: "bool", integer: "int64", number: "double", int32: "int32", int64: "int64", uint32: "uint32", uint64: "uint64", float: "float", double: "double", decimal: "string",
  bytes: "bytes", date: "string", time: "string", datetime: "google.protobuf.Timestamp", duration: "google.protobuf.Duration", uuid: "string", email: "string", uri: "string", json: "google.protobuf.Value",
};

/** What stands for one value. Proto has no lists of lists and no maps of lists; JSON's own messages stand in for them. */
function elementOf(type: TypeExpression, nullable: boolean, lost: string[]): string {
  switch (type.is) {
    case "named":
      if (nullable) lost.push("that it may be null");
      return type.name;
    case "scalar": {
      const plain = plainScalars[type.scalar];
      if (protoScalars.get(plain) !== type.scalar && !plain.includes(".")) lost.push(`the type ${type.scalar} (it is written as ${plain})`);
      if (type.precision !== undefined) lost.push("the precision");
      if (!nullable) return plain;
      const wrapper = wrapperOf.get(protoScalars.get(plain) ?? type.scalar);
      if (wrapper === undefined && type.scalar !== "json") lost.push("that it may be null");
      if (wrapper === undefined && type.scalar === "json") lost.push("that null is meant to be there");
      return wrapper ?? plain;
    }
    case "list":
      if (!isAny(type.of)) lost.push("the type of what the inner list holds");
      if (nullable) lost.push("that it may be null");
      return "google.protobuf.ListValue";
    case "map":
      if (!isAny(type.of) || type.key !== undefined) lost.push("the type of what the inner map holds");
      if (nullable) lost.push("that it may be null");
      return "google.protobuf.Struct";
    case "union":
      lost.push("the types of which it is one");
      if (nullable) lost.push("that it may be null");
      return "google.protobuf.Value";
  }
}
