import type { Body, Operation, Parameter, Response, SecurityNeed } from "../api.ts";
import type { Json } from "../reading.ts";
import type { Field } from "../types.ts";
import { unique } from "../json-schema/names.ts";
import type { Member, Node } from "../tree/node.ts";
import { booleanOf, itemsOf, jsonOf, memberOf, membersOf, setOwn, textOf, valueOf } from "../tree/node.ts";
import { readRequest, readResponse } from "./bodies.ts";
import { idempotencyOf, idempotencyParameter, isMade, madeOperationName, operationPart, paginationOf } from "./conventions.ts";
import { pageParameters } from "../pages.ts";
import { readField, readParameter } from "./parameters.ts";
import { readNeeds } from "./security.ts";
import type { Source } from "./source.ts";
import { resolve } from "./source.ts";

const METHODS = new Set(["get", "put", "post", "delete", "options", "head", "patch", "trace"]);

/** What holds for all operations of a document. */
export interface Defaults {
  readonly consumes: readonly string[];
  readonly produces: readonly string[];
  readonly schemes: ReadonlySet<string>;
}

/** The operations of `paths`, in the order of the text. */
export function readOperations(source: Source, paths: Node | undefined, defaults: Defaults): readonly Operation[] {
  const places: { readonly path: string; readonly item: Node; readonly member: Member }[] = [];
  for (const { key: path, value, from, to } of membersOf(paths)) {
    if (path.startsWith("x-")) continue;
    const item = resolve(source, value)?.node;
    if (item === undefined) continue;
    if (!path.startsWith("/")) source.problems.push({ code: "format/meaning", severity: "error", message: `The path ${path.slice(0, 80)} does not begin with a slash.`, from, to });
    for (const member of membersOf(item)) {
      if (METHODS.has(member.key)) places.push({ path, item, member });
      else if (member.key !== "parameters" && member.key !== "$ref") source.losses.push({ what: `${member.key} of the path ${path}`, at: { from: member.from, to: member.to } });
    }
  }
  // Names that are given stand before those that are made.
  const taken = new Set<string>();
  const given = places.map(({ member }) => {
    const id = memberOf(member.value, "operationId");
    const name = textOf(id?.value);
    if (name === undefined || name === "") return undefined;
    if (taken.has(name)) source.problems.push({ code: "format/duplicate", severity: "error", message: `The operationId ${name.slice(0, 80)} is given to two operations.`, hint: "Give each operation one of its own.", from: id!.value.from, to: id!.value.to });
    return unique(name, taken);
  });
  return places.map(({ path, item, member }, i) => readOperation(source, path, item, member, given[i] ?? unique(madeOperationName(member.key, path), taken), defaults));
}

function readOperation(source: Source, path: string, item: Node, { key, value: node, from, to }: Member, name: string, defaults: Defaults): Operation {
  const method = key.toUpperCase();
  const found: (readonly [Node, Parameter | undefined, string | undefined])[] = [];
  for (const list of [valueOf(item, "parameters"), valueOf(node, "parameters")]) {
    for (const reference of itemsOf(list)) {
      const target = source.version === "2" ? resolve(source, reference)?.node : undefined;
      const place = textOf(valueOf(target, "in"));
      if (target !== undefined && (place === "body" || place === "formData")) found.push([target, undefined, place]);
      else found.push([reference, readParameter(source, reference, name), undefined]);
    }
  }
  const parameters = new Map<string, Parameter>();
  const inBody: (readonly [Node, string])[] = [];
  for (const [reference, parameter, place] of found) {
    if (place !== undefined) inBody.push([reference, place]);
    else if (parameter !== undefined) parameters.set(`${parameter.in} ${parameter.name}`, parameter);
  }
  tellPath(source, path, parameters, { from, to });
  const operation: { -readonly [Key in keyof Operation]?: Operation[Key] } = {};
  const extensions: Record<string, Json> = {};
  let responses: readonly Response[] = [];
  let security: readonly SecurityNeed[] | undefined;
  const produces = texts(valueOf(node, "produces")) ?? defaults.produces;
  for (const member of membersOf(node)) {
    const { value } = member;
    switch (member.key) {
      case "summary": operation.summary = textOf(value) ?? ""; break;
      case "description":
        if (textOf(value) !== undefined && textOf(value) !== "") operation.doc = textOf(value)!;
        break;
      case "tags": operation.tags = texts(value) ?? []; break;
      case "deprecated":
        if (booleanOf(value) === true) operation.deprecated = true;
        break;
      case "requestBody": {
        const request = readRequest(source, value, name);
        if (request !== undefined) operation.request = request;
        break;
      }
      case "responses": {
        const all = membersOf(value).filter((one) => !one.key.startsWith("x-"));
        const single = all.filter((one) => one.key.startsWith("2")).length === 1;
        responses = all.map((one) => readResponse(source, one, name, produces, single && one.key.startsWith("2"))).filter((one) => one !== undefined);
        break;
      }
      case "security": security = readNeeds(value, defaults.schemes, source.problems); break;
      case "externalDocs": case "servers": setOwn(extensions, member.key, jsonOf(value)); break;
      case "operationId": case "parameters": case "consumes": case "produces": break;
      default:
        if (member.key.startsWith("x-")) setOwn(extensions, member.key, jsonOf(value));
        else source.losses.push({ what: `${member.key} of ${method} ${path}`, at: { from: member.from, to: member.to } });
    }
  }
  if (operation.summary === "") delete operation.summary;
  if (inBody.length > 0) operation.request = swaggerRequest(source, inBody, name, texts(valueOf(node, "consumes")) ?? defaults.consumes);
  let kept = [...parameters.values()];
  const idempotencyHeader = idempotencyOf(kept);
  const pagination = paginationOf(kept);
  // What was written for these two alone is not read as parameters.
  if (idempotencyHeader !== undefined) kept = kept.filter((parameter) => !isMade(parameter, idempotencyParameter(parameter.name)));
  if (pagination !== undefined) {
    const made = pageParameters(pagination);
    const twins = kept.filter((parameter) => made.some((one) => isMade(parameter, one)));
    const rest = kept.filter((parameter) => !twins.includes(parameter));
    // They are written again where the rest does not say by itself that there are pages; one of its own stands for the one that is made.
    const again = made.every((one) => twins.some(({ name }) => name === one.name) || rest.some(({ in: place, name }) => place === "query" && name === one.name));
    if (again && paginationOf(rest) !== pagination) kept = rest;
  }
  return {
    name, method, path, ...operation, parameters: kept, responses,
    ...(security === undefined ? {} : { security }),
    ...(idempotencyHeader === undefined ? {} : { idempotencyHeader }),
    ...(pagination === undefined ? {} : { pagination }),
    ...(Object.keys(extensions).length === 0 ? {} : { extensions }),
    at: { from, to },
  };
}

/** The body and the form fields of Swagger 2. */
function swaggerRequest(source: Source, parts: readonly (readonly [Node, string])[], name: string, consumes: readonly string[]): Body {
  const body = parts.find(([, place]) => place === "body")?.[0];
  if (body !== undefined) {
    const schema = valueOf(body, "schema");
    const value = schema === undefined ? {} : source.schemas.value(schema, operationPart(name, "request"));
    const doc = textOf(valueOf(body, "description"));
    return { ...value, mediaTypes: consumes.length === 0 ? ["application/json"] : consumes, ...(booleanOf(valueOf(body, "required")) === true ? { required: true } : {}), ...(doc === undefined ? {} : { doc }) };
  }
  const fields: Field[] = parts.map(([node]) => readField(source, node, textOf(valueOf(node, "name")) ?? "", operationPart(name, textOf(valueOf(node, "name")) ?? "field")));
  const files = parts.some(([node]) => textOf(valueOf(node, "type")) === "file");
  const type = source.schemas.add((given) => ({ kind: "record", name: given, fields }), operationPart(name, "request"));
  const forms = consumes.filter((media) => media === "multipart/form-data" || media === "application/x-www-form-urlencoded");
  return { type, mediaTypes: forms.length > 0 ? forms : [files ? "multipart/form-data" : "application/x-www-form-urlencoded"], ...(fields.some(({ required }) => required) ? { required: true } : {}) };
}

/** The parameters of the path's template have to be described, and the other way round. */
function tellPath(source: Source, path: string, parameters: ReadonlyMap<string, Parameter>, at: { readonly from: number; readonly to: number }): void {
  for (const [, name] of path.matchAll(/\{([^{}]*)\}/g)) {
    if (!parameters.has(`path ${name}`)) source.problems.push({ code: "format/meaning", severity: "warning", message: `The path names the parameter ${name!.slice(0, 80)}, which is not described.`, ...at });
  }
  for (const { in: place, name } of parameters.values()) {
    if (place === "path" && !path.includes(`{${name}}`)) source.problems.push({ code: "format/meaning", severity: "warning", message: `The parameter ${name.slice(0, 80)} does not stand in the path ${path.slice(0, 120)}.`, ...at });
  }
}

function texts(node: Node | undefined): readonly string[] | undefined {
  return node === undefined ? undefined : itemsOf(node).map(textOf).filter((text) => text !== undefined);
}
