import type { FormatProblem, Json, Loss, Reading, Span } from "../reading.ts";
import { readJson } from "../tree/json.ts";
import { itemsOf, jsonOf, membersOf, numberOf, setOwn, textOf, valueOf, type Node } from "../tree/node.ts";
import type { Extensions, Field, TypeDescription, TypeExpression } from "../types.ts";
import { isPrimitive, scalarOf } from "./scalars.ts";

/** The named types of one Avro schema, and what the schema as a whole is. */
export interface AvroDocument {
  /** That of the outermost named type. Types of it are called by their short names, others by their full ones. */
  readonly namespace?: string;
  /** Undefined where the schema is a list of definitions, as files of several types are. */
  readonly root?: TypeExpression;
  readonly types: readonly TypeDescription[];
}

interface Shape {
  readonly type: TypeExpression;
  readonly nullable: boolean;
  /** Where `null` stands in its union, from 0. */
  readonly nullAt?: number;
}

const ANY: Shape = { type: { is: "scalar", scalar: "json" }, nullable: false };
/** Arrays, maps and definitions in each other; the recursion below ends here whatever the text. */
const DEEPEST = 100;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*$/;
const KNOWN: ReadonlySet<string> = new Set(["type", "name", "namespace", "doc", "fields", "symbols", "size", "items", "values", "logicalType", "precision", "scale"]);

/**
 * Reads an Avro schema (.avsc; specification 1.12). Records, enums and fixed are types of the document (a fixed is an alias of
 * `bytes` with its `size` among the extensions); arrays, maps and unions are expressions. A union with `null` is nullable; a field
 * whose default is null is not required either. Aliases, `order`, an enum's default and properties that Avro does not know
 * stand in extensions, and so does `nullAt` where `null` is not where the writer would put it.
 */
export function readAvro(text: string): Reading<AvroDocument> {
  const { root, problems: found } = readJson(text);
  const problems: FormatProblem[] = [...found];
  const losses: Loss[] = [];
  const tell = (code: FormatProblem["code"], { from, to }: Span, message: string, hint?: string) => void problems.push({ code, severity: "error", from, to, message, ...(hint === undefined ? {} : { hint }) });
  const types = new Map<string, TypeDescription>();
  /** The place of every definition in the text, by full name: a type is known from where it is defined. */
  const defined = new Set<string>();
  const order: string[] = [];
  let first: string | undefined;
  let hasFirst = false;

  const called = (full: string) => (first !== undefined && full.startsWith(`${first}.`) && !full.slice(first.length + 1).includes(".") ? full.slice(first.length + 1) : full);

  function shape(node: Node, space: string, depth: number, isRoot = false): Shape {
    if (depth > DEEPEST) {
      tell("format/too-large", node, `Types are nested deeper than ${DEEPEST}.`, "Define a type by itself and name it.");
      return ANY;
    }
    if (node.kind === "array") return union(node.items, space, depth, isRoot);
    if (node.kind === "scalar") {
      if (typeof node.value === "string") return named(node.value, node, space);
      tell("format/meaning", node, "This is no type.", "A type is a name, an object with `type`, or a list of types.");
      return ANY;
    }
    const inner = valueOf(node, "type");
    if (inner === undefined) {
      tell("format/meaning", node, "This type has no `type`.", 'Say what it is: `"type": "record"`, for example.');
      return ANY;
    }
    const word = textOf(inner);
    if (word === undefined) return shape(inner, space, depth + 1);
    if (word === "record" || word === "error" || word === "enum" || word === "fixed") return { type: { is: "named", name: definition(node, word, space, depth) }, nullable: false };
    const kept = Object.keys(extensionsOf(node));
    if (kept.length > 0) losses.push({ what: `${kept.join(", ")} of a type ${word}`, at: { from: node.from, to: node.to } });
    if (word === "array" || word === "map") {
      const key = word === "array" ? "items" : "values";
      const member = valueOf(node, key);
      if (member === undefined) tell("format/meaning", node, `This ${word} has no \`${key}\`.`, "Say of which type its members are.");
      const { type, nullable, nullAt } = member === undefined ? ANY : shape(member, space, depth + 1);
      if (nullAt !== undefined && nullAt !== 0) losses.push({ what: "that `null` comes last in a union", at: { from: member!.from, to: member!.to } });
      return { type: word === "array" ? { is: "list", of: type, ...(nullable ? { nullable } : {}) } : { is: "map", of: type, ...(nullable ? { nullable } : {}) }, nullable: false };
    }
    return logical(node, word, space);
  }
  function logical(node: Node, word: string, space: string): Shape {
    const logicalType = textOf(valueOf(node, "logicalType"));
    if (logicalType === undefined || !isPrimitive(word)) return named(word, valueOf(node, "type")!, space);
    if (word === "bytes" && logicalType === "decimal") return { type: decimal(node), nullable: false };
    const known = scalarOf(word, logicalType);
    if (known !== undefined) return { type: known, nullable: false };
    losses.push({ what: `the logical type ${logicalType} of a ${word}`, at: { from: node.from, to: node.to } });
    return logicalType.startsWith("local-timestamp-") ? { type: scalarOf("long", logicalType.slice("local-".length)) ?? ANY.type, nullable: false } : named(word, node, space);
  }
  function decimal(node: Node): TypeExpression {
    const precision = numberOf(valueOf(node, "precision"));
    const scale = numberOf(valueOf(node, "scale"));
    if (precision === undefined) tell("format/meaning", node, "This decimal has no precision.", "Say how many digits it has: `\"precision\": 12`.");
    else if ((scale ?? 0) > precision) tell("format/meaning", node, "The scale of this decimal is larger than its precision.", "Digits behind the point count among all digits.");
    return { is: "scalar", scalar: "decimal", ...(precision === undefined ? {} : { precision, scale: scale ?? 0 }) };
  }
  function named(word: string, at: Span, space: string): Shape {
    if (word === "null") return { type: { is: "union", of: [] }, nullable: true, nullAt: 0 };
    const primitive = scalarOf(word, undefined);
    if (primitive !== undefined) return { type: primitive, nullable: false };
    const full = word.includes(".") || space === "" ? word : `${space}.${word}`;
    const target = defined.has(full) ? full : defined.has(word) ? word : undefined;
    if (target === undefined) tell("format/unknown-name", at, `No type \`${full}\` is defined up to here.`, "Avro knows a type from its definition on: define it where it is first used.");
    return { type: { is: "named", name: called(target ?? full) }, nullable: false };
  }
  function union(items: readonly Node[], space: string, depth: number, isRoot: boolean): Shape {
    const members: TypeExpression[] = [];
    const seen = new Set<string>();
    let nullAt: number | undefined;
    for (const [index, item] of items.entries()) {
      const member = shape(item, space, depth + 1);
      if (item.kind === "array") tell("format/meaning", item, "A union stands directly in a union.", "Name its members in the outer one.");
      const key = member.type.is === "named" ? member.type.name : JSON.stringify(item.kind === "object" ? (textOf(valueOf(item, "type")) ?? index) : textOf(item) ?? index);
      if (seen.has(key) && !isRoot) tell("format/duplicate", item, "The union has two members of this type.", "Of one type there may be one; only named types may stand there several times.");
      seen.add(key);
      if (member.type.is === "union" && member.type.of.length === 0) nullAt = index;
      else members.push(member.type);
    }
    if (members.length === 1 && (nullAt !== undefined || isRoot)) return { type: members[0]!, nullable: nullAt !== undefined, ...(nullAt === undefined ? {} : { nullAt }) };
    return { type: { is: "union", of: members }, nullable: nullAt !== undefined, ...(nullAt === undefined ? {} : { nullAt }) };
  }

  function definition(node: Node, word: "record" | "error" | "enum" | "fixed", space: string, depth: number): string {
    const nameNode = valueOf(node, "name");
    const written = textOf(nameNode) ?? "";
    if (!NAME.test(written)) tell("format/meaning", nameNode ?? node, `A ${word} needs a name of letters, digits and underscores.`, 'Give it one: `"name": "Order"`.');
    const own = textOf(valueOf(node, "namespace"));
    const dot = written.lastIndexOf(".");
    const inside = dot >= 0 ? written.slice(0, dot) : (own ?? space);
    const full = inside === "" ? written.slice(dot + 1) : `${inside}.${written.slice(dot + 1)}`;
    if (!hasFirst) {
      hasFirst = true;
      first = inside === "" ? undefined : inside;
    }
    const at = { from: (nameNode ?? node).from, to: (nameNode ?? node).to };
    const name = called(full);
    if (defined.has(full)) {
      tell("format/duplicate", at, `\`${full}\` is defined twice.`, "Name it where it is used again.");
      return name;
    }
    defined.add(full);
    order.push(name);
    const doc = textOf(valueOf(node, "doc"));
    const extensions = { ...extensionsOf(node), ...(word === "error" ? { error: true } : {}) };
    const described = { name, ...(doc === undefined || doc === "" ? {} : { doc }), at };
    if (word === "enum") {
      const symbols = new Set<string>();
      for (const item of itemsOf(valueOf(node, "symbols"))) {
        const symbol = textOf(item) ?? "";
        if (symbols.has(symbol)) tell("format/duplicate", item, `The symbol \`${symbol}\` stands twice in \`${full}\`.`, "Leave one of the two away.");
        else if (!NAME.test(symbol) || symbol.includes(".")) tell("format/meaning", item, "This is no symbol.", "Symbols are of letters, digits and underscores.");
        symbols.add(symbol);
      }
      const preset = valueOf(node, "default");
      if (preset !== undefined && !symbols.has(textOf(preset) ?? "")) tell("format/meaning", preset, `The default is no symbol of \`${full}\`.`, "Name one of its symbols.");
      types.set(name, { ...described, ...extended(extensions), kind: "enum", values: [...symbols].map((symbol) => ({ name: symbol })) });
    } else if (word === "fixed") {
      const size = numberOf(valueOf(node, "size"));
      if (size === undefined || size < 0) tell("format/meaning", node, `\`${full}\` has no size.`, 'Say how many bytes it has: `"size": 16`.');
      const logicalType = textOf(valueOf(node, "logicalType"));
      const type: TypeExpression = logicalType === "decimal" ? decimal(node) : { is: "scalar", scalar: logicalType === "duration" ? "duration" : logicalType === "uuid" ? "uuid" : "bytes" };
      if (logicalType !== undefined && type.is === "scalar" && type.scalar === "bytes") losses.push({ what: `the logical type ${logicalType} of ${full}`, at });
      types.set(name, { ...described, ...extended({ ...extensions, size: size ?? 0 }), kind: "alias", type });
    } else {
      // The place in the order is taken before the fields are read, which may define further types.
      types.set(name, { ...described, kind: "record", fields: [] });
      const names = new Set<string>();
      const fields: Field[] = [];
      if (valueOf(node, "fields")?.kind !== "array") tell("format/meaning", at, `The record \`${full}\` has no fields.`, 'Give it a list: `"fields": []`.');
      for (const item of itemsOf(valueOf(node, "fields"))) {
        const read = field(item, inside, depth, full);
        if (names.has(read.name)) tell("format/duplicate", read.at!, `The field \`${read.name}\` stands twice in \`${full}\`.`, "Rename one of the two.");
        else fields.push(read);
        names.add(read.name);
      }
      types.set(name, { ...described, ...extended(extensions), kind: "record", fields });
    }
    return name;
  }
  function field(node: Node, space: string, depth: number, owner: string): Field {
    const nameNode = valueOf(node, "name");
    const name = textOf(nameNode) ?? "";
    if (!NAME.test(name) || name.includes(".")) tell("format/meaning", nameNode ?? node, `A field of \`${owner}\` has no name of letters, digits and underscores.`, 'Give it one: `"name": "total"`.');
    const typeNode = valueOf(node, "type");
    if (typeNode === undefined) tell("format/meaning", node, `The field \`${owner}.${name}\` has no type.`, 'Give it one: `"type": "string"`.');
    const { type, nullable, nullAt } = typeNode === undefined ? ANY : shape(typeNode, space, depth + 1);
    const presetNode = valueOf(node, "default");
    const preset = presetNode === undefined ? undefined : jsonOf(presetNode);
    if (preset === null && !nullable && type.is !== "union") tell("format/meaning", presetNode!, `\`${owner}.${name}\` cannot be null, and has it for a default.`, 'Write its type as a union: `["null", …]`.');
    const doc = textOf(valueOf(node, "doc"));
    const members = type.is === "union" ? type.of.length : 1;
    const usual = preset !== undefined && preset !== null ? members : 0;
    const { default: _, ...own } = extensionsOf(node);
    return {
      name,
      type,
      required: preset === undefined,
      ...(nullable ? { nullable } : {}),
      ...(doc === undefined || doc === "" ? {} : { doc }),
      ...(preset === undefined || (preset === null && nullable) ? {} : { default: preset }),
      ...extended({ ...own, ...(nullAt === undefined || nullAt === usual ? {} : { nullAt }) }),
      at: { from: (nameNode ?? node).from, to: (nameNode ?? node).to },
    };
  }

  if (root.from === root.to && problems.length === 0) tell("format/syntax", root, "The text is empty.", "An Avro schema is JSON.");
  const whole = problems.some(({ code }) => code === "format/syntax") && root.kind === "scalar" ? undefined : shape(root, "", 0, true);
  const isList = root.kind === "array" && whole?.type.is === "union" && whole.type.of.every((each) => each.is === "named") && !whole.nullable;
  if (whole?.nullable === true) losses.push({ what: "that the schema as a whole may be null", at: { from: root.from, to: root.to } });
  const document: AvroDocument = { ...(first === undefined ? {} : { namespace: first }), ...(whole === undefined || isList ? {} : { root: whole.type }), types: order.flatMap((name) => types.get(name) ?? []) };
  return { document, problems, losses };
}

function extensionsOf(node: Node): Record<string, Json> {
  const kept: Record<string, Json> = {};
  for (const { key, value } of membersOf(node)) if (!KNOWN.has(key)) setOwn(kept, key, jsonOf(value));
  return kept;
}

function extended(extensions: Record<string, Json>): { extensions?: Extensions } {
  return Object.keys(extensions).length === 0 ? {} : { extensions };
}
