import type { Kind } from "../kind.ts";
import { illustrative, tags } from "../settings.ts";

export const term: Kind = {
  name: "term", group: "term", title: "Term", plural: "Glossary",
  summary: "A word of the business or of the team, and what it means here.",
  example: 'term sku "SKU" { "The smallest thing that is sold and counted."; synonyms: "article number" }',
  within: ["workspace", "@system", "domain", "@group"],
  settings: [
    { name: "synonyms", grammar: { type: "text" }, many: true, doc: "Other words for it.", example: 'synonyms: "article number"' },
    { name: "see", grammar: { type: "reference", to: ["@system", "@container", "@component", "@external", "@actor", "@topic", "@interface", "domain", "capability", "term"] }, many: true, doc: "Elements that it names.", example: "see: shop.catalog" },
    tags, illustrative,
  ],
};
