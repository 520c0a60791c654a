import type { Diagnostic, Place } from "@groundplan/syntax";
import { withArticle, withCapitalArticle, type Vocabulary } from "@groundplan/vocabulary";
import type { LinkedSetting, Relation } from "./model.ts";
import { parentOf, qualify } from "./names.ts";
import { tellDuplicates, type Duplicate } from "./duplicates.ts";
import type { RelationIndex } from "./relations.ts";
import { linkSetting, unite } from "./targets.ts";
import type { Entry, Lookup, NameTable } from "./table.ts";
import type { RelationDeclaration, Unit } from "./unit.ts";

/** Kinds and groups that may begin or end a relation. */
export const RELATES: readonly string[] = ["@actor", "@external", "@system", "@group", "@container", "@component", "@interface", "@operation", "@topic"];

/** A name that was looked up in vain. */
export interface Failure {
  readonly name: string;
  readonly accepts: readonly string[];
  readonly lookup: Exclude<Lookup, { found: Entry }>;
  /** What it was looked up as, where it is a part of something else, and from where. */
  readonly candidates?: readonly string[];
  readonly scope?: string;
  readonly file: string;
  readonly from: number;
  readonly to: number;
}

/** A unit with what its names were found to mean. It is brought up to date, reference by reference, as other units change. */
export interface LinkedUnit {
  readonly unit: Unit;
  /** For each extension the qualified name that it extends. */
  bases: (string | undefined)[];
  /** For each declaration its qualified name; undefined inside an extension of what does not exist. */
  names: (string | undefined)[];
  /** For each declaration the entry of its name. */
  entries: (Entry | undefined)[];
  /** For each reference in a setting what it found. */
  readonly targets: (string | undefined)[];
  /** For each relation declaration the relation, if both its ends were found. */
  readonly relations: (Relation | undefined)[];
  /** Qualified names of relations that bear one, by index. */
  relationNames: ReadonlyMap<number, string> | undefined;
  /** By place: references count from 0, sources of relations are `s<index>`, targets `t<index>`. */
  readonly failures: Map<string, Failure>;
}

export function newLinkedUnit(unit: Unit): LinkedUnit {
  return { unit, bases: unit.extensions.map(() => undefined), names: [], entries: [], targets: new Array(unit.references.length), relations: new Array(unit.relations.length), relationNames: undefined, failures: new Map() };
}

/** The relations of a unit that bear a name. */
export function nameRelations(linked: LinkedUnit): ReadonlyMap<number, string> | undefined {
  let names: Map<number, string> | undefined;
  for (const [index, declaration] of linked.unit.declarations.entries()) {
    const name = linked.names[index];
    if (declaration.relation >= 0 && name !== undefined) (names ??= new Map()).set(declaration.relation, name);
  }
  return names;
}

/** Qualified names of the declarations, given what the extensions were found to extend. */
export function qualifyDeclarations(unit: Unit, bases: readonly (string | undefined)[]): (string | undefined)[] {
  return unit.declarations.map((declaration) => {
    if (declaration.base < 0) return declaration.path;
    const base = bases[declaration.base];
    return base === undefined ? undefined : qualify(base, declaration.path);
  });
}

/** The qualified name of the block that something stands in; undefined where its extension extends nothing. */
export function scopeOf(linked: LinkedUnit, base: number, path: string): string | undefined {
  if (base < 0) return path;
  const extended = linked.bases[base];
  return extended === undefined ? undefined : qualify(extended, path);
}

export function linkReference(linked: LinkedUnit, index: number, table: NameTable, vocabulary: Vocabulary): void {
  const reference = linked.unit.references[index]!;
  if (linked.failures.size > 0) linked.failures.delete(String(index));
  const scope = scopeOf(linked, reference.base, reference.scope);
  if (scope === undefined) {
    linked.targets[index] = undefined;
    return;
  }
  if (reference.candidates !== undefined) {
    const lookups = reference.candidates.map((name) => table.lookup(scope, name, reference.accepts, vocabulary));
    const lookup = lookups.find(({ found }) => found !== undefined) ?? lookups[0];
    linked.targets[index] = lookup?.found?.name;
    if (lookup !== undefined && lookup.failure !== undefined) linked.failures.set(String(index), { name: reference.name, accepts: reference.accepts, lookup, candidates: reference.candidates, scope, file: linked.unit.file, from: reference.from, to: reference.to });
    return;
  }
  const found = lookUp(table, scope, reference.name, reference.accepts, vocabulary);
  linked.targets[index] = found.found?.name;
  if (found.failure !== undefined && !(reference.optional && (found.failure === "unknown" || (reference.free && found.failure === "wrong-kind")))) linked.failures.set(String(index), { name: reference.name, accepts: reference.accepts, lookup: found, file: linked.unit.file, from: reference.from, to: reference.to });
}

/** `linkedOf` gives the linked unit of a file. The references of the unit, and of those that extend the relation, are linked by then. */
export function linkRelation(linked: LinkedUnit, index: number, table: NameTable, relations: RelationIndex, vocabulary: Vocabulary, linkedOf: (file: string) => LinkedUnit | undefined): void {
  const declared = linked.unit.relations[index]!;
  linked.relations[index] = undefined;
  if (linked.failures.size > 0) for (const side of SIDES) linked.failures.delete(side + index);
  const scope = scopeOf(linked, declared.base, declared.scope);
  if (scope === undefined) return;
  const source = endOf(linked, index, "s", scope, table, vocabulary);
  const target = endOf(linked, index, "t", scope, table, vocabulary);
  if (source === undefined || target === undefined) return;
  const name = linked.relationNames?.get(index);
  const relation = new LinkedRelation(source.name, target.name, declared, name, settingsOf(linked, declared, name, table, linkedOf), linked.unit.file);
  linked.relations[index] = relation;
  relations.add(relation, source, target);
}

/**
 * A relation as its declaration says it. Of large models there are many, and of most little is asked: what is put together
 * of other things, the id and the place, is so when it is asked for.
 */
class LinkedRelation implements Relation {
  readonly source: string;
  readonly target: string;
  readonly name: string | undefined;
  readonly settings: readonly LinkedSetting[];
  private readonly declared: RelationDeclaration;
  private readonly file: string;
  private known: string | undefined = undefined;

  constructor(source: string, target: string, declared: RelationDeclaration, name: string | undefined, settings: readonly LinkedSetting[], file: string) {
    this.source = source;
    this.target = target;
    this.name = name;
    this.settings = settings;
    this.declared = declared;
    this.file = file;
  }

  get id(): string {
    return (this.known ??= `${this.source}${this.style === "call" ? " -> " : " ->> "}${this.target}${this.label === undefined ? "" : ` "${this.label}"`}`);
  }

  get style(): Relation["style"] {
    return this.declared.style;
  }

  get label(): string | undefined {
    return this.declared.label;
  }

  get description(): string | undefined {
    return this.declared.description;
  }

  get implied(): boolean {
    return this.declared.implied;
  }

  get at(): Place {
    return { file: this.file, from: this.declared.from, to: this.declared.to };
  }
}

/** The ends of a relation, as the keys of their failures begin. */
const SIDES = ["s", "t"] as const;

/** The entry of the element at one end of a relation; undefined where there is none, which is noted if a name was looked up in vain. */
function endOf(linked: LinkedUnit, index: number, side: (typeof SIDES)[number], scope: string, table: NameTable, vocabulary: Vocabulary): Entry | undefined {
  const declared = linked.unit.relations[index]!;
  const name = side === "s" ? declared.source : declared.target;
  if (name === undefined) {
    // The element whose block it stands in.
    const own = table.entries.get(scope);
    return own?.kind?.relates ? own : undefined;
  }
  const lookup = lookUp(table, scope, name, RELATES, vocabulary);
  if (lookup.failure !== undefined) {
    linked.failures.set(side + index, { name, accepts: RELATES, lookup, file: linked.unit.file, from: side === "s" ? declared.sourceFrom : declared.targetFrom, to: side === "s" ? declared.sourceTo : declared.targetTo });
    return undefined;
  }
  // A name of unknown kind was told of where it is declared.
  return lookup.found.kind ? lookup.found : undefined;
}

/**
 * Looks a name up, and where there is none what owns it: an interface that lists no operations may have this one, and is
 * what is meant then; and what is in something of unknown kind cannot be known either.
 */
function lookUp(table: NameTable, scope: string, name: string, accepts: readonly string[], vocabulary: Vocabulary): Lookup {
  const lookup = table.lookup(scope, name, accepts, vocabulary);
  const owner = lookup.failure === "unknown" ? parentOf(name) : undefined;
  if (owner === undefined) return lookup;
  const owning = table.lookup(scope, owner, accepts, vocabulary);
  if (owning.failure !== undefined) return lookup;
  const { kind, children } = owning.found;
  if (!kind) return owning;
  const member = kind.members === undefined ? undefined : vocabulary.kind(kind.members);
  if (!member || !vocabulary.covers(accepts, member)) return lookup;
  for (const child of children ?? []) if (child.kind === member) return lookup;
  return owning;
}

const NO_SETTINGS: readonly LinkedSetting[] = [];

/** A relation's own settings, and those that extensions add to it by its name. */
function settingsOf(linked: LinkedUnit, declared: RelationDeclaration, name: string | undefined, table: NameTable, linkedOf: (file: string) => LinkedUnit | undefined): readonly LinkedSetting[] {
  if (declared.settings.length === 0 && name === undefined) return NO_SETTINGS;
  const all = declared.settings.map((setting) => linkSetting(setting, linked, linked.unit.file, table));
  for (const site of (name === undefined ? undefined : table.entries.get(name)?.sites) ?? []) {
    const part = site.unit.declarations[site.index]!;
    if (part.kind === undefined) for (const setting of part.settings) unite(all, linkSetting(setting, linkedOf(site.unit.file), site.unit.file, table));
  }
  return all;
}

/**
 * Finds what the extensions of all units extend. An extension may add to what another one brings, so they are resolved
 * in rounds, each against the names known before it: the order of files changes nothing. At the end each is looked up
 * once more, so that a name that became ambiguous later is told to be so.
 */
export function resolveExtensions(units: readonly LinkedUnit[], table: NameTable, vocabulary: Vocabulary, settle: (linked: LinkedUnit, bases: (string | undefined)[]) => void): void {
  const extending = units.filter((linked) => linked.unit.extensions.length > 0);
  for (const linked of extending) settle(linked, linked.unit.extensions.map(() => undefined));
  for (let progress = true; progress; ) {
    progress = false;
    const found: [LinkedUnit, (string | undefined)[]][] = [];
    for (const linked of extending) {
      let bases: (string | undefined)[] | undefined;
      for (const index of linked.unit.extensions.keys()) {
        if (linked.bases[index] !== undefined) continue;
        const lookup = look(linked, index);
        if (lookup?.found === undefined) continue;
        bases ??= [...linked.bases];
        bases[index] = lookup.found.name;
      }
      if (bases) found.push([linked, bases]);
    }
    for (const [linked, bases] of found) {
      settle(linked, bases);
      progress = true;
    }
  }
  for (const linked of extending) {
    for (const [index, extension] of linked.unit.extensions.entries()) {
      const key = `x${index}`;
      linked.failures.delete(key);
      const lookup = look(linked, index);
      if (lookup?.failure !== undefined) linked.failures.set(key, { name: extension.name, accepts: EXTENDS, lookup, file: linked.unit.file, from: extension.from, to: extension.to });
    }
  }

  function look(linked: LinkedUnit, index: number): Lookup | undefined {
    const extension = linked.unit.extensions[index]!;
    const scope = scopeOf(linked, extension.base, extension.scope);
    if (scope === undefined) return undefined;
    return table.lookup(scope, extension.name, EXTENDS, vocabulary);
  }
}

/** The kind of a declaration whose kind nobody knows: that was told where it stands. */
const UNKNOWN_KIND = "?";

/** Whatever has a name may be extended. */
const EXTENDS: readonly string[] = [
  "@actor", "@external", "@system", "@group", "@container", "@component", "@interface", "@operation", "@topic", "@requirement", "@decision", "@choice", "@candidate",
  "@domain", "@capability", "@team", "@term", "@view", "@rule", "@layer", "@technology", "@relation",
  "@type", "@field", "@access", "@flow", "@step", "@screen", "@widget", "@journey", "@migration", "@mapping",
];

/** What the linker has to say of a unit beyond names that were not found. */
export function declarationFaults(linked: LinkedUnit, table: NameTable, vocabulary: Vocabulary): Diagnostic[] {
  const faults: Diagnostic[] = [];
  const duplicates: Duplicate[] = [];
  const { unit } = linked;
  for (const [index, declaration] of unit.declarations.entries()) {
    const name = linked.names[index];
    // What stands outside of extensions was judged when it was bound; only another site of its name can make a fault of it.
    if (name === undefined || (declaration.base < 0 && !table.shared.has(name))) continue;
    const entry = table.entries.get(name);
    if (!entry) continue;
    if (declaration.kind !== undefined && declaration.kind !== UNKNOWN_KIND && entry.primary && entry.sites.length > 1 && (entry.primary.unit !== unit || entry.primary.index !== index)) {
      duplicates.push({ name, declaration, primary: entry.primary });
      continue;
    }
    // Single values that two places set.
    if (entry.sites.length > 1) {
      for (const setting of declaration.settings) {
        if (setting.setting.many) continue;
        for (const site of entry.sites) {
          const other = site.unit.declarations[site.index]!;
          if (other === declaration) break;
          const earlier = other.settings.find((candidate) => candidate.name === setting.name);
          if (!earlier) continue;
          faults.push({ code: "model/set-twice", severity: "error", message: `${setting.name} of ${name} is set twice.`, hint: "Keep one of them.", file: unit.file, from: setting.from, to: setting.to, related: [{ file: site.unit.file, from: earlier.from, to: earlier.to, message: "the first time" }] });
          break;
        }
      }
      if (declaration.description !== undefined) {
        for (const site of entry.sites) {
          const other = site.unit.declarations[site.index]!;
          if (other === declaration) break;
          if (other.description === undefined) continue;
          faults.push({ code: "model/set-twice", severity: "error", message: `${name} is described twice.`, hint: "Keep one of the descriptions.", file: unit.file, from: declaration.from, to: declaration.to, related: [{ file: site.unit.file, from: other.from, to: other.to, message: "described here first" }] });
          break;
        }
      }
    }
    if (declaration.kind === undefined && entry.kind) {
      for (const setting of declaration.settings) {
        const own = vocabulary.setting(entry.kind, setting.name) ?? entry.kind.clauses?.find((clause) => clause.setting.name === setting.name)?.setting;
        if (!own) faults.push({ code: "model/unknown-setting", severity: "error", message: `${withCapitalArticle(entry.kind.name)} has no setting ${setting.name}.`, file: unit.file, from: setting.from, to: setting.to, related: [] });
      }
    } else if (declaration.base >= 0 && declaration.kind !== undefined && declaration.path.indexOf(".") < 0 && entry.kind) {
      // Whether it may stand in what is extended was not known when it was bound.
      const base = table.entries.get(linked.bases[declaration.base] ?? "")?.kind;
      if (base && !vocabulary.mayStand(entry.kind, base) && base.members !== entry.kind.name && entry.kind.name !== "relation") {
        faults.push({ code: "model/misplaced-kind", severity: "error", message: `${withCapitalArticle(entry.kind.name)} cannot stand in ${withArticle(base.name)}.`, file: unit.file, from: declaration.from, to: declaration.to, related: [] });
      }
    }
  }
  return duplicates.length === 0 ? faults : [...faults, ...tellDuplicates(unit, duplicates)];
}
