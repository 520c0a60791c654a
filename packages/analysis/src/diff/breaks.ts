import type { Break, DiffSide, SideName } from "./change.ts";

/** Whom a break concerns, by names in the first model. */
export type Audience =
  | { readonly of: "operations"; readonly ids: readonly string[] }
  | { readonly of: "interface"; readonly id: string }
  /** `gone`: those who send to it are broken too. */
  | { readonly of: "topic"; readonly id: string; readonly gone: boolean }
  | { readonly of: "entities"; readonly ids: readonly string[]; readonly breaks: readonly ("readers" | "writers")[] }
  | { readonly of: "element"; readonly id: string };

/** A break, and what of the models it is a change of. */
export interface FoundBreak extends Break {
  readonly side: SideName;
  readonly id: string;
  readonly audience: Audience;
}

export interface Sides {
  readonly before: DiffSide;
  readonly after: DiffSide;
}

/** Where the rules come from, by judge. */
export const SOURCES = {
  rest: "OpenAPI 3.1 and JSON Schema 2020-12: what is sent may become wider, what is given narrower",
  proto: "buf breaking, categories FILE and WIRE (https://buf.build/docs/breaking/rules)",
  graphql: "findBreakingChanges of graphql-js 16",
  avro: "Avro 1.12, Schema Resolution",
  sql: "PostgreSQL 18 documentation, 5.5 Constraints and 5.7 Modifying Tables",
  own: "Groundplan: what others name is gone or called otherwise",
} as const;
