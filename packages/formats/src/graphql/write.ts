import type { ApiDocument, Operation, Parameter } from "../api.ts";
import type { Json, Loss, Span, Writing } from "../reading.ts";
import type { Extensions, Field, Scalar, TypeDescription, TypeExpression } from "../types.ts";
import { connectionOf, edgeOf, isSame, PAGE_ARGUMENTS, PAGE_INFO } from "./connections.ts";
import { parseGraphql } from "./parse.ts";
import { argumentsOf, plan, resultOf, sanitized, type Place } from "./plan.ts";
import { argumentList, description, isDirective, isName, literal } from "./print.ts";
import { closure, PLACEHOLDER } from "./read.ts";
import { BUILT_IN, BY_NAME, CUSTOM, NEAREST, SYNONYMS } from "./scalars.ts";

const ROOTS = [["query", "Query"], ["mutation", "Mutation"], ["subscription", "Subscription"]] as const;
const WRITTEN = new Map<Scalar, string>([...[...BUILT_IN].map(([name, scalar]) => [scalar, name] as const), ...[...CUSTOM].map(([scalar, { name }]) => [scalar, name] as const)]);
/** A type where it is used, and whether an alias in it lets it be null. */
interface Use {
  readonly text: string;
  readonly nullable: boolean;
  /** What the innermost type is, for its literals. */
  readonly base: TypeExpression;
}

/**
 * Writes a schema in the schema definition language of GraphQL: the root types, then the types of the document in their
 * order, each with its description. What `readGraphql` gives is written as it was. Decisions for other documents:
 *
 * - An operation without a root is a query where its method is GET, a mutation where it has another or none, and a
 *   subscription where it sends events. Its request is the argument `input`; parameters are arguments wherever they stand.
 * - A record that is only sent is an `input`; one that is sent and given back is written twice, as `Order` and `OrderInput`.
 * - Lists with the pagination `cursor` are connections (see `connections.ts`).
 * - Errors are losses: GraphQL gives them beside the data, with no type of their own.
 * - What is optional or nullable has a nullable type; the two are not told apart. Maps and unions of other things than
 *   records are `JSON`. Aliases of scalars are custom scalars; other aliases are written as what they stand for.
 */
export function writeGraphql(document: ApiDocument): Writing {
  const losses: Loss[] = [];
  const told = new Set<string>();
  const lose = (what: string, at?: Span) => {
    if (!told.has(what)) losses.push({ what, ...(at === undefined ? {} : { at }) });
    told.add(what);
  };
  const settings = rootSettings(document);
  const rootNames = ROOTS.map(([root, usual]) => settings[root]?.name ?? usual);
  const { typeOf, fieldsOf, isUsed, nameOf, free, resolve } = plan(document, rootNames, lose);
  const custom = new Set<Scalar>();
  const made = new Map<string, TypeDescription>();
  const vague: string[] = [];

  function scalarName(scalar: Scalar): string {
    const near = NEAREST.get(scalar);
    if (near !== undefined) lose(near.lost);
    const as = near?.as ?? scalar;
    const name = WRITTEN.get(as)!;
    const same = typeOf.get(name);
    if (same !== undefined && !BUILT_IN.has(name) && !(same.kind === "alias" && same.type.is === "scalar" && same.type.scalar === as)) {
      lose(`the scalar ${as} (written as String, since ${name} is another type)`);
      return "String";
    }
    if (CUSTOM.has(as) && same === undefined) custom.add(as);
    return name;
  }
  function isDeclared(name: string): boolean {
    return typeOf.has(name) || rootNames.includes(name) || made.has(name);
  }
  function use(type: TypeExpression, place: Place, of: string): Use {
    const lists: boolean[] = [];
    let at = resolve(type);
    let nullable = at?.nullable ?? false;
    while (at?.type.is === "list") {
      const inner = resolve(at.type.of);
      lists.push(at.type.nullable === true || (inner?.nullable ?? false));
      at = inner;
    }
    let text = "";
    const base = at?.type;
    const json = (what: string) => {
      lose(what);
      return scalarName("json");
    };
    if (base === undefined) text = json(`the type of ${of}, an alias of itself`);
    else if (base.is === "scalar") {
      if (base.precision !== undefined) lose(`precision and scale of ${of}`);
      text = scalarName(base.scalar);
    } else if (base.is === "map") text = json(`the map type of ${of} (written as JSON)`);
    else if (base.is === "union") text = unionOf(base.of, place, of) ?? json(`the union of ${of} (written as JSON)`);
    else if (base.is === "named") {
      const target = typeOf.get(base.name);
      if (!isDeclared(base.name)) text = json(`the type ${base.name} of ${of}, which the document does not describe`);
      else if (target?.kind === "union" && (place === "in" || !isUnionOfObjects(target))) text = json(`the union ${base.name} in ${of} (written as JSON)`);
      else text = nameOf(base.name, place);
    }
    for (const isNullable of lists.reverse()) text = `[${text}${isNullable ? "" : "!"}]`;
    if (type.is === "named") nullable ||= resolve(type)?.nullable ?? false;
    return { text, nullable, base: base ?? { is: "scalar", scalar: "json" } };
  }
  function isUnionOfObjects(union: Extract<TypeDescription, { kind: "union" }>): boolean {
    return union.of.length > 0 && union.of.every((each) => isObject(each));
  }
  function isObject(type: TypeExpression): boolean {
    if (type.is !== "named") return false;
    const target = typeOf.get(type.name);
    return (target?.kind === "record" && target.role !== "interface") || (target === undefined && rootNames.includes(type.name));
  }
  /** A union that has no name gets one from where it stands. */
  function unionOf(members: readonly TypeExpression[], place: Place, of: string): string | undefined {
    if (place === "in" || members.length === 0 || !members.every(isObject)) return undefined;
    const wanted = of.split(/[^0-9A-Za-z_]+/).map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join("");
    const name = free(wanted);
    made.set(name, { kind: "union", name, of: members });
    lose(`that the union of ${of} has no name (written as ${name})`);
    return name;
  }

  function directives(deprecated: boolean | undefined, extensions: Extensions | undefined, of: string, mayDeprecate = true): string {
    let text = "";
    if (deprecated === true && !mayDeprecate) lose(`that ${of} is deprecated`);
    else if (deprecated === true && extensions?.["@deprecated"] === undefined) text += " @deprecated";
    for (const [key, value] of Object.entries(extensions ?? {})) {
      if (key === "arguments" || key === "roots" || (key === "@deprecated" && (deprecated !== true || !mayDeprecate))) continue;
      const uses = Array.isArray(value) ? value : [value];
      if (!key.startsWith("@") || !uses.every((each) => typeof each === "string" && isDirective(key.slice(1), each))) lose(`${key} of ${of}`);
      else for (const each of uses) text += ` ${key}${each === "" ? "" : `(${each as string})`}`;
    }
    return text;
  }
  function preset(field: Field, { base }: Use, of: string): string {
    if (field.default === undefined) return "";
    const isWord = (path: readonly string[], text: string) => isEnumAt(base, path, text);
    const written = literal(field.default, isWord);
    if (written === undefined) lose(`the default of ${of}`);
    return written === undefined ? "" : ` = ${written}`;
  }
  function isEnumAt(base: TypeExpression, path: readonly string[], text: string): boolean {
    let type = base;
    for (const key of path) {
      const record = type.is === "named" ? typeOf.get(type.name) : undefined;
      const field = record?.kind === "record" ? fieldsOf(record, "in").find(({ name }) => name === key) : undefined;
      if (field === undefined) return false;
      let next = resolve(field.type)?.type;
      while (next?.is === "list") next = resolve(next.of)?.type;
      if (next === undefined) return false;
      type = next;
    }
    const target = type.is === "named" ? typeOf.get(type.name) : undefined;
    return target?.kind === "enum" && isName(text) && target.values.some(({ name }) => name === text);
  }
  /** What no field of GraphQL says. */
  function loseOfField(field: Field, of: string): void {
    if (field.constraints !== undefined) lose(`constraints of ${of}`, field.at);
    if (field.examples !== undefined) lose(`examples of ${of}`, field.at);
    if (field.number !== undefined) lose(`field numbers`, field.at);
    if (field.choice !== undefined) lose(`the choice ${field.choice} of ${of}`, field.at);
    if (field.access !== undefined) lose(`that ${of} is only ${field.access === "read" ? "given back" : "sent"}`, field.at);
    if (field.required === (field.nullable === true) && field.default === undefined) vague.push(of);
  }
  /** `taken`: the names of the same block; of two that become one, the later gets a number. */
  function fieldName(name: string, of: string, taken: Set<string>): string {
    const wanted = isName(name) && !name.startsWith("__") ? name : sanitized(name);
    let free = wanted;
    for (let count = 2; taken.has(free); count++) free = `${wanted}${count}`;
    taken.add(free);
    if (free !== name) lose(`the name ${of} (written as ${free})`);
    return free;
  }
  function inputText(field: Field, of: string, names: Set<string>): { doc?: string; text: string } {
    loseOfField(field, of);
    const used = use(field.type, "in", of);
    // A field with a default may be left away whatever its type; it is nullable only where that is said.
    const required = !(used.nullable || field.nullable === true) && (field.required || field.default !== undefined);
    const mayDeprecate = !required || field.default !== undefined;
    return { doc: field.doc, text: `${fieldName(field.name, of, names)}: ${used.text}${required ? "!" : ""}${preset(field, used, of)}${directives(field.deprecated, field.extensions, of, mayDeprecate)}` };
  }
  function outputText(field: Field, of: string, names: Set<string>): string {
    loseOfField(field, of);
    if (field.default !== undefined) lose(`the default of ${of}`, field.at);
    const used = use(field.type, "out", of);
    const own = new Set<string>();
    const taken = argumentsOf(field).map((each) => inputText(each, `${of}(${each.name})`, own));
    const start = argumentList(`  ${fieldName(field.name, of, names)}`, taken, "  ");
    return `${description(field.doc, "  ")}${start}: ${used.text}${field.required && field.nullable !== true && !used.nullable ? "!" : ""}${directives(field.deprecated, field.extensions, of)}\n`;
  }
  function braces(parts: readonly string[]): string {
    return `{\n${parts.length === 0 ? `  ${PLACEHOLDER}: Boolean\n` : parts.join(parts.some((part) => part.includes("\n  ") || part.startsWith('  "')) ? "\n" : "")}}\n`;
  }

  function fieldTexts(type: Extract<TypeDescription, { kind: "record" }>): readonly string[] {
    const names = new Set<string>();
    return type.fields.map((field) => outputText(field, `${type.name}.${field.name}`, names));
  }

  function typeText(type: TypeDescription): string {
    const of = type.name;
    if (type.examples !== undefined) lose(`examples of ${of}`, type.at);
    if (type.kind === "alias") {
      if (type.name === "ID") return "";
      const { type: base, nullable } = resolve(type.type) ?? { type: { is: "scalar", scalar: "json" } as const, nullable: false };
      if (resolve({ is: "named", name: of })?.type.is !== "named") {
        lose(`the name ${of} (written as what it stands for)`, type.at);
        if (type.constraints !== undefined) lose(`constraints of ${of}`, type.at);
        return "";
      }
      const read = BY_NAME.get(of) ?? SYNONYMS.get(of) ?? "json";
      if (base.is !== "scalar" || base.scalar !== read || base.precision !== undefined) lose(`what the scalar ${of} is: ${base.is === "scalar" ? base.scalar : base.is === "named" ? base.name : base.is}`, type.at);
      if (type.nullable === true || nullable) lose(`that ${of} may be null`, type.at);
      if (type.constraints !== undefined) lose(`constraints of ${of}`, type.at);
      return `${description(type.doc)}scalar ${nameOf(of, "out")}${directives(type.deprecated, type.extensions, of, false)}\n`;
    }
    if (type.kind === "enum") {
      if (type.reserved !== undefined) lose(`reserved values of ${of}`, type.at);
      const names = new Set<string>();
      const values = type.values.map((value) => {
        const wanted = /^(true|false|null)$/.test(value.name) ? `${value.name}_` : sanitized(value.name);
        let name = wanted;
        for (let count = 2; names.has(name); count++) name = `${wanted}${count}`;
        names.add(name);
        if (name !== value.name) lose(`the value ${value.name} of ${of} (written as ${name})`, value.at);
        if (value.value !== undefined) lose(`numbers and other values of the enum ${of}`, type.at);
        return `${description(value.doc, "  ")}  ${name}${directives(value.deprecated, undefined, `${of}.${value.name}`)}\n`;
      });
      const used = directives(type.deprecated, type.extensions, of, false);
      if (values.length === 0) lose(`that the enum ${of} has no values`, type.at);
      return `${description(type.doc)}enum ${nameOf(of, "out")}${used} {\n${values.length === 0 ? `  ${PLACEHOLDER}\n` : values.join("")}}\n`;
    }
    if (type.kind === "union") {
      if (type.discriminator !== undefined) lose(`the discriminator of ${of} (\`__typename\` tells)`, type.at);
      if (!isUnionOfObjects(type)) {
        lose(`the union ${of}, whose members are not all records`, type.at);
        return "";
      }
      return `${description(type.doc)}union ${nameOf(of, "out")}${directives(type.deprecated, type.extensions, of, false)} = ${type.of.map((each) => (each.is === "named" ? nameOf(each.name, "out") : "")).join(" | ")}\n`;
    }
    if (type.open !== undefined) lose(`that further fields may stand in ${of}`, type.at);
    if (type.reserved !== undefined) lose(`reserved numbers and names of ${of}`, type.at);
    let text = "";
    for (const place of ["out", "in"] as const) {
      if (!isUsed(of, place)) continue;
      const isInterface = place === "out" && type.role === "interface";
      const supers = place === "in" ? [] : closure(supersOf, of).filter((name) => name !== of && isInterfaceName(name) && !isEmpty(name));
      for (const name of type.extends ?? []) if (place === "in" || !supers.includes(name)) lose(isInterfaceName(name) && isEmpty(name) ? `that ${of} implements ${name}, which has no fields` : `that ${of} extends ${name} (its fields are repeated)`, type.at);
      const fields = fieldsOf(type, place);
      const names = new Set<string>();
      const parts = fields.map((field) => {
        if (place === "out") return outputText(field, `${of}.${field.name}`, names);
        const { doc, text: own } = inputText(field, `${of}.${field.name}`, names);
        return `${description(doc, "  ")}  ${own}\n`;
      });
      const head = `${place === "in" ? "input" : isInterface ? "interface" : "type"} ${nameOf(of, place)}${supers.length === 0 ? "" : ` implements ${supers.map((name) => nameOf(name, "out")).join(" & ")}`}`;
      text += `${text === "" ? "" : "\n"}${description(type.doc)}${head}${directives(type.deprecated, type.extensions, of, false)} ${braces(parts)}`;
    }
    return text;
  }
  const supersOf = new Map(document.types.map((type) => [type.name, (type.kind === "record" ? type.extends : undefined) ?? []]));
  /** The field that stands in for none would have to be in all that implement it. */
  function isEmpty(name: string): boolean {
    const type = typeOf.get(name);
    return type?.kind === "record" && fieldsOf(type, "out").length === 0;
  }
  function isInterfaceName(name: string): boolean {
    const type = typeOf.get(name);
    return type?.kind === "record" && type.role === "interface";
  }

  function rootOf(operation: Operation): (typeof ROOTS)[number][0] {
    if (operation.root !== undefined) return operation.root;
    if (operation.action !== undefined) return "subscription";
    return operation.method === "GET" ? "query" : "mutation";
  }
  function connection(node: string): string | undefined {
    const wanted = [connectionOf(node), edgeOf(node), PAGE_INFO];
    for (const type of wanted) {
      const known = typeOf.get(type.name);
      if (known !== undefined && !isSame(known, type)) return undefined;
    }
    for (const type of wanted) if (!typeOf.has(type.name)) made.set(type.name, type);
    return wanted[0]!.name;
  }
  function operationText(operation: Operation, name: string): string {
    const of = operation.name;
    loseOfOperation(operation, rootOf(operation), lose);
    const result = resultOf(operation);
    let parameters: readonly Parameter[] = operation.parameters;
    let used: Use | undefined = result?.type === undefined ? undefined : undefined;
    const listed = result?.type === undefined ? undefined : resolve(result.type)?.type;
    if (operation.pagination === "cursor" && listed?.is === "list") {
      const node = listed.of.is === "named" && listed.nullable !== true && isObject(listed.of) && nameOf(listed.of.name, "out") === listed.of.name ? connection(listed.of.name) : undefined;
      if (node === undefined) lose(`the pagination of ${of}, whose members make no connection`, operation.at);
      else {
        const replaced = parameters.filter((each) => /^(cursor|limit|first|after)$/.test(each.name));
        if (replaced.length > 0) lose(`the parameters ${replaced.map((each) => each.name).join(" and ")} of ${of} (written as first and after)`, operation.at);
        parameters = [...PAGE_ARGUMENTS.map((each): Parameter => ({ ...each, in: "argument" })), ...parameters.filter((each) => !replaced.includes(each))];
        used = { text: node, nullable: false, base: { is: "named", name: node } };
      }
    } else if (operation.pagination !== undefined && !(operation.pagination === "cursor" && listed?.is === "named" && listed.name.endsWith("Connection"))) lose(`the pagination of ${of}`, operation.at);
    if (used === undefined) {
      if (result?.type === undefined) {
        lose(`that ${of} gives nothing back (written as Boolean)`, operation.at);
        used = { text: "Boolean", nullable: false, base: { is: "scalar", scalar: "boolean" } };
      } else used = use(result.type, "out", `${of}.result`);
    }
    const names = new Map<string, string>();
    const argumentNames = new Set<string>();
    const taken = parameters.map((each) => {
      const at = `${of}(${each.name})`;
      if (each.in !== "argument") lose(`that parameters stand in path, query, header or cookie`);
      if (names.has(each.name)) lose(`one of the two parameters ${at}`, each.at);
      const own = names.get(each.name) === undefined ? argumentNames : new Set<string>();
      names.set(each.name, each.name);
      return { name: each.name, ...inputText(each, at, own) };
    }).filter(({ name: each }, index, all) => all.findIndex((other) => other.name === each) === index);
    const { request } = operation;
    if (request !== undefined) {
      const argument = names.has("input") ? "body" : "input";
      if (request.type === undefined) lose(`the request of ${of}, which has no type`, operation.at);
      else {
        const sent = use(request.type, "in", `${of}.request`);
        const isRead = rootOf(operation) === "mutation" && argument === "input" && sent.base.is === "named" && typeOf.get(sent.base.name)?.kind === "record" && !sent.text.startsWith("[");
        if (!isRead) lose(`the request of ${of} (written as the argument ${argument})`, operation.at);
        taken.push({ name: argument, doc: request.doc, text: `${argument}: ${sent.text}${request.required === true && request.nullable !== true && !sent.nullable ? "!" : ""}` });
      }
    }
    const summary = operation.summary === undefined || operation.summary === operation.doc ? undefined : operation.summary;
    if (summary !== undefined) lose(`summaries of operations (written at the head of their descriptions)`);
    const doc = [summary, operation.doc].filter((each) => each !== undefined && each !== "").join("\n\n");
    const start = argumentList(`  ${name}`, taken, "  ");
    return `${description(doc, "  ")}${start}: ${used.text}${result?.nullable === true || used.nullable ? "" : "!"}${directives(operation.deprecated, operation.extensions, of)}\n`;
  }

  loseOfDocument(document, lose);
  const fields = { query: [] as string[], mutation: [] as string[], subscription: [] as string[] };
  const names = { query: new Set<string>(), mutation: new Set<string>(), subscription: new Set<string>() };
  for (const operation of document.interfaces.flatMap(({ operations }) => operations)) {
    const root = rootOf(operation);
    const name = fieldName(operation.name, operation.name, names[root]);
    fields[root].push(operationText(operation, name));
  }
  const described = document.types.map(typeText);
  // Types that the writer makes may name others that it makes: the list grows while it is written.
  for (const type of made.values()) described.push(type.kind === "record" ? `${description(type.doc)}type ${type.name} ${braces(fieldTexts(type))}` : typeText(type));
  const roots = ROOTS.filter(([root]) => root === "query" || fields[root].length > 0 || settings[root] !== undefined);
  const rootTexts = roots.map(([root, usual]) => `${description(settings[root]?.doc)}type ${settings[root]?.name ?? usual}${directives(settings[root]?.deprecated, settings[root]?.extensions, root, false)} ${braces(fields[root])}`);
  const [first] = document.interfaces;
  const heading = [document.title === "" ? "" : `# ${document.title.replaceAll(/\s+/g, " ")}`, first?.doc ?? document.doc ?? ""].filter((part) => part !== "").join("\n\n");
  const used = directives(undefined, first?.extensions, "the schema");
  const isUsual = heading === "" && used === "" && roots.every(([root, usual]) => (settings[root]?.name ?? usual) === usual) && ROOTS.every(([, usual]) => !typeOf.has(usual));
  const schema = isUsual ? [] : [`${description(heading)}schema${used} {\n${roots.map(([root, usual]) => `  ${root}: ${settings[root]?.name ?? usual}\n`).join("")}}\n`];
  const defined = Object.entries(document.extensions ?? {}).flatMap(([key, value]) => {
    const text = key.startsWith("directive @") ? definitionOf(value) : undefined;
    if (text === undefined) lose(`${key} of the document`);
    return text ?? [];
  });
  const scalars = [...CUSTOM].filter(([scalar]) => custom.has(scalar)).map(([, { name, url }]) => `scalar ${name} @specifiedBy(url: ${JSON.stringify(url)})\n`);
  if (vague.length > 0) lose(`whether ${vague.slice(0, 3).join(", ")}${vague.length > 3 ? ` and ${vague.length - 3} more` : ""} may be absent or may be null (GraphQL has one word for the two)`);
  return { text: [...schema, ...defined, ...scalars, ...rootTexts, ...described].filter((part) => part !== "").join("\n"), losses };
}

type Settings = { readonly name?: string; readonly doc?: string; readonly deprecated?: boolean; readonly extensions?: Extensions };

/** What the reader kept of root types: another name, a description, directives. */
function rootSettings(document: ApiDocument): Readonly<Record<string, Settings | undefined>> {
  const roots = document.interfaces[0]?.extensions?.roots;
  const found: Record<string, Settings> = {};
  if (roots === null || typeof roots !== "object" || Array.isArray(roots)) return found;
  for (const [root, value] of Object.entries(roots)) if (value !== null && typeof value === "object" && !Array.isArray(value)) {
    const { name, ...rest } = value as Settings;
    found[root] = { ...rest, ...(typeof name === "string" && isName(name) ? { name } : {}) };
  }
  return found;
}

function definitionOf(value: Json): string | undefined {
  const text = typeof value === "string" ? value : (value as { text?: Json } | null)?.text;
  const doc = typeof value === "string" ? undefined : (value as { doc?: Json } | null)?.doc;
  if (typeof text !== "string") return undefined;
  const { definitions, problems } = parseGraphql(text);
  return problems.length === 0 && definitions.length === 1 && definitions[0]!.kind === "directive" ? `${description(typeof doc === "string" ? doc : undefined)}${text}\n` : undefined;
}

function loseOfDocument(document: ApiDocument, lose: (what: string, at?: Span) => void): void {
  if (document.version !== undefined) lose("the version of the interface");
  if (document.package !== undefined) lose("the package");
  if (document.licence !== undefined) lose("the licence");
  if (document.servers.length > 0) lose("servers");
  if (document.tags !== undefined) lose("tags");
  for (const { name, at } of document.security) lose(`the security scheme ${name}`, at);
  if (document.doc !== undefined && document.interfaces[0]?.doc !== undefined && document.doc !== document.interfaces[0].doc) lose("the description of the document");
  for (const [index, each] of document.interfaces.entries()) {
    if (each.name !== "schema") lose(`the interface name ${each.name}`, each.at);
    if (index > 0 && each.doc !== undefined) lose(`the description of ${each.name}`, each.at);
    if (index > 0 && each.extensions !== undefined) lose(`extensions of ${each.name}`, each.at);
    if (each.deprecated === true) lose(`that ${each.name} is deprecated`, each.at);
    if (each.security !== undefined) lose(`what ${each.name} needs for security`, each.at);
    for (const channel of each.channels ?? []) lose(`the channel ${channel.name}`, channel.at);
  }
}

function loseOfOperation(operation: Operation, root: string, lose: (what: string, at?: Span) => void): void {
  const { name: of, at } = operation;
  if (operation.method !== undefined || operation.path !== undefined) lose("methods and paths");
  if (operation.action !== undefined) lose(`action and channel of ${of}`, at);
  else if (operation.root === undefined) lose("that operations belong to no root type");
  if (operation.security !== undefined) lose(`what ${of} needs for security`, at);
  if (operation.tags !== undefined) lose(`tags of ${of}`, at);
  if (operation.idempotencyHeader !== undefined) lose(`the header ${operation.idempotencyHeader} of ${of}`, at);
  const result = resultOf(operation);
  for (const response of operation.responses) if (response !== result) lose(`the ${/^[45d]/.test(response.status) ? "error" : "response"} ${response.status} of ${of}`, at);
  if (result !== undefined && result.status !== "ok") lose("statuses of responses");
  if (result?.doc !== undefined) lose(`the description of what ${of} gives back`, at);
  if (result?.headers !== undefined) lose(`headers of what ${of} gives back`, at);
  if (result?.examples !== undefined || operation.request?.examples !== undefined) lose(`examples of ${of}`, at);
  if ((result?.stream === true) !== (root === "subscription")) lose(`whether ${of} gives a stream`, at);
  if (operation.request?.stream === true) lose(`the stream that ${of} takes`, at);
  if ((result?.mediaTypes.length ?? 0) > 0 || (operation.request?.mediaTypes.length ?? 0) > 0) lose("media types");
}
