// Makes the extension's package, dist/groundplan-VERSION.vsix, out of exactly the files that it needs.
import { createVSIX } from "@vscode/vsce";
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildExtension } from "./build.mjs";

const here = fileURLToPath(new URL("..", import.meta.url));
const root = fileURLToPath(new URL("../../..", import.meta.url));
const stage = join(here, "dist/package");

const { hasServer } = await buildExtension();
const { private: _private, type: _type, scripts: _scripts, dependencies: _dependencies, devDependencies: _devDependencies, ...manifest } = JSON.parse(await readFile(join(here, "package.json"), "utf8"));
await mkdir(stage, { recursive: true });
const files = ["language-configuration.json", "syntaxes/groundplan.tmLanguage.json", "assets/icon.png", "assets/mark-light.svg", "assets/mark-dark.svg", "dist/extension.cjs", "dist/THIRD-PARTY-NOTICES.txt", ...(hasServer ? ["dist/server.mjs"] : [])];
await writeFile(join(stage, "package.json"), `${JSON.stringify({ ...manifest, files: [...files, "README.md", "LICENSE"] }, undefined, 2)}\n`);
// What a user reads; the rest of the page is for those who work on it.
await writeFile(join(stage, "README.md"), (await readFile(join(here, "README.md"), "utf8")).split("\n## How it is made")[0]);
for (const file of files) {
  await mkdir(dirname(join(stage, file)), { recursive: true });
  await cp(join(here, file), join(stage, file));
}
const license = join(root, "LICENSE");
if (existsSync(license)) await cp(license, join(stage, "LICENSE"));
else console.warn("There is no LICENSE at the root of the repository yet: the package names its licence without the text.");

const out = join(here, `dist/groundplan-${manifest.version}.vsix`);
await createVSIX({ cwd: stage, packagePath: out, dependencies: false, allowMissingRepository: true, skipLicense: !existsSync(license) });
await rm(stage, { recursive: true });
console.log(`${out} ${Math.round((await stat(out)).size / 1024)} kB`);
