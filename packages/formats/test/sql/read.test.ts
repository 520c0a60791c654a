import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readSql, readSqlFiles, type Column } from "../../src/index.ts";

const read = (text: string) => readSql(text, { dialect: "postgresql" });
const clean = (text: string) => {
  const reading = read(text);
  expect(reading.problems).toEqual([]);
  return reading.document;
};
const bare = (column: Column | undefined) => {
  const { at: _, ...rest } = column!;
  return rest;
};

describe("reading the definitions of PostgreSQL", () => {
  it("spells types as format_type does", () => {
    const cases: Record<string, object> = {
      int: { name: "integer" }, "varchar(40)": { name: "character varying", args: [40] }, char: { name: "character", args: [1] }, '"char"': { name: '"char"' },
      "decimal(10,2)": { name: "numeric", args: [10, 2] }, "numeric(10)": { name: "numeric", args: [10, 0] }, "float(24)": { name: "real" }, float: { name: "double precision" },
      "timestamptz(3)": { name: "timestamp with time zone", args: [3] }, "time (2) with time zone": { name: "time with time zone", args: [2] }, "text[][]": { name: "text", array: 2 },
      "int array[3]": { name: "integer", array: 1 }, "interval day to second(2)": { name: "interval day to second", args: [2] }, "bit varying(9)": { name: "bit varying", args: [9] },
      "pg_catalog.int4": { name: "integer" }, "national character varying(3)": { name: "character varying", args: [3] }, "double precision": { name: "double precision" }, BOOL: { name: "boolean" },
    };
    for (const [text, type] of Object.entries(cases)) expect(clean(`CREATE TABLE t (a ${text} NOT NULL);`).tables[0]!.columns[0]!.type, text).toEqual(type);
  });

  it("folds names as PostgreSQL does and keeps quoted ones", () => {
    const document = clean(`CREATE TABLE Orders ("Id" int, NAME text, "a""b" int, U&"d\\0061t\\+000061" int, ÄB int, ${"x".repeat(70)} int);`);
    expect(document.tables[0]!.name).toBe("orders");
    expect(document.tables[0]!.columns.map((column) => column.name)).toEqual(["Id", "name", 'a"b', "data", "Äb", "x".repeat(63)]);
  });

  it("gives the catalogue that migrations leave", () => {
    const document = clean(`
      CREATE TYPE state AS ENUM ('new', 'done'); ALTER TYPE state ADD VALUE 'paid' BEFORE 'done';
      CREATE TABLE person (id serial PRIMARY KEY, mail text UNIQUE, old int);
      CREATE TABLE o (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, person_id int REFERENCES person ON DELETE SET NULL, s state NOT NULL DEFAULT 'new'::state, n int CHECK ((n > 0)));
      CREATE INDEX ON o (n DESC NULLS LAST) WHERE (n IS NOT NULL);
      ALTER TYPE state RENAME TO order_state; ALTER TABLE o RENAME TO purchase; ALTER TABLE purchase RENAME COLUMN n TO amount;
      ALTER TABLE person DROP CONSTRAINT person_mail_key, DROP COLUMN old, ALTER COLUMN mail SET NOT NULL, ALTER mail TYPE varchar(80), ADD phone text DEFAULT NULL;
      COMMENT ON TABLE purchase IS E'it''s\\nhere'; COMMENT ON COLUMN purchase.amount IS 'how many';`);
    const [person, purchase] = document.tables;
    expect(document.enums[0]).toMatchObject({ name: "order_state", values: ["new", "paid", "done"] });
    expect(person!.columns.map(bare)).toEqual([
      { name: "id", type: { name: "integer" }, nullable: false, identity: "by default" },
      { name: "mail", type: { name: "character varying", args: [80] }, nullable: false },
      { name: "phone", type: { name: "text" }, nullable: true },
    ]);
    expect(person!.uniques).toEqual([]);
    expect(purchase).toMatchObject({
      name: "purchase", doc: "it's\nhere", checks: [{ expression: "amount > 0" }],
      indexes: [{ unique: false, method: "btree", parts: [{ column: "amount", descending: true, nulls: "last" }], where: "amount IS NOT NULL" }],
      foreignKeys: [{ columns: ["person_id"], target: { table: "person", columns: ["id"] }, onDelete: "SET NULL" }],
    });
    expect(purchase!.columns[2]).toMatchObject({ type: { name: "order_state" }, nullable: false });
    expect(purchase!.columns[3]!.doc).toBe("how many");
  });

  it("takes a sequence that a column owns for an identity, and keeps one of its own", () => {
    const document = clean(`
      SELECT pg_catalog.set_config('search_path', '', false);
      CREATE TABLE public.t (id integer NOT NULL, n integer DEFAULT nextval('public.free'::regclass));
      CREATE SEQUENCE public.t_id_seq AS integer START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;
      CREATE SEQUENCE public.free START 100;
      ALTER SEQUENCE public.t_id_seq OWNED BY public.t.id;
      ALTER TABLE ONLY public.t ALTER COLUMN id SET DEFAULT nextval('public.t_id_seq'::regclass);
      COPY public.t (id) FROM stdin;\n1\n;';--\n\\.\n
      ALTER TABLE ONLY public.t ADD CONSTRAINT t_pkey PRIMARY KEY (id);`);
    expect(document.tables[0]!.columns.map(bare)).toEqual([
      { name: "id", type: { name: "integer" }, nullable: false, identity: "by default" },
      { name: "n", type: { name: "integer" }, nullable: true, default: "nextval('public.free'::regclass)" },
    ]);
    expect(document.sequences).toMatchObject([{ name: "free", options: "START WITH 100" }]);
    expect(document.tables[0]!.primaryKey).toMatchObject({ name: "t_pkey", columns: ["id"] });
  });

  it("skips data, routines and commands of psql, and tells what is lost", () => {
    const { document, problems, losses } = read(`\\connect shop
      /* a /* nested */ comment; */ -- and another;
      INSERT INTO x VALUES ('a;''b', E'\\';', $$;$$, $q$ $$;' $q$); UPDATE x SET a = 1;
      CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 1 END; END;
      CREATE FUNCTION g() RETURNS trigger AS $$ BEGIN; RETURN NEW; END $$ LANGUAGE plpgsql;
      CREATE TRIGGER audit BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION g();
      GRANT SELECT ON t TO you; ALTER TABLE t OWNER TO me; CREATE ROLE you;
      CREATE TABLE t (a int);`);
    expect(problems).toEqual([]);
    expect(document.tables.map((table) => table.name)).toEqual(["t"]);
    expect(losses.map((loss) => loss.what)).toEqual(["function f", "function g", "trigger audit on t", "rows: 1 INSERT, 1 UPDATE", "rights and owners: 2 statements", "roles and databases: 1 statement"]);
  });

  it("gives exact places", () => {
    const text = 'CREATE TABLE s."Or der" (id int CONSTRAINT pk PRIMARY KEY, "B" text, CHECK (id > 0), FOREIGN KEY ("B") REFERENCES x (y)); CREATE SCHEMA s;';
    const [table] = read(text).document.tables;
    const at = (thing: { at?: { from: number; to: number } } | undefined): string => text.slice(thing!.at!.from, thing!.at!.to);
    expect([at(table), at(table!.columns[1]), at(table!.primaryKey), at(table!.checks[0]), at(table!.foreignKeys[0])])
      .toEqual(['"Or der"', '"B"', "CONSTRAINT pk PRIMARY KEY", "CHECK (id > 0)", 'FOREIGN KEY ("B") REFERENCES x (y)']);
    expect(read(text).problems.map((problem) => text.slice(problem.from, problem.to))).toEqual(['x']);
  });

  it("reads on behind what is broken", () => {
    const text = "CREATE TABLE a (x int, y int nonsense here, z text);\nCREATE TABEL b (x int);\nCREATE TABLE c (x int\nCREATE TABLE d (x int);\nALTER TABLE a ADD q int, FROB, DROP COLUMN x;";
    const { document, problems } = read(text);
    expect(document.tables.map((table) => [table.name, table.columns.map((column) => column.name)])).toEqual([["a", ["y", "z", "q"]], ["c", ["x"]], ["d", ["x"]]]);
    expect(problems.map((problem) => [problem.code, text.slice(problem.from, problem.to)])).toEqual([["format/syntax", "nonsense"], ["format/syntax", "TABEL"], ["format/syntax", "t"], ["format/syntax", ""], ["format/syntax", "FROB"]]);
  });

  it("tells what names find nothing, stand twice or make no sense", () => {
    const codes = (text: string): string[] => read(text).problems.map((problem) => `${problem.code} ${text.slice(problem.from, problem.to)}`);
    expect(codes("CREATE TABLE a (x int, x text);")).toEqual(["format/duplicate x"]);
    expect(codes("CREATE TABLE a (x int); CREATE TABLE a (y int); CREATE TABLE IF NOT EXISTS a (z int);")).toEqual(["format/duplicate a"]);
    expect(codes("CREATE TABLE a (x nope);")).toEqual(["format/unknown-name nope"]);
    expect(codes("CREATE TABLE a (x int REFERENCES b);")).toEqual(["format/unknown-name b"]);
    expect(codes("CREATE TABLE a (x int, y int REFERENCES a (x));")).toEqual(["format/meaning REFERENCES a (x)"]);
    expect(codes("CREATE TABLE a (x int PRIMARY KEY, PRIMARY KEY (x));")).toEqual(["format/duplicate PRIMARY KEY (x)"]);
    expect(codes("CREATE TABLE a (x int); CREATE INDEX i ON a (z);")).toEqual(["format/unknown-name i"]);
    expect(codes("ALTER TABLE a ADD x int; ALTER TABLE IF EXISTS a ADD x int; DROP TABLE b; DROP TABLE IF EXISTS b;")).toEqual(["format/unknown-name a", "format/unknown-name b"]);
    expect(codes("\\i other.sql\nCREATE TABLE a (x int);")).toEqual(["format/not-followed \\i other.sql"]);
    expect(codes("CREATE TABLE a (x text DEFAULT 'oops);")).toEqual(["format/syntax '", "format/syntax "]);
  });

  it("tells other dialects at their place and reads what has a meaning", () => {
    const mysql = "CREATE TABLE `Orders` (`id` int(11) unsigned NOT NULL AUTO_INCREMENT, `s` enum('a','b') DEFAULT 'a' COMMENT 'it\\'s', `d` datetime, PRIMARY KEY (`id`), KEY `ix_d` (`d`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;";
    const reading = read(mysql);
    expect(new Set(reading.problems.map((problem) => problem.code))).toEqual(new Set(["format/version"]));
    expect(reading.problems[0]).toMatchObject({ message: expect.stringContaining("MySQL or MariaDB") });
    expect(mysql.slice(reading.problems[0]!.from, reading.problems[0]!.to)).toBe("`Orders`");
    expect(reading.document.tables[0]).toMatchObject({ name: "Orders", columns: [{ name: "id", identity: "by default" }, { name: "s", doc: "it's", type: { name: '"Orders_s"' } }, { name: "d", type: { name: "timestamp without time zone" } }], indexes: [{ name: "ix_d" }] });
    const server = read("CREATE TABLE [dbo].[Order] ([Id] int IDENTITY(1,1) NOT NULL, [N] nvarchar(max), CONSTRAINT [PK] PRIMARY KEY CLUSTERED ([Id] ASC))\nGO\nCREATE TABLE [dbo].[B] ([Id] int)\nGO\n");
    expect(server.document.tables.map((table) => table.name)).toEqual(["Order", "B"]);
    expect(server.problems.filter((problem) => problem.code === "format/version").every((problem) => problem.message.includes("SQL Server"))).toBe(true);
    expect(server.document.tables[0]).toMatchObject({ columns: [{ identity: "by default" }, { type: { name: "text" } }], primaryKey: { columns: ["Id"] } });
    const lite = read("CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT, b) WITHOUT ROWID;");
    expect(lite.problems.map((problem) => problem.code)).toEqual(["format/version", "format/version", "format/version"]);
    expect(lite.document.tables[0]!.columns[0]!.identity).toBe("by default");
  });

  it("reads files one after the other and names the file of each place", () => {
    const { document, problems } = readSqlFiles([{ name: "1.sql", text: "CREATE TABLE a (x int PRIMARY KEY);" }, { name: "2.sql", text: "ALTER TABLE a ADD y int REFERENCES nope;" }], { dialect: "postgresql" });
    expect(document.tables[0]!.columns.map((column) => column.at!.file)).toEqual(["1.sql", "2.sql"]);
    expect(problems).toMatchObject([{ code: "format/unknown-name", file: "2.sql", from: 35 }]);
  });

  it("follows inheritance and partitions", () => {
    const document = clean(`CREATE TABLE p (id int, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
      CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01'); CREATE TABLE p2 (id int NOT NULL, at date NOT NULL); ALTER TABLE p ATTACH PARTITION p2 DEFAULT;
      CREATE TABLE animal (id int, name text CHECK (name <> '')); CREATE TABLE dog (breed text) INHERITS (animal); ALTER TABLE animal ADD legs int; ALTER TABLE animal DROP COLUMN id;`);
    expect(document.tables.map((table) => [table.name, table.columns.map((column) => column.name), table.partitionOf?.bounds ?? table.inherits])).toEqual([
      ["p", ["id", "at"], undefined], ["p1", ["id", "at"], "FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')"], ["p2", ["id", "at"], "DEFAULT"],
      ["animal", ["name", "legs"], undefined], ["dog", ["name", "breed", "legs"], ["animal"]],
    ]);
  });

  for (const [file, tables] of [["chinook/Chinook_PostgreSql.sql", 11], ["opentelemetry-demo/init.sql", 4]] as const) {
    const path = new URL(`../../../../../shared/cases/${file}`, import.meta.url);
    it.skipIf(!existsSync(path))(`reads ${file} without a fault`, () => expect(clean(readFileSync(path, "utf8")).tables).toHaveLength(tables));
  }
});
