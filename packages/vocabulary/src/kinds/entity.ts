import type { Kind } from "../kind.ts";
import { illustrative, owner, source, tags } from "../settings.ts";

export const entity: Kind = {
  name: "entity", group: "type", title: "Entity", plural: "Entities",
  summary: "Something that a store keeps many of: a table, a collection, a kind of object.",
  doc: "Each item `name: type` of its block is a field. A field whose type is an entity refers to one of it, with `many` to several. Settings have no colon here, so that a field may bear any name.",
  example: 'database orders "Orders" {\n  tech: postgresql@18\n  entity Order {\n    id: uuid key\n    status: string(16) = "pending"\n    placedAt: datetime\n    index (status, placedAt desc)\n    volume 40M growing 2M/month\n    retention 7y\n  }\n}',
  within: ["@container", "@system", "@group", "@domain", "workspace"],
  clauses: [
    { keyword: "from", setting: { name: "from", takes: true, grammar: { type: "reference", to: ["@type"] }, doc: "The table of an adopted file that it is; its fields are those of that one.", example: "from initdb.orders" } },
    { keyword: "extends", setting: { name: "extends", grammar: { type: "reference", to: ["entity", "type"] }, many: true, ordered: true, doc: "What it is a special case of; it has the fields of that as well.", example: "extends Person" } },
  ],
  settings: [
    { name: "volume", grammar: { type: "volume" }, bare: true, doc: "How many there are, and how many come.", example: "volume 40M growing 2M/month" },
    { name: "retention", grammar: { type: "quantity", dimension: "duration" }, bare: true, doc: "How long one is kept.", example: "retention 7y" },
    { name: "index", grammar: { type: "index" }, many: true, bare: true, doc: "Fields that are kept in order for finding.", example: "index (status, placedAt desc)" },
    { name: "unique", grammar: { type: "index" }, many: true, bare: true, doc: "Fields that are not the same together in any two.", example: "unique (code, product)" },
    { name: "key", grammar: { type: "index" }, bare: true, doc: "The fields that are the key together, in this order.", example: "key (order, line)" },
    { name: "check", grammar: { type: "text" }, many: true, bare: true, doc: "A condition over several fields, in SQL.", example: 'check "ends_at > starts_at"' },
    { name: "consistency", grammar: { type: "word", values: ["strong", "session", "eventual"] }, bare: true, doc: "What a reader may rely on after a write.", example: "consistency strong" },
    { name: "partition", grammar: { type: "phrase" }, bare: true, doc: "How it is parted, and by which field.", example: "partition range placedAt" },
    { name: "shard", grammar: { type: "phrase" }, bare: true, doc: "The field by which it is spread over nodes.", example: "shard customer" },
    { name: "rationale", grammar: { type: "text" }, bare: true, doc: "Why it is kept in this store: what 3.2 asks for.", example: 'rationale "Orders and their items change together."' },
    { name: "size", grammar: { type: "quantity", dimension: "size" }, bare: true, doc: "The size of one, where it does not follow from its fields.", example: "size 2kB" },
    { name: "table", grammar: { type: "phrase" }, bare: true, doc: "The name that it has in the store.", example: "table order" },
    owner, source, tags, illustrative,
  ],
  members: "field",
  style: { shape: "document", swatch: "data" },
};

export const access: Kind = {
  name: "access", group: "access", title: "Access pattern", plural: "Access patterns",
  summary: "A question that is asked of a store again and again: what, how often, how quick.",
  example: 'database orders "Orders" {\n  tech: postgresql@18\n  entity Order { id: uuid key; status: string(16); placedAt: datetime; index (status, placedAt) }\n  access openOrders "Orders that are open" {\n    query: Order where status = "pending" order by placedAt desc limit 20\n    rate: 120/s\n    time: p95 <= 15ms\n  }\n}',
  within: ["@container"],
  settings: [
    { name: "query", grammar: { type: "query" }, doc: "What is asked for, in terms of the entities.", example: "query: Order where customer = ? and status = pending order by placedAt desc limit 20" },
    { name: "writes", grammar: { type: "reference", to: ["entity"] }, many: true, doc: "What is written, where it is no question.", example: "writes: Order, OrderItem" },
    { name: "rate", grammar: { type: "quantity", dimension: "rate" }, doc: "How often, at the peak.", example: "rate: 120/s" },
    { name: "time", grammar: { type: "bound" }, doc: "How quick the answer must be there.", example: "time: p95 <= 15ms" },
    { name: "consistency", grammar: { type: "word", values: ["strong", "session", "eventual"] }, doc: "What it must be able to rely on.", example: "consistency: strong" },
    { name: "by", grammar: { type: "reference", to: ["@container", "@component", "@operation"] }, many: true, doc: "Who asks.", example: "by: accounting" },
    source, tags, illustrative,
  ],
};
