import { existsSync, readdirSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { writeAtomically } from "@groundplan/disk";
import { UsageError, type Run } from "../verb.ts";
import { shellWord } from "../shell.ts";
import { starter } from "../starter.ts";

/** Writes the starter workspace; a file that is there already is never touched. */
export const run: Run = ([folder], options, io) => {
  if (options["from"] !== undefined) throw new UsageError("This version of Groundplan cannot discover a workspace from a repository yet.", "groundplan init writes a starter workspace to fill in.");
  if (folder === "") throw new UsageError("The name of the folder is empty.", "Name one, or leave it out for the current folder.");
  const root = resolve(io.cwd, folder === undefined ? "." : String(folder));
  if (existsSync(root) && !statSync(root).isDirectory()) throw new UsageError(`${String(folder)} is a file; a workspace is a folder.`);
  if (existsSync(root) && readdirSync(root).some((name) => name.endsWith(".plan") || name === "groundplan.yaml")) throw new UsageError(`${folder === undefined ? "This folder" : String(folder)} is a workspace already.`, "groundplan check looks at it.");
  const name = root.split(/[\\/]/).pop() || "system";
  for (const [path, text] of starter(name, io.today)) {
    const target = join(root, path);
    if (existsSync(target)) {
      io.out(`kept     ${path} (it was there)\n`);
      continue;
    }
    writeAtomically(target, text);
    io.out(`written  ${path}\n`);
  }
  const where = relative(io.cwd, root);
  io.out(`\nNext: ${where === "" ? "" : `cd ${shellWord(where)} && `}groundplan check, then groundplan open.\n`);
  return 0;
};
