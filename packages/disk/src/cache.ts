import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readRootOf, staysWithin } from "./bounds.ts";
import { makeFolder } from "./make-folder.ts";
import { digest, sweep } from "./write.ts";

/** A store of texts by the content that they were computed from. Losing it loses time, never a result; a fault of the disk is as if nothing were kept. */
export interface Cache {
  get(content: string): string | undefined;
  put(content: string, value: string): void;
  /** Counts as read, and is not. */
  keep(content: string): void;
  /** Removes what was neither read nor written since the cache was opened, where there is more than `most`. */
  prune(most: number): void;
}

/** The cache of a workspace, in `.groundplan/cache`. Where a link leads that out of the repository nothing is kept: whoever wrote the link must not choose where we write. */
export function workspaceCache(root: string): Cache {
  const folder = join(root, ".groundplan", "cache");
  return staysWithin(readRootOf(root), folder) ? openCache(folder) : nothingKept;
}

const nothingKept: Cache = { get: () => undefined, put: () => undefined, keep: () => undefined, prune: () => undefined };

/** A cache in a folder. */
export function openCache(folder: string): Cache {
  const used = new Set<string>();
  let ready = false;
  return {
    get(content) {
      const name = digest(content);
      used.add(name);
      try {
        return readFileSync(join(folder, name), "utf8");
      } catch {
        return undefined;
      }
    },
    put(content, value) {
      const name = digest(content);
      used.add(name);
      try {
        if (!ready) {
          makeFolder(folder);
          // The cache is nobody's to review: git passes it over without anybody saying so.
          if (!existsSync(join(folder, ".gitignore"))) writeFileSync(join(folder, ".gitignore"), "*\n");
          ready = true;
        }
        const temporary = join(folder, `${name}.${process.pid}.tmp`);
        writeFileSync(temporary, value);
        renameSync(temporary, join(folder, name));
      } catch {
        ready = false;
      }
    },
    keep: (content) => void used.add(digest(content)),
    prune(most) {
      try {
        sweep(folder);
        const names = readdirSync(folder).filter((name) => /^[0-9a-f]{64}$/.test(name));
        if (names.length > most) for (const name of names) if (!used.has(name)) rmSync(join(folder, name), { force: true });
      } catch {
        // Nothing is kept yet.
      }
    },
  };
}
