import type { Column, EnumType, ForeignKey, Index, Key, ReferentialAction, SqlType, Table, TableDocument } from "@groundplan/formats";
import { unindexed } from "@groundplan/formats";
import { settingOf, type Model } from "@groundplan/model";
import type { Literal, TypeNode } from "@groundplan/vocabulary";
import { readDataType, type DataField, type DataType } from "./data.ts";
import { entitiesOf, entityOf } from "./entities.ts";

/** The tables that entities become, and where each field of them went. */
export interface TableReading {
  readonly document: TableDocument;
  /** Columns by the qualified names of entity and field: `shop.orders.Order.total`. Fields with a table of their own have none. */
  readonly columnsOf: ReadonlyMap<string, readonly string[]>;
  readonly tableOf: ReadonlyMap<string, { readonly schema: string | undefined; readonly name: string }>;
}

/** How deep records are taken apart into columns. */
const DEEPEST = 8;

/**
 * The relational schema of a store's entities. Fields of entities become foreign keys, several of them a table of their
 * own; records become columns with the field's name before them, lists of scalars arrays, what is deeper `jsonb`; an entity
 * that extends another has a table with all its fields (concrete table inheritance, Fowler, PoEAA, 2002).
 */
export function readTables(model: Model, store: string | undefined): TableReading {
  const entities = entitiesOf(model).filter((entity) => entity.store === store);
  const own = new Map(entities.map((entity) => [entity.id, entity]));
  const enums = new Map<string, EnumType>();
  const columnsOf = new Map<string, readonly string[]>();
  const tableOf = new Map<string, { readonly schema: string | undefined; readonly name: string }>();
  const takenTables = new Set<string>();
  for (const entity of entities) tableOf.set(entity.id, freeTable(tableName(model, entity)));
  const tables: Table[] = [];
  for (const entity of entities) tables.push(...tablesOf(entity).map(indexReferences));
  const schemas = [...new Set(tables.flatMap(({ schema }) => schema ?? []))].sort().map((name) => ({ name }));
  return { document: { dialect: "postgresql", schemas, extensions: [], enums: [...enums.values()], domains: [], tables, views: [] }, columnsOf, tableOf };

  function freeTable({ schema, name }: { readonly schema: string | undefined; readonly name: string }): { readonly schema: string | undefined; readonly name: string } {
    const before = schema === undefined ? "" : `${schema}.`;
    return { schema, name: freed(name, (made) => takenTables.has(before + made), (made) => void takenTables.add(before + made)) };
  }

  function tablesOf(entity: DataType): Table[] {
    const { schema, name } = tableOf.get(entity.id)!;
    const columns: Column[] = [];
    const foreignKeys: ForeignKey[] = [];
    const uniques: Key[] = [];
    const checks: { expression: string }[] = [];
    const joins: Table[] = [];
    const named = new Map<string, readonly string[]>();
    for (const field of entity.fields) {
      const target = entityOf(model, field.type);
      if (target && (field.many || target.several) && own.has(target.id)) {
        joins.push(joinTable(entity, field, target.id));
        continue;
      }
      const made = target && own.has(target.id) && !target.several ? referenceColumns(entity, field, target.id) : undefined;
      const names = new Set(columns.map((column) => column.name));
      const wanted = made ? made.columns : columnsFor(field, columnName(field), isGenerated(entity, field) && !isTaken(field), 0);
      const fresh = wanted.map((column) => ({ ...column, name: freed(column.name, (name) => names.has(name), (name) => void names.add(name)) }));
      columns.push(...fresh);
      named.set(field.name, fresh.map((column) => column.name));
      columnsOf.set(field.id, named.get(field.name)!);
      if (made) foreignKeys.push({ columns: fresh.map((column) => column.name), target: made.target, ...(made.onDelete === undefined ? {} : { onDelete: made.onDelete }) });
      if (field.unique) uniques.push({ columns: named.get(field.name)! });
    }
    const rename = renamer(named);
    for (const field of entity.fields) {
      if (field.check !== undefined) checks.push({ expression: rename(field.check) });
      checks.push(...limitsOf(field, named.get(field.name)?.[0]));
    }
    for (const check of entity.checks) checks.push({ expression: rename(check) });
    const columnsNamed = (fields: readonly { readonly name: string }[]): string[] => fields.flatMap((each) => named.get(each.name) ?? []);
    for (const unique of entity.uniques) if (unique.where === undefined) uniques.push({ columns: columnsNamed(unique.fields) });
    const indexes: Index[] = [...entity.indexes, ...entity.uniques.filter((unique) => unique.where !== undefined)].map((index) => ({
      unique: index.unique, method: index.method ?? "btree",
      parts: index.fields.flatMap((part) => (named.get(part.name) ?? []).map((column) => ({ column, ...(part.descending ? { descending: true } : {}) }))),
      ...(index.where === undefined ? {} : { where: rename(index.where) }),
    }));
    const key = entity.keys[0]?.flatMap((part) => named.get(part) ?? []) ?? [];
    return [{
      ...(schema === undefined ? {} : { schema }), name, ...docOf(entity.description ?? entity.title), columns, ...(key.length > 0 ? { primaryKey: { columns: key } } : {}),
      uniques: uniques.filter((unique) => unique.columns.length > 0), foreignKeys, checks, indexes: indexes.filter((index) => index.parts.length > 0),
    }, ...joins];
  }

  /** Whether a field stands in an adopted file: its column is called there as it is called here. */
  function isTaken(field: DataField): boolean {
    return model.element(field.id)?.at.file.endsWith(".plan") === false;
  }

  function columnName(field: DataField): string {
    return isTaken(field) ? field.name : snake(field.name);
  }

  /** Columns that hold the key of another entity. */
  function referenceColumns(entity: DataType, field: DataField, to: string): { readonly columns: Column[]; readonly target: ForeignKey["target"]; readonly onDelete: ReferentialAction | undefined } | undefined {
    const key = keyColumns(to, new Set([entity.id]));
    if (key.length === 0) return undefined;
    const single = key.length === 1;
    const base = snake(field.name);
    const columns = key.map((column): Column => ({ name: single ? (isTaken(field) ? columnName(field) : withSuffix(base, column.name)) : `${base}_${column.name}`, type: column.type, nullable: field.optional, ...docOf(field.description) }));
    const { schema, name } = tableOf.get(to)!;
    return { columns, target: { ...(schema === undefined ? {} : { schema }), table: name, columns: key.map((column) => column.name) }, onDelete: actionOf(field) };
  }

  /** The columns of an entity's key; those of another entity's key where it refers to one. */
  function keyColumns(id: string, seen: ReadonlySet<string>): readonly Column[] {
    const entity = own.get(id);
    if (!entity) return [];
    return (entity.keys[0] ?? []).flatMap((name): readonly Column[] => {
      const field = entity.fields.find((each) => each.name === name);
      if (!field) return [];
      const target = entityOf(model, field.type);
      if (!target || target.several || !own.has(target.id)) return columnsFor({ ...field, default: undefined }, columnName(field), false, 0).map((column) => ({ ...column, name: cut(column.name, LONGEST) }));
      if (seen.has(target.id) || seen.size > DEEPEST) return [];
      const inner = keyColumns(target.id, new Set([...seen, target.id]));
      return inner.map((column) => ({ ...column, name: inner.length === 1 ? (isTaken(field) ? columnName(field) : withSuffix(snake(name), column.name)) : `${snake(name)}_${column.name}` }));
    });
  }

  /** A table that holds which of two entities belong together. */
  function joinTable(entity: DataType, field: DataField, to: string): Table {
    const { schema, name } = tableOf.get(entity.id)!;
    const side = (id: string, prefix: string): { readonly columns: readonly Column[]; readonly foreign: ForeignKey } => {
      const key = keyColumns(id, new Set());
      const target = tableOf.get(id)!;
      const columns = key.map((column): Column => ({ name: key.length === 1 ? withSuffix(prefix, column.name) : `${prefix}_${column.name}`, type: column.type, nullable: false }));
      return { columns, foreign: { columns: columns.map((column) => column.name), target: { ...(target.schema === undefined ? {} : { schema: target.schema }), table: target.name, columns: key.map((column) => column.name) }, onDelete: "CASCADE" } };
    };
    const left = side(entity.id, snake(entity.name));
    const right = side(to, to === entity.id ? singular(snake(field.name)) : snake(own.get(to)!.name));
    const names = new Set<string>();
    const columns = [...left.columns, ...right.columns].map((column) => ({ ...column, name: freed(column.name, (name) => names.has(name), (name) => void names.add(name)) }));
    const renamed = (foreign: ForeignKey, from: number): ForeignKey => ({ ...foreign, columns: columns.slice(from, from + foreign.columns.length).map((column) => column.name) });
    return {
      ...(schema === undefined ? {} : { schema }), name: freeTable({ schema, name: `${name}_${snake(field.name)}` }).name, ...docOf(field.description ?? `Which ${own.get(to)!.name} belong to which ${entity.name}.`), columns,
      primaryKey: { columns: columns.map((column) => column.name) }, uniques: [], foreignKeys: [renamed(left.foreign, 0), renamed(right.foreign, left.columns.length)].filter((key) => key.columns.length > 0), checks: [], indexes: [],
    };
  }

  function columnsFor(field: DataField, name: string, generated: boolean, depth: number): Column[] {
    const record = recordOf(field.type);
    if (record && depth < DEEPEST) {
      return record.fields.flatMap((inner) => columnsFor({ ...inner, optional: inner.optional || field.optional, description: inner.description ?? field.description }, `${name}_${snake(inner.name)}`, false, depth + 1));
    }
    const type = sqlType(field.type);
    const identity = field.default !== null && typeof field.default === "object" && "word" in field.default && field.default.word === "identity";
    const preset = (generated && field.default === undefined) || identity ? keyDefault(type) : { default: defaultOf(field.default, type, labelsOf(field.type)) };
    return [{ name, type, nullable: field.optional && !field.key, ...(preset.default === undefined ? {} : { default: preset.default }), ...(preset.identity === undefined ? {} : { identity: preset.identity }), ...docOf(field.description) }];
  }

  /** A record that a field holds, where it is one and not another entity. */
  function recordOf(type: TypeNode): DataType | undefined {
    if (type.is === "optional") return recordOf(type.of);
    if (type.is !== "name" || type.target === undefined) return undefined;
    const found = readDataType(model, type.target);
    return found?.is === "type" && found.fields.length > 0 && found.of === undefined ? found : undefined;
  }

  function sqlType(type: TypeNode, depth = 0): SqlType {
    // Types may be named in a circle.
    if (depth > DEEPEST) return { name: "jsonb" };
    switch (type.is) {
      case "scalar":
        return scalarType(type.scalar, type.args);
      case "optional":
        return sqlType(type.of, depth + 1);
      case "union":
        return { name: "jsonb" };
      case "of": {
        if (type.container === "map" || type.of.length !== 1) return { name: "jsonb" };
        const inner = type.of[0]!;
        if (recordOf(inner) || inner.is === "of" || inner.is === "union") return { name: "jsonb" };
        const of = sqlType(inner, depth + 1);
        return of.name === "jsonb" ? of : { ...of, array: 1 };
      }
      case "name": {
        const found = type.target === undefined ? undefined : readDataType(model, type.target);
        if (!found) return { name: "text" };
        // A label of an enum has 63 bytes at most: PostgreSQL 18, 8.7.4.
        if (found.is === "enum") return found.values.length === 0 || found.values.some((value) => bytesOf(labelOf(value)) > 63) ? { name: "text" } : { name: enumName(found) };
        if (found.of) return sqlType(found.of, depth + 1);
        // An entity of another store: its key stands for it, without a foreign key.
        if (found.is === "entity") {
          const key = found.fields.find((field) => field.name === found.keys[0]?.[0]);
          return key ? sqlType(key.type, depth + 1) : { name: "text" };
        }
        return { name: "jsonb" };
      }
    }
  }

  /** What stands in the database for the words of an enum. */
  function labelsOf(type: TypeNode): ReadonlyMap<string, string> {
    const target = type.is === "name" ? type.target : type.is === "of" && type.of.length === 1 && type.of[0]!.is === "name" ? type.of[0]!.target : undefined;
    const found = target === undefined ? undefined : readDataType(model, target);
    return new Map(found?.is === "enum" ? found.values.map((value) => [value.name, labelOf(value)]) : []);
  }

  function enumName(found: DataType): string {
    const name = model.element(found.id)?.at.file.endsWith(".plan") === false ? found.name : snake(found.name);
    if (!enums.has(name)) enums.set(name, { name, values: [...new Set(found.values.map(labelOf))], ...docOf(found.description ?? found.title) });
    return name;
  }
}

/** What refers to a row is looked for whenever that row goes or its key changes: each foreign key has an index. */
function indexReferences(table: Table): Table {
  const missing = unindexed(table).map((columns): Index => ({ unique: false, method: "btree", parts: columns.map((column) => ({ column })) }));
  return missing.length === 0 ? table : { ...table, indexes: [...table.indexes, ...missing] };
}

/** The most bytes that a name has: PostgreSQL cuts what is longer, in silence, and takes two that become the same for one. */
const LONGEST = 63;

/** The name, cut where it is too long, or the first of `name_2`, `name_3` … that is free. */
function freed(name: string, isTaken: (name: string) => boolean, take: (name: string) => void): string {
  let free = cut(name === "" ? "_" : name, LONGEST);
  for (let count = 2; isTaken(free); count++) free = `${cut(name, LONGEST - `_${count}`.length)}_${count}`;
  take(free);
  return free;
}

function cut(name: string, most: number): string {
  let text = name;
  while (bytesOf(text) > most) text = [...text].slice(0, -1).join("");
  return text;
}

/** In UTF-8. */
function bytesOf(text: string): number {
  let bytes = 0;
  for (const sign of text) bytes += sign <= "\x7f" ? 1 : sign <= "\u07ff" ? 2 : sign.length === 1 ? 3 : 4;
  return bytes;
}

function labelOf(value: DataType["values"][number]): string {
  return String(value.value ?? value.name);
}

/** A table is called as its entity, in the plural never: what an entity is called is what people say. A `table` setting names another. */
function tableName(model: Model, entity: DataType): { readonly schema: string | undefined; readonly name: string } {
  const element = model.element(entity.id)!;
  const setting = settingOf(element, "table")?.values[0];
  const said = setting && "text" in setting ? setting.text.replace(/["`]/g, "") : snake(entity.name);
  const dot = said.indexOf(".");
  return dot < 0 ? { schema: undefined, name: said } : { schema: said.slice(0, dot), name: said.slice(dot + 1) };
}

export function scalarType(scalar: string, args: readonly number[]): SqlType {
  const plain = (name: string): SqlType => ({ name });
  switch (scalar) {
    case "string":
      return args.length > 0 ? { name: "character varying", args } : plain("text");
    case "boolean":
      return plain("boolean");
    case "integer":
    case "int32":
      return plain("integer");
    case "int64":
    case "uint32":
      return plain("bigint");
    case "uint64":
      return { name: "numeric", args: [20, 0] };
    case "float":
      return plain("real");
    case "number":
    case "double":
      return plain("double precision");
    case "decimal":
      return args.length > 0 ? { name: "numeric", args: args.length === 1 ? [args[0]!, 0] : args } : plain("numeric");
    case "money":
      return { name: "numeric", args: [19, 4] };
    case "bytes":
      return plain("bytea");
    case "date":
      return plain("date");
    case "time":
      return plain("time without time zone");
    case "datetime":
      return plain("timestamp with time zone");
    case "duration":
      return plain("interval");
    case "uuid":
      return plain("uuid");
    case "email":
      return { name: "character varying", args: [320] };
    case "json":
      return plain("jsonb");
    default:
      return plain("text");
  }
}

/** A key of one field is made by the database where nobody gives it; a part of a longer key never is. */
function isGenerated(entity: DataType, field: DataField): boolean {
  return entity.keys.length === 1 && entity.keys[0]!.length === 1 && entity.keys[0]![0] === field.name;
}

/** How the database makes a key of this type. */
function keyDefault(type: SqlType): { readonly default?: string; readonly identity?: "always" } {
  if (type.name === "uuid") return { default: "gen_random_uuid()" };
  if (type.name === "integer" || type.name === "bigint") return { identity: "always" };
  return {};
}

function defaultOf(literal: Literal | undefined, type: SqlType, labels: ReadonlyMap<string, string>): string | undefined {
  if (literal === undefined || literal === null) return undefined;
  if (typeof literal === "string") return quote(literal);
  if (typeof literal === "number" || typeof literal === "boolean") return String(literal);
  // PostgreSQL reads these words as texts of a date; other databases do not.
  if ("word" in literal && literal.word === "today" && type.name === "date") return "CURRENT_DATE";
  if ("word" in literal && literal.word === "now" && type.name.startsWith("timestamp")) return "now()";
  if ("word" in literal) return quote(labels.get(literal.word) ?? literal.word);
  if ("call" in literal) return `${literal.call}(${literal.args.map((argument) => defaultOf(argument, type, labels) ?? "NULL").join(", ")})`;
  return type.array === undefined ? quote(JSON.stringify(literal)) : literal.length === 0 ? "'{}'" : `ARRAY[${literal.map((each) => defaultOf(each, type, labels) ?? "NULL").join(", ")}]`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Limits of a field as conditions: of numbers themselves, of texts their length. */
function limitsOf(field: DataField, column: string | undefined): { expression: string }[] {
  const checks: { expression: string }[] = [];
  if (column === undefined) return checks;
  if (field.within) {
    const textual = field.type.is === "scalar" && ["string", "text", "email", "uri"].includes(field.type.scalar);
    const subject = textual ? `char_length(${column})` : column;
    const { low, high } = field.within;
    if (low !== undefined && high !== undefined) checks.push({ expression: `${subject} BETWEEN ${low} AND ${high}` });
    else if (low !== undefined) checks.push({ expression: `${subject} >= ${low}` });
    else if (high !== undefined) checks.push({ expression: `${subject} <= ${high}` });
  }
  if (field.matches !== undefined) checks.push({ expression: `${column} ~ ${quote(field.matches)}` });
  return checks;
}

function actionOf(field: DataField): ReferentialAction | undefined {
  const said = field.onDelete?.replace(/^delete\s+/, "").toUpperCase();
  return said === "CASCADE" || said === "RESTRICT" || said === "SET NULL" || said === "SET DEFAULT" ? said : undefined;
}

/** Names of fields in an SQL expression become names of columns; texts in quotes stay. */
function renamer(named: ReadonlyMap<string, readonly string[]>): (expression: string) => string {
  return (expression) => expression.replace(/'(?:[^']|'')*'|[\p{L}_][\p{L}\p{N}_]*/gu, (word) => (word.startsWith("'") ? word : (named.get(word)?.[0] ?? word)));
}

/** `customer` and `id` give `customer_id`; `order_id` stays. */
function withSuffix(name: string, key: string): string {
  const suffix = key.replace(/^.*_(?=[^_]+$)/, "");
  return name === key || name.endsWith(`_${suffix}`) ? name : `${name}_${suffix}`;
}

function singular(name: string): string {
  return name.endsWith("ies") ? `${name.slice(0, -3)}y` : name.endsWith("s") && !name.endsWith("ss") ? name.slice(0, -1) : name;
}

/** `placedAt` and `PlacedAt` become `placed_at`; `HTTPHeader` becomes `http_header`. */
export function snake(name: string): string {
  return name.replace(/^`|`$/g, "").replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, "$1_$2").replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, "$1_$2").replace(/[^\p{L}\p{N}_]+/gu, "_").toLowerCase();
}

function docOf(text: string | undefined): { readonly doc?: string } {
  return text === undefined || text === "" ? {} : { doc: text };
}
