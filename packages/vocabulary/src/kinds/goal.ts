import type { Kind } from "../kind.ts";
import { drivers, illustrative, owner, tags } from "../settings.ts";

export const goal: Kind = {
  name: "goal", group: "requirement", title: "Goal", plural: "Goals",
  summary: "What the business wants of the system.",
  example: 'goal show-telemetry "Show what telemetry is worth" {\n  "A visitor finds a broken service from its traces in five minutes."\n  drivers: found-quickly\n}\ndriver found-quickly "Faults are found quickly" quality maintainability.analysability',
  within: ["workspace", "@system", "@group"],
  settings: [drivers, { name: "measure", grammar: { type: "text" }, doc: "By what one sees that it is reached.", example: 'measure: "Five minutes from alarm to cause"' }, owner, tags, illustrative],
  style: { shape: "document", swatch: "neutral" },
};
