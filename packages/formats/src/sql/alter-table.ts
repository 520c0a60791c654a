import { accept, acceptSymbol, expect, expressionEnd, fail, isFault, isSymbol, isWord, name, peek, qualifiedName, skipParentheses, type Cursor } from "./cursor.ts";
import { dropColumn, dropIndex, find, keyOf, reference, release, renameColumn, sameReference, schemaFor, type CatalogueColumn, type CatalogueTable } from "./catalogue.ts";
import { addColumn, columnDefinition, defaultExpression, foreignIndex, identity, inheritColumns, partitionBounds, startsForeignIndex, unknownTable } from "./create-table.ts";
import { namesIn, renameIn } from "./expression.ts";
import { sequenceOptions } from "./sequences.ts";
import { columnType, constraintAttributes, parseConstraint, startsConstraint, type State } from "./table-parts.ts";

/** What `ALTER TABLE` says of ownership; it is counted and told once. */
export interface Counts {
  ownership: number;
}

/** `ALTER TABLE …` behind the word TABLE: its actions one by one; what is broken in one is told, and the next is taken. */
export const alterTable = (state: State, cursor: Cursor, counts: Counts): void => {
  const { catalogue } = state;
  if (accept(cursor, "all", "in", "tablespace")) return;
  const ifExists = accept(cursor, "if", "exists");
  const only = accept(cursor, "only");
  const given = qualifiedName(cursor, "the name of a table");
  acceptSymbol(cursor, "*");
  if (accept(cursor, "with", "check") || accept(cursor, "with", "nocheck")) cursor.foreign("SQL Server", "`WITH CHECK`", given.at);
  const table = find(catalogue, catalogue.tables, given);
  if (accept(cursor, "owner", "to")) return void counts.ownership++;
  if (table === undefined) {
    // ALTER TABLE may speak of sequences and views, too.
    if (ifExists || find(catalogue, catalogue.views, given) !== undefined || find(catalogue, catalogue.sequences, given) !== undefined) return;
    return unknownTable(cursor, given.name, given.at);
  }
  if (accept(cursor, "rename")) return rename(state, cursor, table, only);
  if (accept(cursor, "set", "schema")) return moveTable(state, table, name(cursor, "the name of a schema").value);
  if (accept(cursor, "attach", "partition")) {
    const child = qualifiedName(cursor, "the name of a table");
    const partition = find(catalogue, catalogue.tables, child);
    const bounds = partitionBounds(cursor);
    if (partition === undefined) unknownTable(cursor, child.name, child.at);
    else partition.partitionOf = { parent: { name: given, schema: table.schema, table }, bounds };
    return;
  }
  if (accept(cursor, "detach", "partition")) {
    const partition = find(catalogue, catalogue.tables, qualifiedName(cursor, "the name of a table"));
    if (partition !== undefined) {
      partition.partitionOf = undefined;
      for (const column of partition.columns) column.inherited = false;
    }
    return;
  }
  while (cursor.at < cursor.end) {
    const start = cursor.at;
    try {
      action(state, cursor, table, only, counts);
      if (cursor.at < cursor.end && !isSymbol(cursor, ",")) fail(cursor, "`,` or the end of the statement");
    } catch (error) {
      if (!isFault(error)) throw error;
      cursor.problem({ code: "format/syntax", severity: "error", message: error.message, ...error.fault });
      cursor.at = Math.max(cursor.at, start);
      cursor.at = Math.max(start + 1, expressionEnd(cursor, new Set()));
      while (cursor.at < cursor.end && !isSymbol(cursor, ",")) cursor.at++;
    }
    if (!acceptSymbol(cursor, ",")) return;
  }
};

/** The tables that inherit from this one or are its partitions, with it: those that an action without ONLY changes. */
const withDescendants = (state: State, table: CatalogueTable, only: boolean): CatalogueTable[] => {
  if (only) return [table];
  const found = new Set([table]);
  // A set that grows while it is walked is walked to its end.
  for (const one of found) {
    for (const other of state.catalogue.tables.values()) {
      if (other.parents.some((parent) => sameReference(parent, one)) || (other.partitionOf !== undefined && sameReference(other.partitionOf.parent, one))) found.add(other);
    }
  }
  return [...found];
};

const action = (state: State, cursor: Cursor, table: CatalogueTable, only: boolean, counts: Counts): void => {
  if (accept(cursor, "add")) return add(state, cursor, table, only);
  if (accept(cursor, "drop")) return drop(state, cursor, table, only);
  if (accept(cursor, "alter", "constraint")) {
    const given = name(cursor, "the name of a constraint");
    const key = table.foreignKeys.find((one) => one.name === given.value);
    const deferrable = constraintAttributes(cursor, given.value);
    if (key === undefined) unknown(cursor, `The table ${table.name} has no foreign key ${given.value}.`, given);
    else key.deferrable = deferrable;
    return;
  }
  if (accept(cursor, "alter")) return alterColumn(state, cursor, table, only);
  if (accept(cursor, "validate", "constraint")) return void name(cursor);
  if (accept(cursor, "owner", "to")) {
    counts.ownership++;
    return void name(cursor);
  }
  if (accept(cursor, "inherit")) {
    const parent = reference(state.catalogue, qualifiedName(cursor, "the name of a table"));
    table.parents.push(parent);
    return inheritColumns(table, parent);
  }
  if (accept(cursor, "no", "inherit")) {
    const parent = reference(state.catalogue, qualifiedName(cursor, "the name of a table"));
    table.parents = table.parents.filter((other) => other.name.name !== parent.name.name || other.schema !== parent.schema);
    for (const column of table.columns) column.inherited = false;
    return;
  }
  if (isWord(cursor, "modify") || isWord(cursor, "change")) {
    const token = peek(cursor)!;
    cursor.foreign("MySQL or MariaDB", `\`${token.value.toUpperCase()}\` of a column`, token);
    cursor.at++;
    accept(cursor, "column");
    const old = token.value === "change" ? name(cursor, "the name of a column").value : undefined;
    const column = columnDefinition(state, cursor, table);
    const index = table.columns.findIndex((one) => one.name === (old ?? column.name));
    if (index < 0) return unknown(cursor, `The table ${table.name} has no column ${old ?? column.name}.`, column.at);
    const before = table.columns[index]!;
    table.columns[index] = { ...column, name: before.name, nullable: column.nullable && table.primaryKey?.columns.includes(before.name) !== true };
    if (old !== undefined && old !== column.name) renameColumn(state.catalogue, table, old, column.name, (expression) => renameIn(expression, old, column.name));
    return;
  }
  const token = peek(cursor);
  if (token?.kind === "word" && settings.has(token.value)) {
    const from = token.from;
    while (cursor.at < cursor.end && !isSymbol(cursor, ",")) if (!skipParentheses(cursor)) cursor.at++;
    const to = cursor.tokens[cursor.at - 1]!.to;
    if (!silent.has(token.value)) cursor.loss({ what: `${cursor.text.slice(from, Math.min(to, from + 60)).replaceAll(/\s+/g, " ").toUpperCase()} of ${table.name}`, at: { from, to } });
    return;
  }
  fail(cursor, "an action of ALTER TABLE");
};

const settings = new Set(["enable", "disable", "force", "no", "set", "reset", "cluster", "replica", "not", "of", "options", "check", "nocheck", "engine", "auto_increment", "convert"]);
const silent = new Set(["cluster", "check", "nocheck", "auto_increment", "convert", "engine"]);

const unknown = (cursor: Cursor, message: string, at: { readonly from: number; readonly to: number }): void =>
  cursor.problem({ code: "format/unknown-name", severity: "error", message, from: at.from, to: at.to });

const add = (state: State, cursor: Cursor, table: CatalogueTable, only: boolean): void => {
  if (startsConstraint(cursor)) {
    const checks = table.checks.length;
    parseConstraint(state, cursor, table);
    const added = table.checks[checks];
    if (added !== undefined) for (const child of withDescendants(state, table, only)) if (child !== table && !child.checks.some((check) => check.name === added.name)) child.checks.push({ ...added });
    return;
  }
  if (startsForeignIndex(cursor)) return foreignIndex(state, cursor, table);
  const list = !accept(cursor, "column") && isSymbol(cursor, "(");
  if (list) {
    cursor.foreign("Oracle, MySQL or MariaDB", "several columns in parentheses", peek(cursor)!);
    cursor.at++;
  }
  do {
    const ifNotExists = accept(cursor, "if", "not", "exists");
    const there = peek(cursor);
    if (ifNotExists && there !== undefined && table.columns.some((column) => column.name === there.value)) {
      // The definition is read and given up: the column stands as it is.
      columnDefinition(state, { ...cursor, problem: () => undefined }, { ...table, columns: [], uniques: [], foreignKeys: [], checks: [], exclusions: [], primaryKey: undefined });
      while (cursor.at < cursor.end && !isSymbol(cursor, ",")) if (!skipParentheses(cursor)) cursor.at++;
      continue;
    }
    const column = columnDefinition(state, cursor, table);
    if (!addColumn(table, column, cursor)) continue;
    if (table.primaryKey?.columns.includes(column.name) === true) column.nullable = false;
    for (const child of withDescendants(state, table, only)) if (child !== table && !child.columns.some((other) => other.name === column.name)) child.columns.push({ ...column, inherited: true });
    // SQL Server adds several columns behind one ADD.
  } while (list && acceptSymbol(cursor, ","));
  if (list) acceptSymbol(cursor, ")");
};

const drop = (state: State, cursor: Cursor, table: CatalogueTable, only: boolean): void => {
  const { catalogue } = state;
  const key = isWord(cursor, "primary") && isWord(cursor, "key", 1);
  if (key || accept(cursor, "constraint") || (isWord(cursor, "foreign") && isWord(cursor, "key", 1))) {
    if (key || isWord(cursor, "foreign")) {
      cursor.foreign("MySQL or MariaDB", "`DROP` of a key without its constraint's name", peek(cursor)!);
      cursor.at += 2;
    }
    const ifExists = accept(cursor, "if", "exists");
    const given = key ? { value: table.primaryKey?.name ?? "", from: 0, to: 0 } : name(cursor, "the name of a constraint");
    const cascade = accept(cursor, "cascade");
    if (!cascade) accept(cursor, "restrict");
    for (const one of withDescendants(state, table, only)) if (!dropConstraint(state, one, given.value, cascade) && one === table && !ifExists) unknown(cursor, `The table ${table.name} has no constraint ${given.value}.`, given);
    return;
  }
  accept(cursor, "column");
  const ifExists = accept(cursor, "if", "exists");
  const given = name(cursor, "the name of a column");
  const cascade = accept(cursor, "cascade");
  if (!cascade) accept(cursor, "restrict");
  if (!table.columns.some((column) => column.name === given.value)) {
    if (!ifExists) unknown(cursor, `The table ${table.name} has no column ${given.value}.`, given);
    return;
  }
  for (const one of withDescendants(state, table, only)) {
    dropReferences(state, one, (columns) => columns.includes(given.value));
    dropColumn(catalogue, one, given.value, (expression) => namesIn(expression).has(given.value));
  }
};

/** Takes away foreign keys of other tables to columns of this one. */
const dropReferences = (state: State, table: CatalogueTable, hit: (columns: readonly string[]) => boolean): void => {
  for (const other of state.catalogue.tables.values()) {
    other.foreignKeys = other.foreignKeys.filter((key) => !sameReference(key.target, table) || !hit(key.targetColumns.length > 0 ? key.targetColumns : (table.primaryKey?.columns ?? [])) || release(state.catalogue, other, key.name));
  }
};

/** Takes a constraint away by its name, given or chosen; gives whether there was one. */
const dropConstraint = (state: State, table: CatalogueTable, given: string, cascade: boolean): boolean => {
  const { catalogue } = state;
  const key = table.primaryKey?.name === given ? table.primaryKey : table.uniques.find((unique) => unique.name === given);
  if (key !== undefined && cascade) dropReferences(state, table, (columns) => columns.length === key.columns.length && columns.every((column) => key.columns.includes(column)));
  const count = table.uniques.length + table.foreignKeys.length + table.checks.length + table.exclusions.length;
  const other = (one: { readonly name: string }): boolean => one.name !== given;
  const primary = table.primaryKey?.name === given;
  if (primary) table.primaryKey = undefined;
  table.uniques = table.uniques.filter(other);
  table.foreignKeys = table.foreignKeys.filter(other);
  table.checks = table.checks.filter(other);
  table.exclusions = table.exclusions.filter(other);
  const found = primary || count > table.uniques.length + table.foreignKeys.length + table.checks.length + table.exclusions.length;
  if (found) release(catalogue, table, given);
  return found;
};

const alterColumn = (state: State, cursor: Cursor, table: CatalogueTable, only: boolean): void => {
  accept(cursor, "column");
  const given = name(cursor, "the name of a column");
  const column = table.columns.find((one) => one.name === given.value);
  const tables = withDescendants(state, table, only);
  const columns = tables.flatMap((one) => one.columns.filter((other) => other.name === given.value));
  const all = (change: (column: CatalogueColumn) => void): void => columns.forEach(change);
  if (column === undefined) {
    unknown(cursor, `The table ${table.name} has no column ${given.value}.`, given);
    while (cursor.at < cursor.end && !isSymbol(cursor, ",")) if (!skipParentheses(cursor)) cursor.at++;
    return;
  }
  if (accept(cursor, "type") || accept(cursor, "set", "data", "type")) {
    const { type } = columnType(state, cursor, { schema: table.schema, name: table.name, column: column.name });
    all((one) => (one.type = type));
    if (accept(cursor, "collate")) column.collation = qualifiedName(cursor, "a collation").name;
    else all((one) => (one.collation = undefined));
    if (accept(cursor, "using")) cursor.at = expressionEnd(cursor, new Set());
  } else if (accept(cursor, "set", "default")) {
    const text = defaultExpression(cursor);
    all((one) => (one.default = text));
  } else if (accept(cursor, "drop", "default")) {
    all((one) => {
      one.default = undefined;
      // The default of a serial column is that of its sequence.
      if (one.identity === "by default") one.identity = undefined;
    });
  } else if (accept(cursor, "set", "not", "null")) all((one) => (one.nullable = false));
  else if (accept(cursor, "drop", "not", "null")) all((one) => (one.nullable = true));
  else if (accept(cursor, "add", "generated")) {
    const kind = accept(cursor, "always") ? "always" : "by default";
    if (kind === "by default") expect(cursor, "by", "default");
    expect(cursor, "as", "identity");
    identity(cursor, column, table, kind);
  } else if (accept(cursor, "set", "generated")) {
    column.identity = accept(cursor, "always") ? "always" : "by default";
    accept(cursor, "by", "default");
  } else if (accept(cursor, "drop", "identity")) {
    accept(cursor, "if", "exists");
    column.identity = undefined;
  } else if (accept(cursor, "drop", "expression")) {
    accept(cursor, "if", "exists");
    column.generated = undefined;
  } else if (isWord(cursor, "set") || isWord(cursor, "reset") || isWord(cursor, "restart")) {
    const start = peek(cursor)!;
    accept(cursor, "set");
    const before = cursor.at;
    sequenceOptions(cursor);
    if (cursor.at === before) while (cursor.at < cursor.end && !isSymbol(cursor, ",")) if (!skipParentheses(cursor)) cursor.at++;
    const to = cursor.tokens[cursor.at - 1]!.to;
    if (start.value !== "restart") cursor.loss({ what: `${cursor.text.slice(start.from, to).replaceAll(/\s+/g, " ").toUpperCase()} of ${table.name}.${column.name}`, at: { from: start.from, to } });
  } else {
    // SQL Server gives the type at once, and whether there may be nulls.
    const at = peek(cursor);
    if (at?.kind !== "word" || at.value === "drop" || at.value === "add") return fail(cursor, "TYPE, SET, DROP or ADD GENERATED");
    const { type } = columnType(state, cursor, { schema: table.schema, name: table.name, column: column.name });
    cursor.foreign("SQL Server", "`ALTER COLUMN` without TYPE", at);
    all((one) => (one.type = type));
    if (accept(cursor, "not", "null")) all((one) => (one.nullable = false));
    else if (accept(cursor, "null")) all((one) => (one.nullable = true));
  }
};

const rename = (state: State, cursor: Cursor, table: CatalogueTable, only: boolean): void => {
  const { catalogue } = state;
  if (accept(cursor, "to")) return renameTable(state, table, name(cursor, "the new name"), cursor);
  const constraint = accept(cursor, "constraint");
  if (!constraint) accept(cursor, "column");
  const from = name(cursor, constraint ? "the name of a constraint" : "the name of a column");
  expect(cursor, "to");
  const to = name(cursor, "the new name");
  if (constraint) {
    const all = [...(table.primaryKey === undefined ? [] : [table.primaryKey]), ...table.uniques, ...table.foreignKeys, ...table.checks, ...table.exclusions];
    const found = all.find((one) => one.name === from.value);
    if (found === undefined) return unknown(cursor, `The table ${table.name} has no constraint ${from.value}.`, from);
    release(catalogue, table, found.name);
    found.name = to.value;
    found.given = true;
    catalogue.taken.add(keyOf(table.schema, to.value));
    return;
  }
  if (!table.columns.some((column) => column.name === from.value)) return unknown(cursor, `The table ${table.name} has no column ${from.value}.`, from);
  if (table.columns.some((column) => column.name === to.value)) return cursor.problem({ code: "format/duplicate", severity: "error", message: `The table ${table.name} has a column ${to.value} already.`, from: to.from, to: to.to });
  for (const one of withDescendants(state, table, only)) renameColumn(catalogue, one, from.value, to.value, (expression) => renameIn(expression, from.value, to.value));
};

const renameTable = (state: State, table: CatalogueTable, to: { readonly value: string; readonly from: number; readonly to: number }, cursor: Cursor): void => {
  const { catalogue } = state;
  const key = keyOf(table.schema, to.value);
  if (catalogue.tables.has(key)) return cursor.problem({ code: "format/duplicate", severity: "error", message: `There is a table ${to.value} already.`, from: to.from, to: to.to });
  bindReferences(state, table);
  catalogue.tables.delete(keyOf(table.schema, table.name));
  release(catalogue, table, table.name);
  table.name = to.value;
  catalogue.tables.set(key, table);
  catalogue.taken.add(key);
};

/** References by name become references to the table, so that they follow it. */
const bindReferences = (state: State, table: CatalogueTable): void => {
  for (const other of state.catalogue.tables.values()) for (const key of other.foreignKeys) if (sameReference(key.target, table)) key.target.table = table;
};

const moveTable = (state: State, table: CatalogueTable, schema: string): void => {
  const { catalogue } = state;
  bindReferences(state, table);
  catalogue.tables.delete(keyOf(table.schema, table.name));
  for (const index of table.indexes) {
    catalogue.indexes.delete(keyOf(table.schema, index.name));
    catalogue.indexes.set(keyOf(schema, index.name), table);
  }
  table.schema = schema;
  catalogue.tables.set(keyOf(schema, table.name), table);
};

/** `ALTER INDEX …` behind the word INDEX: only its name is of the catalogue. */
export const alterIndex = (state: State, cursor: Cursor): void => {
  const { catalogue } = state;
  const ifExists = accept(cursor, "if", "exists");
  const given = qualifiedName(cursor, "the name of an index");
  if (!accept(cursor, "rename", "to")) return;
  const to = name(cursor, "the new name").value;
  const table = find(catalogue, catalogue.indexes, given);
  const schema = schemaFor(catalogue, given);
  const owner = table ?? [...catalogue.tables.values()].find((one) => one.schema === schema && (one.primaryKey?.name === given.name || one.uniques.some((unique) => unique.name === given.name)));
  const index = owner?.indexes.find((one) => one.name === given.name) ?? (owner?.primaryKey?.name === given.name ? owner.primaryKey : owner?.uniques.find((unique) => unique.name === given.name));
  if (owner === undefined || index === undefined) {
    if (!ifExists) unknown(cursor, `There is no index ${given.name}.`, given.at);
    return;
  }
  if (table !== undefined) {
    catalogue.indexes.delete(keyOf(owner.schema, index.name));
    catalogue.indexes.set(keyOf(owner.schema, to), owner);
  }
  release(catalogue, owner, index.name);
  index.name = to;
  index.given = true;
  catalogue.taken.add(keyOf(owner.schema, to));
};

export const dropIndexByName = (state: State, given: { readonly schema?: string; readonly name: string }): boolean => {
  const { catalogue } = state;
  const table = find(catalogue, catalogue.indexes, given);
  const index = table?.indexes.find((one) => one.name === given.name);
  if (table === undefined || index === undefined) return false;
  dropIndex(catalogue, table, index);
  return true;
};

export { dropReferences };
