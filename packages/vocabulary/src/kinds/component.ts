import type { Kind } from "../kind.ts";
import { containerSettings } from "../settings.ts";

export const component: Kind = {
  name: "component", group: "component", title: "Component", plural: "Components", relates: true,
  summary: "A part of a container with a responsibility of its own; it does not run by itself.",
  example: 'service checkout "Checkout" {\n  component pricing "Pricing" { "Totals, taxes, discounts." }\n  component placing "Placing" { "Charges and ships."; -> pricing "asks for totals" }\n}',
  within: ["@container", "@component", "@group", "@system"],
  settings: containerSettings,
  style: { shape: "card", swatch: "component" },
};
