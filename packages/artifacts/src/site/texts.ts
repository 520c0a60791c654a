import { artifacts } from "../artifacts.ts";
import type { EmitInput, OutputFile } from "../artifact.ts";
import { emitters } from "../emitters/index.ts";
import { folderOf } from "../folders.ts";
import { markdownHtml } from "./html.ts";
import type { ArtifactTexts, TextData } from "./types.ts";

/** The texts of an artifact: of the files that its emitters make, or that they made already. */
export function artifactTexts(input: EmitInput, id: string, files: readonly OutputFile[] = emitters.filter(({ artifact }) => artifact === id).flatMap((emitter) => [...emitter.emit(input)])): ArtifactTexts {
  const folder = folderOf(id);
  const shown = files.filter((file) => file.artifact === id && file.view === undefined && file.path.startsWith(`${folder}/`));
  return {
    id,
    texts: shown.flatMap((file): TextData[] => {
      const text = file.format === "svg" ? undefined : file.content();
      if (typeof text !== "string") return [];
      return [{ path: file.path, name: file.path.slice(folder.length + 1), format: file.format, text, ...(file.format === "markdown" ? { html: markdownHtml(text, (target) => addressOf(file.path, target)) } : {}) }];
    }),
  };
}

/** The address in the page of what a link in a file leads to; the part behind `#` is dropped, as the page's own addresses stand there. */
function addressOf(file: string, target: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return target;
  const path = target.replace(/#.*$/, "");
  if (path === "" || path.startsWith("/")) return undefined;
  const parts = file.split("/").slice(0, -1);
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  const found = artifacts.find(({ id }) => parts.join("/").startsWith(`${folderOf(id)}/`));
  if (!found) return undefined;
  return `#/artifact/${found.id}?file=${encodeURIComponent(decoded(parts.join("/").slice(folderOf(found.id).length + 1))).replaceAll("%2F", "/")}`;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
