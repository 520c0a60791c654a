/**
 * Network simplex for layer assignment (Gansner, Koutsofios, North, Vo: "A technique for drawing directed graphs",
 * IEEE TSE 19(3), 1993): integers `rank[v]` with `rank[to] - rank[from] >= length` that minimise
 * the sum of `weight * (rank[to] - rank[from])`.
 */
export interface RankEdges {
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly length: readonly number[];
  readonly weight: readonly number[];
}

/**
 * Ranks from 0 upwards. The edges must form a connected acyclic graph over `count` vertices. The search starts from the
 * least ranks that are no smaller than `given`: the nearer these are to a solution, the sooner it ends.
 */
export function networkSimplex(count: number, edges: RankEdges, maxPivots = 4 * count + 64, given?: Int32Array): Int32Array {
  const { from, to, length, weight } = edges;
  const m = from.length;
  const rank = longestPath(count, edges, given);
  if (count < 2 || m === 0) return rank;
  const { start, incident } = incidence(count, from, to);
  const inTree = new Uint8Array(m);
  const parentEdge = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const lim = new Int32Array(count);
  const cut = new Float64Array(m);
  const slack = (e: number): number => rank[to[e]!]! - rank[from[e]!]! - length[e]!;

  tightTree();
  postorder();
  initCutValues();
  let cursor = 0;
  for (let pivot = 0; pivot < maxPivots; pivot++) {
    const leave = leaving();
    if (leave < 0) break;
    const enter = entering(leave);
    if (enter < 0) break;
    exchange(leave, enter);
  }
  let least = Infinity;
  for (let v = 0; v < count; v++) least = Math.min(least, rank[v]!);
  for (let v = 0; v < count; v++) rank[v] = rank[v]! - least;
  return rank;

  /** Grows a tree of tight edges from vertex 0, shifting it by the least slack of an edge that leaves it. */
  function tightTree(): void {
    const inside = new Uint8Array(count);
    const stack = [0];
    inside[0] = 1;
    let size = 1;
    for (;;) {
      while (stack.length > 0) {
        const v = stack.pop()!;
        for (let i = start[v]!; i < start[v + 1]!; i++) {
          const e = incident[i]!;
          const w = from[e] === v ? to[e]! : from[e]!;
          if (inside[w] || slack(e) !== 0) continue;
          inside[w] = 1;
          inTree[e] = 1;
          size++;
          stack.push(w);
        }
      }
      if (size === count) return;
      let best = -1;
      let least = Infinity;
      for (let e = 0; e < m; e++) {
        if (inside[from[e]!] === inside[to[e]!]) continue;
        const s = slack(e);
        if (s < least) {
          least = s;
          best = e;
        }
      }
      if (best < 0) return;
      const shift = inside[from[best]!] ? least : -least;
      for (let v = 0; v < count; v++) {
        if (!inside[v]) continue;
        rank[v] = rank[v]! + shift;
        stack.push(v);
      }
    }
  }

  function postorder(): void {
    parentEdge.fill(-1);
    const seen = new Uint8Array(count);
    let counter = 1;
    for (let root = 0; root < count; root++) {
      if (seen[root]) continue;
      const stack: number[] = [root];
      const at: number[] = [start[root]!];
      seen[root] = 1;
      low[root] = counter;
      while (stack.length > 0) {
        const v = stack[stack.length - 1]!;
        let i = at[at.length - 1]!;
        let child = -1;
        while (i < start[v + 1]!) {
          const e = incident[i++]!;
          if (!inTree[e]) continue;
          const w = from[e] === v ? to[e]! : from[e]!;
          if (seen[w]) continue;
          parentEdge[w] = e;
          child = w;
          break;
        }
        at[at.length - 1] = i;
        if (child >= 0) {
          seen[child] = 1;
          low[child] = counter;
          stack.push(child);
          at.push(start[child]!);
        } else {
          lim[v] = counter++;
          stack.pop();
          at.pop();
        }
      }
    }
  }

  function initCutValues(): void {
    const order = Array.from({ length: count }, (_, v) => v).sort((a, b) => lim[a]! - lim[b]!);
    for (const v of order) if (parentEdge[v]! >= 0) cut[parentEdge[v]!] = cutValue(v);
  }

  /** Cut value of the tree edge above `v`, from the edges at `v` and the cut values of its children's edges. */
  function cutValue(v: number): number {
    const above = parentEdge[v]!;
    const downwards = from[above] === v ? 1 : -1;
    let value = weight[above]!;
    for (let i = start[v]!; i < start[v + 1]!; i++) {
      const e = incident[i]!;
      if (e === above) continue;
      const out = from[e] === v ? 1 : -1;
      const w = out > 0 ? to[e]! : from[e]!;
      const child = inTree[e] === 1 && parentEdge[w] === e;
      const sign = out * downwards;
      value += sign * weight[e]!;
      if (child) value -= sign * cut[e]!;
    }
    return value;
  }

  function leaving(): number {
    for (let i = 0; i < m; i++) {
      const e = (cursor + i) % m;
      if (inTree[e] && cut[e]! < -1e-9) {
        cursor = e;
        return e;
      }
    }
    return -1;
  }

  /** The edge of least slack that reconnects the tree in the opposite sense once `leave` is gone. */
  function entering(leave: number): number {
    const child = parentEdge[from[leave]!] === leave ? from[leave]! : to[leave]!;
    const tailIsChild = from[leave] === child;
    const lo = low[child]!;
    const hi = lim[child]!;
    let best = -1;
    let least = Infinity;
    for (let e = 0; e < m; e++) {
      if (inTree[e]) continue;
      const a = lim[from[e]!]! >= lo && lim[from[e]!]! <= hi;
      const b = lim[to[e]!]! >= lo && lim[to[e]!]! <= hi;
      if (a === b || a === tailIsChild) continue;
      const s = slack(e);
      if (s < least) {
        least = s;
        best = e;
        if (s === 0) break;
      }
    }
    return best;
  }

  function exchange(leave: number, enter: number): void {
    const child = parentEdge[from[leave]!] === leave ? from[leave]! : to[leave]!;
    const s = slack(enter);
    if (s !== 0) {
      const lo = low[child]!;
      const hi = lim[child]!;
      const shift = lim[from[enter]!]! >= lo && lim[from[enter]!]! <= hi ? s : -s;
      for (let v = 0; v < count; v++) if (lim[v]! >= lo && lim[v]! <= hi) rank[v] = rank[v]! + shift;
    }
    inTree[leave] = 0;
    inTree[enter] = 1;
    // Only the cut values on the tree path between the entering edge's ends change.
    const path: number[] = [];
    for (let v = from[enter]!; ; ) {
      if (low[v]! <= lim[to[enter]!]! && lim[to[enter]!]! <= lim[v]!) break;
      path.push(parentEdge[v]!);
      v = other(parentEdge[v]!, v);
    }
    for (let v = to[enter]!; ; ) {
      if (low[v]! <= lim[from[enter]!]! && lim[from[enter]!]! <= lim[v]!) break;
      path.push(parentEdge[v]!);
      v = other(parentEdge[v]!, v);
    }
    postorder();
    const below = path.filter((e) => e !== leave).concat(enter);
    below.sort((a, b) => lim[childOf(a)]! - lim[childOf(b)]!);
    for (const e of below) cut[e] = cutValue(childOf(e));
  }

  function other(e: number, v: number): number {
    return from[e] === v ? to[e]! : from[e]!;
  }

  function childOf(e: number): number {
    return parentEdge[from[e]!] === e ? from[e]! : to[e]!;
  }
}

/** Earliest ranks: every vertex as high as its predecessors allow. */
function longestPath(count: number, { from, to, length }: RankEdges, given: Int32Array = new Int32Array(count)): Int32Array {
  const rank = Int32Array.from(given);
  const degree = new Int32Array(count);
  const out: number[][] = Array.from({ length: count }, () => []);
  for (let e = 0; e < from.length; e++) {
    degree[to[e]!]!++;
    out[from[e]!]!.push(e);
  }
  const queue: number[] = [];
  for (let v = 0; v < count; v++) if (degree[v] === 0) queue.push(v);
  for (let i = 0; i < queue.length; i++) {
    const v = queue[i]!;
    for (const e of out[v]!) {
      const w = to[e]!;
      rank[w] = Math.max(rank[w]!, rank[v]! + length[e]!);
      if (--degree[w]! === 0) queue.push(w);
    }
  }
  return rank;
}

function incidence(count: number, from: readonly number[], to: readonly number[]): { start: Int32Array; incident: Int32Array } {
  const start = new Int32Array(count + 1);
  for (let e = 0; e < from.length; e++) {
    start[from[e]! + 1]!++;
    start[to[e]! + 1]!++;
  }
  for (let v = 0; v < count; v++) start[v + 1] = start[v + 1]! + start[v]!;
  const fill = start.slice();
  const incident = new Int32Array(2 * from.length);
  for (let e = 0; e < from.length; e++) {
    incident[fill[from[e]!]!++] = e;
    incident[fill[to[e]!]!++] = e;
  }
  return { start, incident };
}
