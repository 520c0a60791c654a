import type { Body, Interface, Operation, Response } from "../api.ts";
import type { Json } from "../reading.ts";
import type { Field, TypeExpression } from "../types.ts";
import { httpOption } from "./http.ts";
import { freeName, isIdentifier, pascalCase, snakeCase } from "./naming.ts";
import { HTTP, isRecord } from "./options.ts";
import type { Planner } from "./plan-file.ts";
import { planFields } from "./plan-types.ts";
import type { PlannedEnd, PlannedService } from "./plan.ts";
import { EMPTY } from "./well-known.ts";

/** Services for interfaces of whatever style; parameters and bodies that are no messages become messages. Channels are told as lost. */
export function planServices(interfaces: readonly Interface[], planner: Planner): PlannedService[] {
  const services: PlannedService[] = [];
  for (const one of interfaces) {
    const { lose } = planner;
    for (const channel of one.channels ?? []) lose(`the channel ${channel.name}`);
    if (one.style === "events") {
      for (const operation of one.operations) lose(`the operation ${operation.name} of ${one.name}`);
      continue;
    }
    const own = one.style === "grpc";
    const wanted = own && isIdentifier(one.name) ? one.name : pascalCase(one.name).replace(/(?:Service)?$/, "Service");
    const name = freeName(wanted, planner.taken, "");
    if (name !== one.name) lose(`the name ${one.name} of an interface (it is written as ${name})`);
    if (!own) lose(`that ${name} is ${one.style}`);
    if (one.security !== undefined) lose(`the security of ${name}`);
    const taken = new Set<string>();
    const methods = one.operations.map((operation) => planMethod(operation, name, own, planner, taken));
    services.push({ name, doc: planner.comment(one.doc, name), options: planner.options(one.extensions, one.deprecated, name), methods });
  }
  return services;
}

function planMethod(operation: Operation, service: string, own: boolean, planner: Planner, taken: Set<string>): PlannedService["methods"][number] {
  const { lose } = planner;
  const name = freeName(own && isIdentifier(operation.name) ? operation.name : pascalCase(operation.name), taken, "");
  const of = `${service}.${name}`;
  if (name !== operation.name) lose(`the name ${operation.name} of an operation (it is written as ${of})`);
  const unsaid = [
    operation.summary !== undefined && "that the first line of the comment is a summary", operation.root !== undefined && `that it is a ${operation.root}`, operation.action !== undefined && "the action", operation.channel !== undefined && "the channel",
    operation.security !== undefined && "the security", operation.tags !== undefined && "the tags", operation.idempotencyHeader !== undefined && "the header of idempotency", operation.pagination !== undefined && "the pages",
  ];
  for (const what of unsaid) if (what !== false) lose(`${what} of ${of}`);
  const { input, renamed } = planInput(operation, name, of, planner);
  const output = planOutput(operation, name, of, planner);
  const rest = operation.extensions?.http;
  let options = planner.options(operation.extensions, operation.deprecated, of, ["http"]);
  if (operation.method !== undefined && operation.path !== undefined && /^[A-Z]+$/.test(operation.method)) {
    const path = operation.path.replace(/\{([^{}=]+)\}/g, (whole, parameter: string) => (renamed.has(parameter) ? `{${renamed.get(parameter)!}}` : whole));
    if (path !== operation.path) lose(`the names of the parameters in the path of ${of}`);
    const body = renamed.get("\0body");
    const rule: Readonly<Record<string, Json>> = isRecord(rest) ? rest : !own && body !== undefined ? { body } : {};
    options = { ...options, [HTTP]: httpOption({ method: operation.method, path, rest: rule }) };
  } else if (operation.method !== undefined || operation.path !== undefined || rest !== undefined) lose(`the method and the path of ${of}`);
  const doc = [operation.summary, operation.doc].filter((part) => part !== undefined && part !== "").join("\n\n");
  return { name, doc: planner.comment(doc === "" ? undefined : doc, of), options, input, output };
}

/** `renamed`: the fields by the names of the parameters, and the field or `*` of the body under `\0body`. */
function planInput(operation: Operation, name: string, of: string, planner: Planner): { readonly input: PlannedEnd; readonly renamed: ReadonlyMap<string, string> } {
  const { request } = operation;
  const renamed = new Map<string, string>();
  const parameters: Field[] = [];
  for (const { in: place, style, explode, ...field } of operation.parameters) {
    if (place === "header" || place === "cookie") planner.lose(`the ${place} ${field.name} of ${of}`);
    else {
      if (style !== undefined || explode !== undefined) planner.lose(`the style of ${field.name} of ${of}`);
      parameters.push(field);
    }
  }
  if (request !== undefined) tellBody(request, "request", of, planner);
  const message = messageOf(request?.type, planner);
  if (parameters.length === 0 && message !== undefined) {
    renamed.set("\0body", "*");
    return { input: { message, stream: request?.stream === true }, renamed };
  }
  if (parameters.length === 0 && request?.type === undefined) return { input: { message: EMPTY, stream: request?.stream === true }, renamed };
  const fields: Field[] = [...parameters];
  if (request?.type !== undefined) {
    const body = parameters.some((field) => snakeCase(field.name) === "body") ? "payload" : "body";
    fields.push({ name: body, type: request.type, required: request.required === true, nullable: request.nullable });
    renamed.set("\0body", body);
  }
  const path = freeName(`${capitalised(name)}Request`, planner.taken, "");
  const planned = planFields(fields, path, planner);
  for (const [at, field] of parameters.entries()) renamed.set(field.name, planned[at]!.name);
  planner.lose(`where the parameters of ${of} stand (they are fields of ${path})`);
  planner.add({ sort: "message", path, options: {}, fields: planned, choices: new Map(), reserved: { numbers: [], names: [] } });
  return { input: { message: path, stream: request?.stream === true }, renamed };
}

function planOutput(operation: Operation, name: string, of: string, planner: Planner): PlannedEnd {
  const good = operation.responses.find(({ status }) => status === "ok") ?? operation.responses.find(({ status }) => status.startsWith("2")) ?? operation.responses.find(({ status }) => status === "default");
  for (const response of operation.responses) if (response !== good) planner.lose(`the response ${response.status} of ${of}`);
  if (good === undefined) return { message: EMPTY, stream: false };
  if (good.status !== "ok") planner.lose(`the status ${good.status} of ${of}`);
  for (const header of good.headers ?? []) planner.lose(`the header ${header.name} of the response of ${of}`);
  tellBody(good, "response", of, planner);
  const stream = good.stream === true;
  if (good.type === undefined) return { message: EMPTY, stream };
  const message = messageOf(good.type, planner);
  if (message !== undefined) return { message, stream };
  const path = freeName(`${capitalised(name)}Response`, planner.taken, "");
  const field: Field = { name: planner.settle(good.type).type.is === "list" ? "items" : "value", type: good.type, required: true, nullable: good.nullable };
  planner.lose(`that the response of ${of} is no record (it is the field ${field.name} of ${path})`);
  planner.add({ sort: "message", path, options: {}, fields: planFields([field], path, planner), choices: new Map(), reserved: { numbers: [], names: [] } });
  return { message: path, stream };
}

/** The message that a type is already: one of this file, or of another. */
function messageOf(type: TypeExpression | undefined, planner: Planner): string | undefined {
  if (type === undefined) return undefined;
  const settled = planner.settle(type).type;
  if (settled.is !== "named") return undefined;
  const sort = planner.sortOf(settled.name);
  if (sort === undefined && !settled.name.includes(".")) planner.lose(`what ${settled.name} is`);
  return sort === "enum" ? undefined : settled.name;
}

function tellBody(body: Body | Response, what: string, of: string, planner: Planner): void {
  if (body.mediaTypes.length > 0) planner.lose(`the media types of the ${what} of ${of} (${body.mediaTypes.join(", ")})`);
  if (body.doc !== undefined) planner.lose(`the description of the ${what} of ${of}`);
  if (body.examples !== undefined) planner.lose(`the examples of the ${what} of ${of}`);
  if (body.required !== undefined && what === "request") planner.lose(`whether the request of ${of} must be there`);
  if (body.nullable && messageOf(body.type, planner) !== undefined) planner.lose(`that the ${what} of ${of} may be null`);
}

/** Messages begin with a capital, however a method is called. */
function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
