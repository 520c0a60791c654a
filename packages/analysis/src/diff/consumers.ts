import { callsOf, flowsOf, isAdopted, readFlow, screensOf, widgetsOf } from "@groundplan/design";
import { isWithin, settingOf, targetsOf, textOf, type Element, type Model } from "@groundplan/model";
import type { Place } from "@groundplan/syntax";
import { storeKinds } from "@groundplan/vocabulary";
import type { Audience, Sides } from "./breaks.ts";
import type { Consumer } from "./change.ts";
import type { Pairing } from "./pairs.ts";

/** One place where an element relies on another. */
interface Use {
  readonly by: string;
  readonly target: string;
  /** What it does there: calls it, sends to it, takes its messages, reads or writes rows. */
  readonly does: "call" | "send" | "take" | "read" | "write" | "read-write";
  /** Of what sort the place is, and what tells it from others of its sort. */
  readonly sort: string;
  /** `("asks for the price")`, `in the flow shop.PlaceOrder`. */
  readonly where: string;
  readonly at: Place;
}

export interface Consumers {
  /** Who relies on what an audience names, in the order of the text. */
  of(audience: Audience): readonly Consumer[];
}

/**
 * Who relies on what, by the first model: those who are there to be broken. An element that the second model does not have any more is
 * left out. A relation or a step that names only a container or an interface counts for each of its operations, unless the same
 * element names operations of it elsewhere; likewise a relation to a store, unless access patterns of the same element tell what it asks.
 */
export function createConsumers({ before, after }: Sides, pairing: Pairing): Consumers {
  const { model } = before;
  const uses = usesIn(model);
  const byTarget = new Map<string, Use[]>();
  for (const use of uses) (byTarget.get(use.target) ?? byTarget.set(use.target, []).get(use.target)!).push(use);
  const still = new Map(usesIn(after.model).map((use) => [keyOf(use, (id) => id), use]));
  const to = (id: string): readonly Use[] => byTarget.get(id) ?? [];

  return {
    of(audience) {
      const found = new Map<string, Consumer>();
      for (const { use, note } of foundFor(audience)) {
        const consumer = consumerOf(use, note);
        if (consumer) found.set(JSON.stringify([consumer.id, consumer.how, consumer.place.file, consumer.place.from]), consumer);
      }
      return [...found.values()];
    },
  };

  function foundFor(audience: Audience): readonly { readonly use: Use; readonly note?: string }[] {
    switch (audience.of) {
      case "operations":
        return audience.ids.flatMap((id) => callers(id));
      case "interface":
        return [...model.children(audience.id).flatMap((child) => (child.kind.group === "operation" ? callers(child.id) : [])), ...callers(audience.id)];
      case "topic": {
        const holder = model.element(audience.id)?.parent;
        const wanted = (use: Use): boolean => use.does === "take" || (audience.gone && use.does === "send");
        const own = to(audience.id).filter(wanted);
        const vague = holder === undefined ? [] : to(holder).filter((use) => wanted(use) && !own.some(({ by }) => isKin(by, use.by)) && !topicsOf(holder).some((topic) => to(topic).some(({ by }) => isKin(by, use.by))));
        return [...own.map((use) => ({ use })), ...vague.map((use) => ({ use, note: "which topic is not said" }))];
      }
      case "entities":
        return audience.ids.flatMap((id) => users(id, audience.breaks));
      case "element":
        return to(audience.id).filter(({ by }) => !isWithin(by, audience.id)).map((use) => ({ use }));
    }
  }

  /** Who calls an operation, or an interface as such. */
  function callers(id: string): { readonly use: Use; readonly note?: string }[] {
    const element = model.element(id);
    if (!element) return [];
    const isOperation = element.kind.group === "operation";
    const api = isOperation ? model.element(element.parent ?? "") : element;
    const exact = isOperation ? to(id) : [];
    const holders = api === undefined ? [] : providersOf(api);
    const precise = holders.length === 0 ? exact : operationsIn(holders[holders.length - 1]!).flatMap(to);
    const vague = [...(api === undefined ? [] : [api]), ...holders].flatMap((holder) => to(holder.id).filter(({ by, does }) => (does === "call" || does === "send") && !isWithin(by, holder.id) && !precise.some((use) => isKin(use.by, by))));
    return [...exact.filter(({ by }) => api === undefined || !isWithin(by, api.id)).map((use) => ({ use })), ...vague.map((use) => ({ use, note: "which operation is not said" }))];
  }

  /** What offers an interface: the elements around it, up to the container or the external. */
  function providersOf(api: Element): readonly Element[] {
    const around = model.ancestors(api.id);
    const outermost = around.findIndex(({ kind }) => kind.group === "container" || kind.group === "external");
    return outermost < 0 ? around.slice(0, 1) : around.slice(0, outermost + 1);
  }

  function operationsIn(holder: Element): readonly string[] {
    const found: string[] = [];
    const open = [holder.id];
    for (let at = open.pop(); at !== undefined; at = open.pop()) for (const child of model.children(at)) {
      if (child.kind.group === "operation") found.push(child.id);
      else if (child.kind.group === "interface" || child.kind.group === "component") open.push(child.id);
    }
    return found;
  }

  function topicsOf(holder: string): readonly string[] {
    return model.children(holder).filter(({ kind }) => kind.group === "topic").map(({ id }) => id);
  }

  /** Who reads or writes an entity. */
  function users(id: string, breaks: readonly ("readers" | "writers")[]): readonly { readonly use: Use; readonly note?: string }[] {
    const wanted = ({ does }: Use): boolean => does === "read-write" || (does === "read" && breaks.includes("readers")) || (does === "write" && breaks.includes("writers"));
    const store = [...model.ancestors(id)].find(({ kind }) => kind.group === "container");
    const precise = store === undefined ? [] : model.children(store.id).flatMap((child) => (child.kind.group === "type" ? to(child.id) : []));
    const vague = store === undefined ? [] : to(store.id).filter((use) => wanted(use) && !isWithin(use.by, store.id) && !precise.some(({ by }) => isKin(by, use.by)));
    return [...to(id).filter(wanted).map((use) => ({ use })), ...vague.map((use) => ({ use, note: "which entities is not said" }))];
  }

  function consumerOf(use: Use, note: string | undefined): Consumer | undefined {
    const by = pairing.after(use.by);
    if (by === undefined) return undefined;
    const now = still.get(keyOf(use, (id) => pairing.after(id) ?? id));
    const how = `${note === undefined ? PHRASE[use.does] : MAYBE[use.does]} ${use.where}${note === undefined ? "" : `: ${note}`}`.replace(/ (?=:|$)/, "");
    const vague = note === undefined ? {} : { vague: true as const };
    if (now) return { id: by, how, place: { side: "after", file: now.at.file, from: now.at.from }, ...vague };
    // A file with faults may say it still, of something that is not there any more.
    const unsure = after.faulty?.has(use.at.file) === true;
    return { id: by, how, place: { side: "before", file: use.at.file, from: use.at.from }, ...vague, ...(unsure ? {} : { adapted: true as const }) };
  }
}

const PHRASE: Readonly<Record<Use["does"], string>> = { call: "calls it", send: "sends to it", take: "takes its messages", read: "reads it", write: "writes it", "read-write": "reads and writes it" };
const MAYBE: typeof PHRASE = { call: "may call it", send: "may send to it", take: "may take its messages", read: "may read it", write: "may write it", "read-write": "may read and write it" };

function keyOf({ by, target, does, sort }: Use, idOf: (id: string) => string): string {
  // The name of a flow or of an access pattern may be another one now.
  return JSON.stringify([idOf(by), idOf(target), does, sort.replace(/ .*/, ""), idOf(sort.replace(/^\S+ ?/, ""))]);
}

/** One is the other, or a part of it: a component calls for its container. */
function isKin(a: string, b: string): boolean {
  return isWithin(a, b) || isWithin(b, a);
}

/** Everything by which an element relies on another: relations, steps of flows, screens, access patterns. */
function usesIn(model: Model): readonly Use[] {
  const uses: Use[] = [];
  for (const relation of model.relations()) {
    const where = relation.label === undefined ? "" : `("${relation.label}")`;
    uses.push(...between(model, relation.source, relation.target, relation.style === "message", { sort: "relation", where, at: relation.at }, textOf(settingOf(relation, "access"))));
  }
  for (const id of flowsOf(model)) {
    const flow = readFlow(model, id);
    for (const step of flow ? callsOf(flow.steps) : []) {
      const element = model.element(step.id)!;
      const named = settingOf(element, step.is === "message" ? "sends" : "to")?.values[0]?.target ?? step.to;
      const sender = settingOf(element, "from")?.values[0]?.target ?? step.from;
      const isTopic = model.element(sender)?.kind.group === "topic";
      uses.push(...between(model, isTopic ? sender : step.from, named, step.is === "message", { sort: `step ${id}`, where: `in the flow ${id}`, at: element.at }, step.relations[0] && textOf(settingOf(step.relations[0], "access"))));
    }
  }
  for (const screen of screensOf(model)) {
    for (const widget of widgetsOf(screen)) if (widget.calls !== undefined) uses.push({ by: screen.id, target: widget.calls, does: "call", sort: "widget", where: `from its ${widget.type}${widget.title === undefined ? "" : ` "${widget.title}"`}`, at: model.element(widget.id)!.at });
  }
  for (const access of model.elements("access")) {
    const asked = settingOf(access, "query")?.values[0];
    const entity = asked?.type === "query" ? asked.query.entity.target : undefined;
    const own = targetsOf(settingOf(access, "by"));
    const put = (target: string, does: "read" | "write"): void => {
      for (const by of own.length > 0 ? own : [access.id]) uses.push({ by, target, does, sort: `access ${access.id}`, where: own.length > 0 ? `by the access pattern ${access.id}` : "as an access pattern that nobody is named for", at: access.at });
    };
    if (entity !== undefined) put(entity, "read");
    for (const target of targetsOf(settingOf(access, "writes"))) put(target, "write");
  }
  return uses;
}

function between(model: Model, source: string, target: string, isMessage: boolean, place: Pick<Use, "sort" | "where" | "at">, access: string | undefined): readonly Use[] {
  const [from, to] = [model.element(source), model.element(target)];
  if (!from || !to || isAdopted(model, source)) return [];
  if (isMessage && (from.kind.group === "topic" || isBroker(model, from))) return [{ by: target, target: source, does: "take", ...place }];
  if (to.kind.group === "topic" || (isMessage && isBroker(model, to))) return [{ by: source, target, does: "send", ...place }];
  if (to.kind.group === "container" && model.vocabulary.covers(storeKinds, to.kind)) return [{ by: source, target, does: access === "reads" ? "read" : access === "writes" ? "write" : "read-write", ...place }];
  return [{ by: source, target, does: isMessage ? "send" : "call", ...place }];
}

function isBroker(model: Model, element: Element): boolean {
  return model.vocabulary.covers(["broker"], element.kind);
}
