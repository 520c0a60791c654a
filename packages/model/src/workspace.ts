import { parse, shortened, type Diagnostic, type Tree } from "@groundplan/syntax";
import type { DecisionDocument } from "@groundplan/sources";
import { baseVocabulary, extendVocabulary, type Vocabulary } from "@groundplan/vocabulary";
import { bind } from "./bind.ts";
import { adoptionsIn, mayAdopt, type Adoption } from "./adopt/adoptions.ts";
import { shadowOf, type Shadow } from "./adopt/aliases.ts";
import { bindAdopted } from "./adopt/bind-adopted.ts";
import { importsIn, isImport, type ImportedFile } from "./adopt/imports.ts";
import { bindDecision, isDecisionFile } from "./bind-decision.ts";
import { declareVocabulary } from "./declare.ts";
import { settleDeclarations } from "./declared.ts";
import { tellFailures } from "./failures.ts";
import { createDelta, newChange, signatureOf, type Change, type MutableChange, type Signature } from "./change.ts";
import { declarationFaults, linkReference, linkRelation, nameRelations, newLinkedUnit, qualifyDeclarations, resolveExtensions, type Failure, type LinkedUnit } from "./link.ts";
import type { Model } from "./model.ts";
import { createModel } from "./snapshot.ts";
import { hasNames, targetAt } from "./targets.ts";
import { endsWithPath, lastOf, parentOf } from "./names.ts";
import { createRelationIndex } from "./relations.ts";
import { byText, createNameTable } from "./table.ts";
import { createUseIndex, type Use } from "./uses.ts";
import type { Unit, VocabularyDeclarations } from "./unit.ts";

/**
 * A file's new text; undefined removes the file. Plan text (`.plan`) and decisions (`decisions/NNNN-….md`) count, and whatever
 * file a plan adopts (`source shop proto "shop.proto"`), also when it comes before that plan.
 */
export interface FileChange {
  readonly file: string;
  readonly text: string | undefined;
  /** Why an adopted file that is there has no text: `it is a folder`. */
  readonly unread?: string;
}

/**
 * The files of a workspace and the model they make. An update costs what changed: it binds the changed files, links
 * their own references and those elsewhere whose names came or went. The result is the same as from a fresh start,
 * whatever the order of the updates.
 */
export interface Workspace {
  update(changes: Iterable<FileChange>): void;
  readonly model: Model;
  /** What parsing, binding and linking found, by file; files without faults are absent. */
  faults(): ReadonlyMap<string, readonly Diagnostic[]>;
  takeChange(): Change;
  text(file: string): string | undefined;
  /** The tree of a plan file, parsed anew; undefined for other files. */
  tree(file: string): Tree | undefined;
  /** The document behind a decision's element. */
  decision(id: string): DecisionDocument | undefined;
  unit(file: string): Unit | undefined;
  /** The files that plan files adopt, relative to the workspace, sorted; whether or not their texts have come. */
  adopted(): readonly string[];
}

interface Source {
  readonly text: string;
  readonly declared: VocabularyDeclarations;
  linked: LinkedUnit;
  document: DecisionDocument | undefined;
}

const NO_DECLARATIONS: VocabularyDeclarations = { kinds: [], settings: [], places: { kinds: [], settings: [] }, problems: [] };

/** How often what is taken from what is taken is followed. */
const MOST_ROUNDS = 8;
/** So many faults are told of a file; the parser stops at as many of its own, and sums up the rest. */
const MOST_FAULTS = 250;

export function createWorkspace(): Workspace {
  const sources = new Map<string, Source>();
  let vocabulary: Vocabulary = baseVocabulary;
  let declaredText = "";
  /** What is wrong with the workspace's own kinds and settings beside each other. */
  let conflicts: readonly Diagnostic[] = [];
  const table = createNameTable(() => vocabulary);
  const relations = createRelationIndex(table, (relation, by) => {
    if (change.all) return;
    change.elements.add(relation.source);
    change.elements.add(relation.target);
    delta.add(relation, by);
  });
  let version = 0;
  let change: MutableChange = newChange(true);
  const delta = createDelta();
  /** What the touched elements said before the update under way. */
  const before = new Map<string, Signature>();
  /** The kinds that the touched names stood for. */
  const kindsBefore = new Map<string, string | undefined>();
  /** Files that the update under way changes: what they speak of has moved, if nothing else. */
  let moving: ReadonlySet<string> = new Set();
  /** The update under way replaces everything: nothing need be compared. */
  let whole = true;
  const uses = createUseIndex();
  const faultCache = new Map<LinkedUnit, readonly Diagnostic[]>();
  /** What each plan file adopts; files that adopt nothing are absent. */
  const adoptions = new Map<string, readonly Adoption[]>();
  /** By adopted file, how it was adopted when it was last bound. */
  const adoptedAs = new Map<string, string>();
  /** Texts of files that are neither plans nor decisions. */
  const others = new Map<string, string>();
  /** Why such a file could not be read. */
  const unread = new Map<string, string>();
  /** How often the text of such a file came anew, and what it imports where that was asked for. */
  const revisions = new Map<string, number>();
  const importsOf = new Map<string, readonly string[]>();
  /** What plan files take from adopted ones. */
  const shadows = new Map<string, Shadow>();
  const unitIds = new WeakMap<Unit, number>();
  let nextUnitId = 0;
  const snapshots = createModel({ table, relations, vocabulary: () => vocabulary, version: () => version, linked: (file) => sources.get(file)?.linked, files: () => sources.keys(), unread: (file) => unread.get(file), shadows: () => [...shadows.values()].flatMap(({ units }) => units) });
  const { model } = snapshots;

  return {
    update, model, faults, takeChange,
    text: (file) => sources.get(file)?.text,
    tree: (file) => (file.endsWith(".plan") && sources.has(file) ? parse(sources.get(file)!.text) : undefined),
    decision: (id) => sources.get(model.element(id)?.at.file ?? "")?.document,
    unit: (file) => sources.get(file)?.linked.unit,
    adopted: () => [...new Set([...adoptions.values()].flatMap((list) => list.map(({ file }) => file)))].sort(byText),
  };

  function update(changes: Iterable<FileChange>): void {
    const wanted = new Map<string, string | undefined>();
    // Of several changes of one file the last one counts.
    const given = new Map<string, string | undefined>();
    const reasons = new Map<string, string | undefined>();
    for (const { file, text, unread } of changes) {
      reasons.set(file, unread);
      (file.endsWith(".plan") || isDecisionFile(file) ? wanted : given).set(file, text);
    }
    for (const [file, text] of wanted) if (sources.get(file)?.text === text) wanted.delete(file);
    for (const [file, text] of given) {
      const reason = reasons.get(file);
      if (others.get(file) === text && unread.get(file) === reason) {
        given.delete(file);
        continue;
      }
      if (reason === undefined) unread.delete(file);
      else unread.set(file, reason);
      importsOf.delete(file);
      revisions.set(file, (revisions.get(file) ?? 0) + 1);
      if (text === undefined) others.delete(file);
      else others.set(file, text);
    }
    if (wanted.size === 0 && ![...given.keys()].some((file) => sources.has(file) || isAdopted(file))) return;
    version++;
    snapshots.forget();
    const trees = new Map<string, Tree>();
    const declared = new Map<string, VocabularyDeclarations>();
    for (const [file, text] of wanted) {
      if (!file.endsWith(".plan")) continue;
      adoptions.delete(file);
      if (text === undefined) continue;
      // Most files add nothing to the vocabulary. They are parsed when they are bound, so that of a large workspace one tree is held at a time.
      const adopts = mayAdopt(text);
      if (!adopts && !text.includes("kind") && !text.includes("setting")) continue;
      const tree = parse(text);
      trees.set(file, tree);
      declared.set(file, declareVocabulary(file, tree));
      const found = adopts ? adoptionsIn(file, tree) : [];
      if (found.length > 0) adoptions.set(file, found);
    }
    adoptAnew(wanted, given);
    if (redeclare(wanted, declared)) {
      // Every file is bound anew against the new vocabulary.
      for (const [file, source] of sources) if (!wanted.has(file)) wanted.set(file, source.text);
      change = newChange(true);
    }
    // A lone file that is edited is compared like any other; where several are all replaced, everything counts as changed.
    whole = sources.size !== 1 && [...sources.keys()].every((file) => wanted.has(file));
    if (whole) change = newChange(true);
    moving = new Set(wanted.keys());
    const changed = new Set<string>();
    const fresh = new Set<LinkedUnit>();
    for (const [file, text] of [...wanted].sort((a, b) => byText(a[0], b[0]))) {
      change.files.add(file);
      const old = sources.get(file);
      if (old) {
        withdraw(old.linked, changed);
        sources.delete(file);
      }
      if (text === undefined) continue;
      const source = bindSource(file, text, trees.get(file), declared.get(file));
      sources.set(file, source);
      fresh.add(source.linked);
      enter(source.linked, source.linked.bases, changed);
    }
    settleExtensions(changed, fresh);
    settleShadows(changed);
    // What one file adds to a relation of another is known when the names of both are.
    for (const linked of fresh) linkReferences(linked);
    for (const linked of fresh) linkRelations(linked);
    relinkAffected(cameOrWent(changed), fresh);
    compare();
  }

  /** Whether the workspace's own kinds and settings changed; the vocabulary is then the new one. */
  function redeclare(wanted: ReadonlyMap<string, string | undefined>, declared: ReadonlyMap<string, VocabularyDeclarations>): boolean {
    const all: [string, VocabularyDeclarations][] = [];
    for (const [file, source] of sources) if (!wanted.has(file)) all.push([file, source.declared]);
    for (const found of declared) all.push(found);
    const settled = settleDeclarations(all.filter(([, { kinds, settings }]) => kinds.length > 0 || settings.length > 0).sort((a, b) => byText(a[0], b[0])));
    conflicts = settled.problems;
    const text = settled.kinds.length + settled.settings.length === 0 ? "" : JSON.stringify({ kinds: settled.kinds, settings: settled.settings });
    if (text === declaredText) return false;
    declaredText = text;
    vocabulary = extendVocabulary(settled.kinds, settled.settings);
    return true;
  }

  function bindSource(file: string, text: string, tree: Tree | undefined, declared: VocabularyDeclarations | undefined): Source {
    if (!file.endsWith(".plan") && !isDecisionFile(file)) return { text, declared: NO_DECLARATIONS, linked: newLinkedUnit(bindAdopted(file, text, adoptionsOf(file), vocabulary, importedBy(file))), document: undefined };
    if (!file.endsWith(".plan")) {
      const bound = bindDecision(file, text, vocabulary);
      return { text, declared: NO_DECLARATIONS, linked: newLinkedUnit(bound.unit), document: bound.document };
    }
    const parsed = tree ?? parse(text);
    return { text, declared: declared ?? declareVocabulary(file, parsed), linked: newLinkedUnit(bind(file, parsed, vocabulary)), document: undefined };
  }

  function isAdopted(file: string): boolean {
    for (const list of adoptions.values()) if (list.some((adoption) => adoption.file === file)) return true;
    return false;
  }

  /** What adopts a file, in the order of the plan files. */
  function adoptionsOf(file: string): readonly Adoption[] {
    return [...adoptions].sort((a, b) => byText(a[0], b[0])).flatMap(([, list]) => list.filter((adoption) => adoption.file === file));
  }

  /** The adopted files that a proto file imports, and those that these import, as far as they are there. */
  function importedBy(file: string): readonly (ImportedFile & { readonly file: string })[] {
    if (!adoptionsOf(file).some(({ format }) => format === "proto")) return [];
    const protos = [...adoptions].sort((a, b) => byText(a[0], b[0])).flatMap(([, list]) => list.filter(({ format }) => format === "proto"));
    if (protos.length < 2) return [];
    const found = new Map<string, ImportedFile & { readonly file: string }>();
    const waiting = [file];
    for (let at = 0; at < waiting.length; at++) {
      const text = others.get(waiting[at]!);
      if (text === undefined) continue;
      let paths = importsOf.get(waiting[at]!);
      if (paths === undefined) importsOf.set(waiting[at]!, (paths = importsIn(text)));
      for (const path of paths) {
        const adoption = protos.find((each) => each.file !== file && isImport(each.file, path) && others.has(each.file));
        if (!adoption || found.has(path)) continue;
        found.set(path, { path, text: others.get(adoption.file)!, source: adoption.name, file: adoption.file });
        waiting.push(adoption.file);
      }
    }
    return [...found.values()];
  }

  /** Adds to what is bound anew the adopted files that came, went or are adopted otherwise now. */
  function adoptAnew(wanted: Map<string, string | undefined>, given: ReadonlyMap<string, string | undefined>): void {
    const files = new Set(given.keys());
    for (const file of sources.keys()) if (!file.endsWith(".plan") && !isDecisionFile(file)) files.add(file);
    for (const list of adoptions.values()) for (const { file } of list) files.add(file);
    for (const file of files) {
      const text = others.get(file);
      const now = text === undefined ? [] : adoptionsOf(file);
      const key = now.length === 0 ? undefined : JSON.stringify([now, importedBy(file).map(({ path, source, file: from }) => [path, source, from, revisions.get(from)])]);
      if (key === adoptedAs.get(file) && !given.has(file)) continue;
      if (key === undefined) adoptedAs.delete(file);
      else adoptedAs.set(file, key);
      if (key !== undefined || sources.has(file)) wanted.set(file, key === undefined ? undefined : text);
      // Whether its file is there is a thing that a source says.
      for (const { name } of adoptionsOf(file)) {
        change.elements.add(name);
        change.said.add(name);
        change.groups.add("source");
      }
    }
  }

  /** Makes anew what plan files take from adopted ones, where either changed. */
  function settleShadows(changed: Set<string>): void {
    // What one takes may be what another has taken: in rounds, until nothing moves.
    for (let round = 0, moved = true; moved && round < MOST_ROUNDS; round++) {
      moved = false;
      for (const file of shadows.keys()) if (!sources.has(file)) moved = replaceShadow(file, undefined, changed) || moved;
      for (const [file, { linked }] of sources) if (file.endsWith(".plan") && (adoptions.size > 0 || shadows.has(file))) moved = replaceShadow(file, shadowOf(linked, table, vocabulary, idOf), changed) || moved;
    }
  }

  function replaceShadow(file: string, wanted: ReturnType<typeof shadowOf>, changed: Set<string>): boolean {
    const old = shadows.get(file);
    if (old?.key === wanted?.key) return false;
    for (const linked of old?.units ?? []) leave(linked, changed);
    shadows.delete(file);
    if (!wanted) return true;
    // The key is taken before the shadow stands: what it brings is no reason to make it anew.
    const units = wanted.make();
    for (const linked of units) enter(linked, linked.bases, changed);
    shadows.set(file, { key: wanted.key, units });
    return true;
  }

  function idOf(unit: Unit): number {
    let id = unitIds.get(unit);
    if (id === undefined) unitIds.set(unit, (id = nextUnitId++));
    return id;
  }

  /** Puts a unit's names into the table. */
  function enter(linked: LinkedUnit, bases: (string | undefined)[], changed: Set<string>): void {
    linked.bases = bases;
    linked.names = qualifyDeclarations(linked.unit, bases);
    linked.entries = new Array<undefined>(linked.names.length).fill(undefined);
    linked.relationNames = nameRelations(linked);
    for (const [index, name] of linked.names.entries()) {
      if (name === undefined) continue;
      const old = whole ? undefined : table.entries.get(name);
      const kind = old?.kind;
      const existed = old?.primary !== undefined;
      remember(name);
      const now = table.add(name, linked.unit, index);
      linked.names[index] = now.name;
      linked.entries[index] = now;
      if (!whole && (kind !== now.kind || existed !== (now.primary !== undefined))) changed.add(now.name);
    }
  }

  /** Takes a unit's names out of the table. */
  function leave(linked: LinkedUnit, changed: Set<string>): void {
    for (const name of new Set(linked.names)) {
      if (name === undefined) continue;
      remember(name);
      const entry = table.entries.get(name);
      const kind = entry?.kind;
      const existed = entry?.primary !== undefined;
      table.remove(name, linked.unit);
      const now = table.entries.get(name);
      if (kind !== now?.kind || existed !== (now?.primary !== undefined)) changed.add(name);
    }
  }

  /** Takes out all that a unit contributed. */
  function withdraw(linked: LinkedUnit, changed: Set<string>): void {
    for (const relation of linked.relations) if (relation) relations.remove(relation);
    leave(linked, changed);
    faultCache.delete(linked);
    uses.forget(linked);
  }

  /** Notes what an element says before its first change in this update. */
  function remember(name: string): void {
    if (whole || before.has(name)) return;
    if (table.entries.get(name)?.sites.some((site) => moving.has(site.unit.file))) change.elements.add(name);
    kindsBefore.set(name, kindNameOf(name));
    before.set(name, signatureOf(table.entries.get(name), textOf, targetIn));
  }

  /** Of the names that were taken out or put in, those that now mean another kind, or nothing, or something for the first time. */
  function cameOrWent(changed: ReadonlySet<string>): ReadonlySet<string> {
    if (whole) return changed;
    const net = new Set<string>();
    for (const name of changed) if (kindsBefore.get(name) !== kindNameOf(name)) net.add(name);
    return net;
  }

  /** The kind that a name stands for in lookups: `?` where it is declared with an unknown one, undefined where it is not declared. */
  function kindNameOf(name: string): string | undefined {
    const entry = table.entries.get(name);
    return entry?.primary === undefined ? undefined : (entry.kind?.name ?? "?");
  }

  function textOf(file: string): string {
    return sources.get(file)?.text ?? "";
  }

  function targetIn(file: string, offset: number): string | undefined {
    const linked = sources.get(file)?.linked;
    return linked && targetAt(linked, offset);
  }

  /** Extensions are few; they are resolved anew, from nothing, whenever names came or went: what one adds may be what another extends. */
  function settleExtensions(changed: Set<string>, fresh: ReadonlySet<LinkedUnit>): void {
    const units: LinkedUnit[] = [];
    for (const [, { linked }] of [...sources].sort((a, b) => byText(a[0], b[0]))) if (linked.unit.extensions.length > 0) units.push(linked);
    if (units.length === 0) return;
    const settle = (linked: LinkedUnit, bases: (string | undefined)[]): void => {
      leave(linked, changed);
      enter(linked, bases, changed);
    };
    if (!units.some((linked) => fresh.has(linked)) && cameOrWent(changed).size === 0) return;
    const old = new Map(units.map((linked) => [linked, linked.bases]));
    resolveExtensions(units, table, vocabulary, settle);
    for (const linked of units) {
      faultCache.delete(linked);
      if (!fresh.has(linked) && old.get(linked)!.some((base, index) => base !== linked.bases[index])) linkAll(linked);
    }
  }

  function linkAll(linked: LinkedUnit): void {
    linkReferences(linked);
    linkRelations(linked);
  }

  function linkReferences(linked: LinkedUnit): void {
    faultCache.delete(linked);
    for (let index = 0; index < linked.unit.references.length; index++) linkReference(linked, index, table, vocabulary);
  }

  function linkRelations(linked: LinkedUnit): void {
    for (let index = 0; index < linked.unit.relations.length; index++) relink(linked, index);
    uses.note(linked);
  }

  function relink(linked: LinkedUnit, index: number): void {
    const old = linked.relations[index];
    if (old) relations.remove(old);
    linkRelation(linked, index, table, relations, vocabulary, linkedOf);
  }

  function linkedOf(file: string): LinkedUnit | undefined {
    return sources.get(file)?.linked;
  }

  /** References elsewhere whose names came or went are looked up again, hits and misses alike. */
  function relinkAffected(changed: ReadonlySet<string>, fresh: ReadonlySet<LinkedUnit>): void {
    if (fresh.size === sources.size) return;
    for (const [last, names] of groupByLast(withOwners(changed))) {
      for (const [linked, list] of uses.of(last)) {
        if (fresh.has(linked)) continue;
        for (const use of list) if (names.some((name) => endsWithPath(name, use.path))) relinkUse(linked, use);
      }
    }
    // What stands in an element's own block, or bears a name that was extended, depends on that entry itself.
    for (const name of before.keys()) {
      for (const site of table.entries.get(name)?.sites ?? []) {
        const linked = sources.get(site.unit.file)?.linked;
        if (!linked || fresh.has(linked)) continue;
        faultCache.delete(linked);
        const own = site.unit.declarations[site.index]!;
        if (own.relation >= 0) relink(linked, own.relation);
        if (changed.has(name)) for (const [index, declared] of linked.unit.relations.entries()) if (declared.source === undefined || declared.target === undefined) relink(linked, index);
      }
    }
  }

  /** With what has members and had one come or go: whether it lists any decides what it is found for. */
  function withOwners(changed: ReadonlySet<string>): ReadonlySet<string> {
    const all = new Set(changed);
    for (const name of changed) {
      const owner = parentOf(name);
      if (owner !== undefined && table.entries.get(owner)?.kind?.members !== undefined) all.add(owner);
    }
    return all;
  }

  function relinkUse(linked: LinkedUnit, use: Use): void {
    faultCache.delete(linked);
    if (use.relation) {
      relink(linked, use.index);
      return;
    }
    const was = linked.targets[use.index];
    linkReference(linked, use.index, table, vocabulary);
    if (was === linked.targets[use.index]) return;
    // The relations and elements of this unit that name things are not what they were.
    for (const [index, declared] of linked.unit.relations.entries()) if (declared.settings.some(hasNames)) relink(linked, index);
    for (const [index, name] of linked.names.entries()) {
      if (name === undefined || linked.unit.declarations[index]!.settings.length === 0) continue;
      snapshots.drop(name);
      change.elements.add(name);
      change.said.add(name);
      for (const site of table.entries.get(name)?.sites ?? []) {
        const relation = site.unit.declarations[site.index]!.relation;
        const other = relation < 0 ? undefined : linkedOf(site.unit.file);
        if (other) relink(other, relation);
      }
      const kind = table.entries.get(name)?.kind;
      if (kind) change.groups.add(kind.group);
    }
  }

  /** Notes which groups of kinds say something else than before, and whether the relations do. */
  function compare(): void {
    for (const [name, said] of before) {
      const entry = table.entries.get(name);
      const says = signatureOf(entry, textOf, targetIn);
      if (entry?.sites.some((site) => moving.has(site.unit.file))) change.elements.add(name);
      if (says.text === said.text) continue;
      change.elements.add(name);
      change.said.add(name);
      if (entry?.kind) change.groups.add(entry.kind.group);
      if (said.group) change.groups.add(said.group);
    }
    before.clear();
    kindsBefore.clear();
    for (const { source, target } of delta.settle()) {
      change.relations = true;
      change.said.add(source);
      change.said.add(target);
    }
  }

  function takeChange(): Change {
    const taken = change;
    change = newChange(false);
    return taken;
  }

  function faults(): ReadonlyMap<string, readonly Diagnostic[]> {
    const byFile = new Map<string, Diagnostic[]>();
    const failures: Failure[] = [];
    const put = (told: Diagnostic): void => {
      const diagnostic = shortened(told);
      const list = byFile.get(diagnostic.file);
      if (list) list.push(diagnostic);
      else byFile.set(diagnostic.file, [diagnostic]);
    };
    for (const { linked, declared } of sources.values()) {
      let own = faultCache.get(linked);
      if (!own) faultCache.set(linked, (own = [...linked.unit.problems, ...declarationFaults(linked, table, vocabulary)]));
      for (const fault of own) put(fault);
      for (const fault of declared.problems) put(fault);
      for (const failure of linked.failures.values()) failures.push(failure);
    }
    for (const fault of conflicts) put(fault);
    for (const fault of tellFailures(failures, table, vocabulary)) put(fault);
    for (const [file, list] of byFile) {
      list.sort((a, b) => a.from - b.from || a.to - b.to || byText(a.code, b.code) || byText(a.message, b.message));
      // The first ones show what is wrong with the file; thousands of them would help nobody.
      const more = list.length - MOST_FAULTS;
      if (more <= 0) continue;
      list.length = MOST_FAULTS;
      const end = textOf(file).length;
      list.push({ code: "syntax/too-many-problems", severity: "error", message: `${more} more problems of this file are not shown.`, hint: "Is it a plan file at all?", file, from: end, to: end, related: [] });
    }
    return byFile;
  }
}

function groupByLast(names: Iterable<string>): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const last = lastOf(name);
    const group = groups.get(last);
    if (group) group.push(name);
    else groups.set(last, [name]);
  }
  return groups;
}
