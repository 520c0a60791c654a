import { ELEMENTS, type Rule } from "../rule.ts";

export const capabilityUnrealised: Rule = {
  code: "capability/unrealised",
  severity: "warning",
  title: "Capability that nothing realises",
  what: "No element names a capability in its realises, and it has no capabilities inside.",
  why: "The business is said to be able to do something, and the system has no place for it.",
  fix: "Name it in the realises of the element that makes it real; mark it status: planned where none does yet.",
  good: 'domain ordering "Ordering" { capability take-orders "Take orders" }\nservice checkout "Checkout" { realises: take-orders }',
  bad: 'domain ordering "Ordering" { capability take-orders "Take orders" }\nservice checkout "Checkout"',
  scope: "model",
  missing: ["here", "named"],
  reads: ["capability", ...ELEMENTS],
  check({ model, lookup, report }) {
    for (const capability of lookup.of("capability")) {
      if (lookup.naming("realises", capability.id).length > 0 || model.children(capability.id).some((child) => child.kind.group === "capability")) continue;
      if (capability.settings.some((setting) => setting.name === "status" && setting.values.some((value) => value.type === "word" && value.word !== "live"))) continue;
      report({ element: capability.id }, `Nothing realises ${capability.title}.`, { hint: `Write realises: ${capability.name} in the element that does; or status: planned.` });
    }
  },
};
