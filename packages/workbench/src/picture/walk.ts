/** Walking a picture with the arrow keys: along relations first, to the neighbour that lies that way; pure. */
import type { Box } from "./camera.ts";

export type Direction = "up" | "down" | "left" | "right";

export interface WalkNode {
  readonly id: string;
  readonly box: Box;
}

export interface WalkEdge {
  readonly source: string;
  readonly target: string;
}

/**
 * The element to go to from `from`: of the neighbours along relations that lie in the direction (within 60 degrees of it) the one
 * that lies straightest and nearest; where there is none, the same among all others; undefined where nothing lies that way.
 * From nothing it is the first in reading order.
 */
export function walk(nodes: readonly WalkNode[], edges: readonly WalkEdge[], from: string | undefined, direction: Direction): string | undefined {
  const start = nodes.find((node) => node.id === from);
  if (start === undefined) return first(nodes);
  const joined = new Set(edges.flatMap((edge) => (edge.source === from ? [edge.target] : edge.target === from ? [edge.source] : [])));
  const others = nodes.filter((node) => node !== start && !contains(node.box, start.box) && !contains(start.box, node.box));
  return best(start, others.filter((node) => joined.has(node.id)), direction) ?? best(start, others, direction);
}

/** The topmost node, of those in its row the leftmost. */
export function first(nodes: readonly WalkNode[]): string | undefined {
  let found: WalkNode | undefined;
  for (const node of nodes) if (found === undefined || node.box.y < found.box.y - 8 || (Math.abs(node.box.y - found.box.y) <= 8 && node.box.x < found.box.x)) found = node;
  return found?.id;
}

function best(start: WalkNode, candidates: readonly WalkNode[], direction: Direction): string | undefined {
  let found: { readonly id: string; readonly cost: number } | undefined;
  for (const node of candidates) {
    const cost = costOf(start.box, node.box, direction);
    if (cost !== undefined && (found === undefined || cost < found.cost || (cost === found.cost && node.id < found.id))) found = { id: node.id, cost };
  }
  return found?.id;
}

/** Distance along the direction, and thrice that across it; undefined where it does not lie that way. */
function costOf(from: Box, to: Box, direction: Direction): number | undefined {
  const dx = to.x + to.width / 2 - (from.x + from.width / 2);
  const dy = to.y + to.height / 2 - (from.y + from.height / 2);
  const [along, across] = direction === "right" ? [dx, dy] : direction === "left" ? [-dx, dy] : direction === "down" ? [dy, dx] : [-dy, dx];
  if (along <= 4) return undefined;
  const vertical = direction === "up" || direction === "down";
  // Boxes that face each other lie straight ahead, however far apart their middles are.
  const facing = vertical ? from.x < to.x + to.width && to.x < from.x + from.width : from.y < to.y + to.height && to.y < from.y + from.height;
  const gap = vertical ? Math.max(0, Math.abs(across) - (from.width + to.width) / 2) : Math.max(0, Math.abs(across) - (from.height + to.height) / 2);
  if (!facing && gap > along * Math.sqrt(3)) return undefined;
  return along + 3 * gap + 0.25 * Math.abs(across);
}

function contains(outer: Box, inner: Box): boolean {
  return outer.x <= inner.x && outer.y <= inner.y && outer.x + outer.width >= inner.x + inner.width && outer.y + outer.height >= inner.y + inner.height && outer.width * outer.height > inner.width * inner.height;
}
