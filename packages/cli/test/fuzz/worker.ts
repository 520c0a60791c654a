import { parentPort, workerData } from "node:worker_threads";
import { extremeInputs, makeInput, type Input } from "./inputs.ts";
import { judge } from "./judge.ts";

/** What the worker is told to try. */
export interface Orders {
  readonly texts: readonly (readonly [string, string])[];
  readonly from: number;
  readonly to: number;
  /** Full size of the extreme inputs is 1; 0 leaves them out. */
  readonly scale: number;
  /** How many extreme inputs were tried before. */
  readonly after: number;
}

/** What it tells: before each input its name, behind it what was found. */
export type Report = { readonly type: "begin"; readonly name: string; readonly index: number } | { readonly type: "end"; readonly name: string; readonly ms: number; readonly faults: readonly string[] } | { readonly type: "done" };

const orders = workerData as Orders;
const tell = (report: Report): void => parentPort!.postMessage(report);

function attempt(index: number, make: () => Input): void {
  const input = make();
  tell({ type: "begin", name: input.name, index });
  const started = performance.now();
  const faults = judge(input);
  tell({ type: "end", name: input.name, ms: Math.round(performance.now() - started), faults });
}

const texts = new Map(orders.texts);
if (orders.scale > 0) for (const [index, input] of extremeInputs(orders.scale).entries()) if (index >= orders.after) attempt(-1 - index, () => input);
for (let seed = orders.from; seed < orders.to; seed++) attempt(seed, () => makeInput(seed, texts));
tell({ type: "done" });
