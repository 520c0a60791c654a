#!/usr/bin/env node
// The figures that Groundplan promises, measured: whole processes, medians, beside the peer in the same run.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { buildModel } from "./figures/build.mjs";
import { checkLarge, checkModel, coldStart } from "./figures/check.mjs";
import { edits } from "./figures/edits.mjs";
import { fuzz } from "./figures/fuzz.mjs";
import { pictures } from "./figures/pictures.mjs";
import { installLikeC4, PEER_NODE } from "./measure/peer.mjs";
import { describeMachine, printTable, withVerdict } from "./measure/table.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const figures = [checkModel, checkLarge, coldStart, buildModel, edits, pictures, fuzz];
/** Figures that stand beside LikeC4. */
const WITH_PEER = new Set([checkModel, buildModel]);

const HELP = `Usage: npm run bench -- [options]   (or: node bench/run.mjs [options])

Measures what Groundplan promises, whole processes beside the peer in one run, and prints a table.
Build first: npm run build. The peers are installed by npm into \${GROUNDPLAN_CACHE:-~/.cache/groundplan}.
A figure that misses its target is told and is no failure; the exit status is 1 only where something broke.

Options:
  --only IDS      only these figures, separated by commas
  --runs N        runs of each program (default 5; LikeC4 runs three times at most)
  --no-peer       leave the peers out
  --shared DIR    the folder of the shared generators and graphs (default: ../shared/bench beside the checkout)
  --json          print the rows as JSON
  -h, --help      print this

Figures:
${figures.map((figure) => `  ${figure.id.padEnd(14)}  ${figure.title}`).join("\n")}
`;

process.exitCode = await main();

async function main() {
  let options;
  try {
    options = parseArgs({ options: { only: { type: "string" }, runs: { type: "string", default: "5" }, "no-peer": { type: "boolean" }, shared: { type: "string" }, json: { type: "boolean" }, help: { type: "boolean", short: "h" } } }).values;
  } catch (error) {
    return usage(error.message);
  }
  if (options.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const wanted = options.only?.split(",").map((id) => id.trim());
  const unknown = wanted?.find((id) => !figures.some((figure) => figure.id === id));
  if (unknown !== undefined) return usage(`there is no figure ${unknown}; there are ${figures.map((figure) => figure.id).join(", ")}`);
  const runs = Number(options.runs);
  if (!Number.isInteger(runs) || runs < 1) return usage("--runs takes a number from 1");
  const program = join(root, "packages/cli/bin/groundplan.mjs");
  if (!existsSync(join(root, "packages/cli/dist/main.mjs"))) return usage("Groundplan is not built: run npm run build first");

  const chosen = figures.filter((figure) => !wanted || wanted.includes(figure.id));
  const peer = options["no-peer"] || !chosen.some((figure) => WITH_PEER.has(figure)) ? undefined : installLikeC4();
  const folder = mkdtempSync(join(tmpdir(), "groundplan-bench-"));
  // Whole processes are compared on one Node: that which the peer asks for, where there is a peer.
  const node = peer?.node ?? process.execPath;
  const context = { node, program, peer, runs, folder, shared: resolve(options.shared ?? join(root, "../shared/bench")), example: join(root, "examples/astronomy-shop"), say: (name, run) => process.stderr.isTTY && process.stderr.write(`\r\u001b[2K${name}, run ${run + 1}`) };
  const rows = [];
  const broken = [];
  try {
    for (const figure of chosen) {
      try {
        for (const row of await figure.run(context)) rows.push({ figure: figure.id, ...withVerdict(row) });
      } catch (error) {
        broken.push({ figure: figure.id, message: error.message });
      }
      if (process.stderr.isTTY) process.stderr.write("\r\u001b[2K");
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (options.json) process.stdout.write(`${JSON.stringify({ machine: describeMachine(), rows, broken }, undefined, 2)}\n`);
  else {
    if (node !== process.execPath) process.stdout.write(`Whole processes of both run on Node ${PEER_NODE}, which LikeC4 asks for.\n`);
    printTable(rows, (text) => process.stdout.write(text));
  }
  for (const { figure, message } of broken) process.stderr.write(`bench: ${figure} broke: ${message}\n`);
  return broken.length > 0 ? 1 : 0;
}

function usage(message) {
  process.stderr.write(`bench: ${message}\n`);
  return 2;
}
