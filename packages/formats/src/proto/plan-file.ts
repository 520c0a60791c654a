import type { ApiDocument } from "../api.ts";
import type { Json, Loss } from "../reading.ts";
import type { Extensions, TypeDescription, TypeExpression } from "../types.ts";
import { commentable } from "./comments.ts";
import { freeName, isIdentifier, pascalCase, snakeCase } from "./naming.ts";
import { isRecord, type Options } from "./options.ts";
import { planEnum, planRecord, planUnion } from "./plan-types.ts";
import { planServices } from "./plan-services.ts";
import type { PlannedFile, PlannedMessage, PlannedType } from "./plan.ts";
import { versionOf } from "./read.ts";
import { FIELD_BEHAVIOR, wellKnownFiles } from "./well-known.ts";

/** What planning needs everywhere. */
export interface Planner {
  readonly lose: (what: string) => void;
  /** A type with aliases followed and names as they are written. */
  readonly settle: (type: TypeExpression) => { readonly type: TypeExpression; readonly nullable: boolean };
  /** What a written name stands for in this file; undefined: another file's. */
  readonly sortOf: (name: string) => "message" | "enum" | undefined;
  readonly nameOf: (name: string) => string;
  readonly described: ReadonlyMap<string, TypeDescription>;
  /** Whether `google.api.field_behavior` is imported, so that it can be said what must be there. */
  readonly annotated: boolean;
  /** Whether files are imported that may have types that are not known here. */
  readonly importing: boolean;
  /** The files that the document says it imports. */
  readonly imports: ReadonlySet<string>;
  readonly taken: Set<string>;
  readonly comment: (doc: string | undefined, of: string) => string | undefined;
  /** The options of an element; what else stands in its extensions, and is not in `known`, is told as lost. */
  readonly options: (extensions: Extensions | undefined, deprecated: boolean | undefined, of: string, known?: readonly string[]) => Options;
  /** A message that stands for no type of the document. */
  readonly add: (message: PlannedMessage) => void;
}

/** Plans the file that says of a document what proto can say. `package` stands for the document's own. */
export function planFile(document: ApiDocument, packageName?: string): PlannedFile {
  const losses: Loss[] = [];
  const lose = (what: string): void => void losses.push({ what });
  const described = new Map<string, TypeDescription>();
  for (const type of document.types) {
    if (described.has(type.name)) lose(`the second type ${type.name}`);
    else described.set(type.name, type);
  }
  const written = writtenNames(described, lose);
  const sorts = new Map<string, "message" | "enum">();
  for (const [name, type] of described) if (type.kind !== "alias") sorts.set(written.get(name)!, type.kind === "enum" ? "enum" : "message");
  const types: PlannedType[] = [];
  const imports = textsOf(document.extensions?.imports);
  const planner: Planner = {
    lose,
    settle: (type) => settle(type, described, written, lose),
    sortOf: (name) => sorts.get(name),
    nameOf: (name) => written.get(name) ?? name,
    described,
    importing: imports.some((path) => !wellKnownFiles.has(path)),
    imports: new Set(imports),
    annotated: imports.includes(FIELD_BEHAVIOR),
    taken: new Set(written.values()),
    comment: (doc, of) => {
      if (doc === undefined) return undefined;
      const said = commentable(doc);
      if (said !== doc) lose(`blank lines, blanks at the ends of lines and control characters in the comment of ${of}`);
      return said === "" ? undefined : said;
    },
    options: (extensions, deprecated, of, known = []) => optionsFor(extensions, deprecated, of, known, lose),
    add: (message) => {
      sorts.set(message.path, "message");
      types.push(message);
    },
  };
  const values = new Map<string, Set<string>>();
  for (const type of described.values()) {
    if (type.kind === "record") types.push(planRecord(type, planner));
    else if (type.kind === "union") types.push(planUnion(type, planner));
    else if (type.kind === "enum") types.push(planEnum(type, planner, values));
    else lose(`the name ${type.name} of a type (what it stands for is written where it is used)`);
  }
  const name = packageName ?? document.package ?? packageFor(document);
  if (name !== undefined && document.title !== name && document.title !== "") lose(`the title ${document.title}`);
  if (document.version !== undefined && document.version !== versionOf(name)) lose(`the version ${document.version}`);
  if (document.licence !== undefined) lose(`the licence ${document.licence}`);
  for (const server of document.servers) lose(`the server ${server.url}`);
  for (const scheme of document.security) lose(`the security scheme ${scheme.name}`);
  for (const tag of document.tags ?? []) lose(`the tag ${tag.name}`);
  const doc = planner.comment(document.doc, "the file");
  if (doc !== undefined && name === undefined) lose("the comment of the file (there is no package to which it could belong)");
  const syntax = document.extensions?.syntax;
  if (syntax !== undefined) lose(`the syntax ${String(syntax)} (it is written as proto3)`);
  const options = planner.options(document.extensions, undefined, "the file", ["imports", "header", "syntax"]);
  const services = planServices(document.interfaces, planner);
  const header = textsOf(document.extensions?.header).map(commentable).filter((text) => text !== "");
  return { package: name, header, ...(name !== undefined && { doc }), imports, options, services, types, losses };
}

/** The names that types are written by: their own where proto can have them. */
function writtenNames(described: ReadonlyMap<string, TypeDescription>, lose: (what: string) => void): ReadonlyMap<string, string> {
  const written = new Map<string, string>();
  const taken = new Set<string>();
  const later: string[] = [];
  for (const [name, type] of described) {
    if (type.kind === "alias") continue;
    const dot = name.lastIndexOf(".");
    const around = dot < 0 ? undefined : described.get(name.slice(0, dot));
    const own = type.kind === "record" ? type.fields.some(({ number }) => number !== undefined) : type.kind === "enum" && type.values.some(({ value }) => typeof value === "number");
    const last = name.slice(dot + 1);
    if (isIdentifier(last) && (own || /^[A-Z][A-Za-z0-9]*$/.test(last) || type.kind === "record" && type.fields.length === 0 && dot >= 0) && (dot < 0 || (around?.kind === "record" && written.get(around.name) === around.name))) {
      written.set(name, name);
      taken.add(name);
    } else later.push(name);
  }
  for (const name of later) {
    const free = freeName(pascalCase(name), taken, "");
    if (free !== name) lose(`the name ${name} (it is written as ${free})`);
    written.set(name, free);
  }
  return written;
}

/** Follows aliases, in a loop: they may stand for lists of aliases, and for each other. */
function settle(type: TypeExpression, described: ReadonlyMap<string, TypeDescription>, written: ReadonlyMap<string, string>, lose: (what: string) => void): { readonly type: TypeExpression; readonly nullable: boolean } {
  const around: TypeExpression[] = [];
  const seen = new Set<string>();
  let nullable = false;
  let inner = type;
  // Proto has no use for more than a list or a map of lists or maps of something.
  while (around.length < 4) {
    if (inner.is === "named") {
      const named = described.get(inner.name);
      if (named?.kind === "alias") {
        if (seen.has(inner.name)) {
          lose(`what ${inner.name} stands for, which is itself`);
          inner = { is: "scalar", scalar: "json" };
          break;
        }
        seen.add(inner.name);
        if (named.nullable && around.length === 0) nullable = true;
        inner = named.type;
        continue;
      }
      inner = { is: "named", name: written.get(inner.name) ?? inner.name };
      break;
    }
    if (inner.is === "list" || inner.is === "map") {
      around.push(inner);
      inner = inner.of;
      continue;
    }
    // A union of one type and nothing else is that type.
    if (inner.is === "union" && inner.of.length === 1) inner = inner.of[0]!;
    else break;
  }
  for (const outer of around.reverse()) inner = { ...(outer as Extract<TypeExpression, { is: "list" | "map" }>), of: inner };
  return { type: inner, nullable };
}

function optionsFor(extensions: Extensions | undefined, deprecated: boolean | undefined, of: string, known: readonly string[], lose: (what: string) => void): Options {
  const said: [string, Json][] = deprecated ? [["deprecated", true]] : [];
  for (const [name, value] of Object.entries(extensions ?? {})) {
    if (name === "options" && isRecord(value)) {
      for (const [option, setting] of Object.entries(value)) {
        if (!isOption(option, setting)) lose(`the option ${option} of ${of}`);
        else if (option !== "deprecated" || !deprecated) said.push([option, setting]);
      }
    } else if (!known.includes(name)) lose(`the extension ${name} of ${of}`);
  }
  return Object.fromEntries(said);
}

/** Whether an option can be written: its name is one, and its value holds what text format can say. */
function isOption(name: string, value: Json): boolean {
  if (!/^(?:[A-Za-z_]\w*|\(\.?[A-Za-z_][\w.]*\))(?:\.(?:[A-Za-z_]\w*|\(\.?[A-Za-z_][\w.]*\)))*$/.test(name)) return false;
  const open: { readonly value: Json; readonly depth: number; readonly list: boolean }[] = [];
  const values = Array.isArray(value) ? (value as readonly Json[]) : [value];
  if (values.length === 0 || (Array.isArray(value) && values.length === 1)) return false;
  for (const one of values) open.push({ value: one, depth: 0, list: true });
  while (open.length > 0) {
    const { value: one, depth, list } = open.pop()!;
    if (one === null || depth > 60) return false;
    if (typeof one !== "object") continue;
    if (Array.isArray(one)) {
      if (list) return false;
      for (const item of one as readonly Json[]) open.push({ value: item, depth: depth + 1, list: true });
      continue;
    }
    const entries = Object.entries(one);
    if (entries.length === 1 && entries[0]![0] === "=") {
      if (typeof entries[0]![1] !== "string" || !/^(?:-?[A-Za-z_]\w*|-?[\d.][\w.+-]*)$/.test(entries[0]![1])) return false;
      continue;
    }
    for (const [key, inner] of entries) {
      if (!/^(?:[A-Za-z_]\w*|\[[\w.]+(?:\/[\w.]+)?\])$/.test(key)) return false;
      open.push({ value: inner, depth: depth + 1, list: false });
    }
  }
  return true;
}

/** A package for a document of another format: its title and its major version, `shop_api.v1`. A document of proto has the one it has. */
function packageFor(document: ApiDocument): string | undefined {
  if (document.title === "" || document.types.some((type) => type.kind === "record" && type.fields.some(({ number }) => number !== undefined))) return undefined;
  if (document.interfaces.length > 0 && document.interfaces.every(({ style }) => style === "grpc")) return undefined;
  return `${snakeCase(document.title)}.v${/^v?([1-9]\d*)/.exec(document.version ?? "")?.[1] ?? "1"}`;
}

function textsOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter((item) => typeof item === "string") : [];
}
