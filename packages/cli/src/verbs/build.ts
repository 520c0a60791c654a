import { join, resolve } from "node:path";
import { artifacts, createInput, emitSite, emitters, nextProtoLock, siteData, statusOf, type EmitInput, type OutputFile } from "@groundplan/artifacts";
import { outputFolder, PROTO_LOCK_FILE, rewriteAtomically, workspaceCache, writeBuild, type BuiltFile, type WorkspaceFiles } from "@groundplan/disk";
import { readAssets, workbenchFolder } from "../assets.ts";
import { openWorkspace, readFiles, requireReadable, statusFor } from "../load.ts";
import { readLocks } from "../locks.ts";
import { paletteFor } from "../palette.ts";
import { drawExtras } from "../pictures.ts";
import { createProgress } from "../progress.ts";
import { inputsOf, noteBuild, standing } from "../standing.ts";
import { formatOf, UsageError, type Io, type Options, type Run } from "../verb.ts";
import { MAKER, VERSION } from "../version.ts";

/** Writes every artifact and the site. What can be built of a model with errors is built; the exit status is 1 then. */
export const run: Run = async ([folder], options, io) => {
  const format = formatOf(options, ["text", "json"]);
  const only = onlyOf(options);
  if (options["out"] === "") throw new UsageError("--out names no folder.", "Name one, or leave it out for groundplan-out in the workspace.");
  const read = readFiles(folder as string | undefined, io);
  const locks = readLocks(read);
  requireReadable(read, folder as string | undefined);
  const out = options["out"] === undefined ? outputFolder(read.root) : resolve(io.cwd, String(options["out"]));
  const cache = workspaceCache(read.root);
  const inputs = only || options["force"] === true ? undefined : inputsOf(read, out, io.today);
  const before = inputs === undefined ? undefined : standing(cache, inputs, out);
  if (before) {
    report(before.files, out, before.errors, format, io);
    return statusFor(before.errors, { files: read });
  }
  const loaded = openWorkspace(read, io);
  const input = createInput(loaded.workspace, loaded.checker, { asOf: io.today, maker: MAKER, cache, locks });
  const progress = createProgress(io, "building");
  const files = [...emitted(input, only)];
  const pictures = await drawExtras(input, loaded.checker.config.pictures, files);
  const site = only ? [] : siteFiles(input, files, io);
  const all = [...files, ...pictures, ...site];
  const built = writeBuild(out, all, { force: options["force"] === true, partial: only !== undefined, onFile: (file) => progress.step(file.path, all.length) });
  progress.end();
  const lockText = keepNumbers(input, read, only, io);
  const conflicts = built.filter((file) => file.state === "conflict");
  const errors = errorsOf(input);
  // What other programs draw is not ours to call unchanged.
  const after = inputs === undefined || lockText === undefined ? inputs : inputsOf({ ...read, protoLock: lockText }, out, io.today);
  if (after !== undefined && conflicts.length === 0 && pictures.length === 0 && site.length > 0) noteBuild(cache, after, out, errors);
  cache.prune(4 * input.views.length + 20);
  report(built, out, errors, format, io);
  tellLosses(all, io);
  for (const file of conflicts) io.err(`groundplan: ${file.path} was changed by hand or is not ours; it is left as it is. --force overwrites it.\n`);
  for (const file of built) if (file.state === "kept" && file.ownership === "derived") io.err(`groundplan: ${file.path} was changed by hand and is no longer made; it is left as it is. --force removes it.\n`);
  return statusFor(errors + conflicts.length, loaded);
};

/** What formats cannot say is counted here, and told where the artifact's own page stands. */
function tellLosses(files: readonly OutputFile[], io: Io): void {
  for (const artifact of new Set(files.flatMap((file) => (file.losses === undefined ? [] : file.artifact)))) {
    const lossy = files.filter((file) => file.artifact === artifact && file.losses !== undefined).map((file) => ({ file, count: file.losses!().length })).filter(({ count }) => count > 0);
    const page = files.find((file) => file.artifact === artifact && file.namesLosses);
    if (lossy.length === 0) continue;
    const count = lossy.reduce((sum, each) => sum + each.count, 0);
    const formats = [...new Set(lossy.map(({ file }) => file.format))].join(", ");
    io.err(`groundplan: ${count === 1 ? "one thing" : `${count} things`} that the model says ${count === 1 ? "has" : "have"} no place in ${formats}${page === undefined ? "" : `; ${page.path} names ${count === 1 ? "it" : "them"}`}.\n`);
  }
}

function errorsOf(input: EmitInput): number {
  return [...input.diagnostics.values()].flat().filter((found) => found.severity === "error").length;
}

/**
 * Writes `proto.lock` beside `groundplan.yaml` where this build gave numbers to fields, and returns its text then. Not of a model with
 * errors: what is not understood would be taken for removed.
 */
function keepNumbers(input: EmitInput, { root, unreadable }: WorkspaceFiles, only: ReadonlySet<string> | undefined, io: Io): string | undefined {
  if (only && !only.has("2.2")) return undefined;
  const next = nextProtoLock(input.model, input.locks.proto);
  if (!next) return undefined;
  if (errorsOf(input) > 0 || unreadable.length > 0) {
    io.err(`groundplan: ${PROTO_LOCK_FILE} is left as it is until the model is whole.\n`);
    return undefined;
  }
  rewriteAtomically(join(root, PROTO_LOCK_FILE), next.text);
  const said = [...(next.added > 0 ? [`${next.added} ${next.added === 1 ? "number" : "numbers"} added`] : []), ...(next.reserved > 0 ? [`${next.reserved} reserved`] : [])];
  io.err(`groundplan: ${PROTO_LOCK_FILE} is written (${said.join(", ") || "put in order"}): keep it under version control, and review it like code.\n`);
  return next.text;
}

function onlyOf(options: Options): ReadonlySet<string> | undefined {
  if (options["only"] === undefined) return undefined;
  const wanted = String(options["only"]).split(",").map((id) => id.trim()).filter((id) => id !== "");
  if (wanted.length === 0) throw new UsageError("--only names no artifact.", "Write --only 1.2,1.4, or leave it out to build everything.");
  for (const id of wanted) if (!artifacts.some((artifact) => artifact.id === id)) throw new UsageError(`There is no artifact ${id}.`, "groundplan status lists the thirty-five.");
  for (const id of wanted) if (!emitters.some((emitter) => emitter.artifact === id)) throw new UsageError(`This version of Groundplan does not make artifact ${id} yet.`, "groundplan status tells which it makes.");
  return new Set(wanted);
}

function* emitted(input: EmitInput, only: ReadonlySet<string> | undefined): Iterable<OutputFile> {
  for (const emitter of emitters) if (!only || only.has(emitter.artifact)) yield* emitter.emit(input);
}

function siteFiles(input: EmitInput, files: readonly OutputFile[], io: Io): readonly OutputFile[] {
  const folder = workbenchFolder();
  if (folder === undefined) {
    io.err("groundplan: the workbench is not built here; the site is left out. Run 'npm run build' at the root of the checkout.\n");
    return [];
  }
  const status = statusOf(input, (artifact) => files.filter((file) => file.artifact === artifact).map((file) => file.path));
  return [...emitSite(input, siteData(input, { version: VERSION, revision: 0, status }), readAssets(folder), files)];
}

function report(built: readonly BuiltFile[], out: string, errors: number, format: string, io: Io): void {
  if (format === "json") io.out(`${JSON.stringify({ out, files: built }, undefined, 2)}\n`);
  else tell(built, out, errors, io);
}

function tell(built: readonly BuiltFile[], out: string, errors: number, io: Io): void {
  const palette = paletteFor(io);
  const count = (state: string): number => built.filter((file) => file.state === state).length;
  const parts = (["written", "unchanged", "kept", "conflict"] as const).filter((state) => count(state) > 0).map((state) => `${count(state)} ${state}`);
  io.out(`${palette.strong(`${built.length} files`)} in ${out}: ${parts.join(", ") || "nothing to build"}\n`);
  const site = built.find((file) => file.path === "site/index.html");
  if (site) io.out(`${palette.faint("Open")} ${join(out, site.path)}\n`);
  if (errors > 0) io.out(`${palette.error(`${errors} ${errors === 1 ? "error" : "errors"}`)} in the model: what could be built was. groundplan check tells them.\n`);
}
