// What the drivers share: paths come from standard input, one a line; of each a line of JSON tells what was found in it or why it was refused.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** Requires from the folder in which the judge's tool is installed. */
export const toolRequire = createRequire(join(process.argv[2], "package.json"));

export async function answerAll(judge) {
  for (const file of readFileSync(0, "utf8").split("\n").filter((line) => line !== "")) {
    try {
      console.log(JSON.stringify({ file, ...(await judge(readFileSync(file, "utf8"), file)) }));
    } catch (error) {
      console.log(JSON.stringify({ file, error: String(error?.message ?? error).slice(0, 1000) }));
    }
  }
}
