import { expressionTokens } from "../sql/expression.ts";
import { quotePostgresql as quote } from "../sql/keywords.ts";
import type { Column, ForeignKey, Index, IndexPart, Sequence, Table } from "../tables.ts";
import { exclusionParts } from "./exclusion.ts";
import { call, dictionary, keyword, list, pythonString, text, tuple, type Python } from "./python.ts";

/** SQL as an argument that SQLAlchemy reads with `sa.text`: a colon before a word would be a parameter, `::` is none (`TextClause`, "bind parameters"). */
export const rawSql = (sql: string): Python => text(sql.replaceAll(/\\(?=:)|(?<![:\w\\]):(?=\w+(?!:))/g, (found) => (found === ":" ? "\\:" : "\\\\")));

export const sqlText = (sql: string): Python => call("sa.text", [rawSql(sql)]);

/** The value of an expression that is nothing but a string. */
export const stringValue = (expression: string): string | undefined => {
  const tokens = expressionTokens(expression);
  return tokens.length === 1 && tokens[0]!.kind === "string" && expression.startsWith("'") ? tokens[0]!.value : undefined;
};

/** Alembic compares a default that is a string without doubling the quotes in it; as SQL it is compared as it is. */
export const defaultValue = (expression: string): Python => {
  const value = stringValue(expression);
  return value === undefined || value.includes("'") ? sqlText(expression) : text(value);
};

/** What a column says of itself beyond its name, its type and its keys. */
export const columnArguments = (column: Column): { readonly positional: readonly Python[]; readonly named: readonly Python[] } => {
  const positional: Python[] = [];
  const named: Python[] = [];
  if (column.identity !== undefined) positional.push(call("sa.Identity", column.identity === "always" ? [keyword("always", "True")] : []));
  else if (column.generated !== undefined) positional.push(call("sa.Computed", [rawSql(column.generated), keyword("persisted", "True")]));
  else if (column.default !== undefined) named.push(keyword("server_default", defaultValue(column.default)));
  if (column.doc !== undefined) named.push(keyword("comment", text(column.doc)));
  return { positional, named };
};

/** `shop.order.id`, as SQLAlchemy reads it: the schema, the table, the column. */
export const columnReference = (target: ForeignKey["target"], column: string): string => [...(target.schema === undefined ? [] : [target.schema]), target.table, column].join(".");

/** The actions of a foreign key. */
export const foreignKeyOptions = (key: ForeignKey): readonly Python[] => [
  ...(key.onDelete === undefined ? [] : [keyword("ondelete", pythonString(key.onDelete))]),
  ...(key.onUpdate === undefined ? [] : [keyword("onupdate", pythonString(key.onUpdate))]),
  ...(key.deferrable === undefined ? [] : [keyword("deferrable", "True")]),
  ...(key.deferrable === "deferred" ? [keyword("initially", pythonString("DEFERRED"))] : []),
];

export const names = (columns: readonly string[]): readonly Python[] => columns.map(pythonString);

const named = (name: Python | undefined): readonly Python[] => (name === undefined ? [] : [keyword("name", name)]);

export const primaryKeyItem = (columns: readonly string[], name: Python | undefined): Python => call("sa.PrimaryKeyConstraint", [...names(columns), ...named(name)]);

export const uniqueItem = (columns: readonly string[], name: Python | undefined): Python => call("sa.UniqueConstraint", [...names(columns), ...named(name)]);

export const foreignKeyItem = (key: ForeignKey, name: Python | undefined, more: readonly Python[] = []): Python =>
  call("sa.ForeignKeyConstraint", [list(names(key.columns)), list(key.target.columns.map((column) => pythonString(columnReference(key.target, column)))), ...named(name), ...foreignKeyOptions(key), ...more]);

export const checkItem = (expression: string, name: Python | undefined): Python => call("sa.CheckConstraint", [rawSql(expression), ...named(name)]);

/** The parts and the options of an index, for `sa.Index` and `op.create_index` alike. */
export const indexParts = (index: Index): { readonly parts: readonly Python[]; readonly options: readonly Python[] } => {
  const classes = index.parts.filter((part) => isPlain(part) && part.operatorClass !== undefined).map((part) => [part.column!, pythonString(part.operatorClass!)] as const);
  return {
    parts: index.parts.map((part) => (isPlain(part) ? pythonString(part.column!) : sqlText(partSql(part)))),
    options: [
      ...(index.unique ? [keyword("unique", "True")] : []),
      ...(index.method === "btree" ? [] : [keyword("postgresql_using", pythonString(index.method))]),
      ...(classes.length > 0 ? [keyword("postgresql_ops", dictionary(classes))] : []),
      ...(index.include !== undefined && index.include.length > 0 ? [keyword("postgresql_include", list(names(index.include)))] : []),
      ...(index.where === undefined ? [] : [keyword("postgresql_where", sqlText(index.where))]),
    ],
  };
};

const isPlain = (part: IndexPart): boolean => part.column !== undefined && part.descending !== true && part.nulls === undefined;

/** A part of an index in SQL; expressions in parentheses, which PostgreSQL takes away where it needs none. */
const partSql = (part: IndexPart): string =>
  `${part.column === undefined ? `(${part.expression ?? ""})` : quote(part.column)}${part.operatorClass === undefined ? "" : ` ${part.operatorClass.split(".").map(quote).join(".")}`}${part.descending === true ? " DESC" : ""}${part.nulls === undefined ? "" : ` NULLS ${part.nulls.toUpperCase()}`}`;

export const exclusionItem = (definition: string, name: Python): Python | undefined => {
  const exclusion = exclusionParts(definition);
  if (exclusion === undefined) return undefined;
  return call("postgresql.ExcludeConstraint", [
    ...exclusion.elements.map((element) => tuple([element.column === undefined ? sqlText(element.expression) : pythonString(element.column), pythonString(element.operator)])),
    keyword("name", name),
    keyword("using", pythonString(exclusion.method)),
    ...(exclusion.where === undefined ? [] : [keyword("where", sqlText(exclusion.where))]),
  ]);
};

/** A sequence with its options, which are those that our reader gives: `AS integer INCREMENT BY 10 START WITH 100 CYCLE`. */
export const sequenceItem = (sequence: Sequence, more: readonly Python[]): Python => {
  const options = sequence.options ?? "";
  const number = (pattern: RegExp, name: string): readonly Python[] => {
    const found = pattern.exec(options)?.[1];
    return found === undefined ? [] : [keyword(name, found)];
  };
  const type = /\bAS (smallint|integer)\b/.exec(options)?.[1];
  return call("sa.Sequence", [
    pythonString(sequence.name),
    ...(type === undefined ? [] : [keyword("data_type", type === "integer" ? "sa.Integer" : "sa.SmallInteger")]),
    ...number(/INCREMENT BY (-?\d+)/, "increment"), ...number(/START WITH (-?\d+)/, "start"), ...number(/MINVALUE (-?\d+)/, "minvalue"), ...number(/MAXVALUE (-?\d+)/, "maxvalue"), ...number(/CACHE (\d+)/, "cache"),
    ...(/\bCYCLE\b/.test(options) ? [keyword("cycle", "True")] : []),
    ...(sequence.schema === undefined ? [] : [keyword("schema", pythonString(sequence.schema))]),
    ...more,
  ]);
};

/** What a table says of itself beyond its columns and constraints. */
export const tableOptions = (table: Table): readonly (readonly [string, Python])[] => [
  ...(table.inherits === undefined || table.inherits.length === 0 ? [] : [["postgresql_inherits", table.inherits.length === 1 ? pythonString(table.inherits[0]!) : tuple(names(table.inherits))] as const]),
  ...(table.partitionBy === undefined ? [] : [["postgresql_partition_by", pythonString(table.partitionBy)] as const]),
  ...(table.schema === undefined ? [] : [["schema", pythonString(table.schema)] as const]),
  ...(table.doc === undefined ? [] : [["comment", text(table.doc)] as const]),
];
