import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { docPages, type DocFile } from "./pages.ts";
import { docPictures } from "./pictures.ts";

// Called by scripts/docs.mjs: the root of the checkout, and `--check` to write nothing.
const [root, mode] = process.argv.slice(2);
if (root === undefined) throw new Error("the root of the checkout is missing");
const stale = [...docPages(root), ...docPictures(root)].filter((file) => read(root, file) !== file.text);
if (mode === "--check") {
  for (const { path } of stale) process.stdout.write(`out of date  ${path}\n`);
  if (stale.length > 0) process.stdout.write("Run npm run docs, and look at what it changed.\n");
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const { path, text } of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    process.stdout.write(`written  ${path}\n`);
  }
  if (stale.length === 0) process.stdout.write("docs/ is up to date\n");
}

function read(folder: string, file: DocFile): string | undefined {
  try {
    return readFileSync(join(folder, file.path), "utf8");
  } catch {
    return undefined;
  }
}
