import { plainName } from "@groundplan/design";
import type { ApiDocument, TypeExpression } from "@groundplan/formats";
import type { Model } from "@groundplan/model";
import type { SideName } from "./change.ts";

/** A document, and what its names stand for in a model. */
export interface Named {
  readonly model: Model;
  readonly document: ApiDocument | undefined;
  typeId(name: string): string | undefined;
  /** The operations of that name; several where several elements take one interface of a file. */
  operationIds(interfaceName: string, name: string): readonly string[];
}

/** Finds what a judge speaks of. */
export interface Subjects {
  /** Operations of the first model. */
  operations(interfaceName: string, name: string): readonly string[];
  /** The operation for whose parameters a message stands that is no type of the model: `AddItemRequest`. */
  operationBehind(message: string): readonly string[];
  /** The type of the first document, or of the second, that a path names or lies in: `Order` of `Order.total`. */
  type(path: string): string | undefined;
  /** The element that a path means: a type, or a field or value of one. The second model counts where the first has none. */
  part(path: string): { readonly side: SideName; readonly id: string } | undefined;
  /** The operations of the first model that take or give a type of this name, however deep in others. */
  operationsWith(type: string): readonly string[];
}

export function createSubjects(before: Named, after: Named): Subjects {
  const types = { before: typesByKey(before.document), after: typesByKey(after.document) };
  let users: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  return {
    operations: (of, name) => before.operationIds(of, name).filter((id) => before.model.element(id) !== undefined),
    operationBehind(message) {
      const key = keyOf(message);
      const behind = operationsOf(before.document).filter(({ name }) => key.startsWith(keyOf(name))).sort((a, b) => b.name.length - a.name.length)[0];
      return behind ? before.operationIds(behind.of, behind.name) : [];
    },
    type: (path) => split(types.before, path)?.type ?? split(types.after, path)?.type,
    part(path) {
      for (const [side, named] of [["before", before], ["after", after]] as const) {
        const found = split(types[side], path);
        const id = found && named.typeId(found.type);
        if (id === undefined || named.model.element(id) === undefined) continue;
        if (found!.member === undefined) return { side, id };
        const member = memberOf(named.model, id, found!.member);
        if (member !== undefined) return { side, id: member };
      }
      // The type is there, and the field is one that it has from elsewhere, or that the format adds.
      const found = split(types.before, path);
      const id = found && before.typeId(found.type);
      return id === undefined || before.model.element(id) === undefined ? undefined : { side: "before", id };
    },
    operationsWith: (type) => [...((users ??= usersOf(before)).get(type) ?? [])],
  };
}

/** Names as formats spell them: `placedAt`, `placed_at` and `PlacedAt` are one. */
export function keyOf(name: string): string {
  return name.replace(/[^\p{L}\p{N}.]/gu, "").toLowerCase();
}

function typesByKey(document: ApiDocument | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { name } of document?.types ?? []) if (!found.has(keyOf(name))) found.set(keyOf(name), name);
  return found;
}

function split(types: ReadonlyMap<string, string>, path: string): { readonly type: string; readonly member: string | undefined } | undefined {
  const whole = types.get(keyOf(path));
  if (whole !== undefined) return { type: whole, member: undefined };
  for (let dot = path.lastIndexOf("."); dot > 0; dot = path.lastIndexOf(".", dot - 1)) {
    const type = types.get(keyOf(path.slice(0, dot)));
    if (type !== undefined) return { type, member: path.slice(dot + 1) };
  }
  return undefined;
}

/** A field or a value; those of enums may have the name of the enum before theirs. */
function memberOf(model: Model, type: string, name: string): string | undefined {
  const key = keyOf(name);
  const children = model.children(type);
  const exact = children.find((child) => plainName(child.name) === name) ?? children.find((child) => keyOf(child.name) === key);
  return (exact ?? children.find((child) => child.kind.name === "literal" && key.endsWith(keyOf(child.name))))?.id;
}

function operationsOf(document: ApiDocument | undefined): readonly { readonly of: string; readonly name: string; readonly types: readonly TypeExpression[] }[] {
  return (document?.interfaces ?? []).flatMap((each) => each.operations.map((operation) => ({
    of: each.name, name: operation.name,
    types: [...operation.parameters.map(({ type }) => type), ...(operation.request?.type ? [operation.request.type] : []), ...operation.responses.flatMap((response) => [...(response.type ? [response.type] : []), ...(response.headers ?? []).map(({ type }) => type)])],
  })));
}

/** By type, the operations that lead to it. */
function usersOf(named: Named): ReadonlyMap<string, ReadonlySet<string>> {
  const described = new Map((named.document?.types ?? []).map((type) => [type.name, type]));
  const users = new Map<string, Set<string>>();
  for (const { of, name, types } of operationsOf(named.document)) {
    const ids = named.operationIds(of, name).filter((id) => named.model.element(id) !== undefined);
    const open = types.flatMap(namesIn);
    const seen = new Set(open);
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const id of ids) (users.get(next) ?? users.set(next, new Set()).get(next)!).add(id);
      const type = described.get(next);
      const inner = type === undefined || type.kind === "enum" ? [] : type.kind === "record" ? [...type.fields.flatMap((field) => namesIn(field.type)), ...(type.extends ?? [])] : type.kind === "union" ? type.of.flatMap(namesIn) : namesIn(type.type);
      for (const each of inner) if (!seen.has(each)) {
        seen.add(each);
        open.push(each);
      }
    }
  }
  return users;
}

export function namesIn(type: TypeExpression): readonly string[] {
  switch (type.is) {
    case "scalar":
      return [];
    case "named":
      return [type.name];
    case "union":
      return type.of.flatMap(namesIn);
    default:
      return namesIn(type.of);
  }
}
