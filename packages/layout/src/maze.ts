import { TITLE_INDENT, TITLE_PADDING } from "./constants.ts";
import { createHeap } from "./heap.ts";
import type { Input } from "./input.ts";
import type { Box, Point } from "./types.ts";

export interface MazeRoute {
  readonly points: readonly Point[];
  readonly label: Box | undefined;
}

/** Grid pitch, and the most cells that the grid may have. */
const PITCH = 10;
const MOST_CELLS = 300_000;
/** Costs: a step, a bend, a crossing, a step into a group that holds neither end. */
const STEP = 10;
const BEND = 70;
const CROSS = 40;
const FOREIGN = 4000;
/** Distance of edges from boxes. */
const AIR = 7;

/**
 * Routes all edges between boxes whose places are given, on a grid, the shortest edges first (Lee's maze router with
 * A*): no edge takes a piece of the grid that another has, edges cross only at right angles, boxes, titles and
 * foreign groups are walls. Then labels are put on the longest pieces where there is room.
 */
export function routeMaze(input: Input, boxes: readonly Box[]): MazeRoute[] {
  const n = input.nodes.length;
  const m = input.edges.length;
  let x0 = Infinity;
  let y0 = Infinity;
  let x1 = -Infinity;
  let y1 = -Infinity;
  for (const b of boxes) {
    x0 = Math.min(x0, b.x);
    y0 = Math.min(y0, b.y);
    x1 = Math.max(x1, b.x + b.width);
    y1 = Math.max(y1, b.y + b.height);
  }
  const margin = 60 + Math.min(400, 4 * m);
  x0 = Math.floor(x0 - margin);
  y0 = Math.floor(y0 - margin);
  const pitch = Math.max(PITCH, Math.ceil(Math.sqrt(((x1 + margin - x0) * (y1 + margin - y0)) / MOST_CELLS)));
  const cols = Math.ceil((x1 + margin - x0) / pitch) + 1;
  const rows = Math.ceil((y1 + margin - y0) / pitch) + 1;
  const cells = cols * rows;
  const wall = new Uint8Array(cells);
  const zone = new Int32Array(cells).fill(-1);
  /** What runs through a cell: 1 horizontally, 2 vertically, 4 a bend or an end. */
  const used = new Uint8Array(cells);
  const owner = new Int32Array(cells).fill(-1);
  const px = (c: number): number => x0 + (c % cols) * pitch;
  const py = (c: number): number => y0 + Math.floor(c / cols) * pitch;
  const fill = (b: Box, air: number, act: (cell: number) => void): void => {
    for (let r = Math.max(0, Math.ceil((b.y - air - y0) / pitch)); r < rows && y0 + r * pitch <= b.y + b.height + air; r++) {
      for (let c = Math.max(0, Math.ceil((b.x - air - x0) / pitch)); c < cols && x0 + c * pitch <= b.x + b.width + air; c++) act(r * cols + c);
    }
  };
  const titles = input.groups.map((g, i) => ({ x: boxes[n + i]!.x + TITLE_INDENT, y: boxes[n + i]!.y + TITLE_PADDING, ...g.title }));
  const deep = Array.from({ length: input.groups.length }, (_, i) => n + i).sort((a, b) => depth(a) - depth(b) || a - b);
  for (const g of deep) fill(boxes[g]!, 0, (cell) => (zone[cell] = g));
  for (let v = 0; v < n; v++) fill(boxes[v]!, AIR - 1, (cell) => (wall[cell] = 1));
  for (const t of titles) if (t.width > 0) fill(t, 4, (cell) => (wall[cell] = 1));

  const cost = new Float64Array(cells * 2);
  const from = new Int32Array(cells * 2);
  const seen = new Int32Array(cells * 2).fill(-1);
  let turn = 0;
  const routes = new Array<Point[]>(m);
  const order = Array.from({ length: m }, (_, e) => e).sort((a, b) => span(a) - span(b) || a - b);
  const labels = new Array<Box | undefined>(m);
  const taken: Box[] = [...boxes.slice(0, n), ...titles];
  for (const e of order) {
    routes[e] = route(e);
    labels[e] = label(e);
  }
  return routes.map((points, e) => ({ points, label: labels[e] }));

  function depth(item: number): number {
    return input.parent[item]! < 0 ? 0 : 1 + depth(input.parent[item]!);
  }

  function span(e: number): number {
    const a = boxes[input.source[e]!]!;
    const b = boxes[input.target[e]!]!;
    return Math.abs(a.x + a.width / 2 - b.x - b.width / 2) + Math.abs(a.y + a.height / 2 - b.y - b.height / 2);
  }

  function isInside(item: number, group: number): boolean {
    for (let p = input.parent[item]!; p >= 0; p = input.parent[p]!) if (p === group) return true;
    return false;
  }

  interface Door {
    readonly cell: number;
    readonly vertical: boolean;
    readonly at: Point;
  }

  /** Where an edge may leave a box: every grid line that meets a side, with the first free cell beyond it. */
  function doors(item: number, inwards: boolean, sides: string): Door[] {
    const b = boxes[item]!;
    const result: Door[] = [];
    const inset = (length: number): number => Math.min(10, length / 4);
    const air = inwards ? -AIR : AIR;
    const add = (cx: number, cy: number, vertical: boolean, at: Point): void => {
      if (cx < 0 || cy < 0 || cx >= cols || cy >= rows) return;
      const cell = cy * cols + cx;
      if (!wall[cell] && !used[cell]) result.push({ cell, vertical, at });
    };
    const top = inwards ? Math.ceil((b.y - air - y0) / pitch) : Math.floor((b.y - air - y0) / pitch);
    const bottom = inwards ? Math.floor((b.y + b.height + air - y0) / pitch) : Math.ceil((b.y + b.height + air - y0) / pitch);
    const left = inwards ? Math.ceil((b.x - air - x0) / pitch) : Math.floor((b.x - air - x0) / pitch);
    const right = inwards ? Math.floor((b.x + b.width + air - x0) / pitch) : Math.ceil((b.x + b.width + air - x0) / pitch);
    for (let c = Math.ceil((b.x + inset(b.width) - x0) / pitch); x0 + c * pitch <= b.x + b.width - inset(b.width); c++) {
      const x = x0 + c * pitch;
      if (sides.includes("t")) add(c, top, true, { x, y: b.y });
      if (sides.includes("b")) add(c, bottom, true, { x, y: b.y + b.height });
    }
    for (let r = Math.ceil((b.y + inset(b.height) - y0) / pitch); y0 + r * pitch <= b.y + b.height - inset(b.height); r++) {
      const y = y0 + r * pitch;
      if (sides.includes("l")) add(left, r, false, { x: b.x, y });
      if (sides.includes("r")) add(right, r, false, { x: b.x + b.width, y });
    }
    return result;
  }

  function route(e: number): Point[] {
    const s = input.source[e]!;
    const t = input.target[e]!;
    const loop = s === t ? selfLoop(e, s) : undefined;
    if (loop) return loop;
    const allowed = new Set<number>([-1]);
    for (const end of [s, t]) for (let p = input.parent[end]!; p >= 0; p = input.parent[p]!) allowed.add(p);
    const sourceDoors = doors(s, isInside(t, s), s === t ? "r" : "tblr");
    const targetDoors = doors(t, isInside(s, t), s === t ? "b" : "tblr");
    const goal = new Map<number, Door>();
    for (const d of targetDoors) goal.set(d.cell * 2 + (d.vertical ? 1 : 0), d);
    const tb = boxes[t]!;
    const guess = (cell: number): number =>
      (STEP / pitch) * (Math.max(tb.x - px(cell), px(cell) - tb.x - tb.width, 0) + Math.max(tb.y - py(cell), py(cell) - tb.y - tb.height, 0));
    turn++;
    const heap = createHeap();
    const starts = new Map<number, Door>();
    const middleOf = (d: Door, item: number): number => {
      const b = boxes[item]!;
      return 0.15 * Math.min(Math.abs(d.at.x - b.x - b.width / 2), Math.abs(d.at.y - b.y - b.height / 2));
    };
    for (const d of sourceDoors) {
      const state = d.cell * 2 + (d.vertical ? 1 : 0);
      cost[state] = middleOf(d, s);
      from[state] = -1;
      seen[state] = turn;
      starts.set(state, d);
      heap.push(state, cost[state]! + guess(d.cell));
    }
    let end = -1;
    while (heap.size() > 0) {
      const state = heap.pop();
      const at = cost[state]!;
      if (goal.has(state)) {
        end = state;
        break;
      }
      const cell = state >> 1;
      const vertical = state & 1;
      if (heap.key() > at + guess(cell) + 1e-6) continue;
      const cx = cell % cols;
      for (const step of [1, -1]) {
        if (!vertical && (cx + step < 0 || cx + step >= cols)) continue;
        const next = cell + (vertical ? step * cols : step);
        if (next < 0 || next >= cells || wall[next] || used[next]! & (vertical ? 6 : 5)) continue;
        const foreign = allowed.has(zone[next]!) ? 0 : FOREIGN;
        relax(next * 2 + vertical, state, at + STEP + (used[next] ? CROSS : 0) + foreign);
      }
      if (used[cell] === 0) relax(cell * 2 + (1 - vertical), state, at + BEND);
    }
    if (end < 0) return direct(s, t);
    const states: number[] = [];
    for (let x = end; x >= 0; x = from[x]!) states.push(x);
    states.reverse();
    const points: Point[] = [starts.get(states[0]!)!.at];
    states.forEach((state, i) => {
      const cell = state >> 1;
      const turns = i > 0 && states[i - 1]! >> 1 === cell;
      used[cell] = used[cell]! | (turns || i === 0 || i === states.length - 1 ? 7 : state & 1 ? 2 : 1);
      owner[cell] = owner[cell]! < 0 ? e : -2;
      points.push({ x: px(cell), y: py(cell) });
    });
    points.push(goal.get(end)!.at);
    return points;

    function relax(state: number, before: number, value: number): void {
      if (seen[state] === turn && cost[state]! <= value) return;
      seen[state] = turn;
      cost[state] = value;
      from[state] = before;
      heap.push(state, value + guess(state >> 1));
    }
  }

  /** A loop beside the box, wide enough for its label; undefined where there is no room. */
  function selfLoop(e: number, item: number): Point[] | undefined {
    const b = boxes[item]!;
    const size = input.edges[e]!.label ?? { width: 0, height: 0 };
    const reach = Math.max(2, Math.ceil((size.width / 2 + 12) / pitch));
    for (const way of [1, -1]) {
      const side = way > 0 ? b.x + b.width : b.x;
      const first = way > 0 ? Math.ceil((side + AIR - x0) / pitch) : Math.floor((side - AIR - x0) / pitch);
      for (let r = Math.ceil((b.y + 4 - y0) / pitch); y0 + (r + 1) * pitch <= b.y + b.height - 4; r++) {
        for (let q = r + 1; y0 + q * pitch <= b.y + b.height - 4; q++) {
          if ((q - r) * pitch < Math.min(size.height + 8, b.height - 8 - 2 * pitch)) continue;
          const path: number[] = [];
          for (let c = first; c !== first + way * reach; c += way) path.push(r * cols + c);
          for (let y = r; y <= q; y++) path.push(y * cols + first + way * reach);
          for (let c = first + way * (reach - 1); c !== first - way; c -= way) path.push(q * cols + c);
          if (path.some((cell) => wall[cell] || used[cell])) continue;
          for (const cell of path) {
            used[cell] = 7;
            owner[cell] = e;
          }
          return [{ x: side, y: y0 + r * pitch }, ...path.map((cell) => ({ x: px(cell), y: py(cell) })), { x: side, y: y0 + q * pitch }];
        }
      }
    }
    return undefined;
  }

  /** When the maze has no way left: an angle from border to border. */
  function direct(s: number, t: number): Point[] {
    const a = boxes[s]!;
    const b = boxes[t]!;
    const x = a.x + a.width / 2;
    const y = b.y + b.height / 2;
    return [
      { x, y: y > a.y ? a.y + a.height : a.y },
      { x, y },
      { x: x < b.x ? b.x : b.x + b.width, y },
    ];
  }

  /** The best place for the label on its edge; later edges keep off it. */
  function label(e: number): Box | undefined {
    const size = input.edges[e]!.label;
    if (!size) return undefined;
    let best: Box | undefined;
    let least = Infinity;
    for (const { box } of runs(routes[e]!)) {
      const long = box.width + box.height;
      for (let d = 0; d <= long / 2; d += pitch / 2) {
        for (const k of d === 0 ? [0] : [d, -d]) {
          const x = box.x + box.width / 2 + (box.width > 0 ? k : 0);
          const y = box.y + box.height / 2 + (box.height > 0 ? k : 0);
          const at = { x: x - size.width / 2, y: y - size.height / 2, width: size.width, height: size.height };
          let value = 0.01 * d - 0.001 * long;
          for (const o of taken) if (meets(at, o, 2)) value += 200;
          if (value >= least) continue;
          fill(at, 1, (cell) => (value += used[cell] && owner[cell] !== e ? 30 : 0));
          if (value < least) {
            least = value;
            best = at;
          }
        }
      }
    }
    if (best) {
      taken.push(best);
      fill(best, 2, (cell) => (wall[cell] = 1));
    }
    return best;
  }
}

/** The straight pieces of a polyline of grid steps. */
function runs(points: readonly Point[]): { box: Box }[] {
  const result: { box: Box }[] = [];
  for (let i = 0; i + 1 < points.length; ) {
    const p = points[i]!;
    let j = i + 1;
    while (j + 1 < points.length && ((points[j + 1]!.x === p.x && points[j]!.x === p.x) || (points[j + 1]!.y === p.y && points[j]!.y === p.y))) j++;
    const q = points[j]!;
    result.push({ box: { x: Math.min(p.x, q.x), y: Math.min(p.y, q.y), width: Math.abs(p.x - q.x), height: Math.abs(p.y - q.y) } });
    i = j;
  }
  return result;
}

const meets = (a: Box, b: Box, air: number): boolean =>
  a.x < b.x + b.width + air && b.x < a.x + a.width + air && a.y < b.y + b.height + air && b.y < a.y + a.height + air;
