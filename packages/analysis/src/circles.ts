/** Nodes that can all reach each other, with a shortest circle through the first of them by name. */
export interface Circle {
  readonly size: number;
  readonly path: readonly number[];
}

/** The edges of a graph whose nodes are numbered: how many lead out of a node, and to where each of them leads. */
export interface Edges {
  count(node: number): number;
  target(node: number, nth: number): number;
}

/** Every set of nodes that can reach each other, in the order of their first names. Linear in nodes and edges but for the sorting. */
export function findCircles(names: readonly string[], targets: readonly (readonly number[])[]): readonly Circle[] {
  return createCircleIndex(names, edgesOf(targets)).circles();
}

/** The sets of nodes that can reach each other, of more than one each. */
export function tangledSets(targets: readonly (readonly number[])[]): readonly (readonly number[])[] {
  return stronglyConnected(targets.length, targets.keys(), edgesOf(targets));
}

function edgesOf(targets: readonly (readonly number[])[]): Edges {
  return { count: (node) => targets[node]!.length, target: (node, nth) => targets[node]![nth]! };
}

/** The circles of a graph that is edited: what an edit cannot have touched is not looked for again. */
export interface CircleIndex {
  /** The targets of a node are others now, or it is new. `before` is empty for a new one. */
  changed(node: number, before: readonly number[], after: readonly number[]): void;
  /** Every set of nodes that can reach each other, in the order of their first names; the same list, and the same circles, as long as nothing of them changes. */
  circles(): readonly Circle[];
}

type Edge = readonly [from: number, to: number];

/** A set of nodes that can reach each other, and its circle; undefined where that has to be found again. */
interface Tangle {
  readonly members: readonly number[];
  circle: Circle | undefined;
}

/** `names` and the edges may grow; the index asks for them anew. */
export function createCircleIndex(names: readonly string[], edges: Edges): CircleIndex {
  /** The tangle of each node that is in one. */
  const tangleOf = new Map<number, Tangle>();
  let tangles = new Set<Tangle>();
  let found: readonly Circle[] | undefined;
  let built = false;
  /** Edges that were taken out of a tangle: it may fall apart. */
  let lost: Edge[] = [];
  /** Edges between what is not tangled: they may close a circle. */
  let added: Edge[] = [];
  let seen = new Uint32Array(0);
  let search = 0;

  return {
    changed(node, before, after) {
      if (!built) return;
      const own = tangleOf.get(node);
      for (const target of before) if (own !== undefined && tangleOf.get(target) === own && !after.includes(target)) lost.push([node, target]);
      for (const target of after) {
        if (before.includes(target)) continue;
        if (own !== undefined && tangleOf.get(target) === own) forget(own);
        else added.push([node, target]);
      }
    },
    circles() {
      if (!built) {
        built = true;
        keep(stronglyConnected(names.length, names.keys(), edges));
      } else if (added.some(([from, to]) => leads(to, from))) lookForAll();
      else for (const tangle of loosened()) {
        tangles.delete(tangle);
        for (const member of tangle.members) tangleOf.delete(member);
        const inside = new Set(tangle.members);
        keep(stronglyConnected(names.length, tangle.members, edges, inside));
        found = undefined;
      }
      lost = [];
      added = [];
      return (found ??= read());
    },
  };

  /** What a new edge closes may be tangled with anything; a tangle of the same members whose edges are as they were keeps its circle. */
  function lookForAll(): void {
    const apart = loosened();
    const old = new Map(tangleOf);
    tangleOf.clear();
    tangles = new Set();
    for (const members of stronglyConnected(names.length, names.keys(), edges)) {
      const first = old.get(members[0]!);
      enter(first && !apart.has(first) && first.members.length === members.length && members.every((member) => old.get(member) === first) ? first : { members, circle: undefined });
    }
    found = undefined;
  }

  /** The tangles that lost an edge in whose place no other way leads. Of the others, those whose circle led by it have to find one again. */
  function loosened(): ReadonlySet<Tangle> {
    const apart = new Set<Tangle>();
    for (const [from, to] of lost) {
      const tangle = tangleOf.get(from);
      if (!tangle || apart.has(tangle)) continue;
      if (!leads(from, to, tangle)) apart.add(tangle);
      else {
        const at = tangle.circle?.path.indexOf(from) ?? -1;
        if (at >= 0 && tangle.circle!.path[(at + 1) % tangle.circle!.path.length] === to) forget(tangle);
      }
    }
    return apart;
  }

  function forget(tangle: Tangle): void {
    tangle.circle = undefined;
    found = undefined;
  }

  function keep(sets: readonly (readonly number[])[]): void {
    for (const members of sets) enter({ members, circle: undefined });
  }

  function enter(tangle: Tangle): void {
    tangles.add(tangle);
    for (const member of tangle.members) tangleOf.set(member, tangle);
  }

  function read(): readonly Circle[] {
    for (const tangle of tangles) {
      if (tangle.circle) continue;
      const { members } = tangle;
      let first = members[0]!;
      for (const member of members) if (names[member]! < names[first]!) first = member;
      tangle.circle = { size: members.length, path: shortestCircle(names, edges, (node) => tangleOf.get(node) === tangle, first) };
    }
    return [...tangles].map(({ circle }) => circle!).sort((a, b) => (names[a.path[0]!]! < names[b.path[0]!]! ? -1 : 1));
  }

  /** Whether a way leads from one node to another, within a tangle if one is given. */
  function leads(from: number, to: number, within?: Tangle): boolean {
    if (seen.length < names.length) seen = new Uint32Array(names.length * 2);
    search++;
    const open = [from];
    seen[from] = search;
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (node === to) return true;
      for (let nth = edges.count(node) - 1; nth >= 0; nth--) {
        const target = edges.target(node, nth);
        if (seen[target] === search || (within && tangleOf.get(target) !== within)) continue;
        seen[target] = search;
        open.push(target);
      }
    }
    return false;
  }
}

/**
 * The strongly connected components with more than one member (R. E. Tarjan, Depth-first search and linear graph
 * algorithms, 1972), without recursion.
 */
function stronglyConnected(size: number, nodes: Iterable<number>, edges: Edges, within?: ReadonlySet<number>): readonly (readonly number[])[] {
  const index = new Int32Array(size).fill(-1);
  const low = new Int32Array(size);
  const onStack = new Uint8Array(size);
  const next = new Int32Array(size);
  const stack: number[] = [];
  const work: number[] = [];
  const found: number[][] = [];
  let entered = 0;
  for (const start of nodes) {
    if (index[start] === -1) enter(start);
    while (work.length > 0) {
      const node = work[work.length - 1]!;
      if (next[node]! < edges.count(node)) {
        const target = edges.target(node, next[node]!++);
        if (within && !within.has(target)) continue;
        if (index[target] === -1) enter(target);
        else if (onStack[target] === 1 && index[target]! < low[node]!) low[node] = index[target]!;
        continue;
      }
      work.pop();
      if (work.length > 0) {
        const above = work[work.length - 1]!;
        if (low[node]! < low[above]!) low[above] = low[node]!;
      }
      if (low[node] !== index[node]) continue;
      if (stack[stack.length - 1] === node) {
        stack.pop();
        onStack[node] = 0;
        continue;
      }
      const members: number[] = [];
      for (let member = -1; member !== node; ) {
        member = stack.pop()!;
        onStack[member] = 0;
        members.push(member);
      }
      found.push(members);
    }
  }
  return found;

  function enter(node: number): void {
    index[node] = low[node] = entered++;
    // What calls nobody lies on no circle.
    if (edges.count(node) === 0) return;
    stack.push(node);
    onStack[node] = 1;
    work.push(node);
  }
}

/** A shortest circle through `start` within its set; of several the one whose names come first, read backwards. */
function shortestCircle(names: readonly string[], edges: Edges, isWithin: (node: number) => boolean, start: number): readonly number[] {
  const from = new Map<number, number>();
  const depth = new Map([[start, 0]]);
  let frontier = [start];
  for (let level = 1; frontier.length > 0; level++) {
    const next: number[] = [];
    let last = -1;
    for (const node of frontier) {
      for (let nth = 0; nth < edges.count(node); nth++) {
        const target = edges.target(node, nth);
        if (!isWithin(target)) continue;
        if (target === start) {
          if (last < 0 || names[node]! < names[last]!) last = node;
        } else if (!depth.has(target)) {
          depth.set(target, level);
          from.set(target, node);
          next.push(target);
        } else if (depth.get(target) === level && names[node]! < names[from.get(target)!]!) from.set(target, node);
      }
    }
    if (last >= 0) {
      const path = [last];
      while (path[0] !== start) path.unshift(from.get(path[0]!)!);
      return path;
    }
    frontier = next;
  }
  return [start];
}
