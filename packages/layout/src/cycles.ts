/**
 * A feedback arc set of a weighted digraph: the greedy heuristic of Eades, Lin and Smyth ("A fast and effective
 * heuristic for the feedback arc set problem", IPL 47, 1993), applied to each strongly connected component, so that an
 * edge which lies on no cycle is never turned. Ties are broken by the vertex number: the result is canonical.
 */

/** For each edge, 1 if it must be turned to make the graph acyclic. Self-loops are not allowed. */
export function feedbackEdges(count: number, from: readonly number[], to: readonly number[], weight: readonly number[]): Uint8Array {
  const turned = new Uint8Array(from.length);
  const component = strongComponents(count, from, to);
  const members = new Map<number, number[]>();
  for (let v = 0; v < count; v++) {
    const list = members.get(component[v]!);
    if (list) list.push(v);
    else members.set(component[v]!, [v]);
  }
  const place = new Int32Array(count);
  for (const list of members.values()) if (list.length > 1) greedyOrder(list, component, from, to, weight, place);
  for (let e = 0; e < from.length; e++) {
    if (component[from[e]!] === component[to[e]!] && place[from[e]!]! > place[to[e]!]!) turned[e] = 1;
  }
  return turned;
}

function greedyOrder(
  list: readonly number[],
  component: Int32Array,
  from: readonly number[],
  to: readonly number[],
  weight: readonly number[],
  place: Int32Array,
): void {
  const id = component[list[0]!]!;
  const out = new Map<number, number>();
  const into = new Map<number, number>();
  const inner: number[] = [];
  for (const v of list) {
    out.set(v, 0);
    into.set(v, 0);
  }
  for (let e = 0; e < from.length; e++) {
    if (component[from[e]!] !== id || component[to[e]!] !== id) continue;
    inner.push(e);
    out.set(from[e]!, out.get(from[e]!)! + weight[e]!);
    into.set(to[e]!, into.get(to[e]!)! + weight[e]!);
  }
  const left = new Set(list);
  let head = 0;
  let tail = list.length - 1;
  while (left.size > 0) {
    let pick = -1;
    let atEnd = false;
    let best = -Infinity;
    for (const v of left) {
      if (out.get(v)! <= 1e-9) {
        pick = v;
        atEnd = true;
        break;
      }
      if (into.get(v)! <= 1e-9) {
        pick = v;
        atEnd = false;
        break;
      }
      const gain = out.get(v)! - into.get(v)!;
      if (gain > best) {
        best = gain;
        pick = v;
      }
    }
    place[pick] = atEnd ? tail-- : head++;
    left.delete(pick);
    for (const e of inner) {
      if (from[e] === pick && left.has(to[e]!)) into.set(to[e]!, into.get(to[e]!)! - weight[e]!);
      else if (to[e] === pick && left.has(from[e]!)) out.set(from[e]!, out.get(from[e]!)! - weight[e]!);
    }
  }
}

/** Component number of each vertex (Tarjan 1972, without recursion). */
export function strongComponents(count: number, from: readonly number[], to: readonly number[]): Int32Array {
  const next: number[][] = Array.from({ length: count }, () => []);
  for (let e = 0; e < from.length; e++) next[from[e]!]!.push(to[e]!);
  const index = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const component = new Int32Array(count).fill(-1);
  const stack: number[] = [];
  const at = new Int32Array(count);
  let counter = 0;
  let components = 0;
  for (let root = 0; root < count; root++) {
    if (index[root]! >= 0) continue;
    const call = [root];
    index[root] = low[root] = counter++;
    stack.push(root);
    while (call.length > 0) {
      const v = call[call.length - 1]!;
      if (at[v]! < next[v]!.length) {
        const w = next[v]![at[v]!++]!;
        if (index[w]! < 0) {
          index[w] = low[w] = counter++;
          stack.push(w);
          call.push(w);
        } else if (component[w]! < 0) low[v] = Math.min(low[v]!, index[w]!);
        continue;
      }
      call.pop();
      if (call.length > 0) {
        const u = call[call.length - 1]!;
        low[u] = Math.min(low[u]!, low[v]!);
      }
      if (low[v] === index[v]) {
        for (;;) {
          const w = stack.pop()!;
          component[w] = components;
          if (w === v) break;
        }
        components++;
      }
    }
  }
  return component;
}
