import { nearest, oneOf, withCapitalArticle, type Kind, type Setting, type Vocabulary } from "@groundplan/vocabulary";
import { inheritedSetting, targetsOf, type Element, type Model, type Relation } from "../model.ts";
import { isWithin } from "../names.ts";
import { fail, type Condition, type Move, type Span } from "./syntax.ts";
import { elementFields, elementMoves, relationFields, relationMoves } from "./words.ts";

export type Thing = Element | Relation;

/** What is known of a set before it is computed. */
export interface Subject {
  readonly of: "elements" | "relations";
  /** The kinds that its members may have; undefined where they may have any. */
  readonly kinds: readonly Kind[] | undefined;
}

export interface Context {
  readonly model: Model;
  /** Counts work; a query that does too much is given up with a fault. */
  spend(amount: number, at: Span): void;
  /** Compiles a condition on relations, for `out(where …)`. */
  condition(condition: Condition, subject: Subject): (thing: Thing) => boolean;
}

export interface CompiledMove {
  apply(things: readonly Thing[]): readonly Thing[];
  readonly subject: Subject;
}

export const ANY_ELEMENT: Subject = { of: "elements", kinds: undefined };

export function isRelation(thing: Thing): thing is Relation {
  return "style" in thing;
}

/** Turns a move into a function of things; undefined where its name is no move of the subject. */
export function compileMove(move: Move, subject: Subject, context: Context): CompiledMove | undefined {
  const { model } = context;
  if (subject.of === "relations") {
    if (move.name !== "source" && move.name !== "target") return undefined;
    refuse(move, "star", "style", "where");
    const end = move.name;
    return { subject: ANY_ELEMENT, apply: (things) => distinct(things.flatMap((thing) => (isRelation(thing) ? (model.element(thing[end]) ?? []) : []))) };
  }
  switch (move.name) {
    case "out":
    case "in": {
      const step = along(move, context);
      return { subject: ANY_ELEMENT, apply: (things) => walk(things, step, move.star) };
    }
    case "outgoing":
    case "incoming": {
      refuse(move, "star", "style", "where");
      const of = crossing(move.name === "outgoing" ? "out" : "in", move, context);
      return { subject: { of: "relations", kinds: relationKinds(model.vocabulary) }, apply: (things) => [...new Set(things.flatMap((thing) => (isRelation(thing) ? [] : of(thing))))] };
    }
    case "children":
      refuse(move, "style", "where");
      return { subject: ANY_ELEMENT, apply: (things) => walk(things, (element) => (context.spend(1, move), model.children(element.id)), move.star) };
    case "parent":
      refuse(move, "style", "where");
      return { subject: ANY_ELEMENT, apply: (things) => walk(things, (element) => (element.parent === undefined ? [] : (model.element(element.parent) ?? [])), move.star) };
    case "names":
      refuse(move, "style", "where");
      return { subject: ANY_ELEMENT, apply: (things) => walk(things, (element) => element.settings.flatMap((setting) => targetsOf(setting)).flatMap((id) => model.element(id) ?? []), move.star) };
    case "namedBy":
      refuse(move, "style", "where");
      return { subject: ANY_ELEMENT, apply: (things) => walk(things, (element) => model.mentions(element.id).flatMap(({ by }) => model.element(by) ?? []), move.star) };
    default:
      return alongSetting(move, subject, context);
  }
}

/** The settings that members of a set may have under a name, clauses included. */
export function settingsNamed(name: string, subject: Subject, vocabulary: Vocabulary): readonly Setting[] {
  const found = new Set<Setting>();
  for (const kind of kindsOf(subject, vocabulary)) {
    const setting = vocabulary.setting(kind, name) ?? kind.clauses?.find((clause) => clause.setting.name === name)?.setting;
    if (setting) found.add(setting);
  }
  return [...found];
}

export function failUnknown(what: "field" | "move", move: Move, subject: Subject, vocabulary: Vocabulary): never {
  const words = subject.of === "elements" ? [...(what === "field" ? elementFields : []), ...elementMoves] : [...(what === "field" ? relationFields : []), ...relationMoves];
  const settings = new Set(kindsOf(subject, vocabulary).flatMap((kind) => [...(kind.settings ?? []), ...(kind.clauses ?? []).map((clause) => clause.setting)].filter((setting) => what === "field" || referenced(setting).length > 0).map((setting) => setting.name)));
  const known = [...words.map((word) => word.name), ...[...settings].sort((a, b) => (a < b ? -1 : 1))];
  const near = nearest(move.name, what === "field" ? known : [...known, "where", "within", "union", "except", "intersect", "select", "sort", "limit", "count"]);
  const whose = subject.of === "relations" ? "A relation" : subject.kinds?.length === 1 ? withCapitalArticle(subject.kinds[0]!.name) : "An element here";
  return fail(move, what === "field" ? `${whose} has no ${move.name}.` : `${move.name} leads nowhere from here.`, near ? `Did you mean ${near}?` : what === "field" ? `It has ${known.join(", ")}.` : `There are ${oneOf(known)}.`);
}

/** The kinds and groups that a setting's references lead to; empty where it holds none. */
export function referenced(setting: Setting): readonly string[] {
  const grammar = setting.grammar.type === "weighted" ? setting.grammar.of : setting.grammar;
  return grammar.type === "reference" ? grammar.to : [];
}

export function relationKinds(vocabulary: Vocabulary): readonly Kind[] {
  const kind = vocabulary.kind("relation");
  return kind ? [kind] : [];
}

/** An operation or an interface stands for the element that offers it. */
function offeredBy(id: string, model: Model): Element | undefined {
  let element = model.element(id);
  while (element && (element.kind.group === "operation" || element.kind.group === "interface") && element.parent !== undefined) {
    const parent = model.element(element.parent);
    if (!parent) break;
    element = parent;
  }
  return element;
}

/** The container or external that a part belongs to; the element itself where it is no part of one. */
function containerOf(element: Element, model: Model): Element {
  if (element.kind.group !== "component" && element.kind.group !== "group") return element;
  for (let at = element.parent; at !== undefined; ) {
    const holder = model.element(at);
    if (!holder) break;
    if (holder.kind.group === "container" || holder.kind.group === "external") return holder;
    at = holder.parent;
  }
  return element;
}

function kindsOf(subject: Subject, vocabulary: Vocabulary): readonly Kind[] {
  return subject.kinds ?? vocabulary.kinds.filter((kind) => kind.name !== "relation");
}

/** `container owner`, `decision supersedes*`: along the references of a setting. */
function alongSetting(move: Move, subject: Subject, context: Context): CompiledMove | undefined {
  const { model } = context;
  const to = settingsNamed(move.name, subject, model.vocabulary).flatMap(referenced);
  if (to.length === 0) return undefined;
  refuse(move, "style", "where");
  return {
    subject: { of: "elements", kinds: model.vocabulary.kinds.filter((kind) => model.vocabulary.covers(to, kind)) },
    apply: (things) => walk(things, (element) => targetsOf(inheritedSetting(model, element, move.name)).flatMap((id) => model.element(id) ?? []), move.star),
  };
}

/**
 * One step along relations, to the elements at their other ends. Asked of a component, what is inside another container
 * is told as it is; asked of anything else, and on every further step, its container stands for it.
 */
function along(move: Move, context: Context): (element: Element) => readonly Element[] {
  const { model } = context;
  const of = crossing(move.name as "in" | "out", move, context);
  const where = move.where ? context.condition(move.where, { of: "relations", kinds: relationKinds(model.vocabulary) }) : undefined;
  return (element) => {
    const exact = !move.star && (element.kind.group === "component" || element.kind.group === "interface" || element.kind.group === "operation");
    const found: Element[] = [];
    for (const relation of of(element)) {
      if ((move.style !== undefined && relation.style !== move.style) || (where && !where(relation))) continue;
      const end = offeredBy(move.name === "out" ? relation.target : relation.source, model);
      if (!end) continue;
      const holder = exact ? end : containerOf(end, model);
      found.push(isWithin(element.id, holder.id) ? end : holder);
    }
    return found;
  };
}

/** The relations of an element and of all inside it that cross its border. */
function crossing(direction: "in" | "out", at: Span, context: Context): (element: Element) => readonly Relation[] {
  const { model } = context;
  return (element) => {
    const found: Relation[] = [];
    const open: Element[] = [element];
    for (let inner = open.pop(); inner; inner = open.pop()) {
      const relations = direction === "out" ? model.outgoing(inner.id) : model.incoming(inner.id);
      context.spend(1 + relations.length, at);
      for (const relation of relations) if (!isWithin(direction === "out" ? relation.target : relation.source, element.id)) found.push(relation);
      const children = model.children(inner.id);
      for (let index = children.length - 1; index >= 0; index--) open.push(children[index]!);
    }
    return found;
  };
}

/** The elements one step away, or with `star` all that any number of steps leads to, nearest first. */
function walk(things: readonly Thing[], step: (element: Element) => Element | readonly Element[], star: boolean): readonly Element[] {
  const found = new Map<string, Element>();
  const queue: Element[] = things.filter((thing) => !isRelation(thing)) as Element[];
  for (let at = 0; at < queue.length; at++) {
    const next = step(queue[at]!);
    for (const element of Array.isArray(next) ? (next as readonly Element[]) : [next as Element]) {
      if (found.has(element.id)) continue;
      found.set(element.id, element);
      if (star) queue.push(element);
    }
  }
  return [...found.values()];
}

function distinct(elements: readonly Element[]): readonly Element[] {
  return [...new Map(elements.map((element) => [element.id, element])).values()];
}

function refuse(move: Move, ...parts: readonly ("star" | "style" | "where")[]): void {
  if (parts.includes("star") && move.star) fail(move, `${move.name} takes no *.`);
  if ((parts.includes("style") && move.style) || (parts.includes("where") && move.where)) fail(move, `${move.name} takes nothing in brackets.`, "in and out do: out(message).");
}
