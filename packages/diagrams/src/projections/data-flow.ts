import { dataFlowsOf, zoneOf, type DataFlow, type DataFlows, type Zone } from "@groundplan/analysis";
import { readDataType } from "@groundplan/design";
import { settingOf, type Element, type Relation } from "@groundplan/model";
import { findTechnology } from "@groundplan/vocabulary";
import type { Scene, SceneEdge, SceneGroup, SceneNode } from "../scene.ts";
import { frameOf } from "./containers.ts";
import { contextSubject } from "./context.ts";
import { uniteLabels, uniteTechnologies } from "./labels.ts";
import { contentOf, type Boundary, type Content, type Member } from "./members.ts";
import type { Structure } from "./structure.ts";
import { viewsOf, type Projection, type Subject } from "./view.ts";
import { describe, labelOf, technologyOf } from "./words.ts";

/**
 * Data-flow diagrams (DeMarco 1978; with trust boundaries as in Microsoft's threat modelling): level 0 has a system as one
 * process, level 1 its containers. They are there for systems of which the model says what travels.
 */
export const dataFlow: Projection = {
  name: "dataflow",
  summary: "What data flows between people, externals, processes and stores, with its classes and the trust boundaries that it crosses.",
  views(structure) {
    if (!knowsData(structure)) return [];
    const systems = structure.model.elements("@system").filter((system) => structure.hasContainers(system.id));
    const loose = contentOf(structure, undefined, "systems").members.some(({ element }) => element.kind.group === "container");
    return [
      ...(loose ? viewsOf(structure, partsSubject(structure, undefined)) : []),
      ...systems.flatMap((system) => [...viewsOf(structure, wholeSubject(structure, system)), ...viewsOf(structure, partsSubject(structure, system))]),
    ];
  },
};

/** Whether the model says of any data what it is. */
function knowsData(structure: Structure): boolean {
  return structure.model.elements("@type").length > 0 || structure.model.relations().some((relation) => settingOf(relation, "data"));
}

/** Level 0: the system as one process, with all that it gives to others and takes from them. */
function wholeSubject(structure: Structure, system: Element): Subject {
  const zone = zoneOf(structure.model, system);
  const boundary: Boundary = { id: `${system.id} trust`, parent: undefined, title: zone.is === "named" ? zone.title : "Trust boundary", kind: zone.is === "named" ? "Trust zone" : undefined, dashed: true, element: undefined };
  const { content } = contextSubject(structure, system);
  const { around, aroundBoundaries } = zoned(structure, [], content.around);
  return {
    id: `dataflow-0/${system.id}`, kind: "data-flow", title: `${system.title}: data flow, level 0`, artifact: "3.3", element: system, frame: undefined, detailed: false,
    description: [describe(system), "What data comes in and what goes out; bold where it bears a class."].filter((part) => part !== undefined).join(" "),
    content: { members: [{ element: system, parent: boundary.id }], boundaries: [boundary], around, aroundBoundaries },
    relations: () => linksOf(structure, system), linesOf: () => [],
    refine: (scene) => refine(structure, scene, system),
  };
}

/** Level 1: the containers of a system as processes and stores; those that no system holds where none is given. */
function partsSubject(structure: Structure, system: Element | undefined): Subject {
  const { members, around } = contentOf(structure, system, "containers");
  return {
    id: system ? `dataflow/${system.id}` : "dataflow", kind: "data-flow", title: system ? `${system.title}: data flow, level 1` : "Data flow", artifact: "3.3", element: system, frame: system && frameOf(system), detailed: true,
    description: [system && describe(system), "What data flows between the parts, where it is kept, and which trust boundaries it crosses; bold where it bears a class."].filter((part) => part !== undefined).join(" "),
    content: zoned(structure, members, around, system),
    relations: () => linksOf(structure, system), linesOf: () => [],
    refine: (scene) => refine(structure, scene, system),
  };
}

/** Members in the zones that they name, instead of the groups that they were declared in. A zone that people or externals share lies outside of the system. */
function zoned(structure: Structure, members: readonly Member[], around: readonly Member[], system?: Element): Content {
  const { model } = structure;
  const home = system && zoneOf(model, system).id;
  const shared = sharedZones(structure);
  const inner = new Map<string, Boundary>();
  const outer = new Map<string, Boundary>();
  const inside: Member[] = [];
  const outside: Member[] = [];
  const place = (zones: Map<string, Boundary>, zone: Zone, prefix: string): string => {
    const id = `${prefix}${zone.id}`;
    if (!zones.has(id)) zones.set(id, { id, parent: undefined, title: zone.title, kind: "Trust zone", dashed: true, element: undefined });
    return id;
  };
  for (const { element } of members) {
    const zone = zoneOf(model, element);
    if (zone.is === "named" && shared.has(zone.id) && zone.id !== home) outside.push({ element, parent: place(outer, zone, OUTER) });
    else inside.push({ element, parent: zone.is === "named" && zone.id !== home ? place(inner, zone, "") : undefined });
  }
  for (const { element } of around) {
    const zone = zoneOf(model, element);
    outside.push({ element, parent: zone.is === "named" ? place(outer, zone, OUTER) : undefined });
  }
  return { members: inside, boundaries: [...inner.values()], around: outside, aroundBoundaries: [...outer.values()] };
}

const OUTER = "outer ";

/** The named zones in which people or externals are. */
function sharedZones(structure: Structure): ReadonlySet<string> {
  return structure.remember("zones of people and externals", () => new Set(structure.model.elements("@actor", "@external").map((element) => zoneOf(structure.model, element)).flatMap((zone) => (zone.is === "named" ? zone.id : []))));
}

/** Flows in the form of relations, so that they are lifted, folded and merged as these are. */
function linksOf(structure: Structure, system: Element | undefined): readonly Relation[] {
  const inside = (id: string): boolean => system === undefined || structure.chainOf(id).includes(system);
  return dataFlowsOf(structure.model).flows.filter((flow) => !flow.part && (inside(flow.from) || inside(flow.to))).map((flow): Relation => {
    const [source, target] = flow.back ? [flow.to, flow.from] : [flow.from, flow.to];
    return { id: flow.id, source, target, style: "call", label: undefined, description: undefined, name: undefined, settings: [], implied: true, at: structure.model.element(flow.from)!.at };
  });
}

// ---- The last touch: notation and words

function refine(structure: Structure, scene: Scene, system: Element | undefined): Scene {
  const flows = dataFlowsOf(structure.model);
  const frame = scene.groups.find(({ id }) => id === system?.id);
  const edges = mergedEdges(structure, flows, scene.edges, frame && { id: frame.id, members: new Set(scene.nodes.filter(({ parent }) => parent === frame.id).map(({ id }) => id)) });
  const groups: SceneGroup[] = scene.groups.map((group) => groupOf(structure, group, system));
  const known = new Set(groups.map(({ id }) => id));
  const drawn = new Set(edges.flatMap(({ source, target }) => [source, target]));
  const nodes: SceneNode[] = [];
  for (const each of scene.nodes) {
    const element = each.shape === "folded" ? undefined : structure.model.element(each.id);
    // Who gives and takes no data has no part in it.
    if (element && (element.kind.group === "actor" || element.kind.group === "external") && !drawn.has(each.id)) continue;
    const zone = element && each.parent === undefined ? zoneOf(structure.model, element) : undefined;
    const node = element ? nodeOf(structure, flows, each, element, system) : each;
    if (zone?.is !== "named" || element === system) {
      nodes.push(node);
      continue;
    }
    const id = `${OUTER}${zone.id}`;
    if (!known.has(id)) groups.push({ id, title: zone.title, kind: "Trust zone", dashed: true, boundary: true });
    known.add(id);
    nodes.push({ ...node, parent: id });
  }
  const held = new Set(nodes.map(({ parent }) => parent));
  for (const group of groups) if (group.parent !== undefined) held.add(group.parent);
  return { ...scene, nodes, groups: groups.filter(({ id }) => held.has(id)), edges };
}

function groupOf(structure: Structure, group: SceneGroup, system: Element | undefined): SceneGroup {
  const trust: SceneGroup = { ...group, dashed: true, boundary: true };
  if (group.id !== system?.id) return trust;
  const zone = zoneOf(structure.model, system);
  return { ...trust, opens: `dataflow-0/${system.id}`, ...(zone.is === "named" ? { kind: `${group.kind ?? "System"} in ${zone.title}` } : {}) };
}

/** Kinds are those of the notation; a store says what it keeps. */
function nodeOf(structure: Structure, flows: DataFlows, { description: _description, owner: _owner, compact: _compact, ...node }: SceneNode, element: Element, system: Element | undefined): SceneNode {
  switch (element.kind.group) {
    case "actor":
      return { ...node, kind: "Person", lines: [] };
    case "external":
      return { ...node, kind: "External entity", lines: [] };
    case "system":
      return element === system ? { ...node, kind: "Process", shape: "card", swatch: "service", lines: cleaning(flows, element.id), opens: `dataflow/${element.id}` } : { ...node, kind: "Other system", lines: [], opens: `dataflow/${element.id}` };
    default: {
      const role = flows.nodes.get(element.id)?.role ?? (element.kind.style?.swatch === "data" ? "store" : element.kind.style?.swatch === "bus" ? "queue" : "process");
      const kept = (flows.entities.get(element.id) ?? []).map((id) => keptLine(structure, flows, id));
      const topics = structure.children(element.id).filter(({ kind }) => kind.group === "topic").map(({ title }) => title);
      if (role === "store") return { ...node, kind: "Data store", shape: element.kind.style?.shape === "bucket" ? "bucket" : "cylinder", swatch: "data", lines: kept };
      if (role === "queue") return { ...node, kind: "Queue", shape: "capsule", swatch: "bus", lines: topics };
      return { ...node, kind: "Process", shape: "card", swatch: "service", lines: [...cleaning(flows, element.id), ...kept] };
    }
  }
}

/** `Shipping · personal`. */
function keptLine(structure: Structure, flows: DataFlows, entity: string): string {
  const type = readDataType(structure.model, entity);
  return [type?.title ?? type?.name ?? entity, classesIn(flows.classesOf(entity))].filter((part) => part !== "").join(" · ");
}

/** What an element takes away: `masks personal, payment`. */
function cleaning(flows: DataFlows, id: string): readonly string[] {
  const ways = new Map<string, string[]>();
  for (const { at, relation, class: name, way } of flows.declassifiers) if (at === id && !relation) ways.set(way, [...(ways.get(way) ?? []), name]);
  return [...ways].map(([way, classes]) => `${WAYS[way] ?? way} ${classes.join(", ")}`);
}

const WAYS: Readonly<Record<string, string>> = { hash: "hashes", token: "tokenises", aggregate: "aggregates", mask: "masks", encrypt: "encrypts", drop: "drops" };

function classesIn(classes: readonly string[]): string {
  return classes.join(", ");
}

/** One line for all that flows between two boxes, with a head at each end where something arrives. */
function mergedEdges(structure: Structure, flows: DataFlows, edges: readonly SceneEdge[], frame: { readonly id: string; readonly members: ReadonlySet<string> } | undefined): readonly SceneEdge[] {
  const byId = new Map(flows.flows.map((flow) => [flow.id, flow]));
  const lines = new Map<string, FlowLine>();
  for (const edge of edges) {
    const own = edge.relations.flatMap((id) => byId.get(id) ?? []);
    if (own.length === 0) continue;
    const turned = lines.get(`${edge.target}\n${edge.source}`);
    const line = turned ?? { source: edge.source, target: edge.target, forward: [], back: [] };
    if (!turned) lines.set(`${edge.source}\n${edge.target}`, line);
    for (const flow of own) (flow.back === (turned === undefined) ? line.back : line.forward).push(flow);
  }
  return [...bundled([...lines.values()], flows, frame).values()].map(({ source, target, spokes, forward, back }): SceneEdge => {
    const [there, here] = [forward.filter((flow) => says(flows, flow)), back.filter((flow) => says(flows, flow))];
    // Where nothing is known of it, the direction of the call is all there is.
    const onlyBack = there.length === 0 && (here.length > 0 || forward.length === 0);
    const shown = there.length + here.length > 0 ? [...there, ...here] : [...forward, ...back];
    const classes = classesOf(flows, shown);
    const words = wordsOf(structure, shown);
    const label = spokes === undefined ? words : [`${spokes} parts`, words ?? ""].filter((part) => part !== "").join(": ");
    const technology = [classes.map(({ name, sure }) => `${name}${sure ? "" : "?"}`).join(", "), shown.some((flow) => flows.crosses(flow)) ? wireWords(structure, shown) : ""].filter((part) => part !== "").join(" · ");
    const [from, to] = onlyBack ? [target, source] : [source, target];
    return {
      id: `${from} => ${to}`, source: from, target: to, style: classes.length === 0 ? "flow" : classes.some(({ sure }) => sure) ? "classified" : "assumed",
      ...(there.length > 0 && here.length > 0 ? { both: true as const } : {}), ...(label === undefined ? {} : { label }), ...(technology === "" ? {} : { technology }),
      relations: [...new Set(shown.flatMap(({ relation }) => relation?.id ?? []))],
    };
  });
}

interface FlowLine {
  readonly source: string;
  readonly target: string;
  /** How many lines were bundled to it. */
  readonly spokes?: number;
  /** In the direction of the calls, and against it. */
  readonly forward: DataFlow[];
  readonly back: DataFlow[];
}

/** A member with this many lines to other members, none of them with a class, serves all: drawn one by one, these hide the lines that count. */
const HUB = 7;

/** Lines of hubs become one between the frame and the hub. */
function bundled(lines: readonly FlowLine[], flows: DataFlows, frame: { readonly id: string; readonly members: ReadonlySet<string> } | undefined): readonly FlowLine[] {
  if (!frame) return lines;
  const spokes = new Map<string, FlowLine[]>();
  for (const line of lines) {
    if (!frame.members.has(line.source) || !frame.members.has(line.target) || [...line.forward, ...line.back].some((flow) => flows.carried(flow).size > 0)) continue;
    const list = spokes.get(line.target);
    if (list) list.push(line);
    else spokes.set(line.target, [line]);
  }
  let current = lines;
  for (const [hub, list] of spokes) {
    if (list.length < HUB) continue;
    const gone = new Set(list);
    current = [...current.filter((line) => !gone.has(line)), { source: frame.id, target: hub, spokes: list.length, forward: list.flatMap((line) => line.forward), back: list.flatMap((line) => line.back) }];
  }
  return current;
}

/** Whether a flow has data with a name, or of a class. */
function says(flows: DataFlows, flow: DataFlow): boolean {
  return flow.data.length > 0 || flows.carried(flow).size > 0;
}

function classesOf(flows: DataFlows, shown: readonly DataFlow[]): readonly { readonly name: string; readonly sure: boolean }[] {
  return flows.classes.flatMap((name) => {
    const found = shown.flatMap((flow) => flows.carried(flow).get(name) ?? []);
    return found.length === 0 ? [] : [{ name, sure: found.includes("stated") }];
  });
}

/** The names of the data, what bears a class first; what relations say where nothing is known of the data. */
function wordsOf(structure: Structure, shown: readonly DataFlow[]): string | undefined {
  const data = shown.flatMap((flow) => flow.data);
  const names = (list: typeof data): readonly string[] => list.map(({ name }) => name);
  const words = data.filter(({ type, certainty }) => type === undefined && certainty === "assumed");
  const typed = data.filter(({ type, certainty }) => type !== undefined && certainty === "stated");
  const named = [...new Set([...names(data.filter(({ classes }) => classes.length > 0)), ...names(typed), ...names(words)])];
  if (named.length > 0) return named.length <= MOST_NAMES ? named.join(", ") : `${named.slice(0, MOST_NAMES).join(", ")} +${named.length - MOST_NAMES}`;
  const relations = [...new Set(shown.flatMap(({ relation }) => relation ?? []))];
  return uniteLabels(relations.map((relation) => labelOf(structure, relation) ?? ""));
}

const MOST_NAMES = 2;

/** What is spoken where a trust boundary is crossed: `HTTP, open`, `HTTPS`. */
function wireWords(structure: Structure, shown: readonly DataFlow[]): string {
  const spoken = new Map<string, boolean>();
  for (const { relation, wire } of shown) {
    const name = (relation && technologyOf(structure, relation)) ?? (wire.protocol === undefined ? undefined : findTechnology(wire.protocol)?.name);
    if (name !== undefined) spoken.set(name, (spoken.get(name) ?? false) || wire.encrypted === "no");
  }
  return uniteTechnologies([...spoken].sort(([, a], [, b]) => Number(b) - Number(a)).map(([name, open]) => (open ? `${name} unencrypted` : name))) ?? "";
}
