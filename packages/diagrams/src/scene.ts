/**
 * A scene is what a projection of the model yields and what the picture needs to know: boxes, groups and arrows with
 * their words, and no geometry. The layout gives it places, the painter gives it shapes, the renderers give it bytes;
 * none of them sees the model. Plain JSON, deterministic order.
 */

/** The kinds of views; all but the last four are drawn as a graph of elements. */
export type ViewKind = "landscape" | "context" | "containers" | "components" | "decisions" | "capabilities" | "data-flow" | "sequence" | "screen" | "journey" | "entities";

/** A hint of form beside the words: colour and shape are never the only signal. */
export type NodeShape = "card" | "person" | "cylinder" | "capsule" | "bucket" | "browser" | "external" | "folded" | "document";

/** The colour family of the small square by the name. A kind of the vocabulary names one of these. */
export type Swatch = "service" | "web" | "data" | "bus" | "external" | "actor" | "system" | "component" | "neutral";

/** A state that may be drawn beside a name. Each has a shape of its own: filled, half, ring and cross. */
export type Mark = "complete" | "partial" | "empty" | "failing";

export interface SceneNode {
  /** Unique in the scene; for an element its qualified name. */
  readonly id: string;
  /** The group that holds the node. */
  readonly parent?: string;
  readonly shape: NodeShape;
  readonly swatch: Swatch;
  /** The element's title: `Checkout`. */
  readonly title: string;
  /** The kind in words: `Service`. The legend lists each pair of kind and swatch that occurs. */
  readonly kind: string;
  /** Technologies in words, as they stand on the second line after the kind: `Go`, `PostgreSQL 18`. */
  readonly technologies: readonly string[];
  /** Icon slugs of the technology catalogue; the first one known is drawn. */
  readonly icons: readonly string[];
  /** One or two lines of what it is responsible for; wrapped, then cut with an ellipsis. */
  readonly description?: string;
  /** Further short lines in smaller type: interfaces that it offers (`gRPC CartService`), topics. At most four are drawn. */
  readonly lines: readonly string[];
  /** Number of elements that the node stands for when it is folded (shape `folded`). */
  readonly folded?: number;
  /** The owner in words, where the view shows owners. */
  readonly owner?: string;
  /** The view that a double click (or Enter) opens: drill-down. */
  readonly opens?: string;
  readonly mark?: Mark;
  /** In a picture of many cards: one line of description, and owner and interfaces on one line below it. */
  readonly compact?: boolean;
}

export interface SceneGroup {
  readonly id: string;
  readonly parent?: string;
  readonly title: string;
  /** The kind in words, after the title in a lighter ink: `System`, `Domain`. */
  readonly kind?: string;
  readonly opens?: string;
  /** The boundary is dashed: an organisation, a network, a domain, rather than a thing that runs. */
  readonly dashed?: boolean;
  /** It is a trust boundary: what crosses it comes to, or from, somebody who is not trusted alike. */
  readonly boundary?: boolean;
}

/**
 * `call` is synchronous (solid line, filled arrowhead), `message` asynchronous (dashed line, open arrowhead), `link` is neither (thin, no arrowhead).
 * Of data-flow diagrams: `flow` is data without a class, `classified` with one (bold), `assumed` with one that is only assumed (bold and dashed).
 */
export type EdgeStyle = "call" | "message" | "link" | "flow" | "classified" | "assumed";

export interface SceneEdge {
  readonly id: string;
  /** A node's or a group's id. */
  readonly source: string;
  readonly target: string;
  readonly style: EdgeStyle;
  /** It leads both ways, and has a head at each end. */
  readonly both?: boolean;
  /** What the pill says; long labels are wrapped to two lines, then cut. Several relations may have been merged into one edge. */
  readonly label?: string;
  /** Protocol or technology in smaller type after the label: `gRPC`. */
  readonly technology?: string;
  /** Ids of the relations of the model that the edge stands for. */
  readonly relations: readonly string[];
}

export interface Scene {
  /** The view's id: `containers/shop`. */
  readonly id: string;
  readonly kind: ViewKind;
  readonly title: string;
  /** What the picture shows, for `desc` and for the caption. */
  readonly description: string;
  readonly direction: "down" | "right";
  readonly nodes: readonly SceneNode[];
  readonly groups: readonly SceneGroup[];
  readonly edges: readonly SceneEdge[];
}
