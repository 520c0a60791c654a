export { dataFlowsOf, type DataFlows } from "./data-flows.ts";
export { hasClasses, type ClassedField } from "./classes.ts";
export { readDeclassifier } from "./declassifiers.ts";
export { propagate, type ClassFlow, type ClassNode, type Propagation } from "./propagate.ts";
export { zoneOf } from "./zones.ts";
export type { Certainty, DataFlow, DataNode, Datum, Declassifier, Role, Wire, Zone } from "./types.ts";
