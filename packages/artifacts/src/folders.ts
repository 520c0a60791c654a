import { artifacts, phases } from "./artifacts.ts";

/** The folder of an artifact's files below the output folder: `1-architecture/1.2-containers`. */
export function folderOf(artifact: string): string {
  const found = artifacts.find((candidate) => candidate.id === artifact);
  const phase = phases.find((candidate) => candidate.number === found?.phase);
  return found && phase ? `${phase.number}-${slug(phase.name)}/${found.id}-${slug(found.name)}` : "site";
}

function slug(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}

/** The name of an element as that of a file: a name in backquotes may hold slashes, and what no file system takes. */
export function fileNameOf(name: string): string {
  return name.replaceAll("`", "").replace(/[^\p{L}\p{N}_.-]+/gu, "_").replace(/\.{2,}/g, ".").replace(/^[.-]+/, "") || "_";
}
