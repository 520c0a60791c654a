import type { Kind } from "../kind.ts";
import { illustrative, source, status, tags, time } from "../settings.ts";

export const api: Kind = {
  name: "api", group: "interface", title: "Interface", plural: "Interfaces", relates: true,
  summary: "An interface that a container or an external offers, with its operations.",
  doc: "Each item of its block is an operation: its name alone, or `name: signature`; its title stands behind its name.",
  example: 'service cart "Cart" {\n  api CartService grpc { AddItem; GetCart; EmptyCart }\n  api Admin rest at /admin { list: GET /carts -> 200 Carts }\n}',
  within: ["@container", "@external", "@system", "@component", "@group"],
  clauses: [
    { setting: { name: "style", grammar: { type: "word", values: ["rest", "grpc", "graphql", "events", "soap", "rpc", "sql", "files"] }, doc: "The style of the interface.", example: "grpc" } },
    { keyword: "at", setting: { name: "at", grammar: { type: "phrase" }, doc: "The path or address under which it is served.", example: "at /v1" } },
    { keyword: "from", setting: { name: "from", takes: true, grammar: { type: "reference", to: ["api", "source"] }, doc: "The interface of an adopted file that it is, or the file where it describes one only; its operations are those of that one.", example: "from oteldemo.CartService" } },
  ],
  settings: [
    { name: "auth", grammar: { type: "word", values: ["none", "basic", "bearer", "apiKey", "oauth2", "openIdConnect", "mutualTls"] }, many: true, bare: true, doc: "How a caller shows who it is; one of these suffices.", example: "auth oauth2" },
    { name: "scopes", grammar: { type: "word" }, many: true, bare: true, doc: "The scopes that its operations need, with oauth2 or openIdConnect.", example: "scopes orders.read, orders.write" },
    { name: "version", grammar: { type: "phrase" }, bare: true, doc: "The version of the interface.", example: "version 1.4.0" },
    { name: "licence", grammar: { type: "licence" }, bare: true, doc: "The licence that the interface may be used under, an SPDX identifier; without it, its document names none.", example: "licence Apache-2.0" },
    { name: "tokens", grammar: { type: "text" }, bare: true, doc: "The address where tokens are given.", example: 'tokens "https://id.example.com/token"' },
    { ...status, bare: true, example: "status deprecated" }, source, tags, illustrative,
  ],
  members: "operation",
  style: { shape: "document", swatch: "service" },
};

export const operation: Kind = {
  name: "operation", group: "operation", title: "Operation", plural: "Operations", relates: true,
  summary: "One thing that an interface lets others do.",
  example: 'service cart "Cart" {\n  api CartService grpc { AddItem "Adds an item"; find "Finds a cart": GET /carts/{id: uuid} -> 200 Cart | 404 { status: planned } }\n}',
  within: [],
  clauses: [{ setting: { name: "signature", grammar: { type: "signature" }, doc: "What it takes and gives.", example: "GET /carts -> 200 Carts" } }],
  settings: [
    { name: "idempotency", grammar: { type: "phrase" }, doc: "How a repeated call is known to be the same one: header and its name, or the word natural.", example: "idempotency: header Idempotency-Key" },
    { name: "idempotent", grammar: { type: "flag" }, bare: true, doc: "Doing it twice is doing it once.", example: "idempotent" },
    { name: "pagination", grammar: { type: "word", values: ["cursor", "page", "none"] }, doc: "How a long list is given in parts.", example: "pagination: cursor" },
    { name: "auth", grammar: { type: "word", values: ["none", "basic", "bearer", "apiKey", "oauth2", "openIdConnect", "mutualTls"] }, many: true, doc: "How its caller shows who it is, where that is not as in the whole interface.", example: "auth: none" },
    { name: "scopes", grammar: { type: "word" }, many: true, doc: "The scopes that it needs.", example: "scopes: orders.write" },
    { name: "deprecated", grammar: { type: "flag" }, bare: true, doc: "It goes away; nothing new should call it.", example: "deprecated" },
    { name: "budget", grammar: { type: "bound" }, doc: "How quick it must be, calls to others included.", example: "budget: p95 <= 50ms" },
    status, time, tags, illustrative,
  ],
  style: { shape: "document", swatch: "service" },
};
