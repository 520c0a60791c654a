import type { Size } from "./types.ts";

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
