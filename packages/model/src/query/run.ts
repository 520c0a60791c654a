import { nearest, oneOf, type Kind } from "@groundplan/vocabulary";
import type { Model } from "../model.ts";
import { endsWithPath } from "../names.ts";
import { compileField, kindWords, matches, numberOf, showScalar, type CompiledField, type Scalar } from "./fields.ts";
import { ANY_ELEMENT, compileMove, failUnknown, relationKinds, type Context, type Subject, type Thing } from "./moves.ts";
import { parseQuery } from "./parser.ts";
import { fail, isQueryFault, type Condition, type FieldPath, type Query, type QueryError, type SetExpression, type Span } from "./syntax.ts";

export type Cell = string | number;

/** The answer to a query: a table, and what its rows are about. */
export interface QueryAnswer {
  readonly columns: readonly string[];
  /** One row for each member, or for each count. */
  readonly rows: readonly (readonly Cell[])[];
  /** Ids of the elements found, in the order of the rows; empty for relations. */
  readonly elements: readonly string[];
  /** Ids of the relations found; empty for elements. */
  readonly relations: readonly string[];
}

export type QueryResult = (QueryAnswer & { readonly error?: undefined }) | { readonly error: QueryError };

/** A query that looks at more than this many elements and relations is given up. */
export const MOST_WORK = 3_000_000;

/**
 * Runs a query over a model; `explainQuery` tells the language. Never throws: what is wrong with the text comes back as
 * an error with its place and, where one is near, the name that was meant. Takes time in the size of the model for each
 * word; a transitive move inside a condition takes it for each member.
 */
export function runQuery(model: Model, text: string): QueryResult {
  let left = MOST_WORK;
  const context: Context = {
    model,
    spend(amount, at) {
      left -= amount;
      if (left < 0) fail(at, "This query looks at too much.", "Narrow the set first, with where or within, or leave the * out of the condition.");
    },
    condition: (condition, subject) => compileCondition(condition, subject, context),
  };
  try {
    return run(parseQuery(text), context);
  } catch (thrown) {
    if (isQueryFault(thrown)) return { error: thrown.queryError };
    throw thrown;
  }
}

interface CompiledSet {
  readonly subject: Subject;
  compute(): readonly Thing[];
}

function run(query: Query, context: Context): QueryAnswer {
  const { subject, compute } = compileSet(query.set, context);
  let columns: readonly FieldPath[] = subject.of === "elements" ? DEFAULT_ELEMENTS : DEFAULT_RELATIONS;
  let count: { readonly by: FieldPath | undefined } | undefined;
  // Everything is compiled before anything is computed, so that a misspelt word costs no time.
  const steps: ((things: readonly Thing[]) => readonly Thing[])[] = [];
  for (const stage of query.stages) {
    switch (stage.type) {
      case "select":
        columns = stage.fields;
        break;
      case "count":
        count = stage;
        break;
      case "limit":
        steps.push((things) => things.slice(0, stage.most));
        break;
      case "sort": {
        const keys = stage.keys.map(({ field, descending }) => ({ field: compileField(field, subject, context), descending }));
        steps.push((things) => sortBy(things, keys));
        break;
      }
    }
  }
  const fields = columns.map((column) => compileField(column, subject, context));
  const by = count?.by ? compileField(count.by, subject, context) : undefined;
  const things = steps.reduce((all, step) => step(all), compute());
  const elements = subject.of === "elements" ? things.map((thing) => thing.id) : [];
  const relations = subject.of === "relations" ? things.map((thing) => thing.id) : [];
  if (!count) return { columns: columns.map((column) => column.text), rows: things.map((thing) => fields.map((field) => cellOf(field.values(thing)))), elements, relations };
  if (!by) return { columns: ["count"], rows: [[things.length]], elements, relations };
  return { columns: [count.by!.text, "count"], rows: countBy(things, by), elements, relations };
}

const column = (name: string): FieldPath => ({ text: name, from: 0, to: 0, moves: [{ name, star: false, style: undefined, where: undefined, from: 0, to: 0 }] });
const DEFAULT_ELEMENTS: readonly FieldPath[] = ["id", "kind", "title"].map(column);
const DEFAULT_RELATIONS: readonly FieldPath[] = ["source", "style", "target", "label"].map(column);

function compileSet(set: SetExpression, context: Context): CompiledSet {
  const { model } = context;
  switch (set.type) {
    case "source":
      return compileSource(set, model);
    case "move": {
      const of = compileSet(set.of, context);
      const move = compileMove(set.move, of.subject, context) ?? failUnknown("move", set.move, of.subject, model.vocabulary);
      return { subject: move.subject, compute: () => move.apply(of.compute()) };
    }
    case "where": {
      const of = compileSet(set.of, context);
      const holds = compileCondition(set.condition, of.subject, context);
      return { subject: of.subject, compute: () => of.compute().filter(holds) };
    }
    case "within": {
      const of = compileSet(set.of, context);
      const holder = compileSet(set.holder, context);
      requireElements(of.subject, set);
      requireElements(holder.subject, set);
      return { subject: of.subject, compute: () => keepWithin(of.compute(), new Set(holder.compute().map((thing) => thing.id)), model) };
    }
    case "combine": {
      const left = compileSet(set.left, context);
      const right = compileSet(set.right, context);
      if (left.subject.of !== right.subject.of) fail(set, `${set.how} joins two sets of elements, or two of relations.`);
      const kinds = left.subject.kinds && right.subject.kinds ? [...new Set([...left.subject.kinds, ...right.subject.kinds])] : undefined;
      return { subject: { of: left.subject.of, kinds: set.how === "union" ? kinds : left.subject.kinds }, compute: () => combine(set.how, left.compute(), right.compute()) };
    }
  }
}

function compileSource(source: Extract<SetExpression, { type: "source" }>, model: Model): CompiledSet {
  const { vocabulary } = model;
  const { name } = source;
  if (!source.quoted) {
    if (name === "all") return { subject: ANY_ELEMENT, compute: () => model.elements() };
    if (name === "relation") return { subject: { of: "relations", kinds: relationKinds(vocabulary) }, compute: () => model.relations() };
    const kinds: readonly Kind[] = vocabulary.kinds.filter((kind) => vocabulary.covers([name, `@${name}`], kind));
    if (kinds.length > 0) return { subject: { of: "elements", kinds }, compute: () => model.elements(name, `@${name}`) };
  }
  const exact = model.element(name);
  const found = exact ? [exact] : model.elements().filter((element) => endsWithPath(element.id, name));
  if (found.length === 1) return { subject: { of: "elements", kinds: [found[0]!.kind] }, compute: () => found };
  if (found.length > 1) fail(source, `${name} may be ${oneOf(found.map((element) => element.id))}.`, `Write more of the name, as ${found[0]!.id}.`);
  const near = nearest(name, ["all", ...kindWords(vocabulary), ...model.elements().map((element) => (name.includes(".") ? element.id : element.name))]);
  return fail(source, `There is no kind and no element ${name}.`, near ? `Did you mean ${near}?` : "As in container, driver or shop.checkout; all stands for every element.");
}

function requireElements(subject: Subject, at: Span): void {
  if (subject.of === "relations") fail(at, "within is about elements.", "Move on to the elements first, with source or target.");
}

function keepWithin(things: readonly Thing[], holders: ReadonlySet<string>, model: Model): readonly Thing[] {
  /** For each name whether it lies inside; filled along the way up, which may be long. */
  const inside = new Map<string, boolean>();
  const isInside = (id: string): boolean => {
    const way: string[] = [];
    let at: string | undefined = id;
    let answer = false;
    for (; at !== undefined; at = model.element(at)?.parent) {
      const known = inside.get(at);
      if (known !== undefined) {
        answer = known || holders.has(at);
        break;
      }
      way.push(at);
    }
    for (let index = way.length - 1; index >= 0; index--) {
      inside.set(way[index]!, answer);
      if (holders.has(way[index]!)) answer = true;
    }
    return inside.get(id)!;
  };
  return things.filter((thing) => isInside(thing.id));
}

function combine(how: "union" | "except" | "intersect", left: readonly Thing[], right: readonly Thing[]): readonly Thing[] {
  // Relations may bear one id twice; a thing is itself, for the model gives out one snapshot of each.
  const others = new Set(right);
  switch (how) {
    case "union":
      return [...new Set([...left, ...right])];
    case "except":
      return left.filter((thing) => !others.has(thing));
    case "intersect":
      return left.filter((thing) => others.has(thing));
  }
}

function compileCondition(condition: Condition, subject: Subject, context: Context): (thing: Thing) => boolean {
  switch (condition.type) {
    case "and": {
      const [left, right] = [compileCondition(condition.left, subject, context), compileCondition(condition.right, subject, context)];
      return (thing) => left(thing) && right(thing);
    }
    case "or": {
      const [left, right] = [compileCondition(condition.left, subject, context), compileCondition(condition.right, subject, context)];
      return (thing) => left(thing) || right(thing);
    }
    case "not": {
      const of = compileCondition(condition.of, subject, context);
      return (thing) => !of(thing);
    }
    case "present": {
      const field = compileField(condition.field, subject, context);
      return (thing) => field.values(thing).some((value) => value.type !== "number" || value.number !== 0);
    }
    case "compare": {
      const { operator, values } = condition;
      const field = compileField(condition.field, subject, context);
      for (const literal of values) field.check(operator, literal);
      const negative = operator === "!=" || operator === "!~";
      const positive = operator === "!=" ? "=" : operator === "!~" ? "~" : operator;
      return (thing) => {
        const found = field.values(thing);
        const fits = values.some((literal) => (literal.type === "none" ? found.length === 0 : found.some((value) => matches(value, positive, literal, context.model.vocabulary))));
        return fits !== negative;
      };
    }
  }
}

function cellOf(values: readonly Scalar[]): Cell {
  const only = values[0];
  if (values.length === 1 && only!.type === "number") return only!.number;
  return values.map(showScalar).join(", ");
}

function sortBy(things: readonly Thing[], keys: readonly { readonly field: CompiledField; readonly descending: boolean }[]): readonly Thing[] {
  const rows = things.map((thing, index) => ({ thing, index, keys: keys.map(({ field }) => { const values = field.values(thing); return { number: values[0] && numberOf(values[0]), text: values.map(showScalar).join(", ") }; }) }));
  rows.sort((a, b) => {
    for (const [at, { descending }] of keys.entries()) {
      const x = a.keys[at]!;
      const y = b.keys[at]!;
      // What has no value comes last, whichever way the rest goes.
      if ((x.text === "") !== (y.text === "")) return x.text === "" ? 1 : -1;
      const order = x.number !== undefined && y.number !== undefined ? x.number - y.number : x.text < y.text ? -1 : x.text > y.text ? 1 : 0;
      if (order !== 0) return descending ? -order : order;
    }
    return a.index - b.index;
  });
  return rows.map(({ thing }) => thing);
}

/** One row for each value, the most frequent first; what has none is counted under an empty cell. */
function countBy(things: readonly Thing[], field: CompiledField): readonly (readonly Cell[])[] {
  const counts = new Map<string, number>();
  for (const thing of things) {
    const values = field.values(thing).map(showScalar);
    for (const value of values.length === 0 ? [""] : new Set(values)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

