// PostgreSQL as WebAssembly, spoken to over standard input and output: a line of JSON `{sql}` each way, `{values}` or `{error, state}` back.
// Arguments: the folder that the package is required from, and an empty folder for its data.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [, , folder, data] = process.argv;
const { PGlite } = await import(pathToFileURL(createRequire(join(folder, "package.json")).resolve("@electric-sql/pglite")).href);
const database = await PGlite.create({ dataDir: data });
const say = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);
say({ ready: true });

// JSON stays the text that it is.
const [JSON_TYPE, JSONB_TYPE] = [114, 3802];
const parsers = { [JSON_TYPE]: (text) => text, [JSONB_TYPE]: (text) => text };
for await (const line of createInterface({ input: process.stdin })) {
  try {
    const results = await database.exec(JSON.parse(line).sql, { rowMode: "array", parsers });
    say({ values: (results.at(-1)?.rows ?? []).map(([first]) => (first === null || first === undefined ? null : String(first))) });
  } catch (error) {
    say({ error: String(error?.message ?? error).slice(0, 1000), state: String(error?.code ?? "") });
  }
}
process.exit(0);
