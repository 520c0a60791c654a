/** Runs command lines as a user in a folder would, for the tests. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { main } from "../src/main.ts";

export interface Answer {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

export async function runIn(folder: string, argv: readonly string[]): Promise<Answer> {
  let out = "";
  let err = "";
  const status = await main(argv, { cwd: folder, today: "2026-11-23", out: (text) => void (out += text), err: (text) => void (err += text), colour: false, progress: false, columns: 100 });
  return { status, out, err };
}

/** Writes a file, with the folders that it stands in. */
export function putIn(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
