// Installs the dependencies where they are missing, so that `npm test` and `npm start` each work alone on a clean clone.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

export function ensureInstalled() {
  if (existsSync(join(root, "node_modules", ".package-lock.json"))) return;
  process.stderr.write("Installing what is missing (npm ci) …\n");
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: root, stdio: ["ignore", "inherit", "inherit"], shell: process.platform === "win32" });
  if (status !== 0) {
    process.stderr.write("npm ci failed; see above.\n");
    process.exit(status ?? 1);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) ensureInstalled();
