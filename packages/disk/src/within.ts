import { join } from "node:path";
import { readRootOf, staysWithin } from "./bounds.ts";
import { OUTPUT_FOLDER } from "./read.ts";
import { readManifest, UnwritableOutput, writeAtomically } from "./write.ts";

// Where a workspace's own folders are links that lead out of the repository, nothing is written: whoever wrote the link must
// not choose where we write.

/** The default output folder of a workspace. Throws UnwritableOutput where a link leads it out of the repository. */
export function outputFolder(root: string): string {
  const folder = join(root, OUTPUT_FOLDER);
  if (!staysWithin(readRootOf(root), folder)) throw new UnwritableOutput(`${OUTPUT_FOLDER} is a link that leads out of the repository; nothing is written there unless --out names the folder.`);
  return folder;
}

/** The paths of an artifact's files in the default output folder, by the manifest of the last build there; none where there was no build. */
export function builtFiles(root: string): (artifact: string) => readonly string[] {
  const folder = join(root, OUTPUT_FOLDER);
  const entries = staysWithin(readRootOf(root), folder) ? [...readManifest(folder).values()] : [];
  return (artifact) => entries.filter((entry) => entry.artifact === artifact).map((entry) => entry.path);
}

/** Writes a file of a workspace, whole or not at all. Throws UnwritableOutput where a link leads its path out of the repository. */
export function writeWithin(root: string, path: string, content: string): void {
  const full = join(root, path);
  if (!staysWithin(readRootOf(root), full)) throw new UnwritableOutput(`${path} leads out of the repository by a link; nothing is written there.`);
  writeAtomically(full, content);
}
