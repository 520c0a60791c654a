#!/usr/bin/env node
// Twenty thousand spoiled inputs, and those of a size and depth that nobody writes, through check, build, format and the workbench's pictures.
//   node bench/fuzz.mjs [--count 20000] [--from 1] [--scale 1] [--bound 120] [--show 20] [--json]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../", import.meta.url));
const { values } = parseArgs({ options: { count: { type: "string", default: "20000" }, from: { type: "string", default: "1" }, scale: { type: "string", default: "1" }, bound: { type: "string", default: "120" }, show: { type: "string", default: "20" }, json: { type: "boolean" } } });
const folder = mkdtempSync(join(tmpdir(), "groundplan-fuzz-"));
try {
  const driver = join(folder, "drive.mjs");
  const { outputFiles } = await build({ entryPoints: [join(root, "packages/cli/test/fuzz/drive.ts")], outfile: driver, write: false, bundle: true, format: "esm", platform: "node", target: "node20", logLevel: "error", plugins: [{ name: "esbuild-from-here", setup: (own) => own.onResolve({ filter: /^esbuild$/ }, () => ({ path: import.meta.resolve("esbuild"), external: true })) }] });
  const { writeFileSync } = await import("node:fs");
  writeFileSync(driver, outputFiles[0].text);
  const { fuzz } = await import(pathToFileURL(driver).href);
  const started = performance.now();
  const result = await fuzz({ root, from: Number(values.from), count: Number(values.count), scale: Number(values.scale), bound: Number(values.bound) * 1000, onInput: (done) => process.stderr.isTTY && done % 50 === 0 && process.stderr.write(`\r\u001b[2K${done}`) });
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[2K");
  if (values.json) process.stdout.write(`${JSON.stringify({ ...result, slowest: result.slowest.ms, slowestInput: result.slowest.name, faults: result.faults.slice(0, 200) })}\n`);
  else {
    process.stdout.write(`${result.count} inputs in ${Math.round((performance.now() - started) / 1000)} s, ${result.faults.length} with faults; the slowest took ${result.slowest.ms} ms (${result.slowest.name})\n`);
    for (const { name, faults } of result.faults.slice(0, Number(values.show))) process.stdout.write(`  ${name.slice(0, 300)}\n${faults.slice(0, 4).map((fault) => `    ${fault}\n`).join("")}`);
  }
  process.exitCode = result.faults.length > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
