import { quotePostgresql as quote } from "../sql/keywords.ts";
import { exclusionParts } from "../sqlalchemy/exclusion.ts";
import { take } from "../sqlalchemy/names.ts";
import type { PlannedTable } from "../sqlalchemy/plan.ts";
import { call, keyword, list, pythonString, tuple, type Python } from "../sqlalchemy/python.ts";
import type { Index, IndexPart, Table } from "../tables.ts";
import { conditionOf } from "./conditions.ts";
import { castsToOwn, keepsType, rawSql, type DjangoContext } from "./fields.ts";
import { isPlainIndex } from "./model.ts";
import type { FieldNames } from "./names.ts";

/** Most characters of the name of an index (models.E034). */
const mostCharacters = 30;

const strings = (values: readonly string[]): Python => list(values.map(pythonString));

/** A condition as a `Q`; SQL where Django has no words for it, which `full_clean` cannot try. */
const condition = (expression: string, names: FieldNames, what: string, context: DjangoContext): Python | undefined => {
  const known = conditionOf(expression, names.attributes, (module, name) => context.use(module, name));
  if (known !== undefined) return known;
  if (castsToOwn(expression, context)) {
    context.lost(`${what}: its condition names a type that Django does not make`);
    return undefined;
  }
  context.lost(`${what} in full_clean: its condition is SQL`);
  return call("models.Q", [rawSql(expression, context, [keyword("output_field", "models.BooleanField()")])]);
};

/** Constraints of a model: unique ones, unique indexes, checks, exclusions. */
export const constraintItems = (plan: PlannedTable, own: FieldNames, context: DjangoContext): readonly Python[] => {
  const { table, names } = plan;
  const items: Python[] = [];
  const field = (column: string): string => own.fields.get(column) ?? column;
  table.uniques.forEach((unique, at) => {
    const name = names.uniques[at]!;
    if (isOneToOne(table, own, unique.columns)) {
      if (unique.name !== undefined) context.lost(`the name ${name} of a unique constraint of ${table.name}`, unique.at);
    } else items.push(call("models.UniqueConstraint", [keyword("fields", strings(unique.columns.map(field))), keyword("name", pythonString(name))]));
  });
  for (const { index, name } of plan.indexes) {
    if (!index.unique || (index.parts.length === 1 && index.where === undefined && isOneToOne(table, own, [index.parts[0]!.column ?? ""]))) continue;
    const plain = index.parts.every((part) => part.column !== undefined && part.descending !== true && part.nulls === undefined && (part.operatorClass === undefined) === (index.parts[0]!.operatorClass === undefined));
    if (index.method !== "btree") context.lost(`USING ${index.method} of ${name}`, index.at);
    const what = plain
      ? [keyword("fields", strings(index.parts.map((part) => field(part.column!)))), ...(index.parts[0]!.operatorClass === undefined ? [] : [keyword("opclasses", strings(index.parts.map((part) => part.operatorClass!)))])]
      : index.parts.map((part) => partExpression(part, own, context));
    const where = index.where === undefined ? [] : [condition(index.where, own, name, context)];
    if (!where.includes(undefined)) items.push(call("models.UniqueConstraint", [...what, keyword("name", pythonString(name)), ...where.map((one) => keyword("condition", one!)), ...includes(index, own)]));
  }
  table.checks.forEach((check, at) => {
    const what = condition(check.expression, own, names.checks[at]!, context);
    if (what !== undefined) items.push(call("models.CheckConstraint", [keyword("condition", what), keyword("name", pythonString(names.checks[at]!))]));
  });
  (table.exclusions ?? []).forEach((exclusion, at) => {
    const name = names.exclusions[at]!;
    const parts = exclusionParts(exclusion.definition);
    const where = parts?.where === undefined ? [] : [condition(parts.where, own, name, context)];
    const typed = parts?.elements.every((element) => element.column === undefined || keepsType(table.columns.find((column) => column.name === element.column), context));
    if (parts === undefined || typed !== true || where.includes(undefined) || !/^(?:gist|spgist)$/i.test(parts.method)) return context.lost(`the exclusion ${name} of ${table.name}`, exclusion.at);
    context.use("django.contrib.postgres.constraints", "ExclusionConstraint");
    items.push(call("ExclusionConstraint", [
      keyword("name", pythonString(name)),
      keyword("expressions", list(parts.elements.map((element) => tuple([element.column === undefined ? rawSql(element.expression, context) : pythonString(field(element.column)), pythonString(element.operator)])))),
      ...(parts.method === "gist" ? [] : [keyword("index_type", pythonString(parts.method))]),
      ...where.map((one) => keyword("condition", one!)),
    ]));
  });
  return items;
};

const isOneToOne = (table: Table, own: FieldNames, columns: readonly string[]): boolean => columns.length === 1 && own.references.get(table.columns.find((column) => column.name === columns[0])!)?.one === true;

const includes = (index: Index, own: FieldNames): readonly Python[] => (index.include === undefined || index.include.length === 0 ? [] : [keyword("include", strings(index.include.map((column) => own.fields.get(column) ?? column)))]);

/** A part of an index that is more than a column. */
const partExpression = (part: IndexPart, own: FieldNames, context: DjangoContext): Python => {
  const called = part.expression === undefined ? null : /^(lower|upper)\s*\(\s*(?:"([^"]+)"|([a-z_]\w*))(?:\s*::\s*(?:text|character varying))?\s*\)$/i.exec(part.expression);
  const column = called?.[2] ?? called?.[3];
  let base: string | undefined;
  if (part.column !== undefined) base = `models.F(${pythonString(own.fields.get(part.column) ?? part.column)})`;
  else if (called !== null && column !== undefined && own.fields.has(column)) {
    const name = called[1]!.toLowerCase() === "lower" ? "Lower" : "Upper";
    context.use("django.db.models.functions", name);
    base = `${name}(${pythonString(own.fields.get(column)!)})`;
  }
  if (base === undefined && part.operatorClass === undefined && part.descending !== true && part.nulls === undefined) return rawSql(part.expression ?? "", context);
  if (base === undefined) context.use("django.db.models.expressions", "RawSQL");
  let whole = base ?? `RawSQL(${pythonString((part.expression ?? "").replaceAll("%", "%%"))}, [])`;
  if (part.operatorClass !== undefined) {
    context.use("django.contrib.postgres.indexes", "OpClass");
    whole = `OpClass(${whole}, name=${pythonString(part.operatorClass.split(".").map(quote).join("."))})`;
  }
  const nulls = part.nulls === undefined ? "" : `nulls_${part.nulls}=True`;
  return part.descending === true ? `${whole}.desc(${nulls})` : nulls === "" ? whole : `${whole}.asc(${nulls})`;
};

const classes: Readonly<Record<string, string>> = { gin: "GinIndex", gist: "GistIndex", brin: "BrinIndex", hash: "HashIndex", spgist: "SpGistIndex", bloom: "BloomIndex" };

/** Indexes of a model but for unique ones and those that its foreign keys bring along. */
export const indexItems = (plan: PlannedTable, own: FieldNames, taken: Set<string>, context: DjangoContext): readonly Python[] => plan.indexes.flatMap(({ index, name: full }): readonly Python[] => {
  const { table } = plan;
  if (index.unique) return [];
  const [first] = index.parts;
  const column = table.columns.find((one) => one.name === first?.column);
  if (column !== undefined && own.references.has(column) && isPlainIndex(index.parts.length, index, column.name)) {
    if (index.name !== undefined) context.lost(`the name ${full} of an index of ${table.name}`, index.at);
    return [];
  }
  const where = index.where === undefined ? [] : [condition(index.where, own, full, context)];
  if (where.includes(undefined)) return [];
  if (index.parts.some((part) => (index.method !== "btree" || part.operatorClass !== undefined) && part.column !== undefined && !keepsType(table.columns.find((one) => one.name === part.column), context))) {
    context.lost(`the index ${full} of ${table.name}, which is of a type that Django does not make`, index.at);
    return [];
  }
  let name = full.replaceAll(/^[_\d]+/g, "");
  if (name === "" || [...name].length > mostCharacters) name = shortened(name === "" ? "ix" : name, taken);
  else name = take(taken, name);
  if (name !== full) context.lost(`the name ${full} of an index of ${table.name}, which is ${name}`, index.at);
  const plain = index.parts.every((part) => part.column !== undefined && part.nulls === undefined && (part.operatorClass === undefined) === (first!.operatorClass === undefined));
  const method = Object.hasOwn(classes, index.method) ? classes[index.method]! : undefined;
  if (method !== undefined) context.use("django.contrib.postgres.indexes", method);
  else if (index.method !== "btree") context.lost(`USING ${index.method} of ${full}`, index.at);
  const what = plain
    ? [keyword("fields", strings(index.parts.map((part) => (part.descending === true ? "-" : "") + (own.fields.get(part.column!) ?? part.column!)))), ...(first?.operatorClass === undefined ? [] : [keyword("opclasses", strings(index.parts.map((part) => part.operatorClass!)))])]
    : index.parts.map((part) => partExpression(part, own, context));
  return [call(method ?? "models.Index", [...what, keyword("name", pythonString(name)), ...where.map((one) => keyword("condition", one!)), ...includes(index, own)])];
});

/** The beginning of a name, with a number where several begin so. */
const shortened = (name: string, taken: Set<string>): string => {
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? "" : `_${number}`;
    const candidate = [...name].slice(0, mostCharacters - suffix.length).join("").replace(/_+$/, "") + suffix;
    if (taken.has(candidate)) continue;
    taken.add(candidate);
    return candidate;
  }
};
