import type { Span } from "../reading.ts";
import type { IndexPart, ReferentialAction } from "../tables.ts";
import { accept, acceptSymbol, expect, expectSymbol, expressionEnd, fail, bareTextOf, isSymbol, isWord, name, nameList, parenthesized, peek, qualifiedName, shorten, skipParentheses, textOf, type Cursor, type Name } from "./cursor.ts";
import { chooseName, find, keyOf, reference, schemaFor, type Catalogue, type CatalogueColumnType, type CatalogueIndex, type CatalogueTable } from "./catalogue.ts";
import { parseType, type ParsedType } from "./sql-types.ts";
import { namesIn } from "./expression.ts";

/** What statements work on. */
export interface State {
  readonly catalogue: Catalogue;
  /** Told after all: types that may yet be defined by a later text. */
  readonly unknownTypes: { readonly name: string; readonly at: Span }[];
}

const told = (cursor: Cursor, code: "format/duplicate" | "format/meaning" | "format/unknown-name", message: string, at: Span, hint?: string): void =>
  cursor.problem({ code, severity: "error", message, ...(hint === undefined ? {} : { hint }), from: at.from, to: at.to });

/** Takes a name for a constraint or a relation, or chooses one. A name that the table has already is told. */
const nameFor = (state: State, cursor: Cursor, table: CatalogueTable, given: Name | undefined, columns: string, label: string): { readonly name: string; readonly given: boolean } => {
  const { catalogue } = state;
  if (given === undefined) {
    const chosen = chooseName(catalogue, table.schema, table.name, columns, label);
    catalogue.taken.add(keyOf(table.schema, chosen));
    return { name: chosen, given: false };
  }
  const all = [...(table.primaryKey === undefined ? [] : [table.primaryKey]), ...table.uniques, ...table.foreignKeys, ...table.checks, ...table.exclusions];
  if (all.some((other) => other.name === given.value)) told(cursor, "format/duplicate", `The table ${table.name} has a constraint ${given.value} already.`, given, "Give it another name.");
  catalogue.taken.add(keyOf(table.schema, given.value));
  return { name: given.value, given: true };
};

/** Reads a type and looks up what its name stands for; an ENUM in place becomes a type of its own. */
export const columnType = (state: State, cursor: Cursor, owner: { readonly schema: string; readonly name: string; readonly column: string }): { readonly type: CatalogueColumnType; readonly parsed: ParsedType } => {
  const { catalogue } = state;
  const parsed = parseType(cursor);
  if (parsed.values !== undefined) {
    const made = chooseName(catalogue, owner.schema, owner.name, owner.column, "enum").replace(/_enum$/, "");
    const defined = { kind: "enum" as const, schema: owner.schema, name: made, at: parsed.at, values: [...parsed.values], nullable: true, checks: [] };
    catalogue.types.set(keyOf(owner.schema, made), defined);
    return { type: { type: { name: made }, defined }, parsed };
  }
  if (parsed.named === undefined) return { type: { type: parsed.type }, parsed };
  const defined = find(catalogue, catalogue.types, parsed.named);
  if (defined === undefined && !catalogue.tables.has(keyOf(schemaFor(catalogue, { ...parsed.named, at: parsed.at }), parsed.named.name))) state.unknownTypes.push({ name: parsed.named.name, at: parsed.at });
  return { type: { type: { ...parsed.type, name: spelled(parsed) }, defined }, parsed };
};

const spelled = (parsed: ParsedType): string => {
  const { named, type } = parsed;
  if (named === undefined) return type.name;
  const plain = /^[a-z_][a-z0-9_$]*(?:\(.*\))?$/.test(type.name) ? type.name : `"${type.name.replaceAll('"', '""')}"`;
  if (named.schema === undefined || named.schema === "public") return plain;
  return `${/^[a-z_][a-z0-9_$]*$/.test(named.schema) ? named.schema : `"${named.schema.replaceAll('"', '""')}"`}.${plain}`;
};

/** `ON DELETE` and `ON UPDATE`, in any order; `MATCH` is told. */
const referentialActions = (cursor: Cursor, what: string): { onDelete?: ReferentialAction; onUpdate?: ReferentialAction } => {
  const actions: { onDelete?: ReferentialAction; onUpdate?: ReferentialAction } = {};
  for (;;) {
    if (isWord(cursor, "match")) {
      const from = cursor.at;
      cursor.at += 2;
      const word = cursor.tokens[cursor.at - 1];
      if (word !== undefined && word.value !== "simple") cursor.loss({ what: `MATCH ${word.value.toUpperCase()} of the foreign key of ${what}`, at: { from: cursor.tokens[from]!.from, to: word.to } });
    } else if (isWord(cursor, "on") && (isWord(cursor, "delete", 1) || isWord(cursor, "update", 1))) {
      const end = isWord(cursor, "delete", 1) ? "onDelete" : "onUpdate";
      cursor.at += 2;
      const action = referentialAction(cursor, what);
      if (action !== undefined) actions[end] = action;
    } else return actions;
  }
};

const referentialAction = (cursor: Cursor, what: string): ReferentialAction | undefined => {
  if (accept(cursor, "cascade")) return "CASCADE";
  if (accept(cursor, "restrict")) return "RESTRICT";
  if (accept(cursor, "no", "action")) return undefined;
  if (accept(cursor, "set")) {
    const action = accept(cursor, "null") ? "SET NULL" : accept(cursor, "default") ? "SET DEFAULT" : fail(cursor, "NULL or DEFAULT");
    if (isSymbol(cursor, "(")) {
      const at = peek(cursor)!;
      skipParentheses(cursor);
      cursor.loss({ what: `the columns of ON DELETE ${action} of the foreign key of ${what}`, at: { from: at.from, to: cursor.tokens[cursor.at - 1]!.to } });
    }
    return action;
  }
  return fail(cursor, "CASCADE, RESTRICT, SET NULL, SET DEFAULT or NO ACTION");
};

/** `DEFERRABLE`, `INITIALLY …`, `NOT VALID`, `NO INHERIT` behind a constraint. */
export const constraintAttributes = (cursor: Cursor, what: string): "immediate" | "deferred" | undefined => {
  let deferrable: "immediate" | "deferred" | undefined;
  for (;;) {
    const at = peek(cursor);
    if (accept(cursor, "deferrable")) deferrable ??= "immediate";
    else if (accept(cursor, "not", "deferrable")) deferrable = undefined;
    else if (accept(cursor, "initially", "deferred")) deferrable = "deferred";
    else if (accept(cursor, "initially", "immediate")) continue;
    else if (accept(cursor, "not", "valid")) cursor.loss({ what: `NOT VALID of ${what}`, at: { from: at!.from, to: cursor.tokens[cursor.at - 1]!.to } });
    else if (accept(cursor, "no", "inherit")) cursor.loss({ what: `NO INHERIT of ${what}`, at: { from: at!.from, to: cursor.tokens[cursor.at - 1]!.to } });
    else return deferrable;
  }
};

/** `INCLUDE`, `WITH ( … )`, `USING INDEX TABLESPACE` behind a key. */
const keyParameters = (cursor: Cursor, what: string): void => {
  for (;;) {
    const at = peek(cursor);
    if (isWord(cursor, "include") && isSymbol(cursor, "(", 1)) {
      cursor.at++;
      skipParentheses(cursor);
      cursor.loss({ what: `INCLUDE of ${what}`, at: { from: at!.from, to: cursor.tokens[cursor.at - 1]!.to } });
    } else if (isWord(cursor, "with") && isSymbol(cursor, "(", 1)) {
      cursor.at++;
      skipParentheses(cursor);
      cursor.loss({ what: `storage parameters of ${what}`, at: { from: at!.from, to: cursor.tokens[cursor.at - 1]!.to } });
    } else if (accept(cursor, "using", "index", "tablespace")) {
      name(cursor);
      cursor.loss({ what: `the tablespace of ${what}`, at: { from: at!.from, to: cursor.tokens[cursor.at - 1]!.to } });
    } else return;
  }
};

const nullsDistinct = (cursor: Cursor, what: string): void => {
  const at = peek(cursor);
  if (accept(cursor, "nulls", "not", "distinct")) cursor.loss({ what: `NULLS NOT DISTINCT of ${what}`, at: { from: at!.from, to: cursor.tokens[cursor.at - 1]!.to } });
  else accept(cursor, "nulls", "distinct");
};

export const startsConstraint = (cursor: Cursor): boolean =>
  isWord(cursor, "constraint") || (isWord(cursor, "primary") && isWord(cursor, "key", 1)) || (isWord(cursor, "unique") && (isSymbol(cursor, "(", 1) || isWord(cursor, "nulls", 1) || isWord(cursor, "using", 1) || isWord(cursor, "key", 1) || isWord(cursor, "index", 1) || isWord(cursor, "clustered", 1) || isWord(cursor, "nonclustered", 1) || isSymbol(cursor, "(", 2))) ||
  (isWord(cursor, "foreign") && isWord(cursor, "key", 1)) || (isWord(cursor, "check") && isSymbol(cursor, "(", 1)) || (isWord(cursor, "exclude") && (isWord(cursor, "using", 1) || isSymbol(cursor, "(", 1)));

/**
 * Reads one constraint, of the table or, with `column`, of that column, and adds it. What follows a word that begins no constraint is a
 * fault. The place of a constraint reaches from its first word to its last.
 */
export const parseConstraint = (state: State, cursor: Cursor, table: CatalogueTable, column?: string): void => {
  const start = cursor.tokens[cursor.at]!.from;
  const unnamed = isWord(cursor, "constraint") && (isWord(cursor, "primary", 1) || isWord(cursor, "unique", 1) || isWord(cursor, "foreign", 1) || isWord(cursor, "check", 1));
  const given = accept(cursor, "constraint") && !unnamed ? name(cursor, "the name of a constraint") : undefined;
  const span = (): Span => ({ from: start, to: cursor.tokens[cursor.at - 1]!.to });
  const what = given === undefined ? `${table.name}${column === undefined ? "" : `.${column}`}` : given.value;
  if (accept(cursor, "primary", "key")) {
    const columns = column === undefined ? usingIndex(state, cursor, table, given) ?? keyColumns(cursor) : [column];
    keyParameters(cursor, what);
    deferrableKey(cursor, what);
    for (const key of columns) {
      const found = table.columns.find((other) => other.name === key);
      if (found !== undefined) found.nullable = false;
    }
    if (table.primaryKey !== undefined) told(cursor, "format/duplicate", `The table ${table.name} has a primary key already.`, span(), "Make one key of both columns: PRIMARY KEY (a, b).");
    else table.primaryKey = { ...nameFor(state, cursor, table, given, "", "pkey"), columns, at: span() };
  } else if (isWord(cursor, "unique")) {
    cursor.at++;
    nullsDistinct(cursor, what);
    const own = column === undefined && (accept(cursor, "key") || accept(cursor, "index")) ? foreignKeyName(cursor) : undefined;
    const columns = column === undefined ? usingIndex(state, cursor, table, given) ?? keyColumns(cursor) : [column];
    keyParameters(cursor, what);
    deferrableKey(cursor, what);
    table.uniques.push({ ...nameFor(state, cursor, table, given ?? own, columns.join("_"), "key"), columns, at: span() });
  } else if (isWord(cursor, "check")) {
    cursor.at++;
    const expression = parenthesized(cursor);
    constraintAttributes(cursor, `the check ${what}`);
    table.checks.push({ ...nameFor(state, cursor, table, given, checkColumns(table, expression), "check"), expression, at: span() });
  } else if (column !== undefined && isWord(cursor, "references")) {
    addForeignKey(state, cursor, table, given, [column], what, start);
  } else if (column === undefined && accept(cursor, "foreign", "key")) {
    if (!isSymbol(cursor, "(")) foreignKeyName(cursor);
    addForeignKey(state, cursor, table, given, nameList(cursor).map((one) => one.value), what, start);
  } else if (column === undefined && accept(cursor, "exclude")) {
    const from = cursor.at;
    if (accept(cursor, "using")) name(cursor);
    const list = peek(cursor);
    if (!skipParentheses(cursor)) fail(cursor, "`(`");
    if (accept(cursor, "where")) skipParentheses(cursor);
    const definition = textOf(cursor, from, cursor.at);
    deferrableKey(cursor, what);
    const columns = list === undefined ? [] : table.columns.filter((one) => namesIn(definition).has(one.name)).map((one) => one.name);
    table.exclusions.push({ ...nameFor(state, cursor, table, given, columns.join("_"), "excl"), definition, at: span() });
  } else fail(cursor, "a constraint");
};

/** The name of a key that stands where MySQL lets it stand. */
const foreignKeyName = (cursor: Cursor): Name | undefined => {
  if (isSymbol(cursor, "(")) return undefined;
  const given = name(cursor);
  cursor.foreign("MySQL or MariaDB", "a name of a key in this place", given);
  return given;
};

const deferrableKey = (cursor: Cursor, what: string): void => {
  const at = peek(cursor);
  if (constraintAttributes(cursor, what) !== undefined) cursor.loss({ what: `DEFERRABLE of ${what}`, at: { from: at!.from, to: cursor.tokens[cursor.at - 1]!.to } });
};

/** The columns of a key; lengths and directions of other dialects are told. */
const keyColumns = (cursor: Cursor): string[] => {
  for (let token = peek(cursor); token?.kind === "word" && (token.value === "clustered" || token.value === "nonclustered"); token = peek(cursor)) {
    cursor.foreign("SQL Server", `\`${token.value.toUpperCase()}\``, token);
    cursor.at++;
  }
  expectSymbol(cursor, "(");
  const columns: string[] = [];
  do {
    columns.push(name(cursor, "the name of a column").value);
    const token = peek(cursor);
    if (skipParentheses(cursor)) cursor.foreign("MySQL or MariaDB", "a length of a part of a key", token!);
    else if (accept(cursor, "asc") || accept(cursor, "desc")) cursor.foreign("SQL Server or SQLite", "a direction in a key", token!);
    if (isWord(cursor, "autoincrement")) {
      cursor.foreign("SQLite", "`AUTOINCREMENT`", peek(cursor)!);
      cursor.at++;
    }
  } while (acceptSymbol(cursor, ","));
  expectSymbol(cursor, ")");
  return columns;
};

/** `USING INDEX name`: the index becomes the key's. */
const usingIndex = (state: State, cursor: Cursor, table: CatalogueTable, given: Name | undefined): string[] | undefined => {
  if (!isWord(cursor, "using") || !isWord(cursor, "index", 1) || isWord(cursor, "tablespace", 2)) return undefined;
  cursor.at += 2;
  const named = name(cursor, "the name of an index");
  const index = table.indexes.find((other) => other.name === named.value);
  if (index === undefined) {
    told(cursor, "format/unknown-name", `The table ${table.name} has no index ${named.value}.`, named);
    return [];
  }
  table.indexes = table.indexes.filter((other) => other !== index);
  state.catalogue.indexes.delete(keyOf(table.schema, index.name));
  if (given === undefined) state.catalogue.taken.delete(keyOf(table.schema, index.name));
  return index.parts.flatMap((part) => (part.column === undefined ? [] : [part.column]));
};

const checkColumns = (table: CatalogueTable, expression: string): string => {
  const names = namesIn(expression);
  const columns = table.columns.filter((column) => names.has(column.name));
  return columns.length === 1 ? columns[0]!.name : "";
};

const addForeignKey = (state: State, cursor: Cursor, table: CatalogueTable, given: Name | undefined, columns: string[], what: string, start: number): void => {
  expect(cursor, "references");
  const target = reference(state.catalogue, qualifiedName(cursor, "the name of a table"));
  const targetColumns = isSymbol(cursor, "(") ? nameList(cursor).map((one) => one.value) : [];
  const actions = referentialActions(cursor, what);
  const deferrable = constraintAttributes(cursor, `the foreign key of ${what}`);
  const late = referentialActions(cursor, what);
  table.foreignKeys.push({ ...nameFor(state, cursor, table, given, columns.join("_"), "fkey"), columns, target, targetColumns, ...actions, ...late, deferrable, at: { from: start, to: cursor.tokens[cursor.at - 1]!.to } });
};

const partStops = new Set(["collate", "asc", "desc", "nulls"]);

/** The parts of an index, in parentheses: columns or expressions with operator class, direction and place of nulls (CREATE INDEX). */
export const indexParts = (cursor: Cursor, what: string): IndexPart[] => {
  expectSymbol(cursor, "(");
  const parts: IndexPart[] = [];
  do {
    const from = cursor.at;
    let part: IndexPart;
    const first = peek(cursor);
    if (first !== undefined && (first.kind === "word" || first.kind === "quoted") && !isSymbol(cursor, "(", 1) && !isSymbol(cursor, ".", 1)) part = { column: name(cursor).value };
    else if (isSymbol(cursor, "(")) {
      cursor.at++;
      skipToEnd(cursor);
      part = { expression: bareTextOf(cursor, from, cursor.at) };
    } else if (isSymbol(cursor, "[")) part = { column: name(cursor).value };
    else {
      qualifiedName(cursor, "a column or an expression");
      if (isLength(cursor)) {
        cursor.foreign("MySQL or MariaDB", "a length of a part of an index", cursor.tokens[cursor.at]!);
        skipParentheses(cursor);
        part = { column: first!.value };
      } else {
        if (!skipParentheses(cursor)) fail(cursor, "`(`");
        part = { expression: textOf(cursor, from, cursor.at) };
      }
    }
    if (cursor.at === from) fail(cursor, "a column or an expression");
    if (isWord(cursor, "collate")) {
      const at = peek(cursor)!;
      cursor.at++;
      const collation = qualifiedName(cursor);
      cursor.loss({ what: `the collation ${collation.name} of a part of ${what}`, at: { from: at.from, to: collation.at.to } });
    }
    const next = peek(cursor);
    if (next !== undefined && (next.kind === "word" || next.kind === "quoted") && !(next.kind === "word" && partStops.has(next.value))) {
      const opclass = qualifiedName(cursor, "an operator class");
      part = { ...part, operatorClass: opclass.schema === undefined || opclass.schema === "pg_catalog" || opclass.schema === "public" ? opclass.name : `${opclass.schema}.${opclass.name}` };
      if (isSymbol(cursor, "(")) {
        skipParentheses(cursor);
        cursor.loss({ what: `the parameters of the operator class ${opclass.name} of ${what}`, at: opclass.at });
      }
    }
    const descending = accept(cursor, "desc");
    if (!descending) accept(cursor, "asc");
    if (descending) part = { ...part, descending };
    if (accept(cursor, "nulls")) {
      const nulls = accept(cursor, "first") ? "first" : accept(cursor, "last") ? "last" : fail(cursor, "FIRST or LAST");
      // What holds without saying is not said: nulls come last, or first when descending.
      if (nulls !== (descending ? "first" : "last")) part = { ...part, nulls };
    }
    parts.push(part);
  } while (acceptSymbol(cursor, ","));
  expectSymbol(cursor, ")");
  return parts;
};

const isLength = (cursor: Cursor): boolean => isSymbol(cursor, "(") && peek(cursor, 1)?.kind === "number" && isSymbol(cursor, ")", 2);

const skipToEnd = (cursor: Cursor): void => {
  for (let depth = 1; cursor.at < cursor.end; ) {
    const token = cursor.tokens[cursor.at++]!;
    if (token.kind === "symbol" && token.value === "(") depth++;
    else if (token.kind === "symbol" && token.value === ")" && --depth === 0) return;
  }
  fail(cursor, "`)`");
};

/** `CREATE [UNIQUE] INDEX …` behind the word INDEX; `start` is the place of CREATE. */
export const createIndex = (state: State, cursor: Cursor, unique: boolean, start: number): void => {
  const { catalogue } = state;
  accept(cursor, "concurrently");
  const ifNotExists = accept(cursor, "if", "not", "exists");
  const given = isWord(cursor, "on") ? undefined : qualifiedName(cursor, "the name of an index");
  expect(cursor, "on");
  accept(cursor, "only");
  const target = qualifiedName(cursor, "the name of a table");
  const table = find(catalogue, catalogue.tables, target);
  const what = `the index ${given?.name ?? `of ${target.name}`}`;
  const method = accept(cursor, "using") ? name(cursor, "an index method").value : "btree";
  const parts = indexParts(cursor, what);
  let include: string[] = [];
  let where: string | undefined;
  if (accept(cursor, "include")) include = nameList(cursor).map((one) => one.value);
  nullsDistinct(cursor, what);
  keyParameters(cursor, what);
  if (accept(cursor, "tablespace")) cursor.loss({ what: `the tablespace of ${what}`, at: name(cursor) });
  if (accept(cursor, "where")) {
    const end = expressionEnd(cursor, new Set());
    where = bareTextOf(cursor, cursor.at, end);
    cursor.at = end;
  }
  if (table === undefined) {
    const view = find(catalogue, catalogue.views, target);
    if (view !== undefined) cursor.loss({ what: `${what} on the materialized view ${target.name}`, at: target.at });
    else told(cursor, "format/unknown-name", `There is no table ${target.name}.`, target.at, "Create the table before its index.");
    return;
  }
  if (given !== undefined && catalogue.taken.has(keyOf(table.schema, given.name))) {
    if (!ifNotExists) told(cursor, "format/duplicate", `There is an index or a table ${given.name} already.`, given.at, "Give the index another name.");
    return;
  }
  for (const part of parts) if (part.column !== undefined && table.columns.length > 0 && !table.columns.some((column) => column.name === part.column)) told(cursor, "format/unknown-name", `The table ${table.name} has no column ${shorten(part.column)}.`, given?.at ?? target.at);
  addIndex(state, table, given?.name, { unique, method, parts, include, where, at: given?.at ?? { from: start, to: cursor.tokens[cursor.at - 1]!.to } });
};

export const addIndex = (state: State, table: CatalogueTable, given: string | undefined, index: Omit<CatalogueIndex, "name" | "given">): void => {
  const { catalogue } = state;
  const columns = index.parts.map((part) => part.column ?? /^([a-z_][a-z0-9_]*)\(/.exec(part.expression ?? "")?.[1] ?? "expr").join("_");
  const chosen = given ?? chooseName(catalogue, table.schema, table.name, columns, "idx");
  catalogue.taken.add(keyOf(table.schema, chosen));
  catalogue.indexes.set(keyOf(table.schema, chosen), table);
  table.indexes.push({ ...index, name: chosen, given: given !== undefined });
};
