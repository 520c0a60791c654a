import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readSql, writeAlembic } from "../../src/index.ts";

const sql = (text: string) => readSql(text, { dialect: "postgresql" }).document;
const write = (text: string) => writeAlembic(sql(text), { revision: "0001", message: "Create the tables" });
const everything = readFileSync(new URL("../sqlalchemy/everything.sql", import.meta.url), "utf8");

describe("the first migration of Alembic", () => {
  it("makes tables in the order of references and takes them away in the opposite one", () => {
    const { text, losses } = write("CREATE TABLE b (id int PRIMARY KEY, a_id int); CREATE TABLE a (id int PRIMARY KEY, b_id int REFERENCES b); ALTER TABLE b ADD FOREIGN KEY (a_id) REFERENCES a; CREATE TYPE t AS ENUM ('x');");
    expect(losses).toEqual([]);
    const operations = [...text.matchAll(/^ {4}op\.(\w+)\((?:\n\s+)?(?:op\.f\()?"([^"]*)"/gm)].map((match) => `${match[1]} ${match[2]}`);
    expect(operations).toEqual([
      "execute CREATE TYPE t AS ENUM ('x')", "create_table b", "create_index ix_b_a_id", "create_table a", "create_index ix_a_b_id", "create_foreign_key fk_b_a_id",
      "drop_constraint fk_b_a_id", "drop_table a", "drop_table b", "execute DROP TYPE t",
    ]);
    expect(text).toContain('sa.Column("id", sa.Integer, autoincrement=False, nullable=False)');
  });

  it("carries what models cannot: schemas, extensions, descriptions, partitions, views", () => {
    const { text, losses } = write(everything);
    expect(losses).toEqual([]);
    for (const part of ["CREATE EXTENSION IF NOT EXISTS citext", "CREATE SCHEMA shop", "COMMENT ON TYPE shop.order_state", "PARTITION OF measurements", "CREATE VIEW shop.open_orders", "DROP MATERIALIZED VIEW totals"]) expect(text).toContain(part);
    expect(write(everything).text).toBe(text);
    for (const line of text.split("\n")) expect(line.length, line).toBeLessThanOrEqual(100);
  });

  it("says exclusions in SQL where SQLAlchemy has no words, and tells what a partition has of its own", () => {
    const { text } = write("CREATE TABLE a (b int, CONSTRAINT x EXCLUDE USING gist (b gist_int4_ops WITH =));");
    expect(text).toContain('op.execute("ALTER TABLE a ADD CONSTRAINT x EXCLUDE USING gist (b gist_int4_ops WITH =)")');
    expect(write("CREATE TABLE m (at date) PARTITION BY RANGE (at); CREATE TABLE m1 PARTITION OF m (CHECK (at > '2020-01-01')) DEFAULT;").losses.map((loss) => loss.what)).toEqual(["the constraints of the partition m1"]);
  });

  it("is a file of Python whatever the message", () => {
    expect(writeAlembic(sql(""), { revision: "1", message: 'a """ b\n\\' }).text).toContain('"""a     b\n\nRevision ID: 1\nRevises:\n"""');
  });
});
