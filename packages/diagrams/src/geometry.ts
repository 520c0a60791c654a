import type { Point } from "@groundplan/layout";

/** A length in CSS pixels as it stands in a path: one decimal at most, no trailing zero, no negative zero. */
export function number(value: number): string {
  if (Number.isInteger(value)) return String(value);
  const rounded = Math.round(value * 10) / 10;
  return String(rounded === 0 ? 0 : rounded);
}

/** An orthogonal polyline as path data, its corners rounded by `radius` or, on short segments, by half the segment. */
export function roundedPath(points: readonly Point[], radius: number): string {
  const p = withoutRepeats(points);
  const first = p[0];
  if (first === undefined) return "";
  let d = `M${number(first.x)} ${number(first.y)}`;
  for (let i = 1; i < p.length - 1; i++) {
    const before = p[i - 1]!;
    const corner = p[i]!;
    const after = p[i + 1]!;
    if (straight(before, corner, after)) continue;
    const room = Math.min(length(before, corner) / (i === 1 ? 1 : 2), length(corner, after) / (i === p.length - 2 ? 1 : 2));
    const r = Math.min(radius, room);
    const a = towards(corner, before, r);
    const b = towards(corner, after, r);
    d += `L${number(a.x)} ${number(a.y)}Q${number(corner.x)} ${number(corner.y)} ${number(b.x)} ${number(b.y)}`;
  }
  const last = p[p.length - 1]!;
  return p.length === 1 ? d : `${d}L${number(last.x)} ${number(last.y)}`;
}

/** The polyline with its last segment shortened by `by`, so that a line does not show through the tip of its arrowhead. */
export function shortened(points: readonly Point[], by: number): readonly Point[] {
  const p = withoutRepeats(points);
  if (p.length < 2) return p;
  const last = p[p.length - 1]!;
  const before = p[p.length - 2]!;
  const room = length(before, last);
  return [...p.slice(0, -1), towards(last, before, Math.min(by, room * 0.9))];
}

/** A point at `distance` from `from` in the direction of `to`. */
export function towards(from: Point, to: Point, distance: number): Point {
  const total = length(from, to);
  if (total === 0) return from;
  return { x: from.x + ((to.x - from.x) * distance) / total, y: from.y + ((to.y - from.y) * distance) / total };
}

/** The unit vector in which a polyline arrives at its end; to the right when it has no length. */
export function arrival(points: readonly Point[]): Point {
  const p = withoutRepeats(points);
  const last = p[p.length - 1];
  const before = p[p.length - 2];
  if (last === undefined || before === undefined) return { x: 1, y: 0 };
  const total = length(before, last);
  return { x: (last.x - before.x) / total, y: (last.y - before.y) / total };
}

export function length(a: Point, b: Point): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}

function straight(a: Point, b: Point, c: Point): boolean {
  return Math.abs((b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x)) < 0.01;
}

function withoutRepeats(points: readonly Point[]): readonly Point[] {
  let repeats = false;
  for (let i = 1; i < points.length && !repeats; i++) repeats = points[i]!.x === points[i - 1]!.x && points[i]!.y === points[i - 1]!.y;
  if (!repeats) return points;
  return points.filter((point, i) => i === 0 || point.x !== points[i - 1]!.x || point.y !== points[i - 1]!.y);
}
