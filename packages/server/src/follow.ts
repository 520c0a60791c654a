import { watch, type FSWatcher } from "node:fs";
import { CONFIG_FILE } from "@groundplan/checks";
import { isRelevant } from "@groundplan/disk";

/** Edits come in bursts (an editor writes, renames, writes); this long after the last one the workspace is read, in ms. */
const QUIET = 15;
/** However long a burst lasts, the workspace is read this often, in ms. */
const LONGEST = 150;
/** Where the system cannot tell of changes, the disk is asked this often, in ms. */
const POLL = 500;

export interface FollowOptions {
  /** Reads the workspace and gives the folders that it is made of; undefined where it cannot be read at the moment. */
  readonly changed: () => readonly string[] | undefined;
  /** Called once when the system cannot tell of changes, with the reason. */
  readonly onPolling?: (reason: string) => void;
  /** Whether a file of this name, without its folder, belongs to the workspace though it is no plan: one that is adopted. */
  readonly isAdopted?: (name: string) => boolean;
  /** For tests: what watches a folder. */
  readonly watch?: (folder: string, listener: (event: string, name: string | null) => void) => FSWatcher;
}

/**
 * Calls `changed` shortly after files in `folders` changed. Each folder of the workspace is watched by itself: what is
 * passed over when reading (node_modules, our output) is not watched either, and costs nothing. Where watching fails
 * (no watches left, a network disk), or while the workspace cannot be read, the disk is asked twice a second.
 */
export function follow(folders: readonly string[], options: FollowOptions): () => void {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  let first = 0;
  let poll: NodeJS.Timeout | undefined;
  let refused = false;
  let stopped = false;
  attend(folders);
  return () => {
    stopped = true;
    clearTimeout(timer);
    clearInterval(poll);
    for (const watcher of watchers.values()) watcher.close();
    watchers.clear();
  };

  function soon(): void {
    if (stopped) return;
    const now = performance.now();
    if (timer === undefined) first = now;
    clearTimeout(timer);
    timer = setTimeout(look, Math.max(0, Math.min(QUIET, first + LONGEST - now)));
  }

  function look(): void {
    clearTimeout(timer);
    timer = undefined;
    const now = options.changed();
    if (stopped) return;
    if (now) attend(now);
    // A workspace that is gone for the moment (a branch is switched) tells of nothing when it is back.
    else for (const folder of watchers.keys()) drop(folder);
    if (!now || refused) poll ??= setInterval(look, POLL);
    else {
      clearInterval(poll);
      poll = undefined;
    }
  }

  function attend(wanted: readonly string[]): void {
    const keep = new Set(wanted);
    for (const folder of watchers.keys()) if (!keep.has(folder)) drop(folder);
    let grown = false;
    for (const folder of wanted) {
      if (watchers.has(folder) || refused) continue;
      try {
        const watcher = (options.watch ?? watch)(folder, (_event, name) => {
          // A folder that comes, goes or is renamed has any name; only files that have nothing to do with a workspace are passed over.
          if (name === null || isOurs(name) || options.isAdopted?.(name)) soon();
        });
        watcher.on("error", () => {
          drop(folder);
          soon();
        });
        watchers.set(folder, watcher);
        grown = true;
      } catch (error) {
        const code = error instanceof Error && "code" in error ? String(error.code) : "";
        // A folder that went in the meantime is found missing at the next look.
        if (code === "ENOENT" || code === "ENOTDIR") soon();
        else refuse(error instanceof Error ? error.message : String(error));
      }
    }
    // What was written between reading and watching has told nobody.
    if (grown && wanted !== folders) soon();
  }

  function refuse(reason: string): void {
    refused = true;
    poll ??= setInterval(look, POLL);
    options.onPolling?.(reason);
  }

  function drop(folder: string): void {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  }
}

function isOurs(name: string): boolean {
  return isRelevant(name) || isRelevant(`decisions/${name}`) || name === CONFIG_FILE || name === ".git" || !name.includes(".");
}
