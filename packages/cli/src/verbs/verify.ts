import { resolve } from "node:path";
import { artifacts, createInput } from "@groundplan/artifacts";
import { outputFolder, resolveWorkspace, workspaceCache } from "@groundplan/disk";
import { createPlace, createRun, Interrupted, judgeIds, listJudges, UnreachableDatabase, verify, type ListedJudge, type VerifyLine, type VerifyResult } from "@groundplan/verify";
import { nearest } from "@groundplan/vocabulary";
import { load, statusFor } from "../load.ts";
import { readLocks } from "../locks.ts";
import { paletteFor } from "../palette.ts";
import { createProgress } from "../progress.ts";
import { formatOf, UsageError, type Io, type Options, type Run } from "../verb.ts";
import { MAKER, VERSION } from "../version.ts";

/** What a shell gives for a program that was interrupted. */
const INTERRUPTED = 130;

/** Runs the judges on what was built, and keeps what they say. The exit status is 1 where one refuses something, or breaks down. */
export const run: Run = async ([folder], options, io) => {
  const format = formatOf(options, ["text", "json"]);
  const seconds = Number(options["timeout"] ?? 60);
  if (!(seconds > 0 && seconds <= 3600)) throw new UsageError(`${String(options["timeout"])} is no number of seconds.`, "Write --timeout 60; 3600 at most.");
  const only = chosen(options, "only", artifacts.map(({ id }) => id), "artifact", "groundplan status lists the thirty-five.");
  const judges = chosen(options, "judge", judgeIds, "judge", "groundplan verify --list lists them.");
  if (options["out"] === "") throw new UsageError("--out names no folder.", "Name the one that was built, or leave it out for groundplan-out in the workspace.");
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  try {
    if (options["list"] === true) {
      const listed = await listJudges(createPlace(resolveWorkspace(folder as string | undefined, io.cwd)), createRun({ seconds, signal: controller.signal }), VERSION);
      if (format === "json") io.out(`${JSON.stringify({ judges: listed }, undefined, 2)}\n`);
      else tellList(listed, io);
      return 0;
    }
    const loaded = load(folder as string | undefined, io);
    const input = createInput(loaded.workspace, loaded.checker, { asOf: io.today, maker: MAKER, cache: workspaceCache(loaded.root), locks: readLocks(loaded.files) });
    const progress = createProgress(io, "judging");
    const result = await verify(input, {
      root: loaded.root, out: options["out"] === undefined ? outputFolder(loaded.root) : resolve(io.cwd, String(options["out"])), version: VERSION, only, judges, seconds, signal: controller.signal,
      database: options["database"] === undefined ? undefined : String(options["database"]), onStep: (what, total) => progress.step(what, total),
    }).finally(() => progress.end());
    tellFiles(result, io);
    if (format === "json") io.out(`${JSON.stringify({ judges: result.lines }, undefined, 2)}\n`);
    else tell(result, io);
    const failing = result.lines.filter((line) => line.result === "failed" || line.broken || (options["strict"] === true && line.result === "skipped")).length;
    return statusFor(failing + result.unreadable.length, loaded);
  } catch (error) {
    if (error instanceof Interrupted) {
      io.err("groundplan: interrupted; nothing was kept.\n");
      return INTERRUPTED;
    }
    if (error instanceof UnreachableDatabase) throw new UsageError(error.message, "Name a PostgreSQL for trying things out: --database postgresql://user@host/database. Without --database, PGlite is asked.");
    throw error;
  } finally {
    process.removeListener("SIGINT", stop);
    process.removeListener("SIGTERM", stop);
  }
};

/** What an option names, separated by commas; undefined where it is not given. */
function chosen(options: Options, name: string, known: readonly string[], what: string, hint: string): ReadonlySet<string> | undefined {
  if (options[name] === undefined) return undefined;
  const wanted = String(options[name]).split(",").map((id) => id.trim()).filter((id) => id !== "");
  if (wanted.length === 0) throw new UsageError(`--${name} names no ${what}.`, hint);
  for (const id of wanted) {
    if (known.includes(id)) continue;
    const near = nearest(id, known);
    throw new UsageError(`There is no ${what} ${id}.`, near === undefined ? hint : `Did you mean ${near}? ${hint}`);
  }
  return new Set(wanted);
}

/** What was judged in place of what a reader may expect. */
function tellFiles({ from, changed, unreadable }: VerifyResult, io: Io): void {
  if (from === "emitted") io.err("groundplan: nothing is built yet; what a build would write is judged.\n");
  for (const path of changed) io.err(`groundplan: ${path} is not as it was built; it is judged as it is.\n`);
  for (const { path, reason } of unreadable) io.err(`groundplan: ${path} is not judged: ${reason}.\n`);
}

const MARK = { passed: "●", failed: "✕", skipped: "○" } as const;

/** By artifact and judge: one line for what passed, each file that is refused, and each answer of the planner. */
function tell({ lines }: VerifyResult, io: Io): void {
  const palette = paletteFor(io);
  const paint = { passed: palette.good, failed: palette.error, skipped: palette.warning } as const;
  for (const artifact of artifacts) {
    const own = lines.filter((line) => line.artifact === artifact.id);
    if (own.length === 0) continue;
    io.out(`${palette.strong(`${artifact.id} ${artifact.name}`)}\n`);
    for (const judge of new Set(own.map((line) => line.judge))) {
      const said = own.filter((line) => line.judge === judge);
      const worst = (["failed", "skipped", "passed"] as const).find((result) => said.some((line) => line.result === result))!;
      const version = said.find((line) => line.version !== "")?.version ?? "";
      if (said.every(isAbsent)) {
        io.out(`  ${palette.faint(`${MARK.skipped} ${judge}: not installed here`)}\n`);
        continue;
      }
      io.out(`  ${paint[worst](MARK[worst])} ${judge}${version === "" ? "" : ` ${palette.faint(version)}`}: ${countsOf(said)}\n`);
      const reasons = new Map<string, string[]>();
      const label = said.find((line) => line.label !== undefined)?.label;
      if (label !== undefined) io.out(`      ${palette.faint(`${label}:`)}\n`);
      for (const line of said) {
        if (line.result === "failed" || (line.plan && line.result === "passed")) io.out(`      ${line.result === "failed" ? palette.error(MARK.failed) : palette.good(MARK.passed)} ${line.plan ? line.detail.slice(line.label === undefined ? 0 : line.label.length + 2) : `${line.file}: ${line.detail}`}\n`);
        // Files that are skipped for one reason are told once.
        else if (line.result === "skipped") reasons.set(line.detail, [...(reasons.get(line.detail) ?? []), line.file]);
      }
      for (const [reason, files] of reasons) io.out(`      ${palette.warning(MARK.skipped)} ${files.length === said.length ? "" : `${files.join(", ")}: `}${reason}\n`);
    }
  }
  const count = (result: string): number => lines.filter((line) => line.result === result).length;
  const absent = new Set(lines.filter(isAbsent).map(({ judge }) => judge));
  io.out(lines.length === 0 ? "Nothing to judge.\n" : `\n${count("passed")} passed, ${count("failed")} failed, ${count("skipped")} skipped${absent.size > 0 ? `; not installed here: ${[...absent].join(", ")} (groundplan verify --list tells how to)` : ""}\n`);
}

function isAbsent({ result, version, broken }: VerifyLine): boolean {
  return result === "skipped" && version === "" && !broken;
}

function countsOf(lines: readonly VerifyLine[]): string {
  return (["passed", "failed", "skipped"] as const).flatMap((result) => {
    const found = lines.filter((line) => line.result === result).length;
    return found === 0 ? [] : [`${found} ${result}`];
  }).join(", ");
}

function tellList(listed: readonly ListedJudge[], io: Io): void {
  const palette = paletteFor(io);
  const width = Math.max(...listed.map(({ id }) => id.length));
  for (const { id, judges, available, version, from, install } of listed) {
    const here = available ? palette.good(`● ${version}`) : palette.faint("○ not here");
    io.out(`${id.padEnd(width)}  ${here} ${available ? palette.faint(from) : install}\n${" ".repeat(width)}    ${palette.faint(`judges ${judges.join(", ")}`)}\n`);
  }
}
