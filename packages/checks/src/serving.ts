import { entityOf, readDataType, type DataType } from "@groundplan/design";
import { settingOf, type Element, type Model } from "@groundplan/model";
import type { StoreQuery } from "@groundplan/vocabulary";

/** Fields that a store keeps in order: a key, what is unique, an index, or a reference, for which the schema has an index by itself. */
export interface OrderedFields {
  readonly is: "key" | "unique" | "index" | "foreign key";
  readonly fields: readonly { readonly name: string; readonly descending: boolean }[];
  readonly where: string | undefined;
  readonly method: string | undefined;
}

/** How an index serves a query. */
export interface Serving {
  readonly by: OrderedFields;
  /** Its leading fields that narrow what is read, in order. */
  readonly narrows: readonly string[];
  /** Conditions that each row found by it must still be tried against. */
  readonly left: readonly string[];
  /** What it finds comes in the order that is asked for; true where none is. */
  readonly sorted: boolean;
}

/** What reasoning on the model alone can say of an access pattern. */
export interface AccessAnswer {
  readonly entity: DataType;
  readonly query: StoreQuery;
  /** The best of the indexes that serve it, and no other. */
  readonly serving: Serving | undefined;
  /** `small`: there are so few that all may be read; `whole`: all are asked for. */
  readonly need: "index" | "small" | "whole";
  /** Fields of an index that would serve it, where none does or the best leaves a sort to be made. */
  readonly wanted: readonly { readonly name: string; readonly descending: boolean }[] | undefined;
}

/** So many rows fit into a few pages, which are read faster one after the other than by an index. */
const FEW = 1000;

/** What is asked by an access pattern; undefined where it asks nothing, or of what is not found. */
export function queryOf(model: Model, access: Element): { readonly entity: DataType; readonly query: StoreQuery } | undefined {
  const value = settingOf(access, "query")?.values[0];
  if (value?.type !== "query" || value.query.entity.target === undefined) return undefined;
  const entity = readDataType(model, value.query.entity.target);
  return entity && { entity, query: value.query };
}

/**
 * Which index serves an access pattern, by the prefix rule of ordered indexes: equalities on its leading fields, and one
 * range on the field behind them, narrow what is read; what follows an equality prefix comes sorted (PostgreSQL 18
 * documentation, 11.3 Multicolumn Indexes and 11.4 Indexes and ORDER BY). An index over a part of the rows counts where
 * the query says its condition. No planner is asked: sizes and the spread of values play no part.
 */
export function answerAccess(model: Model, access: Element): AccessAnswer | undefined {
  const asked = queryOf(model, access);
  if (!asked) return undefined;
  const { entity, query } = asked;
  const conditions = query.where.map((condition) => ({ ...condition, field: ownField(model, entity, condition.field) }));
  const order = query.orderBy.map((part) => ({ ...part, field: ownField(model, entity, part.field) }));
  const servings = orderedFields(model, entity).flatMap((by) => serve(by, conditions, order) ?? []);
  servings.sort((a, b) => b.narrows.length - a.narrows.length || Number(b.sorted) - Number(a.sorted) || a.left.length - b.left.length || a.by.fields.length - b.by.fields.length || rank(a.by) - rank(b.by) || (nameOf(a.by) < nameOf(b.by) ? -1 : 1));
  const serving = servings[0];
  const whole = conditions.length === 0 && (order.length === 0 || query.limit === undefined);
  const small = entity.volume !== undefined && entity.volume.per === undefined && entity.volume.amount <= FEW && entity.volume.growing === undefined;
  const need = whole ? "whole" : small ? "small" : "index";
  const enough = serving !== undefined && (serving.sorted || query.limit === undefined);
  const wanted = need === "index" && !enough ? proposal(conditions, order, query.limit !== undefined) : undefined;
  return { entity, query, serving, need, wanted: wanted && wanted.length > 0 ? wanted : undefined };
}

type Condition = StoreQuery["where"][number];
type Order = StoreQuery["orderBy"][number];

/** Everything that the store keeps in order of an entity. */
export function orderedFields(model: Model, entity: DataType): readonly OrderedFields[] {
  const plain = (is: OrderedFields["is"], names: readonly string[]): OrderedFields => ({ is, fields: names.map((name) => ({ name, descending: false })), where: undefined, method: undefined });
  return [
    ...entity.keys.map((names) => plain("key", names)),
    ...entity.fields.filter((field) => field.unique).map(({ name }) => plain("unique", [name])),
    ...entity.uniques.map((each): OrderedFields => ({ is: "unique", fields: each.fields, where: each.where, method: each.method })),
    ...entity.indexes.map((each): OrderedFields => ({ is: each.unique ? "unique" : "index", fields: each.fields, where: each.where, method: each.method })),
    ...entity.fields.filter((field) => refersWithin(model, entity, field)).map(({ name }) => plain("foreign key", [name])),
  ];
}

/** A field with a foreign key: it leads to one entity of the same store. */
function refersWithin(model: Model, entity: DataType, field: DataType["fields"][number]): boolean {
  const target = field.many ? undefined : entityOf(model, field.type);
  return target !== undefined && !target.several && readDataType(model, target.id)?.store === entity.store;
}

function serve(by: OrderedFields, conditions: readonly Condition[], order: readonly Order[]): Serving | undefined {
  if (by.where !== undefined && !conditions.some((condition) => sameText(by.where!, condition))) return undefined;
  const fields = by.fields.map(({ name }) => name);
  const equal = new Set(conditions.filter(isEquality).map(({ field }) => field));
  const ranged = new Set(conditions.filter(isRange).map(({ field }) => field));
  const left = (narrows: readonly string[]): string[] => [...new Set(conditions.filter(({ field, operator }) => operator === "!=" || !narrows.includes(field)).map(({ field }) => field))];
  if (by.method === "hash") return fields.length === 1 && equal.has(fields[0]!) ? { by, narrows: fields, left: left(fields), sorted: order.length === 0 } : undefined;
  if (by.method !== undefined && by.method !== "btree") {
    // Other kinds of index answer questions of their own, as words in a text or places on a map.
    const found = fields.filter((name) => conditions.some(({ field }) => field === name));
    return found.length > 0 ? { by, narrows: found, left: left(found), sorted: order.length === 0 } : undefined;
  }
  let at = 0;
  while (at < fields.length && equal.has(fields[at]!)) at++;
  const prefix = at;
  if (at < fields.length && ranged.has(fields[at]!)) at++;
  const sorted = order.length === 0 || isSorted(by, prefix, conditions, order);
  // An order alone is served by an index that begins with it; an index over a part of the rows is one by itself.
  if (at === 0 && !(order.length > 0 && sorted) && by.where === undefined) return undefined;
  const narrows = fields.slice(0, at);
  const partly = by.where === undefined ? [] : conditions.filter((condition) => sameText(by.where!, condition)).map(({ field }) => field);
  return { by, narrows, left: left([...narrows, ...partly]), sorted };
}

/** Whether rows with one equality prefix come in the order that is asked for, forwards or backwards. */
function isSorted(by: OrderedFields, prefix: number, conditions: readonly Condition[], order: readonly Order[]): boolean {
  const fixed = new Set(conditions.filter(({ operator }) => operator === "=").map(({ field }) => field));
  // A list of values gives a run for each of them, and these are not merged.
  if (by.fields.slice(0, prefix).some(({ name }) => !fixed.has(name))) return false;
  const wanted = order.filter(({ field }) => !fixed.has(field));
  const own = by.fields.slice(prefix).filter(({ name }) => !fixed.has(name));
  const matches = (turned: boolean): boolean => wanted.every((part, at) => own[at]?.name === part.field && own[at].descending === (part.descending !== turned));
  return matches(false) || matches(true);
}

/** Equalities first, then the order where only the first few are taken, then what is a range. */
function proposal(conditions: readonly Condition[], order: readonly Order[], limited: boolean): readonly { readonly name: string; readonly descending: boolean }[] {
  const found = new Map<string, boolean>();
  const add = (name: string, descending: boolean): void => void (found.has(name) || found.set(name, descending));
  for (const condition of conditions) if (condition.operator === "=") add(condition.field, false);
  for (const condition of conditions) if (condition.operator === "in") add(condition.field, false);
  if (limited || conditions.every((condition) => !isRange(condition))) for (const part of order) add(part.field, part.descending);
  const range = conditions.find(isRange);
  if (range) add(range.field, false);
  return [...found].map(([name, descending]) => ({ name, descending }));
}

function isEquality({ operator }: Condition): boolean {
  return operator === "=" || operator === "in";
}

function isRange({ operator, operand }: Condition): boolean {
  // A pattern narrows where its beginning is known.
  return ["<", "<=", ">", ">=", "between"].includes(operator) || (operator === "like" && /^"[^%_]/.test(operand));
}

/** `customer.id` is what the field `customer` holds, where that is the key of what it leads to. */
function ownField(model: Model, entity: DataType, path: string): string {
  const dot = path.indexOf(".");
  if (dot < 0) return path;
  const field = entity.fields.find(({ name }) => name === path.slice(0, dot));
  const target = field && entityOf(model, field.type);
  const key = target && readDataType(model, target.id)?.keys[0];
  return key?.length === 1 && key[0] === path.slice(dot + 1) ? field!.name : path;
}

function sameText(where: string, { field, operator, operand }: Condition): boolean {
  const plain = (text: string): string => text.replace(/["'\s]/g, "").toLowerCase();
  return plain(where) === plain(`${field}${operator}${operand}`);
}

function rank({ is }: OrderedFields): number {
  return ["key", "unique", "index", "foreign key"].indexOf(is);
}

export function nameOf(by: OrderedFields): string {
  return `${by.is} (${by.fields.map(({ name, descending }) => `${name}${descending ? " desc" : ""}`).join(", ")})`;
}
