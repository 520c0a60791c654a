/** How much a diagnostic matters: an error makes `check` exit with 1. */
export type Severity = "error" | "warning" | "info";

/** A stretch of a file: offsets in UTF-16 code units, `to` exclusive. */
export interface Place {
  /** Path relative to the workspace, with forward slashes. */
  readonly file: string;
  readonly from: number;
  readonly to: number;
}

export interface RelatedPlace extends Place {
  readonly message: string;
}

/** A replacement of text that mends the fault; an editor applies it, and `to === from` inserts. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly (Place & { readonly text: string })[];
}

/** What is said of a fault. The code never changes its meaning; `groundplan explain CODE` prints its page. */
export interface Diagnostic extends Place {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** What to do about it, in a sentence. */
  readonly hint?: string;
  readonly related: readonly RelatedPlace[];
  readonly fix?: Fix;
}

/** A fault found by the parser of one file; `hint` and `fix` as in a diagnostic. */
export interface SyntaxProblem {
  readonly code: SyntaxCode;
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly hint?: string;
  readonly related?: { readonly from: number; readonly to: number; readonly message: string };
  /** Text that, put at `at`, mends the fault. */
  readonly insert?: { readonly at: number; readonly text: string };
}

export type SyntaxCode =
  | "syntax/unexpected-character"
  | "syntax/unterminated-string"
  | "syntax/unterminated-name"
  | "syntax/unknown-escape"
  | "syntax/missing-brace"
  | "syntax/extra-brace"
  | "syntax/missing-bracket"
  | "syntax/extra-bracket"
  | "syntax/brace-on-own-line"
  | "syntax/block-without-header"
  | "syntax/items-run-together"
  | "syntax/missing-key"
  | "syntax/too-deep"
  | "syntax/too-many-problems";
