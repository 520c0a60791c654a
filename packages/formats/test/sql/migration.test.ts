import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planMigration, readSql, writePostgresql, writeSteps, type MigrationInput, type MigrationScript, type MigrationStep, type TableMapping } from "../../src/index.ts";
import { catalogueOf, openDatabase, pgliteAt, type Database } from "./pglite.ts";

interface Case {
  readonly before: string;
  readonly rows: string;
  readonly after: string;
  readonly mappings: readonly TableMapping[];
  /** Written while both sides live. */
  readonly meanwhile?: string;
  /** Asked of the new side at the end, and what it answers. */
  readonly asked: string;
  readonly answer: readonly unknown[];
  readonly modes: readonly string[];
  readonly validations?: MigrationInput["validations"];
  /** The only table that it touches: what else was there keeps the names that it had. */
  readonly touches?: string;
}

const line = (to: string, from: string | readonly string[], table: string, via?: string): TableMapping["columns"][number] => ({ to, from: [from].flat().map((column) => ({ table: { name: table }, column })), ...(via === undefined ? {} : { via }) });

const cases: Readonly<Record<string, Case>> = {
  "a table that is reshaped: names, types, a key of the same column": {
    before: "CREATE TABLE person (id integer PRIMARY KEY, nick varchar(20), age smallint NOT NULL, born date, name text NOT NULL, old text NOT NULL, CHECK (age > 0), UNIQUE (nick)); CREATE INDEX ON person (born); CREATE INDEX ON person (old);",
    rows: "INSERT INTO person SELECT n, 'nick' || n, n % 90 + 1, '2000-01-01'::date + n, 'Name ' || n, 'old' FROM generate_series(1, 57) AS n;",
    after: "CREATE TABLE person (id integer PRIMARY KEY, handle varchar(20) UNIQUE, age bigint NOT NULL CHECK (age < 200), born date NOT NULL, first_name text NOT NULL, name varchar(40), tier text NOT NULL DEFAULT 'plain', token uuid NOT NULL DEFAULT gen_random_uuid()); CREATE INDEX ON person (born); CREATE INDEX ON person (lower(name)); COMMENT ON TABLE person IS 'People'; COMMENT ON COLUMN person.born IS 'Day'; COMMENT ON COLUMN person.tier IS 'How''s it';",
    mappings: [{ from: [{ name: "person" }], to: { name: "person" }, columns: [line("handle", "nick", "person"), line("first_name", "name", "person"), line("name", "name", "person", "'Dr ' || name")], dropped: ["old"] }],
    meanwhile: "INSERT INTO person VALUES (90, 'n', 3, '2001-01-01', 'Late', 'o'); UPDATE person SET name = 'Changed', age = 99 WHERE id = 2; DELETE FROM person WHERE id = 3;",
    asked: "SELECT count(*)::int AS n, count(DISTINCT token)::int AS tokens, min(tier) AS tier, (SELECT name || age FROM person WHERE id = 2) AS two, (SELECT name FROM person WHERE id = 90) AS late FROM person",
    answer: [{ n: 57, tokens: 57, tier: "plain", two: "Dr Changed99", late: "Dr Late" }],
    modes: ["in place"],
    validations: [{ name: "nobody is nobody", query: "select count(*) = 0 from new_person join old_person using (id) where new_person.first_name <> old_person.name" }],
  },
  "two columns that change places, in a table with another name": {
    before: 'CREATE TABLE "order" (no int PRIMARY KEY, a text, b text NOT NULL); CREATE INDEX ON "order" (a);',
    rows: `INSERT INTO "order" VALUES (1, 'a1', 'b1'), (2, NULL, 'b2');`,
    after: "CREATE TABLE sale (no int PRIMARY KEY, a text NOT NULL, b text DEFAULT 'x'); CREATE INDEX ON sale (b);",
    mappings: [{ from: [{ name: "order" }], to: { name: "sale" }, columns: [line("a", "b", "order"), line("b", "a", "order")], dropped: [] }],
    asked: "SELECT * FROM sale ORDER BY no", answer: [{ no: 1, a: "b1", b: "a1" }, { no: 2, a: "b2", b: null }], modes: ["in place"],
  },
  "a key of another type, with all that refers to it, under the names that are there": {
    before: `CREATE SCHEMA app; CREATE TABLE app."user" (id serial PRIMARY KEY, email varchar(255) UNIQUE); CREATE TABLE app.item (id serial PRIMARY KEY, owner_id int NOT NULL REFERENCES app."user" (id) ON DELETE CASCADE, title text);`,
    rows: `INSERT INTO app."user" (email) SELECT 'u' || n FROM generate_series(1, 25) AS n; INSERT INTO app.item (owner_id, title) SELECT n % 25 + 1, 't' || n FROM generate_series(1, 95) AS n;`,
    after: `CREATE SCHEMA app; CREATE TABLE app."user" (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), email varchar(255) UNIQUE NOT NULL); CREATE TABLE app.item (id uuid PRIMARY KEY, owner_id uuid NOT NULL REFERENCES app."user" (id) ON DELETE CASCADE, title text); CREATE INDEX ON app.item (title);`,
    mappings: [
      { from: [{ schema: "app", name: "item" }], to: { schema: "app", name: "item" }, dropped: [], columns: [{ to: "id", from: [{ table: { schema: "app", name: "item" }, column: "id" }], via: "md5('item ' || id)::uuid" }, { to: "owner_id", from: [{ table: { schema: "app", name: "item" }, column: "owner_id" }], via: "md5('user ' || owner_id)::uuid" }] },
      { from: [{ schema: "app", name: "user" }], to: { schema: "app", name: "user" }, dropped: [], columns: [{ to: "id", from: [{ table: { schema: "app", name: "user" }, column: "id" }], via: "md5('user ' || id)::uuid" }] },
    ],
    meanwhile: `INSERT INTO app.item (owner_id, title) VALUES (1, 'late'); UPDATE app."user" SET email = 'changed' WHERE id = 1; DELETE FROM app."user" WHERE id = 2; UPDATE app.item SET id = 500 WHERE id = 1;`,
    asked: `SELECT (SELECT count(*)::int FROM app.item) AS items, (SELECT count(*)::int FROM app."user") AS users, (SELECT u.email FROM app.item i JOIN app."user" u ON u.id = i.owner_id WHERE i.title = 'late') AS late`,
    answer: [{ items: 92, users: 24, late: "changed" }], modes: ["copy", "copy"],
  },
  "one table that becomes two, with an enum, and money in one column": {
    before: "CREATE TABLE shipping (id text PRIMARY KEY, units bigint NOT NULL, nanos int NOT NULL, street text, city text, state text NOT NULL, note text);",
    rows: "INSERT INTO shipping SELECT 's' || n, n, 500000000, 'Street ' || n, NULL, (ARRAY['new', 'sent'])[n % 2 + 1], 'x' FROM generate_series(1, 33) AS n;",
    after: "CREATE TYPE parcel_state AS ENUM ('fresh', 'sent'); CREATE TABLE parcel (id text PRIMARY KEY, cost numeric(19, 9) NOT NULL CHECK (cost >= 0), state parcel_state NOT NULL DEFAULT 'fresh', booked_at timestamptz NOT NULL, origin text NOT NULL DEFAULT 'new'); CREATE TABLE address (parcel_id text PRIMARY KEY REFERENCES parcel (id), street text, city text); CREATE UNIQUE INDEX ON parcel (cost, id) WHERE cost > 3;",
    mappings: [
      { from: [{ name: "shipping" }], to: { name: "parcel" }, dropped: ["note"], columns: [line("cost", ["units", "nanos"], "shipping", "units + nanos / 1e9"), line("state", "state", "shipping", "(CASE state WHEN 'new' THEN 'fresh' ELSE state END)::parcel_state"), { to: "booked_at", from: [], via: "now()" }, { to: "origin", from: [], via: "'old'" }] },
      { from: [{ name: "shipping" }], to: { name: "address" }, where: "street IS NOT NULL", dropped: [], columns: [line("parcel_id", "id", "shipping")] },
    ],
    meanwhile: "INSERT INTO shipping VALUES ('late', 7, 1, NULL, NULL, 'new', NULL); UPDATE shipping SET street = 'Long' WHERE id = 'late'; UPDATE shipping SET street = NULL WHERE id = 's1'; DELETE FROM shipping WHERE id = 's2'; UPDATE shipping SET id = 's99' WHERE id = 's3';",
    asked: "SELECT (SELECT count(*)::int FROM parcel) AS parcels, (SELECT count(*)::int FROM address) AS addresses, (SELECT cost || ' ' || state FROM parcel WHERE id = 'late') AS late, (SELECT street FROM address WHERE parcel_id = 's99') AS moved, (SELECT string_agg(DISTINCT origin, ',') FROM parcel) AS origins",
    answer: [{ parcels: 33, addresses: 32, late: "7.000000001 fresh", moved: "Street 3", origins: "old" }], modes: ["in place", "copy"],
  },
  "two tables that become one, row by row": {
    before: "CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL); CREATE TABLE address (id int PRIMARY KEY, person_id int NOT NULL REFERENCES person (id) ON DELETE CASCADE, city text);",
    rows: "INSERT INTO person SELECT n, 'p' || n FROM generate_series(1, 21) AS n; INSERT INTO address SELECT n + 100, n, 'c' || n FROM generate_series(1, 20) AS n;",
    after: "CREATE TABLE contact (id bigint PRIMARY KEY, name text NOT NULL, city text);",
    mappings: [{ from: [{ name: "person" }, { name: "address" }], to: { name: "contact" }, on: "address.person_id = person.id", dropped: [], columns: [line("id", "id", "person")] }],
    meanwhile: "INSERT INTO address VALUES (300, 21, 'late'); UPDATE address SET city = 'moved' WHERE person_id = 1; DELETE FROM address WHERE person_id = 2; DELETE FROM person WHERE id = 3; INSERT INTO person VALUES (50, 'new');",
    asked: "SELECT count(*)::int AS n, (SELECT city FROM contact WHERE id = 21) AS late, (SELECT city FROM contact WHERE id = 1) AS moved, (SELECT city FROM contact WHERE id = 2) AS none FROM contact",
    answer: [{ n: 21, late: "late", moved: "moved", none: null }], modes: ["copy"],
  },
  "two tables whose rows are put together, and an enum with other values": {
    before: "CREATE TYPE kind AS ENUM ('a', 'b'); CREATE TABLE one (id int PRIMARY KEY, k kind NOT NULL DEFAULT 'a'); CREATE TABLE two (id int PRIMARY KEY, k kind);",
    rows: "INSERT INTO one SELECT n FROM generate_series(1, 12) AS n; INSERT INTO two SELECT n, 'b' FROM generate_series(1, 12) AS n;",
    after: "CREATE TYPE kind AS ENUM ('a', 'c', 'b'); CREATE TABLE both_of (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, k kind, origin text NOT NULL);",
    mappings: [
      { from: [{ name: "one" }], to: { name: "both_of" }, dropped: [], columns: [{ to: "origin", from: [], via: "'one'" }] },
      { from: [{ name: "two" }], to: { name: "both_of" }, dropped: [], columns: [line("id", "id", "two", "id + 1000"), { to: "origin", from: [], via: "'two'" }] },
    ],
    asked: "SELECT count(*)::int AS n, max(k)::text AS k, nextval(pg_get_serial_sequence('both_of', 'id'))::int AS next FROM both_of", answer: [{ n: 24, k: "b", next: 1013 }], modes: ["copy"],
  },
  "a part that is copied from a table that is kept": {
    before: "CREATE TABLE person (id int PRIMARY KEY, name text, street text); CREATE TABLE pet (id int PRIMARY KEY, person_id int REFERENCES person (id));",
    rows: "INSERT INTO person SELECT n, 'n' || n, NULLIF('s' || n, 's4') FROM generate_series(1, 14) AS n; INSERT INTO pet VALUES (1, 1);",
    after: "CREATE TABLE person (id int PRIMARY KEY, name text, street text); CREATE TABLE pet (id int PRIMARY KEY, person_id int REFERENCES person (id)); CREATE TABLE place (person_id int PRIMARY KEY REFERENCES person (id), street text NOT NULL);",
    mappings: [{ from: [{ name: "person" }], to: { name: "place" }, keep: true, where: "street IS NOT NULL", dropped: [], columns: [line("person_id", "id", "person")] }],
    meanwhile: "UPDATE person SET street = 'late' WHERE id = 4; INSERT INTO person VALUES (20, 'x', NULL);",
    asked: "SELECT (SELECT count(*)::int FROM person) AS people, count(*)::int AS places, max(street) FILTER (WHERE person_id = 4) AS late FROM place", answer: [{ people: 15, places: 14, late: "late" }], modes: ["copy"], touches: "public.place",
  },
  "an enum of a column that stays, and a serial that becomes an identity": {
    before: "CREATE TYPE mood AS ENUM ('sad', 'glad'); CREATE TABLE day (id serial PRIMARY KEY, mood mood NOT NULL DEFAULT 'sad'); CREATE TABLE hour (id serial PRIMARY KEY, day_id int REFERENCES day (id)); ",
    rows: "INSERT INTO day (mood) SELECT 'glad' FROM generate_series(1, 8); INSERT INTO hour (day_id) SELECT n FROM generate_series(1, 8) AS n;",
    after: "CREATE TYPE mood AS ENUM ('sad', 'so so', 'glad'); CREATE TABLE day (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, mood mood NOT NULL DEFAULT 'so so'); CREATE TABLE hour (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, day_id int NOT NULL REFERENCES day (id));",
    mappings: [{ from: [{ name: "day" }], to: { name: "day" }, dropped: [], columns: [] }, { from: [{ name: "hour" }], to: { name: "hour" }, dropped: [], columns: [] }],
    meanwhile: "INSERT INTO day DEFAULT VALUES;",
    asked: "SELECT (SELECT string_agg(DISTINCT mood::text, ',') FROM day) AS moods, nextval(pg_get_serial_sequence('day', 'id'))::int AS day, nextval(pg_get_serial_sequence('hour', 'id'))::int AS hour, (SELECT count(*)::int FROM hour) AS n",
    answer: [{ moods: "glad,sad", day: 10, hour: 9, n: 8 }], modes: ["in place", "copy"],
  },
};

function plan({ before, after, mappings, validations }: Pick<Case, "before" | "after" | "mappings" | "validations">, more: Partial<MigrationInput> = {}): MigrationScript {
  const [old, next] = [readSql(before, { dialect: "postgresql", chosenNames: true }), readSql(after, { dialect: "postgresql" })];
  expect([...old.problems, ...next.problems]).toEqual([]);
  return planMigration({ name: "try", before: old.document, after: next.document, mappings, batch: 10, lockTimeout: 2000, sync: true, validations: validations ?? [], ...more });
}

async function run(database: Database, steps: readonly MigrationStep[]): Promise<void> {
  let open = false;
  for (const { sql, alone } of steps) {
    if ((alone === true) === open) await database.exec(open ? "COMMIT" : "BEGIN");
    open = alone !== true;
    await database.exec(sql).catch(async (error: Error) => {
      await database.exec("ROLLBACK");
      throw new Error(`${error.message}\n${sql}`);
    });
  }
  if (open) await database.exec("COMMIT");
}

const statementsOf = (text: string): string => writePostgresql(readSql(text, { dialect: "postgresql" }).document).text;

/** All rows of all tables, each as a text. */
async function rowsOf(database: Database): Promise<readonly string[]> {
  const { rows } = await database.query("SELECT format('%I.%I', schemaname, tablename) AS t FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1");
  const found: string[] = [];
  for (const { t } of rows) for (const { r } of (await database.query(`SELECT '${String(t).replaceAll("'", "''")} ' || o::text AS r FROM ${String(t)} AS o ORDER BY 1`)).rows) found.push(String(r));
  return found;
}

describe.skipIf(pgliteAt === undefined)("what is planned, run by PGlite (@electric-sql/pglite)", () => {
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase();
  }, 120_000);
  afterAll(() => database?.close());
  const reset = async (...texts: readonly string[]): Promise<void> => {
    const { rows } = await database.query("SELECT format('DROP SCHEMA %I CASCADE', nspname) AS sql FROM pg_namespace WHERE nspname NOT LIKE 'pg_%' AND nspname <> 'information_schema'");
    for (const { sql } of rows) await database.exec(String(sql));
    await database.exec("CREATE SCHEMA public");
    for (const text of texts) await database.exec(text);
  };

  it.each(Object.keys(cases))("makes the new schema of the old one and keeps the rows: %s", { timeout: 60_000 }, async (name) => {
    const one = cases[name]!;
    const { phases, tables, findings } = plan(one);
    expect(findings.filter(({ severity }) => severity === "blocked")).toEqual([]);
    expect(tables.map(({ mode }) => mode)).toEqual(one.modes);
    await reset(statementsOf(one.after));
    const wanted = await catalogueOf(database);
    await reset(one.before, one.rows);
    for (const phase of phases) {
      await run(database, phase.steps);
      if (phase.name === "backfill") {
        await database.exec(one.meanwhile ?? "SELECT 1");
        // Begun anew, it changes nothing.
        const before = await rowsOf(database);
        await run(database, phase.steps);
        expect(await rowsOf(database)).toEqual(before);
      }
    }
    const touched = (lines: readonly string[]): readonly string[] => lines.filter((text) => one.touches === undefined || text.startsWith(`${one.touches} `));
    expect(touched(await catalogueOf(database))).toEqual(touched(wanted));
    expect((await database.query(one.asked)).rows).toEqual(one.answer);
  });

  it.each(Object.keys(cases))("goes back from the switch to what was there, row by row: %s", { timeout: 60_000 }, async (name) => {
    const one = cases[name]!;
    const { phases } = plan(one);
    await reset(one.before, one.rows);
    const [schema, rows] = [await catalogueOf(database), await rowsOf(database)];
    const done = phases.slice(0, -1);
    for (const phase of done) await run(database, phase.steps);
    for (const phase of done.toReversed()) await run(database, phase.rollback);
    expect(await catalogueOf(database)).toEqual(schema);
    expect(await rowsOf(database)).toEqual(rows);
  });

  it("takes up a validation that was broken off, once it is undone", { timeout: 60_000 }, async () => {
    const one = cases["one table that becomes two, with an enum, and money in one column"]!;
    const { phases } = plan(one);
    const { steps, rollback } = phases[3]!;
    await reset(statementsOf(one.after));
    const wanted = await catalogueOf(database);
    await reset(one.before, one.rows);
    for (const phase of phases.slice(0, 3)) await run(database, phase.steps);
    for (let done = 0; done < steps.length; done += 7) {
      await run(database, steps.slice(0, done));
      await run(database, rollback);
    }
    for (const phase of phases.slice(3)) await run(database, phase.steps);
    expect(await catalogueOf(database)).toEqual(wanted);
  });

  it("stops at a row that is missing, and at a value that is another one", { timeout: 60_000 }, async () => {
    const one = cases["one table that becomes two, with an enum, and money in one column"]!;
    const { phases } = plan(one);
    for (const [harm, message] of [["DELETE FROM address WHERE parcel_id = 's7'", "address has as many rows as it comes from"], ["ALTER TABLE shipping DISABLE TRIGGER USER; UPDATE shipping SET cost = 0 WHERE id = 's7'", "every cost of parcel is what it is made of"], ["UPDATE address SET street = 'Elsewhere' WHERE parcel_id = 's8'", "every value of address is what it is made of"]] as const) {
      await reset(one.before, one.rows);
      for (const phase of phases.slice(0, 3)) await run(database, phase.steps);
      await database.exec(harm);
      await expect(run(database, phases[3]!.steps)).rejects.toThrow(message);
    }
  });
});

describe("a plan that lacks something", () => {
  const before = "CREATE TABLE a (id int PRIMARY KEY, big bigint NOT NULL, t text, at timestamp, gone text); CREATE TABLE other (a_id int REFERENCES a (id));";
  const messages = (after: string, mapping: Partial<TableMapping> = {}): readonly string[] => {
    const script = plan({ before, after, mappings: [{ from: [{ name: "a" }], to: { name: "b" }, columns: [], dropped: ["gone"], ...mapping }] });
    expect(script.phases.length > 0).toBe(!script.findings.some(({ severity }) => severity === "blocked"));
    return script.findings.map(({ message }) => message);
  };

  it("is told, and gives no SQL", () => {
    expect(messages("CREATE TABLE b (id int PRIMARY KEY, big int)")).toEqual(["big is bigint and big is integer: PostgreSQL would cut, round or refuse values that do not fit. Say how, with via."]);
    expect(messages("CREATE TABLE b (id int PRIMARY KEY, at timestamptz)")[0]).toContain("say AT TIME ZONE");
    expect(messages("CREATE TABLE b (id int PRIMARY KEY, x text NOT NULL)")).toEqual(["x of b may not be null, and nothing fills it."]);
    expect(messages("CREATE TABLE b (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), big bigint)", { dropped: ["id"] })).toContain("The key id of b is made of no old column: a row would be moved anew each time.");
    expect(messages("CREATE TABLE b (id bigint PRIMARY KEY)")).toEqual(["other refers to a, which goes away, and is no part of the migration."]);
    expect(messages("CREATE TABLE a (id int PRIMARY KEY, big bigint)", { to: { name: "a" }, keep: true })).toContain("a is to be kept, and the new side takes its name.");
    expect(messages("CREATE TABLE b (id int PRIMARY KEY); CREATE TABLE a (id int PRIMARY KEY)")).toEqual(["The new schema still has a, which the contract takes away: take it out of the model with that, or say keep."]);
    expect(messages("CREATE TABLE b (x bigint)", { columns: [line("x", ["id", "big"], "a")] })[0]).toBe("x comes from id, big, and nothing says how.");
  });

  it("knows which casts keep every value", () => {
    const told = (from: string, to: string): boolean => plan({ before: `CREATE TABLE a (id int PRIMARY KEY, x ${from})`, after: `CREATE TABLE a (id int PRIMARY KEY, x ${to})`, mappings: [{ from: [{ name: "a" }], to: { name: "a" }, columns: [], dropped: [] }] }).findings.length === 0;
    for (const [from, to] of [["smallint", "integer"], ["int", "bigint"], ["int", "numeric(12, 2)"], ["varchar(5)", "varchar(9)"], ["varchar(5)", "text"], ["uuid", "text"], ["numeric(5, 2)", "numeric(7, 3)"], ["real", "double precision"], ["json", "jsonb"], ["date", "timestamp"]]) expect({ from, to, told: told(from!, to!) }).toEqual({ from, to, told: true });
    for (const [from, to] of [["bigint", "int"], ["int", "numeric(10, 2)"], ["varchar(9)", "varchar(5)"], ["text", "varchar(5)"], ["text", "uuid"], ["text", "int"], ["numeric(7, 3)", "numeric(5, 2)"], ["double precision", "real"], ["timestamp", "date"], ["timestamp", "timestamptz"], ["int[]", "int"], ["boolean", "int"]]) expect({ from, to, told: told(from!, to!) }).toEqual({ from, to, told: false });
  });
});

describe("the files of a phase", () => {
  it("part what cannot run in a transaction, and say so", () => {
    const { phases } = plan(cases["a table that is reshaped: names, types, a key of the same column"]!);
    const files = phases.map(({ name, steps }) => writeSteps(name, steps, 5000));
    expect(files.every((text) => text.includes("SET lock_timeout = '5000ms';"))).toBe(true);
    expect(files[3]).toMatch(/COMMIT;\n\nSET lock_timeout = 0;\n-- [^\n]+\n-- Cannot run in a transaction\.\nDROP INDEX[^;]+;\n\n-- Cannot run in a transaction\.\nCREATE INDEX CONCURRENTLY/);
    expect(files[3]).toMatch(/NOT VALID;[^]+VALIDATE CONSTRAINT[^]+SET NOT NULL/);
    for (const text of files) expect(text.match(/^BEGIN;$/gm)?.length ?? 0).toBe(text.match(/^COMMIT;$/gm)?.length ?? 0);
  });
});
