import type { Kind } from "../kind.ts";

const element = ["@system", "@container", "@component", "@external", "@topic", "@interface", "@operation", "@group", "@actor", "choice", "domain", "capability"] as const;
const decisions = { type: "reference", to: ["decision"] } as const;

/** Decisions are MADR files under `decisions/`; their front matter holds these settings. */
export const decision: Kind = {
  name: "decision", group: "decision", title: "Decision", plural: "Decisions",
  summary: "An architecture decision, in a Markdown file of its own: `decisions/0003-kafka-for-orders.md` is `adr-0003`.",
  doc: "The form is MADR (Markdown Any Decision Records, adr.github.io/madr). The front matter links it to the model.",
  example: 'choice messaging "How orders travel" { final: kafka }',
  within: [],
  settings: [
    { name: "status", grammar: { type: "word", values: ["draft", "proposed", "accepted", "rejected", "deprecated", "superseded"] }, doc: "Where it stands.", example: "status: accepted" },
    { name: "date", grammar: { type: "date" }, doc: "When the status was last changed.", example: "date: 2026-02-11" },
    { name: "review", grammar: { type: "date" }, doc: "When to look at it again.", example: "review: 2027-02-11" },
    { name: "deciders", grammar: { type: "reference", to: ["team"], orText: true }, many: true, doc: "Teams or roles that decided.", example: "deciders: [ordering]" },
    { name: "drivers", grammar: { type: "reference", to: ["driver", "constraint", "goal", "risk"] }, many: true, doc: "What it answers.", example: "drivers: [always-open]" },
    { name: "affects", grammar: { type: "reference", to: element }, many: true, doc: "The elements that it shapes.", example: "affects: [shop.events]" },
    { name: "supersedes", grammar: decisions, many: true, doc: "Decisions that it replaces.", example: "supersedes: [2]" },
    { name: "refines", grammar: decisions, many: true, doc: "Decisions that it makes more exact.", example: "refines: [1]" },
    { name: "conflicts", grammar: decisions, many: true, doc: "Decisions that it cannot stand beside.", example: "conflicts: [4]" },
  ],
  style: { shape: "document", swatch: "neutral" },
};
