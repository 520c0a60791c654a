import { createChecker } from "@groundplan/checks";
import { readEvents, readInterface, readTables } from "@groundplan/design";
import { readAsyncApi, readProto, readSql } from "@groundplan/formats";
import { createWorkspace, type Workspace } from "@groundplan/model";
import { writeName } from "@groundplan/syntax";
import { createInput, emitters } from "../src/index.ts";

/** A document that is adopted, and where what it describes stands in a system. */
export interface Subject {
  readonly format: "openapi" | "proto" | "asyncapi" | "sql" | "graphql";
  readonly file: string;
  readonly text: string;
  /** Further files that stand beside it, each adopted by a source of its own. */
  readonly beside?: Readonly<Record<string, string>>;
  /** Of proto, the service that is taken; of AsyncAPI and SQL, the names below the source of what is taken; all where nothing is said. */
  readonly take?: string | readonly string[];
}

/** What plan text adds: in the block of what takes the document, beside it in the system, and in the block of a table or topic by its name. */
export interface Change {
  readonly inside?: string;
  readonly beside?: string;
  readonly of?: Readonly<Record<string, string>>;
}

/** What came back of a document that was adopted, changed, written and adopted again. */
export interface RoundTrip {
  /** What the model says, without a place in it: before it was written, and after it was adopted again. */
  readonly before: unknown;
  readonly after: unknown;
  /** The same without the change. */
  readonly unchanged: unknown;
  readonly emitted: string;
  /** What was told as not carried on the way in, all that was told then, what was told as lost on the way out, and what was wrong with the given and the written text. */
  readonly taken: readonly string[];
  readonly told: readonly string[];
  readonly lost: readonly string[];
  readonly faults: readonly string[];
  readonly faultsAgain: readonly string[];
}

/** How an emitted file is known by its format, and the name that what was taken has in it. */
const EMITTED: Readonly<Record<Subject["format"], string>> = { openapi: "openapi", proto: "proto", asyncapi: "asyncapi", sql: "sql-postgresql", graphql: "graphql" };

/**
 * Adopts a document, changes what plan text can change of it, emits with the emitters of a build, and adopts what was emitted in a
 * workspace that does not have the change. `onTheWay` may spoil what was written, to see that it is missed.
 */
export function roundTrip(subject: Subject, change: Change = {}, onTheWay: (written: string) => string = (written) => written): RoundTrip {
  const beside = subject.beside ?? {};
  const first = open({ "a.plan": plan(subject, change), [subject.file]: subject.text, ...beside });
  const bare = open({ "a.plan": plan(subject, {}), [subject.file]: subject.text, ...beside });
  const { text: written, losses } = emit(first, EMITTED[subject.format]);
  const text = onTheWay(written);
  const { beside: _, ...own } = subject;
  const second: Subject = { ...own, file: `emitted${/\.\w+$/.exec(subject.file)?.[0] ?? ""}`, text, ...inOrder(subject, text) };
  const again = open({ "a.plan": plan(second, {}), [second.file]: text });
  return {
    before: reading(subject, first), after: reading(subject, again), unchanged: reading(subject, bare), emitted: text,
    taken: messages(first, (code) => code === "format/not-carried"), told: messages(first, () => true), lost: losses,
    faults: messages(first, (_, severity) => severity === "error"), faultsAgain: messages(again, (_, severity) => severity !== "info"),
  };
}

/** What is taken again: the same in the same order, though it may be written in another one, and then what the change has added. */
function inOrder(subject: Subject, text: string): { readonly take?: readonly string[] } {
  if (subject.format !== "sql" && subject.format !== "asyncapi") return { take: takenOf(subject) };
  const before = takenOf(subject);
  const { take: _, ...rest } = subject;
  const found = takenOf({ ...rest, text });
  return { take: [...before.filter((name) => found.includes(name)), ...found.filter((name) => !before.includes(name))] };
}

/** The plan that adopts a subject and gives what it describes a place in a system. */
function plan(subject: Subject, { inside = "", beside = "", of = {} }: Change): string {
  const sources = [[GIVEN, subject.format, subject.file], ...Object.keys(subject.beside ?? {}).map((file, at) => [`beside${at}`, subject.format, file])];
  const taken = takenOf(subject);
  const block = (name: string): string => (of[name] === undefined ? "" : ` {\n${of[name]}\n}`);
  const offers = (): string => {
    switch (subject.format) {
      case "sql":
        return `database d "D" { tech: postgresql\n${taken.map((name) => `entity ${writeName(lastOf(name))} from ${pathOf(name)}${block(name)}`).join("\n")}\n${inside} }`;
      case "asyncapi":
        return `broker b "B" { tech: kafka\n${taken.map((name) => `topic ${writeName(name)} from ${GIVEN}.${writeName(name)}${block(name)}`).join("\n")}\n${inside} }`;
      default:
        return `service x "X" { api ${writeName(taken[0] ?? "Api")} ${STYLES[subject.format]} from ${taken[0] === undefined ? GIVEN : `${GIVEN}.${writeName(taken[0])}`} {\n${inside}\n} }`;
    }
  };
  return `system s "S" {\n${offers()}\n${beside}\n}\n${sources.map(([name, format, file]) => `source ${name} ${format} ${JSON.stringify(file)}`).join("\n")}\n`;
}

const GIVEN = "given";
const STYLES: Readonly<Partial<Record<Subject["format"], string>>> = { openapi: "rest", proto: "grpc", graphql: "graphql" };

function pathOf(name: string): string {
  return [GIVEN, ...name.split(".")].map(writeName).join(".");
}

function lastOf(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

/** What of a subject is taken: what its own reader finds where nothing is said. */
function takenOf({ format, text, take }: Subject): readonly string[] {
  if (take !== undefined) return typeof take === "string" ? [take] : take;
  if (format === "sql") return readSql(text, { dialect: "postgresql" }).document.tables.map(({ schema, name }) => (schema === undefined ? name : `${schema}.${name}`));
  if (format === "asyncapi") return readAsyncApi(text).document.interfaces.flatMap(({ channels }) => (channels ?? []).map(({ name }) => name));
  return format === "proto" ? readProto(text).document.interfaces.slice(0, 1).map(({ name }) => name) : [];
}

/** What the model says of what was taken; nothing in it has a place or the name of a source. */
function reading({ format }: Subject, workspace: Workspace): unknown {
  const { model } = workspace;
  if (format === "sql") return readTables(model, "s.d").document;
  if (format === "asyncapi") return readEvents(model, "s.b");
  return readInterface(model, model.elements("api").find(({ parent }) => parent === "s.x")?.id ?? "");
}

function open(files: Readonly<Record<string, string>>): Workspace {
  const workspace = createWorkspace();
  workspace.update(Object.entries(files).map(([file, text]) => ({ file, text })));
  return workspace;
}

/** What a build writes of a format, by the emitters that it is written with, and what it tells as lost. */
function emit(workspace: Workspace, format: string): { readonly text: string; readonly losses: readonly string[] } {
  const checker = createChecker(workspace, { asOf: "2026-11-23" });
  const input = createInput(workspace, checker, { asOf: "2026-11-23" });
  const files = emitters.flatMap((emitter) => [...emitter.emit(input)]).filter((file) => file.format === format);
  const [file] = files;
  return { text: file === undefined ? "" : String(file.content()), losses: files.flatMap((each) => each.losses?.() ?? []) };
}

/** The messages of a workspace's faults, of those that are asked for, with their files. */
function messages(workspace: Workspace, wanted: (code: string, severity: string) => boolean): readonly string[] {
  return [...workspace.faults()].flatMap(([file, faults]) => faults.filter(({ code, severity }) => wanted(code, severity)).map(({ code, message }) => `${file} ${code} ${message}`));
}

/** Where two readings differ, as `types.Order.fields.note: added`; what has a name is called by that, whatever its place in a list, and what has none by what it says. */
export function differences(before: unknown, after: unknown, path = ""): string[] {
  if (Object.is(before, after)) return [];
  const [one, other] = [partsOf(before), partsOf(after)];
  if (!one || !other) return [`${path}: ${before === undefined ? "added" : after === undefined ? "removed" : `${JSON.stringify(before).slice(0, 80)} became ${JSON.stringify(after).slice(0, 80)}`}`];
  return [...new Set([...one.keys(), ...other.keys()])].flatMap((key) => differences(one.get(key), other.get(key), path === "" ? key : `${path}.${key}`));
}

function partsOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (value === null || typeof value !== "object") return undefined;
  if (!Array.isArray(value)) return new Map(Object.entries(value).filter(([, part]) => part !== undefined));
  const names = value.map((part: unknown, at) => (part !== null && typeof part === "object" && "name" in part ? String(part.name) : part !== null && typeof part === "object" ? JSON.stringify(part) : String(at)));
  return new Map(value.map((part: unknown, at) => [names.indexOf(names[at]!) === at ? names[at]! : `${names[at]} ${at}`, part]));
}
