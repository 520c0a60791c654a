import { callsOf, entitiesOf, entityOf, flowsOf, readDataType, readFlow, type CallStep } from "@groundplan/design";
import { settingOf, targetsOf, textOf, textsOf, type Element, type Model, type Relation } from "@groundplan/model";
import { CARRIERS, findTechnology, storeKinds } from "@groundplan/vocabulary";
import type { TypeClasses } from "./classes.ts";
import { declassified, declassifiedAt } from "./declassifiers.ts";
import { ANYTHING, createPayloads, NOTHING, unite, type Exchange, type Payload } from "./payload.ts";
import type { DataFlow, DataNode, Datum, Role } from "./types.ts";
import { wireOf } from "./wire.ts";
import { zoneOf } from "./zones.ts";

/** What flows where, and what is kept where. */
export interface Derived {
  /** By id, in the order of ids. */
  readonly nodes: ReadonlyMap<string, DataNode>;
  /** In the order of ids. */
  readonly flows: readonly DataFlow[];
  /** The entities that each node keeps, by the node. */
  readonly entities: ReadonlyMap<string, readonly string[]>;
  /** The node that an element belongs to: what it is, or is a part of; undefined for what has no part in flows. */
  nodeOf(id: string): string | undefined;
}

/**
 * Derives the flows of data from relations, operations, topics, entities, access patterns and flows of steps.
 *
 * What travels along a relation is, by what is said:
 * 1. to an operation with a signature: what it takes, and back what it gives (stated); to an interface as a whole, or by a
 *    call without `data` to an element whose interfaces, those that its protocol can carry, all say what they take and give: the types of all their operations (assumed);
 * 2. to or from a topic `of` a type: that type (stated); of a broker as a whole all its topics' types (assumed);
 * 3. to a store, in the directions of `access`: the entities of the access patterns `by` that element (stated); without a
 *    pattern all entities that the store keeps (assumed);
 * 4. `data` that names types: those (stated), in the direction of the call or message; against it, where the relation says
 *    `access: reads`;
 * 5. otherwise, and for `data` in words: whatever its source holds (untyped); for a call without `data` in both directions.
 *
 * Steps of flows say more of the relation that they may follow: where a step's payload has a type (by its operation or by
 * `carries`), 1 (as a whole) and 5 do not count for that relation. A gateway passes calls on: what it is called with in a step
 * is what it calls others with in that step, and what they give back.
 */
export function deriveFlows(model: Model, classes: TypeClasses): Derived {
  const payloads = createPayloads(model, classes);
  const nodes = new Map<string, DataNode>();
  const places = new Map<string, string | undefined>();
  const entities = new Map<string, string[]>();
  const drafts = new Map<string, Draft>();

  for (const entity of entitiesOf(model)) {
    const node = entity.store === undefined ? undefined : nodeOf(entity.store);
    if (node === undefined) continue;
    const list = entities.get(node);
    if (list) list.push(entity.id);
    else entities.set(node, [entity.id]);
  }
  for (const list of entities.values()) list.sort();

  const offered = new Map<string, Element[]>();
  for (const api of model.elements("@interface")) for (const holder of model.ancestors(api.id)) {
    const list = offered.get(holder.id);
    if (list) list.push(api);
    else offered.set(holder.id, [api]);
  }
  const between = new Map<string, Relation[]>();
  for (const relation of model.relations()) {
    const [from, to] = [nodeOf(relation.source), nodeOf(relation.target)];
    if (from === undefined || to === undefined || from === to) continue;
    for (const key of [`${from}\n${to}`, `${to}\n${from}`]) {
      const list = between.get(key);
      if (list) list.push(relation);
      else between.set(key, [relation]);
    }
  }

  const patterns = readPatterns();
  const described = readSteps();
  for (const relation of model.relations()) readRelation(relation);
  joinWholes();

  const flows = [...drafts.values()].map(finish).sort((a, b) => (a.id < b.id ? -1 : 1));
  const found = new Set(flows.flatMap(({ from, to }) => [from, to]));
  for (const node of entities.keys()) found.add(node);
  return { nodes: new Map([...found].sort().flatMap((id) => (nodes.has(id) ? [[id, nodes.get(id)!] as const] : []))), flows, entities, nodeOf };

  // ---- Nodes

  function nodeOf(id: string): string | undefined {
    if (places.has(id)) return places.get(id);
    const element = placeOf(id);
    places.set(id, element?.id);
    if (element && !nodes.has(element.id)) nodes.set(element.id, { id: element.id, element, role: roleOf(element), zone: zoneOf(model, element) });
    return element?.id;
  }

  function placeOf(id: string): Element | undefined {
    const element = model.element(id);
    if (!element) return undefined;
    if (element.kind.group === "screen") {
      const application = targetsOf(settingOf(element, "of"))[0];
      if (application !== undefined) return placeOf(application);
    }
    const chain = [element, ...model.ancestors(id)];
    const runs = chain.find(({ kind }) => ["topic", "actor", "external", "container"].includes(kind.group));
    return runs ?? chain.findLast(({ kind }) => kind.group === "component") ?? chain.find(({ kind }) => kind.group === "system" || kind.group === "group");
  }

  function roleOf(element: Element): Role {
    if (element.kind.group === "actor" || element.kind.group === "external") return "entity";
    if (element.kind.group === "topic" || model.vocabulary.covers(["broker"], element.kind)) return "queue";
    return model.vocabulary.covers(storeKinds, element.kind) ? "store" : "process";
  }

  // ---- Access patterns

  /** What elements ask of stores and write there; by `store\nnode`, whether they read and write. */
  function readPatterns(): ReadonlyMap<string, { reads: boolean; writes: boolean }> {
    const known = new Map<string, { reads: boolean; writes: boolean }>();
    for (const access of model.elements("access")) {
      const store = access.parent === undefined ? undefined : nodeOf(access.parent);
      if (store === undefined) continue;
      const value = settingOf(access, "query")?.values[0];
      const query = value?.type === "query" ? value.query : undefined;
      const read = query && payloadOfQuery(query);
      const written = targetsOf(settingOf(access, "writes")).flatMap((id) => payloads.ofNamed(id, "whole", "stated") ?? []);
      for (const by of targetsOf(settingOf(access, "by"))) {
        const node = nodeOf(by);
        if (node === undefined || node === store) continue;
        const key = `${store}\n${node}`;
        const entry = known.get(key) ?? { reads: false, writes: false };
        known.set(key, entry);
        const relation = best(between.get(key) ?? [], by, access.id);
        if (read) {
          entry.reads = true;
          put(store, node, read, { relation, saidBy: access.id, back: true, interfaces: [] });
        }
        if (written.length > 0) {
          entry.writes = true;
          put(node, store, { data: written, untyped: false }, { relation, saidBy: access.id, back: false, interfaces: [] });
        }
      }
    }
    return known;
  }

  /** A count or a sum tells of no single one: only the fields by which it is grouped could. */
  function payloadOfQuery(query: { readonly entity: { readonly target?: string }; readonly aggregate?: string; readonly groupBy: readonly string[]; readonly with: readonly { readonly name: string }[] }): Payload {
    const [whole] = (query.aggregate ?? "").split(" ");
    const entity = query.entity.target;
    const data = (entity === undefined ? [] : [entity, ...query.with.flatMap(({ name }) => readWith(entity, name))]).flatMap((id) => payloads.ofNamed(id, "whole", "stated") ?? []);
    if (whole === "" || whole === "min" || whole === "max" || query.groupBy.length > 0) return { data, untyped: false };
    return { data: data.map((datum) => ({ ...datum, type: undefined, name: `${query.aggregate} of ${datum.name}`, classes: [] })), untyped: false };
  }

  /** What is read with an entity: what a field of that name leads to, or an entity of that name that leads to it. */
  function readWith(entity: string, name: string): readonly string[] {
    const type = readDataType(model, entity);
    const field = type?.fields.find((each) => each.name === name);
    const led = field && entityOf(model, field.type)?.id;
    if (led !== undefined) return [led];
    return (entities.get(type?.store === undefined ? "" : (nodeOf(type.store) ?? "")) ?? []).filter((id) => id === name || id.endsWith(`.${name}`));
  }

  // ---- Steps of flows

  /** Puts what typed steps carry; gives the relations that are described by that, as `source id`. */
  function readSteps(): ReadonlySet<string> {
    const told = new Set<string>();
    for (const id of flowsOf(model)) {
      for (const call of callsOf(readFlow(model, id)!.steps)) {
        const [from, to] = [nodeOf(senderOf(call)), nodeOf(call.target ?? call.to)];
        if (from === undefined || to === undefined || from === to) continue;
        const exchange = exchangeOf(call);
        const along = call.relations.filter((relation) => nodeOf(relation.source) === from && nodeOf(relation.target) === to);
        if (exchange) {
          const relation = best(along, senderOf(call), call.target ?? call.to);
          const operation = call.target === undefined ? undefined : model.element(call.target);
          const interfaces = operation?.kind.group === "operation" && operation.parent !== undefined ? [model.element(operation.parent)!] : operation?.kind.group === "interface" ? [operation] : [];
          put(from, to, exchange.forward, { relation, saidBy: call.id, back: false, interfaces });
          put(to, from, exchange.back, { relation, saidBy: call.id, back: true, interfaces });
          for (const each of along) told.add(`${each.source} ${each.id}`);
        } else if (call.unknown && call.relations.length === 0 && !isStore(to)) {
          put(from, to, ANYTHING, { relation: undefined, saidBy: call.id, back: false, interfaces: [] });
          if (call.is === "call") put(to, from, ANYTHING, { relation: undefined, saidBy: call.id, back: true, interfaces: [] });
        }
      }
    }
    return told;
  }

  /** Who begins a step: a topic, where that hands a message on. */
  function senderOf(call: CallStep): string {
    return targetsOf(settingOf(model.element(call.id)!, "from"))[0] ?? call.from;
  }

  /** What a step carries, where types say so. */
  function exchangeOf(call: CallStep): Exchange | undefined {
    const said = settingOf(model.element(call.id)!, "carries")?.values[0];
    const target = call.target === undefined ? undefined : model.element(call.target);
    const own = target?.kind.group === "operation" ? payloads.ofOperation(target, "stated") : undefined;
    const topic = [target, model.element(senderOf(call))].find((element) => element?.kind.group === "topic");
    const carried = said?.type === "type" ? payloads.ofType(said.expression, "request", "stated") : topic && payloadOfTopic(topic);
    if (carried && !carried.untyped) return { forward: carried, back: own?.back ?? passedOn(call)?.back ?? NOTHING };
    return own ?? passedOn(call);
  }

  function passedOn(call: CallStep): Exchange | undefined {
    const gateway = model.element(call.to);
    if (!gateway || !model.vocabulary.covers(["gateway"], gateway.kind)) return undefined;
    const onward = callsOf(call.steps).filter(({ from, is }) => from === call.to && is === "call").flatMap((inner) => exchangeOf(inner) ?? []);
    return onward.length === 0 ? undefined : { forward: unite(onward.map(({ forward }) => forward)), back: unite(onward.map(({ back }) => back)) };
  }

  // ---- Relations

  function readRelation(relation: Relation): void {
    const [from, to] = [nodeOf(relation.source), nodeOf(relation.target)];
    if (from === undefined || to === undefined || from === to) return;
    const target = model.element(relation.target)!;
    const told = described.has(`${relation.source} ${relation.id}`);
    const exact = target.kind.group === "operation" || target.kind.group === "interface";
    const interfaces = target.kind.group === "operation" ? [model.element(target.parent!)!] : exact ? [target] : interfacesOf(target).filter((each) => carries(relation, each));
    const how = (back: boolean): How => ({ relation, saidBy: relation.id, back, interfaces: exact || relation.style === "call" ? interfaces : [] });
    const { types, words } = dataOf(relation);
    const named: Payload | undefined = types.length > 0 || words.length > 0 ? { data: types, untyped: words.length > 0 } : undefined;

    if (target.kind.group === "operation") {
      const own = payloads.ofOperation(target, "stated");
      put(from, to, own ? unite([own.forward, { data: types, untyped: false }]) : (named ?? (told ? NOTHING : ANYTHING)), how(false));
      put(to, from, own?.back ?? (named || told ? NOTHING : ANYTHING), how(true));
      return;
    }
    const topic = nodes.get(from)!.element.kind.group === "topic" ? nodes.get(from)!.element : nodes.get(to)!.element.kind.group === "topic" ? nodes.get(to)!.element : undefined;
    if (topic) {
      const payload = payloadOfTopic(topic);
      const whole = payload && !payload.untyped ? unite([payload, { data: types, untyped: false }]) : (named ?? ANYTHING);
      if (relation.style === "call") put(to, from, whole, how(true));
      else put(from, to, whole, how(false));
      return;
    }
    if (isStore(to) && !exact) {
      const access = relation.style === "message" ? "writes" : (textOf(settingOf(relation, "access")) ?? "reads-writes");
      const known = patterns.get(`${to}\n${from}`);
      const kept = keptAs(to, words);
      const payload = types.length > 0 ? named! : (kept ?? ANYTHING);
      if (access !== "reads" && (types.length > 0 || !known?.writes)) put(from, to, payload, how(false));
      if (access !== "writes" && (types.length > 0 || !known?.reads)) put(to, from, payload, how(true));
      return;
    }
    if (named) {
      // Whoever reads gets it; otherwise it goes with the call.
      const reads = relation.style === "call" && textOf(settingOf(relation, "access")) === "reads";
      const payload: Payload = { data: [...types, ...words.map(wordDatum)], untyped: words.length > 0 && !(told && types.length > 0) };
      if (told && types.length === 0) return;
      put(reads ? to : from, reads ? from : to, payload, how(reads));
      return;
    }
    if (told) return;
    const broker = [from, to].map((id) => nodes.get(id)!).find(({ role }) => role === "queue")?.element;
    const whole = broker ? ofTopics(broker) : exact || relation.style === "call" ? payloads.ofInterfaces(interfaces) : undefined;
    put(from, to, whole?.forward ?? ANYTHING, how(false));
    if (relation.style === "call") put(to, from, whole?.back ?? ANYTHING, how(true));
  }

  function dataOf(relation: Relation): { readonly types: readonly Datum[]; readonly words: readonly string[] } {
    const values = settingOf(relation, "data")?.values ?? [];
    return {
      types: values.flatMap((value) => (value.target === undefined ? [] : (payloads.ofNamed(value.target, "whole", "stated") ?? []))),
      words: values.flatMap((value) => (value.target !== undefined ? [] : value.type === "text" ? value.text : value.type === "reference" ? value.name : [])),
    };
  }

  function wordDatum(name: string): Datum {
    return { name, type: undefined, classes: [], certainty: "assumed" };
  }

  /** What a store keeps, as what a relation to it may carry; the words are those of the relation. */
  function keptAs(store: string, words: readonly string[]): Payload | undefined {
    const kept = entities.get(store);
    if (!kept) return words.length > 0 ? { data: words.map(wordDatum), untyped: true } : undefined;
    return { data: kept.flatMap((id) => payloads.ofNamed(id, "whole", "assumed") ?? []), untyped: false };
  }

  function payloadOfTopic(topic: Element): Payload | undefined {
    const of = settingOf(topic, "of")?.values[0];
    return of?.type === "type" ? payloads.ofType(of.expression, "whole", "stated") : undefined;
  }

  /** Of a broker as a whole: which of its topics is meant is not said. */
  function ofTopics(broker: Element): Exchange | undefined {
    const all = model.children(broker.id).filter(({ kind }) => kind.group === "topic").map(payloadOfTopic);
    if (all.length === 0 || all.some((payload) => !payload || payload.untyped)) return undefined;
    const payload = unite(all.map((each) => ({ data: each!.data.map((datum) => ({ ...datum, certainty: "assumed" as const })), untyped: false })));
    return { forward: payload, back: payload };
  }

  /** The interfaces that an element offers; of a component, those that it serves. */
  function interfacesOf(element: Element): readonly Element[] {
    if (element.kind.group === "system" || element.kind.group === "group") return [];
    const own = offered.get(element.id) ?? [];
    if (own.length > 0 || element.kind.group !== "component") return own;
    return model.incoming(element.id).flatMap(({ source }) => {
      const server = model.element(source);
      return server?.kind.group === "interface" ? [server] : [];
    });
  }

  /** Whether a relation can be one to an interface, by what is spoken on it. */
  function carries(relation: Relation, api: Element): boolean {
    const protocol = settingOf(relation, "protocol")?.values[0];
    const carriers = CARRIERS[textOf(settingOf(api, "style")) ?? ""];
    return protocol?.type !== "technology" || !carriers || carriers.includes(findTechnology(protocol.id)?.id ?? protocol.id);
  }

  function isStore(id: string): boolean {
    return nodes.get(id)!.role === "store" || (entities.has(id) && nodes.get(id)!.role !== "entity");
  }

  // ---- Wholes

  /** Data that is sent in the name of a whole may be that of any of its parts. */
  function joinWholes(): void {
    const before = [...drafts.values()];
    for (const { from, to } of before) {
      const whole = nodes.get(from)!.element;
      if (whole.kind.group !== "system" && whole.kind.group !== "group") continue;
      const open = [...model.children(whole.id)];
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        if (next.kind.group === "system" || next.kind.group === "group") open.push(...model.children(next.id));
        else if (next.kind.group === "container" || next.kind.group === "component") {
          const part = nodeOf(next.id);
          if (part !== undefined && part !== from && part !== to) draft(part, from, `part of ${from}`, { relation: undefined, saidBy: next.id, back: false, interfaces: [] }).part = true;
        }
      }
    }
  }

  // ---- Flows

  function draft(from: string, to: string, over: string, { relation, saidBy, back, interfaces }: How): Draft {
    const key = `${from} > ${to} ${over}`;
    let own = drafts.get(key);
    if (!own) drafts.set(key, (own = { id: key, from, to, payloads: [], relation, saidBy: new Set(), back, part: false, interfaces: new Map() }));
    else if (relation && own.relation && wording(relation) < wording(own.relation)) own.relation = relation;
    own.saidBy.add(saidBy);
    for (const each of interfaces) own.interfaces.set(each.id, each);
    return own;
  }

  function put(from: string, to: string, payload: Payload, how: How): void {
    if (payload.data.length === 0 && !payload.untyped) return;
    // What is said of one operation is kept apart, for each may be called by others.
    const api = how.interfaces.length === 1 ? ` ${how.interfaces[0]!.id}` : "";
    draft(from, to, `${how.relation ? `${how.relation.source} ${how.relation.id}` : how.saidBy}${api}${how.back ? " back" : ""}`, how).payloads.push(payload);
  }

  function finish(own: Draft): DataFlow {
    const { data, untyped } = own.part ? ANYTHING : unite(own.payloads);
    const along = own.relation ? declassified(own.relation) : new Map<string, string>();
    // What leaves an element without a type has passed whatever the element does to it.
    const begins = own.back || !own.relation ? own.from : own.relation.source;
    const stops = new Map([...declassifiedAt(model, begins), ...along]);
    const kept = (datum: Datum): Datum => {
      const takes = datum.certainty === "assumed" ? stops : along;
      return takes.size === 0 || !datum.classes.some((name) => takes.has(name)) ? datum : { ...datum, classes: datum.classes.filter((name) => !takes.has(name)) };
    };
    return {
      id: own.id, from: own.from, to: own.to, data: data.map(kept), untyped, stops, relation: own.relation, saidBy: [...own.saidBy].sort(), back: own.back, part: own.part,
      wire: wireOf(model, own.relation, [...own.interfaces.values()].sort((a, b) => (a.id < b.id ? -1 : 1))),
    };
  }
}

interface How {
  readonly relation: Relation | undefined;
  readonly saidBy: string;
  readonly back: boolean;
  readonly interfaces: readonly Element[];
}

interface Draft {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly payloads: Payload[];
  relation: Relation | undefined;
  readonly saidBy: Set<string>;
  readonly back: boolean;
  part: boolean;
  readonly interfaces: Map<string, Element>;
}

/** Of several relations between the same two, the one that says most precisely where it begins and ends; of equals the first by name. */
function best(relations: readonly Relation[], from: string, to: string): Relation | undefined {
  const distance = (id: string, wanted: string): number => (id === wanted ? 0 : wanted.startsWith(`${id}.`) || id.startsWith(`${wanted}.`) ? 1 : 2);
  const key = (relation: Relation): number => 3 * distance(relation.target, to) + distance(relation.source, from);
  return [...relations].sort((a, b) => key(a) - key(b) || (wording(a) < wording(b) ? -1 : 1))[0];
}

/** All that a relation says, to tell apart two of one name without regard to where they stand. */
function wording(relation: Relation): string {
  return `${relation.id} ${relation.settings.map((setting) => `${setting.name} ${textsOf(setting).join(" ")}`).sort().join(" ")}`;
}
