import type { ChartHead } from "../charts/chart.ts";

/** Entities with their fields, and how they belong together: an entity-relationship diagram with crow's feet (Everest 1976, in the form of IE). */
export interface EntityDiagram extends ChartHead {
  readonly entities: readonly EntityBox[];
  /** Stores, or other things that hold entities. */
  readonly groups: readonly { readonly id: string; readonly title: string; readonly kind: string }[];
  readonly links: readonly EntityLine[];
}

export interface EntityBox {
  readonly id: string;
  readonly title: string;
  readonly group?: string;
  readonly rows: readonly EntityRow[];
  /** How many there are, in words. */
  readonly volume?: string;
  readonly opens?: string;
}

export interface EntityRow {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** `PK`, `FK` or both. */
  readonly key: string;
  readonly optional: boolean;
  /** Classes of data: `personal`, `payment` …; a row with one is marked. */
  readonly classes: readonly string[];
}

/** How many, as the foot of a line says it. */
export type Foot = "one" | "zero-or-one" | "many" | "one-or-many";

export interface EntityLine {
  readonly id: string;
  /** The entity that is referred to, with its foot. */
  readonly to: string;
  readonly toRow?: string;
  readonly one: Foot;
  /** The entity that refers, and the row of the field by which it does. */
  readonly from: string;
  readonly fromRow?: string;
  readonly many: Foot;
}
