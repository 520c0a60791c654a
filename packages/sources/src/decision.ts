/**
 * An architecture decision record as it stands in its file: front matter, title and sections. The reader judges
 * nothing; it yields facts with their places. Offsets are UTF-16 code units into the file's text.
 * Form: MADR, Markdown Any Decision Records (https://adr.github.io/madr/), versions 2 to 4.
 */
export interface DecisionDocument {
  /** The number of the file's name: `0003` of `0003-kafka-for-orders.md`; undefined where it has none. */
  readonly number: string | undefined;
  /** The first heading. */
  readonly title: Located | undefined;
  /** Entries of the front matter in their order; a list entry for each of its members. */
  readonly fields: readonly DecisionField[];
  /** The sections of level two and below, in order, with their Markdown. */
  readonly sections: readonly DecisionSection[];
  /** Considered options, as listed. */
  readonly options: readonly Located[];
  /** Consequences, good and bad and neither. */
  readonly consequences: readonly (Located & { readonly kind: "good" | "bad" | "neutral" })[];
  /** The body after the front matter, Markdown. */
  readonly body: string;
  /** What could not be read: front matter that is no YAML, and the like. */
  readonly problems: readonly (Located & { readonly hint?: string })[];
}

export interface Located {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

export interface DecisionField {
  readonly key: Located;
  /** One for a scalar, several for a list; scalars as written, numbers with their leading zeros. */
  readonly values: readonly Located[];
}

export interface DecisionSection extends Located {
  /** The heading's text stands in `text`; its meaning, where MADR gives it one. */
  readonly role: "context" | "drivers" | "options" | "decision" | "consequences" | "confirmation" | "pros-and-cons" | "more" | "other";
  readonly level: number;
  readonly content: string;
}
