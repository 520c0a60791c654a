import type { Diagnostic, Item, Term, Tree } from "@groundplan/syntax";
import { baseVocabulary, nearest, oneOf, settingTypes, type KindDeclaration, type Setting, type SettingDeclaration } from "@groundplan/vocabulary";
import type { KindPlaces, SettingPlaces, Span, VocabularyDeclarations } from "./unit.ts";

const NONE: VocabularyDeclarations = { kinds: [], settings: [], places: { kinds: [], settings: [] }, problems: [] };

/**
 * Finds what a file adds to the vocabulary: `kind ledger like database { … }` and `setting costCentre: string on service`.
 * Both stand at the top level only.
 */
export function declareVocabulary(file: string, tree: Tree): VocabularyDeclarations {
  let found: { kinds: KindDeclaration[]; settings: SettingDeclaration[]; places: { kinds: KindPlaces[]; settings: SettingPlaces[] }; problems: Diagnostic[] } | undefined;
  for (const item of tree.items) {
    const first = item.label[0] ?? item.header[0];
    if (first?.kind !== "word" || (first.text !== "kind" && first.text !== "setting")) continue;
    if (item.header.some((term) => term.kind === "arrow")) continue;
    found ??= { kinds: [], settings: [], places: { kinds: [], settings: [] }, problems: [] };
    const report = (at: Term, message: string, hint: string): void => void found!.problems.push({ code: "model/bad-declaration", severity: "error", message, hint, file, from: at.from, to: at.to, related: [] });
    if (first.text === "kind") {
      const kind = readKind(item, report);
      if (!kind) continue;
      found.kinds.push(kind.declaration);
      found.places.kinds.push(kind.places);
    } else {
      const setting = readSetting(item, report, true);
      if (!setting) continue;
      found.settings.push(setting.declaration);
      found.places.settings.push(setting.places);
    }
  }
  return found ?? NONE;
}

type Report = (at: Term, message: string, hint: string) => void;

function readKind(item: Item, report: Report): { readonly declaration: KindDeclaration; readonly places: KindPlaces } | undefined {
  const [first, name, word, base] = item.header;
  const form = 'As in kind ledger like database { "A ledger."; icon: coins; setting coldStart: duration }.';
  if (item.label.length > 0 || name?.kind !== "word" || word?.text !== "like" || base?.kind !== "word") {
    report(name ?? first ?? item.label[0]!, "A kind is declared by its name and the kind that it is like.", form);
    return undefined;
  }
  if (baseVocabulary.kind(name.text)) {
    report(name, `${name.text} is a kind of the language already.`, "Choose another name.");
    return undefined;
  }
  const settings: Setting[] = [];
  const places: Span[] = [];
  let icon: string | undefined;
  let summary: string | undefined;
  let title: string | undefined;
  const text = item.header[4];
  if (text?.kind === "string") title = text.text;
  for (const inner of item.block?.items ?? []) {
    const key = inner.label[0] ?? inner.header[0];
    if (inner.label.length === 0 && inner.header.length === 1 && key && (key.kind === "string" || key.kind === "markdown")) summary = key.text;
    else if (key?.text === "icon" && inner.label.length === 1 && inner.header.length === 1) icon = inner.header[0]!.text;
    else if (key?.text === "setting") {
      const declared = readSetting(inner, report, false);
      if (!declared) continue;
      settings.push(declared.declaration.setting);
      places.push(declared.places.name);
    } else report(key ?? name, `${key?.text ?? "This"} has no meaning in the declaration of a kind.`, form);
  }
  const declaration = { name: name.text, like: base.text, settings, ...(icon === undefined ? {} : { icon }), ...(summary === undefined ? {} : { summary }), ...(title === undefined ? {} : { title }) };
  return { declaration, places: { name: spanOf(name), like: spanOf(base), settings: places } };
}

function readSetting(item: Item, report: Report, withKinds: boolean): { readonly declaration: SettingDeclaration; readonly places: SettingPlaces } | undefined {
  const [first, name] = item.label;
  const form = withKinds ? "As in setting costCentre: string on service, worker." : "As in setting coldStart: duration.";
  const type = item.header[0];
  if (name?.kind !== "word" || item.label.length !== 2 || type?.kind !== "word") {
    report(first ?? item.header[0]!, "A setting is declared by its name and its type.", form);
    return undefined;
  }
  const list = item.header.length === 1 ? undefined : item.header.slice(1);
  const many = type.text === "list" && list?.[0]?.text === "<";
  const inner = many ? list![1] : type;
  let grammar = inner ? settingTypes[inner.text] : undefined;
  if (!grammar || !inner) {
    const near = inner ? nearest(inner.text, Object.keys(settingTypes)) : undefined;
    report(inner ?? type, `There is no type ${inner?.text ?? type.text} for a setting.`, near ? `Did you mean ${near}?` : `There are ${oneOf(Object.keys(settingTypes))}.`);
    if (near === undefined || !inner) return undefined;
    // It is declared as it was meant, so that what uses it is told of no fault.
    grammar = settingTypes[near]!;
  }
  const rest = item.header.slice(many ? 4 : 1);
  const on: string[] = [];
  const places: Span[] = [];
  if (withKinds) {
    if (rest[0]?.text !== "on" || rest.length < 2) {
      report(type, "This setting does not say on which kinds it may stand.", form);
      // It may stand on all until it is said.
      for (const kind of baseVocabulary.kinds) {
        on.push(kind.name);
        places.push(spanOf(name));
      }
    } else for (const term of rest.slice(1)) {
      if (term.kind !== "word") continue;
      on.push(baseVocabulary.kinds.some((kind) => kind.group === term.text) && !baseVocabulary.kind(term.text) ? `@${term.text}` : term.text);
      places.push(spanOf(term));
    }
  }
  const example = `${name.text}: …`;
  const setting: Setting = { name: name.text, grammar, doc: `A setting of this workspace (${inner.text}).`, example, ...(many ? { many: true } : {}) };
  return { declaration: { setting, on }, places: { name: spanOf(name), on: places } };
}

function spanOf({ from, to }: Term): Span {
  return { from, to };
}
