import type { Kind } from "../kind.ts";
import { zonedSettings } from "../settings.ts";

export const system: Kind = {
  name: "system", group: "system", title: "System", plural: "Systems", relates: true,
  summary: "A software system: what a team, or several, build and run as one whole (the system of the C4 model).",
  doc: "Its block holds its containers, and the actors and externals that matter to it alone. A `tech` or `owner` set here is the default of everything in it.",
  example: 'system shop "Astronomy shop" {\n  "Sells telescopes."\n  service cart "Cart" { "Keeps the open cart." }\n}',
  within: ["workspace", "@system", "@group"],
  settings: zonedSettings,
  style: { shape: "card", swatch: "system" },
};
