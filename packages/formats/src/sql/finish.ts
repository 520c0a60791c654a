import type { FormatProblem, Loss, Span } from "../reading.ts";
import type { Column, ForeignKey, Index, Key, SqlType, Table, TableDocument } from "../tables.ts";
import { defaultSchema, find, keyOf, type Catalogue, type CatalogueColumn, type CatalogueColumnType, type CatalogueKey, type CatalogueTable, type TableReference } from "./catalogue.ts";
import { expressionTokens } from "./expression.ts";
import { qualified } from "./keywords.ts";

interface Told {
  readonly problem: (problem: FormatProblem) => void;
  readonly loss: (loss: Loss) => void;
}

const schemaOf = (schema: string): { readonly schema?: string } => (schema === defaultSchema ? {} : { schema });
const docOf = (doc: string | undefined): { readonly doc?: string } => (doc === undefined ? {} : { doc });

/** Makes a document of the catalogue when all is read, and tells what its references do not find. */
export const finish = (catalogue: Catalogue, told: Told): TableDocument => {
  identities(catalogue, told);
  for (const table of catalogue.tables.values()) resolve(catalogue, table, told);
  const sequences = [...catalogue.sequences.values()].map((one) => ({ ...schemaOf(one.schema), name: one.name, ...(one.options === "" ? {} : { options: one.options }), ...docOf(one.doc), at: one.at }));
  return {
    dialect: "postgresql",
    schemas: [...catalogue.schemas.values()].map((schema) => ({ name: schema.name, ...docOf(schema.doc) })),
    extensions: [...catalogue.extensions],
    enums: [...catalogue.types.values()].filter((type) => type.kind === "enum").map((type) => ({ ...schemaOf(type.schema), name: type.name, values: type.values, ...docOf(type.doc), at: type.at })),
    domains: [...catalogue.types.values()].filter((type) => type.kind === "domain").map((type) => {
      const check = type.checks.length > 1 ? type.checks.map((one) => `(${one.expression})`).join(" AND ") : type.checks[0]?.expression;
      return { ...schemaOf(type.schema), name: type.name, type: sqlType(type.base ?? { type: { name: "text" } }), nullable: type.nullable, ...(check === undefined ? {} : { check }), ...docOf(type.doc) };
    }),
    ...(sequences.length > 0 ? { sequences } : {}),
    tables: [...catalogue.tables.values()].map((table) => finishTable(table)),
    views: [...catalogue.views.values()].map((view) => ({ ...schemaOf(view.schema), name: view.name, query: view.query, materialized: view.materialized, ...docOf(view.doc), at: view.at })),
  };
};

/** The type as it is called now; a defined one may have been renamed. */
const sqlType = (type: CatalogueColumnType): SqlType => (type.defined === undefined ? type.type : { ...type.type, name: qualified(type.defined.schema, type.defined.name) });

/** The sequence in `nextval('…'::regclass)`, or undefined for any other expression. */
const nextvalOf = (expression: string): { readonly schema?: string; readonly name: string; readonly at: Span } | undefined => {
  if (!/nextval/i.test(expression)) return undefined;
  const inner = /^(?:pg_catalog\.)?nextval\s*\(\s*\(*\s*'((?:[^']|'')*)'(?:\s*::\s*(?:text|(?:pg_catalog\.)?regclass)\)*)*\s*\)*$/i.exec(expression)?.[1];
  if (inner === undefined) return undefined;
  const tokens = expressionTokens(inner.replaceAll("''", "'"));
  const last = tokens.at(-1);
  if (last === undefined) return undefined;
  const schema = tokens.at(-3);
  return { ...(tokens.length >= 3 && schema !== undefined ? { schema: schema.value } : {}), name: last.value, at: { from: 0, to: 0 } };
};

/** A column whose default is the next value of a sequence that it owns counts itself up: that is what `serial` makes. */
const identities = (catalogue: Catalogue, told: Told): void => {
  // Other columns may count with the sequence of a serial column, which has this name.
  const implied = new Set([...catalogue.tables.values()].flatMap((table) => table.columns.filter((column) => column.identity !== undefined).map((column) => `${table.name}_${column.name}_seq`)));
  for (const table of catalogue.tables.values()) {
    for (const column of table.columns) {
      if (column.default === undefined) continue;
      const named = nextvalOf(column.default);
      if (named === undefined) continue;
      const sequence = find(catalogue, catalogue.sequences, named);
      if (sequence === undefined && !implied.has(named.name)) told.problem({ code: "format/unknown-name", severity: "warning", message: `The default of ${table.name}.${column.name} names a sequence ${named.name} that is nowhere.`, hint: "Create the sequence, or make the column an identity.", ...column.at });
      else if (sequence !== undefined && sequence.owner === column && column.identity === undefined) {
        column.default = undefined;
        column.identity = "by default";
        catalogue.sequences.delete(keyOf(sequence.schema, sequence.name));
        const options = sequence.options.replace(/^AS (?:smallint|integer)\s?/, "");
        if (options !== "") told.loss({ what: `${options} of the sequence ${sequence.name}`, at: sequence.at });
      }
    }
  }
};

const tableOf = (catalogue: Catalogue, reference: TableReference): CatalogueTable | undefined => {
  if (reference.table !== undefined && catalogue.tables.get(keyOf(reference.table.schema, reference.table.name)) === reference.table) return reference.table;
  return catalogue.tables.get(keyOf(reference.schema, reference.name.name)) ?? find(catalogue, catalogue.tables, reference.name);
};

/** Finds the targets of all references, and tells of columns that are nowhere. */
const resolve = (catalogue: Catalogue, table: CatalogueTable, told: Told): void => {
  const missing = (message: string, at: Span, hint?: string): void => told.problem({ code: "format/unknown-name", severity: "error", message, ...(hint === undefined ? {} : { hint }), ...at });
  const columns = new Set(table.columns.map((column) => column.name));
  const known = columns.size > 0;
  for (const key of [...(table.primaryKey === undefined ? [] : [table.primaryKey]), ...table.uniques, ...table.foreignKeys]) {
    for (const column of key.columns) if (known && !columns.has(column)) missing(`The table ${table.name} has no column ${column}.`, key.at);
  }
  for (const parent of [...table.parents, ...(table.partitionOf === undefined ? [] : [table.partitionOf.parent])]) {
    parent.table = tableOf(catalogue, parent);
    if (parent.table === undefined) missing(`There is no table ${parent.name.name}.`, parent.name.at);
  }
  for (const key of table.foreignKeys) {
    const target = tableOf(catalogue, key.target);
    key.target.table = target;
    if (target === undefined) {
      missing(`There is no table ${key.target.name.name}.`, key.target.name.at, "Create it, or read the file that does.");
      continue;
    }
    if (key.targetColumns.length === 0) {
      key.targetColumns = [...(target.primaryKey?.columns ?? [])];
      if (key.targetColumns.length === 0) missing(`The table ${target.name} has no primary key to refer to.`, key.target.name.at, "Name the columns: REFERENCES table (column).");
    }
    const absent = key.targetColumns.find((column) => target.columns.length > 0 && !target.columns.some((one) => one.name === column));
    if (absent !== undefined) missing(`The table ${target.name} has no column ${absent}.`, key.target.name.at);
    else if (key.targetColumns.length !== key.columns.length && key.targetColumns.length > 0) told.problem({ code: "format/meaning", severity: "error", message: `The foreign key has ${key.columns.length} columns and refers to ${key.targetColumns.length}.`, ...key.at });
    else if (key.targetColumns.length > 0 && !isUnique(target, key.targetColumns)) told.problem({ code: "format/meaning", severity: "error", message: `No key of ${target.name} is of the columns ${key.targetColumns.join(", ")}.`, hint: "A foreign key refers to a primary key or to unique columns.", ...key.at });
  }
};

const isUnique = (table: CatalogueTable, columns: readonly string[]): boolean => {
  const same = (other: readonly (string | undefined)[]): boolean => other.length === columns.length && columns.every((column) => other.includes(column));
  return (table.primaryKey !== undefined && same(table.primaryKey.columns)) || table.uniques.some((key) => same(key.columns)) || table.indexes.some((index) => index.unique && index.where === undefined && same(index.parts.map((part) => part.column)));
};

const nameOf = (named: { readonly name: string; readonly given: boolean }): { readonly name?: string } => (named.given ? { name: named.name } : {});
const finishKey = (key: CatalogueKey): Key => ({ ...nameOf(key), columns: key.columns, at: key.at });

const finishColumn = (column: CatalogueColumn): Column => ({
  name: column.name, type: sqlType(column.type), nullable: column.nullable,
  ...(column.default === undefined || column.default.toLowerCase() === "null" ? {} : { default: column.default }),
  ...(column.identity === undefined ? {} : { identity: column.identity }),
  ...(column.generated === undefined ? {} : { generated: column.generated }),
  ...(column.collation === undefined ? {} : { collation: column.collation }),
  ...docOf(column.doc), at: column.at,
});

const finishTable = (table: CatalogueTable): Table => {
  // What a partition has of its table is not repeated.
  const parent = table.partitionOf?.parent.table;
  const own = <Thing extends object>(things: readonly Thing[], others: readonly Thing[] | undefined): readonly Thing[] => {
    if (others === undefined) return things;
    const there = new Set(others.map(shape));
    return things.filter((thing) => !there.has(shape(thing)));
  };
  const primaryKey = parent?.primaryKey !== undefined && table.primaryKey !== undefined && shape(parent.primaryKey) === shape(table.primaryKey) ? undefined : table.primaryKey;
  const inherits = table.parents.map((one) => qualified(one.table?.schema ?? one.schema, one.table?.name ?? one.name.name));
  const exclusions = own(table.exclusions, parent?.exclusions).map((exclusion) => ({ ...nameOf(exclusion), definition: exclusion.definition, at: exclusion.at }));
  return {
    ...schemaOf(table.schema), name: table.name, ...docOf(table.doc),
    columns: table.columns.map(finishColumn),
    ...(primaryKey === undefined ? {} : { primaryKey: finishKey(primaryKey) }),
    uniques: own(table.uniques, parent?.uniques).map(finishKey),
    foreignKeys: own(table.foreignKeys, parent?.foreignKeys).map((key): ForeignKey => ({
      ...finishKey(key),
      target: { ...schemaOf(key.target.table?.schema ?? key.target.schema), table: key.target.table?.name ?? key.target.name.name, columns: key.targetColumns },
      ...(key.onDelete === undefined ? {} : { onDelete: key.onDelete }),
      ...(key.onUpdate === undefined ? {} : { onUpdate: key.onUpdate }),
      ...(key.deferrable === undefined ? {} : { deferrable: key.deferrable }),
    })),
    checks: own(table.checks, parent?.checks).map((check) => ({ ...nameOf(check), expression: check.expression, at: check.at })),
    ...(exclusions.length > 0 ? { exclusions } : {}),
    indexes: own(table.indexes, parent?.indexes).map((index): Index => ({
      ...nameOf(index), unique: index.unique, method: index.method, parts: index.parts,
      ...(index.include.length > 0 ? { include: index.include } : {}),
      ...(index.where === undefined ? {} : { where: index.where }),
      at: index.at,
    })),
    ...(inherits.length > 0 ? { inherits } : {}),
    ...(table.partitionBy === undefined ? {} : { partitionBy: table.partitionBy }),
    ...(table.partitionOf === undefined ? {} : { partitionOf: { ...schemaOf(parent?.schema ?? table.partitionOf.parent.schema), table: parent?.name ?? table.partitionOf.parent.name.name, bounds: table.partitionOf.bounds } }),
    at: table.at,
  };
};

/** What a constraint or an index says, without its name and its place. */
const shape = (thing: object): string => JSON.stringify(thing, (key, value: unknown) => (key === "name" || key === "given" || key === "at" ? undefined : key === "target" ? [(value as TableReference).table?.schema ?? (value as TableReference).schema, (value as TableReference).table?.name ?? (value as TableReference).name.name] : value));
