// PostgreSQL as WebAssembly: each file is run in a schema-less database of its own, one instance for all.
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { answerAll } from "../../../packages/verify/drivers/answers.mjs";

const { PGlite } = await import(pathToFileURL(join(process.argv[2], "node_modules/@electric-sql/pglite/dist/index.js")).href);
const database = await PGlite.create();

await answerAll(async (text) => {
  await database.exec("BEGIN");
  try {
    await database.exec(text);
    const { rows } = await database.query("SELECT count(*)::int AS tables FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')");
    return { tables: rows[0].tables };
  } finally {
    await database.exec("ROLLBACK");
  }
});
process.exit(0);
