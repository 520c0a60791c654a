import type { ApiDocument, Channel, Interface, Message, Operation, SecurityNeed, SecurityScheme } from "../api.ts";
import type { FormatProblem, Json, Loss, Reading, Span } from "../reading.ts";
import { unique } from "../json-schema/names.ts";
import { schemaReader } from "../json-schema/schemas.ts";
import { itemsOf, jsonOf, memberOf, membersOf, setOwn, textOf, valueOf, type Member, type Node } from "../tree/node.ts";
import { readTree } from "../tree/read.ts";
import { follow, referenceOf } from "../tree/reference.ts";
import type { Field, TypeExpression } from "../types.ts";
import { readNeeds, readScheme } from "./security.ts";

/** How deep traits are merged: `headers`, `properties`, a property. */
const MERGED = 3;

/**
 * Reads AsyncAPI 3 and 2, in YAML or JSON. The channels and operations are one interface, called by the title.
 *
 * - In version 2 `publish` says what others may do, so that the application described receives there; `subscribe` is
 *   what it sends (migration guide from 2 to 3). A channel of version 2 is called by its address.
 * - Traits are merged: in version 3 what stands in the object itself wins, in version 2 the trait does.
 * - Of an operation, `messages` (where not all of its channel), `bindings`, `reply` and `x-…` stand in its extensions; so
 *   do the names of the servers in those of the document.
 * - References to other documents are told and not followed; payloads in other languages than JSON Schema are losses.
 */
export function readAsyncApi(text: string): Reading<ApiDocument> {
  const tree = readTree(text);
  const { root } = tree;
  const problems: FormatProblem[] = [...tree.problems];
  const losses: Loss[] = [];
  const tell = (code: FormatProblem["code"], { from, to }: Span, message: string, hint?: string) => void problems.push({ code, severity: "error", from, to, message, ...(hint === undefined ? {} : { hint }) });
  const spanOf = ({ from, to }: Span): Span => ({ from, to });
  const version = textOf(valueOf(root, "asyncapi"));
  if (root.kind !== "object") {
    if (problems.length === 0) tell("format/syntax", root, "An AsyncAPI document is an object.");
  } else if (version === undefined || !/^[23]\./.test(version)) tell("format/version", valueOf(root, "asyncapi") ?? { from: root.from, to: Math.min(root.from + 1, text.length) }, version === undefined ? "The document does not say which version of AsyncAPI it is of." : `AsyncAPI ${version.slice(0, 20)} is not read.`, "Versions 3 and 2 are: `asyncapi: 3.1.0`.");
  const isOld = version?.startsWith("2.") === true;
  const schemas = schemaReader(root, problems, losses);
  const components = valueOf(root, "components");
  for (const member of membersOf(valueOf(components, "schemas"))) {
    const format = textOf(valueOf(member.value, "schemaFormat"));
    if (format === undefined) schemas.declare(member.key, member.value, spanOf(member), `#/components/schemas/${escaped(member.key)}`);
    else losses.push({ what: `the schema ${member.key}, which is of ${format}`, at: spanOf(member) });
  }

  const lose = (node: Node | undefined, known: readonly string[], of: string) => {
    for (const member of membersOf(node)) if (!known.includes(member.key)) losses.push({ what: `${member.key} of ${of}`, at: spanOf(member) });
  };
  /** What a node leads to, and the last token of the way there. */
  function target(node: Node): { node: Node; key?: string; tokens: readonly string[] } | undefined {
    const found = follow(root, node);
    if ("problem" in found) {
      problems.push(found.problem);
      return undefined;
    }
    return { node: found.node, tokens: found.tokens, ...(found.tokens.length === 0 ? {} : { key: found.tokens.at(-1)! }) };
  }
  function withTraits(node: Node): Node {
    let merged = node;
    for (const trait of itemsOf(valueOf(node, "traits"))) {
      const found = target(trait);
      if (found !== undefined) merged = isOld ? merge(found.node, merged, MERGED) : merge(merged, found.node, MERGED);
    }
    return merged;
  }
  const documented = (node: Node): { doc?: string } => {
    const parts = [textOf(valueOf(node, "summary")), textOf(valueOf(node, "description"))].filter((part) => part !== undefined && part !== "");
    return parts.length === 0 ? {} : { doc: parts.join("\n\n") };
  };

  const preset = textOf(valueOf(root, "defaultContentType"));
  const messages = new Map<Node, Message>();
  function message(node: Node, name: string, at: Span): Message | undefined {
    const found = target(node);
    if (found === undefined) return undefined;
    const known = messages.get(found.node);
    if (known !== undefined) return { ...known, name, at };
    const merged = withTraits(found.node);
    lose(merged, ["name", "messageId", "title", "summary", "description", "contentType", "schemaFormat", "payload", "headers", "correlationId", "bindings", "examples", "traits"], `the message ${name}`);
    const read: Message = { name, ...titleOf(merged), ...documented(merged), ...payload(merged, name), ...mediaType(merged), ...headers(merged, name), ...correlation(merged), ...bindings(merged), ...examples(merged, name), at };
    messages.set(found.node, read);
    return read;
  }
  function titleOf(node: Node): { title?: string } {
    const title = textOf(valueOf(node, "title"));
    return title === undefined ? {} : { title };
  }
  function mediaType(node: Node): { mediaType?: string } {
    const type = textOf(valueOf(node, "contentType")) ?? preset;
    return type === undefined ? {} : { mediaType: type };
  }
  function payload(node: Node, name: string): { type?: TypeExpression } {
    const inner = valueOf(node, "payload");
    if (inner === undefined) return {};
    const format = textOf(valueOf(inner, "schemaFormat")) ?? textOf(valueOf(node, "schemaFormat"));
    if (format !== undefined && !/aai\.asyncapi|schema\+(?:json|yaml)/.test(format)) {
      losses.push({ what: `the payload of ${name}, which is of ${format}`, at: spanOf(inner) });
      return {};
    }
    const { type, nullable } = schemas.value(valueOf(inner, "schemaFormat") === undefined ? inner : (valueOf(inner, "schema") ?? inner), name);
    if (nullable === true) losses.push({ what: `that the payload of ${name} may be null`, at: spanOf(inner) });
    return { type };
  }
  function headers(node: Node, name: string): { headers?: Field[] } {
    const inner = valueOf(node, "headers");
    const found = inner === undefined ? undefined : target(inner);
    if (found === undefined) return {};
    lose(found.node, ["type", "properties", "required"], `the headers of ${name}`);
    const required = new Set(itemsOf(valueOf(found.node, "required")).map(textOf));
    const fields = membersOf(valueOf(found.node, "properties")).map((member): Field => ({ name: member.key, ...schemas.shape(member.value, `${name}${member.key}`), required: required.has(member.key), at: spanOf(member) }));
    return fields.length === 0 ? {} : { headers: fields };
  }
  function correlation(node: Node): { correlation?: string } {
    const inner = valueOf(node, "correlationId");
    const found = inner === undefined ? undefined : target(inner);
    lose(found?.node, ["location"], "a correlation ID");
    const location = textOf(valueOf(found?.node, "location"));
    return location === undefined ? {} : { correlation: location };
  }
  function bindings(node: Node): { bindings?: Record<string, Json> } {
    const inner = valueOf(node, "bindings");
    const found = inner === undefined ? undefined : target(inner);
    if (found === undefined) return {};
    const all: Record<string, Json> = {};
    for (const { key, value } of membersOf(found.node)) setOwn(all, key, jsonOf(value));
    return { bindings: all };
  }
  function examples(node: Node, name: string): { examples?: Json[] } {
    const all: Json[] = [];
    for (const item of itemsOf(valueOf(node, "examples"))) {
      lose(item, ["payload"], `an example of ${name}`);
      const value = valueOf(item, "payload");
      if (value !== undefined) all.push(jsonOf(value));
    }
    return all.length === 0 ? {} : { examples: all };
  }

  function parameters(node: Node): { parameters?: Field[] } {
    const all = membersOf(valueOf(node, "parameters")).flatMap((member): Field[] => {
      const found = target(member.value);
      if (found === undefined) return [];
      const schema = valueOf(found.node, "schema");
      const { doc } = documented(found.node);
      const base = { name: member.key, required: true, ...(doc === undefined ? {} : { doc }), at: spanOf(member) };
      lose(found.node, ["schema", "description", "enum", "default", "examples"], `the parameter ${member.key}`);
      if (schema !== undefined) return [{ ...schemas.shape(schema, member.key), ...base }];
      const values = valueOf(found.node, "enum");
      const usual = valueOf(found.node, "default");
      const shown = valueOf(found.node, "examples");
      return [{ ...base, type: { is: "scalar", scalar: "string" }, ...(usual === undefined ? {} : { default: jsonOf(usual) }), ...(shown === undefined ? {} : { examples: itemsOf(shown).map(jsonOf) }), ...(values === undefined ? {} : { constraints: { values: itemsOf(values).map(jsonOf) } }) }];
    });
    return all.length === 0 ? {} : { parameters: all };
  }

  const schemes = membersOf(valueOf(components, "securitySchemes")).flatMap((member): SecurityScheme[] => {
    const found = target(member.value);
    return found === undefined ? [] : [readScheme(member, found.node)];
  });
  const needs = (node: Node | undefined): readonly SecurityNeed[] | undefined => readNeeds(node, (item) => {
    if (referenceOf(item) === undefined) return undefined;
    const found = target(item);
    return found?.key;
  });

  const channels: Channel[] = [];
  const operations: Operation[] = [];
  const taken = new Set<string>();
  const byNode = new Map<Node, Channel>();
  function operationParts(node: Node): Pick<Operation, "summary" | "doc" | "security" | "tags" | "extensions"> {
    const summary = textOf(valueOf(node, "summary"));
    const doc = textOf(valueOf(node, "description"));
    const tags = itemsOf(valueOf(node, "tags")).flatMap((tag) => textOf(valueOf(target(tag)?.node, "name")) ?? []);
    const security = needs(valueOf(node, "security"));
    const kept: Record<string, Json> = {};
    for (const { key, value } of membersOf(node)) if (key.startsWith("x-") || key === "title") setOwn(kept, key, jsonOf(value));
    const { bindings: bound } = bindings(node);
    if (bound !== undefined) kept.bindings = bound;
    return { ...(summary === undefined ? {} : { summary }), ...(doc === undefined ? {} : { doc }), ...(tags.length === 0 ? {} : { tags }), ...(security === undefined ? {} : { security }), ...(Object.keys(kept).length === 0 ? {} : { extensions: kept }) };
  }
  function channel(member: Member, name: string, address: string, items: readonly { name: string; node: Node; at: Span }[]): Channel {
    const found = target(member.value)?.node ?? member.value;
    lose(found, ["address", "title", "summary", "description", "messages", "parameters", "bindings", "publish", "subscribe", "$ref"], `the channel ${name}`);
    if (valueOf(found, "title") !== undefined) losses.push({ what: `title of the channel ${name}`, at: spanOf(valueOf(found, "title")!) });
    const own = new Set<string>();
    const read: Channel = { name, address, ...documented(found), ...parameters(found), messages: items.flatMap((item) => message(item.node, unique(item.name, own), item.at) ?? []), ...bindings(found), at: spanOf(member) };
    channels.push(read);
    byNode.set(found, read);
    return read;
  }

  for (const member of membersOf(valueOf(root, "channels"))) {
    const found = target(member.value);
    if (found === undefined) continue;
    if (!isOld) {
      const items = membersOf(valueOf(found.node, "messages")).map((each) => ({ name: each.key, node: each.value, at: spanOf(each) }));
      channel(member, member.key, textOf(valueOf(found.node, "address")) ?? "", items);
      continue;
    }
    const name = unique(member.key.replace(/[^\w-]+/g, ".").replace(/^\.+|\.+$/g, "") || "channel", taken);
    const items: { name: string; node: Node; at: Span }[] = [];
    const started: { action: "send" | "receive"; node: Node; at: Span; names: string[] }[] = [];
    for (const [word, action] of [["publish", "receive"], ["subscribe", "send"]] as const) {
      const entry = memberOf(found.node, word);
      if (entry === undefined) continue;
      const node = withTraits(entry.value);
      lose(node, ["operationId", "summary", "description", "tags", "security", "bindings", "message", "traits", "title", ...membersOf(node).map(({ key }) => key).filter((key) => key.startsWith("x-"))], `${word} of ${member.key}`);
      const inner = valueOf(node, "message");
      const all = inner === undefined ? [] : valueOf(inner, "oneOf") === undefined ? [inner] : itemsOf(valueOf(inner, "oneOf"));
      const names = all.map((each, index) => {
        const led = target(each);
        const called = textOf(valueOf(led?.node, "messageId")) ?? (referenceOf(each) === undefined ? undefined : led?.key) ?? textOf(valueOf(led?.node, "name")) ?? `${textOf(valueOf(node, "operationId")) ?? name}Message${index === 0 ? "" : index + 1}`;
        const same = items.find((item) => target(item.node)?.node === led?.node);
        if (same !== undefined) return same.name;
        const free = unique(called.replace(/[^\w.-]+/g, "."), new Set(items.map((item) => item.name)));
        items.push({ name: free, node: each, at: spanOf(each) });
        return free;
      });
      started.push({ action, node, at: spanOf(entry), names });
    }
    const read = channel(member, name, member.key, items);
    for (const { action, node, at, names } of started) {
      const parts = operationParts(node);
      const own = textOf(valueOf(node, "operationId")) ?? `${action}.${name}`;
      const extensions = { ...parts.extensions, ...(names.length === read.messages.length ? {} : { messages: names }) };
      operations.push({ name: own, ...parts, action, channel: name, parameters: [], responses: [], ...(Object.keys(extensions).length === 0 ? {} : { extensions }), at });
    }
  }
  const channelOf = (node: Node | undefined): Channel | undefined => {
    const found = node === undefined ? undefined : target(node);
    const known = found === undefined ? undefined : byNode.get(found.node);
    if (found !== undefined && known === undefined) tell("format/unknown-name", node!, "This is no channel of the document.", "Refer to one: `$ref: '#/channels/orders'`.");
    return known;
  };
  const namesOf = (node: Node | undefined, known: Channel): string[] => itemsOf(node).flatMap((item) => {
    const reference = referenceOf(item);
    const found = target(item);
    const key = reference?.split("/").at(-1)?.replaceAll("~1", "/").replaceAll("~0", "~");
    if (found !== undefined && !known.messages.some(({ name }) => name === key)) tell("format/meaning", item, `This is no message of the channel \`${known.name}\`.`, "An operation has messages of its own channel: refer to them there.");
    return found === undefined || key === undefined ? [] : [key];
  });
  for (const member of isOld ? [] : membersOf(valueOf(root, "operations"))) {
    const found = target(member.value);
    if (found === undefined) continue;
    const node = withTraits(found.node);
    const of = `the operation ${member.key}`;
    lose(node, ["action", "channel", "messages", "title", "summary", "description", "tags", "security", "bindings", "traits", "reply", ...membersOf(node).map(({ key }) => key).filter((key) => key.startsWith("x-"))], of);
    const word = textOf(valueOf(node, "action"));
    if (word !== "send" && word !== "receive") tell("format/meaning", valueOf(node, "action") ?? member, `The operation \`${member.key}\` neither sends nor receives.`, "Say `action: send` or `action: receive`.");
    if (valueOf(node, "channel") === undefined) tell("format/meaning", member, `The operation \`${member.key}\` names no channel.`, "Refer to one.");
    const known = channelOf(valueOf(node, "channel"));
    const parts = operationParts(node);
    const chosen = known === undefined || valueOf(node, "messages") === undefined ? undefined : namesOf(valueOf(node, "messages"), known);
    const reply = valueOf(node, "reply") === undefined ? undefined : target(valueOf(node, "reply")!)?.node;
    const back = channelOf(valueOf(reply, "channel"));
    const location = textOf(valueOf(target(valueOf(reply, "address") ?? root)?.node, "location"));
    const answers = back === undefined || valueOf(reply, "messages") === undefined ? undefined : namesOf(valueOf(reply, "messages"), back);
    const extensions: Record<string, Json> = {
      ...parts.extensions,
      ...(chosen === undefined || chosen.length === known!.messages.length ? {} : { messages: chosen }),
      ...(reply === undefined ? {} : { reply: { ...(location === undefined ? {} : { address: location }), ...(back === undefined ? {} : { channel: back.name }), ...(answers === undefined ? {} : { messages: answers }) } }),
    };
    operations.push({ name: member.key, ...parts, action: word === "send" ? "send" : "receive", ...(known === undefined ? {} : { channel: known.name }), parameters: [], responses: [], ...(Object.keys(extensions).length === 0 ? {} : { extensions }), at: spanOf(member) });
  }

  const info = valueOf(root, "info");
  lose(info, ["title", "version", "description", "license", "tags"], "the document");
  lose(valueOf(info, "license"), ["name"], "the licence");
  lose(root, ["asyncapi", "info", "defaultContentType", "servers", "channels", "operations", "components", "tags"], "the document");
  lose(components, ["schemas", "messages", "securitySchemes", "parameters", "correlationIds", "messageTraits", "operationTraits", "channelBindings", "operationBindings", "messageBindings", "serverBindings", "channels", "operations", "servers", "replies", "replyAddresses", "tags"], "the components");
  for (const member of membersOf(valueOf(components, "messages"))) if (!messages.has(member.value)) losses.push({ what: `the message ${member.key}, which no channel has`, at: spanOf(member) });
  const names: string[] = [];
  const securities: (readonly SecurityNeed[] | undefined)[] = [];
  const servers = membersOf(valueOf(root, "servers")).flatMap((member) => {
    const node = target(member.value)?.node;
    if (node === undefined) return [];
    lose(node, ["host", "pathname", "protocol", "description", "url", "security"], `the server ${member.key}`);
    const protocol = textOf(valueOf(node, "protocol"));
    const host = textOf(valueOf(node, "host")) ?? textOf(valueOf(node, "url")) ?? "";
    const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(host) || protocol === undefined ? host : `${protocol}://${host}${textOf(valueOf(node, "pathname")) ?? ""}`;
    const doc = textOf(valueOf(node, "description"));
    names.push(member.key);
    securities.push(needs(valueOf(node, "security")));
    return [{ url, ...(protocol === undefined ? {} : { protocol }), ...(doc === undefined ? {} : { doc }) }];
  });
  const isShared = securities.length > 0 && securities.every((each) => JSON.stringify(each) === JSON.stringify(securities[0]));
  if (!isShared && securities.some((each) => each !== undefined)) losses.push({ what: "that servers differ in what they need for security" });
  const title = textOf(valueOf(info, "title")) ?? "";
  const tags = itemsOf(valueOf(info, "tags") ?? valueOf(root, "tags")).flatMap((tag) => {
    const node = target(tag)?.node;
    const name = textOf(valueOf(node, "name"));
    const doc = textOf(valueOf(node, "description"));
    return name === undefined ? [] : [{ name, ...(doc === undefined ? {} : { doc }) }];
  });
  const own = textOf(valueOf(info, "version"));
  const doc = textOf(valueOf(info, "description"));
  const licence = textOf(valueOf(valueOf(info, "license"), "name"));
  const offered: Interface = { name: title, style: "events", operations, channels, ...(isShared && securities[0] !== undefined ? { security: securities[0] } : {}) };
  return {
    document: {
      title, ...(own === undefined ? {} : { version: own }), ...(doc === undefined ? {} : { doc }), servers,
      interfaces: operations.length + channels.length === 0 ? [] : [offered], types: schemas.finish(), security: schemes,
      ...(tags.length === 0 ? {} : { tags }), ...(licence === undefined ? {} : { licence }), ...(names.length === 0 ? {} : { extensions: { servers: names } }),
    },
    problems, losses,
  };
}

/** What stands in `first` wins; objects are merged as deep as said. */
function merge(first: Node, second: Node, depth: number): Node {
  if (first.kind !== "object" || second.kind !== "object" || depth === 0) return first;
  const members = first.members.map((member) => {
    const other = valueOf(second, member.key);
    return other === undefined ? member : { ...member, value: merge(member.value, other, depth - 1) };
  });
  return { ...first, members: [...members, ...second.members.filter(({ key }) => memberOf(first, key) === undefined)] };
}

function escaped(token: string): string {
  return token.replaceAll("~", "~0").replaceAll("/", "~1");
}
