import { qualified } from "../sql/keywords.ts";
import type { ForeignKey, Table } from "../tables.ts";
import { plural, singular, snakeCase, take } from "./names.ts";
import { keyword, pythonString, type Python } from "./python.ts";

/** A relationship as an attribute of a class. */
export interface Relationship {
  readonly attribute: string;
  /** What stands in `Mapped[…]`. */
  readonly annotation: string;
  readonly arguments: readonly Python[];
}

/** What is known of the classes before their relationships. */
export interface Mapping {
  /** The mapped tables and their classes, in the order of the document. */
  readonly classes: ReadonlyMap<Table, string>;
  readonly attributes: ReadonlyMap<Table, ReadonlyMap<string, string>>;
  /** Tables that only tie two others together, with the variable that holds them. */
  readonly associations: ReadonlyMap<Table, string>;
  /** A foreign key whose target is there with all its columns. */
  readonly known: (key: ForeignKey) => boolean;
  /** Foreign keys that close a circle: their rows can only be written with an update behind the inserts. */
  readonly circular: (key: ForeignKey) => boolean;
  /** Names that no attribute may have. */
  readonly reserved: Iterable<string>;
}

/** A foreign key between two tables. */
export interface Side {
  readonly table: Table;
  readonly key: ForeignKey;
  readonly target: Table;
}

/** What a foreign key of one column is called, without the ending that says what it is: `customer` of `customer_id`. */
export const stemOf = (side: Side): string | undefined => (side.key.columns.length === 1 ? snakeCase(side.key.columns[0]!).replace(/(.)_(?:id|uuid|fk|key|no|code)$/, "$1") : undefined);

const tableWord = (table: Table): string => singular(snakeCase(table.name, "table"));

/** The name of the thing that a foreign key refers to. */
const forwardName = (side: Side, siblings: number, attributes: ReadonlyMap<string, string>): string => {
  const target = tableWord(side.target);
  const stem = stemOf(side);
  if (stem !== undefined) {
    if (stem !== snakeCase(side.key.columns[0]!)) return stem;
    return siblings > 1 || side.table === side.target || stem === target ? `${stem}_${stem === target ? "row" : target}` : target;
  }
  if (siblings === 1) return target;
  const others = new Set(side.table.foreignKeys.filter((key) => key !== side.key).flatMap((key) => key.columns));
  const own = side.key.columns.filter((column) => !others.has(column)).map((column) => snakeCase(column).replace(/(.)_id$/, "$1"));
  const name = own.length > 0 ? own.join("_") : target;
  return [...attributes.values()].includes(name) ? `${name}_${target}` : name;
};

/** At most one row refers to another: the columns are a key of their own. */
export const isOne = (side: Side): boolean => {
  const columns = new Set(side.key.columns);
  return [...(side.table.primaryKey === undefined ? [] : [side.table.primaryKey]), ...side.table.uniques].some((key) => key.columns.length <= columns.size && key.columns.every((column) => columns.has(column)))
    || side.table.indexes.some((index) => index.unique && index.where === undefined && index.parts.every((part) => part.column !== undefined && columns.has(part.column)));
};

/** The relationships of all classes, on both sides; the names of foreign keys are chosen first, then those of what refers to a class. */
export const relationships = (mapping: Mapping): ReadonlyMap<Table, readonly Relationship[]> => {
  const mapped = [...mapping.classes.keys()];
  const byName = new Map(mapped.map((table) => [qualified(table.schema, table.name), table]));
  const targetOf = (key: ForeignKey): Table | undefined => byName.get(qualified(key.target.schema, key.target.table));
  const sides = mapped.flatMap((table) => table.foreignKeys.flatMap((key): readonly Side[] => {
    const target = targetOf(key);
    return target === undefined || !mapping.known(key) ? [] : [{ table, key, target }];
  }));
  const reserved = [...mapping.reserved];
  const taken = new Map(mapped.map((table) => [table, new Set([...reserved, ...mapping.attributes.get(table)!.values()])]));
  const siblings = counted(sides);
  const shared = overlapping(sides);
  const forward = new Map<Side, string>();
  for (const side of sides) forward.set(side, take(taken.get(side.table)!, forwardName(side, siblings(side.table, side.target), mapping.attributes.get(side.table)!)));
  const back = new Map<Side, string>();
  for (const side of sides) {
    const base = isOne(side) ? tableWord(side.table) : plural(tableWord(side.table));
    const name = side.table === side.target && forward.get(side) === "parent" && !isOne(side) ? "children" : siblings(side.table, side.target) > 1 ? `${stemOf(side) ?? forward.get(side)!}_${base}` : base;
    back.set(side, take(taken.get(side.target)!, name));
  }
  const found = new Map<Table, Relationship[]>(mapped.map((table) => [table, []]));
  const references = (columns: readonly string[], table: Table): Python => {
    const all = columns.map((column) => `${mapping.classes.get(table)!}.${mapping.attributes.get(table)!.get(column) ?? column}`);
    return pythonString(all.length === 1 ? all[0]! : `[${all.join(", ")}]`);
  };
  for (const side of sides) {
    const nullable = side.key.columns.some((column) => side.table.columns.find((one) => one.name === column)?.nullable === true);
    // SQLAlchemy looks for foreign keys in both directions.
    const several = siblings(side.table, side.target) + siblings(side.target, side.table) > (side.table === side.target ? 2 : 1);
    const foreign = several ? [keyword("foreign_keys", references(side.key.columns, side.table))] : [];
    const overlaps = [...new Set(shared.get(side)!.flatMap((other) => [forward.get(other)!, back.get(other)!]))].toSorted((a, b) => (a < b ? -1 : 1));
    const overlap = overlaps.length > 0 ? [keyword("overlaps", pythonString(overlaps.join(",")))] : [];
    const [own, target] = [mapping.classes.get(side.table)!, mapping.classes.get(side.target)!];
    found.get(side.table)!.push({
      attribute: forward.get(side)!,
      annotation: nullable ? `${target} | None` : target,
      arguments: [
        keyword("back_populates", pythonString(back.get(side)!)), ...foreign,
        ...(side.table === side.target ? [keyword("remote_side", references(side.key.target.columns, side.target))] : []),
        ...(mapping.circular(side.key) ? [keyword("post_update", "True")] : []), ...overlap,
      ],
    });
    found.get(side.target)!.push({
      attribute: back.get(side)!,
      annotation: isOne(side) ? `${own} | None` : `list[${own}]`,
      arguments: [keyword("back_populates", pythonString(forward.get(side)!)), ...foreign, ...deletion(side, nullable), ...overlap],
    });
  }
  const pairs = [...mapping.associations].map(([table, variable]) => ({ variable, targets: table.foreignKeys.map(targetOf) as [Table, Table] }));
  for (const { variable, targets: [left, right] } of pairs) {
    const several = pairs.filter((other) => other.targets.includes(left) && other.targets.includes(right)).length > 1;
    const name = (target: Table): string => `${several ? `${variable.replace(/_table$/, "")}_` : ""}${plural(tableWord(target))}`;
    const [rights, lefts] = [take(taken.get(left)!, name(right)), take(taken.get(right)!, name(left))];
    found.get(left)!.push({ attribute: rights, annotation: `list[${mapping.classes.get(right)!}]`, arguments: [keyword("secondary", variable), keyword("back_populates", pythonString(lefts))] });
    found.get(right)!.push({ attribute: lefts, annotation: `list[${mapping.classes.get(left)!}]`, arguments: [keyword("secondary", variable), keyword("back_populates", pythonString(rights))] });
  }
  return found;
};

/** How many foreign keys go from one table to another. */
const counted = (sides: readonly Side[]): ((from: Table, to: Table) => number) => {
  const counts = new Map<Table, Map<Table, number>>();
  for (const { table, target } of sides) {
    const own = counts.get(table) ?? new Map<Table, number>();
    counts.set(table, own.set(target, (own.get(target) ?? 0) + 1));
  }
  return (from, to) => counts.get(from)?.get(to) ?? 0;
};

/** What happens to the rows that refer to a deleted one is left to the database, which does it by the foreign key. */
const deletion = (side: Side, nullable: boolean): readonly Python[] => {
  switch (side.key.onDelete) {
    case "CASCADE":
      return [keyword("cascade", pythonString(nullable ? "all" : "all, delete-orphan")), keyword("passive_deletes", "True")];
    case "SET NULL":
    case "SET DEFAULT":
      return [keyword("passive_deletes", "True")];
    case "RESTRICT":
    case undefined:
      return [keyword("passive_deletes", pythonString("all"))];
  }
};

/** Foreign keys of a table that write the same column, so that SQLAlchemy asks whether that is meant. */
const overlapping = (sides: readonly Side[]): ReadonlyMap<Side, readonly Side[]> => {
  const byTable = new Map<Table, Side[]>();
  for (const side of sides) byTable.set(side.table, [...(byTable.get(side.table) ?? []), side]);
  return new Map(sides.map((side) => [side, byTable.get(side.table)!.filter((other) => other !== side && other.key.columns.some((column) => side.key.columns.includes(column)))]));
};
