import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compareTables, readSql, writeAlembicChange } from "../../src/index.ts";

const read = (text: string) => readSql(text, { dialect: "postgresql" }).document;
const write = (before: string, after: string) => {
  const [a, b] = [read(before), read(after)];
  return writeAlembicChange(a, b, compareTables(a, b), { revision: "0002", downRevision: "0001", message: "Change" });
};
const upgrade = (text: string): readonly string[] => [...text.split("def downgrade")[0]!.matchAll(/^ {4}(op\.\w+)/gm)].map((match) => match[1]!);

describe("a change as a migration of Alembic", () => {
  it("adds before it takes away, and sets NOT NULL behind what it adds", () => {
    const { text, losses } = write("CREATE TABLE a (id int PRIMARY KEY, old text);", "CREATE TABLE a (id int PRIMARY KEY, new text NOT NULL, b_id int REFERENCES b); CREATE TABLE b (id int PRIMARY KEY);");
    expect(losses).toEqual([]);
    expect(upgrade(text)).toEqual(["op.create_table", "op.add_column", "op.add_column", "op.alter_column", "op.create_foreign_key", "op.execute", "op.create_index", "op.drop_column"]);
    expect(text).toContain("postgresql_not_valid=True");
    expect(text).toContain("VALIDATE CONSTRAINT fk_a_b_id");
    expect(text).toContain('down_revision: str | None = "0001"');
  });

  it("does nothing for nothing", () => {
    const everything = readFileSync(new URL("../sqlalchemy/everything.sql", import.meta.url), "utf8");
    const { text, losses } = write(everything, everything);
    expect(losses).toEqual([]);
    expect(text).toContain("def upgrade() -> None:\n    pass\n\n\ndef downgrade() -> None:\n    pass\n");
  });

  it("tells what PostgreSQL cannot change", () => {
    const { losses } = write("CREATE TYPE t AS ENUM ('a', 'b'); CREATE TABLE m (at date);", "CREATE TYPE t AS ENUM ('a'); CREATE TABLE m (at date) PARTITION BY RANGE (at);");
    expect(losses.map((loss) => loss.what)).toEqual(["the change of enum value of b", "the change of partitionBy of m"]);
  });
});
