/** The codes of what binding and linking may find; each has its page in `pages.ts`. */
export type BindCode =
  | "model/unexpected-item"
  | "model/unexpected-term"
  | "model/unknown-kind"
  | "model/misplaced-kind"
  | "model/missing-name"
  | "model/missing-clause"
  | "model/missing-colon"
  | "model/unknown-setting"
  | "model/bad-value"
  | "model/set-twice"
  | "model/bad-relation";

export type LinkCode =
  | "model/unknown-name"
  | "model/ambiguous-name"
  | "model/duplicate-name"
  | "model/wrong-kind"
  | "model/bad-declaration"
  | "model/unreadable-decision";
