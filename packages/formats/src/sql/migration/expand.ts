import type { Column, Table } from "../../tables.ts";
import { literal, qualified, quotePostgresql as quote } from "../keywords.ts";
import { columnText } from "../write-postgresql.ts";
import { sqlName } from "./names.ts";
import type { Sides, Target } from "./sides.ts";
import type { MigrationPhase } from "./types.ts";
import { doIt, phaseOf, type Change } from "./changes.ts";

/** A default that PostgreSQL would compute for each row, so that adding it rewrites the table (ALTER TABLE, "Notes"). */
export const isVolatile = (expression: string): boolean => /\(/.test(expression) && !/^(?:now|current_timestamp|current_date|localtimestamp|transaction_timestamp|statement_timestamp)\s*\(\s*\)$/i.test(expression.trim());

/** A new column of a table that stays, which old rows get no value for from the catalogue alone. */
export const isFilled = (target: Target, column: Column): boolean => {
  const made = target.feeds[0]!.columns.get(column.name)!;
  return made.expression !== undefined || (made.story.is === "default" && column.default !== undefined && isVolatile(column.default));
};

/** The columns of a table that stays which it gets. */
export const newColumns = (target: Target): readonly Column[] => {
  const going = new Set(target.kept.values());
  return target.table.columns.filter(({ name }) => !going.has(name));
};

/** Makes what is new beside what is there: nothing that runs is any the wiser. */
export const expand = (sides: Sides): MigrationPhase => {
  const { input, targets, enums, typeNow } = sides;
  const changes: Change[] = [];
  const locks: string[] = [];
  for (const extension of input.after.extensions) if (!input.before.extensions.includes(extension)) changes.push(doIt(`CREATE EXTENSION IF NOT EXISTS ${quote(extension)}`));
  const schemas = new Set([...targets.map(({ table }) => table.schema), ...enums.map(({ type }) => type.schema)]);
  for (const schema of schemas) if (schema !== undefined && !input.before.schemas.some(({ name }) => name === schema) && !input.before.tables.some((table) => table.schema === schema)) changes.push(doIt(`CREATE SCHEMA ${quote(schema)}`, `DROP SCHEMA ${quote(schema)}`));
  for (const { type, until } of enums) {
    const name = qualified(type.schema, until);
    changes.push(doIt(`CREATE TYPE ${name} AS ENUM (${type.values.map(literal).join(", ")})`, `DROP TYPE ${name}`));
    if (type.doc !== undefined) changes.push(doIt(`COMMENT ON TYPE ${name} IS ${literal(type.doc)}`));
  }
  for (const target of targets) {
    const { table, until, mode, now } = target;
    const name = sqlName(until);
    const free = (column: Column): Column => ({ ...column, name: now.get(column.name)!, type: typeNow(column.type), nullable: column.identity === undefined && table.primaryKey?.columns.includes(column.name) !== true });
    const plain: Table = { ...table, name: until.name };
    if (mode === "copy") {
      const columns = table.columns.map((column) => columnText(free(column), plain, []));
      const key = table.primaryKey === undefined ? [] : [`CONSTRAINT ${quote(target.keyUntil!)} PRIMARY KEY (${table.primaryKey.columns.map(quote).join(", ")})`];
      changes.push(doIt(`CREATE TABLE ${name} (\n    ${[...columns, ...key].join(",\n    ")}\n)`, `DROP TABLE ${name}`));
      if (table.doc !== undefined) changes.push(doIt(`COMMENT ON TABLE ${name} IS ${literal(table.doc)}`));
      changes.push(doIt(rights(target), undefined, "Whoever has rights on the old table has them on the new one."));
    } else {
      const added = newColumns(target);
      for (const column of added) {
        const volatile = column.default !== undefined && isVolatile(column.default);
        // With a default every row that is there would have that, and not what it is made of.
        const made = target.feeds[0]!.columns.get(column.name)!.expression !== undefined;
        const { default: preset, ...bare } = free(column);
        const text = columnText(volatile || made || preset === undefined ? bare : { ...bare, default: preset }, plain, []);
        changes.push(doIt(`ALTER TABLE ${name} ADD COLUMN ${text}`, `ALTER TABLE ${name} DROP COLUMN ${quote(now.get(column.name)!)}`));
        if (volatile && !made) changes.push(doIt(`ALTER TABLE ${name} ALTER COLUMN ${quote(now.get(column.name)!)} SET DEFAULT ${column.default!}`, undefined, "Apart from the column, for with it PostgreSQL would write every row anew."));
        if (column.generated !== undefined || column.identity !== undefined) sides.findings.push({ severity: "open", mapping: target.feeds[0]!.index, column: column.name, message: `Adding ${column.name} to ${name} writes every row anew and keeps everybody away for as long: ${column.generated === undefined ? "it is an identity" : "it is generated"}.` });
      }
      if (added.length > 0) locks.push(`ACCESS EXCLUSIVE on ${name}: an instant, for only the catalogue changes`);
    }
    for (const column of mode === "copy" ? table.columns : newColumns(target)) if (column.doc !== undefined) changes.push(doIt(`COMMENT ON COLUMN ${name}.${quote(now.get(column.name)!)} IS ${literal(column.doc)}`));
  }
  return phaseOf("expand", changes, locks);
};

/** Gives everybody on the new table the rights that they have on the old one. */
const rights = ({ feeds, until }: Target): string => {
  const source = feeds[0]!.sources[0]!;
  return `DO $rights$
DECLARE
    given record;
BEGIN
    FOR given IN SELECT grantee, privilege_type FROM information_schema.role_table_grants
        WHERE table_schema = ${literal(source.schema ?? "public")} AND table_name = ${literal(source.name)} AND grantee NOT IN (current_user, 'PUBLIC') LOOP
        EXECUTE format('GRANT %s ON %s TO %I', given.privilege_type, ${literal(sqlName(until))}, given.grantee);
    END LOOP;
END
$rights$`;
};
