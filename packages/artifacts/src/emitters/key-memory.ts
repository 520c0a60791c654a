import { entityOf, readDataType, type DataType, type KeyPattern } from "@groundplan/design";
import { settingOf, type Model } from "@groundplan/model";
import type { TypeNode } from "@groundplan/vocabulary";

/** What is behind one key in bytes, with what that follows from. */
export interface KeyMemory {
  /** In memory, the key with all that is behind it; of an index, for each that it leads to. */
  readonly bytes: number;
  /** The text of the key. */
  readonly key: number;
  /** Each field of a hash, each member of a list, a set or a map, the value of a string. */
  readonly values: readonly number[];
}

/**
 * Bytes in memory of what is behind one key, by the structures of Redis 7 on 64 bits with jemalloc; Valkey 8 and newer takes some less.
 * They are those of the source (`dict.c`, `sds.h`, `object.h`, `listpack.c`, `quicklist.c`, `t_zset.c`) and its defaults: a small hash or
 * sorted set is one listpack up to 128 entries of up to 64 bytes.
 */
export function keyMemory(model: Model): (pattern: KeyPattern) => KeyMemory {
  const lengths = textLengths(model);
  return (pattern) => {
    const key = keyText(pattern, lengths);
    const values = valueLengths(model, pattern, lengths);
    const own = pattern.role === "index" ? 0 : allocated(key + STRING) + ENTRY + OBJECT + BUCKET + (pattern.seconds === undefined ? 0 : ENTRY + BUCKET);
    return { bytes: Math.round(own + valueMemory(pattern, values)), key, values };
  };
}

/** How the estimate comes about, in sentences for a reader. */
export const MEMORY_METHOD: readonly string[] = [
  "Bytes of a key = its text, 32 for its entry, 16 for its object, 12 for its place in the table, and 44 more where it ends by itself; then what is behind it, each allocation rounded up as jemalloc does.",
  "A small hash or sorted set (up to 128 entries of up to 64 bytes) is packed: its texts and some bytes for each. A larger one takes 44 bytes for each entry more, and rounds up each text.",
  "Lengths of texts: a UUID 36, a time 24, a day 10, a number up to 12, a string half of its length at most and 256 bytes, one without 32; a document its fields with their names; a list, a set or a map five of what it is of. An entity's size setting stands in place of its fields.",
  "Redis itself takes some 3 MB besides, and copies, fragmentation and what clients send are not counted. Of keys that are sets, each member is counted with what it leads to, and the sets themselves are not.",
];

const STRING = 4;
const ENTRY = 32;
const OBJECT = 16;
/** A table is between half and wholly full, and has 8 bytes for each place. */
const BUCKET = 12;
const PACKED_ENTRIES = 128;
const PACKED_BYTES = 64;
/** How many of something there are in a list, a set or a map of which nothing is known. */
const SEVERAL = 5;
/** The length of a key within a map. */
const MAP_KEY = 16;
/** How deep types are followed that hold each other. */
const DEEPEST = 8;

function valueLengths(model: Model, { entity, role, fields, type, holds }: KeyPattern, lengthOf: Lengths): readonly number[] {
  // What leads to a key holds it, without what all of them begin with.
  if (role !== "value") return [(entity.keys[0] ?? []).reduce((sum, name, at) => sum + (at === 0 ? 0 : 1) + partLength(entity, name, lengthOf), 0)];
  const said = settingOf(model.element(entity.id)!, "size")?.values[0];
  const size = said?.type === "quantity" ? said.quantity.base : undefined;
  if (type === "string") return [Math.ceil(size ?? 1)];
  if (fields.length > 0) return fields.map(({ field }) => Math.ceil(size === undefined ? lengthOf(field.many ? { is: "of", container: "list", of: [field.type] } : field.type) : size / fields.length));
  const of = holds?.field?.type;
  const member = of?.is === "of" ? lengthOf(of.of[of.of.length - 1]!) : 32;
  return Array.from({ length: SEVERAL }, () => Math.ceil(size === undefined ? member : size / SEVERAL));
}

function valueMemory({ role, type, fields, score }: KeyPattern, values: readonly number[]): number {
  const sum = (of: (length: number) => number): number => values.reduce((all, length) => all + of(length), 0);
  // Many members, each with a score: an entry of a table, and a node of a skip list with 1.33 levels of 16 bytes on average.
  if (role === "index") return sum((length) => ENTRY + BUCKET + allocated(length + STRING) + (score ? 48 : 0));
  switch (type) {
    case "string":
      // Nothing but that it is there: a small number, which all keys share.
      return values[0] === 1 ? -OBJECT : sum(textMemory);
    case "hash":
      return hashMemory(values.map((length, at) => [fields[at]?.field.name.length ?? MAP_KEY, length]));
    case "list":
      return 48 + 32 + allocated(7 + sum(packed));
    default:
      return 96 + sum((length) => ENTRY + BUCKET + allocated(length + STRING));
  }
}

function hashMemory(fields: readonly (readonly [name: number, value: number])[]): number {
  const small = fields.length <= PACKED_ENTRIES && fields.every(([name, value]) => name <= PACKED_BYTES && value <= PACKED_BYTES);
  if (small) return allocated(7 + fields.reduce((sum, [name, value]) => sum + packed(name) + packed(value), 0));
  return 64 + Math.max(32, fields.length * BUCKET) + fields.reduce((sum, [name, value]) => sum + ENTRY + allocated(name + STRING) + allocated(value + STRING), 0);
}

/** An entry of a listpack: its length before and behind it, in one byte each below 64. */
function packed(length: number): number {
  return Math.ceil(length) + (length < PACKED_BYTES ? 2 : 4);
}

/** A text as a value: within its object up to 44 bytes, which were counted; apart from it otherwise. */
function textMemory(length: number): number {
  return length <= 44 ? allocated(OBJECT + STRING + length) - OBJECT : allocated(length + STRING);
}

/** A size as jemalloc gives it: in steps of 16 up to 128, then four in each doubling (jemalloc 5, "size classes"). */
function allocated(bytes: number): number {
  const wanted = Math.ceil(bytes);
  if (wanted <= 8) return 8;
  if (wanted <= 128) return Math.ceil(wanted / 16) * 16;
  const step = 2 ** (Math.floor(Math.log2(wanted - 1)) - 2);
  return Math.ceil(wanted / step) * step;
}

/** The length of a key: the text of its pattern, with lengths in place of what stands in angle brackets. */
function keyText({ entity, pattern, role }: KeyPattern, lengthOf: Lengths): number {
  const fixed = pattern.replace(/<[^>]*>/g, "").length;
  if (role === "value") return fixed + (entity.keys[0] ?? []).reduce((sum, name) => sum + partLength(entity, name, lengthOf), 0);
  return fixed + 24 * (pattern.match(/<[^>]*>/g)?.length ?? 0);
}

function partLength(entity: DataType, name: string, lengthOf: Lengths): number {
  const field = entity.fields.find((each) => each.name === name);
  return field ? lengthOf(field.type) : 0;
}

const LENGTHS: Readonly<Record<string, number>> = { boolean: 1, integer: 8, int32: 8, int64: 12, uint32: 8, uint64: 12, number: 10, float: 8, double: 12, decimal: 10, money: 8, date: 10, time: 8, datetime: 24, duration: 8, uuid: 36, email: 30, uri: 80, text: 500, json: 200 };

type Lengths = (type: TypeNode) => number;

/** How long a value is when it is written as a text, on average. What is within itself is counted once, and each type is measured once. */
function textLengths(model: Model): Lengths {
  const known = new Map<string, number>();
  return (type) => lengthOf(type, []);

  function lengthOf(type: TypeNode, open: readonly string[]): number {
    switch (type.is) {
      case "scalar":
        if (type.scalar === "string") return type.args[0] === undefined ? 32 : Math.min(256, Math.ceil(type.args[0] / 2));
        if (type.scalar === "bytes") return type.args[0] ?? 200;
        return LENGTHS[type.scalar] ?? 32;
      case "optional":
        return lengthOf(type.of, open);
      case "of":
        return SEVERAL * (2 + lengthOf(type.of[type.of.length - 1]!, open) + (type.container === "map" ? MAP_KEY : 0));
      case "union":
        return Math.max(...type.of.map((each) => lengthOf(each, open)));
      case "name": {
        const id = entityOf(model, type)?.id ?? type.target;
        const found = id === undefined ? undefined : readDataType(model, id);
        if (!found) return 32;
        if (found.is === "enum") return 10;
        if (open.includes(found.id) || open.length > DEEPEST) return 0;
        let length = known.get(found.id);
        if (length === undefined) known.set(found.id, (length = lengthIn(found, [...open, found.id])));
        return length;
      }
    }
  }

  function lengthIn(found: DataType, open: readonly string[]): number {
    if (found.of) return lengthOf(found.of, open);
    if (found.is === "entity") return (found.keys[0] ?? []).reduce((sum, name) => sum + lengthOf(found.fields.find((each) => each.name === name)?.type ?? { is: "scalar", scalar: "uuid", args: [] }, open), 0);
    return 2 + found.fields.reduce((sum, each) => sum + each.name.length + 6 + lengthOf(each.type, open), 0);
  }
}
