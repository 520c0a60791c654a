import type { Column, EnumType, SqlType, Table } from "../../tables.ts";
import { namesIn } from "../expression.ts";
import { qualified, quotePostgresql as quote } from "../keywords.ts";
import { cut } from "../scan.ts";
import { typeText } from "../write-postgresql.ts";
import { castBetween } from "./cast.ts";
import { findTable, freeNames, sameTable, sqlName, withNames, type FreeNames } from "./names.ts";
import type { ColumnStory, MigrationFinding, MigrationInput, TableMapping, TableName } from "./types.ts";

/** How a column of the new table is made of one row of the old ones. */
export interface MadeColumn {
  readonly story: ColumnStory;
  /** Undefined: its default, or nothing. */
  readonly expression: string | undefined;
  /** No old column says it, so that it is made once and kept. */
  readonly once: boolean;
}

/** One mapping, with its names found. */
export interface Feed {
  readonly index: number;
  readonly mapping: TableMapping;
  /** The old tables; the first one gives the rows. */
  readonly sources: readonly Table[];
  readonly columns: ReadonlyMap<string, MadeColumn>;
}

/** A new table with all that fills it. */
export interface Target {
  readonly table: Table;
  readonly feeds: readonly Feed[];
  readonly mode: "in place" | "copy";
  /** What it is called until the switch. */
  readonly until: TableName;
  /** What each of its columns is called until the switch. */
  readonly now: ReadonlyMap<string, string>;
  /** In place: the new column that an old one goes on as. */
  readonly kept: ReadonlyMap<string, string>;
  /** Copied: what its primary key is called until the switch. */
  readonly keyUntil: string | undefined;
}

/** All that the phases are made of. */
export interface Sides {
  readonly input: MigrationInput;
  readonly targets: readonly Target[];
  /** Every old table of the migration, once. */
  readonly sources: readonly Table[];
  /** Those of them that the contract takes away. */
  readonly going: readonly Table[];
  readonly names: FreeNames;
  /** Enums that are made, under the name that they have until the switch. */
  readonly enums: readonly { readonly type: EnumType; readonly until: string; readonly replaces: boolean }[];
  readonly findings: MigrationFinding[];
  /** The type of a column as it is called until the switch. */
  typeNow(type: SqlType): SqlType;
}

/** Resolves the names of a migration, and decides for each new table whether its rows stay where they are. */
export const sidesOf = (input: MigrationInput): Sides => {
  const findings: MigrationFinding[] = [];
  const after = withNames(input.after);
  const names = freeNames(input.before);
  const enumOf = (enums: readonly EnumType[], name: string): EnumType | undefined => enums.find((one) => qualified(one.schema, one.name) === name);

  const used = new Set(after.tables.filter((table) => input.mappings.some(({ to }) => sameTable(table, to))).flatMap((table) => table.columns.map((column) => column.type.name)));
  const enums = after.enums.filter((type) => used.has(qualified(type.schema, type.name))).flatMap((type) => {
    const old = enumOf(input.before.enums, qualified(type.schema, type.name));
    if (old !== undefined && old.values.join("\0") === type.values.join("\0")) return [];
    return [{ type, until: names.take(type.schema, type.name, "new"), replaces: old !== undefined }];
  });
  const typeNow = (type: SqlType): SqlType => {
    const made = enums.find((each) => qualified(each.type.schema, each.type.name) === type.name);
    return made === undefined ? type : { ...type, name: qualified(made.type.schema, made.until) };
  };

  const feeds: { readonly feed: Feed; readonly table: Table }[] = [];
  for (const [index, mapping] of input.mappings.entries()) {
    const blocked = (message: string, column?: string): void => void findings.push({ severity: "blocked", mapping: index, message, ...(column === undefined ? {} : { column }) });
    const table = findTable(after, mapping.to);
    const sources = mapping.from.flatMap((name) => findTable(input.before, name) ?? []);
    if (table === undefined) blocked(`There is no new table ${sqlName(mapping.to)}.`);
    for (const name of mapping.from) if (findTable(input.before, name) === undefined) blocked(`There is no old table ${sqlName(name)}.`);
    if (table === undefined || sources.length === 0 || sources.length < mapping.from.length) continue;
    for (const one of [table, ...sources]) if (one.partitionBy !== undefined || one.partitionOf !== undefined || (one.inherits?.length ?? 0) > 0) blocked(`${sqlName(one)} is partitioned or inherits, which is not migrated here.`);
    if ((table.exclusions?.length ?? 0) > 0) blocked(`${sqlName(table)} has an exclusion constraint, which cannot be added without holding up all writes.`);
    if (sources.length > 1 && mapping.on === undefined) blocked(`${sources.map(sqlName).join(" and ")} are joined, and nothing says how.`);
    feeds.push({ table, feed: { index, mapping, sources, columns: columnsOf(table, mapping, sources, blocked) } });
  }

  const tables = orderOf([...new Set(feeds.map(({ table }) => table))], input.order ?? []);
  const inPlace = new Map<Table, Table>();
  for (const table of tables) {
    const own = feeds.filter((each) => each.table === table).map(({ feed }) => feed);
    const source = own.length === 1 ? own[0]!.sources[0]! : undefined;
    if (source === undefined || [...inPlace.values()].includes(source) || own[0]!.mapping.keep === true || !staysInPlace(table, own[0]!)) continue;
    // Of two that a table could become, the one of its name does; the other is copied.
    const rival = feeds.some((each) => each.table !== table && sameTable(each.table, source) && each.feed.sources[0] === source);
    if (!rival || sameTable(table, source)) inPlace.set(table, source);
  }

  for (const { type, replaces } of enums) {
    const name = qualified(type.schema, type.name);
    const others = input.before.tables.filter((table) => !feeds.some(({ feed }) => feed.sources.includes(table)) && table.columns.some((column) => column.type.name === name));
    if (replaces && others.length > 0) findings.push({ severity: "blocked", message: `The enum ${name} changes, and ${others.map(sqlName).join(", ")} outside of the migration ${others.length === 1 ? "uses" : "use"} it too.` });
  }
  const targets = tables.map((table): Target => {
    const own = feeds.filter((each) => each.table === table).map(({ feed }) => feed);
    const source = inPlace.get(table);
    if (source === undefined) {
      if (table.primaryKey === undefined) findings.push({ severity: "blocked", mapping: own[0]!.index, message: `${sqlName(table)} has no primary key: rows that are there already could not be told from others.` });
      for (const column of table.primaryKey?.columns ?? []) for (const feed of own) if (feed.columns.get(column)?.once !== false) findings.push({ severity: "blocked", mapping: feed.index, column, message: `The key ${column} of ${sqlName(table)} is made of no old column: a row would be moved anew each time.` });
      for (const feed of own) if (feed.sources[0]!.primaryKey === undefined) findings.push({ severity: "open", mapping: feed.index, message: `${sqlName(feed.sources[0]!)} has no primary key: its rows are moved in one statement, not in batches.` });
      return { table, feeds: own, mode: "copy", until: { ...(table.schema === undefined ? {} : { schema: table.schema }), name: names.take(table.schema, table.name, "new") }, now: new Map(table.columns.map(({ name }) => [name, name])), kept: new Map(), keyUntil: table.primaryKey && names.take(table.schema, table.primaryKey.name!, "new") };
    }
    const feed = own[0]!;
    const kept = new Map<string, string>();
    for (const { name } of table.columns) {
      const made = feed.columns.get(name)!;
      const [from] = made.story.from;
      if (made.story.is === "kept" && from !== undefined && !kept.has(from)) kept.set(from, name);
    }
    const byNew = new Map([...kept].map(([from, to]) => [to, from]));
    const there = new Set(source.columns.map(({ name }) => name));
    const now = new Map<string, string>();
    for (const { name } of table.columns) {
      let free = byNew.get(name) ?? name;
      for (let number = 1; byNew.get(name) === undefined && there.has(free); number++) free = `${cut(name, 55)}__new${number === 1 ? "" : number}`;
      there.add(free);
      now.set(name, free);
    }
    return { table, feeds: own, mode: "in place", until: { ...(source.schema === undefined ? {} : { schema: source.schema }), name: source.name }, now, kept, keyUntil: undefined };
  });

  const sources = [...new Set(feeds.flatMap(({ feed }) => feed.sources))];
  const kept = new Set(feeds.flatMap(({ feed }) => (feed.mapping.keep === true ? feed.sources : [])));
  const gone = sources.filter((table) => ![...inPlace.values()].includes(table) && !kept.has(table));
  for (const table of kept) if (targets.some((target) => sameTable(target.table, table))) findings.push({ severity: "blocked", message: `${sqlName(table)} is to be kept, and the new side takes its name.` });
  // What has another name on the new side is gone from the old one, whatever else the schema says.
  for (const table of sources) if (!kept.has(table) && !targets.some((target) => sameTable(target.table, table)) && findTable(after, table) !== undefined) findings.push({ severity: "open", message: `The new schema still has ${sqlName(table)}, which the contract takes away: take it out of the model with that, or say keep.` });
  for (const other of input.before.tables) {
    if (sources.includes(other)) continue;
    for (const key of other.foreignKeys) {
      const target = gone.find((table) => sameTable(table, { ...(key.target.schema === undefined ? {} : { schema: key.target.schema }), name: key.target.table }));
      if (target) findings.push({ severity: "blocked", message: `${sqlName(other)} refers to ${sqlName(target)}, which goes away, and is no part of the migration.` });
    }
  }
  for (const view of input.before.views) for (const table of sources) if (namesIn(view.query).has(table.name)) findings.push({ severity: "open", message: `The view ${sqlName(view)} reads ${sqlName(table)}: make it anew before the contract, which it would hold up.` });
  return { input, targets, sources, going: sources.filter((table) => gone.includes(table)), names, enums, findings, typeNow };

  function columnsOf(table: Table, mapping: TableMapping, sources: readonly Table[], blocked: (message: string, column?: string) => void): ReadonlyMap<string, MadeColumn> {
    const made = new Map<string, MadeColumn>();
    const said = new Set(mapping.columns.flatMap(({ from }) => from.map(({ table: of, column }) => `${sqlName(of)}.${column}`)));
    for (const { to } of mapping.columns) if (!table.columns.some(({ name }) => name === to)) blocked(`${sqlName(table)} has no column ${to}.`, to);
    for (const column of table.columns) {
      const lines = mapping.columns.filter(({ to }) => to === column.name);
      if (lines.length > 1) blocked(`${column.name} of ${sqlName(table)} is made twice.`, column.name);
      const [line] = lines;
      if (line?.via !== undefined && line.from.length === 0) {
        put(column, { is: "filled", from: [], expression: line.via }, line.via, true);
        continue;
      }
      const froms = (line?.from ?? []).map(({ table: of, column: name }) => ({ table: sources.find((each) => sameTable(each, of)), name }));
      for (const from of froms) if (from.table?.columns.some(({ name }) => name === from.name) !== true) blocked(`There is no old column ${from.name}.`, column.name);
      if (line?.via !== undefined) {
        put(column, { is: "computed", from: froms.map(({ name }) => name), expression: line.via }, line.via, false);
        continue;
      }
      if (froms.length > 1) blocked(`${column.name} comes from ${froms.map(({ name }) => name).join(", ")}, and nothing says how.`, column.name);
      // A column that bears the same name on both sides needs no line.
      const [source] = line ? froms : sources.filter((each) => !mapping.dropped.includes(column.name) && !said.has(`${sqlName(each)}.${column.name}`) && each.columns.some(({ name }) => name === column.name)).map((each) => ({ table: each, name: column.name }));
      const old = source?.table?.columns.find(({ name }) => name === source.name);
      if (source?.table === undefined || old === undefined) {
        const falls = column.default !== undefined || column.identity !== undefined || column.generated !== undefined;
        if (!falls && !column.nullable) blocked(`${column.name} of ${sqlName(table)} may not be null, and nothing fills it.`, column.name);
        put(column, { is: falls ? "default" : "null", from: [], ...(column.default === undefined ? {} : { expression: column.default }) }, undefined, true);
        continue;
      }
      const plain = `${quote(source.table.name)}.${quote(source.name)}`;
      const cast = castOf(old, column);
      if (cast.is === "none") {
        blocked(`${source.name} is ${typeText(old.type)} and ${column.name} is ${typeText(column.type)}: ${cast.why}. Say how, with via.`, column.name);
        put(column, { is: "moved", from: [source.name] }, plain, false);
      } else if (cast.is === "same" && column.generated === old.generated) put(column, { is: "kept", from: [source.name] }, column.generated === undefined ? plain : undefined, false);
      else put(column, { is: "moved", from: [source.name], expression: cast.expression(plain) }, column.generated === undefined ? cast.expression(plain) : undefined, false);
    }
    return made;

    function put(column: Column, story: Pick<ColumnStory, "is" | "from" | "expression">, expression: string | undefined, once: boolean): void {
      made.set(column.name, { story: { column: column.name, type: typeText(column.type), ...story }, expression: column.generated === undefined ? expression : undefined, once });
    }
  }

  function castOf(old: Column, column: Column): { readonly is: "same" | "lossless"; readonly expression: (plain: string) => string } | { readonly is: "none"; readonly why: string } {
    const [from, to] = [enumOf(input.before.enums, old.type.name), enumOf(after.enums, column.type.name)];
    if (from !== undefined && to !== undefined && (old.type.array ?? 0) === 0 && (column.type.array ?? 0) === 0) {
      if (old.type.name === column.type.name && from.values.join("\0") === to.values.join("\0")) return { is: "same", expression: (plain) => plain };
      const lost = from.values.filter((value) => !to.values.includes(value));
      return lost.length > 0 ? { is: "none", why: `${lost.join(", ")} ${lost.length === 1 ? "has" : "have"} no place among the new values` } : { is: "lossless", expression: (plain) => `${plain}::text::${typeText(typeNow(column.type))}` };
    }
    const cast = castBetween(old.type, column.type, (name) => enumOf(input.before.enums, name) !== undefined);
    if (cast.is === "none") return cast;
    if (cast.is === "same") return (old.collation ?? "") === (column.collation ?? "") ? { is: "same", expression: (plain) => plain } : { is: "lossless", expression: (plain) => plain };
    return { is: "lossless", expression: (plain) => `${plain}::${cast.type}` };
  }
};

/** Rows stay where they are if the table goes on as one of the same schema, with the same key. */
const staysInPlace = (table: Table, { sources, mapping, columns }: Feed): boolean => {
  const [source] = sources;
  const key = table.primaryKey?.columns;
  if (sources.length !== 1 || mapping.where !== undefined || key === undefined || source!.primaryKey === undefined || (source!.schema ?? "public") !== (table.schema ?? "public")) return false;
  const before = key.map((name) => columns.get(name)!.story).map(({ is, from }) => (is === "kept" ? from[0] : undefined));
  return before.length === source!.primaryKey.columns.length && before.every((name, at) => name === source!.primaryKey!.columns[at]);
};

/** Tables in the order that is said, then those that are referred to before those that refer. */
const orderOf = (tables: readonly Table[], said: readonly TableName[]): readonly Table[] => {
  const done = said.flatMap((name) => tables.find((table) => sameTable(table, name)) ?? []);
  let waiting = tables.filter((table) => !done.includes(table));
  while (waiting.length > 0) {
    const ready = waiting.filter((table) => table.foreignKeys.every(({ target }) => !waiting.some((other) => other !== table && sameTable(other, { ...(target.schema === undefined ? {} : { schema: target.schema }), name: target.table }))));
    const next = ready.length > 0 ? ready : [waiting[0]!];
    done.push(...next);
    waiting = waiting.filter((table) => !next.includes(table));
  }
  return done;
};

/** The tables of a feed as `FROM` has them, each called by its own name. `first` stands in place of the first one. */
export const fromText = ({ sources, mapping }: Feed, first?: string): string => {
  const [main, ...others] = sources.map((table) => `${sqlName(table)} AS ${quote(table.name)}`);
  if (others.length === 0) return first ?? main!;
  return `${first ?? main} LEFT JOIN ${others.length === 1 ? others[0] : `(${others.join(" CROSS JOIN ")})`} ON (${mapping.on ?? "true"})`;
};
