import type { Span } from "../reading.ts";
import type { Column, Table } from "../tables.ts";
import { conventional, type PlannedTable } from "./plan.ts";
import { call, dictionary, docstring, exploded, keyword, layout, prefixed, pythonString, tuple, type Python } from "./python.ts";
import type { Relationship } from "./relationships.ts";
import { checkItem, columnArguments, columnReference, exclusionItem, foreignKeyItem, foreignKeyOptions, indexParts, primaryKeyItem, tableOptions, uniqueItem } from "./schema-items.ts";
import { carriesCollation, pythonType, type PythonType, type TypeContext } from "./types.ts";

/** What the tables of one module share. */
export interface ModuleContext extends TypeContext {
  readonly lost: (what: string, at?: Span) => void;
}

/** The type of a column; a collation that SQLAlchemy cannot say is a loss. */
export const columnType = (table: Table, column: Column, context: ModuleContext): PythonType => {
  const collation = column.collation !== undefined && carriesCollation(column.type) && !column.collation.includes(".") ? column.collation : undefined;
  if (column.collation !== undefined && collation === undefined) context.lost(`the collation of ${table.name}.${column.name}`, column.at);
  return pythonType(column.type, collation, context);
};

/** Whether a column may be null; neither a key nor an identity may. */
export const isNullable = (table: Table, column: Column, context: ModuleContext): boolean => {
  if (!column.nullable) return false;
  if (column.identity === undefined && table.primaryKey?.columns.includes(column.name) !== true) return true;
  context.lost(`that ${table.name}.${column.name} may be null`, column.at);
  return false;
};

/** SQLAlchemy makes a column serial that is a primary key alone and says nothing of where its value comes from. */
export const wouldCount = (column: Column): boolean =>
  /^(?:smallint|integer|bigint)$/.test(column.type.name) && (column.type.array ?? 0) === 0 && column.identity === undefined && column.default === undefined && column.generated === undefined;

interface Keys {
  /** What stands in a column of its keys. */
  readonly inline: ReadonlyMap<string, { readonly positional: Python[]; readonly named: Python[] }>;
  /** What must stand behind the columns. */
  readonly behind: readonly Python[];
}

const keysOf = (plan: PlannedTable, context: ModuleContext): Keys => {
  const { table, names } = plan;
  const inline = new Map(table.columns.map((column) => [column.name, { positional: [] as Python[], named: [] as Python[] }]));
  const behind: Python[] = [];
  if (table.primaryKey !== undefined) {
    const { columns } = table.primaryKey;
    const usual = names.primaryKey === conventional("pk", table, []);
    const own = table.columns.filter((column) => columns.includes(column.name));
    if (usual && own.map((column) => column.name).join("\0") === columns.join("\0")) for (const column of columns) inline.get(column)!.named.push(keyword("primary_key", "True"));
    else behind.push(primaryKeyItem(columns, usual ? undefined : pythonString(names.primaryKey!)));
    if (own.length === 1 && wouldCount(own[0]!) && !plan.foreignKeys.some(({ key }) => key.columns.includes(own[0]!.name))) inline.get(own[0]!.name)!.named.push(keyword("autoincrement", "False"));
  }
  for (const { key, name, later } of plan.foreignKeys) {
    const usual = name === conventional("fk", table, key.columns);
    const more = later ? [keyword("use_alter", "True")] : [];
    if (key.columns.length > 1) behind.push(foreignKeyItem(key, usual ? undefined : pythonString(name), more));
    else inline.get(key.columns[0]!)!.positional.push(call("sa.ForeignKey", [pythonString(columnReference(key.target, key.target.columns[0]!)), ...(usual ? [] : [keyword("name", pythonString(name))]), ...foreignKeyOptions(key), ...more]));
  }
  table.uniques.forEach((unique, at) => {
    const usual = names.uniques[at] === conventional("uq", table, unique.columns);
    const place = unique.columns.length === 1 && usual ? inline.get(unique.columns[0]!) : undefined;
    if (place !== undefined) place.named.push(keyword("unique", "True"));
    else behind.push(uniqueItem(unique.columns, usual ? undefined : pythonString(names.uniques[at]!)));
  });
  table.checks.forEach((check, at) => {
    const name = names.checks[at]!;
    const prefix = `ck_${table.name}_`;
    const usual = name.startsWith(prefix) && name !== prefix;
    if (!usual) context.use("conv");
    behind.push(checkItem(check.expression, usual ? pythonString(name.slice(prefix.length)) : call("conv", [pythonString(name)])));
  });
  (table.exclusions ?? []).forEach((exclusion, at) => {
    const item = exclusionItem(exclusion.definition, pythonString(names.exclusions[at]!));
    if (item === undefined) return context.lost(`the exclusion ${names.exclusions[at]!} of ${table.name}`, exclusion.at);
    context.use("postgresql");
    behind.push(item);
  });
  for (const { index, name } of plan.indexes) {
    const { parts, options } = indexParts(index);
    const column = index.parts.length === 1 && options.length === 0 && parts[0] === pythonString(index.parts[0]!.column ?? "") ? index.parts[0]!.column : undefined;
    const place = column !== undefined && name === conventional("ix", table, [column]) ? inline.get(column) : undefined;
    if (place === undefined) behind.push(call("sa.Index", [pythonString(name), ...parts, ...options]));
    else place.named.push(keyword("index", "True"));
  }
  return { inline, behind };
};

/** A table that is no class: `sa.Table(…)`. */
export const coreTable = (plan: PlannedTable, context: ModuleContext): Python => {
  const { table } = plan;
  const { inline, behind } = keysOf(plan, context);
  const columns = table.columns.map((column) => {
    const own = inline.get(column.name)!;
    const said = columnArguments(column);
    const nullable = isNullable(table, column, context) || table.primaryKey?.columns.includes(column.name) === true ? [] : [keyword("nullable", "False")];
    return call("sa.Column", [pythonString(column.name), columnType(table, column, context).sql, ...own.positional, ...said.positional, ...own.named, ...nullable, ...said.named]);
  });
  return exploded(call("sa.Table", [pythonString(table.name), "Base.metadata", ...columns, ...behind, ...tableOptions(table).map(([key, value]) => keyword(key, value))]));
};

/** A table as a class with its columns and relationships. */
export const modelClass = (plan: PlannedTable, name: string, attributes: ReadonlyMap<string, string>, related: readonly Relationship[], context: ModuleContext): string => {
  const { table } = plan;
  const { inline, behind } = keysOf(plan, context);
  const head = [`    __tablename__ = ${pythonString(table.name)}`];
  const options = tableOptions(table);
  const settings = options.length === 0 ? [] : [dictionary(options)];
  if (behind.length > 0) head.push(layout(prefixed("__table_args__ = ", exploded(tuple([...behind, ...settings]))), 4));
  else if (settings.length > 0) head.push(layout(prefixed("__table_args__ = ", settings[0]!), 4));
  const columns = table.columns.map((column) => {
    const attribute = attributes.get(column.name)!;
    const type = columnType(table, column, context);
    const own = inline.get(column.name)!;
    const said = columnArguments(column);
    const nullable = isNullable(table, column, context);
    // `Any` may be None, so that SQLAlchemy would let the column be null.
    const stated = type.annotation === "Any" && !nullable ? [keyword("nullable", "False")] : [];
    const items = [...(attribute === column.name ? [] : [pythonString(column.name)]), ...(type.usual === true ? [] : [type.sql]), ...own.positional, ...said.positional, ...own.named, ...stated, ...said.named];
    const annotated = `${attribute}: Mapped[${type.annotation}${nullable ? " | None" : ""}]`;
    return layout(items.length === 0 ? annotated : prefixed(`${annotated} = `, call("mapped_column", items)), 4);
  });
  const links = related.map((one) => layout(prefixed(`${one.attribute}: Mapped[${quoteClasses(one.annotation)}] = `, call("relationship", one.arguments)), 4));
  const doc = table.doc === undefined ? [] : [docstring(table.doc, 4)];
  return `class ${name}(Base):\n${[...doc, head.join("\n"), ...(columns.length > 0 ? [columns.join("\n")] : []), ...(links.length > 0 ? [links.join("\n")] : [])].join("\n\n")}`;
};

/** Classes may come later in the file, so that they are named in quotes. */
const quoteClasses = (annotation: string): string => (annotation.startsWith("list[") ? `list["${annotation.slice(5, -1)}"]` : `"${annotation}"`);
