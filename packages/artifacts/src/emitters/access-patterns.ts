import { answerAccess, nameOfIndex, type AccessAnswer } from "@groundplan/checks";
import { entityOf, readDataType, readTables, snake, type DataType, type TableReading } from "@groundplan/design";
import { writePostgresql } from "@groundplan/formats";
import { settingOf, targetsOf, textOf, type Element, type Model } from "@groundplan/model";
import { writeQuantity, type StoreQuery } from "@groundplan/vocabulary";
import type { EmitInput, Emitter } from "../artifact.ts";
import { folderOf } from "../folders.ts";
import { bullets, inline, page, table } from "../markdown.ts";
import { relationalStores } from "./schemas.ts";

/** An access pattern with all that is computed of it. */
export interface AccessPattern {
  readonly element: Element;
  readonly store: Element;
  readonly rate: string | undefined;
  readonly target: string | undefined;
  /** Undefined where it asks nothing: it writes. */
  readonly answer: AccessAnswer | undefined;
  /** In PostgreSQL's SQL; undefined where the store has no tables, or where one query cannot ask it. */
  readonly sql: string | undefined;
  /** The parameters of `sql`, `$1` first: which column each is compared with, and how. */
  readonly parameters: readonly QuestionParameter[];
  /** What creates the index that is missing. */
  readonly ddl: string | undefined;
  /** The tables of the store; undefined where it has none. */
  readonly tables: TableReading | undefined;
}

export interface QuestionParameter {
  /** As it stands in the question: `t.placed_at`. */
  readonly column: string;
  /** As in SQL: `=`, `>=`, `BETWEEN`, `LIKE`. */
  readonly operator: string;
}

/** Every access pattern, in the order of the text. */
export function accessPatterns(input: EmitInput): readonly AccessPattern[] {
  const { model } = input;
  const relational = new Set(relationalStores(model, input.technologies).map(({ store }) => store.id));
  const readings = new Map<string, TableReading>();
  return model.elements("access").flatMap((element): AccessPattern[] => {
    const holder = element.parent === undefined ? undefined : model.element(element.parent);
    if (!holder) return [];
    const answer = answerAccess(model, element);
    const store = answer?.entity.store ?? holder.id;
    const reading = relational.has(store) ? (readings.get(store) ?? readTables(model, store)) : undefined;
    if (reading) readings.set(store, reading);
    const rate = settingOf(element, "rate")?.values[0];
    const question = answer && reading && selectOf(model, answer.entity, answer.query, reading);
    return [{
      element, store: model.element(store) ?? holder, rate: rate?.type === "quantity" ? writeQuantity(rate.quantity) : undefined, target: boundText(element), answer,
      sql: question?.sql, parameters: question?.parameters ?? [], ddl: answer && reading && indexOf(answer, reading), tables: reading,
    }];
  });
}

export const accessPatternDocument: Emitter = {
  artifact: "3.5", name: "Access patterns",
  *emit(input) {
    if (input.model.elements("access").length === 0) return;
    yield { path: `${folderOf("3.5")}/access-patterns.md`, artifact: "3.5", format: "markdown", ownership: "derived", content: () => document(input) };
  },
};

function document(input: EmitInput): string {
  const { model } = input;
  const patterns = accessPatterns(input);
  const title = (id: string): string => inline(model.element(id)?.title ?? id);
  const stores = [...new Set(patterns.map(({ store }) => store))];
  return page(
    `# ${inline(input.name)}: access patterns`,
    "What is asked of each store again and again: how often, how quick, and by which index. Which index serves a question follows from the model by the prefix rule of ordered indexes: equalities on the leading fields, one range behind them, and the order of what follows. No planner was asked, and sizes play no part.",
    ...stores.flatMap((store) => {
      const own = patterns.filter((pattern) => pattern.store === store);
      return [
        `## ${inline(store.title)}`,
        table(["Pattern", "Rate", "Target", "Served by"], own.map((pattern) => [inline(pattern.element.title), inline(pattern.rate ?? "not said"), inline(pattern.target ?? "not said"), inline(servedBy(pattern))])),
        ...own.flatMap((pattern) => [
          `### ${inline(store.title)}: ${inline(pattern.element.title)}`,
          pattern.element.description === undefined ? "" : inline(pattern.element.description),
          ...(pattern.sql === undefined ? [settingOf(pattern.element, "query") ? `Asked: \`${(textOf(settingOf(pattern.element, "query")) ?? "").replaceAll("`", "'")}\`` : ""] : [`\`\`\`sql\n${pattern.sql}\n\`\`\``]),
          bullets(factsOf(pattern, title)),
          ...(pattern.ddl === undefined ? [] : [pattern.answer?.serving ? "With this index the rows come in order, and the first few are enough:" : "The index that is missing:", `\`\`\`sql\n${pattern.ddl}\n\`\`\``]),
        ]),
      ];
    }),
  );
}

/** The index in words, or what is done without one. */
export function servedBy({ answer, element }: AccessPattern): string {
  if (!answer) return settingOf(element, "writes") ? "writes" : "unknown entity";
  if (answer.serving) return nameOfIndex(answer.serving.by);
  return answer.need === "whole" ? "reads all" : answer.need === "small" ? "reads all, there are few" : "no index";
}

function factsOf(pattern: AccessPattern, title: (id: string) => string): readonly string[] {
  const { answer, element } = pattern;
  const by = targetsOf(settingOf(element, "by"));
  const writes = targetsOf(settingOf(element, "writes"));
  const consistency = textOf(settingOf(element, "consistency"));
  const serving = answer?.serving;
  const sorts = serving !== undefined && !serving.sorted;
  return [
    ...(by.length > 0 ? [`Asked by ${by.map(title).join(", ")}.`] : []),
    ...(writes.length > 0 ? [`Writes ${writes.map(title).join(", ")}; each index of these is written with it.`] : []),
    ...(consistency === undefined ? [] : [`Relies on ${inline(consistency)} consistency.`]),
    ...(serving ? [`Served by the ${inline(nameOfIndex(serving.by))}${serving.narrows.length > 0 ? `, narrowed by ${serving.narrows.map(inline).join(", ")}` : ", which gives the order"}${serving.left.length > 0 ? `; each row found is tried against ${serving.left.map(inline).join(", ")}` : ""}.`] : []),
    ...(sorts ? ["What is found is sorted afterwards."] : []),
    ...(answer && !serving ? [answer.need === "whole" ? "All rows are asked for: no index would help." : answer.need === "small" ? "There are so few rows that reading all is quick." : `No key and no index of ${title(answer.entity.id)} serves it: all rows are read for each question.`] : []),
  ];
}

function boundText(element: Element): string | undefined {
  const value = settingOf(element, "time")?.values[0];
  return value?.type === "bound" ? `${value.metric} ${value.comparator} ${writeQuantity(value.quantity)}` : undefined;
}

/** The index that is wanted, in the words of the schema's own writer. */
function indexOf(answer: AccessAnswer, reading: TableReading): string | undefined {
  const place = reading.tableOf.get(answer.entity.id);
  const made = place && reading.document.tables.find((each) => each.name === place.name && each.schema === place.schema);
  const parts = answer.wanted?.flatMap(({ name, descending }) => {
    const field = answer.entity.fields.find((each) => each.name === name);
    return field ? (reading.columnsOf.get(field.id) ?? []).map((column) => ({ column, ...(descending ? { descending: true } : {}) })) : [];
  });
  if (!made || !parts || parts.length === 0 || parts.length < answer.wanted!.length) return undefined;
  const alone = { ...reading.document, tables: [{ ...made, foreignKeys: [], indexes: [{ unique: false, method: "btree", parts }] }] };
  return writePostgresql(alone, { foreignKeyIndexes: false }).text.split("\n").find((line) => line.startsWith("CREATE INDEX"));
}

/** The question in SQL, with the names of tables and columns that the schema has; undefined where it cannot be asked in one. */
function selectOf(model: Model, entity: DataType, query: StoreQuery, reading: TableReading): { readonly sql: string; readonly parameters: readonly QuestionParameter[] } | undefined {
  // What the schema puts in quotes is put in quotes here.
  const schema = writePostgresql(reading.document).text;
  const quote = (name: string): string => (schema.includes(`"${name}"`) || !/^[a-z_][a-z0-9_]*$/.test(name) ? `"${name}"` : name);
  const nameOfTable = (id: string): string | undefined => {
    const place = reading.tableOf.get(id);
    return place && (place.schema === undefined ? quote(place.name) : `${quote(place.schema)}.${quote(place.name)}`);
  };
  const main = nameOfTable(entity.id);
  if (main === undefined) return undefined;
  /** Tables that are read with it, by the path that leads there. */
  const joins = new Map<string, { readonly alias: string; readonly on: string; readonly table: string }>();
  const keyOf = (of: DataType): readonly string[] => (of.keys[0] ?? []).flatMap((name) => columnsOf(of, name));
  let failed = false;
  const root = "t";

  const column = (path: string): string => {
    let [at, alias, way]: [DataType, string, string] = [entity, root, ""];
    const names = path.split(".");
    for (const [index, name] of names.entries()) {
      const field = at.fields.find((each) => each.name === name);
      if (!field) break;
      const own = columnsOf(at, name);
      if (index === names.length - 1) {
        if (own.length === 1) return `${alias}.${quote(own[0]!)}`;
        break;
      }
      const link = entityOf(model, field.type);
      const next = link && !field.many && !link.several ? readDataType(model, link.id) : undefined;
      if (!next) {
        // A value within the row: its columns bear the names of the way to them.
        const held = columnsIn(at).find((each) => each === names.slice(index).map(snake).join("_"));
        if (held !== undefined) return `${alias}.${quote(held)}`;
        break;
      }
      way = way === "" ? name : `${way}.${name}`;
      alias = join(way, next, alias, own) ?? alias;
      at = next;
    }
    failed = true;
    return quote(snake(path));
  };

  const where = query.where.map((condition) => ({ ...condition, left: column(condition.field) }));
  const order = query.orderBy.map((part) => `${column(part.field)}${part.descending ? " DESC" : ""}`);
  const groups = query.groupBy.map(column);
  for (const { name } of query.with) {
    const field = entity.fields.find((each) => each.name === name);
    const link = field && entityOf(model, field.type);
    const one = link && !field.many && !link.several ? readDataType(model, link.id) : undefined;
    if (one && join(name, one, root, columnsOf(entity, name)) !== undefined) continue;
    // The other way round: an entity whose field leads to this one.
    const other = [...reading.tableOf.keys()].map((id) => readDataType(model, id)!).find((each) => (each.name === name || each.id === name || each.id.endsWith(`.${name}`)) && each.fields.some((inner) => entityOf(model, inner.type)?.id === entity.id && !inner.many));
    const back = other?.fields.find((inner) => entityOf(model, inner.type)?.id === entity.id && !inner.many);
    const [mine, theirs] = [keyOf(entity), other && back ? columnsOf(other, back.name) : []];
    const tableName = other && nameOfTable(other.id);
    if (tableName === undefined || mine.length === 0 || mine.length !== theirs.length) failed = true;
    else joins.set(name, { alias: `t${joins.size + 1}`, table: tableName, on: theirs.map((each, at) => `t${joins.size + 1}.${quote(each)} = ${root}.${quote(mine[at]!)}`).join(" AND ") });
  }
  if (failed) return undefined;

  const parameters: QuestionParameter[] = [];
  const given = (column: string, operator: string): string => `$${parameters.push({ column, operator })}`;
  const condition = (each: (typeof where)[number]): string => {
    const operator = each.operator === "!=" ? "<>" : each.operator.toUpperCase();
    const operand = (text: string): string => (text === "?" ? given(each.left, operator) : literal(text));
    if (each.operator === "between") return `${each.left} BETWEEN ${each.operand.split(" and ").map(operand).join(" AND ")}`;
    if (each.operator === "in") return each.operand === "?" ? `${each.left} = ANY(${given(each.left, "=")})` : `${each.left} IN (${each.operand.replace(/^\(|\)$/g, "").split(/,\s*/).map(operand).join(", ")})`;
    if (each.operand === "null") return `${each.left} IS ${each.operator === "!=" ? "NOT " : ""}NULL`;
    return `${each.left} ${operator} ${operand(each.operand)}`;
  };
  const [function_, of] = (query.aggregate ?? "").split(" ");
  const aggregate = function_ === "" || function_ === "exists" ? undefined : function_ === "count" ? "count(*)" : of ? `${function_}(${column(of)})` : undefined;
  if (failed) return undefined;
  const selected = [...groups, ...(aggregate === undefined ? [] : [aggregate])];
  const body = [
    `SELECT ${function_ === "exists" ? "1" : selected.length > 0 ? selected.join(", ") : [root, ...[...joins.values()].map(({ alias }) => alias)].map((alias) => `${alias}.*`).join(", ")}`,
    `FROM ${main} AS ${root}`,
    ...[...joins.values()].map(({ alias, on, table: name }) => `LEFT JOIN ${name} AS ${alias} ON ${on}`),
    ...(where.length > 0 ? [`WHERE ${where.map(condition).join("\n  AND ")}`] : []),
    ...(groups.length > 0 ? [`GROUP BY ${groups.join(", ")}`] : []),
    ...(order.length > 0 ? [`ORDER BY ${order.join(", ")}`] : []),
    ...(query.limit === undefined ? [] : [`LIMIT ${query.limit}`]),
  ];
  return { sql: function_ === "exists" ? `SELECT EXISTS (\n  ${body.join("\n  ")}\n);` : `${body.join("\n")};`, parameters };

  function columnsOf(of: DataType, name: string): readonly string[] {
    const field = of.fields.find((each) => each.name === name);
    return field ? (reading.columnsOf.get(field.id) ?? []) : [];
  }

  function columnsIn(of: DataType): readonly string[] {
    const place = reading.tableOf.get(of.id);
    return reading.document.tables.find((each) => each.name === place?.name && each.schema === place.schema)?.columns.map(({ name }) => name) ?? [];
  }

  /** Reads what a reference leads to with the rest; undefined where it stands in no table here. */
  function join(way: string, to: DataType, from: string, own: readonly string[]): string | undefined {
    const known = joins.get(way);
    if (known) return known.alias;
    const [tableName, key] = [nameOfTable(to.id), keyOf(to)];
    if (tableName === undefined || key.length === 0 || key.length !== own.length) {
      failed = true;
      return undefined;
    }
    const alias = `t${joins.size + 1}`;
    joins.set(way, { alias, table: tableName, on: key.map((each, at) => `${alias}.${quote(each)} = ${from}.${quote(own[at]!)}`).join(" AND ") });
    return alias;
  }
}

/** A value of a query as SQL has it; a word is the name of a value. */
function literal(text: string): string {
  if (/^-?\d+(?:\.\d+)?$/.test(text) || /^(?:true|false|null)$/.test(text) || text === "?") return text;
  if (/^(?:now|today)(?:\(\))?$/.test(text)) return text.startsWith("now") ? "now()" : "current_date";
  let plain = text;
  if (text.startsWith('"')) {
    try {
      plain = String(JSON.parse(text));
    } catch {
      plain = text.slice(1, -1);
    }
  }
  return `'${plain.replaceAll("'", "''")}'`;
}
