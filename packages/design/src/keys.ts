import { settingOf, textOf, type Model } from "@groundplan/model";
import type { TypeNode } from "@groundplan/vocabulary";
import { plainName, readDataType, type DataField, type DataIndex, type DataType } from "./data.ts";
import { entitiesOf, entityOf } from "./entities.ts";
import { snake } from "./tables.ts";

/** How a value is written, where a store knows nothing but texts and bytes. */
export type KeyEncoding = "text" | "number" | "bytes" | "document";

/** What is found behind one form of key. */
export interface KeyPattern {
  readonly entity: DataType;
  /** The value itself; a key that leads from something unique to it; the keys of all that have something in common. */
  readonly role: "value" | "unique" | "index";
  /** With what stands for a value in angle brackets: `open_cart:<user_id>`. Braces are the hash tag of a cluster: `cart:{<user_id>}`. */
  readonly pattern: string;
  readonly type: "hash" | "string" | "list" | "set" | "zset";
  /** The fields of a hash. */
  readonly fields: readonly { readonly field: DataField; readonly as: KeyEncoding }[];
  /** What else is behind it: the value of a string, the members of a list or a set. */
  readonly holds: { readonly what: string; readonly field: DataField | undefined; readonly as: KeyEncoding } | undefined;
  /** Of a sorted set: the field whose value its members are ordered by. */
  readonly score: DataField | undefined;
  /** Whole seconds after which it goes, counted anew with each write. */
  readonly seconds: number | undefined;
  /** What decides in which slot of a cluster it lies, where that is not the whole key. */
  readonly hashTag: string | undefined;
  /** Only those of which this holds are in it. */
  readonly where: string | undefined;
}

export interface KeyPlan {
  readonly patterns: readonly KeyPattern[];
  /** What the plan leaves open, in sentences. */
  readonly missing: readonly string[];
}

/** How deep the keys of entities are followed that refer to each other. */
const DEEPEST = 8;

/**
 * The keys of a store of values behind keys: for each entity one form of key, and one for each other way to it. An entity is a hash with a
 * field for each of its own; one with nothing but a list, a set or a map beside its key is that itself. What is unique leads to the key, and an
 * index is a set of keys, sorted where its last field has an order that a number can give.
 */
export function readKeyPlan(model: Model, store: string): KeyPlan {
  const missing: string[] = [];
  const taken = new Set<string>();
  const patterns = entitiesOf(model).filter((entity) => entity.store === store).flatMap(patternsOf);
  return { patterns, missing };

  function patternsOf(entity: DataType): readonly KeyPattern[] {
    const title = entity.title ?? entity.name;
    const element = model.element(entity.id)!;
    const prefix = prefixOf(entity, textOf(settingOf(element, "table")));
    const key = entity.keys[0] ?? [];
    if (key.length === 0) {
      missing.push(`${title} has no key, so that nothing leads to one.`);
      return [];
    }
    const seconds = entity.retention === undefined ? undefined : Math.max(1, Math.ceil(entity.retention.base));
    const tag = hashTagOf(key, textOf(settingOf(element, "shard")), title);
    const place = (name: string): string => {
      const text = partsOf(entity, name).map((part) => `<${part}>`).join(":");
      return tag === name ? `{${text}}` : text;
    };
    const tagged = (names: readonly string[]): string | undefined => (tag !== undefined && names.includes(tag) ? partsOf(entity, tag).map((part) => `<${part}>`).join(":") : undefined);
    const common = { entity, seconds, where: undefined, score: undefined, holds: undefined, fields: [], hashTag: undefined };
    const rest = entity.fields.filter(({ name }) => !key.includes(name));
    const value: KeyPattern = { ...common, role: "value", pattern: [prefix, ...key.map(place)].join(":"), hashTag: tagged(key), ...formOf(rest) };
    for (const check of [...entity.checks, ...rest.flatMap(({ check }) => check ?? [])]) missing.push(`${title}: no key-value store holds to the check "${check}"; whoever writes must.`);
    const found: KeyPattern[] = [value];
    const unique = (fields: readonly string[], where: string | undefined): void => void found.push({
      ...common, role: "unique", type: "string", pattern: [prefix, `by_${fields.map(snake).join("_")}`, ...fields.map(place)].join(":"), hashTag: tagged(fields), where, holds: { what: `the key of the ${title} that has it`, field: undefined, as: "text" },
    });
    const known = (fields: DataIndex["fields"]): readonly string[] | undefined => {
      const names = fields.map(({ name }) => name);
      return names.every((name) => entity.fields.some((field) => field.name === name)) ? names : undefined;
    };
    for (const field of rest) if (field.unique) unique([field.name], undefined);
    for (const index of [...entity.uniques, ...entity.indexes]) {
      const names = known(index.fields);
      // A field that is not there is told by the rules; what begins with the key is found by that.
      if (!names || names.every((name) => key.includes(name))) continue;
      if (index.unique) unique(names, index.where);
      else found.push(indexOf(entity, prefix, names, index.where, title, place, tagged, common));
    }
    return found;
  }

  function indexOf(entity: DataType, prefix: string, names: readonly string[], where: string | undefined, title: string, place: (name: string) => string, tagged: (names: readonly string[]) => string | undefined, common: Omit<KeyPattern, "role" | "type" | "pattern">): KeyPattern {
    const last = entity.fields.find(({ name }) => name === names.at(-1))!;
    const score = last.type.is === "scalar" && SCORES.has(last.type.scalar) ? last : undefined;
    const equal = score ? names.slice(0, -1) : names;
    const holds = { what: `the keys of all ${title} ${equal.length === 0 ? "there are" : "that have it"}`, field: undefined, as: "text" } as const;
    // What an index leads to may end by itself; the index of all of them does not.
    return { ...common, role: "index", type: score ? "zset" : "set", pattern: [prefix, `by_${names.map(snake).join("_")}`, ...equal.map(place)].join(":"), hashTag: tagged(equal), score, where, holds, seconds: undefined };
  }

  /** The type of the value behind a key, by what there is beside the key. */
  function formOf(rest: readonly DataField[]): Pick<KeyPattern, "type" | "fields" | "holds"> {
    const [only, ...more] = rest;
    if (!only) return { type: "string", fields: [], holds: { what: "nothing: that it is there says it", field: undefined, as: "text" } };
    if (more.length === 0 && only.type.is === "of") {
      const inner = only.type.of[only.type.of.length - 1]!;
      const as = encodingOf(inner);
      if (only.type.container === "set" && as !== "document") return { type: "set", fields: [], holds: { what: only.name, field: only, as } };
      if (only.type.container === "list") return { type: "list", fields: [], holds: { what: only.name, field: only, as } };
      if (only.type.container === "map") return { type: "hash", fields: [], holds: { what: `${only.name}: a field for each of its entries`, field: only, as } };
    }
    return { type: "hash", fields: rest.map((field) => ({ field, as: field.many ? "document" : encodingOf(field.type) })), holds: undefined };
  }

  function encodingOf(type: TypeNode, depth = 0): KeyEncoding {
    if (depth > DEEPEST) return "document";
    if (type.is === "scalar") return type.scalar === "bytes" ? "bytes" : type.scalar === "json" ? "document" : NUMBERS.has(type.scalar) ? "number" : "text";
    if (type.is === "optional") return encodingOf(type.of, depth + 1);
    if (type.is !== "name" || type.target === undefined) return type.is === "name" ? "text" : "document";
    const link = entityOf(model, type);
    const found = readDataType(model, link?.id ?? type.target);
    if (!found) return "text";
    if (found.is === "enum") return "text";
    if (found.is === "entity") return (found.keys[0] ?? []).length === 1 ? encodingOf(found.fields.find(({ name }) => name === found.keys[0]![0])?.type ?? { is: "scalar", scalar: "string", args: [] }, depth + 1) : "document";
    return found.of ? encodingOf(found.of, depth + 1) : "document";
  }

  /** The parts of a key that a field gives: one, or those of the key that it refers to. */
  function partsOf(entity: DataType, name: string, depth = 0): readonly string[] {
    const field = entity.fields.find((each) => each.name === name);
    const link = field && entityOf(model, field.type);
    const other = link && !link.several ? readDataType(model, link.id) : undefined;
    const key = other?.keys[0] ?? [];
    if (!other || key.length < 2 || depth > DEEPEST) return [snake(name)];
    return key.flatMap((part) => partsOf(other, part, depth + 1).map((inner) => `${snake(name)}_${inner}`));
  }

  function hashTagOf(key: readonly string[], said: string | undefined, title: string): string | undefined {
    if (said === undefined) return undefined;
    const names = said.split(/[\s,()]+/).filter((word) => word !== "" && word !== "hash" && word !== "hashed" && word !== "by").map(plainName);
    if (names.length === 1 && key.includes(names[0]!)) return names[0];
    missing.push(`${title} is spread by ${said}, which is no one field of its key: no hash tag can say that.`);
    return undefined;
  }

  /** What the keys of an entity begin with: its name, or that of its `table` setting; no other entity's, whatever they are called. */
  function prefixOf(entity: DataType, said: string | undefined): string {
    const wanted = (said === undefined ? snake(entity.name) : said.replace(/["`]/g, "")).replace(/[\s{}<>:*?[\]\\]+/g, "_");
    const base = wanted === "" ? "_" : wanted;
    let name = base;
    for (let count = 2; taken.has(name); count++) name = `${base}_${count}`;
    taken.add(name);
    return name;
  }
}

const NUMBERS: ReadonlySet<string> = new Set(["boolean", "integer", "number", "int32", "int64", "uint32", "uint64", "float", "double", "decimal", "money"]);
/** Scores are doubles, which hold whole numbers up to 2^53 and times as seconds. */
const SCORES: ReadonlySet<string> = new Set(["integer", "number", "int32", "uint32", "int64", "float", "double", "decimal", "money", "date", "datetime"]);
