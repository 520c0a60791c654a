import { couplingOf } from "@groundplan/analysis";
import { heldLimits, limitsFor } from "../limits.ts";
import { ELEMENTS, type Rule } from "../rule.ts";

const NAMES: Readonly<Record<string, string>> = { fanIn: "a fan-in", fanOut: "a fan-out", instability: "an instability", level: "a level" };

export const componentOverItsLimit: Rule = {
  code: "component/over-its-limit",
  severity: "warning",
  title: "Component beyond the limits of its coupling",
  what: "A component is coupled more, or less, than limits on it or on what holds it allow: by how many depend on it (fanIn), by how many it depends on (fanOut), by the share of these in both (instability), or by how many levels lie below it (level).",
  why: "What depends on much breaks with much and is tested with much; what much depends on can hardly be changed. The team said how far that may go.",
  fix: "Part the component, or put what several need from it into one of its own; or change the limit where it was too strict.",
  good: 'service checkout "Checkout" {\n  limits: fanOut <= 1\n  component placing "Placing" { -> pricing "asks for totals" }\n  component pricing "Pricing"\n}',
  bad: 'service checkout "Checkout" {\n  limits: fanOut <= 1\n  component placing "Placing" { -> pricing "asks for totals"; -> shipping "ships" }\n  component pricing "Pricing"\n  component shipping "Shipping"\n}',
  scope: "model",
  reads: ["relations", ...ELEMENTS],
  check({ model, lookup, report }) {
    if (!lookup.has("limits")) return;
    const limited = lookup.of("component").flatMap((component) => {
      const setting = limitsFor(model, component);
      return setting ? [{ component, setting }] : [];
    });
    if (limited.length === 0) return;
    const measured = new Map(couplingOf(model).flatMap(({ components }) => components.map((each) => [each.id, each])));
    for (const { component, setting } of limited) {
      const coupling = measured.get(component.id);
      for (const { text, metric, measured: found, kept } of coupling ? heldLimits(setting, coupling) : []) {
        if (!kept) report({ element: component.id }, `${component.title} has ${NAMES[metric] ?? metric} of ${Number(found.toFixed(2))}, and its limit is ${text}.`, { hint: "Part it, or put what others need of it into a component of its own." });
      }
    }
  },
};
