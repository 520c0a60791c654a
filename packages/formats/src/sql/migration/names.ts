import type { Index, Table, TableDocument } from "../../tables.ts";
import { constraintNames } from "../constraint-names.ts";
import { qualified } from "../keywords.ts";
import { cut } from "../scan.ts";
import { tableOrder } from "../table-order.ts";
import { unindexed } from "../write-postgresql.ts";
import type { TableName } from "./types.ts";

/** The document with the names that `writePostgresql` gives to constraints and indexes, and with the indexes that it adds for foreign keys. */
export const withNames = (document: TableDocument): TableDocument => {
  const namesOf = constraintNames(document.tables);
  const names = new Map(document.tables.map((table) => [table, namesOf(table)]));
  const added = new Map<Table, readonly Index[]>();
  for (const { table } of tableOrder(document.tables)) {
    added.set(table, unindexed(table).map((columns) => ({ name: names.get(table)!.choose("ix", columns), unique: false, method: "btree", parts: columns.map((column) => ({ column })) })));
  }
  return {
    ...document,
    tables: document.tables.map((table) => {
      const own = names.get(table)!;
      return {
        ...table,
        ...(table.primaryKey === undefined ? {} : { primaryKey: { ...table.primaryKey, name: own.primaryKey! } }),
        uniques: table.uniques.map((key, at) => ({ ...key, name: own.uniques[at]! })),
        foreignKeys: table.foreignKeys.map((key, at) => ({ ...key, name: own.foreignKeys[at]! })),
        checks: table.checks.map((check, at) => ({ ...check, name: own.checks[at]! })),
        ...(table.exclusions === undefined ? {} : { exclusions: table.exclusions.map((one, at) => ({ ...one, name: own.exclusions[at]! })) }),
        indexes: [...table.indexes.map((index, at) => ({ ...index, name: own.indexes[at]! })), ...added.get(table)!],
      };
    }),
  };
};

/** The name of a table with its schema, as SQL has it. */
export const sqlName = (table: TableName): string => qualified(table.schema, table.name);

export const sameTable = (a: TableName, b: TableName): boolean => (a.schema ?? "public") === (b.schema ?? "public") && a.name === b.name;

export const findTable = (document: TableDocument, name: TableName): Table | undefined => document.tables.find((table) => sameTable(table, name));

/** A name that nothing in a schema has yet: with a word behind it, and a number where that is taken too. */
export interface FreeNames {
  isTaken(schema: string | undefined, name: string): boolean;
  /** The name itself where it is free, and one with the word behind it otherwise. */
  take(schema: string | undefined, name: string, word: "new" | "old"): string;
  /** A name with the word behind it, in any case. */
  aside(schema: string | undefined, name: string, word: "new" | "old"): string;
}

export const freeNames = (document: TableDocument): FreeNames => {
  const taken = new Set<string>();
  const keyOf = (schema: string | undefined, name: string): string => `${schema ?? "public"}\0${name}`;
  for (const table of document.tables) {
    taken.add(keyOf(table.schema, table.name));
    for (const { name } of [...(table.primaryKey === undefined ? [] : [table.primaryKey]), ...table.uniques, ...table.foreignKeys, ...table.checks, ...(table.exclusions ?? []), ...table.indexes]) if (name !== undefined) taken.add(keyOf(table.schema, name));
  }
  for (const thing of [...document.enums, ...document.domains, ...document.views, ...(document.sequences ?? [])]) taken.add(keyOf(thing.schema, thing.name));
  const aside = (schema: string | undefined, name: string, word: string): string => {
    for (let number = 1; ; number++) {
      const suffix = `__${word}${number === 1 ? "" : number}`;
      const candidate = cut(name, 63 - suffix.length) + suffix;
      if (taken.has(keyOf(schema, candidate))) continue;
      taken.add(keyOf(schema, candidate));
      return candidate;
    }
  };
  return {
    isTaken: (schema, name) => taken.has(keyOf(schema, name)),
    take(schema, name, word) {
      if (taken.has(keyOf(schema, name))) return aside(schema, name, word);
      taken.add(keyOf(schema, name));
      return name;
    },
    aside,
  };
};
