import { existsSync, lstatSync, realpathSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";

/** What a workspace may read, and write without being told to: the enclosing git repository, or the workspace where there is none. Absolute, without links. */
export function readRootOf(workspace: string): string {
  return realpathSync(findRepository(workspace) ?? workspace);
}

/**
 * Whether a path lies in a folder once its links are followed. Where it does not exist yet, the nearest part of it that does
 * decides: the rest would be made by us, without links. A link that leads nowhere lies in no folder.
 */
export function staysWithin(folder: string, path: string): boolean {
  for (let at = resolve(path); ; at = dirname(at)) {
    if (at === resolve(folder)) return true;
    if (!isThere(at) && dirname(at) !== at) continue;
    try {
      const [real, within] = [realpathSync(at), realpathSync(folder)];
      return real === within || real.startsWith(within.endsWith(sep) ? within : within + sep);
    } catch {
      return false;
    }
  }
}

/** Whether something stands at a path, be it a link that leads nowhere. */
export function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

function findRepository(start: string): string | undefined {
  for (let at = resolve(start); ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (dirname(at) === at) return undefined;
  }
}
