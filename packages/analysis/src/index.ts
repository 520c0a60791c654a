export { impactOf } from "./impact.ts";
export type { Effect, ImpactGraph, ImpactRelation, ImpactStep, Impact } from "./impact.ts";
export { findCircles, type Circle } from "./circles.ts";
export { couplingOf, type ComponentCoupling, type CoupledWhole, type ServedInterface } from "./coupling.ts";
export { dependencyOf } from "./dependency.ts";
