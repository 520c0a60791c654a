import type { Vocabulary } from "@groundplan/vocabulary";
import type { LinkedUnit } from "./link.ts";
import type { Element, LinkedSetting, LinkedValue, Mention, Model, Relation } from "./model.ts";
import { inOrderOfText, joinFiles, leastId, leastRelation, type FilePart } from "./order.ts";
import type { RelationIndex } from "./relations.ts";
import { parentOf } from "./names.ts";
import { linkSetting, unite } from "./targets.ts";
import { byText, declarationAt, type Entry, type NameTable } from "./table.ts";
import type { Unit } from "./unit.ts";

export interface SnapshotSource {
  readonly table: NameTable;
  readonly relations: RelationIndex;
  vocabulary(): Vocabulary;
  version(): number;
  linked(file: string): LinkedUnit | undefined;
  files(): Iterable<string>;
  unread(file: string): string | undefined;
  /** Units that stand for what plan files take from adopted ones. */
  shadows(): readonly LinkedUnit[];
}

export interface Snapshots {
  readonly model: Model;
  /** The element's parts changed: its snapshot is made anew when it is next asked for. */
  drop(id: string): void;
  /** The version changed: what was computed over the whole model is forgotten. */
  forget(): void;
}

const NO_ELEMENTS: readonly Element[] = [];
const NO_SETTINGS: readonly LinkedSetting[] = [];

/** The readable side of a workspace: elements are made of their parts when they are first asked for, and kept. */
export function createModel(source: SnapshotSource): Snapshots {
  const { table, relations } = source;
  let lists = new Map<string, readonly Element[]>();
  let childLists = new Map<string, readonly Element[]>();
  let lastFiles: readonly string[] = [];
  let allRelations: readonly Relation[] | undefined;
  let byId: Map<string, Relation> | undefined;
  let mentions: Map<string, Mention[]> | undefined;

  const model: Model = {
    get vocabulary() {
      return source.vocabulary();
    },
    get version() {
      return source.version();
    },
    element,
    elements,
    children,
    ancestors(id) {
      const found: Element[] = [];
      // What holds an element may itself be none: a name of a kind that nobody knows, or a relation.
      for (let at = parentOf(id); at !== undefined; at = parentOf(at)) {
        const above = element(at);
        if (above) found.push(above);
      }
      return found;
    },
    relations() {
      if (!allRelations) {
        const parts: FilePart<Relation>[] = [];
        for (const file of source.files()) {
          const items = source.linked(file)!.relations.filter((relation) => relation !== undefined);
          if (items.length > 0) parts.push({ file, items: inOrderOfText(items, leastRelation), least: leastRelation(items) });
        }
        allRelations = joinFiles(parts);
      }
      return allRelations;
    },
    outgoing: relations.outgoing,
    incoming: relations.incoming,
    relation(id) {
      if (!byId) {
        byId = new Map();
        for (const relation of model.relations()) if (!byId.has(relation.id)) byId.set(relation.id, relation);
      }
      return byId.get(id);
    },
    mentions(id) {
      mentions ??= collectMentions();
      return mentions.get(id) ?? [];
    },
    get elementCount() {
      return elements().length;
    },
    get relationCount() {
      return relations.size;
    },
    get files() {
      return sortedFiles();
    },
    unread: (file) => source.unread(file),
  };

  return {
    model,
    drop(id) {
      const entry = table.entries.get(id);
      if (entry) entry.element = undefined;
    },
    forget() {
      lists = new Map();
      childLists = new Map();
      allRelations = undefined;
      byId = undefined;
      mentions = undefined;
    },
  };

  function sortedFiles(): string[] {
    return [...source.files()].sort(byText);
  }

  function element(id: string): Element | undefined {
    const entry = table.find(id);
    return entry && elementOf(entry);
  }

  function elementOf(entry: Entry): Element | undefined {
    if (entry.element || !entry.kind || !entry.primary || entry.kind.group === "relation") return entry.element;
    return (entry.element = make(entry));
  }

  function make(entry: Entry): Element {
    const { unit } = entry.primary!;
    const main = declarationAt(entry.primary!);
    const lone = entry.sites.length === 1;
    let { title, description } = main;
    let settings: LinkedSetting[] | readonly LinkedSetting[] = NO_SETTINGS;
    let files = filesOf(unit);
    if (lone) {
      if (main.settings.length > 0) settings = main.settings.map((setting) => linkSetting(setting, source.linked(unit.file), unit.file, table));
    } else {
      const united: LinkedSetting[] = [];
      for (const site of entry.sites) {
        const part = declarationAt(site);
        // A second declaration of the name is a fault, and adds nothing.
        if (part.kind !== undefined && site !== entry.primary) continue;
        if (!files.includes(site.unit.file)) files = [...files, site.unit.file];
        title ??= part.title;
        description ??= part.description;
        for (const setting of part.settings) unite(united, linkSetting(setting, source.linked(site.unit.file), site.unit.file, table));
      }
      settings = united;
    }
    if (settings.length > 1) {
      const united: LinkedSetting[] = [];
      for (const setting of settings) unite(united, setting);
      settings = united;
    }
    return {
      id: entry.name, kind: entry.kind!, name: main.name, title: title ?? unquoted(main.name), titled: title !== undefined, description,
      parent: entry.parent?.name, settings, files,
      at: { file: unit.file, from: main.from, to: main.to }, item: { file: unit.file, from: main.itemFrom, to: main.itemTo },
    };
  }

  /** Most elements stand in one file, and those of one file share their list of it. */
  function filesOf({ file }: Unit): readonly string[] {
    if (lastFiles[0] !== file) lastFiles = [file];
    return lastFiles;
  }

  function elements(...kinds: readonly string[]): readonly Element[] {
    const key = kinds.join(" ");
    let list = lists.get(key);
    if (!list) {
      list = kinds.length === 0 ? everyElement() : elements().filter((candidate) => source.vocabulary().covers(kinds, candidate.kind));
      lists.set(key, list);
    }
    return list;
  }

  function everyElement(): readonly Element[] {
    const parts = new Map<string, Element[]>();
    for (const { unit, entries } of [...[...source.files()].map((file) => source.linked(file)!), ...source.shadows()]) {
      const { declarations } = unit;
      const items: Element[] = [];
      let ordered = true;
      let before = -1;
      for (const [index, entry] of entries.entries()) {
        if (entry?.primary?.unit !== unit || entry.primary.index !== index) continue;
        const found = elementOf(entry);
        if (!found) continue;
        items.push(found);
        const { from } = declarations[index]!;
        ordered &&= from >= before;
        before = from;
      }
      const others = parts.get(unit.file);
      if (others || !ordered) parts.set(unit.file, inOrderOfText(others ? [...others, ...items] : items, leastId));
      else if (items.length > 0) parts.set(unit.file, items);
    }
    return joinFiles([...parts].map(([file, items]) => ({ file, items, least: leastId(items) })));
  }

  function children(id: string): readonly Element[] {
    const entries = table.find(id)?.children;
    if (!entries) return NO_ELEMENTS;
    let list = childLists.get(id);
    if (!list) {
      const found: Element[] = [];
      for (const entry of entries) {
        const child = elementOf(entry);
        if (child) found.push(child);
      }
      list = inOrderOfText(found, leastId);
      childLists.set(id, list);
    }
    return list;
  }

  function collectMentions(): Map<string, Mention[]> {
    const found = new Map<string, Mention[]>();
    for (const holder of elements()) {
      for (const setting of holder.settings) {
        for (const value of setting.values) {
          const target = value.type === "weighted" ? (value.value as LinkedValue).target : value.target;
          if (target === undefined) continue;
          const list = found.get(target);
          if (list) list.push({ by: holder.id, setting: setting.name });
          else found.set(target, [{ by: holder.id, setting: setting.name }]);
        }
      }
    }
    return found;
  }
}

function unquoted(name: string): string {
  return name.startsWith("`") ? name.slice(1, -1) : name;
}
