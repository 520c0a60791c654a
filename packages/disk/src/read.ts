import { existsSync, readdirSync, readFileSync, realpathSync, statSync, type Dirent } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { CONFIG_FILE } from "@groundplan/checks";
import { isDecisionFile } from "@groundplan/model";
import { readAdopted } from "./adopted.ts";
import { isThere, readRootOf, staysWithin } from "./bounds.ts";

/** A file larger than this is refused: it is no plan. */
export const LARGEST_FILE = 64 * 1024 * 1024;

/** The folder of a workspace that a build writes where the user names none. */
export const OUTPUT_FOLDER = "groundplan-out";
/** What many write for the name of the settings' file. */
export const MISNAMED_CONFIG = "groundplan.yml";

/** What is passed over when a workspace is read: other people's files, and our own output. */
export const PASSED_OVER: ReadonlySet<string> = new Set(["node_modules", OUTPUT_FOLDER, "dist", "target", "vendor", "__pycache__"]);

export interface WorkspaceFiles {
  /** The workspace's folder, absolute. */
  readonly root: string;
  /** Text by path relative to the root, forward slashes, sorted: plan files, decisions, and what plan files adopt. */
  readonly files: ReadonlyMap<string, string>;
  /** The text of `groundplan.yaml`. */
  readonly config: string | undefined;
  /** The text of `proto.lock`, which stands beside it. */
  readonly protoLock: string | undefined;
  /** The folders that were read, absolute: what must be watched to follow the workspace. */
  readonly folders: readonly string[];
  /** Plan files, decisions and `groundplan.yaml` that could not be read, and why. */
  readonly unreadable: readonly NotRead[];
  /** Folders that could not be entered, and why. Nothing says that the model lacks anything by it. */
  readonly passedOver: readonly NotRead[];
}

export interface NotRead {
  /** Relative to the root, forward slashes. */
  readonly file: string;
  readonly reason: string;
}

/** The numbers that the fields of proto files were given, beside `groundplan.yaml`. */
export const PROTO_LOCK_FILE = "proto.lock";

/** A folder that is no workspace, or cannot be read: told to the user as it is, with exit status 2. */
export class UnreadableWorkspace extends Error {}

/** The nearest folder from `start` upwards that holds `groundplan.yaml` or plan files. */
export function findWorkspace(start: string): string | undefined {
  for (let at = resolve(start); ; at = dirname(at)) {
    if (isWorkspace(at)) return at;
    if (dirname(at) === at) return undefined;
  }
}

/** The folder that a command's WORKSPACE argument names, or the nearest one upwards without it. */
export function resolveWorkspace(argument: string | undefined, current: string): string {
  if (argument === undefined) {
    const found = findWorkspace(current);
    if (found === undefined) throw new UnreadableWorkspace("No workspace here: neither this folder nor one above it holds groundplan.yaml or .plan files. Write one with groundplan init.");
    return found;
  }
  if (argument.trim() === "") throw new UnreadableWorkspace("The name of the workspace is empty. Name a folder, or leave it out for the nearest one upwards.");
  const path = resolve(current, argument);
  if (!existsSync(path)) throw new UnreadableWorkspace(`There is no folder ${argument}.`);
  if (!statSync(path).isDirectory()) throw new UnreadableWorkspace(`${argument} is a file; a workspace is a folder.`);
  return path;
}

/**
 * Reads the files of a workspace. Reading is safe: nothing outside the read root (the enclosing git repository, or the
 * workspace where there is none) is opened, links that lead out of it are refused, and no folder is entered twice.
 */
export function readWorkspace(root: string): WorkspaceFiles {
  const readRoot = readRootOf(root);
  const files = new Map<string, string>();
  const unreadable: NotRead[] = [];
  const passedOver: NotRead[] = [];
  const seen = new Set<string>();
  const folders: string[] = [];
  const open = [""];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    const path = join(root, folder);
    let entries: Dirent[];
    try {
      const real = realpathSync(path);
      if (seen.has(real)) continue;
      seen.add(real);
      entries = readdirSync(path, { withFileTypes: true });
      folders.push(path);
    } catch (error) {
      if (folder === "") throw new UnreadableWorkspace(`${root} cannot be read: ${reasonOf(error)}.`);
      passedOver.push({ file: folder, reason: reasonOf(error) });
      continue;
    }
    for (const entry of entries) {
      const file = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.name.startsWith(".")) continue;
      let isFolder = entry.isDirectory();
      if (entry.isSymbolicLink()) {
        if (!isRelevant(file) && !couldBeFolder(entry.name)) continue;
        const target = followLink(join(root, file), readRoot);
        if (target.refused !== undefined) {
          if (isRelevant(file)) unreadable.push({ file, reason: target.refused });
          else if (target.folder) passedOver.push({ file, reason: target.refused });
          continue;
        }
        isFolder = target.folder;
      }
      if (isFolder) {
        // A folder with a groundplan.yaml of its own is another workspace.
        if (!PASSED_OVER.has(entry.name) && !existsSync(join(root, file, CONFIG_FILE))) open.push(file);
        continue;
      }
      if (!isRelevant(file)) continue;
      const read = readText(join(root, file));
      if (read.text === undefined) unreadable.push({ file, reason: read.reason });
      else files.set(file, read.text);
    }
  }
  for (const folder of readAdopted(root, readRoot, files, unreadable, readText)) if (!folders.includes(folder)) folders.push(folder);
  const config = beside(CONFIG_FILE);
  const protoLock = beside(PROTO_LOCK_FILE);
  const byName = (a: NotRead, b: NotRead): number => (a.file < b.file ? -1 : 1);
  if (existsSync(join(root, MISNAMED_CONFIG))) unreadable.push({ file: MISNAMED_CONFIG, reason: `a workspace's settings stand in ${CONFIG_FILE}` });
  return { root, folders, files: new Map([...files].sort((a, b) => (a[0] < b[0] ? -1 : 1))), config, protoLock, unreadable: unreadable.sort(byName), passedOver: passedOver.sort(byName) };

  function beside(file: string): string | undefined {
    const path = join(root, file);
    if (!isThere(path)) return undefined;
    const { refused } = followLink(path, readRoot);
    const read = refused === undefined ? readText(path) : { reason: refused };
    if (read.text === undefined) unreadable.push({ file, reason: read.reason });
    return read.text;
  }
}

/** Whether a path below the root is one that a workspace is made of. */
export function isRelevant(file: string): boolean {
  return file.endsWith(".plan") || isDecisionFile(file);
}

/**
 * The text of a file; bytes that are no UTF-8 become U+FFFD, which the scanner tells. What is no text at all is refused:
 * a NUL byte near the start is git's sign of a binary file, and a finding for each of its bytes would help nobody.
 */
export function readText(path: string): { readonly text: string; readonly reason?: undefined } | { readonly text?: undefined; readonly reason: string } {
  try {
    const found = statSync(path);
    if (!found.isFile()) return { reason: "it is no regular file" };
    if (found.size > LARGEST_FILE) return { reason: `it is larger than ${LARGEST_FILE / 1024 / 1024} MB` };
    return textOf(readFileSync(path));
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

/** The text that bytes are; see `readText`. */
export function textOf(bytes: Buffer): { readonly text: string; readonly reason?: undefined } | { readonly text?: undefined; readonly reason: string } {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return { reason: "it is UTF-16; save it as UTF-8" };
  if (bytes.subarray(0, 8000).includes(0)) return { reason: "it is binary, not text" };
  const text = bytes.toString("utf8");
  return { text: text.charCodeAt(0) === 0xfeff ? text.slice(1) : text };
}

export function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  switch (code) {
    case "EACCES":
    case "EPERM":
      return "no permission";
    case "ENOENT":
      return "it does not exist";
    case "ELOOP":
      return "its links go round in a circle";
    case "ENOSPC":
      return "the disk is full";
    case "EROFS":
      return "the disk is read-only";
    case "EISDIR":
      return "it is a folder";
    case "ENOTDIR":
    case "EEXIST":
      return "a part of its path is a file";
    default:
      return error instanceof Error ? error.message.split("\n")[0]! : String(error);
  }
}

function isWorkspace(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => name === CONFIG_FILE || name.endsWith(".plan"));
  } catch {
    return false;
  }
}

function couldBeFolder(name: string): boolean {
  return !name.includes(".") && !PASSED_OVER.has(name);
}

/** What stands at a path once its links are followed, and why it is not to be opened where it is not. */
function followLink(path: string, readRoot: string): { readonly folder: boolean; readonly refused?: string } {
  try {
    const folder = statSync(path).isDirectory();
    return staysWithin(readRoot, path) ? { folder } : { folder, refused: "the link leads out of the repository" };
  } catch {
    return { folder: false, refused: "the link leads nowhere" };
  }
}
