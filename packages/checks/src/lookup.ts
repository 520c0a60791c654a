import type { KindGroup } from "@groundplan/vocabulary";
import { settingOf, type Element, type Model, type Relation } from "@groundplan/model";
import { isStore } from "./kinds.ts";
import { retirementOf } from "./retirement.ts";

/**
 * Elements by what they are, and by what their settings name. It is kept up to date edit by edit, so that a rule over the
 * whole model does not walk the whole model after each.
 */
export interface Lookup {
  /** The elements of a group of kinds, sorted by name. */
  of(group: KindGroup): readonly Element[];
  has(group: KindGroup | Trait): boolean;
  /** The elements with a trait, sorted by name. */
  marked(trait: Trait): readonly Element[];
  /** The elements in whose setting of that name this element is named, sorted by name. */
  naming(setting: string, target: string): readonly Element[];
  /** The elements with that technology among their `tech`, sorted by name; the technology as written, in lower case. Candidates of a choice are only weighed. */
  using(technology: string): readonly Element[];
  /** Every technology that some element has among its `tech`, as written, sorted. */
  technologies(): readonly string[];
}

/**
 * What few elements are, so that a rule about these need not be asked at all where there are none: see `isStore` and `retirementOf`; those
 * that take classes of data away, be it on a relation that leads out of them, and those with limits of their coupling.
 */
export type Trait = "store" | "retired" | "declassifies" | "limits";

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
const TECHNOLOGY = "tech " as const;

export function createLookup(model: Model): MutableLookup {
  const entries = new Map<string, Entry>();
  /** What was built of and is not among the entries yet: only updates need those, and a lone check has none. */
  let unlisted: readonly Element[] = NO_ELEMENTS;
  /** Members by group, and by trait, and by `setting target`; the last do not collide with the others, which hold no blank. */
  const sets = new Map<string, Members>();
  let technologies: readonly string[] | undefined;

  return {
    build(elements) {
      entries.clear();
      sets.clear();
      technologies = undefined;
      unlisted = elements;
      for (const element of elements) {
        put(element.kind.group, element.id);
        const keys = keysOf(element);
        for (const key of keys) put(key, element.id);
        // What relations say of it may be another thing when it is listed.
        if (keys.includes("declassifies")) entries.set(element.id, { group: element.kind.group, keys });
      }
    },
    update(ids) {
      for (const element of unlisted) if (!entries.has(element.id)) entries.set(element.id, { group: element.kind.group, keys: keysOf(element).filter((key) => key !== "declassifies") });
      unlisted = NO_ELEMENTS;
      const regrouped = new Set<string>();
      for (const id of ids) {
        const old = entries.get(id);
        const element = model.element(id);
        if (old?.group !== element?.kind.group) regrouped.add(id);
        const keys = element ? keysOf(element) : NO_KEYS;
        if (old && element && old.group === element.kind.group && sameKeys(old.keys, keys)) {
          // It stays where it is, but it may say something else.
          touch(old.group);
          for (const key of keys) touch(key);
          continue;
        }
        if (old) leave(id, old);
        if (element) enter(element, keys);
      }
      return regrouped;
    },
    of: (group) => listOf(sets.get(group)),
    has: (group) => sets.has(group),
    marked: (trait) => listOf(sets.get(trait)),
    naming: (setting, target) => listOf(sets.get(`${setting} ${target}`)),
    using: (technology) => listOf(sets.get(TECHNOLOGY + technology)),
    technologies() {
      if (!technologies) {
        const found: string[] = [];
        for (const key of sets.keys()) if (key.startsWith(TECHNOLOGY)) found.push(key.slice(TECHNOLOGY.length));
        technologies = found.sort();
      }
      return technologies;
    },
  };

  function listOf(members: Members | undefined): readonly Element[] {
    if (!members) return NO_ELEMENTS;
    return (members.elements ??= sorted(members).map((id) => model.element(id)!));
  }

  function touch(name: string): void {
    sets.get(name)!.elements = undefined;
  }

  function enter(element: Element, keys: readonly string[]): void {
    const { group } = element.kind;
    entries.set(element.id, { group, keys });
    put(group, element.id);
    for (const key of keys) put(key, element.id);
  }

  function leave(id: string, entry: Entry): void {
    entries.delete(id);
    drop(entry.group, id);
    for (const key of entry.keys) drop(key, id);
  }

  function put(name: string, id: string): void {
    let members = sets.get(name);
    if (!members) {
      sets.set(name, (members = { ids: [], sorted: false, elements: undefined }));
      technologies = undefined;
    }
    if (members.sorted) members.ids.splice(placeOf(members.ids, id), 0, id);
    else members.ids.push(id);
    members.elements = undefined;
  }

  function drop(name: string, id: string): void {
    const members = sets.get(name)!;
    const ids = sorted(members);
    ids.splice(placeOf(ids, id), 1);
    members.elements = undefined;
    if (ids.length > 0) return;
    sets.delete(name);
    technologies = undefined;
  }

  /** All under which an element is found, but its group. */
  function keysOf(element: Element): readonly string[] {
    let keys: Set<string> | undefined;
    const add = (key: Trait | `${string} ${string}`): void => void (keys ??= new Set()).add(key);
    if (isStore(model, element)) add("store");
    if (retirementOf(element)) add("retired");
    if (declassifies(element) || model.outgoing(element.id).some(declassifies)) add("declassifies");
    if (settingOf(element, "limits")) add("limits");
    for (const setting of element.settings) {
      for (const value of setting.values) {
        const inner = value.type === "weighted" ? value.value : value;
        if (inner.type === "reference" && "target" in inner && typeof inner.target === "string") add(`${setting.name} ${inner.target}`);
        else if (inner.type === "technology" && setting.name === "tech" && element.kind.group !== "candidate") add(`${TECHNOLOGY}${inner.id}`);
      }
    }
    return keys ? [...keys] : NO_KEYS;
  }
}

function declassifies(holder: Element | Relation): boolean {
  return holder.settings.length > 0 && settingOf(holder, "declassifies") !== undefined;
}

interface Members {
  /** Each once; sorted when they are first read, or when the first one leaves. */
  readonly ids: string[];
  sorted: boolean;
  elements: readonly Element[] | undefined;
}

function sorted(members: Members): string[] {
  if (!members.sorted) {
    members.ids.sort();
    members.sorted = true;
  }
  return members.ids;
}

/** Where a name stands in a sorted list, or would stand. */
function placeOf(sorted: readonly string[], id: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sameKeys(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((key, index) => key === b[index]));
}
