import type { Table } from "../../tables.ts";
import { quotePostgresql as quote, qualified } from "../keywords.ts";
import { cut } from "../scan.ts";
import { doIt, dollars, phaseOf, type Change } from "./changes.ts";
import { isFilled, newColumns } from "./expand.ts";
import { sqlName } from "./names.ts";
import { fromText, type Feed, type Sides, type Target } from "./sides.ts";
import type { MigrationPhase } from "./types.ts";

/** The columns that a feed writes into a new table, with their expressions. */
export const written = ({ table }: Target, feed: Feed): readonly { readonly name: string; readonly expression: string; readonly once: boolean }[] =>
  table.columns.flatMap(({ name }) => {
    const made = feed.columns.get(name)!;
    return made.expression === undefined ? [] : [{ name, expression: made.expression, once: made.once }];
  });

/** `INSERT INTO … SELECT …`, without what it selects from and what becomes of rows that are there. */
export const insertText = (target: Target, feed: Feed): string => {
  const columns = written(target, feed);
  const identity = columns.some(({ name }) => target.table.columns.find((column) => column.name === name)!.identity === "always");
  return `INSERT INTO ${sqlName(target.until)} (${columns.map(({ name }) => quote(name)).join(", ")})${identity ? " OVERRIDING SYSTEM VALUE" : ""}\nSELECT ${columns.map(({ expression }) => expression).join(", ")}`;
};

export const keyOf = ({ table }: Target): readonly string[] => table.primaryKey?.columns ?? [];

const list = (columns: readonly string[]): string => columns.map(quote).join(", ");

/** What becomes of a row that is there already: it gets the values anew, but for those that no old column says. */
const upsert = (target: Target, feed: Feed): string => {
  const key = keyOf(target);
  const changing = written(target, feed).filter(({ name, once }) => !once && !key.includes(name));
  return `ON CONFLICT (${list(key)}) DO ${changing.length === 0 ? "NOTHING" : `UPDATE SET ${changing.map(({ name }) => `${quote(name)} = EXCLUDED.${quote(name)}`).join(", ")}`}`;
};

const keyExpressions = (target: Target, feed: Feed): string => keyOf(target).map((name) => feed.columns.get(name)!.expression!).join(", ");

/** One row, as a table of that name. */
const rowAs = (row: string, table: Table): string => `(SELECT ${row}.*) AS ${quote(table.name)}`;

const indented = (text: string, by = "        "): string => text.replaceAll("\n", `\n${by}`);

/** Keeps the new side like the old one from now on, whoever writes: triggers on the old tables write both. */
export const sync = (sides: Sides): MigrationPhase => {
  const changes: Change[] = [];
  const locks: string[] = [];
  for (const trigger of triggersOf(sides)) {
    changes.push(doIt(trigger.create, `DROP FUNCTION ${trigger.name}()`), doIt(trigger.attach, `DROP TRIGGER ${trigger.trigger} ON ${trigger.on}`));
    locks.push(`SHARE ROW EXCLUSIVE on ${trigger.on}: an instant, while its trigger is made; from then on each write to it writes twice`);
  }
  return phaseOf("sync", changes, locks);
};

interface Trigger {
  readonly name: string;
  readonly trigger: string;
  readonly on: string;
  readonly create: string;
  readonly attach: string;
}

/** Every trigger with its function, by the order of the tables. */
export const triggersOf = ({ input, targets }: Sides): readonly Trigger[] => {
  const found: Trigger[] = [];
  // Only what the old side can say counts: the backfill, which writes new columns alone, sets off nothing.
  const put = (target: Target, table: Table, timing: "BEFORE" | "AFTER", body: string): void => {
    const when = `${timing} INSERT OR UPDATE OF ${list(table.columns.map(({ name: column }) => column))}${timing === "AFTER" ? " OR DELETE" : ""}`;
    const plain = cut(`${input.name}_sync`, 50).replace(/[^\p{L}\p{N}_]+/gu, "_");
    const trigger = quote(`${plain}_${found.length + 1}`);
    const name = qualified(target.until.schema, `${plain}_${found.length + 1}`);
    found.push({
      name, trigger, on: sqlName(table),
      create: `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS ${dollars(`BEGIN\n    ${indented(body, "    ")}\nEND`, "sync")}`,
      attach: `CREATE TRIGGER ${trigger} ${when} ON ${sqlName(table)} FOR EACH ROW EXECUTE FUNCTION ${name}()`,
    });
  };
  for (const target of targets) {
    for (const feed of target.feeds) {
      const [first, ...others] = feed.sources;
      if (target.mode === "in place") {
        const set = newColumns(target).filter((column) => isFilled(target, column) && feed.columns.get(column.name)!.expression !== undefined).map(({ name }) => {
          const { expression, once } = feed.columns.get(name)!;
          const field = `NEW.${quote(target.now.get(name)!)}`;
          const value = `(SELECT ${expression!} FROM ${rowAs("NEW", first!)})`;
          return `${field} := ${once ? `coalesce(${field}, ${value})` : value};`;
        });
        if (set.length > 0) put(target, first!, "BEFORE", `${set.join("\n")}\nRETURN NEW;`);
        continue;
      }
      const where = feed.mapping.where === undefined ? "" : `\nWHERE ${feed.mapping.where}`;
      const key = keyOf(target);
      const same = key.map((name, at) => `t.${quote(name)} = gone.k${at + 1}`).join(" AND ");
      const gone = `(SELECT ${keyExpressions(target, feed)} FROM ${fromText(feed, rowAs("OLD", first!))}) AS gone (${key.map((_, at) => `k${at + 1}`).join(", ")})`;
      const stays = `SELECT 1 FROM (SELECT ${keyExpressions(target, feed)} FROM ${fromText(feed, rowAs("NEW", first!))}${indented(where, " ")}) AS stays (${key.map((_, at) => `k${at + 1}`).join(", ")}) WHERE ${key.map((name, at) => `t.${quote(name)} = stays.k${at + 1}`).join(" AND ")}`;
      put(target, first!, "AFTER", [
        `IF TG_OP = 'DELETE' THEN\n    DELETE FROM ${sqlName(target.until)} AS t USING ${gone} WHERE ${same};\n    RETURN NULL;\nEND IF;`,
        `IF TG_OP = 'UPDATE' THEN\n    DELETE FROM ${sqlName(target.until)} AS t USING ${gone} WHERE ${same}\n        AND NOT EXISTS (${stays});\nEND IF;`,
        `${insertText(target, feed)}\nFROM ${fromText(feed, rowAs("NEW", first!))}${where}\n${upsert(target, feed)};`, "RETURN NULL;",
      ].join("\n"));
      for (const other of others) {
        const refresh = (row: string): string => `${insertText(target, feed)}\nFROM ${fromText(feed)}\nWHERE ${feed.mapping.where === undefined ? "" : `(${feed.mapping.where}) AND `}EXISTS (SELECT 1 FROM ${[rowAs(row, other), ...others.filter((each) => each !== other).map((each) => `${sqlName(each)} AS ${quote(each.name)}`)].join(", ")} WHERE ${feed.mapping.on ?? "true"})\n${upsert(target, feed)};`;
        put(target, other, "AFTER", [`IF TG_OP <> 'INSERT' THEN\n    ${indented(refresh("OLD"), "    ")}\nEND IF;`, `IF TG_OP <> 'DELETE' THEN\n    ${indented(refresh("NEW"), "    ")}\nEND IF;`, "RETURN NULL;"].join("\n"));
      }
    }
  }
  return found;
};
