import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { manifestDigest, standingBuild, type BuiltFile, type Cache, type WorkspaceFiles } from "@groundplan/disk";
import { workbenchFolder } from "./assets.ts";
import { MAKER } from "./version.ts";

/**
 * All that a build follows from, as one text: equal texts, equal output. Undefined where that cannot be told, as for a
 * program that runs from source.
 */
export function inputsOf(files: WorkspaceFiles, out: string, today: string, maker: string = MAKER): string | undefined {
  const workbench = workbenchFolder();
  if (maker === "source" || workbench === undefined) return undefined;
  return `build ${JSON.stringify([maker, today, out, files.config ?? null, files.protoLock ?? null, files.unreadable, [...files.files], stampsOf(workbench)])}`;
}

/** The build that these inputs gave, where it still stands in the folder as it was written. */
export function standing(cache: Cache, inputs: string, out: string): { readonly files: readonly BuiltFile[]; readonly errors: number } | undefined {
  const noted = /^([0-9a-f]{64}) (\d+)$/.exec(cache.get(inputs) ?? "");
  const files = noted ? standingBuild(out, noted[1]!) : undefined;
  return files && { files, errors: Number(noted![2]) };
}

/** Notes that these inputs gave what is in the folder now. */
export function noteBuild(cache: Cache, inputs: string, out: string, errors: number): void {
  const manifest = manifestDigest(out);
  if (manifest !== undefined) cache.put(inputs, `${manifest} ${errors}`);
}

/** Name, size and time of every file: the workbench is replaced as a whole and not edited. */
function stampsOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).sort().map((path) => {
    const { size, mtimeMs } = statSync(join(folder, path));
    return `${path} ${size} ${mtimeMs}`;
  });
}
