/**
 * How components hang together: who depends on whom, how much each is leant on, and whether they lean the right way.
 *
 * - Afferent couplings (Ca, fan-in) are the others that depend on a component, efferent ones (Ce, fan-out) those that it depends on, and
 *   instability is Ce / (Ca + Ce): 0 is what many depend on and is hard to change, 1 what nobody depends on (R. C. Martin, "OO Design
 *   Quality Metrics", 1994). Others are the components of the same whole, and beyond its edge the containers, systems and people.
 * - The level is 1 for what depends on no component of its whole, and one more than that of the highest it depends on otherwise; components in
 *   a circle count as one (J. Lakos, "Large-Scale C++ Software Design", 1996, levelization).
 * - The stable-dependencies principle (Martin) asks that a component depend on none that is less stable than itself.
 *
 * Who calls an interface depends on the component that serves it: the one that the interface, or its operation, leads to. What a component
 * within another depends on, and what depends on that, counts for the other too; the two do not depend on each other.
 */
import type { Element, Model } from "@groundplan/model";
import { findCircles, tangledSets } from "./circles.ts";
import { dependencyOf } from "./dependency.ts";

export interface ComponentCoupling {
  readonly id: string;
  /** Components of the same whole that depend on it, and that it depends on. */
  readonly fanIn: readonly string[];
  readonly fanOut: readonly string[];
  /** Containers, externals and people beyond the edge that depend on it, and that it depends on. */
  readonly usedBy: readonly string[];
  readonly uses: readonly string[];
  readonly afferent: number;
  readonly efferent: number;
  /** Between 0 and 1; undefined for what nothing depends on and that depends on nothing. */
  readonly instability: number | undefined;
  readonly level: number;
  readonly serves: readonly ServedInterface[];
}

/** An interface that leads to a component, by itself or with one of its operations, or that stands in its block. */
export interface ServedInterface {
  readonly id: string;
  /** Those of its operations that are known to be served by it. */
  readonly operations: readonly string[];
  /** Other components to which the whole interface leads: which of them serves which operation, nothing says then. */
  readonly with: readonly string[];
}

/** The components of one container, or of one system where they stand in none. */
export interface CoupledWhole {
  readonly id: string;
  /** In the order of the text. */
  readonly components: readonly ComponentCoupling[];
  /** Components along a circle, the first by name at the beginning. */
  readonly cycles: readonly (readonly string[])[];
  /** Dependencies on what is less stable. */
  readonly againstStability: readonly { readonly from: string; readonly to: string }[];
}

/** Every whole that has components. Linear in elements and relations but for sorting. */
export function couplingOf(model: Model): readonly CoupledWhole[] {
  const components = model.elements("component");
  if (components.length === 0) return [];
  const wholes = new Map<string, Node[]>();
  const nodes = new Map<string, Node>();
  for (const { id } of components) {
    const whole = wholeOf(model, id);
    if (whole === undefined) continue;
    const node: Node = { id, whole, index: (wholes.get(whole) ?? []).length, fanIn: new Set(), fanOut: new Set(), usedBy: new Set(), uses: new Set(), serves: new Map() };
    nodes.set(id, node);
    if (node.index === 0) wholes.set(whole, [node]);
    else wholes.get(whole)!.push(node);
  }
  const ends = new Map<string, End>();
  const chains = new Map<Node, readonly Node[]>();
  const served = servedBy(model, nodes);
  for (const api of model.elements("@interface")) {
    const node = componentAt(model, api.id, nodes);
    if (node && !node.serves.has(api.id)) node.serves.set(api.id, { id: api.id, operations: model.children(api.id).map(({ id }) => id), with: [] });
  }
  for (const relation of model.relations()) {
    if (isServing(model, relation.source)) continue;
    const { from, to } = dependencyOf(model, relation);
    const sources = endOf(from);
    const targets = endOf(to);
    for (const source of sources.nodes) for (const target of targets.nodes) connect(source, target);
    // What has no component behind it stands for what runs.
    if (targets.nodes.length === 0 && targets.runs !== undefined) for (const source of sources.nodes) if (targets.runs !== source.whole) for (const each of withHolders(source)) each.uses.add(targets.runs);
    if (sources.nodes.length === 0 && sources.runs !== undefined) for (const target of targets.nodes) if (sources.runs !== target.whole) for (const each of withHolders(target)) each.usedBy.add(sources.runs);
  }
  return [...wholes].map(([id, own]) => measured(id, own, nodes));

  function endOf(id: string): End {
    let end = ends.get(id);
    if (!end) {
      const own = componentAt(model, id, nodes);
      ends.set(id, (end = { nodes: own ? [own] : (served.get(id) ?? []), runs: runningAt(model, id) }));
    }
    return end;
  }

  function connect(source: Node, target: Node): void {
    if (source === target || isPart(source.id, target.id) || isPart(target.id, source.id)) return;
    const within = source.whole === target.whole;
    for (const each of withHolders(source)) {
      if (isPart(target.id, each.id)) break;
      if (within) each.fanOut.add(target.id);
      else each.uses.add(target.whole);
    }
    for (const each of withHolders(target)) {
      if (isPart(source.id, each.id)) break;
      if (within) each.fanIn.add(source.id);
      else each.usedBy.add(source.whole);
    }
  }

  /** A component and those that it lies in, from within. */
  function withHolders(node: Node): readonly Node[] {
    let chain = chains.get(node);
    if (!chain) chains.set(node, (chain = [node, ...model.ancestors(node.id).flatMap(({ id }) => nodes.get(id) ?? [])]));
    return chain;
  }
}

interface Node {
  readonly id: string;
  readonly whole: string;
  readonly index: number;
  readonly fanIn: Set<string>;
  readonly fanOut: Set<string>;
  readonly usedBy: Set<string>;
  readonly uses: Set<string>;
  readonly serves: Map<string, ServedInterface>;
}

/** What a relation ends at: components, or something else that runs. */
interface End {
  readonly nodes: readonly Node[];
  readonly runs: string | undefined;
}

function measured(id: string, own: readonly Node[], nodes: ReadonlyMap<string, Node>): CoupledWhole {
  const targets = own.map(({ fanOut }) => [...fanOut].map((other) => nodes.get(other)!.index));
  const levels = levelsOf(targets);
  const components = own.map((node, at): ComponentCoupling => {
    const afferent = node.fanIn.size + node.usedBy.size;
    const efferent = node.fanOut.size + node.uses.size;
    return {
      id: node.id, fanIn: [...node.fanIn].sort(), fanOut: [...node.fanOut].sort(), usedBy: [...node.usedBy].sort(), uses: [...node.uses].sort(),
      afferent, efferent, instability: afferent + efferent === 0 ? undefined : efferent / (afferent + efferent), level: levels[at]!, serves: [...node.serves.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    };
  });
  const instability = new Map(components.map((each) => [each.id, each.instability ?? 0]));
  return {
    id, components,
    cycles: findCircles(own.map((node) => node.id), targets).map(({ path }) => path.map((at) => own[at]!.id)),
    againstStability: components.flatMap(({ id: from, fanOut }) => fanOut.flatMap((to) => (instability.get(to)! > instability.get(from)! ? [{ from, to }] : []))),
  };
}

/** The level of each node, by the longest way down; nodes in a circle share one. */
function levelsOf(targets: readonly (readonly number[])[]): readonly number[] {
  const label = new Int32Array(targets.length).fill(-1);
  const sets = tangledSets(targets);
  for (const [set, members] of sets.entries()) for (const member of members) label[member] = set;
  const tangled = sets.length;
  // Those in no circle follow, one by one.
  const group = targets.map((_, at) => (label[at]! >= 0 ? label[at]! : tangled + at));
  const above = new Map<number, Set<number>>();
  const open = new Map<number, number>();
  for (const [at, list] of targets.entries()) {
    const below = new Set(list.map((target) => group[target]!).filter((other) => other !== group[at]));
    for (const other of below) {
      const uppers = above.get(other) ?? new Set<number>();
      if (!uppers.has(group[at]!)) open.set(group[at]!, (open.get(group[at]!) ?? 0) + 1);
      above.set(other, uppers.add(group[at]!));
    }
  }
  const level = new Map(group.map((each) => [each, 1]));
  const ready = [...level.keys()].filter((each) => !open.has(each));
  for (let each = ready.pop(); each !== undefined; each = ready.pop()) {
    for (const upper of above.get(each) ?? []) {
      level.set(upper, Math.max(level.get(upper)!, level.get(each)! + 1));
      open.set(upper, open.get(upper)! - 1);
      if (open.get(upper) === 0) ready.push(upper);
    }
  }
  return group.map((each) => level.get(each)!);
}

/** The components that interfaces and operations lead to; an operation that leads to none is served as its interface is. */
function servedBy(model: Model, nodes: ReadonlyMap<string, Node>): ReadonlyMap<string, readonly Node[]> {
  const served = new Map<string, readonly Node[]>();
  const leadsTo = (id: string): readonly Node[] => [...new Set(model.outgoing(id).flatMap(({ target }) => componentAt(model, target, nodes) ?? []))];
  for (const api of model.elements("@interface")) {
    const own = leadsTo(api.id);
    const operations = model.children(api.id).map((operation) => [operation.id, leadsTo(operation.id)] as const);
    const all = [...new Set([...own, ...operations.flatMap(([, list]) => list)])];
    served.set(api.id, all);
    for (const [id, list] of operations) served.set(id, list.length > 0 ? list : own);
    for (const node of all) {
      const alone = own.length === 1 && own[0] === node;
      const served = operations.filter(([, list]) => (list.length > 0 ? list.includes(node) : alone)).map(([id]) => id);
      node.serves.set(api.id, { id: api.id, operations: served, with: own.includes(node) ? own.filter((other) => other !== node).map(({ id }) => id) : [] });
    }
  }
  return served;
}

function isServing(model: Model, source: string): boolean {
  const group = model.element(source)?.kind.group;
  return group === "interface" || group === "operation";
}

function componentAt(model: Model, id: string, nodes: ReadonlyMap<string, Node>): Node | undefined {
  return up(model, id, (element) => element.kind.group === "component", (element) => nodes.get(element.id));
}

/** The container, or else the system, that a component stands in. */
function wholeOf(model: Model, id: string): string | undefined {
  return up(model, id, ({ kind }) => kind.group === "container" || kind.group === "system", (element) => element.id);
}

/** What runs or acts by itself, at an end of a relation. */
function runningAt(model: Model, id: string): string | undefined {
  return up(model, id, ({ kind }) => kind.group === "container" || kind.group === "external" || kind.group === "actor" || kind.group === "system", (element) => element.id);
}

function up<T>(model: Model, id: string, is: (element: Element) => boolean, give: (element: Element) => T | undefined): T | undefined {
  for (let at = model.element(id); at; at = at.parent === undefined ? undefined : model.element(at.parent)) if (is(at)) return give(at);
  return undefined;
}

function isPart(inner: string, outer: string): boolean {
  return inner.startsWith(`${outer}.`);
}
