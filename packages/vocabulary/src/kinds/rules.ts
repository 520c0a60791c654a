import type { Kind } from "../kind.ts";

const element = ["@system", "@container", "@component", "@external", "@actor", "@group", "domain", "team"] as const;
const from = { name: "from", grammar: { type: "reference", to: element }, many: true, doc: "Elements, with everything inside them; a domain or a team stands for what belongs to it.", example: "from: storefront" } as const;
const to = { name: "to", grammar: { type: "reference", to: element }, many: true, doc: "As `from`, for the other end.", example: "to: orders" } as const;
const because = { name: "because", grammar: { type: "text" }, doc: "Why the rule is there; it is shown with each finding.", example: 'because: "Prices are computed in one place."' } as const;

export const layers: Kind = {
  name: "layers", group: "rule", title: "Layers", plural: "Layers",
  summary: "Layers that a team declares, from top to bottom: relations may go down, never up.",
  example: 'layers tiers "Tiers" {\n  layer edge "Edge" { members: storefront }\n  layer core "Core" { members: checkout }\n  layer data "Data" { members: orders }\n}\nwebapp storefront "Storefront" { -> checkout "places orders" }\nservice checkout "Checkout" { -> orders "writes" }\ndatabase orders "Orders"',
  within: ["workspace", "@system", "@container", "@group"],
  settings: [
    because,
    { name: "strict", grammar: { type: "flag" }, bare: true, doc: "Relations may go to the next layer only.", example: "strict" },
  ],
};

export const layer: Kind = {
  name: "layer", group: "layer", title: "Layer", plural: "Layers",
  summary: "One layer of `layers`; the order of the text is the order of the layers.",
  example: layers.example,
  within: ["layers"],
  settings: [{ name: "members", grammar: { type: "reference", to: element }, many: true, doc: "What belongs to the layer, with everything inside.", example: "members: checkout, cart" }],
};

export const forbid: Kind = {
  name: "forbid", group: "rule", title: "Forbidden dependency", plural: "Forbidden dependencies",
  summary: "A relation that may not be: from any of these to any of those.",
  example: 'forbid no-shortcuts "The storefront keeps away from stores" {\n  from: storefront\n  to: orders\n  because: "Prices are computed in one place."\n}\nwebapp storefront "Storefront"\ndatabase orders "Orders"',
  within: ["workspace", "@system", "@container", "@group"],
  settings: [from, to, because],
};

export const only: Kind = {
  name: "only", group: "rule", title: "Exclusive dependency", plural: "Exclusive dependencies",
  summary: "Only these may depend on those.",
  example: 'only writer "One writer of orders" { from: checkout; to: orders }\nservice checkout "Checkout" { -> orders "writes" }\ndatabase orders "Orders"',
  within: ["workspace", "@system", "@container", "@group"],
  settings: [from, to, because],
};
