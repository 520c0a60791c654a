import type { ApiDocument } from "../../src/api.ts";
import type { Field, TypeExpression } from "../../src/types.ts";

const text: TypeExpression = { is: "scalar", scalar: "string" };
const named = (name: string): TypeExpression => ({ is: "named", name });
const field = (name: string, type: TypeExpression, more: Partial<Field> = {}): Field => ({ name, type, required: true, ...more });

const PROBLEM = { type: named("Problem"), mediaTypes: ["application/problem+json"] } as const;
const NOT_FOUND = { status: "404", ...PROBLEM } as const;

/** A document that has at least one of everything that OpenAPI carries. */
export const SHOP: ApiDocument = {
  title: "Shop",
  version: "1.4.0",
  doc: "Orders of a shop.\n\nPrices are in euros.",
  servers: [{ url: "https://api.shop.example/v1", doc: "Production" }],
  licence: "Apache-2.0",
  tags: [{ name: "orders", doc: "What customers order." }],
  extensions: { info: { contact: { name: "The shop team", email: "team@shop.example" } }, "x-team": "shop" },
  security: [
    { name: "bearer", kind: "http", scheme: "bearer", bearerFormat: "JWT" },
    { name: "login", kind: "oauth2", flows: { authorizationCode: { authorizationUrl: "https://login.shop.example/authorize", tokenUrl: "https://login.shop.example/token", scopes: { "orders:write": "Place orders" } } } },
    { name: "partner", kind: "apiKey", in: "header", parameter: "X-Partner-Key", doc: "The key of a partner." },
  ],
  interfaces: [{
    name: "Shop",
    style: "rest",
    security: [{ bearer: [] }],
    operations: [
      {
        name: "listOrders", summary: "List orders", doc: "The orders of the customer, the latest first.", method: "GET", path: "/orders", tags: ["orders"], pagination: "cursor",
        parameters: [{ name: "status", in: "query", required: false, type: { is: "list", of: named("Status") }, style: "form", explode: false, doc: "Only those of these states." }],
        responses: [
          { status: "200", type: named("OrderPage"), mediaTypes: ["application/json"], doc: "A page of orders." },
          { status: "401", ...PROBLEM },
        ],
      },
      {
        name: "placeOrder", summary: "Place an order", doc: "It is confirmed later.", method: "POST", path: "/orders", tags: ["orders"], parameters: [], idempotencyHeader: "Idempotency-Key",
        security: [{ login: ["orders:write"] }, { bearer: [], partner: [] }],
        request: { type: named("NewOrder"), mediaTypes: ["application/json"], required: true, examples: [{ lines: [{ sku: "A-1", quantity: 2 }] }] },
        responses: [
          { status: "201", type: named("Order"), mediaTypes: ["application/json"], doc: "The order.", headers: [field("Location", { is: "scalar", scalar: "uri" }, { doc: "Where it is found." })] },
          { status: "401", ...PROBLEM },
          { status: "422", ...PROBLEM, doc: "The order makes no sense." },
        ],
      },
      {
        name: "getOrder", summary: "Read an order", doc: "One order with its lines.", method: "GET", path: "/orders/{orderId}", tags: ["orders"],
        parameters: [{ name: "orderId", in: "path", required: true, type: { is: "scalar", scalar: "uuid" }, doc: "The order." }],
        responses: [{ status: "200", type: named("Order"), mediaTypes: ["application/json"] }, NOT_FOUND],
      },
      {
        name: "cancelOrder", summary: "Cancel an order", doc: "Not once it is shipped.", method: "DELETE", path: "/orders/{orderId}", tags: ["orders"], deprecated: true, extensions: { "x-owner": "fulfilment" },
        parameters: [{ name: "orderId", in: "path", required: true, type: { is: "scalar", scalar: "uuid" }, doc: "The order." }],
        responses: [{ status: "204", mediaTypes: [] }, NOT_FOUND],
      },
      {
        name: "getHealth", summary: "Say whether it runs", doc: "For probes.", method: "GET", path: "/health", tags: ["orders"], parameters: [], security: [],
        responses: [{ status: "200", type: { is: "map", of: { is: "scalar", scalar: "json" } }, mediaTypes: ["application/json"] }, { status: "4XX", ...PROBLEM }],
      },
    ],
  }],
  types: [
    {
      kind: "record", name: "Order", doc: "What a customer ordered.", extends: ["Stamped"],
      fields: [
        field("id", { is: "scalar", scalar: "uuid" }, { access: "read" }),
        field("status", named("Status"), { default: "open" }),
        field("lines", { is: "list", of: named("OrderLine") }, { constraints: { minItems: 1, maxItems: 100 } }),
        field("payment", named("Payment"), { required: false, nullable: true, doc: "How it is paid." }),
        field("note", text, { required: false, nullable: true, constraints: { maxLength: 500 }, examples: ["Ring twice"] }),
        field("channel", text, { required: false, constraints: { values: ["web", "shop"] } }),
        field("labels", { is: "map", of: text }, { required: false }),
        field("coupon", named("Coupon"), { required: false, deprecated: true }),
        field("secret", text, { required: false, access: "write" }),
        field("weight", { is: "union", of: [{ is: "scalar", scalar: "integer" }, text] }, { required: false }),
        field("photo", { is: "scalar", scalar: "bytes" }, { required: false }),
        field("total", { is: "scalar", scalar: "double" }, { required: false, constraints: { minimum: 0, exclusiveMaximum: 1_000_000, multipleOf: 0.01 } }),
        field("address", { is: "scalar", scalar: "string" }, { required: false, constraints: { form: "ipv4" }, extensions: { "x-internal": true } }),
        field("grid", { is: "list", of: { is: "list", of: { is: "scalar", scalar: "int32" } } }, { required: false, constraints: { uniqueItems: true } }),
      ],
    },
    { kind: "record", name: "Stamped", fields: [field("createdAt", { is: "scalar", scalar: "datetime" }), field("day", { is: "scalar", scalar: "date" }, { required: false })] },
    { kind: "record", name: "OrderLine", fields: [field("sku", named("Sku")), field("quantity", { is: "scalar", scalar: "int32" }, { constraints: { minimum: 1 } })] },
    { kind: "record", name: "NewOrder", fields: [field("lines", { is: "list", of: named("OrderLine") })], extensions: { additionalProperties: false }, examples: [{ lines: [] }] },
    { kind: "record", name: "OrderPage", fields: [field("items", { is: "list", of: named("Order") }), field("next", text, { required: false, doc: "The cursor of the next page." })] },
    { kind: "enum", name: "Status", values: [{ name: "open" }, { name: "shipped", doc: "On its way." }, { name: "Gone", value: "gone-for-good", deprecated: true }] },
    { kind: "enum", name: "Level", doc: "How urgent it is.", values: [{ name: "1", value: 1 }, { name: "2", value: 2 }] },
    { kind: "alias", name: "Sku", type: text, constraints: { pattern: "^[A-Z]-[0-9]+$" }, doc: "The number of a product." },
    { kind: "alias", name: "Coupon", type: text, nullable: true },
    { kind: "union", name: "Payment", of: [named("Card"), named("Invoice")], discriminator: { field: "kind", mapping: { card: "Card", invoice: "Invoice" } } },
    { kind: "record", name: "Card", fields: [field("kind", text, { constraints: { values: ["card"] } }), field("last4", text)] },
    { kind: "record", name: "Invoice", fields: [field("kind", text, { constraints: { values: ["invoice"] } })], open: text },
    {
      kind: "record", name: "Problem", doc: "Problem details (RFC 9457).", open: true,
      fields: [field("type", { is: "scalar", scalar: "uri" }, { required: false }), field("title", text), field("status", { is: "scalar", scalar: "int32" }), field("detail", text, { required: false }), field("level", named("Level"), { required: false })],
    },
  ],
};
