import type { Span } from "./reading.ts";

/** The dialects of SQL that are read or written. */
export type Dialect = "postgresql" | "sqlite" | "mariadb";

/** What SQL definitions describe: the catalogue that running them on an empty database gives. */
export interface TableDocument {
  readonly dialect: Dialect;
  readonly schemas: readonly { readonly name: string; readonly doc?: string }[];
  readonly extensions: readonly string[];
  readonly enums: readonly EnumType[];
  readonly domains: readonly { readonly schema?: string; readonly name: string; readonly type: SqlType; readonly nullable: boolean; readonly check?: string; readonly doc?: string }[];
  /** Sequences that no column owns; those of identity and serial columns are told by the columns. */
  readonly sequences?: readonly Sequence[];
  readonly tables: readonly Table[];
  readonly views: readonly { readonly schema?: string; readonly name: string; readonly query: string; readonly materialized: boolean; readonly doc?: string; readonly at?: Span }[];
}

export interface Sequence {
  readonly schema?: string;
  readonly name: string;
  /** What differs from an ascending `bigint` sequence that begins at 1, as written: `INCREMENT BY 10 START WITH 100`. */
  readonly options?: string;
  readonly doc?: string;
  readonly at?: Span;
}

export interface EnumType {
  readonly schema?: string;
  readonly name: string;
  readonly values: readonly string[];
  readonly doc?: string;
  readonly at?: Span;
}

export interface Table {
  /** Undefined: the default schema. */
  readonly schema?: string;
  readonly name: string;
  readonly doc?: string;
  readonly columns: readonly Column[];
  readonly primaryKey?: Key;
  readonly uniques: readonly Key[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly checks: readonly { readonly name?: string; readonly expression: string; readonly at?: Span }[];
  /** Exclusion constraints (PostgreSQL), as written behind `EXCLUDE`: `USING gist (room WITH =, during WITH &&)`. */
  readonly exclusions?: readonly { readonly name?: string; readonly definition: string; readonly at?: Span }[];
  readonly indexes: readonly Index[];
  /** The tables that it inherits from (PostgreSQL), as SQL names, with their schemas where they have one; their columns are among its own. */
  readonly inherits?: readonly string[];
  /** The table that it is a partition of, and for which rows: `FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')`. Keys and indexes of that table are not repeated. */
  readonly partitionOf?: { readonly schema?: string; readonly table: string; readonly bounds: string };
  /** As written: `RANGE (placed_at)`. */
  readonly partitionBy?: string;
  /** The place of its name. */
  readonly at?: Span;
}

export interface Column {
  readonly name: string;
  readonly type: SqlType;
  readonly nullable: boolean;
  /** An SQL expression, as written. */
  readonly default?: string;
  readonly identity?: "always" | "by default";
  /** The expression of a stored generated column. */
  readonly generated?: string;
  readonly collation?: string;
  readonly doc?: string;
  readonly at?: Span;
}

/**
 * A type of SQL in the spelling of PostgreSQL's `format_type`, without its arguments: `integer`, `bigint`, `numeric`, `character varying`,
 * `text`, `timestamp with time zone`, `uuid`, `jsonb`; the name of an enum or a domain otherwise, with its schema where it has one.
 */
export interface SqlType {
  readonly name: string;
  /** Length, or precision and scale. */
  readonly args?: readonly number[];
  /** Dimensions of an array. */
  readonly array?: number;
}

export interface Key {
  readonly name?: string;
  readonly columns: readonly string[];
  readonly at?: Span;
}

export interface ForeignKey extends Key {
  readonly target: { readonly schema?: string; readonly table: string; readonly columns: readonly string[] };
  /** In capitals: `CASCADE`, `SET NULL`, `RESTRICT`, `SET DEFAULT`; undefined: no action. */
  readonly onDelete?: ReferentialAction;
  readonly onUpdate?: ReferentialAction;
  readonly deferrable?: "immediate" | "deferred";
}

export type ReferentialAction = "CASCADE" | "SET NULL" | "RESTRICT" | "SET DEFAULT";

export interface Index {
  readonly name?: string;
  readonly unique: boolean;
  /** `btree` where nothing else is said. */
  readonly method: string;
  readonly parts: readonly IndexPart[];
  readonly include?: readonly string[];
  /** The condition of a partial index. */
  readonly where?: string;
  readonly at?: Span;
}

/** A column or an expression, in its order. */
export interface IndexPart {
  readonly column?: string;
  readonly expression?: string;
  readonly descending?: boolean;
  readonly nulls?: "first" | "last";
  readonly operatorClass?: string;
}
