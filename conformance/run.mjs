// The conformance run: the field's own tools read what Groundplan writes. Each is installed into a cache outside the
// checkout, keyed by version; each must also refuse a document with an error of meaning, or its praise is worth nothing.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { filesIn, writeExports } from "./exports/subjects.mjs";
import { closeServers } from "./judges/databases.mjs";
import { judges } from "./judges/index.mjs";
import { cacheFolder } from "./judges/tool.mjs";
import { roundTrips } from "./round-trips/run.mjs";

const HELP = `node conformance/run.mjs [FOLDER] [--only ID,…] [--allow-skips] [--keep] [--list]

Has the field's own tools judge the files in FOLDER; without one, what is built of the examples and of hostile fixtures.
Exits 1 when a judge refuses a file, accepts its broken document, or cannot be installed (--allow-skips: may be missing).
Tools are kept in $GROUNDPLAN_CACHE, by default ~/.cache/groundplan. --keep leaves the files that were judged.

Example:
  $ node conformance/run.mjs --only mermaid,d2
`;

const args = process.argv.slice(2);
if (args.includes("--help")) {
  process.stdout.write(HELP);
  process.exit(0);
}
if (args.includes("--list")) {
  for (const { id, title, version } of [...judges, roundTrips]) process.stdout.write(`${id}  ${title} ${version}\n`);
  process.exit(0);
}
const only = args.includes("--only") ? (args[args.indexOf("--only") + 1] ?? "").split(",") : undefined;
const unknown = only?.filter((id) => ![...judges, roundTrips].some((judge) => judge.id === id)) ?? [];
if (unknown.length > 0) {
  process.stderr.write(`There is no judge ${unknown.join(", ")}; --list names them.\n`);
  process.exit(2);
}
const folder = args.find((arg, at) => !arg.startsWith("--") && args[at - 1] !== "--only");
const scratch = mkdtempSync(join(tmpdir(), "groundplan-conformance-"));
process.exitCode = (await main()) ? 0 : 1;

async function main() {
  try {
    const base = folder === undefined ? join(scratch, "files") : resolve(folder);
    const heard = judges.filter((judge) => !only || only.includes(judge.id));
    const files = heard.length === 0 ? [] : folder === undefined ? await writeExports(scratch) : filesIn(base);
    const rows = await inTurns(heard, (judge) => hear(judge, files, base));
    if (folder === undefined && (!only || only.includes(roundTrips.id))) rows.push(await roundTrips.run(scratch, (text) => process.stdout.write(text)));
    print(rows);
    const skips = args.includes("--allow-skips");
    return rows.every((row) => row.result === "passed" || (row.result === "skipped" && skips));
  } finally {
    await closeServers();
    if (args.includes("--keep")) process.stdout.write(`\nThe files are in ${scratch}\n`);
    else rmSync(scratch, { recursive: true, force: true });
  }
}

/** At most two at a time, so that one that waits holds up nobody; the answers in the order of the items. */
async function inTurns(items, work) {
  const answers = [];
  let next = 0;
  const turn = async () => {
    while (next < items.length) {
      const at = next++;
      answers[at] = await work(items[at]);
    }
  };
  await Promise.all([turn(), turn()]);
  return answers;
}

/** One judge: installs it, has it read its files and a broken one, and tells what it refused. */
async function hear(judge, files, base) {
  const { title, version } = judge;
  const row = { title, version, files: 0, seconds: 0, installation: "" };
  let tool;
  try {
    tool = await judge.install();
  } catch (error) {
    process.stdout.write(`${title} ${version} could not be installed: ${error.message}\n`);
    return { ...row, result: "skipped" };
  }
  row.version = tool.version ?? version;
  row.installation = `${tool.seconds} s, ${(tool.bytes / 1e6).toFixed(0)} MB${tool.fresh ? ", now" : ""}`;
  const began = performance.now();
  const own = files.filter((file) => (judge.matches ? judge.matches.test(file) : file.endsWith(`.${judge.extension}`)));
  const broken = writeBroken(judge);
  try {
    const [judged, refused] = [own.length > 0 ? await judge.judge(tool.folder, own) : [], await judge.judge(tool.folder, [broken])];
    row.seconds = Math.round((performance.now() - began) / 100) / 10;
    row.files = judged.length;
    const failures = judged.filter((verdict) => verdict.result !== "passed");
    for (const { file, detail } of failures.slice(0, 12)) process.stdout.write(`${title} refuses ${relative(base, file)}: ${detail}\n`);
    if (failures.length > 12) process.stdout.write(`${title} refuses ${failures.length - 12} more\n`);
    if (refused[0]?.result !== "failed") process.stdout.write(`${title} accepts its broken document: it is no judge.\n`);
    else row.refuses = refused[0].detail;
    return { ...row, result: failures.length === 0 && refused[0]?.result === "failed" && own.length > 0 ? "passed" : "failed" };
  } catch (error) {
    process.stdout.write(`${title} ${version} broke down: ${error.message}\n`);
    return { ...row, result: "failed" };
  }
}

/** Writes a judge's broken document, or the files that it consists of; the first of them is the one that is judged. */
function writeBroken({ id, extension, broken }) {
  const files = typeof broken === "string" ? { [`broken-${id}.${extension}`]: broken } : Object.fromEntries(Object.entries(broken).map(([path, text]) => [`broken-${id}/${path}`, text]));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(scratch, path)), { recursive: true });
    writeFileSync(join(scratch, path), text);
  }
  return join(scratch, Object.keys(files)[0]);
}

function print(rows) {
  const table = [["judge", "version", "files", "result", "seconds", "installation", "refuses, as it must"]];
  for (const row of rows) table.push([row.title, row.version, String(row.files), row.result, String(row.seconds), row.installation, oneLine(row.refuses ?? "")]);
  const widths = table[0].map((_, column) => Math.max(...table.map((cells) => cells[column].length)));
  process.stdout.write(`\n${table.map((cells) => cells.map((cell, column) => (column === cells.length - 1 ? cell : cell.padEnd(widths[column]))).join("  ").trimEnd()).join("\n")}\n`);
  process.stdout.write(`\nTools are kept in ${cacheFolder()}.\n`);
}

function oneLine(text) {
  const line = text.replaceAll(scratch, "").replace(/\s+/g, " ").trim();
  return line.length > 90 ? `${line.slice(0, 89)}…` : line;
}
