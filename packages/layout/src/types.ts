/**
 * The contract of the layout engine: a graph of boxes in nested groups goes in, a picture's geometry comes out.
 * All lengths are CSS pixels; the origin is the top left corner, y grows downwards.
 * The engine knows no model and no renderer; it never fails: every node, group, edge and label that goes in comes out.
 */

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** An axis-parallel rectangle: `x`, `y` of its top left corner, and its size. */
export interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

export interface LayoutNode extends Size {
  readonly id: string;
  /** The group that holds the node; absent at the top level. */
  readonly parent?: string;
  /** A position that the engine must keep: the node's top left corner relative to the picture's origin. */
  readonly pinned?: Point;
  /** Ports on rows (an ERD): the y offset from the node's top, by port id. */
  readonly rows?: Readonly<Record<string, number>>;
}

export interface LayoutGroup {
  readonly id: string;
  readonly parent?: string;
  /** Size of the group's title; it gets a band of its own at the top of the group, which no edge crosses. */
  readonly title: Size;
  /** Direction of this group's own content, where it differs from the picture's. */
  readonly direction?: Direction;
}

export interface LayoutEdge {
  readonly id: string;
  /** A node's or a group's id. Groups may be endpoints, also of edges to their own members; source may equal target. */
  readonly source: string;
  readonly target: string;
  /** Size of the edge's label (a pill that sits on the edge); absent without a label. */
  readonly label?: Size;
  /** A row of the source or target node (see `LayoutNode.rows`). */
  readonly sourceRow?: string;
  readonly targetRow?: string;
  /** How much the edge counts when lengths and crossings are weighed; 1 by default. */
  readonly weight?: number;
}

export type Direction = "down" | "right";

export interface LayoutGraph {
  readonly nodes: readonly LayoutNode[];
  readonly groups: readonly LayoutGroup[];
  readonly edges: readonly LayoutEdge[];
}

export interface LayoutOptions {
  /** Main direction of the edges; `down` by default. */
  readonly direction?: Direction;
  /** Width ÷ height to aim at; 1.6 by default (a 16:10 page). */
  readonly aspect?: number;
  /** The previous picture's seed: what was there stays where it was, only what is new is free to move. */
  readonly seed?: LayoutSeed;
}

/**
 * What of a layout must persist so that the next one looks the same. Plain JSON, stable under `JSON.stringify`.
 * Its content is the engine's own affair; callers store it and hand it back.
 */
export interface LayoutSeed {
  readonly version: number;
  readonly [key: string]: unknown;
}

export interface RoutedEdge {
  readonly id: string;
  /** Orthogonal polyline from the source's border to the target's border; at least two points. */
  readonly points: readonly Point[];
  /** Where the label's pill lies: on a segment of this edge's own polyline. Present iff the edge had a label. */
  readonly label?: Box;
}

export interface PlacedGroup extends Box {
  /** The box of the title's text, within the group's band. */
  readonly title: Box;
}

export interface LayoutResult extends Size {
  readonly nodes: ReadonlyMap<string, Box>;
  readonly groups: ReadonlyMap<string, PlacedGroup>;
  /** In the order of the input's edges. */
  readonly edges: readonly RoutedEdge[];
  readonly seed: LayoutSeed;
  /** Where the picture begins if pinned nodes make it reach left of or above 0, 0; its size counts from there. */
  readonly origin?: Point;
  /** Ids of edges that could not be drawn: an endpoint is unknown, or the id was taken already. */
  readonly dropped?: readonly string[];
}
