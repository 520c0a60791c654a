import type { ApiDocument, Body, Interface, Operation, Parameter, Response } from "../api.ts";
import type { Json, Loss, Writing } from "../reading.ts";
import type { Field, TypeDescription } from "../types.ts";
import type { Draft, SchemaSetting } from "../json-schema/write-type.ts";
import { describedSchema, extend, placeSchema } from "../json-schema/write-type.ts";
import { unique } from "../json-schema/names.ts";
import { setOwn } from "../tree/node.ts";
import { writeYaml } from "../tree/write-yaml.ts";
import { idempotencyOf, idempotencyParameter, paginationOf } from "./conventions.ts";
import { pageParameters } from "../pages.ts";
import { spdxOf } from "./licences.ts";
import { writeSecurityScheme } from "./security.ts";
import type { Sharing } from "./shared.ts";
import { keyer, sharing } from "./shared.ts";
import { phraseOf } from "./statuses.ts";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
/** The largest example that is written in each place anew, in characters. */
const SMALL_EXAMPLE = 200;

interface Setting extends SchemaSetting {
  readonly keyOf: (value: unknown) => string;
  readonly parameters: Sharing;
  readonly responses: Sharing;
  readonly headers: Sharing;
  readonly examples: Sharing;
}

/**
 * Writes the REST interfaces of a document as OpenAPI 3.1.1. Types, and parameters, responses, headers and examples that several
 * operations have in common, stand in the components; what other styles of interface say is a loss.
 */
export function writeOpenApi(document: ApiDocument, options: { readonly format: "yaml" | "json" } = { format: "yaml" }): Writing {
  const losses: Loss[] = [];
  const rest = document.interfaces.filter(({ style }) => style === "rest");
  for (const other of document.interfaces) if (other.style !== "rest") losses.push({ what: `the interface ${other.name}, which is ${other.style}` });
  if (document.package !== undefined) losses.push({ what: `the package ${document.package}` });
  const names = componentNames(document.types, losses);
  const setting: Setting = {
    prefix: "#/components/schemas/", openapi: true, losses, types: new Map(document.types.map((type) => [type.name, type])),
    nameOf: (name) => names.get(name) ?? name, keyOf: keyer(), parameters: sharing(2), responses: sharing(2), headers: sharing(2), examples: sharing(2),
  };
  const operations = rest.flatMap((one) => one.operations.map((operation) => [one, operation] as const));
  for (const [, operation] of operations) countShared(operation, setting);

  const root: Draft = { openapi: "3.1.1", info: info(document) };
  for (const key of Object.keys(document.extensions ?? {})) {
    if (key === "externalDocs") setOwn(root, key, document.extensions![key]!);
    else if (!key.startsWith("x-") && key !== "info") losses.push({ what: `${key} of the document` });
  }
  if (document.servers.length > 0) {
    root["servers"] = document.servers.map(({ url, protocol, doc }) => {
      if (protocol !== undefined && !url.startsWith(`${protocol}:`)) losses.push({ what: `the protocol ${protocol} of the server ${url}` });
      return { url, ...(doc === undefined ? {} : { description: doc }) };
    });
  }
  const shared = rest[0]?.security;
  const same = rest.every(({ security }) => JSON.stringify(security) === JSON.stringify(shared));
  if (same && shared !== undefined) root["security"] = shared;
  if (document.tags !== undefined && document.tags.length > 0) root["tags"] = document.tags.map(({ name, doc }) => ({ name, ...(doc === undefined ? {} : { description: doc }) }));
  root["paths"] = writePaths(rest, operations, same, setting);
  for (const one of rest) tellInterface(one, document, losses);

  const components: Draft = {};
  const schemas: Draft = {};
  for (const type of document.types) setOwn(schemas, setting.nameOf(type.name), describedSchema(type, setting));
  const put = (key: string, entries: readonly (readonly [string, Json])[]): void => {
    if (entries.length > 0) components[key] = Object.fromEntries(entries);
  };
  if (document.types.length > 0) components["schemas"] = schemas;
  put("responses", setting.responses.components().map(([name, value]) => [name, writeResponse(value as Response, setting, name)]));
  put("parameters", setting.parameters.components().map(([name, value]) => [name, writeParameter(value as Parameter, setting)]));
  put("examples", setting.examples.components().map(([name, value]) => [name, { value: value as Json }]));
  put("headers", setting.headers.components().map(([name, value]) => [name, writeHeader(value as Field, setting)]));
  const schemes: [string, Json][] = [];
  for (const scheme of document.security) {
    const written = writeSecurityScheme(scheme) as Json | undefined;
    if (written === undefined) losses.push({ what: `the security scheme ${scheme.name}` });
    else schemes.push([scheme.name, written]);
  }
  put("securitySchemes", schemes);
  if (Object.keys(components).length > 0) root["components"] = components;
  for (const key of Object.keys(document.extensions ?? {})) if (key.startsWith("x-")) setOwn(root, key, document.extensions![key]!);
  return { text: options.format === "json" ? `${JSON.stringify(root, null, 2)}\n` : writeYaml(root), losses };
}

function info(document: ApiDocument): Draft {
  const more = document.extensions?.["info"];
  const about = more !== null && typeof more === "object" && !Array.isArray(more) ? (more as { readonly [key: string]: Json }) : {};
  const result: Draft = { title: document.title, version: document.version ?? "" };
  if (about["summary"] !== undefined) result["summary"] = about["summary"];
  if (document.doc !== undefined) result["description"] = document.doc;
  if (document.licence !== undefined) result["license"] = about["license"] ?? { name: document.licence, ...(spdxOf(document.licence) === document.licence ? { identifier: document.licence } : {}) };
  for (const key of Object.keys(about)) if (key !== "license" || document.licence !== undefined) setOwn(result, key, about[key]!);
  return result;
}

function writePaths(rest: readonly Interface[], operations: readonly (readonly [Interface, Operation])[], same: boolean, setting: Setting): Draft {
  const paths = new Map<string, Draft>();
  const ids = new Set<string>();
  for (const [owner, operation] of operations) {
    const method = operation.method?.toLowerCase();
    if (method === undefined || operation.path === undefined || !METHODS.includes(method)) {
      setting.losses.push({ what: `the operation ${operation.name}, which has no method and path of HTTP` });
      continue;
    }
    let item = paths.get(operation.path);
    if (item === undefined) {
      item = {};
      paths.set(operation.path, item);
    }
    if (item[method] !== undefined) {
      setting.losses.push({ what: `the operation ${operation.name}: ${operation.method} ${operation.path} is taken` });
      continue;
    }
    const wanted = urlSafe(operation.name);
    if (wanted !== operation.name) setting.losses.push({ what: `the name ${operation.name} of an operation (written as ${wanted})` });
    const id = unique(wanted, ids);
    if (id !== wanted) setting.losses.push({ what: `the name ${operation.name} of a second operation` });
    item[method] = writeOperation(operation, id, same ? undefined : owner.security, setting);
  }
  const result: Draft = {};
  for (const [path, item] of paths) setOwn(result, path, item);
  for (const one of rest) extend(result, one.extensions, `the interface ${one.name}`, setting);
  return result;
}

/** Names of operations stand in links: what has no place in an address (RFC 3986, 2) becomes `_`. */
function urlSafe(name: string): string {
  return name.replace(/[^\w\-.~:/?#[\]@!$&'()*+,;=]+/g, "_") || "operation";
}

function writeOperation(operation: Operation, id: string, security: Interface["security"], setting: Setting): Draft {
  const result: Draft = {};
  if (operation.tags !== undefined) result["tags"] = operation.tags;
  if (operation.summary !== undefined) result["summary"] = operation.summary;
  if (operation.doc !== undefined) result["description"] = operation.doc;
  result["operationId"] = id;
  if (operation.deprecated === true) result["deprecated"] = true;
  const needs = operation.security ?? security;
  if (needs !== undefined) result["security"] = needs;
  const parameters = parametersOf(operation);
  if (parameters.length > 0) {
    result["parameters"] = parameters.filter((parameter) => {
      if (parameter.in === "argument") setting.losses.push({ what: `the argument ${parameter.name} of ${operation.name}` });
      return parameter.in !== "argument";
    }).map((parameter) => {
      const name = setting.parameters.nameOf(parameter, setting.keyOf(parameter));
      return name === undefined ? writeParameter(parameter, setting) : { $ref: `#/components/parameters/${name}` };
    });
  }
  const { request } = operation;
  if (request !== undefined) {
    result["requestBody"] = {
      ...(request.doc === undefined ? {} : { description: request.doc }),
      ...(request.required === true ? { required: true } : {}),
      content: writeContent(request, `the request of ${operation.name}`, setting),
    };
  }
  const responses: Draft = {};
  for (const response of operation.responses) {
    const name = setting.responses.nameOf(response, responseKey(response, setting));
    setOwn(responses, response.status === "ok" ? "200" : response.status, name === undefined ? writeResponse(response, setting, operation.name) : { $ref: `#/components/responses/${name}` });
    if (response.status === "ok") setting.losses.push({ what: `that the status of ${operation.name} is open` });
  }
  result["responses"] = responses;
  for (const key of Object.keys(operation.extensions ?? {})) {
    if (key.startsWith("x-") || key === "externalDocs" || key === "servers") setOwn(result, key, operation.extensions![key]!);
    else setting.losses.push({ what: `${key} of ${operation.name}` });
  }
  return result;
}

/** The parameters, and those that stand for what the operation says by itself of pages and of repeated calls. */
function parametersOf(operation: Operation): readonly Parameter[] {
  const { parameters, pagination, idempotencyHeader } = operation;
  return [
    ...parameters,
    ...(pagination !== undefined && paginationOf(parameters) !== pagination ? pageParameters(pagination).filter(({ name }) => !parameters.some((own) => own.in === "query" && own.name === name)) : []),
    ...(idempotencyHeader !== undefined && idempotencyOf(parameters) !== idempotencyHeader ? [idempotencyParameter(idempotencyHeader)] : []),
  ];
}

function countShared(operation: Operation, setting: Setting): void {
  for (const parameter of parametersOf(operation)) setting.parameters.count(parameter, setting.keyOf(parameter), parameter.name);
  for (const response of operation.responses) setting.responses.count(response, responseKey(response, setting), phraseOf(response.status));
  for (const body of [operation.request, ...operation.responses]) {
    for (const example of body?.examples ?? []) {
      if (example !== null && typeof example === "object" && isLarge(example)) setting.examples.count(example, setting.keyOf(example), operation.name);
    }
  }
  for (const { headers } of operation.responses) for (const header of headers ?? []) setting.headers.count(header, setting.keyOf(header), header.name);
}

/** The sizes of examples that were looked at: many stand in several places. */
const sizes = new WeakMap<object, boolean>();

function isLarge(example: object): boolean {
  let large = sizes.get(example);
  if (large === undefined) {
    large = JSON.stringify(example).length > SMALL_EXAMPLE;
    sizes.set(example, large);
  }
  return large;
}

function responseKey(response: Response, { keyOf }: Setting): string {
  const { type, nullable, mediaTypes, doc, examples, headers, status, stream } = response;
  return JSON.stringify([type, nullable, mediaTypes, doc ?? phraseOf(status), stream, examples?.map(keyOf), headers?.map(keyOf)]);
}

function writeParameter(parameter: Parameter, setting: Setting): Draft {
  const { name, in: place, required, doc, deprecated, style, explode, extensions, ...schema } = parameter;
  const [own, inside] = split(extensions);
  return {
    name, in: place,
    ...(doc === undefined ? {} : { description: doc }),
    ...(required ? { required: true } : {}),
    ...(deprecated === true ? { deprecated: true } : {}),
    ...(style === undefined ? {} : { style }),
    ...(explode === undefined ? {} : { explode }),
    schema: placeSchema({ ...schema, ...(inside === undefined ? {} : { extensions: inside }) }, `the parameter ${name}`, setting),
    ...own,
  };
}

function writeHeader(header: Field, setting: Setting): Draft {
  const { name, required, doc, deprecated, extensions, ...schema } = header;
  const [own, inside] = split(extensions);
  return {
    ...(doc === undefined ? {} : { description: doc }),
    ...(required ? { required: true } : {}),
    ...(deprecated === true ? { deprecated: true } : {}),
    schema: placeSchema({ ...schema, ...(inside === undefined ? {} : { extensions: inside }) }, `the header ${name}`, setting),
    ...own,
  };
}

/** `x-…` stands beside the schema, the keywords of a schema in it. */
function split(extensions: Field["extensions"]): readonly [Draft, Draft | undefined] {
  const own: Draft = {};
  const inside: Draft = {};
  for (const key of Object.keys(extensions ?? {})) setOwn(key.startsWith("x-") ? own : inside, key, extensions![key]!);
  return [own, Object.keys(inside).length === 0 ? undefined : inside];
}

function writeResponse(response: Response, setting: Setting, owner: string): Draft {
  const headers: Draft = {};
  for (const header of response.headers ?? []) {
    const name = setting.headers.nameOf(header, setting.keyOf(header));
    setOwn(headers, header.name, name === undefined ? writeHeader(header, setting) : { $ref: `#/components/headers/${name}` });
  }
  return {
    description: response.doc ?? phraseOf(response.status),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...(response.mediaTypes.length > 0 || response.type !== undefined ? { content: writeContent(response, `the response ${response.status} of ${owner}`, setting) } : {}),
  };
}

function writeContent(body: Body, what: string, setting: Setting): Draft {
  const { type, nullable, examples } = body;
  if (body.stream === true) setting.losses.push({ what: `that ${what} is a stream` });
  const media: Draft = {};
  if (type !== undefined) media["schema"] = placeSchema({ type, ...(nullable === true ? { nullable } : {}) }, what, setting);
  const written = (examples ?? []).map((example): readonly [string | undefined, Json] => {
    const name = example !== null && typeof example === "object" && isLarge(example) ? setting.examples.nameOf(example, setting.keyOf(example)) : undefined;
    return [name, example];
  });
  const [only] = written;
  if (written.length === 1 && only !== undefined && only[0] === undefined) media["example"] = only[1];
  else if (written.length > 0) {
    media["examples"] = Object.fromEntries(written.map(([name, example], i): [string, Json] => [written.length === 1 ? "default" : `example${i + 1}`, name === undefined ? { value: example } : { $ref: `#/components/examples/${name}` }]));
  }
  const result: Draft = {};
  for (const mediaType of body.mediaTypes.length === 0 ? ["application/json"] : body.mediaTypes) setOwn(result, mediaType, media);
  return result;
}

/** Names of components have fewer characters than names elsewhere (3.1.1, 4.8.7). */
function componentNames(types: readonly TypeDescription[], losses: Loss[]): ReadonlyMap<string, string> {
  const result = new Map<string, string>();
  const taken = new Set(types.map(({ name }) => name));
  for (const { name } of types) {
    if (/^[A-Za-z0-9._-]+$/.test(name)) continue;
    result.set(name, unique(name.replace(/[^A-Za-z0-9._-]+/g, "_"), taken));
    losses.push({ what: `the name ${name}, of characters that a component's name cannot have` });
  }
  return result;
}

function tellInterface(one: Interface, document: ApiDocument, losses: Loss[]): void {
  if (one.name !== document.title) losses.push({ what: `the name of the interface ${one.name}` });
  if (one.doc !== undefined && one.doc !== document.doc) losses.push({ what: `the description of the interface ${one.name}` });
  if (one.deprecated === true) losses.push({ what: `that the interface ${one.name} is deprecated` });
}
