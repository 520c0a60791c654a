import { shortened, type Diagnostic, type Place, type Severity } from "@groundplan/syntax";
import { settingOf, type Element, type Model, type Relation } from "@groundplan/model";
import type { Anchor, Finding } from "./rule.ts";

/** Turns a finding into a diagnostic: looks up where its anchors stand in the texts now. */
export function locate(finding: Finding, model: Model, severity: Severity): Diagnostic {
  const place = placeOf(finding.at, model);
  return shortened({
    code: finding.code, severity, message: finding.message, file: place.file, from: place.from, to: place.to,
    ...(finding.hint === undefined ? {} : { hint: finding.hint }),
    related: finding.related.map((related) => {
      const { file, from, to } = placeOf(related.at, model);
      return { file, from, to, message: related.message };
    }),
    ...(finding.replace === undefined || !place.exact ? {} : { fix: { title: `Write ${finding.replace}`, edits: [{ file: place.file, from: place.from, to: place.to, text: finding.replace }] } }),
  });
}

/** A place, and whether it is just what the anchor names rather than what holds that. */
type Located = Place & { readonly exact: boolean };

const NOWHERE: Located = { file: "", from: 0, to: 0, exact: false };

export function placeOf(anchor: Anchor, model: Model): Located {
  if ("element" in anchor) {
    const element = model.element(anchor.element);
    return element ? placeIn(element, element.at, anchor.setting, anchor.value) : NOWHERE;
  }
  const alike = model.outgoing(anchor.source).filter((relation) => relation.id === anchor.relation);
  const relation = alike[anchor.nth ?? 0] ?? alike[0];
  return relation ? placeIn(relation, relation.at, anchor.setting, anchor.value) : NOWHERE;
}

/** A setting's value where there is one of that name, the name itself otherwise. */
function placeIn(holder: Element | Relation, fallback: Place, name: string | undefined, index?: number): Located {
  const setting = name === undefined ? undefined : settingOf(holder, name);
  if (!setting) return { file: fallback.file, from: fallback.from, to: fallback.to, exact: name === undefined };
  const value = setting.values[index ?? 0];
  // United lists keep the file of their first part; where others may have added to one, its values are shown by the name of the holder.
  const united = setting.setting.many === true && "files" in holder && holder.files.length > 1;
  if (value && (index === undefined || !united)) return { file: setting.file, from: value.from, to: value.to, exact: index !== undefined || setting.values.length === 1 };
  return { file: fallback.file, from: fallback.from, to: fallback.to, exact: false };
}

/** How an exception names the place of a finding: an element's name, or `source -> target`. */
export function anchorNames(anchor: Anchor): readonly string[] {
  if ("element" in anchor) return [anchor.element];
  const bare = anchor.relation.replace(/ "[^]*$/, "");
  return [bare, bare.replace(" ->> ", " -> "), anchor.relation];
}
