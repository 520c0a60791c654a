export type * from "./types.ts";
export { layout } from "./layout.ts";
export { findGeometryFaults } from "./geometry.ts";
export type { GeometryFault, GeometryFaultKind } from "./geometry.ts";
