import { quotePostgresql as quote } from "../keywords.ts";
import { dollars, phaseOf, type Change } from "./changes.ts";
import { isFilled, newColumns } from "./expand.ts";
import { sqlName } from "./names.ts";
import { fromText, type Feed, type Sides, type Target } from "./sides.ts";
import { insertText, keyOf } from "./sync.ts";
import type { MigrationPhase } from "./types.ts";

/** Moves the rows in batches, each in a transaction of its own; begun anew, it passes over what is there. */
export const backfill = (sides: Sides): MigrationPhase => {
  const changes: Change[] = [];
  const locks: string[] = [];
  for (const target of sides.targets) {
    for (const feed of target.feeds) {
      const sql = target.mode === "copy" ? copyBlock(target, feed, sides.input.batch) : fillBlock(target, feed, sides.input.batch);
      if (sql === undefined) continue;
      const undo = target.mode === "copy" ? { sql: `TRUNCATE ${sqlName(target.until)}` } : undefined;
      changes.push({ step: { sql, alone: true, note: `${sqlName(feed.sources[0]!)} to ${sqlName(target.table)}` }, undo: feed === target.feeds[0] ? undo : undefined });
      locks.push(`the rows of one batch of ${sqlName(feed.sources[0]!)}: ${target.mode === "copy" ? "whoever writes one of them waits for the batch" : "they are written, so that other writers of them wait for the batch"}`);
    }
  }
  return phaseOf("backfill", changes, locks);
};

/** Whether a table has rows to move. */
export const moves = (target: Target): boolean => target.mode === "copy" || newColumns(target).some((column) => isFilled(target, column));

/** The key by which the old rows are walked. */
export const walkedBy = (feed: Feed): readonly string[] => feed.sources[0]!.primaryKey?.columns ?? [];

const copyBlock = (target: Target, feed: Feed, batch: number): string => {
  const where = feed.mapping.where === undefined ? "" : `\nWHERE ${feed.mapping.where}`;
  const key = keyOf(target).map(quote).join(", ");
  return loop(feed, batch, "FOR SHARE", `${insertText(target, feed)}\nFROM ${fromText(feed, `batch AS ${quote(feed.sources[0]!.name)}`)}${where}\nON CONFLICT (${key}) DO NOTHING`) ?? `${insertText(target, feed)}\nFROM ${fromText(feed)}${where}\nON CONFLICT (${key}) DO NOTHING`;
};

const fillBlock = (target: Target, feed: Feed, batch: number): string | undefined => {
  const [source] = feed.sources;
  const alias = quote(source!.name);
  const columns = newColumns(target).filter((column) => isFilled(target, column)).map((column) => {
    const made = feed.columns.get(column.name)!;
    return { name: quote(target.now.get(column.name)!), expression: made.expression ?? column.default!, once: made.expression === undefined || made.once, json: column.type.name === "json" };
  });
  if (columns.length === 0) return undefined;
  const set = columns.map(({ name, expression, once }) => `${name} = ${once ? `coalesce(${alias}.${name}, ${expression})` : expression}`).join(", ");
  const changed = columns.map(({ name, expression, once, json }) => (once ? `${alias}.${name} IS NULL` : `${alias}.${name}${json ? "::text" : ""} IS DISTINCT FROM ${json ? `(${expression})::text` : `(${expression})`}`)).join(" OR ");
  const row = (of: string): string => walkedBy(feed).map((name) => `${of}.${quote(name)}`).join(", ");
  return loop(feed, batch, "FOR UPDATE", `UPDATE ${sqlName(source!)} AS ${alias}\nSET ${set}\nWHERE (${row(alias)}) IN (SELECT ${row("b")} FROM batch AS b)\n    AND (${changed})\nRETURNING 1`);
};

/** A block that walks the old rows by their key; undefined where they have none. */
const loop = (feed: Feed, batch: number, lock: string, statement: string): string | undefined => {
  const [source] = feed.sources;
  const key = walkedBy(feed);
  if (key.length === 0) return undefined;
  const name = sqlName(source!);
  const order = key.map((each) => `o.${quote(each)}`);
  const last = key.map((_, at) => `last_${at + 1}`);
  const row = (parts: readonly string[]): string => (parts.length === 1 ? parts[0]! : `(${parts.join(", ")})`);
  return `DO ${dollars(`#variable_conflict use_column
<<backfill>>
DECLARE
    ${key.map((each, at) => `last_${at + 1} ${name}.${quote(each)}%TYPE;`).join("\n    ")}
    begun boolean := false;
BEGIN
    LOOP
        WITH batch AS MATERIALIZED (
            SELECT o.* FROM ${name} AS o
            WHERE NOT backfill.begun OR ${row(order)} > ${row(last.map((each) => `backfill.${each}`))}
            ORDER BY ${order.join(", ")}
            LIMIT ${batch} ${lock}
        ), moved AS (
            ${statement.replaceAll("\n", "\n            ")}
        )
        SELECT ${key.map((each) => `o.${quote(each)}`).join(", ")} INTO ${last.join(", ")}
        FROM batch AS o ORDER BY ${order.map((each) => `${each} DESC`).join(", ")} LIMIT 1;
        EXIT WHEN NOT FOUND;
        begun := true;
        COMMIT;
    END LOOP;
END`, "backfill")}`;
};
