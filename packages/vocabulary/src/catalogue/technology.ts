/**
 * What the technology catalogue says of one technology. The catalogue is data: one file per category under `data/`,
 * joined in `index.ts`. A workspace extends it with `technology` items in plan text.
 */

/**
 * What a technology is for; the categories are the rings of the catalogue and the sectors of the radar picture.
 * A managed service stands in the category of its purpose (Amazon SQS is a `broker`); `cloud-service` holds the clouds
 * and what no other category names. `processing` holds batch, stream and workflow engines.
 */
export type TechnologyCategory =
  | "language"
  | "runtime"
  | "web-framework"
  | "ui-framework"
  | "library"
  | "orm"
  | "database"
  | "cache"
  | "search"
  | "object-storage"
  | "broker"
  | "gateway"
  | "protocol"
  | "format"
  | "specification"
  | "container-platform"
  | "cloud-service"
  | "processing"
  | "infrastructure-as-code"
  | "ci-cd"
  | "observability"
  | "logging"
  | "quality-tool"
  | "packaging"
  | "identity"
  | "documentation"
  | "practice";

/**
 * How a store lays out what it keeps: rows of tables; documents with fields within fields; values behind keys; rows with columns of their
 * own, found by a partition key; nodes and edges; indexes for finding words; values over time; numbers near to each other; objects in a
 * bucket; files in folders. The classes are those of DB-Engines (https://db-engines.com/en/ranking_categories), with stores of files beside them.
 */
export const DATA_MODELS = ["relational", "document", "key-value", "wide-column", "graph", "search", "time-series", "vector", "object", "file"] as const;
export type DataModel = (typeof DATA_MODELS)[number];

/** One release line of a technology, with the dates its maintainers publish. Dates are ISO 8601 (`2026-11-12`). */
export interface ReleaseCycle {
  /** The release line as the maintainers name it: `16` of PostgreSQL, `3.12` of Python. */
  readonly cycle: string;
  readonly released?: string;
  /** The end of regular (active) support, where the maintainers distinguish it; security fixes go on until `endOfLife`. */
  readonly support?: string;
  /** The end of life: no security fix after it. `never` where the maintainers promise none. Absent: not announced. */
  readonly endOfLife?: string;
  /** The maintainers say that the line has ended, and no day is known; `endOfLife` is then absent. */
  readonly ended?: true;
  readonly latest?: string;
  readonly longTerm?: true;
}

export interface SupportDates {
  /**
   * Newest first: every line that had not ended when the entry was written (ten at most, with few exceptions) and the
   * last ones that had ended.
   */
  readonly cycles: readonly ReleaseCycle[];
  /** Where the maintainers publish them; endoflife.date's page where that names none. */
  readonly source: string;
  /** The day that the data is of (a snapshot of endoflife.date's data): what was announced later is not in it. */
  readonly asOf: string;
}

export interface Port {
  readonly port: number;
  /** The protocol spoken on it: a technology id of category `protocol`, or its usual short name. */
  readonly protocol: string;
  readonly transport?: "tcp" | "udp";
}

export interface Technology {
  /** Lower case, what one writes after `tech:`: `postgresql`, `nextjs`, `aspnetcore`, `cpp`. */
  readonly id: string;
  /** As its makers write it: `PostgreSQL`. */
  readonly name: string;
  readonly category: TechnologyCategory;
  /** Of what keeps data: how it lays that out. The first is the one that schemas are written for; others that it offers as well come behind. */
  readonly dataModels?: readonly DataModel[];
  /** One sentence that says what it is, for somebody who does not know it. */
  readonly summary: string;
  /** Other spellings that a team may write: `postgres`, `pg`, `k8s`. Lower case, words parted by `-`, unique over the whole catalogue. */
  readonly aliases?: readonly string[];
  /** The language it is written for (a framework, a library): a technology id of category `language`. */
  readonly language?: string;
  /**
   * SPDX expression of the newest release, `proprietary` for closed source, `service` for what is only offered as a
   * service, `standard` for a published standard, protocol or practice. `LicenseRef-…` names a licence that the SPDX list
   * does not hold.
   */
  readonly licence: string;
  readonly homepage: string;
  /**
   * Slug of the icon in Simple Icons; absent where that set has none, or has it under terms that a team's own pictures
   * could not meet (see README.md). The drawing itself is in `icons.ts`.
   */
  readonly icon?: string;
  readonly ports?: readonly Port[];
  /** What its clients speak to it: ids of category `protocol`. */
  readonly protocols?: readonly string[];
  /** Of a protocol: whether what goes over it is encrypted on the wire: always, never, or as it is set up. Absent: not known. */
  readonly encrypted?: "always" | "never" | "optional";
  /** Those of its other spellings that name the form within TLS: `amqps`. */
  readonly secured?: readonly string[];
  /** What it may stand in for, fully or nearly: ids. Valkey stands in for Redis. */
  readonly standsInFor?: readonly string[];
  /** Why there are no dates: rolling releases, a standard, a managed service. Exactly one of `support` and `policy` is present. */
  readonly policy?: string;
  readonly support?: SupportDates;
}
