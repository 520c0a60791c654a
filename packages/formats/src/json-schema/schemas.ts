import type { FormatProblem, Json, Loss, Span } from "../reading.ts";
import type { Constraints, EnumValue, Extensions, Field, TypeDescription, TypeExpression } from "../types.ts";
import type { Member, Node } from "../tree/node.ts";
import { booleanOf, jsonOf, membersOf, setOwn, textOf, valueOf } from "../tree/node.ts";
import { locate } from "../tree/reference.ts";
import type { Keywords } from "./keywords.ts";
import { isNull, keywordsOf } from "./keywords.ts";
import { memberName, singular, unique } from "./names.ts";
import { scalarOf } from "./scalars.ts";

/** A schema where it is used: what a field, a parameter or a body takes from it. */
export interface Shape {
  readonly type: TypeExpression;
  readonly nullable?: boolean;
  readonly doc?: string;
  readonly deprecated?: boolean;
  readonly default?: Json;
  readonly examples?: readonly Json[];
  readonly constraints?: Constraints;
  readonly access?: "read" | "write";
  readonly extensions?: Extensions;
}

/** Reads the schemas of one document; inline ones that need a name get one and wait in a queue until `finish`. */
export interface SchemaReader {
  /** Gives a schema its name; to be done for all named ones before others are read. */
  readonly declare: (name: string, node: Node, at: Span, pointer: string) => string;
  /** `name` is what an inline type is called. */
  readonly shape: (node: Node, name: string) => Shape;
  /** As `shape`, for a place that has no constraints or annotations of its own, such as a body: a type with a name carries them. */
  readonly value: (node: Node, name: string) => Pick<Shape, "type" | "nullable" | "examples">;
  /** A record that the format describes in another way, as Swagger's form fields. */
  readonly add: (make: (name: string) => TypeDescription, name: string) => TypeExpression;
  /** Reads what waits, and gives all types: first the declared ones in their order. */
  readonly finish: () => readonly TypeDescription[];
}

const ANY: TypeExpression = { is: "scalar", scalar: "json" };
/** Lists of lists of lists: deeper ones get a name, so that no type expression is deep. */
const DEEPEST_EXPRESSION = 6;

interface Task {
  readonly name: string;
  readonly node: Node;
  readonly at: Span;
  /** Its annotations are the type's own, and not those of the field where it stands. */
  readonly own: boolean;
}

type Form = "reference" | "enum" | "union" | "record" | "alias";

export function schemaReader(root: Node, problems: FormatProblem[], losses: Loss[], identifier?: string): SchemaReader {
  const taken = new Set<string>();
  const names = new Map<string, { readonly name: string; readonly node: Node }>();
  const nullables = new Map<Node, boolean>();
  const queue: Task[] = [];
  const made: TypeDescription[] = [];
  const gathered = new Map<Node, Keywords>();
  const told = new Set<Node>();

  // Only schemas with a name are kept, as many look at them; of the rest, the last one, which is looked at several times in a row.
  let last: Node | undefined;
  let lastWords: Keywords | undefined;
  const gather = (node: Node): Keywords => {
    if (node === last && lastWords !== undefined) return lastWords;
    last = node;
    lastWords = gathered.get(node) ?? keywordsOf(node);
    return lastWords;
  };
  const pin = (node: Node): void => {
    gathered.set(node, gather(node));
  };

  const enqueue = (node: Node, name: string, own: boolean, at: Span = { from: node.from, to: node.to }): TypeExpression => {
    const given = unique(name, taken);
    pin(node);
    queue.push({ name: given, node, at, own });
    return { is: "named", name: given };
  };

  const find = (reference: { readonly text: string; readonly node: Node }): { readonly name: string; readonly node: Node } | undefined => {
    const text = identifier !== undefined && identifier !== "" && reference.text.startsWith(`${identifier}#`) ? reference.text.slice(identifier.length) : reference.text;
    const known = names.get(text);
    if (known !== undefined) return known;
    const found = locate(root, text, { from: reference.node.from, to: reference.node.to });
    if ("problem" in found) {
      problems.push(found.problem);
      return undefined;
    }
    const pointer = `#/${found.tokens.map((token) => token.replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}`;
    let result = names.get(pointer);
    if (result === undefined) {
      // A schema that stands inline elsewhere gets the name of its place.
      const words = found.tokens.filter((token) => !["components", "schemas", "definitions", "$defs", "properties", "items", "paths", "schema", "content"].includes(token));
      const name = words.slice(1).reduce((owner, word) => memberName(owner, word), memberName(words[0] ?? "Root", "type").replace(/-?_?[Tt]ype$/, "")) || "Root";
      const given = unique(name, taken);
      pin(found.node);
      queue.push({ name: given, node: found.node, at: { from: found.node.from, to: found.node.to }, own: true });
      result = { name: given, node: found.node };
      names.set(pointer, result);
    }
    names.set(text, result);
    return result;
  };

  const variantsOf = (words: Keywords): readonly Node[] => (words.one ?? words.any ?? []).filter((variant) => !isNull(variant));

  const formOf = (node: Node): Form => {
    const words = gather(node);
    if (words.reference !== undefined) return "reference";
    if (words.properties !== undefined) return "record";
    const parts = (words.all ?? []).filter((part) => gather(part).structural);
    if (parts.length > 1 || (parts.length === 1 && parts[0] !== undefined && gather(parts[0]).reference === undefined)) return "record";
    const variants = variantsOf(words);
    if (variants.length > 1) return constantsOf(variants) === undefined ? "union" : "enum";
    if (words.values !== undefined && words.values.length > 0 && words.values.every((value) => typeof value === "string" || (typeof value === "number" && Number.isInteger(value)))) return "enum";
    if (words.types.length === 1 && words.types[0] === "object" && (words.additional === undefined || booleanOf(words.additional) === false) && words.all === undefined && variants.length === 0) return "record";
    return "alias";
  };

  /** The schema may be null, by itself or by one of its variants. */
  const nullable = (node: Node): boolean => {
    const known = nullables.get(node);
    if (known !== undefined) return known;
    const seen = new Set<Node>();
    const open: Node[] = [node];
    let result = false;
    for (let next = open.pop(); next !== undefined && !result; next = open.pop()) {
      if (seen.has(next)) continue;
      const before = nullables.get(next);
      if (before === false) continue;
      seen.add(next);
      const words = gather(next);
      if (before === true || words.nullable || (words.one ?? words.any ?? []).some(isNull)) result = true;
      else {
        for (const variant of words.one ?? words.any ?? []) open.push(variant);
        if (words.all?.length === 1) open.push(words.all[0]!);
        if (words.reference !== undefined && next !== node) {
          const found = names.get(words.reference.text);
          if (found !== undefined) open.push(found.node);
        }
      }
    }
    // Where nothing that can be reached may be null, none of it has to be looked at again.
    if (!result) for (const one of seen) nullables.set(one, false);
    nullables.set(node, result);
    return result;
  };

  const inner = (node: Node, name: string, depth: number): TypeExpression => {
    const words = gather(node);
    if (depth > DEEPEST_EXPRESSION || words.narrow || words.values !== undefined) return enqueue(node, name, true);
    const shape = shapeOf(node, name, depth, true);
    if (shape.nullable === true || shape.constraints !== undefined) return shape.type.is === "named" && shape.type.name === name && shape.constraints === undefined ? nullableOf(shape.type, name) : enqueue(node, name, true);
    if (shape.examples !== undefined) losses.push({ what: `examples of the values of ${name}`, at: { from: node.from, to: node.to } });
    tellAnnotations(shape, name, node);
    return shape.type;
  };

  /** What stands beside a value whose place has no room for it. */
  const tellAnnotations = (shape: Shape, name: string, node: Node): void => {
    const at = { from: node.from, to: node.to };
    for (const [what, value] of [["description", shape.doc], ["default", shape.default], ["deprecated", shape.deprecated], ["readOnly or writeOnly", shape.access]] as const) {
      if (value !== undefined) losses.push({ what: `${what} of the values of ${name}`, at });
    }
    for (const key of Object.keys(shape.extensions ?? {})) losses.push({ what: `${key} of the values of ${name}`, at });
  };

  /** An alias that may be null, of a type that cannot say so itself. */
  const nullableOf = (type: TypeExpression, name: string): TypeExpression => {
    const given = unique(memberName(name, "or null"), taken);
    made.push({ kind: "alias", name: given, type, nullable: true });
    return { is: "named", name: given };
  };

  const tellLost = (words: Keywords, name: string, node: Node): void => {
    // It is told once, also where the same schema is looked at again.
    if (words.lostWords === undefined || told.has(node)) return;
    told.add(node);
    words.lostWords?.forEach((word, i) => {
      const at = words.lost?.[i];
      losses.push({ what: `${word} of ${name}`, ...(at === undefined ? {} : { at }) });
    });
  };

  const shapeOf = (node: Node, name: string, depth: number, owned: boolean): Shape => {
    if (node.kind !== "object") {
      if (booleanOf(node) === false) losses.push({ what: `the schema false of ${name}`, at: { from: node.from, to: node.to } });
      else if (booleanOf(node) === undefined) problems.push({ code: "format/meaning", severity: "error", message: "A schema is expected here: an object, true or false.", from: node.from, to: node.to });
      return { type: ANY };
    }
    const words = gather(node);
    const annotations: { -readonly [Key in keyof Shape]?: Shape[Key] } = {};
    const structured = formOf(node);
    const hoists = structured === "record" || (structured === "union" && (words.discriminator !== undefined || depth > DEEPEST_EXPRESSION)) || (structured === "enum" && words.values === undefined);
    if (!(hoists && owned)) annotate(annotations, words);
    if (hoists) return { ...annotations, ...(nullable(node) ? { nullable: true } : {}), type: enqueue(node, name, owned) };
    tellLost(words, name, node);
    if (words.reference !== undefined) {
      const found = find(words.reference);
      const type: TypeExpression = found === undefined ? ANY : { is: "named", name: found.name };
      const mayBeNull = words.nullable || (found !== undefined && formOf(found.node) !== "alias" && formOf(found.node) !== "reference" && nullable(found.node));
      return { ...annotations, ...(mayBeNull ? { nullable: true } : {}), ...constrained(words, undefined, found === undefined), type };
    }
    if (words.all !== undefined && words.all.length > 0) {
      // One schema, with annotations beside it: how OpenAPI 3.0 describes a reference.
      const parts = words.all.filter((part) => gather(part).structural);
      for (const part of words.all) if (!parts.includes(part)) annotate(annotations, gather(part), true);
      if (parts.length === 1) {
        const part = shapeOf(parts[0]!, name, depth + 1, owned);
        return merged(part, annotations, words);
      }
    }
    const all = words.one ?? words.any;
    if (all !== undefined) {
      const variants = variantsOf(words);
      if (words.one !== undefined && words.any !== undefined) losses.push({ what: `anyOf beside oneOf of ${name}`, at: { from: node.from, to: node.to } });
      const mayBeNull = variants.length < all.length || words.nullable;
      if (variants.length === 1) return merged(depth > DEEPEST_EXPRESSION ? { type: enqueue(variants[0]!, name, true) } : shapeOf(variants[0]!, name, depth + 1, owned), mayBeNull ? { ...annotations, nullable: true } : annotations, words);
      if (variants.length > 1) {
        const { of, nullable: orNull } = unionOf(variants, name, depth);
        return { ...annotations, ...(mayBeNull || orNull ? { nullable: true } : {}), ...constrained(words), type: of.length === 1 ? of[0]! : { is: "union", of } };
      }
    }
    const types = words.types.length > 0 ? words.types : impliedTypes(words);
    if (types.length === 0) return { ...annotations, ...constrained(words), type: ANY };
    let form: string | undefined;
    const expressions = types.map((type): TypeExpression => {
      if (type === "array") {
        if (words.tuple !== undefined) losses.push({ what: `the places of the items of ${name}`, at: { from: node.from, to: node.to } });
        const items = words.items ?? (words.tuple === undefined ? undefined : words.tuple[0]);
        return { is: "list", of: items === undefined || (words.tuple !== undefined && words.tuple.length > 1) ? ANY : inner(items, singularOf(name), depth + 1) };
      }
      if (type === "object") {
        const additional = words.additional;
        if (additional !== undefined && booleanOf(additional) === false) losses.push({ what: `additionalProperties: false of ${name}`, at: { from: additional.from, to: additional.to } });
        return { is: "map", of: additional === undefined || additional.kind !== "object" ? ANY : inner(additional, memberName(name, "value"), depth + 1) };
      }
      const scalar = scalarOf(type, words.format);
      if (scalar === undefined) {
        if (type === "file") return { is: "scalar", scalar: "bytes" };
        problems.push({ code: "format/meaning", severity: "error", message: `${type.slice(0, 60)} is no type of JSON Schema.`, from: node.from, to: node.to });
        return ANY;
      }
      form ??= scalar.form;
      return { is: "scalar", scalar: scalar.scalar };
    });
    const type: TypeExpression = expressions.length === 1 ? expressions[0]! : { is: "union", of: expressions };
    if (words.required.length > 0 && type.is === "map") losses.push({ what: `required of ${name}, which has no fields`, at: { from: node.from, to: node.to } });
    const orNull = words.nullable && !(type.is === "scalar" && type.scalar === "json");
    return { ...annotations, ...(orNull ? { nullable: true } : {}), ...constrained(words, form), type };
  };

  const merged = (part: Shape, annotations: { -readonly [Key in keyof Shape]?: Shape[Key] }, words: Keywords): Shape => {
    const constraints = constrained(words).constraints;
    return {
      ...part, ...annotations,
      ...(part.extensions === undefined && annotations.extensions === undefined ? {} : { extensions: { ...part.extensions, ...annotations.extensions } }),
      ...(words.nullable || part.nullable === true || annotations.nullable === true ? { nullable: true } : {}),
      ...(part.constraints === undefined && constraints === undefined ? {} : { constraints: { ...part.constraints, ...constraints } }),
      type: part.type,
    };
  };

  const unionOf = (variants: readonly Node[], name: string, depth: number): { readonly of: readonly TypeExpression[]; readonly nullable: boolean } => {
    const of: TypeExpression[] = [];
    const seen = new Set<string>();
    let orNull = false;
    variants.forEach((variant, i) => {
      const words = gather(variant);
      const own = textOf(valueOf(variant, "title"));
      const part = memberName(name, own !== undefined && own.length < 40 ? own : `variant ${i + 1}`);
      let type: TypeExpression;
      if (depth > DEEPEST_EXPRESSION || words.narrow || words.values !== undefined) type = enqueue(variant, part, true);
      else {
        const shape = shapeOf(variant, part, depth + 1, true);
        if (shape.nullable === true) orNull = true;
        type = shape.constraints === undefined ? shape.type : enqueue(variant, part, true);
        if (shape.doc !== undefined || shape.examples !== undefined || shape.default !== undefined) losses.push({ what: `annotations of a variant of ${name}`, at: { from: variant.from, to: variant.to } });
      }
      for (const one of type.is === "union" ? type.of : [type]) {
        const key = JSON.stringify(one);
        if (!seen.has(key)) of.push(one);
        seen.add(key);
      }
    });
    return { of, nullable: orNull };
  };

  const describe = ({ name, node, at, own }: Task): TypeDescription => {
    const words = gather(node);
    const form = formOf(node);
    const shared: { doc?: string; deprecated?: boolean; examples?: readonly Json[]; extensions?: Record<string, Json> } = {};
    if (own) {
      if (words.doc !== undefined) shared.doc = words.doc;
      if (words.deprecated === true) shared.deprecated = true;
      if (words.examples !== undefined) shared.examples = words.examples;
      // What only a field can say is kept as it was written.
      const rest: Record<string, Json> = { ...words.extensions };
      if (words.default !== undefined) rest["default"] = words.default;
      if (words.access !== undefined) rest[words.access === "read" ? "readOnly" : "writeOnly"] = true;
      if (Object.keys(rest).length > 0) shared.extensions = rest;
    }
    if (form !== "reference" && form !== "alias") tellLost(words, name, node);
    switch (form) {
      case "record": return record(name, node, at, shared);
      case "enum": return { kind: "enum", name, ...shared, values: enumValues(words), at };
      case "union": {
        const { of } = unionOf(variantsOf(words), name, 0);
        if (of.length === 1) return { kind: "alias", name, ...shared, type: of[0]!, at };
        return { kind: "union", name, ...shared, of, ...discriminator(words), at };
      }
      case "reference": case "alias": {
        const shape = shapeOf(node, name, 0, false);
        const { type, nullable: orNull, constraints } = shape;
        return { kind: "alias", name, type, ...(orNull === true ? { nullable: true } : {}), ...(constraints === undefined ? {} : { constraints }), ...shared, ...(own && shape.doc !== undefined ? { doc: shape.doc } : {}), at };
      }
    }
  };

  const discriminator = (words: Keywords): { discriminator?: { field: string; mapping?: Record<string, string> } } => {
    const node = words.discriminator;
    if (node === undefined) return {};
    const field = textOf(node) ?? textOf(valueOf(node, "propertyName"));
    if (field === undefined) return {};
    const mapping: Record<string, string> = {};
    for (const { key, value } of membersOf(valueOf(node, "mapping"))) {
      const target = textOf(value);
      if (target === undefined) continue;
      const found = target.includes("/") || target.includes("#") ? find({ text: target, node: value })?.name : target;
      if (found !== undefined) setOwn(mapping, key, found);
    }
    return { discriminator: { field, ...(Object.keys(mapping).length === 0 ? {} : { mapping }) } };
  };

  const record = (name: string, node: Node, at: Span, shared: object): TypeDescription => {
    const bases: string[] = [];
    // These are made here: what is found out of one later is written into it.
    const fields = new Map<string, { -readonly [Key in keyof Field]: Field[Key] }>();
    const required = new Map<string, Span>();
    let open: true | TypeExpression | undefined;
    let closed = false;
    const extensions: Record<string, Json> = { ...(shared as { extensions?: Record<string, Json> }).extensions };
    // An allOf inside an allOf says the same as one; what was seen is not read twice.
    const seen = new Set<Node>([node]);
    const parts: Node[] = [node];
    for (let i = 0; i < parts.length; i += 1) {
      const part = parts[i]!;
      const said = gather(part);
      if (part !== node) tellLost(said, name, part);
      if (part !== node && said.reference !== undefined) {
        const found = find(said.reference);
        if (found === undefined) continue;
        const form = formOf(found.node);
        if (form === "record" || form === "reference") {
          if (!bases.includes(found.name) && found.name !== name) bases.push(found.name);
        } else losses.push({ what: `${found.name} in allOf of ${name}, which is no record`, at: { from: part.from, to: part.to } });
        continue;
      }
      if (part !== node && said.doc !== undefined && !("doc" in shared)) Object.assign(shared, { doc: said.doc });
      for (const more of said.all ?? []) {
        if (!seen.has(more)) parts.push(more);
        seen.add(more);
      }
      if (said.one !== undefined || said.any !== undefined) losses.push({ what: `${said.one === undefined ? "anyOf" : "oneOf"} of ${name} beside its fields`, at: { from: part.from, to: part.to } });
      if (said.discriminator !== undefined) extensions["discriminator"] = jsonOf(said.discriminator);
      for (const item of said.required) {
        const key = textOf(item);
        if (key !== undefined) required.set(key, { from: item.from, to: item.to });
      }
      for (const member of said.properties ?? []) fields.set(member.key, field(member, name));
      if (said.additional !== undefined) {
        if (booleanOf(said.additional) === true) open = true;
        else if (booleanOf(said.additional) === false) closed = true;
        else if (membersOf(said.additional).length === 0) open = true;
        else open = inner(said.additional, memberName(name, "value"), 1);
      }
    }
    for (const [key, place] of required) {
      const have = fields.get(key);
      if (have !== undefined) have.required = true;
      else losses.push({ what: `required ${key.slice(0, 80)} of ${name}, which has no such field of its own`, at: place });
    }
    if (closed && open === undefined) extensions["additionalProperties"] = false;
    return {
      kind: "record", name, ...shared, fields: [...fields.values()],
      ...(bases.length === 0 ? {} : { extends: bases }),
      ...(open === undefined ? {} : { open }),
      ...(Object.keys(extensions).length === 0 ? {} : { extensions }),
      at,
    };
  };

  const field = ({ key, value, from, to }: Member, owner: string): Field => {
    // Most fields need no type of their own, and for those the name is only told.
    const words = gather(value);
    const simple = words.reference !== undefined || (words.items === undefined && words.properties === undefined && words.all === undefined && words.any === undefined && words.one === undefined && words.additional === undefined && !words.types.includes("object"));
    const shape = shapeOf(value, simple ? `${owner}.${key}` : memberName(owner, key), 0, false);
    return { name: key, ...shape, required: false, at: { from, to } };
  };

  return {
    declare: (name, node, at, pointer) => {
      const given = unique(name, taken);
      pin(node);
      names.set(pointer, { name: given, node });
      queue.push({ name: given, node, at, own: true });
      return given;
    },
    shape: (node, name) => shapeOf(node, name, 0, false),
    value: (node, name) => {
      const words = gather(node);
      if (words.narrow || (words.values !== undefined && words.reference === undefined)) return { type: enqueue(node, name, true) };
      const shape = shapeOf(node, name, 0, true);
      if (shape.constraints !== undefined) return { type: enqueue(node, name, true) };
      tellAnnotations(shape, name, node);
      return { type: shape.type, ...(shape.nullable === true ? { nullable: true } : {}), ...(shape.examples === undefined ? {} : { examples: shape.examples }) };
    },
    add: (make, name) => {
      const given = unique(name, taken);
      made.push(make(given));
      return { is: "named", name: given };
    },
    finish: () => {
      const result: TypeDescription[] = [];
      for (let i = 0; i < queue.length; i += 1) result.push(describe(queue[i]!));
      tellCircles(result, problems);
      return [...result, ...made];
    },
  };
}

function annotate(into: { -readonly [Key in keyof Shape]?: Shape[Key] }, words: Keywords, weakly = false): void {
  if (words.doc !== undefined && !(weakly && into.doc !== undefined)) into.doc = words.doc;
  if (words.deprecated === true) into.deprecated = true;
  if (words.default !== undefined) into.default = words.default;
  if (words.examples !== undefined) into.examples = words.examples;
  if (words.access !== undefined) into.access = words.access;
  if (words.extensions !== undefined) into.extensions = { ...into.extensions, ...words.extensions };
  if (weakly && words.nullable) into.nullable = true;
}

function constrained(words: Keywords, form?: string, bare = false): { constraints?: Constraints } {
  if (!words.narrow && form === undefined && (words.values === undefined || bare)) return {};
  const constraints: Constraints = { ...words.constraints, ...(words.values === undefined || bare ? {} : { values: words.values }), ...(form === undefined ? {} : { form }) };
  return Object.keys(constraints).length === 0 ? {} : { constraints };
}

function impliedTypes(words: Keywords): readonly string[] {
  if (words.items !== undefined || words.tuple !== undefined) return ["array"];
  if (words.additional !== undefined) return ["object"];
  if (words.values !== undefined) {
    const types = new Set(words.values.map((value) => (Array.isArray(value) ? "array" : typeof value === "number" ? (Number.isInteger(value) ? "integer" : "number") : typeof value)));
    return types.size === 1 && !types.has("array") && !types.has("object") ? [...types] : [];
  }
  return [];
}

/** The constants of variants that are nothing else: an enumeration with a title and a description for each value. */
function constantsOf(variants: readonly Node[]): readonly EnumValue[] | undefined {
  const values: EnumValue[] = [];
  const taken = new Set<string>();
  for (const variant of variants) {
    const value = valueOf(variant, "const");
    if (value === undefined || value.kind !== "scalar" || (typeof value.value !== "string" && typeof value.value !== "number")) return undefined;
    const title = textOf(valueOf(variant, "title"));
    const doc = textOf(valueOf(variant, "description"));
    values.push({ ...named(value.value, taken, title), ...(doc === undefined ? {} : { doc }), ...(booleanOf(valueOf(variant, "deprecated")) === true ? { deprecated: true } : {}), at: { from: value.from, to: value.to } });
  }
  return values;
}

function enumValues(words: Keywords): readonly EnumValue[] {
  if (words.values === undefined) return constantsOf((words.one ?? words.any ?? []).filter((variant) => !isNull(variant))) ?? [];
  const taken = new Set<string>();
  const seen = new Set<Json>();
  return words.values.filter((value) => !seen.has(value) && seen.add(value)).map((value) => named(value as string | number, taken));
}

function named(value: string | number, taken: Set<string>, title?: string): { name: string; value?: string | number } {
  const name = unique(title ?? (value === "" ? "empty" : String(value)), taken);
  return { name, ...(name === value ? {} : { value }) };
}

function singularOf(name: string): string {
  const words = singular(name).split(" ");
  return words.length === 1 ? words[0]! : memberName(words[0]!, words.slice(1).join(" "));
}

/** Aliases that name each other in a circle are no type at all. */
function tellCircles(types: readonly TypeDescription[], problems: FormatProblem[]): void {
  const aliases = new Map<string, string>();
  for (const type of types) if (type.kind === "alias" && type.type.is === "named") aliases.set(type.name, type.type.name);
  const done = new Set<string>();
  for (const type of types) {
    const path = new Set<string>();
    let name: string | undefined = type.name;
    for (; name !== undefined && !done.has(name) && !path.has(name); name = aliases.get(name)) path.add(name);
    if (name !== undefined && path.has(name)) {
      problems.push({ code: "format/meaning", severity: "error", message: `The reference of ${name.slice(0, 80)} leads back to itself.`, ...(types.find((one) => one.name === name)?.at ?? { from: 0, to: 0 }) });
    }
    for (const one of path) done.add(one);
  }
}
