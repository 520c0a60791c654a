import type { Kind } from "../kind.ts";
import { declassifies, illustrative, tags } from "../settings.ts";

/** A relation is written with an arrow, not with its kind; it is a kind all the same, so that its settings stand with the others. */
export const relation: Kind = {
  name: "relation", group: "relation", title: "Relation", plural: "Relations", anonymous: true,
  summary: "One element uses another: `a -> b \"label\"` is a call, `a ->> b \"label\"` a message in the direction it travels.",
  doc: "Inside an element's block its own side may be left out: `-> b \"label\"`.",
  example: 'service checkout "Checkout" {\n  -> cards "charges the card" { protocol: https; timeout: 2s; retries: 2 }\n  ->> events.orders "announces the order"\n}\nexternal cards "Cards"\nbroker events "Events" { topic orders "Placed orders" }',
  within: [],
  settings: [
    { name: "protocol", grammar: { type: "technology" }, doc: "What is spoken on the wire.", example: "protocol: https" },
    { name: "format", grammar: { type: "technology" }, doc: "The form of what is sent.", example: "format: json" },
    { name: "tech", grammar: { type: "technology" }, many: true, doc: "Client library or driver.", example: "tech: sqlalchemy" },
    { name: "timeout", grammar: { type: "quantity", dimension: "duration", positive: true }, doc: "How long the caller waits.", example: "timeout: 2s" },
    { name: "retries", grammar: { type: "range" }, doc: "How often the caller tries again.", example: "retries: 2" },
    { name: "data", grammar: { type: "reference", to: ["@type"], orText: true }, many: true, doc: "What flows along it: types and entities by their names, or words in quotes. Types bear classes, and so say whether it is personal data; words do not.", example: 'data: "order", "card token"' },
    { name: "encryption", grammar: { type: "word", values: ["none", "tls", "mtls", "ipsec", "wireguard"] }, doc: "What protects it on the wire, where the protocol alone does not say it.", example: "encryption: tls" },
    declassifies,
    { name: "access", grammar: { type: "word", values: ["reads", "writes", "reads-writes"] }, doc: "What a relation to a store does there; `reads-writes` where nothing is said. Elsewhere `reads` says that its `data` comes back.", example: "access: reads" },
    { name: "dependency", grammar: { type: "word", values: ["hard", "soft"] }, doc: "`hard`: the source fails when the target is down (the default of a call). `soft`: it goes on, perhaps with less (the default of a message).", example: "dependency: soft" },
    tags, illustrative,
  ],
};
