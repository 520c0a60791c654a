/**
 * How a long list is given in pages, in the words of each format: the one place that decides it. Who asks for a page says where it
 * begins and how long it may be; what comes back holds the members of the page and says where the next one begins.
 *
 * REST has `cursor` and `limit`, or `page` and `size`, and gives `items` with `nextCursor` or `nextPage`; proto has the names of
 * AIP-158 (google.aip.dev/158). GraphQL gives a list of objects as a connection of Relay (see graphql/connections.ts), and of other
 * members as REST does.
 */
import type { Parameter } from "./api.ts";
import { capitalised, wordsOf } from "./json-schema/names.ts";
import type { Field, TypeDescription, TypeExpression } from "./types.ts";

/** How pages are told apart: by a mark that the page before gives, or by numbers from 1. */
export type Paging = "cursor" | "page";

const TEXT: TypeExpression = { is: "scalar", scalar: "string" };

/** What the parameters of a page are in REST, and in GraphQL where there is no connection. */
export function pageParameters(paging: Paging, place: "query" | "argument" = "query"): readonly Parameter[] {
  const size = (name: string): Parameter => ({ name, in: place, type: { is: "scalar", scalar: "integer" }, required: false, doc: "The most items that one page has.", constraints: { minimum: 1 } });
  return paging === "cursor"
    ? [{ name: "cursor", in: place, type: TEXT, required: false, doc: "Where the page begins, as the page before has given it; without it, the first page." }, size("limit")]
    : [{ name: "page", in: place, type: { is: "scalar", scalar: "integer" }, required: false, doc: "The number of the page, from 1.", constraints: { minimum: 1 } }, size("size")];
}

/** The two fields of a proto request that asks for a page. */
export const PROTO_PAGE_FIELDS: readonly Field[] = [
  { name: "page_size", type: { is: "scalar", scalar: "int32" }, required: false, doc: "The most items that one page has; fewer may come." },
  { name: "page_token", type: TEXT, required: false, doc: "Where the page begins, as the page before has given it; without it, the first page." },
];

/** One page of a list, as a record of that name. `proto`: with the names of AIP-158, which knows no numbered pages. */
export function pageRecord(name: string, of: TypeExpression, paging: Paging, proto: boolean): TypeDescription {
  const items: Field = { name: "items", type: { is: "list", of }, required: true, doc: "The members of this page." };
  const next: Field = proto
    ? { name: "next_page_token", type: TEXT, required: true, doc: "Where the next page begins; empty on the last page." }
    : paging === "cursor"
      ? { name: "nextCursor", type: TEXT, required: false, doc: "Where the next page begins; missing on the last page." }
      : { name: "nextPage", type: { is: "scalar", scalar: "integer" }, required: false, doc: "The number of the next page; missing on the last page.", constraints: { minimum: 1 } };
  return { kind: "record", name, doc: "One page of a list.", fields: [items, next] };
}

/** What a page of such members is called: `OrderPage`, `StringPage`, `OrderNumberedPage`. */
export function pageName(of: TypeExpression, paging: Paging): string {
  return `${memberWord(of)}${paging === "cursor" ? "" : "Numbered"}Page`;
}

function memberWord(of: TypeExpression): string {
  switch (of.is) {
    case "named":
      return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(of.name) ? capitalised(of.name) : wordsOf(of.name).map(capitalised).join("");
    case "scalar":
      return capitalised(of.scalar);
    case "list":
      return `${memberWord(of.of)}List`;
    case "map":
      return `${memberWord(of.of)}Map`;
    case "union":
      return of.of.map(memberWord).join("Or");
  }
}
