import { entitiesOf } from "@groundplan/design";
import type { Element } from "@groundplan/model";
import { SOURCES, type FoundBreak, type Sides } from "./breaks.ts";
import type { Break, Consumer, DiffSide, PlanChange, PlanDiff } from "./change.ts";
import { createConsumers } from "./consumers.ts";
import { compareElements, compareRelations, labelOf, placeOf, wholeChange, type PlainChange } from "./elements.ts";
import { interfaceBreaks } from "./interface-breaks.ts";
import { pairElements, type Pairing } from "./pairs.ts";
import { entityBreaks } from "./table-breaks.ts";
import { topicBreaks } from "./topic-breaks.ts";

/**
 * The differences between two models: what came, went, changed or has another name, and of interfaces, topics and entities whom that
 * breaks. Whether it does is decided by the judge of each format on the documents that both models yield.
 */
export function diffModels(before: DiffSide, after: DiffSide): PlanDiff {
  const sides: Sides = { before, after };
  const pairing = pairElements(before.model, after.model);
  const plain = [...compareElements(before, after, pairing), ...compareRelations(before, after, pairing)];
  const breaks = [...interfaceBreaks(sides, pairing), ...topicBreaks(sides, pairing), ...entityBreaks(sides, pairing), ...removals(sides, pairing)];
  return { changes: attach(plain, breaks, sides, pairing).sort(inOrder), notes: notesOf(sides) };
}

/** What is called and offers no interface, and is gone: those who call it miss it all the same. */
function removals({ before }: Sides, pairing: Pairing): readonly FoundBreak[] {
  const entities = new Set(entitiesOf(before.model).flatMap(({ store }) => store ?? []));
  return before.model.elements("@container", "@component", "@external").filter((element) => pairing.after(element.id) === undefined && !offers(element)).map((element) => ({
    rule: "element-removed", reason: `${element.title} is removed.`, source: SOURCES.own, side: "before", id: element.id, audience: { of: "element", id: element.id },
  }));

  /** Interfaces, topics and entities are told of by themselves. */
  function offers(element: Element): boolean {
    return entities.has(element.id) || before.model.children(element.id).some(({ kind }) => kind.group === "interface" || kind.group === "topic");
  }
}

/** Puts each break to the change that it comes from; where the model says the same as before, what follows from it is a change of its own. */
function attach(plain: readonly PlainChange[], breaks: readonly FoundBreak[], sides: Sides, pairing: Pairing): PlanChange[] {
  const consumers = createConsumers(sides, pairing);
  const changes = plain.map((change): PlanChange => ({ ...change, breaks: [], consumers: [] }));
  const byId = new Map<string, number[]>();
  const enter = (id: string, at: number): void => void (byId.get(id) ?? byId.set(id, []).get(id)!).push(at);
  for (const [at, { id, kind }] of changes.entries()) if (kind !== "relation") enter(id, at);
  const found = new Map<number, FoundBreak[]>();
  for (const each of breaks) {
    const id = each.side === "before" ? (pairing.after(each.id) ?? each.id) : each.id;
    let at = placeFor(byId.get(id) ?? [], changes);
    // What nobody used promised nothing, where it is no interface.
    if (each.rule === "element-removed" && consumers.of(each.audience).length === 0) continue;
    if (at === undefined) {
      at = changes.push({ ...contractChange(each, sides, pairing), breaks: [], consumers: [] }) - 1;
      enter(id, at);
    }
    (found.get(at) ?? found.set(at, []).get(at)!).push(each);
  }
  for (const [at, list] of found) changes[at] = { ...changes[at]!, breaks: together(list), consumers: unite(list.map(({ audience }) => consumers.of(audience))) };
  return changes;
}

/** Of several changes of one thing, the one that breaks are most likely to come from. */
function placeFor(candidates: readonly number[], changes: readonly PlanChange[]): number | undefined {
  const rank = (at: number): number => {
    const { change, what } = changes[at]!;
    if (change !== "changed") return 0;
    const known = ["signature", "of", "number", "type", "style", "at", "table", "key"].indexOf(what);
    return known >= 0 ? known + 1 : ["title", "description", "tags", "illustrative", "source"].includes(what) ? 30 : 20;
  };
  return candidates.length === 0 ? undefined : [...candidates].sort((a, b) => rank(a) - rank(b) || a - b)[0];
}

function contractChange({ side, id }: FoundBreak, sides: Sides, pairing: Pairing): PlainChange {
  const element = sides[side].model.element(id);
  if (!element) return { change: "changed", what: "contract", id, kind: "element" };
  const twin = side === "before" ? pairing.after(id) : pairing.before(id);
  if (twin === undefined) return wholeChange(side === "before" ? "removed" : "added", sides[side], side, element);
  const now = side === "before" ? sides.after.model.element(twin)! : element;
  return { change: "changed", what: "contract", id: now.id, kind: now.kind.name, ...labelOf(sides.after, now), place: placeOf("after", now) };
}

/** Each rule once, with its first reason and how often it was broken. */
function together(list: readonly FoundBreak[]): readonly Break[] {
  const byRule = new Map<string, { readonly first: FoundBreak; readonly reasons: Set<string> }>();
  for (const each of list) (byRule.get(each.rule) ?? byRule.set(each.rule, { first: each, reasons: new Set() }).get(each.rule)!).reasons.add(each.reason);
  return [...byRule.values()].map(({ first: { rule, reason, source }, reasons }) => ({ rule, reason: reasons.size > 1 ? `${reason} The same in ${reasons.size - 1} other ${reasons.size === 2 ? "place" : "places"}.` : reason, source }));
}

function unite(lists: readonly (readonly Consumer[])[]): readonly Consumer[] {
  const found = new Map<string, Consumer>();
  for (const list of lists) for (const consumer of list) found.set(JSON.stringify([consumer.id, consumer.how, consumer.place]), consumer);
  return [...found.values()].sort((a, b) => compareText(a.id, b.id) || compareText(a.place.file, b.place.file) || a.place.from - b.place.from || compareText(a.how, b.how));
}

function notesOf({ before, after }: Sides): readonly string[] {
  const notes: string[] = [];
  for (const [name, side] of [["before", before], ["after", after]] as const) {
    const count = side.errors ?? 0;
    if (count > 0) notes.push(`The ${name === "before" ? "first" : "second"} model has ${count === 1 ? "an error" : `${count} errors`}: what stands behind ${count === 1 ? "it" : "them"} may look ${name === "before" ? "added" : "removed"}.`);
  }
  if (before.numbers && !after.numbers) notes.push("proto.lock is gone: fields without a number of their own are compared by name, and a build would number them anew.");
  return notes;
}

const WORDS = ["removed", "added", "moved", "renamed", "changed"];

function inOrder(a: PlanChange, b: PlanChange): number {
  return compareText(a.id, b.id) || WORDS.indexOf(a.change) - WORDS.indexOf(b.change) || compareText(a.what, b.what) || compareText(a.before ?? "", b.before ?? "") || compareText(a.after ?? "", b.after ?? "") || (a.place?.from ?? 0) - (b.place?.from ?? 0);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
