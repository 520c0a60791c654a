import type { Span } from "../reading.ts";
import type { IndexPart, ReferentialAction, SqlType } from "../tables.ts";
import type { QualifiedName } from "./cursor.ts";
import { cut } from "./scan.ts";

/** The catalogue while statements change it. References between things are to the things, so that renaming one is one change. */
export interface Catalogue {
  readonly schemas: Map<string, { name: string; doc?: string; at?: Span }>;
  readonly extensions: Set<string>;
  readonly types: Map<string, CatalogueType>;
  readonly sequences: Map<string, CatalogueSequence>;
  readonly tables: Map<string, CatalogueTable>;
  readonly views: Map<string, CatalogueView>;
  readonly indexes: Map<string, CatalogueTable>;
  /** Names of relations and constraints that are taken, for those that PostgreSQL chooses. */
  readonly taken: Set<string>;
  /** Empty after `set_config('search_path', '', false)`: the first schema is that of unqualified names then. */
  path: readonly string[];
}

export interface CatalogueType {
  readonly kind: "enum" | "domain" | "composite" | "other";
  schema: string;
  name: string;
  readonly at: Span;
  readonly values: string[];
  base?: CatalogueColumnType;
  nullable: boolean;
  checks: { name?: string; expression: string }[];
  doc?: string;
}

export interface CatalogueSequence {
  schema: string;
  name: string;
  readonly at: Span;
  options: string;
  owner?: CatalogueColumn | undefined;
  doc?: string;
}

export interface CatalogueView {
  schema: string;
  name: string;
  readonly at: Span;
  query: string;
  readonly materialized: boolean;
  doc?: string;
}

/** A type; `defined` is what its name stands for where it is defined in the catalogue. */
export interface CatalogueColumnType {
  readonly type: SqlType;
  readonly defined?: CatalogueType | undefined;
}

export interface CatalogueColumn {
  name: string;
  type: CatalogueColumnType;
  nullable: boolean;
  default?: string | undefined;
  identity?: "always" | "by default" | undefined;
  generated?: string | undefined;
  collation?: string | undefined;
  doc?: string | undefined;
  readonly at: Span;
  /** It comes from a table that is inherited from. */
  inherited?: boolean;
}

/** `given` tells a name that stands in the text from one that PostgreSQL would choose. */
interface Named {
  name: string;
  given: boolean;
  readonly at: Span;
}

export interface CatalogueKey extends Named {
  columns: string[];
}

export interface CatalogueForeignKey extends CatalogueKey {
  target: TableReference;
  targetColumns: string[];
  readonly onDelete?: ReferentialAction | undefined;
  readonly onUpdate?: ReferentialAction | undefined;
  deferrable?: "immediate" | "deferred" | undefined;
}

/** A table by its name as written, or the table itself once it is there. */
export interface TableReference {
  readonly name: QualifiedName;
  readonly schema: string;
  table?: CatalogueTable | undefined;
}

export interface CatalogueCheck extends Named {
  expression: string;
}

export interface CatalogueIndex extends Named {
  readonly unique: boolean;
  readonly method: string;
  parts: IndexPart[];
  readonly include: string[];
  where?: string | undefined;
}

export interface CatalogueTable {
  schema: string;
  name: string;
  readonly at: Span;
  doc?: string;
  columns: CatalogueColumn[];
  primaryKey?: CatalogueKey | undefined;
  uniques: CatalogueKey[];
  foreignKeys: CatalogueForeignKey[];
  checks: CatalogueCheck[];
  exclusions: (Named & { definition: string })[];
  indexes: CatalogueIndex[];
  parents: TableReference[];
  partitionBy?: string | undefined;
  partitionOf?: { parent: TableReference; bounds: string } | undefined;
}

export const defaultSchema = "public";

export const emptyCatalogue = (): Catalogue => ({
  schemas: new Map(), extensions: new Set(), types: new Map(), sequences: new Map(), tables: new Map(), views: new Map(), indexes: new Map(), taken: new Set(),
  path: [defaultSchema],
});

export const keyOf = (schema: string, name: string): string => `${schema}\0${name}`;

/** The schema in which an unqualified name is made: the first of the search path (5.9.3). */
export const schemaFor = (catalogue: Catalogue, name: QualifiedName): string => name.schema ?? catalogue.path[0] ?? defaultSchema;

/** Finds what is called so: where the schema says, or along the search path, and in the default schema at last. */
export const find = <Thing>(catalogue: Catalogue, things: ReadonlyMap<string, Thing>, name: { readonly schema?: string; readonly name: string }): Thing | undefined => {
  if (name.schema !== undefined) return things.get(keyOf(name.schema, name.name));
  for (const schema of catalogue.path) {
    const found = things.get(keyOf(schema, name.name));
    if (found !== undefined) return found;
  }
  return things.get(keyOf(defaultSchema, name.name));
};

export const reference = (catalogue: Catalogue, name: QualifiedName): TableReference => ({ name, schema: schemaFor(catalogue, name), table: find(catalogue, catalogue.tables, name) });

export const sameReference = (reference: TableReference, table: CatalogueTable): boolean =>
  reference.table === table || (reference.table === undefined && reference.name.name === table.name && reference.schema === table.schema);

/**
 * The name that PostgreSQL chooses: table, columns and label joined by `_`, the longer of the first two cut until they fit into 63 bytes
 * (`makeObjectName`), and a number behind the label while the name is taken (`ChooseConstraintName`).
 */
export const chooseName = (catalogue: Catalogue, schema: string, table: string, columns: string, label: string): string => {
  for (let number = 0; ; number++) {
    const candidate = objectName(table, columns, number === 0 ? label : `${label}${number}`);
    if (!catalogue.taken.has(keyOf(schema, candidate))) return candidate;
  }
};

const objectName = (table: string, columns: string, label: string): string => {
  const room = 63 - label.length - 1 - (columns === "" ? 0 : 1);
  let first = bytes(table);
  let second = bytes(columns);
  while (first + second > room) {
    if (first > second) first--;
    else second--;
  }
  return [cut(table, first), ...(columns === "" ? [] : [cut(columns, second)]), label].join("_");
};

const bytes = (text: string): number => {
  let count = 0;
  for (const char of text) {
    const code = char.codePointAt(0)!;
    count += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return count;
};

/** Changes the name of a column in all keys and indexes of its table and in all references to it. */
export const renameColumn = (catalogue: Catalogue, table: CatalogueTable, from: string, to: string, rewrite: (expression: string) => string): void => {
  const renamed = (columns: readonly string[]): string[] => columns.map((column) => (column === from ? to : column));
  for (const column of table.columns) {
    if (column.name === from) column.name = to;
    if (column.generated !== undefined) column.generated = rewrite(column.generated);
  }
  for (const key of [...(table.primaryKey === undefined ? [] : [table.primaryKey]), ...table.uniques, ...table.foreignKeys]) key.columns = renamed(key.columns);
  for (const check of table.checks) check.expression = rewrite(check.expression);
  for (const exclusion of table.exclusions) exclusion.definition = rewrite(exclusion.definition);
  for (const index of table.indexes) {
    index.parts = index.parts.map((part) => (part.column === from ? { ...part, column: to } : part.expression === undefined ? part : { ...part, expression: rewrite(part.expression) }));
    for (let at = 0; at < index.include.length; at++) if (index.include[at] === from) index.include[at] = to;
    if (index.where !== undefined) index.where = rewrite(index.where);
  }
  for (const other of catalogue.tables.values()) for (const foreignKey of other.foreignKeys) if (sameReference(foreignKey.target, table)) foreignKey.targetColumns = renamed(foreignKey.targetColumns);
};

/** Takes a column away with all keys, checks and indexes that mention it, as `DROP COLUMN` does. */
export const dropColumn = (catalogue: Catalogue, table: CatalogueTable, name: string, mentions: (expression: string) => boolean): void => {
  const without = <Key extends CatalogueKey>(keys: Key[]): Key[] => keys.filter((key) => !key.columns.includes(name) || release(catalogue, table, key.name));
  table.columns = table.columns.filter((column) => column.name !== name);
  if (table.primaryKey?.columns.includes(name) === true) {
    release(catalogue, table, table.primaryKey.name);
    table.primaryKey = undefined;
  }
  table.uniques = without(table.uniques);
  table.foreignKeys = without(table.foreignKeys);
  table.checks = table.checks.filter((check) => !mentions(check.expression) || release(catalogue, table, check.name));
  table.exclusions = table.exclusions.filter((exclusion) => !mentions(exclusion.definition) || release(catalogue, table, exclusion.name));
  for (const index of table.indexes.filter((index) => index.include.includes(name) || index.parts.some((part) => part.column === name || (part.expression !== undefined && mentions(part.expression))) || (index.where !== undefined && mentions(index.where)))) dropIndex(catalogue, table, index);
};

export const dropIndex = (catalogue: Catalogue, table: CatalogueTable, index: CatalogueIndex): void => {
  table.indexes = table.indexes.filter((other) => other !== index);
  catalogue.indexes.delete(keyOf(table.schema, index.name));
  release(catalogue, table, index.name);
};

/** Frees a name; gives false, so that filters read well. */
export const release = (catalogue: Catalogue, table: { readonly schema: string }, name: string): false => {
  catalogue.taken.delete(keyOf(table.schema, name));
  return false;
};

/** Takes a table away with everything of it; references to it are left to the caller. */
export const removeTable = (catalogue: Catalogue, table: CatalogueTable): void => {
  catalogue.tables.delete(keyOf(table.schema, table.name));
  release(catalogue, table, table.name);
  for (const index of table.indexes) catalogue.indexes.delete(keyOf(table.schema, index.name));
  for (const named of [...(table.primaryKey === undefined ? [] : [table.primaryKey]), ...table.uniques, ...table.foreignKeys, ...table.checks, ...table.exclusions, ...table.indexes]) release(catalogue, table, named.name);
  const columns = new Set(table.columns);
  for (const [key, sequence] of catalogue.sequences) if (sequence.owner !== undefined && columns.has(sequence.owner)) catalogue.sequences.delete(key);
};
