import { settingOf, textOf } from "@groundplan/model";
import type { Rule } from "../rule.ts";
import { listed } from "../words.ts";

const PARTS: readonly string[] = ["source", "stimulus", "artifact", "response", "measure"];

export const driverScenario: Rule = {
  code: "driver/scenario",
  severity: "warning",
  title: "Driver that is no full scenario",
  what: "A driver lacks parts of its quality-attribute scenario: source, stimulus, artifact, response or measure. A warning for priority high, an info otherwise.",
  why: "\"It must be fast\" can be neither designed for nor tested. The parts are those of a quality-attribute scenario (SEI, ATAM).",
  fix: "Add the parts that are missing, each in a few words; the measure with a number.",
  good: 'driver quick "Checkout is quick" quality performance.timeBehaviour priority high {\n  source: shopper\n  stimulus: "places an order"\n  artifact: checkout\n  response: "the confirmation is shown"\n  measure: p95 <= 400ms\n}\nactor shopper "Shopper" { -> checkout "orders" }\nservice checkout "Checkout"',
  bad: 'driver quick "Checkout is quick" quality performance.timeBehaviour priority high {\n  stimulus: "places an order"\n  measure: p95 <= 400ms\n}',
  scope: "element",
  missing: ["here"],
  kinds: ["driver"],
  check(element, { report }) {
    const missing = PARTS.filter((part) => !settingOf(element, part));
    if (missing.length === 0) return;
    const high = textOf(settingOf(element, "priority")) === "high";
    report({ element: element.id }, `${element.title} does not say its ${listed(missing, 5)}.`, { hint: `Add ${missing.map((part) => EXAMPLES[part]).join("; ")}.`, ...(high ? {} : { severity: "info" as const }) });
  },
};

const EXAMPLES: Readonly<Record<string, string>> = { source: "source: who or what", stimulus: 'stimulus: "what arrives"', artifact: "artifact: what is hit", response: 'response: "what it does"', measure: "measure: p95 <= 400ms" };
