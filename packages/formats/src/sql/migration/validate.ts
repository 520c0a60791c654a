import type { Index, Table } from "../../tables.ts";
import { canonical, indexText } from "../compare.ts";
import { expressionTokens, namesIn, renameAll } from "../expression.ts";
import { literal, quotePostgresql as quote } from "../keywords.ts";
import { createIndex, foreignKey } from "../write-postgresql.ts";
import { alone, doIt, dollars, phaseOf, type Change } from "./changes.ts";
import { findTable, sameTable, sqlName } from "./names.ts";
import { fromText, type Sides, type Target } from "./sides.ts";
import { keyOf } from "./sync.ts";
import { newColumns } from "./expand.ts";
import type { MigrationPhase } from "./types.ts";

/** A constraint or an index of a table, and what it says in the names of the new side. */
export interface Rule {
  readonly kind: "primary key" | "unique" | "foreign key" | "check" | "index";
  readonly name: string;
  readonly says: string;
  readonly unique: boolean;
  /** What adds it to `table`, called `name` there; the columns are called as `columns` says. */
  readonly add: (table: Table, name: string, columns: ReadonlyMap<string, string>) => string;
}

/** All constraints and indexes of a table; those over columns that do not go on, by `goesOn`, are left out. */
export const rulesOf = (table: Table, goesOn: ReadonlyMap<string, string>, targetOf: (name: { readonly schema?: string; readonly name: string }, columns: readonly string[]) => { readonly says: string; readonly table: { readonly schema?: string; readonly name: string }; readonly columns: readonly string[] } | undefined): readonly Rule[] => {
  const rules: Rule[] = [];
  const all = (columns: Iterable<string>): boolean => [...columns].every((column) => goesOn.has(column));
  const final = (columns: readonly string[]): readonly string[] => columns.map((column) => goesOn.get(column)!);
  const now = (columns: readonly string[], names: ReadonlyMap<string, string>): string => final(columns).map((column) => quote(names.get(column) ?? column)).join(", ");
  const own = new Set(table.columns.map(({ name }) => name));
  const mentioned = (expression: string): readonly string[] => [...namesIn(expression)].filter((name) => own.has(name));
  const renamed = (expression: string, names: ReadonlyMap<string, string>): string => renameAll(expression, new Map([...goesOn].map(([from, to]) => [from, names.get(to) ?? to])));
  const same = new Map<string, string>();
  const key = table.primaryKey;
  if (key !== undefined && all(key.columns)) rules.push({ kind: "primary key", name: key.name!, says: `key ${final(key.columns).join()}`, unique: true, add: () => "" });
  for (const one of table.uniques) if (all(one.columns)) rules.push({ kind: "unique", name: one.name!, says: `unique ${final(one.columns).join()}`, unique: true, add: (at, name, names) => `ALTER TABLE ${sqlName(at)} ADD CONSTRAINT ${quote(name)} UNIQUE (${now(one.columns, names)})` });
  for (const one of table.foreignKeys) {
    const target = targetOf({ ...(one.target.schema === undefined ? {} : { schema: one.target.schema }), name: one.target.table }, one.target.columns);
    if (!all(one.columns) || target === undefined) continue;
    rules.push({
      kind: "foreign key", name: one.name!, unique: false, says: JSON.stringify([final(one.columns), target.says, one.onDelete, one.onUpdate, one.deferrable]),
      add: (at, name, names) => `ALTER TABLE ${sqlName(at)} ADD ${foreignKey({ ...one, columns: final(one.columns).map((column) => names.get(column) ?? column), target: { ...(target.table.schema === undefined ? {} : { schema: target.table.schema }), table: target.table.name, columns: target.columns } }, name)}`,
    });
  }
  for (const one of table.checks) {
    if (!all(mentioned(one.expression))) continue;
    rules.push({ kind: "check", name: one.name!, unique: false, says: `check ${canonical(renamed(one.expression, same))}`, add: (at, name, names) => `ALTER TABLE ${sqlName(at)} ADD CONSTRAINT ${quote(name)} CHECK (${renamed(one.expression, names)})` });
  }
  for (const one of table.indexes) {
    if (!all([...one.parts.flatMap((part) => part.column ?? mentioned(part.expression ?? "")), ...(one.include ?? []), ...mentioned(one.where ?? "")])) continue;
    const under = (names: ReadonlyMap<string, string>): Index => ({
      ...one, parts: one.parts.map((part) => (part.column === undefined ? { ...part, expression: renamed(part.expression ?? "", names) } : { ...part, column: names.get(goesOn.get(part.column)!) ?? goesOn.get(part.column)! })),
      ...(one.include === undefined ? {} : { include: one.include.map((column) => names.get(goesOn.get(column)!) ?? goesOn.get(column)!) }), ...(one.where === undefined ? {} : { where: renamed(one.where, names) }),
    });
    rules.push({ kind: "index", name: one.name!, unique: one.unique, says: `index ${indexText(under(same))}`, add: (at, name, names) => createIndex(at, under(names), name).replace(/;$/, "") });
  }
  return rules;
};

/** The constraints and indexes of a target: those that its table has already (in place), those that are to come, and those that are to go. */
export interface TargetRules {
  readonly kept: readonly { readonly old: Rule; readonly rule: Rule }[];
  readonly added: readonly { readonly rule: Rule; readonly until: string }[];
  readonly gone: readonly Rule[];
}

export const targetRules = (sides: Sides): ReadonlyMap<Target, TargetRules> => {
  const found = new Map<Target, TargetRules>();
  for (const target of sides.targets) {
    const every = new Map(target.table.columns.map(({ name }) => [name, name]));
    const wanted = rulesOf(target.table, every, (name, columns) => {
      const other = sides.targets.find(({ table }) => sameTable(table, name));
      return other === undefined ? { says: `${sqlName(name)}(${columns.join()})`, table: name, columns } : { says: `${sqlName(other.table)}(${columns.join()})`, table: other.until, columns: columns.map((column) => other.now.get(column) ?? column) };
    });
    const source = target.mode === "in place" ? target.feeds[0]!.sources[0]! : undefined;
    const there = source === undefined ? [] : rulesOf(source, target.kept, (name, columns) => {
      const old = findTable(sides.input.before, name);
      const other = sides.targets.find((each) => each.mode === "in place" && each.feeds[0]!.sources[0] === old);
      if (other === undefined) return old !== undefined && sides.sources.includes(old) ? { says: `old ${sqlName(name)}`, table: name, columns } : { says: `${sqlName(name)}(${columns.join()})`, table: name, columns };
      return { says: `${sqlName(other.table)}(${columns.map((column) => other.kept.get(column) ?? `old ${column}`).join()})`, table: name, columns };
    });
    const kept: { old: Rule; rule: Rule }[] = [];
    const added: { rule: Rule; until: string }[] = [];
    const left = [...there];
    for (const rule of wanted) {
      const same = left.filter((each) => each.kind === rule.kind && each.says === rule.says);
      const old = same.find(({ name }) => name === rule.name) ?? same[0];
      if (old !== undefined) {
        left.splice(left.indexOf(old), 1);
        kept.push({ old, rule });
      } else if (rule.kind !== "primary key") added.push({ rule, until: sides.names.take(target.table.schema, rule.name, "new") });
    }
    found.set(target, { kept, added, gone: left });
  }
  return found;
};

/** A query that must be true, or the phase stops there. */
const must = (name: string, query: string): string => `DO ${dollars(`BEGIN
    IF (${query.replaceAll("\n", "\n        ")}) IS NOT TRUE THEN
        RAISE EXCEPTION USING MESSAGE = ${literal(`Not valid: ${name}`)};
    END IF;
END`, "validate")}`;

const INCOMPARABLE = new Set(["json", "xml", "point", "polygon", "circle", "box", "path", "lseg", "line"]);
const UNSTEADY = /\b(?:now|random|gen_random_uuid|clock_timestamp|statement_timestamp|nextval|uuid_generate_v\d\w*)\s*\(|\bcurrent_(?:timestamp|date|time)\b|\blocaltime(?:stamp)?\b/i;

/** The queries that prove that no row and no value is lost; the author's own come behind them. */
export const checksOf = (sides: Sides): readonly { readonly name: string; readonly query: string }[] => {
  const checks: { name: string; query: string }[] = [];
  for (const target of sides.targets) {
    const name = sqlName(target.table);
    const until = sqlName(target.until);
    if (target.mode === "in place") {
      const [feed] = target.feeds;
      const alias = quote(feed!.sources[0]!.name);
      for (const column of newColumns(target)) {
        const made = feed!.columns.get(column.name)!;
        if (made.expression === undefined || made.once || UNSTEADY.test(made.expression) || INCOMPARABLE.has(column.type.name)) continue;
        checks.push({ name: `every ${column.name} of ${name} is what it is made of`, query: `SELECT NOT EXISTS (SELECT 1 FROM ${until} AS ${alias} WHERE ${alias}.${quote(target.now.get(column.name)!)} IS DISTINCT FROM (${made.expression}))` });
      }
      continue;
    }
    const rows = (select: (feed: Target["feeds"][number]) => string, join = "\nUNION ALL "): string => target.feeds.map((feed) => `SELECT ${select(feed)} FROM ${fromText(feed)}${feed.mapping.where === undefined ? "" : ` WHERE ${feed.mapping.where}`}`).join(join);
    checks.push({ name: `${name} has as many rows as it comes from`, query: `SELECT (SELECT sum(n) FROM (${rows(() => "count(*) AS n")}) AS old) = (SELECT count(*) FROM ${until})` });
    const key = keyOf(target);
    const keys = (feed: Target["feeds"][number]): string => key.map((column) => feed.columns.get(column)!.expression!).join(", ");
    const own = `SELECT ${key.map(quote).join(", ")} FROM ${until}`;
    checks.push({ name: `no row of ${name} is missing`, query: `SELECT NOT EXISTS (${rows(keys)}\nEXCEPT ${own})` }, { name: `no row of ${name} comes from nowhere`, query: `SELECT NOT EXISTS (${own}\nEXCEPT (${rows(keys)}))` });
    const compared = target.table.columns.filter((column) => !INCOMPARABLE.has(column.type.name) && target.feeds.every((feed) => {
      const made = feed.columns.get(column.name)!;
      return made.expression !== undefined && !made.once && !UNSTEADY.test(made.expression);
    }));
    // An expression may be of another type than the column: the column's own decides.
    const type = (column: Table["columns"][number]): string => typeIn(sides, column);
    if (compared.length > key.length) checks.push({ name: `every value of ${name} is what it is made of`, query: `SELECT NOT EXISTS (${rows((feed) => compared.map((column) => `(${feed.columns.get(column.name)!.expression!})::${type(column)}`).join(", "))}\nEXCEPT SELECT ${compared.map(({ name: column }) => quote(column)).join(", ")} FROM ${until})` });
  }
  for (const { name, query } of sides.input.validations) checks.push({ name, query: withSides(sides, query) });
  return checks;
};

const typeIn = (sides: Sides, column: Table["columns"][number]): string => {
  const type = sides.typeNow(column.type);
  return `${type.name}${type.args === undefined ? "" : `(${type.args.join(", ")})`}${"[]".repeat(type.array ?? 0)}`;
};

/** The author's query, with the two sides under the names that it has for them. */
const withSides = (sides: Sides, query: string): string => {
  const named = new Set(expressionTokens(query).map(({ value }) => value));
  const tables: string[] = [];
  for (const table of sides.sources) if (named.has(`old_${table.name}`)) tables.push(`${quote(`old_${table.name}`)} AS (SELECT ${table.columns.map((column) => quote(column.name)).join(", ")} FROM ${sqlName(table)})`);
  for (const { table, until, now } of sides.targets) if (named.has(`new_${table.name}`)) tables.push(`${quote(`new_${table.name}`)} AS (SELECT ${table.columns.map((column) => `${quote(now.get(column.name)!)} AS ${quote(column.name)}`).join(", ")} FROM ${sqlName(until)})`);
  const plain = query.trim().replace(/;\s*$/, "");
  return tables.length === 0 ? plain : `WITH ${tables.join(", ")} SELECT (${plain})`;
};

/**
 * Proves that both sides say the same, and has the database hold to what the new side promises. It is no single transaction: one that
 * was broken off is undone, whatever of it was done, and begun anew.
 */
export const validate = (sides: Sides, rules: ReadonlyMap<Target, TargetRules>): MigrationPhase => {
  const changes: Change[] = [];
  const locks: string[] = [];
  for (const target of sides.targets) if (target.mode === "copy" || newColumns(target).length > 0) changes.push(alone(`ANALYZE ${sqlName(target.until)}`));
  for (const { name, query } of checksOf(sides)) changes.push(doIt(must(name, query), undefined, name));
  for (const target of sides.targets) {
    const until: Table = { ...target.table, ...target.until };
    for (const { rule, until: name } of rules.get(target)!.added) {
      if (rule.kind !== "index" && rule.kind !== "unique") continue;
      const index = quote(name);
      const own = target.until.schema === undefined ? index : `${quote(target.until.schema)}.${index}`;
      const create = rule.kind === "index" ? rule.add(until, name, target.now).replace(/^CREATE (UNIQUE )?INDEX/, "CREATE $1INDEX CONCURRENTLY") : rule.add(until, name, target.now).replace(/^ALTER TABLE (.+) ADD CONSTRAINT .+ UNIQUE \((.+)\)$/s, (_, table: string, columns: string) => `CREATE UNIQUE INDEX CONCURRENTLY ${index} ON ${table} (${columns})`);
      changes.push(alone(`DROP INDEX CONCURRENTLY IF EXISTS ${own}`, undefined, "A build that was broken off leaves an index that is not valid: begun anew, it goes first."));
      if (rule.kind === "index") changes.push(alone(create, `DROP INDEX CONCURRENTLY IF EXISTS ${own}`));
      else changes.push(alone(create), doIt(`ALTER TABLE ${sqlName(until)} ADD CONSTRAINT ${index} UNIQUE USING INDEX ${index}`, `ALTER TABLE ${sqlName(until)} DROP CONSTRAINT IF EXISTS ${index}`));
      locks.push(`SHARE UPDATE EXCLUSIVE on ${sqlName(until)}: readers and writers go on while the index ${name} is built`);
    }
    for (const { rule, until: name } of rules.get(target)!.added) {
      if (rule.kind !== "foreign key" && rule.kind !== "check") continue;
      changes.push(doIt(`${rule.add(until, name, target.now)} NOT VALID`, `ALTER TABLE ${sqlName(until)} DROP CONSTRAINT IF EXISTS ${quote(name)}`));
      locks.push(rule.kind === "check" ? `ACCESS EXCLUSIVE on ${sqlName(until)}: an instant, while ${name} is added` : `SHARE ROW EXCLUSIVE on ${sqlName(until)} and on what it refers to: an instant, while ${name} is added`);
    }
    const [proved, proofs, set]: [Change[], Change[], Change[]] = [[], [], []];
    for (const column of target.table.columns) {
      if (column.nullable || column.identity !== undefined || target.table.primaryKey?.columns.includes(column.name) === true) continue;
      const now = target.now.get(column.name)!;
      const old = target.mode === "in place" ? target.feeds[0]!.sources[0]!.columns.find(({ name }) => name === now) : undefined;
      if (old !== undefined && (!old.nullable || old.identity !== undefined)) continue;
      const name = quote(sides.names.aside(target.table.schema, `${target.table.name}_${column.name}_not_null`, "new"));
      const table = sqlName(until);
      proved.push(doIt(`ALTER TABLE ${table} ADD CONSTRAINT ${name} CHECK (${quote(now)} IS NOT NULL) NOT VALID`, `ALTER TABLE ${table} DROP CONSTRAINT IF EXISTS ${name}`, proved.length === 0 ? "That nothing is null is proved first, so that setting it so reads no row." : undefined));
      proofs.push(alone(`ALTER TABLE ${table} VALIDATE CONSTRAINT ${name}`));
      set.push(doIt(`ALTER TABLE ${table} ALTER COLUMN ${quote(now)} SET NOT NULL`, `ALTER TABLE ${table} ALTER COLUMN ${quote(now)} DROP NOT NULL`), doIt(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`));
    }
    if (set.length > 0) locks.push(`ACCESS EXCLUSIVE on ${sqlName(until)}: an instant, twice, while its columns become NOT NULL`);
    changes.push(...proved, ...proofs, ...set);
    for (const { rule, until: name } of rules.get(target)!.added) {
      if (rule.kind !== "foreign key" && rule.kind !== "check") continue;
      changes.push(alone(`ALTER TABLE ${sqlName(until)} VALIDATE CONSTRAINT ${quote(name)}`));
      locks.push(`SHARE UPDATE EXCLUSIVE on ${sqlName(until)}: readers and writers go on while ${name} is validated`);
    }
  }
  return phaseOf("validate", changes, locks);
};
