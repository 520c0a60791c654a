import type { Body, Response } from "../api.ts";
import type { Field } from "../types.ts";
import type { Member, Node } from "../tree/node.ts";
import { booleanOf, jsonOf, membersOf, textOf, valueOf } from "../tree/node.ts";
import { referenceOf } from "../tree/reference.ts";
import { operationPart } from "./conventions.ts";
import { readField } from "./parameters.ts";
import { phraseOf } from "./statuses.ts";
import type { Source } from "./source.ts";
import { examplesOf, resolve } from "./source.ts";

/** `requestBody` of OpenAPI 3. */
export function readRequest(source: Source, reference: Node, operation: string): Body | undefined {
  const target = resolve(source, reference);
  if (target === undefined) return undefined;
  const doc = textOf(valueOf(target.node, "description"));
  const required = booleanOf(valueOf(target.node, "required")) === true;
  const name = target.component === undefined ? operationPart(operation, "request") : operationPart(target.component, "body");
  tellExtensions(source, target.node, `the request of ${operation}`);
  return { ...readContent(source, valueOf(target.node, "content"), name), ...(required ? { required } : {}), ...(doc === undefined || doc === "" ? {} : { doc }) };
}

/** A response of either version; `produces` are the media types that Swagger 2 gives for all. */
export function readResponse(source: Source, { key: status, value }: Member, operation: string, produces: readonly string[], single: boolean): Response | undefined {
  const target = resolve(source, value);
  if (target === undefined) return undefined;
  const { node, component } = target;
  // In Swagger 2 a shared response has the media types of the operation that it stands in.
  const cached = source.version === "2" ? undefined : source.responses.get(node);
  if (cached !== undefined) return { status, ...cached };
  const text = textOf(valueOf(node, "description"));
  const doc = text === undefined || text.trim() === "" || text === phraseOf(status) ? undefined : text;
  const name = component === undefined ? operationPart(operation, single ? "response" : `response ${status}`) : operationPart(component, "response body");
  const what = `the response ${status} of ${operation}`;
  const schema = source.version === "2" ? valueOf(node, "schema") : undefined;
  const body = source.version === "2"
    ? { ...(schema === undefined ? {} : source.schemas.value(schema, name)), mediaTypes: schema === undefined ? [] : produces, ...swaggerExamples(node) }
    : readContent(source, valueOf(node, "content"), name);
  const headers: Field[] = [];
  for (const member of membersOf(valueOf(node, "headers"))) {
    const header = resolve(source, member.value);
    if (header !== undefined) headers.push({ ...readField(source, header.node, member.key, operationPart(operation, member.key)) });
  }
  const links = valueOf(node, "links");
  if (links !== undefined) source.losses.push({ what: `links of ${what}`, at: { from: links.from, to: links.to } });
  tellExtensions(source, node, what);
  const result = { ...body, ...(doc === undefined ? {} : { doc }), ...(headers.length === 0 ? {} : { headers }) };
  source.responses.set(node, result);
  return { status, ...result };
}

function readContent(source: Source, content: Node | undefined, name: string): Body {
  const media = membersOf(content);
  const mediaTypes = media.map(({ key }) => key);
  const chosen = media.find(({ value }) => valueOf(value, "schema") !== undefined) ?? media[0];
  if (chosen === undefined) return { mediaTypes };
  const schema = valueOf(chosen.value, "schema");
  const value = schema === undefined ? undefined : source.schemas.value(schema, name);
  const examples = examplesOf(source, chosen.value) ?? value?.examples;
  for (const one of media) {
    const other = valueOf(one.value, "schema");
    if (one !== chosen && other !== undefined && schema !== undefined && !same(schema, other)) source.losses.push({ what: `the schema of ${one.key} of ${name}`, at: { from: one.from, to: one.to } });
    if (one !== chosen && (valueOf(one.value, "example") ?? valueOf(one.value, "examples")) !== undefined) {
      // What is written gives the same examples to all.
      if (JSON.stringify(examplesOf(source, one.value)) !== JSON.stringify(examples)) source.losses.push({ what: `examples of ${one.key} of ${name}`, at: { from: one.from, to: one.to } });
    }
    const encoding = valueOf(one.value, "encoding");
    if (encoding !== undefined) source.losses.push({ what: `encoding of ${one.key} of ${name}`, at: { from: encoding.from, to: encoding.to } });
    tellExtensions(source, one.value, `${one.key} of ${name}`);
  }
  return { ...(value === undefined ? {} : { type: value.type, ...(value.nullable === true ? { nullable: true } : {}) }), mediaTypes, ...(examples === undefined ? {} : { examples }) };
}

function same(a: Node, b: Node): boolean {
  const reference = referenceOf(a);
  if (reference !== undefined || referenceOf(b) !== undefined) return reference === referenceOf(b);
  return JSON.stringify(jsonOf(a)) === JSON.stringify(jsonOf(b));
}

function swaggerExamples(node: Node): Pick<Body, "examples"> {
  const first = membersOf(valueOf(node, "examples"))[0];
  return first === undefined ? {} : { examples: [jsonOf(first.value)] };
}

function tellExtensions(source: Source, node: Node, what: string): void {
  for (const { key, from, to } of membersOf(node)) if (key.startsWith("x-")) source.losses.push({ what: `${key} of ${what}`, at: { from, to } });
}
