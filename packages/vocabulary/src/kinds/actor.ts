import type { Kind } from "../kind.ts";
import { elementSettings, trust } from "../settings.ts";

export const actor: Kind = {
  name: "actor", group: "actor", title: "Person", plural: "People", relates: true,
  summary: "A role of people who use a system.",
  example: 'actor shopper "Shopper" { "Buys telescopes." }',
  within: ["workspace", "@system", "@group"],
  settings: [...elementSettings, trust],
  style: { shape: "person", swatch: "actor" },
};
