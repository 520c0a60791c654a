import type { Kind, Vocabulary } from "@groundplan/vocabulary";
import type { Element, Relation } from "./model.ts";
import { endsWithPath, lastOf, parentOf, qualify } from "./names.ts";
import type { Declaration, Unit } from "./unit.ts";

/** Where something is declared: a unit, and the index of its declaration. */
export interface Site {
  readonly unit: Unit;
  readonly index: number;
}

/**
 * A name, and every place that declares it or adds to it: a set, for several units may declare one name. What lies around
 * it hangs on it, so that no name need be looked up again on the way there. It is there as long as anything does so,
 * though nothing declares it any more (or yet: what stands in an element is bound before it).
 */
export interface Entry {
  readonly name: string;
  /** The entry of the name that this one stands in. */
  readonly parent: Entry | undefined;
  /** The names that stand in this one; undefined where there are none. */
  children: Set<Entry> | undefined;
  /** The relations that lead out of it and into it, see relations.ts. */
  outgoing: Relation[] | undefined;
  incoming: Relation[] | undefined;
  /** In the order of the files' names, then of the text. */
  sites: Site[];
  /** The kind of the first declaration that gives one; undefined where only extensions speak of it, or where it is unknown. */
  kind: Kind | undefined;
  /** The first declaration that gives a kind. */
  primary: Site | undefined;
  /** The snapshot that was made of all this, see snapshot.ts; gone as soon as a site comes or goes. */
  element: Element | undefined;
}

export type Lookup =
  | { readonly found: Entry; readonly failure?: undefined }
  | { readonly found?: undefined; readonly failure: "unknown" }
  | { readonly found?: undefined; readonly failure: "ambiguous"; readonly candidates: readonly string[] }
  | { readonly found?: undefined; readonly failure: "wrong-kind"; readonly candidate: string };

const NO_SITES: Site[] = [];
const UNKNOWN: Lookup = { failure: "unknown" };

/** The table of all names of a workspace. */
export interface NameTable {
  readonly entries: ReadonlyMap<string, Entry>;
  /** Names that several sites declare or add to: few, and the only ones at which two of them can clash. */
  readonly shared: ReadonlySet<string>;
  /** The entry of a name. Who asks for one thing of an element most often asks for the next: the last one is remembered. */
  find(name: string): Entry | undefined;
  /** Gives the entry; its `name` is the string to keep: it is hashed once, and compared by identity. */
  add(name: string, unit: Unit, index: number): Entry;
  remove(name: string, unit: Unit): void;
  /** Forgets the name if nothing hangs on it. */
  release(entry: Entry): void;
  /** Names that end so; `path` may be dotted. */
  endingWith(path: string): readonly string[];
  /** Every last segment that occurs. */
  lastSegments(): Iterable<string>;
  /**
   * Looks a name up from where it stands: outwards from its scope, then by the ends of all names. Only kinds that
   * `accepts` covers count; names of unknown kind always do.
   */
  lookup(scope: string, path: string, accepts: readonly string[], vocabulary: Vocabulary): Lookup;
}

export function createNameTable(vocabulary: () => Vocabulary): NameTable {
  const entries = new Map<string, Entry>();
  const shared = new Set<string>();
  let lastName: string | undefined;
  let last: Entry | undefined;
  /** Names by their last segment; made when one is first looked for by its end, for most are found from where they stand. */
  let byLast: Map<string, string | Set<string>> | undefined;

  return { entries, shared, find, add, remove, release, endingWith, lastSegments: () => ends().keys(), lookup };

  function ends(): Map<string, string | Set<string>> {
    if (!byLast) {
      byLast = new Map();
      for (const { name, sites } of entries.values()) if (sites.length > 0) addEnd(byLast, name);
    }
    return byLast;
  }

  function find(name: string): Entry | undefined {
    if (name !== lastName) {
      last = entries.get(name);
      lastName = name;
    }
    return last;
  }

  /** The entry of a name; where there is none yet it is made, with those of all that it stands in. */
  function obtain(name: string): Entry {
    const known = entries.get(name);
    if (known) return known;
    lastName = undefined;
    const missing = [name];
    let above: Entry | undefined;
    for (let at = parentOf(name); at !== undefined && !(above = entries.get(at)); at = parentOf(at)) missing.push(at);
    for (let at = missing.length - 1; at >= 0; at--) {
      const entry: Entry = { name: missing[at]!, parent: above, children: undefined, outgoing: undefined, incoming: undefined, sites: NO_SITES, kind: undefined, primary: undefined, element: undefined };
      entries.set(entry.name, entry);
      if (above) (above.children ??= new Set()).add(entry);
      above = entry;
    }
    return above!;
  }

  function release(entry: Entry): void {
    for (let at: Entry | undefined = entry; at && at.sites.length === 0 && !at.children && !at.outgoing && !at.incoming; at = at.parent) {
      lastName = undefined;
      entries.delete(at.name);
      const siblings = at.parent?.children;
      siblings?.delete(at);
      if (siblings?.size === 0) at.parent!.children = undefined;
    }
  }

  function add(name: string, unit: Unit, index: number): Entry {
    const entry = obtain(name);
    const site: Site = { unit, index };
    if (entry.sites.length === 0) {
      // Most names have one site: a list made of it takes a tenth of the room that one takes which grows.
      entry.sites = [site];
      if (byLast) addEnd(byLast, entry.name);
    } else {
      const { sites } = entry;
      let at = sites.length;
      while (at > 0 && comesBefore(site, sites[at - 1]!)) at--;
      sites.splice(at, 0, site);
      shared.add(entry.name);
    }
    settle(entry);
    return entry;
  }

  function remove(name: string, unit: Unit): void {
    const entry = entries.get(name);
    if (!entry || entry.sites.length === 0) return;
    for (let at = entry.sites.length - 1; at >= 0; at--) if (entry.sites[at]!.unit === unit) entry.sites.splice(at, 1);
    if (entry.sites.length < 2) shared.delete(name);
    settle(entry);
    if (entry.sites.length > 0) return;
    if (byLast) dropEnd(byLast, name);
    release(entry);
  }

  function settle(entry: Entry): void {
    entry.kind = undefined;
    entry.primary = undefined;
    entry.element = undefined;
    for (const site of entry.sites) {
      const declared = declarationAt(site);
      if (declared.kind === undefined) continue;
      const kind = vocabulary().kind(declared.kind);
      // A declaration whose kind nobody knows gives way to one that says more.
      if (entry.primary && !kind) continue;
      entry.primary = site;
      entry.kind = kind;
      if (kind) return;
    }
  }

  function endingWith(path: string): readonly string[] {
    const known = ends().get(lastOf(path));
    if (known === undefined) return [];
    if (typeof known === "string") return endsWithPath(known, path) ? [known] : [];
    const found: string[] = [];
    for (const name of known) if (endsWithPath(name, path)) found.push(name);
    return found;
  }

  function lookup(scope: string, path: string, accepts: readonly string[], vocabulary: Vocabulary): Lookup {
    let wrong: string | undefined;
    let at: string | undefined = scope;
    for (;;) {
      const candidate = qualify(at, path);
      const entry = entries.get(candidate);
      if (entry?.primary) {
        if (!entry.kind || vocabulary.covers(accepts, entry.kind)) return { found: entry };
        wrong ??= entry.name;
      }
      if (at === undefined || at === "") break;
      at = parentOf(at) ?? "";
    }
    const known = ends().get(lastOf(path));
    if (known === undefined) return UNKNOWN;
    let found: Entry | undefined;
    let several: string[] | undefined;
    let elsewhere: string | undefined;
    for (const name of typeof known === "string" ? [known] : known) {
      if (!endsWithPath(name, path)) continue;
      const entry = entries.get(name)!;
      if (!entry.primary) continue;
      if (entry.kind && !vocabulary.covers(accepts, entry.kind)) {
        // The set is in the order of the edits; the first one by name is the same whatever that was.
        if (elsewhere === undefined || name < elsewhere) elsewhere = name;
        continue;
      }
      // An operation is found through its owner only: its bare name says too little.
      if (entry.kind?.group === "operation" && !path.includes(".")) continue;
      if (found === undefined) found = entry;
      else (several ??= [found.name]).push(name);
    }
    if (several) return { failure: "ambiguous", candidates: several.sort(byText) };
    if (found !== undefined) return { found };
    wrong ??= elsewhere;
    return wrong === undefined ? UNKNOWN : { failure: "wrong-kind", candidate: wrong };
  }
}

function addEnd(byLast: Map<string, string | Set<string>>, name: string): void {
  const last = lastOf(name);
  const known = byLast.get(last);
  if (known === undefined) byLast.set(last, name);
  else if (typeof known === "string") byLast.set(last, new Set([known, name]));
  else known.add(name);
}

function dropEnd(byLast: Map<string, string | Set<string>>, name: string): void {
  const last = lastOf(name);
  const known = byLast.get(last);
  if (known === undefined || typeof known === "string") {
    byLast.delete(last);
    return;
  }
  known.delete(name);
  if (known.size === 0) byLast.delete(last);
}

export function declarationAt(site: Site): Declaration {
  return site.unit.declarations[site.index]!;
}

function comesBefore(a: Site, b: Site): boolean {
  if (a.unit.file !== b.unit.file) return a.unit.file < b.unit.file;
  return declarationAt(a).from < declarationAt(b).from;
}

export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
