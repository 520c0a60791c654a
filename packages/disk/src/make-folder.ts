import { mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { isThere } from "./bounds.ts";

/**
 * Makes a folder and those above it, from the nearest one that is there. One at a time: where a file system says of a new
 * folder that it does not exist, as /proc does, the recursive way of Node tries again without end. Throws what the system says.
 */
export function makeFolder(folder: string): void {
  const missing: string[] = [];
  for (let at = resolve(folder); !isThere(at) && dirname(at) !== at; at = dirname(at)) missing.push(at);
  if (missing.length === 0 && !statSync(folder).isDirectory()) throw new Error("a part of its path is a file");
  for (const path of missing.reverse()) {
    try {
      mkdirSync(path);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      // Another process may have made it in the meantime.
      if (code === "EEXIST" && statSync(path).isDirectory()) continue;
      throw code === "ENOENT" ? new Error(`no folder can be made in ${dirname(path)}`) : error;
    }
  }
}
