import type { KindGroup } from "@groundplan/vocabulary";
import type { Element, Model } from "@groundplan/model";

/**
 * Elements by what they are, and by what their settings name. It is kept up to date edit by edit, so that a rule over the
 * whole model does not walk the whole model after each.
 */
export interface Lookup {
  /** The elements of a group of kinds, sorted by name. */
  of(group: KindGroup): readonly Element[];
  has(group: KindGroup): boolean;
  /** The elements in whose setting of that name this element is named, sorted by name. */
  naming(setting: string, target: string): readonly Element[];
  /** The elements with that technology among their `tech`, sorted by name; the technology as written, in lower case. Candidates of a choice are only weighed. */
  using(technology: string): readonly Element[];
  /** Every technology that some element has among its `tech`, as written, sorted. */
  technologies(): readonly string[];
}

export interface MutableLookup extends Lookup {
  build(elements: readonly Element[]): void;
  /** Brings these elements up to date; gives those that came, went or belong to another group now. */
  update(ids: Iterable<string>): ReadonlySet<string>;
}

interface Entry {
  readonly group: KindGroup;
  readonly keys: readonly string[];
}

const NO_KEYS: readonly string[] = [];
const NO_ELEMENTS: readonly Element[] = [];
const TECHNOLOGY = "tech ";

export function createLookup(model: Model): MutableLookup {
  const entries = new Map<string, Entry>();
  const groups = new Map<KindGroup, Set<string>>();
  const byKey = new Map<string, Set<string>>();
  const lists = new Map<string, readonly Element[]>();
  let technologies: readonly string[] | undefined;

  return {
    build(elements) {
      entries.clear();
      groups.clear();
      byKey.clear();
      lists.clear();
      technologies = undefined;
      for (const element of elements) enter(element);
    },
    update(ids) {
      const regrouped = new Set<string>();
      for (const id of ids) {
        const old = entries.get(id);
        const element = model.element(id);
        if (old?.group !== element?.kind.group) regrouped.add(id);
        if (old) leave(id, old);
        if (element) enter(element);
      }
      return regrouped;
    },
    of: (group) => listOf(group, groups.get(group)),
    has: (group) => (groups.get(group)?.size ?? 0) > 0,
    naming: (setting, target) => listOf(`${setting} ${target}`, byKey.get(`${setting} ${target}`)),
    using: (technology) => listOf(TECHNOLOGY + technology, byKey.get(TECHNOLOGY + technology)),
    technologies() {
      if (!technologies) {
        const found: string[] = [];
        for (const key of byKey.keys()) if (key.startsWith(TECHNOLOGY)) found.push(key.slice(TECHNOLOGY.length));
        technologies = found.sort();
      }
      return technologies;
    },
  };

  function listOf(name: string, ids: ReadonlySet<string> | undefined): readonly Element[] {
    if (!ids || ids.size === 0) return NO_ELEMENTS;
    let list = lists.get(name);
    if (!list) lists.set(name, (list = [...ids].sort().map((id) => model.element(id)!)));
    return list;
  }

  function enter(element: Element): void {
    const { group } = element.kind;
    const keys = element.settings.length === 0 ? NO_KEYS : keysOf(element);
    entries.set(element.id, { group, keys });
    let members = groups.get(group);
    if (!members) groups.set(group, (members = new Set()));
    members.add(element.id);
    lists.delete(group);
    for (const key of keys) {
      let named = byKey.get(key);
      if (!named) {
        byKey.set(key, (named = new Set()));
        technologies = undefined;
      }
      named.add(element.id);
      lists.delete(key);
    }
  }

  function leave(id: string, entry: Entry): void {
    entries.delete(id);
    groups.get(entry.group)!.delete(id);
    lists.delete(entry.group);
    for (const key of entry.keys) {
      const named = byKey.get(key)!;
      named.delete(id);
      lists.delete(key);
      if (named.size > 0) continue;
      byKey.delete(key);
      technologies = undefined;
    }
  }
}

function keysOf(element: Element): readonly string[] {
  let keys: Set<string> | undefined;
  for (const setting of element.settings) {
    for (const value of setting.values) {
      const inner = value.type === "weighted" ? value.value : value;
      if (inner.type === "reference" && "target" in inner && typeof inner.target === "string") (keys ??= new Set()).add(`${setting.name} ${inner.target}`);
      else if (inner.type === "technology" && setting.name === "tech" && element.kind.group !== "candidate") (keys ??= new Set()).add(TECHNOLOGY + inner.id);
    }
  }
  return keys ? [...keys] : NO_KEYS;
}
