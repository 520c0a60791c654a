import type { Kind } from "../kind.ts";
import { zonedSettings } from "../settings.ts";

export const external: Kind = {
  name: "external", group: "external", title: "External system", plural: "External systems", relates: true,
  summary: "A system that somebody else runs and that this one depends on or serves.",
  example: 'external cards "Card processor" {\n  "Charges cards."\n  availability: 99.95%\n  time: p50 80ms, p99 400ms\n}',
  within: ["workspace", "@system", "@group"],
  settings: zonedSettings,
  style: { shape: "external", swatch: "external" },
};
