// PGlite runs migrations, statement by statement.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { answerAll } from "../../../packages/verify/drivers/answers.mjs";
import { judgeMigration } from "./migration.mjs";

const { PGlite } = await import(pathToFileURL(join(process.argv[2], "node_modules/@electric-sql/pglite/dist/index.js")).href);
const catalogue = readFileSync(join(dirname(fileURLToPath(import.meta.url)), "catalogue.sql"), "utf8");

const open = async () => {
  const database = await PGlite.create();
  const run = async (steps) => {
    let within = false;
    for (const { sql, alone } of steps) {
      if ((alone === true) === within) await database.exec(within ? "COMMIT" : "BEGIN");
      within = alone !== true;
      await database.exec(sql);
    }
    if (within) await database.exec("COMMIT");
  };
  return {
    exec: (sql) => database.exec(sql),
    run: (phase, back) => run(back ? phase.rollback : phase.steps),
    lines: async (query) => (await database.query(query)).rows.map((row) => Object.values(row).join("|")),
  };
};

await answerAll((text) => judgeMigration(JSON.parse(text), open, catalogue).then((answer) => {
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer;
}));
process.exit(0);
