/** The parsed form of a query. Offsets are UTF-16 code units into its text. */

export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Query {
  readonly set: SetExpression;
  readonly stages: readonly Stage[];
}

/** What gives a set of elements or of relations. */
export type SetExpression =
  /** A kind, a group, or the name of an element. `quoted`: it stood in backquotes, and is no kind. */
  | ({ readonly type: "source"; readonly name: string; readonly quoted: boolean } & Span)
  | { readonly type: "move"; readonly of: SetExpression; readonly move: Move }
  | { readonly type: "where"; readonly of: SetExpression; readonly condition: Condition }
  | ({ readonly type: "within"; readonly of: SetExpression; readonly holder: SetExpression } & Span)
  | ({ readonly type: "combine"; readonly how: "union" | "except" | "intersect"; readonly left: SetExpression; readonly right: SetExpression } & Span);

/** From each member of a set to others: `out*`, `in(message)`, `children`, `owner`. */
export interface Move extends Span {
  readonly name: string;
  /** Again and again, until nothing new is found. */
  readonly star: boolean;
  /** Only along relations of this style. */
  readonly style: "call" | "message" | undefined;
  /** Only along relations for which this holds. */
  readonly where: Condition | undefined;
}

export type Condition =
  | { readonly type: "and" | "or"; readonly left: Condition; readonly right: Condition }
  | { readonly type: "not"; readonly of: Condition }
  | { readonly type: "present"; readonly field: FieldPath }
  | { readonly type: "compare"; readonly field: FieldPath; readonly operator: Operator; readonly values: readonly Literal[] };

export type Operator = "=" | "!=" | "<" | "<=" | ">" | ">=" | "~" | "!~";

export interface Literal extends Span {
  readonly type: "word" | "string" | "number" | "none";
  readonly text: string;
}

/** `owner`, `in.count`, `owner.people`, `time.p99`: moves, and at the end a field of what they lead to. */
export interface FieldPath extends Span {
  /** As written. */
  readonly text: string;
  readonly moves: readonly Move[];
}

export type Stage =
  | { readonly type: "select"; readonly fields: readonly FieldPath[] }
  | { readonly type: "sort"; readonly keys: readonly { readonly field: FieldPath; readonly descending: boolean }[] }
  | { readonly type: "limit"; readonly most: number }
  | { readonly type: "count"; readonly by: FieldPath | undefined };

export interface QueryError extends Span {
  readonly message: string;
  readonly hint?: string;
}

/** What is thrown inside and caught in `runQuery`: a query's own fault, and nothing else. */
export interface QueryFault {
  readonly queryError: QueryError;
}

export function fail(at: Span, message: string, hint?: string): never {
  const fault: QueryFault = { queryError: { from: at.from, to: at.to, message, ...(hint === undefined ? {} : { hint }) } };
  throw fault;
}

export function isQueryFault(thrown: unknown): thrown is QueryFault {
  return typeof thrown === "object" && thrown !== null && "queryError" in thrown;
}
