import { isAdopted, takersOf } from "@groundplan/design";
import { isWithin, lastOf, parentOf, settingOf, type Element, type LinkedSetting, type Relation } from "@groundplan/model";
import type { DiffSide, PlanChange, SideName, SidePlace } from "./change.ts";
import type { Pairing } from "./pairs.ts";
import { settingMeaning, showSetting } from "./values.ts";

/** A change before it is judged. */
export type PlainChange = Omit<PlanChange, "breaks" | "consumers">;

/** What changed of elements: what is within something that came or went as a whole is counted there and not told by itself. */
export function compareElements(before: DiffSide, after: DiffSide, pairing: Pairing): readonly PlainChange[] {
  const changes: PlainChange[] = [];
  for (const element of before.model.elements()) {
    if (isTaken(before, element.id)) continue;
    const twin = pairing.after(element.id);
    const now = twin === undefined ? undefined : after.model.element(twin);
    if (now) compare(element, now);
    else if (isWholeRoot(before, element, (id) => pairing.after(id))) changes.push(wholeChange("removed", before, "before", element));
  }
  for (const element of after.model.elements()) if (!isTaken(after, element.id) && pairing.before(element.id) === undefined && isWholeRoot(after, element, (id) => pairing.before(id))) changes.push(wholeChange("added", after, "after", element));
  return changes;

  function compare(old: Element, now: Element): void {
    const at = { id: now.id, kind: now.kind.name, ...labelOf(after, now), place: placeOf("after", now) };
    const put = (what: string, was: string | undefined, is: string | undefined): void => void changes.push({ change: "changed", what, ...at, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) });
    const parent = old.parent === undefined ? undefined : pairing.after(old.parent);
    // What only lies in something that has another name now has kept its own.
    if (old.id !== now.id && isNamedRename(old, now, parent)) changes.push({ change: parent === now.parent ? "renamed" : "moved", what: "element", ...at, before: old.id, after: now.id });
    if (old.kind.name !== now.kind.name) put("kind", old.kind.name, now.kind.name);
    if (old.titled !== now.titled || (now.titled && old.title !== now.title)) put("title", old.titled ? old.title : undefined, now.titled ? now.title : undefined);
    if (old.description !== now.description) put("description", old.description, now.description);
    for (const { name, was, is } of settingChanges(old.settings, now.settings, before, after, pairing)) put(name, was, is);
    if (now.kind.name === "layers") compareOrder(old, now, put);
  }

  /** The order of layers says which may use which. */
  function compareOrder(old: Element, now: Element, put: (what: string, was: string, is: string) => void): void {
    const kept = before.model.children(old.id).flatMap((child) => pairing.after(child.id) ?? []);
    const inOrder = after.model.children(now.id).map(({ id }) => id).filter((id) => kept.includes(id));
    if (kept.join() !== inOrder.join()) put("order", kept.map(lastOf).join(", "), inOrder.map(lastOf).join(", "));
  }
}

function isNamedRename(old: Element, now: Element, parent: string | undefined): boolean {
  // The number of a step among its siblings is no name.
  if (old.name.startsWith("#") && now.name.startsWith("#")) return false;
  return parent !== now.parent || lastOf(old.id) !== lastOf(now.id);
}

/** What differs between two lists of settings, as people read it. */
export function settingChanges(old: readonly LinkedSetting[], now: readonly LinkedSetting[], before: DiffSide, after: DiffSide, pairing: Pairing): readonly { readonly name: string; readonly was: string | undefined; readonly is: string | undefined }[] {
  const found: { name: string; was: string | undefined; is: string | undefined }[] = [];
  for (const name of new Set([...old, ...now].map((setting) => setting.name))) {
    // It tells of a rename, which is told.
    if (name === "was") continue;
    const [a, b] = [settingOf({ settings: old }, name), settingOf({ settings: now }, name)];
    if (a && b && settingMeaning(a, (id) => pairing.after(id) ?? id) === settingMeaning(b, (id) => id)) continue;
    const shown = (full: boolean): { was: string | undefined; is: string | undefined } => ({ was: a && showSetting(a, textFor(before, a), full), is: b && showSetting(b, textFor(after, b), full) });
    const short = shown(false);
    found.push({ name, ...(short.was === short.is ? shown(true) : short) });
  }
  return found;
}

/** Of files that are no plan text, what is written there is not what the model says. */
function textFor(side: DiffSide, { file }: LinkedSetting): string | undefined {
  return file.endsWith(".plan") ? side.text(file) : undefined;
}

export function wholeChange(change: "added" | "removed", side: DiffSide, name: SideName, element: Element): PlainChange {
  const parts = countParts(side, element.id);
  return { change, what: "element", id: element.id, kind: element.kind.name, ...labelOf(side, element), ...(parts > 0 ? { parts } : {}), place: placeOf(name, element) };
}

export function placeOf(side: SideName, { at }: Pick<Element | Relation, "at">): SidePlace {
  return { side, file: at.file, from: at.from };
}

/** The title; of what has no name the words that it is written with. */
export function labelOf(side: DiffSide, element: Element): { readonly label?: string } {
  if (!element.name.startsWith("#")) return element.titled ? { label: element.title } : {};
  const written = side.text(element.item.file)?.slice(element.item.from, element.item.to).split(/[{\n]/, 1)[0]!.replace(/\s+/g, " ").trim();
  return written ? { label: written } : {};
}

function countParts(side: DiffSide, root: string): number {
  let count = 0;
  const open = [root];
  for (let at = open.pop(); at !== undefined; at = open.pop()) for (const child of side.model.children(at)) {
    count++;
    open.push(child.id);
  }
  return count;
}

/** What holds it is there in both, or it stands alone. */
function isWholeRoot({ model }: DiffSide, { id }: Element, twinOf: (id: string) => string | undefined): boolean {
  const [holder] = model.ancestors(id);
  return holder === undefined || twinOf(holder.id) !== undefined;
}

/** What an adopted file says of something that an element of the system takes is told of that element. */
function isTaken({ model }: DiffSide, id: string): boolean {
  if (!isAdopted(model, id)) return false;
  const takers = takersOf(model);
  let inner: string | undefined;
  for (let at: string | undefined = id; at !== undefined; at = parentOf(at)) {
    // Whoever takes a file as a whole takes its one interface.
    if (takers.has(at) && (model.element(at)?.kind.group !== "source" || (inner !== undefined && model.element(inner)?.kind.group === "interface"))) return true;
    inner = at;
  }
  return false;
}

/** What changed of relations. Those with both ends in one thing that came or went belong to it. */
export function compareRelations(before: DiffSide, after: DiffSide, pairing: Pairing): readonly PlainChange[] {
  const changes: PlainChange[] = [];
  const idOf = (id: string): string => pairing.after(id) ?? id;
  const ends = ({ source, style, target }: Relation, map: (id: string) => string): string => JSON.stringify([map(source), style, map(target)]);
  const left = group(before.model.relations(), (relation) => ends(relation, idOf));
  const right = group(after.model.relations(), (relation) => ends(relation, (id) => id));
  for (const [key, list] of left) {
    const others = right.get(key) ?? [];
    right.delete(key);
    const rest = [...others];
    const lost: Relation[] = [];
    for (const relation of list) {
      const at = rest.findIndex(({ label }) => label === relation.label);
      if (at < 0) lost.push(relation);
      else compare(relation, rest.splice(at, 1)[0]!);
    }
    // One that is called otherwise now is the same one where there is no other.
    if (lost.length === 1 && rest.length === 1) compare(lost[0]!, rest[0]!);
    else {
      for (const relation of lost) put("removed", "before", relation);
      for (const relation of rest) put("added", "after", relation);
    }
  }
  for (const list of right.values()) for (const relation of list) put("added", "after", relation);
  return changes;

  function compare(old: Relation, now: Relation): void {
    const at = { id: now.id, kind: "relation", place: placeOf("after", now) };
    const tell = (what: string, was: string | undefined, is: string | undefined): void => void changes.push({ change: "changed", what, ...at, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) });
    if (old.label !== now.label) tell("label", old.label, now.label);
    if (old.description !== now.description) tell("description", old.description, now.description);
    for (const { name, was, is } of settingChanges(old.settings, now.settings, before, after, pairing)) tell(name, was, is);
  }

  function put(change: "added" | "removed", side: SideName, relation: Relation): void {
    const twinOf = side === "before" ? (id: string) => pairing.after(id) : (id: string) => pairing.before(id);
    const root = rootOf(relation.source, twinOf);
    if (root !== undefined && isWithin(relation.target, root)) return;
    changes.push({ change, what: "relation", id: relation.id, kind: "relation", place: placeOf(side, relation) });
  }
}

/** The outermost element around this one that has no twin, where it has none itself. */
function rootOf(id: string, twinOf: (id: string) => string | undefined): string | undefined {
  let root: string | undefined;
  for (let at: string | undefined = id; at !== undefined && twinOf(at) === undefined; at = parentOf(at)) root = at;
  return root;
}

/** Relations that follow from a setting are told by that. */
function group(relations: readonly Relation[], keyOf: (relation: Relation) => string): Map<string, Relation[]> {
  const groups = new Map<string, Relation[]>();
  for (const relation of relations) if (!relation.implied) (groups.get(keyOf(relation)) ?? groups.set(keyOf(relation), []).get(keyOf(relation))!).push(relation);
  return groups;
}
