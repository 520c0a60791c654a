import type { Loss, Writing } from "../reading.ts";
import { setOwn } from "../tree/node.ts";
import type { SchemaDocument } from "./read.ts";
import type { Draft } from "./write-type.ts";
import { describedSchema } from "./write-type.ts";

/**
 * Writes one JSON Schema 2020-12 document: every type in `$defs`, and a `$ref` to the root where there is one. It keeps to what
 * ajv accepts in strict mode with the formats of `ajv-formats`; extensions and widths that the standard does not know are losses.
 */
export function writeJsonSchema(document: SchemaDocument): Writing {
  const losses: Loss[] = [];
  const types = new Map(document.types.map((type) => [type.name, type]));
  const schema: Draft = { $schema: "https://json-schema.org/draft/2020-12/schema" };
  if (document.id !== undefined) schema["$id"] = document.id;
  if (document.root !== undefined) schema["$ref"] = `#/$defs/${document.root}`;
  const definitions: Draft = {};
  for (const type of document.types) setOwn(definitions, type.name, describedSchema(type, { prefix: "#/$defs/", openapi: false, types, nameOf: (name) => name, losses }));
  if (document.types.length > 0) schema["$defs"] = definitions;
  return { text: `${JSON.stringify(schema, null, 2)}\n`, losses };
}
