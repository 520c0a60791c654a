import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareTables, readSql, writeMariadb, writePostgresql, writeSqlite, type Column, type Table, type TableDocument } from "../../src/index.ts";
import { shop } from "./shop.ts";

const read = (text: string) => readSql(text, { dialect: "postgresql" });
const withoutPlaces = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === "at" ? undefined : inner)));

const name = fc.oneof(fc.constantFrom("id", "order", "user", "Name", "a b", 'q"q', "größe", "position", "between"), fc.stringMatching(/^[a-z][a-z0-9_]{0,11}$/));
const type = fc.constantFrom<Column["type"]>({ name: "integer" }, { name: "bigint" }, { name: "text" }, { name: "character varying", args: [40] }, { name: "numeric", args: [10, 2] }, { name: "timestamp with time zone" }, { name: "text", array: 1 }, { name: "jsonb" }, { name: "boolean" }, { name: "bytea" }, { name: "bit", args: [1] });
const column = fc.record({ name, type, nullable: fc.boolean(), doc: fc.option(fc.string({ minLength: 1 }).filter((text) => !text.includes("\0")), { nil: undefined }) });
const documents: fc.Arbitrary<TableDocument> = fc.uniqueArray(fc.record({ name, columns: fc.uniqueArray(column, { selector: (one) => one.name, minLength: 1, maxLength: 5 }), targets: fc.array(fc.nat(), { maxLength: 3 }) }), { selector: (one) => one.name, maxLength: 7 }).map((drafts) => {
  const tables = drafts.map((draft, index): Table => {
    const columns = draft.columns.map((one, at): Column => ({ name: one.name, type: at === 0 ? { name: "integer" } : one.type, nullable: at !== 0 && one.nullable, ...(one.doc === undefined ? {} : { doc: one.doc }) }));
    const foreignKeys = draft.targets.map((target, at) => ({ name: `fk_${index}_${at}`, columns: [columns.at(-1)!.name], target: { table: drafts[target % drafts.length]!.name, columns: [drafts[target % drafts.length]!.columns[0]!.name] } }));
    return { name: draft.name, columns, primaryKey: { name: `pk_${index}`, columns: [columns[0]!.name] }, uniques: [], foreignKeys, checks: [], indexes: [] };
  });
  return { dialect: "postgresql", schemas: [], extensions: [], enums: [], domains: [], tables, views: [] };
});

describe("writing PostgreSQL", () => {
  it("writes what is read as the same document", () => {
    const first = read(shop);
    expect(first.problems).toEqual([]);
    const written = writePostgresql(first.document);
    expect(written.losses).toEqual([]);
    const again = read(written.text);
    expect(again.problems).toEqual([]);
    expect(compareTables(first.document, again.document)).toEqual([]);
    const sorted = (document: TableDocument) => withoutPlaces({ ...document, tables: document.tables.toSorted((a, b) => (a.name < b.name ? -1 : 1)) });
    expect(sorted(again.document)).toEqual(sorted(first.document));
    expect(writePostgresql(again.document).text).toBe(written.text);
  });

  it("keeps random documents", () => {
    fc.assert(fc.property(documents, (document) => {
      const again = read(writePostgresql(document, { foreignKeyIndexes: false }).text);
      expect(again.problems).toEqual([]);
      expect(compareTables(document, again.document)).toEqual([]);
      expect(compareTables(again.document, document)).toEqual([]);
    }), { numRuns: 300, seed: 7 });
  });

  it("writes one changed fact as exactly that change", () => {
    const { document } = read(shop);
    const changed = { ...document, tables: document.tables.map((table) => (table.name === "order" ? { ...table, columns: table.columns.map((one) => (one.name === "total" ? { ...one, nullable: true } : one)) } : table)) };
    expect(compareTables(document, read(writePostgresql(changed).text).document)).toEqual([{ change: "changed", kind: "column", of: 'shop."order"', name: "total", property: "nullable", before: "false", after: "true" }]);
  });

  it("names constraints by convention, 63 bytes at most and never twice, and indexes foreign keys", () => {
    const long = "x".repeat(60);
    const { text } = writePostgresql(read(`CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE ${long} (aaaa int REFERENCES a, aaab int REFERENCES a CHECK (aaab > 0), UNIQUE (aaab, aaaa));`).document);
    expect(text).toContain("CONSTRAINT pk_a PRIMARY KEY (id)");
    const names = [...text.matchAll(/(?:CONSTRAINT|INDEX) (\S+)/g)].map((match) => match[1]!);
    expect(new Set(names).size).toBe(names.length);
    for (const one of names) expect(one.length).toBeLessThanOrEqual(63);
    expect([...text.matchAll(/CREATE INDEX/g)]).toHaveLength(1);
  });

  it("breaks circles with constraints that are added later", () => {
    const { text } = writePostgresql(read("CREATE TABLE a (id int PRIMARY KEY, b int); CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a); ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b;").document);
    expect(text.match(/ALTER TABLE a\n {4}ADD CONSTRAINT fk_a_b FOREIGN KEY \(b\) REFERENCES b \(id\);/)).not.toBeNull();
    expect(text.indexOf("CREATE TABLE b")).toBeLessThan(text.indexOf("ALTER TABLE a"));
  });
});

describe("writing SQLite and MariaDB", () => {
  it("tells what they cannot say", () => {
    const { document } = read(shop);
    const lite = writeSqlite(document);
    expect(lite.losses.map((loss) => loss.what)).toEqual(expect.arrayContaining(["the extension citext", "the sequence no", "the view v", "the exclusion ex of room", "the index ix2 of person", "text[] of person.tags: a text", "that dog inherits from animal"]));
    expect(lite.text).toContain("CREATE TABLE shop_person (\n    id INTEGER PRIMARY KEY AUTOINCREMENT,");
    expect(lite.text).toContain("CHECK (s IN ('new', 'it''s'))");
    expect(lite.text).toContain(") STRICT;");
    const maria = writeMariadb(document);
    expect(maria.text).toContain("enum('new', 'it''s') NOT NULL DEFAULT 'new'");
    expect(maria.text).toContain("id bigint NOT NULL AUTO_INCREMENT");
    expect(maria.text).toContain("at datetime(6) DEFAULT CURRENT_TIMESTAMP(6)");
    expect(maria.losses.map((loss) => loss.what)).toEqual(expect.arrayContaining(["DEFERRABLE of fk_best of person", "the time zone of order.at"]));
  });
});

describe("comparing tables", () => {
  it("does not see order, chosen names, casts of literals and parentheses", () => {
    const a = read("CREATE TABLE b (x int); CREATE TABLE a (x varchar(3) DEFAULT 'q', y int UNIQUE CHECK (y > 1));").document;
    const b = read("CREATE TABLE a (x varchar(3) DEFAULT 'q'::character varying, y int, CONSTRAINT k UNIQUE (y), CHECK ((Y > 1))); CREATE TABLE b (x int);").document;
    expect(compareTables(a, b)).toEqual([]);
  });
  it("sees each difference as what it is", () => {
    const changes = (a: string, b: string): string[] => compareTables(read(a).document, read(b).document).map((one) => `${one.change} ${one.kind} ${one.of} ${one.name ?? ""} ${one.property ?? ""}`.trim().replaceAll("  ", " "));
    expect(changes("CREATE TABLE a (x int, y int);", "CREATE TABLE a (x bigint, z int); CREATE TABLE n (i int);")).toEqual(["changed column a x type", "dropped column a y", "added column a z", "added table n"]);
    expect(changes("CREATE TYPE e AS ENUM ('a','b');", "CREATE TYPE e AS ENUM ('b','c');")).toEqual(["dropped enum value e a", "added enum value e c"]);
    expect(changes("CREATE TABLE a (x int); CREATE INDEX i ON a (x);", "CREATE TABLE a (x int PRIMARY KEY); CREATE INDEX i ON a (x DESC);")).toEqual(["changed column a x nullable", "added primary key a x", "changed index a i definition"]);
  });
});
