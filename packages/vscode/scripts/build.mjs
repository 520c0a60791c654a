// Bundles the extension into dist/: the client, and the language server where the editor package has one.
import { build } from "esbuild";
import { existsSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const dist = join(root, "packages/vscode/dist");

/** Writes dist/ and says what is in it. */
export async function buildExtension() {
  await rm(dist, { recursive: true, force: true });
  const shared = { bundle: true, platform: "node", minify: true, legalComments: "none", metafile: true, logLevel: "warning", absWorkingDir: root };
  // The extension host of VS Code 1.91 loads CommonJS only and runs Node 20.
  const client = await build({ ...shared, entryPoints: ["packages/vscode/src/extension.ts"], outfile: join(dist, "extension.cjs"), format: "cjs", target: "node20", external: ["vscode"] });
  const inputs = Object.keys(client.metafile.inputs);

  const entry = "packages/editor/src/server.ts";
  const hasServer = existsSync(join(root, entry));
  if (hasServer) {
    const server = await build({
      ...shared, entryPoints: [entry], outfile: join(dist, "server.mjs"), format: "esm", target: "node20",
      // CommonJS packages inside the bundle ask for Node's own modules with require.
      banner: { js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);' },
    });
    inputs.push(...Object.keys(server.metafile.inputs));
  } else console.warn(`There is no ${entry} yet: the extension is built without a language server, with highlighting only.`);

  await writeFile(join(dist, "THIRD-PARTY-NOTICES.txt"), await notices(inputs));
  return { hasServer };
}

/** The licences of the packages whose code is in the bundles, each with its text, as they ask for. */
async function notices(inputs) {
  const folders = new Set(inputs.flatMap((input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []));
  const texts = [];
  for (const folder of [...folders].sort()) {
    const { name, version, license } = JSON.parse(await readFile(join(root, folder, "package.json"), "utf8"));
    const file = (await readdir(join(root, folder))).filter((entry) => /^licen[cs]e/i.test(entry)).sort()[0];
    const text = file ? (await readFile(join(root, folder, file), "utf8")).trim() : "(the package states its licence without its text)";
    texts.push(`${name} ${version}, ${license}\n\n${text}\n`);
  }
  return `The extension holds code of these packages.\n\n${texts.join(`\n${"-".repeat(72)}\n\n`)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildExtension();
