import { settingOf, type Element, type Model } from "@groundplan/model";
import { CLASSES, type IndexField, type Literal, type Quantity, type TypeNode } from "@groundplan/vocabulary";

/** A type, an enum or an entity with all that is said of its parts. */
export interface DataType {
  readonly id: string;
  readonly name: string;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly is: "type" | "enum" | "entity";
  /** Its own fields, and before them those that it has from others. */
  readonly fields: readonly DataField[];
  /** Of an enum. */
  readonly values: readonly { readonly name: string; readonly title: string | undefined; readonly value: string | number | undefined; readonly deprecated: boolean }[];
  /** What it is another name of, or several of which it is one. */
  readonly of: TypeNode | undefined;
  /** Qualified names of the types whose fields it has as well. */
  readonly extends: readonly string[];
  readonly keys: readonly (readonly string[])[];
  readonly uniques: readonly DataIndex[];
  readonly indexes: readonly DataIndex[];
  readonly checks: readonly string[];
  readonly volume: { readonly amount: number; readonly growing: Quantity | undefined; readonly per: string | undefined; readonly text: string } | undefined;
  readonly retention: Quantity | undefined;
  /** The container in whose block it stands. */
  readonly store: string | undefined;
}

export interface DataIndex {
  readonly fields: readonly IndexField[];
  readonly where: string | undefined;
  readonly method: string | undefined;
  readonly unique: boolean;
}

export interface DataField {
  readonly id: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly type: TypeNode;
  /** It may be null, or left out. */
  readonly optional: boolean;
  readonly default: Literal | undefined;
  readonly key: boolean;
  readonly unique: boolean;
  /** It leads to several of the other entity. */
  readonly many: boolean;
  /** Classes of data: `personal`, `payment` … */
  readonly classes: readonly string[];
  readonly check: string | undefined;
  readonly matches: string | undefined;
  /** The least and the greatest value, or length. */
  readonly within: { readonly low: number | undefined; readonly high: number | undefined } | undefined;
  readonly onDelete: string | undefined;
  readonly readonly: boolean;
  readonly writeonly: boolean;
  readonly deprecated: boolean;
  readonly number: number | undefined;
  /** Of the fields with this word, one at most is there. */
  readonly choice: string | undefined;
  /** The name that it had before. */
  readonly was: string | undefined;
  /** The type that it comes from, where that is another one. */
  readonly from: string;
}

/** Reads a type, an enum or an entity; undefined where there is none of that name. */
export function readDataType(model: Model, id: string): DataType | undefined {
  const element = model.element(id);
  if (element?.kind.group !== "type") return undefined;
  const volume = settingOf(element, "volume")?.values[0];
  const retention = settingOf(element, "retention")?.values[0];
  const of = settingOf(element, "of")?.values[0];
  const is = element.kind.name === "enum" ? "enum" : model.vocabulary.covers(["entity"], element.kind) ? "entity" : "type";
  const fields = is === "enum" ? [] : fieldsOf(model, id);
  const keyed = indexesIn(element, "key");
  const single = fields.filter((field) => field.key).map(({ name }) => name);
  return {
    id, name: plainName(element.name), title: element.titled ? element.title : undefined, description: element.description, is, fields,
    values: is === "enum" ? partsOf(model, element).filter(({ kind }) => kind.name === "literal").map(valueOf) : [],
    of: of?.type === "type" ? of.expression : undefined,
    extends: (settingOf(element, "extends")?.values ?? []).flatMap((value) => value.target ?? []),
    keys: keyed.length > 0 ? keyed.map((key) => key.fields.map(({ name }) => name)) : single.length > 0 ? [single] : [],
    uniques: indexesIn(element, "unique"), indexes: indexesIn(element, "index"),
    checks: (settingOf(element, "check")?.values ?? []).flatMap((value) => (value.type === "text" ? value.text : [])),
    volume: volume?.type === "volume" ? { amount: volume.amount.base, growing: volume.growing, per: volume.per?.target, text: volume.text } : undefined,
    retention: retention?.type === "quantity" ? retention.quantity : undefined,
    store: [element, ...model.ancestors(id)].find(({ kind }) => kind.group === "container")?.id,
  };
}

/** The fields of a type: first those that it has from what it extends, then its own; of two with one name the later one counts. */
export function fieldsOf(model: Model, id: string, seen: ReadonlySet<string> = new Set()): readonly DataField[] {
  const element = model.element(id);
  if (!element || seen.has(id) || seen.size > 32) return [];
  const above = new Set([...seen, id]);
  const found = new Map<string, DataField>();
  for (const value of settingOf(element, "extends")?.values ?? []) if (value.target !== undefined) for (const field of fieldsOf(model, value.target, above)) found.set(field.name, field);
  for (const child of partsOf(model, element)) {
    if (child.kind.name !== "field") continue;
    const field = readField(child, id);
    if (field) found.set(field.name, field);
  }
  return [...found.values()];
}

/** The parts of a type: what is taken from an adopted file keeps the order that it has there, and what the plan adds comes behind. */
function partsOf(model: Model, element: Element): readonly Element[] {
  const taken = settingOf(element, "from")?.values[0]?.target;
  const places = new Map(taken === undefined ? [] : model.children(taken).map(({ name }, at) => [name, at]));
  const parts = model.children(element.id);
  return places.size === 0 ? parts : [...parts].sort((a, b) => (places.get(a.name) ?? places.size) - (places.get(b.name) ?? places.size));
}

function readField(element: Element, from: string): DataField | undefined {
  const type = settingOf(element, "type")?.values[0];
  if (type?.type !== "type") return undefined;
  const has = (name: string): boolean => settingOf(element, name) !== undefined;
  const text = (name: string): string | undefined => {
    const value = settingOf(element, name)?.values[0];
    return value && "text" in value ? value.text : undefined;
  };
  const preset = settingOf(element, "default")?.values[0];
  const number = settingOf(element, "number")?.values[0];
  const range = /^(-?[\d.]*?)\.\.(-?[\d.]*)$/.exec(text("within") ?? "");
  const amount = (part: string | undefined): number | undefined => (part === undefined || part === "" ? undefined : Number(part));
  const optional = type.expression.is === "optional";
  return {
    id: element.id, name: plainName(element.name), description: element.description, type: type.expression.is === "optional" ? type.expression.of : type.expression, optional,
    default: preset?.type === "literal" ? preset.literal : undefined, key: has("key"), unique: has("unique"), many: has("many"), classes: CLASSES.filter(has),
    check: text("check"), matches: text("matches"), within: range ? { low: amount(range[1]), high: amount(range[2]) } : undefined, onDelete: text("onDelete"),
    readonly: has("readonly"), writeonly: has("writeonly"), deprecated: has("deprecated"), number: number?.type === "range" ? number.low : undefined, choice: text("oneof"), was: text("was"), from,
  };
}

function valueOf(element: Element): DataType["values"][number] {
  const value = settingOf(element, "value")?.values[0];
  const literal = value?.type === "literal" ? value.literal : undefined;
  const plain = typeof literal === "string" || typeof literal === "number" ? literal : literal !== null && typeof literal === "object" && "word" in literal ? literal.word : undefined;
  return { name: plainName(element.name), title: element.titled ? element.title : element.description, value: plain, deprecated: settingOf(element, "deprecated") !== undefined };
}

function indexesIn(element: Element, name: string): readonly DataIndex[] {
  return (settingOf(element, name)?.values ?? []).flatMap((value) => (value.type === "index" ? { fields: value.fields, where: value.where, method: value.method, unique: value.unique || name === "unique" } : []));
}

/** A name as the world outside of plan files has it: without the backquotes that one needs there that is no word. */
export function plainName(name: string): string {
  return /^`.*`$/.test(name) ? name.slice(1, -1) : name;
}
