import type { Column, SqlType, Table, TableDocument } from "../tables.ts";
import { compareTables, type TableChange } from "./compare.ts";
import { qualified } from "./keywords.ts";

/** What a change of tables does to programs that were written before it; a word never changes its meaning. */
export type TableBreakRule =
  | "table-dropped" | "column-dropped" | "column-type-changed" | "column-type-widened" | "column-type-narrowed" | "column-null-allowed" | "column-null-refused" | "required-column-added"
  | "default-dropped" | "column-generated" | "value-added" | "value-dropped" | "unique-added" | "check-added" | "foreign-key-added";

export interface TableBreak {
  readonly rule: TableBreakRule;
  /** Whose programs may fail: `readers` ask for rows, `writers` put them in or change them. */
  readonly breaks: readonly ("readers" | "writers")[];
  /** The table with its schema, or the enum. */
  readonly of: string;
  /** The column, the value, or the constraint. */
  readonly name?: string;
  /** A sentence. */
  readonly message: string;
}

const READERS = ["readers"] as const;
const WRITERS = ["writers"] as const;
const BOTH = ["readers", "writers"] as const;

/**
 * Which changes of the tables break programs that know the tables of before. What a writer may send may become wider and what a reader gets
 * narrower, as with interfaces; a constraint that is new refuses rows that were taken so far (PostgreSQL 18 documentation, 5.5 Constraints
 * and 5.7 Modifying Tables). Longer texts break nobody: no program declares how long a text is that it reads. Indexes, remarks and
 * what is added and may be left out break nobody.
 */
export function tableBreaks(before: TableDocument, after: TableDocument): readonly TableBreak[] {
  const found: TableBreak[] = [];
  const tables = { before: tablesOf(before), after: tablesOf(after) };
  for (const change of compareTables(before, after)) {
    const broken = breakOf(change, tables);
    if (broken) found.push({ ...broken, of: change.of, ...(change.name === undefined ? {} : { name: change.name }) });
  }
  return found;
}

interface Tables {
  readonly before: ReadonlyMap<string, Table>;
  readonly after: ReadonlyMap<string, Table>;
}

type Broken = Pick<TableBreak, "rule" | "breaks" | "message">;

function breakOf(change: TableChange, tables: Tables): Broken | undefined {
  const { of, name } = change;
  // A table that came as a whole has no programs yet.
  const isNew = !tables.before.has(of);
  switch (change.kind) {
    case "table":
      return change.change === "dropped" ? { rule: "table-dropped", breaks: BOTH, message: `The table ${of} is dropped.` } : undefined;
    case "column":
      return columnBreak(change, columnOf(tables.before, of, name), columnOf(tables.after, of, name));
    case "enum value":
      if (change.change === "added") return { rule: "value-added", breaks: READERS, message: `The value ${name} of ${of} may now be read.` };
      return change.change === "dropped" ? { rule: "value-dropped", breaks: WRITERS, message: `The value ${name} of ${of} is no longer taken.` } : undefined;
    case "primary key":
    case "unique":
      return change.change === "added" && !isNew ? { rule: "unique-added", breaks: WRITERS, message: `No two rows of ${of} may have the same ${name} any more.` } : undefined;
    case "check":
      return change.change !== "dropped" && !isNew ? { rule: "check-added", breaks: WRITERS, message: `Each row of ${of} now has to keep to ${name}.` } : undefined;
    case "exclusion":
      return change.change !== "dropped" && !isNew ? { rule: "check-added", breaks: WRITERS, message: `Rows of ${of} now have to keep to ${name}.` } : undefined;
    case "foreign key":
      return change.change === "added" && !isNew ? { rule: "foreign-key-added", breaks: WRITERS, message: `What ${name} of ${of} refers to now has to be there.` } : undefined;
    default:
      return undefined;
  }
}

function columnBreak({ change, of, name, property, before, after }: TableChange, old: Column | undefined, now: Column | undefined): Broken | undefined {
  const called = `The column ${name} of ${of}`;
  if (change === "dropped") return { rule: "column-dropped", breaks: BOTH, message: `${called} is dropped.` };
  if (change === "added") return now && isNeeded(now) ? { rule: "required-column-added", breaks: WRITERS, message: `${called} is added, and each row has to have it.` } : undefined;
  switch (property) {
    case "type": {
      const said = `${called} was ${before} and is ${after}`;
      switch (old && now ? widthOf(old.type, now.type) : "other") {
        case "longer":
          return undefined;
        case "wider":
          return { rule: "column-type-widened", breaks: READERS, message: `${said}, which is more.` };
        case "narrower":
          return { rule: "column-type-narrowed", breaks: WRITERS, message: `${said}, which is less.` };
        case "other":
          return { rule: "column-type-changed", breaks: BOTH, message: `${said}.` };
      }
    }
    case "nullable":
      return after === "true" ? { rule: "column-null-allowed", breaks: READERS, message: `${called} may now be null.` } : { rule: "column-null-refused", breaks: WRITERS, message: `${called} can no longer be null.` };
    case "default":
      return after === undefined && now && isNeeded(now) ? { rule: "default-dropped", breaks: WRITERS, message: `${called} has no default any more, and each row has to have it.` } : undefined;
    case "generated":
    case "identity":
      return after === undefined ? (now && isNeeded(now) ? { rule: "default-dropped", breaks: WRITERS, message: `${called} is no longer made by the database, and each row has to have it.` } : undefined) : property === "generated" || after === "always" ? { rule: "column-generated", breaks: WRITERS, message: `${called} is now made by the database and cannot be written.` } : undefined;
    default:
      return undefined;
  }
}

/** A row cannot do without it. */
function isNeeded(column: Column): boolean {
  return !column.nullable && column.default === undefined && column.identity === undefined && column.generated === undefined;
}

/** Numbers that have room for all values of those before them. */
const NUMBERS = [["smallint", "integer", "bigint"], ["real", "double precision"]] as const;
const TEXTS: ReadonlySet<string> = new Set(["character", "character varying", "text"]);

function widthOf(old: SqlType, now: SqlType): "longer" | "wider" | "narrower" | "other" {
  if ((old.array ?? 0) > 0 !== (now.array ?? 0) > 0) return "other";
  for (const order of NUMBERS) {
    const [from, to] = [old.name, now.name].map((name) => (order as readonly string[]).indexOf(name)) as [number, number];
    if (from >= 0 && to >= 0) return from < to ? "wider" : "narrower";
  }
  const length = ({ args }: SqlType): number => args?.[0] ?? Infinity;
  if (TEXTS.has(old.name) && TEXTS.has(now.name)) return length(now) >= length(old) ? "longer" : "narrower";
  if (old.name === "numeric" && now.name === "numeric") {
    // The digits before the point and those behind it.
    const digits = ({ args }: SqlType): readonly [number, number] => (args === undefined ? [Infinity, Infinity] : [args[0]! - (args[1] ?? 0), args[1] ?? 0]);
    const [[a, b], [c, d]] = [digits(old), digits(now)];
    return c >= a && d >= b ? "wider" : c <= a && d <= b ? "narrower" : "other";
  }
  return "other";
}

function tablesOf(document: TableDocument): ReadonlyMap<string, Table> {
  return new Map(document.tables.map((table) => [qualified(table.schema, table.name), table]));
}

function columnOf(tables: ReadonlyMap<string, Table>, of: string, name: string | undefined): Column | undefined {
  return tables.get(of)?.columns.find((column) => column.name === name);
}
