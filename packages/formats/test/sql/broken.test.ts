import { describe, expect, it } from "vitest";
import { readSql, writeMariadb, writePostgresql, writeSqlite } from "../../src/index.ts";
import { shop } from "./shop.ts";

const check = (text: string, write = true): void => {
  const { document, problems, losses } = readSql(text, { dialect: "postgresql" });
  for (const span of [...problems, ...losses.flatMap((loss) => loss.at ?? []), ...document.tables.flatMap((table) => [table.at!, ...table.columns.map((column) => column.at!)])]) {
    if (!(span.from >= 0 && span.from <= span.to && span.to <= text.length)) expect.fail(`${span.from}–${span.to} is outside of ${text.length}`);
  }
  if (!write) return;
  writePostgresql(document);
  writeSqlite(document);
  writeMariadb(document);
};

/** A generator of numbers from 0 to 1 with a seed (mulberry32). */
const random = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
};

describe("broken texts", () => {
  it("are read to some document wherever they end", () => {
    for (let to = 0; to <= shop.length; to += 5) check(shop.slice(0, to), to % 10 === 0);
  });

  it("are read to some document whatever is changed in them", () => {
    const next = random(11);
    const pieces = ["(", ")", ",", ";", "'", '"', "$$", "/*", "--", "\\", "[", "`", "NOT", "CREATE TABLE", "ALTER TABLE a", "\0", "::", "nextval('", "PARTITION OF", "INHERITS (a)", "GO\n", "DELIMITER $$\n", "99999999999999999999"];
    for (let round = 0; round < 2000; round++) {
      let text = shop;
      for (let edits = 1 + Math.floor(next() * 4); edits > 0; edits--) {
        const from = Math.floor(next() * text.length);
        text = text.slice(0, from) + (next() < 0.6 ? pieces[Math.floor(next() * pieces.length)]! : "") + text.slice(from + Math.floor(next() * 12));
      }
      check(text, round % 10 === 0);
    }
  });

  it("may be deep or long", () => {
    check(`CREATE TABLE a (b int CHECK ${"(".repeat(10_000)}b > 1${")".repeat(10_000)});`);
    check(`CREATE TABLE a (b int DEFAULT ${"(".repeat(10_000)}`);
    check(`SELECT ${"a,".repeat(5_000_000)}`);
    check("/*".repeat(1_000_000));
    check("x;".repeat(100_000));
    check("$a$b".repeat(100_000));
    expect(readSql(`CREATE TABLE a (b int DEFAULT ${"1+".repeat(5_000_000)}1);`, { dialect: "postgresql" }).problems.map((problem) => problem.code)).toContain("format/too-large");
  });
});
