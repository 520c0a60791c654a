import type { Table } from "../tables.ts";
import { namesIn } from "./expression.ts";
import { cut } from "./scan.ts";

/** Names of the constraints and indexes of one table, in the order in which they stand there. */
export interface TableNames {
  readonly primaryKey?: string;
  readonly uniques: readonly string[];
  readonly foreignKeys: readonly string[];
  readonly checks: readonly string[];
  readonly exclusions: readonly string[];
  readonly indexes: readonly string[];
  /** A name that is not yet taken, for what a writer adds. */
  readonly choose: (kind: "ix" | "ck", columns: readonly string[]) => string;
}

/** Gives names by convention, for as long as one text is written. Names that are given stay as they are and are taken first. */
export const constraintNames = (tables: readonly Table[], most = 63): ((table: Table) => TableNames) => {
  const taken = new Set<string>();
  for (const table of tables) {
    taken.add(inSchema(table, table.name));
    for (const named of [...(table.primaryKey === undefined ? [] : [table.primaryKey]), ...table.uniques, ...table.foreignKeys, ...table.checks, ...(table.exclusions ?? []), ...table.indexes]) if (named.name !== undefined) taken.add(inSchema(table, named.name));
  }
  return (table) => {
    const choose = (kind: string, columns: readonly string[]): string => {
      const whole = [kind, table.name, ...columns].join("_");
      for (let number = 1; ; number++) {
        const suffix = number === 1 ? "" : `_${number}`;
        const candidate = cut(whole, most - suffix.length) + suffix;
        const key = inSchema(table, candidate);
        if (taken.has(key)) continue;
        taken.add(key);
        return candidate;
      }
    };
    const columnsIn = (expression: string): readonly string[] => {
      const names = namesIn(expression);
      return table.columns.filter((column) => names.has(column.name)).map((column) => column.name);
    };
    return {
      ...(table.primaryKey === undefined ? {} : { primaryKey: table.primaryKey.name ?? choose("pk", []) }),
      uniques: table.uniques.map((key) => key.name ?? choose("uq", key.columns)),
      foreignKeys: table.foreignKeys.map((key) => key.name ?? choose("fk", key.columns)),
      checks: table.checks.map((check) => check.name ?? choose("ck", columnsIn(check.expression))),
      exclusions: (table.exclusions ?? []).map((exclusion) => exclusion.name ?? choose("ex", columnsIn(exclusion.definition))),
      indexes: table.indexes.map((index) => index.name ?? choose("ix", index.parts.flatMap((part) => (part.column === undefined ? columnsIn(part.expression ?? "") : [part.column])))),
      choose,
    };
  };
};

const inSchema = (table: Table, name: string): string => `${table.schema ?? ""}\0${name}`;
