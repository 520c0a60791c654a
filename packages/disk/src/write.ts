import { createHash } from "node:crypto";
import { accessSync, appendFileSync, chmodSync, constants, existsSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync, rmdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { OutputFile, Ownership } from "@groundplan/artifacts";
import { staysWithin } from "./bounds.ts";
import { makeFolder } from "./make-folder.ts";
import { reasonOf } from "./read.ts";

export type FileState = "written" | "unchanged" | "kept" | "conflict";

/** One line of the manifest, in the shape of `build --format json`. */
export interface ManifestEntry {
  readonly path: string;
  readonly artifact: string;
  readonly format: string;
  readonly sha256: string;
  readonly ownership: Ownership;
  /** A file of somebody else stands there, which no build has ever written: it is never removed. */
  readonly foreign?: true;
}

export interface BuiltFile extends ManifestEntry {
  readonly state: FileState;
}

export const MANIFEST = "manifest.json";
/** What made each file, so that it need not be made again; not part of the output's contract. */
const KEYS = ".keys.json";
/** What a build has written so far; it is there only while a build is under way, or after one was interrupted. */
const JOURNAL = ".journal";

/** The output folder cannot be written: told to the user, with exit status 2. */
export class UnwritableOutput extends Error {}

/**
 * Writes the files of a build below `folder`, each atomically (a temporary file, then a rename). What is there already
 * and was not written by a build, or was changed since, is a conflict: it is left alone. With `force` it is overwritten.
 * Files of the last build that are no longer made are removed; those that were changed since are kept and told, unless
 * forced. A file whose `key` and bytes
 * are those of the last build is not made anew. `onFile` tells of progress. Throws UnwritableOutput where the folder
 * cannot be written, holds a `manifest.json` of somebody else (unless forced), or has a link inside that leads out of it.
 * A path that leads out of the folder is an emitter's fault: nothing is written then.
 */
export function writeBuild(folder: string, given: Iterable<OutputFile>, options: { readonly force?: boolean; readonly partial?: boolean; readonly onFile?: (file: BuiltFile) => void } = {}): BuiltFile[] {
  const files = [...given];
  for (const { path } of files) if (!isBelow(path)) throw new Error(`the path ${path} leads out of the output folder; nothing was written`);
  if (!options.force && isForeign(join(folder, MANIFEST))) throw new UnwritableOutput(`${join(folder, MANIFEST)} is not Groundplan's; name another output folder with --out, or overwrite it with --force.`);
  const folders = new Set<string>();
  prepare(folder, folders);
  const before = readManifest(folder);
  const oldKeys = readKeys(folder);
  const interrupted = readJournal(folder);
  for (const parent of new Set([...interrupted].map((line) => dirname(join(folder, line.slice(line.indexOf(" ") + 1)))))) sweep(parent);
  const keys: Record<string, string> = {};
  const built: BuiltFile[] = [];
  const made = new Set<string>();
  const checked = new Set<string>();
  for (const file of files) {
    const path = join(folder, file.path);
    const parent = dirname(path);
    if (!checked.has(parent) && !staysWithin(folder, parent)) throw new UnwritableOutput(`${parent} leads out of the output folder by a link; nothing is written there.`);
    checked.add(parent);
    made.add(file.path);
    const old = before.get(file.path);
    const onDisk = digestOf(path);
    const key = file.key === undefined ? undefined : digest(file.key);
    let result: BuiltFile;
    if (key !== undefined && old && onDisk === old.sha256 && oldKeys[file.path] === key) {
      result = { ...entryOf(file, old.sha256), state: "unchanged" };
    } else if (file.ownership === "scaffold" && onDisk !== undefined) {
      result = { ...entryOf(file, onDisk), state: "kept" };
    } else {
      const content = file.content();
      const sha256 = digest(content);
      if (onDisk === sha256) result = { ...entryOf(file, sha256), state: "unchanged" };
      else if (onDisk !== undefined && onDisk !== old?.sha256 && !interrupted.has(`${onDisk} ${file.path}`) && !options.force) result = { ...entryOf(file, old?.sha256 ?? sha256), ...(!old || old.foreign ? { foreign: true } : {}), state: "conflict" };
      else {
        noteInJournal(folder, `${sha256} ${file.path}`);
        writeAtomically(path, content, folders);
        result = { ...entryOf(file, sha256), state: "written" };
      }
    }
    if (key !== undefined && result.state !== "conflict") keys[file.path] = key;
    built.push(result);
    options.onFile?.(result);
  }
  if (options.partial) {
    // Other artifacts keep what they had.
    for (const [path, entry] of before) if (!made.has(path)) built.push({ ...entry, state: "unchanged" });
    for (const [path, key] of Object.entries(oldKeys)) if (!made.has(path)) keys[path] = key;
  } else for (const [path, entry] of before) if (!made.has(path) && entry.ownership === "derived" && !entry.foreign && !removeStale(folder, path, options.force ? undefined : entry.sha256)) built.push({ ...entry, state: "kept" });
  built.sort((a, b) => (a.path < b.path ? -1 : 1));
  const entries = built.map(({ state: _state, ...entry }) => entry);
  writeIfChanged(join(folder, MANIFEST), `${JSON.stringify({ files: entries }, undefined, 2)}\n`, folders);
  writeIfChanged(join(folder, KEYS), `${JSON.stringify(Object.fromEntries(Object.entries(keys).sort((a, b) => (a[0] < b[0] ? -1 : 1))))}\n`, folders);
  rmSync(join(folder, JOURNAL), { force: true });
  return built;
}

/** The files that the last build in a folder made or left as they were, by path; none where there was no build. */
export function readManifest(folder: string): Map<string, ManifestEntry> {
  const entries = new Map<string, ManifestEntry>();
  const parsed = readJson(join(folder, MANIFEST)) as { files?: unknown } | undefined;
  if (Array.isArray(parsed?.files)) for (const entry of parsed.files as ManifestEntry[]) if (typeof entry?.path === "string" && typeof entry.sha256 === "string" && isBelow(entry.path)) entries.set(entry.path, entry);
  return entries;
}

/** The digest of the manifest in a folder: with its files it says what was built there. */
export function manifestDigest(folder: string): string | undefined {
  return digestOf(join(folder, MANIFEST));
}

/**
 * The build that stands in a folder, where it is the one with this manifest and every file is there as it was written;
 * undefined where something must be made anew. The states are those that writing the same files again would give.
 */
export function standingBuild(folder: string, manifest: string): BuiltFile[] | undefined {
  if (existsSync(join(folder, JOURNAL)) || manifestDigest(folder) !== manifest) return undefined;
  const built: BuiltFile[] = [];
  const checked = new Set<string>();
  for (const entry of readManifest(folder).values()) {
    const path = join(folder, entry.path);
    const parent = dirname(path);
    if (!checked.has(parent) && !staysWithin(folder, parent)) return undefined;
    checked.add(parent);
    if (digestOf(path) !== entry.sha256) return undefined;
    built.push({ ...entry, state: entry.ownership === "scaffold" ? "kept" : "unchanged" });
  }
  return built;
}

/** Rewrites a file of the user's own, atomically: through links to where it really stands, and with the permissions that it has. */
export function rewriteAtomically(path: string, content: string): void {
  let real = path;
  let mode: number | undefined;
  try {
    real = realpathSync(path);
    mode = statSync(real).mode & 0o777;
  } catch {
    // It is not there yet.
  }
  writeAtomically(real, content, undefined, mode);
}

/** Writes a file whole or not at all; folders are made as needed. */
export function writeAtomically(path: string, content: string | Uint8Array, known: Set<string> = new Set(), mode?: number): void {
  const folder = dirname(path);
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    if (!known.has(folder)) {
      makeFolder(folder);
      known.add(folder);
    }
    writeFileSync(temporary, content);
    if (mode !== undefined) chmodSync(temporary, mode);
    renameSync(temporary, path);
  } catch (error) {
    try {
      rmSync(temporary, { force: true });
    } catch {
      // It was never made.
    }
    throw new UnwritableOutput(`${path} cannot be written: ${reasonOf(error)}.`);
  }
}

/** Removes the temporary files that processes left in a folder which were ended in the middle; those that still run keep theirs. */
export function sweep(folder: string): void {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return;
  }
  for (const name of names) {
    const pid = /\.(\d+)\.tmp$/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(folder, name), { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be signalled, but runs.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

export function digest(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

function entryOf(file: OutputFile, sha256: string): ManifestEntry {
  return { path: file.path, artifact: file.artifact, format: file.format, sha256, ownership: file.ownership };
}

function digestOf(path: string): string | undefined {
  try {
    return digest(readFileSync(path));
  } catch {
    return existsSync(path) ? "" : undefined;
  }
}

/** Whether a file stands there that no build has written: many tools write a `manifest.json` of their own. */
function isForeign(path: string): boolean {
  if (!existsSync(path)) return false;
  const parsed = readJson(path) as { files?: unknown } | null | undefined;
  return !Array.isArray(parsed?.files);
}

function readKeys(folder: string): Readonly<Record<string, string>> {
  const parsed = readJson(join(folder, KEYS));
  return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, string>) : {};
}

/** Files that an interrupted build wrote, as `sha256 path`: they are ours although the manifest does not know them. */
function readJournal(folder: string): ReadonlySet<string> {
  try {
    return new Set(readFileSync(join(folder, JOURNAL), "utf8").split("\n"));
  } catch {
    return new Set();
  }
}

/** Makes the output folder and tries whether it can be written, before anything is drawn for it. */
function prepare(folder: string, folders: Set<string>): void {
  try {
    makeFolder(folder);
    folders.add(folder);
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new UnwritableOutput(`${folder} cannot be written: ${reasonOf(error)}.`);
  }
}

function noteInJournal(folder: string, line: string): void {
  try {
    appendFileSync(join(folder, JOURNAL), `${line}\n`);
  } catch (error) {
    throw new UnwritableOutput(`${folder} cannot be written: ${reasonOf(error)}.`);
  }
}

/** Whether a path is one below the output folder, on every system: a manifest that somebody edited may hold others. */
function isBelow(path: string): boolean {
  return !/[\\\0]|^[a-zA-Z]:/.test(path) && path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

function writeIfChanged(path: string, content: string, folders: Set<string>): void {
  if (digestOf(path) !== digest(content)) writeAtomically(path, content, folders);
}

/** A derived file that is made no longer goes, with the folders that it leaves empty, where it has these bytes or any will do; false where it stays. */
function removeStale(folder: string, path: string, sha256: string | undefined): boolean {
  const full = join(folder, path);
  const onDisk = staysWithin(folder, dirname(full)) ? digestOf(full) : undefined;
  if (onDisk === undefined) return true;
  if (sha256 !== undefined && onDisk !== sha256) return false;
  try {
    rmSync(full);
  } catch {
    // It is a folder by now, or may not be removed.
    return false;
  }
  for (let at = dirname(full); at.length > folder.length; at = dirname(at)) {
    try {
      rmdirSync(at);
    } catch {
      break;
    }
  }
  return true;
}
