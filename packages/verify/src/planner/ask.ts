import { countText, tableKey, type PlanningQuestion, type PlanningStore } from "@groundplan/artifacts";
import { randomUUID } from "node:crypto";
import { attempt, SqlError, valueOf, type Session } from "../postgresql/session.ts";
import { isSelfContained, straySql } from "./guard.ts";
import { identifier, literal, tableName } from "./names.ts";
import { readPlan, type Plan, type Scan } from "./plan.ts";
import { sampleOf } from "./sample.ts";
import { setVolumes, type Modelled, type Volumes } from "./statistics.ts";

/** What a planner says of one access pattern. */
export interface PlannerAnswer {
  readonly id: string;
  readonly result: "passed" | "failed" | "skipped";
  /** In words, with the label before them. */
  readonly detail: string;
  /** How far it goes; none where no plan was given. */
  readonly label?: string;
  readonly plan?: Plan;
  /** What creates the index that is missing, or that would save a sort; the planner was asked again with it. */
  readonly missing?: string;
  /** The plan with that index. */
  readonly planWith?: Plan;
}

/** A table of so many rows is read as a whole faster than by an index: the same number as for the prefix rule. */
const FEW = 1000;
/** A range that is open on one side holds this part of the rows, where the planner is asked with a value. */
const NARROW = 0.01;

const LABEL: Readonly<Record<Modelled, string>> = {
  sizes: "Planner's estimate on a sample with statistics set to the modelled volumes",
  rows: "Planner's estimate on a sample with statistics set to the modelled volumes (rows; pages are those of the sample)",
  sample: "Planner's estimate on a sample; the server did not let its statistics be set to the modelled volumes",
};

/** SQLSTATEs of what a server lacks: a feature or a file, as of an extension that is not installed. */
export const NOT_HERE: ReadonlySet<string> = new Set(["0A000", "58P01"]);

/** What became of the schema, and of each question. */
export interface StoreAnswers {
  /** Why the server refuses the schema; undefined where it takes it. */
  readonly refused: string | undefined;
  /** Why the server cannot judge the schema; undefined where it can. */
  readonly unjudged?: string;
  readonly answers: readonly PlannerAnswer[];
}

/**
 * Makes a store's tables, fills them with a sample, tells the planner how large they are by the model, and asks for the plan of
 * each question. All of it in a schema of its own, within a transaction that is rolled back: nothing stays. `foreign`: the server is
 * not ours, and nothing is sent to it that does not end where it seems to.
 */
export async function askStore(session: Session, store: PlanningStore, { foreign }: { readonly foreign: boolean }): Promise<StoreAnswers> {
  const stray = foreign ? straySql(store.document) : undefined;
  if (stray !== undefined) {
    const why = `The condition ${stray.slice(0, 80)} is not sent to a database that is named: it does not end where it seems to.`;
    return { refused: undefined, unjudged: why, answers: skipAll(store, why) };
  }
  // References that go in a circle in which nothing may be empty cannot be filled; then they are left out.
  return (await askWithin(session, store, foreign, true)) ?? (await askWithin(session, store, foreign, false))!;
}

async function askWithin(session: Session, store: PlanningStore, foreign: boolean, references: boolean): Promise<StoreAnswers | undefined> {
  await session.control("BEGIN");
  try {
    await enterSchema(session);
    for (const setting of ["max_parallel_workers_per_gather = 0", "plan_cache_mode = force_generic_plan", "jit = off"]) await session.run(`SET LOCAL ${setting}`);
    const refused = await attempt(session, store.schema);
    if (refused && NOT_HERE.has(refused.state)) return { refused: undefined, unjudged: refused.message, answers: skipAll(store, `The schema asks for what this server does not have: ${refused.message}.`) };
    if (refused) return { refused: refused.message, answers: skipAll(store, `The schema is refused: ${refused.message}.`) };
    await session.run(references ? DEFER : LEAVE_OUT);
    const filled = await fill(session, store);
    if (references && (await attempt(session, "SET CONSTRAINTS ALL IMMEDIATE"))) return undefined;
    const volumes = await setVolumes(session, store.document.tables.flatMap((table) => {
      const rows = store.rows.get(tableKey(table));
      return rows === undefined || !filled.has(tableKey(table)) ? [] : [{ schema: table.schema, name: table.name, rows }];
    }));
    const answers: PlannerAnswer[] = [];
    for (const question of store.questions) answers.push(await askOne(session, store, question, { volumes, filled, foreign }));
    return { refused: undefined, answers };
  } finally {
    await session.control("ROLLBACK");
  }
}

/** A schema that is there for this transaction alone, first on the way on which names are looked up. */
export async function enterSchema(session: Session): Promise<void> {
  const name = identifier(`groundplan_${randomUUID()}`);
  await session.run(`CREATE SCHEMA ${name}`);
  await session.run(`SET LOCAL search_path TO ${name}`);
}

/** Of the tables of this transaction: what is newer than its beginning. */
const OWN = "SELECT conrelid::regclass AS of, conname AS name, contype FROM pg_constraint WHERE xmin::text::bigint >= (txid_current() % 4294967296) AND conrelid <> 0 AND conparentid = 0";
const DEFER = `DO $each$ DECLARE r record; BEGIN FOR r IN ${OWN} AND contype = 'f' AND NOT condeferrable LOOP EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I DEFERRABLE INITIALLY DEFERRED', r.of, r.name); END LOOP; END $each$`;
const LEAVE_OUT = `DO $each$ DECLARE r record; BEGIN FOR r IN ${OWN} AND contype = 'f' LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', r.of, r.name); END LOOP; END $each$`;

/** Fills the tables and has the server gather its statistics; the keys of those that have rows. */
async function fill(session: Session, store: PlanningStore): Promise<ReadonlySet<string>> {
  const filled = new Set<string>();
  for (const { table, key, distinct, insert } of sampleOf(store.document, store.rows)) {
    const name = tableName(table);
    // Before there are rows: references are checked at the end, and until then the table cannot be changed.
    for (const statement of distinct) await attempt(session, statement);
    let error = await attempt(session, insert);
    // Conditions that made-up values break say nothing to a planner.
    if (error?.state === "23514" || error?.state === "23P01") {
      await session.run(`DO $each$ DECLARE r record; BEGIN FOR r IN SELECT conname AS name FROM pg_constraint WHERE conrelid = ${literal(name)}::regclass AND contype IN ('c', 'x') LOOP EXECUTE format('ALTER TABLE ${name.replaceAll("'", "''").replaceAll("%", "%%")} DROP CONSTRAINT %I', r.name); END LOOP; END $each$`);
      error = await attempt(session, insert);
    }
    await session.run(`ANALYZE ${name}`);
    if (!error) filled.add(key);
  }
  return filled;
}

interface Asking {
  readonly volumes: Volumes;
  readonly filled: ReadonlySet<string>;
  readonly foreign: boolean;
}

async function askOne(session: Session, store: PlanningStore, question: PlanningQuestion, { volumes, filled, foreign }: Asking): Promise<PlannerAnswer> {
  const skip = (why: string): PlannerAnswer => ({ id: question.id, result: "skipped", detail: why });
  const rows = store.rows.get(question.table);
  const name = question.table.replace(/^\./, "");
  if (question.sql === undefined) return skip("one query of SQL cannot ask it.");
  const sql = question.sql.replace(/;\s*$/, "");
  if (foreign && !isSelfContained(sql)) return skip("the question is not sent to a database that is named: it does not end where it seems to.");
  if (rows === undefined) return skip(`nothing says how many rows ${name} has, so no planner can say what is quick. Write a volume.`);
  if (!filled.has(question.table)) return skip(`no rows can be made up for ${name}.`);
  if (volumes.modelled === "sample" && rows > FEW) return skip("the server does not let its statistics be set to the modelled volumes: that needs PostgreSQL 18, or a superuser before it. Without --database, PGlite is asked.");
  const asked = await planOf(session, sql, question.parameters.length);
  if (asked instanceof SqlError) return { id: question.id, result: "failed", detail: `${question.title}: PostgreSQL refuses the question: ${asked.message}` };
  const label = LABEL[volumes.modelled];
  const answer = (result: "passed" | "failed", words: string, more: Partial<PlannerAnswer> = {}): PlannerAnswer => ({ id: question.id, result, label, detail: `${label}: ${question.title}: ${words}`, plan: asked, ...more });
  const whole = wholeScans(asked, store, question);
  if (whole.length === 0) {
    const better = question.ddl !== undefined && asked.sorts ? await withIndex(session, volumes, sql, question, question.ddl) : undefined;
    if (better && better.cost < asked.cost && !better.sorts) return answer("passed", `${inWords(asked, store)}. It sorts what it finds; ${question.ddl!} would save that: ${costText(better.cost)} in place of ${costText(asked.cost)}.`, { missing: question.ddl!, planWith: better });
    return answer("passed", `${inWords(asked, store)}.`);
  }
  const about = whole.map(({ table }) => `${table} (${countText(rowsOf(store, table) ?? 0)} rows)`).join(" and ");
  const narrow = await narrowPlan(session, sql, question, store, volumes);
  if (narrow && wholeScans(narrow, store, question).length === 0) return answer("passed", `${inWords(narrow, store)}, where the range holds one row in ${Math.round(1 / NARROW)}. Without knowing how much it holds, PostgreSQL takes a third and reads all of ${about}.`, { plan: narrow });
  if (question.ddl === undefined) return answer("failed", `reads all rows of ${about}, ${costText(asked.cost)}; no index of the model is used, and none in order would serve it.`);
  const better = await withIndex(session, volumes, sql, question, question.ddl);
  if (better && wholeScans(better, store, question).length === 0) return answer("failed", `reads all rows of ${about}, ${costText(asked.cost)}. Missing: ${question.ddl} With it: ${inWords(better, store)}.`, { missing: question.ddl, planWith: better });
  return answer("failed", `reads all rows of ${about}, ${costText(asked.cost)}; ${question.ddl} does not change that.`);
}

/** Readings of large tables without an index; none where all rows are asked for, or there are few. */
function wholeScans(plan: Plan, store: PlanningStore, question: PlanningQuestion): readonly Scan[] {
  if (question.need === "whole") return [];
  return plan.scans.filter(({ how, indexes, table, alias }) => how === "Seq Scan" && indexes.length === 0 && !(alias === "t" && question.need === "small") && (rowsOf(store, table) ?? 0) > FEW);
}

/** Plans name tables without their schemas; of two with one name the larger counts. */
function rowsOf(store: PlanningStore, table: string): number | undefined {
  const found = store.document.tables.filter(({ name }) => name === table).flatMap((each) => store.rows.get(tableKey(each)) ?? []);
  return found.length === 0 ? undefined : Math.max(...found);
}

/** The plan of a question, with its parameters left open; the server's error where it refuses it. */
async function planOf(session: Session, sql: string, parameters: number): Promise<Plan | SqlError> {
  const refused = await attempt(session, `PREPARE groundplan_question AS ${sql}`);
  if (refused) return refused;
  try {
    const given = parameters === 0 ? "" : `(${Array.from({ length: parameters }, () => "NULL").join(", ")})`;
    return readPlan(await valueOf(session, `EXPLAIN (FORMAT JSON) EXECUTE groundplan_question${given}`));
  } finally {
    await session.run("DEALLOCATE groundplan_question");
  }
}

/** The plan with the index that would serve it; undefined where it cannot be made. Nothing of it stays. */
async function withIndex(session: Session, volumes: Volumes, sql: string, question: PlanningQuestion, ddl: string): Promise<Plan | undefined> {
  volumes.shrink();
  await session.run("SAVEPOINT groundplan_index");
  try {
    if (await attempt(session, ddl)) return undefined;
    await volumes.grow();
    const plan = await planOf(session, sql, question.parameters.length);
    return plan instanceof SqlError ? undefined : plan;
  } finally {
    volumes.shrink();
    await session.run("ROLLBACK TO SAVEPOINT groundplan_index");
    await volumes.grow();
  }
}

/** The plan where each range that is open on one side has a value behind which few rows lie; undefined where there is no such range. */
async function narrowPlan(session: Session, sql: string, question: PlanningQuestion, store: PlanningStore, volumes: Volumes): Promise<Plan | undefined> {
  const open = question.parameters.flatMap(({ column, operator }, at) => (/^[<>]=?$/.test(operator) && column.startsWith("t.") ? [{ at: at + 1, column: column.slice(2), up: operator.startsWith(">") }] : []));
  const sided = open.filter(({ column }) => open.filter((other) => other.column === column).length === 1);
  const table = store.document.tables.find((each) => tableKey(each) === question.table);
  if (sided.length === 0 || !table) return undefined;
  volumes.shrink();
  const values = new Map<number, string>();
  try {
    for (const { at, column, up } of sided) {
      const value = await valueOf(session, `SELECT quote_literal((percentile_disc(${up ? 1 - NARROW : NARROW}) WITHIN GROUP (ORDER BY ${column}))::text) FROM ${tableName(table)}`);
      if (value !== "") values.set(at, value);
    }
  } finally {
    await volumes.grow();
  }
  let number = 0;
  const given = sql.replace(/\$(\d+)/g, (_, at: string) => values.get(Number(at)) ?? `$${++number}`);
  const plan = await planOf(session, given, number);
  return plan instanceof SqlError ? undefined : plan;
}

function skipAll(store: PlanningStore, why: string): readonly PlannerAnswer[] {
  return store.questions.map(({ id }) => ({ id, result: "skipped", detail: why }));
}

/** `Index Scan by ix_item_owner, 8.3 as the planner counts, about 30 rows`. */
function inWords(plan: Plan, store: PlanningStore): string {
  const scans = plan.scans.map(({ how, indexes, table }) => (indexes.length > 0 ? `${how} by ${indexes.join(" and ")}` : `reads all ${countText(rowsOf(store, table) ?? 0)} rows of ${table}`));
  return `${scans.length === 0 ? "no table is read" : scans.join(", ")}${plan.sorts ? ", then sorts" : ""}; ${costText(plan.cost)}, about ${countText(plan.rows)} ${plan.rows === 1 ? "row" : "rows"}${plan.scans.length === 1 ? ` of ${countText(rowsOf(store, plan.scans[0]!.table) ?? 0)}` : ""}`;
}

function costText(cost: number): string {
  return `cost ${cost >= 1000 ? countText(cost) : Number(cost.toPrecision(3))}`;
}
