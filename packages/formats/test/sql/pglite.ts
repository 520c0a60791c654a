import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** A database of PostgreSQL in memory. */
export interface Database {
  exec(sql: string): Promise<unknown>;
  query(sql: string): Promise<{ readonly rows: readonly Record<string, unknown>[] }>;
  close(): Promise<void>;
}

/** Where PGlite is: it is installed with the tests; undefined where that was left out. */
export const pgliteAt: string | undefined = (() => {
  try {
    return createRequire(import.meta.url).resolve("@electric-sql/pglite");
  } catch {
    return undefined;
  }
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
