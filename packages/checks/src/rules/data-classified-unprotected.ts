import { readDataType, type DataField } from "@groundplan/design";
import { settingOf, type Model } from "@groundplan/model";
import { heldFields } from "../fields.ts";
import type { Rule } from "../rule.ts";
import { listed } from "../words.ts";

export const dataClassifiedUnprotected: Rule = {
  code: "data/classified-unprotected",
  severity: "warning",
  title: "Classified data without what protects it",
  what: "An entity of a store has personal, sensitive or payment data, and nothing says how long one is kept; or it keeps a secret as plain text.",
  why: "Personal data may be kept as long as it is needed and no longer (GDPR, article 5); and a secret that is kept as it is belongs to whoever reads one backup.",
  fix: "Say how long: retention 2y. Keep a hash of a secret: password: string secret per hash; or what is encrypted: bytes secret.",
  good: 'database people "People" { entity Customer { id: uuid key; email: email personal; password: string secret per hash; retention 2y } }',
  bad: 'database people "People" { entity Customer { id: uuid key; email: email personal; password: string secret } }',
  scope: "element",
  missing: ["here"],
  kinds: ["entity"],
  reads: ["type", "field"],
  check(element, { model, report }) {
    const entity = readDataType(model, element.id);
    if (!entity || entity.store === undefined) return;
    const held = heldFields(model, entity).filter(({ field }) => field.classes.length > 0);
    if (held.length === 0) return;
    const kept = held.filter(({ field }) => field.classes.some((name) => PERSONAL.includes(name)) && !isDeclassified(model, field));
    if (kept.length > 0 && !isRetained(model, element.id)) {
      const classes = PERSONAL.filter((name) => kept.some(({ field }) => field.classes.includes(name)));
      report({ element: element.id }, `${element.title} keeps ${listed(classes)} data (${listed(kept.map(({ path }) => path))}), and nothing says how long.`, { hint: "Add retention 2y, or however long it is needed." });
    }
    for (const { path, field } of held) {
      if (!field.classes.includes("secret") || field.type.is !== "scalar" || !["string", "text"].includes(field.type.scalar) || isDeclassified(model, field)) continue;
      report(field.from === element.id ? { element: field.id } : { element: element.id }, `${element.title} keeps ${path}, a secret, as plain text.`, { hint: "Keep a hash of it, and say so with per hash; or keep what is encrypted, as bytes." });
    }
  },
};

const PERSONAL: readonly string[] = ["personal", "sensitive", "payment"];

function isDeclassified(model: Model, field: DataField): boolean {
  const element = model.element(field.id);
  return element !== undefined && settingOf(element, "declassifies") !== undefined;
}

/** It says how long one is kept, or what it extends does. */
function isRetained(model: Model, id: string): boolean {
  const open = [id];
  const seen = new Set(open);
  for (const at of open) {
    const element = model.element(at);
    if (!element) continue;
    if (settingOf(element, "retention")) return true;
    for (const { target } of settingOf(element, "extends")?.values ?? []) {
      if (target === undefined || seen.has(target)) continue;
      seen.add(target);
      open.push(target);
    }
  }
  return false;
}
