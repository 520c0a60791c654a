import type { Box, Point, Size } from "./types.ts";

/**
 * Packs boxes next to each other so that the whole comes near the wanted aspect. Boxes are placed in the given order
 * on the lowest place of a skyline, for several widths; the most compact result of the right shape wins.
 */
export function pack(boxes: readonly Size[], gap: number, aspect: number): { x: number[]; y: number[]; width: number; height: number } {
  const x = new Array<number>(boxes.length).fill(0);
  const y = new Array<number>(boxes.length).fill(0);
  if (boxes.length === 0) return { x, y, width: 0, height: 0 };
  const order = boxes.map((_, i) => i).sort((a, b) => boxes[b]!.height - boxes[a]!.height || a - b);
  let widest = 0;
  let sum = 0;
  let area = 0;
  for (const b of boxes) {
    widest = Math.max(widest, b.width);
    sum += b.width + gap;
    area += (b.width + gap) * (b.height + gap);
  }
  const candidates = new Set<number>([widest, sum]);
  const ideal = Math.sqrt(area * aspect);
  for (let i = 0; i < 14; i++) candidates.add(Math.max(widest, ideal * (0.75 + i * 0.06)));
  // Widths at which whole rows of the widest boxes fit.
  for (let k = 1; k <= Math.min(boxes.length, 16); k++) candidates.add(Math.max(widest, k * (widest + gap) - gap));
  let best = Infinity;
  let width = 0;
  let height = 0;
  for (const limit of candidates) {
    const trial = skyline(boxes, order, gap, limit + 0.01);
    const score = Math.max(trial.width / trial.height / aspect, (aspect * trial.height) / trial.width) * 0.6 + (trial.width * trial.height) / area;
    if (score < best - 1e-9) {
      best = score;
      ({ width, height } = trial);
      for (let i = 0; i < boxes.length; i++) {
        x[i] = trial.x[i]!;
        y[i] = trial.y[i]!;
      }
    }
  }
  return { x, y, width, height };
}

/** Where a piece of the picture stood: the bounds of its nodes then, and where its own corner would be now. */
export interface Island extends Point {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * Packs boxes of which some had a place in the previous picture: they stay there, or give way to the right and
 * downwards, so that no two of them pass each other. What is new goes to the nearest free place. Nothing if all is new.
 */
export function repack(boxes: readonly Size[], old: readonly (Island | undefined)[], gap: number): { x: number[]; y: number[]; width: number; height: number } | undefined {
  const known = boxes.flatMap((_, i) => (old[i] ? [i] : []));
  if (known.length === 0) return undefined;
  const x = new Array<number>(boxes.length).fill(0);
  const y = new Array<number>(boxes.length).fill(0);
  const middle = (i: number, across: boolean): number => (across ? old[i]!.left + old[i]!.right : old[i]!.top + old[i]!.bottom);
  /** Whether two stood side by side rather than one above the other. */
  const beside = (i: number, j: number): boolean => {
    const p = old[i]!;
    const q = old[j]!;
    const across = Math.max(p.left - q.right, q.left - p.right);
    const down = Math.max(p.top - q.bottom, q.top - p.bottom);
    if (across >= 0 || down >= 0) return across >= down;
    return Math.abs(middle(i, true) - middle(j, true)) >= Math.abs(middle(i, false) - middle(j, false));
  };
  for (const across of [true, false]) {
    const at = across ? x : y;
    const order = [...known].sort((i, j) => middle(i, across) - middle(j, across) || i - j);
    order.forEach((i, k) => {
      let least = across ? old[i]!.x : old[i]!.y;
      for (const j of order.slice(0, k)) if (beside(i, j) === across) least = Math.max(least, at[j]! + (across ? boxes[j]!.width : boxes[j]!.height) + gap);
      at[i] = least;
    });
  }
  const placed: Box[] = known.map((i) => ({ x: x[i]!, y: y[i]!, width: boxes[i]!.width, height: boxes[i]!.height }));
  for (let i = 0; i < boxes.length; i++) {
    if (old[i]) continue;
    const right = placed.reduce((v, p) => Math.max(v, p.x + p.width), 0);
    const top = placed.reduce((v, p) => Math.min(v, p.y), Infinity);
    const spot = nearestFree({ x: right / 2, y: top, width: boxes[i]!.width, height: boxes[i]!.height }, placed, gap);
    placed.push({ x: spot.x, y: spot.y, width: boxes[i]!.width, height: boxes[i]!.height });
    x[i] = spot.x;
    y[i] = spot.y;
  }
  const left = Math.min(...x);
  const top = Math.min(...y);
  for (let i = 0; i < boxes.length; i++) {
    x[i] = x[i]! - left;
    y[i] = y[i]! - top;
  }
  return { x, y, width: Math.max(...boxes.map((b, i) => x[i]! + b.width)), height: Math.max(...boxes.map((b, i) => y[i]! + b.height)) };
}

/** The place nearest to the wished one where the box keeps its distance from all others, at or beyond `least`. */
export function nearestFree(box: Box, placed: readonly Box[], gap: number, least = -Infinity): Point {
  const fits = (x: number, y: number): boolean =>
    x >= least &&
    y >= least &&
    placed.every((p) => x >= p.x + p.width + gap || p.x >= x + box.width + gap || y >= p.y + p.height + gap || p.y >= y + box.height + gap);
  if (fits(box.x, box.y)) return box;
  const xs = [box.x];
  const ys = [box.y];
  for (const p of placed) {
    xs.push(p.x + p.width + gap, p.x - box.width - gap);
    ys.push(p.y + p.height + gap, p.y - box.height - gap);
  }
  let best: Point = box;
  let nearest = Infinity;
  for (const x of xs) {
    for (const y of ys) {
      const d = Math.abs(x - box.x) + Math.abs(y - box.y);
      if (d >= nearest || !fits(x, y)) continue;
      nearest = d;
      best = { x, y };
    }
  }
  return best;
}

interface Step {
  x: number;
  width: number;
  y: number;
}

function skyline(
  boxes: readonly Size[],
  order: readonly number[],
  gap: number,
  limit: number,
): { x: number[]; y: number[]; width: number; height: number } {
  const x: number[] = [];
  const y: number[] = [];
  let steps: Step[] = [{ x: 0, width: limit + gap, y: 0 }];
  let width = 1;
  let height = 1;
  for (const i of order) {
    const w = boxes[i]!.width + gap;
    const h = boxes[i]!.height + gap;
    let bestX = 0;
    let bestY = Infinity;
    for (let s = 0; s < steps.length; s++) {
      const from = steps[s]!.x;
      if (from + w > limit + gap + 1e-6) break;
      let level = 0;
      for (let t = s; t < steps.length && steps[t]!.x < from + w - 1e-6; t++) level = Math.max(level, steps[t]!.y);
      if (level < bestY - 1e-6) {
        bestY = level;
        bestX = from;
      }
    }
    if (bestY === Infinity) {
      bestY = Math.max(...steps.map((s) => s.y));
      bestX = 0;
    }
    x[i] = bestX;
    y[i] = bestY;
    width = Math.max(width, bestX + boxes[i]!.width);
    height = Math.max(height, bestY + boxes[i]!.height);
    const next: Step[] = [];
    for (const s of steps) {
      const end = s.x + s.width;
      if (end <= bestX || s.x >= bestX + w) {
        next.push(s);
        continue;
      }
      if (s.x < bestX) next.push({ x: s.x, width: bestX - s.x, y: s.y });
      if (end > bestX + w) next.push({ x: bestX + w, width: end - bestX - w, y: s.y });
    }
    next.push({ x: bestX, width: w, y: bestY + h });
    next.sort((a, b) => a.x - b.x);
    steps = next;
  }
  return { x, y, width, height };
}
