import { describe, expect, it } from "vitest";
import { readSql, tableBreaks } from "../../src/index.ts";

const read = (text: string) => readSql(text, { dialect: "postgresql" }).document;
const said = (before: string, after: string): readonly string[] => tableBreaks(read(before), read(after)).map((found) => `${found.rule} ${found.of}${found.name === undefined ? "" : `.${found.name}`} ${found.breaks.join("+")}`);
const table = (columns: string): string => `CREATE TABLE shop.orders (${columns});`;

describe("changes of tables that break programs", () => {
  it.each([
    ["a table that is gone", table("id bigint"), "", ["table-dropped shop.orders readers+writers"]],
    ["a column that is gone", table("id bigint, note text"), table("id bigint"), ["column-dropped shop.orders.note readers+writers"]],
    ["another type", table("id bigint"), table("id uuid"), ["column-type-changed shop.orders.id readers+writers"]],
    ["a wider number", table("id integer"), table("id bigint"), ["column-type-widened shop.orders.id readers"]],
    ["a narrower number", table("id bigint"), table("id integer"), ["column-type-narrowed shop.orders.id writers"]],
    ["fewer digits", table("total numeric(12, 2)"), table("total numeric(10, 2)"), ["column-type-narrowed shop.orders.total writers"]],
    ["digits moved behind the point", table("total numeric(12, 2)"), table("total numeric(12, 4)"), ["column-type-changed shop.orders.total readers+writers"]],
    ["a shorter text", table("note varchar(40)"), table("note varchar(20)"), ["column-type-narrowed shop.orders.note writers"]],
    ["null where there was none", table("id bigint NOT NULL"), table("id bigint"), ["column-null-allowed shop.orders.id readers"]],
    ["no null where there was one", table("id bigint"), table("id bigint NOT NULL"), ["column-null-refused shop.orders.id writers"]],
    ["a new column that must be given", table("id bigint"), table("id bigint, at date NOT NULL"), ["required-column-added shop.orders.at writers"]],
    ["a default that is gone", table("at date NOT NULL DEFAULT now()"), table("at date NOT NULL"), ["default-dropped shop.orders.at writers"]],
    ["a new condition", table("total int"), table("total int, CHECK (total > 0)"), ["check-added shop.orders.total > 0 writers"]],
    ["a new key", table("id bigint, code text"), table("id bigint, code text UNIQUE"), ["unique-added shop.orders.code writers"]],
    ["a value less and one more", "CREATE TYPE state AS ENUM ('open', 'shut');", "CREATE TYPE state AS ENUM ('open', 'lost');", ["value-dropped state.shut writers", "value-added state.lost readers"]],
  ])("finds %s", (_, before, after, expected) => {
    expect(said(before, after)).toEqual(expected);
  });

  it.each([
    ["nothing that changed", table("id bigint"), table("id bigint")],
    ["a table that is new, with all that it asks for", "", table("id bigint PRIMARY KEY, total int NOT NULL CHECK (total > 0)")],
    ["a column that may be left out", table("id bigint"), table("id bigint, note text, at date NOT NULL DEFAULT now()")],
    ["longer texts, other indexes and remarks", table("note varchar(20)"), `${table("note varchar(40)")} CREATE INDEX ON shop.orders (note); COMMENT ON TABLE shop.orders IS 'x';`],
    ["a condition that is gone", table("total int CHECK (total > 0)"), table("total int")],
  ])("tells nothing of %s", (_, before, after) => {
    expect(said(before, after)).toEqual([]);
  });
});
