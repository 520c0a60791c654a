import type { Kind, Setting } from "../kind.ts";
import { illustrative, owner, source, tags } from "../settings.ts";

/** What every example here migrates: a table that is there, and the entity that it becomes. */
const around = (inner: string, more = ""): string => `database orders "Orders" {\n  tech: postgresql@18\n  entity Purchase { order_id: string key; units: int64; nanos: int32; note: string?; table purchase }\n  entity Order { id: string key; total: decimal(19, 9); placed_at: datetime }\n}\nmigration split-orders "Orders with one total" {\n${inner}\n${more === "" ? "" : `${more}\n`}}`;
const MAPPING = `  mapping Purchase -> Order {\n    order_id -> id\n    units, nanos -> total via "units + nanos / 1e9"\n    placed_at = "now()"\n    drop note "Nobody reads it."\n  }`;

const rows: Setting = { name: "rows", grammar: { type: "quantity", dimension: "count" }, doc: "How many rows there are to move, as counted or estimated.", example: "rows: 40M" };

export const PHASES = ["expand", "sync", "backfill", "validate", "switch", "contract"] as const;

export const migration: Kind = {
  name: "migration", group: "migration", title: "Migration", plural: "Migrations",
  summary: "The way from tables that are there to the entities of the model, without losing a row.",
  doc: "It goes by phases that each leave the system working: `expand` adds what is new, `sync` keeps both sides alike from then on, `backfill` moves the rows in batches, `validate` proves that nothing is lost, `switch` gives the new side its names, `contract` takes the old side away. The SQL of each phase, and of the way back from it, follows from the two schemas and the mappings.",
  example: around(MAPPING, '  rows: 40M; batch: 10k; rate: 5k/s; window: 4h\n  phase expand; phase sync; phase backfill; phase validate; phase switch; phase contract { after: 14d }\n  validate "No total is negative" "select count(*) = 0 from new_order where total < 0"\n  cutover { at: 2026-11-02T02:00Z; needs: orders }\n  rollback: "Until contract: run the rollback of each phase, the last one first."'),
  within: ["workspace", "@system", "@group", "@container", "@domain"],
  settings: [
    { name: "order", grammar: { type: "reference", to: ["entity"] }, many: true, doc: "The entities in the order in which they are filled; what is referred to comes first where nothing is said.", example: "order: Customer, Order, OrderItem" },
    rows,
    { name: "batch", grammar: { type: "quantity", dimension: "count", positive: true }, doc: "How many rows are moved in one transaction.", example: "batch: 10k" },
    { name: "rate", grammar: { type: "quantity", dimension: "rate", positive: true }, doc: "How many rows are moved a second.", example: "rate: 5k/s" },
    { name: "measured", grammar: { type: "date" }, doc: "When that rate was measured; without it, it is an assumption.", example: "measured: 2026-10-01" },
    { name: "window", grammar: { type: "quantity", dimension: "duration" }, doc: "How long the backfill may take.", example: "window: 4h" },
    { name: "locktimeout", grammar: { type: "quantity", dimension: "duration", positive: true }, doc: "How long a statement waits for a lock before it gives way; 5 seconds where nothing is said.", example: "locktimeout: 2s" },
    { name: "rollback", grammar: { type: "text" }, doc: "Until when and how there is a way back.", example: 'rollback: "Until contract."' },
    owner, source, tags, illustrative,
  ],
};

const mapping: Kind = {
  name: "mapping", group: "mapping", title: "Mapping", plural: "Mappings", within: ["migration"], unnamed: true,
  summary: "From which table, or joined tables, an entity is filled, and column by column how.",
  doc: "`old -> new` moves a column, `a, b -> c via \"SQL\"` computes one, `c = \"SQL\"` fills one that has no forerunner, `drop a \"why\"` leaves one behind. A column that has one name and one type on both sides needs no line. Settings have no colon here.",
  example: around(MAPPING),
  clauses: [
    { setting: { name: "from", grammar: { type: "reference", to: ["entity"] }, many: true, doc: "The tables that are there: of an adopted file, or entities. The rows of the first one count; others are joined to it.", example: "initdb.accounting.order" }, required: true },
    { keyword: "->", setting: { name: "to", grammar: { type: "reference", to: ["entity"] }, doc: "The entity that it becomes, or a part of it.", example: "-> Order" }, required: true },
  ],
  settings: [
    { name: "on", grammar: { type: "text" }, bare: true, doc: "How further tables are joined to the first, in SQL.", example: 'on "address.person_id = person.id"' },
    { name: "where", grammar: { type: "text" }, bare: true, doc: "Which rows of the tables are meant, in SQL.", example: 'where "kind = 1"' },
    { ...rows, bare: true, example: "rows 40M" },
    { name: "keep", grammar: { type: "flag" }, bare: true, doc: "The old tables stay as they are: only a copy of some of it is made. Otherwise the contract takes them away.", example: "keep" },
    tags,
  ],
  arrows: "move", assigns: "fill",
};

const to = { name: "to", grammar: { type: "reference" as const, to: ["field"], in: "to" }, doc: "The field of the entity; a part of a record behind a dot.", example: "-> total" };

const move: Kind = {
  name: "move", group: "mapping", title: "Column moved", plural: "Columns moved", within: ["mapping"], unnamed: true,
  summary: "A field of the entity, and the old columns that it comes from.",
  example: around(MAPPING),
  clauses: [
    { setting: { name: "from", grammar: { type: "reference", to: ["field"], in: "from" }, many: true, doc: "The old columns.", example: "units, nanos" } },
    { keyword: "->", setting: to },
    { keyword: "via", setting: { name: "via", grammar: { type: "text" }, doc: "How the one is computed from the other: an expression of SQL over the old columns.", example: 'via "units + nanos / 1e9"' } },
  ],
  settings: [tags],
};

const fill: Kind = {
  name: "fill", group: "mapping", title: "Column filled", plural: "Columns filled", within: ["mapping"], unnamed: true,
  summary: "A field of the entity that no old column says, and what it is filled with.",
  example: around(MAPPING),
  clauses: [
    { setting: { ...to, example: "placed_at" } },
    { keyword: "=", setting: { name: "via", grammar: { type: "text" }, doc: "An expression of SQL.", example: '= "now()"' } },
  ],
  settings: [tags],
};

const drop: Kind = {
  name: "drop", group: "mapping", title: "Column dropped", plural: "Columns dropped", within: ["mapping"], unnamed: true,
  summary: "Old columns that are left behind, and why that loses nothing.",
  example: around(MAPPING),
  clauses: [{ setting: { name: "columns", grammar: { type: "reference", to: ["field"], in: "from" }, many: true, doc: "The old columns.", example: "note" }, required: true }],
  settings: [tags],
};

const phase: Kind = {
  name: "phase", group: "mapping", title: "Phase", plural: "Phases", within: ["migration"], unnamed: true,
  summary: "A phase of a migration, in its turn; where none is named, all six are gone through.",
  doc: "Without `sync` nothing keeps the two sides alike: whoever writes stands still from the backfill to the switch.",
  example: around(`${MAPPING}\n  phase expand; phase backfill; phase validate; phase switch; phase contract { after: 14d }`),
  clauses: [{ setting: { name: "name", grammar: { type: "word", values: PHASES }, doc: "Which one.", example: "contract" }, required: true }],
  settings: [{ name: "after", grammar: { type: "quantity", dimension: "duration" }, doc: "How long is waited before it, behind the one before.", example: "after: 14d" }, tags],
};

const validate: Kind = {
  name: "validate", group: "mapping", title: "Validation", plural: "Validations", within: ["migration"], unnamed: true,
  summary: "A question whose answer must be true before the switch, in SQL.",
  doc: "Both sides stand in it by their final names with `old_` and `new_` before them: `old_shipping`, `new_parcel`.",
  example: around(`${MAPPING}\n  validate "As many as before" "select (select count(*) from old_purchase) = (select count(*) from new_order)"`),
  clauses: [{ setting: { name: "query", grammar: { type: "text" }, doc: "A query of one row and one column, which is true.", example: '"select count(*) = 0 from new_order where total < 0"' }, required: true }],
  settings: [tags],
};

const cutover: Kind = {
  name: "cutover", group: "mapping", title: "Cut-over", plural: "Cut-overs", within: ["migration"], unnamed: true,
  summary: "The hour in which the system turns to the new side: when, with whom, and when it is called off.",
  example: around(`${MAPPING}\n  cutover { at: 2026-11-02T02:00Z; needs: orders; downtime: 30s; abort: "The locks are not had within five tries." }`),
  settings: [
    { name: "at", grammar: { type: "phrase" }, doc: "When, with its zone.", example: "at: 2026-11-02T02:00Z" },
    { name: "needs", grammar: { type: "reference", to: ["@container", "@component", "@external", "@team", "@actor"] }, many: true, doc: "What must be at hand, or be released with it.", example: "needs: payment" },
    { name: "downtime", grammar: { type: "quantity", dimension: "duration" }, doc: "How long nobody may write.", example: "downtime: 30s" },
    { name: "abort", grammar: { type: "text" }, many: true, doc: "What calls it off.", example: 'abort: "More than 1% of the orders fail."' },
    { name: "steps", grammar: { type: "text" }, many: true, doc: "What is done beside the SQL, in its order.", example: 'steps: "Release accounting 2.0"' },
    { name: "rehearsed", grammar: { type: "date" }, doc: "When it was last gone through on a copy.", example: "rehearsed: 2026-10-20" },
    tags,
  ],
};

export const migrationParts: readonly Kind[] = [mapping, move, fill, drop, phase, validate, cutover];
