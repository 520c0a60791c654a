// `npm start`: installs and builds what is missing, then opens the workbench on the main example.
import { existsSync, readdirSync, statSync } from "node:fs";
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureInstalled } from "./ensure-installed.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
ensureInstalled();
const main = join(root, "packages/cli/dist/main.mjs");
if (!existsSync(main) || newestSource() > statSync(main).mtimeMs) {
  process.stderr.write("Building …\n");
  const { build } = await import("./build.mjs");
  await build({ quiet: true });
}
const given = process.argv.slice(2);
const workspace = given[0] !== undefined && !given[0].startsWith("-") ? [] : [join(root, "examples/astronomy-shop")];
const child = spawn(process.execPath, [join(root, "packages/cli/bin/groundplan.mjs"), "open", ...workspace, ...given], { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code) => process.exit(code ?? 0));

/** When a source file was last changed, in milliseconds. */
function newestSource() {
  let newest = 0;
  const open = readdirSync(join(root, "packages")).map((name) => join(root, "packages", name, "src"));
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    if (!existsSync(folder)) continue;
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) open.push(path);
      else newest = Math.max(newest, statSync(path).mtimeMs);
    }
  }
  return newest;
}
