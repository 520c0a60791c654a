// Migrations are run: on the old schema with rows, to the new one and, in a second go, from the switch back to the old one.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { inPostgresql, pglite, postgresql } from "./databases.mjs";
import { drive, verdicts } from "./tool.mjs";
import { judgeMigration } from "./drivers/migration.mjs";

const catalogue = readFileSync(join(dirname(fileURLToPath(import.meta.url)), "drivers/catalogue.sql"), "utf8");

// Well-formed, and the catalogue at its end is right; one row of three is left behind.
const step = (sql) => ({ sql });
const broken = JSON.stringify({
  before: "CREATE TABLE a (id integer PRIMARY KEY, t text);", after: "CREATE TABLE b (id integer NOT NULL, t text, CONSTRAINT pk_b PRIMARY KEY (id));", rows: "INSERT INTO a VALUES (1, 'x'), (2, 'y'), (3, 'z');",
  tables: ["public.b"], gone: ["public.a"], asked: [{ query: "SELECT count(*) FROM b", answer: "3" }],
  phases: [
    { name: "expand", steps: [step("CREATE TABLE b (id integer NOT NULL, t text, CONSTRAINT pk_b PRIMARY KEY (id))")], rollback: [step("DROP TABLE b")] },
    { name: "backfill", steps: [step("INSERT INTO b SELECT id, t FROM a WHERE id < 3 ON CONFLICT DO NOTHING")], rollback: [step("TRUNCATE b")] },
    { name: "contract", steps: [step("DROP TABLE a")], rollback: [] },
  ].map((phase) => ({ ...phase, file: phase.steps.map(({ sql }) => `${sql};`).join("\n"), rollbackFile: phase.rollback.map(({ sql }) => `${sql};`).join("\n") })),
});

export const migrationsPglite = {
  id: "migrations-pglite", title: "Migrations, PGlite", version: pglite.version, extension: "migration.json", broken,
  install: pglite.install,
  judge: (folder, files) => drive("migrations-pglite.mjs", folder, files, { seconds: 300 }),
};

export const migrationsPostgresql = {
  id: "migrations-postgresql", title: "Migrations, PostgreSQL", version: postgresql.version, extension: "migration.json", broken,
  install: postgresql.install,
  judge: (_, files) =>
    inPostgresql(async ({ pg }) => {
      const answers = [];
      let count = 0;
      const open = async () => {
        const name = `m${++count}`;
        const psql = async (args, input) => {
          const { status, stdout, stderr } = await pg("psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", name, ...args], { input });
          if (status !== 0) throw new Error(stderr.trim().replaceAll("\n", " ").slice(0, 600));
          return stdout;
        };
        const made = await pg("psql", ["-X", "-q", "-d", "postgres", "-c", `CREATE DATABASE ${name} TEMPLATE template0`]);
        if (made.status !== 0) throw new Error(made.stderr);
        return {
          exec: (sql) => psql([], sql),
          // As people run them: the files themselves.
          run: (phase, back) => psql([], back ? phase.rollbackFile : phase.file),
          lines: async (query) => (await psql(["-A", "-t"], query)).split("\n").filter((line) => line !== ""),
        };
      };
      for (const file of files) answers.push({ file, ...(await judgeMigration(JSON.parse(readFileSync(file, "utf8")), open, catalogue)) });
      return verdicts(files, answers.map((answer) => JSON.stringify(answer)).join("\n"));
    }),
};
