import type { Kind } from "../kind.ts";
import { qualities } from "../qualities.ts";
import { illustrative, owner, tags } from "../settings.ts";

const element = ["@system", "@container", "@component", "@external", "@actor", "@interface", "@operation", "@topic", "@group"] as const;

export const driver: Kind = {
  name: "driver", group: "requirement", title: "Driver", plural: "Drivers",
  summary: "A quality that the system must have, as a full scenario: source, stimulus, environment, artifact, response, measure.",
  doc: "The six parts are those of a quality-attribute scenario (Bass, Clements, Kazman, *Software Architecture in Practice*; SEI ATAM); the qualities are those of ISO/IEC 25010:2023.",
  example: 'driver quick-checkout "Checkout is quick" quality performance.timeBehaviour priority high {\n  source: shopper\n  stimulus: "places an order"\n  environment: peak in production\n  artifact: checkout\n  response: "the confirmation is shown"\n  measure: p95 <= 400ms\n}\nactor shopper "Shopper"\nservice checkout "Checkout"',
  within: ["workspace", "@system", "@container", "@group"],
  clauses: [
    { keyword: "quality", required: true, setting: { name: "quality", grammar: { type: "word", values: qualities }, doc: "The quality, after ISO/IEC 25010.", example: "quality reliability.availability" } },
    { keyword: "priority", setting: { name: "priority", grammar: { type: "word", values: ["high", "medium", "low"] }, doc: "How much it matters to the business.", example: "priority high" } },
    { keyword: "difficulty", setting: { name: "difficulty", grammar: { type: "word", values: ["high", "medium", "low"] }, doc: "How hard it is to reach; with the priority it places the driver in the utility tree.", example: "difficulty medium" } },
  ],
  settings: [
    { name: "source", grammar: { type: "reference", to: element, orText: true }, doc: "Who or what brings the stimulus.", example: "source: shopper" },
    { name: "stimulus", grammar: { type: "text" }, doc: "What arrives.", example: 'stimulus: "places an order"' },
    { name: "environment", grammar: { type: "text", words: true }, doc: "Under which conditions.", example: "environment: peak in production" },
    { name: "artifact", grammar: { type: "reference", to: element, orText: true }, many: true, doc: "What is stimulated.", example: "artifact: checkout" },
    { name: "response", grammar: { type: "text" }, doc: "What it does.", example: 'response: "the confirmation is shown"' },
    { name: "measure", grammar: { type: "bound" }, doc: "By what it is judged.", example: "measure: p95 <= 400ms" },
    owner, tags, illustrative,
  ],
  style: { shape: "document", swatch: "neutral" },
};
