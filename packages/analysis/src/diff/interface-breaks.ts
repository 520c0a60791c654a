import { describeInterface, isAdopted, numberInterfaces, plainName, takersOf } from "@groundplan/design";
import { breakingChanges, graphqlChanges, protoBreaking, readGraphql, readOpenApi, readProto, type ApiDocument, type NumberLock } from "@groundplan/formats";
import { lastOf, pathFrom, settingOf, textOf, textsOf, type Element, type Model } from "@groundplan/model";
import { writeName } from "@groundplan/syntax";
import { SOURCES, type Audience, type FoundBreak, type Sides } from "./breaks.ts";
import type { SideName } from "./change.ts";
import { createSubjects, keyOf, type Named, type Subjects } from "./subjects.ts";
import type { Pairing } from "./pairs.ts";

/** Two documents of one interface, or of one adopted file, and what their names stand for. */
interface Judged {
  readonly style: string;
  readonly before: ApiDocument;
  readonly after: ApiDocument;
  readonly locks: { readonly before?: NumberLock; readonly after?: NumberLock };
  readonly subjects: Subjects;
  /** The interfaces that the documents describe, by their names there; names in the first model. */
  readonly interfaces: ReadonlyMap<string, string>;
}

/** What the changes of interfaces break, by the judge of each format. */
export function interfaceBreaks(sides: Sides, pairing: Pairing): readonly FoundBreak[] {
  const { model } = sides.before;
  const found: FoundBreak[] = [];
  const locks = { before: locksOf(sides, "before"), after: locksOf(sides, "after") };
  /** Adopted files that are judged as a whole, by the name of the source, with the interfaces that take from them. */
  const files = new Map<string, string[]>();
  for (const api of model.elements("api")) {
    if (isAdopted(model, api.id)) continue;
    const twin = pairing.after(api.id);
    const now = twin === undefined ? undefined : sides.after.model.element(twin);
    const audience: Audience = { of: "interface", id: api.id };
    const tell = (rule: string, reason: string): void => void found.push({ rule, reason, source: SOURCES.own, side: "before", id: api.id, audience });
    if (now?.kind.group !== "interface") {
      tell("interface-removed", `The interface ${api.title} is removed.`);
      continue;
    }
    const [was, is] = [styleOf(api), styleOf(now)];
    if (was !== is) {
      tell("style-changed", `The interface ${api.title} was ${was ?? "of no style"} and is ${is ?? "of none"}.`);
      continue;
    }
    const [at, address] = [textOf(settingOf(api, "at")), textOf(settingOf(now, "at"))];
    if (at !== address) tell("address-changed", `The interface ${api.title} was served at ${at ?? "no path of its own"} and is at ${address ?? "none"}.`);
    const file = adoptedFile(sides, pairing, api, now);
    if (file !== undefined) files.set(file, [...(files.get(file) ?? []), api.id]);
    if (file === undefined || hasOwnOperations(model, api)) found.push(...judge(planned(sides, api, now, locks), sides, pairing, api));
  }
  for (const [source, takers] of files) {
    const judged = adopted(sides, source, takers);
    if (judged) found.push(...judge(judged, sides, pairing, model.element(takers[0]!)!));
  }
  return found;
}

function styleOf(api: Element): string | undefined {
  return textsOf(settingOf(api, "style"))[0];
}

function locksOf(sides: Sides, name: SideName): ReadonlyMap<string, NumberLock> {
  const { model, numbers } = sides[name];
  // Without a lock nobody has been given a number yet.
  return numbers === undefined ? new Map() : new Map(numberInterfaces(model, numbers).interfaces.map((each) => [each.element.id, each.numbers]));
}

/** The source from which an interface takes what it is, where it does so in both models and the file's own format has a judge. */
function adoptedFile({ before, after }: Sides, pairing: Pairing, api: Element, now: Element): string | undefined {
  const [a, b] = [sourceOf(before.model, api), sourceOf(after.model, now)];
  if (a === undefined || b === undefined || pairing.after(a.id) !== b.id) return undefined;
  const [was, is] = [formatOf(a), formatOf(b)];
  return was === is && was !== undefined && was in READERS ? a.id : undefined;
}

function sourceOf(model: Model, api: Element): Element | undefined {
  const from = settingOf(api, "from")?.values[0]?.target;
  return from === undefined ? undefined : model.ancestors(from).concat(model.element(from) ?? []).find(({ kind }) => kind.name === "source");
}

function formatOf(source: Element): string | undefined {
  return textsOf(settingOf(source, "format"))[0];
}

/** Operations that plan text says beside those of the file. */
function hasOwnOperations(model: Model, api: Element): boolean {
  return model.children(api.id).some((child) => child.at.file.endsWith(".plan"));
}

const READERS: Readonly<Record<string, (text: string) => ApiDocument>> = { proto: (text) => readProto(text).document, openapi: (text) => readOpenApi(text).document, graphql: (text) => readGraphql(text).document };
const STYLES: Readonly<Record<string, string>> = { proto: "grpc", openapi: "rest", graphql: "graphql" };

/** The documents of an interface as the models say them. */
function planned({ before, after }: Sides, api: Element, now: Element, locks: Readonly<Record<SideName, ReadonlyMap<string, NumberLock>>>): Judged | undefined {
  const was = describeInterface(before.model, api.id);
  if (!was) return undefined;
  const is = describeInterface(after.model, now.id);
  const [own] = was.document.interfaces;
  const named = (model: Model, described: typeof is): Named => ({ model, document: described?.document, typeId: (name) => described?.typeIds.get(name), operationIds: (_, name) => [described?.memberIds.get(name) ?? []].flat() });
  const [a, b] = [locks.before.get(api.id), locks.after.get(now.id)];
  return {
    style: own!.style, before: was.document, after: is?.document ?? { ...was.document, interfaces: [{ ...own!, operations: [] }], types: [] },
    locks: { ...(a && { before: a }), ...(b && { after: b }) },
    subjects: createSubjects(named(before.model, was), named(after.model, is)), interfaces: new Map([[own!.name, api.id]]),
  };
}

/** The documents of an adopted file, which say more than the model takes up: reserved numbers, media types, headers. */
function adopted({ before, after }: Sides, source: string, takers: readonly string[]): Judged | undefined {
  const [a, b] = [before.model.element(source), after.model.element(source)];
  const format = a && formatOf(a);
  const texts = [a && fileText(before.text, a), b && fileText(after.text, b)];
  const read = format === undefined ? undefined : READERS[format];
  if (!read || texts[0] === undefined || texts[1] === undefined) return undefined;
  const documents = [read(texts[0]), read(texts[1])] as const;
  const named = (model: Model, document: ApiDocument): Named => {
    const taken = takersOf(model);
    const only = document.interfaces.length === 1;
    return {
      model, document,
      typeId: (name) => {
        const id = `${source}.${name.split(".").map(writeName).join(".")}`;
        return taken.get(id)?.[0] ?? id;
      },
      operationIds: (of, name) => {
        const id = `${source}.${writeName(of)}`;
        const owners = taken.get(id) ?? (only ? taken.get(source) : undefined) ?? [id];
        return owners.map((owner) => `${owner}.${writeName(name)}`);
      },
    };
  };
  const interfaces = new Map<string, string>();
  for (const each of documents[0].interfaces) interfaces.set(each.name, takersOf(before.model).get(`${source}.${writeName(each.name)}`)?.[0] ?? takers[0]!);
  return { style: STYLES[format!]!, before: documents[0], after: documents[1], locks: {}, subjects: createSubjects(named(before.model, documents[0]), named(after.model, documents[1])), interfaces };
}

function fileText(text: (file: string) => string | undefined, source: Element): string | undefined {
  const said = textOf(settingOf(source, "file"));
  return said === undefined ? undefined : text(pathFrom(source.at.file, said));
}

function judge(judged: Judged | undefined, sides: Sides, pairing: Pairing, api: Element): readonly FoundBreak[] {
  switch (judged?.style) {
    case "rest":
      return restBreaks(judged, api);
    case "grpc":
      return protoBreaks(judged, pairing, api);
    case "graphql":
      return graphqlBreaks(judged, pairing, api);
    default:
      return plainBreaks(sides, pairing, api);
  }
}

function restBreaks({ before, after, subjects }: Judged, api: Element): readonly FoundBreak[] {
  const names = new Map<string, readonly [string, string]>();
  for (const each of before.interfaces) for (const { method, path, name } of each.operations) if (!names.has(`${method} ${path}`)) names.set(`${method} ${path}`, [each.name, name]);
  return breakingChanges(before, after).filter(({ breaking }) => breaking).map(({ word, operation, message, place, of }): FoundBreak => {
    const ids = subjects.operations(...(names.get(operation) ?? ["", ""]));
    const said = place === undefined || message.startsWith(operation) ? message : `${operation}: ${message}`;
    return { rule: word, reason: said, source: SOURCES.rest, ...((of === undefined ? undefined : subjects.part(of)) ?? { side: "before" as const, id: ids[0] ?? api.id }), audience: ids.length > 0 ? { of: "operations", ids } : { of: "interface", id: api.id } };
  });
}

function protoBreaks({ before, after, locks, subjects, interfaces }: Judged, pairing: Pairing, api: Element): readonly FoundBreak[] {
  return protoBreaking(before, after, locks).flatMap(({ rule, of, message }): readonly FoundBreak[] => {
    const put = (side: SideName, id: string, audience: Audience): readonly FoundBreak[] => [{ rule, reason: message, source: SOURCES.proto, side, id, audience }];
    const dot = of.indexOf(".");
    // Proto has a spelling of its own for the names of services and methods.
    const called = keyOf(dot < 0 ? of : of.slice(0, dot));
    const described = before.interfaces.find(({ name }) => keyOf(name) === called);
    const service = described && interfaces.get(described.name);
    if (of === "") return [...interfaces.values()].flatMap((id) => put("before", id, { of: "interface", id }));
    if (service !== undefined && dot < 0) return put("before", service, { of: "interface", id: service });
    if (service !== undefined) {
      const method = keyOf(of.slice(dot + 1));
      const ids = described!.operations.filter(({ name }) => keyOf(name) === method).flatMap(({ name }) => subjects.operations(described!.name, name));
      if (ids.length > 0) return put("before", ids[0]!, { of: "operations", ids });
    }
    const type = subjects.type(of);
    if (type === undefined) {
      // A message that stands for the parameters of one operation.
      const ids = subjects.operationBehind(of);
      return ids.length > 0 ? put("before", ids[0]!, { of: "operations", ids }) : put("before", api.id, { of: "interface", id: api.id });
    }
    const subject = subjects.part(of) ?? { side: "before" as const, id: api.id };
    // What no operation leads to any more is no loss of its own: the operation or the field that led to it is told.
    if (/^(?:MESSAGE|ENUM)_NO_DELETE$/.test(rule) && stands(pairing, subject)) return [];
    const ids = subjects.operationsWith(type);
    return put(subject.side, subject.id, ids.length > 0 ? { of: "operations", ids } : { of: "interface", id: api.id });
  });
}

function graphqlBreaks({ before, after, subjects }: Judged, pairing: Pairing, api: Element): readonly FoundBreak[] {
  return graphqlChanges(before, after).filter(({ severity }) => severity === "breaking").flatMap(({ kind, path, message }): readonly FoundBreak[] => {
    const put = (side: SideName, id: string, audience: Audience): readonly FoundBreak[] => [{ rule: kind, reason: message, source: SOURCES.graphql, side, id, audience }];
    const plain = path.replace(/\(.*\)$/, "");
    const root = /^(?:query|mutation|subscription) (.+)$/.exec(plain);
    if (root) {
      const ids = before.interfaces.map((each) => subjects.operations(each.name, root[1]!)).find((list) => list.length > 0) ?? [];
      return put("before", ids[0] ?? api.id, ids.length > 0 ? { of: "operations", ids } : { of: "interface", id: api.id });
    }
    const subject = subjects.part(plain) ?? { side: "before" as const, id: api.id };
    const type = subjects.type(plain);
    if (kind === "TYPE_REMOVED" && stands(pairing, subject)) return [];
    const ids = type === undefined ? [] : subjects.operationsWith(type);
    return put(subject.side, subject.id, ids.length > 0 ? { of: "operations", ids } : { of: "interface", id: api.id });
  });
}

/** It is in both models, under one name. */
function stands(pairing: Pairing, { side, id }: { readonly side: SideName; readonly id: string }): boolean {
  const twin = side === "before" ? pairing.after(id) : pairing.before(id);
  return twin !== undefined && lastOf(twin) === lastOf(id);
}

/** Of styles without a format of their own only the names and the signatures are compared. */
function plainBreaks({ before, after }: Sides, pairing: Pairing, api: Element): readonly FoundBreak[] {
  return before.model.children(api.id).filter(({ kind }) => kind.group === "operation").flatMap((operation): readonly FoundBreak[] => {
    const put = (rule: string, reason: string): readonly FoundBreak[] => [{ rule, reason, source: SOURCES.own, side: "before", id: operation.id, audience: { of: "operations", ids: [operation.id] } }];
    const twin = pairing.after(operation.id);
    const now = twin === undefined ? undefined : after.model.element(twin);
    if (!now) return put("operation-removed", `The operation ${plainName(operation.name)} is removed.`);
    if (now.name !== operation.name) return put("operation-renamed", `The operation ${plainName(operation.name)} is now called ${plainName(now.name)}.`);
    const [was, is] = [settingOf(operation, "signature"), settingOf(now, "signature")].map((setting) => textOf(setting));
    return was !== is && was !== undefined ? put("signature-changed", `What ${plainName(operation.name)} takes and gives was ${was} and is ${is ?? "not said"}; nothing judges this style, so it is taken for a break.`) : [];
  });
}
