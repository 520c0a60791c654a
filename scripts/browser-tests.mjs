// Runs the browser tests of the packages with node's test runner, in Debian's Chromium. Installs it where it can.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const chromium = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => path && existsSync(path)) ?? install();
const tests = readdirSync(join(root, "packages")).flatMap((name) => {
  const folder = join(root, "packages", name, "browser");
  return existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".test.mjs")).map((file) => join(folder, file)) : [];
});
if (tests.length === 0) {
  process.stderr.write("no browser test was found\n");
  process.exit(1);
}
if (!existsSync(join(root, "packages/cli/dist/main.mjs"))) {
  const built = spawnSync("npm", ["run", "--silent", "build"], { cwd: root, stdio: "inherit" });
  if (built.status !== 0) process.exit(1);
}
const { status } = spawnSync(process.execPath, ["--test", "--test-concurrency=1", ...tests], { cwd: root, stdio: "inherit", env: { ...process.env, CHROMIUM: chromium } });
process.exit(status ?? 1);

function install() {
  process.stderr.write("Installing Chromium (apt-get install chromium) …\n");
  spawnSync("apt-get", ["update", "-qq"], { stdio: "ignore" });
  spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], { stdio: "ignore", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
  if (existsSync("/usr/bin/chromium")) return "/usr/bin/chromium";
  process.stderr.write("There is no Chromium, and it could not be installed. Name one with CHROMIUM=/path/to/chromium.\n");
  process.exit(1);
}
