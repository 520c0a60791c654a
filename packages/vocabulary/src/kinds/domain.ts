import type { Kind } from "../kind.ts";
import { elementSettings } from "../settings.ts";

export const domain: Kind = {
  name: "domain", group: "domain", title: "Domain", plural: "Domains",
  summary: "A part of the business; domains and their capabilities are the system's decomposition by purpose.",
  example: 'domain ordering "Ordering" importance core {\n  "From cart to doorstep."\n  capability take-orders "Take orders"\n}\nservice checkout "Checkout" { realises: take-orders }',
  within: ["workspace", "domain", "@system"],
  clauses: [{ keyword: "importance", setting: { name: "importance", grammar: { type: "word", values: ["core", "supporting", "generic"] }, doc: "Core: what sets the business apart. Supporting: needed and our own. Generic: could be bought (Evans, Domain-Driven Design).", example: "importance core" } }],
  settings: elementSettings,
  style: { shape: "card", swatch: "neutral" },
};
