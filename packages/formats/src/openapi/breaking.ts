import type { ApiDocument, Body, Operation, Response } from "../api.ts";
import type { Field, TypeDescription, TypeExpression } from "../types.ts";
import { compareTypes } from "./breaking-types.ts";

/** What has changed between two descriptions; a word never changes its meaning. */
export type ChangeWord =
  | "operation-removed" | "operation-added" | "operation-deprecated" | "operation-renamed"
  | "parameter-removed" | "parameter-added" | "parameter-required" | "parameter-optional"
  | "request-removed" | "request-added" | "request-required" | "request-optional"
  | "response-removed" | "response-added" | "header-removed" | "header-added"
  | "media-type-removed" | "media-type-added"
  | "field-removed" | "field-added" | "field-required" | "field-optional"
  | "type-changed" | "type-narrowed" | "type-widened"
  | "values-narrowed" | "values-widened" | "constraint-narrowed" | "constraint-widened"
  | "null-allowed" | "null-refused" | "security-changed" | "security-scope-added";

export interface ApiChange {
  readonly word: ChangeWord;
  /** A consumer that kept to the old description may fail. */
  readonly breaking: boolean;
  /** The operation by its method and path: `GET /orders`. */
  readonly operation: string;
  /** Its name in the new description, or in the old one where it is gone. */
  readonly name: string;
  /** Where in the operation: `request.lines.sku`, `response 200.id`, `parameter limit`. */
  readonly place?: string;
  /** The type of the documents that has changed there, or the field of one: `OrderLine.sku`. Absent where it is the operation itself. */
  readonly of?: string;
  /** A sentence that says what has changed. */
  readonly message: string;
}

/** What tells a change of one operation. */
export type Tell = (word: ChangeWord, breaking: boolean, place: string | undefined, message: string, of?: string) => void;

/** The side of the operation on which a type stands: what is sent may become wider, what is given back narrower. */
export type Side = "sent" | "given";

/**
 * The changes between two descriptions of REST interfaces, by operation: those are the same that have the same method and path,
 * whatever the parameters in the path are called. Documentation, examples and names of types are no change.
 */
export function breakingChanges(before: ApiDocument, after: ApiDocument): readonly ApiChange[] {
  const changes: ApiChange[] = [];
  const olds = operationsOf(before);
  const news = operationsOf(after);
  const compared = { before: typesOf(before), after: typesOf(after) };
  const twins = twinsOf(olds, news);
  for (const old of olds) {
    const now = twins.get(old);
    const shown = shownOf(old);
    if (now === undefined) {
      changes.push({ word: "operation-removed", breaking: true, operation: shown, name: old.operation.name, message: `${shown} is removed.` });
      continue;
    }
    const tell: Tell = (word, breaking, place, message, of) => {
      changes.push({ word, breaking, operation: shown, name: now.operation.name, ...(place === undefined ? {} : { place }), ...(of === undefined ? {} : { of }), message });
    };
    compareOperations(old, now, compared, tell);
  }
  const found = new Set(twins.values());
  for (const one of news) {
    if (!found.has(one)) changes.push({ word: "operation-added", breaking: false, operation: shownOf(one), name: one.operation.name, message: `${shownOf(one)} is added.` });
  }
  return changes;
}

/** The types of both descriptions. */
export interface Compared {
  readonly before: ReadonlyMap<string, TypeDescription>;
  readonly after: ReadonlyMap<string, TypeDescription>;
}

interface Placed {
  readonly operation: Operation;
  readonly security: Operation["security"];
}

function operationsOf(document: ApiDocument): readonly Placed[] {
  return document.interfaces.filter(({ style }) => style === "rest").flatMap((one) => one.operations
    .filter(({ method, path }) => method !== undefined && path !== undefined)
    .map((operation) => ({ operation, security: operation.security ?? one.security })));
}

function shownOf({ operation }: Placed): string {
  return `${operation.method} ${operation.path}`;
}

/**
 * The same path comes first, then one that differs only in the names of its parameters: some descriptions have both. Of several with one
 * path, which no description may have, those of one name belong together.
 */
function twinsOf(olds: readonly Placed[], news: readonly Placed[]): ReadonlyMap<Placed, Placed> {
  const result = new Map<Placed, Placed>();
  const taken = new Set<Placed>();
  for (const keyOf of [shownOf, (one: Placed): string => shownOf(one).replace(/\{[^}]*\}/g, "{}")]) {
    const byKey = new Map<string, Placed[]>();
    for (const one of news) if (!taken.has(one)) (byKey.get(keyOf(one)) ?? byKey.set(keyOf(one), []).get(keyOf(one))!).push(one);
    for (const old of olds) {
      const free = result.has(old) ? [] : (byKey.get(keyOf(old)) ?? []).filter((one) => !taken.has(one));
      const twin = free.find(({ operation }) => operation.name === old.operation.name) ?? free[0];
      if (twin === undefined) continue;
      result.set(old, twin);
      taken.add(twin);
    }
  }
  return result;
}

function typesOf(document: ApiDocument): ReadonlyMap<string, TypeDescription> {
  return new Map(document.types.map((type) => [type.name, type]));
}

function compareOperations({ operation: old, security: oldNeeds }: Placed, { operation: now, security: newNeeds }: Placed, compared: Compared, tell: Tell): void {
  // Generated clients call an operation by its name; a call over the wire does not.
  if (old.name !== now.name) tell("operation-renamed", false, undefined, `The operation ${old.name} is now called ${now.name}.`);
  if (old.deprecated !== true && now.deprecated === true) tell("operation-deprecated", false, undefined, `${now.name} is deprecated.`);
  compareSecurity(oldNeeds, newNeeds, now.name, tell);
  compareParameters(old, now, compared, tell);
  compareRequests(old.request, now.request, compared, tell);
  const responses = new Map(now.responses.map((response) => [response.status, response]));
  for (const response of old.responses) {
    const twin = responses.get(response.status);
    if (twin === undefined) {
      // That a fault no longer occurs fails nobody.
      const breaking = /^(?:[123]|ok)/i.test(response.status);
      tell("response-removed", breaking, `response ${response.status}`, `The response ${response.status} is no longer given.`);
    } else compareResponses(response, twin, compared, tell);
  }
  const had = new Set(old.responses.map(({ status }) => status));
  for (const { status } of now.responses) if (!had.has(status)) tell("response-added", false, `response ${status}`, `The response ${status} is added.`);
}

function compareSecurity(old: Operation["security"], now: Operation["security"], name: string, tell: Tell): void {
  if (JSON.stringify(old ?? []) === JSON.stringify(now ?? [])) return;
  const free = (needs: Operation["security"]): boolean => needs === undefined || needs.length === 0 || needs.some((need) => Object.keys(need).length === 0);
  if (free(now)) {
    if (!free(old)) tell("security-changed", false, "security", `${name} no longer needs anything to be called.`);
    return;
  }
  if (free(old)) {
    tell("security-changed", true, "security", `${name} can no longer be called without ${Object.keys(now![0]!).join(" and ")}.`);
    return;
  }
  for (const need of old!) {
    const schemes = Object.keys(need);
    // What was enough has to be enough still: one of the new needs asks for no more than it.
    const served = now!.some((one) => Object.entries(one).every(([scheme, scopes]) => schemes.includes(scheme) && scopes.every((scope) => need[scheme]!.includes(scope))));
    if (served) continue;
    const twin = now!.find((one) => Object.keys(one).every((scheme) => schemes.includes(scheme)));
    if (twin === undefined) tell("security-changed", true, "security", `${schemes.join(" and ")} is no longer enough to call ${name}.`);
    else {
      const scopes = Object.entries(twin).flatMap(([scheme, all]) => all.filter((scope) => !need[scheme]!.includes(scope)));
      tell("security-scope-added", true, "security", `${name} now needs the scope ${scopes.join(", ")}.`);
    }
  }
}

/** Parameters in the path are the same by their order; others by their place and name, of headers without regard to case. */
function parametersOf(operation: Operation): ReadonlyMap<string, Operation["parameters"][number]> {
  const order = [...(operation.path ?? "").matchAll(/\{([^}]*)\}/g)].map(([, name]) => name);
  return new Map(operation.parameters.map((parameter) => [`${parameter.in} ${parameter.in === "path" ? order.indexOf(parameter.name) : parameter.in === "header" ? parameter.name.toLowerCase() : parameter.name}`, parameter]));
}

function compareParameters(old: Operation, now: Operation, compared: Compared, tell: Tell): void {
  const before = parametersOf(old);
  const after = parametersOf(now);
  for (const [key, parameter] of before) {
    const twin = after.get(key);
    const place = `parameter ${parameter.name}`;
    if (twin === undefined) tell("parameter-removed", true, place, `The ${parameter.in} parameter ${parameter.name} is removed.`);
    else {
      if (!parameter.required && twin.required) tell("parameter-required", true, place, `The ${parameter.in} parameter ${parameter.name} is now required.`);
      if (parameter.required && !twin.required) tell("parameter-optional", false, place, `The ${parameter.in} parameter ${parameter.name} may now be left out.`);
      compareTypes(parameter, twin, "sent", place, compared, tell);
    }
  }
  for (const [key, parameter] of after) {
    if (!before.has(key)) tell("parameter-added", parameter.required, `parameter ${parameter.name}`, `The ${parameter.required ? "required " : ""}${parameter.in} parameter ${parameter.name} is added.`);
  }
}

function compareRequests(old: Body | undefined, now: Body | undefined, compared: Compared, tell: Tell): void {
  if (old === undefined && now === undefined) return;
  if (old === undefined) tell("request-added", now!.required === true, "request", now!.required === true ? "A body has to be sent." : "A body may be sent.");
  else if (now === undefined) tell("request-removed", true, "request", "A body is no longer taken.");
  else {
    if (old.required !== true && now.required === true) tell("request-required", true, "request", "The body is now required.");
    if (old.required === true && now.required !== true) tell("request-optional", false, "request", "The body may now be left out.");
    compareMedia(old, now, "request", tell);
    compareBodies(old, now, "sent", "request", compared, tell);
  }
}

function compareResponses(old: Response, now: Response, compared: Compared, tell: Tell): void {
  const place = `response ${old.status}`;
  compareMedia(old, now, place, tell);
  compareBodies(old, now, "given", place, compared, tell);
  const headers = new Map((now.headers ?? []).map((header) => [header.name.toLowerCase(), header]));
  for (const header of old.headers ?? []) {
    const twin = headers.get(header.name.toLowerCase());
    const where = `${place} header ${header.name}`;
    if (twin === undefined) tell("header-removed", true, where, `The header ${header.name} is no longer given.`);
    else {
      if (header.required && !twin.required) tell("field-optional", true, where, `The header ${header.name} may now be missing.`);
      compareTypes(header, twin, "given", where, compared, tell);
    }
  }
  const had = new Set((old.headers ?? []).map(({ name }) => name.toLowerCase()));
  for (const { name } of now.headers ?? []) if (!had.has(name.toLowerCase())) tell("header-added", false, `${place} header ${name}`, `The header ${name} is added.`);
}

function compareMedia(old: Body, now: Body, place: string, tell: Tell): void {
  for (const media of old.mediaTypes) if (!now.mediaTypes.includes(media)) tell("media-type-removed", true, place, `The media type ${media} of the ${place} is removed.`);
  for (const media of now.mediaTypes) if (!old.mediaTypes.includes(media)) tell("media-type-added", false, place, `The media type ${media} of the ${place} is added.`);
}

const ANY: TypeExpression = { is: "scalar", scalar: "json" };

function compareBodies(old: Body, now: Body, side: Side, place: string, compared: Compared, tell: Tell): void {
  if (old.type === undefined && now.type === undefined) return;
  compareTypes({ type: old.type ?? ANY, ...(old.nullable === true ? { nullable: true } : {}) }, { type: now.type ?? ANY, ...(now.nullable === true ? { nullable: true } : {}) }, side, place, compared, tell);
}

/** What is compared of a place. */
export type Valued = Pick<Field, "type" | "nullable" | "constraints">;
