import type { FormatProblem, Loss, Reading, Span } from "../reading.ts";
import type { TableDocument } from "../tables.ts";
import { defaultSchema, emptyCatalogue, type Catalogue } from "./catalogue.ts";
import { isFault, type Cursor, type Findings } from "./cursor.ts";
import { finish } from "./finish.ts";
import { endOfLine, scanStatement, skipSpace, skipStatement, wordAt, type Source } from "./scan.ts";
import { runStatement, type Summary } from "./statements.ts";
import type { State } from "./table-parts.ts";

/** More is no help; a text with this many faults is no SQL. */
const mostProblems = 500;
const mostLosses = 5000;

/** Statements that change rows or nothing at all; they are skipped without their tokens being read. */
const skipped: Readonly<Record<string, "rows" | "none">> = {
  insert: "rows", update: "rows", delete: "rows", merge: "rows", truncate: "rows", values: "none", table: "none", select: "none", with: "none", explain: "none", show: "none",
  begin: "none", start: "none", commit: "none", end: "none", rollback: "none", abort: "none", savepoint: "none", release: "none", prepare: "none", deallocate: "none",
  analyze: "none", analyse: "none", vacuum: "none", reindex: "none", cluster: "none", checkpoint: "none", discard: "none", listen: "none", notify: "none", unlisten: "none",
  load: "none", refresh: "none", fetch: "none", move: "none", close: "none", call: "none", lock: "none",
};

/** A text of SQL by its name. */
export interface SqlFile {
  readonly name: string;
  readonly text: string;
}

/** What is read; PostgreSQL is the only dialect, and others are told where they show. */
export interface ReadSqlOptions {
  readonly dialect: "postgresql";
  /** Constraints and indexes to which the text gives no name have the one that PostgreSQL chooses; otherwise they have none. */
  readonly chosenNames?: boolean;
}

/**
 * Reads SQL that defines data, as psql runs it on an empty database: dumps, migrations in their order, definitions by hand. Gives the
 * catalogue that there is at the end. Statements are those of PostgreSQL 15 (part VI, "SQL Commands").
 *
 * Names are folded, types spelled as `format_type` does. A `serial` column, or one whose default is the next value of a sequence that
 * it owns, is `by default` an identity. What stands in the schema `public` has no schema. Checks, conditions and generated columns are
 * as written, without parentheses around the whole.
 *
 * A statement that is broken is told (`format/syntax`) and the next one read; what is of another dialect is told (`format/version`) and
 * read as far as it has a meaning here. Functions, triggers, policies and the like are losses; rights, owners and rows are one loss each.
 */
export const readSql = (text: string, options: ReadSqlOptions): Reading<TableDocument> => readAll([{ text }], options);

/** As `readSql`, for several texts that are run one after the other. Every place carries the name of its file. */
export const readSqlFiles = (files: readonly SqlFile[], options: ReadSqlOptions): Reading<TableDocument> => readAll(files, options);

interface Told {
  readonly problems: FormatProblem[];
  readonly losses: Loss[];
}

const readAll = (files: readonly { readonly name?: string; readonly text: string }[], options: ReadSqlOptions): Reading<TableDocument> => {
  const told: Told = { problems: [], losses: [] };
  const state: State = { catalogue: emptyCatalogue(), unknownTypes: [] };
  const unknown: { readonly name: string; readonly at: Span }[] = [];
  for (const file of files) {
    const place = placer(state.catalogue, file.name);
    readText(file.text, state, told, file.name);
    for (const one of state.unknownTypes.splice(0)) unknown.push({ name: one.name, at: file.name === undefined ? one.at : { ...one.at, file: file.name } });
    place();
  }
  const tell = { problem: (problem: FormatProblem): void => addProblem(told, problem), loss: (loss: Loss): void => addLoss(told, loss) };
  unknownTypes(state.catalogue, unknown, told);
  undefinedSchemas(state.catalogue, told);
  if (options.chosenNames === true) for (const table of state.catalogue.tables.values()) for (const one of [...(table.primaryKey === undefined ? [] : [table.primaryKey]), ...table.uniques, ...table.foreignKeys, ...table.checks, ...table.exclusions, ...table.indexes]) one.given = true;
  return { document: finish(state.catalogue, tell), problems: told.problems, losses: told.losses };
};

/** Gives every place of the catalogue that is new since it was made the name of the file. */
const placer = (catalogue: Catalogue, file: string | undefined): (() => void) => {
  if (file === undefined) return () => undefined;
  return () => {
    const mark = (thing: { readonly at: Span }): void => {
      if (thing.at.file === undefined) (thing as { at: Span }).at = { ...thing.at, file };
    };
    for (const things of [catalogue.types, catalogue.sequences, catalogue.views, catalogue.tables] as Map<string, { readonly at: Span }>[]) for (const thing of things.values()) mark(thing);
    for (const table of catalogue.tables.values()) {
      for (const thing of [...table.columns, ...(table.primaryKey === undefined ? [] : [table.primaryKey]), ...table.uniques, ...table.foreignKeys, ...table.checks, ...table.exclusions, ...table.indexes]) mark(thing);
      for (const reference of [...table.parents, ...table.foreignKeys.map((key) => key.target), ...(table.partitionOf === undefined ? [] : [table.partitionOf.parent])]) mark(reference.name);
    }
  };
};

const addProblem = (told: Told, problem: FormatProblem): void => {
  if (told.problems.length < mostProblems) told.problems.push(problem);
  else if (told.problems.length === mostProblems) told.problems.push({ code: "format/too-large", severity: "error", message: `More than ${mostProblems} problems are in this text; further ones are not told.`, from: problem.from, to: problem.to, ...(problem.file === undefined ? {} : { file: problem.file }) });
};

const addLoss = (told: Told, loss: Loss): void => {
  if (told.losses.length < mostLosses) told.losses.push(loss);
  else if (told.losses.length === mostLosses) told.losses.push({ what: `further things, beyond the first ${mostLosses}` });
};

const readText = (text: string, state: State, told: Told, file: string | undefined): void => {
  const placed = <At extends Span>(at: At): At => (file === undefined ? at : { ...at, file });
  const seen = new Set<string>();
  const findings: Findings = {
    problem: (problem) => addProblem(told, placed(problem)),
    loss: (loss) => addLoss(told, loss.at === undefined ? loss : { ...loss, at: placed({ from: loss.at.from, to: loss.at.to }) }),
    foreign: (dialect, what, at) => {
      if (seen.has(`${dialect}\0${what}`)) return;
      seen.add(`${dialect}\0${what}`);
      findings.problem({ code: "format/version", severity: "error", message: `This is SQL of ${dialect}: ${what}.`, hint: "Only PostgreSQL is read in full; what has a meaning there is read as that.", from: at.from, to: at.to });
    },
  };
  const source: Source = { text, backslashes: false, events: { foreign: findings.foreign, broken: (what, at) => findings.problem({ code: "format/syntax", severity: "error", message: what, hint: "Close it; everything behind it is read as part of it.", from: at.from, to: at.to }) } };
  const summary: Summary = { ownership: 0, cluster: 0 };
  const rows = new Map<string, number>();
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const count = (what: string): void => void rows.set(what, (rows.get(what) ?? 0) + 1);
  for (;;) {
    at = skipSpace(source, at);
    if (at >= text.length) break;
    const char = text[at];
    if (char === ";") at++;
    else if (char === "\\") at = metaCommand(source, at, findings, state, count);
    else {
      const word = wordAt(text, at)?.toLowerCase() ?? "";
      const skip = Object.hasOwn(skipped, word) ? skipped[word] : undefined;
      if (word === "go" && /^go[ \t]*(?:\d+[ \t]*)?\r?(?:\n|$)/i.test(text.slice(at, at + 40))) {
        findings.foreign("SQL Server", "`GO`", { from: at, to: at + 2 });
        at = endOfLine(text, at);
      } else if (word === "delimiter") at = delimiter(source, at, findings);
      else if (word === "copy") at = copy(source, at, count);
      else if (skip !== undefined) {
        if (skip === "rows") count(word.toUpperCase());
        const end = skipStatement(source, at);
        if (word === "select") searchPath(state.catalogue, text.slice(at, Math.min(end, at + 200)));
        at = end;
      } else at = statement(source, at, state, findings, summary);
    }
  }
  if (rows.size > 0) addLoss(told, { what: `rows: ${[...rows].map(([what, number]) => `${number} ${what}`).join(", ")}` });
  if (summary.ownership > 0) addLoss(told, { what: `rights and owners: ${summary.ownership} ${summary.ownership === 1 ? "statement" : "statements"}` });
  if (summary.cluster > 0) addLoss(told, { what: `roles and databases: ${summary.cluster} ${summary.cluster === 1 ? "statement" : "statements"}` });
};

/** Reads one statement and carries it out; gives the place behind it. */
const statement = (source: Source, from: number, state: State, findings: Findings, summary: Summary): number => {
  const { tokens, to, next, tooLarge, unended } = scanStatement(source, from);
  if (unended) findings.problem({ code: "format/syntax", severity: "error", message: "This statement has no `;` at its end.", hint: "End it with `;` before the next one begins.", from: Math.max(from, (tokens.at(-1)?.to ?? from) - 1), to: tokens.at(-1)?.to ?? to });
  if (tooLarge) {
    findings.problem({ code: "format/too-large", severity: "error", message: "This statement is larger than is read.", from, to: Math.min(from + 1, to) });
    return next;
  }
  const cursor: Cursor = { ...findings, text: source.text, tokens, end: tokens.length, at: 0 };
  try {
    runStatement(state, cursor, summary);
  } catch (error) {
    if (!isFault(error)) throw error;
    findings.problem({ code: "format/syntax", severity: "error", message: error.message, ...error.fault });
  }
  return Math.max(next, from + 1);
};

/** A command of psql (`\connect`, `\i`, `\copy`), which reaches to the end of its line. */
const metaCommand = (source: Source, from: number, findings: Findings, state: State, count: (what: string) => void): number => {
  const { text } = source;
  const line = endOfLine(text, from);
  const command = wordAt(text, from + 1) ?? "";
  const rest = text.slice(from, Math.min(line, from + 500));
  switch (command) {
    case "c":
    case "connect":
      state.catalogue.path = [defaultSchema];
      return line;
    case "i":
    case "ir":
    case "include":
    case "include_relative":
      findings.problem({ code: "format/not-followed", severity: "warning", message: "This file of psql is not read.", hint: "Read it together with this one, in the order in which they run.", from, to: from + rest.trimEnd().length });
      return line;
    case "copy":
      count("COPY");
      return /\bfrom\s+p?stdin\b/i.test(rest) ? afterData(text, line) : line;
    default:
      return line;
  }
};

/** `COPY … FROM stdin;` is followed by lines of data up to `\.`. */
const copy = (source: Source, from: number, count: (what: string) => void): number => {
  const end = skipStatement(source, from);
  const head = source.text.slice(from, Math.min(end, from + 100_000));
  if (!/\bfrom\b/i.test(head)) return end;
  count("COPY");
  return /\bfrom\s+stdin\b/i.test(head) ? afterData(source.text, endOfLine(source.text, end)) : end;
};

const afterData = (text: string, line: number): number => {
  let at = line;
  for (;;) {
    const end = text.indexOf("\n\\.", at);
    if (end < 0) return text.length;
    const after = text[end + 3];
    if (after === undefined || after === "\n" || after === "\r") return end + 3;
    at = end + 3;
  }
};

/** `DELIMITER $$` of the client of MySQL: everything up to the next one is routines. */
const delimiter = (source: Source, from: number, findings: Findings): number => {
  const { text } = source;
  const line = endOfLine(text, from);
  findings.foreign("MySQL or MariaDB", "`DELIMITER`", { from, to: from + 9 });
  if (/^delimiter\s+;\s*$/i.test(text.slice(from, line))) return line;
  findings.loss({ what: "routines and triggers of another dialect", at: { from, to: Math.min(line, from + 40) } });
  const next = /\n[ \t]*delimiter[ \t]/gi;
  next.lastIndex = line;
  const found = next.exec(text);
  return found === null ? text.length : found.index + 1;
};

/** `SELECT pg_catalog.set_config('search_path', '…', false)`, as pg_dump writes it. */
const searchPath = (catalogue: Catalogue, statement: string): void => {
  const path = /^select\s+(?:pg_catalog\.)?set_config\(\s*'search_path'\s*,\s*'([^']*)'/i.exec(statement)?.[1];
  if (path === undefined) return;
  catalogue.path = path.split(",").map((schema) => schema.trim().replace(/^"(.*)"$/, "$1")).filter((schema) => schema !== "" && schema !== "$user" && schema !== "pg_catalog");
};

/** Types that nothing defines are told, but where extensions may have brought them. */
const unknownTypes = (catalogue: Catalogue, unknown: readonly { readonly name: string; readonly at: Span }[], told: Told): void => {
  if (catalogue.extensions.size > 0) return;
  const defined = new Set([...catalogue.types.values()].map((type) => type.name));
  for (const { name, at } of unknown) {
    if (defined.has(name)) continue;
    addProblem(told, { code: "format/unknown-name", severity: "error", message: `There is no type ${name}.`, hint: "Create it before it is used, or the extension that brings it.", ...at });
  }
};

/** Schemas that are used and not created are told, once each, and taken as there. */
const undefinedSchemas = (catalogue: Catalogue, told: Told): void => {
  for (const thing of [...catalogue.types.values(), ...catalogue.sequences.values(), ...catalogue.tables.values(), ...catalogue.views.values()]) {
    if (thing.schema === defaultSchema || catalogue.schemas.has(thing.schema)) continue;
    catalogue.schemas.set(thing.schema, { name: thing.schema });
    addProblem(told, { code: "format/unknown-name", severity: "warning", message: `There is no schema ${thing.schema}.`, hint: `Create it first: CREATE SCHEMA ${thing.schema};`, ...thing.at });
  }
};
