import type { Diagnostic, Place, Severity } from "@groundplan/syntax";
import { settingOf, type Element, type Model, type Relation } from "@groundplan/model";
import type { Anchor, Finding } from "./rule.ts";

/** Turns a finding into a diagnostic: looks up where its anchors stand in the texts now. */
export function locate(finding: Finding, model: Model, severity: Severity): Diagnostic {
  const place = placeOf(finding.at, model);
  return {
    code: finding.code, severity: finding.severity ?? severity, message: finding.message, ...place,
    ...(finding.hint === undefined ? {} : { hint: finding.hint }),
    related: finding.related.map((related) => ({ ...placeOf(related.at, model), message: related.message })),
  };
}

const NOWHERE: Place = { file: "", from: 0, to: 0 };

export function placeOf(anchor: Anchor, model: Model): Place {
  if ("element" in anchor) {
    const element = model.element(anchor.element);
    return element ? placeIn(element, element.at, anchor.setting, anchor.value) : NOWHERE;
  }
  const alike = model.outgoing(anchor.source).filter((relation) => relation.id === anchor.relation);
  const relation = alike[anchor.nth ?? 0] ?? alike[0];
  return relation ? placeIn(relation, relation.at, anchor.setting) : NOWHERE;
}

/** A setting's value where there is one of that name, the name itself otherwise. */
function placeIn(holder: Element | Relation, fallback: Place, name: string | undefined, index?: number): Place {
  if (name === undefined) return fallback;
  const setting = settingOf(holder, name);
  if (!setting) return fallback;
  const value = index === undefined ? undefined : setting.values[index];
  // United lists keep the file of their first part; a value of another part is shown by the name of the holder.
  if (index !== undefined && value && setting.file === fallback.file) return { file: setting.file, from: value.from, to: value.to };
  return index === undefined && setting.values.length > 0 ? { file: setting.file, from: setting.values[0]!.from, to: setting.values[0]!.to } : fallback;
}

/** How an exception names the place of a finding: an element's name, or `source -> target`. */
export function anchorNames(anchor: Anchor): readonly string[] {
  if ("element" in anchor) return [anchor.element];
  const bare = anchor.relation.replace(/ "[^]*$/, "");
  return [bare, bare.replace(" ->> ", " -> "), anchor.relation];
}
