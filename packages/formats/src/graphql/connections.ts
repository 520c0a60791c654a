import type { Json } from "../reading.ts";
import type { Field, TypeDescription } from "../types.ts";

/**
 * Lists in pages as Relay's "GraphQL Cursor Connections Specification" lays them down, forward only: `first` and `after`
 * go in; edges with their cursors and `pageInfo` come back. Operations with the pagination `cursor` are written so, and
 * a connection that is exactly of this form is read back as a list.
 */
export const PAGE_INFO: TypeDescription = {
  kind: "record",
  name: "PageInfo",
  doc: "Where a page stands in its list.",
  fields: [
    { name: "hasNextPage", type: { is: "scalar", scalar: "boolean" }, required: true, doc: "Whether there is more behind this page." },
    { name: "hasPreviousPage", type: { is: "scalar", scalar: "boolean" }, required: true, doc: "Whether there is more before this page." },
    { name: "startCursor", type: { is: "scalar", scalar: "string" }, required: false, nullable: true, doc: "The cursor of the first edge; null when the page is empty." },
    { name: "endCursor", type: { is: "scalar", scalar: "string" }, required: false, nullable: true, doc: "The cursor of the last edge; null when the page is empty." },
  ],
};

/** The two arguments by which a page is asked for. */
export const PAGE_ARGUMENTS: readonly Field[] = [
  { name: "first", type: { is: "scalar", scalar: "int32" }, required: false, nullable: true, doc: "How many to give at most." },
  { name: "after", type: { is: "scalar", scalar: "string" }, required: false, nullable: true, doc: "The cursor behind which to begin." },
];

export function connectionOf(node: string): TypeDescription {
  return {
    kind: "record",
    name: `${node}Connection`,
    doc: `A page of a list of ${node}.`,
    fields: [
      { name: "edges", type: { is: "list", of: { is: "named", name: `${node}Edge` } }, required: true, doc: "The members of the page, each with its cursor." },
      { name: "pageInfo", type: { is: "named", name: "PageInfo" }, required: true, doc: "Where the page stands in the list." },
    ],
  };
}

export function edgeOf(node: string): TypeDescription {
  return {
    kind: "record",
    name: `${node}Edge`,
    doc: `A member of a list of ${node}.`,
    fields: [
      { name: "cursor", type: { is: "scalar", scalar: "string" }, required: true, doc: "Names this place in the list." },
      { name: "node", type: { is: "named", name: node }, required: true, doc: "The member itself." },
    ],
  };
}

/** Whether two pieces of a document say the same, places aside. */
export function isSame(left: unknown, right: unknown): boolean {
  return plain(left) === plain(right);
}

function plain(value: unknown): string {
  return JSON.stringify(value, (key, inner: Json) => (key === "at" ? undefined : inner !== null && typeof inner === "object" && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner));
}
