import type { ApiDocument, Channel, Message, Operation } from "../api.ts";
import type { Json, Loss, Writing } from "../reading.ts";
import { unique } from "../json-schema/names.ts";
import { describedSchema, placeSchema, typeSchema, type Draft, type SchemaSetting } from "../json-schema/write-type.ts";
import { setOwn } from "../tree/node.ts";
import { writeYaml } from "../tree/write-yaml.ts";
import type { Field } from "../types.ts";
import { writeNeeds, writeScheme } from "./security.ts";

/**
 * Writes the event interfaces of a document as AsyncAPI 3.1.0: channels with their addresses, operations that refer to them,
 * and messages, schemas and security schemes in the components. What other styles of interface say is a loss.
 */
export function writeAsyncApi(document: ApiDocument, options: { readonly format: "yaml" | "json" } = { format: "yaml" }): Writing {
  const losses: Loss[] = [];
  const lose = (what: string) => void losses.push({ what });
  const events = document.interfaces.filter(({ style }) => style === "events");
  for (const other of document.interfaces) if (other.style !== "events") lose(`the interface ${other.name}, which is ${other.style}`);
  for (const each of events) {
    if (each.name !== document.title) lose(`the interface name ${each.name}`);
    if (each.doc !== undefined) lose(`the description of ${each.name}`);
    if (each.deprecated === true) lose(`that ${each.name} is deprecated`);
    if (each.extensions !== undefined) lose(`${Object.keys(each.extensions).join(", ")} of ${each.name}`);
    if (each.security !== undefined && document.servers.length === 0) lose(`what ${each.name} needs for security, since it has no server`);
  }
  if (document.package !== undefined) lose(`the package ${document.package}`);
  for (const key of Object.keys(document.extensions ?? {})) if (key !== "servers") lose(`${key} of the document`);

  const takenTypes = new Set<string>();
  const names = new Map(document.types.map(({ name }) => {
    const clear = unique(name.replace(/[^\w.-]+/g, "_"), takenTypes);
    if (clear !== name) lose(`the name ${name} (written as ${clear})`);
    return [name, clear];
  }));
  const setting: SchemaSetting = { prefix: "#/components/schemas/", openapi: true, losses, types: new Map(document.types.map((type) => [type.name, type])), nameOf: (name) => names.get(name) ?? name };

  const messages: Draft = {};
  const takenMessages = new Map<string, string>();
  function component(message: Message, channel: string): string {
    const draft = messageDraft(message, setting);
    const key = JSON.stringify(draft);
    const wanted = message.name.replace(/[^\w.-]+/g, "_");
    for (const name of [wanted, `${channel.replace(/[^\w.-]+/g, "_")}.${wanted}`]) {
      const known = takenMessages.get(name);
      if (known === undefined) setOwn(messages, name, draft);
      if (known === undefined) takenMessages.set(name, key);
      if (known === undefined || known === key) return name;
    }
    const name = unique(wanted, new Set(takenMessages.keys()));
    takenMessages.set(name, key);
    setOwn(messages, name, draft);
    return name;
  }

  const channels: Draft = {};
  const byName = new Map<string, Channel>();
  for (const channel of events.flatMap((each) => each.channels ?? [])) {
    if (byName.has(channel.name)) {
      lose(`one of the two channels ${channel.name}`);
      continue;
    }
    byName.set(channel.name, channel);
    // No address means the same as null: it is known only when the application runs.
    const draft: Draft = channel.address === "" ? {} : { address: channel.address };
    if (channel.doc !== undefined) draft["description"] = channel.doc;
    if (channel.messages.length > 0) draft["messages"] = mapped(channel.messages, (message) => [message.name, { $ref: `#/components/messages/${component(message, channel.name)}` }]);
    if (channel.parameters !== undefined && channel.parameters.length > 0) draft["parameters"] = mapped(channel.parameters, (each) => [each.name, parameterDraft(each, channel.name, losses)]);
    if (channel.bindings !== undefined) draft["bindings"] = channel.bindings;
    setOwn(channels, channel.name, draft);
  }

  const operations: Draft = {};
  for (const operation of events.flatMap((each) => each.operations)) {
    const channel = byName.get(operation.channel ?? "");
    if (channel === undefined || operation.action === undefined) lose(`the operation ${operation.name}, which has no channel`);
    else if (Object.hasOwn(operations, operation.name)) lose(`one of the two operations ${operation.name}`);
    else setOwn(operations, operation.name, operationDraft(operation, channel, byName, losses));
  }

  if (document.version === undefined) lose("that the interface has no version (written as 1.0.0)");
  const root: Draft = { asyncapi: "3.1.0" };
  root["info"] = {
    title: document.title, version: document.version ?? "1.0.0",
    ...(document.doc === undefined ? {} : { description: document.doc }),
    ...(document.licence === undefined ? {} : { license: { name: document.licence } }),
    ...(document.tags === undefined ? {} : { tags: document.tags.map(({ name, doc }) => ({ name, ...(doc === undefined ? {} : { description: doc }) })) }),
  };
  if (document.servers.length > 0) root["servers"] = serversDraft(document, losses);
  if (Object.keys(channels).length > 0) root["channels"] = channels;
  if (Object.keys(operations).length > 0) root["operations"] = operations;
  const components: Draft = {};
  if (Object.keys(messages).length > 0) components["messages"] = messages;
  if (document.types.length > 0) components["schemas"] = mapped(document.types, (type) => [setting.nameOf(type.name), describedSchema(type, setting)]);
  if (document.security.length > 0) components["securitySchemes"] = mapped(document.security, (scheme) => [scheme.name, writeScheme(scheme)]);
  if (Object.keys(components).length > 0) root["components"] = components;
  return { text: options.format === "json" ? `${JSON.stringify(root, null, 2)}\n` : writeYaml(root), losses };
}

function messageDraft(message: Message, setting: SchemaSetting): Draft {
  const { headers } = message;
  const required = (headers ?? []).filter((field) => field.required).map(({ name }) => name);
  return {
    name: message.name,
    ...(message.title === undefined ? {} : { title: message.title }),
    ...(message.doc === undefined ? {} : { description: message.doc }),
    ...(message.mediaType === undefined ? {} : { contentType: message.mediaType }),
    ...(message.correlation === undefined ? {} : { correlationId: { location: message.correlation } }),
    ...(headers === undefined || headers.length === 0 ? {} : { headers: { type: "object", ...(required.length === 0 ? {} : { required }), properties: mapped(headers, (field) => [field.name, placeSchema(field, `${message.name}.${field.name}`, setting)]) } }),
    ...(message.type === undefined ? {} : { payload: typeSchema(message.type, message.name, setting) }),
    ...(message.bindings === undefined ? {} : { bindings: message.bindings }),
    ...(message.examples === undefined ? {} : { examples: message.examples.map((payload) => ({ payload })) }),
  };
}

/** Parameters of AsyncAPI 3 are texts, and say no more than this (3.1.0, "Parameter Object"). */
function parameterDraft(field: Field, channel: string, losses: Loss[]): Draft {
  const { values, ...rest } = field.constraints ?? {};
  if (field.type.is !== "scalar" || field.type.scalar !== "string") losses.push({ what: `the type of the parameter ${field.name} of ${channel}` });
  if (Object.keys(rest).length > 0) losses.push({ what: `constraints of the parameter ${field.name} of ${channel}` });
  const texts = <Value>(all: readonly Value[] | undefined) => all?.map((each) => (typeof each === "string" ? each : JSON.stringify(each)));
  return {
    ...(field.doc === undefined ? {} : { description: field.doc }),
    ...(values === undefined ? {} : { enum: texts(values)! }),
    ...(field.default === undefined ? {} : { default: texts([field.default])![0]! }),
    ...(field.examples === undefined ? {} : { examples: texts(field.examples)! }),
  };
}

function operationDraft(operation: Operation, channel: Channel, byName: ReadonlyMap<string, Channel>, losses: Loss[]): Draft {
  const of = operation.name;
  const { messages, bindings, reply, title, ...rest } = operation.extensions ?? {};
  const chosen = Array.isArray(messages) ? (messages as readonly Json[]).filter((name): name is string => typeof name === "string") : channel.messages.map(({ name }) => name);
  if (operation.request !== undefined) losses.push({ what: `the request of ${of} (the messages of its channel say it)` });
  if (operation.parameters.length > 0) losses.push({ what: `parameters of ${of}` });
  for (const response of operation.responses) losses.push({ what: `the response ${response.status} of ${of}` });
  if (operation.deprecated === true) losses.push({ what: `that ${of} is deprecated` });
  if (operation.pagination !== undefined) losses.push({ what: `the pagination of ${of}` });
  if (operation.idempotencyHeader !== undefined) losses.push({ what: `the header ${operation.idempotencyHeader} of ${of}` });
  const draft: Draft = { action: operation.action!, channel: { $ref: `#/channels/${escaped(channel.name)}` } };
  if (typeof title === "string") draft["title"] = title;
  if (operation.summary !== undefined) draft["summary"] = operation.summary;
  if (operation.doc !== undefined) draft["description"] = operation.doc;
  if (operation.security !== undefined) draft["security"] = writeNeeds(operation.security, of, losses);
  if (operation.tags !== undefined) draft["tags"] = operation.tags.map((name) => ({ name }));
  if (bindings !== undefined) draft["bindings"] = bindings;
  if (chosen.length > 0) draft["messages"] = referring(chosen, channel);
  if (reply !== undefined && reply !== null && typeof reply === "object") {
    const { address, channel: name, messages: answers } = reply as { address?: Json; channel?: Json; messages?: Json };
    const back = typeof name === "string" ? byName.get(name) : undefined;
    draft["reply"] = {
      ...(address === undefined ? {} : { address: { location: address } }),
      ...(back === undefined ? {} : { channel: { $ref: `#/channels/${escaped(back.name)}` } }),
      ...(back === undefined || !Array.isArray(answers) ? {} : { messages: referring(answers as string[], back) }),
    };
  }
  for (const [key, value] of Object.entries(rest)) {
    if (key.startsWith("x-")) setOwn(draft, key, value);
    else losses.push({ what: `${key} of ${of}` });
  }
  return draft;
}

function referring(names: readonly string[], channel: Channel): Json {
  return names.filter((name) => channel.messages.some((message) => message.name === name)).map((name) => ({ $ref: `#/channels/${escaped(channel.name)}/messages/${escaped(name)}` }));
}

function serversDraft(document: ApiDocument, losses: Loss[]): Draft {
  const known = document.extensions?.["servers"];
  const taken = new Set<string>();
  const needs = document.interfaces.find(({ style }) => style === "events")?.security;
  return mapped(document.servers, (server, index) => {
    const match = /^([a-z][a-z0-9+.-]*):\/\/([^/]*)(\/.*)?$/i.exec(server.url);
    const protocol = server.protocol ?? match?.[1] ?? "kafka";
    if (match !== null && match[1] !== protocol) losses.push({ what: `the scheme of ${server.url}` });
    if (server.protocol === undefined && match === null) losses.push({ what: `that the server ${server.url} has no protocol (written as ${protocol})` });
    const name = Array.isArray(known) && typeof known[index] === "string" ? (known[index] as string) : index === 0 ? "main" : `server${index + 1}`;
    return [unique(name, taken), {
      host: match === null ? server.url : match[2]!,
      ...(match?.[3] === undefined ? {} : { pathname: match[3] }),
      protocol,
      ...(server.doc === undefined ? {} : { description: server.doc }),
      ...(needs === undefined ? {} : { security: writeNeeds(needs, "the interface", losses) }),
    }];
  });
}

function mapped<Part>(parts: readonly Part[], entry: (part: Part, index: number) => readonly [string, Json]): Draft {
  const result: Draft = {};
  for (const [index, part] of parts.entries()) setOwn(result, ...entry(part, index));
  return result;
}

function escaped(token: string): string {
  return token.replaceAll("~", "~0").replaceAll("/", "~1");
}
