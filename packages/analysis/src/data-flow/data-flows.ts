import type { Model } from "@groundplan/model";
import { CLASSES, storeKinds } from "@groundplan/vocabulary";
import { typeClasses, type ClassedField } from "./classes.ts";
import { declassifiersOf } from "./declassifiers.ts";
import { deriveFlows, type Derived } from "./derive.ts";
import { propagate } from "./propagate.ts";
import type { Certainty, DataFlow, DataNode, Declassifier } from "./types.ts";

/** The flows of data of a model, and the classes of data that follow them. */
export interface DataFlows extends Derived {
  /** Fields that bear classes, in the order of the text. */
  readonly fields: readonly ClassedField[];
  /** Classes that some field bears, in the order of `CLASSES`. */
  readonly classes: readonly string[];
  readonly declassifiers: readonly Declassifier[];
  /** The classes that a node holds. */
  held(node: string): ReadonlyMap<string, Certainty>;
  /** The classes of a type or an entity. */
  classesOf(type: string): readonly string[];
  /** The classes of the entities that a node keeps. */
  kept(node: string): readonly string[];
  /** The classes that travel on a flow. */
  carried(flow: DataFlow): ReadonlyMap<string, Certainty>;
  /** The nodes where a class comes from. */
  origins(name: string): readonly string[];
  /** The shortest way of a class from an origin to a node; empty where the node is one, undefined where the class never comes there. */
  way(node: string, name: string): readonly DataFlow[] | undefined;
  /** It leads from one zone of trust to another. */
  crosses(flow: DataFlow): boolean;
  /** Whether what a declassifier takes away is ever there. */
  needed(declassifier: Declassifier): boolean;
}

const known = new WeakMap<Model, { readonly version: number; readonly flows: DataFlows }>();

/** The data flows of the model as it is now; computed when they are first asked for, and once for each version of it. */
export function dataFlowsOf(model: Model): DataFlows {
  const last = known.get(model);
  if (last?.version === model.version) return last.flows;
  const flows = compute(model);
  known.set(model, { version: model.version, flows });
  return flows;
}

function compute(model: Model): DataFlows {
  const types = typeClasses(model);
  const derived = deriveFlows(model, types);
  const byId = new Map(derived.flows.map((flow) => [flow.id, flow]));
  const keeps = new Map([...derived.entities].map(([node, entities]) => [node, new Set(entities.flatMap((entity) => types.of(entity, "whole")))]));
  const spread = propagate(
    [...derived.nodes.values()].map((node) => ({ id: node.id, keeps: keeps.get(node.id) ?? NONE, rank: rankOf(model, node) })),
    derived.flows.map((flow) => ({ id: flow.id, from: flow.from, to: flow.to, carries: typedClasses(flow), passes: flow.untyped, stops: flow.stops })),
  );
  return {
    ...derived, fields: types.fields,
    classes: CLASSES.filter((name) => types.fields.some(({ classes }) => classes.includes(name))),
    declassifiers: declassifiersOf(types.fields, model.elements("@system", "@group", "@container", "@component", "@external"), model.relations()),
    classesOf: (type) => types.of(type, "whole"),
    held: spread.held,
    kept: (node) => CLASSES.filter((name) => keeps.get(node)?.has(name)),
    carried: ({ id }) => spread.carried(id),
    origins: spread.origins,
    way: (node, name) => spread.way(node, name)?.map((id) => byId.get(id)!),
    crosses: ({ from, to }) => derived.nodes.get(from)!.zone.id !== derived.nodes.get(to)!.zone.id,
    needed({ at, relation, class: name }) {
      // A field that is made from classified data, as a hash is, says so itself.
      if (model.element(at)?.kind.name === "field") return true;
      const inside = (id: string): boolean => id === at || id.startsWith(`${at}.`);
      const node = derived.nodeOf(at);
      if (relation) {
        const ends = [node, derived.nodeOf(relation.target)];
        return ends.some((end) => end !== undefined && spread.held(end).has(name));
      }
      return [...derived.nodes.keys()].some((id) => (inside(id) || id === node) && spread.held(id).has(name));
    },
  };
}

const NONE: ReadonlySet<string> = new Set();
const FRONTS = ["webapp", "mobileapp", "desktopapp"];

/** Where in a circle data is taken to begin: with people and others, then where people type it in. */
function rankOf(model: Model, { role, element }: DataNode): number {
  if (role === "entity") return 0;
  if (model.vocabulary.covers(FRONTS, element.kind)) return 1;
  return model.vocabulary.covers(storeKinds, element.kind) ? 3 : 2;
}

function typedClasses(flow: DataFlow): ReadonlyMap<string, Certainty> {
  const found = new Map<string, Certainty>();
  for (const { classes, certainty } of flow.data) for (const name of classes) if (found.get(name) !== "stated") found.set(name, certainty);
  return found;
}
