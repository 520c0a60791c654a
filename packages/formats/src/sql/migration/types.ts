import type { TableDocument } from "../../tables.ts";

/** The phases of a migration, in their order. After each of them the system works, and before the last one there is a way back. */
export type PhaseName = "expand" | "sync" | "backfill" | "validate" | "switch" | "contract";

export interface TableName {
  readonly schema?: string;
  readonly name: string;
}

/** How one column of the new table is made. */
export interface ColumnMapping {
  readonly to: string;
  /** Old columns, with the table that each is of where several are joined. None: nothing old says it. */
  readonly from: readonly { readonly table: TableName; readonly column: string }[];
  /** An expression of SQL over the old columns; without it there is one old column, and its value is taken. */
  readonly via?: string;
}

/** What a new table is filled from. Two mappings to one table put their rows together. */
export interface TableMapping {
  /** The first one gives the rows; others are joined to it by `on`. */
  readonly from: readonly TableName[];
  readonly to: TableName;
  readonly on?: string;
  readonly where?: string;
  /** The old tables stay, whatever becomes of the new one. */
  readonly keep?: boolean;
  readonly columns: readonly ColumnMapping[];
  /** Old columns that are left behind knowingly. */
  readonly dropped: readonly string[];
}

export interface MigrationInput {
  /** Names of functions and triggers begin with it. */
  readonly name: string;
  /** What is there. Its constraints and indexes have names: see `ReadSqlOptions.chosenNames` and `withNames`. */
  readonly before: TableDocument;
  /** What there shall be; names are given as `writePostgresql` gives them. */
  readonly after: TableDocument;
  readonly mappings: readonly TableMapping[];
  /** New tables in the order in which they are filled; the others follow, what is referred to first. */
  readonly order?: readonly TableName[];
  /** Rows in one transaction. */
  readonly batch: number;
  /** How long a statement waits for a lock, in milliseconds. */
  readonly lockTimeout: number;
  /** Triggers keep the new side like the old one until the switch. */
  readonly sync: boolean;
  /** Queries of one row and one column that must be true; both sides have their final names in them with `old_` and `new_` before them. */
  readonly validations: readonly { readonly name: string; readonly query: string }[];
}

/** One statement of a phase. */
export interface MigrationStep {
  readonly sql: string;
  /** It cannot run within a transaction: `CREATE INDEX CONCURRENTLY`, a block that commits. */
  readonly alone?: boolean;
  /** A remark above it. */
  readonly note?: string;
}

export interface MigrationPhase {
  readonly name: PhaseName;
  readonly steps: readonly MigrationStep[];
  /** What undoes it; none behind `contract`. */
  readonly rollback: readonly MigrationStep[];
  /** Tables of which a lock keeps readers or writers away, and for how long, in words. */
  readonly locks: readonly string[];
}

/** Something that the plan does not say, or says against what the database can do. */
export interface MigrationFinding {
  /** `blocked`: no SQL can be made as long as it is so; `open`: it can, and somebody has to see to it. */
  readonly severity: "blocked" | "open";
  /** Index of the mapping, and the column that it is about. */
  readonly mapping?: number;
  readonly column?: string;
  readonly message: string;
}

/** How a column of a new table comes about, for a reader. */
export interface ColumnStory {
  readonly column: string;
  readonly type: string;
  readonly from: readonly string[];
  /** `kept`: the same column; `moved`: its value, cast where types differ; `computed`; `filled`: nothing old says it; `default`; `null`. */
  readonly is: "kept" | "moved" | "computed" | "filled" | "default" | "null";
  readonly expression?: string;
}

export interface MigratedTable {
  readonly table: TableName;
  readonly from: readonly TableName[];
  /** `in place`: the rows stay where they are and get new columns; `copy`: they are written to a new table. */
  readonly mode: "in place" | "copy";
  /** What it is called until the switch. */
  readonly until: TableName;
  readonly columns: readonly ColumnStory[];
  readonly dropped: readonly string[];
  /** It is filled in batches by this key of the old table; none where that has no key. */
  readonly batchedBy: readonly string[];
  /** Rows have to be rewritten or copied; otherwise the change is one of the catalogue alone. */
  readonly moves: boolean;
}

export interface MigrationScript {
  readonly phases: readonly MigrationPhase[];
  readonly tables: readonly MigratedTable[];
  readonly findings: readonly MigrationFinding[];
}
