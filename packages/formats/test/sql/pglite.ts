import { existsSync, readFileSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** A database of PostgreSQL in memory. */
export interface Database {
  exec(sql: string): Promise<unknown>;
  query(sql: string): Promise<{ readonly rows: readonly Record<string, unknown>[] }>;
  close(): Promise<void>;
}

/** Where PGlite is: the conformance run installs it beside its other tools; undefined where it never ran. */
export const pgliteAt: string | undefined = (() => {
  const tools = join(process.env["GROUNDPLAN_CACHE"] ?? join(homedir(), ".cache", "groundplan"), "judges");
  const found = existsSync(tools) ? readdirSync(tools).filter((name) => /^pglite-[\d.]+$/.test(name)).sort().at(-1) : undefined;
  const entry = found === undefined ? undefined : join(tools, found, "node_modules/@electric-sql/pglite/dist/index.js");
  return entry !== undefined && existsSync(entry) ? entry : undefined;
})();

export async function openDatabase(): Promise<Database> {
  const { PGlite } = (await import(/* @vite-ignore */ pathToFileURL(pgliteAt!).href)) as { PGlite: { create(): Promise<Database> } };
  return PGlite.create();
}

const query = readFileSync(join(dirname(fileURLToPath(import.meta.url)), "../../../../conformance/judges/drivers/catalogue.sql"), "utf8");

/** Everything that the catalogue says of tables, in PostgreSQL's own spelling; `of` keeps the lines of some tables alone. */
export async function catalogueOf(database: Database, of: (table: string) => boolean = () => true): Promise<readonly string[]> {
  const { rows } = await database.query(query);
  return rows.map(({ line }) => String(line)).filter((line) => of(line.slice(0, line.indexOf(" "))));
}
