import type { ApiDocument, Column, Constraints, Field, Operation, SecurityScheme, Table, TableDocument, TypeDescription } from "@groundplan/formats";
import { isKept } from "./sql-types.ts";

/** Counts what the model has no place for: `tell("examples", "fields", "Order.total")`. */
export type Tell = (what: string, plural: string, of: string) => void;

/** A count of what is not taken, by what it is; `named` gives one phrase for each: `examples of 31 fields`, `the licence MIT`. */
export function untakenCount(): { readonly tell: Tell; readonly named: () => readonly string[] } {
  const found = new Map<string, { readonly what: string; readonly plural: string; readonly first: string; count: number }>();
  return {
    tell(what, plural, of) {
      const key = `${what} ${plural}`;
      const there = found.get(key);
      if (there) there.count++;
      else found.set(key, { what, plural, first: of, count: 1 });
    },
    named: () => [...found.values()].map(({ what, plural, first, count }) => (plural === "" ? `${what} ${first}`.trim() : `${what} of ${count === 1 ? first : `${count} ${plural}`}`)),
  };
}

/** The words that the language has for how a caller shows who it is, by scheme; undefined where it has none. */
export function authOf(scheme: SecurityScheme): string | undefined {
  if (scheme.kind === "http") return scheme.scheme === "basic" || scheme.scheme === "bearer" ? scheme.scheme : undefined;
  return scheme.kind === "other" ? undefined : scheme.kind;
}

/** What of the document itself has no place in the model. */
export function tellDocument(api: ApiDocument, tell: Tell): void {
  for (const { url } of api.servers.slice(api.interfaces.some(({ style }) => style === "rest") ? 1 : 0)) tell("the server", "", url);
  if (api.licence !== undefined && api.licence !== "LicenseRef-All-Rights-Reserved" && api.licence !== "All rights reserved") tell("the licence", "", api.licence);
  for (const { name } of api.tags ?? []) tell("the names and descriptions", "tags", name);
  if (api.package !== undefined) tell("the package", "", `${api.package}, since each interface has one of its own`);
  for (const key of Object.keys(api.extensions ?? {})) if (key !== "imports" && key !== "servers") tell(key, "documents", "the document");
  for (const scheme of api.security) {
    const word = authOf(scheme);
    if (word === undefined) tell("the security scheme", "", scheme.name);
    else if (scheme.kind === "apiKey" && (scheme.in !== "header" || scheme.parameter !== "X-API-Key")) tell("where the key stands", "security schemes", scheme.name);
    else if (scheme.kind === "oauth2" && Object.keys(scheme.flows).some((flow) => flow !== "clientCredentials")) tell("flows", "security schemes", scheme.name);
  }
  for (const one of api.interfaces) {
    if (one.deprecated) tell("deprecated", "interfaces", one.name);
    for (const key of Object.keys(one.extensions ?? {})) tell(key, "interfaces", one.name);
    for (const channel of one.channels ?? []) {
      for (const { name } of channel.parameters ?? []) tell("parameters", "channels", `${channel.name} (${name})`);
      for (const message of channel.messages) {
        if ((message.headers ?? []).some(({ name }) => name !== "correlationId")) tell("headers", "messages", message.name);
        if (message.mediaType !== undefined && message.mediaType !== "application/json") tell("media types", "messages", message.name);
        if (message.examples !== undefined) tell("examples", "messages", message.name);
        if (Object.keys(message.bindings ?? {}).some((key) => key !== "kafka")) tell("bindings", "messages", message.name);
      }
      if (Object.keys(channel.bindings ?? {}).some((key) => key !== "kafka")) tell("bindings", "channels", channel.name);
      if (channel.messages.length > 1) tell("the names of several messages", "channels", channel.name);
    }
    if (one.style === "events") for (const { name } of one.operations) tell("channel and action", "operations", name);
  }
}

export function tellOperation(operation: Operation, rest: boolean, tell: Tell): void {
  const { name } = operation;
  for (const parameter of operation.parameters) {
    if (parameter.doc !== undefined) tell("descriptions", "parameters", `${name}.${parameter.name}`);
    if (parameter.constraints !== undefined) tell("constraints", "parameters", `${name}.${parameter.name}`);
    if (parameter.deprecated) tell("deprecated", "parameters", `${name}.${parameter.name}`);
    if (parameter.examples !== undefined) tell("examples", "parameters", `${name}.${parameter.name}`);
    if (parameter.style !== undefined || parameter.explode !== undefined) tell("the style", "parameters", `${name}.${parameter.name}`);
    if (parameter.required && parameter.default !== undefined && parameter.in !== "path") tell("required beside a default", "parameters", `${name}.${parameter.name}`);
  }
  const bodies = [...(operation.request ? [{ ...operation.request, status: "", headers: [] as readonly Field[] }] : []), ...operation.responses];
  for (const body of bodies) {
    const of = body.status === "" ? "requests" : "responses";
    const one = `${name}${body.status === "" ? "" : ` ${body.status}`}`;
    const usual = /^(?:[45]|default)/.test(body.status) ? "application/problem+json" : "application/json";
    if (body.mediaTypes.some((media) => media !== usual)) tell("the media types", of, one);
    if (body.doc !== undefined) tell("descriptions", of, one);
    if (body.examples !== undefined) tell("examples", of, one);
    if ((body.headers ?? []).some((header) => !(header.name === "Location" && body.status === "201"))) tell("headers", of, one);
  }
  if (operation.tags !== undefined) tell("tags", "operations", name);
  for (const [key, value] of Object.entries(operation.extensions ?? {})) {
    if (key === "http" && JSON.stringify(value) === '{"body":"*"}' && operation.method !== undefined && ["POST", "PUT", "PATCH"].includes(operation.method)) continue;
    tell(key === "http" ? "the body and further bindings of HTTP" : key, "operations", name);
  }
  if (!rest && operation.method !== undefined && operation.extensions?.["http"] === undefined && ["POST", "PUT", "PATCH"].includes(operation.method)) tell("that HTTP has no body", "operations", name);
}

export function tellType(type: TypeDescription, tell: Tell): void {
  const { name } = type;
  if (type.deprecated) tell("deprecated", "types", name);
  if (type.examples !== undefined) tell("examples", "types", name);
  for (const key of Object.keys(type.extensions ?? {})) tell(key, "types", name);
  if (type.kind === "record" && type.open !== undefined) tell("further fields (additionalProperties)", "types", name);
  if (type.kind === "record" && type.role !== undefined) tell(`the role ${type.role}`, "types", name);
  if ((type.kind === "record" || type.kind === "enum") && type.reserved !== undefined) tell("reserved names and numbers", "types", name);
  if (type.kind === "union" && type.discriminator !== undefined) tell("the discriminator", "types", name);
  if (type.kind === "alias" && type.constraints !== undefined) tell("constraints", "types", name);
}

/** Constraints that fields of the language have: a least and a greatest value or length, and a pattern. */
const KNOWN: ReadonlySet<string> = new Set<keyof Constraints>(["minimum", "maximum", "minLength", "maxLength", "pattern"]);

/** `nulls`: whether the format tells what is null from what is not there. */
export function tellField(field: Field, of: string, nulls: boolean, tell: Tell): void {
  const name = `${of}.${field.name}`;
  for (const key of Object.keys(field.constraints ?? {})) if (!KNOWN.has(key)) tell(`the constraint ${key}`, "fields", name);
  if (field.examples !== undefined) tell("examples", "fields", name);
  for (const key of Object.keys(field.extensions ?? {})) tell(key === "type" || key === "key" ? "the exact type" : key, "fields", name);
  if (field.default !== undefined && field.default !== null && typeof field.default === "object" && !Array.isArray(field.default)) tell("the default", "fields", name);
  if (!nulls) {
    if (field.nullable && field.type.is === "scalar" && field.type.scalar !== "json") tell("the wrapper message", "fields", name);
    return;
  }
  if (field.required && field.nullable) tell("the difference between missing and null", "fields", name);
  else if (!field.required && !field.nullable && field.default === undefined) tell("the difference between missing and null", "fields", name);
  if (field.required && field.default !== undefined) tell("required beside a default", "fields", name);
}

/** What of the tables has no place in the model. */
export function tellTables(document: TableDocument, tell: Tell): void {
  for (const { name } of document.extensions.map((extension) => ({ name: extension }))) tell("the extension", "", name);
  for (const { name } of document.domains) tell("the domain", "", name);
  for (const { name } of document.sequences ?? []) tell("the sequence", "", name);
  for (const { name } of document.views) tell("the view", "", name);
  for (const each of document.enums) if (each.schema !== undefined) tell("the schema", "enums", each.name);
  const keys = new Map(document.tables.map((table) => [nameOf(table.schema, table.name), table.primaryKey?.columns ?? []]));
  const enums = new Set(document.enums.map((each) => nameOf(each.schema, each.name)));
  for (const table of document.tables) {
    for (const key of [table.primaryKey, ...table.uniques, ...table.foreignKeys, ...table.checks, ...table.indexes]) if (key?.name !== undefined) tell("the names", "keys, checks and indexes", key.name);
    for (const key of table.foreignKeys) {
      if (!isReference(key, table, keys)) tell("foreign keys of several columns or to no key", "tables", `${table.name} (${key.columns.join(", ")})`);
      if (key.onUpdate !== undefined) tell("on update", "foreign keys", `${table.name} (${key.columns.join(", ")})`);
      if (key.deferrable !== undefined) tell("deferrable", "foreign keys", `${table.name} (${key.columns.join(", ")})`);
    }
    for (const index of table.indexes) {
      const of = `${table.name} (${index.parts.map((part) => part.column ?? part.expression).join(", ")})`;
      if (index.parts.some((part) => part.column === undefined)) tell("an index over expressions", "tables", of);
      if (index.include !== undefined) tell("INCLUDE", "indexes", of);
      if (index.parts.some((part) => part.nulls !== undefined || part.operatorClass !== undefined)) tell("operator classes and the place of nulls", "indexes", of);
    }
    if ((table.exclusions ?? []).length > 0) tell("exclusion constraints", "tables", table.name);
    if (table.inherits !== undefined) tell("INHERITS", "tables", table.name);
    if (table.partitionOf !== undefined || table.partitionBy !== undefined) tell("partitions", "tables", table.name);
    for (const column of table.columns) tellColumn(column, table, enums, tell);
  }
}

function tellColumn(column: Column, table: Table, enums: ReadonlySet<string>, tell: Tell): void {
  const name = `${table.name}.${column.name}`;
  if (!isKept(column.type, enums)) tell(`the exact type ${column.type.name}`, "columns", name);
  if ((column.type.array ?? 0) > 1) tell("the dimensions", "columns", name);
  if (column.generated !== undefined) tell("GENERATED", "columns", name);
  if (column.collation !== undefined) tell("the collation", "columns", name);
  if (column.identity !== undefined && (column.identity !== "always" || column.default !== undefined)) tell(`identity ${column.identity}`, "columns", name);
}

/** Whether a foreign key is a reference of one column to the key of its table: what a field whose type is an entity says. */
export function isReference(key: Table["foreignKeys"][number], table: Table, keys: ReadonlyMap<string, readonly string[]>): boolean {
  const target = keys.get(nameOf(key.target.schema ?? table.schema, key.target.table)) ?? keys.get(nameOf(key.target.schema, key.target.table));
  return key.columns.length === 1 && target?.length === 1 && (key.target.columns.length === 0 || key.target.columns[0] === target[0]);
}

export function nameOf(schema: string | undefined, name: string): string {
  return schema === undefined ? name : `${schema}.${name}`;
}
