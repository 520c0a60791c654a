import type { Loss } from "../reading.ts";
import { constraintNames, type TableNames } from "../sql/constraint-names.ts";
import { qualified } from "../sql/keywords.ts";
import { tableOrder } from "../sql/table-order.ts";
import { unindexed } from "../sql/write-postgresql.ts";
import type { ForeignKey, Index, Table, TableDocument } from "../tables.ts";

/** A table with the names of all its constraints, as the writers of SQL give them. */
export interface PlannedTable {
  readonly table: Table;
  readonly names: TableNames;
  /** Its indexes, those that its foreign keys need among them, each with its name. */
  readonly indexes: readonly { readonly index: Index; readonly name: string }[];
  /** Foreign keys of which all is known; those that refer to nothing known are losses. `later`: it closes a circle. */
  readonly foreignKeys: readonly { readonly key: ForeignKey; readonly name: string; readonly later: boolean }[];
}

/** The tables in the order in which they are created, partitions among them. */
export const planTables = (document: TableDocument, losses: Loss[]): readonly PlannedTable[] => {
  const namesOf = constraintNames(document.tables);
  const names = new Map(document.tables.map((table) => [table, namesOf(table)]));
  const byName = new Map(document.tables.map((table) => [qualified(table.schema, table.name), table]));
  return tableOrder(document.tables).map(({ table, later }) => {
    const own = names.get(table)!;
    return {
      table, names: own,
      indexes: [
        ...table.indexes.map((index, at) => ({ index, name: own.indexes[at]! })),
        ...(table.partitionOf === undefined ? unindexed(table) : []).map((columns) => ({ index: { unique: false, method: "btree", parts: columns.map((column) => ({ column })) }, name: own.choose("ix", columns) })),
      ],
      foreignKeys: table.foreignKeys.flatMap((key, at) => {
        const target = byName.get(qualified(key.target.schema, key.target.table));
        const known = key.columns.length > 0 && key.columns.length === key.target.columns.length && key.columns.every((column) => has(table, column)) && target !== undefined && key.target.columns.every((column) => has(target, column));
        if (!known || [key.target.schema, key.target.table, ...key.target.columns].some((part) => part?.includes(".") === true)) {
          losses.push({ what: `the foreign key ${own.foreignKeys[at]!} of ${table.name}`, ...(key.at === undefined ? {} : { at: key.at }) });
          return [];
        }
        return [{ key, name: own.foreignKeys[at]!, later: later.has(key) }];
      }),
    };
  });
};

const has = (table: Table, column: string): boolean => table.columns.some((one) => one.name === column);

/**
 * The names that `MetaData.naming_convention` gives by itself (SQLAlchemy 2.0, "Configuring Constraint Naming Conventions"); they are
 * those of our SQL, so that only others are written.
 */
export const conventional = (kind: "pk" | "uq" | "fk" | "ix", table: Table, columns: readonly string[]): string => [kind, table.name, ...(kind === "pk" ? [] : columns)].join("_");

/** A table with nothing but two foreign keys, to two others, whose columns are its key: a relationship of many to many. */
export const isAssociation = ({ table, foreignKeys }: PlannedTable, all: readonly PlannedTable[]): boolean => {
  if (foreignKeys.length !== 2 || table.foreignKeys.length !== 2 || table.primaryKey === undefined || table.doc !== undefined) return false;
  const columns = foreignKeys.flatMap(({ key }) => key.columns);
  const targets = foreignKeys.map(({ key }) => targetName(key));
  const own = qualified(table.schema, table.name);
  return new Set(columns).size === columns.length && columns.length === table.columns.length && table.columns.every((column) => columns.includes(column.name) && table.primaryKey!.columns.includes(column.name))
    && targets[0] !== targets[1]
    && targets.every((target) => all.some((other) => qualified(other.table.schema, other.table.name) === target && other.table.primaryKey !== undefined))
    && !all.some((other) => other.foreignKeys.some(({ key }) => targetName(key) === own));
};

const targetName = (key: ForeignKey): string => qualified(key.target.schema, key.target.table);
