import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import type { Orders, Report } from "./worker.ts";

export interface FuzzOptions {
  /** The checkout's root. */
  readonly root: string;
  readonly from: number;
  readonly count: number;
  /** See `Orders`. */
  readonly scale: number;
  /** An input that takes longer has hung: its worker is ended, and another one goes on behind it. */
  readonly bound: number;
  readonly onInput?: (done: number) => void;
}

export interface FuzzResult {
  readonly count: number;
  readonly slowest: { readonly name: string; readonly ms: number };
  readonly faults: readonly { readonly name: string; readonly faults: readonly string[] }[];
}

/** Tries inputs in a worker, one after another, under the eye of a watchdog. */
export async function fuzz(options: FuzzOptions): Promise<FuzzResult> {
  const folder = mkdtempSync(join(tmpdir(), "groundplan-fuzz-"));
  try {
    const program = join(folder, "worker.mjs");
    await build({
      entryPoints: [join(options.root, "packages/cli/test/fuzz/worker.ts")], outfile: program, bundle: true, format: "esm", platform: "node", target: "node20", logLevel: "error", external: ["@resvg/resvg-js", "pdfkit"],
      banner: { js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);' },
    });
    return await drive(program, options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function drive(program: string, options: FuzzOptions): Promise<FuzzResult> {
  const texts = [...readTexts(options.root)];
  const faults: { name: string; faults: readonly string[] }[] = [];
  let slowest = { name: "", ms: 0 };
  let count = 0;
  let next: Orders | undefined = { texts, from: options.from, to: options.from + options.count, scale: options.scale, after: 0 };
  while (next) {
    const orders: Orders = next;
    next = await new Promise<Orders | undefined>((resolve, reject) => {
      const worker = new Worker(program, { workerData: orders, resourceLimits: { maxOldGenerationSizeMb: 4096 } });
      let under = { name: "the start", index: 0 };
      let begun = false;
      let watchdog = setTimeout(() => {}, 0);
      /** What is left to do when the input under way is given up. */
      const rest = (): Orders => (under.index < 0 ? { ...orders, after: -under.index } : { ...orders, scale: 0, from: under.index + 1 });
      const giveUp = (fault: string): void => {
        clearTimeout(watchdog);
        faults.push({ name: under.name, faults: [fault] });
        count++;
        void worker.terminate().then(() => resolve(rest()));
      };
      worker.on("message", (report: Report) => {
        switch (report.type) {
          case "begin":
            clearTimeout(watchdog);
            under = report;
            begun = true;
            watchdog = setTimeout(() => giveUp(`took more than ${options.bound / 1000} s`), options.bound);
            break;
          case "end":
            clearTimeout(watchdog);
            count++;
            if (report.ms > slowest.ms) slowest = report;
            if (report.faults.length > 0) faults.push({ name: report.name, faults: report.faults });
            options.onInput?.(count);
            break;
          case "done":
            resolve(undefined);
        }
      });
      worker.on("error", (error) => (begun ? giveUp(`ended the worker: ${error.message}`) : reject(error)));
    });
  }
  return { count, slowest: { name: slowest.name, ms: slowest.ms }, faults };
}

/** What is spoiled: the example, and the examples of all kinds as the vocabulary gives them. */
function* readTexts(root: string): Iterable<readonly [string, string]> {
  const example = join(root, "examples/astronomy-shop");
  for (const path of readdirSync(example, { recursive: true, encoding: "utf8" }).sort()) {
    const file = path.replaceAll("\\", "/");
    if (/\.plan$|^decisions\/.*\.md$/.test(file)) yield [file, readFileSync(join(example, path), "utf8")];
  }
  const kinds = join(root, "packages/vocabulary/src/kinds");
  const examples = readdirSync(kinds).sort().flatMap((file) => [...readFileSync(join(kinds, file), "utf8").matchAll(/^\s*example: '(.*)',?$/gm)].map(([, text]) => text!.replaceAll("\\n", "\n").replaceAll("\\'", "'")));
  for (let index = 0; index < examples.length; index += 4) yield [`kinds${index / 4}.plan`, `${examples.slice(index, index + 4).join("\n\n")}\n`];
}
