import { findCompanions, keepCompany } from "./companions.ts";
import { EMPTY_HEIGHT, EMPTY_WIDTH, GROUP_PADDING, ISLAND_GAP, NODE_GAP, PINNED_AIR, TITLE_CLEARANCE, TITLE_INDENT, TITLE_PADDING } from "./constants.ts";
import type { Input } from "./input.ts";
import { drawLayered } from "./layered.ts";
import type { Drawing } from "./layered.ts";
import { pack, repack } from "./pack.ts";
import type { Island } from "./pack.ts";
import type { Parts } from "./parts.ts";
import type { Insets, Problem, ProblemEdge, ProblemGroup, ProblemNode, Was } from "./problem.ts";
import { itemKey, oldBounds } from "./seed.ts";
import type { Memory, OldRows, SeedContent } from "./seed.ts";
import { attachPorts, groupLoops, loopHeight, loopRoom } from "./ports.ts";
import type { Entry, Loop, PortRequest } from "./ports.ts";

/** A finished piece of the picture in real coordinates, relative to its own top left corner. */
export interface Placed {
  readonly width: number;
  readonly height: number;
  readonly nodes: { readonly item: number; readonly x: number; readonly y: number }[];
  readonly groups: { readonly item: number; readonly x: number; readonly y: number; readonly width: number; readonly height: number }[];
  /** Per segment its polyline: x, y, x, y, ... */
  readonly lines: { readonly segment: number; readonly points: number[] }[];
  readonly loops: { readonly edge: number; readonly points: number[] }[];
  /** Middle of each label. */
  readonly labels: { readonly edge: number; readonly x: number; readonly y: number }[];
}

/** Solves the whole picture, the boxed groups first, and puts the pieces together. */
export function compose(input: Input, parts: Parts, memory: Memory): { readonly placed: Placed; readonly content: SeedContent } {
  const { nodes, groups, edges, parent } = input;
  const n = nodes.length;
  const loopsOf = new Map<number, number[]>();
  for (let e = 0; e < edges.length; e++) {
    if (input.source[e] !== input.target[e]) continue;
    const list = loopsOf.get(input.source[e]!);
    if (list) list.push(e);
    else loopsOf.set(input.source[e]!, [e]);
  }
  const air = nodes.some((node) => node.pinned) ? PINNED_AIR : 0;
  const companions = findCompanions(input, parts, memory);
  const oldPlace = oldBounds(input, memory);
  const drawn: { readonly builder: Builder; readonly drawing: Drawing; readonly right: boolean; readonly own: number }[] = [];
  const placed = solveIslands(input.topLevel, input.direction === "right");
  return { placed, content: remember() };

  /** What the next picture should know of this one, in the frame of the whole: what was drawn apart may then be drawn as one. */
  function remember(): SeedContent {
    const content: SeedContent = { places: {}, rows: {}, groups: {}, wires: {}, companions: [] };
    const box = new Array<{ readonly x: number; readonly y: number }>(n + groups.length);
    const keep = (item: number, x: number, y: number, width: number, height: number): void => {
      box[item] = { x, y };
      content.places[itemKey(input, item)] = [x, y, width, height, parent[item]! < 0 ? "" : groups[parent[item]! - n]!.id];
    };
    for (const { item, x, y } of placed.nodes) keep(item, x, y, nodes[item]!.width, nodes[item]!.height);
    for (const { item, x, y, width, height } of placed.groups) keep(item, x, y, width, height);
    for (let v = 0; v < n; v++) if (companions.is[v]) content.companions.push(nodes[v]!.id);
    const within = new Int32Array(n + groups.length).fill(-1);
    const open = new Uint8Array(n + groups.length);
    drawn.forEach(({ builder: { problem, entries, groupItems }, drawing, right, own }, index) => {
      const put = (key: string, b: number): void => {
        content.rows[key] = [drawing.rows[3 * b]!, drawing.rows[3 * b + 1]!, index, drawing.rows[3 * b + 2]!];
      };
      entries.forEach(({ key }, v) => put(key, v));
      groupItems.forEach((item, g) => {
        within[item] = index;
        if (item === own) return;
        open[item] = 1;
        put(itemKey(input, item), entries.length + g);
      });
      const at = entries.findIndex(({ item }) => item >= 0);
      const first = at < 0 ? undefined : box[entries[at]!.item];
      const dx = first ? (right ? first.y : first.x) - drawing.nodeX[at]! - problem.nodes[at]!.from : 0;
      for (const { key, x, order } of drawing.wires) content.wires[key] = [x + dx, index, order];
    });
    for (let g = n; g < n + groups.length; g++) content.groups[itemKey(input, g)] = [open[g]!, within[g]!];
    return content;
  }

  /** Sets of siblings that have nothing to do with each other, each laid out by itself, packed. */
  function solveIslands(items: readonly number[], right: boolean): Placed {
    const sets = new Map<number, number[]>();
    for (const i of items) {
      const s = parts.set[i]!;
      const list = sets.get(s);
      if (list) list.push(i);
      else sets.set(s, [i]);
    }
    if (companions.of.size > 0) for (const list of sets.values()) list.splice(0, list.length, ...list.filter((i) => companions.is[i] === 0));
    const pieces = [...sets.values()].map((list) => drawSet(list, right, -1));
    if (pieces.length === 1) return pieces[0]!;
    const plain = pieces.every((p) => p.groups.length === 0 && p.nodes.length === 1);
    const gap = plain ? NODE_GAP : ISLAND_GAP;
    const spots = repack(pieces, pieces.map((piece) => lastPlace(piece)), gap) ?? pack(pieces, gap, input.aspect);
    return merge(
      pieces.map((p, i) => ({ piece: p, x: spots.x[i]!, y: spots.y[i]! })),
      spots.width,
      spots.height,
    );
  }

  /** Where the boxes of a piece stood in the last picture, and where the piece should stand for them to be there again. */
  function lastPlace(piece: Placed): Island | undefined {
    if (!memory.any) return undefined;
    let left = Infinity;
    let top = Infinity;
    let right = -Infinity;
    let bottom = -Infinity;
    const dx: number[] = [];
    const dy: number[] = [];
    // The middle of the nodes decides, of the groups where there is no node.
    for (const { item, x, y } of [...piece.nodes, ...piece.groups]) {
      const old = oldPlace([item]);
      if (!old) continue;
      left = Math.min(left, old.x);
      top = Math.min(top, old.y);
      right = Math.max(right, old.x + old.width);
      bottom = Math.max(bottom, old.y + old.height);
      if (item >= n && (dx.length > 0 || piece.nodes.length > 0)) continue;
      dx.push(old.x - x);
      dy.push(old.y - y);
    }
    if (dx.length === 0) return undefined;
    const middle = (list: number[]): number => Math.round(2 * list.sort((a, b) => a - b)[list.length >> 1]!) / 2;
    return { left, top, right, bottom, x: middle(dx), y: middle(dy) };
  }

  function realInsets(g: number): Insets {
    const title = groups[g - n]!.title;
    const top = title.height > 0 ? Math.ceil(title.height + 2 * TITLE_PADDING + 6) : GROUP_PADDING;
    return { top, right: GROUP_PADDING, bottom: GROUP_PADDING, left: GROUP_PADDING };
  }

  /** A boxed group, its border included. */
  function solveGroup(g: number): Placed {
    const items = input.children[g]!;
    const right = parts.right[g] === 1;
    const tied = items.filter((i) => parts.tied[parts.set[i]!] === 1);
    if (tied.length > 0) return drawSet(items, right, g);
    const insets = realInsets(g);
    const title = groups[g - n]!.title;
    const content = items.length > 0 ? solveIslands(items, right) : blank(EMPTY_WIDTH, EMPTY_HEIGHT);
    const width = Math.max(content.width + insets.left + insets.right, title.width + 2 * TITLE_INDENT);
    const height = content.height + insets.top + insets.bottom;
    const placed = merge([{ piece: content, x: Math.round(width - content.width) / 2, y: insets.top }], width, height);
    placed.groups.unshift({ item: g, x: 0, y: 0, width, height });
    return placed;
  }

  /** One layered problem: a connected set of siblings, or the content of the boxed group `own` with its border. */
  function drawSet(items: readonly number[], right: boolean, own: number): Placed {
    const only = items[0]!;
    if (own < 0 && items.length === 1 && !loopsOf.has(only) && !companions.of.has(only)) {
      if (only < n) {
        const { width, height } = nodes[only]!;
        return { ...blank(width, height), nodes: [{ item: only, x: 0, y: 0 }] };
      }
      if (parts.boxed[only]) return solveGroup(only);
    }
    const builder = collect(items, right, own);
    const drawing = drawLayered(builder.problem, memory);
    drawn.push({ builder, drawing, right, own });
    return assemble(builder, drawing, right);
  }

  interface Builder {
    readonly problem: Problem;
    readonly entries: readonly Entry[];
    readonly groupItems: readonly number[];
    readonly edgeSegments: readonly number[];
    readonly loops: readonly (readonly Loop[])[];
  }

  function collect(items: readonly number[], right: boolean, own: number): Builder {
    const entries: Entry[] = [];
    const groupItems: number[] = [];
    const groupLoopList: Loop[][] = [];
    const problemGroups: ProblemGroup[] = [];
    // Parents are filled in when all nodes are known: entry indices and group indices first.
    const entryParent: number[] = [];
    const groupParent: number[] = [];
    const blockOf = new Map<number, { group: boolean; index: number }>();
    const addGroup = (g: number, above: number): number => {
      const index = groupItems.length;
      groupItems.push(g);
      groupParent.push(above);
      blockOf.set(g, { group: true, index });
      const title = groups[g - n]!.title;
      const real = realInsets(g);
      const insets = right ? { top: real.left, left: real.top, bottom: real.right, right: real.bottom } : real;
      const loops = g === own ? [] : (loopsOf.get(g) ?? []).map((e) => loopOf(e, right));
      groupLoopList.push(loops);
      const room = title.width > 0 ? title.width + 2 * TITLE_INDENT : 0;
      problemGroups.push({
        key: `g:${groups[g - n]!.id}`,
        parent: above,
        insets,
        minWidth: right ? 0 : room,
        minHeight: right ? room : 0,
        entry: right || title.width === 0 ? 0 : TITLE_INDENT + title.width + TITLE_CLEARANCE,
        outer: loopRoom(loops, 0),
        ...before([g], right),
      });
      return index;
    };
    const addEntry = (entry: Entry, above: number): void => {
      if (entry.item >= 0) blockOf.set(entry.item, { group: false, index: entries.length });
      entries.push(entry);
      entryParent.push(above);
    };
    const visit = (list: readonly number[], above: number, container: string, whole: boolean): void => {
      const free: number[] = [];
      for (const i of list) {
        if (companions.is[i]) continue;
        if (!whole && parts.tied[parts.set[i]!] === 0) {
          free.push(i);
          continue;
        }
        visitItem(i, above);
      }
      if (free.length === 0) return;
      if (free.length === 1) visitItem(free[0]!, above);
      else {
        const placed = solveIslands(free, right);
        addEntry({ item: -1, key: `p:${container}`, width: placed.width, height: placed.height, placed, ports: [], loops: [], right, ...before(free, right, memory.pack(container)) }, above);
      }
    };
    const visitItem = (i: number, above: number): void => {
      const loops = (loopsOf.get(i) ?? []).map((e) => loopOf(e, right));
      const company = companions.of.get(i);
      if (company) {
        const joined = keepCompany(input, parts, i, company, right, memory);
        const { width, height } = joined.placed;
        addEntry({ item: i, key: `n:${nodes[i]!.id}`, width, height, placed: joined.placed, company: joined, ports: [], loops, right, ...before([i], right) }, above);
      } else if (i < n) {
        addEntry({ item: i, key: `n:${nodes[i]!.id}`, width: nodes[i]!.width, height: nodes[i]!.height, placed: undefined, ports: [], loops, right, ...before([i], right) }, above);
      } else if (parts.boxed[i]) {
        const placed = solveGroup(i);
        addEntry({ item: i, key: `g:${groups[i - n]!.id}`, width: placed.width, height: placed.height, placed, ports: [], loops, right, ...before([i], right) }, above);
      } else {
        const g = addGroup(i, above);
        visit(input.children[i]!, g, groups[i - n]!.id, false);
      }
    };
    if (own >= 0) {
      const g = addGroup(own, -1);
      visit(items, g, groups[own - n]!.id, false);
    } else visit(items, -1, "", true);

    const count = entries.length;
    const root = count + groupItems.length;
    const block = (item: number): number => {
      const b = blockOf.get(item)!;
      return b.group ? count + b.index : b.index;
    };
    const segmentIds: number[] = [];
    for (const item of blockOf.keys()) {
      for (const s of parts.bySource[item]!) {
        // Segments inside a boxed group start at its border too; they belong to the group's own problem.
        if (!blockOf.has(parts.segments[s]!.target)) continue;
        if (item === own ? false : isInner(item, s)) continue;
        segmentIds.push(s);
      }
    }
    segmentIds.sort((a, b) => a - b);
    const requests: PortRequest[] = [];
    segmentIds.forEach((s, i) => requests.push(...portRequests(s, i, blockOf, entries)));
    const shape = attachPorts(entries, requests, right);
    const problemNodes: ProblemNode[] = entries.map((entry, i) => ({
      key: entry.key,
      parent: entryParent[i]! < 0 ? root : count + entryParent[i]!,
      width: shape[i]!.width,
      height: shape[i]!.height,
      room: loopHeight(entry.loops, shape[i]!.height),
      from: shape[i]!.left + (entry.company?.from ?? 0),
      to: shape[i]!.left + (entry.company?.to ?? (right ? entry.height : entry.width)),
      ...(entry.was ? { was: entry.was } : {}),
    }));
    problemGroups.forEach((g, i) => {
      g.parent = groupParent[i]! < 0 ? root : count + groupParent[i]!;
    });
    const problemEdges: ProblemEdge[] = segmentIds.map((s, i) => {
      const segment = parts.segments[s]!;
      const edge = edges[segment.edge]!;
      const label = segment.main ? edge.label : undefined;
      const w = label ? (right ? label.height : label.width) : 0;
      const h = label ? (right ? label.width : label.height) : 0;
      return {
        key: `e:${edge.id}`,
        source: block(segment.source),
        target: block(segment.target),
        labelled: label !== undefined,
        labelWidth: w,
        labelHeight: h,
        weight: edge.weight !== undefined && edge.weight > 0 && Number.isFinite(edge.weight) ? edge.weight : 1,
        sourcePort: portOf(requests, i, true),
        targetPort: portOf(requests, i, false),
      };
    });
    const problem: Problem = { nodes: problemNodes, groups: problemGroups, edges: problemEdges, aspect: right ? 1 / input.aspect : input.aspect, air };
    return { problem, entries, groupItems, edgeSegments: segmentIds, loops: groupLoopList };
  }

  /** Where some siblings were, as one box in the frame of the drawing. */
  function before(items: readonly number[], right: boolean, rows?: OldRows): { readonly was?: Was } {
    const box = oldPlace(items);
    if (!box) return {};
    const { x, y, width, height } = box;
    const was = right ? { left: y, top: x, right: y + height, bottom: x + width } : { left: x, top: y, right: x + width, bottom: y + height };
    return { was: { ...was, solid: items.length === 1 && items[0]! < n, rows: rows ?? box.rows } };
  }

  /** Whether a segment that starts at the border of a boxed group runs inside it. */
  function isInner(item: number, s: number): boolean {
    if (item < n || !parts.boxed[item]) return false;
    for (let p = parent[parts.segments[s]!.target]!; p >= 0; p = parent[p]!) if (p === item) return true;
    return false;
  }

  function portOf(requests: readonly PortRequest[], index: number, source: boolean): number {
    const found = requests.find((r) => r.index === index && r.source === source);
    return found ? found.offset : NaN;
  }

  /** Fixed ports of a segment: rows of nodes, and the places where edges come out of boxed groups. */
  function portRequests(
    s: number,
    index: number,
    blockOf: ReadonlyMap<number, { group: boolean; index: number }>,
    entries: readonly Entry[],
  ): PortRequest[] {
    const segment = parts.segments[s]!;
    const edge = edges[segment.edge]!;
    const result: PortRequest[] = [];
    for (const source of [true, false]) {
      const item = source ? segment.source : segment.target;
      const at = blockOf.get(item)!;
      if (at.group) continue;
      const entry = entries[at.index]!;
      const own = source ? segment.ownSource : segment.ownTarget;
      if (own && item < n) {
        const row = source ? edge.sourceRow : edge.targetRow;
        const y = row === undefined ? undefined : nodes[item]!.rows?.[row];
        if (y === undefined || !Number.isFinite(y)) continue;
        result.push({ index, source, entry: at.index, x: source ? entry.width : 0, y: Math.max(2, Math.min(entry.height - 2, y)), offset: NaN, tail: undefined });
      } else if (!own && entry.placed) {
        const line = entry.placed.lines.find((l) => {
          const inner = parts.segments[l.segment]!;
          return inner.edge === segment.edge && (source ? inner.target === item : inner.source === item);
        });
        if (!line) continue;
        const k = line.points.length;
        const x = source ? line.points[k - 2]! : line.points[0]!;
        const y = source ? line.points[k - 1]! : line.points[1]!;
        result.push({ index, source, entry: at.index, x, y, offset: NaN, tail: undefined });
      }
    }
    return result;
  }

  function loopOf(e: number, right: boolean): Loop {
    const label = edges[e]!.label;
    return { edge: e, labelled: label !== undefined, width: label ? (right ? label.height : label.width) : 0, height: label ? (right ? label.width : label.height) : 0 };
  }

  /** From the frame of the layered drawing (always downwards) to real coordinates. */
  function assemble(builder: Builder, drawing: Drawing, right: boolean): Placed {
    const { problem, entries } = builder;
    const result = blank(right ? drawing.height : drawing.width, right ? drawing.width : drawing.height);
    const flip = (points: readonly number[]): number[] => {
      if (!right) return [...points];
      const out: number[] = [];
      for (let i = 0; i < points.length; i += 2) out.push(points[i + 1]!, points[i]!);
      return out;
    };
    builder.groupItems.forEach((item, g) => {
      const [x, y, w, h] = [drawing.groups[4 * g]!, drawing.groups[4 * g + 1]!, drawing.groups[4 * g + 2]!, drawing.groups[4 * g + 3]!];
      result.groups.push(right ? { item, x: y, y: x, width: h, height: w } : { item, x, y, width: w, height: h });
      for (const loop of groupLoops(builder.loops[g]!, x + w, y, h)) {
        result.loops.push({ edge: loop.edge, points: flip(loop.points) });
        const [lx, ly] = flip([loop.labelX, loop.labelY]);
        if (edges[loop.edge]!.label) result.labels.push({ edge: loop.edge, x: lx!, y: ly! });
      }
    });
    entries.forEach((entry, v) => {
      const shape = entry.shape!;
      const fx = drawing.nodeX[v]! + shape.left;
      const fy = drawing.nodeY[v]!;
      const [x, y] = right ? [fy, fx] : [fx, fy];
      if (entry.placed) add(result, entry.placed, x, y);
      else result.nodes.push({ item: entry.item, x, y });
      const frameWidth = right ? entry.height : entry.width;
      for (const loop of groupLoops(entry.loops, fx + frameWidth, fy, right ? entry.width : entry.height, shape.loopStart, entry.ports)) {
        result.loops.push({ edge: loop.edge, points: flip(loop.points) });
        const [lx, ly] = flip([loop.labelX, loop.labelY]);
        if (edges[loop.edge]!.label) result.labels.push({ edge: loop.edge, x: lx!, y: ly! });
      }
    });
    builder.edgeSegments.forEach((s, e) => {
      const points = [...drawing.edges[e]!];
      for (const source of [true, false]) {
        const v = source ? problem.edges[e]!.source : problem.edges[e]!.target;
        const company = entries[v]?.company;
        if (company) {
          // The edge goes on to the node, which may be less high than its companions; one from side to side is there already.
          const end = source ? 1 : points.length - 1;
          const y = points[end]! - drawing.nodeY[v]!;
          if (y <= 0.01) points[end] = points[end]! + company.above;
          else if (y >= problem.nodes[v]!.height - 0.01) points[end] = points[end]! - company.below;
        }
        const tail = tailOf(e, source);
        if (!tail) continue;
        const shape = entries[v]!.shape!;
        const edgeX = drawing.nodeX[v]! + shape.left + (tail.east ? (right ? entries[v]!.height : entries[v]!.width) : 0);
        const y = drawing.nodeY[v]! + tail.y;
        if (source) points.splice(0, 2, edgeX, y, points[0]!, y);
        else points.splice(points.length - 2, 2, points[points.length - 2]!, y, edgeX, y);
      }
      result.lines.push({ segment: s, points: flip(points) });
      if (Number.isNaN(drawing.labelX[e]!)) return;
      const [lx, ly] = flip([drawing.labelX[e]!, drawing.labelY[e]!]);
      result.labels.push({ edge: parts.segments[s]!.edge, x: lx!, y: ly! });
    });
    return result;

    function tailOf(e: number, source: boolean): { east: boolean; y: number } | undefined {
      const v = source ? problem.edges[e]!.source : problem.edges[e]!.target;
      if (v >= entries.length) return undefined;
      return entries[v]!.ports.find((p) => p.index === e && p.source === source)?.tail;
    }
  }
}

function blank(width: number, height: number): Placed {
  return { width, height, nodes: [], groups: [], lines: [], loops: [], labels: [] };
}

function merge(pieces: readonly { readonly piece: Placed; readonly x: number; readonly y: number }[], width: number, height: number): Placed {
  const result = blank(width, height);
  for (const { piece, x, y } of pieces) add(result, piece, Math.round(x * 2) / 2, Math.round(y * 2) / 2);
  return result;
}

function add(into: Placed, piece: Placed, x: number, y: number): void {
  const shift = (points: readonly number[]): number[] => points.map((v, i) => (i % 2 === 0 ? v + x : v + y));
  for (const p of piece.nodes) into.nodes.push({ item: p.item, x: p.x + x, y: p.y + y });
  for (const p of piece.groups) into.groups.push({ ...p, x: p.x + x, y: p.y + y });
  for (const l of piece.lines) into.lines.push({ segment: l.segment, points: shift(l.points) });
  for (const l of piece.loops) into.loops.push({ edge: l.edge, points: shift(l.points) });
  for (const l of piece.labels) into.labels.push({ edge: l.edge, x: l.x + x, y: l.y + y });
}
