import type { Company } from "./companions.ts";
import type { Placed } from "./compose.ts";
import { PORT_PITCH, RUN_BOX_GAP } from "./constants.ts";
import type { Was } from "./problem.ts";

/** A box of a layered problem before it has a place: a node, a boxed group, or a pack of independent pieces (item -1). */
export interface Entry {
  readonly item: number;
  readonly key: string;
  /** Real size. */
  readonly width: number;
  readonly height: number;
  readonly placed: Placed | undefined;
  /** Present where the box is a node with its companions: other edges meet the node alone. */
  readonly company?: Company;
  readonly was?: Was;
  readonly ports: PortRequest[];
  readonly loops: readonly Loop[];
  readonly right: boolean;
  shape?: Shape;
}

/** Size of the block that stands for an entry, in the frame of the drawing, and where the entry lies in it. */
export interface Shape {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  /** Where self-loops begin, right of the box. */
  readonly loopStart: number;
}

/** A fixed port: a point on the border of an entry, in real coordinates relative to the entry. */
export interface PortRequest {
  /** Edge of the problem, and which of its ends. */
  readonly index: number;
  readonly source: boolean;
  readonly entry: number;
  readonly x: number;
  readonly y: number;
  /** Offset of the port from the block's left side, in the frame. */
  offset: number;
  /** Where the port is on the left or right side of the box (in the frame): the edge comes round the corner. */
  tail: { readonly east: boolean; readonly y: number } | undefined;
}

export interface Loop {
  readonly edge: number;
  readonly labelled: boolean;
  /** Size of the label in the frame. */
  readonly width: number;
  readonly height: number;
}

/** Decides how each fixed port is reached and makes the blocks wide enough for that. */
export function attachPorts(entries: readonly Entry[], requests: readonly PortRequest[], right: boolean): Shape[] {
  for (const r of requests) entries[r.entry]!.ports.push(r);
  return entries.map((entry) => {
    const width = right ? entry.height : entry.width;
    const height = right ? entry.width : entry.height;
    const west: { port: PortRequest; y: number }[] = [];
    const east: { port: PortRequest; y: number }[] = [];
    const straight: { port: PortRequest; x: number }[] = [];
    for (const port of entry.ports) {
      const fx = right ? port.y : port.x;
      const fy = right ? port.x : port.y;
      if (fy > 0.5 && fy < height - 0.5) {
        if (fx < width / 2) west.push({ port, y: fy });
        else east.push({ port, y: fy });
      } else straight.push({ port, x: fx });
    }
    west.sort((a, b) => a.y - b.y || a.port.index - b.port.index);
    east.sort((a, b) => b.y - a.y || a.port.index - b.port.index);
    spread(west, height);
    spread(east, height);
    const left = west.length > 0 ? west.length * PORT_PITCH + 4 : 0;
    const tails = east.length > 0 ? east.length * PORT_PITCH + 4 : 0;
    west.forEach(({ port, y }, i) => {
      port.offset = left - RUN_BOX_GAP - i * PORT_PITCH + 4;
      port.tail = { east: false, y };
    });
    east.forEach(({ port, y }, i) => {
      port.offset = left + width + RUN_BOX_GAP + i * PORT_PITCH - 4;
      port.tail = { east: true, y };
    });
    for (const { port, x } of straight) port.offset = left + x;
    const shape: Shape = { width: left + width + tails + loopRoom(entry.loops, height), height, left, loopStart: tails };
    entry.shape = shape;
    return shape;
  });
}

/** Ports on one side keep a little distance from each other; the list is sorted by y, upwards or downwards. */
function spread(list: { y: number }[], height: number): void {
  const k = list.length;
  if (k < 2) return;
  const rising = list[0]!.y <= list[k - 1]!.y;
  const sorted = rising ? list : [...list].reverse();
  const pitch = Math.max(1, Math.min(6, (height - 4) / (k - 1)));
  const wished = sorted.map((p) => p.y);
  // Equal wishes spread around their common height, then everything is pushed apart from both ends.
  for (let i = 0; i < k; ) {
    let j = i + 1;
    while (j < k && wished[j]! - wished[i]! < 1) j++;
    for (let m = i; m < j; m++) sorted[m]!.y = wished[i]! + (m - i - (j - i - 1) / 2) * pitch;
    i = j;
  }
  for (let i = 0, low = 2; i < k; i++, low += pitch) low = sorted[i]!.y = Math.max(low, sorted[i]!.y);
  for (let i = k - 1, high = height - 2; i >= 0; i--, high -= pitch) high = sorted[i]!.y = Math.min(high, sorted[i]!.y);
  for (const p of sorted) p.y = Math.round(p.y * 2) / 2;
}

/** Distance between the detours of nested self-loops. */
const DETOUR = 6;

/** Whether labels of inner self-loops are so tall that outer loops make a detour round them. */
function needDetour(loops: readonly Loop[], height: number): boolean {
  const sorted = nest(loops);
  return sorted.some((loop, i) => i + 1 < sorted.length && loop.labelled && loop.height / 2 + 5 > height / 2 - 4);
}

/** Self-loops from the inside outwards. */
const nest = (loops: readonly Loop[]): Loop[] =>
  [...loops].sort((a, b) => (a.labelled ? a.height : 0) - (b.labelled ? b.height : 0) || a.edge - b.edge);

/** Room that self-loops need right of their box of the given height; 0 if the height is not known yet. */
export function loopRoom(loops: readonly Loop[], height: number): number {
  let room = 0;
  for (const loop of loops) room += Math.max(loop.labelled ? loop.width + 10 : 0, 18);
  if (needDetour(loops, height)) room += DETOUR * loops.length;
  return room > 0 ? room + 6 : 0;
}

/** Height that self-loops with their labels take beside a box of the given height. */
export function loopHeight(loops: readonly Loop[], height: number): number {
  let tallest = 0;
  for (const loop of loops) tallest = Math.max(tallest, loop.labelled ? loop.height + 10 : 0);
  return needDetour(loops, height) ? Math.max(height, tallest + 2 * DETOUR * loops.length) : Math.max(height, tallest);
}

/** Self-loops at the right side of a box: one round the other, the label on the vertical piece. */
export function groupLoops(
  given: readonly Loop[],
  edgeX: number,
  top: number,
  height: number,
  start = 0,
  ports: readonly PortRequest[] = [],
): { edge: number; points: number[]; labelX: number; labelY: number }[] {
  const loops = nest(given);
  const k = loops.length;
  const middle = top + height / 2;
  const most = Math.max(1, height / 2 - 4);
  const detour = needDetour(loops, height);
  let tallest = 0;
  for (const loop of loops) tallest = Math.max(tallest, loop.labelled ? loop.height : 0);
  const first = detour ? Math.min(4, most / k) : Math.min(Math.max(tallest / 2 + 5, 10), Math.max(2, most - 3 * (k - 1)));
  const step = k > 1 ? Math.max(1, Math.min(8, (most - first) / (k - 1))) : 0;
  const used = ports.flatMap((p) => (p.tail?.east ? [top + p.tail.y] : []));
  /** Keeps off the heights at which other edges leave this side. */
  const clear = (y: number, way: number): number => {
    for (const least of [3, 1.5, 1]) {
      for (let d = 0; d < height; d += 0.5) {
        const at = [y + d * way, y - d * way].find((v) => v > top && v < top + height && used.every((u) => Math.abs(u - v) >= least));
        if (at === undefined) continue;
        used.push(at);
        return at;
      }
    }
    return y;
  };
  let x = edgeX + start + (detour ? DETOUR * k : 0);
  let reach = 0;
  return loops.map((loop, i) => {
    const room = Math.max(loop.labelled ? loop.width + 10 : 0, 18);
    const at = half(x + room / 2 + 4);
    x += room;
    const y0 = clear(half(middle - Math.min(first + i * step, most)), -1);
    const y1 = clear(half(middle + Math.min(first + i * step, most)), 1);
    reach = Math.max(reach + DETOUR, loop.labelled ? loop.height / 2 + 5 : 0, middle - y0, y1 - middle);
    const points = [edgeX, y0, at, y0, at, y1, edgeX, y1];
    if (detour) {
      // Out, round the labels of the loops inside, and back.
      const turn = edgeX + start + DETOUR * (k - i);
      const top0 = half(middle - reach);
      const bottom0 = half(middle + reach);
      points.splice(0, 8, edgeX, y0, turn, y0, turn, top0, at, top0, at, bottom0, turn, bottom0, turn, y1, edgeX, y1);
    }
    return { edge: loop.edge, points, labelX: at, labelY: detour ? middle : (y0 + y1) / 2 };
  });
}

const half = (v: number): number => Math.round(v * 2) / 2;
