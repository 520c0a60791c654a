import type { OldRows } from "./seed.ts";

/**
 * One layered problem: a set of boxes in nested groups, drawn from top to bottom. Everything is numbered; blocks are
 * numbered through: first the nodes, then the groups (parents before their children), then the root, then the wires.
 */

/** Where a block was in the previous picture, in the frame of the drawing. */
export interface Was {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Whether it is one box, not a group of them. */
  readonly solid: boolean;
  /** Its rows, where it was drawn in layers. */
  readonly rows: OldRows | undefined;
}

export interface ProblemNode {
  readonly key: string;
  /** Block number of the parent group or of the root. */
  parent: number;
  readonly width: number;
  readonly height: number;
  /** Height that the row must have for this node: more than `height` where a self-loop's label sticks out. */
  readonly room: number;
  /** The part of the block where free ports may be: left and right end of the box itself, which may have room beside it. */
  readonly from: number;
  readonly to: number;
  /** Absent for what is new. */
  readonly was?: Was;
}

export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

export interface ProblemGroup {
  readonly key: string;
  parent: number;
  readonly insets: Insets;
  /** Least outer size. */
  readonly minWidth: number;
  readonly minHeight: number;
  /** Edges that come in through the top border stay this far right of the group's left border (the title is there). */
  readonly entry: number;
  /** Room kept free at the right of the group, for its self-loops. */
  readonly outer: number;
  /** Absent where all of the group is new. */
  readonly was?: Was;
}

export interface ProblemEdge {
  readonly key: string;
  /** Block numbers. */
  readonly source: number;
  readonly target: number;
  readonly labelled: boolean;
  readonly labelWidth: number;
  readonly labelHeight: number;
  readonly weight: number;
  /** Offset of a fixed port from the node's left border; NaN where the port is free. */
  readonly sourcePort: number;
  readonly targetPort: number;
}

export interface Problem {
  readonly nodes: readonly ProblemNode[];
  readonly groups: readonly ProblemGroup[];
  readonly edges: readonly ProblemEdge[];
  /** Width ÷ height to aim at. */
  readonly aspect: number;
  /** More room above and below boxes than the edges of this picture need: pinned nodes will make new ways for them. */
  readonly air: number;
}

export const rootOf = (problem: Problem): number => problem.nodes.length + problem.groups.length;

export const wasOf = (problem: Problem, block: number): Was | undefined => (block < problem.nodes.length ? problem.nodes[block]!.was : problem.groups[block - problem.nodes.length]?.was);

/** Where the middle of a node's block should be for the box in it to be where it was. */
export function oldMiddle({ was, width, from, to }: ProblemNode): number | undefined {
  return was && (was.left + was.right) / 2 + width / 2 - (from + to) / 2;
}
