import type { Column, Table } from "../../tables.ts";
import { literal, qualified, quotePostgresql as quote } from "../keywords.ts";
import { cut } from "../scan.ts";
import { alone, doIt, dollars, phaseOf, type Change } from "./changes.ts";
import { sqlName } from "./names.ts";
import type { Sides, Target } from "./sides.ts";
import { triggersOf } from "./sync.ts";
import type { MigrationPhase, TableName } from "./types.ts";
import type { Rule, TargetRules } from "./validate.ts";

/** What is called otherwise since the switch, for the contract. */
export interface Leftovers {
  /** Old tables whose rows were copied, as they are called now. */
  readonly tables: readonly TableName[];
  /** Old columns of tables that stayed. */
  readonly columns: readonly { readonly target: Target; readonly name: string }[];
  readonly enums: readonly string[];
  /** Old indexes of tables that stayed. */
  readonly indexes: readonly string[];
}

const rename = (kind: Rule["kind"], table: TableName, from: string, to: string): Change =>
  kind === "index"
    ? doIt(`ALTER INDEX ${qualified(table.schema, from)} RENAME TO ${quote(to)}`, `ALTER INDEX ${qualified(table.schema, to)} RENAME TO ${quote(from)}`)
    : doIt(`ALTER TABLE ${sqlName(table)} RENAME CONSTRAINT ${quote(from)} TO ${quote(to)}`, `ALTER TABLE ${sqlName(table)} RENAME CONSTRAINT ${quote(to)} TO ${quote(from)}`);

const renameTable = (table: TableName, to: string): Change => doIt(`ALTER TABLE ${sqlName(table)} RENAME TO ${quote(to)}`, `ALTER TABLE ${sqlName({ ...table, name: to })} RENAME TO ${quote(table.name)}`);

const renameColumn = (table: TableName, from: string, to: string): Change =>
  doIt(`ALTER TABLE ${sqlName(table)} RENAME COLUMN ${quote(from)} TO ${quote(to)}`, `ALTER TABLE ${sqlName(table)} RENAME COLUMN ${quote(to)} TO ${quote(from)}`);

/** Gives the new side its names, in one transaction: either all of it is so, or nothing. */
export const switchOver = (sides: Sides, rules: ReadonlyMap<Target, TargetRules>): { readonly phase: MigrationPhase; readonly leftovers: Leftovers } => {
  const { input, targets, sources, going, names, enums } = sides;
  const changes: Change[] = [];
  const locked = [...new Set([...sources.map(sqlName), ...targets.map(({ until }) => sqlName(until))])];
  changes.push(doIt(`LOCK TABLE ${locked.join(", ")} IN ACCESS EXCLUSIVE MODE`));
  if (input.sync) for (const { name, trigger, on, create, attach } of triggersOf(sides)) changes.push(doIt(`DROP TRIGGER ${trigger} ON ${on}`, attach), doIt(`DROP FUNCTION ${name}()`, create));

  const oldEnums: string[] = [];
  for (const { type, until, replaces } of enums) {
    if (!replaces) continue;
    const aside = names.aside(type.schema, type.name, "old");
    oldEnums.push(qualified(type.schema, aside));
    const swap = (from: string, to: string): Change => doIt(`ALTER TYPE ${qualified(type.schema, from)} RENAME TO ${quote(to)}`, `ALTER TYPE ${qualified(type.schema, to)} RENAME TO ${quote(from)}`);
    changes.push(swap(type.name, aside), swap(until, type.name));
  }

  // Names that the new side wants and old things have until the contract.
  const wanted = new Set(targets.flatMap(({ table }) => [table.name, ...(table.primaryKey === undefined ? [] : [table.primaryKey.name!]), ...table.uniques.map(({ name }) => name!), ...table.indexes.map(({ name }) => name!)].map((name) => `${table.schema ?? "public"}\0${name}`)));
  const isWanted = (table: Table, name: string): boolean => wanted.has(`${table.schema ?? "public"}\0${name}`);
  const leftTables: TableName[] = [];
  for (const table of going) {
    const own = [...(table.primaryKey === undefined ? [] : [{ kind: "primary key" as const, name: table.primaryKey.name! }]), ...table.uniques.map(({ name }) => ({ kind: "unique" as const, name: name! })), ...table.indexes.map(({ name }) => ({ kind: "index" as const, name: name! }))];
    for (const { kind, name } of own) if (isWanted(table, name)) changes.push(rename(kind, table, name, names.aside(table.schema, name, "old")));
    const aside = isWanted(table, table.name) ? names.aside(table.schema, table.name, "old") : table.name;
    if (aside !== table.name) changes.push(renameTable(table, aside));
    leftTables.push({ ...(table.schema === undefined ? {} : { schema: table.schema }), name: aside });
  }

  const leftIndexes: string[] = [];
  const leftColumns: { target: Target; name: string }[] = [];
  for (const target of targets) {
    const own = rules.get(target)!;
    if (target.mode === "in place") settle(target, own);
    else if (target.keyUntil !== target.table.primaryKey?.name && target.keyUntil !== undefined) changes.push(rename("primary key", target.until, target.keyUntil, target.table.primaryKey!.name!));
    for (const { rule, until } of own.added) if (until !== rule.name) changes.push(rename(rule.kind, target.until, until, rule.name));
    for (const { old, rule } of own.kept) if (old.name !== rule.name) changes.push(rename(rule.kind, target.until, old.name, rule.name));
    if (target.until.name !== target.table.name) changes.push(renameTable(target.until, target.table.name));
    for (const column of target.table.columns) if (column.identity !== undefined && (target.mode === "copy" || !isKept(target, column))) changes.push(doIt(restart(target.table, column)));
  }
  return {
    phase: phaseOf("switch", changes, [`ACCESS EXCLUSIVE on ${locked.join(", ")}: an instant, in which nobody reads or writes them; behind a long query everybody waits as long as the lock timeout at most`]),
    leftovers: { tables: leftTables, columns: leftColumns, enums: oldEnums, indexes: leftIndexes },
  };

  /** The columns of a table that stays get their names, defaults and constraints. */
  function settle(target: Target, { gone }: TargetRules): void {
    const [source] = target.feeds[0]!.sources;
    const { table, until, now, kept } = target;
    const finals = new Set(table.columns.map(({ name }) => name));
    const taken = new Set([...source!.columns.map(({ name }) => name), ...now.values(), ...finals]);
    const beside = (name: string, word: string): string => {
      let free = `${cut(name, 55)}__${word}`;
      for (let number = 2; taken.has(free); number++) free = `${cut(name, 55)}__${word}${number}`;
      taken.add(free);
      return free;
    };
    for (const rule of gone) {
      if (rule.kind === "index" && !rule.unique) {
        const aside = isWanted(source!, rule.name) ? names.aside(source!.schema, rule.name, "old") : rule.name;
        if (aside !== rule.name) changes.push(rename("index", until, rule.name, aside));
        leftIndexes.push(qualified(source!.schema, aside));
      } else if (rule.kind === "index") changes.push(doIt(`DROP INDEX ${qualified(source!.schema, rule.name)}`, rule.add(source!, rule.name, inverse(kept))));
      else changes.push(doIt(`ALTER TABLE ${sqlName(until)} DROP CONSTRAINT ${quote(rule.name)}`, rule.add(source!, rule.name, inverse(kept))));
    }
    for (const column of source!.columns) {
      if (kept.has(column.name)) continue;
      const keyed = source!.primaryKey?.columns.includes(column.name) === true;
      if (!column.nullable && !keyed && column.identity === undefined) changes.push(doIt(`ALTER TABLE ${sqlName(until)} ALTER COLUMN ${quote(column.name)} DROP NOT NULL`, `ALTER TABLE ${sqlName(until)} ALTER COLUMN ${quote(column.name)} SET NOT NULL`, `Whoever writes the new side says nothing of ${column.name}.`));
      const name = finals.has(column.name) ? beside(column.name, "old") : column.name;
      if (name !== column.name) changes.push(renameColumn(until, column.name, name));
      leftColumns.push({ target, name });
    }
    // Two columns may change places: what takes a name that another still has goes round by a third.
    const moving = table.columns.map(({ name }) => ({ from: now.get(name)!, to: name })).filter(({ from, to }) => from !== to);
    const late: { from: string; to: string }[] = [];
    for (const { from, to } of moving) {
      if (!moving.some((other) => other.from === to)) continue;
      const aside = beside(to, "new");
      changes.push(renameColumn(until, from, aside));
      late.push({ from: aside, to });
    }
    for (const { from, to } of [...moving.filter(({ to }) => !late.some((each) => each.to === to)), ...late]) changes.push(renameColumn(until, from, to));
    for (const column of table.columns) {
      const old = source!.columns.find(({ name }) => name === now.get(column.name));
      const where = `ALTER TABLE ${sqlName(until)} ALTER COLUMN ${quote(column.name)}`;
      // What is made of old columns got no default so far: rows that were written to the old side must not have it.
      if (old === undefined && column.default !== undefined && target.feeds[0]!.columns.get(column.name)!.expression !== undefined) changes.push(doIt(`${where} SET DEFAULT ${column.default}`, `${where} DROP DEFAULT`));
      if (old === undefined) continue;
      if (column.nullable && !old.nullable && old.identity === undefined) changes.push(doIt(`${where} DROP NOT NULL`, `${where} SET NOT NULL`));
      if (column.identity === undefined && old.identity === undefined && column.default !== old.default) changes.push(doIt(column.default === undefined ? `${where} DROP DEFAULT` : `${where} SET DEFAULT ${column.default}`, old.default === undefined ? `${where} DROP DEFAULT` : `${where} SET DEFAULT ${old.default}`));
      if (column.doc !== old.doc) changes.push(comment(`COLUMN ${sqlName(until)}.${quote(column.name)}`, column.doc, old.doc));
    }
    if (table.doc !== source!.doc) changes.push(comment(`TABLE ${sqlName(until)}`, table.doc, source!.doc));
  }
};

const isKept = (target: Target, column: Column): boolean => [...target.kept.values()].includes(column.name);

const inverse = (names: ReadonlyMap<string, string>): ReadonlyMap<string, string> => new Map([...names].map(([from, to]) => [to, from]));

const comment = (on: string, doc: string | undefined, old: string | undefined): Change => {
  const text = (words: string | undefined): string => `COMMENT ON ${on} IS ${words === undefined ? "NULL" : literal(words)}`;
  return doIt(text(doc), text(old));
};

/** A column that counts itself up goes on behind the greatest value that is there. */
const restart = (table: Table, column: Column): string => `SELECT setval(pg_get_serial_sequence(${literal(sqlName(table))}, ${literal(column.name)}), coalesce((SELECT max(${quote(column.name)}) FROM ${sqlName(table)}), 0) + 1, false)`;

/** Takes the old side away. There is no way back from here but a backup. */
export const contract = (sides: Sides, { tables, columns, enums, indexes }: Leftovers): MigrationPhase => {
  const changes: Change[] = [];
  const locks: string[] = [];
  for (const target of sides.targets) {
    const gone = columns.filter((each) => each.target === target);
    if (gone.length > 0) {
      changes.push(doIt(`ALTER TABLE ${sqlName(target.table)} ${gone.map(({ name }) => `DROP COLUMN ${quote(name)}`).join(", ")}`));
      locks.push(`ACCESS EXCLUSIVE on ${sqlName(target.table)}: an instant, for the rows are not written anew`);
    }
    if (target.mode === "in place") {
      for (const column of target.table.columns) {
        const old = target.feeds[0]!.sources[0]!.columns.find(({ name }) => target.kept.get(name) === column.name);
        if (old !== undefined && old.identity !== column.identity) changes.push(doIt(countUp(target.table, column)));
      }
    }
  }
  for (const name of indexes) changes.push(alone(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`));
  if (tables.length > 0) {
    changes.push(doIt(`DROP TABLE ${tables.map(sqlName).join(", ")}`));
    locks.push(`ACCESS EXCLUSIVE on ${tables.map(sqlName).join(", ")}: an instant`);
  }
  const after = new Set(sides.input.after.enums.map((type) => qualified(type.schema, type.name)));
  const stays = new Set([...sides.input.after.tables, ...sides.input.before.tables.filter((table) => !sides.going.includes(table))].flatMap((table) => table.columns.map(({ type }) => type.name)));
  const unused = sides.input.before.enums.map((type) => qualified(type.schema, type.name)).filter((name) => !after.has(name) && !stays.has(name) && sides.sources.some((table) => table.columns.some(({ type }) => type.name === name)));
  for (const name of [...enums, ...unused]) changes.push(doIt(`DROP TYPE ${name}`));
  return phaseOf("contract", changes, locks);
};

/** A serial column, an identity or neither becomes what the new side says; the value that comes next stays. */
const countUp = (table: Table, column: Column): string => {
  const where = `ALTER TABLE ${sqlName(table)} ALTER COLUMN ${quote(column.name)}`;
  const made = column.identity === undefined ? (column.default === undefined ? "" : `\n    ${where} SET DEFAULT ${column.default};`) : `\n    ${where} ADD GENERATED ${column.identity.toUpperCase()} AS IDENTITY;\n    PERFORM setval(pg_get_serial_sequence(${literal(sqlName(table))}, ${literal(column.name)}), greatest(next_value, coalesce((SELECT max(${quote(column.name)}) FROM ${sqlName(table)}), 0) + 1), false);`;
  return `DO ${dollars(`DECLARE
    owned text := pg_get_serial_sequence(${literal(sqlName(table))}, ${literal(column.name)});
    next_value bigint := 1;
BEGIN
    IF owned IS NOT NULL THEN
        EXECUTE format('SELECT last_value + CASE WHEN is_called THEN 1 ELSE 0 END FROM %s', owned) INTO next_value;
    END IF;
    IF EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = ${literal(sqlName(table))}::regclass AND attname = ${literal(column.name)} AND attidentity <> '') THEN
        ${where} DROP IDENTITY;
    ELSE
        ${where} DROP DEFAULT;
        IF owned IS NOT NULL THEN
            EXECUTE format('DROP SEQUENCE %s', owned);
        END IF;
    END IF;${made}
END`)}`;
};
