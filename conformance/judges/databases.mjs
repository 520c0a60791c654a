// Real databases run what we write for them. PostgreSQL's catalogue is read back and compared with the model.
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "../exports/bundle.mjs";
import { asServer, debianProgram, drive, must, npmTool, run, verdicts } from "./tool.mjs";

const pgliteVersion = "0.5.17";

// Well-formed; the index is on a column that is not there.
const broken = "CREATE TABLE a (\n    id uuid NOT NULL,\n    CONSTRAINT pk_a PRIMARY KEY (id)\n);\nCREATE INDEX ix_a_nowhere ON a (nowhere);\n";
const nothing = { folder: "/", fresh: false, seconds: 0, bytes: 0 };

const bin = "/usr/lib/postgresql/15/bin";

/** PostgreSQL of Debian, installed where it is missing. */
export const findPostgresql = () => debianProgram([`${bin}/postgres`], ["postgresql-15", "postgresql-client-15"]);

/** The cluster that all judges of one run share; it is made when the first of them asks for it. */
let cluster;
let users = 0;

/** What a judge must know of the cluster: its folder, how programs of PostgreSQL are run there, and with what the names of its own databases begin. */
export async function withPostgresql(use) {
  const { folder, options } = await (cluster ??= startCluster());
  return use(folder, options, `judge${users++}_`);
}

/** Ends what judges share. */
export async function closeServers() {
  const started = await cluster?.catch(() => undefined);
  cluster = undefined;
  await started?.stop();
}

function startCluster() {
  return new Promise((resolve, reject) => {
    const served = asServer(async (folder, user) => {
      const data = join(folder, "data");
      const options = { cwd: folder, env: { PGHOST: folder, PGUSER: "judge", PGOPTIONS: "--client-min-messages=warning", LC_ALL: "C.UTF-8", HOME: folder }, ...user };
      await must(join(bin, "initdb"), ["-D", data, "-U", "judge", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"], options);
      await must(join(bin, "pg_ctl"), ["-D", data, "-w", "-l", join(folder, "log"), "-o", `-k ${folder} -c listen_addresses= -c fsync=off -c full_page_writes=off -c synchronous_commit=off`, "start"], options);
      // The folder is there until everybody has done.
      await new Promise((done) => resolve({ folder, options, stop: () => (done(), served) }));
      await run(join(bin, "pg_ctl"), ["-D", data, "-m", "immediate", "stop"], options);
    });
    served.catch(reject);
  });
}

export const postgresql = {
  id: "postgresql", title: "PostgreSQL", version: "15", extension: "postgresql.sql", broken,
  install: () => debianTool(findPostgresql, [`${bin}/postgres`, "--version"]),
  judge: (_, files) =>
    withPostgresql(async (folder, options, prefix) => {
      const pg = (command, args, more = {}) => run(join(bin, command), args, { ...options, ...more });
      const dumpOf = async (database, name) => {
        writeFileSync(join(folder, name), (await must(join(bin, "pg_dump"), ["--schema-only", "--no-owner", "-d", database], options)).stdout);
        return join(folder, name);
      };
      const create = (name) => must(join(bin, "psql"), ["-d", "postgres", "-q", "-c", `CREATE DATABASE ${name} TEMPLATE template0`], options);
      const dumps = [];
      const answers = [];
      for (const [at, file] of files.entries()) {
        await create(`${prefix}d${at}`);
        const loaded = await pg("psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-1", "-d", `${prefix}d${at}`], { input: readFileSync(file, "utf8") });
        if (loaded.status !== 0) {
          answers.push({ file, error: loaded.stderr.trim().replaceAll("\n", " ").slice(0, 600) });
          continue;
        }
        dumps.push({ file, dump: await dumpOf(`${prefix}d${at}`, `${prefix}${at}.sql`), again: join(folder, `${prefix}${at}.again.sql`) });
      }
      if (dumps.length > 0) {
        const compare = join(folder, `${prefix}compare.mjs`);
        await bundle("compare.ts", compare);
        const { stdout } = await must(process.execPath, [compare], { input: JSON.stringify(dumps) });
        const said = new Map(stdout.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line)).map((answer) => [answer.file, answer]));
        // What was read of the catalogue, written and run again, gives the same catalogue: conditions too, which PostgreSQL spells its own way.
        for (const [at, { file, dump, again }] of dumps.entries()) {
          await create(`${prefix}e${at}`);
          const loaded = await pg("psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-1", "-d", `${prefix}e${at}`], { input: readFileSync(again, "utf8") });
          const second = loaded.status === 0 ? readFileSync(await dumpOf(`${prefix}e${at}`, `${prefix}${at}.second.sql`), "utf8") : "";
          const [first, later] = [readFileSync(dump, "utf8"), second].map(plain);
          if (loaded.status !== 0) answers.push({ file, error: `what was read back cannot be run: ${loaded.stderr.trim().slice(0, 300)}` });
          else if (first !== later) answers.push({ file, error: `what was read back makes another catalogue: ${differing(first, later)}` });
          else answers.push(said.get(file));
        }
      }
      return verdicts(files, answers.map((answer) => JSON.stringify(answer)).join("\n"));
    }),
};

/** A cluster of PostgreSQL for as long as `use` runs; `pg` runs one of its programs as its user. */
export function inPostgresql(use) {
  return asServer(async (folder, user) => {
    const data = join(folder, "data");
    const env = { PGHOST: folder, PGUSER: "judge", PGOPTIONS: "--client-min-messages=warning", LC_ALL: "C.UTF-8", HOME: folder };
    const pg = (command, args, options = {}) => run(join(bin, command), args, { cwd: folder, env, ...user, ...options });
    await must(join(bin, "initdb"), ["-D", data, "-U", "judge", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"], { cwd: folder, env, ...user });
    await must(join(bin, "pg_ctl"), ["-D", data, "-w", "-l", join(folder, "log"), "-o", `-k ${folder} -c listen_addresses= -c fsync=off -c full_page_writes=off -c synchronous_commit=off`, "start"], { cwd: folder, env, ...user });
    try {
      return await use({ folder, env, user, pg });
    } finally {
      await pg("pg_ctl", ["-D", data, "-m", "immediate", "stop"]);
    }
  });
}

export const pglite = {
  id: "pglite", title: "PGlite", version: pgliteVersion, extension: "postgresql.sql", broken,
  install: () => npmTool("pglite", pgliteVersion, [`@electric-sql/pglite@${pgliteVersion}`]),
  judge: (folder, files) => drive("pglite.mjs", folder, files),
};

export const sqlite = {
  id: "sqlite", title: "SQLite, Python's", version: "3", extension: "sqlite.sql",
  install: () => debianTool(() => must("python3", ["-c", "import sqlite3"]), ["python3", "-c", "import sqlite3; print(sqlite3.sqlite_version)"]),
  judge: (folder, files) => drive("sqlite.py", folder, files, { command: "python3" }),
  // Well-formed; the foreign key leads to a column that is not unique.
  broken: "CREATE TABLE a (\n    id TEXT NOT NULL,\n    name TEXT,\n    CONSTRAINT pk_a PRIMARY KEY (id)\n);\nCREATE TABLE b (\n    a TEXT,\n    CONSTRAINT fk_b_a FOREIGN KEY (a) REFERENCES a (name)\n);\n",
};

export const mariadb = {
  id: "mariadb", title: "MariaDB", version: "10.11", extension: "mariadb.sql",
  install: () => debianTool(() => debianProgram(["/usr/sbin/mariadbd"], ["mariadb-server"]), ["/usr/sbin/mariadbd", "--version"]),
  judge: (_, files) =>
    asServer(async (folder, user) => {
      const data = join(folder, "data");
      const socket = join(folder, "socket");
      const own = ["--no-defaults", `--datadir=${data}`, `--socket=${socket}`];
      await must("mariadb-install-db", [...own, "--auth-root-authentication-method=normal", "--skip-test-db"], { cwd: folder, ...user });
      const server = spawn("/usr/sbin/mariadbd", [...own, "--skip-networking", "--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=32M", `--pid-file=${join(folder, "pid")}`], { cwd: folder, ...user, stdio: "ignore" });
      const ended = new Promise((resolve) => server.on("exit", resolve));
      const client = (args, input) => run("mariadb", ["--no-defaults", `--socket=${socket}`, "-u", "root", "--batch", "--skip-column-names", "--default-character-set=utf8mb4", ...args], { cwd: folder, input });
      try {
        for (let tries = 0; (await client(["-e", "SELECT 1"])).status !== 0; tries++) {
          if (tries > 100 || server.exitCode !== null) throw new Error("mariadbd does not answer");
          await new Promise((resolve) => setTimeout(resolve, 200));
        }
        const answers = [];
        const own = "table_schema NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema')";
        for (const [at, file] of files.entries()) {
          await client(["-e", `CREATE DATABASE d${at} CHARACTER SET utf8mb4`]);
          const { status, stderr } = await client([`d${at}`], readFileSync(file, "utf8"));
          if (status !== 0) answers.push({ file, error: /ERROR .*/.exec(stderr)?.[0] ?? stderr.trim().slice(-600) });
          else answers.push({ file, tables: Number((await client(["-e", `SELECT count(*) FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND ${own}`])).stdout) });
          // A file may make databases of its own, for its schemas.
          const made = (await client(["-e", `SELECT DISTINCT table_schema FROM information_schema.tables WHERE ${own}`])).stdout.split("\n").filter((name) => name !== "");
          await client(["-e", `SET foreign_key_checks = 0; ${made.map((name) => `DROP DATABASE \`${name.replaceAll("`", "``")}\``).join("; ")}`]);
        }
        return verdicts(files, answers.map((answer) => JSON.stringify(answer)).join("\n"));
      } finally {
        server.kill("SIGKILL");
        await ended;
      }
    }),
  // Well-formed; the foreign key is of another type than what it leads to.
  broken: "CREATE TABLE a (\n    id BIGINT NOT NULL,\n    CONSTRAINT pk_a PRIMARY KEY (id)\n) ENGINE = InnoDB;\nCREATE TABLE b (\n    a VARCHAR(20),\n    CONSTRAINT fk_b_a FOREIGN KEY (a) REFERENCES a (id)\n) ENGINE = InnoDB;\n",
};

/** A dump without what it says of itself; a column's place among the statements counts, but not the key of one session. */
function plain(dump) {
  return dump.split("\n").filter((line) => line !== "" && !/^(?:--|\\(?:un)?restrict )/.test(line)).sort().join("\n");
}

function differing(first, later) {
  const lines = new Set(later.split("\n"));
  return first.split("\n").filter((line) => !lines.has(line)).slice(0, 3).join(" · ");
}

/** What is found on the machine costs nothing; what is installed there, its time. */
export async function debianTool(find, version) {
  const began = performance.now();
  await find();
  // Debian and Python decide which one it is exactly.
  const [exact] = /\d+\.\d+(?:\.\d+)?/.exec((await must(version[0], version.slice(1))).stdout) ?? [];
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  return { ...nothing, version: exact, seconds, fresh: seconds > 5 };
}
