import type { Kind } from "../kind.ts";
import { elementSettings } from "../settings.ts";

export const capability: Kind = {
  name: "capability", group: "capability", title: "Capability", plural: "Capabilities",
  summary: "Something that the business can do; one element realises it.",
  example: 'domain catalogue "Catalogue" {\n  capability find-products "Find products" { "Browse, search, look at one." }\n}\nservice catalog "Catalogue" { realises: find-products }',
  within: ["domain", "capability", "workspace", "@system"],
  settings: [...elementSettings, { name: "shared", grammar: { type: "text" }, doc: "Why more than one element realises it.", example: 'shared: "Web and telephone"' }],
  style: { shape: "card", swatch: "neutral" },
};
