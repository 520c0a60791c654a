import type { Kind } from "../kind.ts";
import { tags } from "../settings.ts";

const element = ["@system", "@container", "@component", "@external", "@actor", "@group", "domain", "team"] as const;

export const view: Kind = {
  name: "view", group: "view", title: "View", plural: "Views",
  summary: "A picture that narrows, focuses or names what a diagram shows. Every diagram exists without one.",
  example: 'view ordering "How an order is placed" of shop {\n  include checkout, orders\n  exclude mail\n}\nsystem shop "Shop" {\n  service checkout "Checkout" { -> orders "writes"; -> mail "sends" }\n  database orders "Orders"\n  service mail "Mail"\n}',
  within: ["workspace", "@system", "@container", "@group"],
  clauses: [{ keyword: "of", setting: { name: "of", grammar: { type: "reference", to: ["@system", "@container", "@group", "domain"] }, doc: "What the picture is of: a system shows its containers, a container its components, a domain what belongs to it.", example: "of shop" } }],
  settings: [
    { name: "include", grammar: { type: "reference", to: element }, many: true, bare: true, doc: "Only these and what they talk to; without it, everything.", example: "include checkout, orders" },
    { name: "exclude", grammar: { type: "reference", to: element }, many: true, bare: true, doc: "What is left out.", example: "exclude mail" },
    { name: "focus", grammar: { type: "reference", to: element }, many: true, bare: true, doc: "Only these, and their neighbours.", example: "focus checkout" },
    { name: "groupBy", grammar: { type: "word", values: ["domain", "owner", "group", "none"] }, doc: "By what containers are put together.", example: "groupBy: owner" },
    { name: "direction", grammar: { type: "word", values: ["down", "right"] }, doc: "Where relations lead.", example: "direction: right" },
    { name: "level", grammar: { type: "word", values: ["systems", "containers", "components"] }, doc: "How far elements are opened.", example: "level: containers" },
    tags,
  ],
};
