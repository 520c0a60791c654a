import type { Diagnostic } from "@groundplan/syntax";
import { writeName } from "@groundplan/syntax";
import type { ApiDocument, Field, Json, Operation, Span, Table, TypeDescription, TypeExpression } from "@groundplan/formats";
import { writeType, type Literal, type Signature, type SignaturePart, type SignatureResult, type TypeNode, type Value, type Vocabulary } from "@groundplan/vocabulary";
import type { Declaration, SettingReference, SettingValue, Unit } from "../unit.ts";
import type { Adoption } from "./adoptions.ts";
import { readAdopted } from "./read-adopted.ts";
import { fieldTypeOf } from "./sql-types.ts";

/** How many things that are not carried are named in the message. */
const MOST_NAMED = 6;

/**
 * Binds a file of the team's own: what it describes becomes elements under the name of each source that adopts it, as if it
 * stood in plan text, with the places of its own text.
 */
export function bindAdopted(file: string, text: string, adoptions: readonly Adoption[], vocabulary: Vocabulary): Unit {
  const declarations: Declaration[] = [];
  const references: SettingReference[] = [];
  const problems: Diagnostic[] = [];
  /** Offsets that references have taken: the linker knows them apart by where they stand. */
  const taken = new Set<number>();
  for (const { name, format } of adoptions) {
    const read = readAdopted(format, text, file);
    if (problems.length === 0) {
      for (const problem of read.problems) problems.push({ code: problem.code, severity: problem.severity, message: problem.message, file, ...within(problem), related: [], ...(problem.hint === undefined ? {} : { hint: problem.hint }) });
      if (read.losses.length > 0) problems.push(lossesOf(read.losses.map(({ what }) => what), within(read.losses.find((loss) => loss.at)?.at)));
    }
    adopt(name, read.api, read.types, read.tables?.tables ?? [], new Map((read.tables?.enums ?? []).map((each) => [each.schema === undefined ? each.name : `${each.schema}.${each.name}`, each])));
  }
  return { file, extensions: [], declarations, relations: [], references, problems };

  function adopt(source: string, api: ApiDocument | undefined, types: readonly TypeDescription[], tables: readonly Table[], enums: ReadonlyMap<string, { readonly name: string; readonly values: readonly string[]; readonly doc?: string; readonly at?: Span }>): void {
    const interfaces = api?.interfaces ?? [];
    for (const each of interfaces) {
      const path = `${source}.${writeName(each.name)}`;
      declare("api", path, each.name, undefined, each.doc, each.at, [word("api", "style", each.style, each.at)]);
      for (const operation of each.operations) declareOperation(source, path, operation);
    }
    for (const type of types) declareType(source, type);
    for (const each of enums.values()) {
      const path = `${source}.${writeName(each.name)}`;
      declare("enum", path, each.name, undefined, each.doc, each.at, []);
      for (const value of each.values) declare("literal", `${path}.${writeName(value)}`, value, undefined, undefined, each.at, []);
    }
    const schemas = new Set(tables.flatMap(({ schema }) => schema ?? []));
    for (const schema of schemas) declare("schema", `${source}.${writeName(schema)}`, schema, undefined, undefined, undefined, []);
    for (const table of tables) declareTable(source, table, enums);
  }

  function declareOperation(source: string, path: string, operation: Operation): void {
    const takes: SignaturePart[] = operation.parameters.map((parameter) => ({ name: parameter.name, type: nodeOf(source, parameter.type, parameter.nullable === true || !parameter.required, operation.at), in: parameter.in, ...(parameter.default === undefined ? {} : { default: literalOf(parameter.default) }) }));
    if (operation.request?.type) takes.push({ type: streamed(nodeOf(source, operation.request.type, operation.request.nullable === true, operation.at), operation.request.stream), in: "body" });
    const gives: SignatureResult[] = operation.responses.map((response) => ({ ...(response.status === "ok" ? {} : { status: response.status }), ...(response.type ? { type: streamed(nodeOf(source, response.type, response.nullable === true, operation.at), response.stream) } : {}) }));
    const signature: Signature = { ...(operation.method === undefined ? {} : { method: operation.method }), ...(operation.path === undefined ? {} : { path: operation.path }), ...(operation.root === undefined ? {} : { root: operation.root }), takes, gives };
    const settings = [setting("operation", "signature", { type: "signature", text: writeSignature(signature), signature, ...within(operation.at) }, operation.at)];
    if (operation.idempotencyHeader !== undefined) settings.push(setting("operation", "idempotency", { type: "phrase", text: `header ${operation.idempotencyHeader}`, ...within(operation.at) }, operation.at));
    if (operation.pagination !== undefined) settings.push(word("operation", "pagination", operation.pagination, operation.at));
    if (operation.deprecated) settings.push(flag("operation", "deprecated", operation.at));
    declare("operation", `${path}.${writeName(operation.name)}`, operation.name, operation.summary, operation.doc, operation.at, settings);
  }

  function declareType(source: string, type: TypeDescription): void {
    // Types that are nested in others are dotted, as their names in the model are.
    const path = `${source}.${type.name.split(".").map(writeName).join(".")}`;
    const name = type.name.slice(type.name.lastIndexOf(".") + 1);
    switch (type.kind) {
      case "record":
        declare("type", path, name, undefined, type.doc, type.at, (type.extends ?? []).length === 0 ? [] : [setting("type", "extends", (type.extends ?? []).map((above) => reference("type", "extends", source, above, type.at)), type.at)]);
        for (const field of type.fields) declareField(source, path, field);
        break;
      case "enum":
        declare("enum", path, name, undefined, type.doc, type.at, []);
        for (const value of type.values) declare("literal", `${path}.${writeName(value.name)}`, value.name, undefined, value.doc, value.at ?? type.at, value.value === undefined || value.value === value.name ? [] : [setting("literal", "value", { type: "literal", text: String(value.value), literal: value.value, ...within(value.at) }, value.at)]);
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
    const settings = [setting("field", "type", typeValue("field", "type", source, field.type, field.nullable === true || !field.required, field.at), field.at)];
    const literal = field.default === undefined ? undefined : literalOf(field.default);
    if (literal !== undefined) settings.push(setting("field", "default", { type: "literal", text: JSON.stringify(field.default), literal, ...within(field.at) }, field.at));
    const { minimum, maximum, minLength, maxLength, pattern } = field.constraints ?? {};
    const [low, high] = [minimum ?? minLength, maximum ?? maxLength];
    if (low !== undefined || high !== undefined) settings.push(setting("field", "within", { type: "phrase", text: `${low ?? ""}..${high ?? ""}`, ...within(field.at) }, field.at));
    if (pattern !== undefined) settings.push(setting("field", "matches", { type: "text", text: pattern, ...within(field.at) }, field.at));
    if (field.access === "read") settings.push(flag("field", "readonly", field.at));
    if (field.access === "write") settings.push(flag("field", "writeonly", field.at));
    if (field.number !== undefined) settings.push(setting("field", "number", { type: "range", low: field.number, high: field.number, ...within(field.at) }, field.at));
    if (field.deprecated) settings.push(flag("field", "deprecated", field.at));
    declare("field", `${path}.${writeName(field.name)}`, field.name, undefined, field.doc, field.at, settings);
  }

  function declareTable(source: string, table: Table, enums: ReadonlyMap<string, unknown>): void {
    const path = [source, ...(table.schema === undefined ? [] : [table.schema]), table.name].map((part, at) => (at === 0 ? part : writeName(part))).join(".");
    const foreign = new Map(table.foreignKeys.filter((key) => key.columns.length === 1).map((key) => [key.columns[0]!, key]));
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
      if (column.default !== undefined) own.push(setting("field", "default", { type: "literal", text: column.default, literal: defaultOf(column.default), ...within(column.at) }, column.at));
      declare("field", `${path}.${writeName(column.name)}`, column.name, undefined, column.doc, column.at, own);
    }
  }

  function declare(kind: string, path: string, name: string, title: string | undefined, description: string | undefined, at: Span | undefined, settings: readonly SettingValue[]): void {
    const { from, to } = within(at);
    declarations.push({ base: -1, path, kind, name, title, description, settings, from, to, itemFrom: from, itemTo: to, relation: -1 });
  }

  function setting(kind: string, name: string, value: Value | readonly Value[], at: Span | undefined): SettingValue {
    const meant = vocabulary.kind(kind)!;
    const known = vocabulary.setting(meant, name) ?? meant.clauses?.find((clause) => clause.setting.name === name)?.setting;
    return { name, setting: known!, values: Array.isArray(value) ? (value as readonly Value[]) : [value as Value], ...within(at) };
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
        return nameNode(`${source}.${type.name.split(".").map(writeName).join(".")}`, at);
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

function streamed(node: TypeNode, stream: boolean | undefined): TypeNode {
  return stream ? { is: "of", container: "stream", of: [node] } : node;
}

function literalOf(json: Json): Literal {
  if (json === null || typeof json !== "object") return json;
  return Array.isArray(json) ? (json as readonly Json[]).map(literalOf) : JSON.stringify(json);
}

/** A default of SQL: a text in quotes, a number, a call; whatever else it is stays a word. */
function defaultOf(sql: string): Literal {
  const quoted = /^'((?:[^']|'')*)'(?:::[\w\s".()]+)?$/.exec(sql);
  if (quoted) return quoted[1]!.replaceAll("''", "'");
  if (/^-?\d+(?:\.\d+)?$/.test(sql)) return Number(sql);
  if (/^(?:true|false)$/i.test(sql)) return sql.toLowerCase() === "true";
  const call = /^([A-Za-z_]\w*)\(\)$/.exec(sql);
  return call ? { call: call[1]!, args: [] } : /^CURRENT_TIMESTAMP$/i.test(sql) ? { call: "now", args: [] } : { word: sql };
}

function writeSignature({ method, path, root, takes, gives }: Signature): string {
  const taken = takes.filter((part) => part.in !== "path").map((part) => (part.name === undefined ? writeType(part.type) : `${part.name}: ${writeType(part.type)}${part.in === "query" || part.in === "argument" ? "" : ` in ${part.in}`}`));
  const given = gives.map((result) => [result.status, result.type ? writeType(result.type) : undefined].filter((part) => part !== undefined).join(" ")).filter((part) => part !== "");
  return [method ?? root, path, taken.length > 0 ? `(${taken.join(", ")})` : undefined, given.length > 0 ? `-> ${given.join(" | ")}` : undefined].filter((part) => part !== undefined).join(" ");
}

