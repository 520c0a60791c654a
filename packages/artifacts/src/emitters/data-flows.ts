import { dataFlowsOf, type DataFlow, type DataFlows } from "@groundplan/analysis";
import { plainName, readDataType } from "@groundplan/design";
import { settingOf, type Model } from "@groundplan/model";
import { writeQuantity } from "@groundplan/vocabulary";
import type { EmitInput, Emitter } from "../artifact.ts";
import { folderOf } from "../folders.ts";
import { bullets, inline, link, page, table } from "../markdown.ts";

/** Whether the model says of any data what it is: only then is there something to follow. */
export function knowsData(model: Model): boolean {
  return model.relationCount > 0 && (model.elements("@type").length > 0 || model.relations().some((relation) => settingOf(relation, "data")));
}

/** Flows between the same two in one direction. */
export interface FlowLine {
  readonly from: string;
  readonly to: string;
  readonly flows: readonly DataFlow[];
}

/** All flows by the two between which they go, but those from parts to their whole. */
export function flowLines(flows: DataFlows): readonly FlowLine[] {
  const lines = new Map<string, { from: string; to: string; flows: DataFlow[] }>();
  for (const flow of flows.flows) {
    if (flow.part) continue;
    const key = `${flow.from}\n${flow.to}`;
    const line = lines.get(key);
    if (line) line.flows.push(flow);
    else lines.set(key, { from: flow.from, to: flow.to, flows: [flow] });
  }
  return [...lines.values()];
}

/** The classes on some flows, each with whether types say so. */
export function classesOn(flows: DataFlows, some: readonly DataFlow[]): readonly { readonly name: string; readonly stated: boolean }[] {
  return flows.classes.flatMap((name) => {
    const found = some.flatMap((flow) => flows.carried(flow).get(name) ?? []);
    return found.length === 0 ? [] : [{ name, stated: found.includes("stated") }];
  });
}

export const dataFlowDocument: Emitter = {
  artifact: "3.3", name: "Data flows",
  *emit(input) {
    if (!knowsData(input.model)) return;
    yield { path: `${folderOf("3.3")}/data-flows.md`, artifact: "3.3", format: "markdown", ownership: "derived", content: () => document(input) };
  },
};

function document(input: EmitInput): string {
  const { model } = input;
  const flows = dataFlowsOf(model);
  const lines = flowLines(flows);
  const pictures = input.views.filter(({ kind }) => kind === "data-flow");
  const folder = `${folderOf("3.3")}/`;
  // What bears a class comes first.
  const crossing = [...lines].sort((a, b) => classesOn(flows, b.flows).length - classesOn(flows, a.flows).length).flatMap((line) => crossings(input, flows, line));
  return page(
    `# ${inline(input.name)}: data flows`,
    "What data goes from whom to whom, which classes it bears, where it is kept, and which trust boundaries it crosses. It follows from relations, operations, topics, entities, access patterns and flows.",
    pictures.length > 0 && bullets(pictures.map((view) => link(view.title, `${input.viewPath(view).slice(folder.length)}.light.svg`))),
    flows.classes.length === 0 && "No field bears a class, so there is nothing to say of personal, payment or secret data.",
    flows.classes.length > 0 && "## Classes",
    flows.classes.length > 0 && table(["Class", "Comes from", "Is kept in", "Goes outside to", "Is taken away at"], flows.classes.map((name) => summaryOf(model, flows, name))),
    ...flows.classes.flatMap((name) => sectionOf(model, flows, name)),
    crossing.length > 0 && "## Trust boundaries crossed",
    crossing.length > 0 && "Each line of flows that leads from one zone of trust to another. Zones are what `trust` names; without it each system is one, and people and external systems are outside.",
    crossing.length > 0 && table(["From", "To", "Zones", "Data", "Classes", "Over", "Encrypted", "Who may call"], crossing),
    lines.length > 0 && "## All flows",
    lines.length > 0 && table(["From", "Data", "Classes", "To", "Said", "Relations"], lines.map((line) => rowOf(model, flows, line))),
    "## How this is derived",
    bullets(METHOD),
  );
}

function summaryOf(model: Model, flows: DataFlows, name: string): readonly string[] {
  const outside = [...flows.nodes.values()].filter(({ id, element }) => element.kind.group === "external" && flows.held(id).has(name)).map(({ id }) => `${titleOf(model, id)}${flows.held(id).get(name) === "assumed" ? " (assumed)" : ""}`);
  return [name, listOf(flows.origins(name).map((id) => titleOf(model, id))), listOf(keepersOf(flows, name).map((id) => titleOf(model, id))), listOf(outside), listOf(declassifiersOf(model, flows, name))];
}

function sectionOf(model: Model, flows: DataFlows, name: string): readonly string[] {
  const fields = flows.fields.filter(({ classes }) => classes.includes(name));
  const kept = keepersOf(flows, name).flatMap((store) => (flows.entities.get(store) ?? []).filter((entity) => flows.classesOf(entity).includes(name)).map((entity) => {
    const type = readDataType(model, entity);
    return `${titleOf(model, store)} keeps ${type?.title ?? type?.name ?? entity}${type?.retention ? `, for ${writeQuantity(type.retention)}` : "; nothing says for how long"}.`;
  }));
  const holders = [...flows.nodes.values()].filter(({ id }) => flows.held(id).has(name)).map(({ id, role }) => ({ id, role, way: flows.way(id, name) ?? [] }));
  const taken = declassifiersOf(model, flows, name);
  return [
    `### ${name[0]!.toUpperCase()}${name.slice(1)} data`,
    `Fields that bear it: ${shorter(fields.map(({ id }) => fieldName(id)))}.`,
    bullets([...kept, ...taken.map((each) => `Taken away: ${each}.`)].map(inline)),
    table(["Holder", "As", "Said", "How it gets there"], [...holders].sort((a, b) => a.way.length - b.way.length || (a.id < b.id ? -1 : 1)).map(({ id, role, way }) => [
      inline(titleOf(model, id)), role === "entity" ? "external entity" : role, flows.held(id).get(name)!, way.length === 0 ? "it begins here" : [way[0]!.from, ...way.map(({ to }) => to)].map((each) => inline(titleOf(model, each))).join(" → "),
    ])),
  ];
}

function crossings(input: EmitInput, flows: DataFlows, { from, to, flows: some }: FlowLine): readonly (readonly string[])[] {
  if (!flows.crosses(some[0]!)) return [];
  const { model } = input;
  const zones = [from, to].map((id) => flows.nodes.get(id)!.zone.title);
  const wires = some.map(({ wire }) => wire);
  const spoken = [...new Set(wires.flatMap(({ protocol }) => protocol ?? []))].map((protocol) => input.technologies.title(protocol));
  const encrypted = wires.every((wire) => wire.encrypted === "yes") ? "yes" : wires.some((wire) => wire.encrypted === "no") ? "no" : "not said";
  const auth = [...new Set(wires.flatMap((wire) => wire.auth ?? []))];
  return [[inline(titleOf(model, from)), inline(titleOf(model, to)), `${inline(zones[0]!)} → ${inline(zones[1]!)}`, dataWords(some), classWords(flows, some), listOf(spoken) || "not said", encrypted, auth.length === 0 ? "not said" : listOf(auth)]];
}

function rowOf(model: Model, flows: DataFlows, { from, to, flows: some }: FlowLine): readonly string[] {
  const stated = some.every((flow) => !flow.untyped && flow.data.every(({ certainty }) => certainty === "stated"));
  const silent = some.every((flow) => flow.data.length === 0);
  const count = new Set(some.flatMap(({ saidBy }) => saidBy)).size;
  const labels = [...new Set(some.flatMap(({ relation }) => relation?.label ?? []))];
  return [inline(titleOf(model, from)), dataWords(some), classWords(flows, some), inline(titleOf(model, to)), silent ? "not said" : stated ? "stated" : "assumed", `${labels.length === 0 ? `${count} ${count === 1 ? "place" : "places"}` : shorter(labels, 2)}`];
}

function dataWords(some: readonly DataFlow[]): string {
  const data = [...new Map(some.flatMap((flow) => flow.data).sort((a, b) => b.classes.length - a.classes.length || (a.name < b.name ? -1 : 1)).map((datum) => [datum.name, datum])).values()];
  return data.length === 0 ? "" : shorter(data.map(({ name }) => name), 5);
}

function classWords(flows: DataFlows, some: readonly DataFlow[]): string {
  return classesOn(flows, some).map(({ name, stated }) => `${name}${stated ? "" : " (assumed)"}`).join(", ");
}

function keepersOf(flows: DataFlows, name: string): readonly string[] {
  return [...flows.entities.keys()].filter((node) => flows.kept(node).includes(name)).sort();
}

/** `Order.hash (hash)`, `Collector (mask)`. */
function declassifiersOf(model: Model, flows: DataFlows, name: string): readonly string[] {
  return flows.declassifiers.filter((each) => each.class === name).map(({ at, relation, way }) => `${model.element(at)?.kind.name === "field" ? fieldName(at) : titleOf(model, at)}${relation ? ` → ${titleOf(model, relation.target)}` : ""} (${way})`);
}

function fieldName(id: string): string {
  return id.split(".").slice(-2).map(plainName).join(".");
}

function titleOf(model: Model, id: string): string {
  const element = model.element(id);
  if (element?.kind.group !== "topic") return element?.title ?? id;
  return `${element.title} (topic)`;
}

function listOf(texts: readonly string[]): string {
  return texts.map(inline).join(", ");
}

function shorter(texts: readonly string[], most = 12): string {
  return texts.length <= most ? listOf(texts) : `${listOf(texts.slice(0, most))} and ${texts.length - most} more`;
}

/** What the reader should know of it. */
const METHOD: readonly string[] = [
  "A field bears the classes that it says; a type bears those of its fields and of the types in them, an entity not those of what it refers to. What is only written by the caller does not come back, what is only read does not go there, and a field with `per hash` or the like bears nothing.",
  "Typed data carries the classes of its own type, whatever its sender holds besides. Stated is what an operation, a topic, an access pattern, a step or the `data` of a relation says in types.",
  "Assumed is the rest: a call to an interface as a whole may carry the types of any of its operations, a relation to a store any of its entities, and what has no type whatever its sender holds, less what `declassifies` takes away.",
  "Classes spread so until nothing changes; the way that is told is the shortest from where a class begins.",
  "A container is one process: what comes to one of its parts may leave by any other. Parameters of plain types bear no class.",
];
