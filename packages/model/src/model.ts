import type { Place } from "@groundplan/syntax";
import { isTextual, type Kind, type Value, type Vocabulary } from "@groundplan/vocabulary";
import type { RelationStyle, SettingValue } from "./unit.ts";

/** A value whose references have been looked up; `target` is the qualified name found, if one was. */
export type LinkedValue = Value & { readonly target?: string };

export interface LinkedSetting extends SettingValue {
  readonly values: readonly LinkedValue[];
  readonly file: string;
}

/** An element with all that is said of it anywhere: a snapshot, replaced when one of its parts changes. */
export interface Element {
  /** The qualified name: `shop.checkout.pricing`. */
  readonly id: string;
  readonly kind: Kind;
  /** The last part of the qualified name. */
  readonly name: string;
  /** The title, or the name where it has none. */
  readonly title: string;
  readonly titled: boolean;
  readonly description: string | undefined;
  /** The qualified name of the element that holds it. */
  readonly parent: string | undefined;
  /** Settings and clauses, lists united over all parts, in the order in which they are written. */
  readonly settings: readonly LinkedSetting[];
  /** The place of its name where it is declared. */
  readonly at: Place;
  /** The place of the whole item that declares it. */
  readonly item: Place;
  /** Files that say something of it, the declaring one first. */
  readonly files: readonly string[];
}

export interface Relation {
  /** Source, style, target and label: `shop.cart -> shop.carts "reads"`. */
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly style: RelationStyle;
  readonly label: string | undefined;
  readonly description: string | undefined;
  /** Its qualified name, where it was given one (`charge: a -> b`). */
  readonly name: string | undefined;
  readonly settings: readonly LinkedSetting[];
  readonly implied: boolean;
  readonly at: Place;
}

/**
 * The linked model: every element and relation of a workspace, and the ways from one to another. Reading it changes
 * nothing; lists are in the order of `inOrderOfText`, whatever the files are called.
 */
export interface Model {
  readonly vocabulary: Vocabulary;
  /** Grows with each change; what was computed for a version holds as long as it stays. */
  readonly version: number;
  element(id: string): Element | undefined;
  /** All elements, or those whose kind or group is named: `elements("@container", "component")`. */
  elements(...kinds: readonly string[]): readonly Element[];
  children(id: string): readonly Element[];
  /** From the element up to the top: its parent, that one's parent … */
  ancestors(id: string): readonly Element[];
  relations(): readonly Relation[];
  outgoing(id: string): readonly Relation[];
  incoming(id: string): readonly Relation[];
  /** A relation by its id; the first one where several are alike. */
  relation(id: string): Relation | undefined;
  /** Elements in whose settings this one is named, with the setting's name. */
  mentions(id: string): readonly Mention[];
  readonly elementCount: number;
  readonly relationCount: number;
  readonly files: readonly string[];
  /** Why an adopted file that is there could not be read: `it is a folder`. */
  unread(file: string): string | undefined;
}

export interface Mention {
  readonly by: string;
  readonly setting: string;
}

/** A setting of an element itself. */
export function settingOf(holder: { readonly settings: readonly LinkedSetting[] }, name: string): LinkedSetting | undefined {
  for (const setting of holder.settings) if (setting.name === name) return setting;
  return undefined;
}

/** A setting of an element, or where it may be inherited and is not set, of its nearest ancestor that has it. */
export function inheritedSetting(model: Model, element: Element, name: string): LinkedSetting | undefined {
  for (let at: Element | undefined = element; at; at = at.parent === undefined ? undefined : model.element(at.parent)) {
    const setting = settingOf(at, name);
    if (setting) return setting;
    if (!model.vocabulary.setting(element.kind, name)?.inherited) return undefined;
  }
  return undefined;
}

/** The qualified names that a setting's references found. */
export function targetsOf(setting: LinkedSetting | undefined): readonly string[] {
  if (!setting) return [];
  const targets: string[] = [];
  for (const value of setting.values) {
    const target = value.type === "weighted" ? (value.value as LinkedValue).target : value.target;
    if (target !== undefined) targets.push(target);
  }
  return targets;
}

/** The texts of a setting of type text, word or date. */
export function textsOf(setting: LinkedSetting | undefined): readonly string[] {
  if (!setting) return [];
  return setting.values.map((value) => {
    if (isTextual(value)) return value.text;
    switch (value.type) {
      case "word":
        return value.word;
      case "date":
        return value.date;
      case "reference":
        return value.name;
      case "technology":
        return value.id;
      default:
        return "";
    }
  });
}

/** The first text of a setting. */
export function textOf(setting: LinkedSetting | undefined): string | undefined {
  return setting && textsOf(setting)[0];
}
