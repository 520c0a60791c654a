/**
 * The words of the query language with what they mean: the help text, completion and the messages about misspelt words
 * are made of them. The functions behind them stand in `moves.ts`, `fields.ts` and `run.ts`.
 */
export interface QueryWord {
  readonly name: string;
  /** How it is written. */
  readonly form: string;
  readonly doc: string;
  readonly example: string;
}

/** From elements to elements, or to relations. */
export const elementMoves: readonly QueryWord[] = [
  { name: "out", form: "out, out*, out(message), out(where …)", doc: "What it depends on: the targets of relations that begin at it or inside it. An operation stands for the element that offers it. A component inside another container is told as such where a component asks, and as its container otherwise. `*` goes on to the end.", example: "shop.checkout out*" },
  { name: "in", form: "in, in*, in(call), in(where …)", doc: "What depends on it: the sources of relations that end at it or inside it; as `out` otherwise.", example: "shop.orders in* where kind = webapp" },
  { name: "outgoing", form: "outgoing", doc: "The relations that begin at it or inside it, and leave it.", example: "shop.checkout outgoing where timeout = none" },
  { name: "incoming", form: "incoming", doc: "The relations that end at it or inside it, and come from elsewhere.", example: "shop.orders incoming select source, label" },
  { name: "children", form: "children, children*", doc: "What stands in its block; with `*` at any depth.", example: "shop children* where kind = component" },
  { name: "parent", form: "parent, parent*", doc: "What holds it; with `*` up to the top.", example: "component where tech = go parent" },
  { name: "names", form: "names", doc: "What its settings name.", example: "adr-0003 names" },
  { name: "namedBy", form: "namedBy", doc: "What names it in a setting: drivers, decisions, choices, views, rules …", example: "shop.events namedBy where kind = decision" },
];

/** From relations to elements. */
export const relationMoves: readonly QueryWord[] = [
  { name: "source", form: "source", doc: "The elements where the relations begin.", example: "relation where protocol = grpc source" },
  { name: "target", form: "target", doc: "The elements where they end.", example: "relation where timeout = none target" },
];

export const elementFields: readonly QueryWord[] = [
  { name: "id", form: "id", doc: "The qualified name.", example: 'all where id ~ "checkout"' },
  { name: "name", form: "name", doc: "The last part of it.", example: "service select name" },
  { name: "title", form: "title", doc: "The title, or the name where it has none.", example: 'container where title ~ "cart"' },
  { name: "description", form: "description", doc: "The description.", example: "container where description = none" },
  { name: "kind", form: "kind", doc: "The kind; a group of kinds may be asked for too.", example: "shop children where kind = service | worker" },
  { name: "group", form: "group", doc: "The group of its kind.", example: "all count by group" },
  { name: "file", form: "file", doc: "The file that declares it.", example: 'all where file = "shop.plan"' },
  { name: "decided", form: "decided", doc: "An accepted decision names it.", example: "driver where priority = high and not decided" },
];

export const relationFields: readonly QueryWord[] = [
  { name: "id", form: "id", doc: "Source, arrow, target and label.", example: "relation select id" },
  { name: "label", form: "label", doc: "The text at the arrow.", example: 'relation where label ~ "writes"' },
  { name: "style", form: "style", doc: "`call` or `message`.", example: "relation where style = message" },
  { name: "description", form: "description", doc: "The description.", example: "relation where description != none" },
  { name: "file", form: "file", doc: "The file that states it.", example: "relation count by file" },
];

export const stages: readonly QueryWord[] = [
  { name: "where", form: "where CONDITION", doc: "Keeps those for which it holds: `field = value`, `!=`, `<`, `<=`, `>`, `>=`, `~` (holds the text, in any case), `!~`; joined with `and`, `or`, `not` and brackets. `a | b` are alternatives, `none` is what is not set. A field alone asks whether it is set. Where a field has several values, one that fits is enough; for `!=` and `!~` none may fit.", example: "container where owner = ordering and (tech = go | rust or status = planned)" },
  { name: "within", form: "within SET", doc: "Keeps what stands inside an element of the set, at any depth.", example: "component within shop.checkout" },
  { name: "union", form: "SET union SET, SET except SET, SET intersect SET", doc: "Sets put together, from left to right; brackets say otherwise.", example: "container except (shop.frontend out*)" },
  { name: "select", form: "select FIELD, …", doc: "The columns of the answer.", example: "container select id, title, owner, tech, in.count" },
  { name: "sort", form: "sort FIELD [desc], …", doc: "The order of the rows: numbers as numbers, texts by their characters.", example: "container sort in.count desc, id" },
  { name: "limit", form: "limit N", doc: "No more rows than that.", example: "container sort out.count desc limit 5" },
  { name: "count", form: "count, count by FIELD", doc: "How many there are, in all or for each value.", example: "container count by owner" },
];
