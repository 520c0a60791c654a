import { settingOf, textOf, textsOf, type Element } from "@groundplan/model";
import { findTechnology, nearest, catalogue, DATA_MODELS, type DataModel, type Technology, type TechnologyCategory } from "@groundplan/vocabulary";

/** The technology catalogue as a workspace sees it: its own entries stand before those that come with Groundplan. */
export interface Technologies {
  find(nameOrAlias: string): Technology | undefined;
  /** The catalogue's id of a technology; a misspelt one counts as what it is nearest to, for that it is misspelt is told where it stands. */
  idOf(name: string): string;
  /** The known name that a misspelt one is nearest to. */
  suggest(name: string): string | undefined;
  /** Every entry, the workspace's own first. */
  all(): readonly Technology[];
  /** How it lays out what it keeps, the main way first; as what it stands in for does, where its entry does not say. Empty for what keeps nothing. */
  dataModels(id: string): readonly DataModel[];
  /** In words, with the version: `PostgreSQL 18.4`. */
  title(id: string, version?: string): string;
}

/** `entries` are the workspace's own, the elements of kind `technology`. */
export function technologiesOf(entries: readonly Element[]): Technologies {
  const own = new Map<string, Technology>();
  for (const element of entries) {
    const entry = entryOf(element);
    own.set(entry.id, entry);
    for (const alias of entry.aliases ?? []) own.set(alias, entry);
  }
  const find = (name: string): Technology | undefined => own.get(name.toLowerCase()) ?? findTechnology(name);
  const suggestions = new Map<string, string | undefined>();
  const suggest = (name: string): string | undefined => {
    if (!suggestions.has(name)) suggestions.set(name, nearest(name, [...own.keys(), ...catalogue.flatMap((entry) => [entry.id, ...(entry.aliases ?? [])])]));
    return suggestions.get(name);
  };
  return {
    find,
    suggest,
    idOf(name) {
      const meant = find(name) ?? find(suggest(name) ?? "");
      return meant?.id ?? name.toLowerCase();
    },
    all: () => [...new Set([...own.values(), ...catalogue])],
    dataModels(id) {
      const known = find(id);
      return known?.dataModels ?? known?.standsInFor?.flatMap((other) => find(other)?.dataModels ?? []) ?? [];
    },
    title(id, version) {
      const name = find(id)?.name ?? id;
      return version === undefined ? name : `${name} ${version}`;
    },
  };
}

function entryOf(element: Element): Technology {
  const text = (name: string): string | undefined => textOf(settingOf(element, name));
  const list = (name: string): readonly string[] => textsOf(settingOf(element, name));
  const ends = text("ends");
  const models = DATA_MODELS.filter((name) => list("dataModels").includes(name)).sort((a, b) => list("dataModels").indexOf(a) - list("dataModels").indexOf(b));
  const ports = (settingOf(element, "ports")?.values ?? []).flatMap((value) => (value.type === "range" ? [{ port: value.low, protocol: list("protocols")[0] ?? "tcp" }] : []));
  return {
    id: element.name.toLowerCase(), name: element.title, category: (text("category") ?? "library") as TechnologyCategory, summary: element.description ?? element.title,
    licence: text("licence") ?? "proprietary", homepage: text("homepage") ?? "", aliases: list("aliases").map((alias) => alias.toLowerCase()), protocols: list("protocols"), standsInFor: list("standsInFor"), ports,
    ...(models.length === 0 ? {} : { dataModels: models }),
    ...(text("language") === undefined ? {} : { language: text("language")! }),
    ...(text("icon") === undefined ? {} : { icon: text("icon")! }),
    ...(ends === undefined ? { policy: "The workspace's own entry." } : { support: { cycles: [{ cycle: "", endOfLife: ends }], source: element.at.file, asOf: ends } }),
  };
}
