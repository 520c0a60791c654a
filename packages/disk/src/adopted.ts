import { existsSync, realpathSync } from "node:fs";
import { join, sep } from "node:path";
import { adoptedBy } from "@groundplan/model";
import type { NotRead } from "./read.ts";

/**
 * Reads the files that plan files adopt, wherever below the read root they are; `read` reads one. What leads out of the read
 * root is refused as any other file is.
 */
export function readAdopted(root: string, readRoot: string, files: Map<string, string>, unreadable: NotRead[], read: (path: string) => { readonly text?: string; readonly reason?: string }): readonly string[] {
  const folders: string[] = [];
  const wanted = new Set<string>();
  for (const [file, text] of files) if (file.endsWith(".plan")) for (const adopted of adoptedBy(file, text)) wanted.add(adopted);
  for (const file of [...wanted].sort()) {
    if (files.has(file)) continue;
    const path = join(root, file);
    // The checker tells of a file that is not there, at the place where it is adopted.
    if (!existsSync(path)) continue;
    const real = realpathSync(path);
    if (!real.startsWith(readRoot + sep)) {
      unreadable.push({ file, reason: "it lies outside of the repository" });
      continue;
    }
    folders.push(join(path, ".."));
    const found = read(real);
    if (found.text === undefined) unreadable.push({ file, reason: found.reason ?? "it cannot be read" });
    else files.set(file, found.text);
  }
  return folders;
}
