import type { Column, ForeignKey, Index, Key, SqlType, Table, TableDocument } from "../tables.ts";
import { expressionTokens } from "./expression.ts";
import { qualified } from "./keywords.ts";
import { withoutCasts } from "./translate.ts";

/** What a change is about. */
export type SubjectKind = "schema" | "extension" | "enum" | "enum value" | "domain" | "sequence" | "table" | "view" | "column" | "primary key" | "unique" | "foreign key" | "check" | "exclusion" | "index";

/** One difference of two documents. */
export interface TableChange {
  readonly change: "added" | "dropped" | "changed";
  readonly kind: SubjectKind;
  /** The table, or the thing itself where it is not of a table, with its schema: `shop.orders`. */
  readonly of: string;
  /** The column, the value, or the constraint: by its name, or by its columns where it has none. */
  readonly name?: string;
  /** What of it is changed: `type`, `nullable`, `default`, `identity`, `generated`, `collation`, `doc`, `name`, `values`, `query` … */
  readonly property?: string;
  /** As SQL says it, or undefined where there is nothing. */
  readonly before?: string;
  readonly after?: string;
}

/**
 * The changes that make the second document of the first. Order does not matter, but for that of the values of an enum and of the
 * columns of a key. Constraints and indexes are the same when they say the same: a name counts only where both sides give one.
 * Expressions are compared without casts of literals, white space, case of keywords and parentheses around the whole.
 */
export const compareTables = (before: TableDocument, after: TableDocument): readonly TableChange[] => {
  const changes: TableChange[] = [];
  const put = (change: TableChange): void => void changes.push(change);
  pair(before.schemas, after.schemas, (schema) => schema.name, "schema", put, (a, b) => property(put, { kind: "schema", of: a.name }, "doc", a.doc, b.doc));
  pair(before.extensions, after.extensions, (extension) => extension, "extension", put, () => undefined);
  pair(before.enums, after.enums, nameOf, "enum", put, (a, b, of) => {
    for (const value of a.values) if (!b.values.includes(value)) put({ change: "dropped", kind: "enum value", of, name: value });
    for (const value of b.values) if (!a.values.includes(value)) put({ change: "added", kind: "enum value", of, name: value });
    const [left, right] = [a.values.filter((value) => b.values.includes(value)), b.values.filter((value) => a.values.includes(value))];
    property(put, { kind: "enum", of }, "order", left.join(", "), right.join(", "));
    property(put, { kind: "enum", of }, "doc", a.doc, b.doc);
  });
  pair(before.domains, after.domains, nameOf, "domain", put, (a, b, of) => {
    const subject = { kind: "domain", of } as const;
    property(put, subject, "type", typeOf(a.type), typeOf(b.type));
    property(put, subject, "nullable", String(a.nullable), String(b.nullable));
    property(put, subject, "check", a.check, b.check, canonical);
    property(put, subject, "doc", a.doc, b.doc);
  });
  pair(before.sequences ?? [], after.sequences ?? [], nameOf, "sequence", put, (a, b, of) => {
    property(put, { kind: "sequence", of }, "options", a.options, b.options);
    property(put, { kind: "sequence", of }, "doc", a.doc, b.doc);
  });
  pair(before.tables, after.tables, nameOf, "table", put, (a, b, of) => tableChanges(a, b, of, put));
  pair(before.views, after.views, nameOf, "view", put, (a, b, of) => {
    property(put, { kind: "view", of }, "query", a.query, b.query, canonical);
    property(put, { kind: "view", of }, "materialized", String(a.materialized), String(b.materialized));
    property(put, { kind: "view", of }, "doc", a.doc, b.doc);
  });
  return changes;
};

type Put = (change: TableChange) => void;
type Subject = Pick<TableChange, "kind" | "of" | "name">;

const nameOf = (thing: { readonly schema?: string; readonly name: string }): string => qualified(thing.schema, thing.name);

const pair = <Thing>(before: readonly Thing[], after: readonly Thing[], key: (thing: Thing) => string, kind: SubjectKind, put: Put, both: (a: Thing, b: Thing, of: string) => void): void => {
  const left = new Map(before.map((thing) => [key(thing), thing]));
  const right = new Map(after.map((thing) => [key(thing), thing]));
  for (const [of, thing] of left) {
    const other = right.get(of);
    if (other === undefined) put({ change: "dropped", kind, of });
    else both(thing, other, of);
  }
  for (const of of right.keys()) if (!left.has(of)) put({ change: "added", kind, of });
};

const property = (put: Put, subject: Subject, name: string, before: string | undefined, after: string | undefined, same: (text: string) => string = (text) => text): void => {
  if (before === after || (before !== undefined && after !== undefined && same(before) === same(after))) return;
  put({ change: "changed", ...subject, property: name, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) });
};

/** PostgreSQL does not keep the number of dimensions (8.15.1). */
const typeOf = (type: SqlType): string => `${type.name}${type.args === undefined ? "" : `(${type.args.join(",")})`}${(type.array ?? 0) > 0 ? "[]" : ""}`;

const tableChanges = (a: Table, b: Table, of: string, put: Put): void => {
  const columns = new Map(b.columns.map((column) => [column.name, column]));
  for (const column of a.columns) {
    const other = columns.get(column.name);
    if (other === undefined) put({ change: "dropped", kind: "column", of, name: column.name });
    else columnChanges(column, other, of, put);
  }
  const there = new Set(a.columns.map((column) => column.name));
  for (const column of b.columns) if (!there.has(column.name)) put({ change: "added", kind: "column", of, name: column.name });
  const key = (one: Key): string => one.columns.join(", ");
  const keys = (table: Table): readonly Key[] => (table.primaryKey === undefined ? [] : [table.primaryKey]);
  matched(keys(a), keys(b), key, key, "primary key", of, put);
  matched(a.uniques, b.uniques, key, key, "unique", of, put);
  matched(a.foreignKeys, b.foreignKeys, foreignKeyText, key, "foreign key", of, put);
  matched(a.checks, b.checks, (check) => canonical(check.expression), (check) => check.expression, "check", of, put);
  matched(a.exclusions ?? [], b.exclusions ?? [], (one) => canonical(one.definition), (one) => one.definition, "exclusion", of, put);
  matched(a.indexes, b.indexes, indexText, (index) => index.parts.map((part) => part.column ?? part.expression ?? "").join(", "), "index", of, put);
  const subject = { kind: "table", of } as const;
  property(put, subject, "inherits", a.inherits?.join(", "), b.inherits?.join(", "));
  property(put, subject, "partitionBy", a.partitionBy, b.partitionBy, canonical);
  property(put, subject, "partitionOf", partitionText(a), partitionText(b), canonical);
  property(put, subject, "doc", a.doc, b.doc);
};

const partitionText = (table: Table): string | undefined => (table.partitionOf === undefined ? undefined : `${qualified(table.partitionOf.schema, table.partitionOf.table)} ${table.partitionOf.bounds}`);

const columnChanges = (a: Column, b: Column, of: string, put: Put): void => {
  const subject = { kind: "column", of, name: a.name } as const;
  property(put, subject, "type", typeOf(a.type), typeOf(b.type));
  property(put, subject, "nullable", String(a.nullable), String(b.nullable));
  property(put, subject, "default", a.default, b.default, canonical);
  property(put, subject, "identity", a.identity, b.identity);
  property(put, subject, "generated", a.generated, b.generated, canonical);
  property(put, subject, "collation", a.collation, b.collation);
  property(put, subject, "doc", a.doc, b.doc);
};

const foreignKeyText = (key: ForeignKey): string =>
  JSON.stringify([key.columns, key.target.schema ?? "", key.target.table, key.target.columns, key.onDelete, key.onUpdate, key.deferrable]);

export const indexText = (index: Index): string =>
  JSON.stringify([index.unique, index.method, index.parts.map((part) => [part.column, part.expression === undefined ? undefined : canonical(part.expression), part.descending === true, part.nulls, part.operatorClass]), index.include ?? [], index.where === undefined ? undefined : canonical(index.where)]);

/** Pairs what says the same; of the rest, what has the same name is changed, and anything else added or dropped. */
const matched = <Thing extends { readonly name?: string }>(before: readonly Thing[], after: readonly Thing[], text: (thing: Thing) => string, label: (thing: Thing) => string, kind: SubjectKind, of: string, put: Put): void => {
  const rest = new Map<string, Thing[]>();
  for (const thing of after) rest.set(text(thing), [...(rest.get(text(thing)) ?? []), thing]);
  const dropped: Thing[] = [];
  for (const thing of before) {
    const same = rest.get(text(thing)) ?? [];
    const index = Math.max(0, same.findIndex((other) => other.name === thing.name));
    const [other] = same.splice(index, 1);
    if (other === undefined) dropped.push(thing);
    else if (thing.name !== undefined && other.name !== undefined) property(put, { kind, of, name: thing.name }, "name", thing.name, other.name);
  }
  const added = [...rest.values()].flat();
  for (const thing of dropped) {
    const index = added.findIndex((other) => other.name !== undefined && other.name === thing.name);
    const other = index < 0 ? undefined : added.splice(index, 1)[0];
    if (other === undefined) put({ change: "dropped", kind, of, name: thing.name ?? label(thing) });
    else put({ change: "changed", kind, of, name: thing.name ?? label(thing), property: "definition", before: text(thing), after: text(other) });
  }
  for (const thing of added) put({ change: "added", kind, of, name: thing.name ?? label(thing) });
};

/** An expression in a form in which those that say the same, but for what PostgreSQL itself adds, are equal. */
export const canonical = (expression: string): string => {
  let tokens = withoutCasts(expressionTokens(expression));
  for (;;) {
    if (tokens.length < 3 || tokens[0]!.kind !== "symbol" || tokens[0]!.value !== "(") break;
    let depth = 0;
    const close = tokens.findIndex((token) => token.kind === "symbol" && ((token.value === "(" && ++depth < 0) || (token.value === ")" && --depth === 0)));
    if (close !== tokens.length - 1) break;
    tokens = tokens.slice(1, -1);
  }
  return tokens.map((token) => (token.kind === "string" ? `'${token.value}'` : token.kind === "quoted" ? token.value : token.value === "!=" ? "<>" : token.value)).join(" ");
};
