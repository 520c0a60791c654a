export { impactOf } from "./impact.ts";
export type { Effect, ImpactGraph, ImpactRelation, ImpactStep, Impact } from "./impact.ts";
