import type { ApiDocument, Body, Interface, Operation } from "../api.ts";
import type { FormatProblem, Json, Loss, Reading, Span } from "../reading.ts";
import type { EnumValue, Extensions, Field, TypeDescription } from "../types.ts";
import type { Comment } from "./comments.ts";
import { MOST_PROBLEMS } from "./cursor.ts";
import { protoScalars, shapeOfType, typeOfShape, type Shape } from "./field-types.ts";
import { httpRuleOf } from "./http.ts";
import { namesOf } from "./imports.ts";
import { checkMeaning } from "./meaning.ts";
import { resolveName } from "./names.ts";
import { behavioursOf, optionsOf, type Options } from "./options.ts";
import { parseProto } from "./parse.ts";
import type { Documented, EnumSyntax, FieldSyntax, MessageSyntax, ProtoSyntax, ReservedSyntax, ServiceSyntax, Word } from "./syntax.ts";
import { ANNOTATIONS, EMPTY, wellKnownFiles } from "./well-known.ts";

/** Longer texts are read up to here, in UTF-16 code units; the largest file of googleapis has a tenth of it. */
const LONGEST = 16 * 1024 * 1024;

/** Every comment that is lost is told, up to here. */
const MOST_LOSSES = 1000;

export interface ProtoReadOptions {
  /** The path by which other files import this one. */
  readonly file?: string;
  /** The text of an imported file, by the path of its import. Without it nothing is followed but protobuf's own files. */
  readonly imports?: (path: string) => string | undefined;
  /** Not every file is at hand: an import that is not there is told as not followed, instead of as a fault. */
  readonly partial?: boolean;
}

/**
 * Reads a proto file: proto3, proto2, and of editions what is the same there (https://protobuf.dev/reference/protobuf/).
 *
 * - Types of this file have their names without the package (`Outer.Inner`), others their full names.
 * - A field is `required` where it is always there when a message was read: fields without presence (proto3 without
 *   `optional`), lists and maps; and where `required` of proto2 or the behaviour REQUIRED of `google.api.field_behavior`
 *   says so. OPTIONAL says the contrary. OUTPUT_ONLY and INPUT_ONLY are `access`.
 * - Timestamp is `datetime`, Duration `duration`, Value `json`, Struct a map and ListValue a list of `json`, wrappers are
 *   nullable scalars; Empty as a request or a response is none. `google.api.http` gives `method` and `path`.
 * - Extensions: `options` (by name; an array where one is given several times, and `{ "=": word }` for what JSON has no
 *   word for); of the document also `syntax` where it is not proto3, `imports` that are not derived from the types in
 *   use, `header` (the comments above all); of a field `type` and `key` where it has another type of the same meaning
 *   (`sint32`), `label`; of a record `choices`, of an enum `valueOptions`, of an operation `http`.
 *
 * Told as lost: extensions, groups, comments that belong to no declaration.
 */
export function readProto(text: string, options: ProtoReadOptions = {}): Reading<ApiDocument> {
  const cut = text.length > LONGEST ? text.lastIndexOf("\n", LONGEST) : -1;
  const read = text.length > LONGEST ? text.slice(0, cut > 0 ? cut : LONGEST) : text;
  const { file, problems } = parseProto(read);
  if (read.length < text.length) problems.push({ code: "format/too-large", severity: "error", message: `This file is longer than ${LONGEST / 1024 / 1024} MiB; it is read up to here.`, from: read.length, to: text.length });
  checkMeaning(file, (code, message, at, hint) => {
    if (problems.length < MOST_PROBLEMS) problems.push({ code, severity: "error", message, ...(hint !== undefined && { hint }), from: at.from, to: at.to });
  });
  const document = makeDocument(file, options, problems);
  return { document, problems: problems.toSorted((a, b) => a.from - b.from).slice(0, MOST_PROBLEMS), losses: lossesOf(file) };
}

function makeDocument(file: ProtoSyntax, { file: path, imports, partial }: ProtoReadOptions, problems: FormatProblem[]): ApiDocument {
  const { names, complete } = namesOf(file, path, imports, problems, partial);
  const packageName = file.package?.text;
  const prefix = packageName === undefined ? "" : `${packageName}.`;
  const version = versionOf(packageName);
  const own = new Set(file.types.map((type) => type.path));
  const cache = new Map<string, { readonly name: string; readonly sort?: "message" | "enum" }>();

  const types = new Map<string, TypeDescription>();
  // Of two types of one name the first stands; the other is a problem already.
  for (const type of file.types) if (!types.has(type.path)) types.set(type.path, type.sort === "enum" ? makeEnum(type) : makeRecord(type));
  const services = new Map<string, Interface>();
  for (const service of file.services) if (!services.has(service.name.text)) services.set(service.name.text, makeInterface(service));

  const kept = file.imports.filter(({ text, modifier }) => modifier !== undefined || (!wellKnownFiles.has(text) || (text.startsWith("google/api/") && text !== ANNOTATIONS)));
  const extensions: Record<string, Json> = {
    ...(file.syntax !== "proto3" && { syntax: file.edition ?? file.syntax }),
    ...(file.header.length > 0 && { header: file.header.map((comment) => comment.text) }),
    ...(kept.length > 0 && { imports: kept.toSorted((a, b) => (a.text < b.text ? -1 : 1)).map(({ text, modifier }) => (modifier === undefined ? text : `${modifier} ${text}`)) }),
    ...withOptions(optionsOf(file.options)),
  };
  const doc = docOf(file.package ?? {});
  return {
    title: packageName ?? path?.replace(/^.*[/\\]/, "").replace(/\.proto$/, "") ?? "",
    ...(version !== undefined && { version }),
    ...(doc !== undefined && { doc }),
    ...(packageName !== undefined && { package: packageName }),
    servers: [],
    interfaces: [...services.values()],
    types: [...types.values()],
    security: [],
    ...(Object.keys(extensions).length > 0 && { extensions }),
  };

  /** What a name means, as the document calls it; what it is called in the text where it means nothing. */
  function lookUp(word: Word, scope: string): { readonly name: string; readonly sort?: "message" | "enum" } {
    const key = `${scope} ${word.text}`;
    const there = cache.get(key);
    if (there !== undefined) return there;
    const full = resolveName(names, word.text, prefix + scope === "" ? "" : (prefix + scope).replace(/\.$/, ""));
    if (full === undefined) {
      if (complete && problems.length < MOST_PROBLEMS) problems.push({ code: "format/unknown-name", severity: "error", message: `There is no type ${word.text} here.`, from: word.from, to: word.to, hint: "Import the file that has it, or correct the name." });
      return { name: word.text.replace(/^\./, "") };
    }
    const local = full.startsWith(prefix) && own.has(full.slice(prefix.length)) ? full.slice(prefix.length) : full;
    const found = { name: local, sort: names.types.get(full) };
    cache.set(key, found);
    return found;
  }

  function makeRecord(message: MessageSyntax): TypeDescription {
    const fields = new Map<string, Field>();
    for (const field of message.fields) if (!fields.has(field.name.text)) fields.set(field.name.text, makeField(field, message.path));
    const choices: [string, Json][] = [];
    for (const oneof of message.oneofs) {
      const doc = docOf(oneof);
      const said = { ...(doc !== undefined && { doc }), ...withOptions(optionsOf(oneof.options)) };
      if (Object.keys(said).length > 0) choices.push([oneof.name.text, said]);
    }
    return { kind: "record", name: message.path, ...described(message, message.options, { ...(choices.length > 0 && { choices: Object.fromEntries(choices) }) }), fields: [...fields.values()], ...reservedOf(message.reserved) };
  }

  function makeField(field: FieldSyntax, scope: string): Field {
    const scalar = protoScalars.has(field.type.text);
    const found = scalar ? { name: field.type.text } : lookUp(field.type, scope);
    const shape: Shape = { element: found.name, ...(field.label === "repeated" && { repeated: true }), ...(field.key !== undefined && { key: field.key.text }) };
    const { type, nullable } = typeOfShape(shape);
    const usual = shapeOfType(type, nullable).shape;
    const options = optionsOf(field.options);
    const behaviours = behavioursOf(options);
    const message = !scalar && (found as { sort?: string }).sort !== "enum";
    const initial = options.default;
    delete options.default;
    const many = shape.repeated === true || shape.key !== undefined;
    const required = behaviours.includes("REQUIRED") || (file.syntax === "proto3" || many ? many || (field.label !== "optional" && field.oneof === undefined && !message) : field.label === "required");
    const must = required && !(behaviours.includes("OPTIONAL") && !behaviours.includes("REQUIRED"));
    const access = behaviours.includes("OUTPUT_ONLY") ? "read" : behaviours.includes("INPUT_ONLY") ? "write" : undefined;
    const keepType = usual.element !== shape.element || usual.repeated !== shape.repeated || (usual.key === undefined) !== (shape.key === undefined);
    const keepLabel = file.syntax === "proto3" && field.label === "optional" && usualLabel(must, options, message || !own.has(found.name) && !scalar) !== "optional";
    const { doc, deprecated, extensions, at } = described(field, field.options.length === 0 ? [] : options, {
      ...(keepType && { type: shape.element }),
      ...(shape.key !== undefined && usual.key !== shape.key && { key: shape.key }),
      ...(keepLabel && { label: "optional" }),
    });
    return {
      name: field.name.text,
      type,
      required: must,
      ...(nullable && { nullable }),
      ...(doc !== undefined && { doc }),
      ...(deprecated && { deprecated }),
      ...(initial !== undefined && { default: plain(initial) }),
      ...(access !== undefined && { access }),
      number: field.number.value,
      ...(field.oneof !== undefined && { choice: field.oneof }),
      ...(extensions !== undefined && { extensions }),
      at,
    };
  }

  function makeEnum(type: EnumSyntax): TypeDescription {
    const values = new Map<string, EnumValue>();
    const valueOptions: [string, Json][] = [];
    for (const value of type.values) {
      if (values.has(value.name.text)) continue;
      const { doc, deprecated, extensions, at } = described(value, value.options);
      values.set(value.name.text, { name: value.name.text, value: value.number.value, ...(doc !== undefined && { doc }), ...(deprecated && { deprecated }), at });
      if (extensions !== undefined) valueOptions.push([value.name.text, extensions.options!]);
    }
    return { kind: "enum", name: type.path, ...described(type, type.options, { ...(valueOptions.length > 0 && { valueOptions: Object.fromEntries(valueOptions) }) }), values: [...values.values()], ...reservedOf(type.reserved) };
  }

  function makeInterface(service: ServiceSyntax): Interface {
    const operations = new Map<string, Operation>();
    for (const method of service.methods) {
      if (operations.has(method.name.text)) continue;
      const request = bodyOf(method.input);
      const { rule, others } = httpRuleOf(optionsOf(method.options));
      operations.set(method.name.text, {
        name: method.name.text,
        ...described(method, others, { ...(rule !== undefined && Object.keys(rule.rest).length > 0 && { http: rule.rest }) }),
        ...(rule !== undefined && { method: rule.method, path: rule.path }),
        parameters: [],
        ...((request.type !== undefined || request.stream) && { request }),
        responses: [{ status: "ok", ...bodyOf(method.output) }],
      });
    }
    return { name: service.name.text, style: "grpc", ...described(service, service.options), operations: [...operations.values()] };
  }

  function bodyOf(word: Word & { readonly stream: boolean }): Body {
    const found = protoScalars.has(word.text) ? { name: word.text, sort: "scalar" } : lookUp(word, "");
    if (found.sort === "enum" || found.sort === "scalar") problems.push({ code: "format/meaning", severity: "error", message: `${word.text} is no message.`, from: word.from, to: word.to, hint: "A method takes and gives messages: write one with a field of this type." });
    // Other well-known types stay messages here: a method cannot give back a scalar.
    return { ...(found.name !== EMPTY && { type: { is: "named", name: found.name } }), mediaTypes: [], ...(word.stream && { stream: true }) };
  }
}

/** The label that the writer gives a single field of these facts. */
export function usualLabel(required: boolean, options: Options, message: boolean): "" | "optional" {
  return message || required || behavioursOf(options).includes("OPTIONAL") ? "" : "optional";
}

/** The last part of a package where it is a version, as the rule PACKAGE_VERSION_SUFFIX of buf has it. */
export function versionOf(packageName: string | undefined): string | undefined {
  return /(?:^|\.)(v\d+(?:(?:p\d+)?(?:alpha|beta)\d*|test\w*)?)$/.exec(packageName ?? "")?.[1];
}

function described(syntax: Documented & { readonly name: Word }, options: Options | Parameters<typeof optionsOf>[0], further: Extensions = {}): { doc?: string; deprecated?: true; extensions?: Extensions; at: Span } {
  const { deprecated, ...others } = Array.isArray(options) ? optionsOf(options as Parameters<typeof optionsOf>[0]) : (options as Options);
  const doc = docOf(syntax);
  const extensions = { ...further, ...withOptions(deprecated === undefined || deprecated === true ? others : { deprecated, ...others }) };
  return { ...(doc !== undefined && { doc }), ...(deprecated === true && { deprecated }), ...(Object.keys(extensions).length > 0 && { extensions }), at: { from: syntax.name.from, to: syntax.name.to } };
}

function withOptions(options: Options): { options?: Options } {
  return Object.keys(options).length > 0 ? { options } : {};
}

function docOf({ leading, trailing }: Documented): string | undefined {
  const parts = [leading?.text, trailing?.text].filter((part) => part !== undefined && part !== "");
  return parts.length === 0 ? undefined : parts.join("\n\n");
}

function reservedOf({ ranges, names }: ReservedSyntax): { reserved?: { numbers: [number, number][]; names: string[] } } {
  return ranges.length + names.length === 0 ? {} : { reserved: { numbers: ranges.map(({ first, last }) => [first, last]), names: names.map(({ text }) => text) } };
}

/** A default as JSON has it: an enum's value by its name. */
function plain(value: Json): Json {
  return value !== null && typeof value === "object" && !Array.isArray(value) && typeof (value as { "="?: Json })["="] === "string" ? (value as { "=": string })["="] : value;
}

function lossesOf(file: ProtoSyntax): Loss[] {
  const losses: Loss[] = file.extending.map(({ what, from, to }) => ({ what, at: { from, to } }));
  for (const type of file.types) {
    if (type.sort !== "message") continue;
    for (const field of type.fields) if (field.group) losses.push({ what: `that ${type.path}.${field.name.text} is a group on the wire`, at: { from: field.name.from, to: field.name.to } });
  }
  for (const comment of file.loose) if (comment.text !== "") losses.push({ what: `comment ${excerpt(comment)}`, at: { from: comment.from, to: comment.to } });
  losses.sort((a, b) => a.at!.from - b.at!.from);
  return losses.length <= MOST_LOSSES ? losses : [...losses.slice(0, MOST_LOSSES), { what: `${losses.length - MOST_LOSSES} further comments and extensions` }];
}

function excerpt({ text }: Comment): string {
  const line = text.slice(0, 61).replace(/\s+/g, " ");
  return `"${line.length > 60 ? `${line.slice(0, 60)}…` : line}"`;
}
