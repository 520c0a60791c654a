import { unindexed } from "../sql/write-postgresql.ts";
import { plural } from "../sqlalchemy/names.ts";
import type { PlannedTable } from "../sqlalchemy/plan.ts";
import { call, docstring, exploded, keyword, layout, list, prefixed, pythonString, text, type Python } from "../sqlalchemy/python.ts";
import type { Column, Table } from "../tables.ts";
import { constraintItems, indexItems } from "./constraints.ts";
import { plainField, type DjangoContext } from "./fields.ts";
import type { FieldNames, Reference } from "./names.ts";

/** A table as a model. `taken`: names of indexes, which are unique in the app. */
export const modelText = (plan: PlannedTable, classes: ReadonlyMap<Table, string>, names: ReadonlyMap<Table, FieldNames>, taken: Set<string>, context: DjangoContext): string => {
  const { table } = plan;
  const own = names.get(table)!;
  const lines: string[] = [];
  const put = (name: string, value: Python): void => void lines.push(layout(prefixed(`${name} = `, value), 4));
  const key = table.primaryKey?.columns ?? [];
  if (key.length > 1) put("pk", call("models.CompositePrimaryKey", key.map((column) => pythonString(own.attributes.get(column)!))));
  if (key.length === 0) context.lost(`that ${table.name} has no primary key: Django adds a column id`, table.at);
  for (const column of table.columns) {
    const reference = own.references.get(column);
    const name = own.fields.get(column.name)!;
    put(name, reference === undefined ? plainField(table, column, name, context) : referenceField(plan, column, name, reference, classes, context));
  }
  const { constraints, indexes } = { constraints: constraintItems(plan, own, context), indexes: indexItems(plan, own, taken, context) };
  const meta = [`        db_table = ${pythonString(table.schema === undefined ? table.name : `"${table.schema.replaceAll('"', '""')}"."${table.name.replaceAll('"', '""')}"`)}`];
  const set = (name: string, value: Python): void => void meta.push(layout(prefixed(`${name} = `, value), 8));
  if (table.doc !== undefined) set("db_table_comment", text(table.doc));
  const words = classes.get(table)!.replaceAll(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, " ").toLowerCase();
  const many = plural(words.replaceAll(" ", "_")).replaceAll("_", " ");
  if (many !== `${words}s`) set("verbose_name_plural", pythonString(many));
  if (constraints.length > 0) set("constraints", exploded(list(constraints)));
  if (indexes.length > 0) set("indexes", exploded(list(indexes)));
  const doc = table.doc === undefined ? [] : [docstring(table.doc, 4)];
  return `class ${classes.get(table)!}(models.Model):\n${[...doc, lines.join("\n"), `    class Meta:\n${meta.join("\n")}`, `    def __str__(self) -> str:\n        return ${shown(table, own)}`].join("\n\n")}`;
};

/** What a row is called: a text that says so and is never null, or its key. */
const shown = (table: Table, names: FieldNames): string => {
  for (const word of ["name", "title", "label", "username", "email", "slug", "code", "number"]) {
    const column = table.columns.find((one) => one.name === word && !one.nullable && ["text", "character varying"].includes(one.type.name) && (one.type.array ?? 0) === 0 && !names.references.has(one));
    if (column !== undefined && column.generated === undefined) return `self.${names.fields.get(column.name)!}`;
  }
  return "str(self.pk)";
};

const referenceField = (plan: PlannedTable, column: Column, name: string, reference: Reference, classes: ReadonlyMap<Table, string>, context: DjangoContext): Python => {
  const { table } = plan;
  const { key, target } = reference.side;
  const where = `${table.name}.${column.name}`;
  const nullable = column.nullable && table.primaryKey?.columns.includes(column.name) !== true;
  if (key.onDelete !== undefined) context.lost(`ON DELETE ${key.onDelete} of ${where} in the database, which Django does itself`, key.at);
  if (key.onUpdate !== undefined) context.lost(`ON UPDATE ${key.onUpdate} of ${where}`, key.at);
  const referred = target.columns.find((one) => one.name === key.target.columns[0])!;
  if (column.default !== undefined) context.lost(`the default of ${where}`, column.at);
  if (column.identity !== undefined) context.lost(`the identity ${where}`, column.at);
  if (referred.type.name !== column.type.name) context.lost(`the type ${column.type.name} of ${where}, which is that of ${target.name}.${referred.name}`, column.at);
  const primary = table.primaryKey?.columns.length === 1 && table.primaryKey.columns[0] === column.name;
  const indexed = reference.one || unindexed(table).some((columns) => columns.length === 1 && columns[0] === column.name) || plan.indexes.some(({ index }) => isPlainIndex(index.parts.length, index, column.name));
  return call(reference.one ? "models.OneToOneField" : "models.ForeignKey", [
    pythonString(target === table ? "self" : classes.get(target)!),
    keyword("on_delete", `models.${deletion(key.onDelete, nullable, where, context)}`),
    ...(reference.toField === undefined ? [] : [keyword("to_field", pythonString(reference.toField))]),
    ...(`${name}_id` === column.name ? [] : [keyword("db_column", pythonString(column.name))]),
    ...(primary ? [keyword("primary_key", "True")] : []),
    ...(nullable ? [keyword("null", "True"), keyword("blank", "True")] : []),
    ...(indexed ? [] : [keyword("db_index", "False")]),
    keyword("related_name", pythonString(reference.relatedName)),
    ...(column.doc === undefined ? [] : [keyword("db_comment", text(column.doc))]),
  ]);
};

/** An index that `db_index` of a foreign key makes. */
export const isPlainIndex = (count: number, index: PlannedTable["indexes"][number]["index"], column: string): boolean =>
  count === 1 && index.parts[0]!.column === column && index.parts[0]!.descending !== true && index.parts[0]!.nulls === undefined && index.parts[0]!.operatorClass === undefined && !index.unique && index.method === "btree" && index.where === undefined && (index.include ?? []).length === 0;

const deletion = (action: string | undefined, nullable: boolean, where: string, context: DjangoContext): string => {
  switch (action) {
    case "CASCADE":
      return "CASCADE";
    case "SET NULL":
      if (nullable) return "SET_NULL";
      context.lost(`SET NULL of ${where}, which may not be null`);
      return "DO_NOTHING";
    case "SET DEFAULT":
      context.lost(`SET DEFAULT of ${where}`);
      return "DO_NOTHING";
    case "RESTRICT":
      return "PROTECT";
    default:
      return "RESTRICT";
  }
};
