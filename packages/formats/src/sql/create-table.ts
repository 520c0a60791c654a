import type { Span } from "../reading.ts";
import { accept, acceptSymbol, bareTextOf, expect, expectSymbol, expressionEnd, fail, isFault, isSymbol, isWord, name, peek, qualifiedName, shorten, skipParentheses, textOf, type Cursor } from "./cursor.ts";
import { find, keyOf, reference, schemaFor, type CatalogueColumn, type CatalogueTable, type TableReference } from "./catalogue.ts";
import { sequenceOptions } from "./sequences.ts";
import { addIndex, columnType, constraintAttributes, indexParts, parseConstraint, startsConstraint, type State } from "./table-parts.ts";

/** Words that begin what may follow the default of a column. */
const defaultStops = new Set([
  "not", "null", "constraint", "primary", "unique", "check", "references", "generated", "collate", "deferrable", "initially", "default",
  // Of other dialects.
  "auto_increment", "comment", "on", "autoincrement", "identity", "as", "key", "after", "first",
]);

/** `CREATE TABLE …` behind the word TABLE. */
export const createTable = (state: State, cursor: Cursor, kind: "plain" | "temporary" | "unlogged" | "foreign"): void => {
  const { catalogue } = state;
  const ifNotExists = accept(cursor, "if", "not", "exists");
  const given = qualifiedName(cursor, "the name of a table");
  const schema = schemaFor(catalogue, given);
  const key = keyOf(schema, given.name);
  const table: CatalogueTable = { schema, name: given.name, at: given.at, columns: [], uniques: [], foreignKeys: [], checks: [], exclusions: [], indexes: [], parents: [] };
  if (kind === "temporary") return cursor.loss({ what: `the temporary table ${given.name}`, at: given.at });
  if (catalogue.tables.has(key) || catalogue.views.has(key)) {
    if (!ifNotExists) cursor.problem({ code: "format/duplicate", severity: "error", message: `There is a table or a view ${given.name} already.`, hint: "The first one stands; drop it before it is made anew.", ...given.at });
    return;
  }
  if (kind === "unlogged") cursor.loss({ what: `UNLOGGED of ${given.name}`, at: given.at });
  catalogue.tables.set(key, table);
  catalogue.taken.add(key);
  if (accept(cursor, "partition", "of")) createPartition(state, cursor, table);
  else if (accept(cursor, "of")) {
    const type = qualifiedName(cursor, "the name of a type");
    cursor.loss({ what: `the columns of ${given.name}, which are those of the type ${type.name}`, at: type.at });
    if (isSymbol(cursor, "(")) skipParentheses(cursor);
  } else if (isSymbol(cursor, "(")) tableElements(state, cursor, table);
  else if (!isWord(cursor, "as")) {
    catalogue.tables.delete(key);
    catalogue.taken.delete(key);
    fail(cursor, "`(`");
  }
  if (kind === "foreign") cursor.loss({ what: `the foreign server of the table ${given.name}`, at: given.at });
  tableTail(state, cursor, table, kind);
};

/** Columns and constraints in parentheses. What is broken in one of them is told, and the next one is read. */
const tableElements = (state: State, cursor: Cursor, table: CatalogueTable): void => {
  expectSymbol(cursor, "(");
  if (acceptSymbol(cursor, ")")) return;
  for (;;) {
    const start = cursor.at;
    try {
      tableElement(state, cursor, table);
      if (!isSymbol(cursor, ",") && !isSymbol(cursor, ")")) fail(cursor, "`,` or `)`");
    } catch (error) {
      if (!isFault(error)) throw error;
      cursor.problem({ code: "format/syntax", severity: "error", message: error.message, ...error.fault });
      cursor.at = elementEnd(cursor, start);
    }
    if (acceptSymbol(cursor, ")")) return;
    if (!acceptSymbol(cursor, ",")) return;
  }
};

const elementEnd = (cursor: Cursor, start: number): number => {
  let depth = 0;
  let index = start;
  for (; index < cursor.end; index++) {
    const token = cursor.tokens[index]!;
    if (token.kind !== "symbol") continue;
    if (token.value === "(") depth++;
    else if (token.value === ")" && depth-- === 0) break;
    else if (token.value === "," && depth === 0 && index >= cursor.at) break;
  }
  return index;
};

const tableElement = (state: State, cursor: Cursor, table: CatalogueTable): void => {
  if (isWord(cursor, "like")) likeTable(state, cursor, table);
  else if (startsConstraint(cursor)) parseConstraint(state, cursor, table);
  else if (startsForeignIndex(cursor)) foreignIndex(state, cursor, table);
  else addColumn(table, columnDefinition(state, cursor, table), cursor);
};

/** `KEY name (columns)`, `INDEX`, `FULLTEXT KEY` in a table: MySQL, MariaDB, SQL Server. */
export const startsForeignIndex = (cursor: Cursor): boolean => {
  const ahead = isWord(cursor, "fulltext") || isWord(cursor, "spatial") ? 1 : 0;
  if (!isWord(cursor, "key", ahead) && !isWord(cursor, "index", ahead)) return false;
  return isSymbol(cursor, "(", ahead + 1) || isSymbol(cursor, "(", ahead + 2);
};

export const foreignIndex = (state: State, cursor: Cursor, table: CatalogueTable): void => {
  const first = peek(cursor)!;
  cursor.foreign("MySQL or MariaDB", "an index in the definition of a table", first);
  const special = accept(cursor, "fulltext") || accept(cursor, "spatial");
  cursor.at++;
  const given = isSymbol(cursor, "(") ? undefined : name(cursor);
  const parts = indexParts(cursor, `the index ${given?.value ?? `of ${table.name}`}`);
  if (accept(cursor, "using")) cursor.at++;
  if (special) cursor.loss({ what: `the ${first.value.toUpperCase()} index ${given?.value ?? `of ${table.name}`}`, at: first });
  else addIndex(state, table, given?.value, { unique: false, method: "btree", parts, include: [], at: given ?? first });
};

/** Adds a column. One that is inherited already gets what the definition says; any other one of its name is told. */
export const addColumn = (table: CatalogueTable, column: CatalogueColumn, cursor: Cursor): boolean => {
  const index = table.columns.findIndex((other) => other.name === column.name);
  if (index < 0) table.columns.push(column);
  else if (table.columns[index]!.inherited === true) table.columns[index] = { ...column, nullable: column.nullable && table.columns[index]!.nullable };
  else {
    cursor.problem({ code: "format/duplicate", severity: "error", message: `The table ${table.name} has a column ${shorten(column.name)} already.`, hint: "Give it another name.", ...column.at });
    return false;
  }
  return true;
};

/** A column with its constraints; those that are the table's are added to it. */
export const columnDefinition = (state: State, cursor: Cursor, table: CatalogueTable): CatalogueColumn => {
  const given = name(cursor, "the name of a column or a constraint");
  const at: Span = { from: given.from, to: given.to };
  if (isSymbol(cursor, ",") || isSymbol(cursor, ")")) {
    cursor.foreign("SQLite", "a column without a type", at);
    return { name: given.value, type: { type: { name: "text" } }, nullable: true, at };
  }
  const { type, parsed } = columnType(state, cursor, { schema: table.schema, name: table.name, column: given.value });
  const column: CatalogueColumn = { name: given.value, type, nullable: parsed.serial !== true, at };
  if (parsed.serial === true) column.identity = "by default";
  while (columnConstraint(state, cursor, table, column));
  return column;
};

/** Takes one constraint or setting of a column; gives false where none comes next. */
const columnConstraint = (state: State, cursor: Cursor, table: CatalogueTable, column: CatalogueColumn): boolean => {
  const start = cursor.at;
  const token = peek(cursor);
  if (token === undefined || token.kind !== "word") return false;
  if (accept(cursor, "constraint")) name(cursor, "the name of a constraint");
  if (accept(cursor, "not", "null")) column.nullable = false;
  else if (accept(cursor, "null")) column.nullable = true;
  else if (accept(cursor, "default")) column.default = defaultExpression(cursor);
  else if (accept(cursor, "generated")) generated(cursor, column, table);
  else if (accept(cursor, "collate")) {
    const collation = peek(cursor)?.kind === "string" ? undefined : qualifiedName(cursor, "a collation");
    if (collation === undefined) cursor.at++;
    else column.collation = collation.schema === undefined || collation.schema === "pg_catalog" ? collation.name : `${collation.schema}.${collation.name}`;
  } else if (isWord(cursor, "primary") || isWord(cursor, "unique") || isWord(cursor, "check") || isWord(cursor, "references")) {
    cursor.at = start;
    const unlisted = !table.columns.includes(column);
    // The constraint looks its column up among those of the table, where it is not yet.
    if (unlisted) table.columns.push(column);
    try {
      parseConstraint(state, cursor, table, column.name);
    } finally {
      if (unlisted) table.columns.pop();
    }
  } else if (accept(cursor, "storage") || accept(cursor, "compression")) cursor.loss({ what: `${token.value.toUpperCase()} of ${table.name}.${column.name}`, at: name(cursor) });
  else if (isWord(cursor, "deferrable") || isWord(cursor, "initially") || isWord(cursor, "not")) {
    if (constraintAttributes(cursor, `a constraint of ${table.name}.${column.name}`) === undefined && cursor.at === start) return false;
  } else if (cursor.at !== start) fail(cursor, "a constraint");
  else return foreignSetting(cursor, table, column);
  return true;
};

/** The expression behind DEFAULT. */
export const defaultExpression = (cursor: Cursor): string => {
  const end = expressionEnd(cursor, defaultStops);
  if (end === cursor.at) fail(cursor, "an expression");
  const text = textOf(cursor, cursor.at, end);
  cursor.at = end;
  return text;
};

const generated = (cursor: Cursor, column: CatalogueColumn, table: CatalogueTable): void => {
  const always = accept(cursor, "always");
  if (!always) expect(cursor, "by", "default");
  expect(cursor, "as");
  if (accept(cursor, "identity")) identity(cursor, column, table, always ? "always" : "by default");
  else {
    if (!isSymbol(cursor, "(")) fail(cursor, "`(`");
    const from = cursor.at;
    skipParentheses(cursor);
    column.generated = bareTextOf(cursor, from, cursor.at);
    const kind = peek(cursor);
    if (accept(cursor, "virtual") || accept(cursor, "persistent")) cursor.foreign("MySQL or MariaDB", `\`${kind!.value.toUpperCase()}\``, kind!);
    else accept(cursor, "stored");
  }
};

/** An identity with the options of its sequence, which are told where they change anything. */
export const identity = (cursor: Cursor, column: CatalogueColumn, table: CatalogueTable, kind: "always" | "by default"): void => {
  column.identity = kind;
  column.nullable = false;
  const at = peek(cursor);
  if (!acceptSymbol(cursor, "(")) return;
  const { options } = sequenceOptions(cursor);
  expectSymbol(cursor, ")");
  if (options !== "") cursor.loss({ what: `${options} of the identity column ${table.name}.${column.name}`, at: { from: at!.from, to: cursor.tokens[cursor.at - 1]!.to } });
};

/** Settings of columns that other dialects have. */
const foreignSetting = (cursor: Cursor, table: CatalogueTable, column: CatalogueColumn): boolean => {
  const token = peek(cursor)!;
  switch (token.value) {
    case "auto_increment":
    case "autoincrement":
      cursor.foreign(token.value === "auto_increment" ? "MySQL or MariaDB" : "SQLite", `\`${token.value.toUpperCase()}\``, token);
      cursor.at++;
      column.identity = "by default";
      column.nullable = false;
      return true;
    case "identity":
      cursor.foreign("SQL Server", "`IDENTITY`", token);
      cursor.at++;
      skipParentheses(cursor);
      column.identity = "by default";
      column.nullable = false;
      return true;
    case "comment":
      cursor.foreign("MySQL or MariaDB", "`COMMENT` in a column", token);
      cursor.at++;
      if (peek(cursor)?.kind === "string") column.doc = cursor.tokens[cursor.at++]!.value;
      return true;
    case "on": {
      cursor.at++;
      const conflict = isWord(cursor, "conflict");
      cursor.foreign(conflict ? "SQLite" : "MySQL or MariaDB", conflict ? "`ON CONFLICT`" : "`ON UPDATE` of a column", token);
      cursor.loss({ what: `ON ${peek(cursor)?.value.toUpperCase() ?? ""} of ${table.name}.${column.name}`, at: token });
      cursor.at++;
      if (peek(cursor) !== undefined) cursor.at++;
      skipParentheses(cursor);
      return true;
    }
    case "character":
    case "charset":
      cursor.foreign("MySQL or MariaDB", "a character set of a column", token);
      cursor.at++;
      accept(cursor, "set");
      name(cursor, "a character set");
      return true;
    case "as":
      cursor.foreign("SQLite, MySQL, MariaDB or SQL Server", "`AS` without GENERATED ALWAYS", token);
      cursor.at++;
      if (!isSymbol(cursor, "(")) return fail(cursor, "`(`");
      generatedAs(cursor, column);
      return true;
    case "rowguidcol":
    case "sparse":
      cursor.foreign("SQL Server", `\`${token.value.toUpperCase()}\``, token);
      cursor.at++;
      return true;
    case "after":
    case "first":
      cursor.foreign("MySQL or MariaDB", "a place for a column", token);
      cursor.at++;
      if (token.value === "after") name(cursor);
      return true;
    default:
      return false;
  }
};

const generatedAs = (cursor: Cursor, column: CatalogueColumn): void => {
  const from = cursor.at;
  skipParentheses(cursor);
  column.generated = bareTextOf(cursor, from, cursor.at);
  if (!accept(cursor, "stored") && !accept(cursor, "persisted")) accept(cursor, "virtual");
};

/** `LIKE table [INCLUDING …]`: columns with NOT NULL, and what is asked for of the rest. */
const likeTable = (state: State, cursor: Cursor, table: CatalogueTable): void => {
  cursor.at++;
  const target = qualifiedName(cursor, "the name of a table");
  const source = find(state.catalogue, state.catalogue.tables, target);
  const including = new Set<string>();
  for (;;) {
    const adds = accept(cursor, "including");
    if (!adds && !accept(cursor, "excluding")) break;
    const what = name(cursor, "what is to be included").value;
    for (const one of what === "all" ? ["comments", "constraints", "defaults", "generated", "identity", "indexes"] : [what]) {
      if (adds) including.add(one);
      else including.delete(one);
    }
  }
  if (source === undefined) return unknownTable(cursor, target.name, target.at);
  for (const column of source.columns) {
    addColumn(table, {
      name: column.name, type: column.type, nullable: column.nullable, collation: column.collation, at: column.at,
      default: including.has("defaults") ? column.default : undefined,
      identity: including.has("identity") ? column.identity : undefined,
      generated: including.has("generated") ? column.generated : undefined,
      doc: including.has("comments") ? column.doc : undefined,
    }, cursor);
  }
  const at = target.at;
  if (including.has("constraints")) for (const check of source.checks) table.checks.push({ ...check, at });
  if (!including.has("indexes")) return;
  const { catalogue } = state;
  if (source.primaryKey !== undefined) table.primaryKey = { ...source.primaryKey, name: `${table.name}_pkey`, given: false, at };
  for (const unique of source.uniques) table.uniques.push({ ...unique, name: `${table.name}_${unique.columns.join("_")}_key`, given: false, at });
  for (const index of source.indexes) addIndex(state, table, undefined, { ...index, parts: [...index.parts], include: [...index.include], at });
  for (const key of [table.primaryKey, ...table.uniques]) if (key !== undefined) catalogue.taken.add(keyOf(table.schema, key.name));
};

export const unknownTable = (cursor: Cursor, table: string, at: Span): void =>
  cursor.problem({ code: "format/unknown-name", severity: "error", message: `There is no table ${shorten(table)}.`, hint: "Read the file that creates it first.", from: at.from, to: at.to });

const createPartition = (state: State, cursor: Cursor, table: CatalogueTable): void => {
  const parent = reference(state.catalogue, qualifiedName(cursor, "the name of a table"));
  inheritColumns(table, parent);
  if (isSymbol(cursor, "(")) partitionElements(state, cursor, table);
  table.partitionOf = { parent, bounds: partitionBounds(cursor) };
};

/** In a partition, a column is named without its type: `name [WITH OPTIONS] constraints`. */
const partitionElements = (state: State, cursor: Cursor, table: CatalogueTable): void => {
  expectSymbol(cursor, "(");
  do {
    if (startsConstraint(cursor)) parseConstraint(state, cursor, table);
    else {
      const given = name(cursor, "the name of a column");
      accept(cursor, "with", "options");
      const column = table.columns.find((one) => one.name === given.value) ?? { name: given.value, type: { type: { name: "text" } }, nullable: true, at: given };
      while (columnConstraint(state, cursor, table, column));
    }
  } while (acceptSymbol(cursor, ","));
  expectSymbol(cursor, ")");
};

/** `FOR VALUES …` or `DEFAULT`, as written. */
export const partitionBounds = (cursor: Cursor): string => {
  const end = accept(cursor, "default") ? cursor.at : expressionEnd(cursor, new Set(["partition", "using", "with", "tablespace"]));
  if (end === cursor.at) return "DEFAULT";
  const hash = isWord(cursor, "for") && isWord(cursor, "values", 1) && isWord(cursor, "with", 2);
  const to = hash ? afterParentheses(cursor, cursor.at + 3) : end;
  const text = textOf(cursor, cursor.at, to);
  cursor.at = to;
  return text;
};

const afterParentheses = (cursor: Cursor, from: number): number => {
  let index = from;
  for (let depth = 0; index < cursor.end; index++) {
    const token = cursor.tokens[index]!;
    if (token.value === "(") depth++;
    else if (token.value === ")" && --depth <= 0) return index + 1;
  }
  return index;
};

/** Gives a table the columns and checks of one that it inherits from. */
export const inheritColumns = (table: CatalogueTable, parent: TableReference): void => {
  if (parent.table === undefined) return;
  const own = table.columns;
  table.columns = [];
  for (const column of parent.table.columns) {
    const mine = own.find((other) => other.name === column.name);
    if (mine === undefined) table.columns.push({ ...column, inherited: true, identity: undefined, doc: undefined });
    else table.columns.push({ ...mine, nullable: mine.nullable && column.nullable, default: mine.default ?? column.default });
  }
  for (const column of own) if (!table.columns.some((other) => other.name === column.name)) table.columns.push(column);
  for (const check of parent.table.checks) if (!table.checks.some((other) => other.name === check.name)) table.checks.push({ ...check });
};

/** What follows the parentheses of a table. */
const tableTail = (state: State, cursor: Cursor, table: CatalogueTable, kind: string): void => {
  while (cursor.at < cursor.end) {
    const token = peek(cursor)!;
    if (accept(cursor, "inherits")) {
      expectSymbol(cursor, "(");
      const parents: TableReference[] = [];
      do parents.push(reference(state.catalogue, qualifiedName(cursor, "the name of a table")));
      while (acceptSymbol(cursor, ","));
      expectSymbol(cursor, ")");
      table.parents = parents;
      // The columns of the first parent come first.
      for (const parent of parents.toReversed()) inheritColumns(table, parent);
    } else if (accept(cursor, "partition", "by")) {
      const strategy = name(cursor, "a strategy").value.toUpperCase();
      const list = cursor.at;
      if (!skipParentheses(cursor)) fail(cursor, "`(`");
      table.partitionBy = `${strategy} ${textOf(cursor, list, cursor.at)}`;
    } else if (isWord(cursor, "with") && isSymbol(cursor, "(", 1)) {
      cursor.at++;
      skipParentheses(cursor);
      cursor.loss({ what: `storage parameters of ${table.name}`, at: { from: token.from, to: cursor.tokens[cursor.at - 1]!.to } });
    } else if (accept(cursor, "without", "oids")) continue;
    else if (accept(cursor, "using") || accept(cursor, "tablespace") || accept(cursor, "server")) {
      const given = name(cursor);
      if (given.value !== "heap") cursor.loss({ what: `${token.value.toUpperCase()} ${given.value} of ${table.name}`, at: { from: token.from, to: given.to } });
    } else if (kind === "foreign" && accept(cursor, "options")) skipParentheses(cursor);
    else if (accept(cursor, "as")) {
      if (table.columns.length === 0) cursor.loss({ what: `the columns of ${table.name}, which are those of a query`, at: table.at });
      cursor.at = cursor.end;
    } else return foreignTail(cursor, table);
  }
};

/** Options of tables in other dialects; anything else is a fault. */
const foreignTail = (cursor: Cursor, table: CatalogueTable): void => {
  while (cursor.at < cursor.end) {
    const token = peek(cursor)!;
    if (acceptSymbol(cursor, ",")) continue;
    if (accept(cursor, "without", "rowid") || accept(cursor, "strict")) {
      cursor.foreign("SQLite", `\`${cursor.text.slice(token.from, cursor.tokens[cursor.at - 1]!.to).toUpperCase()}\``, token);
    } else if (isWord(cursor, "on") || isWord(cursor, "textimage_on")) {
      cursor.at++;
      name(cursor, "a file group");
      cursor.foreign("SQL Server", "a file group", token);
    } else if (token.kind === "word" && (foreignOptions.has(token.value) || isSymbol(cursor, "=", 1))) {
      accept(cursor, "default");
      const option = peek(cursor) ?? token;
      cursor.foreign("MySQL or MariaDB", `\`${cursor.text.slice(token.from, option.to).toUpperCase()}\` of a table`, token);
      cursor.at++;
      accept(cursor, "set");
      acceptSymbol(cursor, "=");
      const value = peek(cursor);
      if (value === undefined) return fail(cursor, "a value");
      if (option.value === "comment" && value.kind === "string") table.doc = value.value;
      cursor.at++;
    } else return fail(cursor, "the end of the statement");
  }
};

const foreignOptions = new Set(["engine", "auto_increment", "default", "charset", "character", "collate", "comment", "row_format", "key_block_size", "pack_keys", "checksum", "type"]);
