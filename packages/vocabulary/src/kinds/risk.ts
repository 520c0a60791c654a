import type { Kind } from "../kind.ts";
import { drivers, illustrative, owner, tags } from "../settings.ts";

const level = { type: "word", values: ["high", "medium", "low"] } as const;

export const risk: Kind = {
  name: "risk", group: "requirement", title: "Risk", plural: "Risks",
  summary: "What may go wrong, how likely, how bad, and what is done about it.",
  example: 'risk lost-orders "Orders are lost when Kafka is down" likelihood low impact high {\n  mitigation: "An outbox in the order database."\n  status: open\n}',
  within: ["workspace", "@system", "@container", "@group"],
  clauses: [
    { keyword: "likelihood", setting: { name: "likelihood", grammar: level, doc: "How likely it is.", example: "likelihood low" } },
    { keyword: "impact", setting: { name: "impact", grammar: level, doc: "How bad it would be.", example: "impact high" } },
  ],
  settings: [
    { name: "affects", grammar: { type: "reference", to: ["@system", "@container", "@component", "@external", "@topic", "@group"] }, many: true, doc: "What it would hit.", example: "affects: shop.events" },
    { name: "mitigation", grammar: { type: "text" }, many: true, doc: "What is done about it.", example: 'mitigation: "An outbox."' },
    { name: "status", grammar: { type: "word", values: ["open", "mitigated", "accepted", "closed"] }, doc: "Where it stands.", example: "status: open" },
    drivers, owner, tags, illustrative,
  ],
  style: { shape: "document", swatch: "neutral" },
};
