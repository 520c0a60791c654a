import type { Placed } from "./compose.ts";
import { PORT_PITCH, RUN_BOX_GAP } from "./constants.ts";

/** A box of a layered problem before it has a place: a node, a boxed group, or a pack of independent pieces (item -1). */
export interface Entry {
  readonly item: number;
  readonly key: string;
  /** Real size. */
  readonly width: number;
  readonly height: number;
  readonly placed: Placed | undefined;
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
    const shape: Shape = { width: left + width + tails + loopRoom(entry.loops), height, left, loopStart: tails };
    entry.shape = shape;
    return shape;
  });
}

/** Ports at the same height are drawn apart a little. */
function spread(list: { y: number }[], height: number): void {
  for (let i = 0; i < list.length; ) {
    let j = i + 1;
    while (j < list.length && Math.abs(list[j]!.y - list[i]!.y) < 1) j++;
    const k = j - i;
    const sign = list.length > 1 && list[0]!.y > list[list.length - 1]!.y ? -1 : 1;
    if (k > 1) {
      const pitch = Math.min(6, 14 / (k - 1), (height - 4) / (k - 1));
      const half = ((k - 1) * pitch) / 2;
      const base = Math.max(half + 2, Math.min(height - half - 2, list[i]!.y));
      for (let m = i; m < j; m++) list[m]!.y = Math.round((base + sign * (m - i - (k - 1) / 2) * pitch) * 2) / 2;
    }
    i = j;
  }
}

/** Room that self-loops need right of their box. */
export function loopRoom(loops: readonly Loop[]): number {
  let room = 0;
  for (const loop of loops) room += Math.max(loop.labelled ? loop.width + 10 : 0, 18);
  return room > 0 ? room + 6 : 0;
}

/** Self-loops at the right side of a box: one round the other, the label on the vertical piece. */
export function groupLoops(
  loops: readonly Loop[],
  edgeX: number,
  top: number,
  height: number,
  start = 0,
  ports: readonly PortRequest[] = [],
): { edge: number; points: number[]; labelX: number; labelY: number }[] {
  loops = [...loops].sort((a, b) => (a.labelled ? a.height : 0) - (b.labelled ? b.height : 0) || a.edge - b.edge);
  const middle = top + height / 2;
  const most = Math.max(2, height / 2 - 4);
  let tallest = 0;
  for (const loop of loops) tallest = Math.max(tallest, loop.labelled ? loop.height : 0);
  const first = Math.min(Math.max(tallest / 2 + 5, 10), Math.max(2, most - 3 * (loops.length - 1)));
  const step = loops.length > 1 ? Math.max(1, Math.min(8, (most - first) / (loops.length - 1))) : 0;
  let x = edgeX + start;
  /** Keeps off the heights at which other edges leave this side. */
  const used = ports.flatMap((p) => (p.tail?.east ? [top + p.tail.y] : []));
  const clear = (y: number, step: number): number => {
    for (const least of [3, 1.5, 1]) {
      for (let d = 0; d < height; d++) {
        const at = [y + d * step, y - d * step].find((v) => v > top && v < top + height && used.every((u) => Math.abs(u - v) >= least));
        if (at === undefined) continue;
        used.push(at);
        return at;
      }
    }
    return y;
  };
  return loops.map((loop, i) => {
    const room = Math.max(loop.labelled ? loop.width + 10 : 0, 18);
    const at = Math.round((x + room / 2 + 4) * 2) / 2;
    x += room;
    const half = Math.min(first + i * step, Math.max(most, first));
    const y0 = clear(Math.round((middle - half) * 2) / 2, -1);
    const y1 = clear(Math.round((middle + half) * 2) / 2, 1);
    return { edge: loop.edge, points: [edgeX, y0, at, y0, at, y1, edgeX, y1], labelX: at, labelY: (y0 + y1) / 2 };
  });
}
