import { GROUP_PADDING, TITLE_INDENT, TITLE_PADDING } from "./constants.ts";
import type { Input } from "./input.ts";
import { routeMaze } from "./maze.ts";
import type { MazeRoute } from "./maze.ts";
import { nearestFree } from "./pack.ts";
import type { Box, Point } from "./types.ts";

/** Room kept around boxes that have to make way for a pinned one: a few edges fit between. */
const CLEAR = 48;

/** A picture with pinned nodes: boxes by item, routes by edge. */
export interface PinnedPicture {
  readonly boxes: readonly Box[];
  readonly routes: readonly MazeRoute[];
}

/** The shift that brings every pinned node of a picture to its place; undefined if no shift does. */
export function pinShift(input: Input, base: readonly Box[]): Point | undefined {
  let shift: Point | undefined;
  for (let v = 0; v < input.nodes.length; v++) {
    const pin = pinOf(input, v);
    if (!pin) continue;
    const here = { x: pin.x - base[v]!.x, y: pin.y - base[v]!.y };
    if (shift && (shift.x !== here.x || shift.y !== here.y)) return undefined;
    shift = here;
  }
  return shift;
}

/** Where a node is pinned; undefined if it is not, or not to a place. */
export const pinOf = (input: Input, item: number): Point | undefined => {
  const pin = item < input.nodes.length ? input.nodes[item]!.pinned : undefined;
  return pin && Number.isFinite(pin.x) && Number.isFinite(pin.y) ? pin : undefined;
};

/**
 * Draws a graph with pinned nodes. The ordinary layout's boxes are shifted to where the pinned ones fit best; pinned
 * nodes then take their places, whatever is in their way goes to the nearest free place (within its group), and the
 * edges are routed anew around the boxes.
 */
export function drawPinned(input: Input, base: readonly Box[]): PinnedPicture {
  const n = input.nodes.length;
  const total = n + input.groups.length;
  const boxes = base.map((b) => ({ x: b.x, y: b.y, width: b.width, height: b.height }));
  const pinned: number[] = [];
  for (let v = 0; v < n; v++) if (pinOf(input, v)) pinned.push(v);
  const dx = middle(pinned.map((v) => pinOf(input, v)!.x - boxes[v]!.x));
  const dy = middle(pinned.map((v) => pinOf(input, v)!.y - boxes[v]!.y));
  for (const b of boxes) {
    b.x += dx;
    b.y += dy;
  }
  const fixed = new Uint8Array(total);
  for (const v of pinned) {
    const pin = pinOf(input, v)!;
    boxes[v]!.x = pin.x;
    boxes[v]!.y = pin.y;
    for (let i = v; i >= 0; i = input.parent[i]!) fixed[i] = 1;
  }
  settle(input.topLevel);
  return { boxes, routes: routeMaze(input, boxes) };

  /** Gives the siblings places that do not overlap; the innermost first, because a group's box follows its content. */
  function settle(items: readonly number[]): void {
    for (const i of items) {
      if (i < n || input.children[i]!.length === 0 || !fixed[i]) continue;
      settle(input.children[i]!);
      hug(i);
    }
    const placed: Box[] = [];
    for (const i of items) if (fixed[i]) placed.push(boxes[i]!);
    const free = items.filter((i) => !fixed[i]).sort((a, b) => boxes[a]!.y - boxes[b]!.y || boxes[a]!.x - boxes[b]!.x || a - b);
    for (const i of free) {
      const spot = nearestFree(boxes[i]!, placed, CLEAR);
      shift(i, half(spot.x) - boxes[i]!.x, half(spot.y) - boxes[i]!.y);
      placed.push(boxes[i]!);
    }
  }

  function shift(item: number, x: number, y: number): void {
    if (x === 0 && y === 0) return;
    boxes[item]!.x += x;
    boxes[item]!.y += y;
    if (item >= n) for (const c of input.children[item]!) shift(c, x, y);
  }

  function hug(g: number): void {
    let left = Infinity;
    let top = Infinity;
    let right = -Infinity;
    let bottom = -Infinity;
    for (const c of input.children[g]!) {
      const b = boxes[c]!;
      left = Math.min(left, b.x);
      top = Math.min(top, b.y);
      right = Math.max(right, b.x + b.width);
      bottom = Math.max(bottom, b.y + b.height);
    }
    const title = input.groups[g - n]!.title;
    const band = title.height > 0 ? title.height + 2 * TITLE_PADDING + 14 : GROUP_PADDING + 6;
    const pad = GROUP_PADDING + 6;
    const box = boxes[g]!;
    box.x = left - pad;
    box.y = top - band;
    box.width = Math.max(right + pad - box.x, title.width + 2 * TITLE_INDENT);
    box.height = bottom + pad - box.y;
  }
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return half(sorted[sorted.length >> 1] ?? 0);
}

const half = (v: number): number => Math.round(v * 2) / 2;
