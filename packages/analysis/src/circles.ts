/** Nodes that can all reach each other, with a shortest circle through the first of them by name. */
export interface Circle {
  readonly size: number;
  readonly path: readonly number[];
}

type Targets = readonly (readonly number[])[];

/** Every set of nodes that can reach each other, in the order of their first names. Linear in nodes and edges but for the sorting. */
export function findCircles(names: readonly string[], targets: Targets): readonly Circle[] {
  const label = new Int32Array(names.length).fill(-1);
  const found = stronglyConnected(targets, label);
  const depth = new Int32Array(names.length).fill(-1);
  return found
    .map((members, set) => {
      let first = members[0]!;
      for (const member of members) if (names[member]! < names[first]!) first = member;
      return { size: members.length, path: shortestCircle(names, targets, label, set, first, depth) };
    })
    .sort((a, b) => (names[a.path[0]!]! < names[b.path[0]!]! ? -1 : 1));
}

/**
 * The strongly connected components with more than one member (R. E. Tarjan, Depth-first search and linear graph
 * algorithms, 1972), without recursion. Writes into `label` to which of them each node belongs.
 */
export function stronglyConnected(targets: Targets, label: Int32Array): readonly (readonly number[])[] {
  const index = new Int32Array(targets.length).fill(-1);
  const low = new Int32Array(targets.length);
  const onStack = new Uint8Array(targets.length);
  const next = new Int32Array(targets.length);
  const stack: number[] = [];
  const work: number[] = [];
  const found: number[][] = [];
  let count = 0;
  for (let start = 0; start < targets.length; start++) {
    // What calls nobody lies on no circle.
    if (index[start] !== -1 || targets[start]!.length === 0) continue;
    enter(start);
    while (work.length > 0) {
      const node = work[work.length - 1]!;
      const list = targets[node]!;
      if (next[node]! < list.length) {
        const target = list[next[node]!++]!;
        if (index[target] === -1) {
          if (targets[target]!.length > 0) enter(target);
        } else if (onStack[target] === 1 && index[target]! < low[node]!) low[node] = index[target]!;
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
        label[member] = found.length;
        members.push(member);
      }
      found.push(members);
    }
  }
  return found;

  function enter(node: number): void {
    index[node] = low[node] = count++;
    stack.push(node);
    onStack[node] = 1;
    work.push(node);
  }
}

/** A shortest circle through `start` within its set; of several the one whose names come first, read backwards. */
function shortestCircle(names: readonly string[], targets: Targets, label: Int32Array, set: number, start: number, depth: Int32Array): readonly number[] {
  const from = new Map<number, number>();
  let frontier = [start];
  depth[start] = 0;
  for (let level = 1; frontier.length > 0; level++) {
    const next: number[] = [];
    let last = -1;
    for (const node of frontier) {
      for (const target of targets[node]!) {
        if (label[target] !== set) continue;
        if (target === start) {
          if (last < 0 || names[node]! < names[last]!) last = node;
        } else if (depth[target] === -1) {
          depth[target] = level;
          from.set(target, node);
          next.push(target);
        } else if (depth[target] === level && names[node]! < names[from.get(target)!]!) from.set(target, node);
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
