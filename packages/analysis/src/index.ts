export { impactOf } from "./impact.ts";
export type { Effect, ImpactGraph, ImpactRelation, ImpactStep, Impact } from "./impact.ts";
export { dataFlowsOf, hasClasses, propagate, readDeclassifier, zoneOf } from "./data-flow/index.ts";
export type { Certainty, ClassedField, ClassFlow, ClassNode, DataFlow, DataFlows, DataNode, Datum, Declassifier, Propagation, Role, Wire, Zone } from "./data-flow/index.ts";
export { createCircleIndex, findCircles, type Circle, type CircleIndex } from "./circles.ts";
export { couplingOf, type ComponentCoupling, type CoupledWhole, type ServedInterface } from "./coupling.ts";
export { dependencyOf } from "./dependency.ts";
