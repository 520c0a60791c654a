import type { Kind } from "../kind.ts";
import { zonedSettings } from "../settings.ts";

export const group: Kind = {
  name: "group", group: "group", title: "Group", plural: "Groups", relates: true,
  summary: "Elements that are drawn together and named together.",
  doc: "The group is part of the qualified name of what it holds. Where the parts belong together by what they do for the business, say so with a `domain` instead.",
  example: 'system shop "Shop" {\n  group edge "Edge" { gateway proxy "Front door" }\n}',
  within: ["workspace", "@system", "@group", "@container"],
  settings: zonedSettings,
  style: { shape: "card", swatch: "neutral" },
};
