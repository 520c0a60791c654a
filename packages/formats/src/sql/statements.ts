import { accept, acceptSymbol, expect, expectSymbol, expressionEnd, fail, isSymbol, isWord, name, parenthesized, peek, qualifiedName, shorten, skipParentheses, type Cursor, type QualifiedName } from "./cursor.ts";
import { defaultSchema, find, keyOf, release, removeTable, sameReference, schemaFor, type Catalogue, type CatalogueType } from "./catalogue.ts";
import { alterIndex, alterTable, dropIndexByName, dropReferences, type Counts } from "./alter-table.ts";
import { createTable } from "./create-table.ts";
import { ownerName, sequenceOptions } from "./sequences.ts";
import { columnType, createIndex, type State } from "./table-parts.ts";

/** Things that are told as losses by the words that make them, and no document carries. */
const lostObjects = new Set(["function", "procedure", "trigger", "policy", "rule", "aggregate", "operator", "cast", "collation", "event", "publication", "subscription", "statistics", "language", "transform", "conversion", "text", "server", "foreign", "access", "user", "role", "database", "tablespace", "group", "constraint"]);

/** What belongs to roles and databases: it is counted and told once. */
const ofCluster = new Set(["user", "role", "database", "tablespace", "group", "login"]);

/** Counters of what is told once, in sum. */
export interface Summary extends Counts {
  cluster: number;
}

/** Carries out one statement on the catalogue. A fault in it is thrown to the caller. */
export const runStatement = (state: State, cursor: Cursor, summary: Summary): void => {
  const first = peek(cursor);
  if (first === undefined) return;
  if (first.kind === "word") {
    cursor.at++;
    switch (first.value) {
      case "create":
        return create(state, cursor, summary);
      case "alter":
        return alter(state, cursor, summary);
      case "drop":
        return drop(state, cursor, summary);
      case "comment":
        return comment(state, cursor);
      case "set":
      case "reset":
        return setting(state, cursor);
      case "grant":
      case "revoke":
      case "reassign":
        summary.ownership++;
        return;
      case "security":
        return;
      case "do":
        return cursor.loss({ what: "a DO block", at: { from: first.from, to: first.to } });
      case "import":
        return cursor.loss({ what: "IMPORT FOREIGN SCHEMA", at: { from: first.from, to: first.to } });
      case "use":
      case "pragma":
      case "exec":
      case "execute":
      case "delimiter":
      case "print":
      case "declare":
      case "if":
      case "begin":
      case "replace":
      case "lock":
      case "unlock":
        return foreignStatement(cursor);
      default:
    }
  }
  cursor.at = 0;
  fail(cursor, "a statement of SQL");
};

const foreignStatement = (cursor: Cursor): void => {
  const word = cursor.tokens[0]!;
  const dialects: Record<string, string> = { use: "MySQL, MariaDB or SQL Server", pragma: "SQLite", delimiter: "MySQL or MariaDB", exec: "SQL Server", print: "SQL Server", replace: "MySQL, MariaDB or SQLite", declare: "SQL Server", if: "SQL Server", lock: "MySQL or MariaDB", unlock: "MySQL or MariaDB" };
  const dialect = dialects[word.value];
  if (dialect !== undefined && !(word.value === "lock" && isWord(cursor, "table"))) cursor.foreign(dialect, `\`${word.value.toUpperCase()}\``, word);
};

const create = (state: State, cursor: Cursor, summary: Summary): void => {
  const start = cursor.tokens[0]!.from;
  const replace = accept(cursor, "or", "replace");
  if (!accept(cursor, "global")) accept(cursor, "local");
  const temporary = accept(cursor, "temporary") || accept(cursor, "temp");
  const unlogged = accept(cursor, "unlogged");
  if (accept(cursor, "table")) return createTable(state, cursor, temporary ? "temporary" : unlogged ? "unlogged" : "plain");
  if (accept(cursor, "foreign", "table")) return createTable(state, cursor, "foreign");
  if (accept(cursor, "unique", "index")) return createIndex(state, cursor, true, start);
  if (accept(cursor, "index")) return createIndex(state, cursor, false, start);
  for (const word of ["clustered", "nonclustered"]) {
    const token = peek(cursor);
    if (accept(cursor, word, "index") || accept(cursor, "unique", word, "index")) {
      cursor.foreign("SQL Server", `\`${word.toUpperCase()}\``, token!);
      return createIndex(state, cursor, token!.value === "unique", start);
    }
  }
  if (accept(cursor, "materialized", "view")) return createView(state, cursor, true, replace, temporary);
  if (isWord(cursor, "recursive") && isWord(cursor, "view", 1)) cursor.at++;
  if (accept(cursor, "view")) return createView(state, cursor, false, replace, temporary);
  if (accept(cursor, "schema")) return createSchema(state, cursor, summary);
  if (accept(cursor, "extension")) {
    accept(cursor, "if", "not", "exists");
    state.catalogue.extensions.add(name(cursor, "the name of an extension").value);
    return;
  }
  if (accept(cursor, "type")) return createType(state, cursor);
  if (accept(cursor, "domain")) return createDomain(state, cursor);
  if (accept(cursor, "sequence")) return createSequence(state, cursor, temporary);
  if (accept(cursor, "trusted") || accept(cursor, "procedural") || accept(cursor, "default")) {
    // Languages and conversions have a word before them.
  }
  const kind = peek(cursor);
  if (kind?.kind === "word" && lostObjects.has(kind.value)) {
    if (ofCluster.has(kind.value)) return void summary.cluster++;
    return cursor.loss(lostObject(cursor));
  }
  fail(cursor, "TABLE, INDEX, VIEW, TYPE or another kind of thing");
};

/** `function audit.log`, `trigger audit_orders of orders`: kind and name of what is lost, and its place. */
const lostObject = (cursor: Cursor): { readonly what: string; readonly at: { readonly from: number; readonly to: number } } => {
  const kinds: string[] = [];
  const from = peek(cursor)!.from;
  for (let token = peek(cursor); token?.kind === "word" && (lostObjects.has(token.value) || ["search", "configuration", "dictionary", "parser", "template", "data", "wrapper", "class", "family", "mapping", "method", "for", "trigger"].includes(token.value)); token = peek(cursor)) {
    kinds.push(token.value);
    cursor.at++;
  }
  accept(cursor, "if", "not", "exists");
  const token = peek(cursor);
  if (token === undefined || (token.kind !== "word" && token.kind !== "quoted")) return { what: kinds.join(" "), at: { from, to: cursor.tokens[cursor.at - 1]!.to } };
  const named = qualifiedName(cursor);
  let what = `${kinds.join(" ")} ${named.schema === undefined || named.schema === defaultSchema ? "" : `${named.schema}.`}${named.name}`;
  if (kinds.includes("trigger") || kinds.includes("policy")) {
    while (cursor.at < cursor.end && !isWord(cursor, "on")) cursor.at++;
    if (accept(cursor, "on") && peek(cursor) !== undefined) what += ` on ${qualifiedName(cursor).name}`;
  }
  return { what, at: named.at };
};

const createSchema = (state: State, cursor: Cursor, summary: Summary): void => {
  const { catalogue } = state;
  const ifNotExists = accept(cursor, "if", "not", "exists");
  const given = accept(cursor, "authorization") ? (summary.ownership++, name(cursor)) : name(cursor, "the name of a schema");
  if (accept(cursor, "authorization")) {
    summary.ownership++;
    name(cursor);
  }
  if (given.value !== defaultSchema) {
    if (catalogue.schemas.has(given.value)) {
      if (!ifNotExists) cursor.problem({ code: "format/duplicate", severity: "error", message: `There is a schema ${given.value} already.`, from: given.from, to: given.to });
    } else catalogue.schemas.set(given.value, { name: given.value, at: given });
  }
  // CREATE SCHEMA may be followed by what is made in it (SQL standard, PostgreSQL's CREATE SCHEMA).
  if (!isWord(cursor, "create")) return;
  const path = catalogue.path;
  catalogue.path = [given.value];
  const { tokens, end } = cursor;
  for (let from = cursor.at; from < end; ) {
    let to = from + 1;
    while (to < end && !(tokens[to]!.kind === "word" && (tokens[to]!.value === "create" || tokens[to]!.value === "grant"))) to++;
    const part: Cursor = { ...cursor, tokens: tokens.slice(from, to), end: to - from, at: 1 };
    if (tokens[from]!.value === "create") create(state, part, summary);
    from = to;
  }
  catalogue.path = path;
};

const addType = (state: State, cursor: Cursor, given: QualifiedName, type: Omit<CatalogueType, "schema" | "name" | "at">): void => {
  const { catalogue } = state;
  const schema = schemaFor(catalogue, given);
  const key = keyOf(schema, given.name);
  const before = catalogue.types.get(key);
  if (before !== undefined && (before.kind !== "other" || type.kind === "other")) return cursor.problem({ code: "format/duplicate", severity: "error", message: `There is a type ${shorten(given.name)} already.`, ...given.at });
  catalogue.types.set(key, { ...type, schema, name: given.name, at: given.at });
};

const createType = (state: State, cursor: Cursor): void => {
  const given = qualifiedName(cursor, "the name of a type");
  const nothing = { values: [], nullable: true, checks: [] };
  if (accept(cursor, "as", "enum")) {
    expectSymbol(cursor, "(");
    const values: string[] = [];
    while (!isSymbol(cursor, ")")) {
      const token = peek(cursor);
      if (token?.kind !== "string") return fail(cursor, "a string");
      cursor.at++;
      if (values.includes(token.value)) cursor.problem({ code: "format/duplicate", severity: "error", message: `The type ${shorten(given.name)} has a value '${shorten(token.value)}' already.`, from: token.from, to: token.to });
      else values.push(token.value);
      if (!acceptSymbol(cursor, ",")) break;
    }
    expectSymbol(cursor, ")");
    return addType(state, cursor, given, { ...nothing, kind: "enum", values });
  }
  if (isWord(cursor, "as") && isSymbol(cursor, "(", 1)) {
    cursor.loss({ what: `the composite type ${given.name}`, at: given.at });
    return addType(state, cursor, given, { ...nothing, kind: "composite" });
  }
  if (accept(cursor, "from")) {
    cursor.foreign("SQL Server", "`CREATE TYPE … FROM`", given.at);
    const { type } = columnType(state, cursor, { schema: defaultSchema, name: given.name, column: "value" });
    const nullable = !accept(cursor, "not", "null");
    return addType(state, cursor, given, { ...nothing, kind: "domain", base: type, nullable });
  }
  // A shell type, which is declared before what defines it, is none yet.
  if (cursor.at < cursor.end) cursor.loss({ what: `the ${isWord(cursor, "as", 0) && isWord(cursor, "range", 1) ? "range" : "base"} type ${given.name}`, at: given.at });
  addType(state, cursor, given, { ...nothing, kind: "other" });
};

const domainStops = new Set(["not", "null", "constraint", "check", "default", "collate"]);

const createDomain = (state: State, cursor: Cursor): void => {
  const given = qualifiedName(cursor, "the name of a domain");
  accept(cursor, "as");
  const { type } = columnType(state, cursor, { schema: schemaFor(state.catalogue, given), name: given.name, column: "value" });
  const checks: CatalogueType["checks"] = [];
  let nullable = true;
  while (cursor.at < cursor.end) {
    const label = accept(cursor, "constraint") ? name(cursor, "the name of a constraint").value : undefined;
    const at = peek(cursor);
    if (accept(cursor, "not", "null")) nullable = false;
    else if (accept(cursor, "null")) nullable = true;
    else if (accept(cursor, "check")) checks.push({ ...(label === undefined ? {} : { name: label }), expression: parenthesized(cursor) });
    else if (accept(cursor, "collate")) cursor.loss({ what: `the collation of the domain ${given.name}`, at: qualifiedName(cursor).at });
    else if (accept(cursor, "default")) {
      cursor.at = expressionEnd(cursor, domainStops);
      cursor.loss({ what: `the default of the domain ${given.name}`, at: { from: at!.from, to: cursor.tokens[cursor.at - 1]!.to } });
    } else return fail(cursor, "NOT NULL, CHECK or DEFAULT");
  }
  addType(state, cursor, given, { kind: "domain", values: [], base: type, nullable, checks });
};

const createSequence = (state: State, cursor: Cursor, temporary: boolean): void => {
  const { catalogue } = state;
  const ifNotExists = accept(cursor, "if", "not", "exists");
  const given = qualifiedName(cursor, "the name of a sequence");
  const { options, owner } = sequenceOptions(cursor);
  if (cursor.at < cursor.end) fail(cursor, "an option of a sequence");
  if (temporary) return cursor.loss({ what: `the temporary sequence ${given.name}`, at: given.at });
  const schema = schemaFor(catalogue, given);
  const key = keyOf(schema, given.name);
  if (catalogue.sequences.has(key)) {
    if (!ifNotExists) cursor.problem({ code: "format/duplicate", severity: "error", message: `There is a sequence ${given.name} already.`, ...given.at });
    return;
  }
  catalogue.taken.add(key);
  catalogue.sequences.set(key, { schema, name: given.name, at: given.at, options, ...(owner === undefined || owner === "none" ? {} : { owner: ownedColumn(state, cursor, owner, given) }) });
};

const ownedColumn = (state: State, cursor: Cursor, parts: readonly string[], given: QualifiedName) => {
  const { table, column } = ownerName(parts, given.at);
  const found = find(state.catalogue, state.catalogue.tables, table)?.columns.find((one) => one.name === column);
  if (found === undefined) cursor.problem({ code: "format/unknown-name", severity: "error", message: `There is no column ${parts.join(".")} to own the sequence ${given.name}.`, ...given.at });
  return found;
};

const createView = (state: State, cursor: Cursor, materialized: boolean, replace: boolean, temporary: boolean): void => {
  const { catalogue } = state;
  const ifNotExists = accept(cursor, "if", "not", "exists");
  const given = qualifiedName(cursor, "the name of a view");
  if (isSymbol(cursor, "(")) {
    const from = peek(cursor)!.from;
    skipParentheses(cursor);
    cursor.loss({ what: `the names of the columns of the view ${given.name}`, at: { from, to: cursor.tokens[cursor.at - 1]!.to } });
  }
  while (cursor.at < cursor.end && !isWord(cursor, "as")) if (!skipParentheses(cursor)) cursor.at++;
  expect(cursor, "as");
  let end = cursor.end;
  const { tokens } = cursor;
  const last = (back: number, word: string): boolean => tokens[end - back]?.kind === "word" && tokens[end - back]!.value === word;
  if (last(1, "data") && (last(2, "with") || (last(2, "no") && last(3, "with")))) end -= last(2, "no") ? 3 : 2;
  if (last(1, "option") && last(2, "check")) {
    const from = end - (last(3, "with") ? 3 : 4);
    cursor.loss({ what: `WITH CHECK OPTION of the view ${given.name}`, at: { from: tokens[from]!.from, to: tokens[end - 1]!.to } });
    end = from;
  }
  if (end <= cursor.at) fail(cursor, "a query");
  // Lines of a query are its author's; only what stands around it is taken off.
  const query = cursor.text.slice(tokens[cursor.at]!.from, tokens[end - 1]!.to);
  cursor.at = cursor.end;
  if (temporary) return cursor.loss({ what: `the temporary view ${given.name}`, at: given.at });
  const schema = schemaFor(catalogue, given);
  const key = keyOf(schema, given.name);
  const before = catalogue.views.get(key);
  if (catalogue.tables.has(key) || (before !== undefined && !replace)) {
    if (!ifNotExists) cursor.problem({ code: "format/duplicate", severity: "error", message: `There is a table or a view ${given.name} already.`, hint: "Write CREATE OR REPLACE VIEW to change it.", ...given.at });
    return;
  }
  catalogue.taken.add(key);
  catalogue.views.set(key, { schema, name: given.name, at: given.at, query, materialized, ...(before?.doc === undefined ? {} : { doc: before.doc }) });
};

const alter = (state: State, cursor: Cursor, summary: Summary): void => {
  const { catalogue } = state;
  if (accept(cursor, "table") || accept(cursor, "foreign", "table")) return alterTable(state, cursor, summary);
  if (accept(cursor, "index")) return alterIndex(state, cursor);
  if (accept(cursor, "type") || accept(cursor, "domain")) return alterType(state, cursor, summary, cursor.tokens[cursor.at - 1]!.value === "domain");
  if (accept(cursor, "sequence")) {
    accept(cursor, "if", "exists");
    const given = qualifiedName(cursor, "the name of a sequence");
    const sequence = find(catalogue, catalogue.sequences, given);
    if (accept(cursor, "owner", "to")) return void summary.ownership++;
    if (sequence === undefined) return;
    if (accept(cursor, "rename", "to") || accept(cursor, "set", "schema")) {
      const schema = cursor.tokens[cursor.at - 1]!.value === "schema";
      catalogue.sequences.delete(keyOf(sequence.schema, sequence.name));
      release(catalogue, sequence, sequence.name);
      sequence[schema ? "schema" : "name"] = name(cursor).value;
      catalogue.sequences.set(keyOf(sequence.schema, sequence.name), sequence);
      return;
    }
    const { options, owner } = sequenceOptions(cursor);
    if (owner === "none") sequence.owner = undefined;
    else if (owner !== undefined) sequence.owner = ownedColumn(state, cursor, owner, given);
    if (options !== "") sequence.options = options;
    return;
  }
  if (accept(cursor, "view") || accept(cursor, "materialized", "view")) {
    accept(cursor, "if", "exists");
    const view = find(catalogue, catalogue.views, qualifiedName(cursor, "the name of a view"));
    if (accept(cursor, "owner", "to")) return void summary.ownership++;
    if (view === undefined || (!isWord(cursor, "rename") && !isWord(cursor, "set"))) return;
    const to = accept(cursor, "rename", "to") ? "name" : accept(cursor, "set", "schema") ? "schema" : undefined;
    if (to === undefined) return;
    catalogue.views.delete(keyOf(view.schema, view.name));
    view[to] = name(cursor).value;
    catalogue.views.set(keyOf(view.schema, view.name), view);
    return;
  }
  if (accept(cursor, "schema")) {
    const given = name(cursor, "the name of a schema");
    if (!accept(cursor, "rename", "to")) return void summary.ownership++;
    return renameSchema(catalogue, given.value, name(cursor, "the new name").value);
  }
  if (accept(cursor, "default", "privileges")) return void summary.ownership++;
  const kind = peek(cursor);
  if (kind?.kind !== "word") return fail(cursor, "TABLE, TYPE or another kind of thing");
  while (cursor.at < cursor.end && !(isWord(cursor, "owner") && isWord(cursor, "to", 1))) cursor.at++;
  if (cursor.at < cursor.end) summary.ownership++;
  else if (ofCluster.has(kind.value)) summary.cluster++;
};

const renameSchema = (catalogue: Catalogue, from: string, to: string): void => {
  const schema = catalogue.schemas.get(from);
  if (schema !== undefined) {
    catalogue.schemas.delete(from);
    schema.name = to;
    catalogue.schemas.set(to, schema);
  }
  for (const things of [catalogue.tables, catalogue.views, catalogue.types, catalogue.sequences] as Map<string, { schema: string; name: string }>[]) {
    for (const thing of things.values()) {
      if (thing.schema !== from) continue;
      things.delete(keyOf(from, thing.name));
      thing.schema = to;
      things.set(keyOf(to, thing.name), thing);
    }
  }
  for (const table of catalogue.tables.values()) for (const index of table.indexes) if (table.schema === to) catalogue.indexes.set(keyOf(to, index.name), table);
};

const alterType = (state: State, cursor: Cursor, summary: Summary, domain: boolean): void => {
  const { catalogue } = state;
  const given = qualifiedName(cursor, "the name of a type");
  if (accept(cursor, "owner", "to")) return void summary.ownership++;
  const type = find(catalogue, catalogue.types, given);
  if (type === undefined) return cursor.problem({ code: "format/unknown-name", severity: "error", message: `There is no type ${shorten(given.name)}.`, ...given.at });
  if (accept(cursor, "add", "value")) {
    const ifNotExists = accept(cursor, "if", "not", "exists");
    const token = peek(cursor);
    if (token?.kind !== "string") return fail(cursor, "a string");
    cursor.at++;
    if (type.values.includes(token.value)) {
      if (!ifNotExists) cursor.problem({ code: "format/duplicate", severity: "error", message: `The type ${type.name} has a value '${shorten(token.value)}' already.`, from: token.from, to: token.to });
      return;
    }
    const before = accept(cursor, "before");
    if (!before && !accept(cursor, "after")) return void type.values.push(token.value);
    const neighbour = peek(cursor);
    const index = neighbour?.kind === "string" ? type.values.indexOf(neighbour.value) : -1;
    if (index < 0) return cursor.problem({ code: "format/unknown-name", severity: "error", message: `The type ${type.name} has no such value.`, from: (neighbour ?? token).from, to: (neighbour ?? token).to });
    type.values.splice(before ? index : index + 1, 0, token.value);
  } else if (accept(cursor, "rename", "value")) {
    const [from, , to] = [peek(cursor), peek(cursor, 1), peek(cursor, 2)];
    const index = from?.kind === "string" ? type.values.indexOf(from.value) : -1;
    if (index >= 0 && to?.kind === "string") type.values[index] = to.value;
    else if (from !== undefined) cursor.problem({ code: "format/unknown-name", severity: "error", message: `The type ${type.name} has no value '${shorten(from.value)}'.`, from: from.from, to: from.to });
  } else if (accept(cursor, "rename", "to") || accept(cursor, "set", "schema")) {
    const schema = cursor.tokens[cursor.at - 1]!.value === "schema";
    catalogue.types.delete(keyOf(type.schema, type.name));
    type[schema ? "schema" : "name"] = name(cursor).value;
    catalogue.types.set(keyOf(type.schema, type.name), type);
  } else if (domain) {
    const at = peek(cursor);
    if (accept(cursor, "set", "not", "null")) type.nullable = false;
    else if (accept(cursor, "drop", "not", "null")) type.nullable = true;
    else if (accept(cursor, "add")) {
      const label = accept(cursor, "constraint") ? name(cursor).value : undefined;
      expect(cursor, "check");
      type.checks.push({ ...(label === undefined ? {} : { name: label }), expression: parenthesized(cursor) });
    } else if (accept(cursor, "drop", "constraint")) {
      accept(cursor, "if", "exists");
      const label = name(cursor).value;
      type.checks = type.checks.filter((check) => (check.name ?? `${type.name}_check`) !== label);
    } else if (at !== undefined) cursor.loss({ what: `ALTER DOMAIN ${type.name} ${at.value.toUpperCase()}`, at: { from: at.from, to: at.to } });
  } else cursor.loss({ what: `an ALTER TYPE of ${type.name}`, at: given.at });
};

const drop = (state: State, cursor: Cursor, summary: Summary): void => {
  if (!accept(cursor, "materialized")) accept(cursor, "foreign");
  const kind = name(cursor, "the kind of what is dropped").value;
  if (!["table", "view", "index", "type", "domain", "sequence", "schema", "extension"].includes(kind)) {
    if (ofCluster.has(kind)) summary.cluster++;
    return;
  }
  accept(cursor, "concurrently");
  const ifExists = accept(cursor, "if", "exists");
  const names: QualifiedName[] = [];
  do names.push(qualifiedName(cursor));
  while (acceptSymbol(cursor, ","));
  const cascade = accept(cursor, "cascade");
  if (kind === "index" && accept(cursor, "on")) {
    cursor.foreign("MySQL, MariaDB or SQL Server", "`DROP INDEX … ON`", names[0]!.at);
    qualifiedName(cursor);
  }
  for (const one of names) {
    const done = dropOne(state, cursor, kind, one, names, cascade);
    if (!done && !ifExists) cursor.problem({ code: "format/unknown-name", severity: "error", message: `There is no ${kind} ${shorten(one.name)} to drop.`, hint: "Write IF EXISTS where it may be missing.", ...one.at });
  }
};

const dropOne = (state: State, cursor: Cursor, kind: string, given: QualifiedName, all: readonly QualifiedName[], cascade: boolean): boolean => {
  const { catalogue } = state;
  switch (kind) {
    case "table": {
      const table = find(catalogue, catalogue.tables, given);
      if (table === undefined) return false;
      const dropped = new Set(all.map((one) => find(catalogue, catalogue.tables, one)));
      const referring = [...catalogue.tables.values()].filter((other) => !dropped.has(other) && other !== table && other.foreignKeys.some((key) => sameReference(key.target, table)));
      if (referring.length > 0 && !cascade) cursor.problem({ code: "format/meaning", severity: "error", message: `The table ${table.name} is dropped while ${referring[0]!.name} refers to it.`, hint: "Drop the foreign key first, or write CASCADE.", ...given.at });
      dropReferences(state, table, () => true);
      for (const other of catalogue.tables.values()) if (other.partitionOf !== undefined && sameReference(other.partitionOf.parent, table)) removeTable(catalogue, other);
      removeTable(catalogue, table);
      return true;
    }
    case "index":
      return dropIndexByName(state, given);
    case "extension":
      return catalogue.extensions.delete(given.name);
    case "schema": {
      for (const table of catalogue.tables.values()) {
        if (table.schema !== given.name) continue;
        dropReferences(state, table, () => true);
        removeTable(catalogue, table);
      }
      for (const things of [catalogue.views, catalogue.types, catalogue.sequences] as Map<string, { schema: string }>[]) for (const [key, thing] of things) if (thing.schema === given.name) things.delete(key);
      return catalogue.schemas.delete(given.name) || given.name === defaultSchema;
    }
    default: {
      const things: Map<string, { schema: string; name: string }> = kind === "view" ? catalogue.views : kind === "sequence" ? catalogue.sequences : catalogue.types;
      const thing = find(catalogue, things, given);
      if (thing === undefined) return false;
      things.delete(keyOf(thing.schema, thing.name));
      release(catalogue, thing, thing.name);
      return true;
    }
  }
};

/** `COMMENT ON …` behind the word COMMENT. */
const comment = (state: State, cursor: Cursor): void => {
  const { catalogue } = state;
  expect(cursor, "on");
  const start = cursor.tokens[0]!;
  const kind = accept(cursor, "materialized", "view") ? "view" : name(cursor, "the kind of what is commented").value;
  // The text of an extension comes with it, not from whoever creates it.
  if (kind === "extension") return;
  const parts: { readonly value: string; readonly from: number; readonly to: number }[] = [name(cursor)];
  while (acceptSymbol(cursor, ".")) parts.push(name(cursor));
  const last = parts.at(-1)!;
  while (cursor.at < cursor.end && !isWord(cursor, "is")) cursor.at++;
  expect(cursor, "is");
  const token = peek(cursor);
  if (token?.kind !== "string" && !isWord(cursor, "null")) fail(cursor, "a string or NULL");
  let doc = token?.kind === "string" ? token.value : undefined;
  for (cursor.at++; peek(cursor)?.kind === "string"; cursor.at++) doc += peek(cursor)!.value;
  if (doc === "") doc = undefined;
  const qualifiedBy = (count: number): QualifiedName => ({ ...(parts.length > count ? { schema: parts.at(-count - 1)!.value } : {}), name: parts.at(-count)!.value, at: last });
  const set = (thing: { doc?: string | undefined } | undefined): void => {
    if (thing === undefined) cursor.problem({ code: "format/unknown-name", severity: "error", message: `There is no ${kind} ${shorten(parts.map((part) => part.value).join("."))} to comment on.`, from: last.from, to: last.to });
    else if (doc === undefined) delete thing.doc;
    else thing.doc = doc;
  };
  switch (kind) {
    case "table":
      return set(find(catalogue, catalogue.tables, qualifiedBy(1)));
    case "view":
      return set(find(catalogue, catalogue.views, qualifiedBy(1)));
    case "type":
    case "domain":
      return set(find(catalogue, catalogue.types, qualifiedBy(1)));
    case "sequence": {
      const sequence = find(catalogue, catalogue.sequences, qualifiedBy(1));
      if (sequence !== undefined) set(sequence);
      return;
    }
    case "schema": {
      const schema = catalogue.schemas.get(last.value);
      if (schema !== undefined || last.value !== defaultSchema) return set(schema);
      if (doc !== undefined && doc !== "standard public schema") cursor.loss({ what: "the comment on the schema public", at: start });
      return;
    }
    case "column": {
      if (parts.length < 2) return fail(cursor, "table.column");
      const table = find(catalogue, catalogue.tables, qualifiedBy(2));
      if (table === undefined && find(catalogue, catalogue.views, qualifiedBy(2)) !== undefined) return cursor.loss({ what: `the comment on the column ${last.value} of a view`, at: { from: last.from, to: last.to } });
      return set(table?.columns.find((column) => column.name === last.value));
    }
    default:
      if (doc !== undefined) cursor.loss({ what: `the comment on the ${kind} ${last.value}`, at: { from: start.from, to: cursor.tokens[cursor.at - 1]!.to } });
  }
};

/** `SET search_path`; other settings change nothing of the catalogue. */
const setting = (state: State, cursor: Cursor): void => {
  if (!accept(cursor, "session")) accept(cursor, "local");
  if (isWord(cursor, "default") || isWord(cursor, "foreign_key_checks") || isWord(cursor, "names")) return;
  if (!accept(cursor, "search_path") && !accept(cursor, "schema")) return;
  if (!acceptSymbol(cursor, "=")) accept(cursor, "to");
  const path: string[] = [];
  do {
    const token = peek(cursor);
    if (token === undefined) break;
    cursor.at++;
    path.push(token.value);
  } while (acceptSymbol(cursor, ","));
  state.catalogue.path = path.length === 1 && path[0] === "default" ? [defaultSchema] : path.filter((schema) => schema !== "$user" && schema !== "" && schema !== "pg_catalog");
};

