import type { Json, Loss } from "../reading.ts";
import type { Constraints, Extensions, Field, Scalar, TypeDescription, TypeExpression } from "../types.ts";
import { setOwn } from "../tree/node.ts";
import { formatOf, jsonTypeOf } from "./scalars.ts";

/** Where the schemas are to stand. */
export interface SchemaSetting {
  /** `#/components/schemas/` or `#/$defs/`. */
  readonly prefix: string;
  /** OpenAPI has formats, extensions and the discriminator beyond JSON Schema. */
  readonly openapi: boolean;
  readonly types: ReadonlyMap<string, TypeDescription>;
  /** The name under which a type stands there. */
  readonly nameOf: (name: string) => string;
  readonly losses: Loss[];
}

/** JSON that is still being put together. */
export type Draft = { [key: string]: Json };

type Place = Pick<Field, "type"> & Partial<Omit<Field, "name" | "type">>;

/** Formats that validators of JSON Schema know: those of the standard (validation 7.3) and the common numeric ones. */
const KNOWN = new Set(["date", "time", "date-time", "duration", "uuid", "email", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6", "uri", "uri-reference", "iri", "iri-reference", "uri-template", "json-pointer", "relative-json-pointer", "regex", "int32", "int64", "float", "double", "byte", "binary", "password"]);
/** Keywords that the reader keeps beside `x-…`, and that JSON Schema itself has. */
const STANDARD = new Set(["title", "default", "readOnly", "writeOnly", "minProperties", "maxProperties", "$comment", "contentMediaType", "additionalProperties", "unevaluatedProperties"]);

/** The schema of a place: of its type, and of all that is said of it there. `what` names the place in losses. */
export function placeSchema(place: Place, what: string, setting: SchemaSetting): Draft {
  const schema = typeSchema(place.type, what, setting);
  const constraints = place.constraints;
  const result = place.nullable === true ? orNull(schema) : schema;
  const narrow = place.nullable === true && result["anyOf"] !== undefined && schema["$ref"] !== undefined;
  if (constraints !== undefined) constrain(result, constraints, place, what, setting, narrow);
  annotate(result, place, what, setting);
  if (place.number !== undefined) setting.losses.push({ what: `number ${place.number} of ${what}` });
  if (place.choice !== undefined) setting.losses.push({ what: `oneof ${place.choice} of ${what}` });
  return result;
}

/** The schema of a named type. */
export function describedSchema(type: TypeDescription, setting: SchemaSetting): Draft {
  const { losses } = setting;
  switch (type.kind) {
    case "alias":
      return annotateType(placeSchema({ type: type.type, required: false, ...(type.nullable === true ? { nullable: true } : {}), ...(type.constraints === undefined ? {} : { constraints: type.constraints }) }, type.name, setting), type, setting);
    case "enum": {
      if (type.reserved !== undefined) losses.push({ what: `reserved numbers and names of ${type.name}` });
      const wire = type.values.map(({ name, value }) => value ?? name);
      const kinds = new Set(wire.map((value) => (typeof value === "number" ? (Number.isInteger(value) ? "integer" : "number") : "string")));
      const told = type.values.some(({ name, value, doc, deprecated }, i) => doc !== undefined || deprecated === true || (value !== undefined && name !== plainName(wire[i]!)));
      const schema: Draft = kinds.size === 1 ? { type: [...kinds][0]! } : {};
      if (told && wire.length > 1) {
        schema["oneOf"] = type.values.map(({ name, doc, deprecated }, i) => ({
          const: wire[i]!, ...(name === plainName(wire[i]!) ? {} : { title: name }), ...(doc === undefined ? {} : { description: doc }), ...(deprecated === true ? { deprecated: true } : {}),
        }));
      } else {
        if (told) losses.push({ what: `the description of the only value of ${type.name}` });
        schema["enum"] = wire;
      }
      return annotateType(schema, type, setting);
    }
    case "union": {
      const variants: Json[] = type.of.map((one) => typeSchema(one, type.name, setting));
      const schema: Draft = { [type.discriminator === undefined ? "anyOf" : "oneOf"]: variants };
      if (type.discriminator !== undefined) {
        if (setting.openapi) {
          const mapping: Draft = {};
          for (const [value, name] of Object.entries(type.discriminator.mapping ?? {})) setOwn(mapping, value, setting.prefix + pointed(setting.nameOf(name)));
          schema["discriminator"] = { propertyName: type.discriminator.field, ...(type.discriminator.mapping === undefined ? {} : { mapping }) };
        } else losses.push({ what: `the discriminator ${type.discriminator.field} of ${type.name}` });
      }
      if (variants.length === 1) losses.push({ what: `that ${type.name} is a union, of one type` });
      return annotateType(schema, type, setting);
    }
    case "record": {
      if (type.reserved !== undefined) losses.push({ what: `reserved numbers and names of ${type.name}` });
      if (type.role !== undefined) losses.push({ what: `that ${type.name} is an ${type.role}` });
      const properties: Draft = {};
      const required: string[] = [];
      for (const field of type.fields) {
        setOwn(properties, field.name, placeSchema(field, `${type.name}.${field.name}`, setting));
        if (field.required) required.push(field.name);
      }
      const schema: Draft = {};
      if (type.extends !== undefined && type.extends.length > 0) schema["allOf"] = type.extends.map((name) => ({ $ref: setting.prefix + pointed(setting.nameOf(name)) }));
      schema["type"] = "object";
      if (required.length > 0) schema["required"] = required;
      if (type.fields.length > 0 || type.open !== undefined || schema["allOf"] !== undefined) schema["properties"] = properties;
      if (type.open !== undefined) schema["additionalProperties"] = type.open === true || isAny(type.open) ? true : typeSchema(type.open, type.name, setting);
      return annotateType(schema, type, setting);
    }
  }
}

/** The schema of a type expression alone. */
export function typeSchema(type: TypeExpression, what: string, setting: SchemaSetting): Draft {
  // Lists and maps are unwrapped in a loop: how deep they nest is not ours to choose.
  const wraps: ("list" | "map")[] = [];
  let inmost = type;
  while (inmost.is === "list" || inmost.is === "map") {
    if (inmost.is === "map" && inmost.key !== undefined && inmost.key !== "string") setting.losses.push({ what: `keys of type ${inmost.key} of ${what}` });
    wraps.push(inmost.is);
    inmost = inmost.of;
  }
  let schema: Draft;
  switch (inmost.is) {
    case "scalar":
      if (inmost.precision !== undefined || inmost.scale !== undefined) setting.losses.push({ what: `the precision of ${what}` });
      schema = scalarSchema(inmost.scalar, what, setting);
      break;
    case "named":
      schema = { $ref: setting.prefix + pointed(setting.nameOf(inmost.name)) };
      break;
    case "union":
      schema = { anyOf: flat(inmost.of).map((one) => (one.is === "union" ? {} : typeSchema(one, what, setting))) };
      break;
  }
  for (let wrap = wraps.pop(); wrap !== undefined; wrap = wraps.pop()) {
    const any = Object.keys(schema).length === 0;
    schema = wrap === "list" ? { type: "array", items: schema } : { type: "object", additionalProperties: any ? true : schema };
  }
  return schema;
}

function scalarSchema(scalar: Scalar, what: string, { openapi, losses }: SchemaSetting): Draft {
  const type = jsonTypeOf(scalar);
  if (type === undefined) return {};
  if (scalar === "bytes") return { type, contentEncoding: "base64" };
  const format = formatOf(scalar);
  if (format === undefined) return { type };
  if (!openapi && !KNOWN.has(format)) {
    losses.push({ what: `that ${what} is ${scalar}` });
    return { type };
  }
  return { type, format };
}

function flat(of: readonly TypeExpression[]): readonly TypeExpression[] {
  const result: TypeExpression[] = [];
  const open = [...of].reverse();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.is === "union") open.push(...[...next.of].reverse());
    else result.push(next);
  }
  return result;
}

function orNull(schema: Draft): Draft {
  if (typeof schema["type"] === "string") return { ...schema, type: [schema["type"], "null"] };
  if (Array.isArray(schema["anyOf"])) return { ...schema, anyOf: [...(schema["anyOf"] as readonly Json[]), { type: "null" }] };
  return { anyOf: [schema, { type: "null" }] };
}

function constrain(schema: Draft, constraints: Constraints, place: Place, what: string, setting: SchemaSetting, besideReference: boolean): void {
  const { values, form, ...rest } = constraints;
  if (values !== undefined) schema["enum"] = place.nullable === true && !values.includes(null) ? [...values, null] : values;
  if (form !== undefined) {
    if (setting.openapi || KNOWN.has(form)) {
      delete schema["contentEncoding"];
      schema["format"] = form;
    } else setting.losses.push({ what: `the form ${form} of ${what}` });
  }
  for (const [key, value] of Object.entries(rest)) if (value !== undefined) schema[key] = value as Json;
  // A validator in strict mode wants to see the type beside what narrows it.
  if (schema["type"] === undefined && (schema["$ref"] !== undefined || besideReference) && Object.keys(rest).length > 0) {
    const type = wireTypeOf(place.type, setting);
    if (type !== undefined) schema["type"] = place.nullable === true ? [type, "null"] : type;
  }
}

/** The `type` of JSON that values of a type have, through aliases. */
function wireTypeOf(type: TypeExpression, { types }: SchemaSetting): string | undefined {
  const seen = new Set<string>();
  let current: TypeExpression = type;
  while (current.is === "named" && !seen.has(current.name)) {
    seen.add(current.name);
    const described = types.get(current.name);
    if (described?.kind === "record") return "object";
    if (described?.kind !== "alias") return undefined;
    current = described.type;
  }
  return current.is === "scalar" ? jsonTypeOf(current.scalar) : current.is === "list" ? "array" : current.is === "map" ? "object" : undefined;
}

function annotate(schema: Draft, place: Place, what: string, setting: SchemaSetting): void {
  if (place.doc !== undefined) schema["description"] = place.doc;
  if (place.default !== undefined) schema["default"] = place.default;
  if (place.examples !== undefined && place.examples.length > 0) schema["examples"] = place.examples;
  if (place.deprecated === true) schema["deprecated"] = true;
  if (place.access !== undefined) schema[place.access === "read" ? "readOnly" : "writeOnly"] = true;
  extend(schema, place.extensions, what, setting);
}

function annotateType(schema: Draft, type: TypeDescription, setting: SchemaSetting): Draft {
  const result: Draft = {};
  if (type.doc !== undefined) result["description"] = type.doc;
  Object.assign(result, schema);
  if (type.examples !== undefined && type.examples.length > 0) result["examples"] = type.examples;
  if (type.deprecated === true) result["deprecated"] = true;
  extend(result, type.extensions, type.name, setting);
  return result;
}

export function extend(into: Draft, extensions: Extensions | undefined, what: string, { openapi, losses }: Pick<SchemaSetting, "openapi" | "losses">): void {
  for (const key of Object.keys(extensions ?? {})) {
    const carried = openapi ? key.startsWith("x-") || STANDARD.has(key) || key === "externalDocs" || key === "xml" || key === "discriminator" : STANDARD.has(key);
    if (carried) setOwn(into, key, extensions![key]!);
    else losses.push({ what: `${key} of ${what}` });
  }
}

function plainName(value: string | number): string {
  return value === "" ? "empty" : String(value);
}

function isAny(type: TypeExpression): boolean {
  return type.is === "scalar" && type.scalar === "json";
}

function pointed(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1").replace(/[^\w\-.~!$&'()*+,;=:@]/g, encodeURIComponent);
}
