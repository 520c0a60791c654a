// What the judges share: the cache in which their tools are installed, and running a program with a time limit.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of all installed tools: `$GROUNDPLAN_CACHE`, or `~/.cache/groundplan`. */
export function cacheFolder() {
  return process.env.GROUNDPLAN_CACHE || join(homedir(), ".cache", "groundplan");
}

/**
 * Installs a tool once for its name and version. `fill` gets an empty folder; only when it has come to its end is the folder
 * put in its place, so that a broken installation is never taken for a whole one.
 * Returns the folder, and what the installation cost, in seconds and bytes, when it was made.
 */
export function installed(name, version, fill) {
  const key = `${name}-${version}`;
  if (!installing.has(key)) installing.set(key, install(name, version, fill));
  return installing.get(key);
}

/** Two judges may share a tool. */
const installing = new Map();

async function install(name, version, fill) {
  const folder = join(cacheFolder(), "judges", `${name}-${version}`);
  const record = join(folder, "installed.json");
  if (existsSync(record)) return { folder, fresh: false, ...JSON.parse(readFileSync(record, "utf8")) };
  const building = `${folder}.${process.pid}`;
  rmSync(building, { recursive: true, force: true });
  mkdirSync(building, { recursive: true });
  const began = performance.now();
  try {
    await fill(building);
    const cost = { seconds: Math.round((performance.now() - began) / 100) / 10, bytes: sizeOf(building) };
    writeFileSync(join(building, "installed.json"), `${JSON.stringify(cost)}\n`);
    rmSync(folder, { recursive: true, force: true });
    renameSync(building, folder);
    return { folder, fresh: true, ...cost };
  } catch (error) {
    rmSync(building, { recursive: true, force: true });
    throw error;
  }
}

function sizeOf(folder) {
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) bytes += sizeOf(path);
    else if (entry.isFile()) bytes += statSync(path).size;
  }
  return bytes;
}

/** Runs a program; resolves to its exit status and output, rejects when it cannot be started or takes too long. */
export function run(command, args, { cwd, env, input, uid, gid, seconds = 600 } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, uid, gid, env: { ...process.env, ...env }, stdio: ["pipe", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`${command} took more than ${seconds} s`));
    }, seconds * 1000);
    child.stdout.setEncoding("utf8").on("data", (text) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
    child.stdin.on("error", () => {});
    child.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on("close", (status) => {
      clearTimeout(timer);
      resolve({ status, stdout, stderr });
    });
    child.stdin.end(input ?? "");
  });
}

/** As `run`, and rejects when the program fails. */
export async function must(command, args, options) {
  const result = await run(command, args, options);
  if (result.status !== 0) throw new Error(`${[command, ...args].join(" ").slice(0, 200)} exited with ${result.status}: ${(result.stderr || result.stdout).trim().split("\n").slice(-12).join("\n")}`);
  return result;
}

/** A tool of npm, by its packages with their exact versions; scripts of packages are not run. */
export function npmTool(name, version, packages) {
  return installed(name, version, async (folder) => {
    writeFileSync(join(folder, "package.json"), '{"private":true}\n');
    await must("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder, ...packages]);
  });
}

/**
 * A tool of PyPI, by its packages with their exact versions, in a virtual environment. That is moved into its place when it is whole, so that
 * what is called there is its Python, and never a program with the path of that in its first line. Packages are taken as they were built for
 * this machine; no code of them is run to install them.
 */
export function pythonTool(name, version, packages) {
  return installed(name, version, async (folder) => {
    const make = () => run("python3", ["-m", "venv", folder]);
    // Debian has what makes them in a package of its own.
    if ((await make()).status !== 0) {
      await debianProgram([join(folder, "bin/pip")], ["python3-venv"]).catch(() => {});
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      await must("python3", ["-m", "venv", folder]);
    }
    await must(join(folder, "bin/python"), ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--only-binary=:all:", ...packages]);
    await must(join(folder, "bin/python"), ["-m", "pip", "uninstall", "--quiet", "--yes", "pip"]);
  });
}

/** A driver: one of our own, or one that `groundplan verify` has the same tool read files with. */
export function driverFile(name) {
  return ["./drivers/", "../../packages/verify/drivers/"].map((folder) => fileURLToPath(new URL(folder + name, import.meta.url))).find((path) => existsSync(path));
}

/** Has a driver read the files with the tool in `folder`. */
export async function drive(driver, folder, files, { seconds = 180, command = process.execPath, args = [] } = {}) {
  const { stdout, stderr, status } = await run(command, [driverFile(driver), folder, ...args], { input: files.join("\n"), seconds });
  if (status !== 0) throw new Error(stderr.trim().slice(0, 600));
  return verdicts(files, stdout);
}

let apt = Promise.resolve();

/** A program of Debian: its path, after an installation by apt-get where it is missing and that is possible; one after the other. */
export function debianProgram(candidates, packages) {
  const found = apt.then(() => findProgram(candidates, packages));
  apt = found.catch(() => {});
  return found;
}

async function findProgram(candidates, packages) {
  const find = () => candidates.find((path) => existsSync(path));
  if (find() === undefined && process.getuid?.() === 0) {
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await must("apt-get", ["update", "-q"], { env });
    await must("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...packages], { env });
  }
  const found = find();
  if (found === undefined) throw new Error(`none of ${candidates.join(", ")} is there; ${packages.join(" and ")} of Debian has it`);
  return found;
}

/**
 * The user by whom a database server is run: nobody where we are root, which servers refuse; ourselves otherwise. With it a folder of its
 * own, removed when `use` has come to its end.
 */
export async function asServer(use) {
  const folder = mkdtempSync("/tmp/groundplan-server-");
  const root = process.getuid?.() === 0;
  const user = root ? { uid: 65534, gid: 65534 } : {};
  if (root) chownSync(folder, user.uid, user.gid);
  try {
    return await use(folder, user);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Java archives from Maven Central, copied into `folder/lib` with all that they need (`alone`: without). */
export async function mavenArchives(folder, coordinates, { alone = false } = {}) {
  const dependencies = coordinates.map((each) => {
    const [group, artifact, version] = each.split(":");
    return `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;
  });
  const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>groundplan</groupId><artifactId>judge</artifactId><version>1</version><dependencies>${dependencies.join("")}</dependencies></project>`;
  writeFileSync(join(folder, "pom.xml"), pom);
  await must("mvn", ["-B", "-q", "-f", join(folder, "pom.xml"), "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies", `-DoutputDirectory=${join(folder, "lib")}`, "-DincludeScope=runtime", `-DexcludeTransitive=${alone}`]);
}

/** The first eight digits of a file's SHA-256: part of a version where a program of ours is built into the tool. */
export function digestOf(path) {
  return createHash("sha256").update(readFileSync(path)).digest("hex").slice(0, 8);
}

/** Answers of a driver: one JSON object a line, `{file, error?}`; a file without an answer has failed. */
export function verdicts(files, stdout) {
  const answers = new Map();
  for (const line of stdout.split("\n")) {
    if (!line.startsWith("{")) continue;
    const answer = JSON.parse(line);
    answers.set(answer.file, answer);
  }
  return files.map((file) => {
    const answer = answers.get(file);
    if (!answer) return { file, result: "failed", detail: "no answer" };
    const detail = answer.error ?? compare(file, answer);
    return detail === undefined ? { file, result: "passed" } : { file, result: "failed", detail };
  });
}

/** Beside a file, `<file>.expected.json` says how much a reader must find in it: that nothing was lost or made up on the way. */
function compare(file, answer) {
  const path = `${file}.expected.json`;
  if (!existsSync(path)) return undefined;
  const expected = JSON.parse(readFileSync(path, "utf8"));
  const wrong = Object.keys(expected).filter((key) => key in answer && answer[key] !== expected[key]);
  return wrong.length === 0 ? undefined : wrong.map((key) => `${answer[key]} ${key} were read, ${expected[key]} were written`).join("; ");
}
