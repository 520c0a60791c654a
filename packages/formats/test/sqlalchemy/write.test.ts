import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readSql, writeSqlAlchemy } from "../../src/index.ts";

const chinook = new URL("../../../../../shared/cases/chinook/Chinook_PostgreSql.sql", import.meta.url);
const sql = (text: string) => readSql(text, { dialect: "postgresql" }).document;
const write = (text: string) => writeSqlAlchemy(sql(text));
const everything = readFileSync(new URL("./everything.sql", import.meta.url), "utf8");
const classText = (text: string, name: string): string => text.split("\n\n\n").find((block) => block.startsWith(`class ${name}(`)) ?? "";

describe("models of SQLAlchemy", () => {
  it("are classes with typed columns and relationships on both sides", () => {
    const { text, losses } = writeSqlAlchemy(sql("CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL); CREATE TABLE orders (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), customer_id bigint NOT NULL REFERENCES customers ON DELETE CASCADE, total numeric(10,2));"), { package: "shop" });
    expect(losses).toEqual([]);
    expect(text).toBe(`"""Models of the tables of shop."""

from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    """What all models have in common."""

    metadata = sa.MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )


class Customer(Base):
    __tablename__ = "customers"

    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True), primary_key=True)
    name: Mapped[str] = mapped_column(sa.Text)

    orders: Mapped[list["Order"]] = relationship(
        back_populates="customer",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=sa.text("gen_random_uuid()"))
    customer_id: Mapped[int] = mapped_column(
        sa.BigInteger,
        sa.ForeignKey("customers.id", ondelete="CASCADE"),
        index=True,
    )
    total: Mapped[Decimal | None] = mapped_column(sa.Numeric(10, 2))

    customer: Mapped["Customer"] = relationship(back_populates="orders")
`);
  });

  it("tell several foreign keys to one table apart", () => {
    const { text } = write("CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY, left_id int REFERENCES a, right_id int NOT NULL REFERENCES a, parent_id int REFERENCES b);");
    expect(text).toContain('left: Mapped["A | None"] = relationship(back_populates="left_bs", foreign_keys="B.left_id")');
    expect(text).toContain('right_bs: Mapped[list["B"]] = relationship(');
    expect(classText(text, "B")).toContain('children: Mapped[list["B"]]');
    expect(classText(text, "B")).toContain('remote_side="B.id"');
  });

  it("write a table of two foreign keys as what ties two others, and one without a key as a table", () => {
    const { text } = write("CREATE TABLE posts (id int PRIMARY KEY); CREATE TABLE tags (id int PRIMARY KEY); CREATE TABLE post_tags (post_id int REFERENCES posts, tag_id int REFERENCES tags, PRIMARY KEY (post_id, tag_id)); CREATE TABLE log (line text);");
    expect(text).toContain('tags: Mapped[list["Tag"]] = relationship(secondary=post_tags_table, back_populates="posts")');
    expect(text).toContain("log_table = sa.Table(");
    expect(text).not.toContain("class PostTag");
  });

  it("have attributes that Python allows and that hide nothing", () => {
    const { text } = write('CREATE TABLE base (id int PRIMARY KEY, "class" text, metadata text, sa text, "int" int, "a b" int, "a-b" int, "2x" int, "None" int);');
    const names = [...classText(text, "BaseModel").matchAll(/^ {4}(\w+): Mapped/gm)].map((match) => match[1]);
    expect(names).toEqual(["id", "class_", "metadata_", "sa_", "int_", "a_b", "a_b_2", "column_2x", "none"]);
    expect(text).toContain('mapped_column("a-b")');
  });

  it("escape what sa.text would take for a parameter", () => {
    const { text } = write("CREATE TABLE a (id int PRIMARY KEY, b text DEFAULT (' :x'::text || '::y'), CHECK (b <> ' :z'));");
    expect(text).toContain("' \\\\:x'::text || '::y'");
    expect(text).toContain("b <> ' \\\\:z'");
  });

  it("tell what they do not say", () => {
    const { losses } = write(everything);
    expect(losses.map((loss) => loss.what)).toEqual(["CREATE SCHEMA shop", "CREATE EXTENSION citext", "CREATE EXTENSION btree_gist", "the view open_orders", "the view totals", "the partition measurements_2024 of measurements", "COMMENT ON TYPE order_state"]);
    expect(write("CREATE TYPE nothing AS ENUM (); CREATE TABLE a (b int, EXCLUDE USING gist (b gist_ops WITH =)); CREATE TABLE c (d int REFERENCES nowhere (x));").losses.map((loss) => loss.what)).toEqual(["the type nothing, which has no values", "the foreign key fk_c_d of c", "the exclusion ex_a_b of a"]);
  });

  it("are the same for the same document, and carry a change of one fact only where it stands", () => {
    const first = write(everything).text;
    expect(write(everything).text).toBe(first);
    const second = write(everything.replace("bio text", "bio text NOT NULL")).text;
    const changed = second.split("\n").filter((line, at) => line !== first.split("\n")[at]);
    expect(changed).toEqual(["    bio: Mapped[str] = mapped_column(sa.Text)"]);
  });

  it("keep to a hundred columns", () => {
    for (const line of write(everything).text.split("\n")) expect(line.length, line).toBeLessThanOrEqual(100);
  });

  it.skipIf(!existsSync(chinook))("are written for Chinook without a loss", () => {
    const { text, losses } = write(readFileSync(chinook, "utf8"));
    expect(losses).toEqual([]);
    expect([...text.matchAll(/^class (\w+)\(Base\)/gm)].map((match) => match[1])).toEqual(["Album", "Artist", "Customer", "Employee", "Genre", "Invoice", "InvoiceLine", "MediaType", "Playlist", "Track"]);
    expect(text).toContain("secondary=playlist_track_table");
  });

  it("have a default with a quote in it as SQL, since Alembic does not double it", () => {
    const { text } = write("CREATE TABLE a (id int PRIMARY KEY, x text DEFAULT 'it''s', y text DEFAULT 'plain');");
    expect(text).toContain("server_default=sa.text(\"'it''s'\")");
    expect(text).toContain('server_default="plain"');
  });
});
