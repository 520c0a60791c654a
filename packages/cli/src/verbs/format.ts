import { join } from "node:path";
import { format, parse } from "@groundplan/syntax";
import { readWorkspace, resolveWorkspace, writeAtomically } from "@groundplan/disk";
import type { Run } from "../verb.ts";

export const run: Run = ([folder], options, io) => {
  const root = resolveWorkspace(folder as string | undefined, io.cwd);
  const { files, unreadable } = readWorkspace(root);
  for (const { file, reason } of unreadable) io.err(`groundplan: ${file} is left out: ${reason}.\n`);
  let changed = 0;
  let broken = 0;
  let seen = 0;
  for (const [file, text] of files) {
    if (!file.endsWith(".plan")) continue;
    seen++;
    if (parse(text).problems.length > 0) {
      broken++;
      io.err(`groundplan: ${file} has errors of syntax and is left as it is; groundplan check tells them.\n`);
      continue;
    }
    const canonical = format(text);
    if (canonical === text) continue;
    changed++;
    io.out(`${options["check"] === true ? "would change" : "formatted"}  ${file}\n`);
    if (options["check"] !== true) writeAtomically(join(root, file), canonical);
  }
  if (changed === 0 && broken === 0) io.out(`${seen} ${seen === 1 ? "file is" : "files are"} in canonical form\n`);
  return broken > 0 || (changed > 0 && options["check"] === true) ? 1 : 0;
};
