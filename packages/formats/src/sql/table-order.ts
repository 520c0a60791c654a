import type { ForeignKey, Table } from "../tables.ts";
import { qualified } from "./keywords.ts";

/** A table in its turn, and those of its foreign keys that must be added later, because what they refer to comes behind it. */
export interface OrderedTable {
  readonly table: Table;
  readonly later: ReadonlySet<ForeignKey>;
}

/**
 * Tables in the order in which they can be created: what a table refers to or inherits from comes before it, and otherwise the given
 * order stays. Where foreign keys go in a circle, the first table of it comes first and refers later.
 */
export const tableOrder = (tables: readonly Table[]): readonly OrderedTable[] => {
  const byName = new Map(tables.map((table) => [qualified(table.schema, table.name), table]));
  const done = new Set<Table>();
  const bases = new Map<Table, readonly Table[]>();
  const targets = new Map<Table, readonly (readonly [ForeignKey, Table])[]>();
  for (const table of tables) {
    const names = [...(table.inherits ?? []), ...(table.partitionOf === undefined ? [] : [qualified(table.partitionOf.schema, table.partitionOf.table)])];
    bases.set(table, names.flatMap((name) => byName.get(name) ?? []).filter((base) => base !== table));
    targets.set(table, table.foreignKeys.flatMap((key) => {
      const target = byName.get(qualified(key.target.schema, key.target.table));
      return target === undefined || target === table ? [] : [[key, target] as const];
    }));
  }
  const ordered: OrderedTable[] = [];
  const put = (table: Table): void => {
    ordered.push({ table, later: new Set(targets.get(table)!.filter(([, target]) => !done.has(target)).map(([key]) => key)) });
    done.add(table);
  };
  const based = (table: Table): boolean => bases.get(table)!.every((base) => done.has(base));
  let waiting = tables;
  while (waiting.length > 0) {
    const before = ordered.length;
    for (const table of waiting) if (based(table) && targets.get(table)!.every(([, target]) => done.has(target))) put(table);
    if (ordered.length === before) put(waiting.find((table) => onCircle(table, targets, done) && based(table)) ?? waiting.find(based) ?? waiting[0]!);
    waiting = waiting.filter((table) => !done.has(table));
  }
  return ordered;
};

/** Its references lead back to it, so that no order serves; a table that only hangs on such a circle can wait. */
const onCircle = (table: Table, targets: ReadonlyMap<Table, readonly (readonly [ForeignKey, Table])[]>, done: ReadonlySet<Table>): boolean => {
  const reached = new Set<Table>();
  const next = [table];
  for (let one = next.pop(); one !== undefined; one = next.pop()) {
    for (const [, target] of targets.get(one)!) {
      if (target === table) return true;
      if (done.has(target) || reached.has(target)) continue;
      reached.add(target);
      next.push(target);
    }
  }
  return false;
};
