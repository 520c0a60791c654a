import type { Json, Span } from "../reading.ts";

/** A node of a JSON or YAML text. Where YAML has aliases, one node may stand in several places: it is a graph without cycles. */
export type Node = ObjectNode | ArrayNode | ScalarNode;

export interface ObjectNode extends Span {
  readonly kind: "object";
  /** In the order of the text; of a key that stands twice, the last one only, as `JSON.parse` does. */
  readonly members: readonly Member[];
}

export interface ArrayNode extends Span {
  readonly kind: "array";
  readonly items: readonly Node[];
}

export interface ScalarNode extends Span {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
}

/** A key and its value; the span is that of the key, its quotes included. */
export interface Member extends Span {
  readonly key: string;
  readonly value: Node;
}

/** What a text without any value has for a root. */
export const NOTHING: ScalarNode = { kind: "scalar", value: null, from: 0, to: 0 };

const indexes = new WeakMap<ObjectNode, Map<string, Member>>();
const NO_MEMBERS: readonly Member[] = [];
const NO_ITEMS: readonly Node[] = [];

/** The member of that key; undefined where there is none or the node is no object. Large objects are indexed once. */
export function memberOf(node: Node | undefined, key: string): Member | undefined {
  if (node === undefined || node.kind !== "object") return undefined;
  const { members } = node;
  if (members.length > 16) {
    let index = indexes.get(node);
    if (index === undefined) {
      index = new Map(members.map((member) => [member.key, member]));
      indexes.set(node, index);
    }
    return index.get(key);
  }
  for (const member of members) if (member.key === key) return member;
  return undefined;
}

/** The value under that key; undefined where there is none or the node is no object. */
export function valueOf(node: Node | undefined, key: string): Node | undefined {
  return memberOf(node, key)?.value;
}

export function textOf(node: Node | undefined): string | undefined {
  return node !== undefined && node.kind === "scalar" && typeof node.value === "string" ? node.value : undefined;
}

export function numberOf(node: Node | undefined): number | undefined {
  return node !== undefined && node.kind === "scalar" && typeof node.value === "number" ? node.value : undefined;
}

export function booleanOf(node: Node | undefined): boolean | undefined {
  return node !== undefined && node.kind === "scalar" && typeof node.value === "boolean" ? node.value : undefined;
}

/** The members of an object; none of anything else. */
export function membersOf(node: Node | undefined): readonly Member[] {
  return node !== undefined && node.kind === "object" ? node.members : NO_MEMBERS;
}

/** The items of an array; none of anything else. */
export function itemsOf(node: Node | undefined): readonly Node[] {
  return node !== undefined && node.kind === "array" ? node.items : NO_ITEMS;
}

/** The data that a node stands for. `__proto__` is a key like any other. */
export function jsonOf(root: Node): Json {
  if (root.kind === "scalar") return root.value;
  const result: Json[] | Record<string, Json> = root.kind === "array" ? [] : {};
  const open: { node: Node; into: Json[] | Record<string, Json> }[] = [{ node: root, into: result }];
  const childOf = (node: Node): Json => {
    if (node.kind === "scalar") return node.value;
    const into: Json[] | Record<string, Json> = node.kind === "array" ? [] : {};
    open.push({ node, into });
    return into;
  };
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, into } = next;
    if (node.kind === "array") for (const item of node.items) (into as Json[]).push(childOf(item));
    else for (const member of membersOf(node)) setOwn(into as Record<string, Json>, member.key, childOf(member.value));
  }
  return result;
}

/** Sets a key of an object as its own, also where the key is `__proto__`, which an assignment would take for the prototype. */
export function setOwn<Value>(object: Record<string, Value>, key: string, value: Value): void {
  if (key === "__proto__") Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}
