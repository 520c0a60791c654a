import { pageName, pageParameters, pageRecord, PROTO_PAGE_FIELDS, type ApiDocument, type Body, type Channel, type Constraints, type Field, type Interface, type Json, type Message, type Operation, type Paging, type Parameter, type Response, type Scalar, type SecurityNeed, type SecurityScheme, type TypeDescription, type TypeExpression } from "@groundplan/formats";
import { inheritedSetting, settingOf, targetsOf, textsOf, type Element, type LinkedValue, type Model } from "@groundplan/model";
import { writeType, type Literal, type Signature, type TypeNode } from "@groundplan/vocabulary";
import { isAdopted, standsFor } from "./adopted.ts";
import { plainName, readDataType, type DataField, type DataType } from "./data.ts";
import { entityOf } from "./entities.ts";
import { snake } from "./tables.ts";

/** Styles of interfaces that have a document of their own, by the word of the plan language. */
export type ApiStyle = Interface["style"];

const STYLES: Readonly<Record<string, ApiStyle>> = { rest: "rest", grpc: "grpc", graphql: "graphql", events: "events" };
const PROBLEM = "application/problem+json";
/** The file of googleapis that has the option which says of a field of proto that it must be there, or is only given back. */
const FIELD_BEHAVIOR = "google/api/field_behavior.proto";
/** The files of googleapis that have messages for scalars that proto itself has no type for. */
const GOOGLE_TYPES: Readonly<Record<string, string>> = { date: "google/type/date.proto", time: "google/type/timeofday.proto", decimal: "google/type/decimal.proto" };
/** Words of the plan language for what is under no licence of the SPDX list. */
const UNLISTED: ReadonlySet<string> = new Set(["proprietary", "service", "standard"]);

/** The interfaces of the model that a document can be written of, in the order of the text. */
export function interfacesOf(model: Model): readonly { readonly element: Element; readonly style: ApiStyle }[] {
  return model.elements("api").flatMap((element) => {
    const style = styleOf(model, element);
    return style === undefined ? [] : [{ element, style }];
  });
}

/** The style in which a document can be written of an interface; undefined where none can. */
function styleOf(model: Model, element: Element): ApiStyle | undefined {
  if (isAdopted(model, element.id) || !model.vocabulary.covers(["api"], element.kind)) return undefined;
  const style = STYLES[textsOf(settingOf(element, "style"))[0] ?? ""];
  return style === undefined || model.children(element.id).length === 0 ? undefined : style;
}

/** A document of the model, and what its names stand for. */
export interface Described {
  readonly document: ApiDocument;
  /** Qualified names of types by their names in the document; what the document adds of itself has none. */
  readonly typeIds: ReadonlyMap<string, string>;
  /** Qualified names of operations or topics by their names in the document: those of operations, or of channels. */
  readonly memberIds: ReadonlyMap<string, string>;
}

/** What one interface of the model says, as a document of its format; undefined where there is none of that name. */
export function readInterface(model: Model, id: string): ApiDocument | undefined {
  return describeInterface(model, id)?.document;
}

/** As `readInterface`, with what its names stand for. */
export function describeInterface(model: Model, id: string): Described | undefined {
  const element = model.element(id);
  const style = element && styleOf(model, element);
  if (!element || style === undefined) return undefined;
  const types = collectTypes(model, { style });
  const members = model.children(id).filter((child) => child.kind.name === "operation" && textOf(child, "status") !== "removed");
  const operations = members.map((operation) => operationOf(model, operation, element, style, types));
  const schemes = securityOf(model, element, [element, ...model.children(id)]);
  const holder = model.ancestors(id).find(({ kind }) => kind.group === "container") ?? model.element(element.parent ?? "");
  const at = textOf(element, "at");
  // Of what says nothing, OpenAPI has it that everybody may call it; that is written out.
  const needs = needsOf(element, schemes) ?? (style === "rest" ? [] : undefined);
  const own: Interface = {
    name: style === "grpc" ? plainName(element.name) : element.titled ? element.title : plainName(element.name), style, ...docOf(element.description), operations,
    ...(needs === undefined ? {} : { security: needs }),
  };
  const version = textOf(element, "version");
  const inPackage = style === "grpc" ? packageOf(element, model) : undefined;
  const document: ApiDocument = {
    // A proto file has no title but its package, and no version but the end of that.
    title: element.titled ? element.title : (inPackage ?? own.name), ...(version !== undefined || style !== "grpc" ? { version: version ?? "1.0.0" } : {}), ...docOf(element.description ?? holder?.description),
    servers: style === "rest" ? [{ url: at ?? "/", ...docOf(holder?.title) }] : [], interfaces: [own], types: types.all(), security: schemes,
    ...(inPackage !== undefined ? { package: inPackage, ...extensionsOf(types.imports()) } : {}),
    ...(style === "rest" ? { tags: [{ name: holder?.title ?? own.name, ...docOf(holder?.description ?? `What ${holder?.title ?? own.name} offers.`) }], ...aboutOf(model, element, holder ?? element) } : {}),
  };
  return { document, typeIds: types.ids(), memberIds: new Map(members.map((operation) => [plainName(operation.name), operation.id])) };
}

/** The topics of a broker that its document describes, in the order of the text: what was removed is no longer there. */
export function topicsOf(model: Model, broker: string): readonly Element[] {
  return model.children(broker).filter((child) => child.kind.group === "topic" && textOf(child, "status") !== "removed");
}

/** The events of one broker: its topics as channels, and what each element sends and takes there. */
export function readEvents(model: Model, broker: string): ApiDocument | undefined {
  return describeEvents(model, broker)?.document;
}

/** As `readEvents`, with what its names stand for. */
export function describeEvents(model: Model, broker: string): Described | undefined {
  const element = model.element(broker);
  const topics = topicsOf(model, broker);
  if (!element || topics.length === 0) return undefined;
  const types = collectTypes(model, { style: "events" });
  const tech = settingOf(element, "tech")?.values[0];
  const technology = tech?.type === "technology" ? tech.id : "";
  const channels: Channel[] = [];
  const operations: Operation[] = [];
  const names = new Set<string>();
  for (const topic of topics) {
    // AsyncAPI keeps these two signs out of the names of channels, for they would end an address.
    const wanted = plainName(topic.name).replace(/[?#]+/g, "_");
    let name = wanted;
    for (let count = 2; names.has(name); count++) name = `${wanted}_${count}`;
    names.add(name);
    const of = settingOf(topic, "of")?.values[0];
    const expression = of?.type === "type" ? of.expression : undefined;
    const key = textOf(topic, "key");
    const partitions = settingOf(topic, "partitions")?.values[0];
    const retention = settingOf(topic, "retention")?.values[0];
    const message: Message = {
      name: expression?.is === "name" ? shortName(expression.name) : pascal(topic.name), title: topic.title, ...docOf(topic.description), mediaType: "application/json",
      ...(expression ? { type: types.expression(expression) } : {}),
      ...correlationOf(topic),
      ...(technology === "kafka" && key !== undefined ? { bindings: { kafka: { key: { type: "string", description: `The field ${key} of the message.` }, bindingVersion: "0.5.0" } } } : {}),
    };
    channels.push({
      name, address: plainName(topic.name).replace(/[?#]/g, encodeURIComponent), ...docOf(textOf(topic, "status") === "deprecated" ? `Deprecated: nothing new should use it. ${topic.description ?? ""}`.trim() : topic.description), messages: [message],
      ...(technology === "kafka" ? { bindings: { kafka: { topic: plainName(topic.name), ...(partitions?.type === "range" ? { partitions: partitions.low } : {}), ...(retention?.type === "quantity" ? { topicConfiguration: { "retention.ms": Math.round(retention.quantity.base * 1000) } } : {}), bindingVersion: "0.5.0" } } } : {}),
    });
    const action = (relationEnd: string, kind: "send" | "receive", label: string | undefined): void => {
      const called = `${camel(nameOf(model, relationEnd))}${kind === "send" ? "Sends" : "Receives"}${pascal(topic.name)}`;
      if (operations.some((operation) => operation.name === called)) return;
      operations.push({ name: called, action: kind, channel: name, parameters: [], responses: [], ...(label === undefined ? {} : { summary: `${model.element(relationEnd)?.title ?? relationEnd} ${label}` }) });
    };
    for (const relation of model.incoming(topic.id)) action(relation.source, "send", relation.label);
    for (const relation of model.outgoing(topic.id)) action(relation.target, "receive", relation.label ?? "takes each message");
  }
  const document: ApiDocument = {
    title: element.title, version: "1.0.0", ...docOf(element.description), servers: [{ url: `${technology || "broker"}://${hostOf(element.name)}:${technology === "kafka" ? 9092 : 5672}`, protocol: technology || "amqp" }],
    interfaces: [{ name: element.title, style: "events", operations, channels }], types: types.all(), security: [],
  };
  return { document, typeIds: types.ids(), memberIds: new Map(channels.map((channel, at) => [channel.name, topics[at]!.id])) };
}

/** The header that a topic says its messages are correlated by. RFC 6901 has `~` and `/` escaped in the place that names it. */
function correlationOf(topic: Element): Pick<Message, "headers" | "correlation"> {
  const name = /^(?:header\s+)?"?([^\s"]+)"?$/.exec(textOf(topic, "correlation") ?? "")?.[1];
  if (name === undefined) return {};
  return {
    headers: [{ name, type: { is: "scalar", scalar: "string" }, required: true, doc: "Follows one request through all that it causes." }],
    correlation: `$message.header#/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`,
  };
}

/** The types that a document needs, found by what refers to them. */
export interface TypeCollection {
  expression(node: TypeNode): TypeExpression;
  /** Whether the node may be null, and what it is otherwise. */
  slot(node: TypeNode): { readonly type: TypeExpression; readonly nullable: boolean };
  field(field: DataField): Field;
  preset(node: TypeNode, literal: Literal | undefined): { readonly default?: Json };
  /** A page of such members, as a record of its own. */
  page(of: TypeNode, paging: Paging): TypeExpression;
  add(type: TypeDescription): void;
  /** The name of a type in the document, whose description is then among all. */
  nameFor(id: string): string;
  /** A name that no type of the document or of the model has. */
  free(name: string): string;
  all(): readonly TypeDescription[];
  /** The files of googleapis without which proto could not say what adopted proto files say of them, sorted. */
  imports(): readonly string[];
  /** Qualified names by the names in the document. */
  ids(): ReadonlyMap<string, string>;
}

export interface TypeOptions {
  /**
   * Of GraphQL, defaults are the names of an enum's values; what stands for them on the wire otherwise. Of gRPC, types that are declared
   * in others stay in them, and those of protobuf's own files are theirs.
   */
  readonly style?: ApiStyle;
  /** Types as a store keeps them: all fields of a record stand in it, those with a default must be there, and an entity stands where it is used as `refer` says. */
  readonly stored?: {
    refer(entity: DataType, types: TypeCollection): TypeExpression;
    nameOf(type: DataType, field: DataField): string;
  };
}

export function collectTypes(model: Model, { style, stored }: TypeOptions = {}): TypeCollection {
  const byName = style === "graphql";
  const pages = new Map<string, string>();
  let modelled: ReadonlySet<string> | undefined;
  const described = new Map<string, TypeDescription>();
  /** Names in the document by qualified name; the short one as long as it is free. */
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const waiting: string[] = [];

  const collection: TypeCollection = { expression, slot, field: fieldOf, preset, page, add: (type) => void described.set(type.name, type), nameFor, free, all, imports, ids: () => new Map([...names].map(([id, name]) => [name, id])) };
  return collection;

  function nameFor(said: string): string {
    const id = standsFor(model, said);
    const known = names.get(id);
    if (known !== undefined) return known;
    const holder = style === "grpc" ? model.element(model.element(id)?.parent ?? "") : undefined;
    if (holder?.kind.group === "type") {
      const nested = `${nameFor(holder.id)}.${plainName(nameOf(model, id))}`;
      names.set(id, nested);
      waiting.push(id);
      return nested;
    }
    const parts = [...model.ancestors(id)].reverse().map((each) => plainName(each.name));
    let name = plainName(nameOf(model, id));
    while (taken.has(name) && parts.length > 0) name = `${pascal(parts.pop()!)}${name}`;
    taken.add(name);
    names.set(id, name);
    waiting.push(id);
    return name;
  }

  function free(wanted: string): string {
    modelled ??= new Set(model.elements("type", "entity", "enum").map((element) => plainName(element.name)));
    let name = wanted;
    for (let count = 2; taken.has(name) || modelled.has(name); count++) name = `${wanted}${count}`;
    taken.add(name);
    return name;
  }

  function page(of: TypeNode, paging: Paging): TypeExpression {
    const members = expression(of);
    const key = `${paging} ${JSON.stringify(members)}`;
    let name = pages.get(key);
    if (name === undefined) {
      pages.set(key, (name = free(pageName(members, paging))));
      described.set(name, pageRecord(name, members, paging, style === "grpc"));
    }
    return { is: "named", name };
  }

  function expression(node: TypeNode): TypeExpression {
    switch (node.is) {
      case "scalar":
        return scalarOf(node.scalar, node.args);
      case "name":
        return node.target !== undefined ? (referred(node.target) ?? { is: "named", name: nameFor(node.target) }) : ((style === "grpc" ? wellKnown(node.name) : undefined) ?? { is: "scalar", scalar: "json" });
      case "optional":
        return expression(node.of);
      case "union":
        return { is: "union", of: node.of.map(expression) };
      case "of": {
        const last = node.of[node.of.length - 1]!;
        const [first] = node.of;
        const inner = { of: expression(last), ...(last.is === "optional" ? { nullable: true } : {}) };
        if (node.container === "map") return { is: "map", ...(node.of.length === 2 && first?.is === "scalar" && first.scalar !== "string" ? { key: first.scalar as Scalar } : {}), ...inner };
        if (node.container === "stream") return expression(last);
        if (node.container === "page") return page(last, "cursor");
        return { is: "list", ...inner };
      }
    }
  }

  /** What stands in a store for an entity that is referred to. */
  function referred(target: string): TypeExpression | undefined {
    const link = stored && entityOf(model, { is: "name", name: "", from: 0, to: 0, target });
    const entity = link && readDataType(model, link.id);
    return entity && stored!.refer(entity, collection);
  }

  function slot(node: TypeNode): { readonly type: TypeExpression; readonly nullable: boolean } {
    return { type: expression(node), nullable: node.is === "optional" };
  }

  function preset(node: TypeNode, literal: Literal | undefined): { readonly default?: Json } {
    if (literal === undefined) return {};
    const plain = node.is === "optional" ? node.of : node;
    const found = !byName && plain.is === "name" && plain.target !== undefined && literal !== null && typeof literal === "object" && "word" in literal ? readDataType(model, plain.target)?.values.find(({ name }) => name === literal.word) : undefined;
    return found?.value === undefined ? presetOf(literal) : { default: found.value };
  }

  function fieldOf(field: DataField): Field {
    const constraints = constraintsOf(field);
    const one = expression(field.type);
    return {
      name: field.name, type: stored && field.many && one.is !== "list" ? { is: "list", of: one } : one, required: !field.optional && (stored !== undefined || field.default === undefined), ...(field.optional && style !== "grpc" ? { nullable: true } : {}), ...docOf(field.description), ...(field.deprecated ? { deprecated: true } : {}),
      ...preset(field.type, field.default), ...(constraints ? { constraints } : {}), ...(field.readonly ? { access: "read" as const } : field.writeonly ? { access: "write" as const } : {}), ...(field.number === undefined ? {} : { number: field.number }), ...(field.choice === undefined ? {} : { choice: field.choice }),
    };
  }

  function all(): readonly TypeDescription[] {
    for (let at = 0; at < waiting.length; at++) {
      const id = waiting[at]!;
      const found = readDataType(model, id);
      const name = names.get(id)!;
      if (!found) continue;
      const head = { name, ...docOf(found.description ?? found.title) };
      if (found.is === "enum") described.set(name, { ...head, kind: "enum", values: found.values.map((value) => ({ name: value.name, ...(value.value === undefined ? {} : { value: value.value }), ...docOf(value.title), ...(value.deprecated ? { deprecated: true } : {}) })) });
      else if (found.of) {
        const of = expression(found.of);
        described.set(name, of.is === "union" ? { ...head, kind: "union", of: of.of } : { ...head, kind: "alias", type: of });
      } else if (stored) described.set(name, { ...head, kind: "record", fields: found.fields.map((field) => ({ ...fieldOf(field), name: stored.nameOf(found, field) })) });
      else {
        const above = found.extends.map(nameFor);
        described.set(name, { ...head, kind: "record", fields: found.fields.filter((field) => field.from === id).map(fieldOf), ...(above.length > 0 ? { extends: above } : {}) });
      }
    }
    waiting.length = 0;
    return [...described.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  }

  function imports(): readonly string[] {
    const found = new Set<string>();
    for (const id of names.keys()) {
      for (const field of readDataType(model, id)?.fields ?? []) {
        if (!(model.element(field.id)?.at.file.endsWith(".proto") ?? false)) continue;
        if (field.readonly || field.writeonly || (field.optional ? field.type.is === "of" : isMessage(field.type))) found.add(FIELD_BEHAVIOR);
        const inner = field.type.is === "of" ? field.type.of[field.type.of.length - 1]! : field.type;
        if (inner.is === "scalar" && GOOGLE_TYPES[inner.scalar] !== undefined) found.add(GOOGLE_TYPES[inner.scalar]!);
      }
    }
    return [...found].sort();
  }

  /** A field of a message is never bound to be there in proto3 without a word that says so. */
  function isMessage(type: TypeNode): boolean {
    return type.is === "name" && (type.target === undefined || model.element(type.target)?.kind.name !== "enum");
  }
}

function extensionsOf(imports: readonly string[]): { readonly extensions?: { readonly imports: readonly string[] } } {
  return imports.length === 0 ? {} : { extensions: { imports } };
}

/** A type of protobuf's own files, which every compiler has: its full name stands at the end of what an adopted file calls it. */
function wellKnown(name: string): TypeExpression | undefined {
  const found = /(?:^|\.)(google\.protobuf\.[A-Z]\w*)$/.exec(name)?.[1];
  return found === undefined ? undefined : { is: "named", name: found };
}

function operationOf(model: Model, operation: Element, api: Element, style: ApiStyle, types: TypeCollection): Operation {
  const value = settingOf(operation, "signature")?.values[0];
  const signature: Signature = value?.type === "signature" ? value.signature : { takes: [], gives: [] };
  const tag = model.ancestors(api.id).find(({ kind }) => kind.group === "container")?.title;
  const idempotency = /^header\s+(\S+)/.exec(textOf(operation, "idempotency") ?? "")?.[1];
  const paging = pagingOf(model, operation, signature, style);
  const body = signature.takes.find((part) => part.in === "body");
  const needs = needsOf(operation, securityOf(model, api, [api, operation]));
  const plain = body && bodyOf(body.type, types, style, "application/json");
  const has = (name: string): boolean => signature.takes.some((part) => part.name === name);
  const { request, asked } = askForPage(operation, plain, paging.asked.filter(({ name }) => !has(name)), types, style === "grpc" && body && signature.takes.length === 1 ? recordOf(model, body.type) : undefined);
  return {
    name: plainName(operation.name), ...(operation.titled ? { summary: operation.title } : style === "rest" ? { summary: phrase(plainName(operation.name)) } : {}),
    ...docOf(style === "rest" && (operation.description ?? "").trim() === "" ? callOf(signature) : operation.description),
    ...(style === "rest" ? { method: signature.method ?? "GET", path: signature.path ?? `/${encodeURIComponent(plainName(operation.name))}` } : {}), ...(style === "graphql" ? { root: (signature.root as "query" | undefined) ?? "query" } : {}),
    ...(style === "grpc" && signature.method !== undefined && signature.path !== undefined ? { method: signature.method, path: signature.path, ...(["POST", "PUT", "PATCH"].includes(signature.method) ? { extensions: { http: { body: "*" } } } : {}) } : {}),
    parameters: [...signature.takes.filter((part) => part.in !== "body").map((part): Parameter => {
      const { type, nullable } = types.slot(part.type);
      return { name: part.name ?? "value", in: part.in as Parameter["in"], type, required: part.in === "path" || (!nullable && part.default === undefined), ...(nullable && part.in !== "query" ? { nullable: true } : {}), ...types.preset(part.type, part.default) };
    }), ...asked],
    ...(request === undefined ? {} : { request }),
    responses: responsesOf(signature, types, style, paging),
    ...(needs === undefined ? {} : { security: needs }), ...(style === "rest" && tag !== undefined ? { tags: [tag] } : {}), ...(settingOf(operation, "deprecated") || [operation, api].some((each) => textOf(each, "status") === "deprecated") ? { deprecated: true } : {}),
    ...(idempotency === undefined ? {} : { idempotencyHeader: idempotency }), ...(paging.pagination === undefined ? {} : { pagination: paging.pagination }),
  };
}

/** Whether it must be there is a thing of requests. */
function givenBack({ required, ...body }: Body): Body {
  return required === false ? { ...body, nullable: true } : body;
}

/** `given`: what a page is written as. */
function bodyOf(node: TypeNode, types: TypeCollection, style: ApiStyle, mediaType: string, given: OperationPaging["given"] = "cursor"): Body {
  const nullable = node.is === "optional";
  const bare = nullable ? node.of : node;
  const members = bare.is === "of" && bare.container === "page" ? bare.of[bare.of.length - 1]! : undefined;
  const type: TypeExpression = members === undefined ? types.expression(node) : given === "list" ? { is: "list", of: types.expression(members) } : types.page(members, given);
  return { type, ...(nullable && style !== "rest" ? { nullable: true } : {}), mediaTypes: style === "rest" ? [mediaType] : [], ...(style === "rest" ? { required: !nullable } : {}), ...(node.is === "of" && node.container === "stream" ? { stream: true } : {}) };
}

/** How the pages of an operation are asked for and given. */
interface OperationPaging {
  /** What the formats have a word for: its parameters, or its connection, are added by their writers. */
  readonly pagination?: Paging;
  /** Parameters to ask for a page that no writer adds. */
  readonly asked: readonly Parameter[];
  /** What a `page<…>` is written as. */
  readonly given: Paging | "list";
}

function pagingOf(model: Model, operation: Element, signature: Signature, style: ApiStyle): OperationPaging {
  const said = textsOf(settingOf(operation, "pagination"))[0];
  const page = signature.gives.flatMap(({ type }) => (type?.is === "of" && type.container === "page" ? [type] : []))[0];
  if (said === "none") return { asked: [], given: "list" };
  const paging = said === "cursor" || said === "page" ? said : page ? "cursor" : undefined;
  if (paging === undefined) return { asked: [], given: "cursor" };
  if (style === "rest") return { pagination: paging, asked: [], given: paging };
  if (page === undefined || style === "events") return { pagination: paging, asked: [], given: paging };
  // AIP-158 knows tokens only, which may hold a number.
  if (style === "grpc") return { asked: PROTO_PAGE_FIELDS.map((field): Parameter => ({ ...field, in: "argument" })), given: "cursor" };
  // Relay's connections are of objects; other members are given as REST gives them.
  if (paging === "cursor" && recordOf(model, page.of[page.of.length - 1]!)) return { pagination: paging, asked: [], given: "list" };
  return { asked: pageParameters(paging, "argument"), given: paging };
}

/**
 * What an operation takes with the parameters of a page besides. A request of proto is one message: where it is a record already, and
 * nothing else is taken, the operation gets one with its fields and those of the page, but for those that it has.
 */
function askForPage(operation: Element, request: Body | undefined, asked: readonly Parameter[], types: TypeCollection, record: readonly string[] | undefined): { readonly request: Body | undefined; readonly asked: readonly Parameter[] } {
  const missing = asked.filter(({ name }) => !record?.includes(name));
  if (record === undefined || missing.length === 0 || request?.type?.is !== "named") return { request, asked: missing };
  const name = types.free(`${pascal(operation.name)}Request`);
  types.add({ kind: "record", name, doc: `What ${plainName(operation.name)} takes, and which page it gives.`, extends: [request.type.name], fields: PROTO_PAGE_FIELDS.filter(({ name: field }) => missing.some((each) => each.name === field)) });
  return { request: { ...request, type: { is: "named", name } }, asked: [] };
}

/** The names of the fields of a record that a type names; undefined where it names none. */
function recordOf(model: Model, node: TypeNode): readonly string[] | undefined {
  const found = node.is === "name" && node.target !== undefined ? readDataType(model, node.target) : undefined;
  return found && found.is !== "enum" && !found.of ? found.fields.map(({ name }) => name) : undefined;
}

function responsesOf(signature: Signature, types: TypeCollection, style: ApiStyle, { given }: OperationPaging): readonly Response[] {
  const answer = (node: TypeNode, mediaType: string): Body => bodyOf(node, types, style, mediaType, given);
  if (style !== "rest") {
    const [result] = signature.gives;
    return result?.type ? [{ status: "ok", ...givenBack(answer(result.type, "")) }] : [];
  }
  const fallback = signature.method === "POST" ? "201" : "200";
  const gives = signature.gives.length === 0 ? [{ status: "204" }] : signature.gives;
  const said = gives.map((result): Response => {
    const status = result.status ?? (result === gives[0] ? fallback : "400");
    const failed = /^[45]/.test(status) || status === "default";
    const type = "type" in result ? result.type : undefined;
    return {
      status, mediaTypes: [], ...(type ? givenBack(answer(type, failed ? PROBLEM : "application/json")) : {}), ...(failed && !type ? { mediaTypes: [PROBLEM], type: problemType(types) } : {}),
      ...(status === "201" ? { headers: [{ name: "Location", type: { is: "scalar", scalar: "uri" }, required: false, doc: "Where what was made is found." }] } : {}),
    };
  });
  // Whatever a server offers, it refuses requests that it cannot read, does not allow or gets too many of.
  if (!said.some(({ status }) => status.startsWith("4"))) said.push({ status: "4XX", mediaTypes: [PROBLEM], type: problemType(types) });
  return said;
}

/** A name as a phrase: `placeOrder` and `place_order` give `Place order`. */
function phrase(name: string): string {
  const words = snake(name).split("_").filter((word) => word !== "").join(" ");
  return words === "" ? "Call" : words[0]!.toUpperCase() + words.slice(1);
}

/** What is taken and given, as a sentence: `Takes NewOrder. Gives 201 Order or 409 OutOfStock.` */
function callOf({ takes, gives }: Signature): string {
  const list = (parts: readonly string[], word: string): string => (parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} ${word} ${parts[parts.length - 1]!}`);
  const taken = list(takes.map((part) => (part.in === "body" ? writeType(part.type) : (part.name ?? writeType(part.type)))), "and");
  const given = list(gives.flatMap(({ status, type }) => [status, type && writeType(type)].filter((part) => part !== undefined).join(" ") || []), "or");
  return [taken === "" ? "Takes nothing." : `Takes ${taken}.`, given === "" ? "Gives nothing back." : `Gives ${given}.`].join(" ");
}

/** Who answers for an interface: the team that owns it. */
function ownerOf(model: Model, element: Element): { readonly contact?: { readonly [key: string]: Json } } {
  const [owner] = targetsOf(inheritedSetting(model, element, "owner"));
  const team = owner === undefined ? undefined : model.element(owner);
  if (!team) return {};
  const said = textOf(team, "contact");
  const where: Record<string, Json> = said === undefined ? {} : /^https?:\/\/\S+$/.test(said) ? { url: said } : /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(said) ? { email: said } : {};
  const name = said === undefined || Object.keys(where).length > 0 ? team.title : `${team.title}, ${said}`;
  return { contact: { name, ...where } };
}

/**
 * Who answers for an interface, and its licence. Of a licence that nobody has given the document says nothing: OpenAPI 3.1.1, 4.8.2
 * leaves it free; Redocly's rule `info-license` warns of it, and is answered by the owner with `licence`, not by a made-up one. One
 * that the SPDX list does not hold gets a name of the form that SPDX 2.3, annex D keeps for such.
 */
function aboutOf(model: Model, api: Element, holder: Element): Pick<ApiDocument, "licence" | "extensions"> {
  const licence = textOf(api, "licence");
  const info = { ...ownerOf(model, holder), ...(licence === undefined ? {} : { license: { name: licence, identifier: UNLISTED.has(licence) ? `LicenseRef-${licence}` : licence } }) };
  return { ...(licence === undefined ? {} : { licence }), ...(Object.keys(info).length > 0 ? { extensions: { info } } : {}) };
}

/** Errors without a type of their own are told as problem details (RFC 9457). */
function problemType(types: TypeCollection): TypeExpression {
  const text = (name: string, doc: string, scalar: Scalar = "string"): Field => ({ name, type: { is: "scalar", scalar }, ...(name === "title" || name === "status" ? { required: true } : { required: false, nullable: true }), doc });
  types.add({
    name: "ProblemDetails", kind: "record", doc: "What went wrong, in the form of RFC 9457.",
    fields: [text("type", "An address that names the kind of problem.", "uri"), text("title", "The kind of problem in a few words."), text("status", "The status of the response.", "int32"), text("detail", "What went wrong this time."), text("instance", "An address that names this occurrence.", "uri")],
  });
  return { is: "named", name: "ProblemDetails" };
}

const SCHEMES: Readonly<Record<string, (model: Model, api: Element) => SecurityScheme>> = {
  basic: () => ({ name: "basic", kind: "http", scheme: "basic" }),
  bearer: () => ({ name: "bearer", kind: "http", scheme: "bearer", bearerFormat: "JWT" }),
  apiKey: () => ({ name: "apiKey", kind: "apiKey", in: "header", parameter: "X-API-Key" }),
  mutualTls: () => ({ name: "mutualTls", kind: "mutualTls" }),
  oauth2: (_, api) => ({ name: "oauth2", kind: "oauth2", flows: { clientCredentials: { tokenUrl: textOf(api, "tokens") ?? "/oauth/token", scopes: Object.fromEntries(textsOf(settingOf(api, "scopes")).map((scope) => [scope, scope])) } } }),
  openIdConnect: (_, api) => ({ name: "openIdConnect", kind: "openIdConnect", url: textOf(api, "tokens") ?? "/.well-known/openid-configuration" }),
};

function securityOf(model: Model, api: Element, holders: readonly Element[]): readonly SecurityScheme[] {
  const words = new Set(holders.flatMap((holder) => textsOf(settingOf(holder, "auth"))));
  const schemes = [...words].flatMap((word) => SCHEMES[word]?.(model, api) ?? []);
  // Scopes that operations need are among those that the scheme offers.
  const scopes = new Set(holders.flatMap((holder) => textsOf(settingOf(holder, "scopes"))));
  return schemes.map((scheme): SecurityScheme => (scheme.kind === "oauth2" ? { ...scheme, flows: Object.fromEntries(Object.entries(scheme.flows).map(([name, flow]) => [name, { ...flow, scopes: { ...Object.fromEntries([...scopes].sort().map((scope) => [scope, scope])), ...flow.scopes } }])) } : scheme));
}

function needsOf(holder: Element, schemes: readonly SecurityScheme[]): readonly SecurityNeed[] | undefined {
  const words = textsOf(settingOf(holder, "auth"));
  const scopes = textsOf(settingOf(holder, "scopes"));
  if (words.length === 0) return scopes.length > 0 && schemes.length > 0 ? schemes.map(({ name, kind }) => ({ [name]: kind === "oauth2" || kind === "openIdConnect" ? scopes : [] })) : undefined;
  return words.map((word): SecurityNeed => (word === "none" ? {} : { [word]: word === "oauth2" || word === "openIdConnect" ? scopes : [] }));
}

function constraintsOf(field: DataField): Constraints | undefined {
  const textual = field.type.is === "scalar" && ["string", "text", "email", "uri"].includes(field.type.scalar);
  const length = field.type.is === "scalar" && field.type.scalar === "string" ? field.type.args[0] : undefined;
  const { low, high } = field.within ?? { low: undefined, high: undefined };
  const made: Constraints = {
    ...(textual ? { ...(low === undefined ? {} : { minLength: low }), ...(high ?? length) === undefined ? {} : { maxLength: high ?? length! } } : { ...(low === undefined ? {} : { minimum: low }), ...(high === undefined ? {} : { maximum: high }) }),
    ...(field.matches === undefined ? {} : { pattern: field.matches }),
  };
  return Object.keys(made).length > 0 ? made : undefined;
}

function scalarOf(scalar: string, args: readonly number[]): TypeExpression {
  if (scalar === "text") return { is: "scalar", scalar: "string" };
  if (scalar === "money") return { is: "scalar", scalar: "decimal", precision: 19, scale: 4 };
  return { is: "scalar", scalar: scalar as Scalar, ...(scalar === "decimal" && args[0] !== undefined ? { precision: args[0], scale: args[1] ?? 0 } : {}) };
}

function presetOf(literal: Literal): { readonly default?: Json } {
  if (literal === null || typeof literal !== "object") return { default: literal };
  if ("word" in literal) return { default: literal.word };
  return "call" in literal ? {} : { default: literal.map((each) => presetOf(each).default ?? null) };
}

function textOf(element: Element, name: string): string | undefined {
  const value: LinkedValue | undefined = settingOf(element, name)?.values[0];
  return value && "text" in value ? value.text : value?.type === "word" ? value.word : undefined;
}

/** Descriptions are read as Markdown, where this tag would be run by whoever shows them. */
function docOf(text: string | undefined): { readonly doc?: string } {
  return text === undefined || text.trim() === "" ? {} : { doc: text.replace(/<(?=\/?script)/gi, "&lt;") };
}

/**
 * The proto package of an interface: its system, its own name, and the first part of its version. Each interface has one to itself, since
 * each file describes all types that it needs; of two with one name, the later one has its container's name too.
 */
function packageOf(element: Element, model: Model): string {
  const known = packages.get(model);
  if (known?.version === model.version) return known.names.get(element.id) ?? "api.v1";
  const names = packageNames(model);
  packages.set(model, { version: model.version, names });
  return names.get(element.id) ?? "api.v1";
}

/** Computed once for each version of a model. */
const packages = new WeakMap<Model, { readonly version: number; readonly names: ReadonlyMap<string, string> }>();

function packageNames(model: Model): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const { element: each, style } of interfacesOf(model)) {
    if (style !== "grpc") continue;
    const ancestors = model.ancestors(each.id);
    const outer = ancestors.find(({ kind }) => kind.group === "system");
    const holder = ancestors.find(({ kind }) => kind.group === "container") ?? ancestors[0];
    const own = packagePart(each.name.replace(/(?<=.)Service$/, ""));
    const version = `v${/^v?([1-9]\d*)/.exec(textOf(each, "version") ?? "")?.[1] ?? "1"}`;
    const before = outer ? `${packagePart(outer.name)}.` : "";
    let name = `${before}${own}.${version}`;
    if (taken.has(name) && holder) name = `${before}${packagePart(holder.name)}.${own}.${version}`;
    for (let count = 2; taken.has(name); count++) name = `${before}${own}_${count}.${version}`;
    taken.add(name);
    names.set(each.id, name);
  }
  return names;
}

/** A part of a package's name: `lower_snake_case`, beginning with a letter. */
function packagePart(name: string): string {
  const made = snake(name).normalize("NFKD").replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "");
  return /^[a-z]/.test(made) ? made : `api${made === "" ? "" : `_${made}`}`;
}

/** A name as that of a host: letters, digits and hyphens. */
function hostOf(name: string): string {
  return snake(name).normalize("NFKD").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "") || "broker";
}

function nameOf(model: Model, id: string): string {
  return model.element(id)?.name ?? id;
}

function shortName(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

function pascal(name: string): string {
  return name.replace(/^`|`$/g, "").split(/[^\p{L}\p{N}]+/u).filter((part) => part !== "").map((part) => part[0]!.toUpperCase() + part.slice(1)).join("");
}

function camel(name: string): string {
  const made = pascal(name);
  return made.charAt(0).toLowerCase() + made.slice(1);
}
