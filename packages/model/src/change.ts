import type { KindGroup } from "@groundplan/vocabulary";
import type { Relation } from "./model.ts";
import { declarationAt, type Entry } from "./table.ts";

/** What has changed since the last `takeChange`: enough to know which findings still hold. */
export interface Change {
  /** Everything is new: the first load, or a change of the vocabulary. */
  readonly all: boolean;
  /** Elements that came, went, changed, moved within their file, or whose relations did. */
  readonly elements: ReadonlySet<string>;
  /** Those of them that came, went or say something else, and those of which a relation does: what only moved is not among them. */
  readonly said: ReadonlySet<string>;
  /** Groups of kinds of which an element came, went, or says something else. */
  readonly groups: ReadonlySet<KindGroup>;
  /** A relation came, went, or says something else. */
  readonly relations: boolean;
  /** Files whose text changed. */
  readonly files: ReadonlySet<string>;
}

export interface MutableChange extends Change {
  readonly elements: Set<string>;
  readonly said: Set<string>;
  readonly groups: Set<KindGroup>;
  relations: boolean;
  readonly files: Set<string>;
}

export function newChange(all: boolean): MutableChange {
  return { all, elements: new Set(), said: new Set(), groups: new Set(), relations: all, files: new Set() };
}

/** What an element says, wherever it stands, and what the names in it mean: equal texts say the same. */
export interface Signature {
  readonly text: string;
  readonly group: KindGroup | undefined;
}

const NOTHING: Signature = { text: "", group: undefined };

export function signatureOf(entry: Entry | undefined, textOf: (file: string) => string, targetAt: (file: string, offset: number) => string | undefined): Signature {
  if (!entry?.kind) return NOTHING;
  let text = entry.kind.name;
  for (const site of entry.sites) {
    const part = declarationAt(site);
    const source = textOf(site.unit.file);
    text += `\u0001${part.kind ?? ""}\u0001${part.title ?? ""}\u0001${part.description ?? ""}`;
    for (const setting of part.settings) {
      text += `\u0002${setting.name}`;
      for (const value of setting.values) {
        text += `\u0003${source.slice(value.from, value.to)}`;
        const named = value.type === "weighted" ? value.value : value;
        if (named.type === "reference") text += `\u0004${targetAt(site.unit.file, named.from) ?? ""}`;
      }
    }
  }
  return { text, group: entry.kind.group };
}

/** Keeps which relations were taken out and put in; taking one out and putting it back counts as nothing. */
export interface Delta {
  add(relation: Relation, by: 1 | -1): void;
  /** The relations that came, went or say something else; counting begins anew. */
  settle(): readonly Relation[];
}

export function createDelta(): Delta {
  let gone: Relation[] = [];
  let come: Relation[] = [];
  return {
    add: (relation, by) => void (by > 0 ? come : gone).push(relation),
    settle() {
      // An edit leaves most relations of its file as they were, before it and behind it.
      let start = 0;
      while (start < gone.length && start < come.length && sayTheSame(gone[start]!, come[start]!)) start++;
      let end = 0;
      while (end < gone.length - start && end < come.length - start && sayTheSame(gone[gone.length - 1 - end]!, come[come.length - 1 - end]!)) end++;
      const counts = new Map<string, { readonly relation: Relation; count: number }>();
      const count = (relations: readonly Relation[], by: 1 | -1): void => {
        for (const relation of relations.slice(start, relations.length - end)) {
          const text = `${relation.id}\u0001${relation.name ?? ""}\u0001${relation.description ?? ""}\u0001${settingsText(relation)}`;
          const known = counts.get(text);
          if (known) known.count += by;
          else counts.set(text, { relation, count: by });
        }
      };
      count(gone, -1);
      count(come, 1);
      gone = [];
      come = [];
      return [...counts.values()].filter((each) => each.count !== 0).map(({ relation }) => relation);
    },
  };
}

function sayTheSame(a: Relation, b: Relation): boolean {
  return a.source === b.source && a.target === b.target && a.style === b.style && a.label === b.label && a.name === b.name && a.description === b.description && settingsText(a) === settingsText(b);
}

/** What the settings of a relation say, wherever they stand. */
function settingsText({ settings }: Relation): string {
  return settings.length === 0 ? "" : settings.map((setting) => `${setting.name}=${JSON.stringify(setting.values.map(({ from: _from, to: _to, ...value }) => value))}`).join("\u0002");
}
