// Tries the published package as a user would: npm pack, install the tarball in an empty folder, init, check, build, draw.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), "groundplan-package-"));

function run(command, args, cwd, expected = 0) {
  const started = performance.now();
  const result = spawnSync(command, args, { cwd, encoding: "utf8", shell: process.platform === "win32" });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const ok = result.status === expected;
  process.stdout.write(`${ok ? "ok  " : "FAIL"} ${seconds} s  ${command} ${args.join(" ")}\n`);
  if (!ok) {
    process.stdout.write(result.stdout + result.stderr);
    throw new Error(`${command} ${args.join(" ")} gave ${result.status}, not ${expected}`);
  }
  return result.stdout;
}

function demand(condition, what) {
  if (!condition) throw new Error(what);
  process.stdout.write(`ok         ${what}\n`);
}

try {
  if (!existsSync(join(root, "packages/cli/dist/main.mjs"))) run("npm", ["run", "--silent", "build"], root);
  const packed = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", folder, "-w", "groundplan"], root));
  const { filename, size, files } = Array.isArray(packed) ? packed[0] : Object.values(packed)[0];
  const shipped = files.map((file) => file.path);
  const stray = shipped.filter((path) => !/^(?:package\.json|README\.md|LICENSE|THIRD_PARTY\.md|bin\/groundplan\.mjs|dist\/[\w-]+\.mjs|dist\/assets\/[\w-]+\.(?:ttf|txt)|dist\/drivers\/[\w-]+\.(?:mjs|py)|dist\/workbench\/(?:index\.html|app\.(?:js|css)|THIRD_PARTY\.txt|fonts\/[\w-]+\.woff2))$/.test(path));
  demand(stray.length === 0, `the package holds only what is needed${stray.length > 0 ? `, but also ${stray.join(", ")}` : ""}`);
  for (const path of ["README.md", "LICENSE", "THIRD_PARTY.md", "dist/main.mjs", "dist/drivers/pglite_session.mjs", "dist/drivers/sqlite.py", "dist/assets/Inter-OFL.txt", "dist/workbench/THIRD_PARTY.txt"]) demand(shipped.includes(path), `the package holds ${path}`);
  process.stdout.write(`           ${filename}: ${Math.round(size / 1024)} kB\n`);
  writeFileSync(join(folder, "package.json"), '{"private":true}\n');
  run("npm", ["install", "--no-audit", "--no-fund", join(folder, filename)], folder);
  const groundplan = (args, expected) => run("npx", ["--no-install", "groundplan", ...args], folder, expected);
  groundplan(["--version"]);
  groundplan(["init", "design"]);
  const checked = JSON.parse(groundplan(["check", "design", "--format", "json"]));
  demand(checked.diagnostics.length === 0, "the starter workspace is without a finding");
  groundplan(["build", "design"]);
  const built = JSON.parse(groundplan(["build", "design", "--format", "json"]));
  demand(built.files.length > 10 && built.files.every((file) => file.state === "unchanged"), "a second build changes nothing");
  demand(existsSync(join(folder, "design/groundplan-out/site/index.html")), "the site is there");
  const status = JSON.parse(groundplan(["status", "design", "--format", "json"]));
  demand(status.artifacts.length === 35 && status.drivers.length === 32, "status lists 35 artifacts and 32 drivers");
  const verified = JSON.parse(groundplan(["verify", "design", "--format", "json"]));
  demand(verified.judges.some((line) => line.judge === "geometry" && line.result === "passed") && verified.judges.every((line) => line.result !== "failed"), "verify runs the judges that are here, and none refuses what was built");
  const listed = JSON.parse(groundplan(["verify", "design", "--list", "--format", "json"]));
  demand(listed.judges.some((judge) => judge.id === "planner" && !judge.available), "PGlite is not installed unasked, and verify says how to install it");
  for (const format of ["svg", "png", "pdf"]) groundplan(["draw", "containers/app", "--workspace", "design", "-o", `app.${format}`]);
  demand(readFileSync(join(folder, "app.pdf")).subarray(0, 5).toString() === "%PDF-", "the PDF is one");
  groundplan(["format", "design", "--check"]);
  groundplan(["decide", "Search notes in the database", "--workspace", "design", "--affects", "notes"]);
  groundplan(["check", "nowhere"], 2);
  groundplan(["drift"], 2);
} catch (error) {
  process.stdout.write(`the package fails: ${error.message}\n`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
