import { join } from "node:path";
import { format, parse } from "@groundplan/syntax";
import { readWorkspace, resolveWorkspace, rewriteAtomically } from "@groundplan/disk";
import { tellUnread } from "../load.ts";
import { formatOf, UsageError, type Run } from "../verb.ts";

export const run: Run = ([folder], options, io) => {
  const shape = formatOf(options, ["text", "json"]);
  const dry = options["check"] === true;
  const root = resolveWorkspace(folder as string | undefined, io.cwd);
  const read = readWorkspace(root);
  tellUnread(read, io);
  const { files, unreadable } = read;
  const told: { readonly path: string; readonly state: "canonical" | "formatted" | "would-change" | "broken" }[] = [];
  const tell = (path: string, state: (typeof told)[number]["state"]): void => {
    told.push({ path, state });
    if (shape === "text" && (state === "formatted" || state === "would-change")) io.out(`${state === "formatted" ? "formatted" : "would change"}  ${path}\n`);
  };
  for (const [file, text] of files) {
    if (!file.endsWith(".plan")) continue;
    if (parse(text).problems.length > 0) {
      tell(file, "broken");
      io.err(`groundplan: ${file} has errors of syntax and is left as it is; groundplan check tells them.\n`);
      continue;
    }
    const canonical = format(text);
    if (canonical === text) {
      tell(file, "canonical");
      continue;
    }
    if (!dry) rewriteAtomically(join(root, file), canonical);
    tell(file, dry ? "would-change" : "formatted");
  }
  if (told.length === 0 && unreadable.length === 0) throw new UsageError(`${folder === undefined ? root : String(folder)} holds no plan files.`, "Write a starter workspace with groundplan init, or name another folder.");
  if (shape === "json") io.out(`${JSON.stringify({ files: told }, undefined, 2)}\n`);
  else if (told.every(({ state }) => state === "canonical")) io.out(`${told.length} ${told.length === 1 ? "file is" : "files are"} in canonical form\n`);
  if (told.some(({ state }) => state === "broken" || state === "would-change")) return 1;
  return unreadable.length > 0 ? 2 : 0;
};
