import type { Kind } from "../kind.ts";
import { illustrative, owner, source, status, tags } from "../settings.ts";

export const topic: Kind = {
  name: "topic", group: "topic", title: "Topic", plural: "Topics", relates: true,
  summary: "A named stream or queue of messages of one broker.",
  example: 'broker events "Events" {\n  tech: kafka\n  topic orders "Placed orders" { "One message for each order."; key: order_id; partitions: 6; retention: 7d }\n}',
  within: ["broker", "@external"],
  clauses: [
    { keyword: "from", setting: { name: "from", takes: true, grammar: { type: "reference", to: ["topic"] }, doc: "The channel of an adopted file that it is; its messages are those of that one.", example: "from shopevents.orders" } },
    { keyword: "of", setting: { name: "of", grammar: { type: "type", to: ["@type"], orText: true }, doc: "The type of its messages.", example: "of OrderPlaced" } },
  ],
  settings: [
    owner,
    { name: "key", grammar: { type: "text", words: true }, doc: "The field that decides the partition, and with it the order.", example: "key: order_id" },
    { name: "partitions", grammar: { type: "range" }, doc: "How many partitions it has.", example: "partitions: 6" },
    { name: "retention", grammar: { type: "quantity", dimension: "duration" }, doc: "How long a message is kept.", example: "retention: 7d" },
    { name: "correlation", grammar: { type: "phrase" }, doc: "The header of each message that follows one request through all that it causes: header and its name.", example: "correlation: header correlationId" },
    status, source, tags, illustrative,
  ],
  style: { shape: "capsule", swatch: "bus" },
};
