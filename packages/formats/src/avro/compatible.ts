import type { Field, TypeDescription, TypeExpression } from "../types.ts";
import type { AvroDocument } from "./read.ts";
import { formOf } from "./scalars.ts";

/** Something that is written by one schema and that the other cannot read. */
export interface AvroIncompatibility {
  /** `backward`: the new schema cannot read what the old one wrote; `forward`: the old one cannot read what the new one writes. */
  readonly direction: "backward" | "forward";
  /** Where: `Order.total`, `Order.lines[]`. */
  readonly path: string;
  readonly message: string;
}

interface Side {
  readonly typeOf: ReadonlyMap<string, TypeDescription>;
}
type Pair = { readonly reader: TypeExpression; readonly readerNull: boolean; readonly writer: TypeExpression; readonly writerNull: boolean; readonly path: string };

const PROMOTED: Readonly<Record<string, readonly string[]>> = { int: ["long", "float", "double"], long: ["float", "double"], float: ["double"], string: ["bytes"], bytes: ["string"] };

/**
 * Whether data goes on to be read, by the rules of schema resolution (Avro 1.12, "Schema Resolution"). `backward` is the new schema
 * as the reader, `forward` the old one, `full` both. Logical types do not matter to resolution, but for decimals, whose precision and
 * scale must be the same. Names are compared without their namespaces, as the specification has it, or by alias.
 */
export function avroIncompatibilities(before: AvroDocument, after: AvroDocument, mode: "backward" | "forward" | "full"): readonly AvroIncompatibility[] {
  const found: AvroIncompatibility[] = [];
  if (mode !== "forward") for (const each of unreadable(after, before)) found.push({ direction: "backward", ...each });
  if (mode !== "backward") for (const each of unreadable(before, after)) found.push({ direction: "forward", ...each });
  return found;
}

function unreadable(reader: AvroDocument, writer: AvroDocument): { path: string; message: string }[] {
  const sides = { reader: sideOf(reader), writer: sideOf(writer) };
  const found: { path: string; message: string }[] = [];
  const todo: Pair[] = [];
  const seen = new Set<string>();
  const start = (readerType: TypeExpression, writerType: TypeExpression, path: string) => todo.push({ reader: readerType, readerNull: false, writer: writerType, writerNull: false, path });
  if (reader.root !== undefined && writer.root !== undefined) start(reader.root, writer.root, "");
  else {
    // Files of several definitions are compared name by name.
    for (const type of writer.types) {
      const other = reader.types.find((each) => isSameName(each, type));
      if (other === undefined) found.push({ path: type.name, message: `The type ${type.name} is not there to read it with.` });
      else start({ is: "named", name: other.name }, { is: "named", name: type.name }, type.name);
    }
  }
  while (todo.length > 0) {
    const pair = todo.pop()!;
    const key = JSON.stringify([pair.reader, pair.readerNull, pair.writer, pair.writerNull]);
    if (seen.has(key)) continue;
    seen.add(key);
    const readers = branches(pair.reader, sides.reader);
    const at = pair.path === "" ? nameOf(pair.writer) : pair.path;
    if (pair.writerNull && !pair.readerNull) found.push({ path: at, message: "It may be null where it is written, and not where it is read." });
    for (const written of branches(pair.writer, sides.writer)) {
      const match = readers.find((each) => isMatch(each, written, sides, false)) ?? readers.find((each) => isMatch(each, written, sides, true));
      if (match === undefined) found.push({ path: at, message: `What is written as ${shown(written, sides.writer)} cannot be read as ${readers.map((each) => shown(each, sides.reader)).join(" or ") || "null"}.` });
      else compare(match, written, at);
    }
  }
  return found.reverse();

  function compare(match: TypeExpression, written: TypeExpression, path: string): void {
    if ((match.is === "list" || match.is === "map") && match.is === written.is) {
      todo.push({ reader: match.of, readerNull: match.nullable === true, writer: written.of, writerNull: written.nullable === true, path: `${path}${match.is === "list" ? "[]" : "{}"}` });
      return;
    }
    const read = match.is === "named" ? sides.reader.typeOf.get(match.name) : undefined;
    const wrote = written.is === "named" ? sides.writer.typeOf.get(written.name) : undefined;
    if (read?.kind === "record" && wrote?.kind === "record") {
      for (const field of [...read.fields].reverse()) {
        const source = wrote.fields.find(({ name }) => name === field.name) ?? wrote.fields.find(({ name }) => aliasesOf(field).includes(name));
        const own = `${read.name}.${field.name}`;
        if (source !== undefined) todo.push({ reader: field.type, readerNull: isNullable(field), writer: source.type, writerNull: isNullable(source), path: own });
        else if (field.required) found.push({ path: own, message: "It is not written, and has no default to be read with." });
      }
    } else if (read?.kind === "enum" && wrote?.kind === "enum" && read.extensions?.default === undefined) {
      const missing = wrote.values.filter(({ name }) => !read.values.some((value) => value.name === name)).map(({ name }) => name);
      if (missing.length > 0) found.push({ path: read.name, message: `The symbol${missing.length > 1 ? "s" : ""} ${missing.join(", ")} cannot be read, and the enum has no default.` });
    }
  }
}

function sideOf(document: AvroDocument): Side {
  return { typeOf: new Map(document.types.map((type) => [type.name, type])) };
}

function branches(start: TypeExpression, side: Side): TypeExpression[] {
  const found: TypeExpression[] = [];
  const seen = new Set<string>();
  for (const todo = [start]; todo.length > 0; ) {
    const next = todo.shift()!;
    if (next.is === "union") todo.unshift(...next.of);
    else if (next.is === "named") {
      const type = side.typeOf.get(next.name);
      if (type === undefined || type.kind === "record" || type.kind === "enum" || (type.kind === "alias" && type.extensions?.size !== undefined)) found.push(next);
      else if (!seen.has(type.name)) {
        seen.add(type.name);
        todo.unshift(...(type.kind === "union" ? type.of : [type.type]));
      }
    } else found.push(next);
  }
  return found;
}

function isMatch(reader: TypeExpression, writer: TypeExpression, sides: { reader: Side; writer: Side }, promoted: boolean): boolean {
  if (reader.is === "scalar" && writer.is === "scalar") {
    const [read, written] = [primitiveOf(reader), primitiveOf(writer)];
    if (reader.scalar === "decimal" && writer.scalar === "decimal" && (reader.precision !== writer.precision || reader.scale !== writer.scale)) return false;
    return read === written || (promoted && (PROMOTED[written]?.includes(read) ?? false));
  }
  if (reader.is === "named" && writer.is === "named") {
    const [read, written] = [sides.reader.typeOf.get(reader.name), sides.writer.typeOf.get(writer.name)];
    if (read === undefined || written === undefined) return read === written && reader.name === writer.name;
    return read.kind === written.kind && isSameName(read, written) && read.extensions?.size === written.extensions?.size;
  }
  return reader.is === writer.is && (reader.is === "list" || reader.is === "map");
}

function primitiveOf(type: Extract<TypeExpression, { is: "scalar" }>): string {
  return type.scalar === "decimal" && type.precision !== undefined ? "bytes" : formOf(type.scalar, type.precision).type;
}

function isSameName(reader: TypeDescription, writer: TypeDescription): boolean {
  const short = (name: string) => name.slice(name.lastIndexOf(".") + 1);
  return short(reader.name) === short(writer.name) || aliasesOf(reader).some((alias) => short(alias) === short(writer.name));
}

function aliasesOf({ extensions }: TypeDescription | Field): readonly string[] {
  const aliases = extensions?.aliases;
  return Array.isArray(aliases) ? aliases.filter((alias): alias is string => typeof alias === "string") : [];
}

function isNullable(field: Field): boolean {
  return field.nullable === true || (!field.required && field.default === undefined);
}

function shown(type: TypeExpression, side: Side): string {
  if (type.is === "scalar") return primitiveOf(type);
  if (type.is !== "named") return type.is === "list" ? "array" : type.is;
  const known = side.typeOf.get(type.name);
  return known?.kind === "alias" ? `the fixed ${type.name}` : `the ${known?.kind ?? "type"} ${type.name}`;
}

function nameOf(type: TypeExpression): string {
  return type.is === "named" ? type.name : "the schema";
}
