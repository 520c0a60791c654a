// The notices that must go with what we bundle: licences of packages, of fonts, and of icons whose terms ask for one.
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { build } from "esbuild";

/**
 * Markdown for the packages that these esbuild metafiles bundle, the fonts in `fontFolder`, and the icons.
 * Throws where a bundled package states no licence: then nobody may ship it.
 */
export async function thirdParty(root, metafiles, fontFolder) {
  const packages = bundledPackages(root, metafiles).map(describe);
  const credits = await iconCredits(root);
  const fonts = readdirSync(fontFolder).filter((name) => name.endsWith("-OFL.txt")).sort();
  const parts = [
    "# Third-party notices\n\nGroundplan is licensed under the Apache License 2.0 (LICENSE). It contains the works below, each under its own terms.\n",
    "## Packages\n",
    ...packages.map(({ name, version, licence, homepage, text }) => `### ${name} ${version}\n\nLicence: ${licence}${homepage ? ` · ${homepage}` : ""}\n\n${fence(text)}\n`),
    "## Fonts\n",
    ...fonts.map((name) => `### ${name.replace("-OFL.txt", "").replace("Mono", " Mono")}\n\nLicence: OFL-1.1\n\n${fence(readFileSync(join(fontFolder, name), "utf8"))}\n`),
    "## Icons\n\nThe icons come from Simple Icons (https://simpleicons.org), which is dedicated to the public domain (CC0-1.0). The names and signs of products belong to their owners. These drawings are under terms that ask for a notice:\n",
    `${credits.map(({ title, licence, source }) => `- ${title}: ${licence}, ${source}`).join("\n")}\n`,
  ];
  return parts.join("\n");
}

/** The metafile of the workbench's bundle: what its build took in, without writing it again. */
export async function workbenchMetafile(root) {
  const folder = join(root, "packages/workbench");
  const { metafile } = await build({
    entryPoints: [join(folder, "src/main.tsx")], absWorkingDir: root, outdir: join(folder, "dist"), bundle: true, write: false, metafile: true, format: "iife", platform: "browser",
    minify: true, jsx: "automatic", define: { "process.env.NODE_ENV": '"production"' }, loader: { ".woff2": "file" }, external: ["theme.css"], logLevel: "error",
  });
  return metafile;
}

/** Folders of the packages under node_modules of which at least a byte is in a bundle, or whose files were copied beside it. */
function bundledPackages(root, metafiles) {
  const folders = new Map();
  for (const { inputs, outputs } of metafiles) {
    const used = new Set(Object.values(outputs).flatMap((output) => Object.entries(output.inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : []))));
    for (const path of Object.keys(inputs)) {
      if (!used.has(path) && !path.endsWith(".woff2")) continue;
      const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(resolve(root, path));
      if (match) folders.set(match[1].slice(match[1].lastIndexOf("node_modules/") + 13) + match[1], match[1]);
    }
  }
  return [...folders].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([, folder]) => folder);
}

function describe(folder) {
  const { name, version, license, homepage } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (typeof license !== "string") throw new Error(`${name} states no licence`);
  const file = readdirSync(folder).find((entry) => /^(?:licen[cs]e|copying)(?:[.-].*)?$/i.test(entry));
  return { name, version, licence: license, homepage, text: file ? readFileSync(join(folder, file), "utf8") : `${name} comes without a text of its licence, ${license}.` };
}

async function iconCredits(root) {
  const entry = join(root, "packages/vocabulary/src/catalogue/icons.ts");
  const { outputFiles } = await build({ entryPoints: [entry], absWorkingDir: dirname(entry), bundle: true, write: false, format: "esm", platform: "neutral", logLevel: "error" });
  const module = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
  return Object.values(module.iconCredits);
}

function fence(text) {
  return `\`\`\`text\n${text.replace(/\r\n/g, "\n").trim()}\n\`\`\``;
}
