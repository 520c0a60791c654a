import type { Json, Span } from "../reading.ts";
import type { Constraints } from "../types.ts";
import type { Member, Node } from "../tree/node.ts";
import { booleanOf, itemsOf, jsonOf, membersOf, numberOf, setOwn, textOf, valueOf } from "../tree/node.ts";

/** The keywords of one schema, sorted by what is done with them; every dialect's forms are taken. */
export interface Keywords {
  reference: { readonly text: string; readonly node: Node } | undefined;
  /** `type`, without `null`. */
  types: readonly string[];
  nullable: boolean;
  format: string | undefined;
  values: readonly Json[] | undefined;
  items: Node | undefined;
  tuple: readonly Node[] | undefined;
  properties: readonly Member[] | undefined;
  required: readonly Node[];
  additional: Node | undefined;
  all: readonly Node[] | undefined;
  any: readonly Node[] | undefined;
  one: readonly Node[] | undefined;
  discriminator: Node | undefined;
  constraints: { -readonly [Key in keyof Constraints]: Constraints[Key] };
  doc: string | undefined;
  deprecated: boolean | undefined;
  default: Json | undefined;
  examples: readonly Json[] | undefined;
  access: "read" | "write" | undefined;
  extensions: Record<string, Json> | undefined;
  /** Keywords that no document carries. */
  lost: Span[] | undefined;
  lostWords: string[] | undefined;
  /** It says something of the value's form, not only annotations. */
  structural: boolean;
  /** It has constraints. */
  narrow: boolean;
}

/** Annotations that are plain data: they are kept beside `x-…` and written back. */
const KEPT = new Set(["title", "externalDocs", "xml", "minProperties", "maxProperties", "$comment", "contentMediaType", "collectionFormat", "unevaluatedProperties"]);
const NONE: readonly Node[] = [];
const NO_TYPES: readonly string[] = [];
/** What says nothing of the type. */
const SILENT = new Set(["$schema", "$id", "id", "$defs", "definitions", "$vocabulary"]);

export function keywordsOf(node: Node): Keywords {
  // All are named at once, so that all these objects have one shape: a large document has tens of thousands.
  const result: Keywords = {
    reference: undefined, types: NO_TYPES, nullable: false, format: undefined, values: undefined, items: undefined, tuple: undefined, properties: undefined, required: NONE, additional: undefined,
    all: undefined, any: undefined, one: undefined, discriminator: undefined, constraints: {}, doc: undefined, deprecated: undefined, default: undefined, examples: undefined, access: undefined,
    extensions: undefined, lost: undefined, lostWords: undefined, structural: false, narrow: false,
  };
  const { constraints } = result;
  let exclusiveMinimum = false;
  let exclusiveMaximum = false;
  for (const member of membersOf(node)) {
    const { key, value } = member;
    switch (key) {
      case "$ref": {
        const text = textOf(value);
        if (text !== undefined) result.reference = { text, node: value };
        break;
      }
      case "type":
        for (const item of value.kind === "array" ? value.items : [value]) {
          const type = textOf(item);
          if (type === "null") result.nullable = true;
          else if (type !== undefined && !result.types.includes(type)) result.types = [...result.types, type];
        }
        break;
      case "nullable": case "x-nullable":
        if (booleanOf(value) === true) result.nullable = true;
        break;
      case "format": result.format = textOf(value); break;
      case "contentEncoding":
        if (textOf(value) === "base64") result.format ??= "byte";
        else keep(result, member);
        break;
      case "enum": case "const": {
        const all = key === "const" ? [jsonOf(value)] : itemsOf(value).map(jsonOf);
        result.values = all.filter((item) => item !== null);
        if (all.length > result.values.length) result.nullable = true;
        break;
      }
      case "items":
        if (value.kind === "array") result.tuple = value.items;
        else result.items = value;
        break;
      case "prefixItems": result.tuple = itemsOf(value); break;
      case "properties": result.properties = membersOf(value); break;
      case "required": result.required = itemsOf(value); break;
      case "additionalProperties": result.additional = value; break;
      case "allOf": result.all = itemsOf(value); break;
      case "anyOf": result.any = itemsOf(value); break;
      case "oneOf": result.one = itemsOf(value); break;
      case "discriminator": result.discriminator = value; break;
      case "minimum": case "maximum": case "multipleOf": case "minLength": case "maxLength": case "minItems": case "maxItems": {
        const number = numberOf(value);
        if (number !== undefined) constraints[key] = number;
        break;
      }
      case "exclusiveMinimum":
        if (numberOf(value) !== undefined) constraints.exclusiveMinimum = numberOf(value)!;
        else exclusiveMinimum = booleanOf(value) === true;
        break;
      case "exclusiveMaximum":
        if (numberOf(value) !== undefined) constraints.exclusiveMaximum = numberOf(value)!;
        else exclusiveMaximum = booleanOf(value) === true;
        break;
      case "pattern":
        if (textOf(value) !== undefined) constraints.pattern = textOf(value)!;
        break;
      case "uniqueItems":
        if (booleanOf(value) === true) constraints.uniqueItems = true;
        break;
      case "description": result.doc = textOf(value); break;
      case "deprecated": case "x-deprecated":
        if (booleanOf(value) === true) result.deprecated = true;
        break;
      case "default": result.default = jsonOf(value); break;
      case "example": result.examples ??= [jsonOf(value)]; break;
      case "examples": result.examples = value.kind === "array" ? value.items.map(jsonOf) : membersOf(value).map((one) => jsonOf(valueOf(one.value, "value") ?? one.value)); break;
      case "readOnly":
        if (booleanOf(value) === true) result.access = "read";
        break;
      case "writeOnly":
        if (booleanOf(value) === true) result.access = "write";
        break;
      default:
        if (key.startsWith("x-") || KEPT.has(key)) {
          if (key === "unevaluatedProperties" && booleanOf(value) === undefined) lose(result, member);
          else keep(result, member);
        } else if (!SILENT.has(key)) lose(result, member);
    }
  }
  // In draft-04, and so in OpenAPI 3.0 and Swagger 2, these two are flags beside the bound.
  if (exclusiveMinimum && constraints.minimum !== undefined) {
    constraints.exclusiveMinimum = constraints.minimum;
    delete constraints.minimum;
  }
  if (exclusiveMaximum && constraints.maximum !== undefined) {
    constraints.exclusiveMaximum = constraints.maximum;
    delete constraints.maximum;
  }
  if (result.examples?.length === 0) result.examples = undefined;
  if (result.values?.length === 0) result.values = undefined;
  for (const _ in constraints) result.narrow = true;
  result.structural = result.reference !== undefined || result.types.length > 0 || result.properties !== undefined || result.items !== undefined || result.tuple !== undefined || result.all !== undefined
    || result.any !== undefined || result.one !== undefined || result.values !== undefined || result.additional !== undefined || result.required.length > 0;
  return result;
}

/** The schema stands for `null` alone. */
export function isNull(node: Node): boolean {
  const members = membersOf(node);
  const type = valueOf(node, "type");
  if (textOf(type) === "null") return true;
  const constant = valueOf(node, "const");
  if (constant !== undefined && constant.kind === "scalar" && constant.value === null) return true;
  const values = itemsOf(valueOf(node, "enum"));
  return members.length > 0 && values.length === 1 && values[0]!.kind === "scalar" && values[0]!.value === null;
}

function keep(result: Keywords, { key, value }: Member): void {
  result.extensions ??= {};
  setOwn(result.extensions, key, jsonOf(value));
}

function lose(result: Keywords, { key, from, to }: Member): void {
  (result.lost ??= []).push({ from, to });
  (result.lostWords ??= []).push(key);
}
