import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { builtInJudges, contentJudged, judgedTogether, planningOf, QUESTION, type EmitInput, type FieldVerdict, type PlanningStore } from "@groundplan/artifacts";
import { digest, readVerdicts, writeVerdicts } from "@groundplan/disk";
import type { FieldJudge, Subject, Tool } from "./judge.ts";
import { fieldJudges } from "./judges/index.ts";
import { createPlace, type Place } from "./place.ts";
import { askStore, enterSchema, NOT_HERE, type PlannerAnswer } from "./planner/ask.ts";
import { isSchema } from "./planner/guard.ts";
import { openPglite, PGLITE } from "./postgresql/pglite.ts";
import { openPsql } from "./postgresql/psql.ts";
import { attempt, SqlError, type Session } from "./postgresql/session.ts";
import { BrokenTool, createRun, Interrupted, type Run } from "./process.ts";
import { collect, type Collected } from "./subjects.ts";

/** One line of `verify --format json`. */
export interface VerifyLine {
  readonly artifact: string;
  /** A file below the output folder, a view, a file of the workspace, or an access pattern. */
  readonly file: string;
  readonly judge: string;
  /** Of the tool; empty where it is not here. */
  readonly version: string;
  readonly result: "passed" | "failed" | "skipped";
  readonly detail: string;
  /** The tool is here, and broke down: it gave no verdict. */
  readonly broken?: true;
  /** How far the estimate of a planner goes; the detail begins with it. */
  readonly label?: string;
  readonly plan?: PlannerAnswer["plan"];
  readonly missing?: string;
  readonly planWith?: PlannerAnswer["planWith"];
}

export interface VerifyOptions {
  readonly root: string;
  /** The output folder whose files are judged. */
  readonly out: string;
  /** Of Groundplan: the version of the built-in judges. */
  readonly version: string;
  readonly only?: ReadonlySet<string> | undefined;
  /** Ids of judges, `geometry` and the like included; all where nothing is said. */
  readonly judges?: ReadonlySet<string> | undefined;
  /** The address of a PostgreSQL to ask in place of PGlite. */
  readonly database?: string | undefined;
  /** Seconds that a tool may take for one call. */
  readonly seconds: number;
  readonly signal: AbortSignal;
  readonly onStep?: (what: string, total: number) => void;
  /** For tests. */
  readonly place?: Place;
}

export interface VerifyResult extends Omit<Collected, "subjects"> {
  readonly lines: readonly VerifyLine[];
}

/** The judge that runs schemas, and the one that asks for plans: both speak to one PostgreSQL. */
export const POSTGRESQL = "postgresql";
export const PLANNER = "planner";
export const INSTALL_POSTGRESQL = `npm install --save-dev ${PGLITE}, or --database with the address of a PostgreSQL`;
const SCHEMA = "sql-postgresql";

/** The ids of all judges, in the order in which they are told. */
export const judgeIds: readonly string[] = [...builtInJudges.map(({ name }) => name), ...fieldJudges.map(({ id }) => id), POSTGRESQL, PLANNER];

/**
 * Runs every judge on what was built, and keeps what tools of the field have said. A tool that is not here is skipped, by name; one
 * that breaks down is told as such. Throws UnreachableDatabase where the server that was named cannot be reached, Interrupted on the
 * signal, and UnwritableOutput where the verdicts cannot be kept.
 */
export async function verify(input: EmitInput, options: VerifyOptions): Promise<VerifyResult> {
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), "groundplan-verify-")));
  try {
    return await within(input, options, scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function within(input: EmitInput, options: VerifyOptions, scratch: string): Promise<VerifyResult> {
  const { only, signal, seconds } = options;
  const place = options.place ?? createPlace(options.root);
  const run = createRun({ seconds, signal });
  const wanted = (id: string): boolean => !options.judges || options.judges.has(id);
  const judges = fieldJudges.filter(({ id }) => wanted(id));
  const formats = new Set([...judges.flatMap((judge) => judge.formats.flatMap(judgedTogether)), ...(wanted(POSTGRESQL) ? [SCHEMA] : [])]);
  const { subjects, ...collected } = collect(input, options.out, formats, only, scratch);
  const stores = wanted(PLANNER) && (!only || only.has("3.5")) ? planningOf(input) : [];
  const schemas = wanted(POSTGRESQL) ? subjects.filter(({ format }) => format === SCHEMA) : [];
  const due = judges.map((judge) => ({ judge, own: subjects.filter(({ format }) => judge.formats.includes(format)) })).filter(({ own }) => own.length > 0);
  const asks = schemas.length > 0 || stores.length > 0;
  const total = due.length + (asks ? 1 : 0);
  const lines: VerifyLine[] = [...builtIn(input, options, wanted)];
  const kept: FieldVerdict[] = [];
  const keep = (line: VerifyLine, format: string, content: string): void => {
    lines.push(line);
    const { artifact, file, judge, version, result, detail } = line;
    kept.push({ artifact, file, judge, version, result, detail, format, sha256: digest(content) });
  };
  const heard = await inTurns(due, async ({ judge, own }, at) => {
    const folder = join(scratch, `judge-${at}`);
    mkdirSync(folder);
    const beside = subjects.filter((subject) => !own.includes(subject) && judge.formats.flatMap(judgedTogether).includes(subject.format));
    const said = await hear(judge, own, [...own, ...beside], { place, run, folder, scratch });
    options.onStep?.(judge.title, total);
    return said;
  });
  for (const [at, { own }] of due.entries()) for (const line of heard[at]!) keep(line, own.find(({ path }) => path === line.file)!.format, contentOf(own.find(({ path }) => path === line.file)!, subjects));
  if (asks) {
    const said = await askPostgresql({ schemas, stores, place, scratch, database: options.database, limits: { seconds, signal } });
    for (const { line, format, content } of said) keep(line, format, content);
    options.onStep?.("PostgreSQL", total);
  }
  keepVerdicts(options.root, kept);
  return { lines, ...collected };
}

/** What the judges that run for everybody say; their version is Groundplan's. */
function builtIn(input: EmitInput, { only, version }: VerifyOptions, wanted: (id: string) => boolean): readonly VerifyLine[] {
  return builtInJudges.filter(({ name }) => wanted(name)).flatMap((judge) => judge.artifacts.filter((artifact) => !only || only.has(artifact)).flatMap((artifact) => judge.judge(artifact, input).map(({ file, result, detail }): VerifyLine => ({ artifact, file, judge: judge.name, version, result, detail }))));
}

/** A verdict for each file, or why there is none. */
async function hear(judge: FieldJudge, own: readonly Subject[], all: readonly Subject[], { place, run, folder, scratch }: { readonly place: Place; readonly run: Run; readonly folder: string; readonly scratch: string }): Promise<readonly VerifyLine[]> {
  let tool: Tool | undefined;
  const lineOf = ({ artifact, path }: Subject, result: VerifyLine["result"], detail: string, broken?: true): VerifyLine => ({ artifact, file: path, judge: judge.id, version: tool?.version ?? "", result, detail: plain(detail, scratch), ...(broken ? { broken } : {}) });
  try {
    tool = await judge.find(place, run);
    if (!tool) return own.map((subject) => lineOf(subject, "skipped", `not installed here: ${judge.install}`));
    const said = new Map((await judge.judge(all, tool, { run, folder })).map((each) => [each.path, each]));
    return own.map((subject) => {
      const found = said.get(subject.path);
      return found ? lineOf(subject, found.result, found.detail) : lineOf(subject, "skipped", "it said nothing of this file", true);
    });
  } catch (error) {
    if (!(error instanceof BrokenTool)) throw error;
    return own.map((subject) => lineOf(subject, "skipped", `broke down: ${error.message}`, true));
  }
}

/** Runs a schema in an empty schema of its own, and takes everything back. */
async function runSchema(session: Session, subject: Subject, foreign: boolean, tell: (subject: Subject, result: VerifyLine["result"], detail: string) => void): Promise<void> {
  // A file may have been changed by hand, and only definitions are sent to a server that is not ours.
  if (foreign && !isSchema(subject.text)) return tell(subject, "skipped", "holds more than definitions of tables; it is not run on a database that is named");
  await session.control("BEGIN");
  try {
    await enterSchema(session);
    const refused = await attempt(session, subject.text);
    return tell(subject, refused ? (NOT_HERE.has(refused.state) ? "skipped" : "failed") : "passed", refused?.message ?? "");
  } finally {
    await session.control("ROLLBACK");
  }
}

interface Asked {
  readonly line: VerifyLine;
  readonly format: string;
  readonly content: string;
}

async function askPostgresql({ schemas, stores, place, scratch, database, limits }: { readonly schemas: readonly Subject[]; readonly stores: readonly PlanningStore[]; readonly place: Place; readonly scratch: string; readonly database: string | undefined; readonly limits: { readonly seconds: number; readonly signal: AbortSignal } }): Promise<readonly Asked[]> {
  const found: Asked[] = [];
  let session: Session | undefined;
  const schemaLine = (subject: Subject, result: VerifyLine["result"], detail: string, broken?: true): void => void found.push({ format: SCHEMA, content: subject.text, line: { artifact: subject.artifact, file: subject.path, judge: POSTGRESQL, version: session?.title.replace(/^PostgreSQL /, "") ?? "", result, detail: plain(detail, scratch), ...(broken ? { broken } : {}) } });
  const planLine = (store: PlanningStore, { id, result, detail, label, plan, missing, planWith }: PlannerAnswer, broken?: true): void => {
    const { content } = store.questions.find((question) => question.id === id)!;
    found.push({ format: QUESTION, content, line: { artifact: "3.5", file: id, judge: PLANNER, version: session?.title ?? "", result, detail: plain(detail, scratch), ...(broken ? { broken } : {}), ...(label === undefined ? {} : { label }), ...(plan ? { plan } : {}), ...(missing === undefined ? {} : { missing }), ...(planWith ? { planWith } : {}) } });
  };
  const all = (detail: string, broken?: true): void => {
    for (const subject of schemas) if (!found.some(({ line }) => line.judge === POSTGRESQL && line.file === subject.path)) schemaLine(subject, "skipped", detail, broken);
    for (const store of stores) for (const { id } of store.questions) if (!found.some(({ line }) => line.judge === PLANNER && line.file === id)) planLine(store, { id, result: "skipped", detail }, broken);
  };
  try {
    session = database === undefined ? await openPglite(place, scratch, limits) : await openPsql(place, database, scratch, limits);
    if (!session) {
      all(`not installed here: ${INSTALL_POSTGRESQL}`);
      return found;
    }
    const foreign = database !== undefined;
    for (const subject of schemas) await runSchema(session, subject, foreign, schemaLine);
    for (const store of stores) for (const answer of (await askStore(session, store, { foreign })).answers) planLine(store, answer);
  } catch (error) {
    if (limits.signal.aborted) throw new Interrupted("interrupted");
    // An answer that cannot be read is no fault of ours.
    if (!(error instanceof BrokenTool || error instanceof SqlError || error instanceof SyntaxError)) throw error;
    all(`broke down: ${error.message}`, true);
  } finally {
    await session?.close();
  }
  return found;
}

/** Two at a time, so that one that waits holds up nobody; the answers in the order of the items. */
async function inTurns<Item, Answer>(items: readonly Item[], work: (item: Item, at: number) => Promise<Answer>): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  let next = 0;
  const turn = async (): Promise<void> => {
    while (next < items.length) {
      const at = next++;
      answers[at] = await work(items[at]!, at);
    }
  };
  await Promise.all([turn(), turn()]);
  return answers;
}

function contentOf(subject: Subject, subjects: readonly Subject[]): string {
  return contentJudged(subject, subjects.filter(({ artifact }) => artifact === subject.artifact), ({ text }) => text);
}

/** Without the scratch folder's path, which is another one at each run. */
function plain(detail: string, scratch: string): string {
  return detail.replaceAll(`${scratch}/files/`, "").replaceAll(scratch, "").replace(/\s+/g, " ").trim();
}

/**
 * Keeps verdicts in place of those of the same judge on the same file. A tool that said nothing now leaves what it has said of this very
 * content; a file of an artifact that a judge has read now, and that is built no more, is forgotten.
 */
function keepVerdicts(root: string, now: readonly FieldVerdict[]): void {
  const before = readVerdicts(root);
  const keyOf = ({ artifact, judge, file }: FieldVerdict): string => JSON.stringify([artifact, judge, file]);
  const old = new Map(before.map((verdict) => [keyOf(verdict), verdict]));
  const fresh = new Map(now.map((verdict) => {
    const known = old.get(keyOf(verdict));
    return [keyOf(verdict), verdict.result === "skipped" && known?.sha256 === verdict.sha256 ? known : verdict];
  }));
  const judged = new Set(now.map(({ judge, artifact }) => JSON.stringify([judge, artifact])));
  const kept = before.filter((verdict) => !fresh.has(keyOf(verdict)) && !judged.has(JSON.stringify([verdict.judge, verdict.artifact])));
  const next = [...kept, ...fresh.values()];
  if (next.length > 0 || before.length > 0) writeVerdicts(root, next);
}
