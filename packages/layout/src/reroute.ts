import type { Chains } from "./chains.ts";
import type { Adjacency } from "./crossings.ts";
import { renumber } from "./sift.ts";

/** Cost of a way that would lead through a foreign group. */
const FORBIDDEN = 1e9;

/** Where an end of a link may stand: one of the gaps between the siblings of a wire, or the one place of a box. */
interface Place {
  readonly size: number;
  /** Where the end stands now. */
  readonly now: number;
  /** By position: a block there is left of gap x if its number is not above x; -1 on the place itself. */
  readonly numbers: Int32Array;
}

/**
 * Takes one edge after the other out of the order and puts it back where it crosses the fewest others, with all of its
 * wires at once: the shortest way through the gaps between the blocks of every group that it passes. A wire alone can
 * often not change sides, since the rest of its edge would stay behind. Returns how many crossings that saved.
 */
export function rerouteEdges(chains: Chains, links: Adjacency): number {
  const { nodeCount: n, root, parent, lo, hi, edgeOf } = chains;
  const L = chains.links;
  const pos = links.pos;
  renumber(chains, pos);
  const rows = hi[root]! + 4;
  const jogs: number[][] = Array.from({ length: rows }, () => []);
  const turns: number[][] = Array.from({ length: rows }, () => []);
  const straight: number[][] = Array.from({ length: rows }, () => []);
  for (let l = 0; l < L.count; l++) (L.aAbove[l] === L.bAbove[l] ? turns : jogs)[L.boundary[l]! + 1]!.push(l);
  for (let w = root + 1; w < chains.count; w++) for (let r = lo[w]!; r < hi[w]!; r++) straight[r + 1]!.push(w);
  const depth = new Int32Array(root + 1);
  for (let g = n; g < root; g++) depth[g] = (parent[g] === root ? 0 : depth[parent[g]!]!) + 1;
  const scratch: Int32Array[] = [];
  // Per gap x of a step: what a way from there crosses, less that of the gap before it, for the y that is looked at.
  const change = new Int32Array(chains.count + 4);
  const extra = new Int32Array(chains.count + 4);
  // The other edges of a channel by the gap y that they end in: lists in arrays.
  const head = new Int32Array(chains.count + 4);
  const next = new Int32Array(chains.count + L.count);
  const where = new Int32Array(chains.count + L.count);
  let saved = 0;
  for (const path of pathsOf(chains)) saved += reroute(path);
  if (saved > 0) for (let b = 0; b < chains.count; b++) links.moved(b);
  return saved;

  function reroute({ edge: e, blocks, links: steps }: Path): number {
    if (!isCrossed(e, blocks, steps)) return 0;
    const places = blocks.map((b, i) => placeOf(b, e, i));
    let cost = new Int32Array(places[0]!.size);
    let now = along(0, cost);
    const from: Int32Array[] = [];
    for (let i = 0; i < steps.length; i++) {
      const next = new Int32Array(places[i + 1]!.size);
      const back = new Int32Array(places[i + 1]!.size);
      now += step(e, steps[i]!, blocks[i]!, blocks[i + 1]!, places[i]!, places[i + 1]!, cost, next, back);
      now += along(i + 1, next);
      from.push(back);
      cost = next;
    }
    let at = 0;
    for (let y = 1; y < cost.length; y++) if (cost[y]! < cost[at]!) at = y;
    const gain = now - cost[at]!;
    if (gain <= 0) return 0;
    const moves = new Map<number, { wire: number; to: number }[]>();
    for (let i = blocks.length - 1; i >= 0; i--) {
      const wire = blocks[i]!;
      if (wire > root) {
        const list = moves.get(parent[wire]!);
        if (list) list.push({ wire, to: at });
        else moves.set(parent[wire]!, [{ wire, to: at }]);
      }
      if (i > 0) at = from[i - 1]![at]!;
    }
    for (const [p, list] of moves) {
      const rest = chains.children[p - n]!.filter((b) => edgeOf[b] !== e);
      list.sort((x, y) => y.to - x.to || pos[y.wire]! - pos[x.wire]!);
      for (const { wire, to } of list) rest.splice(to, 0, wire);
      chains.children[p - n] = rest;
    }
    renumber(chains, pos);
    return gain;

    /** Adds what crosses a wire in the channels that it runs straight through; returns that cost where it stands now. */
    function along(i: number, into: Int32Array): number {
      const b = blocks[i]!;
      const { size, now: here, numbers } = places[i]!;
      if (b <= root || lo[b] === hi[b]) return 0;
      change.fill(0, 0, size + 3);
      const count = (l: number): void => {
        if (L.edge[l] === e) return;
        const x = numbers[pos[L.a[l]!]!]!;
        const y = numbers[pos[L.b[l]!]!]!;
        change[Math.min(x, y)]!++;
        change[Math.max(x, y)]!--;
      };
      for (let r = lo[b]! + 1; r <= hi[b]!; r++) {
        for (const l of jogs[r]!) count(l);
        for (const l of turns[r]!) count(l);
      }
      let sum = 0;
      let result = 0;
      for (let x = 0; x < size; x++) {
        sum += change[x]!;
        into[x] = into[x]! + sum;
        if (x === here) result = sum;
      }
      return result;
    }
  }

  /** Whether the edge crosses anything where it runs now. */
  function isCrossed(e: number, blocks: readonly number[], steps: readonly number[]): boolean {
    for (const b of blocks) {
      if (b <= root) continue;
      const x = pos[b]!;
      for (let r = lo[b]! + 1; r <= hi[b]!; r++) {
        for (const l of jogs[r]!) if (L.edge[l] !== e && pos[L.a[l]!]! < x !== pos[L.b[l]!]! < x) return true;
        for (const l of turns[r]!) if (L.edge[l] !== e && pos[L.a[l]!]! < x !== pos[L.b[l]!]! < x) return true;
      }
    }
    for (const l of steps) {
      const r = L.boundary[l]! + 1;
      const x = pos[L.a[l]!]!;
      const y = pos[L.b[l]!]!;
      const left = Math.min(x, y);
      const right = Math.max(x, y);
      const within = (b: number): boolean => pos[b]! > left && pos[b]! < right;
      const above = L.aAbove[l] === 1;
      const turning = L.aAbove[l] === L.bAbove[l];
      for (const w of straight[r]!) if (edgeOf[w] !== e && within(w)) return true;
      for (const m of jogs[r]!) {
        if (L.edge[m] === e) continue;
        if (turning ? within(above ? L.a[m]! : L.b[m]!) : (pos[L.a[m]!]! - x) * (pos[L.b[m]!]! - y) < 0) return true;
      }
      if (turning) continue;
      for (const m of turns[r]!) {
        const end = L.aAbove[m] ? x : y;
        if (L.edge[m] !== e && pos[L.a[m]!]! < end !== pos[L.b[m]!]! < end) return true;
      }
    }
    return false;
  }

  function placeOf(b: number, e: number, i: number): Place {
    const numbers = (scratch[i] ??= new Int32Array(chains.count));
    const here = pos[b]!;
    if (b <= root) {
      numbers.fill(0, 0, here);
      numbers[here] = -1;
      numbers.fill(1, here + 1);
      return { size: 1, now: 0, numbers };
    }
    const p = parent[b]!;
    let size = 0;
    let from = 0;
    for (const c of chains.children[p - n]!) {
      if (edgeOf[c] === e) continue;
      numbers.fill(size++, from, pos[c]!);
      from = pos[c]!;
    }
    let end = pos[p]!;
    for (let q = p; q >= n && q <= root; ) {
      const list = chains.children[q - n]!;
      if (list.length === 0) break;
      q = list[list.length - 1]!;
      end = pos[q]!;
    }
    numbers.fill(size++, from, end + 1);
    numbers.fill(size, end + 1);
    return { size, now: numbers[here]!, numbers };
  }

  /** The least costs of all ways from the places of block u to those of block v; returns the cost of the way now taken. */
  function step(e: number, l: number, u: number, v: number, X: Place, Y: Place, before: Int32Array, after: Int32Array, back: Int32Array): number {
    const turning = L.aAbove[l] === L.bAbove[l];
    const above = turning ? L.aAbove[l] === 1 : L.a[l] === u;
    const r = L.boundary[l]! + 1;
    const walls = findWalls(u, v, r - 1);
    if (turning) return turn(e, above, r, walls, u, v, X, Y, before, after, back);
    const xs = X.size;
    const ys = Y.size;
    const xOf = X.numbers;
    const yOf = Y.numbers;
    change.fill(0, 0, xs + 2);
    extra.fill(0, 0, ys + 1);
    head.fill(-1, 0, ys + 1);
    let count = 0;
    const add = (x: number, y: number): void => {
      if (x < 0 || y < 0) return;
      change[x]!++;
      where[count] = x;
      next[count] = head[y]!;
      head[y] = count++;
    };
    for (const m of jogs[r]!) {
      if (L.edge[m] === e) continue;
      const top = pos[L.a[m]!]!;
      const bottom = pos[L.b[m]!]!;
      if (above) add(xOf[top]!, yOf[bottom]!);
      else add(xOf[bottom]!, yOf[top]!);
    }
    for (const w of straight[r]!) if (edgeOf[w] !== e) add(xOf[pos[w]!]!, yOf[pos[w]!]!);
    for (const m of turns[r]!) {
      if (L.edge[m] === e) continue;
      const onX = (L.aAbove[m] === 1) === above;
      const of = onX ? xOf : yOf;
      const a = of[pos[L.a[m]!]!]!;
      const b = of[pos[L.b[m]!]!]!;
      if (a < 0 || b < 0) continue;
      if (onX) {
        change[Math.min(a, b)]!++;
        change[Math.max(a, b)]!--;
      } else for (let i = Math.min(a, b); i < Math.max(a, b) && i < ys; i++) extra[i]!++;
    }
    const wallX = walls.length > 0 ? wallsBefore(walls, u, X) : undefined;
    const wallY = walls.length > 0 ? wallsBefore(walls, v, Y) : undefined;
    let result = 0;
    for (let y = 0; y < ys; y++) {
      for (let i = head[y]!; i >= 0; i = next[i]!) {
        // The other edge ends left of y from here on.
        change[0]!++;
        change[where[i]!]! -= 2;
      }
      let least = FORBIDDEN;
      let pick = 0;
      let sum = 0;
      for (let x = 0; x < xs; x++) {
        sum += change[x]!;
        const c = before[x]! + sum;
        if (c < least && (!wallX || wallX[x] === wallY![y])) {
          least = c;
          pick = x;
        }
      }
      if (y === Y.now) {
        result = extra[y]!;
        for (let x = 0; x <= X.now; x++) result += change[x]!;
      }
      after[y] = Math.min(FORBIDDEN, least + extra[y]!);
      back[y] = pick;
    }
    return result;
  }

  /** The same where the edge turns round: every end that leaves into the channel between its two wires is crossed. */
  function turn(e: number, above: boolean, r: number, walls: readonly number[], u: number, v: number, X: Place, Y: Place, before: Int32Array, after: Int32Array, back: Int32Array): number {
    const ends = new Int32Array(X.size + 2);
    // Both wires of a turn stand in one list; a box at an end has a place in no list, and stays as it is.
    const same = u > root && v > root;
    if (same) {
      for (const m of jogs[r]!) if (L.edge[m] !== e) ends[X.numbers[pos[above ? L.a[m]! : L.b[m]!]!]!]!++;
      for (const w of straight[r]!) if (edgeOf[w] !== e) ends[X.numbers[pos[w]!]!]!++;
      for (let x = 1; x < ends.length; x++) ends[x] = ends[x]! + ends[x - 1]!;
    }
    const wallX = wallsBefore(walls, u, X);
    const wallY = wallsBefore(walls, v, Y);
    for (let y = 0; y < Y.size; y++) {
      after[y] = FORBIDDEN;
      for (let x = 0; x < X.size; x++) {
        if (wallX[x] !== wallY[y]) continue;
        const c = before[x]! + (same ? Math.abs(ends[x]! - ends[y]!) : 0);
        if (c >= after[y]!) continue;
        after[y] = c;
        back[y] = x;
      }
    }
    return same ? Math.abs(ends[X.now]! - ends[Y.now]!) : 0;
  }

  /** Groups beside both blocks that reach across the channel: no edge may pass them there. */
  function findWalls(u: number, v: number, boundary: number): number[] {
    let p = parent[u]!;
    let q = parent[v]!;
    while (p !== q) {
      const dp = p === root ? 0 : depth[p]!;
      const dq = q === root ? 0 : depth[q]!;
      if (dp >= dq) p = parent[p]!;
      else q = parent[q]!;
    }
    return chains.children[p - n]!.filter((g) => g >= n && g < root && lo[g]! <= boundary && hi[g]! > boundary).map((g) => pos[g]!);
  }

  /** Per gap of a place: how many of the walls stand left of it. */
  function wallsBefore(walls: readonly number[], b: number, place: Place): Int32Array {
    const result = new Int32Array(place.size);
    for (const wall of walls) {
      const k = b > root ? place.numbers[wall]! : wall < pos[b]! ? 0 : 1;
      for (let x = Math.max(0, k); x < place.size; x++) result[x] = result[x]! + 1;
    }
    return result;
  }
}

interface Path {
  readonly edge: number;
  /** Boxes and wires from the source to the target, and the links between them. */
  readonly blocks: number[];
  readonly links: number[];
}

/** The paths of all edges that have wires; the links of an edge are numbered from its source to its target. */
function pathsOf(chains: Chains): Path[] {
  const L = chains.links;
  const linksOf = new Map<number, number[]>();
  for (let l = 0; l < L.count; l++) {
    const list = linksOf.get(L.edge[l]!);
    if (list) list.push(l);
    else linksOf.set(L.edge[l]!, [l]);
  }
  const result: Path[] = [];
  for (const [edge, links] of [...linksOf].sort((x, y) => x[0] - y[0])) {
    const [first, second] = links;
    let at = L.a[first!]!;
    if (second === undefined) {
      // A single link: worth looking at if one of its ends is a wire.
      if (at <= chains.root && L.b[first!]! <= chains.root) continue;
    } else if (at === L.a[second] || at === L.b[second]) at = L.b[first!]!;
    const blocks = [at];
    for (const l of links) {
      at = L.a[l] === at ? L.b[l]! : L.a[l]!;
      blocks.push(at);
    }
    result.push({ edge, blocks, links });
  }
  return result;
}
