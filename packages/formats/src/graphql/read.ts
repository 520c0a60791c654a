import type { ApiDocument, Interface, Operation, Parameter, Response } from "../api.ts";
import type { FormatProblem, Json, Loss, Reading, Span } from "../reading.ts";
import type { EnumValue, Field, TypeDescription, TypeExpression } from "../types.ts";
import { connectionOf, edgeOf, isSame, PAGE_ARGUMENTS, PAGE_INFO } from "./connections.ts";
import { parseGraphql } from "./parse.ts";
import { BUILT_IN, BY_NAME, CUSTOM, SYNONYMS } from "./scalars.ts";
import type { Definition, DirectiveUse, FieldSyntax, InputValue, TypeUse } from "./syntax.ts";

type RootName = "query" | "mutation" | "subscription";
const ROOTS: readonly (readonly [RootName, string])[] = [["query", "Query"], ["mutation", "Mutation"], ["subscription", "Subscription"]];
const ORDER = ROOTS.map(([root]) => root);
/** The field that stands in a type which would have none. */
export const PLACEHOLDER = "_";
/** Everything that `extend` adds, with what it adds to. */
type Merged = { -readonly [Key in keyof Definition]: Definition[Key] };

/**
 * Reads a schema in the schema definition language of GraphQL (specification of September 2025, section 3).
 *
 * - The fields of the root types are the operations of one interface. An argument `input` of a mutation that is of an
 *   input type and has no default is the request; the other arguments are parameters. Arguments of other fields stand in
 *   the field's extension `arguments`, in the shape of `Parameter`s.
 * - `X!` is required; `X` is not required and nullable, in what is sent and what is given back alike.
 * - Scalars that `scalars.ts` knows are scalars of the document; any other is an alias of `json`, and `ID` of `string`.
 * - Directives stand in extensions as `@name`, each with its arguments as written (a list where it is repeated), and
 *   their definitions in those of the document as `directive @name`.
 * - `extend` is merged into what it extends. An interface's fields are not repeated in the types that implement it.
 * - The schema's description is the interface's; a first line `# …` of it is the document's title.
 */
export function readGraphql(text: string): Reading<ApiDocument> {
  const { definitions, problems: found, comments } = parseGraphql(text);
  const problems: FormatProblem[] = [...found];
  const losses: Loss[] = [];
  const tell = (code: FormatProblem["code"], at: Span, message: string, hint: string, severity: FormatProblem["severity"] = "error") =>
    void problems.push({ code, severity, from: at.from, to: at.to, message, hint });
  if (comments > 0) losses.push({ what: comments === 1 ? "a comment" : `${comments} comments` });

  const byName = new Map<string, Merged>();
  const directiveTexts: Record<string, Json> = {};
  for (const definition of [...definitions.filter(({ extend }) => !extend), ...definitions.filter(({ extend }) => extend)]) {
    if (definition.kind === "directive") {
      const key = `directive @${definition.name.text}`;
      if (key in directiveTexts) tell("format/duplicate", definition.name.at, `The directive \`@${definition.name.text}\` is defined twice.`, "Leave one of the two away.");
      else directiveTexts[key] = definition.doc === undefined ? definition.text : { doc: definition.doc, text: definition.text };
      continue;
    }
    merge(byName, definition, tell);
  }
  const schema = byName.get("schema ");
  byName.delete("schema ");

  const rootOf = new Map<string, RootName>();
  for (const [root, usual] of ROOTS) {
    const named = schema?.roots.findLast((entry) => entry.root === root)?.type;
    if (named !== undefined && byName.get(named.text)?.kind !== "type") tell("format/unknown-name", named.at, `No object type is called \`${named.text}\`.`, "Define it, or name another.");
    const name = named?.text ?? (schema === undefined || schema.roots.length === 0 ? usual : undefined);
    if (name !== undefined && byName.get(name)?.kind === "type" && !rootOf.has(name)) rootOf.set(name, root);
  }

  const plainScalars = new Set([...byName.values()].filter(isKnownScalar).map(({ name }) => name.text));
  let usesId = false;
  function expression(use: TypeUse, place: "in" | "out"): TypeExpression {
    const { text: name, at } = use.name;
    const definition = byName.get(name);
    const scalar = BUILT_IN.get(name) ?? (plainScalars.has(name) ? BY_NAME.get(name) : undefined);
    let type: TypeExpression = scalar === undefined ? { is: "named", name } : { is: "scalar", scalar };
    if (type.is === "named" && definition === undefined) {
      if (name === "ID") usesId = true;
      else tell("format/unknown-name", at, `No type is called \`${name}\`.`, BY_NAME.has(name) ? `Declare it: \`scalar ${name}\`.` : "Define it, or correct its name.");
    } else if (definition !== undefined && place === "in" && (definition.kind === "type" || definition.kind === "interface" || definition.kind === "union")) {
      tell("format/meaning", at, `\`${name}\` is no input type.`, "Only scalars, enums and `input` types may be given in arguments and input fields.");
    } else if (definition?.kind === "input" && place === "out") tell("format/meaning", at, `\`${name}\` is an input type, and cannot be given back.`, "Name an object type.");
    let inner = use.lists.length > 0 ? use.required : true;
    for (const [index, required] of use.lists.entries()) {
      type = { is: "list", of: type, ...(inner ? {} : { nullable: true }) };
      inner = index === use.lists.length - 1 || required;
    }
    return type;
  }
  const isRequired = (use: TypeUse) => use.lists.at(-1) ?? use.required;

  function input(value: InputValue): Field {
    const required = isRequired(value.type);
    return {
      name: value.name.text,
      type: expression(value.type, "in"),
      required: required && value.default === undefined,
      ...(required ? {} : { nullable: true }),
      ...documented(value.doc),
      ...directed(value.directives),
      ...(value.default === undefined ? {} : { default: value.default }),
      at: value.name.at,
    };
  }
  function field(value: FieldSyntax, owner: Definition): Field {
    if (owner.kind === "input") return input(value);
    const required = isRequired(value.type);
    const { extensions, ...directedField } = directed(value.directives);
    const all = { ...extensions, ...(value.arguments.length === 0 ? {} : { arguments: value.arguments.map((each) => parameter(each, false) as unknown as Json) }) };
    return {
      name: value.name.text,
      type: expression(value.type, "out"),
      required,
      ...(required ? {} : { nullable: true }),
      ...documented(value.doc),
      ...directedField,
      ...(Object.keys(all).length === 0 ? {} : { extensions: all }),
      at: value.name.at,
    };
  }
  function parameter(value: InputValue, placed = true): Parameter {
    const { at, ...rest } = input(value);
    return { ...rest, in: "argument", ...(placed ? { at } : {}) };
  }
  function isRequest(value: InputValue, root: RootName): boolean {
    return root === "mutation" && value.name.text === "input" && value.type.lists.length === 0 && byName.get(value.type.name.text)?.kind === "input" && value.default === undefined && value.directives.length === 0;
  }
  function operation(value: FieldSyntax, root: RootName): Operation {
    const request = value.arguments.find((each) => isRequest(each, root));
    const response: Response = { status: "ok", type: expression(value.type, "out"), ...(isRequired(value.type) ? {} : { nullable: true }), mediaTypes: [], ...(root === "subscription" ? { stream: true } : {}) };
    return {
      name: value.name.text,
      ...documented(value.doc),
      root,
      parameters: value.arguments.filter((each) => each !== request).map((each) => parameter(each)),
      ...(request === undefined ? {} : { request: { type: expression(request.type, "in"), mediaTypes: [], ...(isRequired(request.type) ? { required: true } : {}), ...documented(request.doc) } }),
      responses: [response],
      ...directed(value.directives),
      at: value.name.at,
    };
  }

  const types: TypeDescription[] = [];
  const operations: Operation[] = [];
  const rootSettings: Record<string, Json> = {};
  for (const definition of byName.values()) {
    const root = rootOf.get(definition.name.text);
    const unique = withoutDuplicates(definition, tell);
    if (root !== undefined) {
      for (const each of unique.fields) if (!isPlaceholder(each, unique.fields)) operations.push(operation(each, root));
      if (unique.interfaces.length > 0) losses.push({ what: `the interfaces of the root type ${definition.name.text}`, at: unique.interfaces[0]!.at });
      const usual = ROOTS.find(([each]) => each === root)![1];
      const settings = { ...(definition.name.text === usual ? {} : { name: definition.name.text }), ...documented(definition.doc), ...directed(definition.directives) };
      if (Object.keys(settings).length > 0) rootSettings[root] = settings as Json;
      continue;
    }
    const described = { name: definition.name.text, ...documented(definition.doc), ...directed(definition.directives), at: definition.name.at };
    if (definition.kind === "type" || definition.kind === "interface" || definition.kind === "input") {
      const supers = unique.interfaces.filter((each) => {
        const known = byName.get(each.text)?.kind === "interface";
        if (!known) tell("format/unknown-name", each.at, `No interface is called \`${each.text}\`.`, "Define it, or correct its name.");
        return known;
      });
      types.push({
        ...described,
        kind: "record",
        fields: unique.fields.filter((each) => !isPlaceholder(each, unique.fields)).map((each) => field(each, definition)),
        ...(supers.length === 0 ? {} : { extends: supers.map(({ text: name }) => name) }),
        ...(definition.kind === "type" ? {} : { role: definition.kind }),
      });
    } else if (definition.kind === "enum") types.push({ ...described, kind: "enum", values: unique.values.map((each): EnumValue => {
        if (each.directives.some(({ name }) => name.text !== "deprecated")) losses.push({ what: `directives of the enum value ${definition.name.text}.${each.name.text}`, at: each.name.at });
        const reason = each.directives.find(({ name, text: written }) => name.text === "deprecated" && written !== "");
        if (reason !== undefined) losses.push({ what: `the reason why ${definition.name.text}.${each.name.text} is deprecated`, at: reason.name.at });
        return { name: each.name.text, ...documented(each.doc), ...(each.directives.some(({ name }) => name.text === "deprecated") ? { deprecated: true } : {}), at: each.name.at };
      }) });
    else if (definition.kind === "union") {
      for (const member of unique.members) {
        const kind = byName.get(member.text)?.kind;
        if (kind === undefined) tell("format/unknown-name", member.at, `No type is called \`${member.text}\`.`, "Define it, or correct its name.");
        else if (kind !== "type") tell("format/meaning", member.at, `\`${member.text}\` is no object type.`, "A union has object types as members.");
      }
      types.push({ ...described, kind: "union", of: unique.members.map(({ text: name }) => ({ is: "named", name })) });
    } else if (definition.kind === "scalar" && !plainScalars.has(definition.name.text)) {
      types.push({ ...described, kind: "alias", type: { is: "scalar", scalar: BY_NAME.get(definition.name.text) ?? SYNONYMS.get(definition.name.text) ?? "json" } });
    }
  }
  if (usesId) types.push({ kind: "alias", name: "ID", type: { is: "scalar", scalar: "string" } });

  operations.sort((a, b) => ORDER.indexOf(a.root!) - ORDER.indexOf(b.root!));
  const { title, doc } = titled(schema?.doc);
  const { extensions } = directed(schema?.directives ?? []);
  const settings = { ...extensions, ...(Object.keys(rootSettings).length === 0 ? {} : { roots: rootSettings }) };
  const folded = foldConnections(operations, withoutInherited(types));
  const offered: Interface = { name: "schema", style: "graphql", ...documented(doc), operations: folded.operations, ...(Object.keys(settings).length === 0 ? {} : { extensions: settings }), ...(schema === undefined ? {} : { at: schema.name.at }) };
  return {
    document: { title, servers: [], interfaces: operations.length === 0 && offered.doc === undefined && offered.extensions === undefined ? [] : [offered], types: folded.types, security: [], ...(Object.keys(directiveTexts).length === 0 ? {} : { extensions: directiveTexts }) },
    problems: problems.sort((a, b) => a.from - b.from || a.to - b.to),
    losses,
  };
}

type Tell = (code: FormatProblem["code"], at: Span, message: string, hint: string, severity?: FormatProblem["severity"]) => void;

/** Extensions come after all definitions, so that their order in the text does not matter. */
function merge(byName: Map<string, Merged>, definition: Definition, tell: Tell): void {
  // The schema has no name; with a space in it, its key is no type's.
  const key = definition.kind === "schema" ? "schema " : definition.name.text;
  const name = definition.name.text;
  const known = byName.get(key);
  if (known === undefined) {
    if (name.startsWith("__")) tell("format/meaning", definition.name.at, `\`${name}\` begins with two underscores, which introspection keeps for itself.`, "Give it another name.");
    if (BUILT_IN.has(name) || name === "ID") {
      if (definition.kind !== "scalar") tell("format/duplicate", definition.name.at, `\`${name}\` is a scalar of GraphQL itself.`, "Give the type another name.");
      return;
    }
    if (definition.extend && key !== "schema " && !ROOTS.some(([, usual]) => usual === name)) tell("format/unknown-name", definition.name.at, `\`${name}\` is extended and defined nowhere in this text.`, "Its definition may stand in another file; read both together.", "warning");
    byName.set(key, { ...definition });
    return;
  }
  if (!definition.extend) return tell("format/duplicate", definition.name.at, `\`${name}\` is defined twice.`, "Rename one of the two, or write `extend`.");
  if (known.kind !== definition.kind) return tell("format/meaning", definition.name.at, `\`${name}\` is extended as ${definition.kind}, and is defined as ${known.kind}.`, `Write \`extend ${known.kind}\`.`);
  known.directives = [...known.directives, ...definition.directives];
  known.interfaces = [...known.interfaces, ...definition.interfaces];
  known.fields = [...known.fields, ...definition.fields];
  known.values = [...known.values, ...definition.values];
  known.members = [...known.members, ...definition.members];
  known.roots = [...known.roots, ...definition.roots];
}

function withoutDuplicates(definition: Definition, tell: Tell): Pick<Definition, "fields" | "values" | "members" | "interfaces"> {
  const once = <Part>(parts: readonly Part[], named: (part: Part) => { readonly text: string; readonly at: Span }, what: string): Part[] => {
    const seen = new Set<string>();
    return parts.filter((part) => {
      const { text, at } = named(part);
      if (seen.has(text)) tell("format/duplicate", at, `${what} \`${text}\` stands twice in \`${definition.name.text}\`.`, "Leave one of the two away.");
      return !seen.has(text) && seen.add(text);
    });
  };
  return {
    fields: once(definition.fields, ({ name }) => name, "The field").map((each) => ({ ...each, arguments: once(each.arguments, ({ name }) => name, `An argument of the field \`${each.name.text}\`,`) })),
    values: once(definition.values, ({ name }) => name, "The value"),
    members: once(definition.members, (name) => name, "The member"),
    interfaces: once(definition.interfaces, (name) => name, "The interface"),
  };
}

function isPlaceholder(field: FieldSyntax, all: readonly FieldSyntax[]): boolean {
  return all.length === 1 && field.name.text === PLACEHOLDER && field.type.name.text === "Boolean";
}

function isKnownScalar(definition: Definition): boolean {
  const scalar = BY_NAME.get(definition.name.text);
  if (definition.kind !== "scalar" || scalar === undefined || definition.doc !== undefined) return false;
  return definition.directives.every(({ name, values }) => name.text === "specifiedBy" && values.get("url") === CUSTOM.get(scalar)!.url);
}

function documented(doc: string | undefined): { doc?: string } {
  return doc === undefined || doc === "" ? {} : { doc };
}

/** `@deprecated` is a property of its own; its reason stands in the extensions like any directive's arguments. */
function directed(directives: readonly DirectiveUse[]): { deprecated?: true; extensions?: Record<string, Json> } {
  const extensions: Record<string, Json> = {};
  let deprecated = false;
  for (const { name, text } of directives) {
    if (name.text === "deprecated") deprecated = true;
    if (name.text === "deprecated" && text === "") continue;
    const before = extensions[`@${name.text}`];
    extensions[`@${name.text}`] = before === undefined ? text : [...(typeof before === "string" ? [before] : (before as string[])), text];
  }
  return { ...(deprecated ? { deprecated } : {}), ...(Object.keys(extensions).length === 0 ? {} : { extensions }) };
}

function titled(doc: string | undefined): { title: string; doc: string | undefined } {
  const match = doc === undefined ? null : /^# (.+)(?:\n+([^]*))?$/.exec(doc);
  return match === null ? { title: "", doc } : { title: match[1]!, doc: match[2] };
}

/** Types say which interfaces they implement; only what differs from these is their own. */
function withoutInherited(types: readonly TypeDescription[]): TypeDescription[] {
  const fieldsOf = new Map(types.map((type) => [type.name, type.kind === "record" ? type.fields : []]));
  const supersOf = new Map(types.map((type) => [type.name, (type.kind === "record" ? type.extends : undefined) ?? []]));
  return types.map((type) => {
    if (type.kind !== "record" || type.extends === undefined) return type;
    // What an interface of the list implements anyway is not repeated either, unless they implement each other.
    const far = new Map(type.extends.length < 2 || type.extends.length > 100 ? [] : type.extends.map((name) => [name, new Set(closure(supersOf, name))]));
    const implied = new Set(type.extends.filter((name) => [...far].some(([other, reached]) => other !== name && reached.has(name) && !far.get(name)!.has(other))));
    const inherited = new Map<string, Field[]>();
    for (const name of type.extends) for (const field of fieldsOf.get(name) ?? []) inherited.set(field.name, [...(inherited.get(field.name) ?? []), field]);
    return { ...type, extends: type.extends.filter((name) => !implied.has(name)), fields: type.fields.filter((field) => !(inherited.get(field.name)?.every((each) => isSame(each, field)) ?? false)) };
  });
}

/** A type and all that it extends, however far. */
export function closure(supersOf: ReadonlyMap<string, readonly string[]>, name: string): string[] {
  const found = new Set([name]);
  for (const each of found) for (const next of supersOf.get(each) ?? []) found.add(next);
  return [...found];
}

/** Connections that are exactly what the writer makes of a list in pages become lists again. */
function foldConnections(operations: readonly Operation[], types: readonly TypeDescription[]): { operations: Operation[]; types: TypeDescription[] } {
  const byName = new Map(types.map((type) => [type.name, type]));
  const made = new Set<string>();
  const exact = isSame(byName.get(PAGE_INFO.name), PAGE_INFO);
  const folded = operations.map((operation): Operation => {
    const response = operation.responses[0]!;
    const named = response.type?.is === "named" ? response.type.name : "";
    const connection = byName.get(named);
    const fields = connection?.kind === "record" ? new Set(connection.fields.map(({ name }) => name)) : new Set<string>();
    if (!named.endsWith("Connection") || !fields.has("edges") || !fields.has("pageInfo")) return operation;
    const node = named.slice(0, -"Connection".length);
    const paged = PAGE_ARGUMENTS.map((argument) => operation.parameters.findIndex((each) => isSame(each, { ...argument, in: "argument" })));
    if (!exact || paged.some((index) => index < 0) || !isSame(connection, connectionOf(node)) || !isSame(byName.get(`${node}Edge`), edgeOf(node))) return { ...operation, pagination: "cursor" };
    made.add(named).add(`${node}Edge`).add(PAGE_INFO.name);
    return { ...operation, parameters: operation.parameters.filter((_, index) => !paged.includes(index)), responses: [{ ...response, type: { is: "list", of: { is: "named", name: node } } }], pagination: "cursor" };
  });
  // What something else still names stays, and so does what that names.
  const kept = new Set<string>();
  const todo = [...folded.flatMap((operation) => namesIn(operation.responses)), ...types.filter(({ name }) => !made.has(name)).flatMap(namesIn)];
  for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
    if (!made.has(name) || kept.has(name)) continue;
    kept.add(name);
    todo.push(...namesIn(byName.get(name)));
  }
  return { operations: folded, types: types.filter(({ name }) => !made.has(name) || kept.has(name)) };
}

function namesIn(piece: unknown): string[] {
  const names: string[] = [];
  const todo = [piece];
  while (todo.length > 0) {
    const next = todo.pop();
    if (next === null || typeof next !== "object") continue;
    if ("is" in next && next.is === "named" && "name" in next) names.push(String(next.name));
    else todo.push(...Object.values(next));
  }
  return names;
}
