import type { Diagnostic } from "@groundplan/syntax";
import { writeName } from "@groundplan/syntax";
import type { Channel, Field, Interface, Json, Operation, Span, Table, TableDocument, TypeDescription, TypeExpression } from "@groundplan/formats";
import { writeType, type Literal, type Signature, type SignaturePart, type SignatureResult, type TypeNode, type Value, type Vocabulary } from "@groundplan/vocabulary";
import type { Declaration, SettingReference, SettingValue, Unit } from "../unit.ts";
import type { Adoption } from "./adoptions.ts";
import type { ImportedFile } from "./imports.ts";
import { readAdopted, type AdoptedDocument } from "./read-adopted.ts";
import { fieldTypeOf } from "./sql-types.ts";
import { authOf, isReference, nameOf, tellDocument, tellField, tellOperation, tellTables, tellType, untakenCount } from "./untaken.ts";

/** How many things that are not carried are named in the message. */
const MOST_NAMED = 12;

/**
 * Binds a file of the team's own: what it describes becomes elements under the name of each source that adopts it, as if it
 * stood in plan text, with the places of its own text. `imported` are the files that it imports, where these are adopted too.
 */
export function bindAdopted(file: string, text: string, adoptions: readonly Adoption[], vocabulary: Vocabulary, imported: readonly ImportedFile[] = []): Unit {
  const declarations: Declaration[] = [];
  const references: SettingReference[] = [];
  const problems: Diagnostic[] = [];
  /** Offsets that references have taken: the linker knows them apart by where they stand. */
  const taken = new Set<number>();
  /** Settings by their kind and name, once they were looked up: a file has few of them, many times. */
  const settings = new Map<string, SettingValue["setting"]>();
  /** Columns of primary keys by table, once they are asked for. */
  let primaryKeys: Map<string, readonly string[]> | undefined;
  let untaken = untakenCount();
  /** Full names of types of imported files, with what they are called in the model. */
  let foreign: ReadonlyMap<string, string> = new Map();
  for (const { name, format } of adoptions) {
    const read = readAdopted(format, text, file, imported);
    foreign = read.foreign ?? foreign;
    untaken = untakenCount();
    adopt(name, format, read);
    if (problems.length > 0) continue;
    for (const problem of read.problems) problems.push({ code: problem.code, severity: problem.severity, message: problem.message, file, ...within(problem), related: [], ...(problem.hint === undefined ? {} : { hint: problem.hint }) });
    const lost = [...untaken.named(), ...read.losses.map(({ what }) => what)];
    if (lost.length > 0) problems.push(lossesOf(lost, within(read.losses.find((loss) => loss.at)?.at)));
  }
  return { file, extensions: [], declarations, relations: [], references, problems };

  function adopt(source: string, format: Adoption["format"], { api, types, tables }: AdoptedDocument): void {
    if (api) tellDocument(api, untaken.tell);
    for (const each of api?.interfaces ?? []) {
      const path = `${source}.${writeName(each.name)}`;
      const rest = each.style === "rest";
      const settings = [word("api", "style", each.style, each.at), ...securitySettings("api", each.security, api!.security, each.name, each.at)];
      if (rest && api!.version !== undefined && api!.version !== "") settings.push(setting("api", "version", { type: "phrase", text: api!.version, ...within(each.at) }, each.at));
      if (rest && api!.servers[0] !== undefined && api!.servers[0].url !== "/") settings.push(setting("api", "at", { type: "phrase", text: api!.servers[0].url, ...within(each.at) }, each.at));
      declare("api", path, each.name, undefined, each.doc ?? (rest ? api!.doc : undefined), each.at, settings);
      for (const operation of each.operations) declareOperation(source, path, operation, rest, api!.security);
      for (const channel of each.channels ?? []) declareChannel(source, channel);
    }
    for (const type of types) declareType(source, type, format !== "proto");
    if (!tables) return;
    tellTables(tables, untaken.tell);
    const enums = new Map(tables.enums.map((each) => [nameOf(each.schema, each.name), each]));
    for (const each of enums.values()) {
      const path = `${source}.${writeName(each.name)}`;
      declare("enum", path, each.name, undefined, each.doc, each.at, []);
      for (const value of each.values) declare("literal", `${path}.${writeName(value)}`, value, undefined, undefined, each.at, []);
    }
    const schemas = new Set(tables.tables.flatMap(({ schema }) => schema ?? []));
    for (const schema of schemas) declare("schema", `${source}.${writeName(schema)}`, schema, undefined, undefined, undefined, []);
    for (const table of tables.tables) declareTable(source, table, enums, tables);
  }

  /** What a caller needs, as far as the language has a word for it: one of several schemes, and the scopes. */
  function securitySettings(kind: "api" | "operation", needs: Interface["security"], schemes: NonNullable<AdoptedDocument["api"]>["security"], of: string, at: Span | undefined): SettingValue[] {
    if (needs === undefined) return [];
    const words = new Map<string, Span | undefined>();
    const scopes = new Set<string>();
    for (const need of needs) {
      const names = Object.keys(need);
      if (names.length > 1) untaken.tell("schemes that are needed together", "operations", of);
      if (names.length === 0) words.set("none", at);
      for (const name of names) {
        const scheme = schemes.find((each) => each.name === name);
        const said = scheme && authOf(scheme);
        if (said !== undefined) words.set(said, at);
        for (const scope of need[name]!) scopes.add(scope);
      }
    }
    if (needs.length === 0 && kind === "operation") words.set("none", at);
    return [
      ...(words.size === 0 ? [] : [setting(kind, "auth", [...words.keys()].map((text): Value => ({ type: "word", word: text, ...within(at) })), at)]),
      ...(scopes.size === 0 ? [] : [setting(kind, "scopes", [...scopes].map((text): Value => ({ type: "word", word: text, ...within(at) })), at)]),
    ];
  }

  /** A channel is a topic: its messages are of one type, or of one of several. */
  function declareChannel(source: string, channel: Channel): void {
    const types = channel.messages.flatMap(({ type }) => type ?? []);
    const [first] = types;
    const kafka = channel.bindings?.["kafka"] as { readonly partitions?: Json; readonly topicConfiguration?: { readonly "retention.ms"?: Json } } | undefined;
    const settings: SettingValue[] = [];
    if (first) settings.push(setting("topic", "of", typeValue("topic", "of", source, types.length === 1 ? first : { is: "union", of: types }, false, channel.at), channel.at));
    const key = (channel.messages[0]?.bindings?.["kafka"] as { readonly key?: { readonly description?: Json } } | undefined)?.key;
    const field = typeof key?.description === "string" ? /^The field (\S+) of the message\.$/.exec(key.description)?.[1] : undefined;
    if (field !== undefined) settings.push(setting("topic", "key", { type: "text", text: field, ...within(channel.at) }, channel.at));
    else if (key !== undefined) untaken.tell("the key", "messages", channel.messages[0]!.name);
    if (typeof kafka?.partitions === "number") settings.push(setting("topic", "partitions", { type: "range", low: kafka.partitions, high: kafka.partitions, ...within(channel.at) }, channel.at));
    const kept = kafka?.topicConfiguration?.["retention.ms"];
    if (typeof kept === "number") settings.push(setting("topic", "retention", { type: "quantity", quantity: { dimension: "duration", amount: kept, unit: "ms", base: kept / 1000 }, ...within(channel.at) } as Value, channel.at));
    if (channel.address !== channel.name) untaken.tell("addresses that are not the name", "channels", channel.name);
    declare("topic", `${source}.${writeName(channel.name)}`, channel.name, channel.messages.length === 1 ? channel.messages[0]!.title : undefined, channel.doc ?? channel.messages[0]?.doc, channel.at, settings);
  }

  function declareOperation(source: string, path: string, operation: Operation, rest: boolean, schemes: NonNullable<AdoptedDocument["api"]>["security"]): void {
    tellOperation(operation, rest, untaken.tell);
    const takes: SignaturePart[] = operation.parameters.map((parameter) => ({ name: parameter.name, type: nodeOf(source, parameter.type, mayBeMissing(parameter), operation.at), in: parameter.in, ...presetOf(parameter) }));
    if (operation.request?.type) takes.push({ type: streamed(nodeOf(source, operation.request.type, operation.request.nullable === true || (rest && operation.request.required !== true), operation.at), operation.request.stream), in: "body" });
    const gives: SignatureResult[] = operation.responses.map((response) => ({ ...(response.status === "ok" ? {} : { status: response.status }), ...(response.type ? { type: streamed(nodeOf(source, response.type, response.nullable === true, operation.at), response.stream) } : {}) }));
    const signature: Signature = { ...(operation.method === undefined ? {} : { method: operation.method }), ...(operation.path === undefined ? {} : { path: operation.path }), ...(operation.root === undefined ? {} : { root: operation.root }), takes, gives };
    const settings = [setting("operation", "signature", { type: "signature", text: writeSignature(signature), signature, ...within(operation.at) }, operation.at)];
    if (operation.idempotencyHeader !== undefined) settings.push(setting("operation", "idempotency", { type: "phrase", text: `header ${operation.idempotencyHeader}`, ...within(operation.at) }, operation.at));
    if (operation.pagination !== undefined) settings.push(word("operation", "pagination", operation.pagination, operation.at));
    if (operation.deprecated) settings.push(flag("operation", "deprecated", operation.at));
    settings.push(...securitySettings("operation", operation.security, schemes, operation.name, operation.at));
    declare("operation", `${path}.${writeName(operation.name)}`, operation.name, operation.summary, operation.doc, operation.at, settings);
  }

  function declareType(source: string, type: TypeDescription, nulls: boolean): void {
    tellType(type, untaken.tell);
    // Types that are nested in others are dotted, as their names in the model are.
    const path = `${source}.${type.name.split(".").map(writeName).join(".")}`;
    const name = type.name.slice(type.name.lastIndexOf(".") + 1);
    switch (type.kind) {
      case "record":
        declare("type", path, name, undefined, type.doc, type.at, (type.extends ?? []).length === 0 ? [] : [setting("type", "extends", (type.extends ?? []).map((above) => reference("type", "extends", source, above, type.at)), type.at)]);
        for (const field of type.fields) {
          tellField(field, type.name, nulls, untaken.tell);
          declareField(source, path, field);
        }
        break;
      case "enum":
        declare("enum", path, name, undefined, type.doc, type.at, []);
        for (const value of type.values) declare("literal", `${path}.${writeName(value.name)}`, value.name, undefined, value.doc, value.at ?? type.at, [
          ...(value.value === undefined || value.value === value.name ? [] : [setting("literal", "value", { type: "literal", text: String(value.value), literal: value.value, ...within(value.at) }, value.at)]),
          ...(value.deprecated ? [flag("literal", "deprecated", value.at)] : []),
        ]);
        break;
      case "union":
        declare("type", path, name, undefined, type.doc, type.at, [setting("type", "of", typeValue("type", "of", source, { is: "union", of: type.of }, false, type.at), type.at)]);
        break;
      case "alias":
        declare("type", path, name, undefined, type.doc, type.at, [setting("type", "of", typeValue("type", "of", source, type.type, type.nullable === true, type.at), type.at)]);
        break;
    }
  }

  function declareField(source: string, path: string, field: Field): void {
    const settings = [setting("field", "type", typeValue("field", "type", source, field.type, mayBeMissing(field), field.at), field.at)];
    const literal = field.default === undefined ? undefined : literalOf(field.default);
    if (literal !== undefined) settings.push(setting("field", "default", { type: "literal", text: JSON.stringify(field.default), literal, ...within(field.at) }, field.at));
    const { minimum, maximum, minLength, maxLength, pattern } = field.constraints ?? {};
    const [low, high] = [minimum ?? minLength, maximum ?? maxLength];
    if (low !== undefined || high !== undefined) settings.push(setting("field", "within", { type: "phrase", text: `${low ?? ""}..${high ?? ""}`, ...within(field.at) }, field.at));
    if (pattern !== undefined) settings.push(setting("field", "matches", { type: "text", text: pattern, ...within(field.at) }, field.at));
    if (field.access === "read") settings.push(flag("field", "readonly", field.at));
    if (field.access === "write") settings.push(flag("field", "writeonly", field.at));
    if (field.number !== undefined) settings.push(setting("field", "number", { type: "range", low: field.number, high: field.number, ...within(field.at) }, field.at));
    if (field.choice !== undefined) settings.push(setting("field", "oneof", { type: "phrase", text: field.choice, ...within(field.at) }, field.at));
    if (field.deprecated) settings.push(flag("field", "deprecated", field.at));
    declare("field", `${path}.${writeName(field.name)}`, field.name, undefined, field.doc, field.at, settings);
  }

  function declareTable(source: string, table: Table, enums: ReadonlyMap<string, unknown>, { tables }: TableDocument): void {
    const path = [source, ...(table.schema === undefined ? [] : [table.schema]), table.name].map((part, at) => (at === 0 ? part : writeName(part))).join(".");
    primaryKeys ??= new Map(tables.map((each) => [nameOf(each.schema, each.name), each.primaryKey?.columns ?? []]));
    const foreign = new Map(table.foreignKeys.filter((key) => isReference(key, table, primaryKeys!)).map((key) => [key.columns[0]!, key]));
    const index = (fields: readonly { readonly name: string; readonly descending?: boolean }[], at: Span | undefined, more: { readonly where?: string; readonly method?: string; readonly unique?: boolean } = {}): Value => ({
      type: "index", text: `(${fields.map(({ name, descending }) => `${name}${descending ? " desc" : ""}`).join(", ")})`, unique: more.unique === true, ...(more.where === undefined ? {} : { where: more.where }), ...(more.method === undefined || more.method === "btree" ? {} : { method: more.method }),
      fields: fields.map(({ name, descending }) => ({ name, descending: descending === true, ...within(at) })), ...within(at),
    });
    const settings: SettingValue[] = [setting("entity", "table", { type: "phrase", text: table.schema === undefined ? table.name : `${table.schema}.${table.name}`, ...within(table.at) }, table.at)];
    if (table.primaryKey && table.primaryKey.columns.length > 1) settings.push(setting("entity", "key", index(table.primaryKey.columns.map((name) => ({ name })), table.primaryKey.at), table.primaryKey.at));
    const uniques = table.uniques.filter((key) => key.columns.length > 1);
    if (uniques.length > 0) settings.push(setting("entity", "unique", uniques.map((key) => index(key.columns.map((name) => ({ name })), key.at)), table.at));
    const indexes = table.indexes.filter((each) => each.parts.every((part) => part.column !== undefined));
    if (indexes.length > 0) settings.push(setting("entity", "index", indexes.map((each) => index(each.parts.map((part) => ({ name: part.column!, ...(part.descending ? { descending: true } : {}) })), each.at, each)), table.at));
    if (table.checks.length > 0) settings.push(setting("entity", "check", table.checks.map((check): Value => ({ type: "text", text: check.expression, ...within(check.at) })), table.at));
    declare("entity", path, table.name, undefined, table.doc, table.at, settings);
    for (const column of table.columns) {
      const key = foreign.get(column.name);
      const target = key && [source, ...(key.target.schema === undefined ? (table.schema === undefined ? [] : [table.schema]) : [key.target.schema]), key.target.table].map((part, at) => (at === 0 ? part : writeName(part))).join(".");
      const plain = fieldTypeOf(column.type, enums);
      const node: TypeNode = target !== undefined ? nameNode(target, column.at) : plain.is === "name" ? nameNode(`${source}.${plain.name}`, column.at) : plain;
      const expression: TypeNode = column.nullable ? { is: "optional", of: node } : node;
      const own = [setting("field", "type", refer("field", "type", expression, column.at), column.at)];
      if (table.primaryKey?.columns.length === 1 && table.primaryKey.columns[0] === column.name) own.push(flag("field", "key", column.at));
      if (table.uniques.some((unique) => unique.columns.length === 1 && unique.columns[0] === column.name)) own.push(flag("field", "unique", column.at));
      if (key?.onDelete !== undefined) own.push(setting("field", "onDelete", { type: "phrase", text: `delete ${key.onDelete.toLowerCase()}`, ...within(column.at) }, column.at));
      const literal = column.default === undefined ? (column.identity === undefined ? undefined : { word: "identity" }) : defaultOf(column.default);
      if (literal !== undefined) own.push(setting("field", "default", { type: "literal", text: column.default ?? "identity", literal, ...within(column.at) }, column.at));
      else if (column.default !== undefined) untaken.tell("the default", "columns", `${table.name}.${column.name} (${column.default})`);
      declare("field", `${path}.${writeName(column.name)}`, column.name, undefined, column.doc, column.at, own);
    }
  }

  function declare(kind: string, path: string, name: string, title: string | undefined, description: string | undefined, at: Span | undefined, settings: readonly SettingValue[]): void {
    const { from, to } = within(at);
    declarations.push({ base: -1, path, kind, name, title, description, settings, from, to, itemFrom: from, itemTo: to, relation: -1 });
  }

  function setting(kind: string, name: string, value: Value | readonly Value[], at: Span | undefined): SettingValue {
    const key = `${kind} ${name}`;
    let known = settings.get(key);
    if (known === undefined) {
      const meant = vocabulary.kind(kind)!;
      settings.set(key, (known = (vocabulary.setting(meant, name) ?? meant.clauses?.find((clause) => clause.setting.name === name)?.setting)!));
    }
    return { name, setting: known, values: Array.isArray(value) ? (value as readonly Value[]) : [value as Value], ...within(at) };
  }

  function word(kind: string, name: string, text: string, at: Span | undefined): SettingValue {
    return setting(kind, name, { type: "word", word: text, ...within(at) }, at);
  }

  function flag(kind: string, name: string, at: Span | undefined): SettingValue {
    return setting(kind, name, { type: "flag", ...within(at) }, at);
  }

  function reference(kind: string, name: string, source: string, to: string, at: Span | undefined): Value {
    const { grammar } = setting(kind, name, [], at).setting;
    const node = nameNode(`${source}.${to.split(".").map(writeName).join(".")}`, at);
    const value: Value = { type: "reference", name: node.name, grammar: grammar as Extract<typeof grammar, { type: "reference" }>, from: node.from, to: node.to };
    references.push({ base: -1, scope: "", name: node.name, accepts: value.grammar.to, optional: false, from: node.from, to: node.to });
    return value;
  }

  function typeValue(kind: string, name: string, source: string, type: TypeExpression, optional: boolean, at: Span | undefined): Value {
    return refer(kind, name, nodeOf(source, type, optional, at), at);
  }

  function refer(kind: string, name: string, expression: TypeNode, at: Span | undefined): Value {
    const { grammar } = setting(kind, name, [], at).setting;
    const value: Value = { type: "type", text: writeType(expression), expression, grammar: grammar as Extract<typeof grammar, { type: "type" }>, ...within(at) };
    return value;
  }

  function nodeOf(source: string, type: TypeExpression, optional: boolean, at: Span | undefined): TypeNode {
    const node = plainNode(source, type, at);
    return optional ? { is: "optional", of: node } : node;
  }

  function plainNode(source: string, type: TypeExpression, at: Span | undefined): TypeNode {
    switch (type.is) {
      case "scalar":
        return { is: "scalar", scalar: type.scalar, args: type.precision === undefined ? [] : type.scale === undefined ? [type.precision] : [type.precision, type.scale] };
      case "named":
        return nameNode(foreign.get(type.name) ?? `${source}.${type.name.split(".").map(writeName).join(".")}`, at);
      case "list":
        return { is: "of", container: "list", of: [nodeOf(source, type.of, type.nullable === true, at)] };
      case "map":
        return { is: "of", container: "map", of: [...(type.key === undefined || type.key === "string" ? [] : [{ is: "scalar" as const, scalar: type.key, args: [] }]), nodeOf(source, type.of, type.nullable === true, at)] };
      case "union":
        return { is: "union", of: type.of.map((each) => plainNode(source, each, at)) };
    }
  }

  /** A name at an offset of its own, as near to its place as is free. The names of types are looked up as they stand in the text of their file. */
  function nameNode(name: string, at: Span | undefined): Extract<TypeNode, { is: "name" }> {
    let from = at?.from ?? 0;
    while (taken.has(from)) from++;
    taken.add(from);
    references.push({ base: -1, scope: "", name, accepts: ["@type"], optional: true, free: true, from, to: from + 1 });
    return { is: "name", name, from, to: from + 1 };
  }

  function within(at: Span | undefined): { readonly from: number; readonly to: number } {
    return at ? { from: Math.min(at.from, text.length), to: Math.min(Math.max(at.to, at.from), text.length) } : { from: 0, to: 0 };
  }

  function lossesOf(whats: readonly string[], at: { readonly from: number; readonly to: number }): Diagnostic {
    const named = [...new Set(whats)];
    return {
      code: "format/not-carried", severity: "info", file, ...at, related: [],
      message: `${named.length === 1 ? "One thing" : `${named.length} things`} of this file ${named.length === 1 ? "is" : "are"} not taken into the model: ${named.slice(0, MOST_NAMED).join("; ")}${named.length > MOST_NAMED ? `; and ${named.length - MOST_NAMED} more` : ""}.`,
    };
  }
}

function presetOf({ default: preset }: Field): { readonly default?: Literal } {
  const literal = preset === undefined ? undefined : literalOf(preset);
  return literal === undefined ? {} : { default: literal };
}

function streamed(node: TypeNode, stream: boolean | undefined): TypeNode {
  return stream ? { is: "of", container: "stream", of: [node] } : node;
}

/** A value as plan text has it; undefined where it is an object, or holds one. */
function literalOf(json: Json): Literal | undefined {
  if (json === null || typeof json !== "object") return json;
  if (!Array.isArray(json)) return undefined;
  const items = (json as readonly Json[]).map(literalOf);
  return items.every((item) => item !== undefined) ? items : undefined;
}

/** What has a default is always there. */
function mayBeMissing(place: Field): boolean {
  return place.nullable === true || (!place.required && (place.default === undefined || literalOf(place.default) === undefined));
}

/** A default of SQL: a text in quotes, a number, a call, the time of day; undefined where it is another expression. */
function defaultOf(sql: string): Literal | undefined {
  const quoted = /^'((?:[^']|'')*)'(?:::[\w\s".()]+)?$/.exec(sql);
  if (quoted) return quoted[1]!.replaceAll("''", "'");
  if (/^-?\d+(?:\.\d+)?$/.test(sql)) return Number(sql);
  if (/^(?:true|false)$/i.test(sql)) return sql.toLowerCase() === "true";
  const call = /^([A-Za-z_]\w*)\(\)$/.exec(sql);
  if (call) return { call: call[1]!, args: [] };
  return /^CURRENT_TIMESTAMP$/i.test(sql) ? { call: "now", args: [] } : /^CURRENT_DATE$/i.test(sql) ? { word: "today" } : undefined;
}

function writeSignature({ method, path, root, takes, gives }: Signature): string {
  const taken = takes.filter((part) => part.in !== "path").map((part) => (part.name === undefined ? writeType(part.type) : `${part.name}: ${writeType(part.type)}${part.in === "query" || part.in === "argument" ? "" : ` in ${part.in}`}`));
  const given = gives.map((result) => [result.status, result.type ? writeType(result.type) : undefined].filter((part) => part !== undefined).join(" ")).filter((part) => part !== "");
  return [method ?? root, path, taken.length > 0 ? `(${taken.join(", ")})` : undefined, given.length > 0 ? `-> ${given.join(" | ")}` : undefined].filter((part) => part !== undefined).join(" ");
}

