import type { Kind } from "../kind.ts";
import { illustrative, source, tags } from "../settings.ts";

export const api: Kind = {
  name: "api", group: "interface", title: "Interface", plural: "Interfaces", relates: true,
  summary: "An interface that a container or an external offers, with its operations.",
  doc: "Each item of its block is an operation: its name alone, or `name: signature`.",
  example: 'service cart "Cart" {\n  api CartService grpc { AddItem; GetCart; EmptyCart }\n  api Admin rest at /admin { list: GET /carts -> 200 Carts }\n}',
  within: ["@container", "@external", "@system", "@component", "@group"],
  clauses: [
    { setting: { name: "style", grammar: { type: "word", values: ["rest", "grpc", "graphql", "events", "soap", "rpc", "sql", "files"] }, doc: "The style of the interface.", example: "grpc" } },
    { keyword: "at", setting: { name: "at", grammar: { type: "signature" }, doc: "The path or address under which it is served.", example: "at /v1" } },
  ],
  settings: [source, tags, illustrative],
  members: "operation",
  style: { shape: "document", swatch: "service" },
};

export const operation: Kind = {
  name: "operation", group: "operation", title: "Operation", plural: "Operations", relates: true,
  summary: "One thing that an interface lets others do.",
  example: 'service cart "Cart" {\n  api CartService grpc { AddItem; find: GET /carts/{id: uuid} -> 200 Cart | 404 }\n}',
  within: [],
  clauses: [{ setting: { name: "signature", grammar: { type: "signature" }, doc: "What it takes and gives.", example: "GET /carts -> 200 Carts" } }],
  settings: [tags, illustrative],
  style: { shape: "document", swatch: "service" },
};
