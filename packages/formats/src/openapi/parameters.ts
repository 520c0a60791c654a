import type { Parameter } from "../api.ts";
import type { Json } from "../reading.ts";
import type { Field, TypeExpression } from "../types.ts";
import type { Node } from "../tree/node.ts";
import { booleanOf, jsonOf, membersOf, setOwn, textOf, valueOf } from "../tree/node.ts";
import { operationPart } from "./conventions.ts";
import type { Source } from "./source.ts";
import { examplesOf, resolve } from "./source.ts";

/** What of a parameter or a header of Swagger 2 is not its schema: there, the two are one object. */
const OUTSIDE = new Set(["name", "in", "required", "allowEmptyValue", "collectionFormat", "description"]);
/** How Swagger 2 writes lists in OpenAPI 3's words; `tsv` has none. */
const COLLECTIONS: Readonly<Record<string, { readonly style?: string; readonly explode: boolean }>> = { csv: { explode: false }, multi: { explode: true }, ssv: { style: "spaceDelimited", explode: false }, pipes: { style: "pipeDelimited", explode: false } };

/** The schema inside a parameter, header or form field of Swagger 2. */
export function swaggerSchema(node: Node): Node {
  return { kind: "object", members: membersOf(node).filter(({ key }) => !OUTSIDE.has(key)), from: node.from, to: node.to };
}

/** A parameter; undefined where it makes no sense, which is told. A component is read once and shared. */
export function readParameter(source: Source, reference: Node, owner: string): Parameter | undefined {
  const target = resolve(source, reference);
  if (target === undefined) return undefined;
  const { node, component } = target;
  const known = source.parameters.get(node);
  if (known !== undefined) return known;
  const name = textOf(valueOf(node, "name"));
  const place = textOf(valueOf(node, "in"));
  if (name === undefined || (place !== "path" && place !== "query" && place !== "header" && place !== "cookie")) {
    source.problems.push({ code: "format/meaning", severity: "error", message: "A parameter needs a name, and a place: path, query, header or cookie.", from: node.from, to: node.to });
    return undefined;
  }
  const words: { style?: string; explode?: boolean } = {};
  const style = textOf(valueOf(node, "style"));
  const explode = booleanOf(valueOf(node, "explode"));
  if (style !== undefined) words.style = style;
  if (explode !== undefined) words.explode = explode;
  const collection = textOf(valueOf(node, "collectionFormat"));
  if (collection !== undefined && source.version === "2") {
    if (Object.hasOwn(COLLECTIONS, collection)) Object.assign(words, COLLECTIONS[collection]);
    else source.losses.push({ what: `collectionFormat ${collection} of the parameter ${name}`, at: { from: node.from, to: node.to } });
  }
  const field = readField(source, node, name, operationPart(component ?? owner, component === undefined ? name : "value"));
  const result: Parameter = { ...field, required: place === "path" || field.required, in: place, ...words };
  source.parameters.set(node, result);
  return result;
}

/** What parameters, headers and form fields have in common. */
export function readField(source: Source, node: Node, name: string, typeName: string): Field {
  const what = `${name} of ${typeName}`;
  let schema = source.version === "2" ? swaggerSchema(node) : valueOf(node, "schema");
  const content = membersOf(valueOf(node, "content"))[0];
  if (schema === undefined && content !== undefined) {
    schema = valueOf(content.value, "schema");
    source.losses.push({ what: `the media type ${content.key} of ${what}`, at: { from: content.from, to: content.to } });
  }
  const shape = schema === undefined ? { type: { is: "scalar", scalar: "string" } satisfies TypeExpression } : source.schemas.shape(schema, typeName);
  const doc = textOf(valueOf(node, "description"));
  const extensions: Record<string, Json> = { ...("extensions" in shape ? shape.extensions : {}) };
  for (const { key, value, from, to } of membersOf(node)) {
    if (key.startsWith("x-")) {
      if (source.version !== "2") setOwn(extensions, key, jsonOf(value));
    } else if (key === "allowReserved" || key === "allowEmptyValue") {
      if (booleanOf(value) === true) source.losses.push({ what: `${key} of ${what}`, at: { from, to } });
    }
  }
  if ("doc" in shape && shape.doc !== undefined && doc !== undefined && doc !== "" && shape.doc !== doc) source.losses.push({ what: `the description of the schema of ${what}`, at: { from: node.from, to: node.to } });
  const examples = source.version === "2" ? undefined : examplesOf(source, node);
  return {
    name, ...shape, required: booleanOf(valueOf(node, "required")) === true,
    ...(doc === undefined || doc === "" ? {} : { doc }),
    ...(booleanOf(valueOf(node, "deprecated")) === true ? { deprecated: true } : {}),
    ...(examples === undefined ? {} : { examples }),
    ...(Object.keys(extensions).length === 0 ? {} : { extensions }),
    at: { from: node.from, to: node.to },
  };
}
