/** A stretch of the text that was read: UTF-16 code units, `to` exclusive. Writers ignore it. */
export interface Span {
  readonly from: number;
  readonly to: number;
  /** The file that it stands in, where several were read into one document. */
  readonly file?: string;
}

/** A fault of the text, or something that it asks for and that is not done, such as fetching a remote `$ref`. */
export interface FormatProblem extends Span {
  /** `format/…`; it never changes its meaning. The pages stand in `@groundplan/checks`. */
  readonly code: FormatCode;
  readonly severity: "error" | "warning";
  /** A sentence that says what is wrong. */
  readonly message: string;
  /** A sentence that says what to do. */
  readonly hint?: string;
}

export type FormatCode =
  /** The text is not of the format at all: broken JSON, YAML, SQL, proto. */
  | "format/syntax"
  /** It is of a version or a dialect that is not read. */
  | "format/version"
  /** It names what is nowhere: a `$ref`, a type, an import, a table. */
  | "format/unknown-name"
  /** It names something of another document or of the network, which is not read. */
  | "format/not-followed"
  /** One name or number is given to two things. */
  | "format/duplicate"
  /** Something is contradictory or makes no sense where it stands. */
  | "format/meaning"
  /** It is larger or nested deeper than is read. */
  | "format/too-large";

/** Something that one side says and the other cannot carry. It is told, never dropped in silence. */
export interface Loss {
  /** What is lost, as a noun phrase of the format's own words: `callbacks of POST /orders`, `trigger audit_orders`. */
  readonly what: string;
  /** Where it stands, when a text was read. */
  readonly at?: Span;
}

/** What a reader gives. There is always a document, whatever the text; no reader throws. */
export interface Reading<Document> {
  readonly document: Document;
  readonly problems: readonly FormatProblem[];
  readonly losses: readonly Loss[];
}

/** What a writer gives: the text, and what the format cannot say of the document. */
export interface Writing {
  readonly text: string;
  readonly losses: readonly Loss[];
}

/** JSON data, as it stands in defaults, examples and extensions. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
